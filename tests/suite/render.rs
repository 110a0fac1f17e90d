//! The frames: carets under the right characters, whatever stands in the line.

use strength::finding::Finding;
use strength::render::pretty::Pretty;
use strength::render::style::Styles;
use strength::render::{Index, short};
use strength::text::{FileId, Place, Source, Sources, Span};
use unicode_width::UnicodeWidthStr;

fn place(text: &str, of: &str) -> Place {
    place_in(0, text, of)
}

fn place_in(file: u16, text: &str, of: &str) -> Place {
    let start = text.find(of).expect("the text holds it") as u32;
    Place {
        file: FileId(file),
        span: Span::new(start, start + of.len() as u32),
    }
}

fn pretty(sources: &Sources, finding: &Finding) -> String {
    let mut out = Vec::new();
    let index = Index::new(sources);
    let mut pretty = Pretty::new(Styles::default(), 100);
    pretty
        .write(&mut out, &index, finding)
        .expect("a vector takes all");
    String::from_utf8(out).expect("the output is UTF-8")
}

fn one(text: &str, finding: &Finding) -> String {
    pretty(&Sources::single("journal.strength", text), finding)
}

/// What stands in the frame above the marks of the only label: found by columns of the terminal.
fn marked(output: &str) -> String {
    let lines: Vec<&str> = output.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.contains("─") && line.trim_start().starts_with('·'))
        .unwrap_or_else(|| panic!("no marks in\n{output}"));
    let marks = lines[at];
    let from = marks.find(['─', '┬', '▲']).expect("marks");
    let from = UnicodeWidthStr::width(&marks[..from]);
    let to = UnicodeWidthStr::width(marks.trim_end());
    let mut column = 0;
    let mut out = String::new();
    for c in lines[at - 1].chars() {
        let width = UnicodeWidthStr::width(c.to_string().as_str());
        if column >= from && column + width <= to {
            out.push(c);
        }
        column += width;
    }
    out
}

#[test]
fn the_frame_shows_the_date_the_line_and_the_help() {
    let text = "2026-03-02 Mon\n  Squat   3x5 @60kg\n  Plank   3x45s hrad\n";
    let finding = Finding::error(
        "unknown-word",
        place(text, "hrad"),
        "`hrad` is no attribute",
    )
    .label("the nearest is `hard`")
    .help("write `hard`, or put quotation marks round it");
    assert_eq!(
        one(text, &finding),
        "\
journal.strength:3:17: error[unknown-word] `hrad` is no attribute
   ╭────
 1 │ 2026-03-02 Mon
 2 │   Squat   3x5 @60kg
 3 │   Plank   3x45s hrad
   ·                 ──┬─
   ·                   ╰── the nearest is `hard`
   ╰────
  help: write `hard`, or put quotation marks round it

"
    );
}

#[test]
fn no_blank_ends_a_line_of_the_frame() {
    let text = "2026-03-02 Mon  \n \n  Plank   3x45s hrad  \n";
    let finding = Finding::error("unknown-word", place(text, "hrad"), "no attribute");
    let output = one(text, &finding);
    assert!(output.contains(" 1 │ 2026-03-02 Mon\n 2 │\n 3 │   Plank"));
    assert!(output.lines().all(|line| line == line.trim_end()));
}

#[test]
fn every_place_involved_has_a_label() {
    let mut text = String::from("# 2026\n");
    for day in 10..20 {
        text.push_str(&format!(
            "2026-01-{day}\n  Squat 8 8 {day}!\n  Plank 45s\n\n"
        ));
    }
    let finding = Finding::warning(
        "form-failure",
        place(&text, "19!"),
        "form broke three times",
    )
    .label("19 January")
    .related(place(&text, "10!"), "10 January")
    .related(place(&text, "15!"), "15 January");
    assert_eq!(
        one(&text, &finding),
        "\
journal.strength:39:13: warning[form-failure] form broke three times
    ╭────
  3 │   Squat 8 8 10!
    ·             ─┬─
    ·              ╰── 10 January
    ⋮
 23 │   Squat 8 8 15!
    ·             ─┬─
    ·              ╰── 15 January
    ⋮
 38 │ 2026-01-19
 39 │   Squat 8 8 19!
    ·             ─┬─
    ·              ╰── 19 January
    ╰────

"
    );
}

