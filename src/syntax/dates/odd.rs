//! Dates in every way people write them but the one of the grammar, and what each could mean.

use super::super::attribute::{after, token};
use super::super::grammar::{self, blanks, digits, letters};
use super::super::line::In;
use super::super::slip;
use super::ends_date;
use crate::date::{Date, MONTHS};

/// A date written otherwise: its possible readings, and what follows.
pub struct Odd<'a> {
    pub readings: Vec<Date>,
    pub rest: In<'a>,
    /// Why there is no reading, if there is none.
    pub why: &'static str,
    /// Said in place of the general sentence.
    pub message: Option<String>,
    /// The only reading is certainly what was meant.
    pub safe: bool,
    /// Written behind the date by the fix.
    pub tail: String,
}

fn no_year(rest: In) -> Odd {
    Odd {
        readings: Vec::new(),
        rest,
        why: "write year, month and day, as in `2026-03-02`",
        message: None,
        safe: false,
        tail: String::new(),
    }
}

fn from_readings(mut readings: Vec<Date>, rest: In, safe: bool) -> Odd {
    readings.dedup();
    Odd {
        readings,
        safe,
        ..no_year(rest)
    }
}

/// Year, month and day in digits, where the calendar may not have the day.
fn civil(year: u64, month: u64, day: u64, rest: In) -> Option<Odd> {
    if year == 0 || year > 9999 {
        return None;
    }
    let (year, m, d) = (
        i32::try_from(year).ok()?,
        u32::try_from(month).ok()?,
        u32::try_from(day).ok()?,
    );
    if let Some(date) = Date::new(year, m, d) {
        return Some(from_readings(vec![date], rest, true));
    }
    if (1..=12).contains(&m) {
        let last = Date::last_of_month(year, m)?;
        let (_, _, days) = last.ymd();
        let name = MONTHS.get(m as usize - 1).copied().unwrap_or("");
        let mut odd = from_readings(vec![last], rest, false);
        odd.message = Some(if d == 0 {
            format!("days are counted from 1; {name} {year} has {days} of them")
        } else {
            format!("{name} {year} has {days} days")
        });
        if d == 0 {
            odd.readings = Date::new(year, m, 1).into_iter().collect();
        }
        return Some(odd);
    }
    let swapped: Vec<Date> = Date::new(year, d, m).into_iter().collect();
    let mut odd = from_readings(swapped, rest, false);
    odd.message = Some(format!("there is no month {m}"));
    Some(odd)
}

fn month_name(word: In) -> Option<u64> {
    let is = |name: &str| word.eq_ignore_ascii_case(name.as_bytes());
    let at = MONTHS.iter().position(|month| {
        is(month) || month.get(..3).is_some_and(is) || (*month == "September" && is("sept"))
    })?;
    Some(at as u64 + 1)
}

