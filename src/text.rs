//! Places in text: spans, edits, files, and the line table.

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

/// One file of a journal, whole, as UTF-8.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The name shown to the user, as they would write it.
    pub name: String,
    /// Where it was read from; `None` for standard input and tests.
    pub path: Option<PathBuf>,
    /// The text. Bytes that were not UTF-8 are replaced one for one by U+001A, so that offsets
    /// are those of the file.
    pub text: String,
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
                text: text.to_string(),
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

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// The starts of all lines of a text.
#[derive(Clone, Debug)]
pub struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    /// Indexes a text in one pass.
    pub fn new(text: &str) -> Lines {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        Lines { starts }
    }

    /// How many lines there are; an empty text has one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line (from 0) that holds the byte.
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts
            .partition_point(|&start| start <= offset)
            .saturating_sub(1)
    }

    /// The bytes of a line (from 0), its line end not included.
    pub fn span(&self, line: usize, text: &str) -> Span {
        let start = self.starts.get(line).copied().unwrap_or(text.len() as u32);
        let end = self
            .starts
            .get(line + 1)
            .copied()
            .unwrap_or(text.len() as u32);
        let whole = Span::new(start, end).of(text);
        let kept = whole.trim_end_matches('\n').trim_end_matches('\r');
        Span::new(start, start + kept.len() as u32)
    }

    /// Line and column of a byte offset.
    pub fn position(&self, offset: u32, text: &str) -> Position {
        let line = self.line_of(offset);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let before = Span::new(start, offset).of(text);
        // The byte order mark is no character of the first line.
        let before = match line {
            0 => before.strip_prefix('\u{FEFF}').unwrap_or(before),
            _ => before,
        };
        Position {
            line: line as u32 + 1,
            column: before.chars().count() as u32 + 1,
        }
    }
}
