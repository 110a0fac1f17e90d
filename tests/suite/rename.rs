//! `strength rename`: before and after, what is refused, and laws over generated journals.

use crate::generate;
use crate::program::World;
use std::fs;

/// The text of the journal after a rename that went well.
#[track_caller]
fn renamed(text: &str, old: &str, new: &str) -> String {
    let world = World::new().file("journal.strength", text);
    let run = world.run(&["rename", old, new]);
    assert_eq!(run.code, 0, "{}", run.err);
    read(&world, "journal.strength")
}

fn read(world: &World, name: &str) -> String {
    fs::read_to_string(world.folder.join(name)).expect("the file is there")
}

#[track_caller]
fn refused(text: &str, args: &[&str], why: &str) {
    let world = World::new().file("journal.strength", text);
    let run = world.run(&[&["rename"], args].concat());
    assert_eq!(run.code, 2, "{}{}", run.out, run.err);
    assert!(run.err.contains(why), "{}", run.err);
    assert_eq!(read(&world, "journal.strength"), text);
}

#[test]
fn every_place_that_names_the_exercise_is_renamed() {
    let text = "\
exercise Box jump            ; Box jump it is
  also  jumper, boxes
routine legs: Dip, box-jump
allow stalled for Box jump until 2027-01-01 \"why\"

2026-03-02
  Box jump: 3x5 \"Box jump felt fine\"
  jumper   3x5
  box  JUMP\t3x5
2026-03-32
  Box jump 5
2026-03-03
  Box jump 100kg 3x5
";
    let wanted = "\
exercise Hop            ; Box jump it is
  also  jumper, boxes
routine legs: Dip, Hop
allow stalled for Hop until 2027-01-01 \"why\"

2026-03-02
  Hop: 3x5 \"Box jump felt fine\"
  jumper   3x5
  box  JUMP\t3x5
2026-03-32
  Hop 5
2026-03-03
  Hop 100kg 3x5
";
    let text = text.replace("box  JUMP", "box JUMP");
    let wanted = wanted.replace("box  JUMP", "Hop");
    assert_eq!(renamed(&text, "Box jump", "Hop"), wanted);
    let world = World::new().file("journal.strength", &text);
    let run = world.run(&["rename", "Box jump", "Hop"]);
    assert_eq!(run.out, "journal.strength: 7 names changed\n");
    assert!(
        run.err
            .contains("2 mentions of it in notes and comments were left"),
        "{}",
        run.err
    );
}

