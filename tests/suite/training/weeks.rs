//! `missed-week` and `below-maintenance` on real text.

use super::{day, of, says, weekly};
use crate::support::{check, check_carets};
use strength::finding::Datum;

const MISSED: &str = "missed-week";
const BELOW: &str = "below-maintenance";
const START: &str = "2026-01-05";
const ONE: &str = "One-leg bridge [close]  3x12";

#[test]
fn a_lone_missed_week_is_told_while_among_the_last_two() {
    let journal = weekly(START, &[ONE, ONE, "", ONE, ONE, ONE]);
    // The week of 19 January closes on the 25th.
    assert!(!says(MISSED, &journal, "2026-01-25"));
    assert_eq!(
        of(MISSED, &journal, "2026-01-26"),
        ["3:1: advice[missed-week]: no session in the week of 19 January"]
    );
    assert!(says(MISSED, &journal, "2026-02-02"));
    assert!(!says(MISSED, &journal, "2026-02-09"));
    assert!(!says(BELOW, &journal, "2026-02-02"));
}

#[test]
fn a_run_is_told_whole_while_it_reaches_into_the_last_four() {
    let journal = weekly(START, &[ONE, "", "", "", ONE, ONE, ONE, ONE, ONE]);
    let told = "1:1: advice[missed-week]: no session for 3 weeks, from 12 January to 1 February";
    assert_eq!(of(MISSED, &journal, "2026-02-02"), [told]);
    assert_eq!(of(MISSED, &journal, "2026-02-23"), [told]);
    assert!(!says(MISSED, &journal, "2026-03-02"));
    let found = check(&journal, "2026-02-23", false);
    let finding = found.iter().find(|f| f.rule == MISSED).expect("a finding");
    let mondays = ["2026-01-12", "2026-01-19", "2026-01-26"];
    let mondays = mondays.map(|text| strength::date::Date::parse_iso(text).expect("a date"));
    assert_eq!(
        finding.data,
        [("weeks", Datum::List(mondays.map(Datum::Date).to_vec()))]
    );
    assert_eq!(finding.related.len(), 1);
}

#[test]
fn the_places_are_the_session_before_and_the_newest() {
    check_carets(
        "\
2026-01-05
  One-leg bridge  3x12
2026-01-12 Mon
^^^^^^^^^^^^^^ missed-week
  One-leg bridge  3x12
2026-02-03 Tue 30min
^^^^^^^^^^^^^^^^^^^^ below-maintenance
  One-leg bridge  3x12
",
        "2026-02-04",
        &[MISSED, BELOW],
    );
}

#[test]
fn two_of_the_last_four_weeks_are_below_maintenance() {
    let journal = weekly(START, &[ONE, ONE, "", ONE, "", ONE, ONE, ONE]);
    assert!(!says(BELOW, &journal, "2026-02-01"));
    assert_eq!(
        of(BELOW, &journal, "2026-02-09"),
        [
            "7:1: warning[below-maintenance]: 2 of the last 4 weeks had no session; one session a \
          week keeps your strength, one every second week does not"
        ]
    );
    assert!(says(BELOW, &journal, "2026-02-22"));
    // The first of the two has left the last four.
    assert!(!says(BELOW, &journal, "2026-02-23"));
}

#[test]
fn the_first_week_and_the_week_in_progress_are_never_missed() {
    let journal = "2026-01-11\n  Plank 3x40s\n2026-01-19\n  Plank 3x40s\n";
    assert!(!says(MISSED, journal, "2026-01-18"));
    assert_eq!(
        of(MISSED, journal, "2026-01-19"),
        ["1:1: advice[missed-week]: no session in the week of 12 January"]
    );
    let goal = format!("goal 3 per week\n{journal}");
    assert!(!says(BELOW, &goal, "2026-01-19"));
}

