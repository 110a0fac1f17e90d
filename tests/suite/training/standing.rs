//! `pain`, `pain-watch`, `too-fast`, `back-off` and `stalled` on real text.

use super::{day, of, says, weekly};
use crate::support::{check, check_carets};
use strength::finding::{Datum, Finding, Severity};

const START: &str = "2026-01-05";
const TEST: &str = "One-leg bridge [close]  test L 20 R 20";
const PAIN: &[&str] = &["pain", "pain-watch"];

fn only(rule: &str, journal: &str, today: &str) -> Finding {
    let mut found = check(journal, today, false);
    found.retain(|finding| finding.rule == rule);
    assert_eq!(found.len(), 1, "{rule} in {journal}\n{found:#?}");
    found.remove(0)
}

/// A finding of the day after the last of weekly sessions.
fn after(rule: &str, lines: &[&str]) -> Finding {
    let today = day(START, 7 * lines.len() as i32 - 6);
    only(rule, &weekly(START, lines), &today)
}

/// Which of the rules speak then.
fn spoken(lines: &[&str]) -> Vec<&'static str> {
    let journal = weekly(START, lines);
    let today = day(START, 7 * lines.len() as i32 - 6);
    let found = check(&journal, &today, false);
    let rules = [
        "pain",
        "pain-watch",
        "too-fast",
        "back-off",
        "retest",
        "hold",
        "ready",
        "stalled",
    ];
    rules
        .into_iter()
        .filter(|rule| found.iter().any(|finding| finding.rule == *rule))
        .collect()
}

#[test]
fn pain_of_six_is_a_warning_and_less_is_advice() {
    for (pain, rule) in [
        (1, "pain-watch"),
        (5, "pain-watch"),
        (6, "pain"),
        (10, "pain"),
    ] {
        let line = format!("One-leg bridge  3x12  pain knee {pain}");
        assert_eq!(spoken(&[TEST, &line]), [rule], "{pain}");
    }
    assert_eq!(
        spoken(&[TEST, "One-leg bridge  3x12  pain knee 0"]),
        [] as [&str; 0]
    );
    let finding = after("pain", &[TEST, "Bridge on chair  3x12  pain left hip 6"]);
    assert_eq!(
        finding.message,
        "One-leg bridge: you noted pain 6/10 in the left hip on 12 January; this program cannot \
         judge pain, please talk to a doctor or physiotherapist before the next session"
    );
    assert_eq!(
        finding.help,
        "nothing is planned for it until then; when it is gone, write it with the day: \
         `2026-01-13 pain L hip 0`"
    );
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]  3x12  pain L knee 3
  Toe taps [close]        3x12  pain 7
                                ^^^^^^ pain
  Plank                   3x40s pain back 2
                                ^^^^^^^^^^^ pain-watch
2026-01-12
  One-leg bridge          3x12  pain L knee 5, R knee 1
                                ^^^^^^^^^^^^^ pain-watch
",
        "2026-01-12",
        PAIN,
    );
}

#[test]
fn mild_pain_says_what_to_write_the_morning_after() {
    let mild = after(
        "pain-watch",
        &[TEST, "One-leg bridge  3x12  pain right knee 2"],
    );
    assert_eq!(
        mild.message,
        "One-leg bridge: you noted pain 2/10 in the right knee on 12 January; nothing is made \
         harder while pain is noted, and if it stays or grows, see a doctor or physiotherapist"
    );
    assert_eq!(mild.help, "keep the reps and the level");
    assert_eq!(
        mild.data,
        [
            ("side", Datum::Text("right".to_string())),
            ("place", Datum::Text("knee".to_string())),
            ("level", Datum::Int(2)),
        ]
    );
    let more = after(
        "pain-watch",
        &[TEST, "One-leg bridge  3x12  pain right knee 4"],
    );
    assert_eq!(
        more.help,
        "keep the reps and the level, and note whether it is gone the morning after: \
         `2026-01-13 pain R knee 0`, or how strong it is"
    );
    // It ends when it is gone, with a session without pain, or by an allow.
    let journal = weekly(START, &[TEST, "One-leg bridge  3x12  pain right knee 4"]);
    let told = |more: &str| says("pain-watch", &format!("{journal}{more}\n"), "2026-01-20");
    assert!(told(""));
    assert!(!told("2026-01-13 pain R knee 0"));
    assert!(told("2026-01-13 pain L knee 0"));
    assert!(!told("2026-01-19\n  One-leg bridge  3x12"));
    assert!(!told("allow pain-watch for One-leg bridge"));
}

#[test]
fn pain_that_rises_or_stays_over_night() {
    let knee = |pain: u8| format!("One-leg bridge [close]  3x12  pain left knee {pain}");
    let lines = [knee(1), knee(2), knee(3)];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let finding = after("pain", &lines);
    assert!(
        finding.message.starts_with(
            "One-leg bridge: you noted pain 3/10 in the left knee on 19 January, after 1 and 2 in \
             the two sessions before; "
        ),
        "{}",
        finding.message
    );
    assert_eq!(finding.related.len(), 2);
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]  3x12  pain left knee 2
2026-01-06 pain L knee 1
                ^^^^^^^^ pain
",
        "2026-01-06",
        PAIN,
    );
}

