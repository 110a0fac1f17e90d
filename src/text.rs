//! Places in text: spans, edits, files, and the line table.

pub mod content;

use crate::threads;
pub use content::{Content, Text};
use memchr::memmem::Finder;
use std::path::PathBuf;

/// A half-open range of bytes of one whole file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` to `end`.
    pub fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// Whether nothing lies inside; an absent optional part is an empty span.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The text under the span; empty where the span does not lie on characters of `text`.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

/// Which file of a journal; an index into [`Sources`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct FileId(pub u16);

/// A span in a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes in it.
    pub span: Span,
}

/// A replacement of the bytes at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
}

/// A file with edits made; they are in file order, and none overlaps another.
pub fn apply(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    for edit in edits {
        let (start, end) = (edit.place.span.start as usize, edit.place.span.end as usize);
        out.extend_from_slice(bytes.get(at..start).unwrap_or(&[]));
        out.extend_from_slice(edit.text.as_bytes());
        at = end;
    }
    out.extend_from_slice(bytes.get(at..).unwrap_or(&[]));
    out
}

/// One file of a journal, whole, as UTF-8.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The name shown to the user, as they would write it.
    pub name: String,
    /// Where it was read from; `None` for standard input and tests.
    pub path: Option<PathBuf>,
    /// The text. Bytes that were not UTF-8 are replaced one for one by U+001A, so that offsets
    /// are those of the file.
    pub text: Text,
    /// Offsets of the bytes that were not UTF-8.
    pub not_utf8: Vec<u32>,
    /// Set when the file is UTF-16: it is not read at all.
    pub utf16: bool,
}

/// All files of one journal, the root first.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// In the order in which they were read; indexed by [`FileId`].
    pub files: Vec<Source>,
}

impl Sources {
    /// One unnamed text: for tests and in-memory use.
    pub fn single(name: &str, text: &str) -> Sources {
        Sources {
            files: vec![Source {
                name: name.to_string(),
                text: text.into(),
                ..Source::default()
            }],
        }
    }

    /// The file; an empty one if the id is unknown.
    pub fn file(&self, id: FileId) -> Option<&Source> {
        self.files.get(usize::from(id.0))
    }

    /// The text at a place.
    pub fn text(&self, place: Place) -> &str {
        self.file(place.file)
            .map_or("", |source| place.span.of(&source.text))
    }
}

/// So many bytes are worth a thread that looks through them.
const WORTH_A_THREAD: usize = 1 << 20;

/// Whether some of these words stand in a text.
pub fn contains_any(text: &[u8], words: &[&[u8]]) -> bool {
    let finders: Vec<_> = words.iter().map(Finder::new).collect();
    let longest = words.iter().map(|word| word.len()).max().unwrap_or(0);
    let found = threads::map(threads::parts(text.len(), WORTH_A_THREAD), |part| {
        // Block after block, so that one is still at hand for the next word; a word may begin in one
        // and end in the next.
        let mut blocks = part.step_by(AT_HAND).map(|start| {
            let end = start.saturating_add(AT_HAND + longest).min(text.len());
            text.get(start..end).unwrap_or(&[])
        });
        blocks.any(|block| finders.iter().any(|finder| finder.find(block).is_some()))
    });
    found.contains(&true)
}

/// So many bytes stay in the cache of a processor.
const AT_HAND: usize = 64 << 10;

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Where the lines of a text are: how many begin before each block of it. What is asked for is
/// rare, so the rest is counted then.
#[derive(Clone, Debug)]
pub struct Lines {
    /// For each block, the line ends before it, and the characters of the line that goes on into
    /// it: counting a long line anew for each of its findings would take too long.
    before: Vec<(u32, u32)>,
    count: usize,
}

/// Bytes of a block of [`Lines`].
const BLOCK: usize = 2048;

impl Lines {
    /// Indexes a text in one pass.
    pub fn new(text: &str) -> Lines {
        // Of each block how many line ends it has, and the characters behind the last.
        let blocks = text.len().div_ceil(BLOCK);
        let parts = threads::map(threads::parts(blocks, WORTH_A_THREAD / BLOCK), |part| {
            let (start, end) = (part.start * BLOCK, (part.end * BLOCK).min(text.len()));
            let blocks = text.as_bytes().get(start..end).unwrap_or(&[]).chunks(BLOCK);
            let count = blocks.map(|block| {
                let ends = memchr::memchr_iter(b'\n', block).count() as u32;
                let behind = memchr::memrchr(b'\n', block).map_or(0, |end| end + 1);
                (ends, characters(block.get(behind..).unwrap_or(&[])))
            });
            count.collect::<Vec<_>>()
        });
        let (mut count, mut column) = (0, 0);
        let mut before = parts.concat();
        for block in &mut before {
            let (ends, behind) = std::mem::replace(block, (count, column));
            count += ends;
            column = behind + if ends == 0 { column } else { 0 };
        }
        Lines {
            before,
            count: count as usize + 1,
        }
    }

