//! Entries that do not begin with a plain name.

use super::super::attribute::{after, line_end, text, token};
use super::super::grammar::{self, blanks, digits, is_letter, key, letters};
use super::super::line::{In, Line};
use super::super::name::{behind_words, leading_result};
use super::number::{has_other_digit, other_digits};
use super::{as_load, between, here, trim_separators};
use crate::finding::Finding;

/// The line does not begin with a name.
pub fn no_name(line: &Line, start: In) -> Finding {
    let end = line_end(start);
    let name = start
        .iter()
        .take_while(|b| matches!(b, b'&' | b'+' | b' '))
        .count();
    let name = after(start, name);
    if matches!(start, [b'&' | b'+', ..]) && name.first().is_some_and(|b| is_letter(*b)) {
        let mark = line.place(start, after(start, 1));
        return Finding::error("expected-name", mark, "this mark is no part of a name")
            .label("not a name")
            .help("write `+` and a blank before an exercise that was done in turn with the one above, and nothing before others")
            .fix("write `+`", false, line.place(start, name), "+ ")
            .fix("delete it", false, line.place(start, name), "");
    }
    if let Some(error) = super::marked_name(line, start, behind_words(start)) {
        return error;
    }
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
        let sets_follow = between(rest, end).bytes().any(|b| b.is_ascii_digit());
        if sets_follow && rest.first().is_some_and(|b| is_letter(*b)) {
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
    if let Some(name) = grammar::keyword(start, "test").map(blanks)
        && name.first().is_some_and(|b| is_letter(*b))
    {
        return test_first(line, start, name, end);
    }
    if let Some((side, behind)) = key(start)
        && side.side().is_some()
        && blanks(behind).first().is_some_and(|b| is_letter(*b))
    {
        return side_first(line, start, behind, end);
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
    // `1-leg squat`: the hyphen belongs to the name.
    let hyphened =
        matches!(name_start, [b'-', b, ..] if is_letter(*b)) && name_start.len() == behind.len();
    if !(hyphened || name_start.first().is_some_and(|b| is_letter(*b)))
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
                    || matches!(next, [b'-', b'0'..=b'9', ..])
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
    if result_follows || hyphened {
        // `90/90 hip lift 3x10`: the number is part of the name.
        let name = between(start, name_end);
        let name = name.trim_end_matches([' ', ',', '-', '.', ':']);
        let insert = after(start, name.len());
        let error = Finding::error(
            "expected-name",
            line.place(start, result_end),
            "a name that begins with a digit needs a colon after it",
        )
        .label("the name begins here");
        let better = format!("{name}: {}", between(behind_name, end));
        let error = error.help(format!("write `{}`", better.trim_end()));
        return if result_follows {
            error.fix(format!("write `{name}:`"), false, here(line, insert), ":")
        } else {
            error
        };
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

/// `test Squat 20`: the word stands before the name.
fn test_first(line: &Line, start: In, name: In, end: In) -> Finding {
    let word = line.place(start, after(start, 4));
    let error = Finding::error("expected-name", word, "`test` stands before the name")
        .label("belongs after the name");
    // The name ends at the first blank with a number or a side behind it.
    let mut result = name;
    loop {
        let at = result.iter().position(|b| matches!(b, b' ' | b'\t'));
        let Some(at) = at.filter(|_| result.len() > end.len()) else {
            return error.help(
                "the name comes first, as in `Squat test 20`; a name that begins with `test` needs a colon after it",
            );
        };
        let next = blanks(after(result, at));
        let side = matches!(
            key(next),
            Some((grammar::Key::Left | grammar::Key::Right, _))
        );
        if side || next.first().is_some_and(u8::is_ascii_digit) {
            let (name, written) = (between(name, after(result, at)), between(next, end));
            let better = format!("{name} test {written}");
            return error
                .help(format!(
                    "write `{better}`; a name that begins with `test` needs a colon after it"
                ))
                .fix(
                    format!("write `{better}`"),
                    false,
                    line.place(start, end),
                    better,
                );
        }
        result = next;
    }
}

/// `L squat 10`: the side stands before the name.
fn side_first(line: &Line, start: In, side_end: In, end: In) -> Finding {
    let (side, name) = (between(start, side_end), blanks(side_end));
    let error = Finding::error(
        "expected-name",
        line.place(start, side_end),
        "the side stands before the name",
    )
    .label("belongs after the name");
    let sets = behind_words(name);
    let better = format!(
        "{} {side} {}",
        between(name, sets).trim_end(),
        between(blanks(sets), end)
    );
    error
        .help(format!(
            "write `{better}`; a name that begins with a side needs a colon after it"
        ))
        .fix(
            format!("write `{better}`"),
            true,
            line.place(start, end),
            better,
        )
}

/// `5 sets of 10 [reps [of]]`: the result, and what follows.
fn sets_in_words(start: In) -> Option<(String, In)> {
    let (rest, sets) = digits(start).ok()?;
    let rest = blanks(rest);
    let word = letters(rest);
    if !(grammar::is(word, "sets") || grammar::is(word, "set")) {
        // `20 reps of squats`
        if grammar::is(word, "reps") || grammar::is(word, "rep") {
            let next = skip_word(blanks(after(rest, word.len())), "of");
            return Some((sets.to_string(), next));
        }
        return None;
    }
    let rest = skip_word(blanks(after(rest, word.len())), "of");
    let rest = match rest {
        [b'x' | b'X' | b'*', b' ' | b'\t' | b'0'..=b'9', ..] => blanks(after(rest, 1)),
        _ => rest,
    };
    let (behind, _) = digits(rest).ok()?;
    if matches!(blanks(behind), [b'x' | b'X' | b'*', ..]) {
        return None;
    }
    let unit = grammar::unit_here(behind).map_or(behind, |(_, rest)| rest);
    let amount = between(rest, unit);
    let next = skip_word(skip_word(blanks(unit), "reps"), "of");
    Some((format!("{sets}x{}", amount.replace(' ', "")), next))
}

pub fn skip_word<'a>(input: In<'a>, word: &str) -> In<'a> {
    grammar::keyword(input, word).map_or(input, blanks)
}

/// A load at the end of a name that ends at its colon: `Squat 100kg: 3x5`.
pub fn load_at_end_of_name<'a>(
    line: &Line<'a>,
    start: In<'a>,
    name_end: In<'a>,
    rest: In<'a>,
) -> Option<Finding> {
    let mut blank = start;
    let weight = loop {
        let at = memchr::memchr2(b' ', b'\t', blank)?;
        blank = after(blank, at);
        if blank.len() <= name_end.len() {
            return None;
        }
        let number = blanks(blank);
        if let Ok((behind, _)) = grammar::thousandths(number, true)
            && let Some((grammar::Measured::Weight(_), behind)) = grammar::unit_here(behind)
            && behind.len() == name_end.len()
        {
            break number;
        }
        blank = after(blank, 1);
    };
    let end = line_end(rest);
    let better = format!(
        "{}: {} {}",
        between(start, blank),
        between(blanks(rest), end),
        as_load(&between(weight, name_end))
    );
    let error = Finding::error(
        "weight-first",
        line.place(weight, name_end),
        "a weight stands in the name",
    )
    .label("belongs after the sets")
    .help(format!("write `{better}`"));
    // Words behind the sets would come before the load.
    let sets_alone = leading_result(blanks(rest)).is_some_and(|behind| behind.len() <= end.len());
    Some(if sets_alone {
        let place = line.place(start, end);
        error.fix(format!("write `{better}`"), true, place, better)
    } else {
        error
    })
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
    let number = match inside {
        [b'@' | b'+' | b'-', number @ ..] => number,
        _ => inside,
    };
    let (behind, _) = grammar::thousandths(number, true).ok()?;
    let (behind, has_unit) = match grammar::unit_here(behind) {
        Some((grammar::Measured::Weight(_), rest)) => (rest, true),
        Some(_) => return None,
        None => (behind, false),
    };
    let close = blanks(behind);
    if close.first() != Some(&b')') {
        return None;
    }
    let from = after(start, open);
    let to = after(close, 1);
    let weight = between(inside, behind).replace(' ', "");
    let weight = if has_unit {
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
            has_unit,
            line.place(start, end),
            better.clone(),
        ),
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
    let word_end = word_end.strip_prefix(b".").unwrap_or(word_end);
    let head = line.bytes.get(..line.index(word)).unwrap_or(&[]);
    let kept = head.iter().rposition(|b| !matches!(b, b' ' | b'\t'));
    let set_end = after(line.bytes, kept.map_or(0, |at| at + 1));
    let error = Finding::error(
        "expected-sets",
        line.place(word, word_end),
        format!("`{written}` needs no word"),
    )
    .label("leave it out")
    .help("write sets x reps, as in `3x12`, or the reps of each set, as in `20 20 18`")
    .fix("leave it out", true, line.place(set_end, word_end), "");
    (error, word_end)
}
