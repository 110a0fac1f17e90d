//! Numbers with their units: amounts of work, durations, distances, loads, ratings.

use super::line::{Cursor, Fault, Read, span, word};
use strength::syntax::ast::{Amount, Load, LoadKind, Unit};

/// Digits, as a number in thousandths: `7`, `7.5`. The flag tells whether there was a point.
pub fn decimal(cursor: &mut Cursor, comma: bool) -> Read<(u64, bool)> {
    let whole = word(cursor.take_while(|c| c.is_ascii_digit()));
    if whole.is_empty() {
        return Err(Fault::Error);
    }
    let mut fraction = String::new();
    let point = cursor.peek(0) == '.' || comma && cursor.peek(0) == ',';
    if point && cursor.peek(1).is_ascii_digit() {
        cursor.at += 1;
        fraction = word(cursor.take_while(|c| c.is_ascii_digit()));
    }
    if whole.len() > 9 || fraction.len() > 3 {
        return Err(Fault::Unsure);
    }
    let pointed = !fraction.is_empty();
    while fraction.len() < 3 {
        fraction.push('0');
    }
    let number = format!("{whole}{fraction}")
        .parse()
        .map_err(|_| Fault::Unsure)?;
    Ok((number, pointed))
}

/// A whole number without sign.
pub fn whole(cursor: &mut Cursor) -> Read<u64> {
    let digits = word(cursor.take_while(|c| c.is_ascii_digit()));
    if digits.is_empty() || digits.len() > 18 {
        return Err(Fault::Error);
    }
    digits.parse().map_err(|_| Fault::Error)
}

fn small(number: u64) -> Read<u32> {
    u32::try_from(number).map_err(|_| Fault::Unsure)
}

/// Letters of a unit right here, or after one blank where that is usual for it.
fn unit(cursor: &mut Cursor, spaced: &[&str]) -> Read<String> {
    let letters = word(cursor.clone().take_while(char::is_alphabetic));
    if !letters.is_empty() {
        cursor.at += letters.chars().count();
        return Ok(letters);
    }
    let mut after = cursor.clone();
    if after.blanks() > 0 {
        let letters = after.word();
        if spaced.contains(&letters.as_str()) {
            after.take_word(spaced);
            *cursor = after;
            return Ok(letters);
        }
        // `20 m` is a slip or a distance.
        let units = [
            "s", "m", "km", "mi", "ft", "h", "secs", "mins", "seconds", "minutes", "hours", "hour",
            "metres", "meters", "miles", "feet", "second", "minute", "kgs", "lbs", "reps", "sec",
            "min", "kg", "lb",
        ];
        if units.contains(&letters.as_str()) {
            return Err(Fault::Unsure);
        }
    }
    Ok(String::new())
}

fn distance(thousandths: u64, unit: &str) -> Option<u64> {
    let metre = match unit {
        "m" => return Some(thousandths),
        "km" => return Some(thousandths * 1_000),
        "mi" => 1_609_344,
        "ft" => 304_800,
        "yd" => 914_400,
        _ => return None,
    };
    // Miles are given in millimetres, feet in thousandths of one.
    let divisor = if unit == "mi" { 1_000 } else { 1_000_000 };
    Some((thousandths * metre + divisor / 2) / divisor)
}

/// `30s`, `30 sec` behind minutes, if these are seconds.
fn seconds(cursor: &mut Cursor) -> Read<Option<u64>> {
    let number = whole(cursor)?;
    let unit = unit(cursor, &["s", "sec"])?;
    let known = matches!(unit.as_str(), "s" | "sec") && number < 60;
    Ok(known.then_some(number))
}

