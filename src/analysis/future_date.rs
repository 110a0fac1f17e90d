//! `future-date`: a session that has not happened yet.

use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};
use crate::model::Session;
use crate::order;

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
    let today = context.today;
    let sessions = &context.journal.sessions;
    let is_later = |session: &Session| session.date > today && !session.planned;
    // Sessions are in order of time: only the end of the list can be in the future.
    let newest = sessions.iter().next_back();
    if newest.is_none_or(|session| session.date <= today) {
        return;
    }
    let mut in_file_order: Vec<&Session> = sessions.iter().collect();
    order::sort_by_key(&mut in_file_order, |session| (session.file, session.start));
    // A run of them is one finding: a journal that is replayed for an earlier day is no mistake
    // in each of its lines.
    for run in in_file_order.chunk_by(|a, b| is_later(a) && is_later(b) && a.file == b.file) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        if !is_later(first) {
            continue;
        }
        let place = first.date_place();
        let finding = if run.len() == 1 {
            Finding::warning(
                RULE.card.name,
                place,
                format!(
                    "this session is after today, {}, so it is not counted",
                    today.words()
                ),
            )
        } else {
            Finding::warning(
                RULE.card.name,
                place,
                format!(
                    "{} sessions from here on are after today, {}, so they are not counted",
                    run.len(),
                    today.words()
                ),
            )
            .related(last.date_place(), "the last of them")
        };
        findings.push(
            finding
                .label(first.date.words())
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
2026-01-11
  Toe taps   20 20 20
2026-01-20
^^^^^^^^^^ future-date
  Toe taps   20 20 20
2026-01-21
  Toe taps   20 20 20
2026-02-14 race \"ten\" 10km
";
        check_carets(journal, "2026-01-12", &["future-date"]);
    }
}
