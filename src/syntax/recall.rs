//! Lines that were read before: training repeats itself, and equal lines say the same.

use super::ast::{Attribute, AttributeKind, Range, Repeat, Tree};
use crate::text::Span;

/// The lines that [`super::parse_at`] has read of late, by their text. It is a matter of speed
/// alone: a line that is not found here is read anew.
#[derive(Default)]
pub struct Recall<'t> {
    /// Each line has one slot that it can be in; the newest stays. Their number is a power of two.
    entries: Vec<EntrySlot<'t>>,
    count: u32,
    /// The same for what stands behind the date of a session.
    headers: Vec<HeaderSlot<'t>>,
    /// Of the headers, counted from the first byte behind their date.
    attributes: Vec<Attribute>,
}

/// The line of an entry, without its line feed; where the entry begins and ends, counted from the
/// first byte of the line; and which of the lines it is, from 0. An empty slot is all zeros, as new
/// memory is: what is never used costs nothing.
type EntrySlot<'t> = (Option<&'t [u8]>, [u32; 3]);

/// What stands behind the date of a session, without its line feed.
#[derive(Clone, Copy, Default)]
struct HeaderSlot<'t> {
    behind_date: &'t [u8],
    /// Where the header ends, counted from the first byte behind the date.
    end: u32,
    attributes: Range,
}

/// Bytes of text for which a slot is worth its memory, and the most slots.
const BYTES_AN_ENTRY_SLOT: usize = 64;
const MOST_ENTRY_SLOTS: usize = 4096;
const BYTES_A_HEADER_SLOT: usize = 256;
const MOST_HEADER_SLOTS: usize = 1024;
/// The most attributes that are remembered.
const MOST_ATTRIBUTES: usize = 4 * MOST_HEADER_SLOTS;

/// How long the first line of a text is without its line feed, and a hash of it.
#[inline]
pub(super) fn scan(text: &[u8]) -> (usize, u64) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let (words, rest) = text.as_chunks();
    let (mut length, mut hash) = (0, 0);
    for word in words {
        let word = u64::from_le_bytes(*word);
        let unlike = word ^ (ONES * b'\n' as u64);
        // The lowest bit set is the top bit of the first byte that is a line feed.
        let found = unlike.wrapping_sub(ONES) & !unlike & (ONES * 0x80);
        if found != 0 {
            let below = found.trailing_zeros() & !7;
            hash = mix(hash, word & ((1 << below) - 1));
            return (length + below as usize / 8, hash);
        }
        hash = mix(hash, word);
        length += 8;
    }
    let line = rest.iter().take_while(|byte| **byte != b'\n');
    let (bytes, word) = line.fold((0, 0), |(bytes, word), byte| {
        (bytes + 1, word | u64::from(*byte) << (8 * bytes))
    });
    (length + bytes, mix(hash, word))
}

/// The step of FxHash.
#[inline]
fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// The slot of a hash among so many. Its highest bits depend on all of the line.
#[inline]
fn slot(hash: u64, slots: usize) -> usize {
    (hash >> 52) as usize & slots.wrapping_sub(1)
}

