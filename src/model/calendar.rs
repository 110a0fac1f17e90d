//! Time as training sees it: ISO weeks by their Monday, goals, phases, races and excused days.

mod current;

pub use current::{CurrentWeek, Progress};

use super::{Event, EventKind, Journal};
use crate::date::Date;
use crate::order;

/// Days in a week.
const WEEK: i32 = 7;

/// Which spans and days excuse from training.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Excuses {
    /// `away`.
    pub away: bool,
    /// `ill`.
    pub ill: bool,
    /// `injured`.
    pub injured: bool,
    /// `break`.
    pub pause: bool,
    /// The day of a `race`.
    pub race: bool,
}

impl Default for Excuses {
    fn default() -> Excuses {
        Excuses {
            away: true,
            ill: true,
            injured: true,
            pause: true,
            race: true,
        }
    }
}

/// A phase of the year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Race preparation: strength is kept, not raised.
    RacePrep,
    /// The time to get stronger.
    OffSeason,
}

/// What became of a week.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WeekState {
    /// It is not over.
    Open,
    /// The week of the first session, where the goal was not reached: it counts for nothing.
    First,
    /// Enough sessions.
    Met,
    /// Some sessions, but not enough.
    Short,
    /// No session.
    Missed,
    /// Fewer than four days were free for training.
    Excused,
}

impl WeekState {
    /// Whether the week is over and counts among "the last four".
    pub fn counted(self) -> bool {
        matches!(self, WeekState::Met | WeekState::Short | WeekState::Missed)
    }
}

/// One ISO week.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Week {
    /// Its key.
    pub monday: Date,
    /// What became of it.
    pub state: WeekState,
    /// Sessions it asks for, after excused days; 0 in an excused week.
    pub required: u8,
    /// Days with a session that counts.
    pub done: u8,
}

/// Weeks in a row with the same fate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The latest of them.
    pub latest: Week,
    /// How many there are, at least one.
    pub weeks: i32,
}

/// A race and its preparation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Race {
    /// The day.
    pub date: Date,
    /// The first day of the preparation.
    pub prepares_from: Date,
    /// Which of [`Journal::events`].
    pub event: usize,
}

/// The calendar of a journal, as of a day.
pub struct Calendar<'a> {
    journal: &'a Journal,
    today: Date,
    excused: Vec<(Date, Date)>,
    races: Vec<Race>,
    /// First day, last day (`None` while the phase is open), phase; in order of the first day.
    phases: Vec<(Date, Option<Date>, Phase)>,
    goals: Vec<(Option<Date>, u8)>,
    first: Option<Date>,
}

