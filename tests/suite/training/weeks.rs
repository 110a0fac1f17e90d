//! `missed-week`, `below-maintenance`, `short-week` and `at-risk` on real text.

use super::{day, of, says, weekly};
use crate::support::{check, check_carets};
use strength::finding::Datum;

const MISSED: &str = "missed-week";
const BELOW: &str = "below-maintenance";
const SHORT: &str = "short-week";
const RISK: &str = "at-risk";
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

/// A goal of two sessions, and weeks with one on Monday and so many more.
fn twice(weeks: &[u32]) -> String {
    let mut journal = "goal 2 per week\n".to_string();
    for (week, sessions) in (0..).zip(weeks) {
        for session in 0..*sessions {
            let date = day(START, 7 * week + 3 * session as i32);
            journal.push_str(&format!("{date}\n  {ONE}\n"));
        }
    }
    journal
}

#[test]
fn the_last_closed_week_may_be_short() {
    let journal = twice(&[2, 1, 2]);
    assert!(!says(SHORT, &journal, "2026-01-18"));
    let found = check(&journal, "2026-01-19", false);
    let finding = found.iter().find(|f| f.rule == SHORT).expect("a finding");
    assert_eq!(finding.message, "1 of 2 sessions in the week of 12 January");
    let monday = strength::date::Date::parse_iso("2026-01-12").expect("a date");
    assert_eq!(
        finding.data,
        [
            ("weeks", Datum::List(vec![Datum::Date(monday)])),
            ("done", Datum::Int(1)),
            ("required", Datum::Int(2)),
        ]
    );
    assert!(says(SHORT, &journal, "2026-01-25"));
    // A week later it is no longer the last; two sessions are enough, and none is missed.
    assert!(!says(SHORT, &journal, "2026-01-26"));
    assert!(!says(SHORT, &twice(&[2, 2]), "2026-01-19"));
    assert!(!says(SHORT, &twice(&[2, 0]), "2026-01-19"));
    // The first week is never short.
    assert!(!says(SHORT, &twice(&[1]), "2026-01-12"));
}

#[test]
fn excuses_phases_goals_and_allow_end_a_short_week() {
    let journal = twice(&[2, 1]);
    let with = |line: &str| says(SHORT, &format!("{journal}{line}\n"), "2026-01-19");
    assert!(with(""));
    // Five free days ask for one session, six for two.
    assert!(!with("2026-01-17..2026-01-18 ill"));
    assert!(with("2026-01-18 ill"));
    assert!(!with("2026-01-13..2026-01-16 away"));
    // Race preparation asks for one; so does a smaller goal from the Monday on.
    assert!(!with("2026-02-01 race prep 4 weeks"));
    assert!(!with("2026-01-12 goal 1 per week"));
    assert!(with("2026-01-13 goal 1 per week"));
    assert!(!with("allow short-week"));
    assert!(!with("allow short-week until 2026-01-19"));
    assert!(with("allow short-week until 2026-01-18"));
    assert!(!with("rule short-week off"));
    // Without a goal the off-season asks for two, and other times for one.
    let free = journal.replace("goal 2 per week", "");
    assert!(!says(SHORT, &free, "2026-01-19"));
    let off_season = format!("2026-01-01 off-season\n{free}");
    assert!(says(SHORT, &off_season, "2026-01-19"));
    let one = format!("goal 1 per week\n{off_season}");
    assert!(!says(SHORT, &one, "2026-01-19"));
}

#[test]
fn the_place_of_a_short_week_is_its_last_session() {
    check_carets(
        "\
goal 3 per week
2026-01-05
  One-leg bridge  3x12
2026-01-12
  One-leg bridge  3x12
2026-01-15 Thu
^^^^^^^^^^^^^^ short-week
  One-leg bridge  3x12
2026-01-19
  One-leg bridge  3x12
",
        "2026-01-20",
        &[SHORT],
    );
}

