//! Where a name is spoken of but names nothing: in notes, comments and lines that cannot be read.

use super::places::Called;
use super::{Left, Renaming};
use crate::model::names::key;
use crate::order;
use crate::syntax::ast::Tree;
use crate::text::{FileId, Place, Span};

/// Counts them in one file, whose names are given in their order.
pub fn count(
    renaming: &Renaming,
    text: &str,
    tree: &Tree,
    called: &[Called],
    file: FileId,
    left: &mut Left,
) {
    let mut wanted = renaming.out.clone();
    order::sort_by_key(&mut wanted, |name| std::cmp::Reverse(name.len()));
    wanted.dedup();
    let mut names = called.iter().map(|called| called.span).peekable();
    let mut errors: Vec<u32> = tree
        .errors
        .iter()
        .map(|error| error.place.span.start)
        .collect();
    errors.sort_unstable();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len() as u32;
        let mut found = 0;
        let mut at = start;
        let mut named = false;
        while let Some(name) = names.next_if(|name| name.start < end) {
            found += mentions(Span::new(at, name.start).of(text), &wanted);
            at = name.end;
            named = true;
        }
        found += mentions(Span::new(at, end).of(text), &wanted);
        let first = errors.partition_point(|&error| error < start);
        let wrong = errors.get(first).is_some_and(|&error| error < end);
        if found > 0 && wrong && !named {
            let span = Span::new(start, end);
            left.unread.push(Place { file, span });
        } else {
            left.mentions += found;
        }
        start = end;
    }
}

/// How often one of the names stands in the text as whole words, the longest first.
fn mentions(text: &str, wanted: &[String]) -> usize {
    if text.len() < 4 && text.trim().is_empty() {
        return 0;
    }
    let mut text = key(text);
    let mut count = 0;
    for name in wanted {
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(name.as_str())) {
            let (start, end) = (from + at, from + at + name.len());
            let before = text
                .get(..start)
                .and_then(|before| before.chars().next_back());
            let behind = text.get(end..).and_then(|behind| behind.chars().next());
            if ![before, behind]
                .iter()
                .flatten()
                .any(|c| c.is_alphanumeric())
            {
                count += 1;
                text.replace_range(start..end, ";");
                from = start;
            } else {
                from = end;
            }
        }
    }
    count
}
