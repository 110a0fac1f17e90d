//! What is wrong with an entry, and what to write instead. Only lines with an error come here.

use super::ast::Amount;
use super::attribute::{after, line_end, text, token};
use super::entry::{cue_word, leading_result};
use super::grammar::{self, MOST_REPS, Miss, Why, at_end, blanks, digits, is_letter, key, letters};
use super::line::{In, Line};
use crate::finding::Finding;
use crate::nearest::nearest;
use crate::text::{Edit, Place, Span};

/// How many sets of a group `fmt` and fixes write at most.
const GROUP: u64 = 20;

fn between(from: In, to: In) -> String {
    text(
        from.get(..from.len() - to.len().min(from.len()))
            .unwrap_or(&[]),
    )
}

fn here(line: &Line, at: In) -> Place {
    let start = line.at(at);
    Place {
        file: line.file,
        span: Span::new(start, start),
    }
}

/// Without blanks, commas and slashes at the end.
fn trim_separators<'a>(from: In<'a>, to: In<'a>) -> In<'a> {
    let written = from
        .get(..from.len() - to.len().min(from.len()))
        .unwrap_or(&[]);
    let length = written
        .iter()
        .rposition(|b| !matches!(b, b' ' | b'\t' | b',' | b'/'))
        .map_or(0, |i| i + 1);
    after(from, length)
}

/// A weight as it stands behind sets: `100kg` becomes `@100kg`, signs stay.
fn as_load(written: &str) -> String {
    let written = written.trim();
    match written.chars().next() {
        Some('@' | '+' | '-') => written.to_string(),
        _ => format!("@{written}"),
    }
}

/// The line does not begin with a name.
pub fn no_name(line: &Line, start: In) -> Finding {
    let end = line_end(start);
    // `100kg squat 3x5`, `-20kg Dip`
    if let Ok((behind, _)) = grammar::load(start) {
        let rest = blanks(behind);
        let weight = as_load(&between(start, behind));
        let mut error = Finding::error(
            "weight-first",
            line.place(start, behind),
            "the weight stands before the name and the sets",
        )
        .label("belongs after the sets")
        .help(format!(
            "the name comes first and the load last, as in `Squat 3x5 {weight}`"
        ));
        if rest.first().is_some_and(|b| is_letter(*b)) {
            let others = between(rest, end);
            error = error.fix(
                format!("write `{others} {weight}`"),
                true,
                line.place(start, end),
                format!("{others} {weight}"),
            );
        }
        return error;
    }
    let Some(behind) =
        leading_result(start).filter(|_| start.first().is_some_and(u8::is_ascii_digit))
    else {
        let first = after(start, token(start).len());
        if has_other_digit(start) {
            return other_digits(line, start, first);
        }
        return Finding::error(
            "expected-name",
            line.place(start, first),
            "this entry has no name",
        )
        .label("a name comes first")
        .help("begin with the exercise, as in `Toe taps 20 20 18`");
    };
    let result = between(start, behind);
    // `5 sets of 10 squats`, `20 pull-ups`, `3x10 squats`
    let (result, name_start) = sets_in_words(start).unwrap_or((result, blanks(behind)));
    let result_end = trim_separators(start, name_start);
    let error = Finding::error(
        "expected-name",
        line.place(start, result_end),
        "the sets stand before the name",
    )
    .label("belongs after the name");
    if !name_start.first().is_some_and(|b| is_letter(*b))
        || grammar::keyword(name_start, "at").is_some()
    {
        return error.help(
            "begin with the exercise, as in `Toe taps 20 20 18`; a name that begins with a digit needs a colon after it",
        );
    }
    // The name ends where a result or an attribute could follow it.
    let mut name_end = name_start;
    while let Some(byte) = name_end.first() {
        if matches!(byte, b'@' | b'"' | b'#' | b'(' | b'[' | b';' | b'\t')
            || (*byte == b' ' && {
                let next = blanks(name_end);
                next.first()
                    .is_some_and(|b| b.is_ascii_digit() || matches!(b, b'@' | b'+'))
                    || key(next).is_some()
            })
        {
            break;
        }
        name_end = after(name_end, 1);
    }
    let behind_name = blanks(name_end);
    let result_follows = behind_name.first().is_some_and(u8::is_ascii_digit)
        || matches!(
            key(behind_name),
            Some((
                grammar::Key::Left
                    | grammar::Key::Right
                    | grammar::Key::Test
                    | grammar::Key::Done
                    | grammar::Key::Skipped,
                _
            ))
        );
    if result_follows {
        // `90/90 hip lift 3x10`: the number is part of the name.
        let name = between(start, name_end);
        let name = name.trim_end_matches([' ', ',', '-', '.', ':']);
        let insert = after(start, name.len());
        return Finding::error(
            "expected-name",
            line.place(start, result_end),
            "a name that begins with a digit needs a colon after it",
        )
        .label("the name begins here")
        .help(format!("write `{name}: {}`", between(behind_name, end)))
        .fix(format!("write `{name}:`"), false, here(line, insert), ":");
    }
    let name = between(name_start, name_end);
    let name = name.trim_end_matches([' ', ',', '-', '.', ':']);
    let tail = between(blanks(name_end), end);
    let mut better = format!("{name} {}", result.trim());
    if !tail.is_empty() && blanks(name_end).len() > end.len() {
        better.push(' ');
        better.push_str(&tail);
    }
    error
        .help(format!("the name comes first: `{better}`; a name that begins with a digit needs a colon after it"))
        .fix(format!("write `{better}`"), true, line.place(start, end), better.clone())
}

