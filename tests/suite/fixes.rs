//! Every fix mends what it is offered for and breaks nothing: applied alone, its finding is gone
//! and no error is new.

use crate::generate;
use std::fmt::Write as _;
use std::path::Path;
use strength::Report;
use strength::date::Date;
use strength::finding::{Finding, Fix, Severity};
use strength::text::Span;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Lines of real journals, and slips like them, one each; the file says what its parts are.
const SLIPS: &str = include_str!("../data/slips.txt");

fn checked(text: &str) -> Report {
    let today = Date::new(2026, 3, 9).expect("a date of the calendar");
    strength::check_text("journal.strength", text, today, false)
}

/// The journals of the file, and whether each line of them has one mistake at most.
fn slips() -> impl Iterator<Item = (String, bool)> {
    let lines = SLIPS.lines().filter(|line| !line.starts_with(';'));
    lines
        .filter(|line| !line.is_empty())
        .map(|line| match line.strip_prefix('>') {
            Some(journal) => (journal.replace("\\n", "\n") + "\n", true),
            None => {
                let entry = line.strip_prefix("2:");
                let text = format!("unit kg\n2026-03-02\n  {}\n", entry.unwrap_or(line));
                (text, entry.is_none())
            }
        })
}

/// The texts in fences of one kind of a document.
fn fenced(path: &Path, texts: &mut Vec<String>) {
    let document = std::fs::read_to_string(path).expect("the document is there");
    let mut open = None;
    for line in document.split_inclusive('\n') {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => {
                open = Some((info.trim() == "strength").then(String::new));
            }
            (Some(_), Some(_)) => texts.extend(open.take().flatten()),
            (None, Some(Some(text))) => text.push_str(line),
            _ => {}
        }
    }
}

/// Every file of a folder and the folders in it that the condition takes.
fn files(folder: &Path, extension: &str, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a name").path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
}

/// The text with the edits of a fix applied, and where they are in the result.
fn applied(text: &str, fix: &Fix) -> (String, Vec<Span>) {
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| edit.place.span);
    let (mut out, mut places, mut at) = (String::new(), Vec::new(), 0);
    for edit in &edits {
        let span = edit.place.span;
        out.push_str(&text[at..span.start as usize]);
        let start = out.len() as u32;
        out.push_str(&edit.text);
        places.push(Span::new(start, out.len() as u32));
        at = span.end as usize;
    }
    out.push_str(&text[at..]);
    (out, places)
}

/// The line that a span begins in, and its number.
fn line_of(text: &str, span: Span) -> (usize, &str) {
    let before = &text[..span.start as usize];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let number = before.matches('\n').count();
    (number, text[start..].lines().next().unwrap_or(""))
}

fn errors(report: &Report) -> impl Iterator<Item = &Finding> {
    let errors = report.findings.iter();
    errors.filter(|finding| finding.severity == Severity::Error)
}

/// What is wrong with the fixes of a journal, if anything is. Damage may have made several mistakes
/// of one line, of which only the first is said; where each line has one mistake, `one` is true.
fn judge(text: &str, one: bool, tried: &mut usize, wrong: &mut String) {
    let before = checked(text);
    for finding in &before.findings {
        for fix in &finding.fixes {
            *tried += 1;
            let (after, edited) = applied(text, fix);
            let report = checked(&after);
            let touches = |span: Span| {
                edited
                    .iter()
                    .any(|edit| edit.start <= span.end && span.start <= edit.end)
            };
            let same = |other: &Finding| {
                other.rule == finding.rule
                    && other.message == finding.message
                    && touches(other.place.span)
            };
            let known = |other: &Finding| {
                errors(&before).any(|old| {
                    (old.rule, &old.message) == (other.rule, &other.message)
                        || (old.rule == other.rule
                            && line_of(text, old.place.span).1
                                == line_of(&after, other.place.span).1)
                })
            };
            // Which unit a load without one has is asked of the first that could be read.
            let new = |other: &&Finding| {
                !known(other) && other.rule != "missing-unit" && (one || touches(other.place.span))
            };
            let left = report.findings.iter().find(|other| same(other));
            // A line with a control character is judged only when that is gone.
            let hidden = finding.rule == "invalid-encoding";
            let new = errors(&report).find(new).filter(|_| !hidden);
            if let Some(left) = left.or(new) {
                let (number, line) = line_of(text, finding.place.span);
                let safe = if fix.safe { "safe" } else { "suggested" };
                let _ = writeln!(
                    wrong,
                    "{line:?} ({} {number}), {safe} `{}`: {:?}\n    {} ({})",
                    finding.rule,
                    fix.title,
                    line_of(&after, left.place.span).1,
                    left.rule,
                    left.message,
                );
            }
        }
    }
}

#[test]
fn every_fix_mends_its_finding_and_adds_no_error() {
    let (mut tried, mut wrong) = (0, String::new());
    for (journal, one) in slips() {
        judge(&journal, one, &mut tried, &mut wrong);
    }
    let mut texts = Vec::new();
    fenced(&Path::new(ROOT).join("grammar.md"), &mut texts);
    for card in strength::cards() {
        texts.push(card.example.to_string());
    }
    let mut samples = Vec::new();
    files(&Path::new(ROOT).join("samples"), "strength", &mut samples);
    for path in samples {
        texts.push(std::fs::read_to_string(path).expect("a sample"));
    }
    for text in texts {
        judge(&text, true, &mut tried, &mut wrong);
    }
    for seed in 0..900 {
        let text = generate::mutated(seed, 1 + (seed % 3) as usize);
        let mut found = String::new();
        judge(&text, false, &mut tried, &mut found);
        for line in found.lines() {
            let _ = writeln!(wrong, "seed {seed}: {line}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(tried > 1_000, "{tried} fixes were tried");
}

#[test]
fn a_mark_that_should_not_stand_there_is_named() {
    let cases = [
        (
            "2026-03-02\n  Squat test=24\n",
            "`=` stands between `test` and its result",
        ),
        (
            "rule ready sessions=3\n",
            "`=` stands between the words of a rule",
        ),
        (
            "rule ready sessions: 3\n",
            "`:` stands between the words of a rule",
        ),
        (
            "2026-03-02\n  Squat 3x5 rpe=8\n",
            "`=` stands between a word and its number",
        ),
        (
            "2026-03-02 : 18:30\n  Squat 3x5\n",
            "a colon stands alone behind the date",
        ),
        (
            "2026-03-02 18:30 - 19:45\n  Squat 3x5\n",
            "a session is written with its start and how long it took",
        ),
        (
            "2026-03-02\n  Squat 3x5 @80%\n",
            "`@80%` is a percentage, and of what is not known",
        ),
        (
            "2026-03-02\n  Squat max test 24\n",
            "a test is always to the most; `max` says nothing more",
        ),
        (
            "exercise Dip\nsides=each\n",
            "a line below an exercise is not indented",
        ),
        (
            "2026-03-02\n| Squat | 3x5 |\n| Dip | 3x5 |\n",
            "a table is no part of a journal",
        ),
    ];
    for (text, message) in cases {
        let told: Vec<String> = checked(text)
            .findings
            .into_iter()
            .map(|finding| finding.message)
            .collect();
        let times = told.iter().filter(|told| *told == message).count();
        assert_eq!(times, 1, "{text}{told:#?}");
    }
}
