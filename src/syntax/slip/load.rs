//! Loads that cannot be read, and commas that may be decimal.

use super::super::attribute::{after, text, token};
use super::super::grammar::{self, Miss, Why, blanks, digits, is_letter, letters};
use super::super::line::{In, Line};
use super::number::invalid;
use super::{between, here, trim_separators};
use crate::finding::Finding;
use crate::nearest::nearest;
use crate::text::Span;

/// A load that cannot be read.
pub fn load(line: &Line, rest: In, miss: Miss) -> Finding {
    // `@ 25#`
    let number = blanks(rest.strip_prefix(b"@").unwrap_or(rest));
    let end = match number.first() {
        Some(b'0'..=b'9') => after(number, token(number).len()),
        _ => after(rest, token(rest).len()),
    };
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
        Why::UnknownUnit if at_number.first() == Some(&b'#') && word.ends_with('#') => {
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
        Why::UnknownUnit if at_number.first() == Some(&b'#') => {
            let tag = between(at_number, end);
            invalid(
                line,
                at_number,
                end,
                format!("`{tag}` is glued to the load"),
                "put a blank after the load",
            )
            .fix("write a blank", true, here(line, at_number), " ")
        }
        Why::UnknownUnit if word.contains('?') => doubt(line, rest, end),
        Why::UnknownUnit
            if let Some(grammar::Measured::Weight(_)) = grammar::unit(letters(at_number)) =>
        {
            let behind = after(at_number, letters(at_number).len());
            let tail = between(behind, end);
            if let Some(error) = full_stop(line, rest, end) {
                return error;
            }
            if !tail.contains(|c: char| c.is_ascii_digit()) {
                return invalid(
                    line,
                    behind,
                    end,
                    format!("`{tail}` is glued to the load"),
                    "put a blank after the load; a remark goes in quotes",
                );
            }
            invalid(
                line,
                rest,
                end,
                format!("`{word}` is more than one load"),
                "a set has one load; write sets of different loads one by one, as in `5@60kg 5@62.5kg`",
            )
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
        _ if word.starts_with("@~") => doubt(line, rest, end),
        _ => {
            let error = invalid(
                line,
                rest,
                end,
                format!("`{word}` is no load"),
                "write a load as `@100kg`, `+5kg` or `-20kg`",
            );
            // `@-20kg`
            match rest.strip_prefix(b"@") {
                Some(sign @ [b'+' | b'-', ..]) if grammar::load(sign).is_ok() => {
                    let better = between(sign, end);
                    error
                        .help(format!("a sign stands for the `@`: write `{better}`"))
                        .fix(
                            format!("write `{better}`"),
                            true,
                            line.place(rest, sign),
                            "",
                        )
                }
                _ => error,
            }
        }
    }
}

/// `60kg.`: a load and nothing else but a full stop.
pub fn full_stop(line: &Line, from: In, end: In) -> Option<Finding> {
    let word = between(from, end);
    let load = word.strip_suffix('.')?;
    let (rest, weight) = grammar::load(load.as_bytes()).ok()?;
    weight.unit.filter(|_| rest.is_empty())?;
    let stop = after(from, load.len());
    let error = invalid(
        line,
        stop,
        end,
        "a full stop stands behind the unit",
        "leave it out",
    );
    Some(
        error
            .label("glued to the unit")
            .fix("delete it", true, line.place(stop, end), ""),
    )
}

/// `@~100kg`, `@100kg?`
fn doubt(line: &Line, from: In, end: In) -> Finding {
    let word = between(from, end);
    let better = word.replace(['~', '?'], "");
    let error = invalid(
        line,
        from,
        end,
        format!("`{word}` is not a certain load"),
        "write the load, and the doubt in a note",
    );
    match grammar::load(better.as_bytes()) {
        Ok(([], _)) => {
            let place = line.place(from, end);
            error.fix(format!("write `{better}`"), false, place, better)
        }
        _ => error,
    }
}

/// `@80%`, `@60 kgs.`: what stands at `rest` behind a load without a unit, and what follows it.
pub fn behind_load<'a>(line: &Line<'a>, load: Span, rest: In<'a>) -> Option<(Finding, In<'a>)> {
    let from = line.back_to(load.start, rest);
    if rest.first() == Some(&b'%') {
        return Some((percent(line, from, rest), after(rest, 1)));
    }
    // `@62.kg`
    if let Some(unit) = rest.strip_prefix(b".")
        && unit.first().is_some_and(|&b| is_letter(b))
    {
        let error = invalid(
            line,
            rest,
            unit,
            "no digit follows the full stop of this load",
            "write the digits behind it, or leave it out",
        );
        let error = error.label("nothing behind it");
        let error = error.fix("delete it", false, line.place(rest, unit), "");
        return Some((error, after(unit, token(unit).len())));
    }
    let stop = after(rest, letters(rest).len());
    let end = stop.strip_prefix(b".")?;
    let error = full_stop(line, from, end)?;
    Some((error, end))
}

/// `@80%`: the load, which begins at `from`, in hundredths of another; `mark` is the sign.
pub fn percent(line: &Line, from: In, mark: In) -> Finding {
    let word = between(from, after(mark, 1));
    invalid(
        line,
        from,
        after(mark, 1),
        format!("`{word}` is a percentage, and of what is not known"),
        "write the load in kg or lb, and the percentage in a note",
    )
}

/// A comma that may be decimal.
pub fn comma(line: &Line, rest: In) -> Finding {
    let signed = matches!(rest.first(), Some(b'@' | b'+' | b'-'));
    let number = if signed { blanks(after(rest, 1)) } else { rest };
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
    if unit.is_empty() && matches!(rest.first(), Some(b'+' | b'-')) {
        // It carries its unit, and then the comma can be nothing else than decimal.
        let mut error = Finding::error(
            "ambiguous-comma",
            place,
            format!("the comma in `{word}` is decimal only before a unit"),
        )
        .label("no unit follows")
        .help(format!("write `{word}kg` or `{word}lb`"));
        for unit in ["kg", "lb"] {
            let better = format!("{word}{unit}");
            error = error.fix(format!("write `{better}`"), false, place, better);
        }
        return error;
    }
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
    // `62,5kg 3x5`: as a weight it goes behind the sets.
    let sets = blanks(unit_end);
    let behind = after(sets, token(sets).len());
    let moved = !signed && decimal.starts_with('@') && sets.first().is_some_and(u8::is_ascii_digit);
    let (first_place, decimal) = match moved {
        true => (
            line.place(rest, trim_separators(sets, behind)),
            format!("{} {decimal}", between(sets, trim_separators(sets, behind))),
        ),
        false => (place, decimal),
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
    .fix(format!("write `{decimal}`"), false, first_place, decimal)
    .fix(format!("write `{list}`"), false, place, list)
}

/// `+ 45lb`
pub fn sign_apart(line: &Line, sign: In, number: In, end: In) -> Finding {
    let better = format!("{}{}", between(sign, after(sign, 1)), between(number, end));
    invalid(
        line,
        sign,
        end,
        "a blank stands between the sign of a load and its number",
        format!("write `{better}`"),
    )
    .label("without a blank")
    .fix(
        format!("write `{better}`"),
        true,
        line.place(sign, end),
        better.clone(),
    )
}
