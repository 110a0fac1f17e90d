//! One session of one exercise, summed up: its sets by side, failures, planned reps, rating, pain.

use super::history::{History, Level, Visit};
use super::{Amount, Difficulty, Entry, EntryKind, Journal, Pain, Set, Side};
use crate::date::Date;

/// How many sessions are looked at for one that says the same.
const LAST: usize = 8;

/// A set as it was done: on which side, how much, and whether form broke.
#[derive(Clone, Copy, Debug)]
pub struct Done<'a> {
    /// Where.
    pub side: Option<Side>,
    /// How many equal ones.
    pub count: u32,
    /// Reps, milliseconds or millimetres that were clean.
    pub amount: u32,
    /// Form broke.
    pub failed: bool,
    /// The set as written.
    pub set: &'a Set,
    /// The entry it stands in.
    pub entry: Entry<'a>,
}

/// The working sets of one side in a session.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct SideSum {
    /// How many.
    pub sets: u32,
    /// How many of them ended because form broke.
    pub failed: u32,
    /// What was done in all of them.
    pub total: u64,
    /// The most that was done in a set without failure.
    pub best_clean: Option<u32>,
    /// The most that was done.
    pub most: u32,
    /// The least that was done.
    pub lowest: u32,
    /// What was done in the last set.
    pub last: u32,
    /// Form broke in the first set.
    pub first_failed: bool,
    /// Form broke in the last set.
    pub last_failed: bool,
}

/// The working sets of a session at one level.
#[derive(Clone, Debug)]
pub struct Bout {
    /// Into the visits of the history.
    pub visit: usize,
    /// The day.
    pub date: Date,
    /// Sets without a side, left, right.
    pub sides: [SideSum; 3],
    /// Days since the session of the exercise before; `None` for its first.
    pub gap: Option<i32>,
    /// All working sets at the level.
    pub sets: u32,
    /// Those that ended because form broke.
    pub failed: u32,
    /// Planned reps: of each side the most in a set that did not fail; of two sides the lower.
    pub planned: u32,
    /// Sets without failure below the planned reps, and below what is a full set in any case.
    pub short: u32,
    /// Those that are at least two below.
    pub short_by_two: u32,
    /// The least that was done in a set.
    pub lowest: u32,
    /// What was done in all sets.
    pub total: u64,
    /// The hardest rating.
    pub rating: Option<Difficulty>,
    /// The highest pain noted.
    pub pain: u8,
}

impl Bout {
    /// The sides that took part; one for an exercise without sides.
    pub fn used_sides(&self) -> impl Iterator<Item = &SideSum> {
        self.sides.iter().filter(|side| side.sets > 0)
    }

    /// Whether the first set of either side failed.
    pub fn first_failed(&self) -> bool {
        self.sides.iter().any(|side| side.first_failed)
    }
}

impl History {
    /// Goes through the working sets (or tests) of a visit at a level, in written order.
    pub fn each_set<'a>(
        &'a self,
        journal: &'a Journal,
        visit: &Visit,
        level: Level,
        kind: EntryKind,
        mut with: impl FnMut(Done<'a>),
    ) {
        for entry in self.of_kind(journal, visit, kind) {
            self.each_set_of(journal, entry, level, &mut with);
        }
    }

    /// Goes through the sets of an entry at a level, without warm-ups. A set without a side in a
    /// per-side exercise was done once on each side; if it failed, one of the two did.
    pub fn each_set_of<'a>(
        &self,
        journal: &'a Journal,
        entry: Entry<'a>,
        level: Level,
        with: &mut impl FnMut(Done<'a>),
    ) {
        let per_side = self.per_side || entry.each;
        for set in journal.sets_of(&entry) {
            if set.warmup || self.level_of(journal, &entry, set) != level {
                continue;
            }
            let done = Done {
                side: set.side,
                count: u32::from(set.count),
                amount: number(set.amount),
                failed: set.failed,
                set,
                entry,
            };
            if set.side.is_none() && per_side {
                with(Done {
                    side: Some(Side::Left),
                    ..done
                });
                with(Done {
                    side: Some(Side::Right),
                    failed: false,
                    ..done
                });
            } else {
                with(done);
            }
        }
    }

    /// The working sessions back from the newest one while they hold a level, oldest first; and
    /// the visit before them that does not.
    pub fn stay(&self, journal: &Journal, level: Level, full: u32) -> (Vec<Bout>, Option<usize>) {
        let mut bouts: Vec<Bout> = Vec::with_capacity(self.visits.len());
        // Training repeats itself: what says the same as one of these is summed up alike.
        let mut summed: Vec<Bout> = Vec::new();
        let mut leaving = None;
        for (index, visit) in self.visits.iter().enumerate() {
            if !visit.worked {
                continue;
            }
            let mut last = summed.iter().rev().take(LAST);
            let alike = last.find(|bout| {
                let other = self.visits.get(bout.visit);
                other.is_some_and(|other| self.same(journal, other, visit))
            });
            let bout = match alike {
                Some(bout) => Some(Bout {
                    visit: index,
                    date: visit.date,
                    gap: self.gap_before(index),
                    ..bout.clone()
                }),
                None => {
                    let bout = self.bout(journal, index, level, full);
                    summed.extend(bout.clone());
                    bout
                }
            };
            match bout {
                Some(bout) => bouts.push(bout),
                None => {
                    bouts.clear();
                    leaving = Some(index);
                }
            }
        }
        (bouts, leaving)
    }

