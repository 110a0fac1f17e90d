//! The day of the next session.

use crate::analysis::{Context, spacing, training};
use crate::date::Date;
use crate::model::{Event, EventKind};

/// When the next session can be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NextDay {
    /// The first day on which it can be: rested since the last one, not excused, and with no
    /// session yet.
    pub date: Date,
    /// The first day after an excuse, where one keeps the session from an earlier day.
    pub back: Option<Date>,
    /// The excuse after which it is: `you are away until 15 March, so this is for the time after`.
    pub after: Option<String>,
}

impl NextDay {
    /// As of today.
    pub fn of(context: &Context) -> NextDay {
        let (journal, today) = (context.journal, context.today);
        let calendar = training::calendar(context);
        let apart = i32::try_from(context.number(&spacing::CARD, "days")).unwrap_or(i32::MAX);
        let last = calendar.last_session();
        let rested = last.map_or(today, |last| today.max(last.plus(apart)));
        let free = |day: Date| calendar.excused_until(day).map(|end| end.plus(1));
        let taken = |day: Date| {
            let mut sessions = journal.sessions.since(day);
            sessions.next().is_some_and(|session| session.date == day)
        };
        let back = free(rested);
        let (mut date, mut excused) = (back.unwrap_or(rested), back);
        while taken(date) {
            date = date.plus(1);
            if let Some(end) = free(date) {
                (date, excused) = (end, Some(end));
            }
        }
        let after = excused.map(|day| reason(&journal.events, day.plus(-1), today));
        NextDay { date, back, after }
    }
}

/// What excuses the last day before the next session.
fn reason(events: &[Event], end: Date, today: Date) -> String {
    let covers = |event: &&Event| {
        event.from.is_some_and(|from| from <= end) && event.to.or(event.from) == Some(end)
    };
    let (until, on) = match end == today {
        true => ("today".to_string(), "today".to_string()),
        false => {
            let end = end.words_near(today);
            (format!("until {end}"), format!("on {end}"))
        }
    };
    let why = |event: &Event| {
        Some(match &event.kind {
            EventKind::Away => format!("you are away {until}"),
            EventKind::Ill => format!("you are ill {until}"),
            EventKind::Injured => format!("you are injured {until}"),
            EventKind::Break => format!("your break lasts {until}"),
            EventKind::Race { .. } => format!("there is a race {on}"),
            _ => return None,
        })
    };
    let found = events.iter().filter(covers);
    let found = found.filter_map(|event| Some((event, why(event)?))).next();
    let (event, why) = found.map_or(
        (None, format!("nothing is asked {until}")),
        |(event, why)| (Some(&event.kind), why),
    );
    let unwell = matches!(event, Some(EventKind::Ill | EventKind::Injured));
    let first = match unwell {
        true => "; if anything is left of it then, talk to a doctor or physiotherapist first",
        false => "",
    };
    format!("{why}, so this is for the time after{first}")
}
