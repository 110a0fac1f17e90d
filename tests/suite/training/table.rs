//! The whole table of statuses, rows that `check` says nothing of included.

use super::{day, weekly};
use strength::analysis::Context;
use strength::analysis::status::Case;
use strength::date::Date;
use strength::text::Sources;

const START: &str = "2026-01-05";
const TEST: &str = "One-leg bridge [close]  test L 20 R 20";
const EASY: &str = "One-leg bridge  3x15  easy";

/// Status and reasons of the first active exercise.
fn verdict(journal: &str, today: &str) -> (&'static str, Vec<&'static str>) {
    let today = Date::parse_iso(today).expect("a date");
    let (journal, _) = strength::model::lower::read(Sources::single("journal", journal));
    let context = Context::new(&journal, today, false);
    let found = Case::all(&context).next().map(|(_, verdict)| {
        let reasons = verdict.reasons.iter().map(|(name, _)| *name).collect();
        (verdict.status.word(), reasons)
    });
    found.expect("an active exercise")
}

/// The same on the day after the last of weekly sessions.
fn after(lines: &[&str]) -> (&'static str, Vec<&'static str>) {
    let last = 7 * (lines.len() as i32 - 1);
    verdict(&weekly(START, lines), &day(START, last + 1))
}

#[test]
fn pain() {
    let with = |attribute: &str| {
        let line = format!("One-leg bridge  3x12  ok  {attribute}");
        after(&[TEST, &line])
    };
    assert_eq!(with("pain knee 6"), ("pain", vec!["pain of 6 or more"]));
    assert_eq!(with("pain knee 5").0, "build");
    assert_eq!(with("\"felt a pop\"").0, "pain");
    assert_eq!(with("\"no swelling\"").0, "build");
    let line = |pain: u8| format!("One-leg bridge  3x12  ok  pain left knee {pain}");
    let rising = |levels: [u8; 3]| {
        let lines = levels.map(line);
        after(&[TEST, &lines[0], &lines[1], &lines[2]]).0
    };
    assert_eq!(rising([1, 2, 3]), "pain");
    assert_eq!(rising([1, 2, 2]), "build");
    assert_eq!(rising([0, 1, 2]), "build");
    // A warning sign in the note of the session concerns all its exercises.
    let noted = format!("{TEST}\n  \"knee swollen since\"");
    assert_eq!(after(&[&noted]).0, "pain");
}

#[test]
fn pain_stands_until_a_better_session_or_until_it_is_gone() {
    let journal = weekly(START, &[TEST, "One-leg bridge  3x12  ok  pain left knee 7"]);
    let on = |more: &str, days: i32| verdict(&format!("{journal}{more}"), &day(START, days)).0;
    assert_eq!(on("", 8), "pain");
    assert_eq!(on("2026-01-15 pain left knee 0\n", 10), "build");
    assert_eq!(on("2026-01-15 pain left knee 1\n", 10), "pain");
    assert_eq!(on("2026-01-15 pain right knee 0\n", 10), "pain");
    assert_eq!(
        on("2026-01-19\n  One-leg bridge  3x6  pain left knee 5\n", 15),
        "build"
    );
    // The morning after, pain at the same place is too much however small.
    let mild = journal.replace("knee 7", "knee 2");
    let morning = |event: &str| verdict(&format!("{mild}{event}\n"), &day(START, 9)).1;
    assert_eq!(
        morning("2026-01-13 pain left knee 1"),
        ["pain not gone next morning"]
    );
    assert_eq!(morning("2026-01-13 pain left hip 1"), [] as [&str; 0]);
    assert_eq!(morning("2026-01-14 pain left knee 1"), [] as [&str; 0]);
}

#[test]
fn too_fast() {
    let up = "One-leg bridge [one foot further]  3x15  ok";
    assert_eq!(
        after(&[TEST, EASY, EASY, up]),
        ("too-fast", vec!["reps not lower than before"])
    );
    let two = "One-leg bridge [two feet further]  3x8  ok";
    assert_eq!(
        after(&[TEST, EASY, EASY, two]),
        ("too-fast", vec!["two levels up at once"])
    );
    let test = "One-leg bridge [one foot further]  test L 12 R 13";
    let start = |reps: u32| format!("One-leg bridge [one foot further]  3x{reps}  ok");
    assert_eq!(
        after(&[TEST, EASY, EASY, test, &start(9)]),
        ("too-fast", vec!["more reps than the test allows"])
    );
    assert_eq!(after(&[TEST, EASY, EASY, test, &start(8)]).0, "build");
    // A test of the same session decides over it.
    let same = format!("{test}\n  {}", start(9));
    assert_eq!(after(&[TEST, EASY, EASY, &same]).0, "too-fast");
    // Two sessions at the new level without a test.
    assert_eq!(after(&[TEST, EASY, EASY, &start(9)]).0, "retest");
    assert_eq!(
        after(&[TEST, EASY, EASY, &start(9), &start(9)]),
        ("too-fast", vec!["no test after a level up"])
    );
    // Three sessions without form failure forgive the step, but not the missing test.
    assert_eq!(
        after(&[TEST, EASY, test, &start(9), &start(9), &start(9)]).0,
        "build"
    );
    assert_eq!(
        after(&[TEST, EASY, test, &start(9), &start(9)]).0,
        "too-fast"
    );
    let later = "One-leg bridge  test L 14 R 14";
    assert_eq!(after(&[TEST, EASY, test, &start(9), later]).0, "build");
}

