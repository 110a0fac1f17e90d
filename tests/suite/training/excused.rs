//! `strength next` while an excuse covers the day: the session is planned for the time after.

use super::{day, weekly};
use crate::program::World;
use crate::support::check;

const START: &str = "2026-01-05";
const BRIDGE: &str = "One-leg bridge [close]  3x12  ok";

/// The header, what is said of the day, and the sets of the bridge.
fn next(journal: &str, today: &str) -> (String, String, String) {
    let world = World::new().file("journal.strength", journal);
    let out = world.run(&["next", "--today", today]).out;
    let line = |with: &dyn Fn(&str) -> bool| {
        let found = out.lines().find(|line| with(line));
        found.unwrap_or_default().trim().to_string()
    };
    let sets = line(&|line| line.trim_start().starts_with("One-leg bridge"));
    let (_, sets) = sets.split_once("   ").unwrap_or_default();
    (
        line(&|line| line.ends_with(" planned")),
        line(&|line| line.contains("so this is for the time after")),
        sets.trim().to_string(),
    )
}

#[test]
fn the_first_day_after_is_planned() {
    let two = weekly(START, &["One-leg bridge [close]  test L 18 R 18", BRIDGE]);
    let with = |event: &str| format!("{two}{event}\n");
    let cases = [
        (
            "2026-01-15..2026-01-20 away \"skiing\"",
            "2026-01-16",
            "2026-01-21 planned",
            "; you are away until 20 January, so this is for the time after",
            "3x13",
        ),
        // The break is told, and eased, as of that day.
        (
            "2026-01-15..2026-02-01 away",
            "2026-01-16",
            "2026-02-02 planned",
            "; you are away until 1 February, so this is for the time after",
            "3x10",
        ),
        // It begins before the muscles have rested.
        (
            "2026-01-13..2026-02-01 away",
            "2026-01-12",
            "2026-02-02 planned",
            "; you are away until 1 February, so this is for the time after",
            "3x10",
        ),
        (
            "2026-01-16 ill",
            "2026-01-16",
            "2026-01-17 planned",
            "; you are ill today, so this is for the time after; if anything is left of it then, talk to a doctor",
            "3x13",
        ),
        (
            "2026-01-16 race \"City run\"",
            "2026-01-16",
            "2026-01-17 planned",
            "; there is a race today, so this is for the time after",
            "3x12",
        ),
        // One that is over, or yet to come, moves nothing.
        (
            "2026-01-13..2026-01-15 ill",
            "2026-01-16",
            "2026-01-16 planned",
            "",
            "3x13",
        ),
        (
            "2026-01-17..2026-01-20 away",
            "2026-01-16",
            "2026-01-16 planned",
            "",
            "3x13",
        ),
    ];
    for (event, today, header, why, sets) in cases {
        let (planned, said, line) = next(&with(event), today);
        assert_eq!(
            (planned.as_str(), said.as_str(), line.as_str()),
            (header, why, sets),
            "{event}"
        );
    }
}

#[test]
fn a_session_that_stands_there_is_left_alone() {
    let journal = format!(
        "{}2026-01-13..2026-01-15 away\n2026-01-16 planned\n  One-leg bridge  3x12\n",
        weekly(START, &[BRIDGE, BRIDGE])
    );
    assert_eq!(next(&journal, "2026-01-14").0, "2026-01-17 planned");
}

#[test]
fn it_is_written_and_exported_alike() {
    let journal = format!(
        "{}2026-01-15..2026-02-01 away\n",
        weekly(START, &[BRIDGE, BRIDGE])
    );
    let world = World::new().file("journal.strength", &journal);
    let json = world
        .run(&["next", "--today", "2026-01-16", "--format", "json"])
        .out;
    assert!(
        json.contains("\"date\":\"2026-02-02\",\"date_reason\":\"you are away until 1 February")
    );
    let run = world.run(&["next", "--today", "2026-01-16", "--write"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let written = std::fs::read_to_string(world.folder.join("journal.strength")).expect("a file");
    assert!(written.contains("2026-02-02 planned\n"));
}

#[test]
fn what_is_ready_today_waits_for_the_first_session_after() {
    let test = "One-leg bridge [close]  test L 20 R 20";
    let ok = "One-leg bridge  3x15  ok";
    let ready = weekly(START, &[test, ok, ok, ok]);
    let help = |rule: &str, journal: &str| {
        let found = check(journal, "2026-02-01", false);
        let found = found.into_iter().find(|found| found.rule == rule);
        found.expect("the rule speaks").help
    };
    let eased = "next time 3x13: by then 20 days since the last session; 2 below 15 once; if it is clean, \
         15 again";
    let away = format!("{ready}2026-01-28..2026-02-14 away\n");
    assert_eq!(help("ready", &away), eased);
    assert_eq!(next(&away, "2026-02-01").2, "3x13");
    let hurt = away.replacen("ok\n2026-01-28", "ok pain 2\n2026-01-28", 1);
    assert_ne!(hurt, away);
    assert_eq!(help("hold", &hurt), eased);
    assert_eq!(help("pain-watch", &hurt), "add no reps and no level");
    // One that is too short to be a break changes nothing.
    let short = format!("{ready}2026-01-28..2026-02-02 away\n");
    assert!(help("ready", &short).starts_with("test it first"));
}

#[test]
fn check_names_the_same_reps() {
    let failing = "One-leg bridge [close]  L 12 10! 9! R 12 10! 9!";
    let journal = weekly(START, &[failing; 4]);
    let help = |journal: &str| {
        let found = check(journal, &day(START, 22), false);
        let form = found.into_iter().find(|found| found.rule == "form-failure");
        form.expect("form fails").help
    };
    assert_eq!(
        help(&journal),
        "next time 3x9: back from 12 to 9 until one session is clean"
    );
    let away = format!("{journal}2026-01-27..2026-03-01 away\n");
    let eased = "next time 3x6: by then 35 days since the last session; half of 12 once; then a \
                 test tells how to go on";
    assert_eq!(help(&away), eased);
    assert_eq!(next(&away, &day(START, 22)).2, "3x6");
}
