//! `ready`, `hold` and `retest`: the table of statuses on real text.

use super::{day, of, says, weekly};
use crate::support::{check, check_carets};
use strength::finding::Datum;

const START: &str = "2026-01-05";
const TEST: &str = "One-leg bridge [close]  test L 20 R 20";
const OK: &str = "One-leg bridge  3x15  ok";
const EASY: &str = "One-leg bridge  3x15  easy";

/// Which of the three rules speak.
fn status(journal: &str, today: &str) -> Vec<&'static str> {
    ["ready", "hold", "retest"]
        .into_iter()
        .filter(|rule| says(rule, journal, today))
        .collect()
}

/// The same on the Tuesday after the last of weekly sessions.
fn after(lines: &[&str]) -> Vec<&'static str> {
    let last = 7 * (lines.len() as i32 - 1);
    status(&weekly(START, lines), &day(START, last + 1))
}

#[test]
fn three_sessions_at_the_target_or_two_easy_ones() {
    assert_eq!(after(&[TEST, OK, OK]), [] as [&str; 0]);
    assert_eq!(after(&[TEST, OK, OK, OK]), ["ready"]);
    assert_eq!(after(&[TEST, EASY]), [] as [&str; 0]);
    assert_eq!(after(&[TEST, EASY, EASY]), ["ready"]);
    assert_eq!(after(&[TEST, EASY, OK]), [] as [&str; 0]);
    // Without ratings three, from numbers by the scale.
    let bare = "One-leg bridge  3x15";
    assert_eq!(after(&[TEST, bare, bare]), [] as [&str; 0]);
    assert_eq!(after(&[TEST, bare, bare, bare]), ["ready"]);
    for easy in ["rir 4", "rpe 6"] {
        let line = format!("One-leg bridge  3x15  {easy}");
        assert_eq!(after(&[TEST, &line, &line]), ["ready"], "{easy}");
    }
    for ok in ["rir 3", "rpe 7", "rpe 8", "rir 2"] {
        let line = format!("One-leg bridge  3x15  {ok}");
        assert_eq!(after(&[TEST, &line, &line]), [] as [&str; 0], "{ok}");
    }
    for hard in ["rir 1", "rpe 9", "hard"] {
        let line = format!("One-leg bridge  3x15  {hard}");
        assert_eq!(after(&[TEST, OK, OK, &line]), [] as [&str; 0], "{hard}");
    }
}

#[test]
fn two_more_reps_in_the_last_set_of_each_side_twice() {
    let extra = "One-leg bridge  15 15 17  ok";
    assert_eq!(after(&[TEST, extra, extra]), ["ready"]);
    let one_side = "One-leg bridge  L 15 15 17  R 15 15 16  ok";
    assert_eq!(after(&[TEST, one_side, one_side]), [] as [&str; 0]);
}

#[test]
fn what_breaks_the_run() {
    for line in [
        "One-leg bridge  L 15 15 14!  R 3x15  ok",
        "One-leg bridge  L 15 15 14  R 3x15  ok",
        "One-leg bridge  2x15  ok",
        "One-leg bridge  3x15  ok  pain knee 2",
    ] {
        assert_eq!(after(&[TEST, OK, OK, line, OK]), [] as [&str; 0], "{line}");
        assert_eq!(after(&[TEST, OK, line, OK, OK, OK]), ["ready"], "{line}");
    }
}

#[test]
fn the_sentence_and_its_places() {
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]  test L 20 R 19
2026-01-12
  One-leg bridge  3x15  easy
