//! Attributes: the words, tags and notes after a result and in a dated header.

use super::ast::{Attribute, AttributeKind, Side};
use super::grammar::{
    self, Key, Miss, Why, at_end, blanks, digits, is, is_letter, key, letters, word,
};
use super::line::{In, Line};
use crate::finding::Finding;
use crate::nearest::nearest;
use crate::text::{Place, Span};

/// What stands at a place where an attribute may begin.
#[expect(
    clippy::large_enum_variant,
    reason = "it is taken apart where it is made, so its size is never copied"
)]
pub enum Read<'a> {
    /// An attribute, and what follows it.
    Attribute(Attribute, In<'a>),
    /// An attribute that is wrong; the error, what is kept of it, and what follows it.
    Wrong(Finding, Option<Attribute>, In<'a>),
    /// No attribute that is known.
    Unknown,
}

/// Everything up to the next blank, quotation mark or comment.
pub fn token(input: In) -> In {
    let length = input
        .iter()
        .take_while(|b| !matches!(b, b' ' | b'\t' | b';' | b'"'))
        .count();
    input
        .get(..length.max(usize::from(!input.is_empty())))
        .unwrap_or(&[])
}

/// What follows the first `length` bytes.
pub fn after(input: In, length: usize) -> In {
    input.get(length..).unwrap_or(&[])
}

/// The end of what is written on the line, without comment and trailing blanks.
pub fn line_end<'a>(input: In<'a>) -> In<'a> {
    let mut quoted = false;
    let mut end = input.len();
    for (index, byte) in input.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b';' if !quoted => {
                end = index;
                break;
            }
            _ => {}
        }
    }
    let kept = input.get(..end).unwrap_or(&[]);
    let trimmed = kept
        .iter()
        .rposition(|b| !matches!(b, b' ' | b'\t'))
        .map_or(0, |i| i + 1);
    after(input, trimmed)
}

/// Bytes of the line as text.
pub fn text(input: In) -> String {
    String::from_utf8_lossy(input).into_owned()
}

/// The attribute at the front of `input`, which begins with no blank.
pub fn attribute<'a>(line: &Line<'a>, input: In<'a>) -> Read<'a> {
    match input.first() {
        Some(b'"') => return note(line, input),
        Some(b'#') => return tag(line, input),
        Some(b'@') => {
            if let Some((Key::Rpe, rest)) = key(blanks(after(input, 1))) {
                return exertion(line, input, rest, Key::Rpe);
            }
            return Read::Unknown;
        }
        Some(b'/') => {
            let noun = blanks(after(input, 1));
            let inside = letters(noun);
            if is_side_noun(inside) {
                return found(line, input, after(noun, inside.len()), AttributeKind::Each);
            }
            return Read::Unknown;
        }
        Some(b) if is_letter(*b) => {}
        _ => return Read::Unknown,
    }
    match key(input) {
        Some((key, rest)) => with_word(line, input, key, rest),
        None => each_in_other_words(line, input),
    }
}

/// The attribute at the front of `input`, whose first word is one of the language.
#[inline(always)]
pub fn with_word<'a>(line: &Line<'a>, input: In<'a>, key: Key, rest: In<'a>) -> Read<'a> {
    if rest.first() == Some(&b':') && key.is_attribute() {
        return with_colon(line, input, key, rest);
    }
    with_key(line, input, key, rest)
}

/// `rest: 90s`: read for what it is.
#[cold]
fn with_colon<'a>(line: &Line<'a>, input: In<'a>, key: Key, colon: In<'a>) -> Read<'a> {
    let error = super::slip::colon(line, colon);
    match with_key(line, input, key, blanks(after(colon, 1))) {
        Read::Attribute(attribute, rest) => Read::Wrong(error, Some(attribute), rest),
        Read::Unknown => Read::Wrong(error, None, after(colon, 1)),
        wrong => wrong,
    }
}

/// The same without a colon behind the word.
#[inline(always)]
fn with_key<'a>(line: &Line<'a>, input: In<'a>, key: Key, rest: In<'a>) -> Read<'a> {
    match key {
        Key::Difficulty(difficulty) => {
            found(line, input, rest, AttributeKind::Difficulty(difficulty))
        }
        _ => with_rarer_key(line, input, key, rest),
    }
}

