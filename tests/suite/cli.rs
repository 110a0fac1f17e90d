//! The manners of the program: exit codes, streams, colours, what is said when nothing works.

use crate::program::{Failing, World};
use std::io;
use std::process::{Command, Stdio};

const GOOD: &str = "unit kg\n\n2026-03-02 Mon 35min\n  Squat   3x5 @60kg\n";
const BAD: &str = "2026-03-02 Mon\n  Squat   100kg 3x5\n  Plank   3x45s hrad\n";

fn world() -> World {
    World::new()
        .file("good.strength", GOOD)
        .file("bad.strength", BAD)
}

#[test]
fn exit_codes_are_the_same_in_every_format() {
    let world = world();
    for format in ["pretty", "short", "json"] {
        let code = |files: &[&str]| {
            world
                .run(&[&["check", "--format", format], files].concat())
                .code
        };
        assert_eq!(code(&["good.strength"]), 0, "{format}");
        assert_eq!(code(&["bad.strength"]), 1, "{format}");
        assert_eq!(code(&["good.strength", "bad.strength"]), 1, "{format}");
        assert_eq!(code(&["none.strength"]), 2, "{format}");
        assert_eq!(code(&["bad.strength", "none.strength"]), 2, "{format}");
        assert_eq!(
            code(&["--only", "unknown-word", "bad.strength"]),
            1,
            "{format}"
        );
        assert_eq!(
            code(&["--skip", "unknown-word,weight-first", "bad.strength"]),
            0,
            "{format}"
        );
        assert_eq!(
            code(&["--only", "empty-session", "bad.strength"]),
            0,
            "{format}"
        );
    }
}

#[test]
fn warnings_fail_only_when_strict() {
    let world = World::new().file("a.strength", "2026-03-02 Tue\n  Squat 3x5 @60kg\n");
    let plain = world.run(&["check", "a.strength"]);
    assert!(
        plain.out.contains("warning[weekday-mismatch]"),
        "{}",
        plain.out
    );
    assert_eq!(plain.code, 0);
    assert_eq!(world.run(&["check", "--strict", "a.strength"]).code, 1);
}

#[test]
fn the_short_form_is_one_line_a_finding_with_columns_in_characters() {
    let world = World::new().file("a.strength", "2026-03-02\n  Übung蹲 3x5 hrad\n");
    let run = world.run(&["check", "--format", "short", "-q", "a.strength"]);
    assert!(
        run.out
            .starts_with("a.strength:2:14: error[unknown-word]: "),
        "{}",
        run.out
    );
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn the_last_line_sums_up_and_quiet_leaves_it_out() {
    let world = world();
    let run = world.run(&["check", "bad.strength"]);
    let last = run.out.lines().last().unwrap_or("");
    assert!(
        last.starts_with("1 session on 2 March · 2 errors"),
        "{last}"
    );
    assert!(last.contains("1 line not understood"), "{last}");
    assert!(last.contains("1 safe fix with `--fix`"), "{last}");
    let good = world.run(&["check", "good.strength", "--only", "invalid-date"]);
    assert_eq!(good.out, "1 session on 2 March · nothing to report\n");
    assert_eq!(
        world
            .run(&["check", "good.strength", "-q", "--only", "invalid-date"])
            .out,
        ""
    );
    let verbose = world.run(&["check", "-v", "good.strength", "--only", "invalid-date"]);
    assert!(
        verbose.out.starts_with("read good.strength: 4 lines\n"),
        "{}",
        verbose.out
    );
}

#[test]
fn pretty_is_capped_and_says_so_and_the_others_are_not() {
    let mut text = String::from("2026-03-02\n");
    for n in 0..60 {
        text.push_str(&format!("  Push-up 3x8 word{n}\n"));
    }
    let world = World::new().file("many.strength", text);
    let shown = |args: &[&str]| {
        let run =
            world.run(&[&["check", "many.strength", "--only", "unknown-word"], args].concat());
        assert_eq!(run.code, 1);
        (run.out.matches("[unknown-word]").count(), run.out)
    };
    let (count, out) = shown(&[]);
    assert_eq!(count, 50);
    assert!(
        out.contains("10 more findings are not shown; `--max none` shows all"),
        "{out}"
    );
    assert!(out.contains("60 errors"), "{out}");
    let (count, out) = shown(&["--max", "59"]);
    assert_eq!(count, 59);
    assert!(out.contains("1 more finding is not shown"), "{out}");
    assert_eq!(shown(&["--max", "0"]).0, 0);
    assert_eq!(shown(&["--max", "none"]).0, 60);
    assert_eq!(shown(&["--format", "short"]).0, 60);
    let json = shown(&["--format", "json"]).1;
    assert_eq!(json.matches("\"rule\":\"unknown-word\"").count(), 60);
}

#[test]
fn mistakes_of_usage_name_the_nearest_word() {
    let world = world();
    for (args, expected) in [
        (&["chek"][..], "'check'"),
        (&["check", "--formt", "json"], "--format"),
        (&["check", "--format", "jsn"], "json"),
        (
            &["check", "--only", "weight-frist", "bad.strength"],
            "`weight-first`",
        ),
        (
            &["check", "--skip", "nonsense", "bad.strength"],
            "`strength rules`",
        ),
        (&["explain", "implausibel"], "`implausible`"),
        (&["explain", "unit"], "`missing-unit`"),
        (
            &["check", "--today", "9.3.2026", "bad.strength"],
            "YYYY-MM-DD",
        ),
        (&["check", "--max", "few", "bad.strength"], "`none`"),
        (&["schema", "chek"], "check"),
        (&[], "Usage"),
        (&["check", "-", "-"], "twice"),
    ] {
        let run = world.run(args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.err.contains(expected), "{args:?}: {}", run.err);
        assert_eq!(run.out, "", "{args:?}");
    }
}

#[test]
fn what_cannot_be_read_is_told_in_plain_words() {
    let world = world().file("sub/note.txt", "x");
    for (file, expected) in [
        (
            "none.strength",
            "strength: cannot read none.strength: there is no such file\n",
        ),
        (
            "sub",
            "strength: cannot read sub: there is no file in it that ends in .strength\n",
        ),
        (
            "no/where",
            "strength: cannot read no/where: there is no such file\n",
        ),
    ] {
        let run = world.run(&["check", file]);
        assert_eq!(
            (run.code, run.err.as_str(), run.out.as_str()),
            (2, expected, "")
        );
        assert_eq!(world.run(&["export", "json", file]).code, 2);
    }
    // The others are still checked.
    let run = world.run(&["check", "none.strength", "bad.strength"]);
    assert!(run.out.contains("weight-first"), "{}", run.out);
}

#[test]
fn without_a_file_the_journal_is_found() {
    let world = World::new();
    let run = world.run(&["check", "--only", "invalid-date"]);
    // The folder of tests has no journal above it either.
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("there is no journal.strength here"),
        "{}",
        run.err
    );

    let world = world
        .file("journal.strength", GOOD)
        .file("other.strength", BAD)
        .file("a/b/c.txt", "");
    assert_eq!(world.run(&["check"]).code, 0);
    let world = world.variable("STRENGTH_FILE", "other.strength");
    assert!(world.run(&["check"]).out.contains("other.strength:2:"));
}

