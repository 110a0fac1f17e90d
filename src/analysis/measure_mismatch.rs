//! `measure-mismatch`: metres where minutes were meant, reps where seconds were, and entries that mix measures.

use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};
use crate::model::history::set_place;
use crate::model::{Amount, Entry, Exercise, Measure, Set, Statement};
use crate::text::{Edit, Place, Span};

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "measure-mismatch",
        severity: Severity::Warning,
        summary: "metres where minutes may be meant, or mixed measures",
        explain: "\
`m` is metres and `min` is minutes. Metres in an exercise that is measured in
time, and fewer than ten metres in one that is not measured in distance, are
mostly minutes: `2m` is two metres; two minutes are `2min`. A number without a
unit is one of reps, also in an exercise measured in time, where it is mostly
seconds: `45s`.

An entry that mixes reps, times and distances cannot be compared with any other.
Write an entry for each, or correct the unit. What an exercise is measured in can
be declared: `measure distance` below `exercise NAME`.",
        example: "\
exercise Plank
  measure time

2026-01-05
  Plank   3x2m
",
        today: "2026-01-12",
        settings: &[],
    },
    standing: false,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let journal = context.journal;
    let timed = |id| journal.exercise(id).measure == Some(Measure::Time);
    let unlike = |statement: &Statement| statement.about.mixed() || statement.about.distance();
    let odd = |statement: &Statement| {
        unlike(statement) || statement.about.reps() && timed(statement.exercise)
    };
    // By far the most journals have none.
    if !journal.statements.iter().any(odd) {
        return;
    }
    for session in &journal.sessions {
        for entry in journal.entries_of(session).filter(|entry| odd(entry)) {
            let sets = journal.sets_of(&entry);
            findings.extend(match unlike(&entry) {
                true => judge(context, &entry, sets),
                false => reps_of_time(context, &entry, sets),
            });
        }
    }
}

/// Numbers without a unit in an exercise measured in time.
fn reps_of_time(context: &Context, entry: &Entry, sets: &[Set]) -> Option<Finding> {
    let exercise = context.journal.exercise(entry.exercise);
    let place = set_place(entry, sets.first()?);
    let Amount::Reps(reps) = sets.first()?.amount else {
        return None;
    };
    let seconds = sets.iter().map(|set| {
        let place = set_place(entry, set);
        let written = context.journal.sources.text(place);
        let end = written.find(['!', '@', '+', '-']).unwrap_or(written.len());
        let end = place.span.start + end as u32;
        Edit {
            place: Place {
                span: Span::new(end, end),
                ..place
            },
            text: "s".to_string(),
        }
    });
    let finding = Finding::warning(
        RULE.card.name,
        place,
        format!(
            "`{reps}` without a unit is a number of reps, and {} is measured in time",
            exercise.name
        ),
    )
    .label("reps")
    .help(format!(
        "seconds are `{reps}s`; if reps are meant, write `measure reps` below `exercise {}`",
        exercise.name
    ))
    .fix_many(format!("write `{reps}s`"), false, seconds.collect());
    Some(finding.about(&exercise.name, None))
}

fn judge(context: &Context, entry: &Entry, sets: &[Set]) -> Option<Finding> {
    let exercise = context.journal.exercise(entry.exercise);
    let place = |set: &Set| set_place(entry, set);
    let metres = sets
        .iter()
        .find(|set| looks_like_minutes(context, exercise, entry, set));
    let finding = if let Some(set) = metres {
        let (number, unit) = metres_in(context.journal.sources.text(place(set)))?;
        let start = place(set).span.start;
        let unit = Place {
            file: entry.file,
            span: Span::new(start + unit.start, start + unit.end),
        };
        let message = if exercise.measure == Some(Measure::Time) {
            format!(
                "`{number}m` is metres, and {} is measured in time",
                exercise.name
            )
        } else {
            format!("`{number}m` is a distance of {number} metres")
        };
        Finding::warning(RULE.card.name, place(set), message)
            .label("metres")
            .help(format!(
                "minutes are `{number}min`; if metres are meant, write `measure distance` below `exercise {}`",
                exercise.name
            ))
            .fix(format!("write `{number}min`"), false, unit, "min")
    } else {
        let first = sets.first()?;
        let other = sets
            .iter()
            .find(|set| kind(set.amount) != kind(first.amount))?;
        Finding::warning(
            RULE.card.name,
            place(other),
            format!(
                "this entry mixes {} and {}",
                kind(first.amount),
                kind(other.amount)
            ),
        )
        .label(kind(other.amount))
        .related(place(first), kind(first.amount))
        .help("write an entry for each measure, or correct the unit")
    };
    Some(finding.about(&exercise.name, None))
}

fn kind(amount: Amount) -> &'static str {
    match amount {
        Amount::Reps(_) => "reps",
        Amount::Time(_) => "time",
        Amount::Distance(_) => "distance",
    }
}

/// Metres in an exercise measured in time, or fewer than ten where distance is not declared.
fn looks_like_minutes(context: &Context, exercise: &Exercise, entry: &Entry, set: &Set) -> bool {
    let Amount::Distance(millimetres) = set.amount else {
        return false;
    };
    let suspect = match exercise.measure {
        Some(Measure::Time) => true,
        Some(Measure::Distance) => false,
        _ => millimetres < 10_000,
    };
    let place = set_place(entry, set);
    suspect && metres_in(context.journal.sources.text(place)).is_some()
}

/// Of a set as written the number of metres, and where its `m` stands; `None` for other units.
fn metres_in(set: &str) -> Option<(&str, Span)> {
    let amount = set.split(['!', '@']).next()?;
    let number = amount
        .rsplit(['x', 'X', '*', '×', 'х', 'Х'])
        .next()?
        .trim_start();
    let digits = number.trim_end_matches(|c: char| c.is_alphabetic() || c.is_whitespace());
    let unit = number.get(digits.len()..)?.trim();
    let metres = ["m", "meter", "metre", "meters", "metres"];
    let at = amount.len() - unit.len();
    metres
        .iter()
        .any(|word| unit.eq_ignore_ascii_case(word))
        .then(|| (digits, Span::new(at as u32, amount.len() as u32)))
}

#[cfg(test)]
mod tests {
    use crate::testing::check_carets;

    #[test]
    fn metres_and_minutes() {
        let journal = "\
exercise Plank
  measure time
exercise Shuttle
  measure distance

2026-01-05
  Plank         3x2m
                ^^^^ measure-mismatch
  Plank         3x2min
  Shuttle       4x5m
  Farmer carry  4x20m
  Wall sit hold 2m
                ^^ measure-mismatch
  Long jump     5ft
  Hang          10 30s 30s
                   ^^^ measure-mismatch
  Plank         3x45 40!
                ^^^^ measure-mismatch
  Plank         skipped
";
        check_carets(journal, "2026-01-12", &["measure-mismatch"]);
    }
}
