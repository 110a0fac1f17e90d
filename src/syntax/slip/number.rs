//! Numbers and amounts that cannot be read.

use super::super::ast::Amount;
use super::super::attribute::{after, line_end, text, token, unknown_run};
use super::super::grammar::{
    self, MOST_REPS, Miss, Why, at_end, blanks, digits, is_letter, letters,
};
use super::super::line::{In, Line};
use super::load::{comma, load};
use super::{between, time, trim_separators};
use crate::finding::Finding;
use crate::nearest::nearest;

pub fn has_other_digit(input: In) -> bool {
    let until = memchr::memchr2(b'"', b';', input).unwrap_or(input.len());
    let words = String::from_utf8_lossy(input.get(..until).unwrap_or(&[])).into_owned();
    words
        .chars()
        .any(|c| !c.is_ascii() && c.is_numeric() && !c.is_alphabetic())
}

pub fn other_digits(line: &Line, from: In, end: In) -> Finding {
    // The first token that holds such a digit is the place.
    let mut at = from;
    while !at_end(at) {
        let to = after(at, token(at).len());
        if has_other_digit(at.get(..token(at).len()).unwrap_or(&[])) {
            return invalid(
                line,
                at,
                to,
                "these digits are not read",
                "write numbers with the digits 0 to 9",
            );
        }
        at = blanks(to);
    }
    invalid(
        line,
        from,
        end,
        "these digits are not read",
        "write numbers with the digits 0 to 9",
    )
}

pub fn invalid(
    line: &Line,
    from: In,
    to: In,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Finding {
    Finding::error("invalid-number", line.place(from, to), message)
        .label("not read as a number")
        .help(help)
}

/// A set or load that cannot be read, at its first byte.
pub fn set(line: &Line, rest: In, miss: Miss) -> Finding {
    let end = after(rest, token(rest).len());
    let end = trim_separators(rest, end);
    let word = between(rest, end);
    let signed = matches!(rest.first(), Some(b'@' | b'+' | b'-'));
    if has_other_digit(rest.get(..token(rest).len()).unwrap_or(&[])) {
        return other_digits(line, rest, end);
    }
    match miss.why {
        Why::Comma => return comma(line, rest),
        Why::TooLarge => {
            return invalid(
                line,
                rest,
                end,
                format!("`{word}` is too large"),
                format!("reps go up to {MOST_REPS}, and counts up to 100"),
            );
        }
        Why::TooFine => {
            return invalid(
                line,
                rest,
                end,
                format!("`{word}` has too many decimals"),
                "write at most three decimals",
            );
        }
        Why::NoUnit | Why::UnknownUnit if signed => return load(line, rest, miss),
        Why::Decimal => {
            let whole = digits(rest).map(|(_, n)| n).unwrap_or(0);
            return invalid(
                line,
                rest,
                end,
                format!("`{word}` is not a whole number of reps"),
                format!(
                    "write whole reps, as in `{whole}`, or a unit, as in `{word}kg` after the sets or `{word}s`"
                ),
            );
        }
        _ => {}
    }
    if signed {
        return load(line, rest, miss);
    }
    let (behind, number) = digits(rest).unwrap_or((rest, 0));
    // The amount of `AxB` is where it goes wrong.
    if matches!(behind.first(), Some(b'x' | b'X' | b'*')) {
        let amount = after(behind, 1);
        if amount.first().is_some_and(u8::is_ascii_digit) && miss.left as usize <= amount.len() {
            return in_sets(line, rest, amount, end, number);
        }
        return Finding::error(
            "expected-sets",
            line.place(rest, end),
            format!("`{word}` is not a set"),
        )
        .label("no amount after it")
        .help(format!("write sets x reps, as in `{number}x10`"));
    }
    number_slip(line, rest, behind, end, number)
}

/// `3x10.5`, `3x8-12`, `3x10reps`
fn in_sets<'a>(line: &Line<'a>, rest: In<'a>, amount: In<'a>, end: In<'a>, count: u64) -> Finding {
    let (behind, number) = digits(amount).unwrap_or((amount, 0));
    if let Some((grammar::Measured::Weight(_), after_weight)) = grammar::unit_here(behind) {
        let weight = between(amount, after_weight);
        return super::weight::sets_of_weight(line, rest, count, &weight, after_weight);
    }
    let mut finding = number_slip(line, amount, behind, end, number);
    for fix in &mut finding.fixes {
        fix.title = fix.title.replace("write `", &format!("write `{count}x"));
    }
    finding
}

