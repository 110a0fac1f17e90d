//! The one spelling of each line: what is kept of it, and what is between.

use super::layout::{GAP, Shape};
use crate::order;
use crate::syntax::ast::{
    Attribute, AttributeKind, Dated, Entry, Load, Property, PropertyKind, Set, Tree,
};
use crate::syntax::typography::{plain, plain_line};
use crate::text::Span;
use std::fmt::Write;

/// What entries are indented by.
const INDENT: &str = "  ";

/// An entry in parts.
pub struct Words {
    /// Up to the end of the name.
    name: String,
    /// The level in its brackets; may be empty.
    level: String,
    /// The result and what stands behind it, one attribute each.
    fields: Vec<String>,
    comment: String,
}

/// Something of an entry that has a place in the tree.
enum Piece<'t> {
    Set(&'t Set),
    Load(&'t Load),
    Attribute(&'t Attribute),
}

/// What stands between pieces.
enum Mark {
    Comma,
    Slash,
    Open,
    Close,
    /// A side or the word of a test.
    Word(String),
}

impl Words {
    /// The parts of an entry; `None` if something stands in the line that should not be there.
    pub fn of(text: &str, tree: &Tree, entry: &Entry, row: Span) -> Option<Words> {
        let bullet = plain(Span::new(row.start, entry.span.start).of(text));
        if !matches!(bullet.trim_matches(BLANKS), "" | "-" | "*" | "+" | "•") {
            return None;
        }
        let superset = if entry.superset { "+ " } else { "" };
        let mut writer = Writer::default();
        let mut at = entry.name.end;
        let mut level = String::new();
        if !entry.level.is_empty() {
            let before = Span::new(at, entry.level.start).of(text);
            let (before, inside) = before.rsplit_once(['[', '［'])?;
            blank(inside)?;
            writer.marks(marks(before, true)?);
            let rest = Span::new(entry.level.end, row.end).of(text);
            let (before, behind) = rest.split_once([']', '］'])?;
            blank(before)?;
            at = row.end - behind.len() as u32;
            level = format!("[{}]", entry.level.of(text));
        }
        let mut first = true;
        for (piece, span) in pieces(tree, entry) {
            writer.marks(marks(Span::new(at, span.start).of(text), first)?);
            match piece {
                Piece::Set(set) => writer.set(&spelled_set(text, tree, set)),
                Piece::Load(load) => writer.load(&spelled_load(load.span.of(text))),
                Piece::Attribute(attribute) => {
                    let each = attribute.kind == AttributeKind::Each;
                    writer.attribute(&spelled(text, attribute), each);
                }
            }
            (at, first) = (span.end, false);
        }
        let end = entry.span.end.max(at);
        writer.marks(marks(Span::new(at, end).of(text), first)?);
        Some(Words {
            name: format!("{superset}{}", entry.name.of(text)),
            level,
            fields: writer.fields,
            comment: comment(text, end, row)?,
        })
    }

    /// The shapes to be tried in turn: some names need their colon.
    pub fn shapes(self) -> Vec<Shape> {
        let shape = |colon: &str| Shape {
            indent: INDENT,
            first: match self.level.as_str() {
                "" => format!("{}{colon}", self.name),
                level => format!("{}{colon} {level}", self.name),
            },
            second: self.fields.first().cloned().unwrap_or_default(),
            third: self.fields.get(1..).unwrap_or(&[]).join(GAP),
            comment: self.comment.clone(),
        };
        vec![shape(""), shape(":")]
    }
}

/// Joins marks and pieces to fields.
#[derive(Default)]
struct Writer {
    fields: Vec<String>,
    /// What comes next stands right behind what is there.
    glue: bool,
    /// A comma was read; it stays before a set.
    comma: bool,
    sets: bool,
    /// An attribute was read: the result is over.
    over: bool,
}

impl Writer {
    fn marks(&mut self, marks: Vec<Mark>) {
        for mark in marks {
            match mark {
                Mark::Comma => self.comma = true,
                Mark::Slash => {
                    self.behind("/");
                    self.glue = true;
                }
                Mark::Open => {
                    self.item("(");
                    self.glue = true;
                }
                Mark::Close => {
                    self.glue = true;
                    self.item(")");
                }
                Mark::Word(word) => self.item(&word),
            }
        }
    }

    fn behind(&mut self, text: &str) {
        match self.fields.last_mut() {
            Some(last) => last.push_str(text),
            None => self.fields.push(text.to_string()),
        }
    }

    /// One more word of the result.
    fn item(&mut self, text: &str) {
        if std::mem::take(&mut self.comma) {
            self.behind(",");
        }
        let glue = std::mem::take(&mut self.glue);
        match self.fields.last_mut() {
            Some(last) if !self.over => {
                if !glue {
                    last.push(' ');
                }
                last.push_str(text);
            }
            _ => self.fields.push(text.to_string()),
        }
    }

    fn set(&mut self, text: &str) {
        self.sets = true;
        self.item(text);
    }

    fn load(&mut self, text: &str) {
        self.comma = false;
        self.item(text);
    }

    fn attribute(&mut self, text: &str, each: bool) {
        self.comma = false;
        // `each` may also stand before the sets.
        self.over |= !each || self.sets;
        self.item(text);
    }
}

const BLANKS: [char; 2] = [' ', '\t'];

/// Nothing, if there is nothing but blanks.
fn blank(written: &str) -> Option<()> {
    plain(written).trim_matches(BLANKS).is_empty().then_some(())
}

/// The pieces of an entry with their places, in written order.
fn pieces<'t>(tree: &'t Tree, entry: &Entry) -> Vec<(Piece<'t>, Span)> {
    let sets = entry.sets.of(&tree.sets);
    let mut pieces: Vec<_> = sets.iter().map(|set| (Piece::Set(set), set.span)).collect();
    for set in sets {
        if let Some(load) = set.load.and_then(|load| tree.loads.get(load as usize))
            && !(set.span.start <= load.span.start && load.span.end <= set.span.end)
        {
            pieces.push((Piece::Load(load), load.span));
        }
    }
    let attributes = entry.attributes.of(&tree.attributes).iter();
    pieces.extend(attributes.map(|attribute| (Piece::Attribute(attribute), attribute.span)));
    order::sort_by_key(&mut pieces, |(_, span)| *span);
    // One load may be that of several sets.
    pieces.dedup_by_key(|(_, span)| *span);
    pieces
}

/// What stands in a gap; `None` if it is nothing that may stand there. Behind a name some marks
/// mean nothing.
fn marks(written: &str, behind_name: bool) -> Option<Vec<Mark>> {
    let written = plain(written);
    let mut marks = Vec::new();
    let mut rest = written.as_ref();
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c {
            ' ' | '\t' => {}
            ':' | '-' | '.' | '=' | ',' if behind_name => {}
            ',' => marks.push(Mark::Comma),
            '/' => marks.push(Mark::Slash),
            '(' => marks.push(Mark::Open),
            ')' => marks.push(Mark::Close),
            c if c.is_ascii_alphabetic() => {
                let end = rest.find(|c: char| !c.is_ascii_alphabetic());
                length = end.unwrap_or(rest.len());
                marks.push(Mark::Word(rest.split_at(length).0.to_string()));
            }
            _ => return None,
        }
        rest = rest.split_at(length).1;
    }
    Some(marks)
}