/// What was done in a set: reps, time or distance.
pub fn amount(cursor: &mut Cursor) -> Read<Amount> {
    let start = cursor.clone();
    if cursor.take_while(|c| c.is_ascii_digit()).is_empty() {
        return Err(Fault::Error);
    }
    if cursor.peek(0) == ':' && cursor.peek(1).is_ascii_digit() {
        *cursor = start;
        return clock(cursor).map(Amount::Time);
    }
    *cursor = start;
    let (number, pointed) = decimal(cursor, false)?;
    let unit = unit(cursor, &["sec", "min"])?;
    if let Some(millimetres) = distance(number, &unit) {
        // `1m30s` is a minute and a half.
        if unit == "m" && !pointed && cursor.peek(0).is_ascii_digit() {
            let seconds = whole(cursor)?;
            if cursor.take_word(&["s"]).is_none() || seconds > 59 {
                return Err(Fault::Error);
            }
            return Ok(Amount::Time(small(number * 60 + seconds * 1_000)?));
        }
        return small(millimetres).map(Amount::Distance);
    }
    match unit.as_str() {
        "" if pointed => Err(Fault::Error),
        "" if number > 999_999_000 => Err(Fault::Error),
        "" => small(number / 1_000).map(Amount::Reps),
        _ if pointed => Err(Fault::Unsure),
        "s" | "sec" => small(number).map(Amount::Time),
        "min" if cursor.peek(0).is_ascii_digit() => {
            let seconds = seconds(cursor)?.ok_or(Fault::Error)?;
            Ok(Amount::Time(small(number * 60 + seconds * 1_000)?))
        }
        "min" => {
            // `1 min 30 s` may be one time or two.
            let mut after = cursor.clone();
            if after.blanks() > 0
                && after.peek(0).is_ascii_digit()
                && seconds(&mut after).is_ok_and(|seconds| seconds.is_some())
            {
                return Err(Fault::Error);
            }
            small(number * 60).map(Amount::Time)
        }
        "secs" | "second" | "seconds" | "mins" | "minute" | "minutes" | "h" | "reps" | "rep"
        | "lbs" | "kgs" | "x" => Err(Fault::Unsure),
        _ => Err(Fault::Error),
    }
}

/// `1:30` or `1:02:19`, in milliseconds.
fn clock(cursor: &mut Cursor) -> Read<u32> {
    let mut total = whole(cursor)?;
    let mut parts = 1;
    while cursor.peek(0) == ':' && cursor.peek(1).is_ascii_digit() {
        cursor.at += 1;
        let digits = cursor.clone().take_while(|c| c.is_ascii_digit()).len();
        let part = whole(cursor)?;
        if digits != 2 || part > 59 {
            return Err(Fault::Error);
        }
        total = total * 60 + part;
        parts += 1;
    }
    if parts == 2 && total < 60 * 60 {
        small(total * 1_000)
    } else {
        Err(Fault::Unsure)
    }
}

/// The duration of an activity, where `42:30` and `1:02:19` are read too.
pub fn run_time(cursor: &mut Cursor) -> Read<u32> {
    let start = cursor.clone();
    let first = whole(cursor)?;
    if cursor.take(':') {
        let second = two_digits(cursor)?;
        if cursor.take(':') {
            let third = two_digits(cursor)?;
            return small((first * 3_600 + second * 60 + third) * 1_000);
        }
        return small((first * 60 + second) * 1_000);
    }
    *cursor = start;
    duration(cursor)
}

fn two_digits(cursor: &mut Cursor) -> Read<u64> {
    if cursor.clone().take_while(|c| c.is_ascii_digit()).len() != 2 {
        return Err(Fault::Error);
    }
    let number = whole(cursor)?;
    if number > 59 {
        Err(Fault::Error)
    } else {
        Ok(number)
    }
}

/// `35min`, `90 min`, `1h`, `1h05`, `1h 05min`, in milliseconds.
pub fn duration(cursor: &mut Cursor) -> Read<u32> {
    let number = whole(cursor)?;
    if number > 100_000 {
        return Err(Fault::Unsure);
    }
    match unit(cursor, &["min"])?.as_str() {
        "min" => small(number * 60_000),
        "h" => {
            let mut after = cursor.clone();
            let spaced = after.blanks() > 0;
            let digits = after.clone().take_while(|c| c.is_ascii_digit()).len();
            if digits == 0 {
                return small(number * 3_600_000);
            }
            let minutes = match whole(&mut after) {
                // `1h 18:30` is a duration and a time.
                Ok(_) if spaced && after.peek(0) == ':' => return small(number * 3_600_000),
                Ok(minutes) if minutes < 60 => minutes,
                _ => return Err(if spaced { Fault::Unsure } else { Fault::Error }),
            };
            let worded = after.take_word(&["min"]).is_some();
            match (spaced, worded, digits) {
                (false, false, 2) | (true, true, 2) => {}
                (false, false, 1) => return Err(Fault::Error),
                _ => return Err(Fault::Unsure),
            }
            *cursor = after;
            small((number * 60 + minutes) * 60_000)
        }
        "" => {
            // `1 h5min`
            cursor.blanks();
            let spaced = cursor.word().starts_with('h') || cursor.word().starts_with("min");
            Err(if spaced { Fault::Unsure } else { Fault::Error })
        }
        _ => Err(Fault::Unsure),
    }
}

