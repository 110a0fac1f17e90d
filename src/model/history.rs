//! The history of one exercise: its sessions in order of time, its level, its sets side by side.

use super::activity::{Slips, trained};
use super::{
    Entry, EntryKind, Exercise, ExerciseId, Journal, LevelId, LoadKind, Set, Sides, Statement,
};
use crate::date::Date;
use crate::text::{Place, Span};
use std::ops::Range;

/// A gap of that many days can be a break.
pub const BREAK_DAYS: i32 = 15;

/// Room for so many sessions is made at once; where there are many exercises, most have few.
const ROOM: usize = 1024;

/// The difficulty of an exercise, as one thing to compare.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Level {
    /// A step of the ladder, or a level outside it.
    Named(LevelId),
    /// A load in grams: less than nothing for help.
    Load(i64),
}

/// One session of one exercise.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The day.
    pub date: Date,
    /// Into [`Journal::sessions`].
    pub session: u32,
    /// Into the entries of the history.
    entries: Range<u32>,
    /// It has working sets.
    pub worked: bool,
    /// It has a test.
    pub tested: bool,
    /// It has work, a test or `done`.
    pub trained: bool,
}

/// The latest sessions of one exercise, oldest first, up to today and without planned ones.
#[derive(Clone, Debug)]
pub struct History {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// Its sessions.
    pub visits: Vec<Visit>,
    /// There are none before them.
    pub whole: bool,
    entries: Vec<u32>,
    /// Its levels are loads: it has a target and no ladder, and was done with loads of late.
    pub by_load: bool,
    pub(super) per_side: bool,
}

impl History {
    /// The latest `limit` sessions of each of these exercises, in one walk back through the
    /// journal that ends as soon as all are found: what is said depends on the present.
    pub fn latest(
        journal: &Journal,
        exercises: &[ExerciseId],
        slips: &Slips,
        today: Date,
        limit: usize,
    ) -> Vec<History> {
        let mut slots = vec![u32::MAX; journal.exercises.len()];
        for (slot, id) in (0u32..).zip(exercises) {
            if let Some(place) = slots.get_mut(id.0 as usize) {
                *place = slot;
            }
        }
        for (slip, meant) in &slips.0 {
            let slot = slots.get(meant.0 as usize).copied();
            if let (Some(slot), Some(place)) = (slot, slots.get_mut(slip.0 as usize)) {
                *place = slot;
            }
        }
        let room = limit.min(ROOM / exercises.len().max(1));
        let mut histories: Vec<History> = exercises
            .iter()
            .map(|&exercise| History {
                exercise,
                visits: Vec::with_capacity(room),
                whole: true,
                entries: Vec::with_capacity(room),
                by_load: false,
                per_side: journal.exercise(exercise).sides == Some(Sides::Each),
            })
            .collect();
        let mut open = histories.len();
        for (number, session) in journal.sessions.numbered_until(today).rev() {
            if open == 0 {
                break;
            }
            if session.planned {
                continue;
            }
            let said = journal.statements_of(session).rev();
            for (index, entry) in session.entries.clone().rev().zip(said) {
                let slot = slots.get(entry.exercise.0 as usize).copied();
                let Some(history) = slot.and_then(|slot| histories.get_mut(slot as usize)) else {
                    continue;
                };
                if history.whole && !history.push(number as u32, session.date, index, entry, limit)
                {
                    history.whole = false;
                    open -= 1;
                }
            }
        }
        for history in &mut histories {
            history.turn_round();
            history.by_load = history.is_by_load(journal);
        }
        histories
    }

    /// Adds an entry before those already there; false when that would be a session too many.
    fn push(
        &mut self,
        session: u32,
        date: Date,
        index: u32,
        entry: &Statement,
        limit: usize,
    ) -> bool {
        let place = self.entries.len() as u32;
        if self
            .visits
            .last()
            .is_none_or(|visit| visit.session != session)
        {
            if self.visits.len() == limit {
                return false;
            }
            self.visits.push(Visit {
                date,
                session,
                entries: place..place,
                worked: false,
                tested: false,
                trained: false,
            });
        }
        self.entries.push(index);
        if let Some(visit) = self.visits.last_mut() {
            let trained = trained(entry);
            let own = entry.exercise == self.exercise;
            visit.entries.end = place + 1;
            visit.trained |= trained;
            visit.worked |= own && trained && entry.kind == EntryKind::Work;
            visit.tested |= own && entry.kind == EntryKind::Test;
        }
        true
    }

