//! What changed between two versions of a journal, by hand and as a diff driver of git.

use crate::program::{World, git_command};

/// The lines of `strength diff` for two versions.
fn diff(old: &str, new: &str) -> String {
    let world = World::new().file("old", old).file("new", new);
    let run = world.run(&["diff", "old", "new"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    run.out
}

/// The same for what follows on a date.
#[track_caller]
fn told(old: &str, new: &str, expected: &str) {
    let session = |entry: &str| format!("2026-03-09 Mon 35min\n  {entry}\n");
    let expected = match expected.is_empty() {
        true => String::new(),
        false => format!("2026-03-09 {expected}\n"),
    };
    assert_eq!(diff(&session(old), &session(new)), expected);
}

#[test]
fn an_entry_says_what_was_done_otherwise() {
    told(
        "One-leg bridge 3x12",
        "One-leg bridge 3x13",
        "One-leg bridge: 3x12 → 3x13",
    );
    told(
        "One-leg bridge 3x12",
        "bridge on chair 13 13 11!",
        "One-leg bridge: 3x12 → 3x13, form broke in set 3",
    );
    told(
        "Step-up L 12 10! R 12 12",
        "Step-up L 2x12 R 12 12",
        "Step-up: form held in every set",
    );
    told("Squat 5@80kg 5@80kg", "Squat 2x5 @80kg", "");
    told(
        "Squat 3x5 @80kg",
        "Squat 5@80kg 5@85kg 5@90kg",
        "Squat: 3x5 @80kg → 5@80kg 5@85kg 5@90kg",
    );
    told(
        "Dip 3x8 -20kg",
        "Dip 3x8 -15kg",
        "Dip: 3x8 -20kg → 3x8 -15kg",
    );
    told(
        "Toe taps [close] 3x20",
        "Toe taps [one leg] 3x20",
        "Toe taps: [close] → [one leg]",
    );
    told(
        "Toe taps 3x20 ok",
        "Toe taps 3x20 hard pain left hip 2",
        "Toe taps: ok → hard, pain left hip 2",
    );
    told(
        "Squat 3x5 rpe 8",
        "Squat 3x5 rpe 8.5 rest 90s",
        "Squat: rpe 8 → 8.5, rest none → 1:30",
    );
    told(
        "Toe taps 3x20 \"a\"",
        "Toe taps 3x20 \"b\"",
        "Toe taps: the note changed",
    );
    told(
        "Toe taps test 19",
        "Toe taps test 21",
        "Toe taps: test 19 → test 21",
    );
    told("Plank 45s", "Plank skipped", "Plank: 45s → skipped");
}

#[test]
fn a_version_that_only_looks_different_has_no_changes() {
    told(
        "Toe taps   3x20   ok",
        "- Toe taps: 20, 20, 20 ok ; fine",
        "",
    );
    assert_eq!(
        diff("2026-03-02 run 5km\n", "# March\n\n2026-03-02   run  5km\n"),
        ""
    );
}

#[test]
fn one_version_may_come_from_standard_input() {
    let old = "2026-03-09 Mon\n  Toe taps 3x20\n";
    let new = "2026-03-09 Mon\n  Toe taps 3x21\n";
    let run = World::new()
        .file("new", new)
        .stdin(old)
        .run(&["diff", "-", "new"]);
    let expected = "2026-03-09 Toe taps: 3x20 → 3x21\n";
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (0, expected, "")
    );
    for args in [["diff", "-", "-"], ["fmt", "-", "-"], ["check", "-", "-"]] {
        let run = World::new().stdin(old).run(&args);
        let twice = "strength: standard input (`-`) is named twice\n";
        assert_eq!(
            (run.code, run.out.as_str(), run.err.as_str()),
            (2, "", twice)
        );
    }
}

#[test]
fn sessions_events_and_declarations() {
    let old = "\
exercise Step-up
  target 3x12
2026-03-02 Mon 35min
  Toe taps 3x20
2026-03-04 run 5km
2026-03-06..2026-03-08 away
2026-03-10 planned
  Toe taps 3x20
";
    let new = "\
exercise Step-up
  target 3x8-12
  level low
  level high
2026-03-02 Mon 40min
  Toe taps 3x20
  Plank 60s
2026-03-04 run 6km
2026-03-05 bodyweight 71kg
2026-03-10
  Toe taps 3x20
2026-03-16
  Pull-up 8 8 6 +10kg
";
    let expected = "\
Step-up: target 3x12 → 3x8-12
Step-up: levels none → low, high
2026-03-02 35min → 40min
2026-03-02 Plank: added, 1min
2026-03-04 run 5km → run 6km
2026-03-05 added: bodyweight 71kg
2026-03-06 removed: away until 2026-03-08
2026-03-10 what was planned is done
2026-03-16 new session: Pull-up 8 8 6 +10kg
";
    assert_eq!(diff(old, new), expected);
}

#[test]
fn what_cannot_be_read_is_said() {
    let text = "2026-03-02\n  Toe taps 8,,8\n";
    let expected = "1 line could not be read; `strength check` shows why\n";
    assert_eq!(diff(text, text), expected);
}

#[test]
fn git_calls_it_for_each_file() {
    let world = World::new().file("my journal.strength", "2026-03-02\n  Dip 3x8\n");
    let folder = world.folder.clone();
    let git = |args: &[&str]| {
        let mut command = git_command(&folder, args);
        let output = command.output().expect("git is installed");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("text")
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    let program = format!("'{}' diff --", env!("CARGO_BIN_EXE_strength"));
    git(&["config", "diff.strength.command", &program]);
    let _world = world
        .file(".gitattributes", "*.strength diff=strength\n")
        .file("my journal.strength", "2026-03-02\n  Dip 3x9\n");
    let changed = "2026-03-02 Dip: 3x8 → 3x9\n";
    assert_eq!(git(&["diff"]), format!("my journal.strength\n{changed}"));
    // A name may begin with a dash, and a renamed file has two.
    let tree = git(&["write-tree"]);
    git(&["mv", "--", "my journal.strength", "-o.strength"]);
    git(&["add", "-A"]);
    assert_eq!(
        git(&["diff", "--cached", "-M1%", tree.trim(), "--", "*.strength"]),
        format!("my journal.strength → -o.strength\n{changed}")
    );
}

#[test]
fn git_hands_over_what_is_included_as_files_of_their_own() {
    let text = "include years/*.strength\n2026-03-02\n  Dip 3x9\n";
    let world = World::new()
        .file("journal.strength", text)
        .file("old/journal.strength", text.replace("3x9", "3x8"))
        .file("years/2025.strength", "2025-03-03\n  Dip 3x5\n");
    let old = [
        "diff",
        "journal.strength",
        "old/journal.strength",
        "0",
        "100644",
    ];
    let run = world.run(&[&old[..], &["journal.strength", "0", "100644"]].concat());
    assert_eq!(run.out, "journal.strength\n2026-03-02 Dip: 3x8 → 3x9\n");
}
