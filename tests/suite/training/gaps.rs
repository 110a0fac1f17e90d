//! `coming-back` and `spacing` on real text: too many days between sessions, and too few.

use super::{day, of, says, weekly};
use crate::support::{check, check_carets};
use strength::finding::{Datum, Finding};

const BACK: &str = "coming-back";
const SPACING: &str = "spacing";
const START: &str = "2026-01-05";
const BRIDGE: &str = "One-leg bridge [close]  3x15";
const TAPS: &str = "Toe taps [close]  3x20";

/// The one finding of a rule.
fn the(rule: &str, journal: &str, today: &str) -> Finding {
    let mut found = check(journal, today, false);
    found.retain(|finding| finding.rule == rule);
    assert_eq!(
        found.len(),
        1,
        "{rule} on {today} in\n{journal}\n{found:#?}"
    );
    found.remove(0)
}

fn datum<'a>(finding: &'a Finding, name: &str) -> &'a Datum {
    let found = finding.data.iter().find(|(known, _)| *known == name);
    &found.unwrap_or_else(|| panic!("{name} in {finding:#?}")).1
}

fn ints(numbers: &[i64]) -> Datum {
    Datum::List(numbers.iter().copied().map(Datum::Int).collect())
}

#[test]
fn a_break_is_15_days_and_more_than_twice_the_usual_gap() {
    let journal = weekly(START, &[BRIDGE, BRIDGE, BRIDGE]);
    let last = 14;
    assert!(!says(BACK, &journal, &day(START, last + 14)));
    assert!(says(BACK, &journal, &day(START, last + 15)));
    // Every three weeks: 42 days are twice the usual gap, 43 are more.
    let seldom = weekly(START, &[BRIDGE, "", "", BRIDGE, "", "", BRIDGE]);
    assert!(!says(BACK, &seldom, &day(START, 42 + 42)));
    assert!(says(BACK, &seldom, &day(START, 42 + 43)));
}

#[test]
fn the_way_back_depends_on_the_days() {
    let journal = weekly(START, &[BRIDGE, BRIDGE, BRIDGE]);
    let after = |days: i32| the(BACK, &journal, &day(START, 14 + days));
    let short = after(20);
    assert_eq!(short.message, "One-leg bridge: 20 days since 19 January");
    assert_eq!(
        short.help,
        "one session with two reps fewer (13 reps); if it is clean, the old reps again"
    );
    assert_eq!(datum(&short, "days"), &Datum::Int(20));
    assert_eq!(datum(&short, "ramp"), &ints(&[13]));
    assert_eq!(datum(&after(27), "ramp"), &ints(&[13]));
    assert_eq!(datum(&after(28), "ramp"), &ints(&[7, 10, 12, 13]));
    assert_eq!(
        after(28).help,
        "one session with half the reps (7 reps), then an endurance test and on from there; \
         without a test 70, 80 and 90 %"
    );
    assert_eq!(datum(&after(55), "ramp"), &ints(&[7, 10, 12, 13]));
    // From the 56th day on only `missed-week` speaks.
    assert!(!says(BACK, &journal, &day(START, 14 + 56)));
}

#[test]
fn after_56_days_the_way_back_is_one_level_easier() {
    let further = "One-leg bridge [one foot further]  3x15";
    let plank = "Plank  3x40s";
    let mut lines = vec![format!("{further}\n  {plank}")];
    lines.resize(10, plank.to_string());
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    // The bridge is still active: it is in a routine with an exercise that is.
    let journal = format!(
        "routine all: One-leg bridge, Plank\n{}",
        weekly(START, &lines)
    );
    let today = day(START, 63);
    let long = the(BACK, &journal, &today);
    assert_eq!(
        long.help,
        "one session with half the reps (7 reps), one level easier: `One-leg bridge [close]`, then \
         an endurance test and on from there; without a test 70, 80 and 90 %"
    );
    let back = format!("{journal}{today}\n  One-leg bridge [close]  3x7\n");
    let under_way = the(BACK, &back, &day(START, 64));
    assert_eq!(
        under_way.message,
        "One-leg bridge: back on 9 March after 63 days"
    );
    assert_eq!(datum(&under_way, "ramp"), &ints(&[10, 12, 13]));
}

