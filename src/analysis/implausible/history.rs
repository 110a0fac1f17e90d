//! The history of an exercise around an entry: the points that are compared, and what is usual.

use super::limits::{
    FARTHEST, LONGEST, MANY_SETS, MOST_ADDED, MOST_REPS, number_behind, plain_limit,
};
use super::slip::judge;
use crate::analysis::Context;
use crate::finding::Finding;
use crate::model::arena::Arena;
use crate::model::{Entry, ExerciseId, Journal, LevelId, LoadKind, Session, Set};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// How many entries before and after one are compared with it.
const SIDE: usize = 5;
/// With fewer neighbours than this, nothing is usual.
const FEWEST: usize = 3;

/// What the entries are whose sets are the same, each once.
pub(super) struct AllFacts {
    known: Vec<Facts>,
    /// At the first set of an entry: 0 as long as nobody asked, else one more than the index of
    /// its facts.
    numbers: Arena<u32>,
}

/// The facts about the sets of an entry.
#[derive(Clone, Copy)]
pub(super) struct Facts {
    /// As [`Amount::kind`](crate::model::Amount::kind) tells it.
    pub(super) kind: usize,
    pub(super) load_kind: Option<LoadKind>,
    pub(super) values: Values,
    /// One of the sets is over a plain limit.
    pub(super) over: bool,
}

impl AllFacts {
    pub(super) fn new(journal: &Journal) -> AllFacts {
        AllFacts {
            known: Vec::new(),
            numbers: journal.sets.beside(0),
        }
    }

    /// The facts of an entry that has sets, and their number.
    pub(super) fn of(&mut self, context: &Context, entry: &Entry) -> Option<(u32, &Facts)> {
        if entry.sets.is_empty() {
            return None;
        }
        let number = self.numbers.get_mut(entry.sets.start)?;
        if *number == 0 {
            let facts = Facts::of(context, entry, context.journal.sets_of(entry))?;
            self.known.push(facts);
            *number = self.known.len() as u32;
        }
        let number = *number;
        let facts = self.known.get((number as usize).checked_sub(1)?)?;
        Some((number, facts))
    }
}

/// The number of facts and what of them is compared.
type Known = (u32, Values);

/// The courses of all exercises, as far as is needed to tell whether something jumps in them.
pub(super) struct Courses {
    /// For each exercise its latest key with the last facts.
    last: Vec<Option<(Key, Known)>>,
    /// The same of the other keys: an exercise may change between thousands of levels.
    others: FxHashMap<(ExerciseId, Key), Known>,
    /// For each exercise whether there was a jump.
    jumped: Vec<bool>,
    pub(super) any_jumps: bool,
}

impl Courses {
    pub(super) fn new(exercises: usize) -> Courses {
        Courses {
            last: vec![None; exercises],
            others: FxHashMap::default(),
            jumped: vec![false; exercises],
            any_jumps: false,
        }
    }

    pub(super) fn note(&mut self, entry: &Entry, number: u32, facts: &Facts) {
        let index = entry.exercise.0 as usize;
        let Some(last) = self.last.get_mut(index) else {
            return;
        };
        let key = Key::of(entry, facts);
        let before = match last.replace((key, (number, facts.values))) {
            Some((latest, known)) if latest == key => Some(known),
            latest => {
                if let Some((other, known)) = latest {
                    self.others.insert((entry.exercise, other), known);
                }
                self.others.remove(&(entry.exercise, key))
            }
        };
        let jumps = match before {
            // The same sets as the last time: they were looked at then.
            Some((known, _)) if known == number => return,
            Some((_, before)) => before.differs(&facts.values) || facts.values.differs(&before),
            None => false,
        };
        if jumps || facts.values.differs_within() {
            if let Some(jumped) = self.jumped.get_mut(index) {
                *jumped = true;
            }
            self.any_jumps = true;
        }
    }

    pub(super) fn jumps(&self, entry: &Entry) -> bool {
        self.jumped.get(entry.exercise.0 as usize) == Some(&true)
    }
}

/// What is compared: entries at one level with one kind of amount and one kind of load.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key {
    level: LevelId,
    amount: usize,
    load: Option<LoadKind>,
}

impl Key {
    pub(super) fn of(entry: &Entry, facts: &Facts) -> Key {
        Key {
            level: entry.level,
            amount: facts.kind,
            load: facts.load_kind,
        }
    }
}

/// An entry as a point of the history of its exercise.
#[derive(Clone, Copy)]
pub(super) struct Point<'a> {
    pub(super) session: &'a Session,
    pub(super) entry: Entry<'a>,
    pub(super) kind: usize,
    pub(super) values: Values,
}

/// Whether a value is so much greater than another one that it is worth a closer look.
pub(super) fn far(a: u64, b: u64) -> bool {
    a > b.saturating_mul(5) / 2
}

/// What of an entry is compared.
#[derive(Clone, Copy)]
pub(super) struct Values {
    /// The most in a set: reps, milliseconds or millimetres.
    pub(super) most: u32,
    /// The heaviest and the lightest load, of all implements, in grams; 0 for none.
    pub(super) heaviest: u64,
    pub(super) lightest: u64,
}

impl Values {
    /// Whether it is so unlike another one that it is worth a closer look.
    fn differs(&self, other: &Values) -> bool {
        far(u64::from(self.most), u64::from(other.most))
            || far(self.heaviest, other.heaviest)
            || far(other.heaviest, self.heaviest)
    }

    /// Whether its own loads are worth one.
    fn differs_within(&self) -> bool {
        self.heaviest > 0 && self.lightest.saturating_mul(3) <= self.heaviest
    }
}