2026-01-19
  one leg bridge: 3x15  easy  \"light\"
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ready
",
        "2026-01-20",
        &["ready", "hold", "retest"],
    );
    let journal = weekly(START, &[TEST, OK, OK, OK]);
    let found = check(&journal, &day(START, 22), false);
    let ready = found.iter().find(|f| f.rule == "ready").expect("ready");
    assert_eq!(
        ready.message,
        "One-leg bridge: 3x15 in 3 sessions running, form held in every set; ready for the next \
         level, `one foot further`"
    );
    assert_eq!(
        ready.help,
        "test it first: write `One-leg bridge [one foot further]   test L 12 R 12` with your own \
         numbers, and start 4 reps below the test"
    );
    assert_eq!(ready.related.len(), 2);
    let datum = |name| ready.data.iter().find(|(n, _)| *n == name).map(|(_, d)| d);
    assert_eq!(datum("status"), Some(&Datum::Text("ready".to_string())));
    assert_eq!(
        datum("next_level"),
        Some(&Datum::Text("one foot further".to_string()))
    );
    let Some(Datum::List(reasons)) = datum("reasons") else {
        panic!("reasons");
    };
    assert!(reasons.contains(&Datum::Text("all sets at target".to_string())));
    assert!(reasons.contains(&Datum::Text("tested at this level".to_string())));
}

#[test]
fn holds_for_a_race_pain_a_missed_week_and_a_level_too_hard() {
    let journal = weekly(START, &[TEST, EASY, EASY]);
    let today = day(START, 15);
    let with = |line: &str| status(&format!("{journal}{line}\n"), &today);
    assert_eq!(with(""), ["ready"]);
    // Twelve weeks of preparation unless written otherwise.
    assert_eq!(with("2026-04-12 race \"Spring\""), ["hold"]);
    assert_eq!(with("2026-04-12 race \"Spring\" prep 2 weeks"), ["ready"]);
    assert_eq!(with("2026-02-03 race prep 1 weeks"), ["hold"]);
    assert_eq!(with("2026-02-04 race prep 1 weeks"), ["ready"]);
    assert_eq!(with("2026-01-10 race-prep"), ["hold"]);
    assert_eq!(
        with("2026-01-10 race-prep\n2026-01-18 race prep 1 weeks"),
        ["ready"]
    );
    assert_eq!(
        with("2026-01-10 race-prep\n2026-01-19 off-season"),
        ["ready"]
    );
    let pain = weekly(
        START,
        &[TEST, EASY, "One-leg bridge 3x15 easy pain left calf 3"],
    );
    assert_eq!(status(&pain, &today), ["hold"]);
    let missed = weekly(START, &[TEST, EASY, "", EASY]);
    assert_eq!(status(&missed, &day(START, 22)), ["hold"]);
    let hard = format!("{journal}2026-01-20\n  One-leg bridge [one foot further]  test L 8 R 9\n");
    assert_eq!(status(&hard, &day(START, 16)), ["hold"]);
    // 28 days later it may be tried again.
    let on = weekly(
        "2026-01-26",
        &[
            EASY.replace("bridge", "bridge [close]").as_str(),
            EASY,
            EASY,
            EASY,
        ],
    );
    assert_eq!(status(&format!("{hard}{on}"), "2026-02-17"), ["hold"]);
    assert_eq!(status(&format!("{hard}{on}"), "2026-02-18"), ["ready"]);
}

#[test]
fn hold_says_every_reason() {
    let journal = format!(
        "{}2026-01-29 race \"Winter\" prep 3 weeks\n",
        weekly(
            START,
            &[TEST, EASY, "One-leg bridge 3x15 easy pain left calf 3"]
        )
    );
    assert_eq!(
        of("hold", &journal, &day(START, 15)),
        [
            "6:3: advice[hold]: One-leg bridge: 3x15 in 2 sessions running, all easy; ready, but \
             hold: race preparation until 29 January, the race is in 9 days, pain 3/10 in the \
             left calf on 19 January"
        ]
    );
}

#[test]
fn one_side_below_nine_tenths_of_the_other_holds() {
    let uneven = "One-leg bridge  L 3x15  R 3x18  ok";
    let lines = [TEST, uneven, uneven, uneven, uneven, uneven, uneven];
    assert_eq!(after(&lines), ["hold"]);
    let even = "One-leg bridge  L 3x15  R 3x16  ok";
    assert_eq!(
        after(&[TEST, even, even, even, even, even, even]),
        ["ready"]
    );
}

