//! Dates and the words behind them that are not where or what they should be.

use super::super::ast::{EntryKind, Set, Tree};
use super::super::attribute::{after, line_end, text, token};
use super::super::dates::{begins_full_date, weekday_before_date};
use super::super::entry::entry_line;
use super::super::grammar::{self, at_end, blanks, digits, is, letters};
use super::super::header::{ends_item, is_event, next_item, weekday};
use super::super::line::{In, Line};
use super::super::times::time;
use super::between;
use crate::date::Date;
use crate::finding::Finding;
use crate::order;
use crate::text::{Edit, Place, Span};

/// A date that cannot be read and does not begin its line either: one mistake is one error, and
/// each of its fixes mends both.
#[cold]
pub fn date_out_of_place(date: Box<Finding>, place: &Finding) -> Box<Finding> {
    let mut error = date;
    if let Some(moved) = place.fixes.first() {
        for fix in &mut error.fixes {
            fix.edits.extend(moved.edits.iter().cloned());
            order::sort_by_key(&mut fix.edits, |edit| edit.place.span);
        }
    }
    error
}

/// `30min run`, `5km run`: the word of an event stands behind what it is about. `start` follows the
/// dates, and in `rest` is the word; where there is none, up to where it was looked for.
pub fn late_event<'a>(line: &Line<'a>, start: In<'a>, rest: In<'a>) -> Result<Finding, In<'a>> {
    let mut word = rest;
    let behind = loop {
        if at_end(word) || word.first() == Some(&b'"') {
            return Err(word);
        }
        if let Ok((behind, name)) = grammar::word(word)
            && is_event(name)
            && ends_item(behind)
        {
            break behind;
        }
        word = next_item(after(word, token(word).len()));
    };
    // Weekday and time stay before it.
    let mut first = next_item(start);
    loop {
        let day = grammar::word(first)
            .ok()
            .filter(|(_, word)| weekday(word).is_some());
        first = match (
            day,
            digits(first)
                .ok()
                .and_then(|number| time(line, first, number)),
        ) {
            (Some((behind, _)), _) | (None, Some(Ok((behind, _)))) => next_item(behind),
            _ => break,
        };
    }
    let (name, before) = (between(word, behind), between(first, word));
    let kept = before.trim_end_matches([' ', '\t', ',']).len();
    let insert = super::here(line, first);
    Ok(Finding::error(
        "unknown-word",
        line.place(word, behind),
        format!("`{name}` comes before what is told about it"),
    )
    .label("the kind of an event comes first")
    .help(format!(
        "write `{name}` right after the date, weekday and time: `{name} {}`",
        before.trim_end()
    ))
    .fix_many(
        format!("put `{name}` first"),
        false,
        vec![
            Edit {
                place: insert,
                text: format!("{name} "),
            },
            Edit {
                place: line.place(after(first, kept), behind),
                text: String::new(),
            },
        ],
    ))
}

/// A `prep` that is not written as `prep N weeks`: what is wrong, what follows it, and the weeks
/// where they are certain.
pub type Prep<'a> = (Finding, In<'a>, Option<u16>);

/// What follows a word for weeks.
fn weeks(unit: In) -> Option<In> {
    let words = ["weeks", "week", "wks", "wk", "w"];
    words.iter().find_map(|word| grammar::keyword(unit, word))
}

fn prep_error<'a>(line: &Line<'a>, from: In<'a>, to: In<'a>, weeks: Option<u64>) -> Prep<'a> {
    let place = line.place(from, to);
    let error = Finding::error("invalid-number", place, "`prep` needs a number of weeks")
        .label("how many weeks")
        .help("write `prep 10 weeks`, from 1 to 104");
    match weeks.and_then(|weeks| u16::try_from(weeks).ok()) {
        Some(weeks @ 1..=104) => {
            let better = format!("prep {weeks} weeks");
            let error = error.help(format!("write `{better}`"));
            let error = error.fix(format!("write `{better}`"), true, place, better);
            (error.kept(), to, Some(weeks))
        }
        _ => (error, to, None),
    }
}

