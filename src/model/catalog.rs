//! The exercises that the program knows: a journal in its own language, compiled in.

use super::piece::Directives;
use crate::text::FileId;

/// The catalogue as text.
pub const CATALOG: &str = include_str!("catalog.strength");

/// The catalogue, parsed. Its places are of [`CATALOG`], never of a file of the journal.
pub fn directives() -> Directives<'static> {
    Directives {
        file: FileId::default(),
        text: CATALOG,
        tree: crate::syntax::parse(CATALOG, FileId::default()),
    }
}