#[test]
fn pain_of_six_a_red_flag_and_a_step_too_fast_come_first() {
    for line in [
        "One-leg bridge  3x15  easy  pain knee 6",
        "One-leg bridge  3x15  easy  \"knee swollen\"",
    ] {
        assert_eq!(after(&[TEST, EASY, line]), [] as [&str; 0], "{line}");
    }
    let morning = format!(
        "{}2026-01-20 pain left knee 2\n",
        weekly(
            START,
            &[TEST, EASY, "One-leg bridge 3x15 easy pain left knee 2"]
        )
    );
    assert_eq!(status(&morning, &day(START, 16)), [] as [&str; 0]);
    let gone = morning.replace(
        "pain left knee 2\n2026-01-20 pain left knee 2",
        "pain left knee 2\n2026-01-20 pain left knee 0",
    );
    assert_eq!(status(&gone, &day(START, 16)), ["hold"]);
    // Two levels up, untested: too fast, and no test is asked for on top of it.
    let up = "One-leg bridge [two feet further]  3x8  ok";
    assert_eq!(after(&[TEST, OK, up]), [] as [&str; 0]);
}

#[test]
fn a_test_is_due_without_one_or_when_it_is_old() {
    let line = "One-leg bridge [close]  3x10  ok";
    assert_eq!(after(&[line]), ["retest"]);
    assert_eq!(
        of("retest", &weekly(START, &[line]), START),
        [
            "2:3: advice[retest]: One-leg bridge: an endurance test is due, there is none at this level yet"
        ]
    );
    // Unless the sessions for the next level are done.
    let ready = "One-leg bridge [close]  3x15  easy";
    assert_eq!(after(&[ready]), ["retest"]);
    assert_eq!(after(&[ready, ready]), ["ready"]);
    let mut lines = vec![TEST];
    lines.extend(["One-leg bridge  3x11  ok"; 8]);
    let journal = weekly(START, &lines);
    assert_eq!(status(&journal, &day(START, 56)), [] as [&str; 0]);
    assert_eq!(status(&journal, &day(START, 57)), ["retest"]);
    // At the target an old test is good enough.
    let mut lines = vec![TEST];
    lines.extend(["One-leg bridge  3x15  hard"; 8]);
    assert_eq!(
        status(&weekly(START, &lines), &day(START, 57)),
        [] as [&str; 0]
    );
    let longer = format!("rule retest weeks 10\n{journal}");
    assert_eq!(status(&longer, &day(START, 57)), [] as [&str; 0]);
    let own = format!("exercise One-leg bridge\n  retest-weeks 10\n{journal}");
    assert_eq!(status(&own, &day(START, 57)), [] as [&str; 0]);
}

#[test]
fn a_test_is_due_after_a_break_of_28_days() {
    let line = "One-leg bridge  3x11  ok";
    let back = |weeks_off: usize, last: &[&'static str]| {
        let mut lines = vec![TEST, line, line];
        lines.extend(vec![""; weeks_off]);
        lines.extend(last);
        after(&lines)
    };
    assert_eq!(back(3, &[line]), ["retest"]);
    assert_eq!(back(2, &[line]), [] as [&str; 0]);
    assert_eq!(back(3, &["One-leg bridge  test 16"]), [] as [&str; 0]);
    assert_eq!(back(3, &[line, "One-leg bridge  test 16"]), [] as [&str; 0]);
}

