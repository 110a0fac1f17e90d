//! The one layout of a journal, as edits of its text.
//!
//! Dates are canonical, entries are indented by two blanks, and in each session the results begin
//! in one column; what the grammar reads in several spellings has one. Comments, headings, the
//! order of things and words of one's own stay as they are, and a line that cannot be read is not
//! touched. A block looks the same whatever stands around it, so that differences stay small.

mod layout;
mod reading;
mod spelling;

use crate::order;
use crate::syntax::ast::{Block, BlockKind, Dated, Tree};
use crate::syntax::typography;
use crate::text::{Edit, FileId, Place, Span};

/// The edits that bring a text into the one layout, in file order. The tree is that of the text.
pub fn format(text: &str, tree: &Tree, file: FileId) -> Vec<Edit> {
    let mut rows = rows(text);
    mark(&mut rows, tree);
    let mut changes = Changes {
        file,
        edits: Vec::new(),
    };
    for block in &tree.blocks {
        let first = row_at(&rows, block.span.start);
        let end = rows.partition_point(|row| row.span.start < block.span.end);
        let own = rows.get(first..end).unwrap_or(&[]);
        layout::block(text, tree, block, own, &mut changes);
    }
    blank_lines(text, &rows, &mut changes);
    for pair in tree.blocks.windows(2) {
        if let [above, below] = pair {
            between(text, &rows, above, below, &mut changes);
        }
    }
    changes.in_order()
}

/// One line of the text.
struct Row {
    /// Without the byte order mark and the line end.
    span: Span,
    /// Where the next line begins.
    next: u32,
    kind: RowKind,
    /// It cannot be read: an error lies in it.
    bad: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RowKind {
    Blank,
    /// A comment alone; whether it begins in column one.
    Comment(bool),
    Content,
}

fn rows(text: &str) -> Vec<Row> {
    let mut at = 0;
    let mut rows: Vec<Row> = Vec::new();
    for whole in text.split_inclusive('\n') {
        let next = at + whole.len() as u32;
        let mark = if at == 0 { "\u{FEFF}" } else { "" };
        let line = whole.strip_prefix(mark).unwrap_or(whole);
        let start = next - line.len() as u32;
        let line = line.strip_suffix('\n').map_or(line, without_return);
        let plain = typography::plain(line);
        let content = plain.trim_start_matches([' ', '\t']);
        let kind = match content.as_bytes().first() {
            None => RowKind::Blank,
            Some(b';') => RowKind::Comment(content.len() == plain.len()),
            Some(_) => RowKind::Content,
        };
        rows.push(Row {
            span: Span::new(start, start + line.len() as u32),
            next,
            kind,
            bad: false,
        });
        at = next;
    }
    rows
}

fn without_return(line: &str) -> &str {
    line.strip_suffix('\r').unwrap_or(line)
}

/// The row that holds the byte.
fn row_at(rows: &[Row], offset: u32) -> usize {
    rows.partition_point(|row| row.next <= offset)
}

/// Marks the rows with errors. Between the markers of a conflict, and below a line that nothing
/// knows, all are left alone.
fn mark(rows: &mut [Row], tree: &Tree) {
    for error in &tree.errors {
        let related = error.related.iter().map(|label| label.place.span);
        if error.rule == "merge-conflict" {
            let whole = related.fold(error.place.span, Span::to);
            bad(rows, whole, true);
        } else {
            let all = related.chain([error.place.span]);
            all.for_each(|span| bad(rows, span, true));
        }
    }
    for block in &tree.blocks {
        if block.kind == BlockKind::Unread {
            bad(rows, block.span, false);
        }
    }
}

/// Marks the rows of a span; whether one that looks blank is none: it is in a conflict, or what
/// stands in it is no text.
fn bad(rows: &mut [Row], span: Span, never_blank: bool) {
    let end = rows.len().saturating_sub(1);
    let first = row_at(rows, span.start).min(end);
    let last = row_at(rows, span.end.saturating_sub(1).max(span.start)).min(end);
    for row in rows.get_mut(first..=last).unwrap_or(&mut []) {
        row.bad = true;
        if never_blank && row.kind == RowKind::Blank {
            row.kind = RowKind::Content;
        }
    }
}

/// The edits as they are found.
struct Changes {
    file: FileId,
    edits: Vec<Edit>,
}

impl Changes {
    fn push(&mut self, start: u32, end: u32, text: &str) {
        self.edits.push(Edit {
            place: Place {
                file: self.file,
                span: Span::new(start, end),
            },
            text: text.to_string(),
        });
    }

    /// Turns the text at `start` into another, word by word.
    fn turn(&mut self, start: u32, old: &str, new: &str) {
        if old == new {
            return;
        }
        let (old, new) = (words(old), words(new));
        let same = |(a, b): &(&Word, &Word)| a.word == b.word;
        let ahead = old.iter().zip(&new).take_while(same).count();
        let behind = old.iter().rev().zip(new.iter().rev()).take_while(same);
        let behind = behind.count().min(old.len().min(new.len()) - ahead);
        let (old_ahead, old) = old.split_at(ahead);
        let (new_ahead, new) = new.split_at(ahead);
        let (old_middle, old_behind) = old.split_at(old.len() - behind);
        let (new_middle, new_behind) = new.split_at(new.len() - behind);
        let mut at = start;
        let blanks = |changes: &mut Changes, old: &[Word], new: &[Word], at: &mut u32| {
            for (old, new) in old.iter().zip(new) {
                changes.shortest(*at, old.blanks, new.blanks);
                *at += (old.blanks.len() + old.word.len()) as u32;
            }
        };
        blanks(self, old_ahead, new_ahead, &mut at);
        let join = |words: &[Word]| -> String {
            let parts = words.iter().flat_map(|word| [word.blanks, word.word]);
            parts.collect()
        };
        let middle = join(old_middle);
        self.shortest(at, &middle, &join(new_middle));
        at += middle.len() as u32;
        blanks(self, old_behind, new_behind, &mut at);
    }

