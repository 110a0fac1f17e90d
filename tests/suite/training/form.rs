//! `form-failure`: the points tally on real text.

use super::{day, of, says, weekly};
use crate::support::{check, check_carets};
use strength::finding::Datum;

const RULE: &str = "form-failure";
const START: &str = "2026-01-05";

/// A session of six sets of the bridge with so many failures.
fn bridge(failed: usize) -> String {
    let sets: Vec<&str> = (0..6)
        .map(|n| if n >= 6 - failed { "11!" } else { "12" })
        .collect();
    format!(
        "One-leg bridge  L {}  R {}",
        sets[..3].join(" "),
        sets[3..].join(" ")
    )
}

fn with_failures(failures: &[usize]) -> String {
    let lines: Vec<String> = failures.iter().map(|&n| bridge(n)).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    format!(
        "2025-12-29\n  One-leg bridge [close]  test L 16 R 16\n{}",
        weekly(START, &lines)
    )
}

/// After which sessions the finding stands, checked on the day of each.
fn flags(failures: &[usize]) -> Vec<usize> {
    let journal = with_failures(failures);
    (1..=failures.len())
        .filter(|&n| says(RULE, &journal, &day(START, 7 * (n as i32 - 1))))
        .collect()
}

#[test]
fn the_traces_of_the_tally() {
    assert_eq!(flags(&[1, 2, 1, 3, 2, 4, 0, 0, 0]), [6]);
    assert_eq!(flags(&[0, 1, 0, 1, 2, 3, 4]), [] as [usize; 0]);
    // One disaster alone is no trend.
    assert_eq!(flags(&[0, 0, 0, 6, 0]), [] as [usize; 0]);
    // Two sessions are too few, whatever happened in them.
    assert_eq!(flags(&[6, 6, 6, 0, 0]), [3, 4]);
}

#[test]
fn every_session_with_broken_form_is_labelled() {
    let journal = with_failures(&[1, 2, 1, 3, 2, 4]);
    let found = check(&journal, &day(START, 35), false);
    let [finding] = found
        .iter()
        .filter(|finding| finding.rule == RULE)
        .collect::<Vec<_>>()[..]
    else {
        panic!("one finding in {found:#?}");
    };
    assert_eq!(
        finding.message,
        "One-leg bridge: your form broke in 13 of 36 sets since 5 January; about 4 is normal"
    );
    assert_eq!(
        finding.help,
        "next time 3x10: back from 12 to 10 until one session is clean"
    );
    assert_eq!(finding.label, "form broke in 4 of 6 sets on 9 February");
    assert_eq!(finding.related.len(), 5);
    assert_eq!(finding.exercise.as_deref(), Some("One-leg bridge"));
    assert_eq!(finding.level.as_deref(), Some("close"));
    let datum = |name| {
        finding
            .data
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, d)| d)
    };
    assert_eq!(datum("points"), Some(&Datum::Quarters(30)));
    assert_eq!(datum("threshold"), Some(&Datum::Quarters(28)));
    assert_eq!(datum("failed"), Some(&Datum::Int(13)));
    assert_eq!(datum("sets"), Some(&Datum::Int(36)));
    assert_eq!(datum("before_sets"), Some(&Datum::Int(0)));
    assert_eq!(datum("word"), Some(&Datum::Text("too-often".to_string())));
    let onset = strength::date::Date::parse_iso("2026-01-12").map(Datum::Date);
    assert_eq!(datum("onset"), onset.as_ref());
}

#[test]
fn a_rise_is_told_with_what_was_before() {
    let journal = with_failures(&[0, 0, 0, 1, 1, 2, 3, 3, 3]);
    assert_eq!(
        of(RULE, &journal, &day(START, 56)),
        [
            "20:33: warning[form-failure]: One-leg bridge: your form broke in 13 of 36 sets since \
             26 January; in the 18 sets before that it was 0"
        ]
    );
}

#[test]
fn reps_that_rose_may_be_all_it_is() {
    let journal = "\
2025-12-29
  One-leg bridge [close]  test L 16 R 16
2026-01-05
  One-leg bridge  L 10 10 9!  R 10 9! 9!
2026-01-12
  One-leg bridge  L 12 12 9!  R 12 9! 9!
2026-01-19
  One-leg bridge  L 13 11! 11!  R 13 12! 11!
";
    let found = of(RULE, journal, "2026-01-19");
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with(
        "about 2 is normal; your reps went from 10 to 13 in that time, which may be all it is"
    ));
    // As well where they rose before the first failure, within the sessions that are told.
    let early = "One-leg bridge [close]  3x10  ok";
    let late = "One-leg bridge [close]  L 13 12! 12!  R 13 13 12!";
    let lines = [early, early, early, early, early, late, late, late, late];
    let found = of(RULE, &weekly(START, &lines), &day(START, 56));
    assert!(
        found[0].contains(
            "in 12 of 36 sets since 26 January; in the 18 sets before that it was 0; \
             your reps went from 10 to 13 in that time"
        ),
        "{found:?}"
    );
}

