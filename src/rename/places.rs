//! Where the exercises of a file are named.

use crate::syntax::ast::{BlockKind, DirectiveKind, PropertyKind, Range, Tree};
use crate::text::Span;

/// A name as it is written.
pub struct Called {
    /// Where.
    pub span: Span,
    /// As what.
    pub role: Role,
}

/// What a name stands for where it is written.
#[derive(Clone, Copy)]
pub enum Role {
    /// An entry.
    Entry,
    /// `exercise NAME`.
    Header,
    /// One of a routine.
    Listed(Range),
    /// One of an `also`, with its line.
    Also {
        /// The names of the line.
        list: Range,
        /// The property.
        line: Span,
    },
    /// `allow RULE for NAME`.
    Allow,
    /// A level, a routine: no name of an exercise, and no note either.
    Other,
}

/// All names of a file, block after block.
pub fn all(text: &str, tree: &Tree) -> Vec<Called> {
    let mut all = Vec::new();
    let mut add = |span: Span, role: Role| {
        if !span.of(text).is_empty() {
            all.push(Called { span, role });
        }
    };
    for entry in &tree.entries {
        add(entry.name, Role::Entry);
        add(entry.level, Role::Other);
    }
    for block in &tree.blocks {
        let BlockKind::Directive(directive) = &block.kind else {
            continue;
        };
        match directive.kind {
            DirectiveKind::Exercise { name, properties } => {
                add(name, Role::Header);
                for property in properties.of(&tree.properties) {
                    let line = property.span;
                    match property.kind {
                        PropertyKind::Also(list) => {
                            let words = list.of(&tree.words).iter();
                            words.for_each(|word| add(*word, Role::Also { list, line }));
                        }
                        PropertyKind::Level(level) => add(level, Role::Other),
                        _ => {}
                    }
                }
            }
            DirectiveKind::Routine { name, exercises } => {
                add(name, Role::Other);
                let words = exercises.of(&tree.words).iter();
                words.for_each(|word| add(*word, Role::Listed(exercises)));
            }
            DirectiveKind::Allow { exercise, .. } => add(exercise, Role::Allow),
            _ => {}
        }
    }
    all
}

/// Whether a colon ends the name of an entry, before or behind its level.
pub fn has_colon(text: &str, name: Span) -> bool {
    let behind = text.get(name.end as usize..).unwrap_or("");
    let line = behind.lines().next().unwrap_or("");
    let head = line.split(['"', ';', '@']).next().unwrap_or("");
    head.split_inclusive(':').any(|part| part.ends_with(':'))
}

/// What is taken out of a list so that the word is gone and the rest is one.
pub fn without(text: &str, words: &[Span], word: Span) -> Span {
    let quoted = |span: Span| {
        let quote = text
            .get(..span.start as usize)
            .is_some_and(|before| before.ends_with('"'));
        let more = u32::from(quote);
        Span::new(span.start - more, span.end + more)
    };
    let at = words.iter().position(|other| *other == word).unwrap_or(0);
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    match (before, words.get(at + 1)) {
        (Some(before), _) => Span::new(quoted(*before).end, quoted(word).end),
        (None, Some(next)) => Span::new(quoted(word).start, quoted(*next).start),
        (None, None) => word,
    }
}

/// The line of a property with its line end; the property alone where a comment stands behind it.
pub fn whole(text: &str, property: Span) -> Span {
    let (before, behind) = text
        .split_at_checked(property.end as usize)
        .unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |at| at + 1) as u32;
    let length = behind.find('\n').map_or(behind.len(), |at| at + 1);
    match behind.get(..length).unwrap_or("").trim().is_empty() {
        true => Span::new(start, property.end + length as u32),
        false => property,
    }
}
