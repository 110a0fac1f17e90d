//! The transcript of docs/git.md: its commands are run, and print what it says.

use crate::program::World;
use std::process::Command;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/git.md");
const OPEN: &str = "```console\n";
/// Stands before the output of each command.
const MARK: &str = "-- the next command --\n";

/// A `strength` that answers as on that day, unless it is told another.
const SHIM: &str = r#"#!/bin/sh
case " $* " in
*" --today "*) exec "$PROGRAM" "$@" ;;
*) exec "$PROGRAM" --today 2026-03-10 "$@" ;;
esac
"#;

/// Runs commands one after the other in one shell; what was typed and what was printed.
#[cfg(unix)]
fn transcript(commands: &[&str]) -> String {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new().file("bin/strength", SHIM).file("home/x", "");
    let bin = world.folder.join("bin");
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(bin.join("strength"), executable).expect("it is ours");
    let mut script = "exec 2>&1\n".to_string();
    for command in commands {
        script += &format!("printf %s '{MARK}'\n{command}\n");
    }
    let path = std::env::var("PATH").expect("there is one");
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &script])
        .current_dir(world.folder.join("home"))
        .env("PATH", format!("{}:{path}", bin.display()))
        .env("PROGRAM", env!("CARGO_BIN_EXE_strength"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("LC_ALL", "C.UTF-8")
        .env_remove("COLUMNS")
        .env_remove("STRENGTH_FILE");
    for who in ["AUTHOR", "COMMITTER"] {
        shell.env(format!("GIT_{who}_NAME"), "A runner");
        shell.env(format!("GIT_{who}_EMAIL"), "runner@example.org");
    }
    let output = shell.output().expect("there is a shell").stdout;
    let output = String::from_utf8(output).expect("the output is UTF-8");
    let answers: Vec<&str> = output.split(MARK).skip(1).collect();
    assert_eq!(answers.len(), commands.len(), "{output}");
    let both = commands.iter().zip(answers);
    both.map(|(command, answer)| format!("$ {command}\n{answer}"))
        .collect()
}

#[cfg(unix)]
#[test]
fn the_transcript_is_real_output() {
    let page = std::fs::read_to_string(PAGE).expect("the page is there");
    let (before, rest) = page.split_once(OPEN).expect("it has a transcript");
    let (written, after) = rest.split_once("```\n").expect("the block is closed");
    let commands: Vec<&str> = written
        .lines()
        .filter_map(|line| line.strip_prefix("$ "))
        .collect();
    let real = transcript(&commands);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(PAGE, format!("{before}{OPEN}{real}```\n{after}"))
            .expect("it can be written");
        return;
    }
    assert_eq!(
        real, written,
        "docs/git.md is out of date; BLESS=1 cargo test writes it"
    );
}
