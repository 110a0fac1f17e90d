//! Attributes: words and groups after a result or in a dated header.

use super::entry::note;
use super::line::{Cursor, Fault, Read, span};
use super::number;
use strength::syntax::ast::{Attribute, AttributeKind, Difficulty, Side};
use strength::text::Span;

/// Words that have a meaning after a result, so that they are no places of the body.
const RESERVED: &[&str] = &[
    "each", "both", "per", "easy", "ok", "hard", "rpe", "rir", "rest", "pain", "sore", "allow",
    "test", "skipped", "done", "planned", "ea", "prep", "side", "leg",
];

/// Reads one attribute of an entry.
pub fn attribute(cursor: &mut Cursor) -> Read<Attribute> {
    let start = cursor.at;
    let kind = kind(cursor)?;
    Ok(Attribute {
        span: span(cursor.since(start)),
        kind,
    })
}

fn kind(cursor: &mut Cursor) -> Read<AttributeKind> {
    match cursor.peek(0) {
        '"' => return note(cursor).map(AttributeKind::Note),
        '#' => return tag(cursor).map(AttributeKind::Tag),
        '/' => {
            cursor.at += 1;
            return match cursor.take_word(&["side"]) {
                Some(_) => Ok(AttributeKind::Each),
                None => Err(Fault::Unsure),
            };
        }
        '@' => {
            cursor.at += 1;
            return match cursor.word() {
                word if word.starts_with("rpe") => kind(cursor),
                _ => Err(Fault::Unsure),
            };
        }
        _ => {}
    }
    if let Some(rating) = rating(cursor, "rpe", 1)? {
        return Ok(AttributeKind::Rpe(rating));
    }
    if let Some(rating) = rating(cursor, "rir", 0)? {
        return Ok(AttributeKind::Rir(rating));
    }
    let word = cursor.word();
    if word == "l" && cursor.peek(1) == '/' && matches!(cursor.peek(2), 'R' | 'r') {
        cursor.at += 3;
        return Ok(AttributeKind::Each);
    }
    let length = word.chars().count();
    match word.as_str() {
        "each" => {
            cursor.at += length;
            after_blank(cursor, &["side", "leg", "arm"])?;
            Ok(AttributeKind::Each)
        }
        "both" => {
            cursor.at += length;
            if after_blank(cursor, &["sides", "legs", "arms"])? {
                return Err(Fault::Unsure);
            }
            Ok(AttributeKind::Each)
        }
        "ea" => {
            cursor.at += length;
            if cursor.take('.') {
                Ok(AttributeKind::Each)
            } else {
                Err(Fault::Unsure)
            }
        }
        "per" => {
            cursor.at += length;
            if after_blank(cursor, &["side", "leg"])? {
                Ok(AttributeKind::Each)
            } else {
                Err(Fault::Unsure)
            }
        }
        "easy" | "ok" | "hard" => {
            cursor.at += length;
            Ok(AttributeKind::Difficulty(difficulty(&word)))
        }
        "rest" => {
            cursor.at += length;
            cursor.blanks();
            number::rest(cursor).map(AttributeKind::Rest)
        }
        "pain" => {
            cursor.at += length;
            pain(cursor)
        }
        "sore" => {
            cursor.at += length;
            let (side, place) = side_and_place(cursor)?;
            if place.is_empty() {
                return Err(Fault::Unsure);
            }
            Ok(AttributeKind::Sore { side, place })
        }
        "allow" => {
            cursor.at += length;
            allow(cursor).map(AttributeKind::Allow)
        }
        // `rest90s` and `pain3` may be meant.
        word if RESERVED.contains(&word.trim_end_matches(|c: char| !c.is_alphabetic())) => {
            Err(Fault::Unsure)
        }
        word if word.starts_with("rest") => Err(Fault::Unsure),
        _ => Err(Fault::Error),
    }
}

/// The difficulty that a word names.
pub fn difficulty(word: &str) -> Difficulty {
    match word {
        "easy" => Difficulty::Easy,
        "hard" => Difficulty::Hard,
        _ => Difficulty::Ok,
    }
}

