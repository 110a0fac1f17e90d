//! `ready`: the target was reached often enough to test the next level.

use super::status::{Case, Status, Verdict};
use super::{Context, Rule};
use crate::finding::{Accepts, Card, Datum, Finding, Setting, Severity};
use crate::model::quantity;
use crate::model::{Difficulty, EntryKind, Load, LoadKind, Sides};

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
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (case, verdict) in Case::all(context) {
        if verdict.status == Status::Ready && verdict.said {
            findings.push(finding(&case, verdict));
        }
    }
}

fn finding(case: &Case, verdict: &Verdict) -> Finding {
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
    let next_level = match next {
        Next::Level(text) | Next::Load(text) => Datum::Text(text),
        Next::MoreLoad | Next::Last | Next::Unknown => Datum::Null,
    };
    let message = format!("{name}: {}; {offer}", achieved(case));
    standing(case, verdict, CARD.severity, CARD.name, message)
        .help(help)
        .datum("next_level", next_level)
}

/// A finding of the table, at the newest place of its evidence, with the rest labelled.
pub(super) fn standing(
    case: &Case,
    verdict: &Verdict,
    severity: Severity,
    rule: &'static str,
    message: String,
) -> Finding {
    let subject = case.subject;
    let newest = subject.history.last_trained().unwrap_or_default();
    let place = subject.place(case.journal(), newest);
    let mut finding = Finding::new(rule, severity, place, message)
        .about(&case.exercise().name, subject.level_name(case.journal()))
        .datum("status", Datum::Text(verdict.status.word().to_string()))
        .datum(
            "reasons",
            Datum::List(
                verdict
                    .reasons
                    .iter()
                    .map(|(name, _)| Datum::Text((*name).to_string()))
                    .collect(),
            ),
        );
    for label in verdict.reasons.iter().flat_map(|(_, e)| &e.places) {
        if label.place == place {
            if finding.label.is_empty() {
                finding.label.clone_from(&label.message);
            }
        } else if finding.related.iter().all(|l| l.place != label.place) {
            finding.related.push(label.clone());
        }
    }
    if finding.label.is_empty() {
        finding.label = "the newest session".to_string();
    }
    finding
}

/// `3x15 in 3 sessions running, rated easy or ok`.
pub(super) fn achieved(case: &Case) -> String {
    let goal = case.subject.target;
    let run = super::status::present(case);
    let bouts = &case.subject.bouts;
    let last = bouts.get(bouts.len().saturating_sub(run.have)..);
    let all =
        |rating| last.is_some_and(|bouts| bouts.iter().all(|bout| bout.rating == Some(rating)));
    let how = if all(Difficulty::Easy) {
        ", all easy"
    } else {
        ", form held in every set"
    };
    format!(
        "{}x{} in {} sessions running{how}",
        goal.sets, goal.high, run.have
    )
}

/// What comes after the present level.
enum Next {
    /// A level of the ladder.
    Level(String),
    /// A load, as it is written.
    Load(String),
    /// Some more load: no increment is written.
    MoreLoad,
    /// Nothing: it is the last level.
    Last,
    /// The level has no name, or there is no ladder.
    Unknown,
}

fn next_step(case: &Case) -> Next {
    let subject = case.subject;
    if subject.history.by_load {
        return next_load(case).map_or(Next::MoreLoad, Next::Load);
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
fn next_load(case: &Case) -> Option<String> {
    let subject = case.subject;
    let increment = case.exercise().increment?;
    let visit = subject.history.visits.get(subject.last()?.visit)?;
    let mut present: Option<Load> = None;
    subject.history.each_set(
        case.journal(),
        visit,
        subject.level,
        EntryKind::Work,
        |done| {
            present = case.journal().load(done.set).copied();
        },
    );
    let load = present?;
    let grams = match load.kind {
        LoadKind::Assisted => load.grams.saturating_sub(increment.grams),
        LoadKind::Absolute | LoadKind::Added => load.grams.saturating_add(increment.grams),
    };
    let weight = quantity::weight(grams, load.unit);
    Some(match (load.kind, load.implements) {
        (LoadKind::Absolute, 0 | 1) => format!("@{weight}"),
        (LoadKind::Absolute, n) => format!("@{n}x{weight}"),
        (LoadKind::Added, _) => format!("+{weight}"),
        (LoadKind::Assisted, _) if grams == 0 => "+0kg".to_string(),
        (LoadKind::Assisted, _) => format!("-{weight}"),
    })
}

/// The sets at the bottom of the range.
fn bottom(case: &Case) -> String {
    let goal = case.subject.target;
    format!("{}x{}", goal.sets, goal.low)
}

/// A line with a test, as it is written.
pub(super) fn test_line(case: &Case, level: Option<&str>) -> String {
    let name = &case.exercise().name;
    let level = level.map_or_else(String::new, |level| format!(" [{level}]"));
    let reps = if case.exercise().sides == Some(Sides::Each) {
        "L 12 R 12"
    } else {
        "12"
    };
    format!("{name}{level}   test {reps}")
}
