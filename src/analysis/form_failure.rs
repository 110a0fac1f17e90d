//! `form-failure`: form breaks too often at the present level.

use super::form::places;
use super::plan;
use super::standing::in_reps;
use super::status::{Case, Verdict};
use super::tally::{Tally, Word, recent};
use super::{Context, Rule};
use crate::finding::{Accepts, Card, Datum, Finding, Label, Setting, Severity};
use crate::model::bout::Bout;

/// What it is.
pub const CARD: Card = Card {
    name: "form-failure",
    severity: Severity::Warning,
    summary: "form breaks too often at the present level of an exercise",
    explain: "\
A set ends with `!` when form broke: shaking, lost balance, a dropped pelvis. One such set in ten \
is what steady progress looks like. Three in ten is too much: the muscles learn the wrong \
movement, and the joints take what the muscles no longer do.

The rule keeps points for each exercise at its present level, oldest session first: one point for \
each set in which form broke, a quarter of a point off for each clean set, never below nothing. \
It is a finding when the points reach 4 plus half the usual number of sets of a session (7 points \
for six sets, 5.5 for three), after at least three sessions at the level, two of the last three \
with broken form. A new level, or 28 days without the exercise, starts the points anew. Tests, \
warm-ups and sets that are merely short count as nothing bad.

The sentence tells the last six sessions and up to twelve before them. It says that failures rise \
only when there are nine sessions, the share of failed sets rose by ten points of a hundred, and \
the difference is clear after allowing for sets of one session being alike; otherwise it says that \
they are too many.

The points are a cumulative sum as E. S. Page described it in 1954, set between 10 % and 30 % \
failed sets. How often it is wrong was found by simulation: at one session of six sets a week and \
a steady 10 %, about 1 exercise in 11 gets a warning within a year that luck alone brought. A true \
change from 10 % to 40 % over eight weeks is found in 9 of 10 cases within 14 weeks; nothing finds \
it much sooner without more false alarms.

What to do: go back to the reps that were clean in every set. One clean session there, then add \
again. If the reps are few already, take the level before.

`rule form-failure sensitivity eager` warns one point earlier. `rule form-failure acceptable 15` and \
`rule form-failure bad 40` set the two shares in percent, and with them how many clean sets take a \
point back. `allow form-failure for EXERCISE \
until DATE \"why\"` silences it for a while.",
    example: "\
2026-01-05
  One-leg bridge [close]  test L 16 R 16
2026-01-12
  One-leg bridge  L 12 12 11!  R 3x12
2026-01-19
  One-leg bridge  L 12 11! 10!pelvis-drop  R 12 12 11!
2026-01-26
  One-leg bridge  L 12 10!pelvis-drop 9!  R 12 12 11!
2026-02-02
  One-leg bridge  L 11!pelvis-drop 10! 9!  R 12 12 10!
",
    today: "2026-02-03",
    settings: &[
        Setting {
            key: "sensitivity",
            default: "normal",
            meaning: "`eager` warns at 3 points plus half the sets of a session instead of 4",
            accepts: Accepts::Words(&["quiet", "normal", "eager"]),
        },
        Setting {
            key: "acceptable",
            default: "10",
            meaning: "percent of sets in which form may break while all is well",
            accepts: Accepts::Whole(5, 20),
        },
        Setting {
            key: "bad",
            default: "30",
            meaning: "percent of sets with broken form that is too much",
            accepts: Accepts::Whole(25, 60),
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
        if let Some(tally) = case.subject.tally.filter(|tally| tally.flagged) {
            findings.extend(finding(&case, &tally, verdict));
        }
    }
}

fn finding(case: &Case, tally: &Tally, verdict: &Verdict) -> Option<Finding> {
    let subject = case.subject;
    let bouts = &subject.bouts;
    let counted = bouts.get(bouts.len().checked_sub(recent(tally.sessions))?..)?;
    let mut labels: Vec<Label> = counted
        .iter()
        .rev()
        .flat_map(|bout| failures(case, bout))
        .collect();
    let newest = (!labels.is_empty()).then(|| labels.remove(0))?;
    let mut finding = Finding::warning(CARD.name, newest.place, message(case, tally, counted))
        .label(newest.message)
        .help(plan::help(case, verdict))
        .about(&case.exercise().name, subject.level_name(case.journal()))
        .datum("points", Datum::Quarters(tally.points))
        .datum("threshold", Datum::Quarters(tally.threshold));
    let numbers = [
        ("failed", tally.failed),
        ("sets", tally.sets),
        ("before_failed", tally.before_failed),
        ("before_sets", tally.before_sets),
    ];
    for (name, number) in numbers {
        finding = finding.datum(name, Datum::Int(i64::try_from(number).unwrap_or(i64::MAX)));
    }
    let word = match tally.word {
        Word::Rising => "rising",
        Word::TooOften => "too-often",
    };
    finding = finding
        .datum("word", Datum::Text(word.to_string()))
        .datum("onset", tally.onset.map_or(Datum::Null, Datum::Date));
    finding.related = labels;
    Some(finding)
}

fn failures(case: &Case, bout: &Bout) -> Vec<Label> {
    let message = format!(
        "form broke in {} of {} sets on {}",
        bout.failed,
        bout.sets,
        case.words(bout.date)
    );
    places(case, bout, |done| done.failed, &message)
}

fn message(case: &Case, tally: &Tally, counted: &[Bout]) -> String {
    let name = &case.exercise().name;
    let since = counted.first().map_or_else(String::new, |bout| {
        let first = case.subject.bouts.first().map(|bout| bout.date);
        let moved = case.subject.before.is_some() && first == Some(bout.date);
        let date = case.words(bout.date);
        if moved {
            format!("since you moved to this level on {date}")
        } else {
            format!("since {date}")
        }
    });
    let broke = format!(
        "{name}: your form broke in {} of {} sets {since}",
        tally.failed, tally.sets
    );
    let compared = match tally.word {
        Word::Rising => format!(
            "in the {} sets before that it was {}",
            tally.before_sets, tally.before_failed
        ),
        Word::TooOften => {
            let acceptable = case.context.number(&CARD, "acceptable").unsigned_abs();
            let usual = (tally.sets * acceptable + 50) / 100;
            format!("about {} is normal", usual.max(1))
        }
    };
    format!("{broke}; {compared}{}", rose(case, counted))
}

/// The reps may have risen in the sessions that are told.
fn rose(case: &Case, counted: &[Bout]) -> String {
    match (counted.first(), counted.last()) {
        (Some(from), Some(to)) if in_reps(case, to) && from.planned < to.planned => format!(
            "; your reps went from {} to {} in that time, which may be all it is",
            from.planned, to.planned
        ),
        _ => String::new(),
    }
}
