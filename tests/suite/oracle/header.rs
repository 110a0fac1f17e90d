//! Lines that begin with a date: sessions and events.

use super::attribute::{allow, attribute, difficulty, pain, tag};
use super::entry::note;
use super::line::{Cursor, Fault, Mark, Read, blank, span, word};
use super::number;
use strength::date::{Date, Weekday};
use strength::syntax::ast::{ACTIVITIES, Attribute, AttributeKind, Event, EventKind};
use strength::text::Span;

/// What the line says.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    pub date_span: Span,
    pub first: Option<Date>,
    pub last: Option<Date>,
    pub event: Option<Event>,
    pub attributes: Vec<Attribute>,
}

/// Whether a line has the shape of a date at its start: then it begins a block, whatever follows.
pub fn begins(line: &[Mark]) -> bool {
    shape(&mut Cursor::new(line)).is_some()
}

/// Whether what follows the date may follow one.
pub fn ends_date(line: &[Mark]) -> bool {
    let mut cursor = Cursor::new(line);
    shape(&mut cursor);
    cursor.done() || blank(cursor.peek(0)) || matches!(cursor.peek(0), ':' | '.' | ';')
}

/// `YYYY-MM-DD`, with `/` or `.` between as well; not yet whether the calendar has it.
fn shape(cursor: &mut Cursor) -> Option<Read<Date>> {
    let start = cursor.clone();
    let mut part = |length: usize| {
        let digits = cursor.take_while(|c| c.is_ascii_digit());
        let mark = cursor.peek(0);
        cursor.at += usize::from(!cursor.done());
        (digits.len() == length).then(|| (word(digits), mark))
    };
    let parts = (|| Some((part(4)?, part(2)?, part(2)?)))();
    let Some(((year, one), (month, two), (day, _))) = parts else {
        *cursor = start;
        return None;
    };
    cursor.at = start.at + 10;
    if !matches!(one, '-' | '/' | '.') || one != two {
        *cursor = start;
        return None;
    }
    let number = |text: String| text.parse().unwrap_or(0);
    Some(Date::new(number(year) as i32, number(month), number(day)).ok_or(Fault::Error))
}

/// Reads a header without comment and blanks around it.
pub fn header(line: &[Mark]) -> Read<Header> {
    let mut cursor = Cursor::new(line);
    let first = shape(&mut cursor).ok_or(Fault::Unsure)??;
    let mut last = None;
    let mut date_span = span(cursor.since(0));
    if cursor.peek(0) == '.' && cursor.peek(1) == '.' {
        cursor.at += 2;
        let end = shape(&mut cursor).ok_or(Fault::Error)??;
        if end < first {
            return Err(Fault::Error);
        }
        last = Some(end);
        date_span = span(cursor.since(0));
    }
    cursor.take(':');
    if !cursor.done() && !blank(cursor.peek(0)) {
        return Err(Fault::Unsure);
    }
    let mut header = Header {
        date_span,
        first: Some(first),
        last,
        event: None,
        attributes: Vec::new(),
    };
    // Weekday and time may stand before the word that makes it an event.
    let mut may_be_event = true;
    loop {
        let blanks = cursor.blanks();
        if cursor.done() {
            break;
        }
        if blanks == 0 {
            return Err(Fault::Unsure);
        }
        if cursor.peek(0) == ',' {
            return Err(Fault::Unsure);
        }
        let start = cursor.at;
        let kind = match header_word(&mut cursor, may_be_event)? {
            Found::Attribute(kind) => kind,
            Found::Event(kind) => {
                header.event = Some(Event {
                    kind,
                    span: span(cursor.since(start)),
                });
                payload(&mut cursor, start, kind, &mut header)?;
                break;
            }
        };
        may_be_event &= matches!(kind, AttributeKind::Weekday(_) | AttributeKind::Time(_));
        push(&mut header.attributes, &cursor, start, kind)?;
    }
    let takes_span = header.event.is_some_and(|event| {
        matches!(
            event.kind,
            EventKind::Away
                | EventKind::Ill
                | EventKind::Injured
                | EventKind::Break
                | EventKind::RacePrep
                | EventKind::OffSeason
        )
    });
    if header.last.is_some() && !takes_span {
        // Found out when the journal is lowered: a declared activity takes none either.
        return Err(Fault::Unsure);
    }
    Ok(header)
}

