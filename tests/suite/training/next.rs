//! `strength next`: what it prints, what it plans, and that it can be pasted.

use crate::program::{Run, World};
use crate::support::check;

fn next(journal: &str, args: &[&str]) -> Run {
    let world = World::new().file("journal.strength", journal);
    world.run(&[&["next"], args].concat())
}

fn out(journal: &str, today: &str) -> String {
    let run = next(journal, &["--today", today]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{journal}");
    run.out
}

/// The lines of the plan without comments.
fn plan(journal: &str, today: &str) -> Vec<String> {
    let out = out(journal, today);
    let lines = out
        .lines()
        .filter(|line| !line.trim_start().starts_with(';'));
    let words = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    words.filter(|line| !line.is_empty()).collect()
}

#[test]
fn an_empty_journal_begins_with_the_four_tests() {
    for journal in ["", "; nothing yet\n", "goal 1 per week\n"] {
        assert_eq!(
            plan(journal, "2026-03-09"),
            [
                "2026-03-09 planned",
                "One-leg sit-stand [high seat] test L 12 R 12",
                "Toe taps [close] test 12",
                "One-leg bridge [close] test L 12 R 12",
                "One-leg heel raise [two up one down] test L 12 R 12",
            ]
        );
        let out = out(journal, "2026-03-09");
        assert!(out.contains("do one set of each exercise"), "{out}");
        assert!(out.contains("rest 2min"), "{out}");
    }
}

#[test]
fn a_journal_without_a_session_begins_with_what_it_names() {
    let squat = "exercise Squat\n  target 3x5-8\n  increment 2.5kg\n";
    let expected = ["2026-03-09 planned", "Squat 3x5"];
    assert_eq!(plan(squat, "2026-03-09"), expected);
    assert!(!out(squat, "2026-03-09").contains("do one set of each exercise"));
    let skipped = "2026-03-02\n  Dead bug   skipped \"tired\"\n";
    assert_eq!(plan(skipped, "2026-03-09")[1], "Dead bug done");
}

#[test]
fn a_basic_exercise_that_was_never_tested_is_tested_first() {
    let journal = "2026-03-02\n  Toe taps [close]  test 20\n";
    assert_eq!(
        plan(journal, "2026-03-09"),
        [
            "2026-03-09 planned",
            "Toe taps [close] 3x16",
            "One-leg sit-stand [high seat] test L 12 R 12",
            "One-leg bridge [close] test L 12 R 12",
            "One-leg heel raise [two up one down] test L 12 R 12",
        ]
    );
    assert!(out(journal, "2026-03-09").contains("never tested"));
}

#[test]
fn a_written_routine_is_planned_and_two_take_turns() {
    let empty = "routine A: Dip\n";
    assert_eq!(
        plan(empty, "2026-03-04"),
        ["2026-03-04 planned", "Dip done"]
    );
    let routines = "unit kg\nroutine A: Squat, Row\nroutine B: Deadlift, Dip\n";
    let a = format!("{routines}2026-03-02\n  Squat  3x5@60\n  Row  3x8@40\n");
    assert_eq!(
        plan(&a, "2026-03-04"),
        ["2026-03-04 planned", "Deadlift done", "Dip done"]
    );
    let b = format!("{a}2026-03-04\n  Deadlift  2x5@100\n  Dip  3x8\n");
    assert_eq!(
        plan(&b, "2026-03-06"),
        ["2026-03-06 planned", "Squat 3x5 @60kg", "Row 3x8 @40kg"]
    );
}

#[test]
fn where_nothing_is_active_the_latest_session_is_planned() {
    let journal = "2025-01-06\n  Squat  3x5@60kg\n2025-01-08\n  Plank  3x45s\n  Dip  3x8\n";
    assert_eq!(
        plan(journal, "2026-03-09"),
        ["2026-03-09 planned", "Plank 3x22s", "Dip 3x4"]
    );
}

#[test]
fn a_written_routine_is_not_joined_by_the_basic_exercises_when_it_rests() {
    let journal = "routine R: One-leg bridge\n2026-01-05\n  One-leg bridge [close]  test L 20 R 20\n\
                   2026-01-12\n  One-leg bridge  3x14  ok\n";
    for today in ["2026-03-09", "2026-03-10", "2026-05-01"] {
        let planned = plan(journal, today);
        assert_eq!(planned[1..], ["One-leg bridge [two legs] 3x7"], "{today}");
    }
}

#[test]
fn after_a_long_excuse_a_test_is_what_comes_after_the_first_session() {
    let excused = "routine R: One-leg bridge\n2026-01-05\n  One-leg bridge [close]  test L 20 R 20\n\
                   2026-01-12\n  One-leg bridge  3x14  ok\n2026-01-13..2026-02-20 away\n";
    for today in ["2026-01-30", "2026-02-21"] {
        let text = out(excused, today);
        assert!(text.contains("2026-02-21 planned\n"), "{text}");
        assert!(text.contains("then a test tells how to go on"), "{text}");
    }
    let race = format!("{excused}2026-03-20 race\n");
    assert!(out(&race, "2026-01-30").contains("then 70, 80 and 90 %"));
}

#[test]
fn time_and_distance_go_toward_their_target() {
    let journal =
        |sets: &str| format!("exercise Plank\n  target 3x60s\n2026-03-02\n  Plank  {sets}\n");
    for (sets, next, why) in [
        ("3x45s", "3x50s", "5s more, toward 1min"),
        ("3x45s easy", "3x55s", "10s more, toward 1min"),
        ("3x45s hard", "3x45s", "the same again"),
        ("3x58s easy", "3x1min", "2s more, toward 1min"),
        ("3x70s", "3x1:10", "at the target, the same again"),
        ("45s 45s 40s", "3x45s", "1 set was short, the same again"),
        ("45s 45s 40s!", "3x45s", "form broke in 1 of 3 sets"),
        ("2x45s", "3x45s", "`target 2x1min` says that 2 are the plan"),
        ("3x45s  pain knee 3", "3x45s", "so it stays the same"),
    ] {
        let journal = journal(sets);
        let said = out(&journal, "2026-03-09").replace("\n    ; ", " ");
        assert_eq!(plan(&journal, "2026-03-09")[1], format!("Plank {next}"));
        assert!(said.contains(why), "{said}");
    }
    let carry = "exercise Farmer carry\n  target 3x60m\n2026-03-02\n  \
                 Farmer carry  3x40m @2x24kg\n";
    let at = |today| plan(carry, today).remove(1);
    assert_eq!(at("2026-03-09"), "Farmer carry 3x45m @2x24kg");
    // Back after a break: less once, as `coming-back` says.
    assert_eq!(at("2026-03-20"), "Farmer carry 3x30m @2x24kg");
    assert_eq!(at("2026-04-20"), "Farmer carry 3x20m @2x24kg");
    let back = format!("{carry}2026-04-20\n  Farmer carry  3x20m @2x24kg\n");
    assert_eq!(plan(&back, "2026-04-27")[1], "Farmer carry 3x28m @2x24kg");
}

#[test]
fn what_was_only_tested_was_done() {
    let plank = "exercise Plank\n  measure time\n  target 3x60s\n";
    let tested = format!("{plank}2026-01-05\n  Plank  test 70s\n");
    let text = out(&tested, "2026-01-07");
    assert!(
        text.contains("no sets are written yet: begin light"),
        "{text}"
    );
    assert!(!text.contains("range"), "{text}");
    let never = out(plank, "2026-01-07");
    assert!(
        never.contains("never done: begin light, and stop a set"),
        "{never}"
    );
    let range = out(
        "exercise Squat\n  target 3x5-8\n  increment 2.5kg\n",
        "2026-01-07",
    );
    assert!(range.contains("never done: begin light, at the bottom of the range"));
}

#[test]
fn long_distances_go_in_round_steps() {
    let run = |target: &str, sets: &str, today: &str| {
        let head = format!("exercise Sled push\n  measure distance\n  target 3x{target}\n");
        let journal = format!("{head}2026-03-02\n  Sled push  {sets}\n");
        let line = plan(&journal, today).remove(1);
        line.trim_start_matches("Sled push ").to_string()
    };
    assert_eq!(run("200m", "3x120m", "2026-03-09"), "3x130m");
    assert_eq!(run("400m", "3x300m  easy", "2026-03-09"), "3x340m");
    assert_eq!(run("1km", "3x600m", "2026-03-09"), "3x650m");
    // After a break, too: two steps, half, and 70 %.
    assert_eq!(run("200m", "3x130m", "2026-03-20"), "3x110m");
    assert_eq!(run("200m", "3x130m", "2026-04-01"), "3x60m");
}

#[test]
fn a_target_in_something_else_is_called_so() {
    let journal = "exercise Dead bug\n  target 3x60s\n2026-03-02\n  Dead bug  3x12\n";
    let said = out(journal, "2026-03-09").replace("\n    ; ", " ");
    assert!(
        said.contains("its `target` is in seconds, and the sets are not"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_less_is_not_halved() {
    let journal = "2026-03-02\n  Muscle-up  3x1\n";
    for today in ["2026-03-20", "2026-04-10"] {
        let said = out(journal, today);
        assert!(said.contains("1 again: it cannot be less"), "{said}");
    }
}

#[test]
fn form_that_fails_is_counted_where_no_status_says_it() {
    let mut journal = String::new();
    for day in ["02", "09", "16", "23"] {
        journal += &format!("2026-03-{day}\n  Plank  60s 40s! 30s!\n");
    }
    let said = out(&journal, "2026-03-25").replace("\n    ; ", " ");
    assert!(
        said.contains(
            "form broke in 8 of 12 sets; back from 1min to 30s until one session is clean"
        ),
        "{said}"
    );
}

#[test]
fn the_last_help_is_taken_away() {
    let chin_up = "exercise Chin-up\n  target 2x5-8\n  increment 5kg\n\
                   2026-02-23\n  Chin-up  2x8 -5kg  easy\n2026-03-02\n  Chin-up  2x8 -5kg  easy\n";
    assert_eq!(plan(chin_up, "2026-03-09")[1], "Chin-up 2x5 +0kg");
    let said = out(chin_up, "2026-03-09");
    assert!(
        said.contains("2x8 -5kg is reached: +0kg, from 5 reps on"),
        "{said}"
    );
    // Without bodyweight only the increment tells that a step is long.
    let step = "exercise Chin-up\n  target 2x5-8\n  increment 5kg\n\
                2026-02-23\n  Chin-up  2x8 -20kg\n2026-03-02\n  Chin-up  2x5 -10kg\n";
    let said = out(step, "2026-03-09").replace("\n    ; ", " ");
    assert!(
        said.contains("rose by more than one `increment` on 2 March"),
        "{said}"
    );
}

#[test]
fn a_load_is_not_tested_after_a_break() {
    let squat = "exercise Squat\n  target 3x5-8\n2026-03-02\n  Squat  3x8 @100kg\n";
    let said = out(squat, "2026-04-20");
    assert!(
        said.contains("half of 8 once; then 70, 80 and 90 %"),
        "{said}"
    );
    assert!(!said.contains("test"), "{said}");
}

#[test]
fn what_nobody_aims_at_is_repeated() {
    let journal = "2026-03-02\n  Plank  3x45s\n  Side plank  L 2x30s R 2x30s\n  \
                   Farmer carry  4x20m @2x24kg\n  Dip  3x8 -20kg\n  20 minute flow: 3x5\n";
    assert_eq!(
        plan(journal, "2026-03-09"),
        [
            "2026-03-09 planned",
            "Plank 3x45s",
            "Side plank 2x30s",
            "Farmer carry 4x20m @2x24kg",
            "Dip 3x8 -20kg",
            "20 minute flow: 3x5",
        ]
    );
}

#[test]
fn the_day_is_rested_and_has_no_session_yet() {
    let journal = "2026-03-09\n  Dip  3x8\n";
    assert_eq!(plan(journal, "2026-03-09")[0], "2026-03-11 planned");
    assert_eq!(plan(journal, "2026-03-10")[0], "2026-03-11 planned");
    let planned = format!("{journal}2026-03-11 planned\n  Dip  3x8\n");
    assert_eq!(plan(&planned, "2026-03-10")[0], "2026-03-12 planned");
}

#[test]
fn pain_is_for_a_professional_and_its_session_is_not_planned() {
    let journal = "2026-03-02 \"calf swollen\"\n  Squat  3x5@60kg\n  Dip  3x8\n";
    assert_eq!(plan(journal, "2026-03-03"), [] as [&str; 0]);
    let told = out(journal, "2026-03-03");
    assert!(
        told.contains("; Squat, Dip: you noted \"swollen\" on 2 March"),
        "{told}"
    );
    assert!(
        told.contains("doctor or physiotherapist promptly"),
        "{told}"
    );
    let one = "2026-03-02\n  Squat  3x5@60kg pain knee 7\n  Dip  3x8\n";
    assert_eq!(plan(one, "2026-03-09"), ["2026-03-09 planned", "Dip 3x8"]);
}

#[test]
fn errors_are_told_and_the_rest_is_planned() {
    let run = next(
        "2026-03-02\n  Dip  3x8\n  Squat  3xx5\n",
        &["--today", "2026-03-09"],
    );
    assert_eq!(run.code, 1);
    assert!(run.out.contains("Dip   3x8"), "{}", run.out);
    assert_eq!(
        run.err,
        "strength: the journal has 1 error, and 1 line was not read; `strength check` shows it\n"
    );
    assert_eq!(World::new().run(&["next", "missing.strength"]).code, 2);
}

#[test]
fn every_condition_on_request() {
    let journal = "2026-01-05\n  One-leg bridge [close]  test L 20 R 20\n2026-01-12\n  \
                   One-leg bridge  3x15  ok\n2026-01-19\n  One-leg bridge  3x15  ok\n";
    let run = next(journal, &["--all", "--today", "2026-01-20"]);
    for line in [
        "; ready: all sets at target: not met, 2 of 3 sessions",
        "; ready: no form failure: too early to tell (2 of 3 sessions)",
        "; ready: tested at this level: met",
        "; pain: pain of 6 or more: not met",
    ] {
        assert!(run.out.contains(line), "{line}\n{}", run.out);
    }
    assert!(run.out.contains("hold: 2 of 3 sessions at the target"));
}

#[test]
fn the_week_is_told() {
    let journal = "goal 1 per week\n2026-03-02\n  Dip  3x8\n";
    let told = out(journal, "2026-03-03");
    assert!(
        told.starts_with("; 1 of 1 this week; next due by Sunday 15 March\n"),
        "{told}"
    );
    let quiet = next(journal, &["--today", "2026-03-03", "-q"]);
    assert!(
        quiet.out.starts_with("2026-03-04 planned\n"),
        "{}",
        quiet.out
    );
}

#[test]
fn nothing_of_a_journal_reaches_the_terminal_raw() {
    let journal = "exercise Lift\u{202e}up\n  level a\u{9b}b\n  level c\n2026-03-02\n  \
                   Lift\u{202e}up [a\u{9b}b]  3x8\n";
    let run = next(journal, &["--all", "--today", "2026-03-03"]);
    let acts = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!run.out.contains(acts), "{:?}", run.out);
    let coloured = next(journal, &["--color", "always", "--today", "2026-03-03"]);
    assert!(coloured.out.contains("\u{1b}["), "{}", coloured.out);
}

/// What is printed, added to the journal, brings no finding that was not there.
fn can_be_pasted(journal: &str, today: &str) {
    let findings = |text: &str| {
        let world = World::new().file("journal.strength", text);
        world
            .run(&[
                "check",
                "--format",
                "short",
                "-q",
                "--today",
                today,
                "journal.strength",
            ])
            .out
    };
    let run = next(journal, &["--all", "--today", today]);
    let pasted = format!("{journal}\n{}", run.out);
    assert_eq!(
        findings(&pasted),
        findings(&format!("{journal}\n")),
        "{pasted}"
    );
}

#[test]
fn the_plan_can_be_pasted_into_the_journal() {
    for today in ["2025-05-01", "2025-08-18", "2026-01-04", "2026-03-09"] {
        // What comes after that day is cut off, as it was not yet written.
        let year = include_str!("../../../samples/year.strength");
        let lines = year.lines();
        let until: Vec<&str> = lines
            .take_while(|line| !(line.len() > 10 && line.starts_with("20") && &line[..10] > today))
            .collect();
        can_be_pasted(&until.join("\n"), today);
    }
    can_be_pasted(
        include_str!("../../../samples/lifter.strength"),
        "2026-03-06",
    );
    can_be_pasted(
        include_str!("../../../samples/first-weeks.strength"),
        "2026-02-25",
    );
    can_be_pasted("", "2026-03-09");
    can_be_pasted(
        "exercise 90/90 hip lift\n  sides each\n  level low\n  level high\n2026-03-02\n  \
         90/90 hip lift: [low]  test L 12 R 12\n  Row 2 easy: 3x5\n  Chest fly (wide): 3x8 @10kg\n",
        "2026-03-09",
    );
    for card in strength::cards() {
        let rules = strength::analysis::RULES.iter();
        if rules.clone().any(|rule| rule.card.name == card.name) {
            can_be_pasted(card.example, card.today);
        }
    }
}

#[test]
fn explain_shows_what_holds_in_a_journal_and_what_was_counted() {
    let journal = "rule form-failure sensitivity eager\nexercise One-leg bridge\n  floor 6\n\
                   rule ready add-ok 2\n2026-01-05\n  One-leg bridge [close]  test L 20 R 20\n\
                   2026-01-12\n  One-leg bridge  3x12\n2026-01-19\n  \
                   One-leg bridge  12 12 11!  each\n";
    let world = World::new().file("journal.strength", journal);
    let explain = |name| {
        let run = world.run(&["explain", name, "journal.strength", "--today", "2026-01-26"]);
        assert_eq!(run.code, 0, "{}", run.err);
        run.out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let form = explain("form-failure");
    assert!(form.contains("in this journal eager, line 1"), "{form}");
    assert!(
        form.contains("too early to tell (2 of 3 sessions)"),
        "{form}"
    );
    let ready = explain("ready");
    assert!(ready.contains("in this journal 2, line 4"), "{ready}");
    assert!(ready.contains("for One-leg bridge 6, line 3"), "{ready}");
    assert!(
        ready.contains("all sets at target: not met, 0 of 3 sessions"),
        "{ready}"
    );
    for (rule, counted) in [
        ("form-first-set", "too early to tell (2 of 3 sessions)"),
        ("form-cue", "too early to tell (2 of 3 sessions)"),
        (
            "form-earlier-rep",
            "too early to tell (2 of 6 sessions with 12 reps)",
        ),
        (
            "form-last-set",
            "form broke in 1 set of the last six sessions; 4 say it if all are last ones",
        ),
        (
            "form-context",
            "0 sessions on days with a hard run, 2 on others; it takes 4 of each",
        ),
        ("asymmetry", "too early to tell (2 of 6 sessions)"),
        (
            "spacing",
            "7 days between the last two sessions; fewer than 2 say it",
        ),
        ("coming-back", "7 days since the last session;"),
        ("pain-watch", "no pain noted in the last session"),
        ("missed-week", "weeks 0 of the last 3 counted weeks missed"),
        ("below-maintenance", "0 of the last 3 counted weeks missed"),
        ("short-week", "1 of 1 sessions in the last week"),
        ("at-risk", "0 of 1 sessions this week: open"),
    ] {
        let told = explain(rule);
        assert!(told.contains(counted), "{rule}: {told}");
    }
    let more = format!("{journal}2026-01-26\n  One-leg bridge  12 12 11!  each\n");
    let world = World::new().file("journal.strength", more);
    let run = world.run(&[
        "explain",
        "form-failure",
        "journal.strength",
        "--today",
        "2026-01-26",
    ]);
    assert!(
        run.out
            .contains("points 0 of 6; form broke in 2 of the last 18 sets"),
        "{}",
        run.out
    );
}

#[test]
fn a_written_increment_leads_from_no_load_to_the_first() {
    let journal = "\
exercise Pull-up
  target 3x5-8
  increment 5kg
2026-01-05
  Pull-up  3x8  ok
2026-01-12
  Pull-up  3x8  ok
2026-01-19
  Pull-up  3x8  ok
";
    assert!(!super::says("retest", journal, "2026-01-20"));
    assert!(super::says("ready", journal, "2026-01-20"));
    assert!(plan(journal, "2026-01-20").contains(&"Pull-up 3x5 +5kg".to_string()));
}

#[test]
fn check_names_the_sets_that_are_planned() {
    let tested = "\
2026-01-05
  Toe taps [close]  test 27
2026-01-12
  Toe taps  3x20  easy
2026-01-26
  Toe taps [one foot further]  test 25
2026-02-02
  Toe taps  3x20  ok
";
    let short = "\
2026-01-19
  One-leg bridge [close]  test L 10 R 10
2026-01-26
  One-leg bridge  L 6 6 4 R 6 4 4
2026-02-02
  One-leg bridge  L 6 4 4 R 6 4 3
";
    let untested = "\
2026-01-26
  One-leg bridge [close]  3x15  easy
2026-02-02
  One-leg bridge [two feet further]  3x15  hard
";
    let free = "\
2026-01-19
  Press-up  20 18! 15!
2026-01-26
  Press-up  20! 18! 15!
2026-02-02
  Press-up  20! 18! 15!
";
    let over = "\
2026-01-19
  One-leg heel raise [one leg]  test L 20 R 20
2026-01-26
  One-leg heel raise  3x15  easy
2026-02-02
  One-leg heel raise  3x15  easy  pain R calf 2
2026-02-03 pain R calf 1
2026-02-05 pain R calf 0
";
    let cases = [
        // Fewer than the test allows, since the level is new.
        ("too-fast", tested, "2026-02-10", "3x18"),
        // After a break of 28 days half of that.
        ("too-fast", tested, "2026-03-10", "3x8"),
        ("too-fast", untested, "2026-02-10", "3x15"),
        ("too-fast", untested, "2026-03-10", "3x7"),
        ("back-off", short, "2026-02-10", "3x3"),
        ("form-failure", free, "2026-02-10", "3x15"),
        ("hold", over, "2026-02-10", "3x7"),
    ];
    for (rule, journal, today, sets) in cases {
        let line = plan(journal, today).swap_remove(1);
        assert!(line.ends_with(sets), "{line} in {journal}");
        let help = super::only(rule, journal, today).help;
        let same = help.starts_with(&format!("next time {sets}"));
        assert!(same, "{help} beside {line} in {journal}");
        // After a break the reps are named once.
        let back = crate::support::check(journal, today, false);
        let back = back.iter().filter(|finding| finding.rule == "coming-back");
        for finding in back {
            assert!(!finding.help.contains(" reps)"), "{}", finding.help);
        }
    }
}

#[test]
fn pain_that_is_gone_can_only_come_back() {
    let text = "2026-01-12 Mon\n  Toe taps  3x14 ok  pain left knee 3\n2026-01-13 pain L knee 0\n";
    let world = World::new().file("journal.strength", text);
    let plan = world.run(&["next", "--today", "2026-01-14"]).out;
    let plan = plan.replace("\n    ; ", " ");
    assert!(plan.contains("gone since 13 January"), "{plan}");
    assert!(plan.contains("if it comes back, see a doctor"), "{plan}");
}

#[test]
fn a_level_raised_in_race_preparation_stays_down_until_that_is_over() {
    let text = "\
2026-01-05 Mon
  Toe taps [close] test 24
2026-01-12 Mon
  Toe taps [close] 3x20 ok
2026-01-19 Mon
  Toe taps [close] 3x20 ok
2026-01-26 Mon
  Toe taps [one foot further] 3x12 ok
2026-03-20 race \"Half\" prep 12 weeks
";
    let findings = check(text, "2026-01-28", false);
    let fast = findings.iter().find(|finding| finding.rule == "too-fast");
    let help = &fast.expect("too fast").help;
    assert!(
        help.ends_with("; stay there until race preparation is over"),
        "{help}"
    );
}
