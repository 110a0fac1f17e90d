//! `ready`: the target was reached often enough to test the next level.

use super::Rule;
use super::standing::{Words, achieved, load_of, load_words, tell, test_line};
use super::status::{Case, Status, Verdict};
use crate::finding::{Accepts, Card, Setting, Severity};
use crate::model::{Load, LoadKind};

/// What it is.
pub const CARD: Card = Card {
    name: "ready",
    severity: Severity::Advice,
    summary: "the target is reached often enough: the next level may be tested",
    explain: "\
The target of an exercise is a number of sets and reps, three sets of 15 unless `target` says \
otherwise. You are ready for the next level when it was reached in three sessions running, or in \
two if both were rated easy or had two extra reps in the last set (of each side). Reached means: \
at least the target's number of sets on each side, every working set at the target, no broken \
form, no pain, not rated hard, and no break of 15 days or more between the sessions. For a range \
such as `target 3x8-12` it means the top of the range.

A harder status comes first: pain, a step that was too fast, backing off, a test that is due. In \
race preparation, within 14 days of a race, with pain noted, with one side below 90 % of the \
other, after a week missed or a next level that was too hard lately, the answer is `hold` instead.

Two good sessions rather than one is the rule that strength coaches use for adding load (two \
reps over the goal in two workouts running, as Baechle and Earle teach it). With one clean \
session, somebody whose form truly breaks in one set of five would pass by luck 39 times in 100; \
with two 15 times; with three 6 times.

Times and distances are never `ready`, but they too go toward a written `target`: what one rep is \
to 15, a round number of seconds or metres near a fifteenth is to them. With `target 3x60s` an easy \
session adds 10s and another one 5s, with `target 4x400m` 40m and 20m.

What to do: one level at a time, test first. The endurance test at the new level tells where to \
start: four reps below it, fewer than you did before. At the last level of an exercise this is \
said once.

`rule ready sessions 4` asks for that many sessions however they were rated, `ready-sessions 4` in \
an `exercise` block for that exercise only; `floor`, `test-margin`, `add-easy` and `add-ok` can be \
set in both ways too. One level at a time and a test after a change cannot be turned off.",
    example: "\
2026-01-05
  One-leg bridge [close]  test L 20 R 19
2026-01-12
  One-leg bridge  3x15  ok
2026-01-19
  One-leg bridge  3x15  easy
2026-01-26
  One-leg bridge  3x15  easy
",
    today: "2026-01-27",
    settings: &[
        Setting {
            key: "sessions",
            default: "2 if easy, else 3",
            meaning: "sessions at the target before a harder level is offered",
            accepts: Accepts::Whole(2, 12),
        },
        Setting {
            key: "floor",
            default: "5",
            meaning: "reps below which a level is too hard",
            accepts: Accepts::Whole(1, 100),
        },
        Setting {
            key: "test-margin",
            default: "4",
            meaning: "reps below the endurance test at which training starts",
            accepts: Accepts::Whole(0, 50),
        },
        Setting {
            key: "add-easy",
            default: "2",
            meaning: "reps added after a session rated easy",
            accepts: Accepts::Whole(0, 20),
        },
        Setting {
            key: "add-ok",
            default: "1",
            meaning: "reps added after a session rated ok",
            accepts: Accepts::Whole(0, 20),
        },
    ],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run: |context, findings| tell(context, findings, &CARD, Status::Ready, words),
};

fn words(case: &Case, _: &Verdict) -> Words {
    let name = &case.exercise().name;
    let next = next_step(case);
    let (offer, help) = match &next {
        Next::Level(next) => (
            format!("ready for the next level, `{next}`"),
            format!(
                "test it first: write `{}` with your own numbers, and start {} reps below the test",
                test_line(case, Some(next)),
                case.subject.margin
            ),
        ),
        Next::Load(load) => (
            format!("ready for {load}"),
            format!("write `{name}   {} {load}`", bottom(case)),
        ),
        Next::MoreLoad => (
            "ready for more load".to_string(),
            format!("add a tenth at most and begin at {} again", bottom(case)),
        ),
        Next::LessHelp => (
            "ready for less help".to_string(),
            format!(
                "take a little of the help away and begin at {} again",
                bottom(case)
            ),
        ),
        Next::Last => (
            "ready, and this is the last level".to_string(),
            "keep it up, or add a little load".to_string(),
        ),
        Next::Unknown => (
            "the target is reached".to_string(),
            format!(
                "make it harder by one step: name the level, as in `{name} [harder]`, or raise \
                 the `target`"
            ),
        ),
    };
    let mut words = Words::new(format!("{name}: {}; {offer}", achieved(case)), help);
    if let Next::Level(text) | Next::Load(text) = next {
        words.next_level = Some(text);
    }
    words
}

/// What comes after the present level.
enum Next {
    /// A level of the ladder.
    Level(String),
    /// A load, as it is written.
    Load(String),
    /// Some more load: no increment is written.
    MoreLoad,
    /// The same where the load is help.
    LessHelp,
    /// Nothing: it is the last level.
    Last,
    /// The level has no name, or there is no ladder.
    Unknown,
}

fn next_step(case: &Case) -> Next {
    let subject = case.subject;
    if subject.history.by_load {
        return next_load(case);
    }
    if let Some(next) = subject.next_level(case.journal()) {
        return Next::Level(next.to_string());
    }
    match subject.history.rank(case.exercise(), subject.level) {
        Some(_) => Next::Last,
        None => Next::Unknown,
    }
}

/// The present load and the increment: less help where the load is help.
fn next_load(case: &Case) -> Next {
    let subject = case.subject;
    let present = subject
        .last()
        .and_then(|bout| load_of(case.journal(), subject, bout, subject.level));
    let helped = present.is_some_and(|load| load.kind == LoadKind::Assisted);
    let (Some(load), Some(increment)) = (present, case.exercise().increment) else {
        return if helped {
            Next::LessHelp
        } else {
            Next::MoreLoad
        };
    };
    let grams = if helped {
        load.grams.saturating_sub(increment.grams)
    } else {
        load.grams.saturating_add(increment.grams)
    };
    Next::Load(load_words(&Load { grams, ..load }))
}

/// The sets at the bottom of the range.
fn bottom(case: &Case) -> String {
    let goal = case.subject.target;
    format!("{}x{}", goal.sets, goal.low)
}
