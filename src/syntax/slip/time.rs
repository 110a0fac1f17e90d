//! Times of sets and rests that cannot be read, or not in one way.

use super::super::grammar::{self, blanks, digits};
use super::super::line::{In, Line};
use super::between;
use super::number::invalid;
use crate::finding::Finding;

/// `1h`, `1h05`, `1h 5min`: sets are measured in minutes.
pub fn in_hours<'a>(
    line: &Line<'a>,
    rest: In<'a>,
    hours: u64,
    behind: In<'a>,
    end: In<'a>,
) -> Finding {
    let (minutes, to) = match digits(blanks(behind)) {
        Ok((unit, minutes)) => match grammar::unit_here(unit) {
            Some((grammar::Measured::Time(60_000), to)) => (minutes, to),
            _ if behind.len() > end.len() => (minutes, end),
            _ => (0, end),
        },
        Err(_) => (0, end),
    };
    let better = format!("{}min", hours.saturating_mul(60).saturating_add(minutes));
    let error = invalid(
        line,
        rest,
        to,
        "the time of a set is written in minutes and seconds",
        format!("write `{better}`"),
    );
    error.fix(
        format!("write `{better}`"),
        false,
        line.place(rest, to),
        better,
    )
}

/// `1 min 30 s` where sets stand: `from` is where the set begins, `minutes` its amount, `seconds`
/// follows that.
pub fn split_time(line: &Line, from: In, minutes: In, seconds: In, end: In) -> Finding {
    let (word, time) = (between(from, end), joined_time(minutes, seconds));
    let count = between(from, minutes).replace([' ', '\t'], "");
    let one = format!("{count}{time}");
    let two = format!(
        "{count}{}, {}",
        between(minutes, seconds),
        between(blanks(seconds), end)
    );
    let place = line.place(from, end);
    invalid(
        line,
        from,
        end,
        format!("`{word}` may be one time or two sets"),
        format!("write `{one}` for one time, or `{two}` for two sets"),
    )
    .label("two readings")
    .fix(format!("write `{one}`"), false, place, one)
    .fix(format!("write `{two}`"), false, place, two)
}

/// `rest 1 min 30 s`
pub fn split_rest(line: &Line, minutes: In, seconds: In, end: In) -> Finding {
    let better = joined_time(minutes, seconds);
    invalid(
        line,
        minutes,
        end,
        "a time of minutes and seconds is written without blanks",
        format!("write `{better}`"),
    )
    .label("one time")
    .fix(
        format!("write `{better}`"),
        true,
        line.place(minutes, end),
        better.clone(),
    )
    .kept()
}

/// `1m30s` of `1 min` and `30 s`.
fn joined_time(minutes: In, seconds: In) -> String {
    let number = |input| digits(input).map_or(0, |(_, number)| number);
    format!("{}m{:02}s", number(minutes), number(blanks(seconds)))
}
