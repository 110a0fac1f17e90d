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

/// What one rep is to a set of 15: itself, or a fifteenth of the time or distance aimed at, in
/// whole seconds or metres, and in fives where it is more than two.
pub fn rep(case: &Case, last: &Bout) -> u32 {
    const ONE: u32 = 1000;
    if matches!(amount(case, case.subject.level, last, 0), Amount::Reps(_)) {
        return 1;
    }
    let whole = match aimed(case, last) {
        true => case.subject.target.high,
        false => last.planned,
    };
    match (whole / 15).div_ceil(ONE) {
        few @ 0..=2 => few.max(1) * ONE,
        many => (many + 2) / 5 * 5 * ONE,
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
    let whole = reached - reached % 1000;
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