impl<'t> Recall<'t> {
    /// For a text of about so many bytes.
    pub fn new(bytes: usize) -> Recall<'t> {
        let slots = |each: usize, most: usize| (bytes / each).min(most).next_power_of_two();
        let entries = slots(BYTES_AN_ENTRY_SLOT, MOST_ENTRY_SLOTS);
        let headers = slots(BYTES_A_HEADER_SLOT, MOST_HEADER_SLOTS);
        Recall {
            entries: vec![(None, [0; 3]); entries],
            count: 0,
            headers: vec![HeaderSlot::default(); headers],
            attributes: Vec::new(),
        }
    }

    /// Where the entry stands on a line with that hash that begins at `at`, and which one it repeats,
    /// if the same line was read before.
    #[inline]
    pub(super) fn entry(&self, line: &[u8], hash: u64, at: u32) -> Option<(Span, Repeat)> {
        let slot = self.entries.get(slot(hash, self.entries.len()))?;
        let &(kept, [start, end, number]) = slot;
        let span = || forth(Span::new(start, end), at);
        (kept == Some(line)).then(|| (span(), Repeat::Of(number)))
    }

    /// Remembers a line that begins at `at` and was read as this entry.
    pub(super) fn keep_entry(&mut self, line: &'t [u8], at: u32, entry: Span) -> Repeat {
        let number = self.count;
        let index = slot(scan(line).1, self.entries.len());
        let Some(slot) = self.entries.get_mut(index) else {
            return Repeat::Never;
        };
        let within = back(entry, at);
        *slot = (Some(line), [within.start, within.end, number]);
        self.count += 1;
        Repeat::First(number)
    }

    /// Where a header ends behind its date, and its attributes, both counted from there, if the
    /// same was read before.
    #[inline]
    pub(super) fn header(&self, behind_date: &[u8]) -> Option<(u32, &[Attribute])> {
        let hash = scan(behind_date).1;
        let slot = self.headers.get(slot(hash, self.headers.len()))?;
        let known = slot.behind_date == behind_date && !behind_date.is_empty();
        known.then(|| (slot.end, slot.attributes.of(&self.attributes)))
    }

    /// Remembers a header, of which `behind_date` begins at `at`.
    pub(super) fn keep_header(
        &mut self,
        behind_date: &'t [u8],
        at: u32,
        end: u32,
        attributes: &[Attribute],
    ) {
        if self.attributes.len() + attributes.len() > MOST_ATTRIBUTES {
            self.attributes.clear();
            self.headers.fill(HeaderSlot::default());
        }
        let index = slot(scan(behind_date).1, self.headers.len());
        let Some(slot) = self.headers.get_mut(index) else {
            return;
        };
        let start = self.attributes.len() as u32;
        let back = |attribute: &Attribute| Attribute {
            span: back(attribute.span, at),
            ..*attribute
        };
        self.attributes.extend(attributes.iter().map(back));
        *slot = HeaderSlot {
            behind_date,
            end: end.saturating_sub(at),
            attributes: Range {
                start,
                end: self.attributes.len() as u32,
            },
        };
    }
}

/// A span counted from `at`.
fn back(span: Span, at: u32) -> Span {
    Span::new(span.start.saturating_sub(at), span.end.saturating_sub(at))
}

/// A span that was counted from `at`.
#[inline]
pub(super) fn forth(span: Span, at: u32) -> Span {
    Span::new(at + span.start, at + span.end)
}

/// Whether nothing but the place tells two headers with these attributes apart.
pub(super) fn is_plain_header(attributes: &[Attribute]) -> bool {
    use AttributeKind::{Duration, Planned, Rpe, Time, Weekday};
    attributes.iter().all(|attribute| {
        matches!(
            attribute.kind,
            Weekday(_) | Time(_) | Duration(_) | Rpe(_) | Planned
        )
    })
}

/// Whether nothing but the place tells two entries with these attributes apart.
pub(super) fn is_plain_entry(tree: &Tree, attributes: Range) -> bool {
    use AttributeKind::{Difficulty, Each, Rest, Rir, Rpe, Tag};
    let mut attributes = attributes.of(&tree.attributes).iter();
    attributes.all(|attribute| {
        matches!(
            attribute.kind,
            Each | Difficulty(_) | Rpe(_) | Rir(_) | Rest(_) | Tag(_)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::scan;

    #[test]
    fn a_line_has_one_length_and_hash_wherever_it_stands() {
        let text = "  One-leg sit-stand    L 13 13 13!pelvis-drop  R 3x13   ok é";
        for end in 0..=text.len() {
            let line = text.as_bytes().get(..end).unwrap_or(&[]);
            let alone = scan(line);
            assert_eq!(alone.0, end);
            for behind in [
                "\n",
                "\nx",
                "\n\n\n\n\n\n\n\n\n",
                "\r\n  Toe taps 20 20 20\n",
            ] {
                let behind = [line, behind.as_bytes()].concat();
                let (length, hash) = scan(&behind);
                let carriage_return = usize::from(behind.get(end) == Some(&b'\r'));
                assert_eq!(length, end + carriage_return);
                assert!(carriage_return == 1 || hash == alone.1, "{behind:?}");
            }
        }
        assert_ne!(scan(b"Squat 5x5").1, scan(b"Squat 5x6").1);
    }
}
