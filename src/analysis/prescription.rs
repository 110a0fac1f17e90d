//! How many reps come next, in whole numbers.

/// Reps with which training starts after a test: the target, but at least `margin` below the
/// test. `None` when that is below the floor, so that the level is too hard.
pub fn start(test: u32, target: u32, margin: u32, floor: u32, alternating: bool) -> Option<u32> {
    let reps = even(test.checked_sub(margin)?.min(target), alternating);
    (reps >= floor).then_some(reps)
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
