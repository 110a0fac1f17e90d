//! `strength`: a ledger for the body. The pipeline, in reading order:
//!
//! ```text
//! load      files, `include`                    bytes   -> Sources + findings
//! syntax    one loop over lines, never fails    text    -> Tree with errors inside
//! model     names, levels, units, dates         Trees   -> Journal + findings
//! analysis  one rule, one file                  Journal -> findings, in file order
//! render    pretty, short, JSON, SARIF          Report  -> bytes
//! ```
//!
//! Beside it stand `format`, `fix`, `insert`, `merge` and `rename`, which change texts, and `diff`,
//! which compares journals. [`check`] joins the first four; `cli` hands it files and a clock, and
//! gives the report to `render`.

pub mod date;
pub mod nearest;
pub mod order;
pub mod threads;
pub mod text;
pub mod finding;
pub mod syntax;
pub mod format;
pub mod model;
pub mod load;
pub mod insert;
pub mod merge;
pub mod diff;
pub mod analysis;
pub mod fix;
pub mod rename;
pub mod render;
pub mod cli;

#[cfg(test)]
extern crate self as strength;
#[cfg(test)]
mod testing;

use crate::analysis::Context;
use crate::date::Date;
use crate::finding::{Card, Finding, Severity};
use crate::load::Loaded;
use crate::load::disk::Memory;
use crate::model::{EntryKind, Journal, Session, activity};
use crate::text::{Place, Sources};
use std::collections::HashSet;
use std::path::Path;

/// What a check gives.
pub struct Report {
    /// What was read.
    pub journal: Journal,
    /// Everything there is to say, in file order.
    pub findings: Vec<Finding>,
    /// The whole in numbers.
    pub summary: Summary,
}

/// A journal in numbers. Planned and future sessions and warm-up sets are not counted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Sessions with work, a test or `done`.
    pub sessions: usize,
    /// Their entries.
    pub entries: usize,
    /// Their sets as written: `3x12` is three.
    pub sets: usize,
    /// The day of the first session.
    pub first: Option<Date>,
    /// The day of the last session.
    pub last: Option<Date>,
    /// Findings that say what cannot be read.
    pub errors: usize,
    /// Findings that say what is unlikely or needs attention.
    pub warnings: usize,
    /// Findings that say what the training says.
    pub advice: usize,
    /// Lines with an error whose sets were not kept.
    pub unread_lines: usize,
}

/// Reads and judges a journal as of a day. With `strict`, names that are not declared count too.
pub fn check(loaded: Loaded, today: Date, strict: bool) -> Report {
    check_since(loaded, today, strict, None)
}

/// The same, with what weeks and breaks said from an earlier day on.
pub fn check_since(loaded: Loaded, today: Date, strict: bool, since: Option<Date>) -> Report {
    let (journal, mut findings) = model::lower::read(loaded.sources);
    findings.extend(loaded.findings);
    let context = Context::new(&journal, today, strict).since(since);
    let mut findings = analysis::judge(&context, findings);
    findings.iter_mut().for_each(Finding::readable);
    let summary = Summary::of(&journal, &findings, today);
    Report {
        journal,
        findings,
        summary,
    }
}

/// The same for one text that is not on disk.
pub fn check_text(name: &str, text: &str, today: Date, strict: bool) -> Report {
    let disk = Memory::new([(name, text)]);
    // What was just put there is there.
    let loaded = load::load(&disk, Path::new(""), Path::new(name)).unwrap_or_default();
    check(loaded, today, strict)
}

/// The check of the example of a diagnostic, with `strict` only where it needs that; and whether it
/// was.
pub fn check_example(card: &Card, today: Date) -> (Report, bool) {
    let provokes = |report: &Report| report.findings.iter().any(|f| f.rule == card.name);
    let plain = check_text(EXAMPLE_NAME, card.example, today, false);
    if provokes(&plain) {
        return (plain, false);
    }
    (check_text(EXAMPLE_NAME, card.example, today, true), true)
}

/// What the journal of an example is called.
pub const EXAMPLE_NAME: &str = "journal.strength";

/// Every diagnostic there is: errors in the order of the specification, then the rules.
pub fn cards() -> Vec<&'static Card> {
    let rules = analysis::RULES.iter().map(|rule| &rule.card);
    syntax::cards::CARDS.iter().chain(rules).collect()
}

/// How many lines hold an error and sets that were not kept.
pub fn unread_lines(sources: &Sources, findings: &[Finding]) -> usize {
    let unread = findings.iter().filter(|finding| finding.unread);
    let lines: HashSet<_> = unread
        .filter_map(|finding| {
            let Place { file, span } = finding.place;
            let text = sources.file(file)?.text.as_bytes();
            let before = text.get(..span.start as usize)?;
            Some((file, before.iter().rposition(|byte| *byte == b'\n')))
        })
        .collect();
    lines.len()
}

impl Summary {
    /// Counts a journal and its findings.
    pub fn of(journal: &Journal, findings: &[Finding], today: Date) -> Summary {
        let parts = journal.sessions.parts().iter().collect();
        let parts = threads::map(parts, |part: &Vec<Session>| {
            Summary::of_sessions(journal, part, today)
        });
        let mut summary = Summary::default();
        parts.iter().for_each(|part| summary.add(part));
        summary.count_findings(findings);
        summary.unread_lines = unread_lines(&journal.sources, findings);
        summary
    }

    fn of_sessions(journal: &Journal, sessions: &[Session], today: Date) -> Summary {
        let mut summary = Summary::default();
        for session in sessions {
            if session.planned || session.date > today {
                continue;
            }
            let (mut trained, mut entries, mut sets) = (false, 0, 0);
            for statement in journal.statements_of(session) {
                trained |= activity::trained(statement);
                if statement.kind != EntryKind::Skipped {
                    entries += 1;
                    sets += usize::from(statement.working);
                }
            }
            if trained {
                summary.sessions += 1;
                summary.entries += entries;
                summary.sets += sets;
                // They are sorted by day.
                summary.first = summary.first.or(Some(session.date));
                summary.last = Some(session.date);
            }
        }
        summary
    }

    /// Counts the findings anew: after some of them were left out. How many lines were not
    /// understood does not depend on what is shown.
    pub fn count_findings(&mut self, findings: &[Finding]) {
        let of = |severity| findings.iter().filter(|f| f.severity == severity).count();
        self.errors = of(Severity::Error);
        self.warnings = of(Severity::Warning);
        self.advice = of(Severity::Advice);
    }

    /// Adds another journal to it.
    pub fn add(&mut self, other: &Summary) {
        self.sessions += other.sessions;
        self.entries += other.entries;
        self.sets += other.sets;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = [self.last, other.last].into_iter().flatten().max();
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.advice += other.advice;
        self.unread_lines += other.unread_lines;
    }
}
