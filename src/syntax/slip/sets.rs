//! Sets, tests and warm-ups that are not where or what they should be.

use super::super::ast::Amount;
use super::super::attribute::{Read, after, attribute, line_end, text, token};
use super::super::entry::cue_word;
use super::super::grammar::{self, at_end, blanks, digits, is_letter, key, letters};
use super::super::line::{In, Line};
use super::number::{has_other_digit, number_slip, other_digits};
use super::{between, here, trim_separators};
use crate::finding::Finding;
use crate::text::{Edit, Place, Span};

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

/// `]` without `[`.
fn unopened_bracket(line: &Line, start: In, rest: In) -> Finding {
    let words = between(start, rest);
    let error = Finding::error(
        "unknown-word",
        line.place(rest, after(rest, 1)),
        "this bracket is not opened on its line",
    )
    .label("closed here");
    match words.trim_end().rsplit_once([' ', '\t']) {
        Some((name, level)) if !level.contains('[') => error.help(format!(
            "write the level between brackets, as in `{} [{level}]`",
            name.trim_end()
        )),
        _ => error.help("write the level between brackets, as in `[normal chair]`"),
    }
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
    // `(Squat) 3x5`, and `Squat => 3x5`, whose first mark was taken for an equals sign.
    let marked = match rest.first() {
        Some(b')') => super::marked_name(line, start, rest),
        Some(b'>') => super::marked_name(line, start, after(rest, 1)),
        _ => None,
    };
    if let Some(error) = marked {
        return error;
    }
    if rest.first() == Some(&b']') {
        return unopened_bracket(line, start, rest);
    }
    if let Some(behind) = grammar::loose_word(rest) {
        return super::wording::before_sets(line, rest, behind, end);
    }
    if let Some(error) = attribute_before_sets(line, start, rest, end) {
        return error;
    }
    let words = between(start, end);
    let at = if at_end(rest) { start } else { rest };
    let place = line.place(at, end);
    if has_other_digit(start) {
        return other_digits(line, at, end);
    }
    let colon = words.find(':').filter(|&at| {
        let (before, behind) = words.as_bytes().split_at(at);
        matches!(behind, [b':', b'0'..=b'9', ..]) && before.last().is_some_and(|b| is_letter(*b))
    });
    if let Some(colon) = colon {
        // `Squat:3x5`
        let mark = after(start, colon);
        let place = line.place(mark, after(mark, 1));
        let end = Place {
            span: Span::new(place.span.end, place.span.end),
            ..place
        };
        return Finding::error(
            "expected-sets",
            place,
            "no blank follows the colon of this name",
        )
        .label("a blank belongs here")
        .help("put a blank after the colon, as in `Squat: 3x5`")
        .fix("put a blank after the colon", true, end, " ");
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
    error.help = "write the sets, as in `3x12` or `20 20 18`, `done` if the numbers are forgotten, or `skipped`; a remark goes in quotes".to_string();
    let quoted = words.replace('"', "'");
    error.fix(
        "put the line in quotes, as a note",
        false,
        line.place(start, end),
        format!("\"{quoted}\""),
    )
}

/// `Squat easy 3x5`: the attributes, which begin at `rest`, stand before the sets.
fn attribute_before_sets(line: &Line, start: In, rest: In, end: In) -> Option<Finding> {
    let mut sets = rest;
    while let Read::Attribute(_, behind) = attribute(line, sets) {
        sets = blanks(behind);
        if let [b',', behind @ ..] = sets {
            sets = blanks(behind);
        }
    }
    let first = digits(sets).is_ok() || matches!(key(sets), Some((key, _)) if key.side().is_some());
    if sets.len() == rest.len() || !first {
        return None;
    }
    let words = between(rest, sets);
    let words = words.trim_end_matches([' ', '\t', ',']);
    let to = after(rest, words.len());
    let better = format!("{} {words}", between(sets, end));
    // `Squat"deep" 3x5`
    let name = between(start, rest);
    let apart = name.ends_with([' ', '\t']);
    let blank = if apart { "" } else { " " };
    // `Dead#lift 3x5`
    let inside_a_word = !apart && words.starts_with('#');
    Some(
        Finding::error(
            "expected-sets",
            line.place(rest, to),
            format!("`{words}` stands before the sets"),
        )
        .label("belongs behind the sets")
        .help(format!("write `{} {better}`", name.trim_end()))
        .fix(
            format!("write `{better}`"),
            !inside_a_word,
            line.place(rest, end),
            format!("{blank}{better}"),
        ),
    )
}

/// `test` alone, and `test=24`.
pub fn no_test(line: &Line, start: In, end: In) -> Finding {
    let mark = blanks(end);
    if let [b'=' | b'-', behind @ ..] = mark
        && digits(blanks(behind)).is_ok()
    {
        let written = between(mark, behind);
        return Finding::error(
            "expected-sets",
            line.place(mark, after(mark, 1)),
            format!("`{written}` stands between `test` and its result"),
        )
        .label("a blank belongs here")
        .help("write `test` and the number with a blank between them")
        .fix("write a blank", true, line.place(end, blanks(behind)), " ");
    }
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

/// `10 x3`, `10x 3`, and `5 10 x3` with a bare amount before.
pub fn lopsided<'a>(line: &Line<'a>, rest: In<'a>, before: Option<In<'a>>) -> Finding {
    let (behind, count) = digits(rest).unwrap_or((rest, 0));
    let cross = blanks(behind);
    let amount = blanks(after(cross, 1));
    let end = trim_separators(amount, after(amount, token(amount).len()));
    let reps = between(amount, end);
    let place = line.place(rest, end);
    let word = between(rest, end);
    // Between a bare amount and `AxB` there is a comma.
    let whole = line.place(before.unwrap_or(rest), end);
    let first = before.map_or(String::new(), |before| {
        format!("{}, ", between(before, rest).trim_end())
    });
    let (sets, list) = (format!("{count}x{reps}"), format!("{count}, 1x{reps}"));
    Finding::error(
        "expected-sets",
        place,
        format!("`{word}` has a blank on one side of the `x` only"),
    )
    .label("two readings")
    .help(format!(
        "write `{sets}` for {count} sets of {reps}, or `{list}` for two sets"
    ))
    .fix(
        format!("write `{sets}`"),
        false,
        whole,
        format!("{first}{sets}"),
    )
    .fix(format!("write `{list}`"), false, place, list)
}

/// `30s x3`: the count stands behind its amount, which ends at `to`.
pub fn late_count(line: &Line, from: In, to: In, count: Amount, end: In) -> Finding {
    let place = line.place(from, end);
    let error = Finding::error(
        "expected-sets",
        place,
        format!("`{}` has the count behind the amount", between(from, end)),
    )
    .label("the count comes first");
    match count {
        Amount::Reps(count @ 1..=20) => {
            let better = format!("{count}x{}", between(from, to));
            error.help(format!("write `{better}`")).fix(
                format!("write `{better}`"),
                true,
                place,
                better,
            )
        }
        _ => error.help("write how often it was done before the amount, as in `3x30s`"),
    }
}

/// `3x15!`
pub fn which_set(line: &Line, from: In, to: In, count: u8) -> Finding {
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
        || grammar::is(letters(next), "per")
        || grammar::is(letters(next), "ea")
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

/// `10 !`: the mark stands apart from its set, which ends at `set_end`.
pub fn loose_mark<'a>(line: &Line<'a>, set_end: In<'a>, mark: In<'a>, end: In<'a>) -> Finding {
    let written = between(mark, end);
    Finding::error(
        "unknown-word",
        line.place(mark, end),
        format!("`{written}` stands apart from its set"),
    )
    .label("glued to the set whose form broke")
    .help(format!(
        "write `{written}` right behind the set, without a blank"
    ))
    .fix(
        format!("glue `{written}` to the set"),
        true,
        line.place(set_end, mark),
        "",
    )
    .kept()
}

/// `10 left 10 right`: the side stands behind its number.
pub fn late_side(line: &Line, sets: In, side: In, side_end: In) -> Finding {
    let word = between(side, side_end);
    let error = Finding::error(
        "expected-sets",
        line.place(side, side_end),
        format!("no set follows the side `{word}`"),
    )
    .label("the side comes first")
    .help(format!("write the side before its sets, as in `{word} 10`"));
    match super::wording::sides_first(sets, line_end(sets)) {
        Some(better) => {
            let place = line.place(sets, line_end(sets));
            error.help(format!("write `{better}`")).fix(
                format!("write `{better}`"),
                true,
                place,
                better,
            )
        }
        None => error,
    }
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
pub fn words_in_parentheses(line: &Line, start: In, from: In, to: In, first: bool) -> Finding {
    let inside = between(after(from, 1), to);
    let inside = inside.trim_end_matches(')').trim().replace('"', "'");
    let place = line.place(from, to);
    let error =
        Finding::error("expected-sets", place, "parentheses hold warm-up sets").label("no sets");
    let end = line_end(start);
    if let Ok((b")", _)) = grammar::load(format!("{inside})").as_bytes()) {
        // `(60kg) 3x10`, `3x8 (+10kg)`
        let load = super::as_load(&inside);
        let error = error.label("a load").help(format!(
            "a load stands behind the sets without parentheses: `{load}`"
        ));
        if !first || end.len() >= to.len() {
            return error.fix(format!("write `{load}`"), true, place, load);
        }
        let edits = vec![
            Edit {
                place: line.place(from, blanks(to)),
                text: String::new(),
            },
            Edit {
                place: here(line, end),
                text: format!(" {load}"),
            },
        ];
        return error.fix_many(format!("write `{load}` behind the sets"), true, edits);
    }
    if !first || end.len() >= to.len() {
        return error
            .help(format!("a remark goes in quotes: `\"{inside}\"`"))
            .fix("put it in quotes", false, place, format!("\"{inside}\""));
    }
    // Before the sets a remark would end the entry: it goes to the end, or into the name.
    let name = between(start, to);
    let name = name.trim_end();
    let (close, last) = (here(line, to), here(line, end));
    let between = Place {
        span: Span::new(line.at(from), line.at(blanks(to))),
        ..place
    };
    error
        .help(format!(
            "a remark goes in quotes behind the sets: `\"{inside}\"`; to make it part of the name, write `{name}:`"
        ))
        .fix_many(
            "put it in quotes at the end",
            false,
            vec![
                Edit {
                    place: between,
                    text: String::new(),
                },
                Edit {
                    place: last,
                    text: format!(" \"{inside}\""),
                },
            ],
        )
        .fix(format!("write `{name}:`"), false, close, ":")
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

/// Sets behind attributes.
pub fn sets_behind(line: &Line, from: In, to: In) -> Finding {
    let end = trim_separators(from, to);
    let word = between(from, end);
    if let [b'!', number @ ..] = from
        && let Ok((behind, _)) = digits(number)
        && behind.len() == end.len()
    {
        let better = format!("{}!", between(number, end));
        let place = line.place(from, end);
        return Finding::error("expected-sets", place, "`!` stands before its number")
            .label("the number comes first")
            .help(format!("write `{better}` for a set in which form broke"))
            .fix(format!("write `{better}`"), false, place, better);
    }
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
