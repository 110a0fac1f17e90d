//! `strength log` and `strength next --write`: journals before and after, and what must always hold.

use crate::generate;
use crate::program::{Run, World};
use std::fs;
use std::process::Command;
use strength::check_text;
use strength::date::Date;

const FILE: &str = "a.strength";

/// Runs `log` on 9 March 2026; what it says, and the file afterwards.
fn logged(before: impl AsRef<[u8]>, args: &[&str]) -> (Run, String) {
    let world = World::new().file(FILE, before);
    let run = world.run(&[&["log", "-f", FILE], args].concat());
    let after = fs::read_to_string(world.folder.join(FILE)).expect("it is there");
    (run, after)
}

#[track_caller]
fn becomes(before: &str, args: &[&str], after: &str) {
    let (run, found) = logged(before, args);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert_eq!(found, after, "{}{}", run.out, run.err);
}

#[track_caller]
fn refused(before: &str, args: &[&str], code: u8, told: &str) {
    let (run, after) = logged(before, args);
    assert_eq!(run.code, code, "{}{}", run.out, run.err);
    assert_eq!(after, before);
    let all = format!("{}{}", run.out, run.err);
    assert!(all.contains(told), "{all}");
}

#[test]
fn a_session_is_made_in_the_style_of_the_file() {
    let entry = ["squat 3x5 @62.5kg \"good\""];
    becomes("", &entry, "2026-03-09\n  Squat   3x5 @62.5kg   \"good\"\n");
    becomes(
        "2026/03/02: Mon\r\n\t- Squat: 3x5 @60kg\r\n",
        &["squat 3x5 @62.5kg"],
        "2026/03/02: Mon\r\n\t- Squat: 3x5 @60kg\r\n\r\n2026/03/09: Mon\r\n\t- Squat: 3x5 @62.5kg\r\n",
    );
    becomes(
        "\u{FEFF}2026-03-02\n Squat 3x5 @60kg „fine“",
        &entry,
        "\u{FEFF}2026-03-02\n Squat 3x5 @60kg „fine“\n\n2026-03-09\n Squat 3x5 @62.5kg „good“\n",
    );
    becomes(
        "2026-03-02\n  Squat\t3x5 @60kg\n2026-03-04\n  Squat\t3x5 @60kg\n",
        &["squat 3x5 @62.5kg"],
        "2026-03-02\n  Squat\t3x5 @60kg\n2026-03-04\n  Squat\t3x5 @60kg\n2026-03-09\n  Squat\t3x5 @62.5kg\n",
    );
}

#[test]
fn several_entries_stand_in_columns() {
    becomes(
        "2026-03-02 Mon\n  Toe taps         3x20   ok\n  One-leg bridge   3x12   ok\n",
        &["toe taps 20 20 18! ok", "bridge 3x13 easy"],
        "2026-03-02 Mon\n  Toe taps         3x20   ok\n  One-leg bridge   3x12   ok\n\n\
         2026-03-09 Mon\n  Toe taps         20 20 18!   ok\n  One-leg bridge   3x13        easy\n",
    );
}

#[test]
fn it_stands_in_order_of_the_dates() {
    let entry = ["dip 3x8"];
    let new = "2026-03-09\n  Dip   3x8\n";
    let day = |day: u8| format!("2026-03-{day:02}\n  Dip   3x8\n");
    let before = format!("# March\n\n{}\n; soon\n{}", day(2), day(20));
    let after = format!("# March\n\n{}\n{new}\n; soon\n{}", day(2), day(20));
    becomes(&before, &entry, &after);
    // Newest first.
    let before = format!("; mine\n\n{}\n{}\n{}", day(20), day(4), day(2));
    let after = format!("; mine\n\n{}\n{new}\n{}\n{}", day(20), day(4), day(2));
    becomes(&before, &entry, &after);
    let before = format!("{}\n{}", day(4), day(2));
    becomes(&before, &entry, &format!("{new}\n{before}"));
    // The first of all, and one below another that is out of order.
    becomes(&day(20), &entry, &format!("{new}\n{}", day(20)));
    let before = format!("{}\n{}\n{}\n{}", day(2), day(30), day(4), day(10));
    let after = format!("{}\n{}\n{}\n{new}\n{}", day(2), day(30), day(4), day(10));
    becomes(&before, &entry, &after);
    becomes(
        "2026-03-02\n  Dip   3x8\n",
        &["--date", "sunday", "dip 3x8"],
        "2026-03-02\n  Dip   3x8\n\n2026-03-08\n  Dip   3x8\n",
    );
}