#[test]
fn places_in_other_files_have_a_frame_of_their_own() {
    let root = "include other.strength\nunit kg\n";
    let other = "; one\nunit lb\n";
    let mut sources = Sources::single("journal.strength", root);
    sources.files.push(Source {
        name: "other.strength".into(),
        text: other.into(),
        ..Source::default()
    });
    let finding = Finding::error("duplicate-name", place(root, "unit kg"), "two units")
        .related(place_in(1, other, "unit lb"), "the other");
    assert_eq!(
        pretty(&sources, &finding),
        "\
journal.strength:2:1: error[duplicate-name] two units
   ╭────
 2 │ unit kg
   · ───────
   ╰────
   ╭─[other.strength:2:1]
 2 │ unit lb
   · ───┬───
   ·    ╰── the other
   ╰────

"
    );
}

#[test]
fn carets_stay_under_tabs_wide_characters_marks_and_emoji() {
    for before in [
        "\t",
        "  \tx\t",
        "蹲起 深蹲 ",
        "e\u{301}te\u{301} ",
        "👍🏽 ",
        "👩\u{200d}💻 ❤\u{fe0f} ",
        "🇳🇱 ",
        "ﾊﾝｶｸ ",
        "\u{feff}",
        "a\u{200b}b\u{2060} ",
        "\u{202e}abc\u{2069} ",
        "x\u{1b}[31m\u{7}\u{9b}1m ",
        "한국어 ",
        "é ü ß ",
    ] {
        let text = format!("{before}TARGET tail\n");
        let finding = Finding::error("unknown-word", place(&text, "TARGET"), "a word");
        let output = one(&text, &finding);
        assert_eq!(marked(&output), "TARGET", "{before:?}\n{output}");
    }
}

#[test]
fn labels_at_and_past_the_end_are_drawn() {
    for (text, start, end) in [
        ("2026-03-02", 10, 10),
        ("2026-03-02\n", 11, 11),
        ("2026-03-02\n", 10, 11),
        ("2026-03-02\r\n", 10, 12),
        ("", 0, 0),
        ("2026-03-02\n", 400, 500),
        ("\u{feff}", 0, 3),
        ("é", 1, 1),
    ] {
        let place = Place {
            file: FileId(0),
            span: Span::new(start, end),
        };
        let output = one(
            text,
            &Finding::error("expected-sets", place, "no sets").label("here"),
        );
        assert!(output.contains("here"), "{text:?} {start}..{end}\n{output}");
        assert!(
            output.contains('▲') || output.contains('┬'),
            "{text:?}\n{output}"
        );
    }
}

#[test]
fn a_label_ends_with_its_first_line() {
    let text = "exercise A\n  also B\n  also C\n";
    let finding = Finding::error("duplicate-name", place(text, text.trim()), "twice");
    let output = one(text, &finding);
    assert!(output.contains("1 │ exercise A\n"), "{output}");
    assert!(!output.contains("also"), "{output}");
}

#[test]
fn labels_that_overlap_are_drawn_apart() {
    let text = "2026-03-02\n  Squat 3x5 @60kg\n";
    let finding = Finding::error("weight-first", place(text, "3x5 @60kg"), "both")
        .label("outer")
        .related(place(text, "@60kg"), "inner")
        .related(place(text, "@60kg"), "again");
    let output = one(text, &finding);
    assert!(output.contains("\n   ·         ──┬───┬──\n"), "{output}");
    assert!(output.contains("inner; again"), "{output}");
}

#[test]
fn long_lines_are_cut_round_the_place() {
    let long = format!(
        "  \"{}TARGET{}\"\n",
        "left ".repeat(10_000),
        " right".repeat(10_000)
    );
    let text = format!("2026-03-02\n{long}");
    let far = Place {
        file: FileId(0),
        span: Span::new(14, 18),
    };
    let finding = Finding::error("unknown-word", place(&text, "TARGET"), "a word")
        .label("main")
        .related(far, "far away");
    let output = one(&text, &finding);
    assert!(
        output
            .lines()
            .all(|line| UnicodeWidthStr::width(line) <= 110),
        "{output}"
    );
    assert!(output.contains("left TARGET right"), "{output}");
    let line = output
        .lines()
        .find(|line| line.contains("TARGET"))
        .expect("shown");
    assert!(line.contains("│ …") && line.ends_with('…'), "{output}");
    // The label elsewhere points at the ellipsis that stands for its place.
    assert!(output.contains("╰── far away"), "{output}");
    let main = output
        .lines()
        .find(|line| line.contains("main"))
        .expect("label");
    let at = UnicodeWidthStr::width(main.split('╰').next().unwrap_or(""));
    let word = UnicodeWidthStr::width(line.split("TARGET").next().unwrap_or(""));
    assert!((word..word + 6).contains(&at), "{output}");
}