/// A number with something behind it that does not belong there.
pub fn number_slip<'a>(
    line: &Line<'a>,
    rest: In<'a>,
    behind: In<'a>,
    end: In<'a>,
    number: u64,
) -> Finding {
    let word = between(rest, end);
    let tail = between(behind, end);
    let place = line.place(rest, end);
    match behind.first() {
        Some(b'.' | b',') => invalid(
            line,
            rest,
            end,
            format!("`{word}` is not a whole number of reps"),
            format!("write whole reps, as in `{number}`"),
        ),
        Some(b'-') => invalid(
            line,
            rest,
            end,
            format!("`{word}` is a range"),
            "write the number that was done; a range goes into `target` of the exercise",
        ),
        Some(b'+') if digits(after(behind, 1)).is_ok() => {
            let (last, more) = digits(after(behind, 1)).unwrap_or((&[], 0));
            let error = invalid(
                line,
                rest,
                end,
                format!("`{word}` adds two numbers"),
                format!(
                    "write `{number} {more}` for two sets, or `{number}` and the rest in a note"
                ),
            );
            if last.len() > end.len() {
                // `8+2negatives`: the word must not be lost.
                return error;
            }
            error.fix(
                format!("write `{number} {more}`"),
                false,
                place,
                format!("{number} {more}"),
            )
        }
        Some(b'+') => invalid(
            line,
            rest,
            end,
            format!("`{word}` leaves the number open"),
            "write the number that was done",
        )
        .fix(
            format!("write `{number}`"),
            false,
            place,
            number.to_string(),
        ),
        Some(b'?' | b'~') => invalid(
            line,
            rest,
            end,
            format!("`{word}` is not a certain number"),
            "write the number, and the doubt in a note; `done` if the numbers are forgotten",
        )
        .fix(
            format!("write `{number}`"),
            false,
            place,
            number.to_string(),
        ),
        Some(b'#') if word.ends_with('#') => {
            let lb = format!("{number}lb");
            invalid(
                line,
                rest,
                end,
                format!("`{word}` has `#` for a unit"),
                format!("write `{lb}`"),
            )
            .fix(format!("write `{lb}`"), true, place, lb)
        }
        Some(b':') => invalid(
            line,
            rest,
            end,
            format!("`{word}` is not a time"),
            "write minutes and two digits of seconds, as in `1:30`",
        ),
        Some(b) if is_letter(*b) => unit_slip(line, rest, behind, end, number),
        _ => Finding::error("expected-sets", place, format!("`{word}` is not a set"))
            .label("not read")
            .help(if tail.is_empty() {
                "write sets, as in `3x12` or `20 20 18`".to_string()
            } else {
                format!("write sets, as in `{number}` or `3x{number}`")
            }),
    }
}

/// A number with letters behind it that are no unit of a set, or not there.
fn unit_slip<'a>(
    line: &Line<'a>,
    rest: In<'a>,
    behind: In<'a>,
    end: In<'a>,
    number: u64,
) -> Finding {
    let word = between(rest, end);
    let place = line.place(rest, end);
    let unit = letters(behind);
    let unit_text = text(unit);
    let lower = unit_text.to_ascii_lowercase();
    if matches!(lower.as_str(), "l" | "r" | "left" | "right")
        && after(behind, unit.len()).len() == end.len()
    {
        let better = format!(
            "{} {number}",
            unit_text.to_uppercase().chars().take(1).collect::<String>()
        );
        let error = Finding::error(
            "expected-sets",
            place,
            format!("the side stands after its number in `{word}`"),
        )
        .label("the side comes first")
        .help(format!("write the side first, as in `{better}`"));
        let last = line_end(rest);
        return match super::wording::sides_first(rest, last) {
            Some(all) => {
                let whole = line.place(rest, last);
                error.fix(format!("write `{all}`"), false, whole, all)
            }
            None => error,
        };
    }
    if matches!(grammar::unit(unit), Some(grammar::Measured::Weight(_))) {
        if let Some(error) = super::load::full_stop(line, rest, end) {
            return error;
        }
        return Finding::error(
            "weight-first",
            place,
            format!("`{word}` is a weight, where a set is expected"),
        )
        .label("no set")
        .help(format!(
            "sets come first and the load last, as in `3x5 @{word}`"
        ));
    }
    if matches!(lower.as_str(), "reps" | "rep" | "r" | "times" | "x")
        && after(behind, unit.len()).len() == end.len()
    {
        return invalid(
            line,
            rest,
            end,
            format!("`{word}` is a number of reps with a word glued to it"),
            format!("reps need no word: `{number}`"),
        )
        .fix(format!("write `{number}`"), true, place, number.to_string());
    }
    let tail_end = after(behind, unit.len());
    if matches!(lower.as_str(), "rir" | "rpe") && tail_end.len() == end.len() {
        let better = format!("{lower} {number}");
        return invalid(
            line,
            rest,
            end,
            format!("the word `{lower}` comes before its number"),
            format!("write `{better}`"),
        )
        .fix(format!("write `{better}`"), true, place, better);
    }
    if let (Ok((rest_of_time, seconds @ 0..60)), "m" | "min") = (digits(tail_end), lower.as_str())
        && tail_end.len() - rest_of_time.len() == 2
        && rest_of_time.len() == end.len()
    {
        let better = format!("{number}m{seconds:02}s");
        return invalid(
            line,
            rest,
            end,
            format!("`{word}` is a time without its last unit"),
            format!("write `{better}`"),
        )
        .fix(format!("write `{better}`"), true, place, better);
    }
    if let Some(error) = super::weight::weight_times(line, rest, unit, tail_end, end) {
        return error;
    }
    if matches!(lower.as_str(), "h" | "hr" | "hrs" | "hour" | "hours") {
        return time::in_hours(line, rest, number, after(behind, unit.len()), end);
    }
    let better = word.replace(['o', 'O'], "0");
    if better != word && matches!(grammar::amount(better.as_bytes()), Ok(([], _))) {
        let help = format!("write `{better}`");
        let told = format!("`{word}` has a letter among its digits");
        let error = invalid(line, rest, end, told, help.clone());
        return error.fix(help, false, place, better);
    }
    const UNITS: [&str; 13] = [
        "kg", "lb", "s", "sec", "min", "m", "km", "mi", "ft", "yd", "lbs", "secs", "mins",
    ];
    let near = nearest(&lower, UNITS);
    let error = invalid(
        line,
        rest,
        end,
        format!("`{unit_text}` is not a unit"),
        match near {
            Some(unit) => format!("the nearest unit is `{unit}`: `{number}{unit}`"),
            None => "units are `kg`, `lb`, `s`, `min`, `m`, `km`, `mi`, `ft` and `yd`".to_string(),
        },
    );
    match near {
        Some(unit) => error.fix(
            format!("write `{number}{unit}`"),
            false,
            place,
            format!("{number}{unit}"),
        ),
        None => error,
    }
}

