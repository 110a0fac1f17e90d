//! Every example of grammar.md means what stands under it, and every production is defined.

use crate::meaning::{meaning, today};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use strength::finding::Severity;
use strength::load::{disk::Memory, load};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/grammar.md");

fn specification() -> String {
    std::fs::read_to_string(PATH).expect("grammar.md stands beside Cargo.toml")
}

/// A fenced block: the words after the backticks, its line, its text.
struct Fence<'a> {
    info: &'a str,
    line: usize,
    text: String,
}

fn fences(document: &str) -> Vec<Fence<'_>> {
    let mut fences: Vec<Fence> = Vec::new();
    let mut open = false;
    for (index, line) in document.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(_) if open => open = false,
            Some(info) => {
                open = true;
                fences.push(Fence {
                    info,
                    line: index + 1,
                    text: String::new(),
                });
            }
            None if open => {
                if let Some(fence) = fences.last_mut() {
                    fence.text.push_str(line);
                    fence.text.push('\n');
                }
            }
            None => {}
        }
    }
    assert!(!open, "the last fenced block of grammar.md is not closed");
    fences
}

/// What the last of the files means; the others stand where they say, seen from its folder.
fn what_it_means(files: &[(&str, String)]) -> String {
    let root = Path::new(files.last().expect("there is a file").0);
    let names: Vec<String> = files
        .iter()
        .map(|(name, _)| format!("home/{name}"))
        .collect();
    let texts = files.iter().map(|(_, text)| text.as_str());
    let disk = Memory::new(names.iter().map(String::as_str).zip(texts));
    let loaded = load(&disk, Path::new("home"), root).expect("it can be read");
    let mut report = strength::check(loaded, today(), false);
    // Advice is about training, not about the language.
    report
        .findings
        .retain(|finding| finding.severity != Severity::Advice);
    meaning(&report.journal, &report.findings)
}

#[test]
fn every_example_means_what_stands_under_it() {
    let document = specification();
    let mut expected = String::new();
    let mut actual = String::new();
    let mut files: Vec<(&str, String)> = Vec::new();
    let mut examples = 0;
    for fence in fences(&document) {
        let mut words = fence.info.split_whitespace();
        match words.next() {
            Some("strength") => {
                files.push((words.next().unwrap_or("journal.strength"), fence.text))
            }
            Some("means") => {
                assert!(!files.is_empty(), "line {}: no example above", fence.line);
                let means = what_it_means(&std::mem::take(&mut files));
                writeln!(expected, "line {}:\n{}", fence.line, fence.text).ok();
                writeln!(actual, "line {}:\n{means}", fence.line).ok();
                examples += 1;
            }
            _ => {
                let dangling = files.pop();
                assert!(
                    dangling.is_none(),
                    "line {}: no meaning stands above",
                    fence.line
                );
            }
        }
    }
    assert!(files.is_empty(), "the last example has no meaning");
    assert!(examples > 40, "only {examples} examples were found");
    if std::env::var_os("BLESS").is_some() {
        bless(&document, &actual);
    } else {
        similar_asserts(&expected, &actual);
    }
}

/// Shows the first example that differs rather than all of them.
fn similar_asserts(expected: &str, actual: &str) {
    let differs = |(a, b): &(&str, &str)| a != b;
    let pairs = expected.split("\nline ").zip(actual.split("\nline "));
    if let Some((expected, actual)) = pairs.into_iter().find(differs) {
        panic!("grammar.md says, at line\n{expected}\nbut the program reads\n{actual}");
    }
}

/// Writes what the program reads under every example; `git diff` then shows what changed.
fn bless(document: &str, actual: &str) {
    let mut meanings = actual.split("\nline ").map(|block| {
        let text = block.split_once(":\n").map_or("", |(_, text)| text);
        text.trim_end_matches('\n').to_string()
    });
    let mut out = String::new();
    let mut skipping = false;
    for line in document.lines() {
        if skipping && line != "```" {
            continue;
        }
        skipping = false;
        out.push_str(line);
        out.push('\n');
        if line == "```means" {
            let meaning = meanings.next().unwrap_or_default();
            out.push_str(&meaning);
            if !meaning.is_empty() {
                out.push('\n');
            }
            skipping = true;
        }
    }
    std::fs::write(PATH, out).expect("grammar.md can be written");
}

/// The words of a right-hand side that are names of productions.
fn used(rule: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut rest = rule;
    while let Some(first) = rest.chars().next() {
        let skip = if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if first == '"' {
            rest[1..].find('"').map_or(rest.len(), |end| end + 2)
        } else if first == '[' {
            rest.find(']').map_or(rest.len(), |end| end + 1)
        } else if first.is_ascii_alphabetic() {
            let end = rest
                .find(|c: char| !c.is_ascii_alphabetic() && c != '-')
                .unwrap_or(rest.len());
            names.insert(rest[..end].to_string());
            end
        } else {
            first.len_utf8()
        };
        rest = &rest[skip..];
    }
    names
}

#[test]
fn every_production_is_defined_once_and_used() {
    let document = specification();
    let grammar: String = fences(&document)
        .iter()
        .filter(|fence| fence.info == "ebnf")
        .map(|fence| fence.text.as_str())
        .collect();
    let mut defined = BTreeSet::new();
    let mut mentioned = BTreeSet::from(["journal".to_string()]);
    for line in grammar.lines() {
        match line.split_once("::=") {
            Some((name, rule)) => {
                let name = name.trim().to_string();
                assert!(defined.insert(name.clone()), "`{name}` is defined twice");
                mentioned.extend(used(rule));
            }
            None => mentioned.extend(used(line)),
        }
    }
    let undefined: Vec<_> = mentioned.difference(&defined).collect();
    assert!(undefined.is_empty(), "not defined: {undefined:?}");
    let unused: Vec<_> = defined.difference(&mentioned).collect();
    assert!(unused.is_empty(), "never used: {unused:?}");
}

#[test]
fn every_footnote_has_its_reason() {
    let document = specification();
    let (body, reasons) = document
        .split_once("## Reasons")
        .expect("there is a section of reasons");
    for number in 1.. {
        let mark = format!("[^{number}]");
        let called = body.matches(&mark).count();
        let given = reasons.matches(&format!("{mark}:")).count();
        if called == 0 && given == 0 {
            assert!(number > 10, "only {} footnotes", number - 1);
            break;
        }
        assert_eq!((called, given), (1, 1), "footnote {number}");
    }
}
