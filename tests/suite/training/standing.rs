//! `too-fast`, `back-off` and `stalled` on real text.

use super::{after, day, of, only, says, spoken, weekly};
use crate::support::{check, check_carets};
use strength::finding::{Datum, Severity};

const START: &str = "2026-01-05";
const TEST: &str = "One-leg bridge [close]  test L 20 R 20";

#[test]
fn a_step_that_is_too_fast() {
    let easy = "One-leg bridge  3x15  easy";
    let up = |reps: u32| format!("One-leg bridge [one foot further]  3x{reps}  ok");
    let two = "One-leg bridge [two feet further]  3x15  ok";
    let finding = after("too-fast", &[TEST, easy, easy, two]);
    assert_eq!(
        finding.message,
        "One-leg bridge: too fast: 2 levels up at once on 26 January, 15 reps at the new level \
         after 15 at the one before"
    );
    assert_eq!(
        finding.help,
        "next time 3x15 at `close`: back to the level and reps of 19 January; before you go up, write a \
         test: \
         `One-leg bridge [one foot further]   test L 12 R 12`"
    );
    assert_eq!(finding.related.len(), 1);
    let reasons = ["two levels up at once", "reps not lower than before"];
    let reasons = reasons
        .map(|reason| Datum::Text(reason.to_string()))
        .to_vec();
    assert!(
        finding
            .data
            .contains(&("status", Datum::Text("too-fast".to_string())))
    );
    assert!(finding.data.contains(&("reasons", Datum::List(reasons))));
    // Tested and one step up: on with four below the test.
    let test = "One-leg bridge [one foot further]  test L 13 R 12";
    let above = after("too-fast", &[TEST, easy, easy, test, &up(9)]);
    assert_eq!(
        above.message,
        "One-leg bridge: too fast: 9 reps on 2 February where the test of 12 allows 8"
    );
    assert_eq!(
        above.help,
        "next time 3x8: the test of 12 allows 8 at most, and fewer than at the level before"
    );
    assert_eq!(spoken(&[TEST, easy, easy, test, &up(8)]), [] as [&str; 0]);
    // Two sessions without a test, where one asks for it.
    assert_eq!(spoken(&[TEST, easy, easy, &up(9)]), ["retest"]);
    assert_eq!(spoken(&[TEST, easy, easy, &up(9), &up(9)]), ["too-fast"]);
    // A lower level is no step up, nor one that was left for less than 56 days.
    assert_eq!(
        spoken(&[TEST, easy, "One-leg bridge [two legs]  3x20"]),
        ["retest"]
    );
    let allowed = format!("{two}  allow too-fast");
    assert_eq!(spoken(&[TEST, easy, easy, &allowed]), [] as [&str; 0]);
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]             test L 20 R 20
2026-01-12
  One-leg bridge                     3x12
2026-01-19
  One-leg bridge [one foot further]  3x12
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ too-fast
",
        "2026-01-20",
        &["too-fast"],
    );
}

#[test]
fn a_load_that_rises_by_more_than_a_tenth() {
    let squats = |head: &str, to: &str| {
        let lines = ["Squat  3x8@100kg".to_string(), format!("Squat  3x8{to}")];
        let sessions = weekly(START, &[&lines[0], &lines[1]]);
        format!("exercise Squat\n  target 3x12\n{head}{sessions}")
    };
    let today = day(START, 8);
    let finding = only("too-fast", &squats("", "@112.5kg"), &today);
    assert_eq!(
        finding.message,
        "Squat: too fast: the load rose by more than 10 % on 12 January"
    );
    assert_eq!(
        finding.help,
        "next time 3x8 @100kg: back to the load and reps of 5 January; go up in smaller steps"
    );
    assert!(!says("too-fast", &squats("", "@110kg"), &today));
    assert!(!says(
        "too-fast",
        &squats("  load-step 15\n", "@112.5kg"),
        &today
    ));
    let rule = format!("rule too-fast load-step 15\n{}", squats("", "@112.5kg"));
    assert!(!says("too-fast", &rule, &today));
    // One increment is the smallest step there is: what `ready` offers is not too fast.
    let light = |to: &str| {
        let lines = ["Curl  3x12@10kg  easy", "Curl  3x12@10kg  easy", to];
        format!(
            "exercise Curl\n  target 3x12\n  increment 2.5kg\n{}",
            weekly(START, &lines)
        )
    };
    let offered = of("ready", &light(""), &today);
    assert!(offered[0].ends_with("ready for @12.5kg"), "{offered:?}");
    assert!(!says(
        "too-fast",
        &light("Curl  3x8@12.5kg"),
        &day(START, 15)
    ));
    assert!(says("too-fast", &light("Curl  3x8@13kg"), &day(START, 15)));
    let pair = light("Curl  3x8@2x12.5kg").replace("@10kg", "@2x10kg");
    assert!(!says("too-fast", &pair, &day(START, 15)));
    // Without a target a load is no level.
    let free = weekly(START, &["Squat 3x8@100kg", "Squat 3x8@150kg"]);
    assert!(!says("too-fast", &free, &today));
    // In race preparation no load rises at all.
    let race = format!("{}2026-02-15 race prep 6 weeks\n", squats("", "@105kg"));
    let raised = only("too-fast", &race, &today);
    assert_eq!(
        raised.help,
        "next time 3x8 @100kg: back to the load and reps of 5 January; stay there until race preparation \
         is over"
    );
}

