//! Pain noted on days without training, looked up by day and by place.

use crate::date::Date;
use crate::model::{EventKind, Journal, Pain, Side};
use std::collections::BTreeMap;

/// The pain events up to today, so that each exercise need not go through all of them.
pub struct PainEvents<'a> {
    /// Pain of 1 and more by its day, in the order of the journal.
    noted: BTreeMap<Date, Vec<&'a Pain>>,
    /// By place the latest day on which it was gone: no side told, left, right.
    gone: BTreeMap<Option<&'a str>, [Option<Date>; 3]>,
}

fn index(side: Option<Side>) -> usize {
    match side {
        None => 0,
        Some(Side::Left) => 1,
        Some(Side::Right) => 2,
    }
}

impl<'a> PainEvents<'a> {
    /// Those of a journal up to today.
    pub fn of(journal: &'a Journal, today: Date) -> PainEvents<'a> {
        let mut events = PainEvents {
            noted: BTreeMap::new(),
            gone: BTreeMap::new(),
        };
        for event in &journal.events {
            let (EventKind::Pain(pain), Some(date)) = (&event.kind, event.from) else {
                continue;
            };
            if date > today {
                continue;
            }
            if pain.level > 0 {
                events.noted.entry(date).or_default().push(pain);
            } else {
                let days = events.gone.entry(pain.body.as_deref()).or_default();
                if let Some(latest) = days.get_mut(index(pain.side)) {
                    *latest = (*latest).max(Some(date));
                }
            }
        }
        events
    }

    /// Pain of 1 and more on a day.
    pub fn on(&self, date: Date) -> &[&'a Pain] {
        self.noted.get(&date).map_or(&[], Vec::as_slice)
    }

    /// The latest day, from that one on, on which 0 was noted at the place of a pain, or without a
    /// place.
    pub fn gone(&self, pain: &Pain, date: Date) -> Option<Date> {
        let anywhere = self.gone.get(&None).into_iter().flatten().flatten();
        let sides = self.gone.get(&pain.body.as_deref()).into_iter();
        let there = sides.flat_map(|[either, left, right]| {
            let left = left.filter(|_| pain.side != Some(Side::Right));
            let right = right.filter(|_| pain.side != Some(Side::Left));
            [*either, left, right].into_iter().flatten()
        });
        let days = anywhere.copied().chain(there);
        days.filter(|day| date <= *day).max()
    }

    /// The pain of 1 and more after a day.
    pub fn after(&self, date: Date) -> impl Iterator<Item = &&'a Pain> {
        self.noted
            .range(date.plus(1)..)
            .flat_map(|(_, pains)| pains)
    }

    /// The places of the body at which pain is gone since a day; `None` for one without a place.
    pub fn places_gone_since(&self, date: Date) -> impl Iterator<Item = Option<&'a str>> {
        let since = move |days: &[Option<Date>; 3]| days.iter().flatten().any(|day| date <= *day);
        let gone = self.gone.iter().filter(move |(_, days)| since(days));
        gone.map(|(place, _)| *place)
    }
}
