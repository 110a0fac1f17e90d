//! Times and distances in the place of reps.

use super::load::sets_of;
use super::reps::alternating;
use crate::analysis::status::Case;
use crate::analysis::tally::RESET_DAYS;
use crate::analysis::{prescription, ramp};
use crate::model::bout::Bout;
use crate::model::history::Level;
use crate::model::{Amount, EntryKind};

/// A number of what the sets of a session at a level were counted in.
pub fn amount(case: &Case, level: Level, bout: &Bout, number: u32) -> Amount {
    let mut kind = Amount::Reps(0);
    let history = &case.subject.history;
    if let Some(visit) = history.visits.get(bout.visit) {
        history.each_set(case.journal(), visit, level, EntryKind::Work, |done| {
            kind = done.set.amount;
        });
    }
    match kind {
        Amount::Reps(_) => Amount::Reps(number),
        Amount::Time(_) => Amount::Time(number),
        Amount::Distance(_) => Amount::Distance(number),
    }
}

/// Whether a target, or the usual one of an exercise with levels, says what to aim at.
pub fn aimed(case: &Case, last: &Bout) -> bool {
    let same = |target: Amount| {
        let done = amount(case, case.subject.level, last, 0);
        std::mem::discriminant(&target) == std::mem::discriminant(&done)
    };
    let target = case.exercise().target.as_ref();
    case.subject.judged || target.is_some_and(|target| same(target.high))
}

/// The sets that come next: those of the target, else as many as were done.
pub fn sets(case: &Case, last: &Bout) -> u32 {
    match aimed(case, last) {
        true => case.subject.target.sets,
        false => sets_of(last),
    }
}

/// A second or a metre.
const ONE: u32 = 1000;

/// What one rep is to a set of 15: itself, or about a fifteenth of the time or distance aimed at,
/// as a round number of seconds or metres: 1, 2, 5, 10, 20, 50 and so on.
pub fn rep(case: &Case, last: &Bout) -> u32 {
    if matches!(amount(case, case.subject.level, last, 0), Amount::Reps(_)) {
        return 1;
    }
    let whole = match aimed(case, last) {
        true => case.subject.target.high,
        false => last.planned,
    };
    round((whole / 15).div_ceil(ONE)).saturating_mul(ONE)
}

/// The nearest of 1, 2, 5, 10, 20, 50 and so on.
fn round(number: u32) -> u32 {
    match number {
        0 | 1 => 1,
        2 => 2,
        3..8 => 5,
        8..15 => 10,
        15..35 => 20,
        35..80 => 50,
        more => round(more / 10).saturating_mul(10),
    }
}

/// The amount of a session after a break, as [`ramp::step`] has it for reps.
pub fn step(case: &Case, last: &Bout, planned: u32, days: i32, done: usize) -> Option<u32> {
    let rep = rep(case, last);
    if rep == 1 {
        return ramp::step(planned, days, done, alternating(case));
    }
    if days < RESET_DAYS && done == 0 {
        let least = rep.min(planned);
        return Some(planned.saturating_sub(2 * rep).max(least));
    }
    let reached = ramp::step(planned, days, done, false)?;
    // Whole seconds and metres, and tens of them where a step is ten or more.
    let unit = if rep < 10 * ONE { ONE } else { 10 * ONE };
    let whole = reached - reached % unit;
    Some(if reached == planned || whole == 0 {
        reached
    } else {
        whole
    })
}

/// The amount after too many form failures, as [`prescription::back_off`] has it for reps.
pub fn back_off(case: &Case, last: &Bout) -> u32 {
    let rep = rep(case, last);
    if rep == 1 {
        let floor = case.subject.floor;
        return prescription::back_off(last.planned, last.lowest, floor, alternating(case)).max(1);
    }
    let fewer = last.planned.saturating_sub(2 * rep).min(last.lowest);
    fewer.max(rep.min(last.planned))
}

#[cfg(test)]
mod tests {
    use super::round;

    #[test]
    fn steps_are_round_numbers() {
        for (number, rounded) in [
            (0, 1),
            (1, 1),
            (2, 2),
            (3, 5),
            (4, 5),
            (7, 5),
            (8, 10),
            (14, 10),
            (15, 20),
            (27, 20),
            (34, 20),
            (35, 50),
            (67, 50),
            (79, 50),
            (80, 100),
            (100, 100),
            (149, 100),
            (150, 200),
            (400, 500),
        ] {
            assert_eq!(round(number), rounded, "{number}");
        }
    }
}
