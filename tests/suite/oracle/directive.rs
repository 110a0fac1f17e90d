//! Undated directives and the properties of `exercise` blocks.

use super::header::per_week;
use super::line::{Cursor, Fault, Mark, Read, blank, span, trim, word};
use super::number;
use strength::date::Date;
use strength::syntax::ast::{Amount, Load, LoadKind, Measure, Sides, Unit};
use strength::text::Span;

/// What a directive says.
#[derive(Clone, Debug, PartialEq)]
pub enum Directive {
    Exercise(Span),
    Routine(Span, Vec<Span>),
    Goal(u8, Option<u8>),
    Unit(Unit),
    Activity(Span),
    Athlete(Span),
    Include(Span),
    Rule(Span, Span, Option<Span>),
    Allow {
        rule: Span,
        exercise: Option<Span>,
        until: Option<Date>,
        why: Option<Span>,
    },
}

/// A line of an `exercise` block.
#[derive(Clone, Debug, PartialEq)]
pub enum Property {
    Also(Vec<Span>),
    Sides(Sides),
    Measure(Measure),
    Target(u8, Amount, Amount),
    Rest(u32),
    Muscles(Vec<Span>),
    Assists(Vec<Span>),
    Level(Span),
    Cues(Vec<Span>),
    Increment(Load),
    Number(Span, Span),
}

/// The words that begin a directive.
pub const WORDS: &[&str] = &[
    "exercise", "routine", "goal", "unit", "activity", "athlete", "include", "rule", "allow",
];

/// Whether the line begins with such a word, whole.
pub fn begins(line: &[Mark]) -> bool {
    let name = Cursor::new(line).word();
    let after = line.get(name.chars().count());
    WORDS.contains(&name.as_str()) && after.is_none_or(|mark| blank(mark.plain))
}

/// Whether such a word has a quotation mark right after it.
pub fn quoted(line: &[Mark]) -> bool {
    let name = Cursor::new(line).word();
    let after = line.get(name.chars().count());
    WORDS.contains(&name.as_str()) && after.is_some_and(|mark| mark.plain == '"')
}

/// Blank-separated words; a note counts as one.
fn words(marks: &[Mark]) -> Vec<&[Mark]> {
    let mut found = Vec::new();
    let mut cursor = Cursor::new(marks);
    loop {
        cursor.blanks();
        if cursor.done() {
            return found;
        }
        let start = cursor.at;
        cursor.take_while(|c| !blank(c));
        found.push(cursor.since(start));
    }
}

/// A line without comment and trailing blanks.
pub fn directive(line: &[Mark]) -> Read<Directive> {
    let mut cursor = Cursor::new(line);
    let name = cursor.word();
    cursor.at += name.chars().count();
    let rest = trim(&line[cursor.at..]);
    if rest.is_empty() {
        return Err(Fault::Error);
    }
    let quoted = rest.iter().any(|mark| mark.plain == '"');
    match name.as_str() {
        "exercise" => {
            if quoted || rest.iter().any(|mark| !name_mark(mark.plain)) {
                return Err(Fault::Unsure);
            }
            Ok(Directive::Exercise(span(rest)))
        }
        "routine" => {
            let colon = rest
                .iter()
                .position(|mark| mark.plain == ':')
                .ok_or(Fault::Error)?;
            let name = trim(&rest[..colon]);
            if name.is_empty() || name.iter().any(|mark| !name_mark(mark.plain)) {
                return Err(Fault::Unsure);
            }
            Ok(Directive::Routine(span(name), list(&rest[colon + 1..])?))
        }
        "goal" => {
            let mut cursor = Cursor::new(rest);
            let (required, aim) = per_week(&mut cursor)?;
            if cursor.done() {
                Ok(Directive::Goal(required, aim))
            } else {
                Err(Fault::Unsure)
            }
        }
        "unit" => match word(rest).as_str() {
            "kg" => Ok(Directive::Unit(Unit::Kg)),
            "lb" => Ok(Directive::Unit(Unit::Lb)),
            "lbs" | "kgs" => Err(Fault::Unsure),
            _ => Err(Fault::Error),
        },
        "activity" => {
            if rest
                .iter()
                .all(|mark| mark.plain.is_alphabetic() || mark.plain == '-')
            {
                Ok(Directive::Activity(span(rest)))
            } else {
                Err(Fault::Unsure)
            }
        }
        "athlete" => {
            let mut cursor = Cursor::new(rest);
            if !quoted {
                return Err(Fault::Unsure);
            }
            if cursor.peek(0) != '"' {
                return Err(Fault::Unsure);
            }
            let name = super::entry::note(&mut cursor)?;
            if cursor.done() && !name.is_empty() {
                Ok(Directive::Athlete(name))
            } else {
                Err(Fault::Unsure)
            }
        }
        "include" if !quoted => Ok(Directive::Include(span(rest))),
        "rule" => match words(rest).as_slice() {
            _ if quoted => Err(Fault::Unsure),
            [rule, key] => match word(key).as_str() {
                "off" | "note" | "warning" | "error" => {
                    kebab(rule)?;
                    Ok(Directive::Rule(span(rule), span(key), None))
                }
                _ => Err(Fault::Unsure),
            },
            [rule, key, value] if word(value).chars().all(|c| c.is_ascii_digit()) => {
                kebab(rule)?;
                kebab(key)?;
                Ok(Directive::Rule(span(rule), span(key), Some(span(value))))
            }
            _ => Err(Fault::Unsure),
        },
        "allow" => allow(rest),
        _ => Err(Fault::Unsure),
    }
}

