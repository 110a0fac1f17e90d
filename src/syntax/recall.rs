//! Lines that were read before: training repeats itself, and equal lines say the same.

mod shape;

use super::ast::{Amount, Attribute, AttributeKind, Entry, EntryKind, Range, Set, Side, Tree};
use super::bytes;
use super::grammar::{plain_set, reps};
use crate::text::Span;

/// The lines that [`super::parse_at`] has read of late, by their text and by their shape. It is a
/// matter of speed alone: a line that is not found here is read anew.
///
/// Lines of one shape are read alike, because what the reader does hangs on a byte being a digit;
/// which digit it is counts in sets alone, which are read again, and elsewhere has to be the same.
#[derive(Default)]
pub struct Recall<'t> {
    entries: Table<EntryLine<'t>>,
    /// How many entries were ever remembered.
    count: u32,
    shapes: Table<ShapedLine<'t>>,
    /// Of the shapes.
    sets: Vec<SetPlace>,
    headers: Table<HeaderLine<'t>>,
    /// Of the headers, counted from the first byte behind their date.
    attributes: Vec<Attribute>,
}

/// The line of an entry, without its line feed.
#[derive(Default)]
struct EntryLine<'t> {
    line: &'t [u8],
    entry: Within,
    /// Which of the lines it is, from 0.
    number: u32,
}

/// The line of an entry that differs from others of its shape in the numbers of its sets alone.
#[derive(Default)]
struct ShapedLine<'t> {
    line: &'t [u8],
    entry: Within,
    /// Where its sets stand.
    sets: Range,
    /// There are digits before or behind them, which have to be the same.
    digits_around: bool,
    /// Which of the lines of entries it is.
    number: u32,
}

/// Where something stands in its line, counted from the first byte.
#[derive(Clone, Copy, Default)]
struct Within {
    start: u16,
    end: u16,
}

impl Within {
    /// A span in a line that begins at `at` and is not too long.
    fn new(span: Span, at: u32) -> Within {
        let back = |offset: u32| u16::try_from(offset.saturating_sub(at)).unwrap_or(u16::MAX);
        Within {
            start: back(span.start),
            end: back(span.end),
        }
    }

    /// The same in a line that begins at `at`.
    #[inline]
    fn span(self, at: u32) -> Span {
        Span::new(at + u32::from(self.start), at + u32::from(self.end))
    }
}

/// Where a set stands, and its side.
struct SetPlace {
    within: Within,
    side: Option<Side>,
    /// It is a number alone.
    bare: bool,
}

/// What stands behind the date of a session, without its line feed.
#[derive(Default)]
struct HeaderLine<'t> {
    behind_date: &'t [u8],
    /// Where the header ends, counted from the first byte behind the date.
    end: u32,
    attributes: Range,
}

/// Lines that are found by their hash. Each has one slot that it can be in; the newest stays. What is
/// large lies close together beside the slots, so that few lines touch little memory.
#[derive(Default)]
struct Table<L> {
    /// One more than the index of the line, 0 for none. Their number is a power of two.
    slots: Vec<u16>,
    lines: Vec<L>,
}

/// The longest line that is remembered.
pub(super) const LONGEST_LINE: usize = u16::MAX as usize;
/// Bytes of text for which a slot is worth its memory, and the most slots.
const BYTES_AN_ENTRY_SLOT: usize = 64;
const MOST_ENTRY_SLOTS: usize = 32_768;
const BYTES_A_SHAPE_SLOT: usize = 256;
const MOST_SHAPE_SLOTS: usize = 8192;
/// The most places of sets that are remembered.
const MOST_PLACES: usize = 4 * MOST_SHAPE_SLOTS;
const BYTES_A_HEADER_SLOT: usize = 128;
const MOST_HEADER_SLOTS: usize = 4096;
/// The most attributes that are remembered.
const MOST_ATTRIBUTES: usize = 4 * MOST_HEADER_SLOTS;