#[test]
fn included_files_are_renamed_and_diff_writes_nothing() {
    let world = World::new()
        .file(
            "journal.strength",
            "include years/*.strength\n\n2026-03-02\n  Hop 3x5\n",
        )
        .file("years/2025.strength", "2025-03-02\r\n\tHop\t3x5\r\n");
    let run = world.run(&["rename", "--diff", "hop", "Box jump"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("-  Hop 3x5\n+  Box jump 3x5\n"),
        "{}",
        run.out
    );
    assert_eq!(
        read(&world, "years/2025.strength"),
        "2025-03-02\r\n\tHop\t3x5\r\n"
    );
    assert_eq!(world.run(&["rename", "hop", "Box jump"]).code, 0);
    assert_eq!(
        read(&world, "years/2025.strength"),
        "2025-03-02\r\n\tBox jump\t3x5\r\n"
    );
    assert!(read(&world, "journal.strength").ends_with("  Box jump 3x5\n"));
}

#[test]
fn a_name_is_written_so_that_it_is_read_as_one() {
    let text = "routine r: Hop, Dip\n2026-03-02\n  Hop [a] 3x5\n  Hop: 5\n";
    let wanted = "routine r: 90/90 hip lift, Dip\n2026-03-02\n  90/90 hip lift: [a] 3x5\n  90/90 hip lift: 5\n";
    assert_eq!(renamed(text, "Hop", "90/90 hip lift"), wanted);
    let wanted = "routine r: \"Hop, high\", Dip\n2026-03-02\n  Hop, high [a] 3x5\n  Hop, high: 5\n";
    assert_eq!(renamed(text, "Hop", "Hop, high"), wanted);
    assert_eq!(renamed(text, "Hop", "HOP"), text.replace("Hop", "HOP"));
    assert_eq!(
        renamed(&text.replace("Hop", "Café"), "Café", "Cafe"),
        text.replace("Hop", "Cafe")
    );
    for name in ["", "a \"b\"", "5x5 squat", "a; b", "a: b", "L", "a @ b"] {
        refused(text, &["Hop", name], "cannot be the name of an exercise");
    }
    refused(text, &["Hpo", "Jump"], "the nearest name is `Hop`");
    refused(
        text,
        &["Squat", "Jump"],
        "`Squat` is built in, but this journal has no entry of it",
    );
}

#[test]
fn two_exercises_are_merged_only_on_request() {
    let text = "exercise Hop\n  also hopping\nroutine r: Hop, Jump\n2026-03-02\n  Hop 3x5\n  hopping 3\n  Jump 3x6\n";
    refused(
        text,
        &["Hop", "jump"],
        "Hop (2 entries) and Jump (1 entry) are two exercises; `--merge`",
    );
    let world = World::new().file("journal.strength", text);
    let run = world.run(&["rename", "Hop", "Jump", "--merge"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let wanted = "exercise Jump\n  also hopping\nroutine r: Jump\n2026-03-02\n  Jump 3x5\n  hopping 3\n  Jump 3x6\n";
    assert_eq!(read(&world, "journal.strength"), wanted);
    let text = "exercise Hop\n  target 3x5\nexercise Jump\n  target 3x6\n2026-03-02\n  Hop 3x5\n";
    refused(
        text,
        &["Hop", "Jump", "--merge"],
        "it would lead to an error: journal.strength:4:",
    );
}

#[test]
fn what_the_catalogue_says_goes_with_the_name() {
    let text = "2026-03-02\n  Toe taps   3x20\n  toe tap    3x20\n  Squat      3x5\n";
    let after = renamed(text, "Toe taps", "Zehentippen");
    let words = after.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "exercise Zehentippen also toe tap sides alternating",
        "target 3x20 rest 2min",
        "routine basic: One-leg sit-stand, Zehentippen, One-leg bridge",
    ] {
        assert!(words.contains(part), "{after}");
    }
    assert!(
        after.contains("  Zehentippen   3x20\n  toe tap       3x20\n"),
        "{after}"
    );
    let world = World::new().file("journal.strength", &after);
    let export = world.run(&["export", "json"]).out;
    assert_eq!(
        export.matches("\"exercise\":\"Zehentippen\"").count(),
        2,
        "{export}"
    );
    assert_eq!(world.run(&["check"]).code, 0);

    let text = "exercise Toe taps   ; mine\n  target 2x10\n  also ttt\n2026-03-02\n  ttt 10\n";
    let after = renamed(text, "ttt", "Tap");
    assert!(after.starts_with("exercise Tap   ; mine\n"), "{after}");
    assert!(
        after.contains("  sides alternating\n") && !after.contains("3x20"),
        "{after}"
    );
    assert!(after.contains("\n  Tap 10\n"), "{after}");

    assert_eq!(
        renamed("2026-03-02\n  Sqat 5\n", "Sqat", "Squat"),
        "2026-03-02\n  Squat 5\n"
    );
    assert_eq!(
        renamed("2026-03-02\n  Squat 5\n", "Squat", "back squat"),
        "2026-03-02\n  back squat 5\n"
    );
    assert_eq!(
        renamed("2026-03-02\n  Squat 5\n", "Squat", "SQUAT"),
        "exercise SQUAT\n\n2026-03-02\n  SQUAT 5\n"
    );
}

#[test]
fn there_and_back_again_gives_the_same_bytes() {
    let mut tried = 0;
    for seed in 0..150 {
        let text = generate::journal(seed).replace("Squat", "Zercher hop");
        let world = World::new().file("journal.strength", &text);
        let run = world.run(&["rename", "Zercher hop", "Zercher run"]);
        if run.err.contains("no exercise of this journal") || run.err.contains("spelled") {
            continue;
        }
        assert_eq!(run.code, 0, "seed {seed}: {}\n{text}", run.err);
        let there = read(&world, "journal.strength");
        let run = world.run(&["rename", "Zercher run", "Zercher hop"]);
        assert_eq!(run.code, 0, "seed {seed}: {}\n{there}", run.err);
        let back = read(&world, "journal.strength");
        assert_eq!(
            back.to_lowercase().replace('-', " "),
            text.to_lowercase().replace('-', " "),
            "seed {seed}"
        );
        tried += 1;
    }
    assert!(tried > 20, "{tried}");
}
