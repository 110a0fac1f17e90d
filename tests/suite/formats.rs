//! The forms of `check` that services read: SARIF against its official schema, and the commands of
//! GitHub.

use crate::program::World;
use serde_json::Value;
use std::collections::BTreeSet;

const MISTAKES: &str = include_str!("../../samples/every-mistake.strength");

/// The schema that OASIS publishes for SARIF 2.1.0. One pattern in it is no regular expression: it
/// has a bracket too many.
fn validator() -> jsonschema::Validator {
    let schema = include_str!("../data/sarif-2.1.0.schema.json");
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

/// Checks a journal in the SARIF form.
#[track_caller]
fn sarif(name: &str, text: &str) -> Value {
    let world = World::new().file(name, text);
    let run = world.run(&["check", "--format", "sarif", "--today", "2026-02-09", name]);
    let log: Value = serde_json::from_str(&run.out).expect("JSON");
    let errors: Vec<String> = validator()
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    log
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().expect("results")
}

#[test]
fn sarif_holds_to_its_schema_and_tells_everything() {
    let log = sarif("my journal.strength", MISTAKES);
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let world = World::new().file("j.strength", MISTAKES);
    let json = world.run(&[
        "check",
        "--format",
        "json",
        "--today",
        "2026-02-09",
        "j.strength",
    ]);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(results(&log).len(), findings.len());
    for (result, finding) in results(&log).iter().zip(findings) {
        assert_eq!(result["ruleId"], finding["rule"]);
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], finding["rule"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20journal.strength");
        assert_eq!(place["region"]["startLine"], finding["start"]["line"]);
        assert_eq!(place["region"]["startColumn"], finding["start"]["column"]);
        assert_eq!(place["region"]["endColumn"], finding["end"]["column"]);
        let count = |value: &Value| value.as_array().map_or(0, Vec::len);
        assert_eq!(count(&result["fixes"]), count(&finding["fixes"]));
        assert_eq!(
            count(&result["relatedLocations"]),
            count(&finding["related"])
        );
    }
}

#[test]
fn fingerprints_survive_inserted_lines() {
    let prints = |text: &str| -> Vec<String> {
        let log = sarif("j.strength", text);
        let print = |result: &Value| result["partialFingerprints"]["ruleAndLine/v1"].to_string();
        results(&log).iter().map(print).collect()
    };
    let text = "2026-01-05\n  Toe taps 8,,8\n2026-01-12\n  Toe taps 8,,8\n  Toe taps [x] 3x20\n";
    let before = prints(text);
    assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), before.len());
    assert!(before.len() > 2);
    let later = text.replace(
        "2026-01-12",
        "\n; a comment\n\n2026-01-08\n  Toe taps 3x20\n\n2026-01-12",
    );
    assert_eq!(prints(&later), before);
}

#[test]
fn github_shows_each_finding_beside_its_line() {
    let text = "2026-01-05\n  Toe taps 8,,8\n  Toe taps 50% \"caf\u{e9}\n";
    let world = World::new().file("a,b.strength", text);
    let run = world.run(&[
        "check",
        "--format",
        "github",
        "--today",
        "2026-01-06",
        "a,b.strength",
    ]);
    assert_eq!(run.code, 1);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(
        lines[0].starts_with(
            "::error file=a%2Cb.strength,line=2,endLine=2,col=14,endColumn=15,title=expected-sets::"
        ),
        "{}",
        run.out
    );
    assert!(
        lines.iter().all(|line| line.starts_with("::error file=")),
        "{}",
        run.out
    );
    assert!(run.out.contains("`50%25` is a percentage"), "{}", run.out);
    // A sentence and what to do are one annotation.
    assert!(lines[0].contains("%0A"));
}
