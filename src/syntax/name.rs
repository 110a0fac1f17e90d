//! The name of an entry: where it ends, and what stands with it before a colon.

use super::attribute::after;
use super::bytes::has_colon;
use super::grammar::{self, Key, blanks, digits, is_letter, key};
use super::line::{In, Line};
use super::slip;
use crate::text::Span;

/// The name of an entry and what stands with it.
pub struct Named<'a> {
    /// Where the name begins and what follows it.
    pub name: (In<'a>, In<'a>),
    /// The side right before a colon.
    pub side: Option<Key>,
    /// The level before a colon, without brackets.
    pub level: Span,
    /// What follows the name, marks and colon.
    pub rest: In<'a>,
    /// It ends at its colon.
    pub colon: bool,
}

/// The bytes at which a name may end.
static NAME_MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let list = *b" \t[]()\"#@;=";
    let mut index = 0;
    while index < list.len() {
        marks[list[index] as usize] = true;
        index += 1;
    }
    marks
};

/// `name`: it ends at its colon, or where a result can begin.
#[inline(always)]
pub fn name<'a>(line: &Line<'a>, start: In<'a>) -> Result<Named<'a>, ()> {
    if has_colon(start)
        && let Some(named) = name_with_colon(line, start)
    {
        return Ok(named);
    }
    // A name begins with anything that could not be a result.
    match start {
        [b'0'..=b'9', ..]
        | [b'+' | b'-' | b'x' | b'X', b'0'..=b'9', ..]
        | [
            b'[' | b'(' | b'@' | b'#' | b'"' | b':' | b'=' | b',' | b'/' | b'!' | b'*' | b'_'
            | b'|' | b'>' | b'<' | b'`' | b'~' | b'\\' | b'&' | b'+',
            ..,
        ] => {
            return Err(());
        }
        [b't' | b'T', b'e' | b'E', b's' | b'S', b't' | b'T', b' ', ..] => return Err(()),
        [b'l' | b'L' | b'r' | b'R' | b'b' | b'B', ..] if begins_with_side(start) => return Err(()),
        // `A1. Squat` and pictures.
        [b'a'..=b'f' | b'A'..=b'F', b'0'..=b'9' | b'.', ..] if slip::label(start).is_some() => {
            return Err(());
        }
        [0xe2 | 0xf0, ..] if slip::begins_with_symbol(start) => return Err(()),
        _ => {}
    }
    let mut rest = behind_words(start);
    // A dash, comma, full stop or equals sign between name and result is formatted away.
    let mut name = start.get(..start.len() - rest.len()).unwrap_or(&[]);
    if !name.last().is_some_and(u8::is_ascii_alphanumeric) {
        while let [shorter @ .., b'-' | b',' | b'.' | b'=' | b' ' | b'\t'] = name {
            name = shorter;
        }
        if slip::ends_with_mark(name) {
            return Err(());
        }
    }
    rest = blanks(rest);
    match rest {
        [b'=', behind @ ..] => rest = behind,
        [b'-' | b',', behind @ ..] if matches!(behind, [b' ' | b'\t', ..]) => rest = behind,
        _ => {}
    }
    if name.is_empty() {
        return Err(());
    }
    Ok(Named {
        name: (start, after(start, name.len())),
        side: None,
        level: Span::default(),
        rest,
        colon: false,
    })
}

/// Where a name without a colon ends.
#[inline(always)]
pub fn behind_words(start: In) -> In {
    let mut rest = start;
    loop {
        let word = rest.iter().position(|&byte| NAME_MARKS[usize::from(byte)]);
        rest = after(rest, word.unwrap_or(rest.len()));
        match rest {
            [b' ', next @ ..] if !begins_result(next) => rest = next,
            _ => return rest,
        }
    }
}

/// Whether a name ends at the one blank before `next`.
#[inline]
fn begins_result(next: In) -> bool {
    match next {
        [] | [b' ' | b'\t' | b'0'..=b'9', ..] => true,
        // `x 6` as well as `x6`.
        [b'+' | b'-' | b'x' | b'X', b'0'..=b'9', ..] => true,
        [b'x' | b'X', b' ', b'0'..=b'9', ..] => true,
        _ => grammar::ends_name(next),
    }
}

/// A side that stands for itself and not for the beginning of a name: `L 15`, `left 3x10`, `L squat`.
fn begins_with_side(bytes: In) -> bool {
    let Some((Key::Left | Key::Right | Key::Both, rest)) = key(bytes) else {
        return false;
    };
    let next = blanks(rest);
    match next.first() {
        None => true,
        Some(b) if is_letter(*b) => bytes.len() == rest.len() + 1 || key(next).is_some(),
        _ => true,
    }
}