fn with_rarer_key<'a>(line: &Line<'a>, input: In<'a>, key: Key, rest: In<'a>) -> Read<'a> {
    match key {
        Key::Each | Key::Both => {
            let end = each_of(rest);
            match end.len() < rest.len() {
                true => each_with_noun(line, input, blanks(rest), end),
                false => found(line, input, rest, AttributeKind::Each),
            }
        }
        Key::Difficulty(difficulty) => {
            found(line, input, rest, AttributeKind::Difficulty(difficulty))
        }
        Key::Rpe | Key::Rir => exertion(line, input, rest, key),
        Key::Rest => rest_between_sets(line, input, rest),
        Key::Pain => pain(line, input, rest),
        Key::Sore => {
            let (side, place, rest) = side_and_place(line, rest);
            found(line, input, rest, AttributeKind::Sore { side, place })
        }
        Key::Allow => allow(line, input, rest),
        Key::Left | Key::Right | Key::Test | Key::Skipped | Key::Done => Read::Unknown,
    }
}

#[inline]
fn found<'a>(line: &Line<'a>, from: In<'a>, rest: In<'a>, kind: AttributeKind) -> Read<'a> {
    Read::Attribute(
        Attribute {
            span: line.span(from, rest),
            kind,
        },
        rest,
    )
}

/// `side`, `leg`, … behind `each`, `per` or `/`.
pub fn is_side_noun(word: In) -> bool {
    const NOUNS: [&str; 18] = [
        "side",
        "sides",
        "leg",
        "legs",
        "arm",
        "arms",
        "foot",
        "feet",
        "hand",
        "hands",
        "direction",
        "directions",
        "way",
        "ways",
        "hip",
        "hips",
        "knee",
        "shoulder",
    ];
    NOUNS.iter().any(|noun| is(word, noun))
}

/// What follows the noun of `each side`, or `each`.
pub fn each_of(rest: In) -> In {
    let next = blanks(rest);
    let noun = letters(next);
    if next.len() < rest.len() && is_side_noun(noun) {
        after(next, noun.len())
    } else {
        rest
    }
}

/// `each side`, `per hand`: the noun may be that of the load before it.
#[cold]
fn each_with_noun<'a>(line: &Line<'a>, input: In<'a>, noun: In<'a>, rest: In<'a>) -> Read<'a> {
    let hands = ["hand", "hands"];
    let of_hands = hands.iter().any(|word| is(letters(noun), word));
    match of_hands.then(|| super::slip::load_of_each_hand(line, input, rest)) {
        Some(Some(error)) => Read::Wrong(error, None, rest),
        _ => found(line, input, rest, AttributeKind::Each),
    }
}

/// `per side`, `ea.`, `ea`.
fn each_in_other_words<'a>(line: &Line<'a>, input: In<'a>) -> Read<'a> {
    let first = letters(input);
    let rest = after(input, first.len());
    if is(first, "ea") && grammar::ends_word(rest) {
        let rest = if rest.first() == Some(&b'.') {
            after(rest, 1)
        } else {
            rest
        };
        return found(line, input, rest, AttributeKind::Each);
    }
    if is(first, "per") || is(first, "a") {
        let next = blanks(rest);
        let noun = letters(next);
        if next.len() < rest.len() && is_side_noun(noun) {
            return each_with_noun(line, input, next, after(next, noun.len()));
        }
    }
    match super::slip::each_in_short(line, input) {
        Some((error, rest)) => {
            let kind = AttributeKind::Each;
            let span = error.place.span;
            Read::Wrong(error, Some(Attribute { span, kind }), rest)
        }
        None => Read::Unknown,
    }
}

/// Whether `per side`, `ea.` or `ea` stands there.
fn is_each_in_other_words(input: In) -> bool {
    let first = letters(input);
    let rest = after(input, first.len());
    is(first, "ea") && grammar::ends_word(rest)
        || is(first, "per") && each_of(rest).len() < rest.len()
}