impl<'a> Calendar<'a> {
    /// Reads the events of a journal.
    pub fn new(journal: &'a Journal, today: Date, excuses: Excuses) -> Calendar<'a> {
        let first = journal
            .sessions
            .until(today)
            .find(|session| journal.counts(session, today))
            .map(|session| session.date);
        let races = races(&journal.events);
        Calendar {
            journal,
            today,
            excused: excused(&journal.events, excuses),
            phases: phases(&journal.events, &races),
            goals: goals(&journal.events),
            races,
            first,
        }
    }

    /// The day for which everything is said.
    pub fn today(&self) -> Date {
        self.today
    }

    /// The date of the first session that counts.
    pub fn first_session(&self) -> Option<Date> {
        self.first
    }

    /// The phase of a day. Race preparation before a race wins over a written phase.
    pub fn phase(&self, date: Date) -> Option<Phase> {
        if self.race_prepared_on(date).is_some() {
            return Some(Phase::RacePrep);
        }
        self.phases
            .iter()
            .rev()
            .find(|(from, to, _)| *from <= date && to.is_none_or(|to| date <= to))
            .map(|&(_, _, phase)| phase)
    }

    /// The nearest race whose preparation holds on that day.
    pub fn race_prepared_on(&self, date: Date) -> Option<Race> {
        let next = self.races.partition_point(|race| race.date < date);
        self.races
            .get(next..)
            .unwrap_or(&[])
            .iter()
            .find(|race| race.prepares_from <= date)
            .copied()
    }

    /// The next race on that day or at most `days` after it.
    pub fn race_within(&self, date: Date, days: i32) -> Option<Race> {
        let next = self.races.partition_point(|race| race.date < date);
        self.races
            .get(next)
            .filter(|race| race.date.days_since(date) <= days)
            .copied()
    }

    /// Whether the day is excused.
    pub fn excused(&self, date: Date) -> bool {
        self.excused_until(date).is_some()
    }

    /// The last of the excused days in a row that hold the day, if it is excused.
    pub fn excused_until(&self, date: Date) -> Option<Date> {
        let next = self.excused.partition_point(|&(_, to)| to < date);
        let span = self.excused.get(next);
        span.filter(|(from, _)| *from <= date).map(|&(_, to)| to)
    }

    /// Excused days among the seven from `monday` on.
    fn excused_days(&self, monday: Date) -> i32 {
        let sunday = monday.plus(WEEK - 1);
        let next = self.excused.partition_point(|&(_, to)| to < monday);
        self.excused
            .get(next..)
            .unwrap_or(&[])
            .iter()
            .take_while(|&&(from, _)| from <= sunday)
            .map(|&(from, to)| to.min(sunday).days_since(from.max(monday)) + 1)
            .sum()
    }

    /// Sessions a week that the goal in force asks for, before excused days.
    pub fn goal(&self, monday: Date) -> u8 {
        let phase = self.phase(monday);
        let written = self
            .goals
            .iter()
            .rev()
            .find(|(from, _)| from.is_none_or(|from| from <= monday))
            .map(|&(_, goal)| goal);
        let goal = written.unwrap_or(if phase == Some(Phase::OffSeason) {
            2
        } else {
            1
        });
        if phase == Some(Phase::RacePrep) {
            goal.min(1)
        } else {
            goal
        }
    }

    /// Days from `from` to `to`, both included, on which a session counts.
    fn days_trained(&self, from: Date, to: Date) -> u8 {
        let mut last = None;
        let mut days = 0u8;
        for session in self.journal.sessions.since(from) {
            if session.date > to {
                break;
            }
            if last != Some(session.date) && self.journal.counts(session, self.today) {
                last = Some(session.date);
                days = days.saturating_add(1);
            }
        }
        days
    }

    /// The week of a Monday.
    pub fn week(&self, monday: Date) -> Week {
        let available = WEEK - self.excused_days(monday);
        let required = required(self.goal(monday), available);
        let done = self.days_trained(monday, monday.plus(WEEK - 1));
        let first = self.first.map(Date::monday);
        let state = if required == 0 {
            WeekState::Excused
        } else if self.today < monday.plus(WEEK) {
            WeekState::Open
        } else if done >= required {
            WeekState::Met
        } else if first.is_none_or(|first| monday <= first) {
            WeekState::First
        } else if done == 0 {
            WeekState::Missed
        } else {
            WeekState::Short
        };
        Week {
            monday,
            state,
            required,
            done,
        }
    }

    /// Closed weeks, the latest first, back to the week of the first session. Where nothing was
    /// done for long, its weeks are one stretch: a slip in a year may put a session two thousand
    /// years away.
    pub fn stretches(&self) -> impl Iterator<Item = Stretch> + '_ {
        let first = self.first.map(Date::monday);
        let mut next = self.today.monday().plus(-WEEK);
        std::iter::from_fn(move || {
            let first = first.filter(|first| *first <= next)?;
            let latest = self.week(next);
            let weeks = self.weeks_alike(&latest, first);
            next = next.plus(weeks.saturating_mul(-WEEK));
            Some(Stretch { latest, weeks })
        })
    }

    /// How many weeks back from one, that one included and `first` the last, are certainly like it.
    fn weeks_alike(&self, week: &Week, first: Date) -> i32 {
        let monday = week.monday;
        let excuse = self.excused.partition_point(|&(_, to)| to < monday);
        let since = match week.state {
            WeekState::Missed => {
                // Back to the last session or excused day, whichever is later. An excuse may
                // reach into this very week.
                let mut sessions = self.journal.sessions.until(monday.plus(-1));
                let session = sessions.next_back().map(|session| session.date);
                let begun = self.excused.partition_point(|&(from, _)| from < monday);
                let excuses = self.excused.get(..begun).and_then(<[_]>::last);
                let excused = excuses.map(|&(_, to)| to.min(monday.plus(-1)));
                session.max(excused).map(|day| day.monday().plus(WEEK))
            }
            // Back to the beginning of the excuse, as long as it holds for whole weeks.
            WeekState::Excused => self.excused.get(excuse).map(|&(from, _)| {
                let begins = from.monday();
                if begins == from {
                    from
                } else {
                    begins.plus(WEEK)
                }
            }),
            _ => None,
        };
        since.map_or(1, |since| {
            (monday.days_since(since.max(first)) / WEEK)
                .saturating_add(1)
                .max(1)
        })
    }