#[test]
fn excused_weeks_neither_end_nor_join_a_run() {
    let journal = format!(
        "{}2026-01-19..2026-01-25 ill\n",
        weekly(START, &[ONE, "", "", "", ONE, ONE])
    );
    assert_eq!(
        of(MISSED, &journal, "2026-02-09"),
        [
            "1:1: advice[missed-week]: no session for 2 weeks, from 12 January to 1 February; \
             1 week more was excused"
        ]
    );
    // Whatever was done in an excused week changes nothing.
    let trained = format!("{journal}2026-01-20\n  {ONE}\n");
    assert_eq!(of(MISSED, &trained, "2026-02-09").len(), 1);
    for kind in ["away", "ill", "injured", "break"] {
        let gone = format!(
            "{}2026-01-12..2026-02-01 {kind}\n",
            weekly(START, &[ONE, "", "", "", ONE])
        );
        assert!(!says(MISSED, &gone, "2026-02-04"), "{kind}");
    }
}

#[test]
fn three_free_days_excuse_a_week_and_four_do_not() {
    let journal = weekly(START, &[ONE, "", ONE]);
    let four_away = format!("{journal}2026-01-12..2026-01-15 away\n");
    assert!(!says(MISSED, &four_away, "2026-01-19"));
    let three_away = format!("{journal}2026-01-12..2026-01-14 away\n");
    assert!(says(MISSED, &three_away, "2026-01-19"));
    // A race day is the fourth; the day that two excuses share is one.
    let race = format!("{three_away}2026-01-18 race \"Egmond\"\n");
    assert!(!says(MISSED, &race, "2026-01-19"));
    let shared = format!("{three_away}2026-01-14 ill\n");
    assert!(says(MISSED, &shared, "2026-01-19"));
}

#[test]
fn what_excuses_can_be_set() {
    let journal = format!(
        "rule missed-week away counts\n{}2026-01-12..2026-01-18 away\n",
        weekly(START, &[ONE, "", ONE])
    );
    assert!(says(MISSED, &journal, "2026-01-19"));
}

#[test]
fn done_and_tests_are_attendance_and_skipped_warm_ups_and_plans_are_not() {
    let week = |line: &str| weekly(START, &[ONE, line, ONE]);
    for counts in ["Plank done", "Plank test 70s", "Plank 1x30s"] {
        assert!(!says(MISSED, &week(counts), "2026-01-19"), "{counts}");
    }
    for does_not in ["Plank skipped", "Plank skipped \"back ached\""] {
        assert!(says(MISSED, &week(does_not), "2026-01-19"), "{does_not}");
    }
    let planned = week(ONE).replace("2026-01-12", "2026-01-12 planned");
    assert!(says(MISSED, &planned, "2026-01-19"));
}

#[test]
fn after_56_days_one_thing_is_said() {
    let journal = weekly("2025-07-14", &[ONE, ONE]);
    // On the 55th day both rules speak, on the 56th one does.
    let early = day("2025-07-21", 55);
    assert!(says(BELOW, &journal, &early) && says(MISSED, &journal, &early));
    let late = day("2025-07-21", 56);
    assert_eq!(
        of(MISSED, &journal, &late),
        ["3:1: advice[missed-week]: no session since 21 July, 7 weeks"]
    );
    assert!(!says(BELOW, &journal, &late));
    assert_eq!(
        of(MISSED, &journal, "2026-03-31"),
        ["3:1: advice[missed-week]: no session since 21 July 2025, 35 weeks"]
    );
}

#[test]
fn a_journal_without_sessions_has_no_weeks() {
    for journal in ["", "2026-01-05 run 8km\n", "2026-01-05\n  Plank skipped\n"] {
        assert!(!says(MISSED, journal, "2026-03-01"), "{journal}");
        assert!(!says(BELOW, journal, "2026-03-01"), "{journal}");
    }
}

#[test]
fn weeks_do_not_break_at_the_turn_of_the_year() {
    // 28 December 2020 begins week 53, 4 January 2021 week 1.
    let journal = weekly("2020-12-14", &[ONE; 6]);
    for days in 0..42 {
        assert!(!says(MISSED, &journal, &day("2020-12-14", days)), "{days}");
    }
}
