//! The frame of the user's own lines, drawn by miette over a source of our own.
//!
//! miette's sources scan from byte 0 for every label, panic on a label past the end of the text and
//! do not draw one at its end; and its carets trust that a terminal shows what it is given. So it
//! never sees the journal: each run of neighbouring lines is copied into a small excerpt that is
//! harmless for a terminal, cut to the width, and always ends in a line end.

use super::excerpt::{Drawing, Excerpt};
use super::style::Styles;
use super::window::{Window, copy_line};
use super::{Index, push_blanks, sanitize};
use crate::finding::{Finding, Severity};
use crate::order;
use crate::text::{FileId, Lines, Place, Source};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, ThemeCharacters, ThemeStyles};
use owo_colors::OwoColorize;
use std::fmt::Write;

/// How far above an entry its date line is looked for.
const LOOK_BACK: usize = 60;

/// Draws frames; keeps the handlers of miette that it has made.
pub struct Frames {
    styles: Styles,
    width: usize,
    handlers: Vec<(Pattern, GraphicalReportHandler)>,
}

/// What decides the colours of a run of labels: the severity, which label is the main one, and
/// how many there are.
type Pattern = (Severity, Option<usize>, usize);

/// A label on one line of one file; offsets are bytes of the line.
struct Mark<'a> {
    line: usize,
    /// Where the line begins in the file.
    at: usize,
    start: usize,
    end: usize,
    main: bool,
    message: std::borrow::Cow<'a, str>,
}

impl Frames {
    /// For a terminal of that many columns.
    pub fn new(styles: Styles, width: usize) -> Frames {
        Frames {
            styles,
            width,
            handlers: Vec::new(),
        }
    }

    /// Draws the places of a finding, those in its own file first.
    pub fn draw(&mut self, out: &mut String, index: &Index, finding: &Finding) {
        let main = finding.place.file;
        self.draw_file(out, index, finding, main, true);
        let mut drawn = vec![main];
        for label in &finding.related {
            if !drawn.contains(&label.place.file) {
                drawn.push(label.place.file);
                self.draw_file(out, index, finding, label.place.file, false);
            }
        }
    }

    fn draw_file(
        &mut self,
        out: &mut String,
        index: &Index,
        finding: &Finding,
        file: FileId,
        is_main: bool,
    ) {
        let Some((source, lines)) = index.file(file) else {
            return;
        };
        let mut marks = marks(source, lines, finding, file);
        separate(&mut marks);
        let Some(last) = marks.last() else {
            return;
        };
        let gutter = digits(last.line + 1);
        let width = self.width.saturating_sub(gutter + 4).max(20);

        push_blanks(out, gutter + 2);
        out.push_str("╭─");
        if is_main {
            out.push_str("───");
        } else {
            let first = finding
                .related
                .iter()
                .find(|label| label.place.file == file);
            let at = index.start(first.map_or(finding.place, |label| label.place));
            let name = sanitize::line(&source.name);
            let place = format!("{name}:{}:{}", at.line, at.column);
            out.push_str(&format!("[{}]", place.style(self.styles.strong)));
        }
        out.push('\n');

        // The date above an entry says which session it is; only the main place needs it.
        let owner = marks
            .iter()
            .find(|mark| mark.main)
            .and_then(|mark| owner(source, mark));
        let mut shown_before: Option<usize> = None;
        let mut rest = marks.as_slice();
        while let Some(first) = rest.first() {
            let mut count = 1;
            while let (Some(here), Some(next)) = (rest.get(count - 1), rest.get(count)) {
                // One line between two labels is shown rather than left out.
                if next.line > here.line + 2 {
                    break;
                }
                count += 1;
            }
            let (run, after) = rest.split_at(count);
            rest = after;
            if let Some(owner) = owner.filter(|_| run.iter().any(|mark| mark.main))
                && owner < first.line
                && shown_before.is_none_or(|before| before < owner)
            {
                self.gap(out, gutter, shown_before, owner);
                let near = owner + 2 >= first.line;
                let until = if near { first.line } else { owner + 1 };
                for line in owner..until {
                    let text = lines.span(line, &source.text).of(&source.text);
                    self.plain_line(out, gutter, width, line, text);
                }
                shown_before = until.checked_sub(1);
            }
            self.gap(out, gutter, shown_before, first.line);
            shown_before = run.last().map(|mark| mark.line);
            let text = source.text.get(first.at..).unwrap_or("");
            self.run(out, (gutter, width), text, run, finding.severity);
        }
        push_blanks(out, gutter + 2);
        out.push_str("╰────\n");
    }

    fn gap(&self, out: &mut String, gutter: usize, before: Option<usize>, line: usize) {
        if before.is_some_and(|before| before + 1 < line) {
            push_blanks(out, gutter + 2);
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{}", "⋮".style(self.styles.dim));
        }
    }

    fn plain_line(&self, out: &mut String, gutter: usize, width: usize, line: usize, text: &str) {
        let number = line + 1;
        push_blanks(out, 1 + gutter.saturating_sub(digits(number)));
        let _ = write!(out, "{} │ ", number.style(self.styles.dim));
        copy_line(out, text, &mut [], width);
        out.truncate(out.trim_end().len());
        out.push('\n');
    }

