//! Which pieces of three versions are the same, and in which order they stand in the result.

use super::split::Piece;
use std::collections::{HashMap, HashSet, VecDeque};

/// One place of the result: the same piece in the versions that have it.
#[derive(Clone, Copy)]
pub struct Slot<'p, 't> {
    /// What both come from.
    pub base: Option<&'p Piece<'t>>,
    /// One side.
    pub ours: Option<&'p Piece<'t>>,
    /// The other.
    pub theirs: Option<&'p Piece<'t>>,
}

/// What two versions of a piece have in common.
type Trait = for<'p, 't> fn(&'p Piece<'t>) -> &'p str;

const TEXT: Trait = |piece| piece.text.trim_end();
const KEY: Trait = |piece| &piece.key;
const LOOSE: Trait = |piece| &piece.loose;

/// The pieces of a version, and for each which one it is: versions of one piece have one number.
struct Version<'p, 't> {
    pieces: &'p [Piece<'t>],
    numbers: Vec<Option<usize>>,
}

impl<'p, 't> Version<'p, 't> {
    fn new(pieces: &'p [Piece<'t>]) -> Self {
        Version {
            pieces,
            numbers: vec![None; pieces.len()],
        }
    }

    /// Gives pieces without a number that of the one among `known` that has the most in common:
    /// of those that are alike the first is the first, and so on.
    fn recognize(&mut self, known: &[(usize, &'p Piece<'t>)], traits: &[Trait]) {
        let mut taken: HashSet<usize> = HashSet::new();
        for common in traits {
            let mut waiting: HashMap<&str, VecDeque<usize>> = HashMap::new();
            for (number, piece) in known.iter().filter(|(number, _)| !taken.contains(number)) {
                waiting.entry(common(piece)).or_default().push_back(*number);
            }
            let new = self.pieces.iter().zip(&mut self.numbers);
            for (piece, number) in new.filter(|(_, number)| number.is_none()) {
                *number = waiting.get_mut(common(piece)).and_then(VecDeque::pop_front);
                taken.extend(*number);
            }
        }
    }

    /// The pieces that nothing has recognized get numbers of their own.
    fn number_rest(&mut self, next: &mut usize) -> Vec<(usize, &'p Piece<'t>)> {
        let mut added = Vec::new();
        for (piece, number) in self.pieces.iter().zip(&mut self.numbers) {
            if number.is_none() {
                *number = Some(*next);
                added.push((*next, piece));
                *next += 1;
            }
        }
        added
    }

    fn by_number(&self) -> HashMap<usize, &'p Piece<'t>> {
        let numbers = self.numbers.iter().copied().flatten();
        numbers.zip(self.pieces).collect()
    }
}

/// The pieces of all versions: those of `ours` in their order; those that only `theirs` has after
/// what stands above them there, and where both added something, dated ones by their dates.
pub fn slots<'p, 't>(
    base: &'p [Piece<'t>],
    ours: &'p [Piece<'t>],
    theirs: &'p [Piece<'t>],
) -> Vec<Slot<'p, 't>> {
    let known: Vec<_> = base.iter().enumerate().collect();
    let (mut own, mut other) = (Version::new(ours), Version::new(theirs));
    let mut next = base.len();
    own.recognize(&known, &[TEXT, KEY, LOOSE]);
    other.recognize(&known, &[TEXT, KEY, LOOSE]);
    let added = own.number_rest(&mut next);
    other.recognize(&added, &[TEXT, KEY]);
    other.number_rest(&mut next);

    let (own_pieces, other_pieces) = (own.by_number(), other.by_number());
    let slot = |number: usize| Slot {
        base: base.get(number),
        ours: own_pieces.get(&number).copied(),
        theirs: other_pieces.get(&number).copied(),
    };
    let own_slots: Vec<_> = own.numbers.iter().copied().flatten().map(slot).collect();
    let place_of: HashMap<usize, usize> = {
        let numbers = own.numbers.iter().copied().flatten();
        numbers.zip(0..).collect()
    };
    let newest_first = newest_first(ours.iter().chain(theirs));
    // For each place in front of a piece of `ours`, and behind the last: what goes there.
    let mut inserted: Vec<Vec<Slot>> = vec![Vec::new(); own_slots.len() + 1];
    let mut place = 0;
    for number in other.numbers.iter().copied().flatten() {
        if let Some(own) = place_of.get(&number) {
            place = own + 1;
            continue;
        }
        let slot = slot(number);
        place = behind_earlier(&own_slots, place, slot, newest_first);
        if let Some(here) = inserted.get_mut(place) {
            here.push(slot);
        }
    }
    let mut all = Vec::with_capacity(own_slots.len() + theirs.len());
    let mut own_slots = own_slots.into_iter();
    for here in inserted {
        all.extend(here);
        all.extend(own_slots.next());
    }
    all
}

/// Where a piece that `theirs` added at `place` goes among those that `ours` added there.
fn behind_earlier(own: &[Slot], place: usize, added: Slot, newest_first: bool) -> usize {
    let Some(date) = added.theirs.and_then(|piece| piece.date) else {
        return place;
    };
    let mut found = place;
    for (index, slot) in own.iter().enumerate().skip(place) {
        if slot.base.is_some() || slot.theirs.is_some() {
            break;
        }
        match slot.ours.and_then(|piece| piece.date) {
            Some(own) if own == date => found = index + 1,
            Some(own) if (own < date) != newest_first => found = index + 1,
            Some(_) => break,
            None => {}
        }
    }
    found
}

/// Whether dates go down more often than up.
fn newest_first<'p, 't: 'p>(pieces: impl Iterator<Item = &'p Piece<'t>>) -> bool {
    let dates: Vec<_> = pieces.filter_map(|piece| piece.date).collect();
    let steps = |down: bool| {
        let pairs = dates.windows(2);
        pairs
            .filter(|pair| {
                if down {
                    pair[1] < pair[0]
                } else {
                    pair[1] > pair[0]
                }
            })
            .count()
    };
    steps(true) > steps(false)
}