/// `prep 8 wks`, `prep: 8 weeks`, `prep 8`, `prep 3 months`; `behind` follows the word.
#[cold]
pub fn no_prep<'a>(line: &Line<'a>, from: In<'a>, behind: In<'a>) -> Prep<'a> {
    let number = match blanks(behind) {
        [b':' | b'=', number @ ..] => blanks(number),
        number => number,
    };
    // `eight weeks`, `8-10 weeks`
    let word = after(number, token(number).len());
    let in_words = weeks(blanks(word));
    let Ok((rest, count)) = digits(number) else {
        return prep_error(line, from, in_words.unwrap_or(behind), None);
    };
    let unit = blanks(rest.strip_prefix(b"-").unwrap_or(rest));
    if let Some(end) = weeks(unit) {
        return prep_error(line, from, end, Some(count));
    }
    let others = ["months", "month", "days", "day"];
    if let Some(end) = others.iter().find_map(|word| grammar::keyword(unit, word)) {
        return prep_error(line, from, end, None);
    }
    // `prep 10 weekr`
    let slip = text(letters(unit));
    if crate::nearest::nearest(&slip, ["weeks"]).is_some() {
        return prep_error(line, from, after(unit, slip.len()), Some(count));
    }
    let count = ends_item(rest).then_some(count);
    prep_error(line, from, in_words.unwrap_or(word), count)
}

/// `8 weeks prep`, `8-week prep`: the word stands behind its weeks.
#[cold]
pub fn late_prep<'a>(line: &Line<'a>, from: In<'a>) -> Option<Prep<'a>> {
    let (rest, count) = digits(from).ok()?;
    let unit = blanks(weeks(blanks(rest.strip_prefix(b"-").unwrap_or(rest)))?);
    let end = grammar::keyword(blanks(grammar::keyword(unit, "of").unwrap_or(unit)), "prep")?;
    Some(prep_error(line, from, end, Some(count)))
}

/// Longer ones are not read as an entry: each mark before them would read them again.
const LONGEST_ENTRY: usize = 1_000;

/// `2026-03-02 Squat 3x5`, `2026-03-02 | Squat | 3x5`: an entry on the line of its date. `from` is
/// what follows date, weekday and time; what could be an activity and its time is left alone.
#[cold]
pub fn entry_behind_date(line: &Line, from: In) -> Option<Finding> {
    let near = from.get(..=LONGEST_ENTRY).unwrap_or(from);
    let to_end = near.len() - line_end(near).len();
    if to_end > LONGEST_ENTRY {
        return None;
    }
    let mut start = near;
    while let [b'-' | b'*' | b':' | b'|', behind @ ..] = start {
        start = blanks(behind);
    }
    let start = after(from, near.len() - start.len());
    let end = after(from, to_end);
    let written = between(start, end);
    let entry = match written.contains('|') {
        true => super::row_as_entry(&written),
        false => written,
    };
    let content = entry.as_bytes();
    if begins_full_date(content) || weekday_before_date(content).is_some() {
        return None;
    }
    // No more than the entry: as a line of a journal it could be a header, and hold another one.
    let mut tree = Tree::default();
    entry_line(&mut tree, &Line::as_written(content, 0, line.file), content);
    let (sets, test) = match tree.entries.as_slice() {
        [entry] => (entry.sets.of(&tree.sets), entry.kind == EntryKind::Test),
        _ => (&[][..], false),
    };
    let is_work = |set: &Set| set.count > 1 || set.load.is_some() || set.side.is_some();
    let measure = |set: &Set| std::mem::discriminant(&set.amount);
    let several = match sets {
        [first, rest @ ..] => {
            !rest.is_empty() && rest.iter().all(|set| measure(set) == measure(first))
        }
        [] => false,
    };
    // `3x5 Squat` is an entry that has a mistake of its own.
    let sets_first = matches!(
        digits(start),
        Ok(([b'x' | b'X' | b'*', b'0'..=b'9', ..], _))
    );
    if !(several || sets.iter().any(is_work) || test && !sets.is_empty() || sets_first) {
        return None;
    }
    let word = after(start, token(start).len().max(1));
    let error = Finding::error(
        "unknown-event",
        line.place(start, word),
        "an entry stands on the line of its date",
    )
    .label("belongs on a line of its own")
    .help(format!(
        "write `{entry}` on a line of its own below the date, indented"
    ));
    if !tree.errors.is_empty() {
        return Some(error);
    }
    let head = line.bytes.get(..line.index(from)).unwrap_or(&[]);
    let kept = head.iter().rposition(|b| !matches!(b, b' ' | b'\t'));
    let gap = after(line.bytes, kept.map_or(0, |at| at + 1));
    let place = line.place(gap, end);
    Some(error.fix(
        "put it on a line of its own",
        true,
        place,
        format!("\n  {entry}"),
    ))
}

