//! What holds for every text whatever: nothing panics, every place lies in the text, and what does
//! not matter changes nothing.

use crate::generate;
use std::path::Path;
use strength::date::Date;
use strength::finding::{Finding, Severity};
use strength::load::{disk::Memory, load_text};
use strength::render::json::{self, Checked};
use strength::syntax::ast::{AttributeKind, BlockKind, DirectiveKind, PropertyKind, Tree};
use strength::syntax::parse;
use strength::text::{FileId, Span};
use strength::{Report, check, check_text};

fn today() -> Date {
    Date::new(2026, 3, 9).expect("a date of the calendar")
}

fn checked(text: &str) -> Report {
    check_text("journal.strength", text, today(), false)
}

fn exported(report: &Report) -> serde_json::Value {
    let mut out = Vec::new();
    strength::render::export::write(&mut out, &report.journal).expect("a vector takes all");
    serde_json::from_slice(&out).expect("the export is JSON")
}

/// Every span of a tree with what it is of and the block it must lie in.
fn spans(tree: &Tree) -> Vec<(&'static str, Span, Span)> {
    let mut found = Vec::new();
    for block in &tree.blocks {
        let mut add = |what, span: Span| found.push((what, span, block.span));
        match &block.kind {
            BlockKind::Dated(dated) => {
                add("header", dated.header);
                add("date", dated.date_span);
                if let Some(event) = dated.event {
                    add("event", event.span);
                }
                let entries = dated.entries.of(&tree.entries);
                let of_entries = entries.iter().map(|entry| entry.attributes);
                for range in of_entries.chain([dated.attributes]) {
                    for attribute in range.of(&tree.attributes) {
                        add("attribute", attribute.span);
                        match attribute.kind {
                            AttributeKind::Pain { place, .. }
                            | AttributeKind::Sore { place, .. } => add("place", place),
                            AttributeKind::Tag(span) => add("tag", span),
                            AttributeKind::Note(span) => add("note", span),
                            AttributeKind::Allow(span) => add("allow", span),
                            AttributeKind::Weight(load) => add("weight", load.span),
                            _ => {}
                        }
                    }
                }
                for entry in entries {
                    add("entry", entry.span);
                    add("name", entry.name);
                    add("level", entry.level);
                    for set in entry.sets.of(&tree.sets) {
                        add("set", set.span);
                        add("cue", set.cue);
                        if let Some(load) = set.load {
                            add("load", tree.loads[load as usize].span);
                        }
                    }
                }
                for &note in dated.notes.of(&tree.notes) {
                    add("note line", note);
                }
            }
            BlockKind::Directive(directive) => {
                add("directive", directive.line);
                if let DirectiveKind::Exercise { name, properties } = directive.kind {
                    add("exercise", name);
                    for property in properties.of(&tree.properties) {
                        add("property", property.span);
                        let words = match property.kind {
                            PropertyKind::Also(range)
                            | PropertyKind::Muscles(range)
                            | PropertyKind::Assists(range)
                            | PropertyKind::Cues(range) => range.of(&tree.words),
                            _ => &[],
                        };
                        words.iter().for_each(|&word| add("word", word));
                    }
                }
            }
            BlockKind::Trivia | BlockKind::Heading | BlockKind::Unread => {}
        }
    }
    found
}

fn parse_holds(seed: u64, text: &str) {
    let tree = parse(text, FileId(0));
    let mut at = 0;
    for block in &tree.blocks {
        assert_eq!(block.span.start, at, "seed {seed}: blocks tile the text");
        assert!(block.span.end > at, "seed {seed}: a block holds something");
        at = block.span.end;
    }
    assert_eq!(at as usize, text.len(), "seed {seed}: blocks tile the text");
    for (what, span, block) in spans(&tree) {
        // An empty span says that there is nothing.
        if span.is_empty() {
            continue;
        }
        assert!(
            block.start <= span.start && span.end <= block.end,
            "seed {seed}: {what} {span:?} outside of {block:?}"
        );
        assert!(
            text.get(span.start as usize..span.end as usize).is_some(),
            "seed {seed}: {what} {span:?} cuts a character"
        );
    }
    let mut before = 0;
    for error in &tree.errors {
        let span = error.place.span;
        assert!(
            before <= span.start,
            "seed {seed}: errors are in file order"
        );
        before = span.start;
    }
    places_hold(seed, text, &tree.errors);
}

/// Every place of every finding lies on characters of the text.
fn places_hold(seed: u64, text: &str, findings: &[Finding]) {
    for finding in findings {
        let related = finding.related.iter().map(|label| label.place);
        let edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
        let places = related.chain(edits.map(|edit| edit.place));
        for place in places.chain([finding.place]) {
            let (start, end) = (place.span.start as usize, place.span.end as usize);
            assert!(
                start <= end && text.get(start..end).is_some(),
                "seed {seed}: {} at {start}..{end}",
                finding.rule
            );
        }
    }
}

#[test]
fn parsing_holds_its_promises() {
    for seed in 0..4_000 {
        parse_holds(seed, &generate::mutated(seed, (seed % 7) as usize));
    }
}

