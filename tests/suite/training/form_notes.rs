//! `form-first-set`, `form-cue`, `form-earlier-rep`, `form-last-set`, `form-context` and
//! `asymmetry` on real text.

use super::{day, of, only, says, weekly};
use crate::support::check_carets;
use strength::finding::Datum;

const START: &str = "2026-01-05";
const CLEAN: &str = "One-leg bridge  3x12";

/// Whether the rule speaks on the day after the last of weekly sessions at one level.
fn after(rule: &str, lines: &[&str]) -> bool {
    let mut all = vec!["One-leg bridge [close]  test L 16 R 16"];
    all.extend(lines);
    says(
        rule,
        &weekly(START, &all),
        &day(START, 7 * lines.len() as i32 + 1),
    )
}

#[test]
fn first_sets_that_fail_in_three_of_four_sessions() {
    let rule = "form-first-set";
    let left = "One-leg bridge  L 11! 12 12 R 3x12";
    let right = "One-leg bridge  L 3x12 R 11! 12 12";
    let later = "One-leg bridge  L 12 11! 12 R 3x12";
    assert!(after(rule, &[left, right, CLEAN, left]));
    assert!(after(rule, &[left, right, left]));
    // Two of four, or the second set, are not enough.
    assert!(!after(rule, &[left, CLEAN, CLEAN, right]));
    assert!(!after(rule, &[left, right, later, later]));
    assert!(!after(rule, &[left, right, CLEAN, CLEAN, left]));
    // A warm-up is no first set, and `!` without a side is one of the two.
    assert!(!after(
        rule,
        &["One-leg bridge  L (5!) 12 12 R (5!) 12 12"; 4]
    ));
    assert!(after(rule, &["One-leg bridge  11! 12 12"; 3]));
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]  L 11! 12 12 R 3x12
2026-01-12
  One-leg bridge          L 11! 12 12 R 11! 12 12
2026-01-19
  One-leg bridge          L 12 11! 12 R 11!pelvis-drop 12
                                        ^^^^^^^^^^^^^^ form-first-set
",
        "2026-01-20",
        &[rule],
    );
}

#[test]
fn a_new_level_a_gap_and_allow_end_what_is_said_of_first_sets() {
    let rule = "form-first-set";
    let failing = "One-leg bridge [close]  L 11! 12 12 R 3x12";
    let journal = weekly(START, &[failing; 3]);
    assert!(says(rule, &journal, &day(START, 14 + 27)));
    assert!(!says(rule, &journal, &day(START, 14 + 28)));
    let broken = weekly(START, &[failing, failing, "", "", "", failing]);
    assert!(!says(rule, &broken, &day(START, 35)));
    let up = weekly(
        START,
        &[
            failing,
            failing,
            failing,
            "One-leg bridge [one foot further]  L 8! 8 8 R 3x8",
        ],
    );
    assert!(!says(rule, &up, &day(START, 21)));
    let allowed = format!("allow form-first-set for One-leg bridge \"new chair\"\n{journal}");
    assert!(!says(rule, &allowed, &day(START, 14)));
    // An exercise with neither levels nor a target is judged by its form all the same.
    assert!(says(
        rule,
        &weekly(START, &["Plank  30s! 40s 40s"; 3]),
        &day(START, 14)
    ));
}