/// `"note"`; one that is not closed reaches to the end of the line.
pub fn note<'a>(line: &Line<'a>, input: In<'a>) -> Read<'a> {
    if let Ok((rest, inside)) = grammar::note(input) {
        let text = Span::new(
            line.at(after(input, 1)),
            line.span(after(input, 1), after(input, 1 + inside.len()))
                .end,
        );
        return found(line, input, rest, AttributeKind::Note(text));
    }
    // A semicolon in a note that is not closed belongs to the note: what is a comment cannot be told.
    let end = input
        .iter()
        .rposition(|b| !matches!(b, b' ' | b'\t'))
        .map_or(0, |i| i + 1);
    let rest = after(input, end);
    let whole = line.span(input, rest);
    let mark = line.place(input, after(input, 1));
    // A mark of another kind may stand where it should close.
    let inside = input.get(1..end).unwrap_or(&[]);
    let other = ["\u{201c}", "\u{201d}", "\u{201e}", "\u{ab}", "\u{bb}", "'"]
        .iter()
        .find(|mark| inside.ends_with(mark.as_bytes()))
        .map_or(0, |mark| mark.len());
    let end_place = Place {
        file: line.file,
        span: Span::new(line.at(after(input, end - other)), whole.end),
    };
    let error = Finding::error(
        "unterminated-note",
        mark,
        "this note has no closing quotation mark on its line",
    )
    .label("opened here")
    .help("close the note with `\"` on the same line; notes do not run over several lines")
    .fix(
        "close the note at the end of the line",
        true,
        end_place,
        line.closing_mark(),
    )
    .kept();
    let text = Span::new(line.at(after(input, 1)), whole.end);
    let kept = Attribute {
        span: whole,
        kind: AttributeKind::Note(text),
    };
    Read::Wrong(error, Some(kept), after(input, input.len()))
}

fn tag<'a>(line: &Line<'a>, input: In<'a>) -> Read<'a> {
    let name = after(input, 1);
    let length = name
        .iter()
        .take_while(|&&b| is_letter(b) || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'/'))
        .count();
    if length == 0 {
        return Read::Unknown;
    }
    let rest = after(name, length);
    found(line, input, rest, AttributeKind::Tag(line.span(name, rest)))
}

fn exertion<'a>(line: &Line<'a>, input: In<'a>, rest: In<'a>, key: Key) -> Read<'a> {
    let (word, low, meaning) = match key {
        Key::Rpe => ("rpe", 1, "from 1 to 10, in halves: `rpe 8` or `rpe 8.5`"),
        _ => ("rir", 0, "the reps left in reserve, from 0 to 10: `rir 2`"),
    };
    let number = blanks(rest);
    let kind = |halves| match key {
        Key::Rpe => AttributeKind::Rpe(halves),
        _ => AttributeKind::Rir(halves),
    };
    match grammar::halves(number, low, 10) {
        Ok((rest, halves)) if ends_number(rest) => found(line, input, rest, kind(halves)),
        _ => {
            let late = super::slip::late_number(line, input, rest, low)
                .or_else(|| super::slip::equals(line, rest, low));
            match late {
                Some((error, (rest, halves))) => {
                    let span = error.place.span;
                    let kind = kind(halves);
                    Read::Wrong(error, Some(Attribute { span, kind }), rest)
                }
                None => {
                    let read = wrong_number(
                        line,
                        input,
                        number,
                        format!("`{word}` needs a number"),
                        meaning,
                    );
                    out_of_ten(line, number, low, read, kind)
                }
            }
        }
    }
}

/// `rpe 8/10`: the error about it with what to write.
#[cold]
fn out_of_ten<'a>(
    line: &Line<'a>,
    number: In<'a>,
    low: u8,
    read: Read<'a>,
    kind: impl Fn(u8) -> AttributeKind,
) -> Read<'a> {
    let Ok((behind, halves)) = grammar::halves(number, low, 10) else {
        return read;
    };
    match (read, behind.strip_prefix(b"/10")) {
        (Read::Wrong(error, _, rest), Some(end)) if ends_number(end) => {
            let better = text(number.get(..number.len() - behind.len()).unwrap_or(&[]));
            let error = error
                .help(format!("write `{better}`; it is always of 10"))
                .fix(
                    format!("write `{better}`"),
                    true,
                    line.place(behind, end),
                    "",
                );
            let span = line.span(number, behind);
            let kind = kind(halves);
            Read::Wrong(error, Some(Attribute { span, kind }), rest)
        }
        (read, _) => read,
    }
}

