//! The line at the end of a check.

use super::sanitize;
use super::style::Styles;
use crate::date::Date;
use crate::finding::{Finding, Severity};
use crate::{Report, Summary};
use owo_colors::{OwoColorize, Style};
use std::io::{self, Write};

/// What the line is about.
pub struct Whole<'a> {
    /// All journals together.
    pub summary: &'a Summary,
    /// Each of them.
    pub reports: &'a [Report],
    /// The day for which everything was said.
    pub today: Date,
    /// Findings on lines that did not change, left out because only others were asked for.
    pub unchanged: &'a [Finding],
    /// `--fix` has done what it can.
    pub fixed: bool,
    /// How many findings were shown at most, if not all.
    pub shown_at_most: Option<usize>,
}

/// Writes it: sessions and their dates, what was found, what was not understood, and what fixes
/// could do.
pub fn write(out: &mut dyn Write, whole: &Whole, styles: &Styles, verbose: bool) -> io::Result<()> {
    let summary = whole.summary;
    let findings: usize = whole
        .reports
        .iter()
        .map(|report| report.findings.len())
        .sum();
    let left_out = findings.saturating_sub(whole.shown_at_most.unwrap_or(usize::MAX));
    if left_out > 0 {
        let more = match left_out {
            1 => "1 more finding is".to_string(),
            _ => format!("{left_out} more findings are"),
        };
        writeln!(out, "{more} not shown; `--max none` shows all\n")?;
    }
    if verbose {
        for report in whole.reports {
            for source in &report.journal.sources.files {
                let name = sanitize::line(&source.name);
                let lines = source.text.lines().count();
                writeln!(out, "read {name}: {}", count(lines, "line", "lines"))?;
            }
        }
    }
    let mut parts = Vec::new();
    if whole.reports.len() > 1 {
        parts.push(format!("{} journals", whole.reports.len()));
    }
    parts.push(sessions(summary, whole.today));
    let found = [
        (summary.errors, "error", "errors", styles.error),
        (summary.warnings, "warning", "warnings", styles.warning),
        (summary.advice, "advice", "advice", styles.advice),
    ];
    let found: Vec<String> = found
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many, style)| styled(&count(number, one, many), style))
        .collect();
    parts.push(match found.is_empty() {
        true => "nothing to report".to_string(),
        false => found.join(", "),
    });
    if summary.unread_lines > 0 {
        parts.push(format!(
            "{} not understood",
            count(summary.unread_lines, "line", "lines")
        ));
    }
    // Standard input is not written to.
    let files = whole.reports.iter().filter(|report| {
        let root = report.journal.sources.files.first();
        root.is_some_and(|root| root.path.is_some())
    });
    let fixable = files
        .flat_map(|report| &report.findings)
        .filter(|finding| finding.fixes.iter().any(|fix| fix.safe))
        .count();
    if fixable > 0 && !whole.fixed {
        let fixes = count(fixable, "safe fix", "safe fixes");
        parts.push(format!("{fixes} with `--fix`"));
    }
    if !whole.unchanged.is_empty() {
        parts.push(unchanged(whole.unchanged));
    }
    writeln!(out, "{}", parts.join(&styled(" · ", styles.dim)))
}

/// Says that there is more than what was counted.
fn unchanged(findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|f| f.severity == Severity::Error);
    let errors = match errors.count() {
        0 => String::new(),
        number => format!(", {}", count(number, "error", "errors")),
    };
    let findings = count(findings.len(), "finding", "findings");
    format!("{findings} on unchanged lines not shown{errors}")
}

fn sessions(summary: &Summary, today: Date) -> String {
    let sessions = count(summary.sessions, "session", "sessions");
    match (summary.first, summary.last) {
        (Some(first), Some(last)) if first == last => {
            format!("{sessions} on {}", last.words_near(today))
        }
        (Some(first), Some(last)) => {
            // The year stands once if it is the same.
            let from = match first.ymd().0 == last.ymd().0 {
                true => first.words_near(first),
                false => first.words(),
            };
            format!("{sessions} from {from} to {}", last.words())
        }
        _ => match summary.sessions {
            0 => "no sessions".to_string(),
            _ => sessions,
        },
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn styled(text: &str, style: Style) -> String {
    format!("{}", text.style(style))
}
