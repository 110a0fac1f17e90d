//! Entries and notes: `[+] NAME [LEVEL] RESULT {attribute}`.

use super::line::{Cursor, Fault, Mark, Read, blank, closes, span, trim, word};
use super::number;
use super::result::{Work, result};
use strength::syntax::ast::{Amount, Attribute, EntryKind, Load, Side};
use strength::text::Span;

/// An entry with all that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub span: Span,
    pub name: Span,
    pub level: Option<Span>,
    pub kind: EntryKind,
    pub superset: bool,
    pub sets: Vec<Set>,
    pub attributes: Vec<Attribute>,
}

/// `AxB` or one amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    pub span: Span,
    pub amount: Amount,
    pub count: u8,
    pub side: Option<Side>,
    pub warmup: bool,
    pub failed: bool,
    pub cue: Option<Span>,
    pub load: Option<Load>,
}

/// A line below a dated header.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Entry(Entry),
    Note(Span),
}

/// The words at which a name ends.
const RESULT_WORDS: &[&str] = &[
    "l", "r", "left", "right", "both", "test", "skipped", "done", "each", "easy", "ok", "hard",
    "rpe", "rir", "rest", "pain", "sore", "allow",
];

/// Reads a line without indent, comment and trailing blanks.
pub fn item(line: &[Mark]) -> Read<Item> {
    let mut cursor = Cursor::new(line);
    if cursor.peek(0) == '"' {
        let note = note(&mut cursor)?;
        return if cursor.done() {
            Ok(Item::Note(note))
        } else {
            Err(Fault::Unsure)
        };
    }
    let superset = cursor.peek(0) == '+';
    if superset {
        cursor.at += 1;
        if cursor.blanks() == 0 || cursor.peek(0) == '"' {
            return Err(Fault::Unsure);
        }
    } else if matches!(cursor.peek(0), '-' | '*') {
        cursor.at += 1;
        if cursor.blanks() == 0 && !cursor.peek(0).is_alphabetic() {
            let colon = line.iter().any(|mark| mark.plain == ':');
            return Err(if cursor.peek(0).is_ascii_digit() && !colon {
                Fault::Error
            } else {
                Fault::Unsure
            });
        }
        if matches!(cursor.peek(0), '+' | '-' | '*' | '"') {
            return Err(Fault::Unsure);
        }
    }
    let start = cursor.at;
    let head = head(&mut cursor)?;
    let mut work = Work::of_side(head.side);
    let kind = result(&mut cursor, &mut work)?;
    Ok(Item::Entry(Entry {
        span: span(&line[start..]),
        name: head.name,
        level: head.level,
        kind,
        superset,
        sets: work.sets,
        attributes: work.attributes,
    }))
}

/// `"…"`: the span between the marks.
pub fn note(cursor: &mut Cursor) -> Read<Span> {
    let open = cursor.marks[cursor.at];
    cursor.at += 1;
    while let Some(mark) = cursor.marks.get(cursor.at) {
        if closes(open.written, mark.written)? {
            cursor.at += 1;
            return Ok(Span::new(open.span.end, mark.span.start));
        }
        cursor.at += 1;
    }
    Err(Fault::Error)
}

struct Head {
    name: Span,
    level: Option<Span>,
    side: Option<Side>,
}