/// Nothing of a number is left behind it.
fn ends_number(rest: In) -> bool {
    matches!(
        rest.first(),
        None | Some(b' ' | b'\t' | b',' | b';' | b'"' | b')')
    )
}

/// An `invalid-number` on the token behind a keyword, or on the keyword if nothing is behind it.
fn wrong_number<'a>(
    line: &Line<'a>,
    input: In<'a>,
    number: In<'a>,
    message: String,
    meaning: &str,
) -> Read<'a> {
    let missing = at_end(number) || number.first().is_some_and(|b| is_letter(*b) || *b == b'"');
    let (place, rest) = if missing {
        let end = after(input, line.index(number) - line.index(input));
        let end_of_word = end_trimmed(input, end);
        (line.place(input, end_of_word), number)
    } else {
        let rest = after(number, token(number).len());
        (line.place(number, rest), rest)
    };
    let error = Finding::error("invalid-number", place, message)
        .label(if missing {
            "no number here"
        } else {
            "not such a number"
        })
        .help(format!("write {meaning}"))
        .kept();
    Read::Wrong(error, None, rest)
}

/// `to`, moved back over the blanks before it.
pub fn end_trimmed<'a>(from: In<'a>, to: In<'a>) -> In<'a> {
    let between = from
        .get(..from.len() - to.len().min(from.len()))
        .unwrap_or(&[]);
    let kept = between
        .iter()
        .rposition(|b| !matches!(b, b' ' | b'\t'))
        .map_or(0, |i| i + 1);
    after(from, kept)
}

fn rest_between_sets<'a>(line: &Line<'a>, input: In<'a>, rest: In<'a>) -> Read<'a> {
    let number = blanks(rest);
    match grammar::duration(number) {
        Ok((rest, time)) if ends_number(rest) => {
            if let Some(end) = grammar::seconds_behind_minutes(number, rest) {
                let error = super::slip::split_rest(line, number, rest, end);
                return Read::Wrong(error, None, end);
            }
            found(line, input, rest, AttributeKind::Rest(time))
        }
        Err(nom::Err::Error(Miss {
            why: Why::NoUnit, ..
        })) => {
            if let Ok((mark, _)) = digits(number)
                && let Some((mut error, end)) = super::slip::primes(line, number, mark)
            {
                // Of a rest there is no doubt that it is a time.
                error.fixes.iter_mut().for_each(|fix| fix.safe = true);
                return Read::Wrong(error.kept(), None, end);
            }
            let written = token(number);
            let rest = after(number, written.len());
            let place = line.place(number, rest);
            let end = Place {
                span: Span::new(place.span.end, place.span.end),
                ..place
            };
            let bare = written.iter().all(u8::is_ascii_digit);
            let why = match bare {
                true => "this rest has no unit of time".to_string(),
                false => format!("`{}` is not a time", text(written)),
            };
            let mut error = Finding::error("invalid-number", place, why)
                .label("seconds or minutes")
                .help("write `rest 90s`, `rest 2min` or `rest 1:30`")
                .kept();
            if let Ok((behind, value)) = digits(number)
                && behind.len() == rest.len()
            {
                let unit = if value < 10 { "min" } else { "s" };
                error = error.fix(format!("write `{value}{unit}`"), false, end, unit);
            }
            Read::Wrong(error, None, rest)
        }
        _ => wrong_number(
            line,
            input,
            number,
            "`rest` needs a time".to_string(),
            "`rest 90s`, `rest 2min` or `rest 1:30`",
        ),
    }
}

