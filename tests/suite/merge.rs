//! Versions of journals made into one: by hand, by laws over generated histories, and by git.

use crate::generate::{self, Random};
use crate::program::git_command;
use std::collections::HashMap;
use std::path::Path;
use strength::date::Date;
use strength::merge::{Merged, merge};

const BASE: &str = "\
# 2026

2026-03-02 Mon 35min
  Squat 3x5 @100kg
  Toe taps 3x20 ok

2026-03-09 Mon
  Squat 3x5 @100kg
";

/// The result of a merge without conflicts.
#[track_caller]
fn clean(base: &str, ours: &str, theirs: &str) -> String {
    let merged = merge(base, ours, theirs);
    assert_eq!(merged.conflicts, 0, "{}", merged.text);
    merged.text
}

#[test]
fn sessions_of_both_stand_in_order_of_their_dates() {
    let ours = format!("{BASE}\n; a good week\n2026-03-16\n  Dip 3x8\n");
    let theirs = format!("{BASE}\n2026-03-12\n  Plank 60s\n\n2026-03-19\n  Plank 60s\n");
    let both = "\
\n2026-03-12\n  Plank 60s\n\n; a good week\n2026-03-16\n  Dip 3x8\n\n2026-03-19\n  Plank 60s\n";
    assert_eq!(clean(BASE, &ours, &theirs), format!("{BASE}{both}"));
    assert_eq!(clean(BASE, &theirs, &ours), format!("{BASE}{both}"));
}

#[test]
fn a_journal_that_is_written_newest_first_stays_so() {
    let old = "2026-03-09\n  Dip 3x8\n\n2026-03-02\n  Dip 3x7\n";
    let ours = format!("2026-03-16\n  Plank 60s\n\n{old}");
    let theirs = format!("2026-03-19\n  Dip 3x9\n\n2026-03-12\n  Dip 3x8\n\n{old}");
    let both = "\
2026-03-19\n  Dip 3x9\n\n2026-03-16\n  Plank 60s\n\n2026-03-12\n  Dip 3x8\n\n";
    assert_eq!(clean(old, &ours, &theirs), format!("{both}{old}"));
}

#[test]
fn entries_of_one_session_are_united() {
    let ours = BASE.replace("  Toe taps 3x20 ok\n", "  Toe taps 3x20 ok\n  Plank 60s\n");
    let theirs = BASE
        .replace("35min", "40min")
        .replace("3x20 ok\n", "3x20 ok\n  \"felt fine\"\n")
        .replacen("Squat 3x5", "Squat 3x6", 1);
    let both = "\
# 2026

2026-03-02 Mon 40min
  Squat 3x6 @100kg
  Toe taps 3x20 ok
  \"felt fine\"
  Plank 60s

2026-03-09 Mon
  Squat 3x5 @100kg
";
    assert_eq!(clean(BASE, &ours, &theirs), both);
}

#[test]
fn an_entry_changed_in_two_ways_is_a_conflict_of_that_entry_alone() {
    let ours = BASE.replace("3x20 ok", "3x20 easy");
    let theirs = BASE
        .replace("3x20 ok", "3x20 hard")
        .replace("35min", "36min");
    let expected = "\
# 2026

2026-03-02 Mon 36min
  Squat 3x5 @100kg
<<<<<<< ours
  Toe taps 3x20 easy
=======
  Toe taps 3x20 hard
>>>>>>> theirs

2026-03-09 Mon
  Squat 3x5 @100kg
";
    let merged = merge(BASE, &ours, &theirs);
    assert_eq!((merged.text.as_str(), merged.conflicts), (expected, 1));
}

#[test]
fn what_one_side_deleted_is_gone_unless_the_other_changed_it() {
    let without = BASE.replace("  Toe taps 3x20 ok\n", "");
    assert_eq!(clean(BASE, &without, BASE), without);
    assert_eq!(clean(BASE, BASE, &without), without);
    let changed = BASE.replace("3x20 ok", "3x20 easy");
    let merged = merge(BASE, &without, &changed);
    assert_eq!(merged.conflicts, 1);
    let kept = "<<<<<<< ours\n=======\n  Toe taps 3x20 easy\n>>>>>>> theirs\n";
    assert!(merged.text.contains(kept), "{}", merged.text);
}

