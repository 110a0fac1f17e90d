//! Journals of half a year in which training goes up and down: tests, levels, broken form, pain,
//! breaks, runs, races. They have no mistakes; what the training says of them is the matter.

use super::{MONDAY, Random, date};
use std::fmt::Write;

/// A journal that grows day by day.
pub struct Diary {
    /// Directives, and what is planned ahead: races, phases, absences. One line or block each.
    pub head: Vec<String>,
    /// The days on which something was written, in order, counted like [`MONDAY`].
    pub days: Vec<(i64, String)>,
}

impl Diary {
    /// All that was written up to a day.
    pub fn until(&self, day: i64) -> String {
        let written = self.days.iter().take_while(|(on, _)| *on <= day);
        let lines = self.head.iter().chain(written.map(|(_, text)| text));
        lines.map(String::as_str).collect()
    }
}

/// An exercise and how it goes.
struct Work {
    name: &'static str,
    levels: &'static [&'static str],
    cues: &'static [&'static str],
    each: bool,
    level: usize,
    reps: usize,
    /// Percent of sets in which form breaks.
    breaks: usize,
    /// Its level has just changed.
    new: bool,
}

const EXERCISES: [(&str, &[&str], &[&str], bool); 4] = [
    (
        "One-leg sit-stand",
        &["high seat", "cushion", "normal chair", "dumbbell"],
        &["pelvis-drop", "knee-in"],
        true,
    ),
    (
        "Toe taps",
        &["one leg", "close", "one foot further", "two feet further"],
        &["back-arch", "neck"],
        false,
    ),
    (
        "One-leg bridge",
        &["two legs", "close", "one foot further", "two feet further"],
        &["pelvis-drop", "cramp"],
        true,
    ),
    (
        "One-leg heel raise",
        &["two legs", "two up one down", "one leg", "dumbbell"],
        &["fast-down", "lean"],
        true,
    ),
];

/// A diary of half a year.
pub fn diary(seed: u64) -> Diary {
    let mut r = Random::new(seed ^ 0xD1A2);
    let mut works: Vec<Work> = EXERCISES
        .iter()
        .map(|&(name, levels, cues, each)| Work {
            name,
            levels,
            cues,
            each,
            level: r.below(2),
            reps: r.range(4, 7) * 2,
            breaks: *[0, 10, 40].get(r.below(3)).unwrap_or(&0),
            new: true,
        })
        .collect();
    let head = head(&mut r);
    let mut days = Vec::new();
    let mut day = MONDAY + r.below(10) as i64;
    let usual = r.range(3, 8);
    while day < MONDAY + 182 {
        days.push((day, session(&mut r, &mut works, day)));
        let pause = match r.below(24) {
            0 => r.range(14, 20),
            1 => r.range(26, 64),
            _ => r.range(usual - 1, usual + 1),
        } as i64;
        if r.chance(40) && pause > 1 {
            let on = day + r.range(1, pause as usize - 1) as i64;
            days.push((on, event(&mut r, on)));
        }
        day += pause;
    }
    Diary { head, days }
}

fn head(r: &mut Random) -> Vec<String> {
    let mut head = Vec::new();
    let mut maybe = |r: &mut Random, percent, line: String| {
        if r.chance(percent) {
            head.push(line + "\n");
        }
    };
    let some_day = |r: &mut Random| MONDAY + r.range(10, 170) as i64;
    let goal = r.range(1, 2);
    maybe(r, 60, format!("goal {goal} per week"));
    maybe(r, 50, "unit kg".to_string());
    maybe(r, 30, "rule ready sessions 2".to_string());
    maybe(r, 20, "rule form-failure sensitivity eager".to_string());
    maybe(r, 20, "rule missed-week warning".to_string());
    maybe(
        r,
        30,
        "routine base: One-leg bridge, One-leg heel raise, Toe taps".to_string(),
    );
    maybe(
        r,
        20,
        "exercise One-leg bridge\n  target 3x12\n  ready-sessions 3".to_string(),
    );
    let until = date(some_day(r));
    maybe(
        r,
        20,
        format!("allow retest for Toe taps until {until} \"later\""),
    );
    for _ in 0..2 {
        let from = some_day(r);
        let to = from + r.range(2, 20) as i64;
        let why = r.pick(&["away", "ill", "injured", "break"]);
        maybe(r, 50, format!("{}..{} {why}", date(from), date(to)));
    }
    let (race, weeks) = (some_day(r), r.range(2, 8));
    maybe(
        r,
        40,
        format!("{} race \"town run\" prep {weeks} weeks", date(race)),
    );
    let phase = some_day(r);
    maybe(r, 40, format!("{} off-season", date(phase)));
    head
}

