//! Lines of entries that were read before: training repeats itself, and equal lines say the same.

use super::ast::{AttributeKind, Range, Repeat, Tree};
use crate::text::Span;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// The lines that [`super::parse_at`] has read of late, by their text. It is a matter of speed
/// alone: a line that is not found here is read anew.
#[derive(Default)]
pub struct Recall<'t> {
    /// Each line has one slot that it can be in; the newest stays. Their number is a power of two.
    slots: Vec<Slot<'t>>,
    count: u32,
}

/// A line that was read.
#[derive(Clone, Copy, Default)]
pub(super) struct Slot<'t> {
    /// From its first mark to the line end.
    line: &'t [u8],
    /// The entry, counted from the first byte of `line`.
    within: Span,
    /// Which of the lines it is, from 0.
    number: u32,
}

/// Bytes of text for which a slot is worth its memory, and the most slots.
const BYTES_A_SLOT: usize = 64;
const MOST_SLOTS: usize = 4096;

impl<'t> Recall<'t> {
    /// For a text of about so many bytes.
    pub fn new(bytes: usize) -> Recall<'t> {
        let slots = (bytes / BYTES_A_SLOT).min(MOST_SLOTS).next_power_of_two();
        Recall {
            slots: vec![Slot::default(); slots],
            count: 0,
        }
    }

    #[inline]
    fn index(&self, line: &[u8]) -> usize {
        let mut hasher = FxHasher::default();
        hasher.write(line);
        hasher.finish() as usize & self.slots.len().wrapping_sub(1)
    }

    /// The same line, if it was read before.
    #[inline]
    pub(super) fn find(&self, line: &[u8]) -> Option<&Slot<'t>> {
        let slot = self.slots.get(self.index(line))?;
        (slot.line == line && !line.is_empty()).then_some(slot)
    }

    /// Remembers a line that begins at `at` and was read as this entry.
    pub(super) fn keep(&mut self, line: &'t [u8], at: u32, entry: Span) -> Repeat {
        let number = self.count;
        let index = self.index(line);
        let Some(slot) = self.slots.get_mut(index) else {
            return Repeat::Never;
        };
        *slot = Slot {
            line,
            within: Span::new(
                entry.start - at.min(entry.start),
                entry.end - at.min(entry.end),
            ),
            number,
        };
        self.count += 1;
        Repeat::First(number)
    }
}

impl Slot<'_> {
    /// Where the entry stands on a line that begins at `at`.
    #[inline]
    pub(super) fn entry(&self, at: u32) -> Span {
        Span::new(at + self.within.start, at + self.within.end)
    }

    /// Which entry is repeated.
    #[inline]
    pub(super) fn repeat(&self) -> Repeat {
        Repeat::Of(self.number)
    }
}

/// Whether nothing but the place tells two entries with these attributes apart.
pub(super) fn is_plain(tree: &Tree, attributes: Range) -> bool {
    use AttributeKind::{Difficulty, Each, Rest, Rir, Rpe, Tag};
    let mut attributes = attributes.of(&tree.attributes).iter();
    attributes.all(|attribute| {
        matches!(
            attribute.kind,
            Each | Difficulty(_) | Rpe(_) | Rir(_) | Rest(_) | Tag(_)
        )
    })
}
