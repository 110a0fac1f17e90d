//! Dated lines that are no sessions: events, and what may be one once the directives are known.

use super::{Piece, RawLoad, Reader};
use crate::date::Date;
use crate::model::{Event, EventKind, Pain};
use crate::syntax::ast::{self, Attribute, AttributeKind, Dated};
use crate::text::Place;

/// A block that cannot be understood before the directives are known.
pub struct Unsure<'t> {
    /// The word that makes it an event.
    pub word: &'t str,
    /// Where it stands.
    pub word_place: Place,
    /// Whether the language knows the word.
    pub known: bool,
    /// A word for what it is stands behind the date.
    pub has_kind: bool,
    /// The index of the event.
    pub event: Option<usize>,
    /// The index of the session that holds the entries below.
    pub session: Option<usize>,
    /// From the first entry to the last, if there are any.
    pub below: Option<Place>,
    /// The start of the first entry's line.
    pub first_line: u32,
    /// The date, if it can be read.
    pub date: Option<Date>,
    /// Written as a span.
    pub spanned: bool,
}

impl<'t> Piece<'t> {
    /// The word of an event whose date cannot be read is judged all the same.
    #[cold]
    pub(super) fn undated_event(
        &mut self,
        reader: &Reader<'_, 't>,
        dated: &Dated,
        entries: &[ast::Entry],
    ) {
        let event = dated
            .event
            .filter(|event| event.kind == ast::EventKind::Activity);
        let Some(event) = event else { return };
        let word = reader.text(event.span);
        if ast::ACTIVITIES
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known))
        {
            return;
        }
        let below = entries.first().zip(entries.last());
        self.unsure.push(Unsure {
            word,
            word_place: reader.place(event.span),
            known: false,
            has_kind: true,
            event: None,
            session: None,
            below: below.map(|(first, last)| reader.place(first.span.to(last.span))),
            first_line: 0,
            date: None,
            spanned: false,
        });
    }

    /// An event; entries below it become a session of that date.
    pub(super) fn not_a_session(
        &mut self,
        reader: &Reader<'_, 't>,
        dated: &Dated,
        date: Date,
        header: &[Attribute],
        entries: &[ast::Entry],
    ) {
        let event_index = self.events.len();
        let word = dated.event.map_or(dated.date_span, |event| event.span);
        if let Some(event) = dated.event {
            self.event(reader, dated, event, date, header);
        }
        let known = dated.event.is_some_and(|event| {
            event.kind != ast::EventKind::Activity || {
                let word = reader.text(event.span).to_ascii_lowercase();
                ast::ACTIVITIES.contains(&word.as_str())
            }
        });
        let takes_span = dated.event.is_some_and(|event| spans(event.kind));
        let spanned = dated.last.is_some();
        if known && entries.is_empty() && (!spanned || takes_span) {
            return;
        }
        let session = if entries.is_empty() {
            None
        } else if spanned {
            // Which of the days is not told.
            self.entries(reader, entries);
            None
        } else {
            self.session(reader, dated, date, header);
            self.sessions.len().checked_sub(1)
        };
        let below = entries.first().zip(entries.last());
        let first_line = below.map_or(0, |(first, _)| {
            let before = reader.text.as_bytes().get(..first.span.start as usize);
            memchr::memrchr(b'\n', before.unwrap_or(&[])).map_or(0, |newline| newline as u32 + 1)
        });
        self.unsure.push(Unsure {
            word: reader.text(word),
            word_place: reader.place(word),
            known,
            has_kind: dated.event.is_some(),
            event: dated.event.map(|_| event_index),
            session,
            below: below.map(|(first, last)| reader.place(first.span.to(last.span))),
            first_line,
            date: Some(date),
            spanned: spanned && !takes_span,
        });
    }

    fn event(
        &mut self,
        reader: &Reader<'_, 't>,
        dated: &Dated,
        event: ast::Event,
        date: Date,
        header: &[Attribute],
    ) {
        let notes = dated.notes.of(&reader.tree.notes);
        let mut name_of_race = None;
        let (mut distance, mut duration, mut difficulty) = (None, None, None);
        let (mut prep_weeks, mut pain, mut weight, mut goal) = (12, None, None, None);
        for attribute in header {
            match attribute.kind {
                AttributeKind::Distance(millimetres) => distance = Some(millimetres),
                AttributeKind::Duration(milliseconds) => duration = Some(milliseconds),
                AttributeKind::Difficulty(word) => difficulty = Some(word),
                AttributeKind::Prep(weeks) => prep_weeks = weeks,
                AttributeKind::Pain { side, place, level } if pain.is_none() => {
                    pain = Some(Pain {
                        side,
                        body: reader.word(place),
                        level,
                        place: reader.place(attribute.span),
                    });
                }
                AttributeKind::Weight(load) => weight = RawLoad::from(&load).resolve(None),
                AttributeKind::PerWeek { required, aim } => goal = Some((required, aim)),
                _ => {}
            }
        }
        let kind = match event.kind {
            ast::EventKind::Away => Some(EventKind::Away),
            ast::EventKind::Ill => Some(EventKind::Ill),
            ast::EventKind::Injured => Some(EventKind::Injured),
            ast::EventKind::Break => Some(EventKind::Break),
            ast::EventKind::RacePrep => Some(EventKind::RacePrep),
            ast::EventKind::OffSeason => Some(EventKind::OffSeason),
            ast::EventKind::Activity => Some(EventKind::Activity {
                word: reader.text(event.span).to_lowercase(),
                distance,
                duration,
                difficulty,
            }),
            ast::EventKind::Race => {
                // The first note is the name; it is not a note as well.
                let name = header.iter().find_map(|attribute| match attribute.kind {
                    AttributeKind::Note(inside) => Some((attribute.span, inside)),
                    _ => None,
                });
                name_of_race = name.map(|(whole, _)| whole);
                let name = name.map(|(_, inside)| reader.text(inside).to_string());
                Some(EventKind::Race {
                    name,
                    distance,
                    duration,
                    prep_weeks,
                })
            }
            // What is missing in these three has an error of its own.
            ast::EventKind::Pain => pain.map(EventKind::Pain),
            ast::EventKind::Bodyweight => weight.map(|weight| EventKind::Bodyweight(weight.grams)),
            ast::EventKind::Goal => goal.map(|(required, aim)| EventKind::Goal { required, aim }),
        };
        let Some(kind) = kind else { return };
        let details = header.iter().filter(|attribute| {
            let told = matches!(kind, EventKind::Pain(_))
                && matches!(attribute.kind, AttributeKind::Pain { .. });
            !told && Some(attribute.span) != name_of_race
        });
        let extra = self.extra(reader, details, notes);
        let phase = matches!(kind, EventKind::RacePrep | EventKind::OffSeason);
        self.events.push(Event {
            from: Some(date),
            to: dated.last.or(Some(date)),
            open: phase && dated.last.is_none(),
            place: reader.place(dated.header),
            kind,
            extra,
        });
    }
}

/// Whether a kind of event may be written with a span of dates.
pub fn spans(kind: ast::EventKind) -> bool {
    use ast::EventKind::{Away, Break, Ill, Injured, OffSeason, RacePrep};
    matches!(kind, Away | Ill | Injured | Break | RacePrep | OffSeason)
}