/// Name and level.
fn head(cursor: &mut Cursor) -> Read<Head> {
    let rest = &cursor.marks[cursor.at..];
    let colon = colon(rest)?;
    if rest.iter().any(|mark| mark.plain == '[') && !rest.iter().any(|mark| mark.plain == ']') {
        return Err(Fault::Unsure);
    }
    let limit = colon.unwrap_or(rest.len());
    let mut end = match colon {
        Some(colon) => rest[..colon]
            .iter()
            .position(|mark| mark.plain == '[')
            .unwrap_or(colon),
        None => name_end(rest),
    };
    let mut side = None;
    let mut name = without_dash(&rest[..end]);
    if colon.is_some() {
        refuse_weights(name)?;
        if rest[..limit].iter().any(|mark| mark.plain == ']') && end == limit {
            return Err(Fault::Unsure);
        }
        // `Heel drop left: 15`
        if end == limit {
            let last = name
                .iter()
                .rposition(|mark| blank(mark.plain))
                .map_or(0, |at| at + 1);
            if last > 0 {
                side = side_word(&word(&name[last..]));
            }
            if side.is_some() {
                name = without_dash(&name[..last]);
            }
        }
    } else {
        // `Left hook` is a name; `left 15` and `L15` are sides.
        let first = name.first().map_or(' ', |mark| mark.plain);
        let leading = Cursor::new(rest).word();
        let side = leading
            .split(|c: char| c.is_ascii_digit())
            .next()
            .unwrap_or_default();
        let alone = name.len() == leading.chars().count();
        let next = &rest[leading.chars().count()..];
        let glued = next.first().is_some_and(|mark| !blank(mark.plain));
        let mark = trim(next)
            .first()
            .is_some_and(|mark| !mark.plain.is_alphabetic());
        if side == leading && matches!(side, "l" | "r") && !alone && !glued {
            // `L squat 10`
            return Err(Fault::Error);
        }
        if side_word(side).is_some() && !alone && (glued || mark) {
            return Err(Fault::Unsure);
        }
        if first.is_ascii_digit() || side_word(side).is_some() && (alone || side != leading) {
            return Err(Fault::Error);
        }
        if side_word(side).is_none() && RESULT_WORDS.contains(&leading.as_str()) {
            return Err(Fault::Unsure);
        }
    }
    if name.is_empty() || colon.is_none() && ends_in_loose_word(&word(name), &rest[end..]) {
        return Err(Fault::Error);
    }
    // `A1. Squat`, `Squat >`
    let first = word(Cursor::new(name).take_while(|c| !blank(c)));
    let label = first.trim_start_matches(|c| ('a'..='f').contains(&c));
    let label = label.trim_start_matches(|c: char| c.is_ascii_digit());
    let ends_in_mark = name
        .last()
        .is_some_and(|mark| "*_|><`~\\".contains(mark.plain));
    if ends_in_mark || first.len() < name.len() && first.len() < 5 && matches!(label, "." | ")") {
        return Err(Fault::Unsure);
    }
    if !name.iter().any(|mark| mark.plain.is_alphanumeric())
        || name
            .iter()
            .any(|mark| matches!(mark.plain, ']' | ')' | '!' | '='))
        || !name[0].plain.is_alphanumeric()
    {
        return Err(Fault::Unsure);
    }
    cursor.at += end;
    let mut level = None;
    cursor.blanks();
    if cursor.peek(0) == '[' {
        level = Some(bracket(cursor)?);
        cursor.blanks();
    }
    if let Some(colon) = colon {
        end = rest.len() - (cursor.marks.len() - cursor.at);
        if end != colon {
            return Err(Fault::Unsure);
        }
        cursor.at += 1;
        cursor.blanks();
        if level.is_none() && cursor.peek(0) == '[' {
            level = Some(bracket(cursor)?);
        }
    }
    cursor.blanks();
    // A mark between name and result.
    let marked = matches!(cursor.peek(0), '-' | ',' | '.' | '=');
    if marked && colon.is_some() {
        return Err(Fault::Unsure);
    }
    if matches!(cursor.peek(0), '-' | ',' | '.' | '=') && blank(cursor.peek(1)) {
        cursor.at += 1;
        cursor.blanks();
    }
    Ok(Head {
        name: span(name),
        level,
        side,
    })
}

/// `Squat BW 3x15`: the name ends before the word.
fn ends_in_loose_word(name: &str, rest: &[Mark]) -> bool {
    let words = [
        " bw",
        " bodyweight",
        " warm-up",
        " warmup",
        " warm up",
        " w/u",
        " amrap",
        " max",
    ];
    let ends = |word: &str| name.ends_with(word);
    let next = trim(rest);
    let starts = |c: &char| next.first().is_some_and(|mark| mark.plain == *c);
    let result = next.first().is_some_and(|mark| mark.plain.is_ascii_digit())
        || ['x', 'X', '+', '-'].iter().any(starts);
    words.iter().any(|word| ends(word)) && result
        || name.ends_with(" not") && word(next).starts_with("done")
}

/// A dash, comma, full stop or equals sign after a name is formatted away.
fn without_dash(mut name: &[Mark]) -> &[Mark] {
    name = trim(name);
    while let [before @ .., last] = name
        && (matches!(last.plain, '-' | ',' | '.' | '=') || blank(last.plain))
    {
        name = before;
    }
    name
}

/// `[normal chair]`
fn bracket(cursor: &mut Cursor) -> Read<Span> {
    cursor.at += 1;
    let inside = trim(cursor.take_while(|c| !matches!(c, ']' | '[' | '"')));
    if cursor.done() {
        return Err(Fault::Error);
    }
    if !cursor.take(']') || inside.is_empty() {
        return Err(Fault::Unsure);
    }
    Ok(span(inside))
}