/// Takes one of the words after blanks, if it stands there.
fn after_blank(cursor: &mut Cursor, words: &[&str]) -> Read<bool> {
    let mut after = cursor.clone();
    if after.blanks() > 0 && after.take_word(words).is_some() {
        *cursor = after;
        return Ok(true);
    }
    if ["side", "leg", "arm", "sides", "hand", "direction", "legs"].contains(&after.word().as_str())
    {
        return Err(Fault::Unsure);
    }
    Ok(false)
}

/// `rpe 8`, `rpe8`.
fn rating(cursor: &mut Cursor, name: &str, low: u64) -> Read<Option<u8>> {
    let letters: String = (0..3)
        .map(|ahead| cursor.peek(ahead).to_ascii_lowercase())
        .collect();
    if letters != name || cursor.peek(3).is_alphabetic() || cursor.peek(3) == '-' {
        return Ok(None);
    }
    cursor.at += 3;
    cursor.blanks();
    number::halves(cursor, low, 10).map(Some)
}

/// `#morning`; the span is without the mark.
pub fn tag(cursor: &mut Cursor) -> Read<Span> {
    cursor.at += 1;
    let name = cursor.take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if name.is_empty() {
        return Err(if cursor.at_boundary() {
            Fault::Error
        } else {
            Fault::Unsure
        });
    }
    if name[0].plain.is_ascii_digit() {
        return Err(Fault::Unsure);
    }
    Ok(span(name))
}

/// The rule after `allow`.
pub fn allow(cursor: &mut Cursor) -> Read<Span> {
    if cursor.blanks() == 0 {
        return Err(Fault::Error);
    }
    let rule = cursor.take_while(|c| c.is_ascii_lowercase() || c == '-');
    if rule.is_empty() {
        if cursor.peek(0).is_alphanumeric() {
            return Err(Fault::Unsure);
        }
        return Err(Fault::Error);
    }
    if !cursor.at_boundary() || rule[0].plain == '-' {
        return Err(Fault::Unsure);
    }
    Ok(span(rule))
}

/// What follows `pain`: side and place in either order, then 0–10.
pub fn pain(cursor: &mut Cursor) -> Read<AttributeKind> {
    let (side, place) = side_and_place(cursor)?;
    if cursor.blanks() == 0 {
        return Err(Fault::Error);
    }
    let level = number::whole(cursor)?;
    if cursor.peek(0) == '/' {
        cursor.at += 1;
        match number::whole(cursor) {
            Ok(10) => {}
            _ => return Err(Fault::Unsure),
        }
    }
    if level > 10 {
        return Err(Fault::Error);
    }
    // `pain 3 knee` is not said.
    let mut after = cursor.clone();
    after.blanks();
    let word = after.word();
    if after.peek(0).is_alphabetic() && !RESERVED.contains(&word.as_str()) {
        return Err(Fault::Unsure);
    }
    Ok(AttributeKind::Pain {
        side,
        place,
        level: level as u8,
    })
}

fn side_and_place(cursor: &mut Cursor) -> Read<(Option<Side>, Span)> {
    let mut side = None;
    let mut place = Span::default();
    loop {
        let mut after = cursor.clone();
        if after.blanks() == 0 || !after.peek(0).is_alphabetic() {
            return Ok((side, place));
        }
        let word = after.word();
        let found = match word.as_str() {
            "l" | "left" => Some(Side::Left),
            "r" | "right" => Some(Side::Right),
            _ => None,
        };
        let marks = after.take_while(|c| c.is_alphanumeric() || c == '-');
        if found.is_some() && side.is_none() {
            side = found;
        } else if RESERVED.contains(&word.as_str()) && (!place.is_empty() || side.is_some()) {
            // The next attribute.
            return if place.is_empty() {
                Err(Fault::Unsure)
            } else {
                Ok((side, place))
            };
        } else if found.is_some() || RESERVED.contains(&word.as_str()) {
            return Err(Fault::Unsure);
        } else if !place.is_empty() {
            // `pain knee R8` has no blank where one is usual.
            let digits = word.chars().any(char::is_numeric);
            return Err(if digits { Fault::Unsure } else { Fault::Error });
        } else if word.chars().any(char::is_numeric) || !after.at_boundary() {
            return Err(Fault::Unsure);
        } else {
            place = span(marks);
        }
        *cursor = after;
    }
}
