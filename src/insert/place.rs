//! Where a new session belongs in a text.

use super::time;
use crate::date::Date;
use crate::syntax::ast::{BlockKind, Dated, Tree};
use crate::text::Span;

/// A place between two lines.
pub struct Spot {
    /// The byte before which the session is to stand.
    pub at: u32,
    /// The block whose style it follows.
    pub near: usize,
    /// Blank lines stand between sessions.
    pub spaced: bool,
}

/// Where the line begins that holds the byte.
pub fn line_start(text: &str, at: u32) -> u32 {
    let before = Span::new(0, at).of(text);
    before.rfind('\n').map_or_else(
        || {
            if text.starts_with('\u{FEFF}') {
                3.min(at)
            } else {
                0
            }
        },
        |newline| newline as u32 + 1,
    )
}

/// Where the line after the one that holds the byte begins.
pub fn line_after(text: &str, at: u32) -> u32 {
    let behind = text.get(at as usize..).unwrap_or("");
    let length = behind.find('\n').map_or(behind.len(), |end| end + 1);
    at + length as u32
}

/// In order of the dates, whether the file runs from the oldest to the newest or the other way.
pub fn of(text: &str, tree: &Tree, date: Date, at: Option<u16>) -> Spot {
    let dated = |(index, block): (usize, &'_ crate::syntax::ast::Block)| match &block.kind {
        BlockKind::Dated(dated) => Some((
            index,
            dated.first?,
            hour(tree, dated),
            dated.event.is_none(),
        )),
        _ => None,
    };
    let all: Vec<_> = tree.blocks.iter().enumerate().filter_map(dated).collect();
    let sessions: Vec<_> = all.iter().filter(|(.., session)| *session).collect();
    let falling = sessions
        .windows(2)
        .filter(|pair| pair[0].1 > pair[1].1)
        .count();
    let rising = sessions
        .windows(2)
        .filter(|pair| pair[0].1 < pair[1].1)
        .count();
    let spaced = spaced(text, tree);
    let later = |time: Option<u16>| matches!((time, at), (Some(time), Some(at)) if time > at);
    let mut earlier = all
        .iter()
        .filter(|(_, day, time, _)| *day < date || *day == date && !later(*time));
    let spot = |at, near| Spot { at, near, spaced };
    let near = |index: usize| {
        let sessions = all
            .iter()
            .filter(|(.., session)| *session)
            .map(|(index, ..)| *index);
        sessions
            .min_by_key(|other| (other.abs_diff(index), *other))
            .unwrap_or(index)
    };
    if falling > rising {
        let newest = earlier.clone().map(|(_, day, ..)| *day).max();
        let first = earlier.clone().find(|(_, day, ..)| Some(*day) == newest);
        return match (first, all.last()) {
            (Some((index, ..)), _) => spot(above(text, tree, *index), near(*index)),
            (None, Some((last, ..))) => spot(above(text, tree, last + 1), near(*last)),
            (None, None) => spot(text.len() as u32, 0),
        };
    }
    let newest = earlier.clone().map(|(_, day, ..)| *day).max();
    let last = earlier.rfind(|(_, day, ..)| Some(*day) == newest);
    match (last, all.iter().min_by_key(|(_, day, ..)| *day)) {
        (Some((index, ..)), _) => spot(above(text, tree, index + 1), near(*index)),
        (None, Some((first, ..))) => spot(above(text, tree, *first), near(*first)),
        (None, None) => spot(text.len() as u32, 0),
    }
}

fn hour(tree: &Tree, dated: &Dated) -> Option<u16> {
    time(dated.attributes.of(&tree.attributes))
}

/// Above a block and the comments right above it; the end of the text if there is no such block.
fn above(text: &str, tree: &Tree, block: usize) -> u32 {
    let Some(block) = tree.blocks.get(block) else {
        return text.len() as u32;
    };
    let mark = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    let mut at = block.span.start.max(mark);
    while at > mark {
        let start = line_start(text, at - 1);
        if !Span::new(start, at).of(text).starts_with(';') {
            break;
        }
        at = start;
    }
    at
}

/// Whether sessions are set off by blank lines: as most are; so are they where there is but one.
fn spaced(text: &str, tree: &Tree) -> bool {
    let (mut with, mut without) = (0, 0);
    for pair in tree.blocks.windows(2) {
        if let [above, below] = pair
            && let (BlockKind::Dated(one), BlockKind::Dated(other)) = (&above.kind, &below.kind)
            && one.event.is_none()
            && other.event.is_none()
        {
            let blank = above
                .span
                .of(text)
                .lines()
                .any(|line| line.trim().is_empty());
            with += usize::from(blank);
            without += usize::from(!blank);
        }
    }
    with >= without
}
