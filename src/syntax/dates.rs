//! Dates and spans of dates at the front of a block, and every way people write them.

mod odd;

use super::attribute::{after, text, token};
use super::grammar::{self, at_end, blanks, digits, letters};
use super::header::{is_event, weekday};
use super::line::{In, Line};
use super::slip;
use crate::date::{Date, Weekday};
use crate::finding::Finding;
use crate::text::{Edit, Place, Span};
use odd::odd;

/// The dates of a block.
pub struct Dates<'a> {
    /// The first; `None` after an error.
    pub first: Option<Date>,
    /// The last of a span.
    pub last: Option<Date>,
    /// As written.
    pub span: Span,
    /// What follows.
    pub rest: In<'a>,
    /// What is wrong.
    pub error: Option<Box<Finding>>,
}

/// `YYYY-MM-DD`, with `/` or `.` between too: the date, if the calendar has it, and what follows.
#[inline]
pub fn iso(input: In) -> Option<(Option<Date>, In)> {
    let head: &[u8; 10] = input.first_chunk()?;
    let [y1, y2, y3, y4, s1, m1, m2, s2, d1, d2] = *head;
    if !matches!(s1, b'-' | b'/' | b'.') || s1 != s2 {
        return None;
    }
    // Eight digits at once: the top bit of each byte tells whether it is none.
    const ONES: u64 = 0x0101_0101_0101_0101;
    let digits = u64::from_be_bytes([y1, y2, y3, y4, m1, m2, d1, d2]) ^ (ONES * 0x30);
    let beyond_nine = (digits & (ONES * 0x7f)) + ONES * 0x76;
    if (digits | beyond_nine) & (ONES * 0x80) != 0 {
        return None;
    }
    // Then four pairs of them.
    const PAIRS: u64 = 0x00ff_00ff_00ff_00ff;
    let pairs = ((digits >> 8) & PAIRS) * 10 + (digits & PAIRS);
    let pair = |index: u32| (pairs >> (16 * index)) as u32 & 0xff;
    let (year, month, day) = (pair(3) * 100 + pair(2), pair(1), pair(0));
    let rest = after(input, 10);
    if !ends_date(rest) {
        return None;
    }
    Some((Date::new(year as i32, month, day), rest))
}

fn ends_date(rest: In) -> bool {
    match rest.first() {
        None | Some(b' ' | b'\t' | b':' | b';' | b',' | b'"' | b'#') => true,
        Some(b'.') => true,
        // `2026-03-02-2026-03-04`
        Some(b'-') => iso(after(rest, 1)).is_some(),
        Some(_) => rest.starts_with("…".as_bytes()),
    }
}

/// Whether a date of any form stands here.
pub fn begins_date(input: In) -> bool {
    iso(input).is_some() || odd(input).is_some()
}

/// Whether a date stands here whose year has four digits: `10/10/10` may be three sets.
pub fn begins_full_date(input: In) -> bool {
    let Some(odd) = odd(input) else {
        return iso(input).is_some();
    };
    let written = input
        .get(..input.len() - odd.rest.len().min(input.len()))
        .unwrap_or(&[]);
    written
        .split(|b| !b.is_ascii_digit())
        .any(|digits| digits.len() >= 4)
}

/// `..2026-03-04`: a span without its first day; the date and what is wrong.
#[cold]
pub fn without_first_day<'a>(line: &Line<'a>, content: In<'a>) -> Option<Dates<'a>> {
    let date = content
        .strip_prefix(b"..")
        .or(content.strip_prefix("…".as_bytes()))?;
    let (Some(last), rest) = iso(date.strip_prefix(b".").unwrap_or(date))? else {
        return None;
    };
    let place = line.place(content, rest);
    let error = Finding::error("invalid-date", place, "this span has no beginning")
        .label("no first day")
        .help(format!(
            "write the first day too, as in `{}..{last}`",
            last.plus(-6)
        ))
        .fix(
            format!("write `{last}` alone"),
            false,
            place,
            last.to_string(),
        );
    Some(Dates {
        first: None,
        last: None,
        span: line.span(content, rest),
        rest,
        error: Some(Box::new(error)),
    })
}

/// What is said of a date without its year.
pub const NO_YEAR: &str = "this date has no year";

