//! What an entry tells: work, a test, or that it was skipped or done.

use super::attribute::attribute;
use super::entry::{Set, side_word};
use super::line::{Cursor, Fault, Read, blank, span, trim, word};
use super::number;
use strength::syntax::ast::{Amount, Attribute, AttributeKind, EntryKind, Side};

/// What has been read of a result.
#[derive(Default)]
pub struct Work {
    pub sets: Vec<Set>,
    pub attributes: Vec<Attribute>,
    side: Option<Side>,
    /// A side was written.
    sided: bool,
    /// Of `sets`: where the present side begins.
    side_start: usize,
    /// Of `sets`: where the reach of the next load begins.
    load_start: usize,
    /// A load set off by a blank was read.
    loaded: bool,
    /// What stood last.
    last: Last,
}

impl Work {
    /// Before anything is read; the side may have stood before the colon.
    pub fn of_side(side: Option<Side>) -> Work {
        Work {
            side,
            sided: side.is_some(),
            ..Work::default()
        }
    }
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Last {
    #[default]
    Start,
    Side,
    Warmup,
    /// A number alone.
    Bare,
    /// `AxB`.
    Times,
    Set,
    Load,
}

#[derive(Clone, Copy, PartialEq)]
enum Separator {
    None,
    Blank,
    Slash,
    Comma,
    /// A comma with nothing after it.
    GluedComma,
}

fn separator(cursor: &mut Cursor) -> Separator {
    let blanks = cursor.blanks();
    if cursor.peek(0) == ',' {
        cursor.at += 1;
        return if cursor.blanks() > 0 || blanks > 0 {
            Separator::Comma
        } else {
            Separator::GluedComma
        };
    }
    if cursor.peek(0) == '/' && (blank(cursor.peek(1)) || cursor.peek(1).is_ascii_digit()) {
        cursor.at += 1;
        cursor.blanks();
        return Separator::Slash;
    }
    if blanks > 0 {
        Separator::Blank
    } else {
        Separator::None
    }
}

/// What follows the name and the level, up to the end of the line.
pub fn result(cursor: &mut Cursor, work: &mut Work) -> Read<EntryKind> {
    if cursor.done() {
        return Err(Fault::Error);
    }
    if let Some(found) = cursor.take_word(&["skipped", "done"]) {
        cursor.boundary()?;
        attributes(cursor, work)?;
        if work.sided {
            return Err(Fault::Unsure);
        }
        return Ok(if found == "done" {
            EntryKind::Done
        } else {
            EntryKind::Skipped
        });
    }
    let letters = word(cursor.clone().take_while(char::is_alphabetic));
    if letters == "test" {
        cursor.at += 4;
        if !cursor.peek(0).is_ascii_digit() {
            cursor.boundary()?;
        }
        let found = sets(cursor, work);
        found?;
        test(work)?;
        return Ok(EntryKind::Test);
    }
    sets(cursor, work)?;
    if work.sets.iter().all(|set| set.warmup) {
        return Err(if work.sets.is_empty() {
            Fault::Error
        } else {
            Fault::Unsure
        });
    }
    Ok(EntryKind::Work)
}

/// One amount, or one a side.
fn test(work: &Work) -> Read<()> {
    if work.sets.iter().any(|set| set.warmup) {
        return Err(Fault::Unsure);
    }
    let sides: Vec<Option<Side>> = work.sets.iter().map(|set| set.side).collect();
    match sides.as_slice() {
        [] => return Err(Fault::Error),
        [_] => {}
        [Some(one), Some(other)] if one != other => {}
        [None, Some(_), ..] => return Err(Fault::Unsure),
        _ => return Err(Fault::Error),
    }
    // `x 6` and `1x6` name one amount, in an odd way.
    if work.sets.iter().any(|set| set.count > 1) {
        return Err(Fault::Error);
    }
    Ok(())
}

/// `[side] set {sep set} [load]` and the attributes after it.
fn sets(cursor: &mut Cursor, work: &mut Work) -> Read<()> {
    let mut first = true;
    loop {
        let separator = separator(cursor);
        if cursor.done() {
            if matches!(separator, Separator::Comma | Separator::GluedComma) {
                return Err(Fault::Unsure);
            }
            if separator == Separator::Slash {
                return Err(Fault::Error);
            }
            break;
        }
        if cursor.peek(0) == ',' {
            return Err(Fault::Error);
        }
        if first && !matches!(separator, Separator::None | Separator::Blank) {
            return Err(Fault::Unsure);
        }
        let apart = matches!(separator, Separator::None | Separator::Blank);
        if work.last == Last::Side && !apart {
            return Err(Fault::Unsure);
        }
        if !first && separator == Separator::None && work.last != Last::Side {
            return Err(Fault::Unsure);
        }
        first = false;
        let c = cursor.peek(0);
        let rating = c == '@' && {
            let mut after = cursor.clone();
            after.at += 1;
            after.word().starts_with('r')
        };
        if c == '(' {
            warmup(cursor, work)?;
        } else if matches!(c, '@' | '+' | '-') && !rating {
            loaded(cursor, work, separator)?;
        } else if c.eq_ignore_ascii_case(&'r')
            && cursor.peek(1).is_ascii_digit()
            && !work.sided
            && work.sets.iter().any(|set| !set.warmup)
        {
            // `3x8 r90`
            return Err(Fault::Error);
        } else if let Some(side) = side(cursor)? {
            if work.last == Last::Side || separator == Separator::Slash {
                return Err(Fault::Unsure);
            }
            work.side = Some(side);
            work.sided = true;
            work.side_start = work.sets.len();
            work.last = Last::Side;
        } else if c.is_ascii_digit() || matches!(c, 'x' | 'X' | '*') && digit_follows(cursor) {
            set_or_load(cursor, work, separator)?;
        } else {
            let sided_test = work.last == Last::Side && cursor.word() == "test";
            if separator == Separator::Slash || sided_test {
                return Err(Fault::Unsure);
            }
            // `each 12` and `L/R 12` may be meant.
            let sides = ["each", "both", "per", "ea", "l"];
            if work.sets.is_empty() && (sides.contains(&cursor.word().as_str()) || c == '/') {
                return Err(Fault::Unsure);
            }
            attributes(cursor, work)?;
            break;
        }
    }
    if work.last == Last::Side {
        return Err(if work.sets.is_empty() {
            Fault::Error
        } else {
            Fault::Unsure
        });
    }
    if work.last == Last::Warmup && !work.sets.iter().all(|set| set.warmup) {
        return Err(Fault::Unsure);
    }
    let unloaded = work.sets[work.load_start..]
        .iter()
        .any(|set| !set.warmup && set.load.is_none());
    if work.loaded && unloaded {
        return Err(Fault::Error);
    }
    Ok(())
}

fn digit_follows(cursor: &Cursor) -> bool {
    let mut after = cursor.clone();
    after.at += 1;
    after.blanks();
    after.peek(0).is_ascii_digit()
}

/// `L`, `left`, `L15`.
fn side(cursor: &mut Cursor) -> Read<Option<Side>> {
    let mut after = cursor.clone();
    let letters = after.take_while(char::is_alphabetic);
    let Some(side) = side_word(&word(letters)) else {
        return Ok(None);
    };
    match after.peek(0) {
        '-' | '/' => return Ok(None),
        c if blank(c) || c.is_ascii_digit() || c == '(' => {}
        '\0' => {}
        _ => return Err(Fault::Unsure),
    }
    *cursor = after;
    Ok(Some(side))
}

fn warmup(cursor: &mut Cursor, work: &mut Work) -> Read<()> {
    let misplaced = work.last != Last::Side && !work.sets.is_empty();
    if misplaced {
        return Err(if work.last == Last::Warmup {
            Fault::Unsure
        } else {
            Fault::Error
        });
    }
    cursor.at += 1;
    let start = cursor.at;
    cursor.take_while(|c| c != ')' && c != '"');
    let inside = trim(cursor.since(start));
    if !cursor.take(')') || inside.is_empty() {
        return Err(Fault::Error);
    }
    if inside
        .iter()
        .any(|mark| matches!(mark.plain, '(' | '[' | '#'))
    {
        return Err(Fault::Error);
    }
    if !blank(cursor.peek(0)) {
        return Err(Fault::Unsure);
    }
    let mut inner = Work {
        side: work.side,
        ..Work::default()
    };
    sets(&mut Cursor::new(inside), &mut inner)?;
    if inner.sets.is_empty() {
        return Err(Fault::Error);
    }
    let crossed = inside[0].plain == 'x';
    if crossed || !inner.attributes.is_empty() || inner.sided || inner.loaded {
        return Err(Fault::Unsure);
    }
    work.sets.extend(inner.sets.into_iter().map(|set| Set {
        warmup: true,
        ..set
    }));
    work.side_start = work.sets.len();
    work.load_start = work.sets.len().max(work.load_start);
    work.last = Last::Warmup;
    Ok(())
}

/// A load set off by a blank: for all sets before it that have none, back to the previous one.
fn loaded(cursor: &mut Cursor, work: &mut Work, separator: Separator) -> Read<()> {
    if separator == Separator::Slash {
        return Err(Fault::Unsure);
    }
    let load = number::load(cursor)?;
    cursor.boundary()?;
    let mut taken = false;
    for set in &mut work.sets[work.load_start..] {
        if !set.warmup && set.load.is_none() {
            set.load = Some(load);
            taken = true;
        }
    }
    if !taken || work.last == Last::Side {
        return Err(if taken { Fault::Unsure } else { Fault::Error });
    }
    work.load_start = work.sets.len();
    work.loaded = true;
    work.last = Last::Load;
    Ok(())
}

fn set_or_load(cursor: &mut Cursor, work: &mut Work, separator: Separator) -> Read<()> {
    // `100kg`: a load without a mark.
    let mut after = cursor.clone();
    if cursor.peek(0).is_ascii_digit()
        && let Ok((_, Some(_))) = number::weight(&mut after)
        && !glued_comma_number(cursor)
    {
        if separator == Separator::GluedComma {
            return Err(if work.last == Last::Bare {
                Fault::Error
            } else {
                Fault::Unsure
            });
        }
        return loaded(cursor, work, separator);
    }
    // `10 x3`: blanks on both sides of the `x` or on none.
    if !cursor.peek(0).is_ascii_digit() {
        match work.last {
            Last::Bare if separator == Separator::Blank => return Err(Fault::Error),
            Last::Bare | Last::Times | Last::Set => return Err(Fault::Unsure),
            _ => {}
        }
    }
    let (set, form) = set(cursor, work.side)?;
    let boundary = cursor.at_boundary() || cursor.peek(0) == '/';
    if !boundary {
        return Err(match cursor.peek(0) {
            '"' | '#' | '(' | '@' | '+' | '-' | '.' | '[' | ')' => Fault::Unsure,
            _ => Fault::Error,
        });
    }
    if form == Last::Times && work.last == Last::Bare && separator == Separator::Blank {
        return Err(Fault::Error);
    }
    if separator == Separator::GluedComma {
        // `1,5km`, `3x3,5,5`, `8,3x10`
        let number = matches!(set.amount, Amount::Reps(_));
        if work.last == Last::Times || work.last == Last::Bare && !number || form == Last::Times {
            return Err(Fault::Unsure);
        }
    }
    work.last = form;
    work.sets.push(set);
    Ok(())
}

/// `12,5kg`: which reading is meant is not clear.
fn glued_comma_number(cursor: &Cursor) -> bool {
    let mut after = cursor.clone();
    after.take_while(|c| c.is_ascii_digit());
    after.peek(0) == ',' && after.peek(1).is_ascii_digit()
}

/// `[count x] amount ['!' [cue]] ['@' load]`, and of what form it is.
fn set(cursor: &mut Cursor, side: Option<Side>) -> Read<(Set, Last)> {
    let start = cursor.at;
    let mut count = 1;
    let mut form = Last::Bare;
    if !cursor.peek(0).is_ascii_digit() {
        if cursor.peek(0) == '*' {
            return Err(Fault::Unsure);
        }
        cursor.at += 1;
        cursor.blanks();
        form = Last::Set;
    } else {
        let mut after = cursor.clone();
        let digits = after.take_while(|c| c.is_ascii_digit());
        let before = after.blanks();
        if matches!(after.peek(0), 'x' | 'X' | '*') {
            after.at += 1;
            let behind = after.blanks();
            if after.peek(0).is_ascii_digit() {
                if (before > 0) != (behind > 0) {
                    return Err(Fault::Error);
                }
                let number: u64 = word(digits).parse().map_err(|_| Fault::Error)?;
                if !(1..=20).contains(&number) {
                    return Err(Fault::Error);
                }
                count = number as u8;
                form = Last::Times;
                *cursor = after;
            } else {
                return Err(Fault::Error);
            }
        }
    }
    let amount = number::amount(cursor)?;
    let mut failed = false;
    let mut cue = None;
    let mut load = None;
    for _ in 0..2 {
        if cursor.peek(0) == '!' && !failed {
            cursor.at += 1;
            failed = true;
            let found = cursor.take_while(|c| c.is_alphanumeric() || c == '-');
            if let Some(first) = found.first() {
                if !first.plain.is_alphabetic() || found.last().is_some_and(|m| m.plain == '-') {
                    return Err(Fault::Unsure);
                }
                cue = Some(super::line::span(found));
            }
        }
        if cursor.peek(0) == '@' && cursor.peek(1).is_alphabetic() {
            return Err(Fault::Unsure);
        }
        if cursor.peek(0) == '@' && load.is_none() {
            load = Some(number::load(cursor)?);
        }
    }
    if failed && count > 1 {
        return Err(Fault::Error);
    }
    match amount {
        Amount::Reps(0) if !failed => return Err(Fault::Error),
        Amount::Time(0) | Amount::Distance(0) if !failed => return Err(Fault::Error),
        _ => {}
    }
    let bare = !failed && load.is_none() && matches!(amount, Amount::Reps(_));
    if form == Last::Bare && !bare {
        form = Last::Set;
    }
    Ok((
        Set {
            span: span(cursor.since(start)),
            amount,
            count,
            side,
            warmup: false,
            failed,
            cue,
            load,
        },
        form,
    ))
}

/// Attributes up to the end of the line.
fn attributes(cursor: &mut Cursor, work: &mut Work) -> Read<()> {
    let mut only_once: Vec<&str> = Vec::new();
    loop {
        let separator = separator(cursor);
        if cursor.done() {
            return if matches!(separator, Separator::None | Separator::Blank) {
                Ok(())
            } else {
                Err(Fault::Unsure)
            };
        }
        if cursor.peek(0) == ',' || separator == Separator::Slash {
            return Err(Fault::Unsure);
        }
        let load = number::load(&mut cursor.clone()).is_ok_and(|load| load.unit.is_some());
        if cursor.peek(0).is_ascii_digit() && work.sets.is_empty() || load {
            return Err(Fault::Unsure);
        }
        let found = attribute(cursor)?;
        let note = matches!(found.kind, AttributeKind::Note(_));
        if note && !cursor.at_boundary() {
            return Err(Fault::Unsure);
        }
        cursor.boundary()?;
        let kind = match found.kind {
            AttributeKind::Each => "each",
            AttributeKind::Difficulty(_) => "difficulty",
            AttributeKind::Rpe(_) => "rpe",
            AttributeKind::Rir(_) => "rir",
            AttributeKind::Rest(_) => "rest",
            _ => "",
        };
        if !kind.is_empty() && only_once.contains(&kind) {
            return Err(Fault::Error);
        }
        if kind == "each" && work.sided {
            return Err(Fault::Error);
        }
        only_once.push(kind);
        work.attributes.push(found);
    }
}