#[test]
fn one_cue_in_three_of_four_sessions_at_whatever_level() {
    let rule = "form-cue";
    let hips = "One-leg bridge  L 12 11!hips-sag 12 R 3x12";
    let back = "One-leg bridge  L 12 11!back-arch 12 R 3x12";
    assert!(after(rule, &[hips, CLEAN, hips, hips]));
    assert!(after(rule, &[hips, hips, hips]));
    assert!(!after(rule, &[hips, CLEAN, CLEAN, hips]));
    assert!(!after(rule, &[hips, back, hips, back]));
    // Three times in one session is one session.
    let often = "One-leg bridge  L 12 11!hips-sag 11!hips-sag R 12 12 11!hips-sag";
    assert!(!after(rule, &[CLEAN, CLEAN, often]));
    let up = "One-leg bridge [one foot further]  L 8 7!hips-sag 8 R 3x8";
    assert!(after(rule, &[hips, hips, up]));
    let journal = weekly(START, &[hips; 3]);
    assert!(says(rule, &journal, &day(START, 14 + 27)));
    assert!(!says(rule, &journal, &day(START, 14 + 28)));
    let allowed = journal.replace("R 3x12\n", "R 3x12 allow form-cue\n");
    assert!(!says(rule, &allowed, &day(START, 14)));
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]  L 12 11!hips-sag 12 R 3x12
2026-01-12
  One-leg bridge          L 3x12 R 12 12 11!hips-sag
2026-01-19
  One-leg bridge          L 11!knee-in 12 11!hips-sag R 3x12
                                          ^^^^^^^^^^^ form-cue
",
        "2026-01-20",
        &[rule],
    );
    let cramp = weekly(START, &["One-leg bridge [close]  L 12 11!cramp R 2x12"; 3]);
    let finding = only(rule, &cramp, &day(START, 14));
    assert_eq!(
        finding.message,
        "One-leg bridge: cramp was the reason in each of your last 3 sessions"
    );
    assert_eq!(
        finding.help,
        "go back one level, to `two legs`, until the cramps stay away"
    );
    assert_eq!(
        finding.data,
        [
            ("cue", Datum::Text("cramp".to_string())),
            ("count", Datum::Int(3)),
            ("sessions", Datum::Int(3)),
        ]
    );
}

/// A session in which the earliest set broke after so many of 15 reps, the second of three.
fn broke_after(reps: u32) -> String {
    if reps == 15 {
        "One-leg bridge  3x15  hard".to_string()
    } else {
        format!("One-leg bridge  L 15 {reps}! 15 R 3x15  hard")
    }
}

fn series(reps: &[u32]) -> (String, String) {
    let lines: Vec<String> = reps.iter().copied().map(broke_after).collect();
    let mut all = vec!["One-leg bridge [close]  test L 19 R 19"];
    all.extend(lines.iter().map(String::as_str));
    let today = day(START, 7 * reps.len() as i32);
    (weekly(START, &all), today)
}

#[test]
fn form_that_breaks_earlier_and_earlier() {
    let rule = "form-earlier-rep";
    let told = |reps: &[u32]| {
        let (journal, today) = series(reps);
        says(rule, &journal, &today)
    };
    let (journal, today) = series(&[15, 15, 14, 15, 13, 12, 12, 11]);
    let finding = only(rule, &journal, &today);
    assert_eq!(
        finding.message,
        "One-leg bridge: form breaks about 4 reps earlier than 7 sessions ago; of 15 reps you \
         reached 15, 15, 14, 15, 13, 12, 12, 11 in the last 8"
    );
    assert_eq!(
        finding.data,
        [
            ("reps", Datum::Int(15)),
            ("sessions", Datum::Int(8)),
            ("earlier", Datum::Int(4)),
        ]
    );
    // One early break, five sessions, a slow fall, or a rise.
    assert!(!told(&[15, 15, 15, 15, 15, 15, 15, 14]));
    assert!(!told(&[14, 13, 12, 11, 10]));
    assert!(told(&[15, 14, 13, 12, 11, 10]));
    assert!(!told(&[10, 11, 12, 12, 13, 14, 15, 15]));
    // A gap of 28 days starts anew.
    let (journal, _) = series(&[15, 14, 13, 12, 11, 10]);
    assert!(!says(rule, &journal, &day(START, 42 + 28)));
    let allowed = format!("allow form-earlier-rep\n{journal}");
    assert!(!says(rule, &allowed, &day(START, 42)));
}