/// `02-05`, `2/5`, `5.2`: a date without its year.
#[cold]
pub fn without_year<'a>(line: &Line<'a>, content: In<'a>) -> Option<Dates<'a>> {
    let (rest, one) = digits(content).ok()?;
    let (mark, rest) = rest.split_first()?;
    let (rest, two) = digits(rest).ok()?;
    let next = blanks(rest);
    let header = at_end(next)
        || grammar::word(next).is_ok_and(|(_, word)| weekday(word).is_some() || is_event(word))
        || matches!(next, [b'0'..=b'9', .., b'n' | b'h'] | [b'"' | b'#', ..])
        || (!matches!((one, two), (1, 2..=4) | (2, 3) | (3, 4))
            && slip::entry_behind_date(line, next).is_some());
    if !header {
        return None;
    }
    let reading = |month: u64, day: u64| {
        let possible = (1..=12).contains(&month) && (1..=31).contains(&day);
        possible.then(|| format!("`2026-{month:02}-{day:02}`"))
    };
    let help = match mark {
        b'-' if content.len() - rest.len() == 5 => {
            format!("write the year before it, as in {}", reading(one, two)?)
        }
        // Which of the two is the month depends on the country.
        b'/' | b'.' => match (reading(one, two), reading(two, one)) {
            (Some(this), Some(that)) if this != that => {
                format!("write year, month and day, as in {this} or {that}")
            }
            (this, that) => format!("write year, month and day, as in {}", this.or(that)?),
        },
        _ => return None,
    };
    let error = Finding::error("invalid-date", line.place(content, rest), NO_YEAR)
        .label("no year")
        .help(help);
    Some(Dates {
        first: None,
        last: None,
        span: line.span(content, rest),
        rest,
        error: Some(Box::new(error)),
    })
}

/// The dates at the front, or `None` if nothing here is meant as a date.
#[inline]
pub fn dates<'a>(line: &Line<'a>, start: In<'a>) -> Option<Dates<'a>> {
    let (first, rest, error) = single(line, start)?;
    let mut dates = Dates {
        first,
        last: None,
        span: line.span(start, rest),
        rest,
        error,
    };
    // What can stand between the two dates of a span begins with one of these.
    if let [b'.' | b'-' | b't' | b'T' | b'u' | b'U' | 0x80.., ..] = blanks(rest) {
        span_of_dates(line, start, &mut dates);
    }
    if dates.error.is_some() {
        dates.first = None;
        dates.last = None;
    }
    // A colon behind the date is formatted away.
    if let [b':', behind @ ..] = dates.rest {
        dates.rest = behind;
    }
    Some(dates)
}

/// The second date of `DATE..DATE`, in every way people write it, if there is one.
#[inline(never)]
fn span_of_dates<'a>(line: &Line<'a>, start: In<'a>, dates: &mut Dates<'a>) {
    let (first, rest) = (dates.first, dates.rest);
    if let Some(end) = rest.strip_prefix(b"..") {
        if let (Some((Some(to), behind)), Some(from)) =
            (iso(end).filter(|(_, b)| b.first() != Some(&b'.')), first)
        {
            dates.rest = behind;
            dates.last = Some(to);
            if to < from {
                let place = line.place(start, behind);
                dates.error = Some(Box::new(
                    Finding::error("invalid-date", place, "this span ends before it begins")
                        .label("backwards")
                        .help(format!("write `{to}..{from}`"))
                        .fix(
                            format!("write `{to}..{from}`"),
                            false,
                            place,
                            format!("{to}..{from}"),
                        ),
                ));
            }
        } else {
            let (found, behind) = odd_end(line, start, first, rest);
            dates.rest = behind;
            dates.error.get_or_insert_with(|| Box::new(found));
        }
    } else if let Some((to, behind)) = other_span(rest) {
        let place = line.place(start, behind);
        dates.rest = behind;
        if dates.error.is_none() {
            let mut found = Finding::error(
                "invalid-date",
                place,
                "a span of dates is written with two full stops and no blanks",
            )
            .label("from and to");
            if let (Some(from), Some(to)) = (first, to) {
                let (from, to) = if to < from { (to, from) } else { (from, to) };
                found = found.help(format!("write `{from}..{to}`")).fix(
                    format!("write `{from}..{to}`"),
                    true,
                    place,
                    format!("{from}..{to}"),
                );
            } else {
                found = found.help("write both dates in full, as in `2026-02-02..2026-02-08`");
            }
            dates.error = Some(Box::new(found));
        }
    }
    dates.span = line.span(start, dates.rest);
}

type Single<'a> = (Option<Date>, In<'a>, Option<Box<Finding>>);

#[inline]
fn single<'a>(line: &Line<'a>, start: In<'a>) -> Option<Single<'a>> {
    if let Some((Some(date), rest)) = iso(start) {
        return Some((Some(date), rest, None));
    }
    odd_single(line, start)
}

