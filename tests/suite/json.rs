//! JSON: valid against the schemas that the program prints, whole, and harmless.

use crate::program::World;
use serde_json::{Value, json};

/// A journal with one of everything that can be exported.
const EVERYTHING: &str = r##"unit kg
athlete "Ada"
goal 1 per week
activity gym
exercise Step-up
  also stepper
  sides each
  measure reps
  target 3x8-12
  rest 2min
  muscles quadriceps, glutes
  assists hamstrings
  level low box
  level high box
  cues knee-in
  increment 2.5kg
routine base: Toe taps, Step-up
rule implausible off
allow empty-session until 2026-12-31 "on purpose"

2026-03-02 Mon 18:30 1h05 #gym rpe 7.5 "header" allow one-sided
  Step-up [low box]   (5@20) L 8 8 6!knee-in R 3x8 @22.5kg  hard rir 1.5 rest 90s pain left knee 3/10 sore R calf #new "entry" allow measure-mismatch
  + Plank   45s 1m30s
  Pull-up   8 +10kg
  Dip   8 -20kg
  Farmer carry   4x20m @2x24kg
  Toe taps   test 19
  Bridge   skipped
  Squat   done
  "a line of its own"
2026-03-04 Wed planned
  Squat 3x5@100
2026-03-03 run 8km 42:30 hard rpe 8 #road "tempo"
2026-03-08 race "Egmond half" 21.1km 1:52:30 prep 10 weeks
2026-02-02..2026-02-08 away "skiing"
2026-02-10 race-prep
2026-02-11 bodyweight 71.5kg
2026-02-12 pain L calf 2
2026-02-13 goal 2-3 per week
2026-02-14 gym 30min
"##;

fn validator(world: &World, name: &str) -> jsonschema::Validator {
    let schema = world.run(&["schema", name]);
    assert_eq!(schema.code, 0, "{}", schema.err);
    let schema: Value = serde_json::from_str(&schema.out).expect("the schema is JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is a schema");
    jsonschema::validator_for(&schema).expect("the schema can be used")
}

fn valid(validator: &jsonschema::Validator, text: &str) -> Value {
    let value: Value = serde_json::from_str(text).expect("the output is JSON");
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| format!("{error} at {}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new(), "{text}");
    value
}

fn samples() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
    let entries = std::fs::read_dir(folder).expect("the samples are there");
    let paths = entries.map(|entry| entry.expect("a name").path());
    paths
        .map(|path| path.to_string_lossy().into_owned())
        .collect()
}

#[test]
fn every_plan_is_valid() {
    let mut world = World::new().file("all.strength", EVERYTHING);
    let validator = validator(&world, "next");
    let mut names = vec![("all.strength".to_string(), "2026-03-09")];
    for card in strength::cards() {
        let name = format!("{}.strength", card.name);
        world = world.file(&name, card.example);
        names.push((name, card.today));
    }
    for (name, today) in names {
        let run = world.run(&["next", &name, "--format", "json", "--today", today]);
        valid(&validator, &run.out);
    }
    for sample in samples() {
        for today in ["2025-05-01", "2025-08-18", "2026-01-04", "2026-03-09"] {
            let run = world.run(&["next", &sample, "--format", "json", "--today", today]);
            if run.code < 2 {
                valid(&validator, &run.out);
            }
        }
    }
}

#[test]
fn every_check_is_valid() {
    let world = World::new().file("all.strength", EVERYTHING);
    let validator = validator(&world, "check");
    let mut texts: Vec<(String, String)> = strength::cards()
        .iter()
        .map(|card| (card.example.to_string(), card.today.to_string()))
        .collect();
    texts.push((EVERYTHING.into(), "2026-03-09".into()));
    texts.push((String::new(), "2026-03-09".into()));
    texts.push((
        "\u{feff}\u{202e}\u{1b}\"\\ \u{7f}\u{9b}\n\t蹲 3x5\n".into(),
        "2026-03-09".into(),
    ));
    for (text, today) in texts {
        let world = World::new().stdin(&text);
        let run = world.run(&[
            "check", "--format", "json", "--strict", "--today", &today, "-",
        ]);
        let value = valid(&validator, &run.out);
        assert_eq!(value["today"], *today);
        // Nothing in it acts on a terminal, and no byte of the journal is lost by that.
        assert!(
            !run.out
                .trim_end()
                .chars()
                .any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'),
            "{}",
            run.out
        );
        for finding in value["findings"].as_array().expect("findings") {
            let offset = |at: &str| finding[at]["offset"].as_u64().expect("an offset") as usize;
            assert!(
                offset("start") <= offset("end") && offset("end") <= text.len(),
                "{finding}"
            );
        }
    }
    for sample in samples() {
        let run = world.run(&["check", "--format", "json", &sample]);
        valid(&validator, &run.out);
    }
}