#[test]
fn the_place_is_the_failed_sets_of_the_newest_session() {
    check_carets(
        "\
2025-12-29
  One-leg bridge [close]  test L 16 R 16
2026-01-05
  One-leg bridge  L 12 11! 10!  R 12 11! 10!
2026-01-12
  One-leg bridge  L 12 11! 10!  R 12 11! 10!
2026-01-19
  One-leg bridge  L 12 11!pelvis-drop 12  R 12 12 10!
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ form-failure
",
        "2026-01-19",
        &[RULE],
    );
}

#[test]
fn tests_warm_ups_short_sets_and_planned_sessions_count_nothing() {
    let journal = "\
2026-01-05
  One-leg bridge [close]  test L 16! R 16!
2026-01-06
  One-leg bridge [close]  test L 16! R 16!
2026-01-12
  One-leg bridge  L (5! 5! 5!) 12 8 8  R (5! 5! 5!) 12 8 8  \"was called away\"
2026-01-19
  One-leg bridge  L (5! 5! 5!) 12 8 8  R (5! 5! 5!) 12 8 8  \"was called away\"
2026-01-20 planned
  One-leg bridge  L 6! 6! 6!  R 6! 6! 6!
2026-01-26
  One-leg bridge  L (5! 5! 5!) 12 8 8  R (5! 5! 5!) 12 8 8  \"was called away\"
";
    assert!(!says(RULE, journal, "2026-01-26"));
}

#[test]
fn a_set_without_a_side_is_one_on_each() {
    // Three of six sets a session: 2.25 points each time, 6.75 after three and 9 after four.
    let each = weekly(START, &["One-leg bridge [close]  12! 12! 12!"; 4]);
    assert!(!says(RULE, &each, &day(START, 14)));
    assert!(says(RULE, &each, &day(START, 21)));
    // With one side less a set they are three of three: 5.5 points are enough.
    let both = weekly(START, &["Plank  40s! 40s! 40s!"; 3]);
    assert!(says(RULE, &both, &day(START, 14)));
}

#[test]
fn several_entries_of_a_session_are_one() {
    let journal = "\
2026-01-05
  One-leg bridge [close]  L 12 11! 10!
  One-leg bridge          R 12 11! 10!
2026-01-12
  One-leg bridge  L 12 11! 10!
  One-leg bridge  R 12 11! 10!
";
    assert!(!says(RULE, journal, "2026-01-12"));
}

#[test]
fn a_new_level_begins_anew_and_so_does_a_gap_of_28_days() {
    let failing = "One-leg bridge [close]  L 12 11! 10!  R 12 11! 10!";
    let up = "One-leg bridge [one foot further]  L 8 8 8  R 8 8 8";
    let journal = weekly(START, &[failing, failing, failing, up]);
    assert!(says(RULE, &journal, &day(START, 14)));
    assert!(!says(RULE, &journal, &day(START, 21)));
    let journal = weekly(START, &[failing, failing, failing]);
    assert!(says(RULE, &journal, &day(START, 14 + 27)));
    assert!(!says(RULE, &journal, &day(START, 14 + 28)));
    let journal = weekly(
        START,
        &[failing, failing, failing, "", "", "", failing, failing],
    );
    assert!(!says(RULE, &journal, &day(START, 49)));
}

#[test]
fn excuses_do_not_silence_broken_form_but_allow_does() {
    let mut journal = with_failures(&[3, 3, 3, 3]);
    assert!(says(RULE, &journal, &day(START, 21)));
    let excused = format!("{journal}2026-01-26..2026-02-08 away\n");
    assert!(says(RULE, &excused, &day(START, 21)));
    let by_line =
        journal
            .replace("\n", " allow form-failure\n")
            .replacen(" allow form-failure\n", "\n", 1);
    assert!(!says(
        RULE,
        &by_line.replace("-05 allow form-failure", "-05"),
        &day(START, 21)
    ));
    journal.insert_str(
        0,
        "allow form-failure for One-leg bridge until 2026-02-01 \"new shoes\"\n",
    );
    assert!(!says(RULE, &journal, &day(START, 21)));
    assert!(says(RULE, &journal, &day(START, 21 + 7)));
}

