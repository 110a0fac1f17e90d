//! The diagnostics themselves: the list of all, and the page that explains one.

use super::json::write_value;
use super::pretty::{Pretty, wrap};
use super::style::Styles;
use super::{Index, sanitize};
use crate::Report;
use crate::finding::{Card, Finding, Fix, Setting, Severity};
use crate::order;
use crate::text::Span;
use owo_colors::OwoColorize;
use serde::Serialize;
use std::io::{self, Write};

/// Writes the diagnostics of one severity under a heading.
pub fn list(
    out: &mut dyn Write,
    severity: Severity,
    cards: &[&Card],
    styles: &Styles,
) -> io::Result<()> {
    let (title, meaning) = match severity {
        Severity::Error => ("Errors", "what cannot be read"),
        Severity::Warning => ("Warnings", "what is unlikely, or needs attention"),
        Severity::Advice => ("Advice", "what the training says, good news included"),
    };
    if cards.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}: {meaning}", title.style(styles.strong))?;
    let width = cards.iter().map(|card| card.name.len()).max().unwrap_or(0);
    for card in cards {
        let name = format!("{:width$}", card.name);
        writeln!(
            out,
            "  {}  {}",
            name.style(styles.severity(severity)),
            card.summary
        )?;
    }
    writeln!(out)
}

#[derive(Serialize)]
struct List<'a> {
    version: u32,
    rules: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    name: &'a str,
    severity: &'a str,
    summary: &'a str,
    explain: &'a str,
    settings: Vec<SettingOut<'a>>,
}

#[derive(Serialize)]
struct SettingOut<'a> {
    key: &'a str,
    default: &'a str,
    accepts: String,
    meaning: &'a str,
}

/// Writes all diagnostics as one JSON document.
pub fn json(out: &mut dyn Write, cards: &[&Card]) -> io::Result<()> {
    let rules = cards
        .iter()
        .map(|card| Item {
            name: card.name,
            severity: card.severity.word(),
            summary: card.summary,
            explain: card.explain,
            settings: card
                .settings
                .iter()
                .map(|setting| SettingOut {
                    key: setting.key,
                    default: setting.default,
                    accepts: setting.accepts.describe(),
                    meaning: setting.meaning,
                })
                .collect(),
        })
        .collect();
    write_value(out, &List { version: 1, rules })
}

