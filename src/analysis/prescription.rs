//! How many reps come next, in whole numbers.

use crate::model::Difficulty;

/// Reps with which training starts after a test: the target, but at least `margin` below the
/// test. `None` when that is below the floor, so that the level is too hard.
pub fn start(test: u32, target: u32, margin: u32, floor: u32, alternating: bool) -> Option<u32> {
    let reps = even(test.checked_sub(margin)?.min(target), alternating);
    (reps >= floor).then_some(reps)
}

/// The same at the lowest level, where there is nothing easier to do.
pub fn lowest_start(test: u32, target: u32, margin: u32, alternating: bool) -> u32 {
    let reps = even(test.saturating_sub(margin).min(target), alternating);
    reps.max(if alternating { 2 } else { 1 })
}

/// Reps after a session that was clean, complete and without pain: more by its rating, up to the
/// target, and never fewer than were done.
pub fn progress(planned: u32, added: u32, target: u32, alternating: bool) -> u32 {
    // One more would be rounded down again where sides alternate.
    let added = added + if alternating { added % 2 } else { 0 };
    let more = planned.saturating_add(added).min(target);
    even(more.max(planned), alternating)
}

/// How many reps a rating adds; what is not rated is taken as ok.
pub fn added(rating: Option<Difficulty>, easy: u32, ok: u32) -> u32 {
    match rating {
        Some(Difficulty::Easy) => easy,
        Some(Difficulty::Ok) | None => ok,
        Some(Difficulty::Hard) => 0,
    }
}

/// Reps after a test at a level that was trained already: it lowers them by two at most.
pub fn retested(test: u32, planned: u32, target: u32, margin: u32, alternating: bool) -> u32 {
    let from_test = test.saturating_sub(margin).min(target);
    even(from_test.max(planned.saturating_sub(2)), alternating)
}

/// Reps after a session with form failures that were too many: two fewer, or as few as were clean
/// in every set, not below the floor, and never more than planned.
pub fn back_off(planned: u32, lowest: u32, floor: u32, alternating: bool) -> u32 {
    let fewer = planned.saturating_sub(2).min(lowest);
    even(planned.min(floor.max(fewer)), alternating)
}

/// Rounded down to an even number, where sides alternate.
pub fn even(reps: u32, alternating: bool) -> u32 {
    if alternating { reps - reps % 2 } else { reps }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_four_below_the_test() {
        assert_eq!(start(12, 15, 4, 5, false), Some(8));
        assert_eq!(start(19, 15, 4, 5, false), Some(15));
        assert_eq!(start(25, 15, 4, 5, false), Some(15));
        assert_eq!(start(8, 15, 4, 5, false), None);
        assert_eq!(start(9, 15, 4, 5, false), Some(5));
        assert_eq!(start(17, 20, 4, 6, true), Some(12));
        assert_eq!(start(3, 15, 4, 5, false), None);
        assert_eq!(lowest_start(8, 15, 4, false), 4);
        assert_eq!(lowest_start(3, 15, 4, false), 1);
    }

    #[test]
    fn more_after_a_good_session() {
        let (easy, ok, hard) = (
            added(Some(Difficulty::Easy), 2, 1),
            added(Some(Difficulty::Ok), 2, 1),
            added(Some(Difficulty::Hard), 2, 1),
        );
        assert_eq!(added(None, 2, 1), 1);
        assert_eq!(progress(12, easy, 15, false), 14);
        assert_eq!(progress(12, ok, 15, false), 13);
        assert_eq!(progress(12, hard, 15, false), 12);
        assert_eq!(progress(14, easy, 15, false), 15);
        assert_eq!(progress(17, easy, 15, false), 17);
        assert_eq!(progress(14, ok, 20, true), 16);
        assert_eq!(progress(14, hard, 20, true), 14);
        assert_eq!(progress(u32::MAX, 2, 15, false), u32::MAX);
    }

    #[test]
    fn a_retest_takes_two_reps_at_most() {
        assert_eq!(retested(12, 13, 15, 4, false), 11);
        assert_eq!(retested(18, 13, 15, 4, false), 14);
        assert_eq!(retested(30, 13, 15, 4, false), 15);
    }

    #[test]
    fn backs_off_to_what_was_clean() {
        assert_eq!(back_off(13, 11, 5, false), 11);
        assert_eq!(back_off(13, 9, 5, false), 9);
        assert_eq!(back_off(6, 2, 5, false), 5);
        assert_eq!(back_off(4, 2, 5, false), 4);
        assert_eq!(back_off(14, 13, 6, true), 12);
    }
}