#[test]
fn a_file_keeps_its_line_ends_and_its_layout() {
    let dense = "2026-03-02 run 5km\n2026-03-03 run 6km";
    let ours = "2026-03-02 run 5km\n2026-03-03 run 6km\n2026-03-05 run 7km";
    let theirs = "2026-03-02 run 5km\n2026-03-03 run 6km\n2026-03-04 run 8km";
    let both = "\
2026-03-02 run 5km\n2026-03-03 run 6km\n2026-03-04 run 8km\n2026-03-05 run 7km";
    assert_eq!(clean(dense, ours, theirs), both);
    let windows = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(
        clean(&windows(dense), &windows(ours), &windows(theirs)),
        windows(both)
    );
}

/// A journal as somebody left it on one device: a few things written, corrected or deleted.
fn edited(r: &mut Random, text: &str, device: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    for step in 0..r.range(1, 4) {
        let entries: Vec<usize> = (0..lines.len())
            .filter(|&at| lines[at].starts_with("  ") && lines[at].contains(" 3x"))
            .collect();
        let entry = entries.get(r.below(entries.len())).copied();
        match (r.below(6), entry) {
            (0, Some(at)) => {
                lines[at] = lines[at].replacen(" 3x", &format!(" {}x", r.range(2, 4)), 1)
            }
            (1, Some(at)) => {
                lines.remove(at);
            }
            (2, Some(at)) => lines.insert(at + 1, format!("  Plank {}0s", r.range(2, 9))),
            (3, Some(at)) => lines.insert(at + 1, format!("  \"note {step} of the {device}\"")),
            _ => {
                let date = generate::date(generate::MONDAY + 400 + r.below(60) as i64);
                lines.push(String::new());
                lines.push(date);
                lines.push(format!("  Dip 3x{}", r.range(5, 12)));
            }
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A base and two versions of it.
fn history(seed: u64) -> [String; 3] {
    let mut r = Random::new(seed);
    let base = generate::steady(generate::Dialect::Strength, r.range(1, 12), 7, 0);
    let ours = edited(&mut r, &base, "phone");
    let theirs = edited(&mut r, &base, "laptop");
    [base, ours, theirs]
}

/// The lines of a text and how often each stands there, blank ones and markers left out.
fn counted(text: &str) -> HashMap<&str, usize> {
    let markers = ["<<<<<<<", "=======", ">>>>>>>"];
    let lines = text.lines().map(str::trim_end);
    let mut counts = HashMap::new();
    for line in
        lines.filter(|line| !line.is_empty() && !markers.iter().any(|m| line.starts_with(m)))
    {
        *counts.entry(line).or_default() += 1;
    }
    counts
}

#[track_caller]
fn nothing_is_lost(base: &str, side: &str, merged: &str) {
    let (base, merged) = (counted(base), counted(merged));
    for (line, count) in counted(side) {
        let added = count
            .saturating_sub(base.get(line).copied().unwrap_or(0))
            .min(1);
        let found = merged.get(line).copied().unwrap_or(0);
        assert!(found >= added, "lost: {line}");
    }
}

fn errors(text: &str) -> usize {
    let today = Date::parse_iso("2030-01-01").unwrap();
    strength::check_text("journal", text, today, false)
        .summary
        .errors
}

#[test]
fn laws_of_merging() {
    for seed in 0..400 {
        let [base, ours, theirs] = match seed % 2 {
            0 => history(seed),
            _ => [0, 1, 2].map(|n| generate::mutated(seed / 8 * 8 + n * (seed % 3), 2)),
        };
        for side in [&ours, &theirs] {
            let same = |merged: Merged| {
                assert_eq!(merged.conflicts, 0, "seed {seed}");
                assert!(
                    merged.text == **side,
                    "seed {seed}:\n{}\n---\n{side}",
                    merged.text
                );
            };
            same(merge(&base, side, &base));
            same(merge(&base, side, side));
            let other = merge(&base, &base, side);
            assert_eq!(
                (other.conflicts, counted(&other.text)),
                (0, counted(side)),
                "seed {seed}"
            );
        }
        let [one, two] = [merge(&base, &ours, &theirs), merge(&base, &theirs, &ours)];
        assert_eq!(one.conflicts, two.conflicts, "seed {seed}");
        assert_eq!(counted(&one.text), counted(&two.text), "seed {seed}");
        nothing_is_lost(&base, &ours, &one.text);
        nothing_is_lost(&base, &theirs, &one.text);
        if one.conflicts == 0 && seed % 2 == 0 {
            assert_eq!(errors(&one.text), 0, "seed {seed}:\n{}", one.text);
        }
    }
}

/// Whether git went well.
fn git(folder: &Path, args: &[&str]) -> bool {
    let mut command = git_command(folder, args);
    command.output().expect("git is installed").status.success()
}

/// How many of a hundred journals are left with a conflict when two clones, in which all of them
/// went on differently, are merged by git; and the merged journals.
fn merged_by_git(folder: &Path, driver: bool) -> (usize, Vec<String>) {
    // A name may begin with a dash.
    let name = |index: usize| format!("-{index:03}.strength");
    let write = |clone: &str, text: &dyn Fn(usize) -> String| {
        for index in 0..HISTORIES {
            std::fs::write(folder.join(clone).join(name(index)), text(index)).unwrap();
        }
        assert!(git(&folder.join(clone), &["add", "-A"]));
        assert!(git(
            &folder.join(clone),
            &["commit", "-q", "-m", "training"]
        ));
    };
    let version = |index: usize, which: usize| history(index as u64)[which].clone();
    std::fs::create_dir_all(folder.join("phone")).unwrap();
    let phone = folder.join("phone");
    assert!(git(&phone, &["init", "-q", "-b", "main"]));
    if driver {
        let program = env!("CARGO_BIN_EXE_strength");
        let command = format!("'{program}' merge -- %O %A %B %P");
        assert!(git(&phone, &["config", "merge.strength.driver", &command]));
        std::fs::write(phone.join(".gitattributes"), "*.strength merge=strength\n").unwrap();
    }
    write("phone", &|index| version(index, 0));
    assert!(git(folder, &["clone", "-q", "phone", "laptop"]));
    write("phone", &|index| version(index, 1));
    write("laptop", &|index| version(index, 2));
    assert!(git(&phone, &["fetch", "-q", "../laptop", "main"]));
    git(&phone, &["merge", "-q", "-m", "both", "FETCH_HEAD"]);
    let texts: Vec<String> = (0..HISTORIES)
        .map(|index| std::fs::read_to_string(phone.join(name(index))).unwrap())
        .collect();
    let conflicts = texts
        .iter()
        .filter(|text| text.contains("<<<<<<< "))
        .count();
    (conflicts, texts)
}

const HISTORIES: usize = 100;

#[test]
fn two_clones_are_merged_by_git() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("merge");
    // A run before may have left it.
    let _ = std::fs::remove_dir_all(&folder);
    let (own, _) = merged_by_git(&folder.join("plain"), false);
    let (ours, texts) = merged_by_git(&folder.join("driver"), true);
    for (index, text) in texts.iter().enumerate() {
        let [base, phone, laptop] = history(index as u64);
        nothing_is_lost(&base, &phone, text);
        nothing_is_lost(&base, &laptop, text);
        if !text.contains("<<<<<<< ") {
            assert_eq!(errors(text), 0, "history {index}:\n{text}");
        }
    }
    // What git leaves by itself depends on its version, a little.
    assert!(own > 3 * ours, "{own} conflicts of git, {ours} of ours");
    let row = format!("| with `strength merge` | {ours} |");
    let page = include_str!("../../docs/git.md");
    assert!(page.contains(&row), "docs/git.md should say: {row}");
}