#[test]
fn nothing_that_acts_on_a_terminal_gets_through() {
    let text = "2026-03-02\n  Squat\u{1b}]0;x\u{7} 3x5 \"\u{202e}\u{9b}2J\u{0}\u{1a}\"\n";
    let mut sources = Sources::single("evil\u{1b}[2J\n\u{202e}.strength", text);
    sources.files[0].text = text.into();
    let finding = Finding::error(
        "invalid-encoding",
        place(text, "3x5"),
        "bad \u{1b}[0m\n name",
    )
    .label("\u{202e}label\u{7}")
    .help("write `\u{1b}x`\nor \u{9b}y")
    .related(place(text, "Squat"), "\u{2066}related");
    let mut outputs = vec![pretty(&sources, &finding)];
    let mut out = Vec::new();
    short::write(&mut out, &Index::new(&sources), &finding).expect("a vector takes all");
    outputs.push(String::from_utf8(out).expect("UTF-8"));
    for output in outputs {
        let bad = output.chars().find(|c| {
            (c.is_control() && *c != '\n')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        });
        assert_eq!(bad, None, "{output:?}");
    }
}

#[test]
fn help_is_set_in_lines_and_fixes_stand_in_where_there_is_none() {
    let text = "2026-3-2\n";
    let at = place(text, "2026-3-2");
    let finding =
        Finding::error("invalid-date", at, "no date").fix("write `2026-03-02`", true, at, "");
    assert!(one(text, &finding).contains("  help: write `2026-03-02`\n"));
    let finding = Finding::error("invalid-date", at, "no date").help("word ".repeat(40).trim());
    let output = one(text, &finding);
    let help: Vec<&str> = output
        .lines()
        .filter(|line| line.contains("word"))
        .collect();
    assert_eq!(help.len(), 3, "{output}");
    assert!(help[1].starts_with("        word"), "{output}");
}

#[test]
fn colours_are_used_when_wanted_and_only_then() {
    let text = "2026-03-02\n  Plank hrad\n";
    let sources = Sources::single("journal.strength", text);
    let finding =
        Finding::error("unknown-word", place(text, "hrad"), "a word").help("write `hard`");
    let mut out = Vec::new();
    let mut pretty_ = Pretty::new(Styles::new(true), 100);
    pretty_
        .write(&mut out, &Index::new(&sources), &finding)
        .expect("a vector takes all");
    let colored = String::from_utf8(out).expect("UTF-8");
    assert!(
        colored.contains("\u{1b}[31;1merror[unknown-word]\u{1b}[0m"),
        "{colored:?}"
    );
    assert!(!pretty(&sources, &finding).contains('\u{1b}'));
}

#[test]
fn what_is_too_long_to_be_read_is_cut_and_its_place_is_not() {
    let long = "x".repeat(10_000);
    let text = format!("2026-03-02\n  Squat 3x5 {long}\n  {long} 3x5 hrad\n2026-03-02 {long}\n");
    let today = strength::date::Date::new(2026, 3, 9).expect("a date of the calendar");
    let report = strength::check_text("journal.strength", &text, today, true);
    assert!(report.findings.len() >= 4);
    for finding in &report.findings {
        let titles = finding.fixes.iter().map(|fix| fix.title.as_str());
        let labels = finding.related.iter().map(|label| label.message.as_str());
        let own = [&finding.message, &finding.label, &finding.help];
        for said in own
            .map(String::as_str)
            .into_iter()
            .chain(titles)
            .chain(labels)
        {
            assert!(said.len() < 500, "{}: {} bytes", finding.rule, said.len());
        }
    }
    let unknown = report.findings.iter().find(|f| f.rule == "unknown-word");
    let place = unknown.expect("the long word is not known").place;
    assert_eq!(place.span.len(), 10_000);
}
