//! `form-last-set`: form breaks in the last set only.

use super::form::{finding, places, times};
use super::status::{Case, plural};
use super::tally::recent;
use super::{Context, Rule};
use crate::finding::{Card, Datum, Finding, Severity};
use crate::model::bout::SideSum;
use crate::model::{Amount, EntryKind};

/// Failures that are enough to tell.
const LEAST: u64 = 4;

/// What it is.
pub const CARD: Card = Card {
    name: "form-last-set",
    severity: Severity::Advice,
    summary: "form breaks in the last set only: rest longer before you cut reps",
    explain: "\
In the last six sessions at the present level form broke four times or more, and always in the last \
set of its side, of two sets or more. The first sets show that the level and the reps are right; \
what is missing is rest. 28 days without the exercise start the count anew.

Reps fall from set to set when the rest between them is short (Senna and others, 2009), and the \
r/bodyweightfitness routine gives the same advice: rest up to three minutes before you take an \
easier level.

What to do: rest a minute longer, up to three minutes, before you cut reps.

There is no number to set. `rule form-last-set off` silences it for good, \
`allow form-last-set for EXERCISE until DATE \"why\"` for a while.",
    example: "\
2026-01-05
  One-leg bridge [close]  test L 16 R 16
2026-01-12
  One-leg bridge  L 12 12 11! R 3x12
2026-01-19
  One-leg bridge  L 12 12 11! R 12 12 10!
2026-01-26
  One-leg bridge  3x12
2026-02-02
  One-leg bridge  L 3x12 R 12 12 11!
",
    today: "2026-02-03",
    settings: &[],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (case, _) in Case::all(context) {
        findings.extend(last_only(&case));
    }
}

fn last_only(case: &Case) -> Option<Finding> {
    let counted = case.subject.counted();
    let recent = counted.get(counted.len() - recent(counted.len())..)?;
    let failed: u64 = recent.iter().map(|bout| u64::from(bout.failed)).sum();
    let in_last = |side: &SideSum| {
        side.failed == 0 || (side.failed == 1 && side.last_failed && side.sets >= 2)
    };
    let all = recent.iter().flat_map(|bout| &bout.sides).all(in_last);
    if failed < LEAST || !all {
        return None;
    }
    let labels = recent
        .iter()
        .rev()
        .flat_map(|bout| {
            let message = format!("last set failed on {}", case.words(bout.date));
            places(case, bout, |done| done.failed, &message)
        })
        .collect();
    let message = format!(
        "form broke in the last set only, {} in the last {}",
        times(failed),
        plural(recent.len() as u64, "session", "sessions")
    );
    let found = finding(case, &CARD, labels, message, help(case))?;
    Some(
        found
            .datum(
                "failed",
                Datum::Int(i64::try_from(failed).unwrap_or(i64::MAX)),
            )
            .datum("sessions", Datum::Int(recent.len() as i64)),
    )
}

/// A minute more than the rest of the last session, or of the exercise; not above three.
fn help(case: &Case) -> String {
    let (subject, journal) = (case.subject, case.journal());
    let last = subject.last();
    let visit = last.and_then(|bout| subject.history.visits.get(bout.visit));
    let noted = visit.and_then(|visit| {
        let working = subject.history.of_kind(journal, visit, EntryKind::Work);
        working
            .filter_map(|entry| journal.extra(entry.extra).rest)
            .last()
    });
    let rest = noted.or(case.exercise().rest);
    match rest.map(|rest| (rest, rest.saturating_add(60_000).min(180_000))) {
        Some((now, more)) if now < more => format!(
            "rest {} between the sets instead of {} before you cut reps",
            Amount::Time(more),
            Amount::Time(now)
        ),
        Some(_) => "your rests are long already: cut a rep or two in the last set".to_string(),
        None => "rest a minute longer between the sets before you cut reps".to_string(),
    }
}
