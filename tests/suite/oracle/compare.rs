//! The tree of the fast parser in the shape of this grammar, and what differs.

use super::blocks::{self, Block, Content, Kind, Verdict};
use super::directive::{Directive, Property};
use super::entry::{Entry, Item, Set};
use super::header::Header;
use std::collections::BTreeMap;
use strength::syntax::ast::{self, AttributeKind, BlockKind, DirectiveKind, PropertyKind, Tree};
use strength::text::{FileId, Lines, Span};

/// How many lines were compared, and how many could not be.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    pub compared: usize,
    pub wrong: usize,
    pub unsure: usize,
}

fn some(span: Span) -> Option<Span> {
    (!span.is_empty()).then_some(span)
}

/// Empty spans are all alike, and the payload of an event has no span of its own.
fn plain(attribute: &ast::Attribute, payload: bool) -> ast::Attribute {
    let mut plain = *attribute;
    match &mut plain.kind {
        AttributeKind::Pain { place, .. } | AttributeKind::Sore { place, .. } => {
            *place = some(*place).unwrap_or_default();
        }
        AttributeKind::Note(span) => *span = some(*span).unwrap_or_default(),
        _ => {}
    }
    let of_event = matches!(
        plain.kind,
        AttributeKind::Pain { .. } | AttributeKind::PerWeek { .. } | AttributeKind::Weight(_)
    );
    if payload && of_event {
        plain.span = Span::default();
    }
    plain
}

fn plain_all(attributes: &[ast::Attribute], payload: bool) -> Vec<ast::Attribute> {
    attributes.iter().map(|one| plain(one, payload)).collect()
}

fn entry(tree: &Tree, found: &ast::Entry) -> Entry {
    let set = |set: &ast::Set| Set {
        span: set.span,
        amount: set.amount,
        count: set.count,
        side: set.side,
        warmup: set.warmup,
        failed: set.failed,
        cue: some(set.cue),
        load: set.load.map(|load| tree.loads[load as usize]),
    };
    Entry {
        span: found.span,
        name: found.name,
        level: some(found.level),
        kind: found.kind,
        superset: found.superset,
        sets: found.sets.of(&tree.sets).iter().map(set).collect(),
        attributes: plain_all(found.attributes.of(&tree.attributes), false),
    }
}

fn property(tree: &Tree, found: &ast::Property) -> Property {
    let words = |range: ast::Range| range.of(&tree.words).to_vec();
    match found.kind {
        PropertyKind::Also(range) => Property::Also(words(range)),
        PropertyKind::Sides(sides) => Property::Sides(sides),
        PropertyKind::Measure(measure) => Property::Measure(measure),
        PropertyKind::Target { sets, low, high } => Property::Target(sets, low, high),
        PropertyKind::Rest(rest) => Property::Rest(rest),
        PropertyKind::Muscles(range) => Property::Muscles(words(range)),
        PropertyKind::Assists(range) => Property::Assists(words(range)),
        PropertyKind::Level(level) => Property::Level(level),
        PropertyKind::Cues(range) => Property::Cues(words(range)),
        PropertyKind::Increment(load) => Property::Increment(tree.loads[load as usize]),
        PropertyKind::Number { key, value } => Property::Number(key, value),
    }
}

fn directive(tree: &Tree, found: &DirectiveKind) -> Option<Directive> {
    Some(match *found {
        DirectiveKind::Exercise { name, .. } => Directive::Exercise(name),
        DirectiveKind::Routine { name, exercises } => {
            Directive::Routine(name, exercises.of(&tree.words).to_vec())
        }
        DirectiveKind::Goal { required, aim } => Directive::Goal(required, aim),
        DirectiveKind::Unit(unit) => Directive::Unit(unit),
        DirectiveKind::Activity(word) => Directive::Activity(word),
        DirectiveKind::Athlete(name) => Directive::Athlete(name),
        DirectiveKind::Include(glob) => Directive::Include(glob),
        DirectiveKind::Rule { rule, key, value } => Directive::Rule(rule, key, some(value)),
        DirectiveKind::Allow {
            rule,
            exercise,
            until,
            why,
        } => Directive::Allow {
            rule,
            exercise: some(exercise),
            until,
            why: some(why),
        },
        DirectiveKind::Unread => return None,
    })
}