/// Keeps an attribute; one of each but tags, notes and allows.
fn push(
    attributes: &mut Vec<Attribute>,
    cursor: &Cursor,
    start: usize,
    kind: AttributeKind,
) -> Read<()> {
    if !cursor.done() && !blank(cursor.peek(0)) {
        return Err(Fault::Unsure);
    }
    let many = matches!(
        kind,
        AttributeKind::Tag(_) | AttributeKind::Note(_) | AttributeKind::Allow(_)
    );
    let again =
        |one: &Attribute| std::mem::discriminant(&one.kind) == std::mem::discriminant(&kind);
    if !many && attributes.iter().any(again) {
        return Err(Fault::Unsure);
    }
    attributes.push(Attribute {
        span: span(cursor.since(start)),
        kind,
    });
    Ok(())
}

enum Found {
    Attribute(AttributeKind),
    Event(EventKind),
}

/// What may stand in the header of a session, or the kind of an event.
fn header_word(cursor: &mut Cursor, may_be_event: bool) -> Read<Found> {
    match cursor.peek(0) {
        '"' => return note(cursor).map(|span| Found::Attribute(AttributeKind::Note(span))),
        '#' => return tag(cursor).map(|span| Found::Attribute(AttributeKind::Tag(span))),
        c if c.is_ascii_digit() => return clock_or_duration(cursor).map(Found::Attribute),
        _ => {}
    }
    let name = cursor.word();
    let length = name.chars().count();
    if let Some(weekday) = Weekday::parse(&name) {
        cursor.at += length;
        return Ok(Found::Attribute(AttributeKind::Weekday(weekday)));
    }
    if name.starts_with("rpe") && !name.chars().nth(3).is_some_and(char::is_alphabetic) {
        return Ok(Found::Attribute(attribute(cursor)?.kind));
    }
    if name == "planned" {
        cursor.at += length;
        return Ok(Found::Attribute(AttributeKind::Planned));
    }
    if name == "allow" {
        cursor.at += length;
        return allow(cursor).map(|span| Found::Attribute(AttributeKind::Allow(span)));
    }
    if !may_be_event {
        return Err(Fault::Error);
    }
    let kind = match name.as_str() {
        "" => return Err(Fault::Error),
        "away" => EventKind::Away,
        "ill" => EventKind::Ill,
        "injured" => EventKind::Injured,
        "break" => EventKind::Break,
        "race" => EventKind::Race,
        "race-prep" => EventKind::RacePrep,
        "off-season" => EventKind::OffSeason,
        "pain" => EventKind::Pain,
        "bodyweight" => EventKind::Bodyweight,
        "goal" => EventKind::Goal,
        known if ACTIVITIES.contains(&known) => EventKind::Activity,
        // Whether it is a declared activity is known only from the whole journal.
        _ => {
            cursor.at += length;
            return if cursor.done() && name.chars().all(|c| c.is_alphabetic() || c == '-') {
                Ok(Found::Event(EventKind::Activity))
            } else {
                Err(Fault::Unsure)
            };
        }
    };
    cursor.at += length;
    Ok(Found::Event(kind))
}

/// `18:30`, `35min`, `1h05`.
fn clock_or_duration(cursor: &mut Cursor) -> Read<AttributeKind> {
    let mut after = cursor.clone();
    let hours = number::whole(&mut after)?;
    let long = after.at - cursor.at > 2;
    if after.take(':') {
        if long {
            return Err(Fault::Unsure);
        }
        let digits = after.take_while(|c| c.is_ascii_digit());
        let minutes: u64 = word(digits).parse().map_err(|_| Fault::Error)?;
        if after.peek(0) == ':' {
            return Err(Fault::Unsure);
        }
        if digits.len() != 2 || hours > 23 || minutes > 59 || after.peek(0).is_alphanumeric() {
            return Err(Fault::Error);
        }
        *cursor = after;
        return Ok(AttributeKind::Time((hours * 60 + minutes) as u16));
    }
    number::duration(cursor).map(AttributeKind::Duration)
}