/// A name that ends at a colon with a blank or the line end after it.
#[cold]
fn name_with_colon<'a>(line: &Line<'a>, start: In<'a>) -> Option<Named<'a>> {
    let limit = memchr::memchr3(b'"', b';', b'@', start).unwrap_or(start.len());
    let head = start.get(..limit)?;
    let colon = memchr::memchr_iter(b':', head)
        .find(|&at| matches!(start.get(at + 1), None | Some(b' ' | b'\t')))?;
    let left = start.get(..colon)?;
    if has_sets(left) {
        return None;
    }
    let left = trim_end(left);
    let last_start = left
        .iter()
        .rposition(|b| matches!(b, b' ' | b'\t' | b']'))
        .map_or(0, |i| i + 1);
    let last = left.get(last_start..)?;
    let mut side = None;
    let mut length = left.len();
    if let Some((key, behind)) = key(last)
        && behind.is_empty()
    {
        let result = matches!(key, Key::Test | Key::Skipped | Key::Done);
        if (key.is_attribute() || result) && last_start > 0 {
            return None;
        }
        if key.side().is_some() || key == Key::Both {
            side = Some(key);
            length = trim_end(left.get(..last_start)?).len();
        }
    }
    let mut level = Span::default();
    let named = left.get(..length)?;
    if memchr::memchr(b']', named).is_some() && memchr::memchr(b'[', named).is_none() {
        return None;
    }
    if let (Some(open), true) = (memchr::memchr(b'[', named), named.ends_with(b"]")) {
        let inside = after(start, open + 1);
        let close = after(start, length - 1);
        level = trimmed_span(line, inside, close);
        length = trim_end(named.get(..open)?).len();
    }
    while length > 0
        && start
            .get(length - 1)
            .is_some_and(|b| matches!(b, b'-' | b',' | b' ' | b'\t'))
    {
        length -= 1;
    }
    if length == 0 {
        return None;
    }
    Some(Named {
        name: (start, after(start, length)),
        side,
        level,
        rest: after(start, colon + 1),
        colon: true,
    })
}

/// Whether an `AxB` stands in it.
fn has_sets(left: In) -> bool {
    left.iter().enumerate().any(|(at, byte)| {
        if !matches!(byte, b'x' | b'X' | b'*') {
            return false;
        }
        let before = trim_end(left.get(..at).unwrap_or(&[]));
        let behind = blanks(after(left, at + 1));
        // In `Machine M3x2: 10` the digit belongs to a word.
        let glued = before.iter().rfind(|byte| !byte.is_ascii_digit());
        before.last().is_some_and(u8::is_ascii_digit)
            && !glued.is_some_and(|&byte| is_letter(byte))
            && behind.first().is_some_and(u8::is_ascii_digit)
    })
}

fn trim_end(bytes: In) -> In {
    let length = bytes
        .iter()
        .rposition(|b| !matches!(b, b' ' | b'\t'))
        .map_or(0, |i| i + 1);
    bytes.get(..length).unwrap_or(&[])
}

/// From `from` to `to` without blanks at either end.
pub fn trimmed_span(line: &Line, from: In, to: In) -> Span {
    let start = blanks(from);
    let length = start.len().saturating_sub(to.len());
    let kept = trim_end(start.get(..length).unwrap_or(&[])).len();
    line.span(start, after(start, kept))
}

/// A result at the front of a line without a name: `20 pull-ups`, `3x10 squats`, `5 sets of 10`.
pub fn leading_result(start: In) -> Option<In> {
    let (rest, _) = digits(start).ok()?;
    let mut rest = rest;
    loop {
        let next = blanks(rest);
        match next.first() {
            Some(b'x' | b'X' | b'*')
                if blanks(after(next, 1))
                    .first()
                    .is_some_and(u8::is_ascii_digit) =>
            {
                rest = digits(blanks(after(next, 1))).ok()?.0;
            }
            Some(b',' | b'/')
                if blanks(after(next, 1))
                    .first()
                    .is_some_and(u8::is_ascii_digit) =>
            {
                rest = digits(blanks(after(next, 1))).ok()?.0;
            }
            Some(b) if b.is_ascii_digit() => rest = digits(next).ok()?.0,
            Some(_) => {
                if let Some((_, behind)) = grammar::unit_here(next) {
                    rest = behind;
                    continue;
                }
                return Some(rest);
            }
            None => return Some(rest),
        }
    }
}
