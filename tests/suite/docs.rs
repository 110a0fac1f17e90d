//! What the README shows is what happens: its journals, its commands, its picture; and the
//! samples and the examples of the errors.

use crate::picture;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use strength::cli::{self, Env};
use strength::date::Date;
use strength::finding::Severity;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PICTURE: &str = "docs/check.svg";

fn read(path: &str) -> String {
    let path = Path::new(ROOT).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text of all fenced blocks of the README of one kind.
fn blocks(kind: &str) -> Vec<String> {
    let document = read("README.md");
    let open = format!("```{kind}\n");
    let parts = document.split(open.as_str()).skip(1);
    let blocks: Vec<_> = parts
        .map(|part| {
            part.split_once("\n```")
                .expect("the block is closed")
                .0
                .to_string()
                + "\n"
        })
        .collect();
    assert!(!blocks.is_empty(), "the README has no block of {kind}");
    blocks
}

/// Runs the program on words as a shell would split them, in the folder of the project.
fn run(words: &str, colour: bool) -> (u8, String) {
    let mut stdout = Vec::new();
    let mut stderr = Vec::new();
    let mut env = Env {
        stdin: &mut std::io::empty(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        folder: PathBuf::from(ROOT),
        variable: &|name| (name == "COLUMNS").then(|| OsString::from("100")),
        clock: &|| Date::new(2026, 3, 9).expect("a day of the calendar"),
        is_terminal: colour,
    };
    let code = cli::run(words.split(' ').map(OsString::from), &mut env);
    assert!(stderr.is_empty(), "{}", String::from_utf8_lossy(&stderr));
    (
        code,
        String::from_utf8(stdout).expect("the output is UTF-8"),
    )
}

fn check_text(text: &str, today: Date) -> strength::Report {
    strength::check_text("journal.strength", text, today, false)
}

#[test]
fn the_journals_of_the_readme_are_without_a_mistake() {
    for block in blocks("strength") {
        let last = Date::new(2026, 3, 14).expect("a day of the calendar");
        let report = check_text(&block, last);
        let unwanted: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.severity != Severity::Advice)
            .map(|finding| (finding.rule, &finding.message))
            .collect();
        assert!(unwanted.is_empty(), "{block}\n{unwanted:?}");
        assert!(report.summary.sessions > 0, "{block}");
    }
}

#[test]
fn the_commands_of_the_readme_work_and_are_those_of_ci() {
    let ci = read(".ci/run");
    let commands = blocks("sh").concat();
    let commands: Vec<&str> = commands.lines().collect();
    assert_eq!(commands.len(), 2, "the README has two commands");
    for command in &commands {
        assert!(
            ci.lines().any(|line| line == *command),
            "`{command}` is not in .ci/run"
        );
    }
    let words = commands[0]
        .strip_prefix("cargo run --release -- ")
        .expect("it runs the program");
    let (code, output) = run(&format!("strength {words}"), false);
    assert_eq!(code, 0, "{output}");
    for rule in ["form-failure", "missed-week", "ready"] {
        assert!(
            output.contains(&format!("[{rule}]")),
            "{rule} is not in\n{output}"
        );
    }
}

#[test]
fn the_picture_of_the_readme_is_real_output() {
    let command = "strength check samples/year.strength --today 2026-01-04 \
                   --only form-failure,missed-week,ready";
    let (_, output) = run(command, true);
    let picture = picture::svg(command, &output);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(Path::new(ROOT).join(PICTURE), &picture).expect("it can be written");
    }
    assert_eq!(
        picture,
        read(PICTURE),
        "the picture is out of date; BLESS=1 cargo test draws it"
    );
}

#[test]
fn the_samples_have_mistakes_only_where_they_should() {
    for (sample, today) in [
        ("first-weeks.strength", "2026-02-25"),
        ("year.strength", "2026-01-04"),
        ("lifter.strength", "2026-03-06"),
        ("two-athletes", "2026-01-31"),
    ] {
        let (code, output) = run(
            &format!("strength check samples/{sample} --today {today} --format short"),
            false,
        );
        assert_eq!(code, 0, "{output}");
        assert!(!output.contains(": error["), "{output}");
    }
}

#[test]
fn every_mistake_is_made_once() {
    let (code, output) = run(
        "strength check samples/every-mistake.strength --today 2026-02-09 --format short",
        false,
    );
    assert_eq!(code, 1);
    for card in strength::syntax::cards::CARDS {
        let mark = format!(": error[{}]: ", card.name);
        assert_eq!(
            output.matches(&mark).count(),
            1,
            "{} in\n{output}",
            card.name
        );
    }
    assert_eq!(
        output.matches(": error[").count(),
        strength::syntax::cards::CARDS.len()
    );
    assert_eq!(output.matches(": warning[").count(), 0, "{output}");
}

#[test]
fn the_example_of_an_error_shows_that_error_and_nothing_else() {
    for card in strength::syntax::cards::CARDS {
        let today = Date::parse_iso(card.today).expect("the card names a day");
        // `include ../…` needs a file to find there.
        let disk = strength::load::disk::Memory::new([
            ("home/journal.strength", card.example),
            ("shared/exercises.strength", ""),
        ]);
        let loaded = strength::load::load(&disk, Path::new("home"), Path::new("journal.strength"));
        let report = strength::check(loaded.expect("it can be read"), today, false);
        let rules: Vec<_> = report.findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(
            rules,
            [card.name],
            "{}\n{:?}",
            card.example,
            report.findings
        );
    }
}

#[test]
fn the_catalogue_is_without_a_mistake() {
    let today = Date::new(2026, 3, 9).expect("a day of the calendar");
    let (_, text) = run("strength catalog", false);
    let report = check_text(&text, today);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}

#[test]
fn the_specification_is_printed_whole() {
    assert_eq!(run("strength spec", false).1, read("grammar.md"));
}