/// Side and place, one word, in either order; each may be missing.
fn side_and_place<'a>(line: &Line<'a>, input: In<'a>) -> (Option<Side>, Span, In<'a>) {
    let (mut side, mut place, mut rest) = (None, Span::default(), input);
    loop {
        let next = blanks(rest);
        match key(next) {
            Some((key, after_key)) if key.side().is_some() && side.is_none() => {
                side = key.side();
                rest = after_key;
            }
            Some((Key::Both, after_key)) if side.is_none() && place.is_empty() => rest = after_key,
            Some(_) => break,
            None if is_each_in_other_words(next) => break,
            None => match word(next) {
                Ok((after_word, _)) if place.is_empty() => {
                    place = line.span(next, after_word);
                    rest = after_word;
                }
                _ => break,
            },
        }
    }
    (side, place, rest)
}

/// `pain [side] [place] N`, `N/10` too.
pub fn pain<'a>(line: &Line<'a>, input: In<'a>, rest: In<'a>) -> Read<'a> {
    let (mut side, mut place, rest) = side_and_place(line, rest);
    let number = blanks(rest);
    if let Ok((mut rest, level @ 0..=10)) = digits(number) {
        if let Some(after_ten) = rest.strip_prefix(b"/10") {
            rest = after_ten;
        }
        if ends_number(rest) {
            // `pain 3 knee`: the place may also follow.
            if side.is_none() && place.is_empty() {
                let (late_side, late_place, after_place) = side_and_place(line, rest);
                let next = blanks(after_place);
                if late_side.is_some() || (!late_place.is_empty() && ends_attribute(next)) {
                    (side, place, rest) = (late_side, late_place, after_place);
                }
            }
            let kind = AttributeKind::Pain {
                side,
                place,
                level: level as u8,
            };
            return found(line, input, rest, kind);
        }
    }
    if let Some(wrong) = pain_in_words(line, input, number) {
        return wrong;
    }
    wrong_number(
        line,
        input,
        number,
        "`pain` needs a number from 0 to 10".to_string(),
        "how strong it was, 0 for gone and 10 for the worst: `pain left knee 3`",
    )
}

/// `pain lower back 3`: a place of several words, the last of which begins at `next`.
#[cold]
fn pain_in_words<'a>(line: &Line<'a>, input: In<'a>, next: In<'a>) -> Option<Read<'a>> {
    let mut number = next;
    while let Ok((behind, _)) = word(number)
        && key(number).is_none()
    {
        number = blanks(behind);
    }
    if number.len() == next.len() {
        return None;
    }
    let Ok((rest, level @ 0..=10)) = digits(number) else {
        let place = line.place(input, end_trimmed(input, number));
        let error = Finding::error(
            "invalid-number",
            place,
            "`pain` needs a number from 0 to 10",
        )
        .label("no number here")
        .help("write how strong it was, 0 for gone and 10 for the worst: `pain left knee 3`; a place is one word")
        .kept();
        return Some(Read::Wrong(error, None, number));
    };
    let rest = rest.strip_prefix(b"/10").unwrap_or(rest);
    if !ends_number(rest) {
        return None;
    }
    let place = after(input.get(..input.len() - number.len())?, "pain".len());
    let better = super::slip::pain_at(&text(place), &level.to_string());
    // `pain lef knee 2`
    let first = text(letters(blanks(place)));
    let certain = nearest(&first, ["left", "right"]).is_none();
    let place = line.place(input, rest);
    let error = Finding::error("invalid-number", place, "the place of a pain is one word")
        .label("several words")
        .help(format!("write `{better}`"))
        .fix(format!("write `{better}`"), certain, place, better)
        .kept();
    Some(Read::Wrong(error, None, rest))
}

/// The end, or the beginning of another attribute.
fn ends_attribute(next: In) -> bool {
    at_end(next) || matches!(next.first(), Some(b'"' | b'#' | b',')) || key(next).is_some()
}

fn allow<'a>(line: &Line<'a>, input: In<'a>, rest: In<'a>) -> Read<'a> {
    let name = blanks(rest);
    match word(name) {
        Ok((rest, _)) => found(
            line,
            input,
            rest,
            AttributeKind::Allow(line.span(name, rest)),
        ),
        Err(_) => {
            let error = Finding::error(
                "unknown-word",
                line.place(input, rest),
                "`allow` needs the name of a rule",
            )
            .label("no rule here")
            .help("write for example `allow retest`; `strength rules` lists the names")
            .kept();
            Read::Wrong(error, None, rest)
        }
    }
}