    /// From newest first to oldest first.
    fn turn_round(&mut self) {
        let all = self.entries.len() as u32;
        self.entries.reverse();
        self.visits.reverse();
        for visit in &mut self.visits {
            visit.entries = all - visit.entries.end..all - visit.entries.start;
        }
    }

    fn is_by_load(&self, journal: &Journal) -> bool {
        let exercise = journal.exercise(self.exercise);
        exercise.ladder == 0
            && exercise.target.is_some()
            && (exercise.increment.is_some()
                || self.visits.iter().rev().take(6).any(|visit| {
                    self.entries(journal, visit)
                        .filter(|entry| entry.exercise == self.exercise)
                        .flat_map(|entry| journal.sets_of(&entry))
                        .any(|set| !set.warmup && set.load != 0)
                }))
    }

    /// The entries of a visit, in written order.
    pub fn entries<'a>(
        &'a self,
        journal: &'a Journal,
        visit: &Visit,
    ) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        self.indices(visit)
            .iter()
            .filter_map(|&index| journal.entry(index))
    }

    fn indices(&self, visit: &Visit) -> &[u32] {
        let entries = visit.entries.start as usize..visit.entries.end as usize;
        self.entries.get(entries).unwrap_or(&[])
    }

    /// Whether the entries of two visits share what they say, at the same levels.
    pub(super) fn same(&self, journal: &Journal, a: &Visit, b: &Visit) -> bool {
        let said = |&index: &u32| {
            let occurrence = journal.entries.get(index);
            (
                occurrence.map(|entry| entry.statement),
                journal.level(index),
            )
        };
        let b = self.indices(b).iter().map(said);
        self.indices(a).iter().map(said).eq(b)
    }

    /// The entries of a visit with work (or a test), in written order. What stands under a
    /// misspelt name is none.
    pub fn of_kind<'a>(
        &'a self,
        journal: &'a Journal,
        visit: &Visit,
        kind: EntryKind,
    ) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        self.entries(journal, visit)
            .filter(move |entry| entry.kind == kind && entry.exercise == self.exercise)
    }

    /// The first entry of a visit with work, a test or `done`, else its first: where findings
    /// about the session of this exercise stand.
    pub fn place(&self, journal: &Journal, visit: &Visit) -> Place {
        self.entries(journal, visit)
            .find(|entry| trained(entry))
            .or_else(|| self.entries(journal, visit).next())
            .map(|entry| entry_place(&entry))
            .unwrap_or_default()
    }

    /// The level at which a set was done or tried.
    pub(super) fn level_of(&self, journal: &Journal, entry: &Entry, set: &Set) -> Level {
        if self.by_load {
            Level::Load(journal.load(set).map_or(0, |load| {
                let grams = i64::from(load.grams) * i64::from(load.implements.max(1));
                match load.kind {
                    LoadKind::Absolute | LoadKind::Added => grams,
                    LoadKind::Assisted => -grams,
                }
            }))
        } else {
            Level::Named(entry.level)
        }
    }

    /// How hard a level is among those that compare with each other.
    pub fn rank(&self, exercise: &Exercise, level: Level) -> Option<i64> {
        match level {
            Level::Named(id) => {
                let place = usize::from(id.0);
                (place < exercise.ladder).then_some(place as i64)
            }
            Level::Load(grams) => Some(grams),
        }
    }

    /// The levels worked (or tested) at in a visit, in written order.
    fn levels<'a>(
        &'a self,
        journal: &'a Journal,
        visit: &Visit,
        kind: EntryKind,
    ) -> impl Iterator<Item = Level> + use<'a> {
        self.of_kind(journal, visit, kind).flat_map(move |entry| {
            journal
                .sets_of(&entry)
                .iter()
                .filter(|set| !set.warmup)
                .map(move |set| self.level_of(journal, &entry, set))
        })
    }

    /// The hardest of some levels: by rank, else the last of them.
    fn hardest_of(
        &self,
        exercise: &Exercise,
        levels: impl Iterator<Item = Level>,
    ) -> Option<Level> {
        levels.fold(None, |hardest: Option<Level>, level| {
            let rank = |level| self.rank(exercise, level);
            match hardest {
                Some(old) if rank(old) > rank(level) => Some(old),
                _ => Some(level),
            }
        })
    }

    /// The hardest level worked at in a visit.
    pub fn worked_level(&self, journal: &Journal, visit: &Visit) -> Option<Level> {
        let exercise = journal.exercise(self.exercise);
        self.hardest_of(exercise, self.levels(journal, visit, EntryKind::Work))
    }

    /// The hardest level tested in a visit.
    pub fn tested_level(&self, journal: &Journal, visit: &Visit) -> Option<Level> {
        let exercise = journal.exercise(self.exercise);
        self.hardest_of(exercise, self.levels(journal, visit, EntryKind::Test))
    }

    /// The harder of two levels; the second where they do not compare.
    pub fn harder(&self, journal: &Journal, a: Option<Level>, b: Option<Level>) -> Option<Level> {
        let exercise = journal.exercise(self.exercise);
        self.hardest_of(exercise, a.into_iter().chain(b))
    }

    /// Whether a visit has working sets at the level.
    pub fn holds(&self, journal: &Journal, visit: &Visit, level: Level) -> bool {
        visit.worked
            && self
                .levels(journal, visit, EntryKind::Work)
                .any(|other| other == level)
    }

    /// Whether a visit has working sets or a test at the level.
    pub fn touches(&self, journal: &Journal, visit: &Visit, level: Level) -> bool {
        self.holds(journal, visit, level)
            || (visit.tested
                && self
                    .levels(journal, visit, EntryKind::Test)
                    .any(|other| other == level))
    }

    /// The latest visit with work, a test or `done`.
    pub fn last_trained(&self) -> Option<usize> {
        self.visits.iter().rposition(|visit| visit.trained)
    }

    /// Twice the usual gap in days before a visit: the median of up to six gaps before it.
    /// `None` where there was no gap yet.
    fn doubled_usual_gap(&self, visit: usize) -> Option<i32> {
        let mut gaps = Vec::with_capacity(6);
        let mut later: Option<Date> = None;
        for earlier in self.visits.get(..=visit)?.iter().rev() {
            if !earlier.trained {
                continue;
            }
            match later {
                Some(date) if date == earlier.date => {}
                Some(date) => gaps.push(date.days_since(earlier.date)),
                None => {}
            }
            later = Some(earlier.date);
            if gaps.len() == 6 {
                break;
            }
        }
        doubled_median(&mut gaps)
    }

    /// Whether the days from that visit to `until` are a break: 15 or more, and more than twice
    /// the usual gap.
    fn is_break(&self, visit: usize, until: Date) -> bool {
        let Some(from) = self.visits.get(visit) else {
            return false;
        };
        let gap = until.days_since(from.date);
        gap >= BREAK_DAYS
            && self
                .doubled_usual_gap(visit)
                .is_none_or(|doubled| gap > doubled)
    }

    /// Days from the session before to a visit.
    pub fn gap_before(&self, visit: usize) -> Option<i32> {
        let before = self.visits.get(..visit)?.iter().rfind(|v| v.trained)?;
        Some(self.visits.get(visit)?.date.days_since(before.date))
    }

    /// The length in days of the break before a visit, if there was one.
    pub fn break_before(&self, visit: usize) -> Option<i32> {
        let before = self.visits.get(..visit)?.iter().rposition(|v| v.trained)?;
        let date = self.visits.get(visit)?.date;
        if self.is_break(before, date) {
            self.gap_before(visit)
        } else {
            None
        }
    }

    /// The length in days of the break that lasts until `today`, if there is one.
    pub fn break_until(&self, today: Date) -> Option<i32> {
        let last = self.last_trained()?;
        let date = self.visits.get(last)?.date;
        self.is_break(last, today).then(|| today.days_since(date))
    }
}

/// Twice the median, exact; sorts its argument.
pub fn doubled_median(values: &mut [i32]) -> Option<i32> {
    values.sort_unstable();
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    let lower = if values.len().is_multiple_of(2) {
        *values.get(middle - 1)?
    } else {
        upper
    };
    Some(lower + upper)
}

/// Where an entry stands.
pub fn entry_place(entry: &Entry) -> Place {
    Place {
        file: entry.file,
        span: entry.span,
    }
}

/// Where a set stands.
pub fn set_place(entry: &Entry, set: &Set) -> Place {
    let Span { start, end } = set.within;
    let first = entry.span.start;
    Place {
        file: entry.file,
        span: Span::new(first.saturating_add(start), first.saturating_add(end)),
    }
}