#[test]
fn the_session_back_is_told_until_the_next() {
    let mut lines = vec![BRIDGE, BRIDGE, "", "", "One-leg bridge  3x13"];
    let on = |lines: &[&str], days: i32| {
        let journal = weekly(START, lines);
        let today = day(START, days);
        says(BACK, &journal, &today).then(|| the(BACK, &journal, &today))
    };
    let back = on(&lines, 28).expect("the session back");
    assert_eq!(
        back.message,
        "One-leg bridge: back on 2 February after 21 days"
    );
    assert_eq!(back.help, "train as before the break again (15 reps)");
    assert_eq!(datum(&back, "ramp"), &ints(&[15]));
    assert_eq!(back.related.len(), 1);
    // Form broke: the same again.
    let broke = [
        BRIDGE,
        BRIDGE,
        "",
        "",
        "One-leg bridge  L 13 13 11!  R 3x13",
    ];
    let broke = on(&broke, 28).expect("the session back");
    assert_eq!(datum(&broke, "ramp"), &ints(&[13]));
    lines.push("One-leg bridge  3x15");
    assert!(on(&lines, 35).is_none());
}

#[test]
fn a_test_after_the_break_ends_it() {
    let lines = [BRIDGE, "", "", "", "", "One-leg bridge  3x7"];
    let journal = weekly(START, &lines);
    let today = day(START, 36);
    let back = the(BACK, &journal, &today);
    assert_eq!(datum(&back, "ramp"), &ints(&[10, 12, 13]));
    assert_eq!(
        back.help,
        "an endurance test, and on from there; without a test 10, 12 and 13 reps"
    );
    let tested = format!(
        "{journal}{}\n  One-leg bridge  test L 14 R 15\n",
        day(START, 36)
    );
    assert!(!says(BACK, &tested, &today));
}

#[test]
fn the_old_reps_are_those_before_an_eased_session() {
    // Two breaks: 15 reps are what to come back to, not the 13 of the session between.
    let mut lines = vec![BRIDGE; 6];
    lines.extend(["", "", "One-leg bridge  3x13"]);
    let journal = weekly(START, &lines);
    let again = the(BACK, &journal, &day(START, 56 + 22));
    assert_eq!(again.message, "One-leg bridge: 22 days since 2 March");
    assert_eq!(datum(&again, "ramp"), &ints(&[13]));
    // Fewer reps without a break are the plan.
    let fewer = weekly(START, &[BRIDGE, "One-leg bridge  3x12"]);
    let found = the(BACK, &fewer, &day(START, 7 + 20));
    assert_eq!(datum(&found, "ramp"), &ints(&[10]));
}

#[test]
fn exercises_that_share_the_dates_are_one_finding() {
    let both = format!("{BRIDGE}\n  {TAPS}");
    let journal = weekly(START, &[&both, &both]);
    let found = the(BACK, &journal, &day(START, 7 + 30));
    assert_eq!(
        found.message,
        "One-leg bridge and Toe taps: 30 days since 12 January"
    );
    assert_eq!(
        found.help,
        "one session with half the reps (One-leg bridge 7, Toe taps 10), then an endurance test and \
         on from there; without a test 70, 80 and 90 %"
    );
    assert_eq!(found.exercise, None);
    let ramps = Datum::List(vec![ints(&[7, 10, 12, 13]), ints(&[10, 14, 16, 18])]);
    assert_eq!(datum(&found, "ramps"), &ramps);
    // One that was trained later is on its own.
    let later = format!("{journal}2026-01-13\n  Plank 3x40s\n");
    assert_eq!(of(BACK, &later, &day(START, 7 + 30)).len(), 2);
}

#[test]
fn an_excuse_that_covers_today_says_nothing_and_one_that_is_over_does_not_shorten_a_break() {
    let journal = weekly(START, &[BRIDGE, BRIDGE]);
    let ill = format!("{journal}2026-01-20..2026-02-01 ill\n");
    assert!(says(BACK, &journal, "2026-02-01"));
    assert!(!says(BACK, &ill, "2026-02-01"));
    let well = the(BACK, &ill, "2026-02-02");
    assert_eq!(datum(&well, "days"), &Datum::Int(21));
    assert_eq!(
        well.help,
        "one session with two reps fewer (13 reps); if it is clean, the old reps again; this \
         program cannot judge an illness: if anything is left of it, talk to a doctor or \
         physiotherapist first"
    );
    // The session before an excused break that began the same day is no part of it.
    let away = ill.replace("ill", "away");
    assert!(!the(BACK, &away, "2026-02-02").help.contains("doctor"));
    let counts = format!("rule missed-week ill counts\n{ill}");
    assert!(says(BACK, &counts, "2026-02-01"));
}

#[test]
fn while_pain_is_said_no_reps_are_named() {
    let journal = weekly(START, &[BRIDGE, "One-leg bridge  3x15  pain left knee 6"]);
    let today = day(START, 7 + 20);
    assert!(says("pain", &journal, &today));
    assert!(!says(BACK, &journal, &today));
    let gone = format!("{journal}2026-01-20 pain left knee 0\n");
    assert!(says(BACK, &gone, &today));
    let mild = journal.replace("knee 6", "knee 3");
    assert!(says(BACK, &mild, &today));
}