#[test]
fn a_session_of_the_day_is_added_to() {
    becomes(
        "2026-03-09\n  Dip   3x8\n  ; slow\n\n; below\n2026-03-10 run 5km\n",
        &["squat 3x5 @60kg", "\"tired\""],
        "2026-03-09\n  Dip   3x8\n  ; slow\n  Squat   3x5 @60kg\n  \"tired\"\n\n; below\n2026-03-10 run 5km\n",
    );
    let (run, _) = logged("2026-03-02\n  Dip   3x8", &["dip 3x9"]);
    assert!(
        run.out.starts_with("a.strength:4: 2026-03-09\n"),
        "{}",
        run.out
    );
    let two = "2026-03-09 07:00\n  Dip   3x8\n\n2026-03-09 18:30\n  Dip   3x8\n";
    let session = ["--session", "7:00 20min #gym", "dip 3x9"];
    let after =
        "2026-03-09 07:00 20min #gym\n  Dip   3x8\n  Dip   3x9\n\n2026-03-09 18:30\n  Dip   3x8\n";
    becomes(two, &session, after);
    becomes(
        "2026-03-09\n  Dip   3x8\n",
        &["--session", "18:30", "dip 3x9"],
        "2026-03-09\n  Dip   3x8\n\n2026-03-09 18:30\n  Dip   3x9\n",
    );
    let other = ["--session", "40min", "dip 3x9"];
    refused(
        "2026-03-09 30min\n  Dip   3x8\n",
        &other,
        1,
        "says `30min` already",
    );
}

#[test]
fn a_plan_becomes_the_session_and_nothing_of_it_is_lost() {
    let plan = "2026-03-09 planned \"easy day\"\n  Dip        3x8   \"slow\"  ; blue band\n    ; why\n  Toe taps   3x20\n  \"a note\"\n";
    becomes(
        plan,
        &["toe taps 20 20 18!", "dip 3x8 ok"],
        "2026-03-09 \"easy day\"\n  Dip        3x8   ok   \"slow\"  ; blue band\n    ; why\n  Toe taps   20 20 18!\n  \"a note\"\n",
    );
    let half = "2026-03-09 \"easy day\"\n  Dip        3x8   ok   \"slow\"   ; blue band\n    ; why\n\n2026-03-09 planned\n  Toe taps   3x20\n  \"a note\"\n";
    becomes(plan, &["dip 3x8 ok"], half);
    becomes(
        half,
        &["toe taps 3x20"],
        "2026-03-09 \"easy day\"\n  Dip        3x8   ok   \"slow\"   ; blue band\n    ; why\n  Toe taps   3x20\n  \"a note\"\n",
    );
    // What is planned and was not done is not counted.
    let today = Date::new(2026, 3, 9).expect("a day of the calendar");
    assert_eq!(check_text(FILE, half, today, false).summary.entries, 1);
}

#[test]
fn what_was_planned_and_not_typed_is_kept() {
    becomes(
        "2026-03-09 planned 35min\n  Toe taps [close]   3x12 allow retest\n",
        &["toe taps: 12 12 11", "--session", "40min"],
        "2026-03-09 40min\n  Toe taps [close]   12 12 11   allow retest\n",
    );
    becomes(
        "2026-03-09 planned\n  Toe taps 3x12\n  + Plank 3x45s\n",
        &["toe taps 3x12", "plank 3x45s"],
        "2026-03-09\n  Toe taps 3x12\n  + Plank 3x45s\n",
    );
    becomes(
        "2026-03-09 planned\n  Toe taps 3x12\n  + Plank 3x45s\n",
        &["plank 3x45s", "toe taps [close] 3x12"],
        "2026-03-09\n  Plank 3x45s\n  Toe taps [close] 3x12\n",
    );
}

