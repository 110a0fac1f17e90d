//! `form-earlier-rep`: form breaks at an earlier rep from session to session.

use super::form::{YEAR, finding, places};
use super::status::{Case, plural};
use super::trend::fall;
use super::{Context, Rule};
use crate::finding::{Card, Datum, Finding, Label, Severity};
use crate::model::EntryKind;
use crate::model::bout::{Bout, Done};

/// Sessions that it takes to tell.
const LEAST: usize = 6;

/// Sessions whose numbers are shown.
const SHOWN: usize = 8;

/// What it is.
pub const CARD: Card = Card {
    name: "form-earlier-rep",
    severity: Severity::Advice,
    summary: "form breaks at an earlier rep from session to session",
    explain: "\
Of the sessions at the present level with as many planned reps as the last one, six at least and \
the last 52 at most, the rep at which form broke first is taken; a session in which form held \
counts with its planned reps. It is said when that number falls by a quarter of a rep a session or \
more, and the fall is clear. 28 days without the exercise start anew.

The fall is the median of the slopes between any two sessions (H. Theil 1950, P. K. Sen 1968), and \
clear means that luck alone gives one like it in fewer than 5 of 100 cases (H. B. Mann 1945, M. G. \
Kendall). It is a weak sign: in simulated journals it found a true change much later than \
`form-failure` does. So it is a note only.

What to do: add no reps until form lasts as long as it did.

There is no number to set. `rule form-earlier-rep off` silences it for good, \
`allow form-earlier-rep for EXERCISE until DATE \"why\"` for a while.",
    example: "\
2026-01-03
  One-leg bridge [close]  test L 19 R 20
2026-01-05
  One-leg bridge [close]  3x15
2026-01-12
  One-leg bridge  3x15
2026-01-19
  One-leg bridge  L 15 15 14! R 3x15
2026-01-26
  One-leg bridge  3x15  hard
2026-02-02
  One-leg bridge  L 15 15 13! R 3x15
2026-02-09
  One-leg bridge  L 15 15 12! R 3x15
2026-02-16
  One-leg bridge  L 15 15 12! R 3x15
2026-02-23
  One-leg bridge  L 15 15 11! R 3x15
",
    today: "2026-02-24",
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
        findings.extend(earlier(&case));
    }
}

/// The sessions of the stay with the planned reps of the latest, the newest first.
pub fn alike<'a>(case: &Case<'a, '_>) -> Vec<&'a Bout> {
    let counted = case.subject.counted();
    let last = counted.last();
    let same = counted.iter().rev().filter(|bout| {
        last.is_some_and(|last| bout.planned == last.planned) && comparable(case, bout)
    });
    same.take(YEAR).collect()
}

fn earlier(case: &Case) -> Option<Finding> {
    let planned = case.subject.last()?.planned;
    // Where form held in all of them, no number falls.
    if case.subject.counted().iter().all(|bout| bout.failed == 0) {
        return None;
    }
    let same = alike(case);
    // While form held in three of four, most slopes are none.
    let broke = same.iter().filter(|bout| bout.failed > 0).count();
    if same.len() < LEAST || 4 * broke <= same.len() {
        return None;
    }
    let reached: Vec<(u32, &Bout)> = same
        .into_iter()
        .rev()
        .map(|bout| (reached(case, bout), bout))
        .collect();
    let values: Vec<i64> = reached.iter().map(|(reps, _)| i64::from(*reps)).collect();
    let earlier = fall(&values)?;
    let shown = values.get(values.len().saturating_sub(SHOWN)..)?;
    let list: Vec<String> = shown.iter().map(i64::to_string).collect();
    let message = format!(
        "form breaks about {} earlier than {} sessions ago; of {planned} reps you reached {} in the \
         last {}",
        plural(earlier.unsigned_abs(), "rep", "reps"),
        values.len() - 1,
        list.join(", "),
        shown.len()
    );
    let labels: Vec<Label> = reached
        .iter()
        .rev()
        .filter(|(reps, bout)| bout.failed > 0 && *reps < planned)
        .flat_map(|(reps, bout)| {
            let message = format!("form broke after {reps} on {}", case.words(bout.date));
            places(
                case,
                bout,
                |done| done.failed && done.amount == *reps,
                &message,
            )
        })
        .collect();
    let help = "add no reps until form lasts as long as it did".to_string();
    let found = finding(case, &CARD, labels, message, help)?;
    Some(
        found
            .datum("reps", Datum::Int(i64::from(planned)))
            .datum("sessions", Datum::Int(values.len() as i64))
            .datum("earlier", Datum::Int(earlier)),
    )
}

/// Whether a session is counted in reps of the same difficulty as the others of the stay.
fn comparable(case: &Case, bout: &Bout) -> bool {
    let history = &case.subject.history;
    history.visits.get(bout.visit).is_some_and(|visit| {
        history.in_reps(case.journal(), visit)
            && (history.by_load || !history.loaded(case.journal(), visit))
    })
}

/// The rep after which form broke first; the planned reps if it held.
fn reached(case: &Case, bout: &Bout) -> u32 {
    let mut least = bout.planned;
    let history = &case.subject.history;
    if let Some(visit) = history.visits.get(bout.visit).filter(|_| bout.failed > 0) {
        let with = |done: Done| {
            if done.failed {
                least = least.min(done.amount);
            }
        };
        history.each_set(
            case.journal(),
            visit,
            case.subject.level,
            EntryKind::Work,
            with,
        );
    }
    least
}