#[test]
fn short_sets_and_sessions_with_other_reps_are_no_earlier_breaks() {
    let rule = "form-earlier-rep";
    let short = [15u32, 14, 13, 12, 11, 10]
        .map(|reps| format!("One-leg bridge [close]  L 15 {reps} 15 R 3x15  \"phone\""));
    let lines: Vec<&str> = short.iter().map(String::as_str).collect();
    assert!(!says(rule, &weekly(START, &lines), &day(START, 35)));
    // The session with 16 reps is left out, and five remain.
    let mut lines: Vec<String> = [15, 14, 13, 12, 11, 10].map(broke_after).to_vec();
    lines[2] = "One-leg bridge  L 16 13! 16 R 3x16".to_string();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert!(!after(rule, &lines));
    // Seconds are no reps.
    let held = [60u32, 55, 50, 45, 40, 35].map(|time| format!("Plank  60s {time}s! 60s"));
    let held: Vec<&str> = held.iter().map(String::as_str).collect();
    assert!(!says(rule, &weekly(START, &held), &day(START, 35)));
}

#[test]
fn failures_in_the_last_set_only() {
    let rule = "form-last-set";
    let one = "One-leg bridge  L 12 12 11! R 3x12";
    let both = "One-leg bridge  12 12 11!";
    let middle = "One-leg bridge  L 12 11! 12 R 3x12";
    assert!(after(rule, &[one, one, one, one]));
    assert!(!after(rule, &[one, one, one, CLEAN]));
    assert!(!after(rule, &[one, one, one, middle, one]));
    // Six sessions are looked at: the set in the middle is out of sight then.
    assert!(after(rule, &[middle, one, one, CLEAN, CLEAN, both, one]));
    // The only set of a side is no last set, and two failed ones are not one.
    assert!(!after(rule, &["One-leg bridge  L 11! R 12"; 4]));
    assert!(!after(rule, &["One-leg bridge  L 12 11! 11! R 3x12"; 2]));
    let journal = weekly(
        START,
        &["One-leg bridge [close]  L 12 12 11! R 12 12 10!"; 2],
    );
    let finding = only(rule, &journal, &day(START, 7));
    assert_eq!(
        finding.message,
        "One-leg bridge: form broke in the last set only, 4 times in the last 2 sessions"
    );
    assert_eq!(
        finding.help,
        "rest 3min between the sets instead of 2min before you cut reps"
    );
    let rested = weekly(
        START,
        &["One-leg bridge [close]  L 12 12 11! R 12 12 10!  rest 90s"; 2],
    );
    assert_eq!(
        only(rule, &rested, &day(START, 7)).help,
        "rest 2:30 between the sets instead of 1:30 before you cut reps"
    );
    assert!(!says(rule, &journal, &day(START, 7 + 28)));
    assert!(!says(
        rule,
        &format!("allow form-last-set\n{journal}"),
        &day(START, 7)
    ));
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]  L 12 12 11! R 12 12 10!
2026-01-12
  One-leg bridge          L 12 12 11! R 12 12 10!
                                  ^^^^^^^^^^^^^^^ form-last-set
",
        "2026-01-13",
        &[rule],
    );
}

/// A year of Tuesdays and Fridays; before each Tuesday's session the run as given.
fn runs(weeks: i32, run: &str, tuesday: &str, friday: &str) -> (String, String) {
    let mut journal = "2026-01-01\n  Heel raise [one leg]  test L 16 R 16\n".to_string();
    for week in 0..weeks {
        let (first, second) = (day("2026-01-06", 7 * week), day("2026-01-09", 7 * week));
        journal.push_str(&format!(
            "{first} {run}\n{first}\n  Heel raise  {tuesday}\n{second}\n  Heel raise  {friday}\n"
        ));
    }
    (journal, day("2026-01-10", 7 * (weeks - 1)))
}