    /// The working sets of a visit at a level; `None` if there are none. A set of `full` or more
    /// is never short, however many another set had.
    pub fn bout(&self, journal: &Journal, visit: usize, level: Level, full: u32) -> Option<Bout> {
        let index = visit;
        let visit = self.visits.get(index)?;
        if !visit.worked {
            return None;
        }
        let mut sides = [SideSum::default(); 3];
        self.each_set(journal, visit, level, EntryKind::Work, |done| {
            let side = match done.side {
                None => &mut sides[0],
                Some(Side::Left) => &mut sides[1],
                Some(Side::Right) => &mut sides[2],
            };
            side.add(&done);
        });
        let sets = sides.iter().map(|side| side.sets).sum();
        if sets == 0 {
            return None;
        }
        let used = || sides.iter().filter(|side| side.sets > 0);
        let planned = used()
            .filter_map(|side| side.best_clean)
            .min()
            .or_else(|| used().map(|side| side.most).max())
            .unwrap_or(0);
        let enough = planned.min(full);
        let lowest = used().map(|side| side.lowest).min().unwrap_or(0);
        let (mut short, mut short_by_two) = (0, 0);
        // Where no set is below it, none has to be looked at again.
        if lowest < enough {
            self.each_set(journal, visit, level, EntryKind::Work, |done| {
                let missing = enough.saturating_sub(done.amount);
                if !done.failed && missing > 0 {
                    short += done.count;
                    if missing >= 2 {
                        short_by_two += done.count;
                    }
                }
            });
        }
        Some(Bout {
            visit: index,
            date: visit.date,
            gap: self.gap_before(index),
            sides,
            sets,
            failed: sides.iter().map(|side| side.failed).sum(),
            planned,
            short,
            short_by_two,
            lowest,
            total: sides.iter().map(|side| side.total).sum(),
            rating: self.rating(journal, visit),
            pain: self.pain(journal, visit),
        })
    }

    /// Whether the working sets of a visit are counted in repetitions.
    pub fn in_reps(&self, journal: &Journal, visit: &Visit) -> bool {
        self.of_kind(journal, visit, EntryKind::Work)
            .filter(|entry| entry.about.measured())
            .flat_map(|entry| journal.sets_of(&entry))
            .all(|set| set.warmup || matches!(set.amount, Amount::Reps(_)))
    }

    /// Whether any working set of a visit was done with a load.
    pub fn loaded(&self, journal: &Journal, visit: &Visit) -> bool {
        // Index 0 is unused.
        journal.loads.len() > 1
            && self
                .of_kind(journal, visit, EntryKind::Work)
                .flat_map(|entry| journal.sets_of(&entry))
                .any(|set| !set.warmup && set.load != 0)
    }

    /// How hard the session was, by its hardest rating: the word, else reps in reserve, else ten
    /// minus exertion.
    fn rating(&self, journal: &Journal, visit: &Visit) -> Option<Difficulty> {
        self.of_kind(journal, visit, EntryKind::Work)
            .filter_map(|entry| rating(journal, &entry))
            .max()
    }

    /// The highest pain noted in a visit, 0 if none.
    pub fn pain(&self, journal: &Journal, visit: &Visit) -> u8 {
        self.pains(journal, visit)
            .map(|pain| pain.level)
            .max()
            .unwrap_or(0)
    }

    /// The pain noted in a visit.
    pub fn pains<'a>(
        &'a self,
        journal: &'a Journal,
        visit: &Visit,
    ) -> impl Iterator<Item = &'a Pain> + use<'a> {
        self.entries(journal, visit)
            .flat_map(|entry| &journal.extra(entry.extra).pain)
    }
}

impl SideSum {
    fn add(&mut self, done: &Done) {
        if self.sets == 0 {
            self.first_failed = done.failed;
            self.lowest = done.amount;
        }
        self.sets += done.count;
        self.total += u64::from(done.count) * u64::from(done.amount);
        self.most = self.most.max(done.amount);
        self.lowest = self.lowest.min(done.amount);
        self.last = done.amount;
        self.last_failed = done.failed;
        if done.failed {
            self.failed += done.count;
        } else {
            self.best_clean = self.best_clean.max(Some(done.amount));
        }
    }
}

/// The rating of one entry. Numbers are in halves.
pub fn rating(journal: &Journal, entry: &Entry) -> Option<Difficulty> {
    let in_reserve = || {
        let extra = journal.extra(entry.extra);
        extra.rir.or(extra.rpe.map(|rpe| 20u8.saturating_sub(rpe)))
    };
    entry.difficulty.or_else(|| {
        in_reserve().map(|halves| match halves {
            8.. => Difficulty::Easy,
            4..8 => Difficulty::Ok,
            _ => Difficulty::Hard,
        })
    })
}

/// The number in an amount: reps, milliseconds or millimetres.
pub fn number(amount: Amount) -> u32 {
    match amount {
        Amount::Reps(n) | Amount::Time(n) | Amount::Distance(n) => n,
    }
}