    /// Closed weeks, the latest first, back to the week of the first session.
    pub fn closed_weeks(&self) -> impl Iterator<Item = Week> + '_ {
        self.stretches().flat_map(move |stretch| {
            let latest = stretch.latest.monday;
            let monday = move |back: i32| latest.plus(back.saturating_mul(-WEEK));
            (0..stretch.weeks).map(move |back| self.week(monday(back)))
        })
    }

    /// Closed weeks that count, the latest first.
    pub fn counted_weeks(&self) -> impl Iterator<Item = Week> + '_ {
        self.closed_weeks().filter(|week| week.state.counted())
    }
}

/// Sessions asked for when `available` days are free: `max(1, round(goal * available / 7))`, and
/// none when fewer than four are.
pub fn required(goal: u8, available: i32) -> u8 {
    if available < 4 {
        return 0;
    }
    let rounded = (2 * i32::from(goal) * available + WEEK) / (2 * WEEK);
    u8::try_from(rounded).unwrap_or(u8::MAX).max(1)
}

/// Excused days as disjoint spans in order: overlaps count once.
fn excused(events: &[Event], excuses: Excuses) -> Vec<(Date, Date)> {
    let mut spans: Vec<(Date, Date)> = events
        .iter()
        .filter(|event| match event.kind {
            EventKind::Away => excuses.away,
            EventKind::Ill => excuses.ill,
            EventKind::Injured => excuses.injured,
            EventKind::Break => excuses.pause,
            EventKind::Race { .. } => excuses.race,
            _ => false,
        })
        .filter_map(|event| event.from.map(|from| (from, event.to.unwrap_or(from))))
        .filter(|(from, to)| from <= to)
        .collect();
    spans.sort_unstable();
    let mut merged: Vec<(Date, Date)> = Vec::new();
    for (from, to) in spans {
        match merged.last_mut() {
            Some(last) if from <= last.1.plus(1) => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

fn races(events: &[Event]) -> Vec<Race> {
    let mut races: Vec<Race> = events
        .iter()
        .enumerate()
        .filter_map(|(index, event)| match event.kind {
            EventKind::Race { prep_weeks, .. } => event.from.map(|date| Race {
                date,
                prepares_from: date.plus(i32::from(prep_weeks) * -WEEK),
                event: index,
            }),
            _ => None,
        })
        .collect();
    order::sort_by_key(&mut races, |race| race.date);
    races
}

/// Written phases. An open one holds until the next phase begins, open race preparation also no
/// longer than the next race.
fn phases(events: &[Event], races: &[Race]) -> Vec<(Date, Option<Date>, Phase)> {
    let mut written: Vec<(Date, Option<Date>, bool, Phase)> = events
        .iter()
        .filter_map(|event| {
            let phase = match event.kind {
                EventKind::RacePrep => Phase::RacePrep,
                EventKind::OffSeason => Phase::OffSeason,
                _ => return None,
            };
            event.from.map(|from| (from, event.to, event.open, phase))
        })
        .collect();
    order::sort_by_key(&mut written, |&(from, ..)| from);
    let starts: Vec<Date> = written.iter().map(|&(from, ..)| from).collect();
    written
        .iter()
        .map(|&(from, to, open, phase)| {
            if !open {
                return (from, to, phase);
            }
            let next = starts.partition_point(|start| *start <= from);
            let until_next = starts.get(next).map(|start| start.plus(-1));
            let race = races.partition_point(|race| race.date < from);
            let until_race = races
                .get(race)
                .filter(|_| phase == Phase::RacePrep)
                .map(|race| race.date);
            let end = match (until_next, until_race) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            (from, end, phase)
        })
        .collect()
}

fn goals(events: &[Event]) -> Vec<(Option<Date>, u8)> {
    let mut goals: Vec<(Option<Date>, u8)> = events
        .iter()
        .filter_map(|event| match event.kind {
            EventKind::Goal { required, .. } => Some((event.from, required)),
            _ => None,
        })
        .collect();
    order::sort_by_key(&mut goals, |&(from, _)| from);
    goals
}

#[cfg(test)]
mod tests;