/// The 24-hour form, if there is one.
pub fn clock(hour: u64, minute: u64, suffix: In) -> Option<String> {
    let hour = match (hour, suffix.first().map(u8::to_ascii_lowercase)) {
        (12, Some(b'a')) => 0,
        (12, Some(b'p')) => 12,
        (1..=11, Some(b'p')) => hour + 12,
        (24, None) if minute == 0 => 0,
        _ => hour,
    };
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

pub fn no_time(line: &Line, from: In, to: In, better: Option<String>) -> Finding {
    let place = line.place(from, to);
    let word = between(from, to);
    let error = Finding::error(
        "invalid-number",
        place,
        format!("`{word}` is not a time of day in the 24-hour form"),
    )
    .label("hours and minutes");
    if let (None, Some(better)) = (&better, clock_and_more(from, to)) {
        return error.help(format!("write `{better}`")).fix(
            format!("write `{better}`"),
            true,
            place,
            better,
        );
    }
    match better {
        Some(better) => error.help(format!("write `{better}`")).fix(
            format!("write `{better}`"),
            // 24:00 is the end of this day or of the day before.
            !word.starts_with("24"),
            place,
            better,
        ),
        None => error.help("write hours from 0 to 23 and two digits of minutes, as in `18:30`"),
    }
}

/// `1:30h` as `1h30`, `18:30-19:30` as `18:30 1h`.
fn clock_and_more(from: In, to: In) -> Option<String> {
    let (behind, hour) = digits(from).ok()?;
    let (behind, minute) = digits(behind.strip_prefix(b":")?).ok()?;
    if hour > 23 || minute > 59 {
        return None;
    }
    let unit = letters(behind);
    if is(unit, "h") && behind.len() == to.len() + 1 {
        return Some(format!("{hour}h{minute:02}"));
    }
    let (behind, last_hour) = digits(behind.strip_prefix(b"-")?).ok()?;
    let (behind, last_minute) = digits(behind.strip_prefix(b":")?).ok()?;
    let took = (last_hour * 60)
        .checked_add(last_minute)?
        .checked_sub(hour * 60 + minute)?;
    if behind.len() > to.len() || took == 0 || last_hour > 24 || last_minute > 59 {
        return None;
    }
    Some(format!("{hour:02}:{minute:02} {}", duration(took)))
}

/// Minutes as `35min` or `1h05`.
fn duration(minutes: u64) -> String {
    match minutes {
        0..60 => format!("{minutes}min"),
        _ if minutes.is_multiple_of(60) => format!("{}h", minutes / 60),
        _ => format!("{}h{:02}", minutes / 60, minutes % 60),
    }
}

/// `1.5h` as `1h30`.
fn hours_in_tenths(from: In) -> Option<String> {
    let (behind, value) = grammar::thousandths(from, false).ok()?;
    let unit = letters(blanks(behind));
    let hours = ["h", "hr", "hrs", "hour", "hours"];
    let known = hours.iter().any(|name| is(unit, name)) && value % 50 == 0;
    (known && behind.len() == token_rest(from).len() + unit.len())
        .then(|| duration(value * 60 / 1000))
}

fn token_rest(from: In) -> In {
    after(from, token(from).len())
}

/// `18:30 - 19:45`: what is wrong, and what follows it. The first time ends at `behind`.
#[cold]
pub fn clock_range<'a>(line: &Line<'a>, from: In<'a>, behind: In<'a>) -> Option<(Finding, In<'a>)> {
    let next = blanks(behind);
    let words = ["to", "until", "till"];
    let mark = words.iter().find_map(|word| grammar::keyword(next, word));
    let last = blanks(mark.or_else(|| next.strip_prefix(b"-"))?);
    let end = after(last, token(last).len());
    let glued = format!("{}-{}", between(from, behind), between(last, end));
    let better = clock_and_more(glued.as_bytes(), &[])?;
    let place = line.place(from, end);
    let error = Finding::error(
        "invalid-number",
        place,
        "a session is written with its start and how long it took",
    )
    .label("from and to")
    .help(format!("write `{better}`"))
    .fix(format!("write `{better}`"), true, place, better);
    Some((error, end))
}

