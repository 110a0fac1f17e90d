//! Only what changed, and what is staged: in real repositories.

use crate::program::{Run, World, git_command};
use std::path::Path;
use std::process::Output;

fn git_in(folder: &Path, args: &[&str]) -> Output {
    git_command(folder, args)
        .output()
        .expect("git is installed")
}

#[track_caller]
fn git(world: &World, args: &[&str]) {
    let output = git_in(&world.folder, args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {said}");
}

#[track_caller]
fn commit(world: &World) {
    git(world, &["add", "-A"]);
    git(world, &["commit", "-q", "-m", "training"]);
}

const OLD: &str = "2026-03-02\n  Squat 3x5 @60kg hrad\n";
const NEW: &str = "\n2026-03-04\n  Squat 3x5 @60kg esay\n";

fn repository() -> World {
    let world = World::new().file("journal.strength", OLD);
    git(&world, &["init", "-q", "-b", "main"]);
    world
}

/// The places of errors, and the exit code.
fn errors(run: &Run) -> (Vec<String>, u8) {
    let lines = run.out.lines().filter(|line| line.contains(": error["));
    let places = lines.map(|line| line.splitn(3, ':').take(2).collect::<Vec<_>>().join(":"));
    (places.collect(), run.code)
}

fn check(world: &World, args: &[&str]) -> (Vec<String>, u8) {
    let run = world.run(&[&["check", "--format", "short"], args].concat());
    assert!(run.code < 2, "{args:?}: {}", run.err);
    errors(&run)
}

fn found(places: &[&str]) -> (Vec<String>, u8) {
    let code = u8::from(!places.is_empty());
    (places.iter().map(|place| place.to_string()).collect(), code)
}

#[test]
fn before_the_first_commit_everything_is_new_and_then_what_changes() {
    let world = repository();
    assert_eq!(
        check(&world, &["--changed"]),
        found(&["journal.strength:2"])
    );
    commit(&world);
    assert_eq!(check(&world, &["--changed"]), found(&[]));
    let run = world.run(&["check", "--changed", "--only", "unknown-word"]);
    let rest = "1 finding on unchanged lines not shown, 1 error\n";
    assert!(run.out.ends_with(rest), "{}", run.out);
    let world = world.file("journal.strength", format!("{OLD}{NEW}"));
    for args in [
        &["--changed"][..],
        &["--changed", "journal.strength"],
        &["journal.strength", "--changed"],
        &["--changed", "HEAD", "."],
        &["--changed=main", "."],
    ] {
        assert_eq!(
            check(&world, args),
            found(&["journal.strength:5"]),
            "{args:?}"
        );
    }
    commit(&world);
    assert_eq!(check(&world, &["--changed"]), found(&[]));
    let before = found(&["journal.strength:5"]);
    assert_eq!(check(&world, &["--changed", "HEAD~1"]), before);
}

#[test]
fn renamed_untracked_and_included_files() {
    let world = repository().file("sub/-a b\u{e9}.strength", "2026-02-02\n  Dip 3x8 hrad\n");
    commit(&world);
    git(&world, &["mv", "journal.strength", "my years.strength"]);
    let world = world
        .file("my years.strength", format!("{OLD}{NEW}"))
        .file("root.strength", "include sub/*.strength\n")
        .file(
            "sub/-a b\u{e9}.strength",
            format!("2026-02-02\n  Dip 3x8 hrad\n{NEW}"),
        );
    // Nothing that is set for the eye of a person changes the answer.
    git(&world, &["config", "color.ui", "always"]);
    git(&world, &["config", "diff.noprefix", "true"]);
    git(&world, &["config", "diff.mnemonicPrefix", "true"]);
    git(&world, &["config", "diff.external", "false"]);
    git(&world, &["config", "diff.interHunkContext", "9"]);
    let world = world.file(".gitattributes", "*.strength binary\n");
    let expected = found(&["my years.strength:5", "sub/-a b\u{e9}.strength:5"]);
    assert_eq!(check(&world, &["--changed", "HEAD", "."]), expected);
    let world = world.file("other.strength", OLD);
    let all = check(&world, &["--changed", "HEAD", "other.strength"]);
    assert_eq!(all, found(&["other.strength:2"]));
    let world = world.below("sub");
    let below = check(&world, &["--changed", "HEAD", "../my years.strength"]);
    assert_eq!(below, found(&["../my years.strength:5"]));
}

#[test]
fn what_a_branch_did_is_counted_from_where_it_parted() {
    let world = repository();
    commit(&world);
    git(&world, &["switch", "-q", "-c", "phone"]);
    let world = world.file("journal.strength", format!("{OLD}{NEW}"));
    commit(&world);
    git(&world, &["switch", "-q", "main"]);
    let world = world.file("journal.strength", OLD.replace("hrad", "hard"));
    commit(&world);
    git(&world, &["switch", "-q", "phone"]);
    let expected = found(&["journal.strength:5"]);
    assert_eq!(check(&world, &["--changed", "main"]), expected);
}

#[test]
fn line_ends_of_the_working_folder_are_no_change() {
    let world = repository();
    commit(&world);
    git(&world, &["config", "core.autocrlf", "true"]);
    let text = format!("{OLD}{NEW}").replace('\n', "\r\n");
    let world = world.file("journal.strength", text);
    assert_eq!(
        check(&world, &["--changed"]),
        found(&["journal.strength:5"])
    );
}

#[test]
fn a_finding_counts_if_one_of_its_places_changed() {
    let world = repository().file(
        "journal.strength",
        "2026-03-02\n  Dip 8\n\n2026-03-02\n  Dip 8\n",
    );
    commit(&world);
    let shown = |world: &World| {
        let args = ["check", "--changed", "--only", "duplicate-session"];
        let out = world.run(&args).out;
        out.contains("[duplicate-session]")
    };
    assert!(!shown(&world));
    let world = world.file(
        "journal.strength",
        "2026-03-02 Mon\n  Dip 8\n\n2026-03-02\n  Dip 8\n",
    );
    assert!(shown(&world));
}

#[test]
fn what_git_cannot_say_is_told() {
    let world = repository();
    commit(&world);
    for (args, expected) in [
        (&["--changed", "nowhere"][..], "`nowhere` names no commit: "),
        (&["--changed", "HEAD~9"], "`HEAD~9` names no commit: "),
        (&["--changed", "HEAD", "-"], "standard input"),
        (&["--staged", "-"], "standard input"),
        (&["--staged", "--fix"], "`--staged` reads none"),
        (&["--changed", "--fix"], "without `--changed`"),
        (&["--staged", "none.strength"], "not in the index of git"),
    ] {
        let run = world.run(&[&["check"], args].concat());
        assert_eq!(run.code, 2, "{args:?} {}", run.out);
        assert!(run.err.contains(expected), "{args:?}: {}", run.err);
    }
    let outside = std::env::temp_dir().join(format!("strength-{}", std::process::id()));
    std::fs::create_dir_all(&outside).unwrap();
    std::fs::write(outside.join("journal.strength"), OLD).unwrap();
    let here = World::at(&outside);
    for args in [&["check", "--changed"][..], &["check", "--staged"]] {
        let run = here.run(args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.err.contains("not a git repository"), "{}", run.err);
    }
    // A repository is found for a file that is named from outside of it.
    let path = world.folder.join("journal.strength");
    let run = here.run(&["check", "--changed", "HEAD", &path.to_string_lossy()]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    std::fs::remove_dir_all(&outside).unwrap();
}

#[test]
fn a_commit_that_is_not_there_is_told_where_nothing_is_found_too() {
    let world = repository().file("journal.strength", "2026-03-02\n  Dip 3x8\n");
    commit(&world);
    let run = world.run(&["check", "--changed", "nowhere", "."]);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.err.contains("`nowhere` names no commit"), "{}", run.err);
}

#[test]
fn what_a_named_journal_includes_is_no_journal_of_its_own() {
    let world = repository()
        .file("years/2026.strength", OLD)
        .file("journal.strength", "include years/*.strength\n");
    git(&world, &["add", "-A"]);
    let once = found(&["years/2026.strength:2"]);
    let both = ["years/2026.strength", "journal.strength"];
    assert_eq!(check(&world, &both), once);
    assert_eq!(check(&world, &["journal.strength", "years"]), once);
    assert_eq!(check(&world, &["--staged", both[0], both[1]]), once);
    assert_eq!(
        check(&world, &["--changed", "HEAD", both[0], both[1]]),
        once
    );
    assert_eq!(check(&world, &["years/2026.strength"]), once);
}

#[test]
fn staged_reads_the_index_and_nothing_else() {
    let world = repository()
        .file("journal.strength", "include years/*.strength\n")
        .file("years/2025.strength", "2025-03-03\n  Dip 3x8\n")
        .file("other.strength", OLD);
    commit(&world);
    let quiet = world.run(&["check", "--staged"]);
    assert_eq!(
        (quiet.code, quiet.out.as_str(), quiet.err.as_str()),
        (0, "", "")
    );
    // What is only in the working folder does no harm, and mends nothing.
    let world = world.file("years/2026.strength", "2026-03-02\n  Dip 3x8 hrad\n");
    assert_eq!(check(&world, &["--staged"]), found(&[]));
    git(&world, &["add", "-A"]);
    let world = world.file("years/2026.strength", "2026-03-02\n  Dip 3x8 hard\n");
    let expected = found(&["years/2026.strength:2"]);
    assert_eq!(check(&world, &["--staged"]), expected);
    assert_eq!(check(&world, &["--staged", "--changed"]), expected);
    assert_eq!(check(&world, &["--staged", "journal.strength"]), expected);
    // A folder that is named stands for all journals in it.
    let all = found(&["years/2026.strength:2", "other.strength:2"]);
    assert_eq!(check(&world, &["--staged", "years/.."]), all);
    let world = world.below("years");
    assert_eq!(
        check(&world, &["--staged"]),
        found(&["../years/2026.strength:2"])
    );
}

#[test]
fn of_a_named_folder_all_journals_of_the_index_are_read() {
    let world = repository()
        .file("old/a.strength", OLD)
        .file(".hidden/b.strength", OLD);
    commit(&world);
    let world = world.file("untracked.strength", OLD);
    let all = found(&["journal.strength:2", "old/a.strength:2"]);
    assert_eq!(check(&world, &["--staged", "."]), all);
    assert_eq!(
        check(&world, &["--staged", "old"]),
        found(&["old/a.strength:2"])
    );
    assert_eq!(check(&world, &["--staged"]), found(&[]));
}

#[test]
fn staged_and_changed_tell_of_the_lines_to_be_committed() {
    let world = repository();
    commit(&world);
    let world = world.file("journal.strength", format!("{OLD}{NEW}"));
    git(&world, &["add", "-A"]);
    let world = world.file("journal.strength", OLD);
    let both = found(&["journal.strength:2", "journal.strength:5"]);
    assert_eq!(check(&world, &["--staged"]), both);
    let new = found(&["journal.strength:5"]);
    assert_eq!(check(&world, &["--staged", "--changed"]), new);
}

#[test]
fn an_include_that_was_deleted_is_missed_in_the_index() {
    let world = repository()
        .file("journal.strength", "include old.strength\n")
        .file("old.strength", "2025-03-03\n  Dip 3x8\n");
    commit(&world);
    git(&world, &["rm", "-q", "old.strength"]);
    assert_eq!(check(&world, &["--staged"]), found(&["journal.strength:1"]));
}

#[cfg(unix)]
#[test]
fn a_hook_stops_a_commit_also_of_a_part() {
    use std::os::unix::fs::PermissionsExt;
    let hook = format!(
        "#!/bin/sh\nexec '{}' check --staged -q\n",
        env!("CARGO_BIN_EXE_strength")
    );
    let world = repository()
        .file("journal.strength", "2026-03-02\n  Dip 3x8\n")
        .file("other.strength", "2026-03-02\n  Dip 3x8\n")
        .file(".git/hooks/pre-commit", hook);
    let path = world.folder.join(".git/hooks/pre-commit");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    commit(&world);
    let world = world
        .file("journal.strength", "2026-03-02\n  Dip 3x9\n")
        .file("other.strength", OLD);
    let stopped = git_in(&world.folder, &["commit", "-q", "-a", "-m", "all"]);
    assert!(!stopped.status.success());
    git(&world, &["add", "other.strength"]);
    git(
        &world,
        &["commit", "-q", "-m", "a part", "journal.strength"],
    );
    assert!(
        !git_in(&world.folder, &["commit", "-q", "-m", "x"])
            .status
            .success()
    );
}

#[test]
fn the_hooks_and_the_workflow_run_commands_that_there_are() {
    let world = World::new().file("journal.strength", "2026-03-02\n  Dip 3x8\n");
    let hooks = include_str!("../../.pre-commit-hooks.yaml");
    let entries = hooks
        .lines()
        .filter_map(|line| line.trim().strip_prefix("entry: strength "));
    let entries: Vec<&str> = entries.collect();
    assert_eq!(entries, ["check --staged", "fmt"]);
    git(&world, &["init", "-q"]);
    git(&world, &["add", "-A"]);
    for entry in entries {
        let args: Vec<&str> = entry.split(' ').chain(["journal.strength"]).collect();
        assert_eq!(world.run(&args).code, 0, "{args:?}");
    }
    let workflow = include_str!("../../docs/workflow.yml");
    let commands = workflow
        .lines()
        .filter_map(|line| line.trim().strip_prefix("run: strength "));
    let commands: Vec<&str> = commands.collect();
    assert_eq!(commands.len(), 2);
    for command in commands {
        let command = command
            .split(" > ")
            .next()
            .unwrap_or("")
            .replace("\"$BASE\"", "HEAD");
        let args: Vec<&str> = command.split(' ').collect();
        assert_eq!(world.run(&args).code, 0, "{args:?}");
    }
}