#[test]
fn too_much_for_now() {
    let twice = "One-leg bridge  L 12 12 11! R 12 12 10!";
    let finding = after("back-off", &[TEST, twice, twice]);
    assert_eq!(
        finding.message,
        "One-leg bridge: too much for now: form broke in 2 and 2 sets of the last two sessions"
    );
    assert_eq!(
        finding.help,
        "next time 3x10: back from 12 to 10 until one session is clean"
    );
    assert_eq!(finding.label, "2 failed sets");
    let one = "One-leg bridge  L 12 12 11! R 3x12";
    assert_eq!(spoken(&[TEST, twice, one]), [] as [&str; 0]);
    let allowed = format!("{twice}  allow back-off");
    assert_eq!(spoken(&[TEST, twice, &allowed]), [] as [&str; 0]);
    // A new level begins anew.
    let up = "One-leg bridge [two legs]  L 12 12 11! R 12 12 10!";
    assert_eq!(spoken(&[TEST, twice, up]), ["retest"]);
    let short = "One-leg bridge  L 12 10 9 R 3x12  hard";
    let finding = after("back-off", &[TEST, short, short]);
    assert_eq!(
        finding.message,
        "One-leg bridge: too much for now: 2 and 2 sets of the last two sessions were short by \
         two reps or more"
    );
    assert_eq!(
        finding.help,
        "next time 3x9: the fewest in a set last time were 9"
    );
    let almost = "One-leg bridge  L 12 11 10 R 3x12  hard";
    assert_eq!(spoken(&[TEST, short, almost]), [] as [&str; 0]);
    let first = after("back-off", &["One-leg bridge [close]  test L 8 R 9"]);
    assert_eq!(
        first.message,
        "One-leg bridge: too much for now: the first test on 5 January was 8"
    );
    assert_eq!(
        first.help,
        "begin one level easier and test there: write `One-leg bridge [two legs]   test L 12 R 12` \
         with your own numbers"
    );
    assert_eq!(
        spoken(&["One-leg bridge [close]  test L 9 R 9"]),
        [] as [&str; 0]
    );
}

#[test]
fn back_off_is_not_said_where_another_rule_says_it() {
    let worse = "One-leg bridge  L 12 11! 10! R 12 12 11!";
    let today = day(START, 29);
    let journal = weekly(START, &[TEST, worse, worse, worse, worse]);
    assert!(says("form-failure", &journal, &today) && !says("back-off", &journal, &today));
    let first = "One-leg bridge  L 11! 12 12 R 11! 12 12";
    let clean = "One-leg bridge  3x12";
    let journal = weekly(START, &[TEST, first, clean, first, first]);
    assert!(says("form-first-set", &journal, &today) && !says("back-off", &journal, &today));
    // After a break the return is what counts.
    let twice = "One-leg bridge  L 12 12 11! R 12 12 10!";
    let journal = weekly(START, &[TEST, twice, twice]);
    assert!(says("back-off", &journal, &day(START, 14 + 14)));
    assert!(!says("back-off", &journal, &day(START, 14 + 15)));
}

