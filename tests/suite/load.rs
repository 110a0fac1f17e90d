//! Files, `include` lines, folders of journals, encodings.

use crate::program::World;
use std::path::Path;
use strength::load::disk::{Disk, Files, Memory};
use strength::load::{self, Loaded, roots};

fn memory(files: &[(&str, &str)]) -> Loaded {
    let disk = Memory::new(files.iter().copied());
    load::load(&disk, Path::new(""), Path::new(files[0].0)).expect("the root is there")
}

fn names(loaded: &Loaded) -> Vec<&str> {
    loaded
        .sources
        .files
        .iter()
        .map(|source| source.name.as_str())
        .collect()
}

fn rules(loaded: &Loaded) -> Vec<(&str, &str)> {
    let text = |place| loaded.sources.text(place);
    loaded
        .findings
        .iter()
        .map(|finding| (finding.rule, text(finding.place)))
        .collect()
}

const SESSION: &str = "2026-03-02\n  Push-up 3x8\n";

#[test]
fn includes_are_relative_to_their_file_and_sorted() {
    let loaded = memory(&[
        (
            "top/journal.strength",
            "include years/*.strength\ninclude base.strength\n",
        ),
        ("top/base.strength", "unit kg\n"),
        ("top/years/b.strength", SESSION),
        ("top/years/a.strength", "include deep/x.strength\n"),
        ("top/years/deep/x.strength", SESSION),
        ("top/years/.hidden.strength", SESSION),
        ("top/years/notes.txt", SESSION),
        ("elsewhere.strength", SESSION),
    ]);
    assert_eq!(
        names(&loaded),
        [
            "top/journal.strength",
            "top/years/a.strength",
            "top/years/deep/x.strength",
            "top/years/b.strength",
            "top/base.strength",
        ]
    );
    assert_eq!(rules(&loaded), []);
}

#[test]
fn two_stars_stand_for_any_folders_and_each_file_is_read_once() {
    let loaded = memory(&[
        (
            "journal.strength",
            "include **/*.strength\ninclude a/one.strength\ninclude {a,b}/t*.strength\n",
        ),
        ("a/one.strength", SESSION),
        ("a/two.strength", SESSION),
        ("b/c/three.strength", SESSION),
        ("b/ten.strength", SESSION),
    ]);
    assert_eq!(
        names(&loaded),
        [
            "journal.strength",
            "a/one.strength",
            "a/two.strength",
            "b/c/three.strength",
            "b/ten.strength"
        ]
    );
    assert_eq!(rules(&loaded), []);
}

#[test]
fn cycles_are_told_where_they_close() {
    let loaded = memory(&[
        ("journal.strength", "include a.strength\n"),
        ("a.strength", "include b.strength\n"),
        (
            "b.strength",
            "unit kg\ninclude journal.strength\ninclude b.strength\ninclude a.strength\n",
        ),
    ]);
    assert_eq!(
        rules(&loaded),
        [
            ("include-cycle", "journal.strength"),
            ("include-cycle", "b.strength"),
            ("include-cycle", "a.strength"),
        ]
    );
    assert_eq!(names(&loaded).len(), 3);
    // Two ways to one file are no cycle.
    let loaded = memory(&[
        (
            "journal.strength",
            "include a.strength\ninclude b.strength\n",
        ),
        ("a.strength", "include c.strength\n"),
        ("b.strength", "include c.strength\n"),
        ("c.strength", "unit kg\n"),
    ]);
    assert_eq!(rules(&loaded), []);
    // A pattern does not mean the file it stands in.
    let loaded = memory(&[
        ("journal.strength", "include *.strength\n"),
        ("a.strength", SESSION),
    ]);
    assert_eq!((names(&loaded).len(), rules(&loaded)), (2, vec![]));
}

#[test]
fn a_long_chain_of_includes_is_followed_to_its_end() {
    let names: Vec<String> = (0..5_000).map(|n| format!("f{n}.strength")).collect();
    let texts: Vec<String> = (1..=5_000)
        .map(|n| format!("include f{n}.strength\n"))
        .collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let loaded = memory(&files);
    assert_eq!(loaded.sources.files.len(), 5_000);
    assert_eq!(rules(&loaded), [("include-missing", "f5000.strength")]);
}