/// `5 sets of 10 [reps [of]]`: the result, and what follows.
fn sets_in_words(start: In) -> Option<(String, In)> {
    let (rest, sets) = digits(start).ok()?;
    let rest = blanks(rest);
    let word = letters(rest);
    if !(grammar::is(word, "sets") || grammar::is(word, "set") || grammar::is(word, "x")) {
        // `20 reps of squats`
        if grammar::is(word, "reps") || grammar::is(word, "rep") {
            let next = skip_word(blanks(after(rest, word.len())), "of");
            return Some((sets.to_string(), next));
        }
        return None;
    }
    let rest = skip_word(blanks(after(rest, word.len())), "of");
    let (behind, reps) = digits(rest).ok()?;
    let unit = grammar::unit_here(behind).map_or(behind, |(_, rest)| rest);
    let amount = between(rest, unit);
    let _ = reps;
    let next = skip_word(skip_word(blanks(unit), "reps"), "of");
    Some((format!("{sets}x{}", amount.replace(' ', "")), next))
}

fn skip_word<'a>(input: In<'a>, word: &str) -> In<'a> {
    grammar::keyword(input, word).map_or(input, blanks)
}

/// A load or a bare number in parentheses inside a name that ends at its colon.
pub fn load_in_name<'a>(
    line: &Line<'a>,
    start: In<'a>,
    name_end: In<'a>,
    rest: In<'a>,
) -> Option<Finding> {
    let name = start.get(..start.len() - name_end.len().min(start.len()))?;
    let open = memchr::memchr(b'(', name)?;
    let inside = blanks(after(start, open + 1));
    let (behind, _) = grammar::thousandths(inside, true)
        .or_else(|_| grammar::thousandths(after(inside, 1), true))
        .ok()?;
    let behind = match grammar::unit_here(behind) {
        Some((grammar::Measured::Weight(_), rest)) => rest,
        Some(_) => return None,
        None => behind,
    };
    let close = blanks(behind);
    if close.first() != Some(&b')') {
        return None;
    }
    let from = after(start, open);
    let to = after(close, 1);
    let weight = between(inside, behind).replace(' ', "");
    let weight = if weight.bytes().any(|b| b.is_ascii_alphabetic()) {
        weight
    } else {
        format!("{weight}kg")
    };
    let end = line_end(rest);
    let bare = text(name.get(..open).unwrap_or(&[]));
    let better = format!(
        "{}: {} {}",
        bare.trim_end(),
        between(blanks(rest), end).trim_end(),
        as_load(&weight)
    );
    Some(
        Finding::error(
            "weight-first",
            line.place(from, to),
            "a weight stands in the name",
        )
        .label("belongs after the sets")
        .help(format!("write `{better}`"))
        .fix(
            format!("write `{better}`"),
            !weight.ends_with("kg") || between(inside, behind).contains("kg"),
            line.place(start, end),
            better.clone(),
        ),
    )
}

/// `[` without `]`.
pub fn open_bracket(line: &Line, rest: In) -> Finding {
    Finding::error(
        "unknown-word",
        line.place(rest, after(rest, 1)),
        "this bracket is not closed on its line",
    )
    .label("opened here")
    .help("write the level between brackets, as in `[normal chair]`")
}

/// `8,,8`, or a separator with nothing behind it.
pub fn empty_place(line: &Line, rest: In) -> Finding {
    Finding::error(
        "expected-sets",
        line.place(rest, after(rest, 1)),
        "a set is missing beside this mark",
    )
    .label("nothing to separate")
    .help(
        "write one mark between two sets, as in `8, 8, 6`; a set that was left out is not written",
    )
}

