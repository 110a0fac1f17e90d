//! `check --format github`: workflow commands that GitHub shows beside the lines of a change.

use super::{Index, sanitize};
use crate::finding::{Finding, Severity};
use std::io::{self, Write};

/// Writes one finding as one command.
pub fn write(out: &mut dyn Write, index: &Index, finding: &Finding) -> io::Result<()> {
    let place = finding.place;
    let (start, end) = (
        index.start(place),
        index.position(place.file, place.span.end),
    );
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    write!(
        out,
        "::{command} file={},line={},endLine={}",
        property(index.name(place.file)),
        start.line,
        end.line
    )?;
    // Columns are understood only within a line.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    }
    let mut message = finding.message.clone();
    if !finding.help.is_empty() {
        message.push('\n');
        message.push_str(&finding.help);
    }
    writeln!(out, ",title={}::{}", property(finding.rule), data(&message))
}

/// What a command may hold behind its second `::`, and harmless where the log is shown.
fn data(text: &str) -> String {
    let text = sanitize::lines(text).replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
