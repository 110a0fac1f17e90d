//! The week in progress: what it asks for, what was done, and whether the days left can hold the rest.

use super::{Calendar, WEEK};
use crate::date::Date;

/// How the week in progress stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// Sessions are missing, and the days after today can hold them.
    Open,
    /// Enough sessions.
    Met,
    /// The days after today cannot hold what is missing.
    AtRisk {
        /// A session today would still make the week possible.
        today_helps: bool,
    },
    /// Fewer than four days are free for training: nothing is asked for.
    Excused,
}

impl Progress {
    /// Its name in data.
    pub fn word(self) -> &'static str {
        match self {
            Progress::Open => "open",
            Progress::Met => "met",
            Progress::AtRisk { .. } => "at-risk",
            Progress::Excused => "excused",
        }
    }
}

/// The week that holds today.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CurrentWeek {
    /// Its key.
    pub monday: Date,
    /// Sessions it asks for, after excused days; 0 in an excused week.
    pub required: u8,
    /// Days with a session that counts, today included.
    pub done: u8,
    /// How it stands.
    pub state: Progress,
    /// The last day on which the next session can be done so that its week is met: of this week,
    /// or of the first later one that asks for a session. `None` if no week of the next year does.
    pub due: Option<Date>,
}

/// How many weeks are looked at for the next session that is due.
const AHEAD: i32 = 53;

impl Calendar<'_> {
    /// The week that holds today, where sessions are to be `spacing` days apart. The week of the
    /// first session cannot be lost, so it is never at risk.
    pub fn current_week(&self, spacing: i32) -> CurrentWeek {
        let today = self.today();
        let week = self.week(today.monday());
        let missing = week.required.saturating_sub(week.done);
        let first = self.first_session().map(Date::monday);
        let can_be_lost = first.is_some_and(|first| first < week.monday);
        let state = if week.required == 0 {
            Progress::Excused
        } else if missing == 0 {
            Progress::Met
        } else if can_be_lost && self.room(week.monday, today.plus(1), spacing) < missing {
            Progress::AtRisk {
                today_helps: self.room(week.monday, today, spacing) >= missing,
            }
        } else {
            Progress::Open
        };
        CurrentWeek {
            monday: week.monday,
            required: week.required,
            done: week.done,
            state,
            due: self.due(spacing),
        }
    }

    /// How many sessions the week of a Monday can still hold from a day on.
    fn room(&self, monday: Date, from: Date, spacing: i32) -> u8 {
        let apart = self.apart(monday, spacing);
        let sunday = monday.plus(WEEK - 1);
        let mut day = self.rested(from, apart);
        let mut room = 0u8;
        while day <= sunday {
            if self.excused(day) {
                day = day.plus(1);
            } else {
                room = room.saturating_add(1);
                day = day.plus(apart);
            }
        }
        room
    }

    /// The last day on which the next session can be done so that its week is met.
    fn due(&self, spacing: i32) -> Option<Date> {
        let today = self.today();
        (0..AHEAD).find_map(|ahead| {
            let monday = today.monday().plus(ahead * WEEK);
            let week = self.week(monday);
            let apart = self.apart(monday, spacing);
            let from = self.rested(monday.max(today), apart);
            let mut missing = week.required.saturating_sub(week.done);
            let mut due = None;
            let mut day = monday.plus(WEEK - 1);
            while missing > 0 && day >= from {
                if self.excused(day) {
                    day = day.plus(-1);
                } else {
                    due = Some(day);
                    missing -= 1;
                    day = day.plus(-apart);
                }
            }
            due
        })
    }

    /// Days from one session to the next in a week that asks for so many that they fit: somebody
    /// whose goal is five sessions a week does not do the same exercises in each.
    fn apart(&self, monday: Date, spacing: i32) -> i32 {
        let between = i32::from(self.week(monday).required) - 1;
        let fits = if between > 0 {
            (WEEK - 1) / between
        } else {
            WEEK
        };
        spacing.min(fits).max(1)
    }

    /// The first day from that one on which the muscles have rested since the last session.
    fn rested(&self, from: Date, apart: i32) -> Date {
        let last = self.last_session();
        last.map_or(from, |last| from.max(last.plus(apart)))
    }

    /// The date of the newest session that counts.
    pub fn last_session(&self) -> Option<Date> {
        let mut past = self.journal.sessions.until(self.today).rev();
        past.find(|session| self.journal.counts(session, self.today))
            .map(|session| session.date)
    }
}
