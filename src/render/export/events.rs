//! Events in the export.

use super::super::json::Day;
use super::{Read, difficulty, halves, side, thousandths};
use crate::model::{Event, EventKind};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// All of them.
pub struct Events<'a>(pub &'a Read<'a>);

impl Serialize for Events<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let events = self.0.journal.events.iter();
        serializer.collect_seq(events.map(|event| EventOut {
            read: self.0,
            event,
        }))
    }
}

struct EventOut<'a> {
    read: &'a Read<'a>,
    event: &'a Event,
}

impl Serialize for EventOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (read, event) = (self.read, self.event);
        let extra = read.journal.extra(event.extra);
        let file = event.place.file;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("file", read.index.name(file))?;
        map.serialize_entry("line", &read.line(file, event.place.span.start))?;
        map.serialize_entry("kind", kind(&event.kind))?;
        map.serialize_entry("from", &event.from.map(Day))?;
        // A phase written as a single date has no end of its own, nor has a goal.
        let goal = matches!(event.kind, EventKind::Goal { .. });
        let to = event.to.filter(|_| !event.open && !goal);
        map.serialize_entry("to", &to.map(Day))?;
        map.serialize_entry("note", &read.note(extra))?;
        map.serialize_entry("tags", &extra.tags)?;
        match &event.kind {
            EventKind::Activity {
                distance,
                duration,
                difficulty: rating,
                ..
            } => {
                map.serialize_entry("metres", &distance.map(thousandths))?;
                map.serialize_entry("seconds", &duration.map(thousandths))?;
                map.serialize_entry("difficulty", &rating.map(difficulty))?;
                map.serialize_entry("rpe", &halves(extra.rpe))?;
            }
            EventKind::Race {
                name,
                distance,
                duration,
                prep_weeks,
            } => {
                map.serialize_entry("name", name)?;
                map.serialize_entry("prep_weeks", prep_weeks)?;
                map.serialize_entry("metres", &distance.map(thousandths))?;
                map.serialize_entry("seconds", &duration.map(thousandths))?;
            }
            EventKind::Bodyweight(grams) => map.serialize_entry("grams", grams)?,
            EventKind::Goal { required, aim } => {
                map.serialize_entry("required", required)?;
                map.serialize_entry("aim", aim)?;
            }
            EventKind::Pain(pain) => {
                map.serialize_entry("side", &pain.side.map(side))?;
                map.serialize_entry("place", &pain.body)?;
                map.serialize_entry("level", &pain.level)?;
            }
            EventKind::Away
            | EventKind::Ill
            | EventKind::Injured
            | EventKind::Break
            | EventKind::RacePrep
            | EventKind::OffSeason => {}
        }
        map.end()
    }
}

fn kind(kind: &EventKind) -> &str {
    match kind {
        EventKind::Away => "away",
        EventKind::Ill => "ill",
        EventKind::Injured => "injured",
        EventKind::Break => "break",
        EventKind::Activity { word, .. } => word,
        EventKind::Race { .. } => "race",
        EventKind::RacePrep => "race-prep",
        EventKind::OffSeason => "off-season",
        EventKind::Pain(_) => "pain",
        EventKind::Bodyweight(_) => "bodyweight",
        EventKind::Goal { .. } => "goal",
    }
}