#[test]
fn a_week_is_at_risk_when_the_days_left_are_too_few() {
    let journal = weekly(START, &[ONE]);
    assert!(!says(RISK, &journal, "2026-01-17"));
    assert_eq!(
        of(RISK, &journal, "2026-01-18"),
        ["1:1: advice[at-risk]: no session yet this week; today, or the week is lost"]
    );
    assert!(!says(RISK, &journal, "2026-01-19"));
    let two = twice(&[2]);
    assert!(!says(RISK, &two, "2026-01-15"));
    let friday = "4:1: advice[at-risk]: 0 of 2 sessions this week; today, or the week is lost";
    assert_eq!(of(RISK, &two, "2026-01-16"), [friday]);
    let saturday =
        "4:1: advice[at-risk]: 0 of 2 sessions this week; this week cannot be met any more";
    assert_eq!(of(RISK, &two, "2026-01-17"), [saturday]);
    // A session on Saturday leaves no rested day.
    let late = format!("{two}2026-01-17\n  {ONE}\n");
    assert_eq!(
        of(RISK, &late, "2026-01-17"),
        ["6:1: advice[at-risk]: 1 of 2 sessions this week; this week cannot be met any more"]
    );
    assert!(!says(
        RISK,
        &format!("rule spacing days 1\n{late}"),
        "2026-01-17"
    ));
    // The first week cannot be lost.
    assert!(!says(RISK, &twice(&[1]), "2026-01-11"));
}

#[test]
fn excuses_goals_and_allow_end_the_risk() {
    let journal = twice(&[2]);
    let with = |line: &str| says(RISK, &format!("{journal}{line}\n"), "2026-01-17");
    assert!(with(""));
    assert!(!with("2026-01-12..2026-01-15 away"));
    assert!(!with("2026-01-12 goal 1 per week"));
    assert!(!with("2026-02-01 race prep 4 weeks"));
    assert!(!with("allow at-risk until 2026-01-17"));
    assert!(with("allow at-risk until 2026-01-16"));
    // A day that is excused holds no session.
    let sunday = format!("{}2026-01-18 race \"Egmond\"\n", weekly(START, &[ONE]));
    assert_eq!(
        of(RISK, &sunday, "2026-01-17"),
        ["1:1: advice[at-risk]: no session yet this week; today, or the week is lost"]
    );
    assert!(says(RISK, &sunday, "2026-01-18"));
}

#[test]
fn after_56_days_nothing_else_is_said_of_weeks() {
    let goal = "goal 2 per week\n";
    let journal = format!("{goal}{}", weekly("2025-07-14", &[ONE, ONE]));
    for days in 56..80 {
        for rule in [BELOW, SHORT, RISK, "coming-back", "spacing"] {
            assert!(
                !says(rule, &journal, &day("2025-07-21", days)),
                "{rule} {days}"
            );
        }
        assert_eq!(of(MISSED, &journal, &day("2025-07-21", days)).len(), 1);
    }
}

#[test]
fn a_long_absence_counts_what_was_excused_apart() {
    let journal = format!(
        "{}2025-08-11..2025-08-24 ill\n",
        weekly("2025-07-14", &[ONE, ONE])
    );
    assert_eq!(
        of(MISSED, &journal, "2025-10-06"),
        ["3:1: advice[missed-week]: no session since 21 July, 8 weeks; 2 weeks more were excused"]
    );
    // An excuse that began with the absence is counted as well.
    let first = journal.replace("2025-08-11..2025-08-24", "2025-07-28..2025-09-14");
    assert_eq!(
        of(MISSED, &first, "2025-09-22"),
        ["3:1: advice[missed-week]: no session since 21 July, 1 week; 7 weeks more were excused"]
    );
    // All of it excused: there is nothing to say.
    let injured = journal.replace(
        "2025-08-11..2025-08-24 ill",
        "2025-07-28..2025-12-31 injured",
    );
    for rule in [MISSED, BELOW, RISK, "coming-back"] {
        assert!(!says(rule, &injured, "2025-10-06"), "{rule}");
    }
}

#[test]
fn below_maintenance_is_silenced_by_excuses_and_allow() {
    let journal = weekly(START, &[ONE, ONE, "", ONE, "", ONE]);
    let with = |line: &str| says(BELOW, &format!("{journal}{line}\n"), "2026-02-10");
    assert!(with(""));
    assert!(!with("2026-01-19..2026-01-25 away"));
    assert!(!with("allow below-maintenance until 2026-02-10"));
    assert!(with("allow below-maintenance until 2026-02-09"));
    // An excused week is left out, and an older one looked at in its place.
    let gone = format!(
        "{}2026-02-02..2026-02-08 ill\n",
        weekly(START, &[ONE, ONE, "", ONE, "", "", ONE])
    );
    assert_eq!(
        of(BELOW, &gone, "2026-02-16"),
        [
            "7:1: warning[below-maintenance]: 2 of the last 4 weeks without an excuse had no \
             session; one session a week keeps your strength, one every second week does not"
        ]
    );
}

#[test]
fn of_two_goals_from_one_day_the_date_is_shown() {
    check_carets(
        "\
2026-03-02 goal 1 per week
2026-03-02 goal 2 per week
^^^^^^^^^^ duplicate-name
",
        "2026-03-09",
        &["duplicate-name"],
    );
}