#[test]
fn exercises_below_an_event_are_the_session_of_the_day() {
    becomes(
        "2026-03-09 run 5km\n  Toe taps 3x10\n",
        &["plank 3x45s"],
        "2026-03-09 run 5km\n  Toe taps 3x10\n  Plank   3x45s\n",
    );
}

#[test]
fn a_weekday_is_written_once_and_must_be_right() {
    becomes(
        "2026-03-02 Mon\n  Plank 3x45s\n",
        &["plank 3x50s", "--session", "mon 18:30"],
        "2026-03-02 Mon\n  Plank 3x45s\n\n2026-03-09 mon 18:30\n  Plank 3x50s\n",
    );
    let wrong = ["plank 3x50s", "--session", "Fri"];
    refused("", &wrong, 1, "9 March 2026, which is a Monday");
    refused("", &["; tired"], 1, "is a comment");
    refused(
        "",
        &["plank 3x50s", "--session", "evening"],
        1,
        "`evening` is none of it",
    );
}

#[test]
fn names_are_completed_and_slips_are_no_new_exercises() {
    let journal = "2026-03-02\n  Toe taps     3x20\n  heel raise   3x15\n  Ring row     3x8\n  Ring dip     3x8\n";
    let name = |typed: &str| {
        let (run, after) = logged(journal, &[&format!("{typed} 3x12")]);
        let line = after.lines().last().unwrap_or("").trim().to_string();
        let name = line.split("   ").next().unwrap_or("").to_string();
        (run.code, name, run.err)
    };
    assert_eq!(name("TOE-TAPS").1, "Toe taps");
    let (code, full, told) = name("toe");
    assert_eq!((code, full.as_str()), (0, "Toe taps"));
    assert!(
        told.contains("`toe` was understood as `Toe taps`"),
        "{told}"
    );
    assert_eq!(name("toe tpas").1, "Toe taps");
    assert_eq!(name("one-leg heel raise").1, "heel raise");
    let (code, _, told) = name("ring");
    assert_eq!(code, 1);
    assert!(told.contains("may be `Ring row` or `Ring dip`"), "{told}");
    assert_eq!(name("L-sit").1, "L-sit");
    let (code, full, told) = name("Zercher march");
    assert_eq!((code, full.as_str()), (0, "Zercher march"));
    assert!(told.contains("is a new exercise"), "{told}");
    refused(journal, &["run 8km"], 1, "is no exercise but an event");
    let (run, after) = logged(journal, &["--new", "ring 3x12"]);
    assert_eq!(run.code, 0);
    assert!(after.contains("  ring "), "{after}");
}

