//! Left and right compared over several sessions: one test pair differs by luck alone.

use super::{Answer, Case, Evidence};
use crate::date::Date;
use crate::model::bout::{Bout, Done};
use crate::model::{Amount, EntryKind, Side};
use crate::text::Place;

/// Sessions over which the two sides are compared.
pub const SIDES_OVER: usize = 6;

/// Percent below which the weaker side holds the exercise back.
pub const SIDES_HOLD: u64 = 90;

/// Percent below which the sides differ at all.
const SIDES_DIFFER: u64 = 95;

/// The side that does less in a set, and how much less, over the last six sessions: lower in four
/// of them or more while the other is lower in one at most, and below 95 %. The share is a
/// percentage, rounded down.
pub fn weaker_side(bouts: &[Bout]) -> Option<(Side, u64)> {
    let recent = bouts.get(bouts.len().checked_sub(SIDES_OVER)?..)?;
    let (mut sums, mut lower) = ([(0u64, 0u64); 2], [0usize; 2]);
    for bout in recent {
        let [_, left, right] = &bout.sides;
        if left.sets == 0 || right.sets == 0 {
            return None;
        }
        for (sum, side) in sums.iter_mut().zip([left, right]) {
            sum.0 += side.total;
            sum.1 += u64::from(side.sets);
        }
        let a = u128::from(left.total) * u128::from(right.sets);
        let b = u128::from(right.total) * u128::from(left.sets);
        match a.cmp(&b) {
            std::cmp::Ordering::Less => lower[0] += 1,
            std::cmp::Ordering::Greater => lower[1] += 1,
            std::cmp::Ordering::Equal => {}
        }
    }
    let [(left, left_sets), (right, right_sets)] = sums;
    let [left_lower, right_lower] = lower;
    let (side, low, high) = if left_lower >= 4 && right_lower <= 1 {
        (Side::Left, (left, left_sets), (right, right_sets))
    } else if right_lower >= 4 && left_lower <= 1 {
        (Side::Right, (right, right_sets), (left, left_sets))
    } else {
        return None;
    };
    let above = u128::from(low.0) * u128::from(high.1) * 100;
    let below = u128::from(high.0) * u128::from(low.1);
    let percent = u64::try_from(above.checked_div(below)?).ok()?;
    (percent < SIDES_DIFFER).then_some((side, percent))
}

/// The weaker side does less than 90 % of the other.
pub fn sides_differ(case: &Case) -> Answer {
    let Some((side, percent)) = weaker_side(&case.subject.bouts) else {
        return Answer::NotMet;
    };
    let (weak, strong) = match side {
        Side::Left => ("left", "right"),
        Side::Right => ("right", "left"),
    };
    Answer::when(percent < SIDES_HOLD, || Evidence {
        detail: format!("the {weak} side does {percent} % of the {strong} one"),
        places: Vec::new(),
    })
}

/// A test of both sides.
#[derive(Clone, Copy, Debug)]
pub struct TestPair {
    /// Into the visits of the history.
    pub visit: usize,
    /// The day.
    pub date: Date,
    /// Where it stands.
    pub place: Place,
    /// The best reps of the left side and of the right.
    pub amounts: [u32; 2],
}

impl TestPair {
    /// The side that did less, and by how many reps; `None` if they are alike.
    pub fn lower(&self) -> Option<(Side, u32)> {
        let [left, right] = self.amounts;
        match left.cmp(&right) {
            std::cmp::Ordering::Less => Some((Side::Left, right - left)),
            std::cmp::Ordering::Greater => Some((Side::Right, left - right)),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// What the weaker side did of the other, in percent, rounded down.
    pub fn percent(&self) -> u64 {
        let [left, right] = self.amounts.map(u64::from);
        (100 * left.min(right))
            .checked_div(left.max(right))
            .unwrap_or(100)
    }
}

/// The last two tests of both sides in reps at the present level, since the last session at
/// another; oldest first.
pub fn test_pairs(case: &Case) -> Vec<TestPair> {
    let (subject, journal) = (case.subject, case.journal());
    let history = &subject.history;
    let start = subject.before.as_ref().map_or(0, |(_, bout)| bout.visit);
    let mut pairs = Vec::new();
    for (index, visit) in history.visits.iter().enumerate().skip(start).rev() {
        if !visit.tested {
            continue;
        }
        let mut best = [None; 2];
        let mut place = None;
        let with = |done: Done| {
            let side = match (done.side, done.set.amount) {
                (Some(Side::Left), Amount::Reps(_)) => &mut best[0],
                (Some(Side::Right), Amount::Reps(_)) => &mut best[1],
                _ => return,
            };
            *side = (*side).max(Some(done.amount));
            place.get_or_insert(crate::model::history::entry_place(&done.entry));
        };
        history.each_set(journal, visit, subject.level, EntryKind::Test, with);
        if let ([Some(left), Some(right)], Some(place)) = (best, place) {
            pairs.push(TestPair {
                visit: index,
                date: visit.date,
                place,
                amounts: [left, right],
            });
        }
        if pairs.len() == 2 {
            break;
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::weaker_side;
    use crate::date::Date;
    use crate::model::Side;
    use crate::model::bout::{Bout, SideSum};

    /// A session with so many reps on each side, in three sets.
    fn bout(left: u64, right: u64) -> Bout {
        let side = |total| SideSum {
            sets: 3,
            total,
            ..SideSum::default()
        };
        Bout {
            visit: 0,
            date: Date::parse_iso("2026-01-05").expect("a date"),
            sides: [SideSum::default(), side(left), side(right)],
            gap: None,
            sets: 6,
            failed: 0,
            planned: 15,
            short: 0,
            short_by_two: 0,
            lowest: 13,
            total: left + right,
            rating: None,
            pain: 0,
        }
    }

    #[test]
    fn the_share_of_the_weaker_side() {
        // 40 of 45 reps are 88.9 %.
        let bouts = vec![bout(40, 45); 6];
        assert_eq!(weaker_side(&bouts), Some((Side::Left, 88)));
        assert_eq!(weaker_side(&vec![bout(45, 40); 6]), Some((Side::Right, 88)));
        assert_eq!(weaker_side(&vec![bout(45, 43); 6]), None);
        // It takes six sessions, and the same side in four of them.
        assert_eq!(weaker_side(&vec![bout(40, 45); 5]), None);
        let mut mixed = vec![bout(30, 45); 4];
        mixed.extend([bout(45, 44), bout(45, 44)]);
        assert_eq!(weaker_side(&mixed), None);
        mixed.truncate(5);
        mixed.push(bout(45, 45));
        assert_eq!(weaker_side(&mixed).map(|(side, _)| side), Some(Side::Left));
        // Sets are compared, not their number.
        let mut fewer = bout(45, 30);
        let [_, _, right] = &mut fewer.sides;
        right.sets = 2;
        assert_eq!(weaker_side(&vec![fewer; 6]), None);
    }
}
