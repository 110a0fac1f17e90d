//! Lines for the journal.

use super::{Advice, Work};
use crate::analysis::standing::test_line;
use crate::analysis::status::Case;
use crate::model::{Amount, Measure};

/// `One-leg bridge [close]   3x12`.
pub fn sets(case: &Case, level: Option<&str>, work: &Work) -> String {
    let load = match &work.load {
        Some(load) => format!(" {load}"),
        None => String::new(),
    };
    let each = if work.each { " each" } else { "" };
    format!(
        "{}   {}x{}{load}{each}",
        head(case, level),
        work.sets.clamp(1, 100),
        work.amount
    )
}

/// `One-leg bridge [close]   test L 12 R 12`.
pub fn test(case: &Case, level: Option<&str>) -> String {
    let name = &case.exercise().name;
    let line = test_line(case, level);
    match name_of(name) {
        safe if safe == *name => line,
        safe => line.replacen(name.as_str(), &safe, 1),
    }
}

/// An exercise of which only the attendance is known.
pub fn done(case: &Case) -> String {
    format!("{}   done", head(case, None))
}

fn head(case: &Case, level: Option<&str>) -> String {
    let name = name_of(&case.exercise().name);
    level.map_or_else(|| name.clone(), |level| format!("{name} [{level}]"))
}

/// Words that end a name that has no colon.
const ENDS: &[&str] = &[
    "l", "r", "left", "right", "both", "l/r", "test", "skipped", "done", "each", "easy", "ok",
    "hard", "rpe", "rir", "rest", "pain", "sore", "allow", "x",
];

/// A name as it stands in front of a result: with a colon where it would end too early.
fn name_of(name: &str) -> String {
    let plain = |word: &str| {
        let letters = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '/');
        word.chars().all(letters)
            && word.starts_with(char::is_alphabetic)
            && !ENDS.contains(&word.to_lowercase().as_str())
    };
    if name.split(' ').all(plain) {
        name.to_string()
    } else {
        format!("{name}:")
    }
}

/// Whether training of an exercise begins with a test: it is counted in reps, and has levels or a
/// target.
pub fn testable(case: &Case) -> bool {
    let exercise = case.exercise();
    let reps = matches!(exercise.measure, None | Some(Measure::Reps));
    let target = exercise.target.as_ref();
    let counted = target.is_none_or(|target| matches!(target.high, Amount::Reps(_)));
    reps && counted && (exercise.ladder > 0 || target.is_some()) && exercise.increment.is_none()
}

/// What to do of an exercise that was never worked at or tested.
pub fn first(case: &Case) -> Advice {
    let exercise = case.exercise();
    if testable(case) {
        // The lowest level is for those for whom the second is too hard.
        let ladder = exercise.levels.get(..exercise.ladder).unwrap_or(&[]);
        let level = ladder.get(1).or(ladder.first()).cloned();
        let mut why = vec![format!(
            "never tested, so count how many you can do until form is lost; sets start {} below",
            case.subject.margin
        )];
        if ladder.len() > 1 {
            why.push(format!("choose a level that fits: {}", ladder.join(", ")));
        }
        return Advice {
            level,
            work: None,
            why,
            test: true,
        };
    }
    let target = exercise.target.as_ref();
    let never = case.subject.history.visits.is_empty();
    let range = target.filter(|target| target.low != target.high);
    let why = match (target, never) {
        (Some(_), true) if range.is_some() => "never done: begin light, at the bottom of the range",
        (Some(_), true) => "never done: begin light, and stop a set before form is lost",
        (Some(_), false) => "no sets are written yet: begin light, and stop before form is lost",
        (None, true) => "never done: write down what you did",
        (None, false) => "no sets are written: write them down, and the next ones can be planned",
    };
    Advice {
        level: None,
        work: target.map(|target| Work {
            sets: u32::from(target.sets),
            amount: target.low,
            load: None,
            each: false,
        }),
        why: vec![why.to_string()],
        test: false,
    }
}
