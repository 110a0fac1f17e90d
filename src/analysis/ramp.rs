//! The way back after a break: how many reps come in which session.

use super::prescription::even;
use super::status::Case;
use super::tally::RESET_DAYS;
use super::training::Subject;
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
    /// The reps of the sessions to come. Empty where sets are not counted in reps, or where there
    /// is no session to compare with.
    pub reps: Vec<u32>,
    /// An endurance test is part of the way: the break was long, and the exercise is tested.
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
    let planned = planned(subject);
    if sessions > 1 && done.is_some_and(|bout| planned.is_some_and(|p| bout.planned >= p)) {
        return None;
    }
    let counted = subject.last().or(subject.before.as_ref().map(|(_, b)| b));
    let in_reps = counted
        .and_then(|bout| history.visits.get(bout.visit))
        .is_some_and(|visit| history.in_reps(journal, visit));
    let alternating = subject.alternating(journal);
    let reps = planned
        .filter(|_| in_reps)
        .map(|planned| to_come(planned, days, sessions, done, alternating));
    let easier = subject
        .easier_level(journal)
        .filter(|_| days >= ACTIVE_DAYS && back.is_none());
    Some(Ramp {
        days,
        last,
        back,
        sessions,
        reps: reps.unwrap_or_default(),
        test: days >= RESET_DAYS && subject.judged && !history.by_load,
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

/// The reps of the last session that was not itself eased: one on the way back, with fewer reps
/// than before.
fn planned(subject: &Subject) -> Option<u32> {
    let before = subject.before.as_ref().map(|(_, bout)| bout);
    let first = subject.bouts.first();
    // The way back began one level easier: the reps are those of the level left.
    let easier = first.is_some_and(|bout| {
        let days = subject.history.break_before(bout.visit);
        days.is_some_and(|days| days >= ACTIVE_DAYS)
    });
    let mut planned = before.filter(|_| easier).map(|bout| bout.planned);
    let mut eased = 0;
    for bout in &subject.bouts {
        if let Some(days) = subject.history.break_before(bout.visit) {
            eased = if days < RESET_DAYS { 1 } else { SHARES.len() };
        }
        if eased > 0 && planned.is_some_and(|reps| bout.planned < reps) {
            eased -= 1;
        } else {
            eased = 0;
            planned = Some(bout.planned);
        }
    }
    planned.or(before.map(|bout| bout.planned))
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

/// The steps that are left after so many sessions. One in which form broke is done again, and no
/// step goes below what was done clean.
fn to_come(
    planned: u32,
    days: i32,
    sessions: usize,
    last: Option<&Bout>,
    alternating: bool,
) -> Vec<u32> {
    let steps = steps(planned, days, alternating);
    let clean = last.filter(|bout| bout.failed == 0);
    let again = usize::from(last.is_some() && clean.is_none());
    let least = clean.map_or(0, |bout| bout.planned);
    let left = steps
        .get(sessions.saturating_sub(again)..)
        .unwrap_or_default();
    let left: Vec<u32> = left.iter().copied().filter(|reps| *reps >= least).collect();
    if left.is_empty() { vec![planned] } else { left }
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
    fn what_is_left_of_the_way() {
        assert_eq!(to_come(15, 30, 0, None, false), [7, 10, 12, 13]);
        assert_eq!(to_come(15, 30, 2, None, false), [12, 13]);
        assert_eq!(to_come(15, 20, 1, None, false), [15]);
    }
}
