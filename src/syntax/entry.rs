//! Entries: `[+] NAME [LEVEL] RESULT {attribute}`, on one indented line.

mod attributes;
mod loads;
mod sets;

use super::ast::{Attribute, AttributeKind, Entry, EntryKind, Range, Repeat, Set, Side, Tree};
use super::attribute::{self, Read, after, line_end, token, unknown_words};
use super::grammar::{self, Key, at_end, blanks, is_letter, key, letters};
use super::line::{In, Line};
use super::name::{Named, leading_result, name, trimmed_span};
use super::slip;
use crate::finding::Finding;
use crate::text::Span;

/// Reads the content of an indented line, which begins with no blank and is neither empty nor a
/// comment, into the tree: an entry, or a note alone.
pub fn entry_line(tree: &mut Tree, line: &Line, content: In) {
    let mut superset = false;
    let mut start = content;
    // A bullet before a blank or a letter; `+` there joins the entry to the one above.
    if let Some((&mark @ (b'-' | b'*' | b'+'), behind)) = content.split_first() {
        if behind
            .first()
            .is_some_and(|&b| matches!(b, b' ' | b'\t') || is_letter(b) || b == b'"')
        {
            superset = mark == b'+';
            start = blanks(behind);
        }
    } else if let Some(behind) = content.strip_prefix("•".as_bytes()) {
        start = blanks(behind);
    }
    if at_end(start) {
        return;
    }
    if start.first() == Some(&b'"') {
        note_line(tree, line, start);
        return;
    }
    Reader::new(tree, line, start, superset).entry();
}

/// A note alone: it belongs to the session.
fn note_line(tree: &mut Tree, line: &Line, start: In) {
    let (note, rest) = match attribute::note(line, start) {
        Read::Attribute(note, rest) => (Some(note), rest),
        Read::Wrong(error, note, rest) => {
            tree.errors.push(error);
            (note, rest)
        }
        Read::Unknown => (None, start),
    };
    if let Some(Attribute {
        kind: AttributeKind::Note(span),
        ..
    }) = note
    {
        tree.notes.push(span);
    }
    let mut next = blanks(rest);
    while !at_end(next) {
        // Several notes on a line are one after the other; anything else belongs inside.
        match attribute::note(line, next) {
            Read::Attribute(
                Attribute {
                    kind: AttributeKind::Note(span),
                    ..
                },
                rest,
            ) => {
                tree.notes.push(span);
                next = blanks(rest);
            }
            _ => {
                let end = line_end(next);
                tree.errors.push(unknown_words(line, next, end, &[]));
                return;
            }
        }
    }
}

/// Whether a line in column one reads as an entry or note rather than as anything else: a name
/// with something behind it that begins a result.
pub fn looks_like_entry(line: &Line, content: In) -> bool {
    let start = match content.split_first() {
        Some((b'"', _)) => return true,
        Some((b'-' | b'*' | b'+', behind))
            if behind
                .first()
                .is_some_and(|b| matches!(b, b' ' | b'\t') || is_letter(*b)) =>
        {
            blanks(behind)
        }
        _ => content,
    };
    if start.first() == Some(&b'"') {
        return true;
    }
    if start.first().is_some_and(u8::is_ascii_digit) {
        return leading_result(start).is_some();
    }
    let Some(rest) = behind_name(line, start) else {
        return slip::label(start).is_some();
    };
    match rest.first() {
        Some(b) if b.is_ascii_digit() => true,
        Some(b'@' | b'(' | b'[' | b'x' | b'X') => true,
        Some(b'+' | b'-') => rest.get(1).is_some_and(u8::is_ascii_digit),
        _ => matches!(
            key(rest),
            Some((
                Key::Left
                    | Key::Right
                    | Key::Both
                    | Key::Test
                    | Key::Skipped
                    | Key::Done
                    | Key::Each,
                _
            ))
        ),
    }
}

#[cold]
fn behind_name<'a>(line: &Line<'a>, start: In<'a>) -> Option<In<'a>> {
    let named = name(line, start).ok()?;
    Some(blanks(named.rest))
}

