//! `fmt`: the layout by examples, and its laws over generated and damaged journals.

use crate::generate;
use strength::format::format;
use strength::model::lower;
use strength::render::export;
use strength::syntax::parse;
use strength::syntax::typography::{plain, plain_line};
use strength::text::{Edit, FileId, Sources, apply};

fn edits(text: &str) -> Vec<Edit> {
    format(text, &parse(text, FileId(0)), FileId(0))
}

fn formatted(text: &str) -> String {
    let bytes = apply(text.as_bytes(), &edits(text));
    String::from_utf8(bytes).expect("edits lie on characters")
}

/// What is read, and what cannot be read.
fn meaning(text: &str) -> (String, Vec<&'static str>) {
    let (journal, findings) = lower::read(Sources::single("journal.strength", text));
    let read = export::meaning(&journal).expect("a vector takes all");
    let rules = findings.iter().map(|finding| finding.rule).collect();
    (String::from_utf8(read).expect("JSON is UTF-8"), rules)
}

/// From the first semicolon outside of notes on.
fn comment(line: &str) -> Option<String> {
    let plain = plain_line(line, 0).map_or(line.to_string(), |plain| plain.text);
    let mut quoted = false;
    let at = plain.find(|c| {
        quoted ^= c == '"';
        c == ';' && !quoted
    });
    at.map(|at| plain[at..].to_string())
}

/// What must not be touched: comments, headings, and lines that cannot be read.
fn untouched(text: &str) -> Vec<String> {
    let tree = parse(text, FileId(0));
    let mut kept = Vec::new();
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let end = at + whole.len();
        let line = whole.trim_end_matches('\n').trim_end_matches('\r');
        let bad = tree.errors.iter().any(|error| {
            let related = error.related.iter().map(|label| label.place.span);
            let mut places = related.chain([error.place.span]);
            places.any(|span| (at..end).contains(&(span.start as usize)))
        });
        let own = line.trim_start_matches('\u{FEFF}');
        if bad || own.starts_with("# ") || own == "#" {
            kept.push(own.to_string());
        } else if let Some(comment) = comment(own) {
            kept.push(comment);
        }
        at = end;
    }
    kept
}