#[test]
fn a_level_raised_in_race_preparation_is_too_fast_until_the_race() {
    let test = "One-leg bridge [one foot further]  test L 14 R 14";
    let start = "One-leg bridge [one foot further]  3x10  ok";
    let journal = format!(
        "{}2026-02-15 race prep 4 weeks\n",
        weekly(START, &[TEST, EASY, test, start, start, start])
    );
    let reason = "level raised in race preparation";
    assert_eq!(
        verdict(&journal, &day(START, 36)),
        ("too-fast", vec![reason])
    );
    assert_eq!(verdict(&journal, &day(START, 42)).0, "build");
}

#[test]
fn loads_may_rise_by_a_tenth() {
    let squats = |head: &str, from: &str, to: &str| {
        let lines = [from, to].map(|load| format!("Squat  3x8{load}  ok"));
        let sessions = weekly(START, &[&lines[0], &lines[1]]);
        let journal = format!("exercise Squat\n  target 3x12\n  increment 5kg\n{head}{sessions}");
        verdict(&journal, &day(START, 8)).0
    };
    assert_eq!(squats("", "@100kg", "@110kg"), "build");
    assert_eq!(squats("", "@100kg", "@110.5kg"), "too-fast");
    // What hangs on the body is judged with it, or by the increment.
    assert_eq!(squats("", " +10kg", " +15kg"), "build");
    assert_eq!(squats("", " +10kg", " +16kg"), "too-fast");
    assert_eq!(squats("", " -20kg", " -14kg"), "too-fast");
    assert_eq!(
        squats("2026-01-01 bodyweight 70kg\n", " +10kg", " +16kg"),
        "build"
    );
    assert_eq!(
        squats("2026-01-01 bodyweight 70kg\n", " +10kg", " +19kg"),
        "too-fast"
    );
}

#[test]
fn back_off() {
    let sets = |sets: &str| format!("One-leg bridge  {sets}  ok");
    let twice = sets("L 12 12 11!  R 12 12 11!");
    assert_eq!(
        after(&[TEST, &twice, &twice]),
        ("back-off", vec!["many failed sets twice running"])
    );
    assert_eq!(
        after(&[TEST, &twice, "One-leg bridge  L 12 12 11!  R 3x12  ok"]).0,
        "build"
    );
    let first = sets("L 11! 12 12  R 3x12");
    let clean = sets("3x12");
    assert_eq!(
        after(&[TEST, &first, &clean, &first, &first]),
        ("back-off", vec!["first sets fail"])
    );
    assert_eq!(
        after(&[TEST, &first, &clean, &clean, &first, &first]).0,
        "build"
    );
    let short = sets("L 12 10 10  R 12 12 12");
    assert_eq!(
        after(&[TEST, &short, &short]),
        ("back-off", vec!["reps missed twice running"])
    );
    assert_eq!(
        after(&[TEST, &short, &sets("L 12 11 11  R 3x12")]).0,
        "build"
    );
    // A first test too low for the level: one easier, and test there.
    assert_eq!(
        after(&["One-leg bridge [close]  test L 8 R 9"]),
        ("back-off", vec!["first test too low for the level"])
    );
    assert_eq!(after(&["One-leg bridge [close]  test L 9 R 9"]).0, "build");
    assert_eq!(after(&["One-leg bridge [two legs]  test 8"]).0, "build");
}

#[test]
fn coming_back_backs_off_once() {
    let line = "One-leg bridge  3x12  ok";
    let journal = weekly(START, &[TEST, line, line]);
    assert_eq!(verdict(&journal, &day(START, 14 + 14)).0, "build");
    assert_eq!(
        verdict(&journal, &day(START, 14 + 15)),
        ("back-off", vec!["coming back after a break"])
    );
    // While an excuse covers today nothing of this is said.
    let ill = format!("{journal}2026-01-25..2026-02-20 ill\n");
    assert_eq!(verdict(&ill, &day(START, 14 + 15)).0, "build");
    assert_eq!(verdict(&ill, "2026-02-21").0, "back-off");
    // Every three weeks is no break for somebody who trains so.
    let seldom = weekly(START, &[TEST, "", "", line, "", "", line, "", "", line]);
    assert_eq!(verdict(&seldom, &day(START, 63 + 21)).0, "retest");
}

#[test]
fn stalled() {
    let off_season = |reps: [u32; 9]| {
        let lines: Vec<String> = reps
            .iter()
            .map(|n| format!("One-leg bridge  3x{n}"))
            .collect();
        let mut all = vec![TEST];
        all.extend(lines.iter().map(String::as_str));
        let journal = format!(
            "2025-12-01 off-season\nrule retest weeks 20\n{}",
            weekly(START, &all)
        );
        verdict(&journal, &day(START, 64)).0
    };
    assert_eq!(off_season([12, 12, 12, 12, 12, 12, 12, 12, 12]), "stalled");
    assert_eq!(off_season([11, 11, 12, 12, 12, 12, 12, 12, 12]), "stalled");
    assert_eq!(off_season([11, 11, 11, 12, 12, 12, 12, 12, 12]), "build");
    assert_eq!(off_season([12, 12, 12, 12, 12, 12, 12, 12, 13]), "build");
}
