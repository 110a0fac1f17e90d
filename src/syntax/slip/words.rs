//! Words and marks after the sets.

use super::super::attribute::{after, token};
use super::super::grammar::digits;
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
