//! `weekday-mismatch`: the weekday behind a date is not the one of that date.

use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "weekday-mismatch",
        severity: Severity::Warning,
        summary: "the weekday does not fit the date",
        explain: "\
A weekday may stand after a date to make the journal easier to read. Here it is
not the weekday of that date, so one of the two is wrong. The date counts; look
at a calendar, then correct the date or the weekday.",
        example: "\
2026-01-06 Mon 35min
  Push-up   12 12 12
",
        today: "2026-01-12",
        settings: &[],
    },
    standing: false,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for &(place, written, date) in &context.journal.written.weekdays {
        if date.days_since(context.today) > 366 {
            // That the date is in the future is told, and one of the two is enough.
            continue;
        }
        let right = date.weekday();
        // Long stays long and short stays short.
        let long = context.journal.sources.text(place).len() > 5;
        let text = if long { right.name() } else { right.short() };
        findings.push(
            Finding::warning(
                RULE.card.name,
                place,
                format!(
                    "{} is a {}, not a {}",
                    date.words(),
                    right.name(),
                    written.name()
                ),
            )
            .label("not the weekday of this date")
            .help(format!("write `{text}`, or correct the date"))
            .fix(format!("write `{text}`"), false, place, text),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check_carets;

    #[test]
    fn sessions_and_events() {
        let journal = "\
2026-01-06 Mon 35min
           ^^^ weekday-mismatch
  Toe taps   20 20 20
2026-01-07 wednesday run 8km
2026-01-08 Friday run 8km
           ^^^^^^ weekday-mismatch
";
        check_carets(journal, "2026-01-12", &["weekday-mismatch"]);
    }
}