#[test]
fn what_has_no_reps_is_told_in_its_own_measure() {
    let journal = weekly(START, &["Plank  3x40s"]);
    let found = the(BACK, &journal, &day(START, 30));
    assert_eq!(
        found.help,
        "one session with half of it (20s), then 70, 80 and 90 % in the sessions after"
    );
    assert_eq!(datum(&found, "ramp"), &ints(&[]));
    let tested = weekly(START, &["One-leg bridge [close]  test L 20 R 20"]);
    assert!(says(BACK, &tested, &day(START, 20)));
}

#[test]
fn the_place_of_a_break_is_the_newest_entry() {
    check_carets(
        "\
2026-01-05
  One-leg bridge  3x12  ok
2026-01-12 Mon 30min
  One-leg bridge  3x12  ok
  ^^^^^^^^^^^^^^^^^^^^^^^^ coming-back
",
        "2026-02-04",
        &[BACK],
    );
    check_carets(
        "\
2026-01-12 Mon 30min
  One-leg bridge  3x12  ok
2026-02-04
  One-leg bridge  3x10  ok
  ^^^^^^^^^^^^^^^^^^^^^^^^ coming-back
",
        "2026-02-04",
        &[BACK],
    );
}

#[test]
fn allow_silences_one_exercise_and_leaves_the_others() {
    let both = format!("{BRIDGE}\n  {TAPS}");
    let journal = weekly(START, &[&both, &both]);
    let today = day(START, 7 + 20);
    let allowed = |directive: &str| format!("{directive}\n{journal}");
    let one = allowed("allow coming-back for Toe taps until 2026-02-01 \"travelling\"");
    assert_eq!(
        the(BACK, &one, &today).message,
        "One-leg bridge: 20 days since 12 January"
    );
    assert!(!says("unused-allow", &one, &today));
    // The day after, it is over: both are told again, and the line is.
    let after = the(BACK, &one, "2026-02-02");
    assert!(after.message.starts_with("One-leg bridge and Toe taps:"));
    assert!(says("unused-allow", &one, "2026-02-02"));
    // All, by name, and at the end of the line of one.
    assert!(!says(BACK, &allowed("allow coming-back"), &today));
    assert!(!says(BACK, &allowed("rule coming-back off"), &today));
    let on_line = format!("{}  allow coming-back\n", journal.trim_end());
    assert_eq!(
        the(BACK, &on_line, &today).message,
        "One-leg bridge: 20 days since 12 January"
    );
    assert!(!says("unused-allow", &on_line, &today));
    // It silences no other rule.
    assert!(says("missed-week", &allowed("allow coming-back"), &today));
}

#[test]
fn sessions_less_than_two_days_apart() {
    let two = |first: &str, second: &str| {
        format!("{first}\n  {BRIDGE}\n  {TAPS}\n{second}\n  One-leg bridge  3x15\n  Plank 3x40s\n")
    };
    let next_day = two("2026-01-05", "2026-01-06");
    let found = the(SPACING, &next_day, "2026-01-06");
    assert_eq!(
        found.message,
        "One-leg bridge: sessions on 5 January and 6 January, 1 day apart; muscles need 2 days"
    );
    assert_eq!(found.help, "the next one on Thursday 8 January or later");
    assert_eq!(found.exercise.as_deref(), Some("One-leg bridge"));
    assert_eq!(found.level.as_deref(), Some("close"));
    assert_eq!(datum(&found, "days"), &Datum::Int(1));
    assert_eq!(datum(&found, "required"), &Datum::Int(2));
    let late = the(SPACING, &next_day, "2026-01-08");
    assert_eq!(late.help, "leave 2 days from one session to the next");
    assert!(!says(
        SPACING,
        &two("2026-01-05", "2026-01-07"),
        "2026-01-07"
    ));
    // The same day counts, several entries of one session do not.
    let same = the(
        SPACING,
        &two("2026-01-05 8:00", "2026-01-05 18:00"),
        "2026-01-05",
    );
    assert_eq!(
        same.message,
        "One-leg bridge: two sessions on 5 January; muscles need a rest between"
    );
    let one = "2026-01-05\n  Plank 3x40s\n  Plank 3x30s\n";
    assert!(!says(SPACING, one, "2026-01-05"));
    // The next session ends it.
    let more = format!("{next_day}2026-01-12\n  {BRIDGE}\n");
    assert!(!says(SPACING, &more, "2026-01-12"));
}

