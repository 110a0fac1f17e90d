//! The way back after a break: how many reps come in which session.

use super::prescription::even;
use super::status::{Case, may_test};
use super::tally::RESET_DAYS;
use super::training::Subject;
use crate::model::Exercise;
use crate::model::activity::ACTIVE_DAYS;
use crate::model::bout::Bout;

/// Percent of the old reps in the sessions after a break of 28 days or more, if no test says
/// better: the cuts of the joint consensus of the CSCCa and the NSCA (2019).
const SHARES: [u32; 4] = [50, 70, 80, 90];

/// A return that is to come or under way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ramp {
    /// The length of the break, from the last session before it to the first after it or today.
    pub days: i32,
    /// The last session before the break, into the visits of the history.
    pub last: usize,
    /// The first session after it; `None` while the break lasts.
    pub back: Option<usize>,
    /// Sessions since the break.
    pub sessions: usize,
    /// The reps before the break.
    pub old: Option<u32>,
    /// The old reps were done again, without an eased session.
    pub over: bool,
    /// The reps of all sessions of the way. Empty where sets are not counted in reps, and where
    /// there is no session to compare with.
    pub reps: Vec<u32>,
    /// An endurance test is part of the way: the break was long, and a test may be due.
    pub test: bool,
    /// The break was so long that the way begins one level easier, at this level.
    pub easier: Option<String>,
}

/// Where an exercise stands on its way back; `None` without a break, after a test since, when the
/// way is done, and while an excuse covers today.
pub fn of(case: &Case) -> Option<Ramp> {
    let (subject, journal) = (case.subject, case.journal());
    let history = &subject.history;
    if case.training.calendar.excused(case.today()) {
        return None;
    }
    let newest = history.last_trained()?;
    let (days, back, sessions) = match history.break_until(case.today()) {
        Some(days) => (days, None, 0),
        None => {
            let (days, back, sessions) = latest_break(subject, newest)?;
            (days, Some(back), sessions)
        }
    };
    let since = back.unwrap_or(newest + 1);
    let last = history
        .visits
        .get(..since)?
        .iter()
        .rposition(|v| v.trained)?;
    if history.visits.get(since..)?.iter().any(|v| v.tested) || (days < RESET_DAYS && sessions > 1)
    {
        return None;
    }
    let done = subject.last().filter(|bout| bout.visit >= since);
    let planned = returning(subject, case.exercise()).planned;
    if sessions > 1 && done.is_some_and(|bout| planned.is_some_and(|p| bout.planned >= p)) {
        return None;
    }
    let counted = subject.last().or(subject.before.as_ref().map(|(_, b)| b));
    let in_reps = counted
        .and_then(|bout| history.visits.get(bout.visit))
        .is_some_and(|visit| history.in_reps(journal, visit));
    let alternating = subject.alternating(journal);
    // After a short break without an eased session the way is done.
    let over = sessions > 0
        && days < RESET_DAYS
        && done.is_some_and(|bout| bout.failed == 0 && Some(bout.planned) >= planned);
    let reps = planned
        .filter(|_| in_reps)
        .map(|planned| steps(planned, days, alternating));
    let easier = subject
        .easier_level(journal)
        .filter(|_| days >= ACTIVE_DAYS && back.is_none());
    Some(Ramp {
        days,
        last,
        back,
        sessions,
        old: planned,
        over,
        reps: reps.unwrap_or_default(),
        test: days >= RESET_DAYS && may_test(case),
        easier: easier.map(str::to_string),
    })
}

/// The latest break that the way back may still follow: its days, the first session after it, and
/// how many sessions there are since.
fn latest_break(subject: &Subject, newest: usize) -> Option<(i32, usize, usize)> {
    let visits = subject.history.visits.get(..=newest)?;
    let trained = (0..visits.len())
        .rev()
        .filter(|&index| visits.get(index).is_some_and(|visit| visit.trained));
    trained
        .take(SHARES.len() - 1)
        .enumerate()
        .find_map(|(later, index)| {
            let days = subject.history.break_before(index)?;
            Some((days, index, later + 1))
        })
}