/// A date that is not written as the grammar has it.
#[cold]
fn odd_single<'a>(line: &Line<'a>, start: In<'a>) -> Option<Single<'a>> {
    let odd = odd(start)?;
    let place = line.place(start, odd.rest);
    let written = text(start.get(..start.len() - odd.rest.len()).unwrap_or(&[]));
    let message = odd.message.unwrap_or_else(|| match odd.readings.len() {
        0 => format!("`{written}` is no date"),
        1 => format!("`{written}` is not how a date is written here"),
        _ => format!("`{written}` can be read in two ways"),
    });
    let mut error = Finding::error("invalid-date", place, message).label("dates are YYYY-MM-DD");
    error.help = match odd.readings.as_slice() {
        [] => odd.why.to_string(),
        [date] => format!("write `{date}{}`", odd.tail),
        all => {
            let all: Vec<String> = all
                .iter()
                .map(|date| format!("`{date}` ({})", date.words()))
                .collect();
            format!("write {}", all.join(" or "))
        }
    };
    for date in &odd.readings {
        let fixed = format!("{date}{}", odd.tail);
        error = error.fix(format!("write `{fixed}`"), odd.safe, place, fixed);
    }
    Some((
        odd.readings.first().copied(),
        odd.rest,
        Some(Box::new(error)),
    ))
}

/// `**2026-03-02**`, `[2026-03-02]`, `"2026-03-02"`, `> 2026-03-02`, `Date: 2026-03-02`: the date and
/// what is wrong with what stands round it.
#[cold]
pub fn marked_date<'a>(line: &Line<'a>, content: In<'a>) -> Option<(Dates<'a>, Finding)> {
    let mut start = content;
    if let Some(behind) = grammar::keyword(start, "date").or_else(|| grammar::keyword(start, "on"))
    {
        start = blanks(behind.strip_prefix(b":").unwrap_or(behind));
    }
    let mark = |b: &u8| {
        matches!(
            b,
            b'*' | b'_' | b'[' | b'(' | b'"' | b'>' | b'<' | b'`' | b'~' | b' '
        )
    };
    let marks = start.get(..start.iter().take_while(|b| mark(b)).count())?;
    // Without its second mark it is something else: a note that begins with a date.
    let paired = marks.iter().any(|b| !matches!(b, b'>' | b' '));
    start = after(start, marks.len());
    if start.len() == content.len() {
        return None;
    }
    let (first, _) = iso(start.get(..10)?)?;
    let behind = after(start, 10);
    let close = |b: &u8| {
        matches!(
            b,
            b'*' | b'_' | b']' | b')' | b'"' | b'>' | b'`' | b'~' | b':'
        )
    };
    let rest = after(behind, behind.iter().take_while(|b| close(b)).count());
    if !ends_date(rest) || (paired && rest.len() == behind.len()) {
        return None;
    }
    let place = line.place(content, start);
    let mut edits = vec![Edit {
        place,
        text: String::new(),
    }];
    if rest.len() < behind.len() {
        edits.push(Edit {
            place: line.place(behind, rest),
            text: String::new(),
        });
    }
    let error = Finding::error(
        "invalid-date",
        place,
        "a session begins with its date, in column one",
    )
    .label("before the date")
    .help("write the date alone, in column one")
    .fix_many("leave the date alone", true, edits)
    .kept();
    let span = line.span(start, behind);
    let dates = Dates {
        first: Some(first?),
        last: None,
        span,
        rest,
        error: None,
    };
    Some((dates, error))
}

/// `2026-02-02..2026-02-08away`: the word is read for what it is.
fn word_glued_to_span<'a>(line: &Line<'a>, first: Date, end: In<'a>) -> Option<(Finding, In<'a>)> {
    let (date, behind) = end.split_at_checked("2026-02-08".len())?;
    let last = iso(date)?.0.filter(|&last| last >= first)?;
    let word = letters(behind);
    if !is_event(word) {
        return None;
    }
    let shown = text(word);
    let error = Finding::error(
        "invalid-date",
        line.place(behind, after(behind, word.len())),
        format!("no blank stands between the dates and `{shown}`"),
    )
    .label("glued to the last day")
    .help(format!("write `{first}..{last} {shown}`"))
    .fix("write a blank", true, line.place(behind, behind), " ");
    Some((error, behind))
}