/// The comment behind what ends at `at`, as it is written.
fn comment(text: &str, at: u32, row: Span) -> Option<String> {
    let rest = Span::new(at.min(row.end), row.end).of(text);
    let begins = |c: char| c == ';' || c == '；';
    let (before, comment) = rest.split_at(rest.find(begins).unwrap_or(rest.len()));
    let before = plain(before);
    before
        .trim_matches([' ', '\t', ','])
        .is_empty()
        .then(|| comment.to_string())
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !BLANKS.contains(c)).collect()
}

/// Runs of blanks become one, outside notes.
fn one_blank(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    for c in text.trim_matches(BLANKS).chars() {
        quoted ^= c == '"';
        let c = if c == '\t' && !quoted { ' ' } else { c };
        if c != ' ' || quoted || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}

/// `x` for everything that is read as one.
fn times(text: &str) -> String {
    without_blanks(&plain(text)).replace(['X', '*'], "x")
}

/// `3x11!pelvis-drop@80kg`: the mark of broken form before the load.
fn spelled_set(text: &str, tree: &Tree, set: &Set) -> String {
    let load = set.load.and_then(|load| tree.loads.get(load as usize));
    let load =
        load.filter(|load| set.span.start <= load.span.start && load.span.end <= set.span.end);
    let end = load.map_or(set.span.end, |load| load.span.start);
    let head = Span::new(set.span.start, end).of(text);
    let head = head
        .find(['!', '！'])
        .map_or(head, |at| head.split_at(at).0);
    let mut out = times(head);
    if set.failed {
        let _ = write!(out, "!{}", set.cue.of(text));
    }
    if let Some(load) = load {
        out.push_str(&spelled_load(load.span.of(text)));
    }
    out
}

/// `@100kg` for `@ 100 kg` and `100kg`.
fn spelled_load(text: &str) -> String {
    let mut load = times(text);
    if load.starts_with(|c: char| c.is_ascii_digit()) {
        load.insert(0, '@');
    }
    load
}

/// A note in plain quotation marks, unless it has such marks inside.
fn quoted(text: &str, inside: Span) -> String {
    let note = inside.of(text);
    if !note.contains('"') {
        return format!("\"{note}\"");
    }
    let before = Span::new(0, inside.start).of(text).chars().next_back();
    let behind = Span::new(inside.end, text.len() as u32)
        .of(text)
        .chars()
        .next();
    [before, behind]
        .map(|mark| mark.map_or(String::new(), String::from))
        .join(note)
}

/// Plain, with single blanks, but for a word of one's own.
fn around(text: &str, whole: Span, own: Span) -> String {
    if own.is_empty() {
        return one_blank(&plain(whole.of(text)));
    }
    let before = plain(Span::new(whole.start, own.start).of(text)).into_owned();
    let behind = plain(Span::new(own.end, whole.end).of(text)).into_owned();
    one_blank(&format!("{before}{}{behind}", own.of(text)))
}

/// A keyword, a blank, and what it says.
fn behind_keyword(attribute: &str, length: usize) -> String {
    match attribute.split_at_checked(length) {
        Some((word, rest)) => format!("{word} {}", rest.trim_start_matches(BLANKS)),
        None => attribute.to_string(),
    }
}

/// An attribute in its one spelling.
fn spelled(text: &str, attribute: &Attribute) -> String {
    let span = attribute.span;
    let written = plain(span.of(text));
    match attribute.kind {
        AttributeKind::Each => "each".to_string(),
        AttributeKind::Note(inside) => quoted(text, inside),
        AttributeKind::Tag(tag) => format!("#{}", tag.of(text)),
        AttributeKind::Rpe(_) | AttributeKind::Rir(_) => {
            behind_keyword(written.trim_start_matches(['@', ' ', '\t']), 3)
        }
        AttributeKind::Rest(_) => match written.split_at_checked(4) {
            Some((word, time)) => format!("{word} {}", without_blanks(time)),
            None => written.into_owned(),
        },
        AttributeKind::Pain { place, .. } => {
            let pain = around(text, span, place);
            let glued = pain.as_bytes().get(4).is_some_and(u8::is_ascii_digit);
            if glued {
                behind_keyword(&pain, 4)
            } else {
                pain
            }
        }
        AttributeKind::Sore { place, .. } => around(text, span, place),
        AttributeKind::Allow(rule) => around(text, span, rule),
        AttributeKind::Time(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
        AttributeKind::Duration(_) | AttributeKind::Distance(_) | AttributeKind::Weight(_) => {
            with_units(&written)
        }
        AttributeKind::Difficulty(_)
        | AttributeKind::Weekday(_)
        | AttributeKind::Planned
        | AttributeKind::Prep(_)
        | AttributeKind::PerWeek { .. } => one_blank(&written),
    }
}

/// A unit stands right behind its number: `90min` for `90 min`.
fn with_units(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut number = false;
    for word in written.split(BLANKS).filter(|word| !word.is_empty()) {
        if !out.is_empty() && (!number || word.starts_with(|c: char| c.is_ascii_digit())) {
            out.push(' ');
        }
        out.push_str(word);
        number = word.ends_with(|c: char| c.is_ascii_digit());
    }
    out
}

/// A line that has no other spelling than its own.
pub fn as_written(line: &str, indented: bool) -> Shape {
    Shape {
        indent: if indented { INDENT } else { "" },
        first: line.trim_matches(BLANKS).to_string(),
        second: String::new(),
        third: String::new(),
        comment: String::new(),
    }
}

/// The header of a session or event.
pub fn header(text: &str, tree: &Tree, dated: &Dated, row: Span) -> Option<Shape> {
    let mut first = dated.first?.to_string();
    if let Some(last) = dated.last {
        let _ = write!(first, "..{last}");
    }
    blank(Span::new(row.start, dated.date_span.start).of(text))?;
    let attributes = dated.attributes.of(&tree.attributes).iter();
    let mut parts: Vec<(Span, String)> = attributes
        .map(|attribute| (attribute.span, spelled(text, attribute)))
        .collect();
    if let Some(event) = dated.event {
        let word = event.span.of(text).to_string();
        parts.push((event.span, word));
    }
    parts.sort();
    let mut at = dated.date_span.end;
    let mut marks: &[char] = &[' ', '\t', ',', ':'];
    for (span, part) in parts {
        let between = plain(Span::new(at, span.start).of(text));
        if !between.trim_matches(marks).is_empty() {
            return None;
        }
        first.push(' ');
        first.push_str(&part);
        at = span.end;
        marks = &[' ', '\t', ','];
    }
    let end = Span::new(at, dated.header.end.max(at)).of(text);
    if !plain(end).trim_matches(marks).is_empty() {
        return None;
    }
    let behind = Span::new(dated.header.end.max(at), row.end).of(text);
    let colon = behind.len() - behind.trim_start_matches([':', '：']).len();
    Some(Shape {
        indent: "",
        first,
        second: String::new(),
        third: String::new(),
        comment: comment(text, dated.header.end.max(at) + colon as u32, row)?,
    })
}

/// A line of notes.
pub fn notes(text: &str, notes: &[Span], row: Span) -> Vec<Shape> {
    let own = notes
        .iter()
        .filter(|note| row.start <= note.start && note.end <= row.end);
    let own: Vec<Span> = own.copied().collect();
    let Some(last) = own.last() else {
        return Vec::new();
    };
    let behind = Span::new(last.end, row.end).of(text);
    let mark = behind.chars().next().map_or(0, char::len_utf8);
    let Some(comment) = comment(text, last.end + mark as u32, row) else {
        return Vec::new();
    };
    let all: Vec<String> = own.iter().map(|note| quoted(text, *note)).collect();
    vec![Shape {
        indent: INDENT,
        first: all.join(" "),
        second: String::new(),
        third: String::new(),
        comment,
    }]
}

/// What a line says in single blanks: with plain marks, or with its own if a name has them.
fn loose(text: &str, span: Span) -> [String; 2] {
    let written = span.of(text);
    let plain = plain_line(written, 0).map(|plain| plain.text);
    [
        one_blank(plain.as_deref().unwrap_or(written)),
        one_blank(written),
    ]
}

/// A directive without the lines below it.
pub fn directive(text: &str, line: Span, row: Span) -> Vec<Shape> {
    let Some(comment) = comment(text, line.end, row) else {
        return Vec::new();
    };
    let shape = |first| Shape {
        indent: "",
        first,
        second: String::new(),
        third: String::new(),
        comment: comment.clone(),
    };
    loose(text, line).into_iter().map(shape).collect()
}

/// A property of an exercise; a level has no brackets here.
pub fn property(text: &str, property: &Property, row: Span) -> Vec<Shape> {
    let Some(comment) = comment(text, property.span.end, row) else {
        return Vec::new();
    };
    let is_level = matches!(property.kind, PropertyKind::Level(_));
    let shape = |line: String| {
        let (first, second) = line.split_once(' ')?;
        let bare = second
            .strip_prefix('[')
            .and_then(|level| level.strip_suffix(']'));
        let second = bare.filter(|_| is_level).unwrap_or(second);
        Some(Shape {
            indent: INDENT,
            first: first.to_string(),
            second: second.trim_matches(BLANKS).to_string(),
            third: String::new(),
            comment: comment.clone(),
        })
    };
    loose(text, property.span)
        .into_iter()
        .filter_map(shape)
        .collect()
}