fn event(r: &mut Random, day: i64) -> String {
    let when = date(day);
    match r.below(4) {
        0 => format!("{when} pain L knee {}\n", r.below(7)),
        1 => format!("{when} pain calf {}\n", r.below(4)),
        _ => {
            let hard = r.pick(&["", " hard", " easy"]);
            format!("{when} run {}km{hard}\n", r.range(4, 16))
        }
    }
}

fn session(r: &mut Random, works: &mut [Work], day: i64) -> String {
    let mut out = date(day) + "\n";
    let before = out.len();
    for work in works.iter_mut() {
        if r.chance(90) {
            entry(r, work, &mut out);
        }
    }
    if out.len() == before {
        let _ = writeln!(out, "  {}  done", works[0].name);
    }
    if r.chance(4) {
        out.push_str("  \"the knee is swollen\"\n");
    }
    if r.chance(12) {
        let work = r.below(works.len());
        works[work].breaks = r.below(50);
    }
    out
}

fn entry(r: &mut Random, work: &mut Work, out: &mut String) {
    if r.chance(6) {
        let moved = match r.below(6) {
            0 => work.level + 2,
            1 => work.level.saturating_sub(1),
            _ => work.level + 1,
        };
        work.level = moved.min(work.levels.len() - 1);
        work.new = true;
        if r.chance(70) {
            work.reps = work.reps.saturating_sub(4).max(6);
        }
    }
    let _ = write!(out, "  {}", work.name);
    if work.new {
        let _ = write!(out, " [{}]", work.levels[work.level]);
    }
    out.push_str("  ");
    let tested = if work.new { 70 } else { 4 };
    if r.chance(3) {
        out.push_str(r.pick(&["skipped", "done"]));
    } else if r.chance(tested) {
        let best = work.reps + 4;
        let _ = if work.each {
            write!(out, "test L {} R {}", best - r.below(4), best + r.below(4))
        } else {
            write!(out, "test {best}")
        };
        work.new = false;
    } else {
        work.new = false;
        sets(r, work, out);
        let rating = r.pick(&["", " easy", " ok", " ok", " hard"]);
        out.push_str(rating);
        work.reps = match rating {
            " easy" => work.reps + 2,
            " ok" if r.chance(50) => work.reps + 2,
            " hard" => work.reps.saturating_sub(2).max(6),
            _ => work.reps,
        }
        .min(if work.each { 16 } else { 20 });
        if r.chance(5) {
            let _ = write!(out, " pain L knee {}", r.range(1, 7));
        }
    }
    out.push('\n');
}

fn sets(r: &mut Random, work: &Work, out: &mut String) {
    let sides: &[&str] = if work.each { &[" L", " R"] } else { &[""] };
    for side in sides {
        out.push_str(side);
        for _ in 0..3 {
            if r.chance(work.breaks) {
                let _ = write!(out, " {}!", work.reps - r.range(1, 4));
                if r.chance(40) {
                    out.push_str(r.pick(work.cues));
                }
            } else {
                let _ = write!(out, " {}", work.reps);
            }
        }
    }
}