/// A word of the language and what follows it.
type Word<'a> = (Key, In<'a>);

/// Reads one entry.
struct Reader<'t, 'l, 'a> {
    tree: &'t mut Tree,
    line: &'l Line<'a>,
    start: In<'a>,
    first_set: usize,
    first_attribute: usize,
    entry: Entry,
    /// The first set that a load set off by a blank could still be for.
    pending: usize,
    /// A load set off by a blank has been read.
    spread: bool,
    side: Option<Side>,
    /// Working sets stand under the present side, or before any side.
    working: bool,
    /// The last set is a bare amount and stands right before, with only a blank behind it.
    bare: bool,
    /// An error about the sets of this entry has been said; one mistake is one error.
    failed: bool,
    /// `each` or `both` before the sets.
    each_first: Option<(In<'a>, In<'a>)>,
    /// No parenthesis is closed from here on.
    unclosed: bool,
    /// Where the last thing that could not be read ends.
    failed_up_to: Option<In<'a>>,
    /// What has been read reaches up to here.
    end: In<'a>,
    /// Where the last set begins.
    last_set: In<'a>,
    /// The word of a test, skipped or done.
    word: In<'a>,
}

impl<'t, 'l, 'a> Reader<'t, 'l, 'a> {
    fn new(tree: &'t mut Tree, line: &'l Line<'a>, start: In<'a>, superset: bool) -> Self {
        let (first_set, first_attribute) = (tree.sets.len(), tree.attributes.len());
        let entry = Entry {
            span: Span::default(),
            name: Span::default(),
            level: Span::default(),
            kind: EntryKind::Work,
            superset,
            unread: false,
            sets: Range::default(),
            attributes: Range::default(),
            repeat: Repeat::Never,
        };
        Reader {
            tree,
            line,
            start,
            first_set,
            first_attribute,
            entry,
            pending: first_set,
            spread: false,
            side: None,
            working: false,
            bare: false,
            failed: false,
            each_first: None,
            unclosed: false,
            failed_up_to: None,
            end: start,
            last_set: start,
            word: start,
        }
    }

    fn entry(&mut self) {
        let Ok(named) = name(self.line, self.start) else {
            self.nameless();
            return;
        };
        self.entry.name = self.line.span(named.name.0, named.name.1);
        self.entry.level = named.level;
        self.end = named.name.1;
        if named.colon {
            self.colon_name(&named);
        }
        let rest = self.level(blanks(named.rest));
        let (rest, word) = self.result(rest);
        self.attributes(rest, word);
        self.finish();
    }

    #[cold]
    fn nameless(&mut self) {
        let error = slip::no_name(self.line, self.start);
        self.tree.errors.push(error);
    }

    /// What only a name that ends at its colon can hold: a load in parentheses, or a side.
    #[cold]
    fn colon_name(&mut self, named: &Named<'a>) {
        let (line, start, (_, end), rest) = (self.line, self.start, named.name, named.rest);
        if let Some(error) = slip::marked_name(line, start, end)
            .or_else(|| slip::load_in_name(line, start, end, rest))
            .or_else(|| slip::load_at_end_of_name(line, start, end, rest))
        {
            self.fail(error);
        }
        match named.side {
            Some(Key::Both) => self.push_each(named.name.1, named.rest),
            Some(key) => self.side = key.side(),
            None => {}
        }
    }