/// Behind `..` stands no full date.
fn odd_end<'a>(
    line: &Line<'a>,
    start: In<'a>,
    first: Option<Date>,
    rest: In<'a>,
) -> (Finding, In<'a>) {
    let dots = rest.iter().take_while(|b| **b == b'.').count();
    let end = blanks(after(rest, dots));
    if let Some(first) = first
        && dots == 2
        && let Some(found) = word_glued_to_span(line, first, end)
    {
        return found;
    }
    let shown;
    let behind;
    let mut to = None;
    if let Some((Some(date), after_date)) = iso(end) {
        to = Some(date);
        behind = after_date;
        shown = true;
    } else if let Some(odd) = odd(end) {
        to = odd.readings.first().copied();
        behind = odd.rest;
        shown = true;
    } else if let (Ok((after_digits, number)), Some(from)) = (digits(end), first) {
        let (year, month, _) = from.ymd();
        // ..08 or ..02-08
        let (month, day, after_date) = match after_digits.split_first() {
            Some((b'-', more)) => match digits(more) {
                Ok((rest, day)) => (number, day, rest),
                Err(_) => (u64::from(month), number, after_digits),
            },
            _ => (u64::from(month), number, after_digits),
        };
        to = u32::try_from(month)
            .ok()
            .zip(u32::try_from(day).ok())
            .and_then(|(m, d)| Date::new(year, m, d));
        // `8th`
        let ordinal = ["st", "nd", "rd", "th"]
            .iter()
            .any(|end| grammar::is(letters(after_date), end));
        behind = after(after_date, if ordinal { 2 } else { 0 });
        shown = true;
    } else {
        behind = after(rest, dots);
        shown = false;
    }
    // What is left of a date that cannot be read is no word about the span.
    let (mut shown, mut behind) = (shown, behind);
    if !shown && end.first().is_some_and(u8::is_ascii_digit) {
        (shown, behind) = (true, end);
    }
    while shown && !ends_date(behind)
        || matches!(
            blanks(behind),
            [b'-', b'0'..=b'9', ..] | [b'0'..=b'9', b'0'..=b'9' | b'-', ..]
        ) && to.is_none()
    {
        to = None;
        let next = blanks(behind);
        behind = after(next, token(next).len());
    }
    let place = line.place(start, behind);
    let mut error = Finding::error(
        "invalid-date",
        place,
        if shown {
            "both ends of a span are full dates with two full stops between"
        } else {
            "this span has no end"
        },
    )
    .label(if shown { "from and to" } else { "no last day" });
    match (first, to) {
        (Some(from), Some(to)) => {
            let (low, high) = if to < from { (to, from) } else { (from, to) };
            error = error.help(format!("write `{low}..{high}`")).fix(
                format!("write `{low}..{high}`"),
                to >= from,
                place,
                format!("{low}..{high}"),
            );
        }
        (Some(from), None) => {
            let whole = format!("write the last day too, as in `{from}..{}`", from.plus(6));
            if shown {
                return (error.help(whole), behind);
            }
            let dots_place = Place {
                span: Span::new(line.at(rest), place.span.end),
                ..place
            };
            error = error
                .help(format!(
                    "{whole}; a phase may be written with its first day alone"
                ))
                .fix(format!("write `{from}` alone"), false, dots_place, "");
        }
        _ => error = error.help("write both dates in full, as in `2026-02-02..2026-02-08`"),
    }
    (error, behind)
}

/// `A - B`, `A…B`, `A to B`, `A .. B`: the second date, and what follows.
fn other_span(rest: In) -> Option<(Option<Date>, In)> {
    let next = blanks(rest);
    let behind = if let Some(behind) = next.strip_prefix("…".as_bytes()) {
        blanks(behind)
    } else if let Some((b'-', behind)) = next.split_first() {
        let arrow = behind.strip_prefix(b"-").or(behind.strip_prefix(b">"));
        blanks(arrow.unwrap_or(behind))
    } else if let Some(behind) = next.strip_prefix("→".as_bytes()) {
        blanks(behind)
    } else if let Some(behind) = next.strip_prefix(b"..") {
        blanks(behind.strip_prefix(b".").unwrap_or(behind))
    } else {
        let words = ["to", "until", "till", "through", "thru"];
        blanks(words.iter().find_map(|word| grammar::keyword(next, word))?)
    };
    if let Some((to, rest)) = iso(behind) {
        return Some((to, rest));
    }
    let odd = odd(behind)?;
    Some((odd.readings.first().copied(), odd.rest))
}

/// A weekday at the front and the date behind it.
#[inline]
pub fn weekday_before_date(start: In) -> Option<In> {
    // Most words of a journal are no weekdays: three letters tell.
    let [a, b, c, ..] = start else { return None };
    let short = [a | 0x20, b | 0x20, c | 0x20];
    if ![b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun"].contains(&&short) {
        return None;
    }
    let word = letters(start);
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    Weekday::parse(word)?;
    let mut rest = after(start, word.len());
    if matches!(rest.first(), Some(b',' | b'.' | b':')) {
        rest = after(rest, 1);
    }
    let next = blanks(rest);
    (next.len() < rest.len() && begins_date(next)).then_some(next)
}
