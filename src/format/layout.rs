//! Where things stand in the lines of a block: indents and columns.

use super::spelling::{self, Words};
use super::{Changes, Row, RowKind, reading, row_at};
use crate::syntax::ast::{Block, BlockKind, DirectiveKind, Tree};
use unicode_width::UnicodeWidthStr;

/// Blanks between a name and the longest name's result, between a result and what stands behind
/// it, and before a comment.
pub const GAP: &str = "   ";
/// Blanks behind the longest word of a list of properties.
const PROPERTY_GAP: &str = " ";

/// A line in its one spelling, not yet in columns.
pub struct Shape {
    /// Before everything.
    pub indent: &'static str,
    /// A name with its level, the word of a property, or all there is.
    pub first: String,
    /// A result, or what a property says.
    pub second: String,
    /// What stands behind a result.
    pub third: String,
    /// As written, from its semicolon on.
    pub comment: String,
}

impl Shape {
    /// With the second and the third part in their columns, and without the comment.
    fn line(&self, second: usize, third: usize) -> String {
        let mut line = format!("{}{}", self.indent, self.first);
        for (part, column) in [(&self.second, second), (&self.third, third)] {
            if !part.is_empty() {
                pad(&mut line, column);
                line.push_str(part);
            }
        }
        line
    }

    /// Where the first part ends.
    fn width(&self) -> usize {
        self.indent.len() + self.first.width()
    }
}

/// Fills a line with blanks up to a column.
fn pad(line: &mut String, column: usize) {
    let width = line.width();
    line.extend(std::iter::repeat_n(' ', column.saturating_sub(width)));
}

/// The edits of one block.
pub fn block(text: &str, tree: &Tree, block: &Block, rows: &[Row], changes: &mut Changes) {
    let mut shapes: Vec<(&Row, Shape)> = Vec::new();
    let mut add = |at: u32, above: &str, candidates: &dyn Fn(&Row) -> Vec<Shape>| {
        let Some(row) = rows.get(row_at(rows, at)) else {
            return;
        };
        if row.bad || row.kind != RowKind::Content {
            return;
        }
        // A line has one shape, and one that is read for what it is.
        let known = shapes
            .last()
            .is_some_and(|(known, _)| known.span == row.span);
        let written = row.span.of(text);
        let same = |shape: &Shape| {
            let second = shape.width() + GAP.len();
            let third = second + shape.second.width() + GAP.len();
            let line = format!("{}{GAP}{}", shape.line(second, third), shape.comment);
            reading::same(above, written, &line)
        };
        let candidates = candidates(row).into_iter();
        let as_written = spelling::as_written(written, !above.is_empty());
        if !known && let Some(shape) = candidates.chain([as_written]).find(same) {
            shapes.push((row, shape));
        }
    };
    let mut gap = GAP;
    match &block.kind {
        BlockKind::Dated(dated) => {
            let session = "2026-01-01\n";
            add(dated.header.start, "", &|row| {
                spelling::header(text, tree, dated, row.span)
                    .into_iter()
                    .collect()
            });
            let entries = dated.entries.of(&tree.entries).iter();
            let notes = dated.notes.of(&tree.notes);
            let mut note = notes.iter().peekable();
            for entry in entries {
                while let Some(span) = note.next_if(|note| note.start < entry.span.start) {
                    add(span.start, session, &|row| {
                        spelling::notes(text, notes, row.span)
                    });
                }
                add(entry.span.start, session, &|row| {
                    let words = Words::of(text, tree, entry, row.span);
                    words.map_or_else(Vec::new, Words::shapes)
                });
            }
            for span in note {
                add(span.start, session, &|row| {
                    spelling::notes(text, notes, row.span)
                });
            }
        }
        BlockKind::Directive(directive) => {
            gap = PROPERTY_GAP;
            add(directive.line.start, "", &|row| {
                spelling::directive(text, directive.line, row.span)
            });
            if let DirectiveKind::Exercise { properties, .. } = directive.kind {
                for property in properties.of(&tree.properties) {
                    add(property.span.start, "exercise x\n", &|row| {
                        spelling::property(text, property, row.span)
                    });
                }
            }
        }
        BlockKind::Trivia | BlockKind::Heading | BlockKind::Unread => return,
    }
    let two = || {
        shapes
            .iter()
            .map(|(_, shape)| shape)
            .filter(|shape| !shape.second.is_empty())
    };
    let second = two().map(Shape::width).max().unwrap_or(0) + gap.len();
    let third = two().map(|shape| shape.second.width()).max().unwrap_or(0);
    let third = second + third + gap.len();
    let lines = shapes.iter().map(|(_, shape)| shape.line(second, third));
    let lines: Vec<String> = lines.collect();
    let with_comment = shapes.iter().zip(&lines);
    let with_comment = with_comment.filter(|((_, shape), _)| !shape.comment.is_empty());
    let comments = with_comment.map(|(_, line)| line.width()).max();
    let comments = comments.unwrap_or(0) + GAP.len();
    for ((row, shape), mut line) in shapes.iter().zip(lines) {
        if !shape.comment.is_empty() {
            pad(&mut line, comments);
            line.push_str(&shape.comment);
        }
        changes.turn(row.span.start, row.span.of(text), &line);
    }
}