#[test]
fn stalled_in_the_off_season() {
    let journal = |reps: &[u32], head: &str| {
        let lines: Vec<String> = reps
            .iter()
            .map(|reps| format!("One-leg bridge  3x{reps}"))
            .collect();
        let mut all = vec![TEST];
        all.extend(lines.iter().map(String::as_str));
        format!("rule retest weeks 20\n{head}{}", weekly(START, &all))
    };
    let off = "2025-12-01 off-season\n";
    let today = day(START, 50);
    let same = journal(&[12; 7], off);
    let finding = only("stalled", &same, &today);
    assert_eq!(
        finding.message,
        "One-leg bridge: no progress lately: 72 reps in all on 12 January, and not more since"
    );
    assert_eq!(
        finding.data,
        [
            ("status", Datum::Text("stalled".to_string())),
            (
                "reasons",
                Datum::List(vec![Datum::Text("no better session for long".to_string())])
            ),
            ("next_level", Datum::Text("one foot further".to_string())),
        ]
    );
    assert!(!says("stalled", &journal(&[12; 6], off), &day(START, 43)));
    assert!(!says(
        "stalled",
        &journal(&[12, 12, 12, 12, 12, 12, 13], off),
        &today
    ));
    assert!(!says("stalled", &journal(&[15; 7], off), &today));
    // Only in a declared off-season, and not in race preparation.
    assert!(!says("stalled", &journal(&[12; 7], ""), &today));
    assert!(!says(
        "stalled",
        &format!("{same}2026-04-01 race prep 8 weeks\n"),
        &today
    ));
    assert!(!says(
        "stalled",
        &format!("rule stalled weeks 7\n{same}"),
        &today
    ));
    assert!(!says("stalled", &format!("allow stalled\n{same}"), &today));
    let own = format!("exercise One-leg bridge\n  stall-weeks 7\n{same}");
    assert!(!says("stalled", &own, &today));
    // A break of 15 days begins anew.
    let broken = journal(&[12; 3], off) + &weekly("2026-02-16", &["One-leg bridge 3x12"; 5]);
    assert!(!says("stalled", &broken, "2026-03-17"));
}

#[test]
fn what_cannot_be_set_is_refused_with_the_reason() {
    let help = |line: &str| {
        let found = check(&format!("{line}\n"), START, false);
        let [error] = &found[..] else {
            panic!("{line}: {found:#?}");
        };
        assert_eq!(error.severity, Severity::Error);
        format!("{}; {}", error.message, error.help)
    };
    assert_eq!(
        help("rule too-fast levels 2"),
        "`levels` cannot be set for too-fast; one level at a time and a test after a change of \
         level cannot be set"
    );
    assert_eq!(
        help("rule too-fast load-stp 15"),
        "`load-stp` cannot be set for too-fast; the nearest word is `load-step`"
    );
    assert_eq!(
        help("rule retest test off"),
        "`test` cannot be set for retest; the test after a change of level cannot be set"
    );
    assert_eq!(
        help("rule stalled weeks 1"),
        "`weeks` of stalled is 2 to 52; weeks without a better session that are called stalled; \
         write for example `rule stalled weeks 6`, which is what holds without the line"
    );
    assert_eq!(
        help("rule back-off floor 4"),
        "`floor` cannot be set for back-off; write `off`, `note`, `warning` or `error`"
    );
}

#[test]
fn each_stands_at_the_newest_session() {
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]  L 12 12 11! R 12 12 11!
2026-01-12
  One-leg bridge          L 12 12 11! R 12 12 10!
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ back-off
  Toe taps [close]        test 9
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ back-off
  Heel raise [one leg]    test L 9 R 9
",
        "2026-01-12",
        &["back-off"],
    );
    check_carets(
        "\
2025-12-01 off-season
2026-01-05
  One-leg bridge [close]  test L 16 R 16
  One-leg bridge          3x12
2026-01-12
  One-leg bridge          3x12
2026-01-19
  One-leg bridge          3x12
2026-01-26
  One-leg bridge          3x12
2026-02-02
  One-leg bridge          3x12
2026-02-09
  One-leg bridge          3x12
2026-02-16
  One-leg bridge          12 12 11
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ stalled
",
        "2026-02-17",
        &["stalled"],
    );
    check_carets(
        "\
exercise Squat
  target 3x5-8
2026-01-05
  Squat  8@100kg 8@100kg 8@100kg
2026-01-12
  Squat  5@110kg 5@111kg
  ^^^^^^^^^^^^^^^^^^^^^^ too-fast
",
        "2026-01-12",
        &["too-fast"],
    );
}
