//! Seeded journals: realistic ones with all of the syntax, mutations of them, and the steady ones of the benches.
//!
//! Nothing here knows the parser. The same seed gives the same text on every machine, so a seed
//! printed by a failing test is a reproduction.

// Tests, benches and the fuzzer each use a part of it.
#![allow(dead_code, unused_imports)]

mod diary;
mod entry;
mod mutate;
mod steady;
mod varied;
mod vast;
mod write;

pub use diary::{Diary, diary};
pub use mutate::{bytes, mutate, mutated, typographic};
pub use steady::{Dialect, steady};
pub use varied::varied;
pub use vast::{deep, wide};
pub use write::{dressed, journal};

/// A small generator of pseudo-random numbers (SplitMix64).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Begins a sequence.
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66_D1CE_CAFE)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `0..limit`; 0 if `limit` is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        if limit == 0 {
            0
        } else {
            (self.bits() % limit as u64) as usize
        }
    }

    /// A number in `low..=high`.
    pub fn range(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True in that many cases of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of them.
    pub fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }
}

/// A date counted in days from 1 March of year 0; enough calendar for a generator.
pub fn date(days: i64) -> String {
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The weekday of such a day, `Mon` to `Sun`.
pub fn weekday(days: i64) -> &'static str {
    // 1 March of year 0 was a Wednesday.
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][(days + 2).rem_euclid(7) as usize]
}

/// 5 January 2026, a Monday.
pub const MONDAY: i64 = 739_926;