#[test]
fn an_eager_watch_and_none() {
    let journal = with_failures(&[0, 1, 0, 1, 2, 3, 4]);
    let today = day(START, 42);
    assert!(!says(RULE, &journal, &today));
    let eager = format!("rule form-failure sensitivity eager\n{journal}");
    assert!(says(RULE, &eager, &today));
    let off = format!("rule form-failure off\n{}", with_failures(&[3, 3, 3, 3]));
    assert!(!says(RULE, &off, &day(START, 21)));
}

#[test]
fn what_is_acceptable_and_what_is_bad_can_be_set() {
    let journal = with_failures(&[2, 2, 2, 2, 2, 2, 2, 2]);
    let today = day(START, 49);
    let with = |lines: &str| of(RULE, &format!("{lines}{journal}"), &today);
    assert!(with("")[0].ends_with("in 12 of 36 sets since 19 January; about 4 is normal"));
    let wider = "rule form-failure acceptable 20\nrule form-failure bad 60\n";
    assert!(with(wider).is_empty());
    let stricter = "rule form-failure acceptable 5\n";
    assert!(with(stricter)[0].ends_with("about 2 is normal"));
    for (line, error) in [
        (
            "rule form-failure acceptable 30",
            "`acceptable` of form-failure is 5 to 20",
        ),
        (
            "rule form-failure bad x",
            "`bad` of form-failure is 25 to 60",
        ),
        (
            "rule form-failure points 5",
            "`points` cannot be set for form-failure",
        ),
    ] {
        let found = check(&format!("{line}\n{journal}"), &today, false);
        assert_eq!(found[0].message, error);
        // What cannot be set leaves what holds without it.
        assert!(found.iter().any(|finding| finding.rule == RULE), "{line}");
    }
}

#[test]
fn a_long_stay_with_broken_form_all_along_is_seen_whole() {
    // More sessions than are looked at first, and points that never come down.
    let journal = with_failures(&[3; 90]);
    let found = of(RULE, &journal, &day(START, 7 * 89));
    assert_eq!(found.len(), 1);
    let clean = with_failures(&[0; 90]);
    assert!(!says(RULE, &clean, &day(START, 7 * 89)));
}

#[test]
fn an_exercise_that_is_not_trained_any_more_is_not_spoken_of() {
    let journal = format!(
        "{}{}",
        with_failures(&[3, 3, 3, 3]),
        weekly("2026-02-02", &["Plank 3x40s"; 9])
    );
    assert!(!says(RULE, &journal, &day("2026-02-02", 56)));
}

#[test]
fn what_to_do_depends_on_where_the_exercise_stands() {
    let help = |journal: &str, today: &str| {
        check(journal, today, false)
            .into_iter()
            .find(|finding| finding.rule == RULE)
            .expect("a finding")
            .help
    };
    // At the floor of five reps: one level easier.
    let low = weekly(START, &["One-leg bridge [close]  L 5 4! 4!  R 5 4! 4!"; 3]);
    assert_eq!(
        help(&low, &day(START, 14)),
        "next time a test at `two legs`: one level easier until one session is clean; never done \
         there, so test first"
    );
    // At the lowest level as well: keep the reps.
    let lowest = low.replace("close", "two legs");
    assert_eq!(
        help(&lowest, &day(START, 14)),
        "next time 3x5: few enough: keep it, and rest longer between the sets"
    );
    // First sets fail: too hard from the start.
    let first = weekly(
        START,
        &["One-leg bridge [close]  L 11! 12 12  R 11! 11! 12"; 4],
    );
    assert_eq!(
        help(&first, &day(START, 21)),
        "next time a test at `two legs`: one level easier until one session is clean; never done \
         there, so test first"
    );
    let load = weekly(START, &["Squat  4!@100kg 3!@100kg 3!@100kg"; 3]);
    assert_eq!(
        help(&load, &day(START, 14)),
        "take less load until one session is clean, then add again"
    );
    // Alternating reps are even, and their floor is six.
    let taps = weekly(START, &["Toe taps [close]  18 15! 13!"; 5]);
    assert_eq!(
        help(&taps, &day(START, 28)),
        "next time 3x12: back from 18 to 12 until one session is clean"
    );
}
