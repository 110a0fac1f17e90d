//! The exercises that the program knows: a journal in its own language, compiled in.

use super::piece::Directives;
use crate::text::FileId;

/// The catalogue as text.
pub const CATALOG: &str = include_str!("catalog.strength");

/// The exercises that are the routine of a journal that uses any of them and writes none.
pub const BASIC: [&str; 4] = [
    "One-leg sit-stand",
    "Toe taps",
    "One-leg bridge",
    "One-leg heel raise",
];

/// The catalogue, parsed. Its places are of [`CATALOG`], never of a file of the journal.
pub fn directives() -> Directives<'static> {
    Directives {
        file: FileId::default(),
        text: CATALOG,
        tree: crate::syntax::parse(CATALOG, FileId::default()),
    }
}