/// `5:30/km`, `@ 5:30 min/km`: what is wrong, and what follows it.
#[cold]
pub fn pace<'a>(line: &Line<'a>, from: In<'a>) -> Option<(Finding, In<'a>)> {
    let number = blanks(from.strip_prefix(b"@").unwrap_or(from));
    let (rest, _) = digits(number).ok()?;
    let rest = match rest {
        [b':' | b'.', more @ ..] => digits(more).ok()?.0,
        _ => rest,
    };
    let rest = grammar::keyword(blanks(rest), "min").unwrap_or(rest);
    let unit = blanks(blanks(rest).strip_prefix(b"/")?);
    let word = letters(unit);
    let units = ["km", "k", "mi", "mile", "h", "hr"];
    if !units.iter().any(|name| is(word, name)) {
        return None;
    }
    let end = after(unit, word.len());
    let place = line.place(from, end);
    let written = between(number, end);
    let error = Finding::error("unknown-word", place, format!("`{written}` is a pace"))
        .label("neither distance nor time")
        .help(format!(
            "distance and time tell the pace; as a remark it goes in quotes: `\"{written}\"`"
        ))
        .fix("put it in quotes", false, place, format!("\"{written}\""));
    Some((error, end))
}

/// `run 8km + walk 2km`: a second event on the line, and what follows it.
#[cold]
pub fn second_event<'a>(line: &Line<'a>, from: In<'a>) -> Option<(Finding, In<'a>)> {
    let words = ["and", "then", "plus"];
    let word = words.iter().find_map(|word| grammar::keyword(from, word));
    let sign = from.strip_prefix(b"+").or_else(|| from.strip_prefix(b"&"));
    let event = blanks(word.or(sign).unwrap_or(from));
    let (behind, word) = grammar::word(event).ok()?;
    if !is_event(word) || is(word, "rest") || !ends_item(behind) {
        return None;
    }
    let end = line_end(from);
    let written = between(event, end);
    let error = Finding::error(
        "unknown-word",
        line.place(from, behind),
        "a second event stands on the line",
    )
    .label("an event is one line")
    .help(format!(
        "write `{written}` on a line of its own, with the date"
    ));
    let date = line.bytes.get(..10).unwrap_or(&[]);
    if !matches!(super::super::dates::iso(date), Some((Some(_), _))) {
        return Some((error, end));
    }
    let head = line.bytes.get(..line.index(from)).unwrap_or(&[]);
    let kept = head.iter().rposition(|b| !matches!(b, b' ' | b'\t' | b','));
    let gap = after(line.bytes, kept.map_or(0, |at| at + 1));
    let own = format!("\n{} {written}", text(date));
    let error = error.fix(
        "put it on a line of its own",
        true,
        line.place(gap, end),
        own,
    );
    Some((error, end))
}

/// `away until 2026-03-08`, `away for 7 days`: the end of a span behind its kind, and what follows
/// it. The date ends at `date_end`.
pub fn late_span<'a>(
    line: &Line<'a>,
    first: Date,
    date_end: u32,
    from: In<'a>,
) -> Option<(Finding, In<'a>)> {
    let untils = ["until", "till", "to", "through", "thru"];
    let until = untils.iter().find_map(|word| grammar::keyword(from, word));
    let (last, end, sure) = match until.or_else(|| from.strip_prefix(b"-")) {
        Some(date) => {
            let (last, end) = super::super::dates::iso(blanks(date))?;
            (last?, end, true)
        }
        None => {
            let number = blanks(grammar::keyword(from, "for").unwrap_or(from));
            let (unit, count) = digits(number).ok()?;
            let word = letters(blanks(unit));
            let days = match () {
                () if is(word, "day") || is(word, "days") => 1,
                () if is(word, "week") || is(word, "weeks") => 7,
                () => return None,
            };
            let count = i32::try_from(count).ok()?;
            let count = (1..=100).contains(&count).then_some(count * days)?;
            (
                first.plus(count - 1),
                after(blanks(unit), word.len()),
                false,
            )
        }
    };
    if last < first {
        return None;
    }
    let head = line.bytes.get(..line.index(from)).unwrap_or(&[]);
    let kept = head.iter().rposition(|b| !matches!(b, b' ' | b'\t'));
    let gap = after(line.bytes, kept.map_or(0, |at| at + 1));
    let place = line.place(from, end);
    let insert = Place {
        span: Span::new(date_end, date_end),
        ..place
    };
    let edits = vec![
        Edit {
            place: insert,
            text: format!("..{last}"),
        },
        Edit {
            place: line.place(gap, end),
            text: String::new(),
        },
    ];
    let error = Finding::error(
        "invalid-date",
        place,
        "the last day of a span stands right behind the first",
    )
    .label("belongs to the date")
    .help(format!("write `{first}..{last}` before the word"))
    .fix_many(format!("write `{first}..{last}`"), sure, edits);
    Some((error, end))
}

