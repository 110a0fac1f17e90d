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

#[derive(Clone, Copy, Default)]
struct Slot<'t> {
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

    fn slot(&mut self, line: &[u8]) -> Option<&mut Slot<'t>> {
        let mut hasher = FxHasher::default();
        hasher.write(line);
        let index = hasher.finish() as usize & self.slots.len().wrapping_sub(1);
        self.slots.get_mut(index)
    }

    /// Where the entry of a line stands that begins at `at`, and which one it repeats.
    #[inline]
    pub(super) fn find(&mut self, line: &[u8], at: u32) -> Option<(Span, Repeat)> {
        let slot = self.slot(line)?;
        if slot.line != line {
            return None;
        }
        let span = Span::new(at + slot.within.start, at + slot.within.end);
        Some((span, Repeat::Of(slot.number)))
    }

    /// Remembers a line that begins at `at` and was read as this entry.
    pub(super) fn keep(&mut self, line: &'t [u8], at: u32, entry: Span) -> Repeat {
        let number = self.count;
        let Some(slot) = self.slot(line) else {
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
