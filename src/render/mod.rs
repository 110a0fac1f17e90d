//! Outputs, one file each. They read findings and the journal, and know nothing of how either
//! came about.

pub mod sanitize;
pub mod style;
mod excerpt;
mod window;
pub mod frame;
pub mod pretty;
pub mod short;
pub mod github;
pub mod sarif;
pub mod summary;
pub mod diff;
pub mod cards;
pub mod json;
pub mod export;
pub mod next;
pub mod schema;

use crate::text::{FileId, Lines, Place, Position, Source, Sources};
use std::cell::OnceCell;

/// The sources with a line table for each file, made when it is first asked for: one pass over
/// a file, however many findings it has.
pub struct Index<'a> {
    sources: &'a Sources,
    lines: Vec<OnceCell<Lines>>,
}

impl<'a> Index<'a> {
    /// Nothing is read yet.
    pub fn new(sources: &'a Sources) -> Index<'a> {
        let lines = sources.files.iter().map(|_| OnceCell::new()).collect();
        Index { sources, lines }
    }

    /// The file and its line table.
    pub fn file(&self, id: FileId) -> Option<(&'a Source, &Lines)> {
        let source = self.sources.file(id)?;
        let lines = self.lines.get(usize::from(id.0))?;
        Some((source, lines.get_or_init(|| Lines::new(&source.text))))
    }

    /// The name of the file, as the user would write it; not yet harmless for a terminal.
    pub fn name(&self, id: FileId) -> &'a str {
        self.sources.file(id).map_or("", |source| &source.name)
    }

    /// Line and column where a place begins.
    pub fn start(&self, place: Place) -> Position {
        self.position(place.file, place.span.start)
    }

    /// Line and column of a byte of a file.
    pub fn position(&self, file: FileId, offset: u32) -> Position {
        match self.file(file) {
            Some((source, lines)) => lines.position(offset, &source.text),
            None => Position { line: 1, column: 1 },
        }
    }
}

fn push_blanks(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}
