//! A name that is a slip of the pen is told once, and the rules about training are not misled by it.

use super::{day, says, weekly};
use crate::program::World;
use crate::support::findings;

const START: &str = "2026-01-05";
const TAPS: &str = "Toe taps [close]  3x12  ok";

/// Seven weeks of toe taps, in the fifth of which the name is another.
fn with(name: &str) -> String {
    let slip = format!("{name}  3x12  ok");
    weekly(START, &[TAPS, TAPS, TAPS, TAPS, &slip, TAPS, TAPS])
}

fn next(journal: &str, today: &str) -> String {
    let world = World::new().file("journal.strength", journal);
    world.run(&["next", "--today", today]).out
}

#[test]
fn one_mistake_is_told_once() {
    let today = day(START, 45);
    let clean = findings(&with("Toe taps"), &today);
    for name in ["Toe tpas", "left Toe taps"] {
        let mut found = findings(&with(name), &today);
        found.retain(|line| !line.contains("similar-exercise"));
        assert_eq!(found, clean, "{name}");
        assert!(!next(&with(name), &today).contains(name));
    }
}

#[test]
fn what_stands_under_it_is_attendance_of_the_other() {
    // The slip is the latest session: the break begins there, but the reps are those written before.
    let journal = weekly(START, &[TAPS, TAPS, "Toe tpas  3x18  ok"]);
    assert!(!says("coming-back", &journal, &day(START, 28)));
    let today = day(START, 14 + 15);
    let found = findings(&journal, &today);
    let back = |line: &String| line.contains("Toe taps: 15 days since 19 January");
    assert!(found.iter().any(back), "{found:#?}");
    assert!(next(&journal, &today).contains("Toe taps [close]                       3x10"));
}

#[test]
fn pain_is_heard_under_any_name() {
    let journal = weekly(START, &[TAPS, TAPS, "Toe tpas  3x12  pain shin 7"]);
    assert!(says("pain", &journal, &day(START, 16)));
}

#[test]
fn a_name_that_somebody_wants_is_an_exercise_of_its_own() {
    let said = |before: &str| {
        let journal = format!("{before}\n{}", with("Toe tpas"));
        says("coming-back", &journal, &day(START, 45))
    };
    assert!(said("rule similar-exercise off"));
    assert!(said("allow similar-exercise"));
    assert!(said("exercise Toe tpas"));
    // And where the other one is nowhere used, there is no history but this.
    let alone = weekly(START, &["Toe tpas  3x12"; 3]);
    assert!(says("coming-back", &alone, &day(START, 14 + 16)));
}