/// A duration that cannot be read.
pub fn no_duration(line: &Line, from: In, to: In) -> Finding {
    let place = line.place(from, to);
    let word = between(from, to);
    let error = Finding::error(
        "invalid-number",
        place,
        format!("`{word}` is neither a time of day nor a duration"),
    )
    .label("not read")
    .help("write the time as `18:30` and how long it took as `35min` or `1h05`");
    if let Some(better) = hours_in_tenths(from) {
        return error.fix(format!("write `{better}`"), true, place, better);
    }
    match digits(from) {
        Ok((rest, minutes))
            if rest.len() == to.len() || is(letters(rest), "m") || rest.first() == Some(&b'\'') =>
        {
            error.fix(
                format!("write `{minutes}min`"),
                false,
                place,
                format!("{minutes}min"),
            )
        }
        _ => error,
    }
}

/// A goal that cannot be read.
pub fn no_goal(line: &Line, from: In, end: In, word: Option<Span>) -> Finding {
    let written = text(
        from.get(..from.len() - end.len().min(from.len()))
            .unwrap_or(&[]),
    );
    let place = match word {
        Some(span) if written.trim().is_empty() => Place {
            file: line.file,
            span,
        },
        _ => line.place(from, end),
    };
    let error = Finding::error("invalid-number", place, "this goal cannot be read")
        .label("how many a week")
        .help("write `goal 1 per week`, or `goal 1-2 per week` for a requirement of 1 and an aim of 2, from 1 to 14");
    // 2/week, 2x a week, 2 times per week
    match digits(from) {
        Ok((rest, n @ 1..=14))
            if rest
                .first()
                .is_some_and(|b| matches!(b, b'/' | b'x' | b' ' | b'-'))
                || at_end(rest) =>
        {
            if written.contains('-') {
                // `3-2 per week`
                match digits(after(rest, 1)) {
                    Ok((per, least @ 1..=14))
                        if least < n && grammar::keyword(blanks(per), "per").is_some() =>
                    {
                        let better = format!("{least}-{n} per week");
                        error.fix(format!("write `{better}`"), false, place, better)
                    }
                    _ => error,
                }
            } else {
                error.fix(
                    format!("write `{n} per week`"),
                    false,
                    place,
                    format!("{n} per week"),
                )
            }
        }
        _ => error,
    }
}

/// What stands behind the date of `2026-03-02T18:30`, as a header has it: the time, and the
/// duration where a second stamp of the same day follows. `None` for what it cannot say.
pub fn stamp(start: In, clock: In) -> Option<String> {
    let minutes = |input| -> Option<(In, u64)> {
        let (behind, hour) = digits(input).ok()?;
        let (behind, minute) = digits(behind.strip_prefix(b":")?).ok()?;
        (hour < 24 && minute < 60).then_some((behind, hour * 60 + minute))
    };
    let (mut rest, from) = minutes(clock)?;
    if let Some((b':', seconds)) = rest.split_first() {
        rest = digits(seconds).ok()?.0;
    }
    if matches!(rest, [b'Z' | b'z', ..]) {
        rest = after(rest, 1);
    }
    let time = format!(" {:02}:{:02}", from / 60, from % 60);
    if at_end(blanks(rest)) || blanks(rest).len() < rest.len() {
        return Some(time);
    }
    // `2023-09-01T19:07-2023-09-01T20:05`
    let day = start.get(..10)?;
    let second = rest.strip_prefix(b"-")?.strip_prefix(day)?;
    let (rest, to) = minutes(after(second, 1))?;
    let took = to.checked_sub(from).filter(|took| *took > 0)?;
    at_end(blanks(rest)).then(|| format!("{time} {}", duration(took)))
}
