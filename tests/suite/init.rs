//! `strength init`: a journal to begin with, and git.

use crate::program::{World, git_command};
use std::fs;
use std::path::Path;

fn git(folder: &Path, args: &[&str]) -> (bool, String) {
    let mut command = git_command(folder, args);
    let bin = Path::new(env!("CARGO_BIN_EXE_strength"))
        .parent()
        .expect("it lies in a folder");
    let path = std::env::var("PATH").expect("there is one");
    command.env("PATH", format!("{}:{path}", bin.display()));
    let output = command.output().expect("git is installed");
    // A test that fails shows it.
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    (
        output.status.success(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

#[test]
fn a_journal_to_begin_with_says_nothing_wrong() {
    let world = World::new();
    let run = world.run(&["init", "training/log"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.starts_with("training/log/journal.strength: made\n"),
        "{}",
        run.out
    );
    let text = fs::read_to_string(world.folder.join("training/log/journal.strength"))
        .expect("it is there");
    assert!(text.contains("\n2026-03-09 Mon planned\n"), "{text}");
    let check = world.run(&["check", "--format", "short", "training/log"]);
    assert_eq!(
        (check.code, check.out.contains('[')),
        (0, false),
        "{}",
        check.out
    );
    let done = text.replace(" planned", "");
    let check = strength::check_text(
        "j",
        &done,
        strength::date::Date::new(2026, 3, 9).expect("a day"),
        true,
    );
    assert_eq!((check.summary.errors, check.summary.warnings), (0, 0));
    let again = world.run(&["init", "training/log"]);
    assert_eq!(again.code, 2);
    assert!(
        again.err.contains("is there already and stays as it is"),
        "{}",
        again.err
    );
    assert_eq!(
        world
            .run(&["fmt", "--check", "training/log/journal.strength"])
            .code,
        0
    );
}

#[test]
fn git_is_told_and_nothing_is_overwritten() {
    let world = World::new()
        .file("repo/.gitattributes", "*.png binary")
        .file("repo/sub/keep", "");
    let repo = world.folder.join("repo");
    assert!(git(&repo, &["init", "-q"]).0);
    let run = world.run(&["init", "repo/sub", "--git"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out
            .contains("git config merge.strength.driver 'strength merge -- %O %A %B %P'\n"),
        "{}",
        run.out
    );
    let attributes = || fs::read_to_string(repo.join(".gitattributes")).expect("it is there");
    let wanted = "*.png binary\n*.strength merge=strength diff=strength\n";
    assert_eq!(attributes(), wanted);
    assert!(!git(&repo, &["config", "--local", "merge.strength.driver"]).0);
    let journal = fs::read(repo.join("sub/journal.strength")).expect("it is there");
    let again = world.run(&["init", "repo/sub", "--git", "--configure"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(attributes(), wanted);
    assert_eq!(
        fs::read(repo.join("sub/journal.strength")).expect("it is there"),
        journal
    );
    assert_eq!(
        git(&repo, &["config", "diff.strength.command"]).1,
        "strength diff --\n"
    );

    assert!(git(&repo, &["add", "-A"]).0);
    assert!(git(&repo, &["commit", "-q", "-m", "begun"]).0);
    fs::write(
        repo.join("sub/journal.strength"),
        "2026-03-09\n  Squat 100kg 3x5\n",
    )
    .expect("ours");
    assert!(git(&repo, &["add", "-A"]).0);
    assert!(
        !git(&repo, &["commit", "-q", "-m", "wrong"]).0,
        "the hook let an error through"
    );

    fs::write(repo.join(".git/hooks/pre-commit"), "#!/bin/sh\n").expect("ours");
    let run = world.run(&["init", "repo", "--git"]);
    assert!(
        run.out.contains("is there already; add to it:"),
        "{}",
        run.out
    );
    assert_eq!(
        fs::read_to_string(repo.join(".git/hooks/pre-commit")).expect("ours"),
        "#!/bin/sh\n"
    );
}

#[test]
fn nothing_is_begun_where_it_cannot_be_finished() {
    let world = World::new()
        .file("plain", "")
        .file("repo/.gitattributes/x", "");
    let repo = world.folder.join("repo");
    assert!(git(&repo, &["init", "-q"]).0);
    let run = world.run(&["init", "repo", "--git"]);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(!repo.join("journal.strength").exists());
    let run = world.run(&["init", "plain"]);
    let told = "cannot make plain/journal.strength: what stands there is no folder";
    assert!(run.code == 2 && run.err.contains(told), "{}", run.err);
}