#[test]
fn a_warning_sign_stands_on_its_note() {
    check_carets(
        "\
2026-01-05
  One-leg bridge [close]  3x12  \"knee swollen\"
                                 ^^^^^^^^^^^^ pain
  Toe taps [close]        3x12  \"no swelling\"
",
        "2026-01-06",
        PAIN,
    );
    let swollen = after(
        "pain",
        &[TEST, "One-leg bridge  3x12  \"knee swollen, felt a pop\""],
    );
    assert!(
        swollen
            .message
            .contains("you noted \"swollen\" on 12 January; ")
            && swollen.message.ends_with(
                "please talk to a doctor or physiotherapist promptly, before the next session"
            ),
        "{}",
        swollen.message
    );
    let chest = after(
        "pain",
        &[TEST, "One-leg bridge  3x12  \"fever, chest pain\""],
    );
    assert!(
        chest.message.ends_with(
            "if it is there now, call the emergency services; see a doctor before the next session"
        ),
        "{}",
        chest.message
    );
}

#[test]
fn a_sign_in_the_note_of_a_session_is_one_finding_for_all_its_exercises() {
    let journal = "\
2026-01-05
  \"chest tightness on the stairs\"
  One-leg bridge [close]  3x12
  Toe taps [close]        3x12
  Plank                   3x40s  pain back 7
";
    let found = of("pain", journal, "2026-01-06");
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("2:4: warning[pain]: you noted \"chest tightness\" on 5 January"));
    assert!(found[1].starts_with("5:34: warning[pain]: Plank: you noted pain 7/10"));
    // It ends for each exercise that is trained again, or when it is gone.
    let again = format!("{journal}2026-01-12\n  One-leg bridge  3x12\n  Toe taps  3x12\n");
    assert_eq!(of("pain", &again, "2026-01-13").len(), 2);
    let again = format!("{again}  Plank  3x40s\n");
    assert!(of("pain", &again, "2026-01-13").is_empty());
    let knee = journal.replace("chest tightness on the stairs", "left knee swollen");
    let gone = |place: &str| {
        let journal = format!("{knee}2026-01-07 pain {place} 0\n");
        of("pain", &journal, "2026-01-08").len()
    };
    assert_eq!(gone("hip"), 2);
    assert_eq!(gone("L knee"), 1);
}

#[test]
fn nothing_silences_pain() {
    let journal = weekly(START, &[TEST, "One-leg bridge  3x12  pain knee 7"]);
    let errors = |journal: &str| {
        let found = check(journal, &day(START, 8), false);
        assert!(
            found.iter().any(|finding| finding.rule == "pain"),
            "{found:#?}"
        );
        let mut errors = found;
        errors.retain(|finding| finding.severity == Severity::Error);
        let said = |finding: Finding| format!("{}; {}", finding.message, finding.help);
        errors.into_iter().map(said).collect::<Vec<_>>()
    };
    let help = "write how the pain is now: `pain PLACE 0` when it is gone";
    for line in [
        "allow pain",
        "allow pain for One-leg bridge",
        "rule pain off",
        "rule pain note",
    ] {
        assert_eq!(
            errors(&format!("{line}\n{journal}")),
            [format!("pain cannot be allowed away; {help}")],
            "{line}"
        );
    }
    let by_line = journal.replace("knee 7", "knee 7 allow pain");
    assert_eq!(
        errors(&by_line),
        [format!("pain cannot be allowed away; {help}")]
    );
    assert_eq!(
        errors(&format!("rule pain level 8\n{journal}")),
        [
            "`level` cannot be set for pain; the limits of pain cannot be set: this program cannot \
             judge pain"
        ]
    );
    // To make it an error is not to silence it.
    let louder = format!("rule pain error\n{journal}");
    assert_eq!(
        only("pain", &louder, &day(START, 8)).severity,
        Severity::Error
    );
}

#[test]
fn leaving_an_exercise_out_is_no_sign_that_pain_is_gone() {
    let pain = "One-leg bridge [close]  3x12  pain knee 7";
    assert_eq!(spoken(&[pain, "One-leg bridge skipped"]), ["pain"]);
    assert_eq!(spoken(&[pain, "Plank 3x40s"]), ["pain"]);
    // Pain that is noted where it was left out counts.
    assert_eq!(
        spoken(&[TEST, "One-leg bridge skipped pain knee 7"]),
        ["pain"]
    );
    // And pain in an exercise that was only done.
    assert_eq!(spoken(&["One-leg bridge done pain knee 7"]), ["pain"]);
    assert_eq!(spoken(&["One-leg bridge done"]), [] as [&str; 0]);
}

#[test]
fn pain_names_the_status_and_others_are_not_said() {
    let easy = "One-leg bridge  3x15  easy";
    let hurts = "One-leg bridge  3x15  easy  pain knee 6";
    assert_eq!(spoken(&[TEST, easy, easy]), ["ready"]);
    assert_eq!(spoken(&[TEST, easy, hurts]), ["pain"]);
    let some = "One-leg bridge  3x15  easy  pain knee 3";
    assert_eq!(spoken(&[TEST, easy, some]), ["pain-watch", "hold"]);
}

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
        "go back to `close` with 15 reps; before you go up, write a test: \
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
        "go on with 8 reps, 4 below the test, or go back to `close`"
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
    assert_eq!(finding.help, "go back to @100kg and go up in smaller steps");
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
        "go back to @100kg until race preparation is over"
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
        "go back to 10 reps; after one clean session there, add again"
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
        "One-leg bridge: too much for now: several sets of the last two sessions were short by \
         two or more"
    );
    assert_eq!(
        finding.help,
        "go back to 9 reps; after one session with all sets full, add again"
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