    /// One edit without what is the same at both ends.
    fn shortest(&mut self, start: u32, old: &str, new: &str) {
        if old == new {
            return;
        }
        let ahead: usize = old
            .chars()
            .zip(new.chars())
            .take_while(|(a, b)| a == b)
            .map(|(c, _)| c.len_utf8())
            .sum();
        let (old, new) = (old.split_at(ahead).1, new.split_at(ahead).1);
        let behind: usize = old
            .chars()
            .rev()
            .zip(new.chars().rev())
            .take_while(|(a, b)| a == b)
            .map(|(c, _)| c.len_utf8())
            .sum();
        let start = start + ahead as u32;
        let end = start + (old.len() - behind) as u32;
        self.push(start, end, new.split_at(new.len() - behind).0);
    }

    /// Sorted, and those that touch made one.
    fn in_order(mut self) -> Vec<Edit> {
        order::sort_by_key(&mut self.edits, |edit| edit.place.span);
        let mut joined: Vec<Edit> = Vec::with_capacity(self.edits.len());
        for edit in self.edits {
            match joined.last_mut() {
                Some(last) if last.place.span.end == edit.place.span.start => {
                    last.place.span.end = edit.place.span.end;
                    last.text.push_str(&edit.text);
                }
                _ => joined.push(edit),
            }
        }
        joined
    }
}

/// A word with the blanks before it; the last of a line may have no word.
struct Word<'a> {
    blanks: &'a str,
    word: &'a str,
}

fn words(line: &str) -> Vec<Word<'_>> {
    let mut rest = line;
    let mut words = Vec::new();
    while !rest.is_empty() {
        let behind = rest.trim_start_matches([' ', '\t']);
        let blanks = rest.split_at(rest.len() - behind.len()).0;
        let length = behind.find([' ', '\t']).unwrap_or(behind.len());
        let (word, after) = behind.split_at(length);
        words.push(Word { blanks, word });
        rest = after;
    }
    words
}

/// At most one blank line in a row and none at either end; the last line has its line end.
fn blank_lines(text: &str, rows: &[Row], changes: &mut Changes) {
    let written = |row: &&Row| row.kind != RowKind::Blank;
    let last = rows.iter().rposition(|row| written(&row));
    // Nothing stands above the first line.
    let mut above = true;
    for (index, row) in rows.iter().enumerate() {
        if row.kind != RowKind::Blank {
            above = false;
            continue;
        }
        if above || last.is_none_or(|last| index > last) {
            changes.push(row.span.start, row.next, "");
        } else if !row.span.is_empty() {
            changes.push(row.span.start, row.span.end, "");
        }
        above = true;
    }
    if let Some(row) = last.and_then(|last| rows.get(last))
        && row.next == row.span.end
        // A carriage return that ends no line would then end one.
        && !row.span.of(text).ends_with('\r')
    {
        changes.push(row.next, row.next, line_end(text, rows));
    }
}

/// The line end of the text: that of its first line.
fn line_end(text: &str, rows: &[Row]) -> &'static str {
    let first = rows.first().map(|row| Span::new(row.span.end, row.next));
    match first.map(|end| end.of(text)) {
        Some("\r\n") => "\r\n",
        _ => "\n",
    }
}

fn is_session(block: &Block) -> bool {
    let session = |dated: &Dated| dated.event.is_none() || !dated.entries.is_empty();
    matches!(&block.kind, BlockKind::Dated(dated) if session(dated))
}

/// A blank line between two sessions: above the comments that stand right above the second.
fn between(text: &str, rows: &[Row], above: &Block, below: &Block, changes: &mut Changes) {
    if !is_session(above) || !is_session(below) {
        return;
    }
    let first = row_at(rows, above.span.start);
    let header = row_at(rows, below.span.start);
    let own = rows.get(first..header).unwrap_or(&[]);
    let last = own.iter().rposition(|row| row.kind == RowKind::Content);
    let gap = last.and_then(|last| own.get(last + 1..)).unwrap_or(&[]);
    let in_conflict = |row: Option<&Row>| row.is_none_or(|row| row.bad);
    if gap.iter().any(|row| row.kind == RowKind::Blank)
        || in_conflict(rows.get(header)) && in_conflict(last.and_then(|last| own.get(last)))
    {
        return;
    }
    let attached = gap.iter().rev();
    let attached = attached.take_while(|row| row.kind == RowKind::Comment(true));
    let at = header - attached.count();
    if let Some(row) = rows.get(at) {
        changes.push(row.span.start, row.span.start, line_end(text, rows));
    }
}
