//! What `allow` silences: exactly the rule it names, for the journal, an exercise or a line.

use super::Context;
use crate::finding::{Finding, Severity};
use crate::model::{Allow, LineAllow};
use crate::text::{Place, Span};

/// An `allow` at the end of a line, with the bytes of that line.
pub struct OnLine<'a> {
    /// What is allowed.
    pub allow: &'a LineAllow,
    /// Where findings are silenced.
    pub line: Place,
    /// The index into [`crate::model::Journal::extras`] that holds it.
    pub extra: u32,
}

impl OnLine<'_> {
    /// Whether it silences the finding.
    pub fn covers(&self, finding: &Finding) -> bool {
        let at = finding.place.span.start;
        may_be_allowed(finding)
            && finding.rule == self.allow.rule
            && finding.place.file == self.line.file
            && (self.line.span.start..=self.line.span.end).contains(&at)
    }
}

/// Every `allow` at the end of a line.
pub fn on_lines<'a>(context: &Context<'a>) -> Vec<OnLine<'a>> {
    let mut found = Vec::new();
    for (index, extra) in (0u32..).zip(&context.journal.extras) {
        for allow in &extra.allows {
            let file = context.journal.sources.file(allow.place.file);
            let text = file.map_or("", |source| source.text.as_str());
            found.push(OnLine {
                allow,
                line: Place {
                    file: allow.place.file,
                    span: line_around(text, allow.place.span),
                },
                extra: index,
            });
        }
    }
    found
}

/// The line that holds the start of a span.
fn line_around(text: &str, span: Span) -> Span {
    let at = (span.start as usize).min(text.len());
    let (before, after) = text.as_bytes().split_at(at);
    let start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
    let end = memchr::memchr(b'\n', after).map_or(text.len(), |newline| at + newline);
    Span::new(start as u32, end as u32)
}

/// Whether an `allow` of the journal silences the finding.
pub fn covers(context: &Context, allow: &Allow, finding: &Finding) -> bool {
    may_be_allowed(finding)
        && finding.rule == allow.rule
        && allow.until.is_none_or(|until| context.today <= until)
        && allow.exercise.is_none_or(|exercise| {
            finding.exercise.as_deref() == Some(&context.journal.exercise(exercise).name)
        })
}

/// Errors cannot be silenced; a warning that the journal made an error by `rule` can.
fn may_be_allowed(finding: &Finding) -> bool {
    match super::rule(finding.rule) {
        Some(rule) => rule.card.severity != Severity::Error,
        None => finding.severity != Severity::Error,
    }
}

/// Removes what is allowed.
pub fn silence(context: &Context, findings: &mut Vec<Finding>) {
    let lines = on_lines(context);
    let journal = &context.journal.allows;
    if lines.is_empty() && journal.is_empty() {
        return;
    }
    findings.retain(|finding| {
        !lines.iter().any(|line| line.covers(finding))
            && !journal.iter().any(|allow| covers(context, allow, finding))
    });
}