#[test]
fn no_test_with_pain_near_a_race_or_on_an_excused_day() {
    let journal = weekly(START, &["One-leg bridge [close]  3x10  ok"]);
    let with = |line: &str| status(&format!("{journal}{line}\n"), "2026-01-08");
    assert_eq!(with(""), ["retest"]);
    assert_eq!(with("2026-01-20 race prep 1 weeks"), [] as [&str; 0]);
    assert_eq!(with("2026-03-20 race"), [] as [&str; 0]);
    assert_eq!(with("2026-01-07..2026-01-09 ill"), [] as [&str; 0]);
    let pain = weekly(START, &["One-leg bridge [close]  3x10  ok  pain knee 1"]);
    assert_eq!(status(&pain, "2026-01-08"), [] as [&str; 0]);
}

#[test]
fn a_break_before_today_silences_what_was_ready() {
    let journal = weekly(START, &[TEST, EASY, EASY]);
    assert_eq!(status(&journal, &day(START, 14 + 14)), ["hold"]);
    assert_eq!(status(&journal, &day(START, 14 + 15)), [] as [&str; 0]);
    // A break between the sessions begins the count anew.
    let broken = weekly(START, &[TEST, EASY, "", "", EASY, EASY]);
    assert_eq!(status(&broken, &day(START, 29)), [] as [&str; 0]);
}

#[test]
fn the_last_level_is_news_once() {
    let test = "One-leg bridge [two feet further]  test L 20 R 20";
    assert_eq!(after(&[test, EASY, EASY]), ["ready"]);
    assert_eq!(after(&[test, EASY, EASY, EASY]), [] as [&str; 0]);
    let found = of(
        "ready",
        &weekly(START, &[test, EASY, EASY]),
        &day(START, 15),
    );
    assert!(found[0].ends_with("ready, and this is the last level"));
}

#[test]
fn loads_are_levels_only_for_a_written_target() {
    let line = "Squat  3x12@60kg  easy";
    assert_eq!(after(&[line, line, line]), [] as [&str; 0]);
    let with_target = |lines: &[&str]| {
        let journal = format!(
            "exercise Squat\n  target 3x8-12\n  increment 2.5kg\n{}",
            weekly(START, lines)
        );
        of("ready", &journal, &day(START, 7 * (lines.len() as i32 - 1)))
    };
    assert_eq!(
        with_target(&[line, line]),
        ["7:3: advice[ready]: Squat: 3x12 in 2 sessions running, all easy; ready for @62.5kg"]
    );
    // The top of the range is asked for, at one load.
    assert_eq!(with_target(&["Squat 3x11@60kg easy"; 2]), [] as [&str; 0]);
    assert_eq!(
        with_target(&["Squat 3x12@57.5kg easy", line]),
        [] as [&str; 0]
    );
    let dips = format!(
        "exercise Dip\n  target 3x8\n  increment 5kg\n{}",
        weekly(START, &["Dip 3x8 -20kg easy"; 2])
    );
    assert_eq!(
        of("ready", &dips, &day(START, 7)),
        ["7:3: advice[ready]: Dip: 3x8 in 2 sessions running, all easy; ready for -15kg"]
    );
}

#[test]
fn help_that_is_taken_away_is_progress() {
    let pull_ups = |increment: &str, load: &str| {
        let line = format!("Pull-up  3x8 {load}  easy");
        let sessions = weekly(START, &[&line, &line]);
        let journal = format!("exercise Pull-up\n  target 3x5-8\n{increment}{sessions}");
        let mut found = check(&journal, &day(START, 8), false);
        found.retain(|finding| finding.rule == "ready");
        assert_eq!(found.len(), 1, "{found:#?}");
        let message = &found[0].message;
        let offer = message.split_once("; ").expect("two parts").1;
        format!("{offer}; {}", found[0].help)
    };
    let five = "  increment 5kg\n";
    assert_eq!(
        pull_ups(five, "-20kg"),
        "ready for -15kg; write `Pull-up   3x5 -15kg`"
    );
    // The last help goes, and then the load begins.
    assert_eq!(
        pull_ups(five, "-5kg"),
        "ready for +0kg; write `Pull-up   3x5 +0kg`"
    );
    assert_eq!(
        pull_ups(five, "+5kg"),
        "ready for +10kg; write `Pull-up   3x5 +10kg`"
    );
    assert_eq!(
        pull_ups("", "-20kg"),
        "ready for less help; take a little of the help away and begin at 3x5 again"
    );
    assert_eq!(
        pull_ups("", "+5kg"),
        "ready for more load; add a tenth at most and begin at 3x5 again"
    );
}

