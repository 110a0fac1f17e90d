//! For tests: journals in, findings as lines out; and journals with carets under the places at
//! which something must be found.

use std::collections::BTreeSet;
use strength::date::Date;
use strength::finding::Finding;
use strength::text::{Lines, Sources};

/// What `check` finds in a journal that is one file.
pub fn check(text: &str, today: &str, strict: bool) -> Vec<Finding> {
    let today = Date::parse_iso(today).expect("a date");
    let (journal, reading) = strength::model::lower::read(Sources::single("journal", text));
    strength::analysis::run(&journal, today, strict, reading)
}

#[allow(
    dead_code,
    reason = "the unit tests and the suite each use a part of this file"
)]
/// The same as lines: `3:12: warning[implausible]: …`.
pub fn findings(text: &str, today: &str) -> Vec<String> {
    let lines = Lines::new(text);
    let line = |finding: &Finding| {
        let at = lines.position(finding.place.span.start, text);
        let word = finding.severity.word();
        let (rule, message) = (finding.rule, &finding.message);
        format!("{}:{}: {word}[{rule}]: {message}", at.line, at.column)
    };
    check(text, today, false).iter().map(line).collect()
}

/// Whether a line is carets and the name of a rule: `      ^^^ implausible`.
fn caret(line: &str) -> Option<(u32, u32, &str)> {
    let marked = line.trim_start_matches(' ');
    let name = marked.trim_start_matches('^').strip_prefix(' ')?;
    let start = (line.len() - marked.len()) as u32 + 1;
    let width = (marked.len() - name.len() - 1) as u32;
    (width > 0).then_some((start, start + width, name.trim()))
}

/// Checks a journal in which lines of carets and a rule's name stand below the places at which
/// that rule, of those named by `only`, must find something. Nothing else may be found by them.
pub fn check_carets(marked: &str, today: &str, only: &[&str]) {
    check_carets_in(marked, today, false, only);
}

/// The same, with `--strict` or without.
pub fn check_carets_in(marked: &str, today: &str, strict: bool, only: &[&str]) {
    let (mut text, mut expected, mut line) = (String::new(), BTreeSet::new(), 0);
    for written in marked.lines() {
        match caret(written) {
            Some((start, end, rule)) => {
                expected.insert((line, start, end, rule.to_string()));
            }
            None => {
                text.push_str(written);
                text.push('\n');
                line += 1;
            }
        }
    }
    let lines = Lines::new(&text);
    let all = check(&text, today, strict);
    let found: BTreeSet<_> = all
        .iter()
        .filter(|finding| only.contains(&finding.rule))
        .map(|finding| {
            let start = lines.position(finding.place.span.start, &text);
            let end = lines.position(finding.place.span.end, &text);
            let rule = finding.rule.to_string();
            (start.line, start.column, end.column, rule)
        })
        .collect();
    assert_eq!(found, expected, "in\n{marked}\nall findings: {all:#?}");
}
