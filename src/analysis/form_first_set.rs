//! `form-first-set`: form breaks in the first set already.

use super::form::{finding, first_of_each_side, places};
use super::plan;
use super::status::{Answer, Case, first_sets_fail};
use super::{Context, Rule};
use crate::finding::{Card, Datum, Finding, Severity};
use crate::model::bout::Bout;

/// What it is.
pub const CARD: Card = Card {
    name: "form-first-set",
    severity: Severity::Warning,
    summary: "form breaks in the first set already: too hard from the start",
    explain: "\
Form broke in the first set, of either side, in three or more of the last four sessions at the \
present level. Tiredness explains a last set; a first set that fails again and again says that the \
level is too hard, or the reps too many. A new level, or 28 days without the exercise, starts the \
count anew; tests and warm-ups do not count.

With one set in ten failing, which is what steady progress looks like, this happens by luck in one \
week of fifty. Two of the last four would happen in one week of seven, which is why it takes three.

What to do: go back one level until a session is clean. At the lowest level, fewer reps.

There is no number to set. `rule form-first-set off` silences it for good, \
`allow form-first-set for EXERCISE until DATE \"why\"` for a while.",
    example: "\
2026-01-05
  One-leg bridge [close]  test L 16 R 16
2026-01-12
  One-leg bridge  L 11! 12 12 R 3x12
2026-01-19
  One-leg bridge  L 10!pelvis-drop 12 12 R 3x12
2026-01-26
  One-leg bridge  3x12
2026-02-02
  One-leg bridge  L 3x12 R 11!pelvis-drop 12 12
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
    for (case, verdict) in Case::all(context) {
        if let Answer::Met(evidence) = first_sets_fail(&case) {
            let recent = last_four(case.subject.counted());
            let failed = recent.iter().filter(|bout| bout.first_failed());
            let count = failed.clone().count();
            let labels = failed
                .rev()
                .flat_map(|bout| {
                    let mut first = first_of_each_side();
                    let message = format!("first set failed on {}", case.words(bout.date));
                    places(&case, bout, |done| first(done) && done.failed, &message)
                })
                .collect();
            let help = plan::help(&case, verdict);
            let found = finding(&case, &CARD, labels, evidence.detail, help);
            findings.extend(found.map(|finding| {
                finding
                    .datum("failed", Datum::Int(count as i64))
                    .datum("sessions", Datum::Int(recent.len() as i64))
            }));
        }
    }
}

fn last_four(bouts: &[Bout]) -> &[Bout] {
    bouts.get(bouts.len().saturating_sub(4)..).unwrap_or(&[])
}