/// What follows the kind of an event.
fn payload(cursor: &mut Cursor, start: usize, kind: EventKind, header: &mut Header) -> Read<()> {
    if !cursor.done() && !blank(cursor.peek(0)) {
        return Err(Fault::Unsure);
    }
    let attributes = &mut header.attributes;
    match kind {
        EventKind::Pain => {
            let found = pain(cursor)?;
            push(attributes, cursor, start, found)?;
        }
        EventKind::Bodyweight => {
            cursor.blanks();
            let from = cursor.at;
            let (thousandths, unit) = number::weight(cursor)?;
            if unit.is_none() {
                return Err(Fault::Unsure);
            }
            let weight = strength::syntax::ast::Load {
                span: span(cursor.since(from)),
                kind: strength::syntax::ast::LoadKind::Absolute,
                implements: 1,
                thousandths,
                unit,
            };
            push(attributes, cursor, from, AttributeKind::Weight(weight))?;
        }
        EventKind::Goal => {
            cursor.blanks();
            let from = cursor.at;
            let (required, aim) = per_week(cursor)?;
            push(
                attributes,
                cursor,
                from,
                AttributeKind::PerWeek { required, aim },
            )?;
        }
        _ => {}
    }
    while cursor.blanks() > 0 && !cursor.done() {
        let from = cursor.at;
        let found = match cursor.peek(0) {
            '"' => AttributeKind::Note(note(cursor)?),
            '#' => AttributeKind::Tag(tag(cursor)?),
            _ => measured(cursor, kind)?,
        };
        push(attributes, cursor, from, found)?;
    }
    if cursor.done() {
        Ok(())
    } else {
        Err(Fault::Unsure)
    }
}

/// Distance, duration and how hard it was, of activities and races.
fn measured(cursor: &mut Cursor, kind: EventKind) -> Read<AttributeKind> {
    let activity = kind == EventKind::Activity;
    if !activity && kind != EventKind::Race {
        return if cursor.peek(0).is_alphanumeric() && cursor.word() != "allow" {
            Err(Fault::Error)
        } else {
            Err(Fault::Unsure)
        };
    }
    let word = cursor.word();
    match word.as_str() {
        "easy" | "ok" | "hard" if activity => {
            cursor.at += word.chars().count();
            return Ok(AttributeKind::Difficulty(difficulty(&word)));
        }
        "prep" if !activity => {
            cursor.at += word.chars().count();
            cursor.blanks();
            let weeks = number::whole(cursor)?;
            if cursor.blanks() == 0 {
                return Err(Fault::Unsure);
            }
            cursor.take_word(&["weeks", "week"]).ok_or(Fault::Error)?;
            if !(1..=52).contains(&weeks) {
                return Err(Fault::Unsure);
            }
            return Ok(AttributeKind::Prep(weeks as u16));
        }
        "allow" | "planned" => return Err(Fault::Unsure),
        word if word.starts_with("prep") => return Err(Fault::Unsure),
        word if word.starts_with("rpe") => {
            return if activity {
                attribute(cursor).map(|found| found.kind)
            } else {
                Err(Fault::Unsure)
            };
        }
        _ => {}
    }
    if !cursor.peek(0).is_ascii_digit() {
        return Err(Fault::Error);
    }
    let mut after = cursor.clone();
    match number::amount(&mut after) {
        Ok(strength::syntax::ast::Amount::Distance(millimetres)) => {
            *cursor = after;
            Ok(AttributeKind::Distance(millimetres))
        }
        Err(Fault::Unsure) if after.peek(0) != ':' => {
            // `1h05` has a unit that no set has.
            number::run_time(cursor)
                .map(AttributeKind::Duration)
                .map_err(|_| Fault::Unsure)
        }
        _ => number::run_time(cursor).map(AttributeKind::Duration),
    }
}

/// `2 per week`, `2-3 per week`.
pub fn per_week(cursor: &mut Cursor) -> Read<(u8, Option<u8>)> {
    let required = number::whole(cursor)?;
    let mut aim = None;
    if cursor.peek(0) == '-' {
        cursor.at += 1;
        aim = Some(number::whole(cursor)?);
    }
    for part in ["per", "week"] {
        if cursor.blanks() == 0 {
            return Err(Fault::Unsure);
        }
        cursor.take_word(&[part]).ok_or(Fault::Error)?;
    }
    if !(1..=7).contains(&required) || aim.is_some_and(|aim| aim <= required || aim > 14) {
        return Err(Fault::Unsure);
    }
    Ok((required as u8, aim.map(|aim| aim as u8)))
}
