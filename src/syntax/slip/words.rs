//! Words and marks after the sets.

use super::super::attribute::{after, is_side_noun, line_end, token};
use super::super::grammar::{blanks, digits, ends_word, halves, is, key, keyword, letters};
use super::super::line::{In, Line};
use super::between;
use crate::finding::Finding;
use crate::text::{Edit, Place, Span};

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

/// `Squat test: 20`: a test, unless the word is the end of the name.
pub fn colon_behind_test(line: &Line, word: In, rest: In) -> Finding {
    let mark = line.place(rest, after(rest, 1));
    let blank = line.at(word).saturating_sub(1);
    let blank = Place {
        span: Span::new(blank, blank + 1),
        ..mark
    };
    Finding::error(
        "unknown-word",
        mark,
        "`test` before a colon is the test of an exercise, or the end of a name",
    )
    .label("two readings")
    .help("write `Squat test 20` for a test of Squat; in a name a hyphen stands before the word: `Beep-test: 20`")
    .fix("remove the colon: it is a test", false, mark, "")
    .fix("write `-test:`: it is a name", false, blank, "-")
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

/// `3x8 r90`: what is wrong, and what follows it.
pub fn glued_rest<'a>(line: &Line<'a>, from: In<'a>, number: In<'a>) -> (Finding, In<'a>) {
    let end = after(number, token(number).len());
    let end = super::trim_separators(from, end);
    let written = between(number, end);
    let place = line.place(from, end);
    let rest = match digits(number) {
        Ok((unit, value)) if unit.len() == end.len() => {
            format!("rest {value}{}", if value < 10 { "min" } else { "s" })
        }
        _ => format!("rest {written}"),
    };
    let side = format!("R {written}");
    let error = Finding::error(
        "expected-sets",
        place,
        format!(
            "`{}` may be a rest or a set of the right side",
            between(from, end)
        ),
    )
    .label("two readings")
    .help(format!(
        "write `{rest}`, or `{side}` for the right side alone"
    ))
    .fix(format!("write `{rest}`"), false, place, rest)
    .fix(format!("write `{side}`"), false, place, side);
    (error, end)
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

/// `@8 rpe`, `2 rir`: the number stands before its word, which `end` follows. What is wrong, and
/// what follows it with the number in halves.
pub fn late_number<'a>(
    line: &Line<'a>,
    word: In<'a>,
    end: In<'a>,
    low: u8,
) -> Option<(Finding, (In<'a>, u8))> {
    let next = blanks(end);
    if next
        .first()
        .is_some_and(|b| b.is_ascii_digit() || *b == b'=')
    {
        return None;
    }
    let written = line.bytes.get(..line.index(word))?;
    let last = written.iter().rposition(|b| !matches!(b, b' ' | b'\t'))?;
    let start = written
        .get(..=last)?
        .iter()
        .rposition(|b| matches!(b, b' ' | b'\t' | b','))
        .map_or(0, |at| at + 1);
    let from = after(line.bytes, start);
    let number = from.strip_prefix(b"@").unwrap_or(from);
    let (behind, value) = halves(number, low, 10).ok()?;
    if blanks(behind).len() != word.len() {
        return None;
    }
    let name = between(word, end).to_ascii_lowercase();
    let better = format!("{name} {}", between(number, behind));
    let place = line.place(from, end);
    let error = Finding::error(
        "unknown-word",
        place,
        format!("the word `{name}` comes before its number"),
    )
    .label("the other way round")
    .help(format!("write `{better}`"))
    .fix(format!("write `{better}`"), true, place, better)
    .kept();
    Some((error, (end, value)))
}

/// `rpe=8`: what is wrong, and what follows it with the number in halves.
pub fn equals<'a>(line: &Line<'a>, mark: In<'a>, low: u8) -> Option<(Finding, (In<'a>, u8))> {
    let mark = blanks(mark);
    let number = blanks(mark.strip_prefix(b"=")?);
    let (behind, value) = halves(number, low, 10).ok()?;
    let end = after(number, token(number).len());
    let error = Finding::error(
        "unknown-word",
        line.place(mark, after(mark, 1)),
        "`=` stands between a word and its number",
    )
    .label("a blank belongs here")
    .help("write a blank, as in `rpe 8`")
    .fix("write a blank", true, line.place(mark, number), " ")
    .kept();
    (behind.len() == end.len()).then_some((error, (end, value)))
}

