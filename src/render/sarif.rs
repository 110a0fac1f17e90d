//! `check --format sarif`: SARIF 2.1.0 (OASIS), for services that collect what checkers find.

use super::Index;
use super::json::{Checked, write_value};
use crate::finding::{Card, Finding, Fix, Severity};
use crate::text::{FileId, Place};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{self, Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What stands in the path of a URI as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'.')
    .remove(b'-')
    .remove(b'_');

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Value; 1],
}

/// Writes the log of one or several journals. It is never cut short.
pub fn write(out: &mut dyn Write, cards: &[&Card], journals: &[Checked]) -> io::Result<()> {
    let numbers: HashMap<&str, usize> = cards.iter().map(|card| card.name).zip(0..).collect();
    let mut results = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for journal in journals {
        let index = Index::new(journal.sources);
        for finding in journal.findings {
            let mut result = result(&index, finding);
            if let Some(number) = numbers.get(finding.rule) {
                result["ruleIndex"] = json!(number);
            }
            let print = fingerprint(&index, finding);
            let before = seen.entry(print.clone()).or_default();
            result["partialFingerprints"] =
                json!({ "ruleAndLine/v1": format!("{print}:{before}") });
            *before += 1;
            results.push(result);
        }
    }
    let rules: Vec<Value> = cards.iter().map(|card| rule(card)).collect();
    let run = json!({
        "tool": { "driver": {
            "name": "strength",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        } },
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    write_value(
        out,
        &Log {
            schema: SCHEMA,
            version: "2.1.0",
            runs: [run],
        },
    )
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn rule(card: &Card) -> Value {
    json!({
        "id": card.name,
        "shortDescription": { "text": card.summary },
        "fullDescription": { "text": card.explain },
        "help": { "text": format!("strength explain {}", card.name) },
        "defaultConfiguration": { "level": level(card.severity) },
    })
}

/// The rule and the text of the line: the same after lines were inserted elsewhere. A result adds
/// how many of the same stand above it.
fn fingerprint(index: &Index, finding: &Finding) -> String {
    let line = index.file(finding.place.file).map(|(source, lines)| {
        let line = lines.line_of(finding.place.span.start, &source.text);
        lines.span(line, &source.text).of(&source.text).trim()
    });
    format!("{}:{}", finding.rule, line.unwrap_or(""))
}

fn result(index: &Index, finding: &Finding) -> Value {
    let message = match finding.help.as_str() {
        "" => finding.message.clone(),
        help => format!("{}\n{help}", finding.message),
    };
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": { "text": message },
        "locations": [location(index, finding.place, &finding.label)],
    });
    if !finding.related.is_empty() {
        let related = finding.related.iter();
        let related = related.map(|label| location(index, label.place, &label.message));
        result["relatedLocations"] = related.collect();
    }
    if !finding.fixes.is_empty() {
        result["fixes"] = finding.fixes.iter().map(|one| fix(index, one)).collect();
    }
    result
}

fn location(index: &Index, place: Place, message: &str) -> Value {
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(index, place.file) },
        "region": region(index, place),
    } });
    if !message.is_empty() {
        location["message"] = json!({ "text": message });
    }
    location
}

fn region(index: &Index, place: Place) -> Value {
    let (start, end) = (
        index.start(place),
        index.position(place.file, place.span.end),
    );
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn uri(index: &Index, file: FileId) -> String {
    utf8_percent_encode(index.name(file), PATH).to_string()
}

fn fix(index: &Index, fix: &Fix) -> Value {
    let mut files: Vec<(FileId, Vec<Value>)> = Vec::new();
    for edit in &fix.edits {
        let replacement = json!({
            "deletedRegion": region(index, edit.place),
            "insertedContent": { "text": edit.text },
        });
        match files.iter_mut().find(|(file, _)| *file == edit.place.file) {
            Some((_, replacements)) => replacements.push(replacement),
            None => files.push((edit.place.file, vec![replacement])),
        }
    }
    let changes = files.into_iter().map(|(file, replacements)| {
        json!({
            "artifactLocation": { "uri": uri(index, file) },
            "replacements": replacements,
        })
    });
    json!({
        "description": { "text": fix.title },
        "artifactChanges": changes.collect::<Vec<_>>(),
    })
}
