//! Which exercises the next session has.

use crate::date::Date;
use crate::model::activity::{self, Slips, trained};
use crate::model::catalog;
use crate::model::{ExerciseId, Journal, Session};

/// The exercises of the routine whose turn it is; without a routine in use the active ones.
/// Where none is active, those of the latest session; where there is none, those that the journal
/// names. The four basic ones are the routine of a journal that writes none and uses any of them.
pub fn exercises(journal: &Journal, slips: &Slips, today: Date) -> Vec<ExerciseId> {
    let active = activity::active(journal, slips, today);
    if let Some(routine) = routine(journal, slips, today, &active) {
        return routine;
    }
    let latest = past(journal, today).next();
    let mut chosen: Vec<ExerciseId> = Vec::new();
    let mut choose = |id: ExerciseId| {
        if !chosen.contains(&id) {
            chosen.push(id);
        }
    };
    // In the order in which they were done.
    for id in latest
        .into_iter()
        .flat_map(|session| done(journal, slips, session))
    {
        if active.is_empty() || active.contains(&id) {
            choose(id);
        }
    }
    active.into_iter().for_each(&mut choose);
    let basic = match journal.routines.is_empty() {
        true => basic(journal),
        false => Vec::new(),
    };
    if latest.is_none() || basic.iter().any(|id| chosen.contains(id)) {
        for id in basic {
            if !chosen.contains(&id) {
                chosen.push(id);
            }
        }
    }
    if chosen.is_empty() {
        // Nothing was done yet: what the journal names is to be begun with.
        let known = (0u32..).map(ExerciseId).zip(&journal.exercises);
        let named = known.filter(|(_, e)| e.declared.is_some() || e.first_use.is_some());
        chosen.extend(named.map(|(id, _)| id).filter(|id| slips.meant(*id) == *id));
    }
    chosen
}

/// The four basic exercises.
fn basic(journal: &Journal) -> Vec<ExerciseId> {
    let known = (0u32..).zip(&journal.exercises);
    let mut basic: Vec<(usize, ExerciseId)> = known
        .filter_map(|(id, exercise)| {
            let place = catalog::BASIC
                .iter()
                .position(|name| *name == exercise.name)?;
            Some((place, ExerciseId(id)))
        })
        .collect();
    basic.sort_unstable();
    basic.into_iter().map(|(_, id)| id).collect()
}

/// Of the routines in use, the one that was not done for the longest.
fn routine(
    journal: &Journal,
    slips: &Slips,
    today: Date,
    active: &[ExerciseId],
) -> Option<Vec<ExerciseId>> {
    // One of which nothing was ever done is new.
    let new = |ids: &[ExerciseId]| ids.iter().all(|id| journal.exercise(*id).used == 0);
    let in_use = |ids: &[ExerciseId]| new(ids) || ids.iter().any(|id| active.contains(id));
    let routines: Vec<&[ExerciseId]> = journal
        .routines
        .iter()
        .map(|routine| routine.exercises.as_slice())
        .filter(|ids| in_use(ids))
        .collect();
    let mut last: Vec<Option<usize>> = vec![None; routines.len()];
    for (ago, session) in past(journal, today).enumerate() {
        let ids: Vec<ExerciseId> = done(journal, slips, session).collect();
        let shared = |routine: &&[ExerciseId]| ids.iter().filter(|id| routine.contains(id)).count();
        let best = routines.iter().map(shared).max().unwrap_or(0);
        let which = routines.iter().position(|routine| shared(routine) == best);
        if best > 0
            && let Some(place) = which.and_then(|which| last.get_mut(which))
        {
            *place = (*place).or(Some(ago));
        }
        let old = today.days_since(session.date) > activity::ACTIVE_DAYS;
        if old || last.iter().all(Option::is_some) {
            break;
        }
    }
    let longest = |ago: &Option<usize>| ago.unwrap_or(usize::MAX);
    let most = last.iter().map(longest).max()?;
    let turn = last.iter().position(|ago| longest(ago) == most)?;
    let mut chosen: Vec<ExerciseId> = Vec::new();
    for id in *routines.get(turn)? {
        if !chosen.contains(id) {
            chosen.push(*id);
        }
    }
    Some(chosen)
}

/// Sessions that count, the newest first.
fn past(journal: &Journal, today: Date) -> impl Iterator<Item = &Session> {
    let sessions = journal.sessions.until(today).rev();
    sessions.filter(move |session| journal.counts(session, today))
}

/// The exercises of a session, in written order.
fn done<'j>(
    journal: &'j Journal,
    slips: &'j Slips,
    session: &'j Session,
) -> impl Iterator<Item = ExerciseId> + 'j {
    let entries = journal.entries_of(session);
    entries
        .filter(|entry| trained(entry))
        .map(|entry| slips.meant(entry.exercise))
}
