//! Commands that write: `fmt` and `check --fix`, and that a file is whole whatever happens.

use crate::program::World;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use strength::date::Date;
use strength::finding::Severity;
use strength::fix::{Fixed, Wish, fix};
use strength::load::disk::Memory;
use strength::{Report, check_example, check_text};

const LOOSE: &str = "2026/03/02\n  Squat 3x5 @60kg\n";
const LAID_OUT: &str = "2026-03-02\n  Squat   3x5 @60kg\n";
const BAD: &str = "2026-3-2\n  Squat   100kg 3x5\n  Plank   3x45s hrad\n";
const MENDED: &str = "2026-03-02\n  Squat   3x5 @100kg\n  Plank   3x45s hrad\n";

fn text(world: &World, name: &str) -> String {
    fs::read_to_string(world.folder.join(name)).expect("the file is there")
}

#[test]
fn fmt_writes_the_files_that_are_named_and_no_others() {
    let root = format!("include b.strength\n\n{LOOSE}");
    let world = World::new()
        .file("a.strength", &root)
        .file("b.strength", LOOSE);
    let run = world.run(&["fmt", "a.strength"]);
    assert_eq!((run.code, run.out.as_str()), (0, "a.strength: formatted\n"));
    assert!(text(&world, "a.strength").ends_with(LAID_OUT));
    assert_eq!(text(&world, "b.strength"), LOOSE);
    let again = world.run(&["fmt", "a.strength"]);
    assert_eq!(
        (again.code, again.out.as_str(), again.err.as_str()),
        (0, "", "")
    );
}

#[test]
fn fmt_check_and_diff_write_nothing() {
    let world = World::new()
        .file("a.strength", LOOSE)
        .file("b.strength", LAID_OUT);
    let check = world.run(&["fmt", "--check", "a.strength", "b.strength"]);
    assert_eq!(
        (check.code, check.out.as_str()),
        (1, "a.strength: would be formatted\n")
    );
    assert_eq!(world.run(&["fmt", "--check", "b.strength"]).code, 0);
    let diff = world.run(&["fmt", "--diff", "a.strength", "b.strength"]);
    let wanted = "--- a.strength\n+++ a.strength\n@@ -1,2 +1,2 @@\n-2026/03/02\n\
                  -  Squat 3x5 @60kg\n+2026-03-02\n+  Squat   3x5 @60kg\n";
    assert_eq!((diff.code, diff.out.as_str()), (0, wanted));
    assert_eq!(text(&world, "a.strength"), LOOSE);
    assert_eq!(
        world.run(&["fmt", "--check", "--diff", "a.strength"]).code,
        2
    );
}

#[test]
fn fmt_prints_standard_input() {
    let world = World::new().stdin(LOOSE);
    let run = world.run(&["fmt", "-"]);
    assert_eq!((run.code, run.out.as_str()), (0, LAID_OUT));
    assert_eq!(world.run(&["fmt", "--check", "-"]).code, 1);
}