#[test]
fn what_is_held_or_carried_has_form_and_pain_but_no_status() {
    let head = "exercise Plank\n  target 3x60s\n  level knees\n  level toes\n";
    let with = |line: &str| {
        let lines = [
            "Plank [knees] 3x60s easy",
            "Plank 3x60s easy",
            "Plank [toes] 3x60s easy",
            line,
        ];
        let journal = format!("{head}{}", weekly(START, &lines));
        let found = check(&journal, &day(START, 22), false);
        found
            .into_iter()
            .map(|finding| finding.rule)
            .collect::<Vec<_>>()
    };
    assert!(with("Plank 3x60s easy").is_empty());
    assert_eq!(with("Plank 3x60s easy pain back 6"), ["pain"]);
    assert_eq!(with("Plank 3x60s easy pain back 2"), ["pain-watch"]);
    let failing = weekly(START, &["Plank [toes] 50s! 60s 60s"; 3]);
    assert!(says(
        "form-first-set",
        &format!("{head}{failing}"),
        &day(START, 14)
    ));
    let uneven = weekly(START, &["Side plank  L 3x40s R 3x60s"; 6]);
    assert!(says("asymmetry", &uneven, &day(START, 35)));
    let carry = weekly(START, &["Suitcase carry  L 3x30m R 3x40m pain wrist 1"; 6]);
    assert!(
        says("asymmetry", &carry, &day(START, 35)) && says("pain-watch", &carry, &day(START, 35))
    );
}

#[test]
fn exercises_without_levels_and_target_or_held_for_time_have_no_status() {
    for line in [
        "Clamshell  3x20  easy",
        "Plank  3x60s  easy",
        "Farmer carry 4x20m easy",
    ] {
        assert_eq!(after(&[line, line, line]), [] as [&str; 0], "{line}");
    }
}

#[test]
fn the_number_of_sessions_can_be_set() {
    let journal = weekly(START, &[TEST, EASY, EASY, EASY, EASY]);
    let with = |line: &str, sessions: i32| {
        status(&format!("{line}\n{journal}"), &day(START, 7 * sessions))
    };
    assert_eq!(with("rule ready sessions 4", 3), [] as [&str; 0]);
    assert_eq!(with("rule ready sessions 4", 4), ["ready"]);
    let own = "exercise One-leg bridge\n  ready-sessions 3";
    assert_eq!(with(own, 2), [] as [&str; 0]);
    assert_eq!(with(own, 3), ["ready"]);
}

#[test]
fn only_active_exercises_are_spoken_of() {
    let journal = format!(
        "{}{}",
        weekly(START, &["One-leg bridge [close]  3x10  ok"]),
        weekly("2026-01-12", &["Plank  3x40s"; 12])
    );
    assert_eq!(status(&journal, &day(START, 56)), [] as [&str; 0]);
    // A routine keeps its exercises in view while one of them is trained.
    let routine = format!("routine base: One-leg bridge, Plank\n{journal}");
    assert!(says("retest", &routine, &day(START, 8)));
}

#[test]
fn higher_rows_come_before_a_test_that_is_due() {
    // First reps as many as before, at a new level.
    let up = "One-leg bridge [one foot further]  3x15  ok";
    assert_eq!(after(&[TEST, EASY, EASY, up]), [] as [&str; 0]);
    // Fewer reps, within the test: nothing to say but that all is well.
    let test = "One-leg bridge [one foot further]  test L 14 R 14";
    let start = "One-leg bridge [one foot further]  3x10  ok";
    assert_eq!(after(&[TEST, EASY, EASY, test, start]), [] as [&str; 0]);
    // Fewer reps without a test: the test is due.
    assert_eq!(after(&[TEST, EASY, EASY, start]), ["retest"]);
}