#[test]
fn hard_runs_on_the_same_day() {
    let rule = "form-context";
    let bad = "L 12 11! 10! R 12 12 11!";
    let told = |weeks, run, tuesday, friday| {
        let (journal, today) = runs(weeks, run, tuesday, friday);
        says(rule, &journal, &today)
    };
    let (journal, today) = runs(4, "run 10km hard", bad, "3x12");
    let finding = only(rule, &journal, &today);
    assert_eq!(
        finding.message,
        "One-leg heel raise: form broke in 12 of 24 sets on days with a hard run, and in 0 of 24 \
         on other days"
    );
    assert!(finding.data.contains(&("failed", Datum::Int(12))));
    assert!(finding.data.contains(&("other_sets", Datum::Int(24))));
    assert!(told(4, "run 10km rpe 9", bad, "3x12"));
    assert!(!told(4, "run 10km rpe 8", bad, "3x12"));
    assert!(!told(4, "run 10km easy", bad, "3x12"));
    assert!(!told(4, "ride 10km hard", bad, "3x12"));
    assert!(!told(3, "run 10km hard", bad, "3x12"));
    // No clear difference: one failed set in six against none.
    assert!(!told(4, "run 10km hard", "L 12 12 11! R 3x12", "3x12"));
    // Better on days with a run is no finding.
    assert!(!told(4, "run 10km hard", "3x12", bad));
    let allowed = format!("allow form-context for Heel raise\n{journal}");
    assert!(!says(rule, &allowed, &today));
}

#[test]
fn little_rest_where_rest_is_noted() {
    let rule = "form-context";
    let short = "One-leg bridge  L 12 11! 10! R 12 12 11!  rest 45s";
    let long = "One-leg bridge  3x12  rest 2min";
    let silent = "One-leg bridge  3x12";
    assert!(after(
        rule,
        &[short, long, short, long, short, long, short, long]
    ));
    // Three sessions with more rest, and one that notes none.
    assert!(!after(
        rule,
        &[short, long, short, long, short, silent, short, long]
    ));
    let minute = short.replace("45s", "60s");
    let minute = minute.as_str();
    assert!(!after(
        rule,
        &[minute, long, minute, long, minute, long, minute, long]
    ));
}

#[test]
fn one_side_lower_over_six_sessions() {
    let rule = "asymmetry";
    let line = |left: u32, right: u32| format!("One-leg bridge  L 3x{left} R 3x{right}  hard");
    let six = |pairs: &[(u32, u32)]| {
        let lines: Vec<String> = pairs.iter().map(|&(l, r)| line(l, r)).collect();
        let mut all = vec!["One-leg bridge [close]  test L 16 R 16"];
        all.extend(lines.iter().map(String::as_str));
        let found = of(
            rule,
            &weekly(START, &all),
            &day(START, 7 * lines.len() as i32),
        );
        found.first().map(|found| {
            let (_, rest) = found.split_once(": ").expect("a place and the rest");
            rest.to_string()
        })
    };
    // 84 of 90 reps are 93 %, 80 of 90 are 88 %.
    assert_eq!(
        six(&[(14, 15); 6]).as_deref(),
        Some(
            "advice[asymmetry]: One-leg bridge: the left side does 93 % of the right one in a set, \
             over the last 6 sessions"
        )
    );
    assert_eq!(
        six(&[(15, 13); 6]).as_deref(),
        Some(
            "warning[asymmetry]: One-leg bridge: the right side does 86 % of the left one in a \
             set, over the last 6 sessions"
        )
    );
    // 95 %, five sessions, and two sessions the other way.
    assert_eq!(six(&[(19, 20); 6]), None);
    assert_eq!(six(&[(14, 15); 5]), None);
    assert_eq!(
        six(&[(12, 15), (12, 15), (15, 14), (12, 15), (12, 15), (15, 14)]),
        None
    );
    assert!(six(&[(12, 15), (12, 15), (15, 15), (12, 15), (12, 15), (15, 14)]).is_some());
}

