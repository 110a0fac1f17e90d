//! `undeclared-exercise`: with `--strict`, a name that no `exercise` line declares.

use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};
use crate::text::{Place, Span};

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "undeclared-exercise",
        severity: Severity::Warning,
        summary: "an exercise that is not declared (only with `--strict`)",
        explain: "\
With `--strict` every exercise has to be built in or declared by an `exercise`
line, so that no slip of the pen makes a new exercise. It is said once for each
name, at its first use. Without `--strict` any name may be used.",
        example: "\
2026-01-05
  Wall ball throw   3x12
",
        today: "2026-01-12",
        settings: &[],
    },
    standing: false,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    if !context.strict {
        return;
    }
    for exercise in &context.journal.exercises {
        let Some(first) = exercise.first_use else {
            continue;
        };
        if exercise.declared.is_some() || exercise.built_in {
            continue;
        }
        let name = &exercise.name;
        let root = context.journal.sources.files.first();
        let mark = root.is_some_and(|root| root.text.starts_with('\u{feff}'));
        let top = if mark { 3 } else { 0 };
        let top = Place {
            span: Span::new(top, top),
            ..Place::default()
        };
        findings.push(
            Finding::warning(RULE.card.name, first, format!("`{name}` is not declared"))
                .about(name, None)
                .label("first used here")
                .help(format!("write `exercise {name}` on a line of its own"))
                .fix(
                    format!("write `exercise {name}` at the top of the journal"),
                    false,
                    top,
                    format!("exercise {name}\n"),
                ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check_carets_in;

    #[test]
    fn once_a_name_and_only_with_strict() {
        let journal = "\
exercise Sled push
2026-01-05
  Wall ball throw   3x12
  ^^^^^^^^^^^^^^^ undeclared-exercise
  Sled push         3x20m
  Toe taps          20
2026-01-07
  wall-ball throw   3x12
";
        check_carets_in(journal, "2026-01-12", true, &["undeclared-exercise"]);
        let unmarked: String = journal
            .lines()
            .filter(|l| !l.contains('^'))
            .fold(String::new(), |text, line| text + line + "\n");
        check_carets_in(&unmarked, "2026-01-12", false, &["undeclared-exercise"]);
    }
}