/// A name and no set.
pub fn no_sets(line: &Line, start: In, rest: In, only_warmups: bool) -> Finding {
    let end = line_end(start);
    if only_warmups {
        return Finding::error("expected-sets", line.place(start, end), "only warm-up sets stand here")
            .label("no working set")
            .help("sets in parentheses are warm-ups; write the working sets after them, as in `(5@60kg) 3x5@100kg`");
    }
    let words = between(start, end);
    let at = if at_end(rest) { start } else { rest };
    let place = line.place(at, end);
    if has_other_digit(start) {
        return other_digits(line, at, end);
    }
    let mut error = Finding::error(
        "expected-sets",
        place,
        if at_end(rest) {
            "no sets follow this name"
        } else {
            "sets are expected here"
        },
    )
    .label("no sets");
    error.help = "write the sets, as in `3x12` or `20 20 18`, or `done` if the numbers are forgotten; a remark goes in quotes".to_string();
    let quoted = words.replace('"', "'");
    error.fix(
        "put the line in quotes, as a note",
        false,
        line.place(start, end),
        format!("\"{quoted}\""),
    )
}

/// `3x5 @100kg 3x5`
pub fn set_without_load(line: &Line, set: Span) -> Finding {
    let place = Place {
        file: line.file,
        span: set,
    };
    let end = Place {
        span: Span::new(set.end, set.end),
        ..place
    };
    Finding::error(
        "weight-first",
        place,
        "this set has no load, and a load stands before it",
    )
    .label("which load")
    .help("a load is for the sets before it; give this set its own, or `+0kg` for none")
    .fix("write `+0kg` for no load", false, end, " +0kg")
}

/// `test` alone.
pub fn no_test(line: &Line, start: In, end: In) -> Finding {
    Finding::error(
        "expected-sets",
        line.place(start, end),
        "this test has no result",
    )
    .label("no number")
    .help("write how many clean reps there were, as in `test 19` or `test L 17 R 19`")
}

/// A test is one amount, or one a side.
pub fn test_of_many(line: &Line, set: Span) -> Finding {
    Finding::error(
        "expected-sets",
        Place {
            file: line.file,
            span: set,
        },
        "a test is one amount, or one a side",
    )
    .label("more than one")
    .help("write `test 19` or `test L 17 R 19`; sets of work stand in an entry of their own")
}

fn has_other_digit(input: In) -> bool {
    let until = memchr::memchr2(b'"', b';', input).unwrap_or(input.len());
    let words = String::from_utf8_lossy(input.get(..until).unwrap_or(&[])).into_owned();
    words
        .chars()
        .any(|c| !c.is_ascii() && c.is_numeric() && !c.is_alphabetic())
}

fn other_digits(line: &Line, from: In, end: In) -> Finding {
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

fn invalid(
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
        let place = line.place(rest, after_weight);
        return Finding::error(
            "weight-first",
            place,
            format!(
                "`{}` reads as sets of a weight",
                between(rest, after_weight)
            ),
        )
        .label("the reps are missing")
        .help(format!(
            "write sets x reps and then the load, as in `{count}x5 @{weight}`"
        ));
    }
    let mut finding = number_slip(line, amount, behind, end, number);
    for fix in &mut finding.fixes {
        fix.title = fix.title.replace("write `", &format!("write `{count}x"));
    }
    finding
}

