//! What is known about the sets of an entry without looking at them.

use crate::syntax::ast::{Amount, Side};

/// Facts about the sets of an entry, a bit each: found once where the sets are read, so that those
/// who walk over all entries need not walk over all sets.
///
/// Each kind of amount has four: for sets of the left side, of the right one, of both, and for
/// warm-ups.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct About(u16);

impl About {
    /// Without sets.
    pub const NOTHING: About = About(0);

    const REPS: u16 = 0b1111;
    const TIME: u16 = About::REPS << 4;
    const DISTANCE: u16 = About::TIME << 4;
    const LEFT: u16 = 0b0001_0001_0001;
    const RIGHT: u16 = About::LEFT << 1;
    const BOTH: u16 = About::LEFT << 2;
    const WARMUPS: u16 = About::LEFT << 3;
    const LOADED: u16 = 1 << 12;

    /// Adds a working set.
    #[inline]
    pub fn add(&mut self, amount: Amount, side: Option<Side>) {
        let side = match side {
            Some(Side::Left) => 0,
            Some(Side::Right) => 1,
            None => 2,
        };
        self.0 |= 1 << (4 * amount.kind() + side);
    }

    /// Adds a warm-up.
    pub fn add_warmup(&mut self, amount: Amount) {
        self.0 |= 1 << (4 * amount.kind() + 3);
    }

    /// Adds a load.
    pub fn add_load(&mut self) {
        self.0 |= About::LOADED;
    }

    fn has(self, bits: u16) -> bool {
        self.0 & bits != 0
    }

    /// There are working sets of the left side.
    pub fn left(self) -> bool {
        self.has(About::LEFT)
    }

    /// There are working sets of the right side.
    pub fn right(self) -> bool {
        self.has(About::RIGHT)
    }

    /// There are working sets of no side.
    pub fn both(self) -> bool {
        self.has(About::BOTH)
    }

    /// There are working sets of one side only.
    pub fn one_sided(self) -> bool {
        self.left() != self.right() && !self.both()
    }

    /// There are working sets.
    pub fn work(self) -> bool {
        self.has(About::LEFT | About::RIGHT | About::BOTH)
    }

    /// There are warm-ups.
    pub fn warmups(self) -> bool {
        self.has(About::WARMUPS)
    }

    /// Some set has a load as written.
    pub fn loaded(self) -> bool {
        self.has(About::LOADED)
    }

    /// There are reps.
    pub fn reps(self) -> bool {
        self.has(About::REPS)
    }

    /// There are times or distances.
    pub fn measured(self) -> bool {
        self.has(About::TIME | About::DISTANCE)
    }

    /// There are distances.
    pub fn distance(self) -> bool {
        self.has(About::DISTANCE)
    }

    /// There is more than one kind of amount.
    pub fn mixed(self) -> bool {
        let time_and_distance = self.has(About::TIME) && self.has(About::DISTANCE);
        self.reps() && self.measured() || time_and_distance
    }

    /// As [`Amount::kind`], where the sets are not [`mixed`](About::mixed).
    pub fn kind(self) -> usize {
        match self {
            _ if self.has(About::TIME) => 1,
            _ if self.has(About::DISTANCE) => 2,
            _ => 0,
        }
    }
}