pub fn odd(start: In) -> Option<Odd> {
    if let Ok((rest, first)) = digits(start) {
        let length = start.len() - rest.len();
        // 20260302
        if length == 8 && ends_date(rest) && (1900..2100).contains(&(first / 10_000)) {
            return civil(first / 10_000, first / 100 % 100, first % 100, rest);
        }
        if let Some(read) = month_in_letters(first, length, rest) {
            return Some(read);
        }
        // `2026 03 02`, with two digits each
        let apart = |mark: u8| {
            length == 4
                && (1900..2100).contains(&first)
                && matches!(rest, [m, b'0'..=b'9', b'0'..=b'9', n, b'0'..=b'9', b'0'..=b'9', ..] if *m == mark && *n == mark)
        };
        if let Some(&mark @ (b'-' | b'/' | b'.' | b'_' | b' ')) = rest.first()
            && (!matches!(mark, b'_' | b' ') || apart(mark))
        {
            let second_start = after(rest, 1);
            let (rest, second) = digits(second_start).ok()?;
            let second_length = second_start.len() - rest.len();
            if second_length > 2 || length == 3 || length > 4 {
                return None;
            }
            if rest.first() != Some(&mark)
                && !(matches!(rest.first(), Some(b'-' | b'/' | b'.')) && length == 4)
            {
                // 2026-03; 5.3. without a year is too little to be told from a number.
                let month = length == 4
                    && mark == b'-'
                    && second_length == 2
                    && ends_date(rest)
                    && first >= 1900;
                // `2026-03 -02`
                if month
                    && let Some(day) = blanks(rest).strip_prefix(b"-")
                    && let Ok((behind, third)) = digits(day)
                    && day.len() - behind.len() <= 2
                    && ends_date(behind)
                {
                    return civil(first, second, third, behind);
                }
                return month.then(|| no_year(rest));
            }
            let third_start = after(rest, 1);
            let Ok((rest, third)) = digits(third_start) else {
                // `5.3.`
                return (length <= 2 && mark == b'.' && ends_date(third_start))
                    .then(|| no_year(third_start));
            };
            let third_length = third_start.len() - rest.len();
            if length == 4 && third_length <= 2 {
                // 2026-03-02T18:30
                if let Some((b'T' | b't', clock)) = rest.split_first()
                    && clock.first().is_some_and(u8::is_ascii_digit)
                {
                    let end = after(clock, token(clock).len());
                    let mut odd = civil(first, second, third, end)?;
                    match slip::stamp(start, clock) {
                        Some(tail) => odd.tail = tail,
                        // What is lost must not be lost unasked.
                        None => odd.safe = false,
                    }
                    return Some(odd);
                }
                if !ends_date(rest) {
                    return None;
                }
                // `2026-03-0 4`
                if let (0, [b' ', day @ b'1'..=b'9', behind @ ..]) = (third, rest)
                    && third_length == 1
                    && ends_date(behind)
                {
                    return civil(first, second, u64::from(day - b'0'), behind);
                }
                return civil(first, second, third, rest);
            }
            if length <= 2 && matches!(third_length, 2 | 4) && ends_date(rest) {
                let year = if third_length == 2 {
                    2000 + third
                } else {
                    third
                };
                let date = |month: u64, day: u64| {
                    Date::new(
                        year as i32,
                        u32::try_from(month).ok()?,
                        u32::try_from(day).ok()?,
                    )
                };
                // 26-03-02: a number that can be no month may be the year.
                let year_first = (third_length == 2 && first > 12)
                    .then(|| {
                        let day = u32::try_from(third).ok()?;
                        Date::new(2000 + first as i32, u32::try_from(second).ok()?, day)
                    })
                    .flatten();
                let readings: Vec<Date> = [year_first, date(second, first), date(first, second)]
                    .into_iter()
                    .flatten()
                    .collect();
                // 26. 5. 2021 has one reading, and a full stop at the end belongs to it.
                let rest = match rest.first() {
                    Some(b'.') if mark == b'.' && rest.get(1) != Some(&b'.') => after(rest, 1),
                    _ => rest,
                };
                if readings.is_empty() {
                    let mut odd = no_year(rest);
                    odd.why = "the calendar has no such day; write year, month and day, as in `2026-03-02`";
                    return Some(odd);
                }
                // Of two digits it is not certain that they are the year.
                let safe = readings.first() == readings.last() && third_length == 4;
                return Some(from_readings(readings, rest, safe));
            }
            return None;
        }
        // 2 March 2026, 2nd of March 2026, 2. März is not English.
        if length <= 2 {
            let mut rest = rest;
            let suffix = letters(rest);
            if ["st", "nd", "rd", "th"]
                .iter()
                .any(|s| grammar::is(suffix, s))
            {
                rest = after(rest, suffix.len());
            } else if rest.first() == Some(&b'.') {
                rest = after(rest, 1);
            }
            rest = blanks(rest);
            if let Some(of) = grammar::keyword(rest, "of") {
                rest = blanks(of);
            }
            let name = letters(rest);
            let month = month_name(name)?;
            return with_year(after(rest, name.len()), month, first);
        }
        return None;
    }
    // March 2, 2026
    let name = letters(start);
    let month = month_name(name)?;
    let mut rest = after(start, name.len());
    if rest.first() == Some(&b'.') {
        rest = after(rest, 1);
    }
    let (behind, day) = digits(blanks(rest)).ok()?;
    if day > 31 || rest.len() == blanks(rest).len() {
        return None;
    }
    let suffix = letters(behind);
    let behind = if ["st", "nd", "rd", "th"]
        .iter()
        .any(|s| grammar::is(suffix, s))
    {
        after(behind, suffix.len())
    } else {
        behind
    };
    with_year(behind, month, day)
}

/// `2026-Mar-02`, `02-Mar-2026`, behind their first number.
fn month_in_letters(first: u64, length: usize, rest: In) -> Option<Odd> {
    let mark = *rest.first()?;
    let name = letters(after(rest, 1));
    if !matches!(mark, b'-' | b'/' | b'.') || name.is_empty() {
        return None;
    }
    let month = month_name(name)?;
    let last = after(rest, 1 + name.len());
    let start = last.strip_prefix(&[mark])?;
    let (behind, second) = digits(start).ok()?;
    match (length, start.len() - behind.len()) {
        (4, 1..=2) if ends_date(behind) => civil(first, month, second, behind),
        (1..=2, 4) if ends_date(behind) => civil(second, month, first, behind),
        _ => None,
    }
}

/// `, 2026` behind a month and a day; without a year there is no reading.
fn with_year(rest: In, month: u64, day: u64) -> Option<Odd> {
    let mut next = rest;
    if matches!(next.first(), Some(b',' | b'.')) {
        next = after(next, 1);
    }
    match digits(blanks(next)) {
        Ok((behind, year)) if (1900..2100).contains(&year) && ends_date(behind) => {
            civil(year, month, day, behind)
        }
        _ => ends_date(rest).then(|| no_year(rest)),
    }
}
