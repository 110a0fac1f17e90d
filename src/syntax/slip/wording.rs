//! Sets, loads and sides as people word them, and how the language writes them.

use super::super::ast::LoadKind;
use super::super::attribute::{after, token};
use super::super::grammar::{self, Key, at_end, blanks, digits, key};
use super::super::line::{In, Line};
use super::between;
use crate::finding::Finding;
use crate::text::Edit;

/// `BW 3x15`, `warm-up 5@40 3x5@80`, `AMRAP 12`, `max 12`, `not done`: a word between name and sets. `rest`
/// begins with it, and `behind` follows it.
pub fn before_sets(line: &Line, rest: In, behind: In, end: In) -> Finding {
    let word = between(rest, behind);
    let (place, whole) = (line.place(rest, behind), line.place(rest, end));
    let sets = between(blanks(behind), end);
    let error = |message: String| Finding::error("expected-sets", place, message);
    match word.as_bytes() {
        [b'n' | b'N', ..] => {
            let done = after(blanks(behind), "done".len());
            let place = line.place(rest, done);
            Finding {
                place,
                ..error("what was not done is `skipped`".to_string())
            }
            .label("was it done")
            .help("write `skipped`, and why in a note: `skipped \"ill\"`")
            .fix("write `skipped`", true, place, "skipped")
        }
        [b'b' | b'B', ..] => {
            let error = error("one's own weight is not written".to_string())
                .label("neither name nor load")
                .help("sets without a load are of one's own weight, as in `3x15`; what is added stands behind them, as in `3x8 +10kg`");
            let better = match blanks(behind) {
                [b'+' | b'-', ..] => {
                    let Ok((sets, _)) = grammar::load(blanks(behind)) else {
                        return error;
                    };
                    let load = between(blanks(behind), sets);
                    format!("{} {load}", between(blanks(sets), end))
                }
                _ => sets,
            };
            error.fix(format!("write `{better}`"), true, whole, better)
        }
        [b'm' | b'M', ..] if matches!(key(blanks(behind)), Some((Key::Test, _))) => {
            error("a test is always to the most; `max` says nothing more".to_string())
                .label("says nothing more")
                .help(format!("write `{sets}`"))
                .fix(format!("write `{sets}`"), true, whole, sets)
        }
        [b'a' | b'A' | b'm' | b'M', ..] => {
            let (set, test) = (format!("{sets} \"{word}\""), format!("test {sets}"));
            error(format!("`{word}` is neither name nor set"))
                .label("not known before the sets")
                .help(format!("write `{set}` for a set with a remark, or `{test}` if it went to where form broke"))
                .fix(format!("write `{set}`"), false, whole, set)
                .fix(format!("write `{test}`"), false, whole, test)
        }
        _ => {
            let error = error("warm-up sets stand in parentheses".to_string())
                .label("neither name nor set")
                .help("write the warm-up sets in parentheses before the working sets, as in `(5@60kg) 3x5@100kg`");
            // Those before the first `AxB`, or the first one.
            let mut items = sets.split([' ', ',']).filter(|item| !item.is_empty());
            let first = items.next().unwrap_or_default();
            let (mut before, mut working) = (vec![first], Vec::new());
            for item in items {
                let counted = item.contains(['x', 'X', '*']);
                match counted || !working.is_empty() {
                    true => working.push(item),
                    false => before.push(item),
                }
            }
            if working.is_empty() {
                working = before.split_off(1);
            }
            if working.is_empty() {
                return error;
            }
            let better = format!("({}) {}", before.join(" "), working.join(" "));
            error.fix(format!("write `{better}`"), false, whole, better)
        }
    }
}

/// `10 left 8 right` with the sides first, if all of it is such.
pub fn sides_first(from: In, end: In) -> Option<String> {
    let (mut sets, mut rest) = (Vec::new(), from);
    while rest.len() > end.len() {
        let (mut behind, _) = digits(rest).ok()?;
        if let [b'x' | b'X' | b'*', reps @ ..] = behind {
            behind = digits(reps).ok()?.0;
        }
        let (side, next) = key(blanks(behind))?;
        let letter = match side {
            Key::Left => "L",
            Key::Right => "R",
            _ => return None,
        };
        sets.push(format!("{letter} {}", between(rest, behind)));
        rest = blanks(next);
        if let [b',' | b'/', next @ ..] = rest {
            rest = blanks(next);
        }
    }
    (!sets.is_empty()).then(|| sets.join(" "))
}