    /// How many lines there are; an empty text has one.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The line (from 0) that holds the byte.
    pub fn line_of(&self, offset: u32, text: &str) -> usize {
        let offset = (offset as usize).min(text.len());
        let last = self.before.len().saturating_sub(1);
        let block = (offset / BLOCK).min(last);
        let (before, _) = self.before.get(block).copied().unwrap_or_default();
        let rest = text.as_bytes().get(block * BLOCK..offset).unwrap_or(&[]);
        before as usize + memchr::memchr_iter(b'\n', rest).count()
    }

    /// Where a line (from 0) begins; the end of the text if it has no such line.
    fn start(&self, line: usize, text: &str) -> u32 {
        let Some(nth) = line.checked_sub(1) else {
            return 0;
        };
        // The line end before it lies in the last block that begins before that.
        let block = self.before.partition_point(|&(n, _)| n as usize <= nth);
        let block = block.saturating_sub(1);
        let before = self.before.get(block).map_or(0, |&(n, _)| n as usize);
        let from = block * BLOCK;
        let bytes = text.as_bytes().get(from..).unwrap_or(&[]);
        let end = memchr::memchr_iter(b'\n', bytes).nth(nth - before);
        end.map_or(text.len(), |at| from + at + 1) as u32
    }

    /// The bytes of a line (from 0), its line end not included.
    pub fn span(&self, line: usize, text: &str) -> Span {
        let start = self.start(line, text);
        let rest = text.as_bytes().get(start as usize..).unwrap_or(&[]);
        let end = memchr::memchr(b'\n', rest).map_or(text.len(), |at| start as usize + at);
        bare(start as usize, end, text)
    }

    /// The line (from 0) that holds the byte, and its bytes, its line end not included.
    pub fn around(&self, offset: u32, text: &str) -> (usize, Span) {
        let (before, after) = text.as_bytes().split_at((offset as usize).min(text.len()));
        let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', after).map_or(text.len(), |end| before.len() + end);
        (self.line_of(offset, text), bare(start, end, text))
    }

    /// Line and column of a byte offset.
    pub fn position(&self, offset: u32, text: &str) -> Position {
        let line = self.line_of(offset, text);
        let bytes = text.as_bytes();
        let end = (offset as usize).min(bytes.len());
        let block = (end / BLOCK).min(self.before.len().saturating_sub(1));
        let inside = bytes.get(block * BLOCK..end).unwrap_or(&[]);
        let mut count = match memchr::memrchr(b'\n', inside) {
            Some(at) => characters(inside.get(at + 1..).unwrap_or(&[])),
            None => self.before.get(block).map_or(0, |&(_, n)| n) + characters(inside),
        };
        // The byte order mark is no character of the first line.
        if line == 0 && text.starts_with('\u{FEFF}') {
            count = count.saturating_sub(1);
        }
        Position {
            line: line as u32 + 1,
            column: count + 1,
        }
    }
}

/// A line without the carriage returns at its end.
fn bare(start: usize, end: usize, text: &str) -> Span {
    let line = text.get(start..end).unwrap_or("");
    let length = line.trim_end_matches('\r').len();
    Span::new(start as u32, (start + length) as u32)
}

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_long_line_are_found_in_time() {
        let text = format!("\u{FEFF}first\n{}last\n", "aé€".repeat(500_000));
        let lines = Lines::new(&text);
        assert_eq!(lines.position(3, &text).column, 1);
        let start = std::time::Instant::now();
        for index in 0..100_000u32 {
            let at = lines.position(9 + index * 6, &text);
            assert_eq!((at.line, at.column), (2, index * 3 + 1));
        }
        assert!(start.elapsed().as_secs() < 10);
    }

    #[test]
    fn words_are_found_across_blocks() {
        let mut text = vec![b'.'; 3 * AT_HAND];
        assert!(!contains_any(&text, &[b"\ni", b"\nI"]));
        for at in [0, 1, AT_HAND - 2, AT_HAND - 1, AT_HAND, 3 * AT_HAND - 2] {
            text[at..at + 2].copy_from_slice(b"\nI");
            assert!(contains_any(&text, &[b"\ni", b"\nI"]), "at {at}");
            text[at..at + 2].copy_from_slice(b"..");
        }
    }

    #[test]
    fn lines_are_found_in_any_block() {
        for width in [0, 1, 7, 127, 128, 511, 512, 513, 1500] {
            let text = format!("{}\r\n\né\n", "x".repeat(width)).repeat(9);
            for text in [text.as_str(), &text[..text.len() - 1]] {
                let lines = Lines::new(text);
                let mut start = 0;
                for (index, line) in text.split('\n').enumerate() {
                    let kept = line.trim_end_matches('\r').len();
                    let end = start + line.len();
                    assert_eq!(
                        lines.span(index, text),
                        Span::new(start as u32, (start + kept) as u32)
                    );
                    assert_eq!(lines.line_of(start as u32, text), index);
                    assert_eq!(lines.line_of(end as u32, text), index);
                    start = end + 1;
                }
                assert_eq!(lines.count(), text.split('\n').count());
                let end = text.len() as u32;
                assert_eq!(lines.span(lines.count(), text), Span::new(end, end));
            }
        }
        assert_eq!(Lines::new("").position(0, "").line, 1);
    }
}