/// Writes plain text filled to `width`: a blank line ends a paragraph, an item begins with `- `,
/// and an indented line stays as it is.
fn paragraphs(out: &mut dyn Write, text: &str, width: usize) -> io::Result<()> {
    for paragraph in text.trim_end().split("\n\n") {
        let mut runs: Vec<String> = Vec::new();
        for line in paragraph.lines() {
            let own = line.starts_with(' ') || line.starts_with("- ");
            match runs.last_mut() {
                Some(run) if !own && !run.starts_with(' ') => {
                    run.push(' ');
                    run.push_str(line);
                }
                _ => runs.push(line.to_string()),
            }
        }
        for run in runs {
            if run.starts_with(' ') {
                writeln!(out, "{run}")?;
                continue;
            }
            let indent = if run.starts_with("- ") { "  " } else { "" };
            for (index, line) in wrap(&run, width.saturating_sub(indent.len()))
                .iter()
                .enumerate()
            {
                writeln!(out, "{}{line}", if index == 0 { "" } else { indent })?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// What the page of a diagnostic is made of.
pub struct Page<'a> {
    /// The diagnostic.
    pub card: &'a Card,
    /// The check of its example.
    pub example: &'a Report,
    /// The command that was run over the example.
    pub command: String,
    /// What holds in a journal, if one was named.
    pub in_force: Option<InForce>,
}

/// What a journal says about a diagnostic.
pub struct InForce {
    /// The name of the journal.
    pub journal: String,
    /// `off`, `note`, `warning` or `error`, if it says so.
    pub severity: Option<String>,
    /// The values of the settings, in their order, and where they are written.
    pub values: Vec<String>,
    /// Of each exercise what was counted.
    pub facts: Vec<(String, Vec<String>)>,
}

/// Writes the page: meaning, example with its real output, fixes, settings.
pub fn page(out: &mut dyn Write, page: &Page, styles: Styles, width: usize) -> io::Result<()> {
    let card = page.card;
    let severity = styles.severity(card.severity);
    let name = format!("{}[{}]", card.severity.word(), card.name);
    writeln!(
        out,
        "{} {}\n",
        name.style(severity),
        card.summary.style(styles.strong)
    )?;
    paragraphs(out, card.explain, width.min(80))?;

    let heading = |text: &str| format!("{}", text.style(styles.strong));
    writeln!(out, "{}\n", heading("A journal with it"))?;
    for line in card.example.lines() {
        writeln!(
            out,
            "{}",
            format!("    {}", sanitize::line(line)).trim_end()
        )?;
    }
    writeln!(
        out,
        "\n{}\n",
        heading(&format!("What `{}` says", page.command))
    )?;
    let sources = &page.example.journal.sources;
    let index = Index::new(sources);
    let mut pretty = Pretty::new(styles, width);
    for finding in &page.example.findings {
        pretty.write(out, &index, finding)?;
    }
    let own = page
        .example
        .findings
        .iter()
        .find(|finding| finding.rule == card.name);
    if let Some(finding) = own.filter(|finding| !finding.fixes.is_empty()) {
        fixes(out, &index, finding, &styles)?;
    }
    settings(out, page, &styles, width)
}

fn fixes(out: &mut dyn Write, index: &Index, finding: &Finding, styles: &Styles) -> io::Result<()> {
    let title = match finding.fixes.len() {
        1 => "The fix",
        _ => "The fixes, one for each reading",
    };
    writeln!(out, "{}\n", title.style(styles.strong))?;
    for fix in &finding.fixes {
        let kind = if fix.safe { "safe" } else { "if that is meant" };
        let kind = format!("({kind})");
        writeln!(
            out,
            "  {} {}",
            sanitize::line(&fix.title),
            kind.style(styles.dim)
        )?;
        for (sign, style, line) in difference(index, fix) {
            let text = format!("    {sign} {}", sanitize::line(&line));
            let style = if style { styles.added } else { styles.removed };
            writeln!(out, "{}", text.trim_end().style(style))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The lines that a fix takes away and puts there, in the file of its first edit.
fn difference(index: &Index, fix: &Fix) -> Vec<(char, bool, String)> {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    order::sort_by_key(&mut edits, |edit| edit.place);
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else {
        return Vec::new();
    };
    let file = first.place.file;
    let Some((source, lines)) = index.file(file) else {
        return Vec::new();
    };
    let start = lines
        .span(
            lines.line_of(first.place.span.start, &source.text),
            &source.text,
        )
        .start;
    let end = lines
        .span(
            lines.line_of(last.place.span.end, &source.text),
            &source.text,
        )
        .end;
    let before = Span::new(start, end).of(&source.text);
    let mut after = String::new();
    let mut at = start;
    for edit in edits.iter().filter(|edit| edit.place.file == file) {
        after.push_str(Span::new(at, edit.place.span.start).of(&source.text));
        after.push_str(&edit.text);
        at = edit.place.span.end;
    }
    after.push_str(Span::new(at, end).of(&source.text));
    let old: Vec<&str> = before.lines().collect();
    let new: Vec<&str> = after.lines().collect();
    // Lines that stay at either end are no part of the difference.
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (
        old.get(same..).unwrap_or(&[]),
        new.get(same..).unwrap_or(&[]),
    );
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let cut = |lines: &[&str]| lines.len().saturating_sub(tail);
    let removed = old
        .iter()
        .take(cut(old))
        .map(|line| ('-', false, line.to_string()));
    let added = new
        .iter()
        .take(cut(new))
        .map(|line| ('+', true, line.to_string()));
    removed.chain(added).collect()
}

fn settings(out: &mut dyn Write, page: &Page, styles: &Styles, width: usize) -> io::Result<()> {
    let card = page.card;
    if card.severity == Severity::Error {
        return Ok(());
    }
    writeln!(
        out,
        "{}\n",
        "What a journal can say about it".style(styles.strong)
    )?;
    let name = card.name;
    let example = card
        .settings
        .iter()
        // A default that depends on something is no value that could be written.
        .find(|setting| !setting.default.contains(' '))
        .map(|setting| (setting, setting.default));
    let matters = "how much it matters".to_string();
    let mut rows = if card.may_be_silenced() {
        vec![
            (format!("rule {name} off|note|warning|error"), matters),
            (
                format!("allow {name}"),
                "at the end of an entry or dated line: silent about it".to_string(),
            ),
            (
                format!("allow {name} for EXERCISE \"why\""),
                "silent about an exercise; without `for`, about all".to_string(),
            ),
        ]
    } else {
        vec![(format!("rule {name} warning|error"), matters)]
    };
    if let Some((setting, default)) = example {
        let key = setting.key;
        rows.push((
            format!("rule {name} {key} {default}"),
            "a setting, for the journal".into(),
        ));
    }
    let wide = rows.iter().map(|(text, _)| text.len()).max().unwrap_or(0);
    for (text, meaning) in &rows {
        let text = format!("{text:wide$}");
        writeln!(out, "  {}  {meaning}", text.style(styles.help))?;
    }
    writeln!(out)?;
    let wide = card
        .settings
        .iter()
        .map(|setting| setting.key.len())
        .max()
        .unwrap_or(0);
    for (n, setting) in card.settings.iter().enumerate() {
        let told = page
            .in_force
            .as_ref()
            .and_then(|journal| journal.values.get(n));
        let key = format!("{:wide$}", setting.key);
        let text = meaning(setting, told);
        let mut lines = wrap(&text, width.min(100).saturating_sub(wide + 4)).into_iter();
        let first = lines.next().unwrap_or_default();
        writeln!(out, "  {}  {first}", key.style(styles.help))?;
        for line in lines {
            writeln!(out, "  {:wide$}  {line}", "")?;
        }
    }
    if let Some(journal) = &page.in_force {
        let name = sanitize::line(&journal.journal);
        let severity = journal.severity.as_deref();
        let severity = severity.unwrap_or_else(|| match card.severity {
            Severity::Advice => "note",
            severity => severity.word(),
        });
        let severity = sanitize::line(severity);
        writeln!(out, "\nIn {name} it is: {}", severity.style(styles.strong))?;
        for (exercise, lines) in &journal.facts {
            writeln!(out, "\n  {}", sanitize::line(exercise).style(styles.strong))?;
            for line in lines {
                writeln!(out, "    {}", sanitize::line(line))?;
            }
        }
    }
    Ok(())
}

fn meaning(setting: &Setting, in_force: Option<&String>) -> String {
    let Setting {
        default, meaning, ..
    } = setting;
    let accepts = setting.accepts.describe();
    let here = match in_force {
        Some(value) => format!("; in this journal {}", sanitize::line(value)),
        None => String::new(),
    };
    format!("{meaning} ({accepts}; default {default}{here})")
}
