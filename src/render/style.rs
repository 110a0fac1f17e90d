//! Colour, decided once for the whole run.

use crate::finding::Severity;
use owo_colors::Style;

/// What `--color` says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Choice {
    /// By the environment and the terminal.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Whether to colour: `--color`, then `NO_COLOR`, `CLICOLOR_FORCE` and `FORCE_COLOR`,
/// `CLICOLOR=0`, `TERM=dumb`, then whether the output is a terminal (no-color.org, bixense.com).
pub fn decide(
    choice: Choice,
    variable: &dyn Fn(&str) -> Option<String>,
    is_terminal: bool,
) -> bool {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let forced = |name: &str| set(name).is_some_and(|value| value != "0");
    match choice {
        Choice::Always => true,
        Choice::Never => false,
        Choice::Auto if set("NO_COLOR").is_some() => false,
        Choice::Auto if forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") => true,
        Choice::Auto if set("FORCE_COLOR").is_some() => false,
        Choice::Auto if set("CLICOLOR").as_deref() == Some("0") => false,
        Choice::Auto if set("TERM").as_deref() == Some("dumb") => false,
        Choice::Auto => is_terminal,
    }
}

/// The styles of everything that is printed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Styles {
    /// Whether any of them does something.
    pub color: bool,
    /// File, line and column; headings.
    pub strong: Style,
    /// What matters less.
    pub dim: Style,
    /// Errors.
    pub error: Style,
    /// Warnings.
    pub warning: Style,
    /// Advice.
    pub advice: Style,
    /// Other places involved.
    pub related: Style,
    /// The word `help`, and what may be written.
    pub help: Style,
    /// What a fix takes away.
    pub removed: Style,
    /// What a fix puts there.
    pub added: Style,
}

impl Styles {
    /// Sixteen-colour styles, which terminal themes map to legible ones; or none.
    pub fn new(color: bool) -> Styles {
        if !color {
            return Styles::default();
        }
        Styles {
            color,
            strong: Style::new().bold(),
            dim: Style::new().dimmed(),
            error: Style::new().red().bold(),
            warning: Style::new().yellow().bold(),
            advice: Style::new().cyan().bold(),
            related: Style::new().blue(),
            help: Style::new().green(),
            removed: Style::new().red(),
            added: Style::new().green(),
        }
    }

    /// The style of a severity.
    pub fn severity(&self, severity: Severity) -> Style {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Advice => self.advice,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)], choice: Choice, terminal: bool) -> bool {
        let find = |name: &str| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.to_string())
        };
        decide(choice, &find, terminal)
    }

    #[test]
    fn the_conventions_hold_in_their_order() {
        use Choice::{Always, Auto, Never};
        type Row<'a> = (&'a [(&'a str, &'a str)], Choice, bool, bool);
        let table: &[Row] = &[
            (&[], Auto, true, true),
            (&[], Auto, false, false),
            (&[], Always, false, true),
            (&[], Never, true, false),
            (&[("NO_COLOR", "1")], Auto, true, false),
            (&[("NO_COLOR", "")], Auto, true, true),
            (&[("NO_COLOR", "1")], Always, false, true),
            (
                &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")],
                Auto,
                true,
                false,
            ),
            (&[("CLICOLOR_FORCE", "1")], Auto, false, true),
            (&[("CLICOLOR_FORCE", "0")], Auto, false, false),
            (&[("CLICOLOR_FORCE", "1")], Never, true, false),
            (&[("FORCE_COLOR", "1")], Auto, false, true),
            (&[("FORCE_COLOR", "0")], Auto, true, false),
            (&[("FORCE_COLOR", "1"), ("TERM", "dumb")], Auto, false, true),
            (&[("CLICOLOR", "0")], Auto, true, false),
            (&[("CLICOLOR", "1")], Auto, false, false),
            (&[("CLICOLOR", "1")], Auto, true, true),
            (&[("TERM", "dumb")], Auto, true, false),
            (&[("TERM", "dumb")], Always, true, true),
        ];
        for (variables, choice, terminal, expected) in table {
            assert_eq!(
                with(variables, *choice, *terminal),
                *expected,
                "{variables:?} {choice:?} terminal: {terminal}"
            );
        }
    }
}