/// The text without what may change: blanks, and what has several spellings.
fn bones(text: &str) -> String {
    let line = |line: &str| -> String {
        let line = plain(line).to_lowercase();
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = line.replace(['“', '”', '„', '‟', '«', '»'], "\"");
        let spelled = [
            "each side",
            "per side",
            "per leg",
            "per arm",
            "/side",
            "ea.",
            "both",
            "l/r",
            "each",
        ];
        let line = spelled
            .iter()
            .fold(line, |line, word| line.replace(word, ""));
        let mut kept: Vec<char> = line
            .chars()
            .filter(|c| c.is_alphanumeric() || "\";()".contains(*c))
            .collect();
        kept.retain(|c| !matches!(c, 'x' | '0'));
        // `3@80!` becomes `3!@80`: what is there is the same, not where.
        kept.sort_unstable();
        kept.into_iter().collect()
    };
    let lines: Vec<String> = text
        .lines()
        .map(line)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

/// What must hold for a text, or what does not.
fn broken(text: &str) -> Option<String> {
    let edits = edits(text);
    let mut at = 0;
    for edit in &edits {
        let span = edit.place.span;
        if span.start < at || text.get(span.start as usize..span.end as usize).is_none() {
            return Some(format!(
                "an edit at {span:?} is out of order or cuts a character"
            ));
        }
        if span.of(text) == edit.text {
            return Some(format!("an edit at {span:?} changes nothing"));
        }
        at = span.end;
    }
    let once = formatted(text);
    let twice = formatted(&once);
    if once != twice {
        return Some(format!("once:\n{once}\ntwice:\n{twice}"));
    }
    let (before, after) = (meaning(text), meaning(&once));
    if before != after {
        return Some(format!(
            "{}\n{:?}\nbecame\n{}\n{:?}",
            before.0, before.1, after.0, after.1
        ));
    }
    let (before, after) = (untouched(text), untouched(&once));
    if before != after {
        return Some(format!("untouched:\n{before:#?}\nbecame\n{after:#?}"));
    }
    if bones(text) != bones(&once) {
        return Some(format!("bones:\n{}\nbecame\n{}", bones(text), bones(&once)));
    }
    let dangling = |line: &str| line.ends_with([' ', '\t']) && line.trim().is_empty();
    let conflict = text.contains("<<<<<<<");
    if !once.is_empty() && !once.ends_with(['\n', '\r']) {
        return Some("no final newline".to_string());
    }
    if !conflict && once.lines().any(dangling) && !text.contains('\r') {
        return Some(format!("blanks are left on an empty line:\n{once}"));
    }
    if text.matches('\n').count() == text.matches("\r\n").count()
        && text.contains('\n')
        && once.matches('\n').count() != once.matches("\r\n").count()
    {
        return Some("CRLF did not stay CRLF".to_string());
    }
    // Every line that can be read is at its place.
    let bad = untouched(&once);
    let own = |line: &&str| !bad.iter().any(|bad| line.contains(bad.as_str()));
    let indented = |line: &&str| line.starts_with([' ', '\t']) && !line.starts_with("  ");
    if !conflict
        && parse(&once, FileId(0)).errors.is_empty()
        && let Some(line) = once.lines().filter(own).find(indented)
    {
        return Some(format!("{line:?} is not indented by two blanks"));
    }
    None
}

fn hold(texts: impl Iterator<Item = (u64, String)>) {
    let mut wrong = Vec::new();
    for (seed, text) in texts {
        if let Some(why) = broken(&text) {
            wrong.push(format!("seed {seed}: {why}\nfrom\n{text}"));
        }
    }
    let count = wrong.len();
    wrong.truncate(3);
    assert!(wrong.is_empty(), "{count} texts:\n{}", wrong.join("\n\n"));
}

/// Written otherwise, and in the layout.
const LAYOUT: &[(&str, &str)] = &[
    (
        r#"

goal  1   per week ; or two


exercise  Step-up
	also stepper , steps
	target	3x8-12
 level [low box]

2026/03/02: Monday 7:30 , 90 min   “new shoes” ;late
 - Leg press: 3 X 5 @ 100 kg , easy

  "Slept   badly." “At last”
2026-03-03
 * Leg press: 3 X 5 @ 100 kg , easy;light
	90/90 hip lift:  3*10 each side rpe8


  Step-up : [ low box ]  L12/10 ,8 R 3x12
  +Squat=(5@60kg)3@80kg! 5×3@80kg   @rpe 8 pain knee 3/10
  Dip - x 6 –20kg “it was "so" so” 
  Deadlift 5 @135# #gym
  Plank 45 sec 30 sec; ok
  Heel drop left: 15
   ; a comment stands where it stood
  Curl 3x12 per arm rest 2 min
  スクワット 3x5 hard
; the next day
2026-03-04 planned
  Dip 12 x 3x
  Dip 12

2026-03-05 run 8 km  42:30,hard
2026-03-06..2026-03-07 away"#,
        r#"goal 1 per week   ; or two

exercise Step-up
  also   stepper , steps
  target 3x8-12
  level  low box

2026-03-02 Monday 07:30 90min "new shoes"   ;late
  Leg press   3x5 @100kg   easy

  "Slept   badly." "At last"

2026-03-03
  Leg press           3x5 @100kg                  easy   ;light
  90/90 hip lift:     3x10                        each   rpe 8

  Step-up [low box]   L 12/10, 8 R 3x12
  + Squat             (5@60kg) 3!@80kg 5x3@80kg   rpe 8   pain knee 3/10
  Dip                 x6 -20kg                    “it was "so" so”
  Deadlift 5 @135# #gym
  Plank               45sec 30sec                        ; ok
  Heel drop           left 15
   ; a comment stands where it stood
  Curl                3x12                        each   rest 2min
  スクワット          3x5                         hard

; the next day
2026-03-04 planned
  Dip 12 x 3x
  Dip   12

2026-03-05 run 8km 42:30 hard
2026-03-06..2026-03-07 away
"#,
    ),
    ("", ""),
    (" \n\t\n", ""),
    ("2026-03-02\r\n\tDip 3x8", "2026-03-02\r\n  Dip   3x8\r\n"),
    (
        "\u{FEFF}2026.03.02\n Dip 3x8\n\n",
        "\u{FEFF}2026-03-02\n  Dip   3x8\n",
    ),
    // What cannot be read stays, also as to its columns; so does what stands in a conflict.
    (
        "2026-03-02\n\tDip 3x8 hrad\n\tSquat 3x5\n",
        "2026-03-02\n\tDip 3x8 hrad\n  Squat   3x5\n",
    ),
    (
        "2026-03-02\n<<<<<<< a\n\tDip 3x8\n\n\n=======\n\tDip 3x9\n>>>>>>> b\n\tSquat 3x5\n",
        "2026-03-02\n<<<<<<< a\n\tDip 3x8\n\n\n=======\n\tDip 3x9\n>>>>>>> b\n  Squat   3x5\n",
    ),
];

#[test]
fn the_layout() {
    for (written, wanted) in LAYOUT {
        let got = formatted(written);
        assert_eq!(&got, wanted, "{got}");
        assert_eq!(broken(written), None);
    }
}

#[test]
fn edits_are_few_and_small() {
    let text = "2026/03/02\n  Squat   3x5   easy\n  Dip     3x8\n   Plank   60s ok\n";
    let edits = edits(text);
    let shown: Vec<(&str, &str)> = edits
        .iter()
        .map(|edit| (edit.place.span.of(text), edit.text.as_str()))
        .collect();
    assert_eq!(shown, [("/03/", "-03-"), (" ", ""), ("", "  ")]);
}

#[test]
fn the_samples_are_in_the_layout() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let files = [
        "first-weeks.strength",
        "lifter.strength",
        "year.strength",
        "two-athletes/anna.strength",
        "two-athletes/ben.strength",
        "two-athletes/anna/2025.strength",
        "two-athletes/anna/2026.strength",
        "two-athletes/shared/exercises.strength",
    ];
    for file in files {
        let text = std::fs::read_to_string(root.join(file)).expect("a sample");
        assert_eq!(formatted(&text), text, "{file}");
        assert_eq!(broken(&text), None, "{file}");
    }
}

/// Several journals at a time: the exercises that are built in are read once for all of them.
fn together(journals: u64, of: impl Fn(u64) -> String) -> impl Iterator<Item = (u64, String)> {
    const TOGETHER: u64 = 8;
    (0..journals / TOGETHER).map(move |first| {
        let seeds = first * TOGETHER..(first + 1) * TOGETHER;
        (first, seeds.map(&of).collect())
    })
}

#[test]
fn the_laws_hold_for_generated_journals() {
    hold(together(3_000, generate::dressed));
    hold((0..100).map(|seed| (seed, generate::dressed(seed))));
}

#[test]
fn the_laws_hold_for_damaged_journals() {
    hold(together(8_000, |seed| {
        generate::mutated(seed, (seed % 4) as usize)
    }));
    hold((0..500).map(|seed| (seed, generate::mutated(seed, 1 + (seed % 6) as usize))));
}