    /// `[level]`, if it stands here.
    #[inline]
    fn level(&mut self, rest: In<'a>) -> In<'a> {
        if rest.first() != Some(&b'[') {
            return rest;
        }
        let inside = after(rest, 1);
        let mark = memchr::memchr3(b']', b'"', b';', inside);
        match mark.filter(|&at| inside.get(at) == Some(&b']')) {
            Some(close) => {
                self.entry.level = trimmed_span(self.line, inside, after(inside, close));
                self.end = after(inside, close + 1);
                let next = blanks(self.end);
                // A colon or another mark may follow the level.
                match next.split_first() {
                    Some((b':' | b'-' | b',' | b'=', behind))
                        if matches!(behind.first(), None | Some(b' ' | b'\t')) =>
                    {
                        blanks(behind)
                    }
                    _ => next,
                }
            }
            None => {
                let error = slip::open_bracket(self.line, rest);
                self.fail(error);
                let end = after(rest, token(rest).len());
                blanks(end)
            }
        }
    }

    /// The error that this entry's sets could not be read; only the first is said.
    #[cold]
    fn fail(&mut self, error: Finding) {
        if !self.failed {
            self.tree.errors.push(error);
        }
        self.failed = true;
        self.entry.unread = true;
    }

    fn push_each(&mut self, from: In<'a>, to: In<'a>) {
        self.each_first = Some((from, to));
        let span = self.line.span(from, to);
        self.tree.attributes.push(Attribute {
            span,
            kind: AttributeKind::Each,
        });
    }

    fn has_sets(&self) -> bool {
        self.tree.sets.len() > self.first_set
    }

    /// `result`: what follows it is where the attributes begin, with the word that stands there if
    /// it is one of the language.
    fn result(&mut self, mut rest: In<'a>) -> (In<'a>, Option<Word<'a>>) {
        let mut ended_by = None;
        // A separator has been read and needs something behind it.
        let mut separator: Option<In<'a>> = None;
        while let Some(&byte) = rest.first() {
            if byte.is_ascii_digit() {
                separator = None;
                rest = self.sets(rest);
                continue;
            }
            match byte {
                b';' => {
                    self.semicolon(rest);
                    break;
                }
                b'(' => rest = self.warmups(rest),
                b'@' | b'+' | b'-' => {
                    let behind = blanks(after(rest, 1));
                    let remark = byte != b'@' && !behind.first().is_some_and(u8::is_ascii_digit);
                    if byte != b'@'
                        && !remark
                        && behind.len() < rest.len() - 1
                        && let Some(end) = self.sign_apart(rest, behind)
                    {
                        rest = blanks(end);
                        continue;
                    }
                    if remark || matches!(key(behind), Some((Key::Rpe, _))) {
                        break;
                    }
                    rest = self.spread_load(rest);
                }
                b'/' | b',' => {
                    if rest.starts_with(b"//") {
                        let error = slip::slashes(self.line, rest);
                        self.tree.errors.push(error);
                        return (&[], None);
                    }
                    // `/side`
                    if byte == b'/' && attribute::is_side_noun(letters(blanks(after(rest, 1)))) {
                        separator = None;
                        break;
                    }
                    if separator.is_some() || !self.has_sets() {
                        let error = slip::empty_place(self.line, rest);
                        self.fail(error);
                    }
                    separator = Some(rest);
                    self.bare = false;
                    rest = blanks(after(rest, 1));
                    continue;
                }
                b'"' | b'#' => break,
                b'!' => match self.mark_apart(rest) {
                    Some(behind) => rest = behind,
                    None => break,
                },
                b'x' | b'X'
                    if blanks(after(rest, 1))
                        .first()
                        .is_some_and(u8::is_ascii_digit) =>
                {
                    rest = self.set_without_count(rest);
                }
                b'L' | b'l' | b'R' | b'r' if let [_, b' ', b'0'..=b'9', ..] = rest => {
                    let side = match byte {
                        b'L' | b'l' => Side::Left,
                        _ => Side::Right,
                    };
                    rest = self.on_side(Some(side), after(rest, 1));
                }
                _ => match key(rest) {
                    Some((Key::Right, behind))
                        if self.side.is_none()
                            && self.working
                            && behind.len() + 1 == rest.len()
                            && behind.first().is_some_and(u8::is_ascii_digit) =>
                    {
                        rest = self.glued_rest(rest, behind);
                    }
                    Some((side @ (Key::Left | Key::Right), behind)) if !self.side_ends(behind) => {
                        // `L: 12 R: 12`
                        rest = self.on_side(side.side(), behind);
                        rest = self.without_colon(rest);
                    }
                    Some((Key::Both, behind)) if !self.has_sets() && self.side.is_none() => {
                        self.push_each(rest, behind);
                        self.end = behind;
                        rest = behind;
                    }
                    Some((word @ (Key::Test | Key::Skipped | Key::Done), behind))
                        if !self.has_sets() && self.entry.kind == EntryKind::Work =>
                    {
                        self.entry.kind = match word {
                            Key::Test => EntryKind::Test,
                            Key::Skipped => EntryKind::Skipped,
                            _ => EntryKind::Done,
                        };
                        self.word = rest;
                        self.end = behind;
                        rest = behind;
                        if self.entry.kind != EntryKind::Test {
                            break;
                        }
                        rest = self.without_colon(rest);
                    }
                    Some((Key::Each, behind)) if !self.has_sets() => {
                        let behind = attribute::each_of(behind);
                        self.push_each(rest, behind);
                        self.end = behind;
                        rest = self.without_colon(behind);
                    }
                    word => {
                        if let Some((Key::Rpe | Key::Rir, behind)) = word
                            && !blanks(behind).first().is_some_and(u8::is_ascii_digit)
                        {
                            self.take_back(rest, behind);
                        }
                        ended_by = word;
                        break;
                    }
                },
            }
            separator = None;
            rest = blanks(rest);
        }
        if let Some(separator) = separator {
            // A comma may stand before a load or an attribute; nothing may follow at the end.
            let before_attribute = !at_end(rest) && separator.first() == Some(&b',');
            if !before_attribute {
                let error = slip::empty_place(self.line, separator);
                self.fail(error);
            }
        }
        if self.check_result(rest) {
            (rest, ended_by)
        } else {
            (&[], None)
        }
    }

    /// The sets that follow `behind` are of that side.
    #[inline]
    fn on_side(&mut self, side: Option<Side>, behind: In<'a>) -> In<'a> {
        self.side = side;
        self.working = false;
        self.bare = false;
        self.end = behind;
        behind
    }

    /// `8;8;8`: a comment glued to a set, which reads as sets itself.
    #[cold]
    fn semicolon(&mut self, mark: In<'a>) {
        let next = blanks(after(mark, 1));
        let set = next.first().is_some_and(u8::is_ascii_digit)
            || matches!(key(next), Some((Key::Left | Key::Right, _)));
        if !set || self.failed || self.end.len() != mark.len() || !self.has_sets() {
            return;
        }
        let commas: Vec<u8> = self
            .start
            .iter()
            .map(|&b| if b == b';' { b',' } else { b })
            .collect();
        let mut tree = Tree::default();
        let line = Line::as_written(&commas, 0, self.line.file);
        Reader::new(&mut tree, &line, &commas, false).entry();
        if tree.errors.is_empty()
            && tree.attributes.len() == self.tree.attributes.len() - self.first_attribute
        {
            let error = slip::semicolon(self.line, self.sets_start(), mark);
            self.fail(error);
        }
    }

    /// `3x8 r90`: a right side after sets of none, or a rest.
    #[cold]
    fn glued_rest(&mut self, rest: In<'a>, number: In<'a>) -> In<'a> {
        let (error, behind) = slip::glued_rest(self.line, rest, number);
        self.fail(error);
        self.end = behind;
        behind
    }

    /// Past a colon behind a word that ends no name, which is an error.
    fn without_colon(&mut self, rest: In<'a>) -> In<'a> {
        if rest.first() == Some(&b':') {
            self.colon(rest)
        } else {
            rest
        }
    }

    #[cold]
    fn colon(&mut self, rest: In<'a>) -> In<'a> {
        let error = match self.entry.kind {
            EntryKind::Test => slip::colon_behind_test(self.line, self.word, rest),
            _ => slip::colon(self.line, rest),
        };
        // `L: 10 R: 8`: the colons of one entry are one mistake.
        let start = self.line.at(self.start);
        match self.tree.errors.last_mut() {
            Some(first) if first.place.span.start >= start && first.message == error.message => {
                if let Some(fix) = first.fixes.first_mut() {
                    fix.edits
                        .extend(error.fixes.into_iter().flat_map(|fix| fix.edits));
                }
            }
            _ => self.tree.errors.push(error),
        }
        after(rest, 1)
    }

    /// Whether a side word has no set behind it that it could be the side of.
    fn side_ends(&self, behind: In<'a>) -> bool {
        let next = blanks(behind);
        match next.first() {
            Some(b) if b.is_ascii_digit() => false,
            Some(b'(' | b'x' | b'X') => false,
            Some(b':') => false,
            _ => !matches!(key(next), Some((Key::Test, _))),
        }
    }

    /// What every kind of result needs; whether what follows is looked at for attributes.
    fn check_result(&mut self, rest: In<'a>) -> bool {
        let working = |set: &&Set| !set.warmup;
        match self.entry.kind {
            EntryKind::Work => {
                let sets = self.tree.sets.get(self.first_set..).unwrap_or(&[]);
                if !sets.iter().any(|set| working(&set)) && !self.failed {
                    if sets.is_empty()
                        && let Some(error) = slip::unopened_note(self.line, self.start, rest)
                    {
                        self.fail(error);
                        return false;
                    }
                    if rest.first() == Some(&b'"')
                        && let Read::Wrong(error, ..) = attribute::note(self.line, rest)
                    {
                        // One mistake: with the note open, where the sets are cannot be told.
                        self.fail(Finding {
                            unread: true,
                            ..error
                        });
                        return false;
                    }
                    let error = slip::no_sets(self.line, self.start, rest, !sets.is_empty());
                    self.fail(error);
                    // One mistake: what stands there is not looked at for attributes.
                    if !begins_attribute(rest) {
                        return false;
                    }
                }
            }
            EntryKind::Test => {
                if let Some(error) = self.check_test() {
                    self.fail(error);
                    // `test z4`: what follows is part of the mistake.
                    self.failed_up_to = Some(self.end);
                }
            }
            EntryKind::Skipped | EntryKind::Done => {}
        }
        if self.spread && !self.failed {
            let sets = self.tree.sets.get(self.pending..).unwrap_or(&[]);
            if let Some(set) = sets.iter().find(|set| !set.warmup && set.load.is_none()) {
                let error = slip::set_without_load(self.line, set.span);
                self.fail(error);
            }
        }
        true
    }

    /// One amount, or one a side.
    fn check_test(&self) -> Option<Finding> {
        let sets = self.tree.sets.get(self.first_set..).unwrap_or(&[]);
        if sets.is_empty() {
            return Some(slip::no_test(self.line, self.word, self.end));
        }
        let wrong = sets.iter().enumerate().find(|(index, set)| {
            let before = sets.get(..*index).unwrap_or(&[]);
            set.count > 1
                || set.warmup
                || before
                    .iter()
                    .any(|other| other.side == set.side || other.side.is_none())
                || (*index > 0 && set.side.is_none())
        });
        wrong.map(|(_, set)| slip::test_of_many(self.line, set.span))
    }

    fn finish(&mut self) {
        if let Some((from, to)) = self.each_first {
            let sets = self.tree.sets.get(self.first_set..).unwrap_or(&[]);
            if sets.iter().any(|set| set.side.is_some()) {
                let error = slip::each_beside_sides(self.line, from, to);
                self.tree.errors.push(error);
            }
        }
        self.entry.span = self.line.span(self.start, self.end);
        self.entry.sets = Range {
            start: self.first_set as u32,
            end: self.tree.sets.len() as u32,
        };
        self.entry.attributes = Range {
            start: self.first_attribute as u32,
            end: self.tree.attributes.len() as u32,
        };
        self.tree.entries.push(self.entry);
    }
}

/// The word that would be a cue: letters and hyphens.
pub fn cue_word(input: In) -> In {
    match grammar::word(input) {
        Ok((rest, _)) => input.get(..input.len() - rest.len()).unwrap_or(&[]),
        Err(_) => &[],
    }
}

/// Whether an attribute begins here.
fn begins_attribute(rest: In) -> bool {
    match rest.first() {
        Some(b'"' | b'#') => true,
        Some(b'@') => matches!(key(after(rest, 1)), Some((Key::Rpe, _))),
        _ => matches!(key(rest), Some((key, _)) if key.is_attribute()),
    }
}