impl Facts {
    fn of(context: &Context, entry: &Entry, sets: &[Set]) -> Option<Facts> {
        let journal = context.journal;
        let first = sets.iter().find(|set| !set.warmup).or(sets.first())?;
        let kind = first.amount.kind();
        let (mut most, mut heaviest, mut lightest) = (0, 0, u64::MAX);
        let (mut last, mut total, mut over) = (0, 0, false);
        for set in sets {
            let (its_kind, value) = (set.amount.kind(), set.amount.number());
            let limit = match its_kind {
                0 if set.count >= MANY_SETS.0 => MANY_SETS.1 / u32::from(set.count),
                0 => MOST_REPS,
                1 => LONGEST,
                _ => FARTHEST,
            };
            if set.load != last {
                last = set.load;
                total = journal.load(set).map_or(0, |load| load.total());
            }
            over |= value > limit || total > MOST_ADDED;
            if set.warmup {
                continue;
            }
            if its_kind == kind && value > most {
                most = value;
            }
            heaviest = total.max(heaviest);
            lightest = total.min(lightest);
        }
        // A heavy load is over the limit of what is added, and may be none that is not.
        let over = over
            && sets
                .iter()
                .any(|set| plain_limit(context, entry, set).is_some())
            || number_behind(context, entry, sets).is_some();
        Some(Facts {
            kind,
            load_kind: journal.load(first).map(|load| load.kind),
            values: Values {
                most,
                heaviest,
                lightest,
            },
            over,
        })
    }
}

/// The last points of one exercise and [`Key`]: those around the one that is judged next.
#[derive(Default)]
pub(super) struct History<'a> {
    /// At most [`SIDE`] before the one to judge, that one, and those after it.
    pub(super) points: VecDeque<Point<'a>>,
    /// How many of them have been judged.
    pub(super) judged: usize,
}

impl<'a> History<'a> {
    pub(super) fn push(&mut self, context: &Context, point: Point<'a>) -> Option<Finding> {
        self.points.push_back(point);
        if self.points.len() <= self.judged + SIDE {
            return None;
        }
        self.next(context)
    }

    pub(super) fn finish(&mut self, context: &Context) -> Vec<Finding> {
        let mut findings = Vec::new();
        while self.judged < self.points.len() {
            findings.extend(self.next(context));
        }
        findings
    }

    /// Judges the next point.
    fn next(&mut self, context: &Context) -> Option<Finding> {
        let at = self.judged;
        self.judged += 1;
        let point = *self.points.get(at)?;
        let before = at.checked_sub(1).and_then(|before| self.points.get(before));
        let beside = [before, self.points.get(at + 1)];
        let values = point.values;
        let differs = |other: &&Point| values.differs(&other.values);
        let closer = values.differs_within() || beside.iter().flatten().any(differs);
        let finding = if closer {
            let neighbours = Neighbours::of(&self.points, at);
            judge(context, &point, &neighbours, before.copied())
        } else {
            None
        };
        if self.judged > SIDE {
            self.points.pop_front();
            self.judged -= 1;
        }
        finding
    }
}

/// What is usual around a point.
pub(super) struct Neighbours {
    /// Of amounts: the least and the most that is usual.
    pub(super) amounts: Option<(u64, u64)>,
    /// Of loads in grams.
    pub(super) loads: Option<(u64, u64)>,
    /// The most of each neighbour of another session, and the heaviest load.
    pub(super) points: Vec<(u64, u64)>,
    /// How many of them stand before the point.
    pub(super) before: usize,
}

impl Neighbours {
    pub(super) fn of(points: &VecDeque<Point>, at: usize) -> Neighbours {
        let own = points.get(at).map(|point| point.session.place());
        let others: Vec<(u64, u64)> = points
            .iter()
            .filter(|point| Some(point.session.place()) != own)
            .map(|point| (u64::from(point.values.most), point.values.heaviest))
            .collect();
        let before = points.iter().take(at);
        let before = before
            .filter(|point| Some(point.session.place()) != own)
            .count();
        Neighbours {
            before,
            amounts: usual(others.iter().map(|&(most, _)| most)),
            loads: usual(others.iter().map(|&(_, load)| load)),
            points: others,
        }
    }

    /// Whether others are like this, so that it is no slip: three of them, or the two next to it.
    pub(super) fn support(&self, of: impl Fn(&(u64, u64)) -> u64, value: u64) -> bool {
        let like = |other: &(u64, u64)| {
            let other = of(other);
            other <= value.saturating_mul(2) && value <= other.saturating_mul(2)
        };
        let first = self.before.saturating_sub(2);
        let around = self.points.iter().take(self.before + 2).skip(first);
        let pairs = around.map(like).collect::<Vec<_>>();
        pairs.windows(2).any(|pair| pair == [true, true])
            || self.points.iter().filter(|other| like(other)).count() >= 3
    }
}

/// The least and the most of the values that are near their median: wrong ones among them count
/// as long as they are the fewer.
fn usual(values: impl Iterator<Item = u64>) -> Option<(u64, u64)> {
    let mut values: Vec<u64> = values.filter(|&value| value > 0).collect();
    if values.len() < FEWEST {
        return None;
    }
    values.sort_unstable();
    let median = values.get(values.len() / 2).copied()?;
    let near = |&value: &u64| value * 5 >= median * 2 && value * 2 <= median * 5;
    let mut near = values.into_iter().filter(near);
    let low = near.next()?;
    Some((low, near.next_back().unwrap_or(low)))
}

/// Whether a value is about what is usual.
pub(super) fn fits(value: u64, (low, high): (u64, u64)) -> bool {
    value * 10 >= low * 7 && value * 10 <= high * 13
}
