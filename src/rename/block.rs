//! What the catalogue says of an exercise, written into the journal: there it has another name.

use super::places::{self, Role};
use super::{Changes, Renaming, find};
use crate::model::catalog;
use crate::model::names::key;
use crate::syntax::ast::{BlockKind, Directive, DirectiveKind, Property, PropertyKind, Tree};
use crate::syntax::parse;
use crate::text::{Edit, FileId, Place, Span};

/// What the routine of the basic exercises is called where it has to be written.
pub const ROUTINE: &str = "basic";

/// Adds the block, or what is missing in the one that there is.
pub fn add(renaming: &Renaming, trees: &[Tree], changes: &mut [Changes]) {
    let exercise = renaming.exercise();
    let own = key(&renaming.new) == key(&exercise.name);
    let differs = renaming.new != exercise.name;
    let spelled = own && differs && exercise.built_in && exercise.declared.is_none();
    if !(renaming.takes_block() || spelled) {
        return;
    }
    let files = &renaming.journal.sources.files;
    let mut told: Vec<&'static str> = Vec::new();
    let mut also: Vec<String> = Vec::new();
    let mut header = None;
    for ((id, tree), file) in (0u16..).zip(trees).zip(files) {
        for (directive, name, properties) in blocks(tree) {
            if !renaming.names.contains(&key(name.of(&file.text))) {
                continue;
            }
            header = header.or(Some((FileId(id), directive.line.end)));
            told.extend(properties.iter().map(word));
        }
        let called = places::all(&file.text, tree).into_iter();
        let called = called.filter(|called| matches!(called.role, Role::Also { .. }));
        also.extend(called.map(|called| key(called.span.of(&file.text))));
    }
    let mut lines = match renaming.takes_block() {
        true => properties(renaming, &told, &also),
        false => Vec::new(),
    };
    let (file, at, top) = match header {
        Some((file, at)) => (file, at, false),
        None => {
            lines.insert(0, format!("exercise {}", renaming.new));
            let text = files.first().map_or("", |file| &file.text);
            (FileId(0), top(text, trees.first()), true)
        }
    };
    let mut pieces = vec![(file, at, lines, top)];
    if renaming.takes_routine() {
        let line = vec![routine(renaming)];
        let root = files.first().map_or("", |file| &file.text);
        match pieces.last_mut().filter(|_| top) {
            Some((_, _, lines, _)) => {
                lines.push(String::new());
                lines.extend(line);
            }
            None => pieces.push((FileId(0), self::top(root, trees.first()), line, true)),
        }
    }
    for (file, at, lines, top) in pieces {
        let text = files.get(usize::from(file.0)).map_or("", |file| &file.text);
        if let Some(changes) = changes.get_mut(usize::from(file.0))
            && !lines.is_empty()
        {
            changes.edits.push(insertion(text, file, at, &lines, top));
        }
    }
}

fn blocks(tree: &Tree) -> impl Iterator<Item = (&Directive, Span, &[Property])> {
    tree.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Directive(directive) => match directive.kind {
            DirectiveKind::Exercise { name, properties } => {
                Some((directive, name, properties.of(&tree.properties)))
            }
            _ => None,
        },
        _ => None,
    })
}

/// Which property it is, if it may stand only once.
fn word(property: &Property) -> &'static str {
    match property.kind {
        PropertyKind::Sides(_) => "sides",
        PropertyKind::Measure(_) => "measure",
        PropertyKind::Target { .. } => "target",
        PropertyKind::Rest(_) => "rest",
        PropertyKind::Muscles(_) => "muscles",
        PropertyKind::Assists(_) => "assists",
        PropertyKind::Level(_) => "level",
        PropertyKind::Increment(_) => "increment",
        PropertyKind::Also(_) | PropertyKind::Cues(_) | PropertyKind::Number { .. } => "",
    }
}

/// The lines of the catalogue that the journal does not replace.
fn properties(renaming: &Renaming, told: &[&str], also: &[String]) -> Vec<String> {
    let exercise = renaming.exercise();
    let text = catalog::block(&exercise.name).unwrap_or("");
    let tree = parse(text, FileId(0));
    let mut lines = Vec::new();
    for property in blocks(&tree).flat_map(|(_, _, properties)| properties) {
        if let PropertyKind::Also(list) = property.kind {
            let words = list.of(&tree.words).iter().map(|word| word.of(text));
            let kept = words.filter(|word| {
                let name = key(word);
                name != key(&renaming.new)
                    && !also.contains(&name)
                    && renaming.names.contains(&name)
            });
            let kept: Vec<&str> = kept.collect();
            if !kept.is_empty() {
                lines.push(format!("  also {}", kept.join(", ")));
            }
        } else if word(property).is_empty() || !told.contains(&word(property)) {
            lines.push(format!("  {}", property.span.of(text)));
        }
    }
    lines
}

/// The routine that held without being written.
fn routine(renaming: &Renaming) -> String {
    let id = find(renaming.journal, &renaming.exercise().name);
    let name = |name: &str| match find(renaming.journal, name) == id {
        true if renaming.spelling.quoted => format!("\"{}\"", renaming.new),
        true => renaming.new.clone(),
        false => name.to_string(),
    };
    let names: Vec<String> = catalog::BASIC.iter().map(|basic| name(basic)).collect();
    format!("routine {ROUTINE}: {}", names.join(", "))
}

/// Behind the directives at the top of a file, or its first byte.
fn top(text: &str, tree: Option<&Tree>) -> u32 {
    let blocks = tree.map_or(&[][..], |tree| tree.blocks.as_slice());
    let dated = |block: &&crate::syntax::ast::Block| !matches!(block.kind, BlockKind::Dated(_));
    let above = blocks.iter().take_while(dated);
    let last = above.filter_map(|block| match &block.kind {
        BlockKind::Directive(directive) => {
            let properties = match directive.kind {
                DirectiveKind::Exercise { properties, .. } => {
                    tree.map_or(&[][..], |tree| properties.of(&tree.properties))
                }
                _ => &[],
            };
            Some(
                properties
                    .last()
                    .map_or(directive.line.end, |last| last.span.end),
            )
        }
        _ => None,
    });
    last.last()
        .unwrap_or(if text.starts_with('\u{FEFF}') { 3 } else { 0 })
}

/// The lines below the line at that byte, or above everything.
fn insertion(text: &str, file: FileId, at: u32, lines: &[String], top: bool) -> Edit {
    let end = match text.contains("\r\n") {
        true => "\r\n",
        false => "\n",
    };
    let first = at == 0 || text.starts_with('\u{FEFF}') && at == 3;
    let (at, text) = if top && first {
        (at, format!("{}{end}{end}", lines.join(end)))
    } else {
        let rest = text.get(at as usize..).unwrap_or("");
        let line = rest.lines().next().unwrap_or("");
        let next = rest.lines().nth(1).unwrap_or("");
        let gap = if top { end } else { "" };
        let behind = if top && !next.trim().is_empty() {
            end
        } else {
            ""
        };
        (
            at + line.len() as u32,
            format!("{gap}{end}{}{behind}", lines.join(end)),
        )
    };
    let span = Span::new(at, at);
    Edit {
        place: Place { file, span },
        text,
    }
}