/// `e/s` and `e/side`: what is wrong, and what follows it.
pub fn each_in_short<'a>(line: &Line<'a>, from: In<'a>) -> Option<(Finding, In<'a>)> {
    let (b'e' | b'E', rest) = from.split_first()? else {
        return None;
    };
    let word = letters(rest.strip_prefix(b"/")?);
    let end = after(rest, 1 + word.len());
    if !(is(word, "s") || is(word, "l") || is(word, "a") || is_side_noun(word)) || !ends_word(end) {
        return None;
    }
    let place = line.place(from, end);
    let error = Finding::error(
        "unknown-word",
        place,
        format!("`{}` is written out", between(from, end)),
    )
    .label("each side")
    .help("write `each`")
    .fix("write `each`", true, place, "each")
    .kept();
    Some((error, end))
}

/// `12 & 10`, `12 and 10`: a word or mark between two sets, and what follows it.
pub fn joined<'a>(line: &Line<'a>, from: In<'a>) -> Option<(Finding, In<'a>)> {
    let end = joint(from)?;
    // `10 and 8 and 6` is one mistake.
    let (mut edits, mut mark) = (Vec::new(), from);
    while let Some(behind) = joint(mark) {
        let head = line.bytes.get(..line.index(mark))?;
        let kept = head.iter().rposition(|b| !matches!(b, b' ' | b'\t'))? + 1;
        edits.push(Edit {
            place: line.place(after(line.bytes, kept), behind),
            text: ",".to_string(),
        });
        let set = blanks(behind);
        mark = blanks(after(set, token(set).len()));
    }
    let error = Finding::error(
        "expected-sets",
        line.place(from, end),
        "commas or blanks stand between sets",
    )
    .label("neither set nor mark")
    .help("write a comma between the sets, as in `12, 10`")
    .fix_many("write a comma", true, edits);
    Some((error, end))
}

/// What follows `&` or `and` before a number.
fn joint(from: In) -> Option<In> {
    let end = keyword(from, "and").or_else(|| from.strip_prefix(b"&"))?;
    blanks(end).first()?.is_ascii_digit().then_some(end)
}

/// `3x5 // felt good`: what begins a comment in other languages.
pub fn slashes(line: &Line, from: In) -> Finding {
    let remark = blanks(after(from, 2));
    let end = line_end(remark);
    let words = between(remark, end).replace('"', "'");
    let error = Finding::error(
        "unknown-word",
        line.place(from, after(from, 2)),
        "`//` begins no comment",
    )
    .label("not known here")
    .help(format!(
        "a remark goes in quotes, `\"{words}\"`, and a comment behind `;`"
    ))
    .kept();
    if words.is_empty() {
        return error
            .help("leave it out")
            .fix("delete it", true, line.place(from, remark), "");
    }
    error
        .fix(
            "put the remark in quotes",
            false,
            line.place(from, end),
            format!("\"{words}\""),
        )
        .fix(
            "make it a comment",
            false,
            line.place(from, after(from, 2)),
            ";",
        )
}

/// `left knee pain 3`: the words from `from` to `word` are the place. What follows the number.
pub fn late_pain<'a>(
    line: &Line<'a>,
    from: In<'a>,
    word: In<'a>,
    behind: In<'a>,
) -> Option<(Finding, In<'a>)> {
    let number = blanks(behind);
    let (rest, 0..=10) = digits(number).ok()? else {
        return None;
    };
    let rest = rest.strip_prefix(b"/10").unwrap_or(rest);
    let better = pain_at(&between(from, word), &between(number, rest));
    let place = line.place(from, rest);
    let error = Finding::error(
        "unknown-word",
        place,
        "the word `pain` comes before its place",
    )
    .label("the other way round")
    .help(format!("write `{better}`"))
    .fix(format!("write `{better}`"), true, place, better)
    .kept();
    Some((error, rest))
}

/// A pain as it is written, of a place in words.
pub fn pain_at(words: &str, level: &str) -> String {
    const SMALL: [&str; 8] = ["in", "on", "at", "of", "the", "my", "slight", "some"];
    let side =
        |word: &&str| matches!(key(word.as_bytes()), Some((key, [])) if key.side().is_some());
    let (sides, words): (Vec<&str>, Vec<&str>) = words
        .split_whitespace()
        .filter(|word| !SMALL.iter().any(|other| word.eq_ignore_ascii_case(other)))
        .partition(side);
    let side = sides
        .first()
        .map_or(String::new(), |side| format!("{side} "));
    format!("pain {side}{} {level}", words.join("-"))
}
