//! Weights where sets are expected, and sets and loads that can be read in two ways.

use super::super::ast::Amount;
use super::super::attribute::{after, end_trimmed, token};
use super::super::entry::cue_word;
use super::super::grammar::{self, blanks, digits};
use super::super::line::{In, Line};
use super::name::skip_word;
use super::{as_load, between, trim_separators};
use crate::finding::Finding;
use crate::text::{Place, Span};

/// How many sets of a group `fmt` and fixes write at most.
const GROUP: u64 = 20;

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

/// `100x5`, `25x30`, `225 x 5`
pub fn many_sets(line: &Line, from: In, end: In, count: u64, amount: Amount) -> Finding {
    let x = memchr::memchr3(b'x', b'X', b'*', from).unwrap_or(0);
    let reps = blanks(after(from, x + 1));
    let end = match end.len() < reps.len() {
        true => end,
        false => after(reps, token(reps).len()),
    };
    let end = trim_separators(from, end);
    let place = line.place(from, end);
    let word = between(from, end);
    let tail = between(reps, end);
    if count > 1_000_000 {
        return super::number::invalid(
            line,
            from,
            end,
            "this number is too large",
            "counts go up to 100, and reps up to 999,999",
        );
    }
    let mut error = Finding::error("weight-first", place, format!("`{word}` is {count} sets"))
        .label("sets x reps");
    let weight = matches!(amount, Amount::Reps(_)) && !tail.contains('@');
    let load = format!("{tail}@{count}kg");
    if weight {
        // `165 x 5 x 3` and `225 x 5 for 3`: weight, reps, sets.
        let next = blanks(end);
        let sets = match next {
            [b'x' | b'X' | b'*', number @ ..] => Some(blanks(number)),
            _ => grammar::keyword(next, "for").map(blanks),
        };
        let third = sets.and_then(|number| digits(number).ok());
        if let Some((behind, sets @ 1..=GROUP)) = third
            && grammar::ends_word(behind)
        {
            let behind = grammar::keyword(blanks(behind), "sets").unwrap_or(behind);
            let load = format!("{sets}x{load}");
            error = error.fix(
                format!("write `{load}` for a weight of {count} kg"),
                false,
                line.place(from, behind),
                load,
            );
        }
        error = error.fix(
            format!("write `{load}` for a weight of {count} kg"),
            false,
            place,
            load.clone(),
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
            "sets come before reps, and the load last: `{load}`; more than {GROUP} sets are written in groups"
        )
    } else {
        format!("more than {GROUP} sets are written in groups, as in `{GROUP}x{tail}`")
    };
    error
}