/// A difficulty word stands between words that nobody knows: it is part of their sentence.
fn inside_a_sentence(rest: In) -> bool {
    let next = blanks(rest);
    !at_end(next)
        && next.len() < rest.len()
        && next.first().is_some_and(|b| is_letter(*b))
        && key(next).is_none()
}

/// From the first word that is not known to the last one before the next attribute: the words,
/// and what follows them.
pub fn unknown_run<'a>(input: In<'a>) -> (In<'a>, In<'a>) {
    let mut rest = input;
    let mut end = input;
    let mut first = true;
    // `not hard` says the opposite.
    let denied = grammar::keyword(input, "not").is_some();
    while !at_end(rest) {
        let starts_known = match rest.first() {
            Some(b'"' | b'#') => true,
            Some(b'@' | b'+') if rest.get(1).is_some_and(u8::is_ascii_digit) => !first,
            _ => match key(rest) {
                Some((Key::Difficulty(_), behind)) => !denied && !inside_a_sentence(behind),
                Some((key, _)) => key.is_attribute(),
                None => false,
            },
        };
        if starts_known && !first {
            break;
        }
        end = after(rest, token(rest).len());
        rest = blanks(end);
        first = false;
    }
    (end, rest)
}

/// An `unknown-word` on a run of words, with the nearest attribute and with quotes.
pub fn unknown_words<'a>(line: &Line<'a>, from: In<'a>, to: In<'a>, known: &[&str]) -> Finding {
    let written = from
        .get(..from.len() - to.len().min(from.len()))
        .unwrap_or(&[]);
    // A comma that ends the run is no part of it.
    let trimmed = written
        .iter()
        .rposition(|b| !matches!(b, b',' | b' ' | b'\t'))
        .map_or(1, |i| i + 1);
    let to = after(from, trimmed);
    let place = line.place(from, to);
    let words = text(written.get(..trimmed).unwrap_or(&[]));
    let many = words.contains([' ', '\t']);
    let first = letters(from);
    let near = match first {
        // Too far from it to be found, and written often.
        _ if grammar::is(first, "okay") && known.contains(&"ok") => Some("ok"),
        _ => nearest(&text(first), known.iter().copied()),
    };
    let mut error = Finding::error(
        "unknown-word",
        place,
        if many {
            "these words are not known here".to_string()
        } else {
            format!("`{words}` is not known here")
        },
    )
    .kept();
    error.label = if many {
        "not known"
    } else {
        "not a word of the language"
    }
    .to_string();
    if words.bytes().all(|b| b.is_ascii_punctuation() || b == b' ') {
        // A blank on one side is enough.
        let head = line.bytes.get(..line.index(from)).unwrap_or(&[]);
        let apart = matches!(head.last(), Some(b' ' | b'\t'));
        let gap = line.place(from, if apart { blanks(to) } else { to });
        return error.help("leave it out").fix("delete it", false, gap, "");
    }
    let remark = words.trim_start_matches(['-', ':', ' ']);
    let remark = remark
        .strip_prefix('\'')
        .and_then(|inside| inside.strip_suffix('\''))
        .unwrap_or(remark);
    error.help = match near {
        Some(word) => {
            format!("the nearest known word is `{word}`; a remark goes in quotes: `\"{remark}\"`")
        }
        None => format!("a remark goes in quotes: `\"{remark}\"`"),
    };
    if let Some(word) = near {
        let target = line.place(from, after(from, first.len()));
        error = error.fix(format!("write `{word}`"), false, target, word);
    }
    let quoted = remark.replace('"', "'");
    error.fix("put it in quotes", false, place, format!("\"{quoted}\""))
}

/// The words an entry knows.
pub const ENTRY_WORDS: [&str; 13] = [
    "each", "easy", "ok", "hard", "rpe", "rir", "rest", "pain", "sore", "allow", "test", "skipped",
    "done",
];
