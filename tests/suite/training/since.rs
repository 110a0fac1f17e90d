//! `check --since DATE`: the past beside the present.

use super::weekly;
use crate::program::World;

const ONE: &str = "One-leg bridge [close]  3x12  ok\n  Plank  3x40s";
const START: &str = "2026-01-05";

/// The lines of the rules about time, with what is asked for on 30 June 2026.
fn told(journal: &str, since: &[&str]) -> Vec<String> {
    let world = World::new().file("journal.strength", journal);
    let only = "missed-week,short-week,at-risk,spacing,coming-back,unused-allow";
    let mut args = vec!["check", "--format", "short", "-q", "--only", only];
    args.extend(["--today", "2026-06-30"]);
    args.extend(since);
    let run = world.run(&args);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    run.out.lines().map(str::to_string).collect()
}

/// Weekly sessions with a gap of three weeks in January, a lone missed week and two sessions on
/// two days in April, and nothing of note since.
fn journal() -> String {
    let mut lines = vec![ONE; 26];
    for week in [1, 2, 3, 13] {
        lines[week] = "";
    }
    format!("{}2026-04-14\n  {ONE}\n", weekly(START, &lines))
}

#[test]
fn the_present_says_nothing_of_what_is_long_over() {
    assert_eq!(told(&journal(), &[]), [] as [&str; 0]);
    assert_eq!(
        told(&journal(), &["--since", "2026-06-01"]),
        [] as [&str; 0]
    );
}

#[test]
fn the_past_is_told_from_the_day_on() {
    let january = [
        "journal.strength:1:1: advice[missed-week]: no session for 3 weeks, from 12 January to 1 February",
        "journal.strength:5:3: advice[coming-back]: One-leg bridge and Plank: back on 2 February after 28 days",
    ];
    let april = [
        "journal.strength:28:1: advice[missed-week]: no session in the week of 6 April",
        "journal.strength:68:3: advice[spacing]: One-leg bridge and Plank: sessions on 13 April and 14 April, 1 day apart; muscles need 2 days",
    ];
    let all: Vec<String> = told(&journal(), &["--since", "2026-01-01"]);
    assert!(
        january
            .iter()
            .chain(&april)
            .all(|line| all.iter().any(|told| told == line)),
        "{all:#?}"
    );
    assert_eq!(all.len(), 4, "{all:#?}");
    // What ended on the day is told, what ended on the day before is not.
    let since = |day: &str| told(&journal(), &["--since", day]).len();
    assert_eq!(since("2026-02-01"), 4);
    assert_eq!(since("2026-02-02"), 3);
    assert_eq!(since("2026-02-03"), 2);
    assert_eq!(since("2026-04-12"), 2);
    assert_eq!(since("2026-04-13"), 1);
    assert_eq!(since("2026-04-14"), 1);
    assert_eq!(since("2026-04-15"), 0);
}

#[test]
fn short_weeks_of_the_past_are_told_each() {
    let mut goal = format!("2026-03-02..2026-03-15 off-season\n{}", journal());
    assert_eq!(told(&goal, &[]), [] as [&str; 0]);
    let short = |journal: &str| {
        let all = told(journal, &["--since", "2026-01-01"]);
        all.iter()
            .filter(|line| line.contains("[short-week]"))
            .count()
    };
    assert_eq!(short(&goal), 2);
    goal.insert_str(0, "allow short-week\n");
    assert_eq!(short(&goal), 0);
}

#[test]
fn the_day_is_a_day() {
    let world = World::new().file("journal.strength", journal());
    let run = world.run(&["check", "--since", "last year"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("YYYY-MM-DD"), "{}", run.err);
    let help = world.run(&["check", "--help"]).out;
    assert!(help.contains("--since <YYYY-MM-DD>"), "{help}");
}