/// `90s`, `2min`, `1:30`: the rest between sets, in milliseconds.
pub fn rest(cursor: &mut Cursor) -> Read<u32> {
    match amount(cursor)? {
        Amount::Time(milliseconds) => Ok(milliseconds),
        Amount::Distance(_) => Err(Fault::Unsure),
        Amount::Reps(_) => Err(Fault::Error),
    }
}

/// A rating in halves.
pub fn halves(cursor: &mut Cursor, low: u64, high: u64) -> Read<u8> {
    let (number, _) = decimal(cursor, true)?;
    if number % 500 != 0 || number < low * 1_000 || number > high * 1_000 {
        return Err(Fault::Error);
    }
    u8::try_from(number / 500).map_err(|_| Fault::Error)
}

/// A number with a unit of weight, without mark before it: `62.5 kg`, `62,5kg`, `95#`.
pub fn weight(cursor: &mut Cursor) -> Read<(u32, Option<Unit>)> {
    let mut pointed = cursor.clone();
    pointed.take_while(|c| c.is_ascii_digit());
    let comma = pointed.peek(0) == ',' && pointed.peek(1).is_ascii_digit();
    let (thousandths, _) = decimal(cursor, true)?;
    let glued = !super::line::blank(cursor.peek(0));
    // `95#` is to be written `95lb`.
    if cursor.peek(0) == '#' {
        return Err(Fault::Error);
    }
    let found = {
        match unit(cursor, &["kg", "lb"])?.as_str() {
            "kg" => Some(Unit::Kg),
            "lb" => Some(Unit::Lb),
            "" => None,
            "lbs" | "kgs" | "x" => return Err(Fault::Unsure),
            _ => return Err(Fault::Error),
        }
    };
    if comma && found.is_none() {
        return Err(Fault::Error);
    }
    if comma && !glued {
        return Err(Fault::Unsure);
    }
    Ok((small(thousandths)?, found))
}

/// A load as written: `@100kg`, `@2x24kg`, `+5kg`, `-20kg`, `100kg`.
pub fn load(cursor: &mut Cursor) -> Read<Load> {
    let start = cursor.at;
    let kind = match cursor.peek(0) {
        '@' => LoadKind::Absolute,
        '+' => LoadKind::Added,
        '-' => LoadKind::Assisted,
        _ => LoadKind::Absolute,
    };
    let marked = matches!(cursor.peek(0), '@' | '+' | '-');
    cursor.at += usize::from(marked);
    if super::line::blank(cursor.peek(0)) {
        return Err(Fault::Unsure);
    }
    let mut implements = 1;
    let mut after = cursor.clone();
    let count = after.take_while(|c| c.is_ascii_digit());
    if matches!(after.peek(0), 'x' | 'X' | '*') && after.peek(1).is_ascii_digit() {
        if cursor.marks[start].plain != '@' {
            return Err(Fault::Unsure);
        }
        let count: u64 = word(count).parse().map_err(|_| Fault::Unsure)?;
        if !(1..=10).contains(&count) {
            return Err(Fault::Unsure);
        }
        implements = count as u8;
        after.at += 1;
        *cursor = after;
    }
    let (thousandths, unit) = weight(cursor)?;
    if unit.is_none() && kind != LoadKind::Absolute {
        return Err(Fault::Unsure);
    }
    if thousandths == 0 && kind == LoadKind::Absolute {
        return Err(Fault::Unsure);
    }
    Ok(Load {
        span: span(cursor.since(start)),
        kind,
        implements,
        thousandths,
        unit,
    })
}