#[test]
fn errors_do_not_keep_fmt_from_the_rest() {
    let bad = b"2026-03-02\n Plank 3x45s hrad\n Squat 3x5\n Dip 3x8 \"na\xEFve\"\n";
    let world = World::new().file("a.strength", bad);
    let run = world.run(&["fmt", "a.strength"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("2 errors; their lines stay as they are"),
        "{}",
        run.err
    );
    let after = fs::read(world.folder.join("a.strength")).expect("it is there");
    let wanted = b"2026-03-02\n Plank 3x45s hrad\n  Squat   3x5\n Dip 3x8 \"na\xEFve\"\n";
    assert_eq!(after, wanted);
}

#[test]
fn what_cannot_be_read_or_written_is_told() {
    let world = World::new()
        .file("a.strength", LOOSE)
        .file("wide.strength", [0xFF, 0xFE, b'2', 0, b'0', 0]);
    let run = world.run(&["fmt", "none.strength", "wide.strength", ".", "a.strength"]);
    assert_eq!(run.code, 2);
    let told = [
        "cannot read none.strength: there is no such file",
        "cannot read wide.strength: it is UTF-16",
        "cannot read .: it is a directory",
    ];
    for told in told {
        assert!(run.err.contains(told), "{}", run.err);
    }
    assert_eq!(text(&world, "a.strength"), LAID_OUT);
    let path = world.folder.join("a.strength");
    fs::write(&path, LOOSE).expect("it can be written");
    let mut permissions = fs::metadata(&path).expect("it is there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("it is ours");
    let run = world.run(&["fmt", "a.strength"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("cannot write a.strength: it is read-only"),
        "{}",
        run.err
    );
    assert_eq!(text(&world, "a.strength"), LOOSE);
}

#[test]
fn fix_mends_all_files_of_a_journal() {
    let root = format!("include b.strength\n\n{BAD}");
    let world = World::new()
        .file("a.strength", &root)
        .file("b.strength", BAD);
    let run = world.run(&["check", "--fix", "a.strength", "--format", "short"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(
        run.err.contains("4 fixes made in a.strength, b.strength"),
        "{}",
        run.err
    );
    assert_eq!(text(&world, "b.strength"), MENDED);
    assert!(text(&world, "a.strength").ends_with(MENDED));
    assert_eq!(run.out.matches("error[").count(), 2, "{}", run.out);
    assert!(!run.out.contains("--fix"), "{}", run.out);
}

#[test]
fn the_summary_says_what_fix_can_do() {
    let world = World::new().file("a.strength", BAD);
    let run = world.run(&["check", "a.strength"]);
    assert!(run.out.contains("2 safe fixes with `--fix`"), "{}", run.out);
    let only = ["check", "a.strength", "--only", "invalid-date", "--fix"];
    let run = world.run(&only);
    assert!(run.err.contains("1 fix made"), "{}", run.err);
    assert_eq!(
        text(&world, "a.strength"),
        BAD.replace("2026-3-2", "2026-03-02")
    );
}

#[test]
fn fix_diff_writes_nothing_and_unsafe_chooses_only_where_there_is_no_choice() {
    let world = World::new().file("a.strength", BAD);
    let run = world.run(&["check", "--fix", "--diff", "a.strength"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out.contains("-2026-3-2\n") && run.out.contains("+2026-03-02\n"),
        "{}",
        run.out
    );
    assert_eq!(text(&world, "a.strength"), BAD);
    // `hrad` may be `hard`, or a remark.
    let run = world.run(&["check", "--fix", "--unsafe", "a.strength"]);
    assert!(
        run.err.contains("1 finding has several possible fixes"),
        "{}",
        run.err
    );
    assert_eq!(text(&world, "a.strength"), MENDED);
    let stdin = World::new().stdin(BAD).run(&["check", "--fix", "-"]);
    assert_eq!(stdin.code, 2);
    assert_eq!(world.run(&["check", "--diff", "a.strength"]).code, 2);
}

fn errors(report: &Report) -> usize {
    let findings = report.findings.iter();
    findings
        .filter(|finding| finding.severity == Severity::Error)
        .count()
}

/// The journal with one fix made, and only that.
fn mended(name: &str, text: &str, edits: &[strength::text::Edit]) -> String {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| edit.place.span);
    let bytes = strength::text::apply(text.as_bytes(), &edits);
    String::from_utf8(bytes).unwrap_or_else(|_| panic!("a fix of {name} cuts a character"))
}

#[test]
fn after_each_fix_of_the_catalogue_its_finding_is_gone() {
    let mut tried = 0;
    for card in strength::cards() {
        let today = Date::parse_iso(card.today).expect("the card names a day");
        let (before, strict) = check_example(card, today);
        for finding in &before.findings {
            for fix in &finding.fixes {
                let text = mended(card.name, card.example, &fix.edits);
                let after = check_text(strength::EXAMPLE_NAME, &text, today, strict);
                // The same may be said of the next place on the line.
                let at = finding.place.span.start;
                let still = after.findings.iter().any(|one| {
                    one.rule == finding.rule
                        && one.message == finding.message
                        && one.place.span.start == at
                });
                tried += 1;
                assert!(
                    !still,
                    "`{}` of {} leaves it:\n{text}",
                    fix.title, finding.rule
                );
                let mended = usize::from(finding.severity == Severity::Error);
                assert!(
                    errors(&after) + mended <= errors(&before),
                    "`{}` of {} leads to another error:\n{text}",
                    fix.title,
                    finding.rule
                );
            }
        }
    }
    assert!(tried > 20, "{tried} fixes were tried");
}

fn fixed(text: &str, suggested: bool) -> Fixed {
    let today = Date::new(2026, 3, 9).expect("a date of the calendar");
    let disk = Memory::new([("journal.strength", text)]);
    let wish = Wish {
        disk: &disk,
        folder: Path::new(""),
        file: Path::new("journal.strength"),
        today,
        strict: false,
        suggested,
        rule: &|_| true,
    };
    fix(&wish).expect("it is there")
}

#[test]
fn fixing_ends_and_never_adds_an_error() {
    let today = Date::new(2026, 3, 9).expect("a date of the calendar");
    let mut made = 0;
    for seed in 0..150 {
        let text = crate::generate::mutated(seed, 1 + (seed % 6) as usize);
        let before = check_text("journal.strength", &text, today, false);
        let can = before.findings.iter();
        let can = can
            .filter(|finding| finding.fixes.iter().any(|fix| fix.safe))
            .count();
        let fixed = fixed(&text, seed % 2 == 0);
        assert!(
            errors(&fixed.report) <= errors(&before),
            "seed {seed}:\n{text}"
        );
        // What the summary says that `--fix` can do is what it does, but for what it tells.
        assert!(
            fixed.made + fixed.left_out.len() >= can.min(1),
            "seed {seed}:\n{text}"
        );
        made += fixed.made;
    }
    assert!(made > 50, "{made} fixes were made");
}

/// A journal that takes a while to format.
fn long() -> String {
    let session = "2026/03/02\n  Squat 3x5 @60kg\n  One-leg bridge 3x12 ok\n";
    session.repeat(400)
}

#[test]
fn a_killed_program_leaves_the_old_file_or_the_new_one() {
    let program = env!("CARGO_BIN_EXE_strength");
    let old = long();
    let world = World::new().file("a.strength", &old);
    let path = world.folder.join("a.strength");
    let start = || {
        let mut command = Command::new(program);
        let command = command
            .args(["fmt", "-q", "a.strength"])
            .current_dir(&world.folder);
        let command = command.stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("the program starts")
    };
    let begun = Instant::now();
    assert!(start().wait().expect("it ends").success());
    let whole = begun.elapsed();
    let new = text(&world, "a.strength");
    assert_ne!(new, old);
    let (mut kept, mut replaced) = (0, 0);
    for turn in 0..200u32 {
        fs::write(&path, &old).expect("it can be written");
        let mut child = start();
        let part = whole * (turn % 110) / 100;
        std::thread::sleep(part.min(Duration::from_millis(200)));
        // It may have ended already.
        let _ = child.kill();
        child.wait().expect("it ends");
        match text(&world, "a.strength") {
            found if found == old => kept += 1,
            found if found == new => replaced += 1,
            found => panic!("turn {turn}: {} bytes are neither", found.len()),
        }
    }
    assert_eq!(kept + replaced, 200);
    assert!(kept > 0, "it was never killed before it was done");
    // What is left over is no obstacle.
    fs::write(&path, &old).expect("it can be written");
    assert!(start().wait().expect("it ends").success());
    assert_eq!(text(&world, "a.strength"), new);
    let left = fs::read_dir(&world.folder).expect("it is there").count();
    assert_eq!(left, 1);
}

/// A limit on the size of files stands for a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file() {
    let old = long();
    let world = World::new().file("a.strength", &old);
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" fmt a.strength";
    let run = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_strength")])
        .current_dir(&world.folder)
        .output()
        .expect("a shell is there");
    assert_eq!(run.status.code(), Some(2));
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(told.contains("cannot write a.strength: "), "{told}");
    assert_eq!(text(&world, "a.strength"), old);
    assert_eq!(fs::read_dir(&world.folder).expect("it is there").count(), 1);
}

#[test]
fn lines_that_a_fix_adds_end_as_the_others_do() {
    let world = World::new().file(
        "a.strength",
        "2026-03-02 Squat 3x5\r\n2026-3-4\r\n  Dip 8\r\n",
    );
    let run = world.run(&["check", "--fix", "--today", "2026-03-09", "a.strength"]);
    assert_eq!(run.code, 0, "{}", run.out);
    let mended = "2026-03-02\r\n  Squat 3x5\r\n2026-03-04\r\n  Dip 8\r\n";
    assert_eq!(text(&world, "a.strength"), mended);
}

#[test]
fn one_carriage_return_is_not_for_all_lines() {
    let mixed = "2026-03-01\n  Dip 8\r\n2026-03-02 Squat 3x5\n2026-03-04 Squat 3x5\r\n\n2026-03-06 Squat 3x5";
    let world = World::new().file("a.strength", mixed);
    let run = world.run(&["check", "--fix", "--today", "2026-03-09", "a.strength"]);
    assert_eq!(run.code, 0, "{}", run.out);
    let mended = "2026-03-01\n  Dip 8\r\n2026-03-02\n  Squat 3x5\n2026-03-04\r\n  Squat 3x5\r\n\n2026-03-06\n  Squat 3x5";
    assert_eq!(text(&world, "a.strength"), mended);
}
