//! `implausible`: numbers that nobody reaches, and numbers that do not fit the exercise's own
//! history: reps and load swapped, a digit too many or too few.

mod history;
mod limits;
mod slip;
mod suspects;

use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};
use crate::model::quantity::weight;
use crate::model::{EventKind, ExerciseId, Session, Unit};
use history::{AllFacts, Courses, History, Key, Point};
pub use limits::number_behind;
use limits::{BODYWEIGHT, limit, long_session, plain_limit, weight_place};
use rustc_hash::FxHashMap;
use suspects::Suspects;

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "implausible",
        severity: Severity::Warning,
        summary: "a number that nobody reaches, or that does not fit the exercise's history",
        explain: "\
The number is far from everything that is likely, so it is probably a slip.

Plain limits: more than 1,000 reps in a set; a load over 600 kg, or added or
helping weight over 300 kg; a set longer than six hours or 200 km; a session
longer than six hours; a bodyweight under 25 or over 350 kg; four or more sets
`AxB` of together over 300 reps (`8x120` is eight sets of 120; 8 reps at 120 are
`8@120`); a number of 20 or more behind `AxB`, with only a blank between and at
least three times its reps (`3x10 60` is a set of 60; a load is `@60`).

The exercise's own history: each entry is compared with the five before it and
the five after it at the same level. What is usual is taken from their median,
so that a wrong number in the history does not hide another one. Said are:
- reps and load swapped: `100@5` where `5@100` is usual;
- a load three times what is usual or a third of it, or reps, a time or a
  distance five times what is usual, where a digit too many, too few or a lost
  decimal point brings it back to what is usual: 1000kg for 100kg, 846 for 86;
- a time or distance in the wrong unit.

Nothing is said of lighter weeks, of warm-up sets in front, of a new level, of a
new weight that is kept, or of the weights after a long break. If the number is
right, write `allow implausible` at the end of the line.",
        example: "\
2026-01-05
  Squat   3x5@100kg
2026-01-12
  Squat   3x5@102.5kg
2026-01-19
  Squat   100@5kg 100@5kg
2026-01-26
  Squat   3x5@105kg
2026-02-02
  Squat   3x5@1050kg
",
        today: "2026-02-02",
        settings: &[],
    },
    standing: false,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let journal = context.journal;
    let mut courses = Courses::new(journal.exercises.len());
    let mut facts = AllFacts::new(journal);
    let suspects = Suspects::of(journal);
    let happened = || journal.sessions.iter().filter(|session| !session.planned);
    for session in happened() {
        if let Some(finding) = long_session(context, session) {
            findings.push(finding);
        }
        if !suspects.any {
            continue;
        }
        for entry in journal.entries_of(session) {
            if !suspects.has(&entry) {
                continue;
            }
            let Some((number, facts)) = facts.of(context, &entry) else {
                continue;
            };
            if facts.over {
                let sets = journal.sets_of(&entry);
                let limit = sets
                    .iter()
                    .find_map(|set| plain_limit(context, &entry, set));
                findings.extend(limit.or_else(|| number_behind(context, &entry, sets)));
            } else {
                courses.note(&entry, number, facts);
            }
        }
    }
    if courses.any_jumps {
        against_history(context, &courses, &mut facts, happened(), findings);
    }
    for event in &journal.events {
        if let EventKind::Bodyweight(grams) = event.kind
            && !BODYWEIGHT.contains(&grams)
        {
            let unit = journal.unit.unwrap_or(Unit::Kg);
            findings.push(limit(
                weight_place(context, event.place),
                format!("a bodyweight of {} is hardly possible", weight(grams, unit)),
            ));
        }
    }
}

/// The second pass, over the histories in which something jumps: most journals need none.
fn against_history<'a>(
    context: &Context<'a>,
    courses: &Courses,
    facts: &mut AllFacts,
    sessions: impl Iterator<Item = &'a Session>,
    findings: &mut Vec<Finding>,
) {
    let journal = context.journal;
    let mut histories: Vec<History> = Vec::new();
    let mut places: FxHashMap<(ExerciseId, Key), usize> = FxHashMap::default();
    for session in sessions {
        for entry in journal.entries_of(session) {
            if !courses.jumps(&entry) {
                continue;
            }
            let Some((_, facts)) = facts.of(context, &entry).filter(|(_, facts)| !facts.over)
            else {
                continue;
            };
            let point = Point {
                session,
                entry,
                kind: facts.kind,
                values: facts.values,
            };
            let key = (entry.exercise, Key::of(&entry, facts));
            let place = *places.entry(key).or_insert_with(|| {
                histories.push(History::default());
                histories.len() - 1
            });
            if let Some(history) = histories.get_mut(place) {
                findings.extend(history.push(context, point));
            }
        }
    }
    for mut history in histories {
        findings.extend(history.finish(context));
    }
}

#[cfg(test)]
mod tests;