/// Names of rules and keys are in lower case with hyphens.
fn kebab(marks: &[Mark]) -> Read<()> {
    let plain = |mark: &Mark| mark.written.is_ascii_lowercase() || mark.written == '-';
    if marks.iter().all(plain) && marks.first().is_some_and(|mark| mark.written != '-') {
        Ok(())
    } else {
        Err(Fault::Unsure)
    }
}

/// Marks that a name has for certain; what else it may have is not said.
fn name_mark(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | ' ' | '\'' | '/' | '&')
}

/// `RULE [for EXERCISE] [until DATE] "why"`
fn allow(rest: &[Mark]) -> Read<Directive> {
    let mut cursor = Cursor::new(rest);
    let rule = cursor.take_while(|c| !blank(c));
    kebab(rule)?;
    let (mut exercise, mut until, mut why) = (None, None, None);
    cursor.blanks();
    if cursor.take_word(&["for"]).is_some() {
        cursor.blanks();
        let start = cursor.at;
        while !cursor.done() && cursor.peek(0) != '"' && !until_date(&cursor) {
            cursor.at += 1;
        }
        let name = trim(cursor.since(start));
        let until = word(name).contains("until");
        if until || name.is_empty() || name.iter().any(|mark| !name_mark(mark.plain)) {
            return Err(Fault::Unsure);
        }
        exercise = Some(span(name));
    }
    if cursor.take_word(&["until"]).is_some() {
        cursor.blanks();
        let day = cursor.take_while(|c| !blank(c) && c != '"');
        let plain: String = day.iter().map(|mark| mark.plain).collect();
        until = Some(Date::parse_iso(&plain).ok_or(Fault::Unsure)?);
        cursor.blanks();
    }
    if cursor.peek(0) == '"' {
        let text = super::entry::note(&mut cursor)?;
        why = Some(text).filter(|text| !text.is_empty());
    }
    if cursor.done() {
        Ok(Directive::Allow {
            rule: span(rule),
            exercise,
            until,
            why,
        })
    } else {
        Err(Fault::Unsure)
    }
}

/// Whether ` until ` stands here.
fn until_date(cursor: &Cursor) -> bool {
    cursor.word() == "until"
        && cursor.at > 0
        && blank(cursor.marks[cursor.at - 1].plain)
        && blank(cursor.peek(5))
}