#[test]
fn tests_of_both_sides_are_a_note_until_six_sessions_follow() {
    let rule = "asymmetry";
    let test = |left: u32, right: u32| format!("One-leg bridge [close]  test L {left} R {right}");
    let told = |tests: &[String], sessions: usize| {
        let mut all: Vec<&str> = tests.iter().map(String::as_str).collect();
        all.extend(vec![CLEAN; sessions]);
        of(
            rule,
            &weekly(START, &all),
            &day(START, 7 * all.len() as i32 - 7),
        )
    };
    assert_eq!(
        told(&[test(12, 19)], 0),
        [
            "2:3: advice[asymmetry]: One-leg bridge: the left side did 7 reps fewer than the right \
             one in the test on 5 January"
        ]
    );
    assert!(told(&[test(13, 19)], 0).is_empty());
    assert_eq!(
        told(&[test(16, 12), test(17, 13)], 0),
        [
            "4:3: advice[asymmetry]: One-leg bridge: the right side did 4 reps fewer than the left \
             one in the test on 12 January, and 4 fewer in the test before"
        ]
    );
    assert!(told(&[test(16, 12), test(17, 14)], 0).is_empty());
    assert!(told(&[test(16, 12), test(13, 17)], 0).is_empty());
    assert_eq!(told(&[test(12, 19)], 5).len(), 1);
    assert!(told(&[test(12, 19)], 6).is_empty());
    // It never holds: the next level may be tested.
    let ready = [
        &test(14, 21),
        "One-leg bridge 3x15 easy",
        "One-leg bridge 3x15 easy",
    ];
    let journal = weekly(START, &ready);
    assert!(says("ready", &journal, &day(START, 15)) && says(rule, &journal, &day(START, 15)));
    // A test without sides is one of both.
    assert!(told(&["One-leg bridge [close]  test 16".to_string()], 0).is_empty());
    let allowed = format!("{} allow asymmetry", test(12, 19));
    assert!(told(&[allowed], 0).is_empty());
}

#[test]
fn each_stands_at_the_newest_of_its_places() {
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]  L 15 14! 15 R 3x15
2026-01-12
  One-leg bridge          L 15 13! 15 R 3x15
2026-01-19
  One-leg bridge          L 15 12! 15 R 3x15
2026-01-26
  One-leg bridge          L 15 11! 15 R 3x15
2026-02-02
  One-leg bridge          L 15 10! 15 R 3x15
2026-02-09
  One-leg bridge          L 15  9! 15 R 15 12! 15
                                ^^ form-earlier-rep
",
        "2026-02-10",
        &["form-earlier-rep", "form-last-set", "form-first-set"],
    );
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]  L 11! 11! 12 R 3x12  rest 50s
2026-01-08
  One-leg bridge          3x12  rest 60s
2026-01-12
  One-leg bridge          L 12 11! 11! R 3x12  rest 50s
2026-01-15
  One-leg bridge          3x12  rest 60s
2026-01-19
  One-leg bridge          L 12 11! 11! R 3x12  rest 50s
2026-01-22
  One-leg bridge          3x12  rest 60s
2026-01-26
  One-leg bridge          L 12 11! 11! R 11! 12 12  rest 50s
                               ^^^^^^^^^^^^^ form-context
2026-01-29
  One-leg bridge          3x12  rest 60s
",
        "2026-01-30",
        &["form-context", "form-last-set", "form-first-set"],
    );
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]  L 3x10 R 3x12
2026-01-12
  One-leg bridge          L 3x10 R 3x12
2026-01-19
  One-leg bridge          L 3x10 R 3x12
2026-01-26
  One-leg bridge          L 3x10 R 3x12
2026-02-02
  One-leg bridge          3x12
2026-02-09
  One-leg bridge          L 3x10 R 3x12
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ asymmetry
",
        "2026-02-10",
        &["asymmetry"],
    );
}