/// The place of the colon that ends the name, if there is one.
fn colon(rest: &[Mark]) -> Read<Option<usize>> {
    let quote = rest
        .iter()
        .position(|mark| mark.plain == '"')
        .unwrap_or(rest.len());
    let colon = rest.iter().enumerate().position(|(at, mark)| {
        mark.plain == ':' && rest.get(at + 1).is_none_or(|next| blank(next.plain))
    });
    let Some(colon) = colon else {
        return Ok(None);
    };
    if colon > quote {
        // Within a note, or after one: then it is an unknown word.
        let mut cursor = Cursor {
            marks: rest,
            at: quote,
        };
        note(&mut cursor)?;
        return if cursor.at > colon {
            Ok(None)
        } else {
            Err(Fault::Error)
        };
    }
    let left = &rest[..colon];
    let crossed = left.iter().enumerate().any(|(at, mark)| {
        matches!(mark.plain, 'x' | 'X' | '*') && {
            let before = trim(&left[..at]).last().map(|mark| mark.plain);
            let after = trim(&left[at + 1..]).first().map(|mark| mark.plain);
            let count = trim(&left[..at])
                .iter()
                .rev()
                .find(|mark| !mark.plain.is_ascii_digit());
            before.is_some_and(|c| c.is_ascii_digit())
                && count.is_none_or(|mark| !mark.plain.is_alphabetic())
                && after.is_some_and(|c| c.is_ascii_digit())
        }
    });
    let last = trim(left)
        .iter()
        .rposition(|mark| blank(mark.plain))
        .map_or(0, |at| at + 1);
    let last = word(&trim(left)[last.min(trim(left).len())..]);
    let attribute = matches!(
        last.as_str(),
        "each"
            | "both"
            | "easy"
            | "ok"
            | "hard"
            | "rpe"
            | "rir"
            | "rest"
            | "pain"
            | "sore"
            | "allow"
    );
    if crossed || attribute || left.iter().any(|mark| mark.plain == '@') {
        return Err(Fault::Error);
    }
    if matches!(last.as_str(), "test" | "skipped" | "done" | "l/r") {
        return Err(Fault::Unsure);
    }
    Ok(Some(colon))
}

/// A load or a bare number in parentheses inside a name.
fn refuse_weights(name: &[Mark]) -> Read<()> {
    let Some(open) = name.iter().position(|mark| mark.plain == '(') else {
        return Ok(());
    };
    let mut cursor = Cursor {
        marks: name,
        at: open + 1,
    };
    cursor.blanks();
    if cursor.peek(0).is_ascii_digit() {
        return if number::weight(&mut cursor).is_ok() && cursor.peek(0) == ')' {
            Err(Fault::Error)
        } else {
            Err(Fault::Unsure)
        };
    }
    if matches!(cursor.peek(0), '@' | '+' | '-') {
        return Err(Fault::Unsure);
    }
    Ok(())
}

/// Where a name without a colon ends.
fn name_end(rest: &[Mark]) -> usize {
    let plain = |at: usize| rest.get(at).map_or('\0', |mark| mark.plain);
    for at in 0..rest.len() {
        let here = plain(at);
        if matches!(here, '\t' | '[' | '(' | '"' | '#' | '@') || here == ' ' && blank(plain(at + 1))
        {
            return at;
        }
        if here != ' ' {
            continue;
        }
        let next = plain(at + 1);
        let digit_after = plain(at + 2).is_ascii_digit();
        if next.is_ascii_digit()
            || matches!(next, '+' | '-') && digit_after
            || matches!(next, 'x' | 'X' | '*') && {
                // `Pull-up x 6` as well as `Pull-up x6`.
                let digit = |ahead| plain(at + ahead).is_ascii_digit();
                digit(2) || blank(plain(at + 2)) && digit(3)
            }
            || starts_result(&rest[at + 1..])
        {
            return at;
        }
    }
    rest.len()
}

/// Whether a whole result word stands here: followed by anything but a letter, `-` or `/`.
fn starts_result(rest: &[Mark]) -> bool {
    let letters = word(Cursor::new(rest).take_while(char::is_alphabetic));
    let after = rest
        .get(letters.chars().count())
        .map_or(' ', |mark| mark.plain);
    let start = word(&rest[..rest.len().min(3)]);
    let boundary = |c: Option<&Mark>| {
        c.is_none_or(|mark| !mark.plain.is_alphabetic() && !matches!(mark.plain, '-' | '/'))
    };
    RESULT_WORDS.contains(&letters.as_str()) && !matches!(after, '-' | '/')
        || start == "l/r" && boundary(rest.get(3))
}

/// `L`, `left`, `R`, `right`.
pub fn side_word(text: &str) -> Option<Side> {
    match text {
        "l" | "left" => Some(Side::Left),
        "r" | "right" => Some(Side::Right),
        _ => None,
    }
}