#[test]
fn what_is_missing_or_outside_is_told_at_its_line() {
    let loaded = memory(&[
        (
            "top/journal.strength",
            "include none.strength\ninclude no/*.strength\ninclude sub\ninclude ../other.strength\n\
             include ../none.strength\ninclude ../*.strength\ninclude /etc/passwd\n\
             include sub/../../other.strength\ninclude sub/../in.strength\ninclude a[\n",
        ),
        ("top/sub/x.strength", SESSION),
        ("top/in.strength", SESSION),
        ("other.strength", SESSION),
    ]);
    assert_eq!(
        rules(&loaded),
        [
            ("include-missing", "no/*.strength"),
            ("include-missing", "sub"),
            ("include-outside", "../other.strength"),
            ("include-outside", "../none.strength"),
            ("include-outside", "../*.strength"),
            ("include-outside", "/etc/passwd"),
            ("include-outside", "sub/../../other.strength"),
            ("include-missing", "a["),
            ("include-missing", "none.strength"),
        ]
    );
    assert_eq!(names(&loaded), ["top/journal.strength", "top/in.strength"]);
}

#[test]
fn directives_hold_from_whichever_file_they_come_and_findings_name_theirs() {
    let world = World::new()
        .file(
            "journal.strength",
            "include units.strength\ninclude sub/old.strength\n\n2026-03-02\n  Squat 3x5 @60\n",
        )
        .file("units.strength", "unit kg\n")
        .file("sub/old.strength", "2025-03-03\n  Squat 3x5 @55 hrad\n");
    let run = world.run(&[
        "check",
        "--format",
        "short",
        "-q",
        "--only",
        "unknown-word,missing-unit",
    ]);
    assert_eq!(
        run.out,
        "sub/old.strength:2:17: error[unknown-word]: `hrad` is not known here\n"
    );
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_folder_are_not_followed() {
    use std::os::unix::fs::symlink;
    let world = World::new()
        .file("mine/journal.strength", "include link.strength\ninclude inner.strength\ninclude out/*.strength\ninclude *.strength\n")
        .file("mine/real.strength", SESSION)
        .file("secret/secret.strength", "this is secret\n");
    let mine = world.folder.join("mine");
    symlink("../secret/secret.strength", mine.join("link.strength")).expect("a link");
    symlink("real.strength", mine.join("inner.strength")).expect("a link");
    symlink("../secret", mine.join("out")).expect("a link");
    let run = world.run(&["check", "mine/journal.strength", "--format", "json"]);
    assert!(!run.out.contains("this is secret"), "{}", run.out);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let outside = json["findings"].as_array().expect("findings").iter();
    let outside = outside.filter(|finding| finding["rule"] == "include-outside");
    assert_eq!(outside.count(), 3, "{}", run.out);
    assert_eq!(
        json["files"].as_array().map(Vec::len),
        Some(2),
        "{}",
        json["files"]
    );
}

#[test]
fn a_folder_checks_its_roots_in_a_stable_order() {
    let world = World::new()
        .file(
            "b/journal.strength",
            "include parts/*.strength\n2026-03-02\n  Dip 8 hrad\n",
        )
        .file("b/parts/p.strength", "2026-02-23\n  Dip 8 hrad\n")
        .file("a.strength", "2026-03-02\n  Dip 8 hrad\n")
        .file("c/x.strength", "2026-03-02\n  Dip 8 hrad\n")
        .file("c/note.txt", "no journal\n")
        .file(".hidden/y.strength", "2026-03-02\n  Dip 8 hrad\n");
    for _ in 0..5 {
        let run = world.run(&["check", ".", "--format", "short", "--only", "unknown-word"]);
        let files: Vec<&str> = run
            .out
            .lines()
            .filter_map(|line| line.split_once(':').map(|(file, _)| file))
            .collect();
        assert_eq!(
            files[..4],
            [
                "a.strength",
                "b/journal.strength",
                "b/parts/p.strength",
                "c/x.strength"
            ],
            "{}",
            run.out
        );
        assert!(run.out.contains("3 journals · "), "{}", run.out);
    }
    // Files that only include each other still have a root.
    let world = World::new()
        .file("d/one.strength", "include two.strength\n")
        .file("d/two.strength", "include one.strength\n");
    let run = world.run(&["check", "d", "--format", "short", "-q"]);
    assert!(
        run.out
            .starts_with("d/two.strength:1:9: error[include-cycle]"),
        "{}",
        run.out
    );
    assert_eq!(run.out.lines().count(), 1, "{}", run.out);
}

#[test]
fn what_two_journals_include_is_told_once() {
    let world = World::new()
        .file(
            "a.strength",
            "include shared/x.strength\n2026-03-02\n  Dip 8\n",
        )
        .file(
            "b.strength",
            "include shared/x.strength\n2026-03-02\n  Dip 8\n",
        )
        .file("shared/x.strength", "gaol 2 per week\n");
    for args in [
        &["."][..],
        &["a.strength", "b.strength"],
        &[".", "a.strength", "a.strength"],
    ] {
        let run = world.run(
            &[
                &["check", "--format", "json", "--only", "unknown-directive"],
                args,
            ]
            .concat(),
        );
        let value: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        assert_eq!(
            value["findings"].as_array().map(Vec::len),
            Some(1),
            "{args:?} {}",
            run.out
        );
        assert_eq!(
            value["files"],
            serde_json::json!(["a.strength", "shared/x.strength", "b.strength"])
        );
        assert_eq!(value["summary"]["errors"], 1);
        assert_eq!(value["summary"]["sessions"], 2, "{args:?}");
    }
}

#[test]
fn bytes_that_are_not_text_keep_their_places() {
    let source = load::source("x", None, b"a\xff\xc3(\xe2\x82b".to_vec());
    assert_eq!(&*source.text, "a\u{1a}\u{1a}(\u{1a}\u{1a}b");
    assert_eq!(source.not_utf8, [1, 2, 4, 5]);
    let world = World::new().file("a.strength", b"2026-03-02\n  Dip\xff 8\n  Squat 3x5 hrad\n");
    let run = world.run(&["check", "a.strength", "--format", "short", "-q"]);
    let rules: Vec<&str> = run.out.lines().collect();
    assert!(
        rules[0].starts_with("a.strength:2:6: error[invalid-encoding]"),
        "{}",
        run.out
    );
    assert!(
        rules[1].starts_with("a.strength:3:13: error[unknown-word]"),
        "{}",
        run.out
    );
}

#[test]
fn utf_16_is_recognized_and_told_once() {
    let text: Vec<u8> = SESSION.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [vec![0xFF, 0xFE], text.clone()].concat();
    let big: Vec<u8> = SESSION.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [text, marked, big] {
        let world = World::new().file("a.strength", bytes);
        let run = world.run(&["check", "a.strength", "--format", "short", "-q"]);
        assert!(
            run.out
                .starts_with("a.strength:1:1: error[invalid-encoding]"),
            "{}",
            run.out
        );
        assert_eq!((run.out.lines().count(), run.code), (1, 1), "{}", run.out);
    }
    assert!(!load::source("x", None, SESSION.as_bytes().to_vec()).utf16);
    assert!(!load::source("x", None, Vec::new()).utf16);
}

#[test]
fn the_byte_order_mark_takes_no_column() {
    let world = World::new().file("a.strength", "\u{feff}gaol 2 per week\n");
    let run = world.run(&["check", "a.strength", "--format", "short", "-q"]);
    assert!(
        run.out
            .starts_with("a.strength:1:1: error[unknown-directive]"),
        "{}",
        run.out
    );
}

#[test]
fn a_large_file_is_read_whole() {
    let session = "2026-01-05 Mon 35min\n  Toe taps   18 18 18   ok\n\n";
    let text = session.repeat((5 << 20) / session.len());
    let world = World::new().file("large.strength", &text);
    let read = Files.read(&world.folder.join("large.strength"));
    assert!(read.is_ok_and(|bytes| *bytes == *text.as_bytes()));
}

#[test]
fn a_folder_that_cannot_be_looked_into_is_told_in_plain_words() {
    let world = World::new();
    let (roots, failures) = roots::below(&world.folder, Path::new("./gone"));
    assert!(roots.is_empty());
    let told: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["cannot read gone: there is no such file"]);
}

#[cfg(unix)]
#[test]
fn what_stands_beside_a_linked_file_is_named_by_its_own_place() {
    use std::os::unix::fs::symlink;
    let world = World::new()
        .file("journal.strength", "include years/2025.strength\n")
        .file("archive/old.strength", "include more.strength\n")
        .file("archive/more.strength", SESSION)
        .file("years/readme", "");
    let top = world.folder.as_path();
    symlink("../archive/old.strength", top.join("years/2025.strength")).expect("a link");
    symlink("years", top.join("again")).expect("a link");
    let loaded = load::load(&Files, top, Path::new("journal.strength")).expect("it is there");
    let shown = [
        "journal.strength",
        "years/2025.strength",
        "archive/more.strength",
    ];
    assert_eq!(names(&loaded), shown);
    // The root may be a link as well.
    let linked = load::load(&Files, top, Path::new("again/2025.strength")).expect("it is there");
    let beside = top
        .canonicalize()
        .expect("there")
        .join("archive/more.strength");
    assert_eq!(
        names(&linked),
        ["again/2025.strength", &beside.to_string_lossy()]
    );
}
