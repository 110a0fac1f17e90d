//! Sets in their common forms: `12`, `60s`, `8@80kg`, and `3x` such.

use super::super::ast::Amount;
use super::super::line::In;
use super::{MOST_REPS, Weight, alone, blanks, digits, plain_load};

/// The largest count of `AxB` that is read without a doubt.
pub const MOST_SETS: u64 = 20;

/// A set that nothing but a load is glued to.
pub struct PlainSet<'a> {
    /// The count, if written.
    pub count: Option<u8>,
    /// What was done in each.
    pub amount: Amount,
    /// Its load, and where that begins.
    pub load: Option<(In<'a>, Weight)>,
    /// What follows the set.
    pub behind: In<'a>,
    /// What follows it and blanks.
    pub next: In<'a>,
}

/// The reps that are written there, in digits alone.
#[inline]
pub fn reps(written: In) -> Option<Amount> {
    // The largest number that is read has as many digits.
    if written.len() > 6 {
        return None;
    }
    let digits = written.iter().map(|digit| u32::from(digit & 0x0f));
    let reps = digits.fold(0, |reps, digit| reps * 10 + digit);
    (reps > 0).then_some(Amount::Reps(reps))
}

/// A set that has one of the common forms. Of two texts with the same shape, digits for digits and
/// else the same bytes, both have it or one has a number that is out of the ordinary.
#[inline(always)]
pub fn plain_set(rest: In) -> Option<PlainSet> {
    let (behind, first) = digits(rest).ok()?;
    let (count, behind, value) = match behind {
        [b' ', ..] => (None, behind, first),
        [b'x' | b'X' | b'*', number @ ..] => {
            if !(1..=MOST_SETS).contains(&first) {
                return None;
            }
            let (behind, value) = digits(number).ok()?;
            (Some(first as u8), behind, value)
        }
        _ => (None, behind, first),
    };
    if !(1..=MOST_REPS).contains(&value) {
        return None;
    }
    let value = value as u32;
    let (mut amount, mut load) = (Amount::Reps(value), None);
    let (behind, next) = match (alone(behind), behind) {
        (Some(next), _) => (behind, next),
        (None, [b's', tail @ ..]) => {
            let next = blanks(tail);
            let apart = next.len() < tail.len() || next.is_empty();
            // `90s rest`
            if !apart || matches!(next, [b'r' | b'R', ..]) {
                return None;
            }
            amount = Amount::Time(value * 1000);
            (tail, next)
        }
        _ => {
            let (tail, weight) = plain_load(behind)?;
            load = Some((behind, weight));
            (tail, blanks(tail))
        }
    };
    Some(PlainSet {
        count,
        amount,
        load,
        behind,
        next,
    })
}