/// `a, b, "c, d"`
fn list(marks: &[Mark]) -> Read<Vec<Span>> {
    let mut cursor = Cursor::new(marks);
    let mut found = Vec::new();
    loop {
        cursor.blanks();
        if cursor.peek(0) == '"' {
            let text = super::entry::note(&mut cursor)?;
            if text.is_empty() {
                return Err(Fault::Unsure);
            }
            found.push(text);
            cursor.blanks();
        } else {
            let name = trim(cursor.take_while(|c| c != ',' && c != '"'));
            if name.is_empty() || name.iter().any(|mark| !name_mark(mark.plain)) {
                return Err(Fault::Unsure);
            }
            found.push(span(name));
        }
        if cursor.done() {
            return Ok(found);
        }
        if !cursor.take(',') {
            return Err(Fault::Unsure);
        }
    }
}

/// A property line without indent, comment and trailing blanks.
pub fn property(line: &[Mark]) -> Read<Property> {
    let mut cursor = Cursor::new(line);
    let key = cursor.word();
    cursor.at += key.chars().count();
    let key_span = span(cursor.since(0));
    let rest = trim(&line[cursor.at..]);
    if !blank(cursor.peek(0)) {
        // A key that is not known here may be one of the progression numbers.
        let known = [
            "also", "sides", "measure", "target", "rest", "muscles", "assists", "level",
        ];
        return Err(if cursor.done() && known.contains(&key.as_str()) {
            Fault::Error
        } else {
            Fault::Unsure
        });
    }
    let mut value = Cursor::new(rest);
    let found = match key.as_str() {
        "also" => return list(rest).map(Property::Also),
        "muscles" => return list(rest).map(Property::Muscles),
        "assists" => return list(rest).map(Property::Assists),
        "cues" => return list(rest).map(Property::Cues),
        "level" => {
            if rest.iter().any(|mark| !name_mark(mark.plain)) {
                return Err(Fault::Unsure);
            }
            return Ok(Property::Level(span(rest)));
        }
        "sides" => {
            return match word(rest).as_str() {
                "each" => Ok(Property::Sides(Sides::Each)),
                "alternating" => Ok(Property::Sides(Sides::Alternating)),
                "both" => Ok(Property::Sides(Sides::Both)),
                _ => Err(Fault::Error),
            };
        }
        "measure" => {
            return match word(rest).as_str() {
                "reps" => Ok(Property::Measure(Measure::Reps)),
                "time" => Ok(Property::Measure(Measure::Time)),
                "distance" => Ok(Property::Measure(Measure::Distance)),
                _ => Err(Fault::Error),
            };
        }
        "rest" => Property::Rest(number::rest(&mut value)?),
        "target" => target(&mut value)?,
        "increment" => {
            let (thousandths, unit) = number::weight(&mut value)?;
            if unit.is_none() || rest.iter().any(|mark| mark.plain == ',') {
                return Err(Fault::Unsure);
            }
            Property::Increment(Load {
                span: span(rest),
                kind: LoadKind::Absolute,
                implements: 1,
                thousandths,
                unit,
            })
        }
        "floor" | "ready-sessions" | "test-margin" => {
            if word(rest).chars().all(|c| c.is_ascii_digit()) {
                return Ok(Property::Number(key_span, span(rest)));
            }
            return Err(Fault::Unsure);
        }
        _ => return Err(Fault::Unsure),
    };
    if value.done() {
        Ok(found)
    } else {
        Err(Fault::Unsure)
    }
}

/// `3x15`, `3x8-12`
fn target(value: &mut Cursor) -> Read<Property> {
    let sets = number::whole(value)?;
    if !matches!(value.peek(0), 'x' | 'X' | '*') {
        return Err(if blank(value.peek(0)) {
            Fault::Unsure
        } else {
            Fault::Error
        });
    }
    value.at += 1;
    if !value.peek(0).is_ascii_digit() {
        return Err(Fault::Unsure);
    }
    let low = number::amount(value)?;
    let mut high = low;
    if value.take('-') {
        high = number::amount(value)?;
    }
    if !(1..=20).contains(&sets)
        || !matches!((low, high), (Amount::Reps(a), Amount::Reps(b)) if 0 < a && a <= b)
    {
        return Err(Fault::Unsure);
    }
    Ok(Property::Target(sets as u8, low, high))
}
