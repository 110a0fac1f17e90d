//! The exercises of which something may be said: a first look, cheap because most need no second.

use super::history::far;
use super::limits::{MOST_ADDED, far_behind, may_be_over};
use crate::model::{Entry, Journal, Statement};

/// The exercises that are worth a closer look: their sets, wherever they stand, lie far apart, or
/// some may be over a plain limit. Of other exercises there is nothing to say.
pub(super) struct Suspects {
    /// For each exercise.
    suspected: Vec<bool>,
    pub(super) any: bool,
}

impl Suspects {
    /// Looks once at entries that say the same.
    pub(super) fn of(journal: &Journal) -> Suspects {
        let mut suspected = vec![false; journal.exercises.len()];
        let mut ranges: Vec<Range> = Vec::new();
        // For each exercise and its kinds one more than the index of their range.
        let mut places = vec![[0u32; Glance::KINDS]; journal.exercises.len()];
        for statement in journal.statements.iter() {
            if statement.sets.is_empty() {
                continue;
            }
            let exercise = statement.exercise.0 as usize;
            let glance = Glance::at(journal, statement);
            if glance.strange
                && let Some(suspected) = suspected.get_mut(exercise)
            {
                *suspected = true;
            }
            let kinds = places.get_mut(exercise);
            let Some(place) = kinds.and_then(|kinds| kinds.get_mut(glance.kinds)) else {
                continue;
            };
            match ranges.get_mut((*place as usize).wrapping_sub(1)) {
                Some(range) => range.add(&glance),
                None => {
                    ranges.push(Range::of(exercise, &glance));
                    *place = ranges.len() as u32;
                }
            }
        }
        for range in ranges.iter().filter(|range| range.is_wide()) {
            if let Some(suspected) = suspected.get_mut(range.exercise) {
                *suspected = true;
            }
        }
        Suspects {
            any: suspected.contains(&true),
            suspected,
        }
    }

    pub(super) fn has(&self, entry: &Entry) -> bool {
        self.suspected.get(entry.exercise.0 as usize) == Some(&true)
    }
}

/// What a first look at an entry tells.
struct Glance {
    /// The number of its kinds of amount and load.
    kinds: usize,
    /// The most in a working set, and the heaviest load.
    most: u32,
    heaviest: u64,
    /// It may be over a plain limit, or its own values lie far apart.
    strange: bool,
}

impl Glance {
    /// Kinds of amounts times kinds of loads, none included.
    const KINDS: usize = 3 * 4;

    #[inline]
    fn at(journal: &Journal, statement: &Statement) -> Glance {
        let &Statement { about, most, .. } = statement;
        let kind = about.kind();
        let mut glance = Glance {
            kinds: kind * 4,
            most,
            heaviest: 0,
            strange: about.mixed()
                || may_be_over(kind, most, statement.working.into())
                || kind == 0 && far_behind(statement.least, most),
        };
        if about.loaded() || about.warmups() {
            glance.at_sets(journal, statement);
        }
        glance
    }

    /// Looks at the loads, and at warm-ups.
    fn at_sets(&mut self, journal: &Journal, statement: &Statement) {
        let (mut lightest, mut last) = (u64::MAX, None);
        for set in journal.sets_of(statement) {
            if set.warmup {
                let kind = set.amount.kind();
                self.strange |= may_be_over(kind, set.amount.number(), set.count.into())
                    || journal
                        .load(set)
                        .is_some_and(|load| load.total() > MOST_ADDED);
                continue;
            }
            if last == Some(set.load) {
                continue;
            }
            let load = journal.load(set);
            let total = load.map_or(0, |load| load.total());
            if last.is_none() {
                self.kinds += load.map_or(0, |load| load.kind as usize + 1);
            }
            last = Some(set.load);
            lightest = lightest.min(total);
            self.heaviest = self.heaviest.max(total);
        }
        self.strange |= self.heaviest > MOST_ADDED
            || self.heaviest > 0 && lightest.saturating_mul(3) <= self.heaviest;
    }
}

/// The least and the greatest values of an exercise with the same kinds of amount and load.
struct Range {
    exercise: usize,
    most: (u32, u32),
    heaviest: (u64, u64),
}

impl Range {
    fn of(exercise: usize, glance: &Glance) -> Range {
        Range {
            exercise,
            most: (glance.most, glance.most),
            heaviest: (glance.heaviest, glance.heaviest),
        }
    }

    #[inline]
    fn add(&mut self, glance: &Glance) {
        self.most.0 = self.most.0.min(glance.most);
        self.most.1 = self.most.1.max(glance.most);
        self.heaviest.0 = self.heaviest.0.min(glance.heaviest);
        self.heaviest.1 = self.heaviest.1.max(glance.heaviest);
    }

    fn is_wide(&self) -> bool {
        far(self.most.1.into(), self.most.0.into()) || far(self.heaviest.1, self.heaviest.0)
    }
}