/// What the tree says, by line.
fn by_line(tree: &Tree, lines: &Lines, text: &str) -> BTreeMap<usize, Vec<Content>> {
    let mut found: BTreeMap<usize, Vec<Content>> = BTreeMap::new();
    let mut add = |span: Span, content| {
        let line = lines.line_of(span.start, text);
        found.entry(line).or_default().push(content);
    };
    for block in &tree.blocks {
        match &block.kind {
            BlockKind::Dated(dated) => {
                let header = Header {
                    date_span: dated.date_span,
                    first: dated.first,
                    last: dated.last,
                    event: dated.event,
                    attributes: plain_all(dated.attributes.of(&tree.attributes), true),
                };
                add(dated.header, Content::Header(header));
                for one in dated.entries.of(&tree.entries) {
                    add(one.span, Content::Item(Item::Entry(entry(tree, one))));
                }
                for &note in dated.notes.of(&tree.notes) {
                    let content = Content::Item(Item::Note(some(note).unwrap_or_default()));
                    add(note, content);
                }
            }
            BlockKind::Directive(one) => {
                if let Some(content) = directive(tree, &one.kind) {
                    add(one.line, Content::Directive(content));
                }
                if let DirectiveKind::Exercise { properties, .. } = one.kind {
                    for one in properties.of(&tree.properties) {
                        add(one.span, Content::Property(property(tree, one)));
                    }
                }
            }
            BlockKind::Trivia | BlockKind::Heading | BlockKind::Unread => {}
        }
    }
    found
}

/// The same for what this grammar read.
fn normal(content: &Content) -> Content {
    match content {
        Content::Header(header) => Content::Header(Header {
            attributes: plain_all(&header.attributes, true),
            ..header.clone()
        }),
        Content::Item(Item::Entry(entry)) => Content::Item(Item::Entry(Entry {
            attributes: plain_all(&entry.attributes, false),
            ..entry.clone()
        })),
        Content::Item(Item::Note(note)) => {
            Content::Item(Item::Note(some(*note).unwrap_or_default()))
        }
        other => other.clone(),
    }
}

fn kind(kind: &BlockKind) -> Option<Kind> {
    match kind {
        BlockKind::Trivia => Some(Kind::Trivia),
        BlockKind::Heading => Some(Kind::Heading),
        BlockKind::Dated(_) => Some(Kind::Dated),
        BlockKind::Directive(_) => Some(Kind::Directive),
        BlockKind::Unread => None,
    }
}

/// Reads a text with both grammars; the error tells the first difference.
pub fn compare(text: &str) -> Result<Count, String> {
    let tree = strength::syntax::parse(text, FileId(0));
    let oracle = blocks::read(text);
    let lines = Lines::new(text);
    let mut errors: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for error in &tree.errors {
        let line = lines.line_of(error.place.span.start, text);
        let said = format!("{} ({})", error.rule, error.message);
        errors.entry(line).or_default().push(said);
    }
    let contents = by_line(&tree, &lines, text);
    let mut count = Count::default();
    for (number, line) in oracle.lines.iter().enumerate() {
        let shown = line.span.of(text);
        let errors = errors.get(&number);
        let found = contents.get(&number).map_or(&[][..], Vec::as_slice);
        match line.verdict {
            Verdict::Unsure => count.unsure += 1,
            Verdict::Wrong => {
                count.wrong += 1;
                if errors.is_none() {
                    return Err(format!(
                        "{shown:?}: this grammar has an error, the parser none, but {found:?}"
                    ));
                }
            }
            Verdict::Fine => {
                count.compared += 1;
                if let Some(errors) = errors {
                    return Err(format!(
                        "{shown:?}: the parser has {errors:?}, this grammar reads {:?}",
                        line.content
                    ));
                }
                let expected = normal(&line.content);
                let same = match &expected {
                    Content::Nothing => found.is_empty(),
                    content => found == [content.clone()],
                };
                if !same {
                    return Err(format!(
                        "{shown:?}\nthis grammar: {expected:?}\nthe parser: {found:?}"
                    ));
                }
            }
        }
    }
    compare_blocks(&oracle.blocks, &tree)?;
    Ok(count)
}

fn compare_blocks(blocks: &[Block], tree: &Tree) -> Result<(), String> {
    let mut at = 0;
    for block in &tree.blocks {
        if block.span.start != at {
            return Err(format!(
                "a block begins at {} and not at {at}",
                block.span.start
            ));
        }
        at = block.span.end;
    }
    for block in blocks.iter().filter(|block| block.sure) {
        let found = tree
            .blocks
            .iter()
            .find(|one| one.span.start == block.span.start);
        let same =
            found.is_some_and(|one| one.span == block.span && kind(&one.kind) == Some(block.kind));
        if !same {
            return Err(format!("{block:?} is for the parser {found:?}"));
        }
    }
    Ok(())
}