/// `60"`, `1'30"` and `2'` behind their first number: what is wrong, and what follows it.
pub fn primes<'a>(line: &Line<'a>, from: In<'a>, mark: In<'a>) -> Option<(Finding, In<'a>)> {
    let written = between(from, mark);
    let count = written.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = written.get(count.len()..)?;
    let seconds = |rest: In<'a>| {
        let end = rest.strip_prefix(b"''").or(rest.strip_prefix(b"\""))?;
        // The mark of a note has another one, which closes it.
        let open = || memchr::memchr_iter(b'"', end).count().is_multiple_of(2);
        (rest.first() == Some(&b'\'') || mark_of_next_set(end) || open()).then_some(end)
    };
    let (time, end) = match (seconds(mark), mark) {
        (Some(end), _) => (format!("{number}s"), end),
        (None, [b'\'', behind @ ..]) => match digits(blanks(behind)) {
            Ok((rest, more @ 0..60)) if seconds(rest).is_some() || digits(behind).is_ok() => {
                (format!("{number}:{more:02}"), seconds(rest).unwrap_or(rest))
            }
            _ => (format!("{number}min"), behind),
        },
        _ => return None,
    };
    if !matches!(
        end.first(),
        None | Some(b' ' | b'\t' | b',' | b'/' | b';' | b')')
    ) {
        return None;
    }
    let (mut end, mut better) = (end, format!("{count}{time}"));
    let word = between(from, end);
    // `2' rest`
    if let Some((Key::Rest, behind)) = key(blanks(end))
        && !blanks(behind).first().is_some_and(u8::is_ascii_digit)
    {
        (end, better) = (behind, format!("rest {better}"));
    }
    let error = super::number::invalid(
        line,
        from,
        end,
        format!("a time is not written with marks, as in `{word}`"),
        format!("write `{better}`"),
    );
    let place = line.place(from, end);
    let error = error.label("minutes or seconds");
    let title = format!("write `{better}`");
    let mut edits = vec![Edit {
        place,
        text: better,
    }];
    // `30" 20"` is one mistake.
    let mut rest = end;
    while mark_of_next_set(rest)
        && let Some(at) = memchr::memchr(b'"', rest)
    {
        let mark = after(rest, at);
        rest = after(mark, 1);
        edits.push(Edit {
            place: line.place(mark, rest),
            text: "s".to_string(),
        });
    }
    Some((error.fix_many(title, false, edits), rest))
}

/// Whether the next quotation mark stands for the seconds of another set: ` 20"`.
fn mark_of_next_set(rest: In) -> bool {
    let set = memchr::memchr(b'"', rest).and_then(|at| rest.get(..at));
    let digits = |b: &u8| b.is_ascii_digit() || matches!(b, b' ' | b'\t' | b',' | b'/' | b'x');
    set.is_some_and(|set| {
        matches!(set.first(), Some(b' ' | b'\t' | b',' | b'/'))
            && set.last().is_some_and(u8::is_ascii_digit)
            && set.iter().all(digits)
    })
}

/// `24kg each hand`: the load of each of two implements, or sets of each side. `from` begins with
/// the word, and `to` follows its noun.
#[cold]
pub fn load_of_each_hand(line: &Line, from: In, to: In) -> Option<Finding> {
    let head = line.bytes.get(..line.index(from))?;
    let kept = head.iter().rposition(|b| !matches!(b, b' ' | b'\t'))? + 1;
    let word = head
        .get(..kept)?
        .iter()
        .rposition(|b| *b == b' ' || *b == b'\t')?
        + 1;
    let start = after(line.bytes, word);
    let (behind, load) = grammar::load(start).ok()?;
    if load.kind != LoadKind::Absolute
        || load.implements != 1
        || behind.len() != line.bytes.len() - kept
    {
        return None;
    }
    let written = between(start, behind);
    let two = format!("@2x{}", written.trim_start_matches('@'));
    let place = line.place(start, to);
    Some(
        Finding::error(
            "unknown-word",
            place,
            format!(
                "`{}` may be two implements, or the sets of each side",
                between(start, to)
            ),
        )
        .label("two readings")
        .help(format!(
            "write `{two}` for one in each hand, or `each` for sets of each side"
        ))
        .fix(format!("write `{two}`"), false, place, two)
        .fix("write `each`", false, line.place(from, to), "each")
        .kept(),
    )
}