/// A number with something behind it that does not belong there.
fn number_slip<'a>(
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
            let (_, more) = digits(after(behind, 1)).unwrap_or((&[], 0));
            invalid(
                line,
                rest,
                end,
                format!("`{word}` adds two numbers"),
                format!(
                    "write `{number} {more}` for two sets, or `{number}` and the rest in a note"
                ),
            )
            .fix(
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
        Some(b'#') => {
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
        Some(b) if is_letter(*b) => {
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
                return Finding::error(
                    "expected-sets",
                    place,
                    format!("the side stands after its number in `{word}`"),
                )
                .label("the side comes first")
                .help(format!("write `{better}`"))
                .fix(format!("write `{better}`"), true, place, better);
            }
            if matches!(grammar::unit(unit), Some(grammar::Measured::Weight(_))) {
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
            const UNITS: [&str; 12] = [
                "kg", "lb", "s", "sec", "min", "m", "km", "mi", "ft", "lbs", "secs", "mins",
            ];
            let near = nearest(&lower, UNITS);
            let error = invalid(
                line,
                rest,
                end,
                format!("`{unit_text}` is not a unit"),
                match near {
                    Some(unit) => format!("the nearest unit is `{unit}`: `{number}{unit}`"),
                    None => {
                        "units are `kg`, `lb`, `s`, `min`, `m`, `km`, `mi` and `ft`".to_string()
                    }
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
        _ => Finding::error("expected-sets", place, format!("`{word}` is not a set"))
            .label("not read")
            .help(if tail.is_empty() {
                "write sets, as in `3x12` or `20 20 18`".to_string()
            } else {
                format!("write sets, as in `{number}` or `3x{number}`")
            }),
    }
}

/// A comma that may be decimal.
fn comma(line: &Line, rest: In) -> Finding {
    let signed = matches!(rest.first(), Some(b'@' | b'+' | b'-'));
    let number = if signed { after(rest, 1) } else { rest };
    let (behind_whole, whole) = digits(number).unwrap_or((number, 0));
    let fraction_start = after(behind_whole, 1);
    let (behind, _) = digits(fraction_start).unwrap_or((fraction_start, 0));
    let fraction = between(fraction_start, behind);
    let unit_end = grammar::unit_here(behind).map_or(behind, |(_, rest)| rest);
    let unit = between(behind, unit_end);
    let unit = unit.trim();
    let place = line.place(rest, unit_end);
    let word = between(rest, unit_end);
    let sign = if signed {
        text(rest.get(..1).unwrap_or(&[]))
    } else {
        String::new()
    };
    let (decimal, list) = if signed {
        (
            format!("{sign}{whole}.{fraction}"),
            format!("{sign}{whole} {fraction}"),
        )
    } else if matches!(
        grammar::unit(unit.as_bytes()),
        Some(grammar::Measured::Weight(_))
    ) {
        (
            format!("@{whole}.{fraction}{unit}"),
            format!("{whole} @{fraction}{unit}"),
        )
    } else {
        (
            format!("{whole}.{fraction}{unit}"),
            format!("{whole} {fraction}{unit}"),
        )
    };
    Finding::error(
        "ambiguous-comma",
        place,
        format!("the comma in `{word}` may be decimal or stand between two sets"),
    )
    .label("two readings")
    .help(format!(
        "write `{decimal}` for the decimal number, or `{list}` for two values"
    ))
    .fix(format!("write `{decimal}`"), false, place, decimal)
    .fix(format!("write `{list}`"), false, place, list)
}

/// `10 x3`, `10x 3`
pub fn lopsided(line: &Line, rest: In) -> Finding {
    let (behind, count) = digits(rest).unwrap_or((rest, 0));
    let cross = blanks(behind);
    let amount = blanks(after(cross, 1));
    let end = trim_separators(amount, after(amount, token(amount).len()));
    let reps = between(amount, end);
    let place = line.place(rest, end);
    let word = between(rest, end);
    Finding::error(
        "expected-sets",
        place,
        format!("`{word}` has a blank on one side of the `x` only"),
    )
    .label("two readings")
    .help(format!(
        "write `{count}x{reps}` for {count} sets of {reps}, or `{count} 1x{reps}` for two sets"
    ))
    .fix(
        format!("write `{count}x{reps}`"),
        false,
        place,
        format!("{count}x{reps}"),
    )
    .fix(
        format!("write `{count} 1x{reps}`"),
        false,
        place,
        format!("{count} 1x{reps}"),
    )
}

/// `50 4x12`
pub fn bare_before_sets(line: &Line, before: In, sets: In) -> Finding {
    let bare_end = after(
        before,
        digits(before).map_or(1, |(rest, _)| before.len() - rest.len()),
    );
    let number = between(before, bare_end);
    let sets_end = trim_separators(sets, after(sets, token(sets).len()));
    let written = between(sets, sets_end);
    let whole = line.place(before, sets_end);
    let load = format!("{written} @{number}kg");
    let list = format!("{number}, {written}");
    Finding::error(
        "weight-first",
        line.place(before, bare_end),
        format!("`{number}` stands before `{written}` with only a blank between"),
    )
    .label("a weight or a set")
    .help(format!(
        "write `{load}` if it is a weight, or `{list}` if it is a set"
    ))
    .fix(format!("write `{load}`"), false, whole, load)
    .fix(format!("write `{list}`"), false, whole, list)
}

/// `100x5`, `25x30`
pub fn many_sets(line: &Line, from: In, end: In, count: u64, amount: Amount) -> Finding {
    let end = trim_separators(from, end);
    let place = line.place(from, end);
    let word = between(from, end);
    let x = memchr::memchr3(b'x', b'X', b'*', from).unwrap_or(0);
    let tail = text(from.get(x + 1..from.len() - end.len()).unwrap_or(&[]));
    let tail = tail.trim();
    let mut error = Finding::error("weight-first", place, format!("`{word}` is {count} sets"))
        .label("sets x reps");
    let weight = matches!(amount, Amount::Reps(_)) && !tail.contains('@');
    if weight {
        let load = format!("{tail}@{count}kg");
        error = error.fix(
            format!("write `{load}` for a weight of {count} kg"),
            false,
            place,
            load,
        );
    }
    if count <= 100 {
        let mut groups = Vec::new();
        let mut left = count;
        while left > 0 {
            let group = left.min(GROUP);
            groups.push(format!("{group}x{tail}"));
            left -= group;
        }
        let groups = groups.join(" ");
        error = error.fix(
            format!("write `{groups}` for {count} sets"),
            false,
            place,
            groups,
        );
    }
    error.help = if weight {
        format!(
            "sets come before reps, and the load last: `{tail}@{count}kg`; more than {GROUP} sets are written in groups"
        )
    } else {
        format!("more than {GROUP} sets are written in groups, as in `{GROUP}x{tail}`")
    };
    error
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

/// `3x3x95`
pub fn third_factor(line: &Line, from: In, end: In) -> Finding {
    let end = trim_separators(from, end);
    let word = between(from, end);
    let place = line.place(from, end);
    let mut error = Finding::error("expected-sets", place, format!("`{word}` has three factors"))
        .label("sets x reps x what")
        .help("write sets x reps and then the load, as in `3x5 @95kg`; of holds write the time, as in `3x15s`");
    let parts: Vec<&str> = word.split(['x', 'X', '*']).collect();
    if let [sets, reps, last] = parts.as_slice() {
        let last = last.replace('#', "lb");
        let (number, unit): (String, String) =
            last.chars().partition(|c| c.is_ascii_digit() || *c == '.');
        let weight = unit.is_empty()
            || matches!(
                grammar::unit(unit.as_bytes()),
                Some(grammar::Measured::Weight(_))
            );
        if weight && !number.is_empty() {
            let unit = if unit.is_empty() { "kg" } else { &unit };
            let better = format!("{sets}x{reps}@{number}{unit}");
            error = error.fix(format!("write `{better}`"), false, place, better);
        }
    }
    error
}

/// `3x3,5,5`
pub fn list_behind_sets(line: &Line, from: In, end: In, count: u64, amount: Amount) -> Finding {
    let end = trim_separators(from, end);
    let place = line.place(from, end);
    let word = between(from, end);
    let (head, tail) = word.split_once(',').unwrap_or((&word, ""));
    let spaced = format!("{head}, {}", tail.replace(',', ", "));
    let list = match amount {
        Amount::Reps(reps) => format!("{reps} {}", tail.replace(',', " ")),
        _ => String::new(),
    };
    let listed = word.matches(',').count() as u64 + 1;
    let error = Finding::error(
        "ambiguous-comma",
        place,
        format!("`{word}` may be {count} equal sets and more, or a list of the sets"),
    )
    .label("two readings")
    .help(format!(
        "write `{spaced}` if more sets follow, or `{list}` for the sets one by one"
    ))
    .fix(format!("write `{spaced}`"), false, place, spaced);
    if list.is_empty() || listed < 2 {
        error
    } else {
        error.fix(format!("write `{list}`"), false, place, list)
    }
}

/// A load that cannot be read.
pub fn load(line: &Line, rest: In, miss: Miss) -> Finding {
    let end = after(rest, token(rest).len());
    let end = trim_separators(rest, end);
    let word = between(rest, end);
    let place = line.place(rest, end);
    let at_number = after(rest, rest.len().saturating_sub(miss.left as usize));
    match miss.why {
        Why::Comma => comma(line, rest),
        Why::NoUnit => {
            let mut error = invalid(
                line,
                rest,
                end,
                format!("`{word}` has no unit"),
                "a load with `+` or `-` carries its unit: `+5kg`, `-20lb`",
            )
            .label("kg or lb");
            let insert = here(line, end);
            for unit in ["kg", "lb"] {
                error = error.fix(format!("write `{word}{unit}`"), false, insert, unit);
            }
            error
        }
        Why::UnknownUnit if at_number.first() == Some(&b'#') => {
            let better = word.replace('#', "lb");
            invalid(
                line,
                rest,
                end,
                format!("`{word}` has `#` for a unit"),
                format!("write `{better}`"),
            )
            .fix(format!("write `{better}`"), true, place, better)
        }
        Why::UnknownUnit => {
            let unit = text(letters(at_number));
            let near = nearest(&unit.to_ascii_lowercase(), ["kg", "lb", "lbs"]);
            let from = at_number;
            let to = after(at_number, letters(at_number).len());
            let error = invalid(
                line,
                from,
                to,
                format!("`{unit}` is not a unit of weight"),
                match near {
                    Some(unit) => format!("the nearest is `{unit}`"),
                    None => "units of weight are `kg` and `lb`".to_string(),
                },
            );
            match near {
                Some(unit) => {
                    error.fix(format!("write `{unit}`"), false, line.place(from, to), unit)
                }
                None => error,
            }
        }
        Why::TooLarge => invalid(
            line,
            rest,
            end,
            format!("`{word}` is too large"),
            "write the load in kg or lb, at most 20 implements",
        ),
        Why::TooFine => invalid(
            line,
            rest,
            end,
            format!("`{word}` has too many decimals"),
            "write at most three decimals",
        ),
        _ => invalid(
            line,
            rest,
            end,
            format!("`{word}` is no load"),
            "write a load as `@100kg`, `+5kg` or `-20kg`",
        ),
    }
}

/// Something is glued to a set.
pub fn glued(line: &Line, from: In, at: In, end: In) -> Finding {
    let end = trim_separators(from, end);
    let (behind, number) = digits(from).unwrap_or((from, 0));
    match at.first() {
        Some(b'+' | b'-' | b'?' | b'~' | b'.') if behind.len() == at.len() => {
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
            "write `11!` for a set in which form broke",
        ),
        _ => Finding::error(
            "unknown-word",
            line.place(at, end),
            format!("`{}` is glued to the set", between(at, end)),
        )
        .label("not known here")
        .help("put a blank after the set; a remark goes in quotes"),
    }
}

/// `3x15!`
pub fn which_set(line: &Line, from: In, to: In, count: u8, amount: Amount, cue: Span) -> Finding {
    let word = between(from, to);
    let place = line.place(from, to);
    let (head, tail) = word.split_once('!').unwrap_or((&word, ""));
    let one = head
        .rsplit(['x', 'X', '*'])
        .next()
        .unwrap_or(head)
        .trim()
        .to_string();
    let load = tail.find('@').and_then(|at| tail.get(at..)).unwrap_or("");
    let mark = tail.get(..tail.len() - load.len()).unwrap_or("");
    let _ = (amount, cue);
    let mut sets = vec![format!("{one}{load}"); usize::from(count.saturating_sub(1).min(19))];
    sets.push(format!("{one}!{mark}{load}"));
    let better = sets.join(" ");
    Finding::error(
        "expected-sets",
        place,
        format!("form broke in one of {count} sets, and `{word}` does not say in which"),
    )
    .label("which of them")
    .help(format!(
        "write the sets one by one, with `!` at the one that broke: `{better}`"
    ))
    .fix(format!("write `{better}`"), false, place, better)
}

/// `0`
pub fn zero_reps(line: &Line, from: In, to: In) -> Finding {
    invalid(
        line,
        from,
        to,
        "a set of no reps",
        "write `0!` if form broke before the first clean rep, or `skipped`",
    )
    .fix("write `0!`", false, here(line, to), "!")
}

/// `11! pelvis-drop`: a word behind `!` that is no word of the language.
pub fn loose_cue(line: &Line, rest: In) -> Option<Finding> {
    let next = blanks(rest);
    if next.len() == rest.len() {
        return None;
    }
    let word = cue_word(next);
    let end = after(next, word.len());
    if word.is_empty()
        || key(next).is_some()
        || matches!(
            grammar::is(letters(next), "per") || grammar::is(letters(next), "ea"),
            true
        )
        || !(at_end(blanks(end)) || matches!(end.first(), Some(b' ' | b'\t' | b',' | b'/')))
    {
        return None;
    }
    // One word that ends the set, not a sentence.
    let behind = blanks(end);
    let sentence = behind.first().is_some_and(|b| is_letter(*b)) && key(behind).is_none();
    if sentence {
        return None;
    }
    let cue = text(word);
    Some(
        Finding::error(
            "unknown-word",
            line.place(next, end),
            format!("`{cue}` stands apart from its `!`"),
        )
        .label("a cue is glued to the mark")
        .help(format!("write `!{cue}` without a blank"))
        .fix(format!("write `!{cue}`"), true, line.place(rest, next), "")
        .kept(),
    )
}

/// `100kg 3x5`, and ramps such as `60kg 2x5, 80kg 4x10`.
pub fn weight_first(line: &Line, from: In, to: In) -> Finding {
    let weight = between(from, to);
    let better = as_load(&weight);
    let mut error = Finding::error(
        "weight-first",
        line.place(from, to),
        "the weight stands before the sets",
    )
    .label("belongs after the sets")
    .help(format!(
        "sets come first and the load last, as in `3x5 {better}`"
    ));
    if let Some((end, text)) = regrouped(from) {
        error = error.fix(format!("write `{text}`"), true, line.place(from, end), text);
    }
    error
}

/// Loads and the sets behind each, turned round: where they end, and the new text.
fn regrouped(from: In) -> Option<(In, String)> {
    let mut groups: Vec<String> = Vec::new();
    let mut rest = from;
    let mut end = from;
    while let Ok((behind, _)) = grammar::load(rest) {
        let weight = as_load(&between(rest, behind));
        let sets_start = blanks(behind);
        let mut next = sets_start;
        let mut sets_end = sets_start;
        while next.first().is_some_and(u8::is_ascii_digit) && grammar::load(next).is_err() {
            let mut set = next;
            if let Ok((after_count, _)) = digits(set) {
                if matches!(after_count.first(), Some(b'x' | b'X' | b'*')) {
                    set = after(after_count, 1);
                }
            }
            let Ok((mut behind, _)) = grammar::amount(set) else {
                return None;
            };
            if behind.first() == Some(&b'!') {
                behind = after(behind, 1 + cue_word(after(behind, 1)).len());
            }
            sets_end = behind;
            next = blanks(behind);
            if matches!(next.first(), Some(b',' | b'/')) {
                next = blanks(after(next, 1));
            }
        }
        if sets_end.len() == sets_start.len() {
            break;
        }
        groups.push(format!("{} {weight}", between(sets_start, sets_end)));
        end = sets_end;
        rest = next;
    }
    // What follows must not be another set, or the load would reach too far.
    let clean = !rest
        .first()
        .is_some_and(|b| b.is_ascii_digit() || matches!(b, b'@'));
    (!groups.is_empty() && clean).then(|| (end, groups.join(", ")))
}

/// A load with no set left to take it.
pub fn load_left_over(line: &Line, from: In, to: In) -> Finding {
    Finding::error(
        "expected-sets",
        line.place(from, to),
        "every set before this load has one already",
    )
    .label("no set left for it")
    .help("write the sets that it is for before it, or delete it")
    .fix("delete it", false, line.place(from, to), "")
}

/// `(` without `)`.
pub fn open_parenthesis(line: &Line, rest: In) -> Finding {
    Finding::error(
        "expected-sets",
        line.place(rest, after(rest, 1)),
        "this parenthesis is not closed on its line",
    )
    .label("opened here")
    .help("write the warm-up sets between parentheses, as in `(5@60kg 3@80kg)`")
}

/// `(paused)`
pub fn words_in_parentheses(line: &Line, from: In, to: In) -> Finding {
    let inside = between(after(from, 1), to);
    let inside = inside.trim_end_matches(')').trim().replace('"', "'");
    Finding::error(
        "expected-sets",
        line.place(from, to),
        "parentheses hold warm-up sets",
    )
    .label("no sets")
    .help(format!("a remark goes in quotes: `\"{inside}\"`"))
    .fix(
        "put it in quotes",
        false,
        line.place(from, to),
        format!("\"{inside}\""),
    )
}

/// Warm-up sets behind working sets.
pub fn late_warmup(line: &Line, from: In, to: In) -> Finding {
    let inside = between(after(from, 1), to);
    let inside = inside.trim_end_matches(')').trim().to_string();
    Finding::error(
        "expected-sets",
        line.place(from, to),
        "warm-up sets stand before the working sets",
    )
    .label("after a working set")
    .help(format!(
        "move them before the working sets, or write `{inside}` without parentheses if they count"
    ))
    .fix(
        "take the parentheses away",
        false,
        line.place(from, to),
        inside,
    )
}

/// A second difficulty, rpe, rir, rest or each.
pub fn second(line: &Line, from: In, to: In, first: Span) -> Finding {
    Finding::error(
        "unknown-word",
        line.place(from, to),
        format!("`{}` says again what was said before", between(from, to)),
    )
    .label("the second one")
    .help("keep one of the two")
    .related(
        Place {
            file: line.file,
            span: first,
        },
        "the first one",
    )
    .fix("take the second one out", false, line.place(from, to), "")
    .kept()
}

/// `each` beside `L` or `R`.
pub fn each_beside_sides(line: &Line, from: In, to: In) -> Finding {
    Finding::error(
        "unknown-word",
        line.place(from, to),
        "the sides are written out, so this has nothing to say",
    )
    .label("beside `L` or `R`")
    .help("leave it out, or leave the sides out: `3x12 each`")
    .fix("delete it", false, line.place(from, to), "")
    .kept()
}

/// A colon that ends no name.
pub fn colon(line: &Line, rest: In) -> Finding {
    Finding::error(
        "unknown-word",
        line.place(rest, after(rest, 1)),
        "a colon ends a name, and the name has ended before",
    )
    .label("no name ends here")
    .help("leave the colon out")
    .fix(
        "remove the colon",
        true,
        line.place(rest, after(rest, 1)),
        "",
    )
    .kept()
}

/// A colon and words that nobody knows behind it: `3x5: felt good`.
pub fn colon_before_words(line: &Line, colon: Finding, from: In, words: In, end: In) -> Finding {
    let remark = between(words, end).replace('"', "'");
    Finding {
        fixes: Vec::new(),
        ..colon
    }
    .help(format!(
        "leave the colon out; a remark goes in quotes: `\"{remark}\"`"
    ))
    .fix(
        "put the remark in quotes",
        false,
        line.place(from, end),
        format!(" \"{remark}\""),
    )
}

/// `4 sets 10 reps`, `20 reps`: what is wrong, and what follows it.
pub fn counts_in_words<'a>(line: &Line<'a>, set: In<'a>, word: In<'a>) -> (Finding, In<'a>) {
    let word_end = after(word, letters(word).len());
    if let Some((result, next)) = sets_in_words(set) {
        // What follows the words is blanks and then `next`.
        let written = set
            .get(..set.len() - next.len().min(set.len()))
            .unwrap_or(&[]);
        let length = written
            .iter()
            .rposition(|b| !matches!(b, b' ' | b'\t'))
            .map_or(0, |i| i + 1);
        let end = after(set, length);
        let place = line.place(set, end);
        let error = Finding::error(
            "expected-sets",
            place,
            "sets and reps are written as numbers",
        )
        .label("words between the numbers")
        .help(format!("write `{result}`"))
        .fix(format!("write `{result}`"), true, place, result);
        return (error, end);
    }
    let written = between(word, word_end);
    let error = Finding::error(
        "expected-sets",
        line.place(word, word_end),
        format!("`{written}` needs no word"),
    )
    .label("leave it out")
    .help("write sets x reps, as in `3x12`, or the reps of each set, as in `20 20 18`");
    (error, word_end)
}

/// `2 min rest`
pub fn rest_behind(line: &Line, from: In, word: In, to: In) -> Finding {
    let time = between(from, word);
    let better = format!("rest {}", time.trim());
    Finding::error(
        "unknown-word",
        line.place(from, to),
        "the word `rest` comes before its time",
    )
    .label("the other way round")
    .help(format!("write `{better}`"))
    .fix(
        format!("write `{better}`"),
        true,
        line.place(from, to),
        better,
    )
    .kept()
}

/// A level behind the result.
pub fn late_level(line: &Line, from: In, to: In, name: Span) -> Finding {
    let level = between(from, to);
    let insert = Place {
        file: line.file,
        span: Span::new(name.end, name.end),
    };
    Finding::error(
        "unknown-word",
        line.place(from, to),
        "a level stands after the name, before the sets",
    )
    .label("after the sets")
    .help(format!("move `{level}` after the name"))
    .fix_many(
        format!("move `{level}` after the name"),
        true,
        vec![
            Edit {
                place: insert,
                text: format!(" {level}"),
            },
            Edit {
                place: line.place(from, to),
                text: String::new(),
            },
        ],
    )
    .kept()
}

/// Sets behind attributes.
pub fn sets_behind(line: &Line, from: In, to: In) -> Finding {
    let end = trim_separators(from, to);
    let word = between(from, end);
    if let Ok((_, number)) = digits(from) {
        let (behind, _) = digits(from).unwrap_or((from, 0));
        if behind.len() > end.len()
            && !matches!(
                behind.first(),
                Some(b'x' | b'X' | b'*' | b' ' | b'!' | b'@' | b',')
            )
        {
            return number_slip(line, from, behind, end, number);
        }
    }
    Finding::error(
        "expected-sets",
        line.place(from, end),
        format!("`{word}` stands after the words about the sets"),
    )
    .label("sets come before them")
    .help("write all sets right after the name, and words such as `easy` or `rest 90s` last")
}