#[test]
fn any_characters_are_parsed() {
    // Any characters of Unicode, with those that mean something more often.
    let marks = "0123456789xX*×:;.,#\"“”„!@+-–−/()[]\r\n\t LRlr\u{A0}\u{200B}\u{FEFF}é日👍";
    let marks: Vec<char> = marks.chars().collect();
    for seed in 0..2_000 {
        let mut r = generate::Random::new(seed);
        let length = r.below(200);
        let text: String = (0..length)
            .map(|_| match r.below(4) {
                0 => char::from_u32(r.below(0x11_0000) as u32).unwrap_or('\u{FFFD}'),
                _ => marks[r.below(marks.len())],
            })
            .collect();
        parse_holds(seed, &text);
    }
}

#[test]
fn the_whole_check_takes_any_bytes() {
    for seed in 0..800 {
        let disk = Memory::default();
        let bytes = generate::bytes(seed);
        let loaded = load_text(&disk, Path::new(""), "journal.strength", bytes);
        let text = loaded.sources.files[0].text.clone();
        let report = check(loaded, today(), seed % 2 == 0);
        places_hold(seed, &text, &report.findings);
        let starts: Vec<u32> = report
            .findings
            .iter()
            .map(|finding| finding.place.span.start)
            .collect();
        assert!(starts.is_sorted(), "seed {seed}: findings in file order");
        let journals = [Checked {
            sources: &report.journal.sources,
            findings: &report.findings,
        }];
        let mut out = Vec::new();
        json::write(&mut out, today(), &journals, &report.summary).expect("a vector takes all");
        let value: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
        let listed = value["findings"].as_array().map(Vec::len);
        assert_eq!(listed, Some(report.findings.len()), "seed {seed}");
        exported(&report);
    }
}

#[test]
fn other_ways_of_writing_mean_the_same() {
    for seed in 0..150 {
        let plain = generate::journal(seed);
        let expected = checked(&plain);
        let variants = [
            ("CRLF", plain.replace('\n', "\r\n")),
            ("BOM", format!("\u{FEFF}{plain}")),
            ("tabs", plain.replace("\n  ", "\n\t")),
            ("typographic", generate::typographic(&plain, seed)),
        ];
        for (what, variant) in variants {
            let report = checked(&variant);
            assert_eq!(
                exported(&report),
                exported(&expected),
                "seed {seed}, {what}:\n{variant}"
            );
            let rules = |report: &Report| -> Vec<&'static str> {
                report.findings.iter().map(|finding| finding.rule).collect()
            };
            assert_eq!(rules(&report), rules(&expected), "seed {seed}, {what}");
        }
    }
}

#[test]
fn what_does_not_matter_changes_no_finding() {
    let said = |report: &Report| -> Vec<(&'static str, String)> {
        let each = |finding: &Finding| (finding.rule, finding.message.clone());
        report.findings.iter().map(each).collect()
    };
    for seed in 0..150 {
        let text = generate::mutated(seed, usize::from(seed % 3 == 0));
        let expected = said(&checked(&text));
        let mut r = generate::Random::new(seed);
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        // Not before the first line: a byte order mark stands there.
        let at = r.range(1, lines.len().max(1)).min(lines.len());
        for added in ["\n", "; a comment\n", "   ; an indented one\n"] {
            let mut longer = lines[..at].concat();
            if !longer.is_empty() && !longer.ends_with('\n') {
                longer.push('\n');
            }
            longer.push_str(added);
            longer.push_str(&lines[at..].concat());
            assert_eq!(
                said(&checked(&longer)),
                expected,
                "seed {seed}, {added:?}:\n{longer}"
            );
        }
    }
}

/// The text with the edits of a fix applied.
fn applied(text: &str, fix: &strength::finding::Fix) -> String {
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| edit.place.span);
    let mut out = text.to_string();
    for edit in edits.iter().rev() {
        let span = edit.place.span;
        out.replace_range(span.start as usize..span.end as usize, &edit.text);
    }
    out
}

/// The line that a span begins in.
fn line_of(text: &str, span: Span) -> &str {
    let start = text[..span.start as usize]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    text[start..].lines().next().unwrap_or("")
}

#[test]
fn safe_fixes_mend_and_break_nothing() {
    let mut tried = 0;
    let mut wrong = Vec::new();
    for seed in 0..500 {
        let text = generate::mutated(seed, 1 + (seed % 3) as usize);
        let before = checked(&text);
        let errors = |report: &Report| {
            let errors = report.findings.iter();
            errors
                .filter(|finding| finding.severity == Severity::Error)
                .count()
        };
        for finding in &before.findings {
            for fix in finding.fixes.iter().filter(|fix| fix.safe) {
                let after = applied(&text, fix);
                let report = checked(&after);
                tried += 1;
                // The mended line may have another mistake, which another sentence tells.
                let same =
                    |one: &&Finding| one.rule == finding.rule && one.message == finding.message;
                let count = |report: &Report| report.findings.iter().filter(same).count();
                // A line with a control character is judged only when that is gone.
                let hidden = finding.rule == "invalid-encoding";
                let more = errors(&report) > errors(&before) && !hidden;
                if count(&report) >= count(&before) || more {
                    let at = finding.place.span;
                    wrong.push(format!(
                        "seed {seed}: `{}` of {} ({}) at {at:?} {:?} leaves {:?}",
                        fix.title,
                        finding.rule,
                        finding.message,
                        line_of(&text, at),
                        report
                            .findings
                            .iter()
                            .find(|one| one.severity == Severity::Error),
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 100, "{tried} fixes were tried");
}