#[test]
fn the_journal_is_looked_for_upward() {
    let world = World::new()
        .file("journal.strength", BAD)
        .file("a/b/c.txt", "")
        .below("a/b");
    let run = world.run(&["check", "--format", "short"]);
    assert!(
        run.out.starts_with("../../journal.strength:2:"),
        "{} {}",
        run.out,
        run.err
    );
}

#[test]
fn standard_input_is_a_journal() {
    let run = World::new()
        .stdin(BAD)
        .run(&["check", "--format", "short", "-"]);
    assert!(run.out.starts_with("<stdin>:2:"), "{}", run.out);
    assert_eq!(run.code, 1);
    let run = World::new().stdin("").run(&["check", "-"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, "no sessions · nothing to report\n")
    );
}

#[test]
fn a_closed_pipe_is_quiet_and_other_failures_are_told() {
    let world = world();
    for args in [
        &["check", "bad.strength"][..],
        &["check", "--format", "short", "bad.strength"],
        &["check", "--format", "json", "bad.strength"],
        &["export", "json", "bad.strength", "-q"],
    ] {
        let (code, err) = world.run_into(args, &mut Failing(io::ErrorKind::BrokenPipe));
        assert_eq!((code, err.as_str()), (1, ""), "{args:?}");
        let (code, err) = world.run_into(args, &mut Failing(io::ErrorKind::StorageFull));
        assert_eq!(code, 2, "{args:?}");
        assert!(
            err.starts_with("strength: cannot write the output"),
            "{err}"
        );
    }
    for args in [
        &["rules"][..],
        &["spec"],
        &["catalog"],
        &["--help"],
        &["explain", "invalid-date"],
    ] {
        let (code, err) = world.run_into(args, &mut Failing(io::ErrorKind::BrokenPipe));
        assert_eq!((code, err.as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn colour_follows_the_decision_everywhere() {
    let colored = |world: World, args: &[&str]| {
        let world = world.file("bad.strength", BAD);
        world
            .run(&[&["check", "bad.strength"], args].concat())
            .out
            .contains('\u{1b}')
    };
    assert!(!colored(World::new(), &[]));
    assert!(colored(World::new(), &["--color", "always"]));
    assert!(colored(World::new().terminal(), &[]));
    assert!(!colored(World::new().terminal(), &["--color=never"]));
    assert!(!colored(
        World::new().terminal().variable("NO_COLOR", "1"),
        &[]
    ));
    assert!(colored(
        World::new().terminal().variable("NO_COLOR", "1"),
        &["--color", "always"]
    ));
    assert!(colored(World::new().variable("CLICOLOR_FORCE", "1"), &[]));
    assert!(colored(World::new().variable("FORCE_COLOR", "1"), &[]));
    assert!(!colored(
        World::new().terminal().variable("CLICOLOR", "0"),
        &[]
    ));
    assert!(!colored(
        World::new().terminal().variable("TERM", "dumb"),
        &[]
    ));
    // Programs read these; colour would only be noise.
    let world = world();
    for format in ["short", "json"] {
        let run = world.run(&[
            "check",
            "bad.strength",
            "-q",
            "--format",
            format,
            "--color",
            "always",
        ]);
        assert!(!run.out.contains('\u{1b}'), "{}", run.out);
    }
}

#[test]
fn help_names_what_there_is_and_nothing_else() {
    let run = World::new().run(&["--help"]);
    assert_eq!(run.code, 0);
    for command in [
        "check", "next", "fmt", "explain", "rules", "catalog", "spec", "schema", "export",
    ] {
        assert!(
            run.out.contains(&format!("\n  {command} ")),
            "{command}\n{}",
            run.out
        );
    }
    for (asked, flag) in [
        (&["help"][..], &["--help"][..]),
        (&["help", "check"], &["check", "--help"]),
    ] {
        assert_eq!(World::new().run(asked).out, World::new().run(flag).out);
    }
    for later in ["--write", "report", "lsp", "import", "--watch"] {
        assert!(!run.out.contains(later), "{later}");
    }
    assert_eq!(
        World::new().run(&["--version"]).out,
        format!("strength {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn every_diagnostic_is_listed_and_explained() {
    let world = World::new();
    let list = world.run(&["rules"]).out;
    for card in strength::cards() {
        assert!(list.contains(&format!("  {} ", card.name)), "{}", card.name);
        assert!(list.contains(card.summary), "{}", card.name);
        let page = world.run(&["explain", card.name]);
        assert_eq!(page.code, 0, "{}: {}", card.name, page.err);
        let says = format!("[{}]", card.name);
        assert!(
            page.out.matches(&says).count() >= 2,
            "{} is not shown at work:\n{}",
            card.name,
            page.out
        );
        for setting in card.settings {
            assert!(
                page.out.contains(setting.key),
                "{} {}",
                card.name,
                setting.key
            );
        }
    }
    let json: serde_json::Value =
        serde_json::from_str(&world.run(&["rules", "--format", "json"]).out).expect("JSON");
    assert_eq!(
        json["rules"].as_array().map(Vec::len),
        Some(strength::cards().len())
    );
}

#[test]
fn what_is_compiled_in_is_printed() {
    let world = World::new();
    assert_eq!(world.run(&["spec"]).out, include_str!("../../grammar.md"));
    let catalog = world.run(&["catalog"]).out;
    assert!(catalog.contains("exercise "));
    let run = World::new().stdin(&catalog).run(&["check", "-"]);
    assert!(
        !run.out.contains("error["),
        "the catalogue is a journal:\n{}",
        run.out
    );
}

#[test]
fn the_real_program_is_quiet_when_its_reader_goes_away() {
    let mut text = String::from("2026-03-02\n");
    for n in 0..5_000 {
        text.push_str(&format!("  Push-up 3x8 word{n}\n"));
    }
    let world = World::new().file("many.strength", text);
    for format in ["pretty", "short", "json"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_strength"))
            .args([
                "check",
                "--max",
                "none",
                "--format",
                format,
                "many.strength",
            ])
            .current_dir(&world.folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // Like `| head -1`: a little is read, and the pipe is closed.
        let mut pipe = child.stdout.take().expect("a pipe");
        let mut some = [0; 64];
        io::Read::read_exact(&mut pipe, &mut some).expect("some output");
        drop(pipe);
        let result = child.wait_with_output().expect("the program ends");
        assert_eq!(String::from_utf8_lossy(&result.stderr), "", "{format}");
        assert_eq!(result.status.code(), Some(1), "{format}");
    }
}

#[test]
fn the_real_program_reads_its_surroundings() {
    let world = world();
    let run = |args: &[&str], file: &str| {
        Command::new(env!("CARGO_BIN_EXE_strength"))
            .args(args)
            .current_dir(&world.folder)
            .env_clear()
            .env("STRENGTH_FILE", file)
            .output()
            .expect("the program starts")
    };
    let bad = run(
        &["check", "--format", "short", "--today", "2026-03-09"],
        "bad.strength",
    );
    assert_eq!(bad.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&bad.stdout).starts_with("bad.strength:2:"));
    assert_eq!(run(&["check"], "good.strength").status.code(), Some(0));
    assert_eq!(run(&["check", "--nonsense"], "").status.code(), Some(2));
}

#[test]
fn lines_that_were_not_understood_are_counted_whatever_is_shown() {
    let journal = "2026-03-02\n  Squat 100kg 3x5\n  Squat 3x5 hrad\n";
    let world = World::new().file("journal.strength", journal);
    for args in [
        &[][..],
        &["--only", "unknown-word"],
        &["--skip", "weight-first"],
    ] {
        let run = world.run(&[&["check", "journal.strength"], args].concat());
        assert!(
            run.out.contains("1 line not understood"),
            "{args:?}: {}",
            run.out
        );
    }
}