#[test]
fn every_export_is_valid() {
    let world = World::new().file("all.strength", EVERYTHING);
    let validator = validator(&world, "export");
    valid(
        &validator,
        &world.run(&["export", "json", "all.strength"]).out,
    );
    for card in strength::cards() {
        let run = World::new()
            .stdin(card.example)
            .run(&["export", "json", "-", "-q"]);
        valid(&validator, &run.out);
    }
    for sample in samples()
        .iter()
        .filter(|sample| sample.ends_with(".strength"))
    {
        valid(&validator, &world.run(&["export", "json", sample]).out);
    }
}

#[test]
fn the_export_says_everything_that_was_read() {
    let world = World::new().file("all.strength", EVERYTHING);
    let run = world.run(&["export", "json", "all.strength"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (0, ""),
        "{}",
        world.run(&["check", "all.strength"]).out
    );
    let value: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(value["athlete"], "Ada");
    assert_eq!(value["unit"], "kg");
    let session = &value["sessions"][0];
    assert_eq!(session["date"], "2026-03-02");
    assert_eq!(session["line"], 21);
    assert_eq!(session["file"], "all.strength");
    assert_eq!(session["time"], "18:30");
    assert_eq!(session["minutes"], 65);
    assert_eq!(session["tags"], json!(["gym"]));
    assert_eq!(session["rpe"], 7.5);
    assert_eq!(session["note"], "header\na line of its own");
    assert_eq!(session["allow"], json!(["one-sided"]));
    assert_eq!(session["planned"], false);
    assert_eq!(value["sessions"][1]["planned"], true);

    let entry = &session["entries"][0];
    let set = |side: &str, reps: u32, grams: u32, failed: bool, cue: Value, warmup: bool| {
        let side = if side.is_empty() {
            Value::Null
        } else {
            json!(side)
        };
        json!({
            "side": side, "reps": reps, "seconds": null, "metres": null,
            "load": {"grams": grams, "kind": "absolute", "implements": 1},
            "form_failed": failed, "cue": cue, "warmup": warmup,
        })
    };
    assert_eq!(
        *entry,
        json!({
            "line": 22, "exercise": "Step-up", "level": "low box", "kind": "work",
            "superset": false,
            "sets": [
                set("", 5, 20_000, false, Value::Null, true),
                set("left", 8, 22_500, false, Value::Null, false),
                set("left", 8, 22_500, false, Value::Null, false),
                set("left", 6, 22_500, true, json!("knee-in"), false),
                set("right", 8, 22_500, false, Value::Null, false),
                set("right", 8, 22_500, false, Value::Null, false),
                set("right", 8, 22_500, false, Value::Null, false),
            ],
            "each": entry["each"], "difficulty": "hard", "rpe": null, "rir": 1.5,
            "rest_seconds": 90, "pain": [{"side": "left", "place": "knee", "level": 3}],
            "sore": [{"side": "right", "place": "calf"}], "tags": ["new"], "note": "entry",
            "allow": ["measure-mismatch"],
        })
    );
    let entry = |n: usize| &session["entries"][n];
    assert_eq!(entry(1)["superset"], true);
    assert_eq!(entry(1)["sets"][1]["seconds"], 90);
    assert_eq!(
        entry(2)["sets"][0]["load"],
        json!({"grams": 10_000, "kind": "added", "implements": 1})
    );
    assert_eq!(entry(3)["sets"][0]["load"]["kind"], "assisted");
    assert_eq!(entry(4)["sets"].as_array().map(Vec::len), Some(4));
    assert_eq!(entry(4)["sets"][3]["metres"], 20);
    assert_eq!(
        entry(4)["sets"][3]["load"],
        json!({"grams": 24_000, "kind": "absolute", "implements": 2})
    );
    assert_eq!(
        (&entry(5)["kind"], &entry(5)["sets"][0]["reps"]),
        (&json!("test"), &json!(19))
    );
    assert_eq!(
        (&entry(6)["kind"], &entry(7)["kind"]),
        (&json!("skipped"), &json!("done"))
    );

    let events = value["events"].as_array().expect("events");
    let event = |kind: &str, from: &str| {
        let from = if from.is_empty() {
            Value::Null
        } else {
            json!(from)
        };
        let found = events
            .iter()
            .find(|event| event["kind"] == kind && event["from"] == from);
        found.unwrap_or_else(|| panic!("no {kind} in {events:?}"))
    };
    let run = event("run", "2026-03-03");
    assert_eq!(
        (&run["metres"], &run["seconds"]),
        (&json!(8000), &json!(2550))
    );
    assert_eq!(
        (&run["difficulty"], &run["rpe"], &run["note"]),
        (&json!("hard"), &json!(8), &json!("tempo"))
    );
    let race = event("race", "2026-03-08");
    assert_eq!(
        (&race["name"], &race["prep_weeks"]),
        (&json!("Egmond half"), &json!(10))
    );
    assert_eq!(
        (&race["metres"], &race["seconds"]),
        (&json!(21_100), &json!(6750))
    );
    assert_eq!(event("away", "2026-02-02")["to"], "2026-02-08");
    assert_eq!(event("race-prep", "2026-02-10")["to"], Value::Null);
    assert_eq!(event("bodyweight", "2026-02-11")["grams"], 71_500);
    let pain = event("pain", "2026-02-12");
    assert_eq!(
        (&pain["side"], &pain["place"], &pain["level"]),
        (&json!("left"), &json!("calf"), &json!(2))
    );
    let goal = event("goal", "2026-02-13");
    assert_eq!((&goal["required"], &goal["aim"]), (&json!(2), &json!(3)));
    assert_eq!(event("goal", "")["required"], 1);
    assert_eq!(event("gym", "2026-02-14")["seconds"], 1800);

    let exercises = value["exercises"].as_array().expect("exercises");
    let exercise = |name: &str| {
        exercises
            .iter()
            .find(|exercise| exercise["name"] == name)
            .unwrap_or_else(|| panic!("no {name}"))
    };
    let step_up = exercise("Step-up");
    assert_eq!(
        (
            &step_up["sides"],
            &step_up["measure"],
            &step_up["target"],
            &step_up["rest_seconds"]
        ),
        (
            &json!("each"),
            &json!("reps"),
            &json!("3x8-12"),
            &json!(120)
        )
    );
    assert_eq!(step_up["levels"], json!(["low box", "high box"]));
    assert_eq!(step_up["increment"], "2.5kg");
    assert!(exercises.len() < 12, "only what is used or declared");
    assert_eq!(
        value["routines"],
        json!([{"name": "base", "exercises": ["Toe taps", "Step-up"]}])
    );
    assert_eq!(
        value["rules"],
        json!([{"rule": "implausible", "key": "severity", "value": "off"}])
    );
    assert_eq!(
        value["allow"],
        json!([{"rule": "empty-session", "exercise": null, "until": "2026-12-31"}])
    );
}

#[test]
fn the_first_entry_of_a_session_is_no_superset() {
    let text = "2026-03-02\n  + Squat 3x5\n  + Dip 3x8\n2026-03-04\n  + Dip 3x8\n";
    let world = World::new().file("a.strength", text);
    let run = world.run(&["export", "json", "a.strength"]);
    let export: Value = serde_json::from_str(&run.out).expect("it is JSON");
    let superset = |session: usize, entry: usize| {
        export["sessions"][session]["entries"][entry]["superset"].as_bool()
    };
    assert_eq!(superset(0, 0), Some(false));
    assert_eq!(superset(0, 1), Some(true));
    assert_eq!(superset(1, 0), Some(false));
}

#[test]
fn an_export_that_is_not_whole_says_so() {
    let world = World::new().file("a.strength", "2026-03-02\n  Dip 8\n  Squat 100kg 3x5\n");
    let run = world.run(&["export", "json", "a.strength"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("the journal has 1 error"), "{}", run.err);
    let value: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(
        value["sessions"][0]["entries"].as_array().map(Vec::len),
        Some(1),
        "{}",
        run.out
    );
}

#[test]
fn the_summary_counts_what_happened() {
    let text = "2026-03-01\n  Dip 3x8\n  Plank test 60s\n  Squat (5@20kg) 3x5@60kg\n  Push-up skipped\n\
                2026-03-05 planned\n  Dip 3x8\n2026-04-01\n  Dip 3x8\n2026-03-02\n  Squat 100kg 3x5\n";
    let world = World::new().stdin(text);
    let run = world.run(&["check", "--format", "json", "-"]);
    let value: Value = serde_json::from_str(&run.out).expect("JSON");
    let summary = &value["summary"];
    assert_eq!(
        (&summary["sessions"], &summary["entries"], &summary["sets"]),
        (&json!(1), &json!(3), &json!(7))
    );
    assert_eq!(
        (&summary["first"], &summary["last"]),
        (&json!("2026-03-01"), &json!("2026-03-01"))
    );
    assert_eq!(
        (&summary["errors"], &summary["unread_lines"]),
        (&json!(1), &json!(1))
    );
}
