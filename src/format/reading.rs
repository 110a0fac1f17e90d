//! Whether two lines are read as the same.

use crate::date::Date;
use crate::syntax::ast::{
    Amount, AttributeKind, BlockKind, DirectiveKind, EntryKind, EventKind, Load, LoadKind,
    PropertyKind, Range, Side, Tree, Unit,
};
use crate::syntax::parse;
use crate::text::{FileId, Span};
use std::mem::{Discriminant, discriminant};

/// Whether a line means the same as another below the line `above`, and is free of errors.
pub fn same(above: &str, one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (one, other) = (format!("{above}{one}"), format!("{above}{other}"));
    let trees = [&one, &other].map(|text| parse(text, FileId(0)));
    let [first, second] = &trees;
    second.errors.is_empty() && facts(&one, first) == facts(&other, second)
}

/// Something that a line says, without its place.
#[derive(PartialEq)]
enum Fact<'a> {
    Text(&'a str),
    Block(Discriminant<BlockKind>),
    Day(Option<Date>),
    Event(Option<EventKind>),
    Directive(Discriminant<DirectiveKind>),
    Goal(u8, Option<u8>),
    Unit(Option<Unit>),
    Property(Discriminant<PropertyKind>),
    Value(PropertyKind),
    Entry(EntryKind, bool),
    Set(Amount, u8, Option<Side>, bool, bool),
    Load(LoadKind, u8, u32, Option<Unit>),
    Attribute(AttributeKind),
}

struct Reader<'a> {
    text: &'a str,
    tree: &'a Tree,
    facts: Vec<Fact<'a>>,
}

fn facts<'a>(text: &'a str, tree: &'a Tree) -> Vec<Fact<'a>> {
    let mut reader = Reader {
        text,
        tree,
        facts: Vec::new(),
    };
    for block in &tree.blocks {
        reader.facts.push(Fact::Block(discriminant(&block.kind)));
        reader.block(&block.kind);
    }
    reader.facts
}

impl<'a> Reader<'a> {
    fn texts(&mut self, spans: &[Span]) {
        let text = self.text;
        self.facts
            .extend(spans.iter().map(|span| Fact::Text(span.of(text))));
    }

    fn words(&mut self, range: Range) {
        self.texts(range.of(&self.tree.words));
    }

    fn block(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Dated(dated) => {
                let event = dated.event.map(|event| event.kind);
                self.facts
                    .extend([Fact::Day(dated.first), Fact::Day(dated.last)]);
                self.facts.push(Fact::Event(event));
                self.texts(&dated.event.map_or(Vec::new(), |event| vec![event.span]));
                self.attributes(dated.attributes);
                dated
                    .entries
                    .of(&self.tree.entries)
                    .iter()
                    .for_each(|entry| {
                        self.facts.push(Fact::Entry(entry.kind, entry.superset));
                        self.texts(&[entry.name, entry.level]);
                        self.sets(entry.sets);
                        self.attributes(entry.attributes);
                    });
                self.texts(dated.notes.of(&self.tree.notes));
            }
            BlockKind::Directive(directive) => self.directive(&directive.kind),
            BlockKind::Trivia | BlockKind::Heading | BlockKind::Unread => {}
        }
    }

    fn sets(&mut self, range: Range) {
        for set in range.of(&self.tree.sets) {
            let (amount, count) = (set.amount, set.count);
            let fact = Fact::Set(amount, count, set.side, set.warmup, set.failed);
            self.facts.push(fact);
            self.texts(&[set.cue]);
            self.load(set.load);
        }
    }

    fn load(&mut self, index: Option<u32>) {
        let load = index.and_then(|index| self.tree.loads.get(index as usize));
        let fact =
            |load: &Load| Fact::Load(load.kind, load.implements, load.thousandths, load.unit);
        self.facts.extend(load.map(fact));
    }

    fn attributes(&mut self, range: Range) {
        let nowhere = Span::default();
        for attribute in range.of(&self.tree.attributes) {
            let mut kind = attribute.kind;
            let mut own = nowhere;
            match &mut kind {
                AttributeKind::Pain { place, .. } | AttributeKind::Sore { place, .. } => {
                    own = std::mem::take(place);
                }
                AttributeKind::Tag(span)
                | AttributeKind::Note(span)
                | AttributeKind::Allow(span) => own = std::mem::take(span),
                AttributeKind::Weight(load) => load.span = nowhere,
                _ => {}
            }
            self.facts.push(Fact::Attribute(kind));
            self.texts(&[own]);
        }
    }

    fn directive(&mut self, kind: &DirectiveKind) {
        self.facts.push(Fact::Directive(discriminant(kind)));
        match kind {
            DirectiveKind::Exercise { name, properties } => {
                self.texts(&[*name]);
                for property in properties.of(&self.tree.properties) {
                    self.property(property.kind);
                }
            }
            DirectiveKind::Routine { name, exercises } => {
                self.texts(&[*name]);
                self.words(*exercises);
            }
            DirectiveKind::Goal { required, aim } => self.facts.push(Fact::Goal(*required, *aim)),
            DirectiveKind::Unit(unit) => self.facts.push(Fact::Unit(Some(*unit))),
            DirectiveKind::Activity(span)
            | DirectiveKind::Athlete(span)
            | DirectiveKind::Include(span) => self.texts(&[*span]),
            DirectiveKind::Rule { rule, key, value } => self.texts(&[*rule, *key, *value]),
            DirectiveKind::Allow {
                rule,
                exercise,
                until,
                why,
            } => {
                self.texts(&[*rule, *exercise, *why]);
                self.facts.push(Fact::Day(*until));
            }
            DirectiveKind::Unread => {}
        }
    }

    fn property(&mut self, kind: PropertyKind) {
        self.facts.push(Fact::Property(discriminant(&kind)));
        match kind {
            PropertyKind::Also(range)
            | PropertyKind::Muscles(range)
            | PropertyKind::Assists(range)
            | PropertyKind::Cues(range) => self.words(range),
            PropertyKind::Level(span) => self.texts(&[span]),
            PropertyKind::Increment(load) => self.load(Some(load)),
            PropertyKind::Number { key, value } => self.texts(&[key, value]),
            PropertyKind::Sides(_)
            | PropertyKind::Measure(_)
            | PropertyKind::Target { .. }
            | PropertyKind::Rest(_) => self.facts.push(Fact::Value(kind)),
        }
    }
}