/// Where an exercise stands on its way back from a break.
pub struct Return {
    /// Reps of the last session that was not itself eased; at the level before, if there was none
    /// at this one.
    pub planned: Option<u32>,
    /// How long the break was, and how many sessions followed, if the latest one was eased.
    pub under_way: Option<(i32, usize)>,
}

/// Goes through the sessions of the level and those before: which were eased after a break, with
/// fewer reps than before.
pub fn returning(subject: &Subject, exercise: &Exercise) -> Return {
    let before = subject.before.as_ref().map(|(_, bout)| bout.planned);
    let (mut planned, mut under_way) = (None, None);
    let (mut left, mut since) = (0, None);
    let harder = harder_before(subject, exercise);
    for bout in harder.into_iter().chain(&subject.bouts) {
        if let Some(days) = subject.history.break_before(bout.visit) {
            left = if days < RESET_DAYS { 1 } else { SHARES.len() };
            since = Some(bout.date);
            under_way = Some((days, 0));
        }
        // A test since the break ends the return.
        let tested = subject
            .tests
            .iter()
            .any(|test| since.is_some_and(|since| (since..=bout.date).contains(&test.date)));
        if left > 0 && !tested && planned.is_some_and(|planned| bout.planned < planned) {
            left -= 1;
            under_way = under_way.map(|(days, done)| (days, done + 1));
        } else {
            (planned, under_way, left) = (Some(bout.planned), None, 0);
        }
    }
    Return {
        planned: planned.or(before),
        under_way,
    }
}

/// The last session at a harder level, where a long break led to the present one: the reps to come
/// back to are those of the level left.
fn harder_before<'s>(subject: &'s Subject, exercise: &Exercise) -> Option<&'s Bout> {
    let (level, before) = subject.before.as_ref()?;
    let rank = |level| subject.history.rank(exercise, level);
    let days = subject.history.break_before(subject.bouts.first()?.visit)?;
    (days >= ACTIVE_DAYS && rank(*level)? > rank(subject.level)?).then_some(before)
}

/// All steps of the way after a break of so many days: two reps fewer in one session, from 28 days
/// on half of them and more each time.
pub fn steps(planned: u32, days: i32, alternating: bool) -> Vec<u32> {
    let least = if alternating { 2 } else { 1 };
    let step = |reps: u32| even(reps, alternating).max(least).min(planned.max(1));
    if days < RESET_DAYS {
        return vec![step(planned.saturating_sub(2))];
    }
    let share = |percent| step((u64::from(planned) * u64::from(percent) / 100) as u32);
    SHARES.map(share).to_vec()
}

/// The reps of a session after a break of so many days, of which `done` sessions are behind; at the
/// end of the way those from before the break, and `None` after it.
pub fn step(planned: u32, days: i32, done: usize, alternating: bool) -> Option<u32> {
    let steps = steps(planned, days, alternating);
    let over = (done == steps.len()).then(|| even(planned, alternating));
    steps.get(done).copied().or(over)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_of_the_way_back() {
        assert_eq!(steps(15, 15, false), [13]);
        assert_eq!(steps(15, 27, false), [13]);
        assert_eq!(steps(15, 28, false), [7, 10, 12, 13]);
        assert_eq!(steps(15, 200, false), [7, 10, 12, 13]);
        // Alternating reps are even; and something is always left to do.
        assert_eq!(steps(20, 28, true), [10, 14, 16, 18]);
        assert_eq!(steps(18, 28, true), [8, 12, 14, 16]);
        assert_eq!(steps(18, 20, true), [16]);
        assert_eq!(steps(1, 28, false), [1, 1, 1, 1]);
        assert_eq!(steps(2, 20, false), [1]);
        assert_eq!(steps(u32::MAX, 28, false)[0], u32::MAX / 2);
    }

    #[test]
    fn comes_back_step_by_step() {
        let ramp =
            |days| -> Vec<Option<u32>> { (0..6).map(|done| step(15, days, done, false)).collect() };
        let long = [Some(7), Some(10), Some(12), Some(13), Some(15), None];
        assert_eq!(ramp(28), long);
        assert_eq!(ramp(90), long);
        assert_eq!(ramp(27), [Some(13), Some(15), None, None, None, None]);
        assert_eq!(step(1, 40, 0, false), Some(1));
        assert_eq!(step(20, 40, 1, true), Some(14));
    }
}