    /// One run of neighbouring lines, drawn by miette; the text begins with the first of them.
    fn run(
        &mut self,
        out: &mut String,
        (gutter, width): (usize, usize),
        text: &str,
        run: &[Mark],
        severity: Severity,
    ) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            return;
        };
        let (from, to) = (first.line, last.line);
        let mut excerpt = Excerpt {
            text: String::with_capacity(512),
            first_line: from,
            lines: to - from + 1,
        };
        let mut labels = Vec::with_capacity(run.len());
        for (line, text) in (from..=to).zip(text.split('\n')) {
            let begin = run.partition_point(|mark| mark.line < line);
            let end = run.partition_point(|mark| mark.line <= line);
            let marks = run.get(begin..end).unwrap_or(&[]);
            let mut places: Vec<Window> = marks
                .iter()
                .map(|mark| Window::new(mark.start, mark.end, mark.main))
                .collect();
            let text = text.trim_end_matches('\r');
            copy_line(&mut excerpt.text, text, &mut places, width);
            excerpt.text.push('\n');
            for (mark, place) in marks.iter().zip(places) {
                let message = Some(sanitize::line(&mark.message).into_owned());
                let length = place.end.saturating_sub(place.start);
                let message = message.filter(|message| !message.is_empty());
                labels.push(LabeledSpan::new(message, place.start, length));
            }
        }
        let pattern = (severity, run.iter().position(|mark| mark.main), run.len());
        let mut drawn = String::with_capacity(1024);
        let drawing = Drawing {
            excerpt: &excerpt,
            labels,
        };
        if self
            .handler(pattern)
            .render_report(&mut drawn, &drawing)
            .is_err()
        {
            return;
        }
        // The first two lines and the last are miette's empty message and its own borders.
        let pad = gutter.saturating_sub(digits(to + 1));
        let mut inner = drawn.lines().skip(2).peekable();
        while let Some(line) = inner.next() {
            if inner.peek().is_some() {
                push_blanks(out, pad);
                out.push_str(line.trim_end());
                out.push('\n');
            }
        }
    }

    fn handler(&mut self, pattern: Pattern) -> &GraphicalReportHandler {
        let known = self
            .handlers
            .iter()
            .position(|(known, _)| *known == pattern);
        let at = known.unwrap_or_else(|| {
            let (severity, main, count) = pattern;
            let highlights = (0..count.max(1))
                .map(|n| match main {
                    Some(main) if main == n => self.styles.severity(severity),
                    _ => self.styles.related,
                })
                .collect();
            let theme = GraphicalTheme {
                characters: ThemeCharacters::unicode(),
                styles: ThemeStyles {
                    linum: self.styles.dim,
                    highlights,
                    ..ThemeStyles::none()
                },
            };
            let handler = GraphicalReportHandler::new_themed(theme)
                .with_links(false)
                .with_context_lines(0)
                .without_cause_chain()
                .without_primary_span_start()
                .with_wrap_lines(false)
                .without_syntax_highlighting();
            self.handlers.push((pattern, handler));
            self.handlers.len() - 1
        });
        &self.handlers[at].1
    }
}

/// So many labels are drawn in one frame: the sentence tells how many there are, and the other
/// forms of output hold all of them.
const MOST_MARKS: usize = 24;

/// The labels of a finding in one file, in written order. A label ends with its first line.
fn marks<'a>(source: &Source, lines: &Lines, finding: &'a Finding, file: FileId) -> Vec<Mark<'a>> {
    let main = (finding.place, finding.label.as_str(), true);
    let related = finding
        .related
        .iter()
        .map(|label| (label.place, label.message.as_str(), false));
    let mut marks: Vec<Mark> = std::iter::once(main)
        .chain(related)
        .filter(|(place, _, _)| place.file == file)
        .take(MOST_MARKS)
        .map(|(place, message, main)| mark(source, lines, place, message, main))
        .collect();
    order::sort_by_key(&mut marks, |mark| (mark.line, mark.start, mark.end));
    marks
}

fn mark<'a>(
    source: &Source,
    lines: &Lines,
    place: Place,
    message: &'a str,
    main: bool,
) -> Mark<'a> {
    let (line, span) = lines.around(place.span.start, &source.text);
    let text = span.of(&source.text);
    let inside = |offset: u32| {
        let mut at = (offset.saturating_sub(span.start) as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at = at.saturating_sub(1);
        }
        at
    };
    let start = inside(place.span.start);
    Mark {
        line,
        at: span.start as usize,
        start,
        end: inside(place.span.end).max(start),
        main,
        message: message.into(),
    }
}

/// miette draws labels that overlap one after the other, under the wrong text: here each ends where
/// the next begins, and two of the same place become one.
fn separate(marks: &mut Vec<Mark>) {
    marks.dedup_by(|next, kept| {
        let same = (next.line, next.start, next.end) == (kept.line, kept.start, kept.end);
        if same {
            kept.main |= next.main;
            if !next.message.is_empty() && next.message != kept.message {
                let both = [kept.message.as_ref(), next.message.as_ref()];
                let filled: Vec<&str> = both.into_iter().filter(|m| !m.is_empty()).collect();
                kept.message = filled.join("; ").into();
            }
        }
        same
    });
    for at in 1..marks.len() {
        let (before, after) = marks.split_at_mut(at);
        let (Some(kept), Some(next)) = (before.last_mut(), after.first_mut()) else {
            continue;
        };
        if kept.line != next.line || next.start >= kept.end {
            continue;
        }
        if next.start > kept.start {
            kept.end = next.start;
        } else {
            next.start = kept.end;
        }
    }
}

/// The line in column one that the line of a mark belongs to, if that is indented.
fn owner(source: &Source, mark: &Mark) -> Option<usize> {
    let (above, own) = source.text.split_at_checked(mark.at)?;
    if !own.starts_with([' ', '\t']) {
        return None;
    }
    let begins = |line: &str| !line.is_empty() && !line.starts_with([' ', '\t', ';']);
    let above = above.lines().map(|line| line.trim_end_matches('\r'));
    let between = above.rev().take(LOOK_BACK).position(begins)?;
    mark.line.checked_sub(between + 1)
}

fn digits(number: usize) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1)
}
