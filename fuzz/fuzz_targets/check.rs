//! The whole of `check` on arbitrary bytes: loading, every rule, every output, and the export; then
//! the plan of `next` and the layout of `fmt`.
//! Nothing may panic, the JSON must be JSON, and nothing but plain text may reach a terminal.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::path::Path;
use strength::analysis::Context;
use strength::analysis::plan::Plan;
use strength::date::Date;
use strength::finding::Severity;
use strength::format::format;
use strength::load;
use strength::load::disk::Memory;
use strength::render::{self, Index, json::Checked, pretty::Pretty, style::Styles};
use strength::syntax::parse;
use strength::text::{FileId, apply};

fuzz_target!(|bytes: &[u8]| {
    let disk = Memory::new([("other.strength", "unit kg\n2026-01-05\n  Toe taps 20\n")]);
    let loaded = load::load_text(&disk, Path::new(""), "fuzzed.strength", bytes.to_vec());
    let today = Date::new(2026, 3, 9).expect("a date of the calendar");
    // Strict or not is taken from the input, so that both are tried.
    let strict = bytes.len() % 2 == 0;
    let report = strength::check(loaded, today, strict);

    let index = Index::new(&report.journal.sources);
    let mut out = Vec::new();
    let mut pretty = Pretty::new(Styles::new(false), 20 + bytes.len() % 100);
    for finding in &report.findings {
        pretty
            .write(&mut out, &index, finding)
            .expect("a vector takes all");
        render::short::write(&mut out, &index, finding).expect("a vector takes all");
    }
    let shown = std::str::from_utf8(&out).expect("output is UTF-8");
    assert!(
        !shown.chars().any(|c| c.is_control() && c != '\n'),
        "a control character reaches the terminal"
    );
    let errors = report
        .findings
        .iter()
        .filter(|f| f.severity == Severity::Error);
    assert_eq!(report.summary.errors, errors.count());

    out.clear();
    let checked = [Checked {
        sources: &report.journal.sources,
        findings: &report.findings,
    }];
    render::json::write(&mut out, today, &checked, &report.summary).expect("a vector takes all");
    serde_json::from_slice::<serde_json::Value>(&out).expect("the findings are JSON");
    out.clear();
    render::export::write(&mut out, &report.journal).expect("a vector takes all");
    serde_json::from_slice::<serde_json::Value>(&out).expect("the export is JSON");
    out.clear();
    let plan = Plan::of(&Context::new(&report.journal, today, strict));
    render::next::json(&mut out, &plan).expect("a vector takes all");
    serde_json::from_slice::<serde_json::Value>(&out).expect("the plan is JSON");

    let text = &report.journal.sources.files[0].text;
    let layout = |text: &str| {
        let edits = format(text, &parse(text, FileId(0)), FileId(0));
        String::from_utf8(apply(text.as_bytes(), &edits)).expect("a layout is text")
    };
    let once = layout(text);
    assert_eq!(once, layout(&once), "a layout of a layout is another");
});