#[test]
fn a_mistake_writes_nothing_and_is_shown_where_it_was_typed() {
    let journal = "2026-03-02\n  Squat   100kg 3x5\n  Dip   3x8\n";
    let both = ["dip 3x8", "squat 100kg 3x5 hrad"];
    refused(journal, &both, 1, "<entry>:2:7: error[weight-first]");
    refused(journal, &["squat 3x5 @60"], 1, "error[missing-unit]");
    refused(
        journal,
        &["--session", "7:30pm", "dip 3x8"],
        1,
        "<session>:1:1: error[invalid-number]",
    );
    refused(
        journal,
        &["--session", "run 5km", "dip 3x8"],
        1,
        "is an event",
    );
    refused(
        journal,
        &["toe taps [clsoe] 3x8"],
        1,
        "error[unknown-level]",
    );
    refused(journal, &["--date", "someday", "dip 3x8"], 2, "is no day");
    refused(
        journal,
        &["2026-03-09 dip 3x8"],
        1,
        "the day is given with `--date`",
    );
    // What was wrong before is no obstacle.
    let (run, after) = logged(journal, &["dip", "3x9"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(after.ends_with("2026-03-09\n  Dip   3x9\n"), "{after}");
    let conflict = "2026-03-02\n<<<<<<< a\n  Dip 3x8\n=======\n  Dip 3x9\n>>>>>>> b\n";
    refused(conflict, &["dip 3x8"], 2, "conflict markers");
}

#[test]
fn files_are_told_from_entries() {
    let world = World::new().file("journal.strength", "").file("log", "");
    let text = |name: &str| fs::read_to_string(world.folder.join(name)).expect("there");
    assert_eq!(world.run(&["log", "-q", "dip 3x8"]).code, 0);
    assert!(text("journal.strength").contains("Dip   3x8"));
    assert_eq!(world.run(&["log", "-q", "log", "dip 3x8"]).code, 0);
    assert!(text("log").contains("Dip   3x8"));
    for args in [
        ["log", "none.strength", "dip 3x8"],
        ["log", "--file=none.strength", "dip 3x8"],
    ] {
        let run = world.run(&args);
        let told = "there is no such file; `strength init` makes a journal to begin with\n";
        assert_eq!(run.code, 2);
        assert!(run.err.ends_with(told), "{}", run.err);
    }
    assert_eq!(world.run(&["log", "-", "dip 3x8"]).code, 2);
    assert_eq!(
        world
            .run(&["log", "log", "journal.strength", "dip 3x8"])
            .code,
        2
    );
    assert_eq!(world.run(&["log", "log"]).code, 2);
    let before = text("log");
    let run = world.run(&["log", "--diff", "log", "dip 3x9"]);
    assert!(run.out.contains("+  Dip   3x9\n"), "{}", run.out);
    assert_eq!(text("log"), before);
}

#[test]
fn it_says_what_was_added_and_where_that_leads() {
    let journal = "2026-02-16\n  One-leg bridge [close]   test L 20 R 20\n\n\
                   2026-02-23\n  One-leg bridge   3x15   ok\n\n2026-03-02\n  One-leg bridge   3x15   ok\n";
    let (run, _) = logged(journal, &["bridge 3x15 hard"]);
    assert!(
        run.out.starts_with(
            "a.strength:10: 2026-03-09\na.strength:11:   One-leg bridge   3x15   hard\n"
        ),
        "{}",
        run.out
    );
    let (run, _) = logged(&journal[..journal.len() - 1], &["bridge 3x15 ok"]);
    assert!(
        run.out.contains(
            "3 of 3 clean sessions at 3x15; ready for the next level, `one foot further`"
        ),
        "{}",
        run.out
    );
    let (run, _) = logged(journal, &["bridge 3x1577 ok"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("warning[implausible]"), "{}", run.out);
}

#[test]
fn next_writes_a_plan_once_and_log_turns_it_into_the_session() {
    let journal = "2026-03-02 Mon\n  One-leg bridge [close]   test L 20 R 20\n  Toe taps [close]         test 24\n";
    let world = World::new().file(FILE, journal);
    let text = || fs::read_to_string(world.folder.join(FILE)).expect("there");
    let run = world.run(&["next", "--write", FILE]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let planned = text();
    assert!(
        planned.contains("\n\n2026-03-09 Mon planned\n  One-leg bridge"),
        "{planned}"
    );
    let run = world.run(&["next", "--write", FILE]);
    assert_eq!((run.code, text()), (0, planned.clone()));
    assert!(
        run.out.contains("is planned for 9 March 2026 already"),
        "{}",
        run.out
    );
    let mut args = vec!["log", "-q", FILE];
    let entries: Vec<String> = planned
        .lines()
        .skip_while(|line| !line.contains("planned"))
        .skip(1)
        .map(|line| line.trim().to_string())
        .collect();
    args.extend(entries.iter().map(String::as_str));
    let run = world.run(&args);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert_eq!(text(), planned.replace(" planned", ""));
}

#[test]
fn on_any_journal_all_lines_stay_and_no_error_is_new() {
    let today = Date::new(2026, 3, 9).expect("a day of the calendar");
    let entries = [
        "Toe taps 20 20 18! ok",
        "Nordic curl 3x5 \"slow\"",
        "+ Plank 3x45s",
    ];
    let mut written = 0;
    for seed in 0..120u64 {
        let before = match seed % 3 {
            0 => generate::journal(seed),
            1 => generate::mutated(seed, 3),
            _ => generate::diary(seed).until(generate::MONDAY + 400),
        };
        let world = World::new().file(FILE, &before);
        let run = world.run(&[&["log", "-q", "--new", FILE], &entries[..]].concat());
        let after = fs::read_to_string(world.folder.join(FILE)).expect("there");
        if run.code != 0 {
            assert_eq!(after, before, "seed {seed}: {}", run.err);
            continue;
        }
        written += 1;
        let mut lines = after.lines();
        for line in before.lines().filter(|line| !line.contains("planned")) {
            let found = lines.any(|found| found == line);
            assert!(found, "seed {seed} lost `{line}`:\n{after}");
        }
        let [old, new] = [&before, &after].map(|text| check_text(FILE, text, today, false));
        assert!(
            new.summary.errors <= old.summary.errors,
            "seed {seed}:\n{after}"
        );
        assert_eq!(
            new.summary.entries,
            old.summary.entries + 3,
            "seed {seed}:\n{after}"
        );
    }
    assert!(written > 80, "{written} journals took the entries");
}

#[test]
fn of_many_that_log_at_once_none_is_lost() {
    let world = World::new().file(FILE, "");
    let start = |reps: usize| {
        let entry = format!("dip 3x{reps}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_strength"));
        let command = command
            .args(["log", "-q", FILE, &entry])
            .current_dir(&world.folder);
        command.spawn().expect("the program starts")
    };
    let all: Vec<_> = (1..=12).map(start).collect();
    for mut child in all {
        assert!(child.wait().expect("it ends").success());
    }
    let text = fs::read_to_string(world.folder.join(FILE)).expect("there");
    assert_eq!(text.lines().count(), 13, "{text}");
}

#[cfg(unix)]
#[test]
fn links_and_permissions_are_kept_and_a_read_only_file_is_left_alone() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let world = World::new().file(FILE, "");
    let (path, link) = (world.folder.join(FILE), world.folder.join("link.strength"));
    symlink(FILE, &link).expect("a link can be made");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("ours");
    assert_eq!(
        world.run(&["log", "-q", "link.strength", "dip 3x8"]).code,
        0
    );
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    let mode = fs::metadata(&path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode, 0o640);
    let text = fs::read_to_string(&path).expect("there");
    assert!(text.ends_with("  Dip   3x8\n"), "{text}");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).expect("ours");
    let run = world.run(&["log", "-q", FILE, "dip 3x8"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("it is read-only"), "{}", run.err);
}

#[test]
fn a_session_of_an_included_file_is_not_begun_a_second_time() {
    let world = World::new()
        .file(FILE, "include years/*.strength\n")
        .file("years/2026.strength", "2026-03-09\n  Toe taps 3x18\n");
    let log = |args: &[&str]| {
        let all = ["log", FILE, "dip 3x8", "--date", "2026-03-09"];
        world.run(&[&all, args].concat())
    };
    let run = log(&[]);
    assert_eq!(run.code, 1, "{}", run.out);
    let named = run
        .err
        .contains("stands in years/2026.strength, which a.strength includes");
    assert!(named, "{}", run.err);
    let path = world.folder.join(FILE);
    let text = || fs::read_to_string(&path).expect("there");
    assert_eq!(text(), "include years/*.strength\n");
    assert_eq!(log(&["--session", "18:30"]).code, 0);
    assert!(text().contains("2026-03-09 18:30\n"), "{}", text());
}
