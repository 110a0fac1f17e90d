//! Entries that do not begin with a plain name.

use super::super::attribute::{after, line_end, text, token};
use super::super::grammar::{self, blanks, digits, is_letter, key, letters};
use super::super::line::{In, Line};
use super::super::name::leading_result;
use super::number::{has_other_digit, other_digits};
use super::{as_load, between, here, trim_separators};
use crate::finding::Finding;

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
    if !(grammar::is(word, "sets") || grammar::is(word, "set")) {
        // `20 reps of squats`
        if grammar::is(word, "reps") || grammar::is(word, "rep") {
            let next = skip_word(blanks(after(rest, word.len())), "of");
            return Some((sets.to_string(), next));
        }
        return None;
    }
    let rest = skip_word(blanks(after(rest, word.len())), "of");
    let (behind, _) = digits(rest).ok()?;
    if matches!(blanks(behind), [b'x' | b'X' | b'*', ..]) {
        return None;
    }
    let unit = grammar::unit_here(behind).map_or(behind, |(_, rest)| rest);
    let amount = between(rest, unit);
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
    let error = Finding::error(
        "expected-sets",
        line.place(word, word_end),
        format!("`{written}` needs no word"),
    )
    .label("leave it out")
    .help("write sets x reps, as in `3x12`, or the reps of each set, as in `20 20 18`");
    (error, word_end)
}