#[test]
fn planned_skipped_and_warm_ups_are_no_sessions_and_tests_and_done_are() {
    let with = |second: &str| format!("2026-01-05\n  {BRIDGE}\n{second}\n");
    for counts in ["One-leg bridge done", "One-leg bridge test L 15 R 15"] {
        let journal = with(&format!("2026-01-06\n  {counts}"));
        assert!(says(SPACING, &journal, "2026-01-06"), "{counts}");
    }
    for not in [
        "2026-01-06\n  One-leg bridge skipped",
        "2026-01-06 planned\n  One-leg bridge 3x15",
        "2026-01-06 run 8km",
    ] {
        assert!(!says(SPACING, &with(not), "2026-01-06"), "{not}");
    }
    // A session after today has not happened.
    let future = with(&format!("2026-01-06\n  {BRIDGE}"));
    assert!(!says(SPACING, &future, "2026-01-05"));
}

#[test]
fn spacing_is_set_for_all_or_for_one_exercise() {
    let journal = |days: i32| {
        let second = day(START, days);
        format!("{START}\n  {BRIDGE}\n  {TAPS}\n{second}\n  {BRIDGE}\n  {TAPS}\n")
    };
    let on = |head: &str, days: i32| {
        let found = of(
            SPACING,
            &format!("{head}\n{}", journal(days)),
            &day(START, days),
        );
        found.len()
    };
    assert_eq!((on("", 1), on("", 2)), (1, 0));
    assert_eq!(
        (on("rule spacing days 3", 2), on("rule spacing days 3", 3)),
        (1, 0)
    );
    assert_eq!(
        (on("rule spacing days 1", 0), on("rule spacing days 1", 1)),
        (1, 0)
    );
    let one = "exercise Toe taps\n  spacing 1";
    let found = the(SPACING, &format!("{one}\n{}", journal(1)), &day(START, 1));
    assert!(found.message.starts_with("One-leg bridge: sessions"));
    assert!(says("invalid-number", "rule spacing days 0\n", START));
}

#[test]
fn spacing_of_several_exercises_is_one_finding_and_allow_takes_one_out() {
    check_carets(
        "\
2026-01-05
  One-leg bridge  3x12
  Toe taps  3x18
2026-01-06
  One-leg bridge  3x12
  ^^^^^^^^^^^^^^^^^^^^ spacing
  Toe taps  3x18
",
        "2026-01-06",
        &[SPACING, "unused-allow"],
    );
    check_carets(
        "\
2026-01-05
  One-leg bridge  3x12
  Toe taps  3x18
2026-01-06
  One-leg bridge  3x12   allow spacing
  Toe taps  3x18
  ^^^^^^^^^^^^^^ spacing
",
        "2026-01-06",
        &[SPACING, "unused-allow"],
    );
    // On an older line it has done its work; on the newest it is one too many.
    check_carets(
        "\
2026-01-05
  Toe taps  3x18   allow spacing
2026-01-12
  Toe taps  3x18   allow spacing
                         ^^^^^^^ unused-allow
",
        "2026-01-12",
        &[SPACING, "unused-allow"],
    );
}

#[test]
fn after_a_break_one_number_comes_next() {
    let failing = "One-leg bridge [close]  L 12 10! 9! R 12 10! 9!";
    // Failing sets on both sides of 28 days are no reason to back off, of 21 days they are, and
    // then that alone says what comes next.
    for (weeks, back_off) in [(4, false), (3, true)] {
        let mut lines = vec![BRIDGE, failing];
        lines.resize(1 + weeks, "");
        lines.push(failing);
        let journal = weekly(START, &lines);
        let today = day(START, 7 * (1 + weeks as i32) + 2);
        let form = ["back-off", "form-failure"];
        let said = form.iter().any(|rule| says(rule, &journal, &today));
        assert_eq!(said, back_off, "{weeks}");
        assert_eq!(says(BACK, &journal, &today), !back_off, "{weeks}");
    }
    let journal = weekly(START, &[BRIDGE, failing, "", "", "", failing]);
    assert_eq!(
        the(BACK, &journal, &day(START, 37)).help,
        "an endurance test, and on from there; without a test 12 reps"
    );
}

#[test]
fn no_test_is_asked_for_in_race_preparation() {
    let journal = format!(
        "2026-04-05 race \"City run\"\n{}",
        weekly(START, &[BRIDGE, BRIDGE])
    );
    assert_eq!(
        the(BACK, &journal, &day(START, 7 + 30)).help,
        "one session with half the reps (7 reps), then 70, 80 and 90 % in the sessions after"
    );
}

#[test]
fn times_come_back_with_their_numbers() {
    let plank = "Plank  3x60s  ok";
    let journal = weekly(START, &[plank, plank]);
    let help = |days| the(BACK, &journal, &day(START, 7 + days)).help;
    assert_eq!(
        help(20),
        "one session with a little less (50s); if it is clean, as before again"
    );
    assert_eq!(
        help(30),
        "one session with half of it (30s), then 70, 80 and 90 % in the sessions after"
    );
}
