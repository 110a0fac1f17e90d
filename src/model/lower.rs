//! From trees to a journal: everything that takes more than one line to know.

use super::Journal;
use crate::finding::Finding;
use crate::text::Sources;

/// Reads all files of a journal. Never fails: what could not be read is told by the findings, and
/// the journal holds the rest.
pub fn read(sources: Sources) -> (Journal, Vec<Finding>) {
    let journal = Journal {
        sources,
        ..Journal::default()
    };
    (journal, Vec::new())
}
