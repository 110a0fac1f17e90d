//! What `allow` silences: exactly the rule it names, for the journal, an exercise or a line.

use super::Context;
use crate::finding::{Finding, Severity};
use crate::model::{Allow, Journal, LineAllow};
use crate::order;
use crate::text::{FileId, Place, Span};
use rustc_hash::FxHashSet;

/// An `allow` at the end of a line, with the bytes of that line.
pub struct OnLine<'a> {
    /// What is allowed.
    pub allow: &'a LineAllow,
    /// Where findings are silenced.
    line: Place,
    /// The index into [`crate::model::Journal::extras`] that holds it.
    pub extra: u32,
}

impl OnLine<'_> {
    fn key(&self) -> (FileId, u32, &str) {
        (self.line.file, self.line.span.start, &self.allow.rule)
    }
}

/// Every `allow` at the end of a line, to be asked for what silences a finding.
pub struct Lines<'a> {
    /// By line, then by rule.
    sorted: Vec<OnLine<'a>>,
}

impl<'a> Lines<'a> {
    /// All of a journal.
    pub fn of(context: &Context<'a>) -> Lines<'a> {
        let mut sorted = Vec::new();
        for (index, extra) in (0u32..).zip(&context.journal.extras) {
            for allow in &extra.allows {
                let file = context.journal.sources.file(allow.place.file);
                let text = file.map_or("", |source| &source.text);
                sorted.push(OnLine {
                    allow,
                    line: Place {
                        file: allow.place.file,
                        span: line_around(text, allow.place.span),
                    },
                    extra: index,
                });
            }
        }
        order::sort_by(&mut sorted, |a, b| a.key().cmp(&b.key()));
        Lines { sorted }
    }

    /// Those of the same line and rule together.
    pub fn groups(&self) -> impl Iterator<Item = &[OnLine<'a>]> {
        self.sorted.chunk_by(|a, b| a.key() == b.key())
    }

    /// The group that silences the finding, by the number of those before it.
    pub fn group_of(&self, finding: &Finding) -> Option<usize> {
        if self.sorted.is_empty() || !may_be_allowed(finding) {
            return None;
        }
        let Place { file, span } = finding.place;
        let behind = self.sorted.partition_point(|other| {
            (other.line.file, other.line.span.start) <= (file, span.start)
        });
        let line = self.sorted.get(behind.checked_sub(1)?)?.line;
        if line.file != file || line.span.end < span.start {
            return None;
        }
        let key = (file, line.span.start, finding.rule);
        let first = self.sorted.partition_point(|other| other.key() < key);
        (self.sorted.get(first)?.key() == key).then_some(first)
    }
}

/// The line that holds the start of a span.
fn line_around(text: &str, span: Span) -> Span {
    let at = (span.start as usize).min(text.len());
    let (before, after) = text.as_bytes().split_at(at);
    let start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
    let end = memchr::memchr(b'\n', after).map_or(text.len(), |newline| at + newline);
    Span::new(start as u32, end as u32)
}

/// What an `allow` of the journal names: a rule, and an exercise if it is for one.
pub type Named<'a> = (&'a str, Option<&'a str>);

/// What the `allow` names.
pub fn named<'a>(journal: &'a Journal, allow: &'a Allow) -> Named<'a> {
    let exercise = allow.exercise.map(|id| journal.exercise(id));
    (&allow.rule, exercise.map(|exercise| exercise.name.as_str()))
}

/// What an `allow` of the journal must name to silence the finding.
pub fn names(finding: &Finding) -> impl Iterator<Item = Named<'_>> {
    let exercise = finding.exercise.as_deref();
    let rule = finding.rule;
    std::iter::once((rule, None))
        .chain(exercise.map(|exercise| (rule, Some(exercise))))
        .filter(|_| may_be_allowed(finding))
}

/// Errors cannot be silenced; a warning that the journal made an error by `rule` can.
fn may_be_allowed(finding: &Finding) -> bool {
    match super::rule(finding.rule) {
        Some(rule) => rule.card.may_be_silenced(),
        None => finding.severity != Severity::Error,
    }
}

/// All that the journal allows today.
pub struct Allowed<'a> {
    lines: Lines<'a>,
    journal: FxHashSet<Named<'a>>,
}

impl<'a> Allowed<'a> {
    /// What is written in the journal.
    pub fn of(context: &Context<'a>) -> Allowed<'a> {
        let (journal, today) = (context.journal, context.today);
        let holds = |allow: &&Allow| allow.until.is_none_or(|until| today <= until);
        let allows = journal.allows.iter().filter(holds);
        Allowed {
            lines: Lines::of(context),
            journal: allows.map(|allow| named(journal, allow)).collect(),
        }
    }

    /// Whether there is no `allow` that holds.
    pub fn is_empty(&self) -> bool {
        self.lines.sorted.is_empty() && self.journal.is_empty()
    }

    /// Whether the finding is not to be told.
    pub fn silences(&self, finding: &Finding) -> bool {
        self.lines.group_of(finding).is_some()
            || names(finding).any(|name| self.journal.contains(&name))
    }
}

/// Removes what is allowed.
pub fn silence(context: &Context, findings: &mut Vec<Finding>) {
    let allowed = context.allowed();
    findings.retain(|finding| !allowed.silences(finding));
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn many_allows_meet_many_findings_in_time() {
        let mut journal = "allow one-sided for Lunge until 2020-01-01\n".repeat(20_000);
        for _ in 0..20_000 {
            journal += "2026-01-05\n  Lunge   L 12 12   allow one-sided\n";
        }
        let start = std::time::Instant::now();
        let found = check(&journal, "2026-01-12", false);
        assert!(found.iter().all(|finding| finding.rule != "one-sided"));
        assert!(start.elapsed().as_secs() < 20);
    }
}