/// `3x3x95`, and `3x5x10 s`
pub fn third_factor(line: &Line, from: In, end: In) -> Finding {
    let end = trim_separators(from, end);
    let end = match grammar::unit_here(end) {
        Some((_, behind)) if end.len() > blanks(end).len() => behind,
        _ => end,
    };
    let word = between(from, end);
    let place = line.place(from, end);
    let mut error = Finding::error("expected-sets", place, format!("`{word}` has three factors"))
        .label("sets x reps x what")
        .help("write sets x reps and then the load, as in `3x5 @95kg`; of holds write the time, as in `3x15s`");
    let parts: Vec<&str> = word.split(['x', 'X', '*']).collect();
    if let [sets, reps, last] = parts.as_slice() {
        let (sets, reps) = (sets.trim(), reps.trim());
        let last = last.trim().replace('#', "lb");
        let (number, unit): (String, String) =
            last.chars().partition(|c| c.is_ascii_digit() || *c == '.');
        let better = match grammar::unit(unit.trim().as_bytes()) {
            None if unit.is_empty() => Some(format!("{sets}x{reps}@{number}kg")),
            Some(grammar::Measured::Weight(_)) => Some(format!("{sets}x{reps}@{last}")),
            // Holds of a time: so many of them.
            Some(grammar::Measured::Time(_)) => {
                let holds = sets.parse::<u32>().ok().zip(reps.parse::<u32>().ok());
                let holds = holds.map(|(sets, reps)| sets.saturating_mul(reps));
                holds
                    .filter(|holds| (1..=20).contains(holds))
                    .map(|holds| format!("{holds}x{last}"))
            }
            _ => None,
        };
        if let Some(better) = better.filter(|_| !number.is_empty()) {
            let weight = grammar::unit(unit.trim().as_bytes());
            let safe = matches!(weight, Some(grammar::Measured::Weight(_)));
            error = error.fix(format!("write `{better}`"), safe, place, better);
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
        // `Squat@60kg 3x5`
        let before = line.bytes.get(..line.bytes.len() - from.len());
        let apart = before.is_none_or(|before| matches!(before, [] | [.., b' ' | b'\t']));
        let blank = if apart { "" } else { " " };
        let place = line.place(from, end);
        error = error.fix(
            format!("write `{text}`"),
            apart,
            place,
            format!("{blank}{text}"),
        );
    }
    error
}

/// `x 10`: the number.
fn times(from: In) -> Option<(In, u64)> {
    match from {
        [b'x' | b'X' | b'*', number @ ..] => digits(blanks(number)).ok(),
        _ => None,
    }
}

/// Loads and the sets behind each, turned round: where they end, and the new text.
fn regrouped(from: In) -> Option<(In, String)> {
    let mut groups: Vec<String> = Vec::new();
    let mut rest = from;
    let mut end = from;
    while let Ok((behind, _)) = grammar::load(rest) {
        let weight = as_load(&between(rest, behind));
        // `60kg for 10`
        let sets_start = skip_word(blanks(behind), "for");
        // `60kg x 10 x 3`: weight, reps, sets.
        if let Some((behind, reps)) = times(sets_start) {
            let (behind, sets) = match times(blanks(behind)) {
                Some((behind, sets @ 1..=GROUP)) => (behind, format!("{sets}x{reps}")),
                _ => (behind, reps.to_string()),
            };
            groups.push(format!("{sets} {weight}"));
            end = behind;
            rest = blanks(behind);
            if matches!(rest.first(), Some(b',' | b'/')) {
                rest = blanks(after(rest, 1));
            }
            continue;
        }
        let mut next = sets_start;
        let (mut sets_end, mut words_end) = (sets_start, sets_start);
        while next.first().is_some_and(u8::is_ascii_digit) && grammar::load(next).is_err() {
            let mut set = next;
            if let Ok((after_count, _)) = digits(set)
                && let [b'x' | b'X' | b'*', amount @ ..] = blanks(after_count)
            {
                set = blanks(amount);
            }
            let Ok((mut behind, _)) = grammar::amount(set) else {
                return None;
            };
            if behind.first() == Some(&b'!') {
                behind = after(behind, 1 + cue_word(after(behind, 1)).len());
            }
            sets_end = behind;
            next = skip_word(skip_word(blanks(behind), "reps"), "rep");
            words_end = end_trimmed(from, next);
            if matches!(next.first(), Some(b',' | b'/')) {
                next = blanks(after(next, 1));
            }
        }
        if sets_end.len() == sets_start.len() {
            break;
        }
        let sets = between(sets_start, sets_end);
        groups.push(format!("{} {weight}", sets.replace(" reps", "")));
        end = words_end;
        rest = next;
    }
    // What follows must not be another set, or the load would reach too far.
    let clean = !matches!(
        rest,
        [b'0'..=b'9' | b'@', ..] | [b'+' | b'-', b'0'..=b'9', ..]
    );
    (!groups.is_empty() && clean).then(|| (end, groups.join(", ")))
}

/// `60kgx10` and `60kgx10x3`: weight, reps, sets without blanks. `unit` ends with the `x`.
pub fn weight_times<'a>(
    line: &Line<'a>,
    from: In<'a>,
    unit: In<'a>,
    reps: In<'a>,
    end: In<'a>,
) -> Option<Finding> {
    let (b'x' | b'X', name) = unit.split_last()? else {
        return None;
    };
    grammar::unit(name).filter(|unit| matches!(unit, grammar::Measured::Weight(_)))?;
    let (behind, count) = digits(reps).ok()?;
    let weight = format!("{}{}", digits(from).ok()?.1, String::from_utf8_lossy(name));
    let (behind, better) = match times(behind) {
        Some((behind, sets @ 1..=GROUP)) => (behind, format!("{sets}x{count}@{weight}")),
        _ => (behind, format!("{count}@{weight}")),
    };
    if behind.len() != end.len() {
        return None;
    }
    let place = line.place(from, end);
    let error = Finding::error("weight-first", place, "the weight stands before the sets")
        .label("belongs after the sets");
    Some(error.help(format!("write `{better}`")).fix(
        format!("write `{better}`"),
        true,
        place,
        better,
    ))
}

/// `2x24kg`: sets of a weight.
pub fn sets_of_weight(line: &Line, from: In, count: u64, weight: &str, end: In) -> Finding {
    let place = line.place(from, end);
    let written = between(from, end);
    let (set, implements) = (format!("{count}@{weight}"), format!("@{written}"));
    Finding::error(
        "weight-first",
        place,
        format!("`{written}` reads as sets of a weight"),
    )
    .label("the reps are missing")
    .help(format!(
        "write sets x reps and then the load, as in `{count}x5 @{weight}`"
    ))
    .fix(
        format!("write `{implements}` for the load of the sets before it"),
        false,
        place,
        implements,
    )
    .fix(
        format!("write `{set}` for one set of {count}"),
        false,
        place,
        set,
    )
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
