//! `out-of-order`: a session that stands below a later one.

use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "out-of-order",
        severity: Severity::Warning,
        summary: "a session stands below a later one",
        explain: "\
The sessions of a file run from the oldest to the newest, or from the newest to
the oldest; here one breaks the order. Nothing is lost, sessions are read in
order of their dates. But a date that breaks the order is often a wrong one.",
        example: "\
2026-01-05
  Push-up   12 12 12

2026-02-12
  Push-up   12 12 12

2026-01-19
  Push-up   12 12 12
",
        today: "2026-02-16",
        settings: &[],
    },
    standing: false,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let sources = &context.journal.sources;
    for &(place, above) in &context.journal.written.out_of_order {
        let (this, that) = (sources.text(place), sources.text(above));
        let word = if this < that { "earlier" } else { "later" };
        findings.push(
            Finding::warning(
                RULE.card.name,
                place,
                format!("this session is {word} than the one above it"),
            )
            .label(format!("{word} than {that}"))
            .related(above, "the one above")
            .help("if both dates are right, move the session to its place"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check_carets;

    #[test]
    fn one_slip_is_one_finding() {
        let journal = "\
2026-01-05
  Toe taps   20
2026-01-03 run
2026-02-12
  Toe taps   20
2026-01-19
^^^^^^^^^^ out-of-order
  Toe taps   20
2026-01-26
  Toe taps   20
";
        check_carets(journal, "2026-02-16", &["out-of-order"]);
    }

    #[test]
    fn newest_first_is_an_order() {
        let journal = "\
2026-01-26
  Toe taps   20
2026-01-19
  Toe taps   20
2026-01-05
  Toe taps   20
";
        check_carets(journal, "2026-02-16", &["out-of-order"]);
    }
}
