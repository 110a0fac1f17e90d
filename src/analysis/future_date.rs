//! `future-date`: a session that has not happened yet.

use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};
use crate::model::header_date;

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "future-date",
        severity: Severity::Warning,
        summary: "a session after today, which is not counted",
        explain: "\
A session stands under a date that lies after today, so it cannot have happened.
Until that day nothing counts it: no week is met by it and no reps follow from
it. Mostly the year or the month is wrong.

A session that is meant for that day is marked with `planned`; then nothing is
said.",
        example: "\
2027-01-04 Mon 35min
  Push-up   12 12 12
",
        today: "2026-01-12",
        settings: &[],
    },
    standing: false,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    // Sessions are in order of time: only the end of the list can be in the future.
    let later = context.journal.sessions.iter().rev();
    for session in later.take_while(|session| session.date > context.today) {
        if session.planned {
            continue;
        }
        findings.push(
            Finding::warning(
                RULE.card.name,
                header_date(session.place),
                format!(
                    "this session is after today, {}, so it is not counted",
                    context.today.words()
                ),
            )
            .label(session.date.words())
            .help("correct the date, or write `planned` after it"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check_carets;

    #[test]
    fn planned_sessions_and_events_may_be_in_the_future() {
        let journal = "\
2026-01-12
  Toe taps   20 20 20
2026-01-13
^^^^^^^^^^ future-date
  Toe taps   20 20 20
2026-01-14 planned
  Toe taps   20 20 20
2026-02-14 race \"ten\" 10km
";
        check_carets(journal, "2026-01-12", &["future-date"]);
    }
}
