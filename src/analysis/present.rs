//! Which level of an exercise is the present one, and the tests at a level.

use super::training::Test;
use crate::date::Date;
use crate::model::activity::TestEntry;
use crate::model::history::{self, History, Level};
use crate::model::{Journal, Side};

/// The hardest level worked or tested in the latest session. A harder level that was only tested,
/// with fewer than `least` reps, is not it: the exercise stays where it was.
pub fn present_level(
    journal: &Journal,
    history: &History,
    tests: &[TestEntry],
    least: u32,
) -> Option<Level> {
    let exercise = journal.exercise(history.exercise);
    let rank = |level| history.rank(exercise, level);
    let mut tried: Option<Level> = None;
    for visit in history.visits.iter().rev() {
        if !visit.worked && !visit.tested {
            continue;
        }
        let worked = history.worked_level(journal, visit);
        let tested = history.tested_level(journal, visit);
        let hardest = history.harder(journal, worked, tested)?;
        let weak = tested == Some(hardest)
            && worked != Some(hardest)
            && too_low(journal, history, tests, hardest, visit.date, least).is_some();
        if weak && tried.is_none() {
            tried = Some(hardest);
        }
        let Some(level) = (if weak { worked } else { Some(hardest) }) else {
            continue;
        };
        return match tried {
            Some(harder) if rank(level).is_none() || rank(harder) <= rank(level) => Some(harder),
            _ => Some(level),
        };
    }
    tried
}

/// The test at a level on that day, if it had fewer than `least` reps. Loads are not tested.
fn too_low(
    journal: &Journal,
    history: &History,
    tests: &[TestEntry],
    level: Level,
    date: Date,
    least: u32,
) -> Option<Test> {
    if history.by_load {
        return None;
    }
    all_tests(journal, history, tests, level)
        .into_iter()
        .rfind(|test| test.date == date)
        .filter(|test| test.amount < least)
}

/// The latest test of a harder level that was too low to train there.
pub fn too_hard(
    journal: &Journal,
    history: &History,
    tests: &[TestEntry],
    level: Level,
    least: u32,
) -> Option<(Level, Test)> {
    let exercise = journal.exercise(history.exercise);
    let place = history.rank(exercise, level)?;
    history.visits.iter().rev().find_map(|visit| {
        let tested = history.tested_level(journal, visit)?;
        let test = too_low(journal, history, tests, tested, visit.date, least)?;
        (history.rank(exercise, tested)? > place).then_some((tested, test))
    })
}

/// All tests at a level: of several tries of one side in a session the best, of two sides the
/// weaker.
pub fn all_tests(
    journal: &Journal,
    history: &History,
    entries: &[TestEntry],
    level: Level,
) -> Vec<Test> {
    let mut tests: Vec<(u32, [Option<u32>; 3], Test)> = Vec::new();
    for entry in entries {
        let Some(written) = journal.entry(entry.entry) else {
            continue;
        };
        let mut best = [None; 3];
        history.each_set_of(journal, written, level, &mut |done| {
            let side: &mut Option<u32> = match done.side {
                None => &mut best[0],
                Some(Side::Left) => &mut best[1],
                Some(Side::Right) => &mut best[2],
            };
            *side = (*side).max(Some(done.amount));
        });
        if best == [None; 3] {
            continue;
        }
        match tests.last_mut() {
            Some((session, sides, _)) if *session == entry.session => {
                for (side, new) in sides.iter_mut().zip(best) {
                    *side = (*side).max(new);
                }
            }
            _ => {
                let test = Test {
                    date: entry.date,
                    amount: 0,
                    place: history::entry_place(&written),
                };
                tests.push((entry.session, best, test));
            }
        }
    }
    tests
        .into_iter()
        .map(|(_, sides, test)| Test {
            amount: sides.into_iter().flatten().min().unwrap_or(0),
            ..test
        })
        .collect()
}