/// `at 95 pounds`, `with 100kg`, `w/ 100kg`: what is wrong, and what follows it.
pub fn load_in_words<'a>(line: &Line<'a>, from: In<'a>) -> Option<(Finding, In<'a>)> {
    let behind = grammar::keyword(from, "at")
        .or_else(|| grammar::keyword(from, "with"))
        .or_else(|| from.strip_prefix(b"w/"))?;
    let number = blanks(behind);
    if !number.first()?.is_ascii_digit() {
        return None;
    }
    let (end, _) = grammar::load(number).ok()?;
    let better = format!("@{}", between(number, end));
    let place = line.place(from, end);
    let error = Finding::error("unknown-word", place, "a load needs no word before it")
        .label("the load of the sets")
        .help(format!("write `{better}`"))
        .fix(format!("write `{better}`"), true, place, better);
    Some((error, end))
}

/// `8;8;8`: what follows the first semicolon is a comment, and reads as sets.
pub fn semicolon(line: &Line, from: In, mark: In) -> Finding {
    let mut edits = Vec::new();
    let mut rest = mark;
    while let Some(at) = memchr::memchr(b';', rest) {
        let mark = after(rest, at);
        rest = after(mark, 1);
        edits.push(Edit {
            place: line.place(mark, rest),
            text: ",".to_string(),
        });
    }
    let better = between(from, &[]).replace(';', ",");
    Finding::error(
        "expected-sets",
        line.place(mark, after(mark, 1)),
        "a semicolon begins a comment, and sets stand behind it",
    )
    .label("not read from here on")
    .help(format!(
        "write commas or blanks between sets, as in `{}`; a blank before the semicolon makes it a comment",
        better.trim_end()
    ))
    .fix_many("write commas", false, edits)
}

/// Whether sets stand among words that nobody knows: `AxB`, or a side and a number.
pub fn holds_sets(from: In, end: In) -> bool {
    let mut rest = from;
    while rest.len() > end.len() {
        let next = after(rest, token(rest).len().max(1));
        let sets = matches!(digits(rest), Ok(([b'x' | b'X' | b'*', b'0'..=b'9', ..], _)));
        let side = matches!(key(rest), Some((key, behind)) if key.side().is_some() && blanks(behind).first().is_some_and(u8::is_ascii_digit));
        if sets || side {
            return true;
        }
        rest = blanks(next);
    }
    false
}

/// `hard tempo"`: a remark from `from` to `end` that is closed there and was never opened.
pub fn unopened_remark<'a>(
    line: &Line<'a>,
    from: In<'a>,
    end: In<'a>,
) -> Option<(Finding, In<'a>)> {
    let behind = end.strip_prefix(b"\"")?;
    if !at_end(blanks(behind)) {
        return None;
    }
    let error = Finding::error(
        "unterminated-note",
        line.place(end, behind),
        "this note has no opening quotation mark on its line",
    )
    .label("closed here")
    .help(format!(
        "a remark goes in quotes: `\"{}\"`",
        between(from, end)
    ))
    .fix("open the note", false, super::here(line, from), "\"")
    .kept();
    Some((error, behind))
}

/// `at the end"`: the last line of a note that was begun further up, if `mark` is its end.
pub fn unopened_note(line: &Line, start: In, mark: In) -> Option<Finding> {
    let behind = mark.strip_prefix(b"\"")?;
    let glued = between(start, mark).ends_with(|c: char| !c.is_whitespace());
    let ends = matches!(behind.first(), None | Some(b' ' | b'\t'));
    if !glued || !ends || grammar::note(mark).is_ok() {
        return None;
    }
    let place = line.place(mark, behind);
    let error = Finding::error(
        "unterminated-note",
        place,
        "this note has no opening quotation mark on its line",
    )
    .label("closed here")
    .help("notes do not run over several lines: put each line of it in quotation marks");
    if !at_end(blanks(behind)) {
        return Some(error);
    }
    let mut error = error.fix(
        "put the line in quotation marks",
        true,
        super::here(line, start),
        "\"",
    );
    if let Some(fix) = error.fixes.first_mut() {
        let text = "\"".to_string();
        fix.edits.push(Edit { place, text });
    }
    Some(error)
}