impl<L> Table<L> {
    /// For a text of so many bytes, of which each so many are worth a slot.
    fn new(bytes: usize, each: usize, most: usize) -> Table<L> {
        Table {
            slots: vec![0; (bytes / each).min(most).next_power_of_two()],
            lines: Vec::new(),
        }
    }

    /// The slot of a hash, whose highest bits depend on all of the line.
    #[inline]
    fn slot(&self, hash: u64) -> usize {
        (hash >> 48) as usize & self.slots.len().wrapping_sub(1)
    }

    #[inline]
    fn get(&self, hash: u64) -> Option<&L> {
        let &slot = self.slots.get(self.slot(hash))?;
        self.lines.get(usize::from(slot).checked_sub(1)?)
    }

    fn keep(&mut self, hash: u64, line: L) {
        if self.lines.len() >= self.slots.len() {
            // Many of them have no slot any more.
            self.clear();
        }
        self.lines.push(line);
        let slot = self.slot(hash);
        if let Some(slot) = self.slots.get_mut(slot) {
            *slot = self.lines.len() as u16;
        }
    }

    fn clear(&mut self) {
        self.slots.fill(0);
        self.lines.clear();
    }
}

impl<'t> Recall<'t> {
    /// For a text of about so many bytes.
    pub fn new(bytes: usize) -> Recall<'t> {
        Recall {
            entries: Table::new(bytes, BYTES_AN_ENTRY_SLOT, MOST_ENTRY_SLOTS),
            count: 0,
            shapes: Table::new(bytes, BYTES_A_SHAPE_SLOT, MOST_SHAPE_SLOTS),
            sets: Vec::new(),
            headers: Table::new(bytes, BYTES_A_HEADER_SLOT, MOST_HEADER_SLOTS),
            attributes: Vec::new(),
        }
    }

    /// Where the entry stands on a line with that hash that begins at `at`, and the number of the one
    /// that it repeats, if the same line was read before.
    #[inline]
    pub(super) fn entry(&self, line: &[u8], hash: u64, at: u32) -> Option<(Span, u32)> {
        let known = self.entries.get(hash)?;
        let found = || (known.entry.span(at), known.number);
        (known.line == line).then(found)
    }

    /// Remembers a line of that hash that begins at `at` and was read as this entry; its number.
    pub(super) fn keep_entry(&mut self, line: &'t [u8], hash: u64, at: u32, entry: Span) -> u32 {
        let number = self.count;
        let known = EntryLine {
            line,
            entry: Within::new(entry, at),
            number,
        };
        self.entries.keep(hash, known);
        self.count += 1;
        number
    }

    /// Reads the sets of an entry on a line of ASCII that begins at `at`, if a line was read before
    /// that differs in the numbers of its sets alone: where the entry stands, the range of its sets
    /// in the tree, and the number of that line.
    #[inline(never)]
    pub(super) fn like(&self, line: &[u8], at: u32, tree: &mut Tree) -> Option<(Span, Range, u32)> {
        let known = self.shapes.get(shape::hash(line))?;
        let places = known.sets.of(&self.sets);
        if !shape::is_same(known.line, line) {
            return None;
        }
        if known.digits_around {
            let (first, last) = (places.first()?.within, places.last()?.within);
            let (first, last) = (usize::from(first.start), usize::from(last.end));
            if known.line.get(..first)? != line.get(..first)?
                || known.line.get(last..)? != line.get(last..)?
            {
                return None;
            }
        }
        let (sets, loads) = (tree.sets.len(), tree.loads.len());
        for place in places {
            let span = place.within.span(at);
            let (start, end) = (place.within.start.into(), place.within.end.into());
            let found = if place.bare {
                let reps = line.get(start..end).and_then(reps);
                reps.map(|reps| push_set(tree, span, place.side, 1, reps, None))
            } else {
                let rest = line.get(start..).unwrap_or(&[]);
                let set =
                    plain_set(rest).filter(|set| rest.len() - set.behind.len() == end - start);
                set.map(|set| {
                    let load = set.load.map(|(from, weight)| {
                        let length = (from.len() - set.behind.len()) as u32;
                        weight.push(tree, Span::new(span.end.saturating_sub(length), span.end))
                    });
                    push_set(
                        tree,
                        span,
                        place.side,
                        set.count.unwrap_or(1),
                        set.amount,
                        load,
                    );
                })
            };
            if found.is_none() {
                // A number that is out of the ordinary.
                tree.sets.truncate(sets);
                tree.loads.truncate(loads);
                return None;
            }
        }
        let sets = Range {
            start: sets as u32,
            end: tree.sets.len() as u32,
        };
        Some((known.entry.span(at), sets, known.number))
    }

    /// Remembers the shape of a line of ASCII that begins at `at` and was read as the entry of that
    /// number, if its sets have no marks and the loads stand with them.
    pub(super) fn keep_shape(
        &mut self,
        line: &'t [u8],
        at: u32,
        entry: &Entry,
        number: u32,
        tree: &Tree,
    ) {
        let sets = entry.sets.of(&tree.sets);
        let plain = |set: &Set| {
            let load = set.load.map(|load| tree.loads.get(load as usize));
            let glued =
                load.is_none_or(|load| load.is_some_and(|load| load.span.end == set.span.end));
            glued && !set.warmup && !set.failed
        };
        if sets.is_empty() || entry.kind != EntryKind::Work || !sets.iter().all(plain) {
            return;
        }
        if self.sets.len() + sets.len() > MOST_PLACES {
            self.sets.clear();
            self.shapes.clear();
        }
        let start = self.sets.len() as u32;
        self.sets.extend(sets.iter().map(|set| {
            let (within, side) = (Within::new(set.span, at), set.side);
            let written = line.get(usize::from(within.start)..usize::from(within.end));
            let bare = written.is_some_and(|set| set.iter().all(u8::is_ascii_digit));
            SetPlace { within, side, bare }
        }));
        let digits = |part: Option<&[u8]>| part.unwrap_or(&[]).iter().any(u8::is_ascii_digit);
        let own = self.sets.get(start as usize..).unwrap_or(&[]);
        let first = own.first().map_or(0, |set| set.within.start.into());
        let last = own.last().map_or(0, |set| set.within.end.into());
        let known = ShapedLine {
            digits_around: digits(line.get(..first)) || digits(line.get(last..)),
            line,
            entry: Within::new(entry.span, at),
            sets: Range {
                start,
                end: self.sets.len() as u32,
            },
            number,
        };
        self.shapes.keep(shape::hash(line), known);
    }

    /// Where a header ends behind its date, and its attributes, both counted from there, if the
    /// same was read before.
    #[inline]
    pub(super) fn header(&self, behind_date: &[u8]) -> Option<(u32, &[Attribute])> {
        let known = self.headers.get(bytes::scan(behind_date).hash)?;
        let found = || (known.end, known.attributes.of(&self.attributes));
        (known.behind_date == behind_date).then(found)
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
            self.headers.clear();
        }
        let start = self.attributes.len() as u32;
        let back = |attribute: &Attribute| Attribute {
            span: back(attribute.span, at),
            ..*attribute
        };
        self.attributes.extend(attributes.iter().map(back));
        let attributes = Range {
            start,
            end: self.attributes.len() as u32,
        };
        let known = HeaderLine {
            behind_date,
            end: end.saturating_sub(at),
            attributes,
        };
        self.headers.keep(bytes::scan(behind_date).hash, known);
    }
}

/// Adds a set without marks.
#[inline(always)]
fn push_set(
    tree: &mut Tree,
    span: Span,
    side: Option<Side>,
    count: u8,
    amount: Amount,
    load: Option<u32>,
) {
    tree.sets.push(Set {
        span,
        amount,
        count,
        side,
        warmup: false,
        failed: false,
        cue: Span::default(),
        load,
    });
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
pub(super) fn is_plain_entry(attributes: &[Attribute]) -> bool {
    use AttributeKind::{Difficulty, Each, Rest, Rir, Rpe, Tag};
    attributes.iter().all(|attribute| {
        matches!(
            attribute.kind,
            Each | Difficulty(_) | Rpe(_) | Rir(_) | Rest(_) | Tag(_)
        )
    })
}
