//! What is trained at present, and the tests of all time.

use super::{EntryKind, ExerciseId, Journal, Statement};
use crate::date::Date;
use rustc_hash::FxHashMap;

/// An exercise trained within that many days is active.
pub const ACTIVE_DAYS: i32 = 56;

/// Names that are slips of the pen, and the exercises that they are meant for. What stands under
/// such a name is attendance of the other exercise, and no evidence of what was done.
#[derive(Default)]
pub struct Slips(pub FxHashMap<ExerciseId, ExerciseId>);

impl Slips {
    /// The exercise that is meant.
    pub fn meant(&self, id: ExerciseId) -> ExerciseId {
        self.0.get(&id).copied().unwrap_or(id)
    }
}

/// The exercises that findings speak about: trained within the last 56 days, or in a written
/// routine one of whose exercises was. In order of their number.
pub fn active(journal: &Journal, slips: &Slips, today: Date) -> Vec<ExerciseId> {
    let mut active = vec![false; journal.exercises.len()];
    let from = today.plus(-ACTIVE_DAYS);
    for session in journal.sessions.since(from) {
        if session.planned || session.date > today {
            continue;
        }
        for said in journal.statements_of(session) {
            if trained(said)
                && let Some(flag) = active.get_mut(said.exercise.0 as usize)
            {
                *flag = true;
            }
        }
    }
    let is = |list: &[bool], id: &ExerciseId| list.get(id.0 as usize).copied().unwrap_or(false);
    for (slip, meant) in &slips.0 {
        if is(&active, slip)
            && let Some(flag) = active.get_mut(meant.0 as usize)
        {
            *flag = true;
        }
    }
    let recent = active.clone();
    for routine in &journal.routines {
        if routine.exercises.iter().any(|id| is(&recent, id)) {
            for id in &routine.exercises {
                if let Some(flag) = active.get_mut(id.0 as usize) {
                    *flag = true;
                }
            }
        }
    }
    (0u32..)
        .zip(active)
        .filter(|&(_, active)| active)
        .map(|(index, _)| ExerciseId(index))
        .filter(|id| slips.meant(*id) == *id)
        .collect()
}

/// Whether an entry is attendance: work, a test or `done`.
pub fn trained(statement: &Statement) -> bool {
    match statement.kind {
        EntryKind::Work => statement.about.work(),
        EntryKind::Test | EntryKind::Done => true,
        EntryKind::Skipped => false,
    }
}

/// A test of an exercise, wherever in the journal it stands.
#[derive(Clone, Copy, Debug)]
pub struct TestEntry {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// The day.
    pub date: Date,
    /// Into [`Journal::sessions`].
    pub session: u32,
    /// Into [`Journal::entries`].
    pub entry: u32,
}

/// All tests up to today, oldest first: a test counts however long ago it was.
pub fn tests(journal: &Journal, today: Date) -> Vec<TestEntry> {
    let mut tests = Vec::new();
    if !journal.written.tests {
        return tests;
    }
    for (number, session) in (0u32..).zip(&journal.sessions) {
        if session.date > today {
            break;
        }
        if session.planned {
            continue;
        }
        for (index, said) in (session.entries.start..).zip(journal.statements_of(session)) {
            if said.kind == EntryKind::Test {
                tests.push(TestEntry {
                    exercise: said.exercise,
                    date: session.date,
                    session: number,
                    entry: index,
                });
            }
        }
    }
    tests
}