#[test]
fn pain_of_four_or_a_red_flag_anywhere_in_the_session_holds_all_of_it() {
    let with = |other: &str| {
        let last = format!("{EASY}\n  {other}");
        after(&[TEST, EASY, &last])
    };
    assert_eq!(with("Plank  3x40s"), ["ready"]);
    assert_eq!(with("Plank  3x40s  pain back 3"), ["ready"]);
    assert_eq!(with("Plank  3x40s  pain back 4"), ["hold"]);
    assert_eq!(with("Plank  3x40s  \"tingling in the foot\""), ["hold"]);
    // A later session without pain at that place ends it.
    let journal = weekly(
        START,
        &[TEST, EASY, &format!("{EASY}\n  Plank  3x40s  pain back 4")],
    );
    let later = |line: &str| status(&format!("{journal}2026-01-20\n  {line}\n"), &day(START, 16));
    assert_eq!(later("Plank  3x40s"), ["ready"]);
    assert_eq!(later("Plank  3x40s  pain back 1"), ["hold"]);
}

#[test]
fn without_brackets_or_a_ladder_there_is_no_next_level_to_name() {
    let bare = "One-leg bridge  3x15  easy";
    let found = of("ready", &weekly(START, &[bare; 4]), &day(START, 22));
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with("the target is reached"));
    let push_up = format!(
        "exercise Push-up\n  target 3x15\n{}",
        weekly(START, &["Push-up 3x15 easy"; 2])
    );
    assert_eq!(of("ready", &push_up, &day(START, 8)).len(), 1);
}

#[test]
fn a_level_left_for_less_than_56_days_is_not_new() {
    let up = "One-leg bridge [one foot further]  3x15  ok";
    let down = "One-leg bridge [close]  3x15  easy";
    // Up without a test and back: the test at the old level still counts.
    assert_eq!(after(&[TEST, EASY, up, down]), [] as [&str; 0]);
    assert_eq!(after(&[TEST, EASY, up, down, down]), ["ready"]);
}

#[test]
fn a_first_test_that_is_too_low_asks_for_no_other_test() {
    assert_eq!(
        after(&["One-leg bridge [close]  test L 8 R 9"]),
        [] as [&str; 0]
    );
}

#[test]
fn sessions_planned_or_after_today_are_no_evidence() {
    let journal = weekly(START, &[TEST, EASY, EASY]);
    assert_eq!(status(&journal, &day(START, 13)), [] as [&str; 0]);
    assert_eq!(status(&journal, &day(START, 14)), ["ready"]);
    let planned = journal.replace("2026-01-19", "2026-01-19 planned");
    assert_eq!(status(&planned, &day(START, 15)), [] as [&str; 0]);
}

#[test]
fn comments_blank_lines_tags_and_order_change_nothing() {
    let journal = weekly(START, &[TEST, EASY, "", EASY, EASY]);
    let today = day(START, 30);
    let told = |journal: &str| {
        let mut told: Vec<String> = crate::support::findings(journal, &today)
            .iter()
            .filter_map(|line| line.split_once(": ").map(|(_, rest)| rest.to_string()))
            .collect();
        told.sort();
        told
    };
    let plain = told(&journal);
    assert!(!plain.is_empty());
    assert_eq!(told(&journal.replace("\n  ", " #base\n  ")), plain);
    assert_eq!(told(&journal.replace('\n', "   ; a comment\n\n")), plain);
    let head = "goal 1 per week\nroutine base: One-leg bridge\n";
    assert_eq!(
        told(&format!("{head}{journal}")),
        told(&format!("{journal}{head}"))
    );
}
