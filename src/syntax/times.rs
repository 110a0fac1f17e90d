//! Times of day, and durations with hours: `18:30`, `1h05`.

use super::attribute::{after, text, token};
use super::grammar::{blanks, digits, is, letters};
use super::header::ends_item;
use super::line::{In, Line};
use super::slip;
use crate::finding::Finding;

/// The error, and what follows what is wrong.
pub type Wrong<'a> = (Finding, In<'a>);

/// What follows digits, and their value.
pub type Number<'a> = (In<'a>, u64);

/// `18:30`, in minutes after midnight. `None` if no time of day stands here.
#[inline]
pub fn time<'a>(
    line: &Line<'a>,
    rest: In<'a>,
    number: Number<'a>,
) -> Option<Result<(In<'a>, u16), Wrong<'a>>> {
    match number.0 {
        [b':' | b'.' | b'a' | b'A' | b'p' | b'P', ..] => time_behind(line, rest, number),
        _ => None,
    }
}

fn time_behind<'a>(
    line: &Line<'a>,
    rest: In<'a>,
    (behind, hour): Number<'a>,
) -> Option<Result<(In<'a>, u16), Wrong<'a>>> {
    let length = rest.len() - behind.len();
    if length > 2 {
        return None;
    }
    let (mark, minute_start) = match behind {
        [b':', minutes @ ..] => (b':', minutes),
        [b'.', minutes @ ..] => (b'.', minutes),
        [b'a' | b'A' | b'p' | b'P', ..] => {
            // 7pm
            let suffix = letters(behind);
            if is(suffix, "am") || is(suffix, "pm") {
                let end = after(behind, suffix.len());
                return Some(Err((
                    slip::no_time(line, rest, end, slip::clock(hour, 0, suffix)),
                    end,
                )));
            }
            return None;
        }
        _ => return None,
    };
    let (end, minute) = digits(minute_start).ok()?;
    if minute_start.len() - end.len() != 2 {
        return if mark == b':' {
            let end = after(rest, token(rest).len());
            Some(Err((slip::no_time(line, rest, end, None), end)))
        } else {
            None
        };
    }
    let glued = letters(end);
    let spaced = letters(blanks(end));
    let (suffix, suffix_end) = if is(glued, "am") || is(glued, "pm") {
        (glued, after(end, glued.len()))
    } else if glued.is_empty() && (is(spaced, "am") || is(spaced, "pm")) {
        let start = blanks(end);
        (spaced, after(start, spaced.len()))
    } else {
        (&[][..], end)
    };
    if mark == b':' && suffix.is_empty() && hour < 24 && minute < 60 && ends_item(end) {
        return Some(Ok((end, (hour * 60 + minute) as u16)));
    }
    if mark == b'.' && !ends_item(end) && suffix.is_empty() {
        return None;
    }
    if suffix.is_empty() && !ends_item(end) {
        // `1:02:19`, `18:30-19:30`: what follows says something else.
        let behind = after(rest, token(rest).len());
        let mut error = slip::no_time(line, rest, behind, None);
        if end.first() == Some(&b':') {
            let place = line.place(rest, behind);
            let (long, short) = (
                format!("{hour}h{minute:02}"),
                format!("{hour:02}:{minute:02}"),
            );
            error = error
                .help(format!(
                    "write `{long}` if it is how long it took, or `{short}` if it is when"
                ))
                .fix(format!("write `{long}`"), false, place, long)
                .fix(format!("write `{short}`"), false, place, short);
        }
        return Some(Err((error, behind)));
    }
    let end = if suffix.is_empty() {
        after(rest, token(rest).len())
    } else {
        suffix_end
    };
    Some(Err((
        slip::no_time(line, rest, end, slip::clock(hour, minute, suffix)),
        end,
    )))
}

/// `1h`, `1h05`, `1h 05min`, in milliseconds. `None` if no hours stand here.
#[inline]
pub fn hours<'a>(
    line: &Line<'a>,
    rest: In<'a>,
    (behind, hours): Number<'a>,
) -> Option<Result<(In<'a>, u32), Wrong<'a>>> {
    match blanks(behind) {
        unit @ [b'h' | b'H', ..] => hours_behind(line, rest, hours, unit),
        _ => None,
    }
}

fn hours_behind<'a>(
    line: &Line<'a>,
    rest: In<'a>,
    hours: u64,
    unit_start: In<'a>,
) -> Option<Result<(In<'a>, u32), Wrong<'a>>> {
    let unit = letters(unit_start);
    let known = ["h", "hr", "hrs", "hour", "hours"]
        .iter()
        .any(|name| is(unit, name));
    if !known {
        return None;
    }
    let mut end = after(unit_start, unit.len());
    let mut minutes = 0;
    let glued = end.first().is_some_and(u8::is_ascii_digit);
    let minute_start = blanks(end);
    if let Ok((behind, value)) = digits(minute_start) {
        let length = minute_start.len() - behind.len();
        let unit = letters(blanks(behind));
        let with_unit =
            is(unit, "min") || is(unit, "mins") || is(unit, "minutes") || (glued && is(unit, "m"));
        if with_unit {
            minutes = value;
            end = after(blanks(behind), unit.len());
        } else if glued && length == 2 && ends_item(behind) {
            minutes = value;
            end = behind;
        } else if glued {
            let end = after(rest, token(rest).len());
            let place = line.place(rest, end);
            let word = text(token(rest));
            let mut error = Finding::error(
                "invalid-number",
                place,
                format!("`{word}` does not say how many minutes"),
            )
            .label("two digits of minutes");
            if length == 1 && ends_item(behind) && value < 6 {
                error = error
                    .help(format!("write `{hours}h0{value}` or `{hours}h{value}0`"))
                    .fix(
                        format!("write `{hours}h0{value}`"),
                        false,
                        place,
                        format!("{hours}h0{value}"),
                    )
                    .fix(
                        format!("write `{hours}h{value}0`"),
                        false,
                        place,
                        format!("{hours}h{value}0"),
                    );
            } else if length == 1 && ends_item(behind) {
                error = error.help(format!("write `{hours}h0{value}`")).fix(
                    format!("write `{hours}h0{value}`"),
                    false,
                    place,
                    format!("{hours}h0{value}"),
                );
            } else {
                error = error.help("write `1h05` or `1h 05min`");
            }
            return Some(Err((error, end)));
        }
    }
    let total = hours
        .saturating_mul(60)
        .saturating_add(minutes)
        .saturating_mul(60_000);
    match u32::try_from(total) {
        Ok(total) if minutes < 60 && ends_item(end) => Some(Ok((end, total))),
        _ => {
            let end = after(rest, token(rest).len());
            Some(Err((slip::no_duration(line, rest, end), end)))
        }
    }
}