/// Something is glued to a set.
pub fn glued(line: &Line, from: In, at: In, end: In) -> Finding {
    let end = trim_separators(from, end);
    let (behind, number) = digits(from).unwrap_or((from, 0));
    match at.first() {
        Some(b'%') => super::percent(line, from, at),
        Some(b'+' | b'-' | b'?' | b'~' | b'.' | b'#') if behind.len() == at.len() => {
            number_slip(line, from, behind, end, number)
        }
        Some(b'-') => invalid(
            line,
            from,
            end,
            format!("`{}` is a range", between(from, end)),
            "write the number that was done; a range goes into `target` of the exercise",
        ),
        Some(b'+' | b'?' | b'~') => invalid(
            line,
            from,
            end,
            format!("`{}` is not a certain number", between(from, end)),
            "write the number that was done",
        ),
        Some(b'!') => invalid(
            line,
            at,
            after(at, 1),
            "one `!` is enough",
            "leave one of them out",
        )
        .label("a second one")
        .fix("delete it", true, line.place(at, after(at, 1)), ""),
        _ => {
            let error = Finding::error(
                "unknown-word",
                line.place(at, end),
                format!("`{}` is glued to the set", between(at, end)),
            )
            .label("not known here")
            .help("put a blank after the set; a remark goes in quotes");
            if between(at, end) != "." {
                return error;
            }
            // `3x5. felt good`
            let remark = blanks(end);
            let known = at_end(remark) || grammar::key(remark).is_some();
            if known || !remark.first().is_some_and(|b| is_letter(*b)) {
                let stop = line.place(at, end);
                return error
                    .help("leave the full stop out")
                    .fix("delete it", true, stop, "");
            }
            let (last, _) = unknown_run(remark);
            let words = between(remark, last);
            error
                .help(format!("a remark goes in quotes: `\"{words}\"`"))
                .fix(
                    "put the remark in quotes",
                    false,
                    line.place(at, last),
                    format!(" \"{words}\""),
                )
        }
    }
}

/// `0`, `3x0`, `0s`
pub fn nothing(line: &Line, from: In, to: In, count: u8, amount: Amount) -> Finding {
    let what = match amount {
        Amount::Reps(_) => "reps",
        Amount::Time(_) => "seconds",
        Amount::Distance(_) => "metres",
    };
    let plural = if count == 1 { "a set" } else { "sets" };
    let place = line.place(from, to);
    let error = invalid(
        line,
        from,
        to,
        format!("{plural} of no {what}"),
        "write `0!` if form broke before the first clean rep, or `skipped`",
    );
    let failed = vec!["0!"; usize::from(count.max(1))].join(" ");
    match amount {
        Amount::Reps(_) if count <= 20 && between(from, to).ends_with('0') => {
            error.fix(format!("write `{failed}`"), false, place, failed)
        }
        Amount::Reps(_) => error,
        _ => error.help(format!("write how many {what} it was, or `skipped`")),
    }
}

/// `0x5`
pub fn no_count(line: &Line, from: In, end: In) -> Finding {
    let end = trim_separators(from, end);
    invalid(
        line,
        from,
        end,
        format!("`{}` is not a set at all", between(from, end)),
        "write how many sets were done, or `skipped`",
    )
}
