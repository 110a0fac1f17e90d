//! A journal in pieces that are the same in its versions: blocks, and the lines of a block.

use crate::date::Date;
use crate::model::names;
use crate::syntax::ast::{AttributeKind, Block, BlockKind, Dated, Directive, DirectiveKind, Tree};
use crate::syntax::parse;
use crate::text::{FileId, Span};

/// A part of a journal.
#[derive(Clone, Debug)]
pub struct Piece<'t> {
    /// What tells it from others and stays when it is edited.
    pub key: String,
    /// The same, without what is edited at times: for versions of a piece whose key was changed.
    pub loose: String,
    /// The day of a session or event.
    pub date: Option<Date>,
    /// Whole lines, without the blank ones behind them.
    pub text: &'t str,
    /// The blank lines behind it; `None` at the end of a file that ends without.
    pub blanks: Option<&'t str>,
    /// What is inside.
    pub content: Content,
}

/// How far a piece can be taken apart.
#[derive(Clone, Debug)]
pub enum Content {
    /// Not further.
    Whole,
    /// Line by line: where lines begin that have a name, from the start of the piece, and their
    /// keys. Other lines are the same when their text is.
    Lines(Vec<(usize, String)>),
}

/// The blocks of a journal. A comment right above a block, with a blank line above it, goes with
/// that block.
pub fn blocks(text: &str) -> Vec<Piece<'_>> {
    let tree = parse(text, FileId(0));
    let mut starts: Vec<usize> = tree.blocks.iter().map(|b| b.span.start as usize).collect();
    let mut from = 0;
    for start in starts.iter_mut().skip(1) {
        let before = text.get(from..*start).unwrap_or("");
        from = *start;
        *start -= comment_at_end(before);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let spans = starts.iter().copied().zip(ends);
    let blocks = tree.blocks.iter().zip(spans);
    let piece = |(block, (start, end))| piece(text, &tree, block, start, end);
    blocks.map(piece).collect()
}

/// The bytes of the comment in column one at the end of a block, if a blank line sets it off.
fn comment_at_end(block: &str) -> usize {
    let mut length = 0;
    for line in block.split_inclusive('\n').rev() {
        if !line.starts_with(';') {
            return if line.trim().is_empty() { length } else { 0 };
        }
        length += line.len();
    }
    0
}

fn piece<'t>(text: &'t str, tree: &Tree, block: &Block, start: usize, end: usize) -> Piece<'t> {
    let whole = text.get(start..end).unwrap_or("");
    let blanks = whole.split_inclusive('\n').rev();
    let blanks: usize = blanks
        .take_while(|line| line.trim().is_empty())
        .map(str::len)
        .sum();
    let (kept, blanks) = whole
        .split_at_checked(whole.len() - blanks)
        .unwrap_or((whole, ""));
    let line_start = |at: u32| {
        let before = text.get(start..at as usize).unwrap_or("");
        before.rfind('\n').map_or(0, |newline| newline + 1)
    };
    let (mut date, mut content) = (None, Content::Whole);
    let (loose, key) = match &block.kind {
        BlockKind::Dated(dated) => {
            date = dated.first;
            let mut named = vec![(line_start(dated.header.start), "header".to_string())];
            named.extend(dated.entries.of(&tree.entries).iter().map(|entry| {
                let name = names::key(entry.name.of(text));
                (line_start(entry.span.start), format!("entry {name}"))
            }));
            content = Content::Lines(named);
            dated_key(text, tree, dated)
        }
        BlockKind::Directive(directive) => {
            if let DirectiveKind::Exercise { properties, .. } = &directive.kind {
                let mut named = vec![(line_start(directive.line.start), "header".to_string())];
                let lines = properties.of(&tree.properties).iter();
                named.extend(lines.filter_map(|property| {
                    let word = property.span.of(text).split_whitespace().next()?;
                    let word = word.to_lowercase();
                    // Of everything else an exercise has one.
                    let one = !matches!(word.as_str(), "level" | "also" | "cues");
                    one.then(|| (line_start(property.span.start), format!("property {word}")))
                }));
                content = Content::Lines(named);
            }
            let key = directive_key(text, directive);
            (key.clone(), key)
        }
        BlockKind::Trivia => ("comment".to_string(), "comment".to_string()),
        BlockKind::Heading | BlockKind::Unread => {
            let line = block.span.of(text).lines().next().unwrap_or("");
            (line.trim().to_lowercase(), line.trim().to_lowercase())
        }
    };
    Piece {
        key,
        loose,
        date,
        text: kept,
        blanks: (end < text.len() || !blanks.is_empty()).then_some(blanks),
        content,
    }
}

/// The day and what happened; with the time and the tags, which tell two sessions of a day apart.
fn dated_key(text: &str, tree: &Tree, dated: &Dated) -> (String, String) {
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let first = day(dated.first).unwrap_or_else(|| dated.date_span.of(text).to_string());
    let last = day(dated.last).unwrap_or_default();
    let event = dated.event.map_or("", |event| event.span.of(text));
    let loose = format!("{first}..{last} {}", event.to_lowercase());
    let mut key = loose.clone();
    for attribute in dated.attributes.of(&tree.attributes) {
        match attribute.kind {
            AttributeKind::Time(minutes) => key.push_str(&format!(" {minutes}")),
            AttributeKind::Tag(tag) => {
                key.push_str(" #");
                key.push_str(&tag.of(text).to_lowercase());
            }
            _ => {}
        }
    }
    (loose, key)
}

/// The words that stay when a directive is edited.
fn directive_key(text: &str, directive: &Directive) -> String {
    let word = |kind: &str, span: &Span| format!("{kind} {}", names::key(span.of(text)));
    match &directive.kind {
        DirectiveKind::Exercise { name, .. } => word("exercise", name),
        DirectiveKind::Routine { name, .. } => word("routine", name),
        DirectiveKind::Goal { .. } => "goal".to_string(),
        DirectiveKind::Unit(_) => "unit".to_string(),
        DirectiveKind::Athlete(_) => "athlete".to_string(),
        DirectiveKind::Rule { rule, key, value } if !value.is_empty() => {
            format!("{} {}", word("rule", rule), key.of(text))
        }
        DirectiveKind::Rule { rule, .. } => word("rule", rule),
        _ => directive.line.of(text).to_lowercase(),
    }
}

/// The lines of a block.
pub fn lines<'t>(piece: &Piece<'t>) -> Vec<Piece<'t>> {
    let named = match &piece.content {
        Content::Lines(named) => named.as_slice(),
        Content::Whole => &[],
    };
    let mut start = 0;
    let lines = piece.text.split_inclusive('\n').map(|line| {
        let found = named.binary_search_by_key(&start, |(at, _)| *at);
        let name = found.ok().and_then(|index| named.get(index));
        start += line.len();
        let key = name.map_or_else(|| format!("line {}", line.trim()), |(_, key)| key.clone());
        Piece {
            loose: key.clone(),
            key,
            date: None,
            text: line,
            blanks: Some(""),
            content: Content::Whole,
        }
    });
    lines.collect()
}
