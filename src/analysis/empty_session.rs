//! `empty-session`: a date with nothing below it.

use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};
use crate::model::header_date;

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "empty-session",
        severity: Severity::Warning,
        summary: "a session without exercises and notes",
        explain: "\
A date stands there with neither exercises nor a note, so nothing can be counted
for it. Write the exercises below it, indented; if the numbers are forgotten,
write `done` after each: `Toe taps  done` keeps the attendance.

A day on which something else was done is an event: `2026-01-05 run 8km`.",
        example: "\
2026-01-05 Mon 35min

2026-01-12 Mon 30min
  Push-up   12 12 12
",
        today: "2026-01-12",
        settings: &[],
    },
    standing: false,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for &header in &context.journal.written.empty_sessions {
        findings.push(
            Finding::warning(
                RULE.card.name,
                header_date(header),
                "this session has no exercises and no note",
            )
            .label("nothing below")
            .help("write the exercises below it, indented, or remove the line"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check_carets;

    #[test]
    fn notes_and_plans_are_something() {
        let journal = "\
2026-01-05 Mon 35min
^^^^^^^^^^ empty-session
2026-01-06 \"a walk in the park\"
2026-01-07
  \"too tired\"
2026-01-08 run 8km
2026-01-20 planned
2026-01-12
  Toe taps   20
";
        check_carets(journal, "2026-01-12", &["empty-session"]);
    }
}
