//! Entries: `[+] NAME [LEVEL] RESULT {attribute}`, on one indented line.

use super::ast::{
    Amount, Attribute, AttributeKind, Entry, EntryKind, Load, Range, Repeat, Set, Side, Tree,
};
use super::attribute::{
    self, ENTRY_WORDS, Read, after, line_end, token, unknown_run, unknown_words,
};
use super::grammar::{self, Key, at_end, blanks, digits, is_letter, key, letters};
use super::line::{In, Line};
use super::name::{Named, leading_result, name, trimmed_span};
use super::slip;
use crate::finding::Finding;
use crate::text::Span;

/// The largest count of `AxB` that is read without a doubt.
const MOST_SETS: u64 = 20;

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
        return false;
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
    /// A bare amount stands right before, with only a blank behind it.
    bare: Option<In<'a>>,
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
            bare: None,
            failed: false,
            each_first: None,
            unclosed: false,
            failed_up_to: None,
            end: start,
            last_set: start,
            word: start,
        }
    }

    fn entry(mut self) {
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
        if let Some(error) = slip::load_in_name(line, start, end, rest)
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
            match byte {
                b';' => break,
                b'0'..=b'9' => rest = self.set_or_load(rest),
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
                    self.bare = None;
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
                _ => match key(rest) {
                    Some((side @ (Key::Left | Key::Right), behind)) if !self.side_ends(behind) => {
                        self.side = side.side();
                        self.working = false;
                        self.bare = None;
                        self.end = behind;
                        rest = behind;
                        // `L: 12 R: 12`
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
        self.tree.errors.push(error);
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

    fn push_load(&mut self, weight: grammar::Weight, span: Span) -> u32 {
        let index = self.tree.loads.len() as u32;
        self.tree.loads.push(Load {
            span,
            kind: weight.kind,
            implements: weight.implements,
            thousandths: weight.thousandths,
            unit: weight.unit,
        });
        index
    }

    /// A set, or a bare `100kg`; what follows it, blanks skipped where that is known.
    #[inline(always)]
    fn set_or_load(&mut self, rest: In<'a>) -> In<'a> {
        // Mostly reps with nothing glued to them, or `3x12` of such.
        if let Ok((behind, first)) = digits(rest) {
            if let Some(next) = grammar::reps_alone(behind, first) {
                self.bare = (!behind.is_empty()).then_some(rest);
                self.push_set(rest, behind, 1, Amount::Reps(first as u32));
                return next;
            }
            if let ([b'x' | b'X' | b'*', number @ ..], 1..=MOST_SETS) = (behind, first)
                && let (Ok((behind, reps)), None) = (digits(number), self.bare)
                && let Some(next) = grammar::reps_alone(behind, reps)
            {
                self.push_set(rest, behind, first as u8, Amount::Reps(reps as u32));
                return next;
            }
        }
        self.marked_set_or_load(rest)
    }

    /// The same for all that can be written.
    #[inline(never)]
    fn marked_set_or_load(&mut self, rest: In<'a>) -> In<'a> {
        let before = self.bare.take();
        match self.set(rest, before) {
            Ok(behind) => behind,
            Err(miss) => self.no_set(rest, miss),
        }
    }

    /// [`Reader::set_or_load`] where it is rare.
    #[inline(never)]
    fn warmup(&mut self, rest: In<'a>) -> In<'a> {
        self.set_or_load(rest)
    }

    #[cold]
    fn no_set(&mut self, rest: In<'a>, miss: nom::Err<grammar::Miss>) -> In<'a> {
        match miss {
            _ if grammar::load(rest).is_ok() => self.spread_load(rest),
            nom::Err::Error(miss) | nom::Err::Failure(miss) => {
                let error = slip::set(self.line, rest, miss);
                self.fail(error);
                let behind = after(rest, token(rest).len());
                self.failed_up_to = Some(behind);
                behind
            }
            nom::Err::Incomplete(_) => &[],
        }
    }

    /// `x 6`: one set.
    fn set_without_count(&mut self, rest: In<'a>) -> In<'a> {
        let amount = blanks(after(rest, 1));
        match grammar::amount(amount) {
            Ok((behind, amount)) => self.set_tail(rest, behind, Some(1), amount),
            Err(nom::Err::Error(miss)) => {
                let error = slip::set(self.line, amount, miss);
                self.fail(error);
                after(amount, token(amount).len())
            }
            Err(_) => &[],
        }
    }

    /// `[count x] amount ['!' [cue]] ['@' load]`.
    fn set(
        &mut self,
        rest: In<'a>,
        before: Option<In<'a>>,
    ) -> Result<In<'a>, nom::Err<grammar::Miss>> {
        let (behind, first) = digits(rest)?;
        let counted = match behind {
            [b'x' | b'X' | b'*', next @ ..] => match next {
                [b'0'..=b'9', ..] => Some(next),
                [b' ' | b'\t', ..] if blanks(next).first().is_some_and(u8::is_ascii_digit) => {
                    // `10x 3`
                    return Ok(self.lopsided(rest, blanks(next), before));
                }
                _ => None,
            },
            [b' ' | b'\t', ..] => match blanks(behind) {
                [b'x' | b'X' | b'*', b' ' | b'\t', next @ ..]
                    if blanks(next).first().is_some_and(u8::is_ascii_digit) =>
                {
                    Some(blanks(next))
                }
                next @ [b'x' | b'X' | b'*', b'0'..=b'9', ..] => {
                    return Ok(self.lopsided(rest, next, before));
                }
                _ => None,
            },
            _ => None,
        };
        let (amount_start, behind, value) = match counted {
            None => {
                if let Some(behind) = self.rest_behind_its_time(rest) {
                    return Ok(behind);
                }
                (rest, behind, first)
            }
            Some(start) => {
                if let (Some(before), false) = (before, self.failed) {
                    let error = slip::bare_before_sets(self.line, before, rest);
                    self.fail(error);
                }
                let (behind, value) = digits(start)?;
                (start, behind, value)
            }
        };
        let (behind, amount) = grammar::amount_behind(amount_start, behind, value)?;
        if let (Amount::Time(_), [b' ' | b'\t', ..]) = (amount, behind)
            && let Some(end) = grammar::seconds_behind_minutes(amount_start, behind)
        {
            let error = slip::split_time(self.line, rest, amount_start, behind, end);
            self.fail(error);
            return Ok(end);
        }
        let mut count = None;
        if counted.is_some() {
            if !(1..=MOST_SETS).contains(&first) {
                self.odd_count(rest, first, amount);
            }
            if let [b'x' | b'X' | b'*', ..] | [b',', b'0'..=b'9', ..] = behind
                && let Some(end) = self.third_number(rest, behind, first, amount)?
            {
                return Ok(end);
            }
            count = Some(first.min(100) as u8);
        }
        Ok(self.set_tail(rest, behind, count, amount))
    }

    /// `2 min rest`: the time stands before its word.
    fn rest_behind_its_time(&mut self, rest: In<'a>) -> Option<In<'a>> {
        let (behind, amount) = grammar::amount(rest).ok()?;
        let Amount::Time(time) = amount else {
            return None;
        };
        let Some((Key::Rest, end)) = key(blanks(behind)) else {
            return None;
        };
        let next = blanks(end);
        if next.first().is_some_and(u8::is_ascii_digit) || !self.has_sets() {
            return None;
        }
        self.tree
            .errors
            .push(slip::rest_behind(self.line, rest, behind, end));
        let attribute = Attribute {
            span: self.line.span(rest, end),
            kind: AttributeKind::Rest(time),
        };
        self.add(attribute, rest, end);
        self.end = end;
        Some(end)
    }

    /// `3x3x5` and `3x3,5,5`, which has two readings: what follows it.
    #[cold]
    fn third_number(
        &mut self,
        from: In<'a>,
        behind: In<'a>,
        count: u64,
        amount: Amount,
    ) -> Result<Option<In<'a>>, nom::Err<grammar::Miss>> {
        let end = after(from, token(from).len());
        if behind.first() != Some(&b',') {
            let error = slip::third_factor(self.line, from, end);
            self.fail(error);
            self.failed_up_to = Some(end);
            return Ok(Some(end));
        }
        // Three sets of three and two more, or three sets of 3, 5 and 5.
        let (next, _) = digits(after(behind, 1))?;
        if matches!(next.first(), Some(b'x' | b'X' | b'*' | b'@')) {
            return Ok(None);
        }
        let error = slip::list_behind_sets(self.line, from, end, count, amount);
        self.fail(error);
        Ok(Some(end))
    }

    /// `10x 3` and `10 x3`: what follows the two.
    #[cold]
    fn lopsided(&mut self, from: In<'a>, second: In<'a>, before: Option<In<'a>>) -> In<'a> {
        let error = slip::lopsided(self.line, from, before);
        self.fail(error);
        after(second, token(second).len())
    }

    /// No sets, or more than anyone does.
    #[cold]
    fn odd_count(&mut self, from: In<'a>, count: u64, amount: Amount) {
        let end = after(from, token(from).len());
        let error = if count == 0 {
            slip::no_count(self.line, from, end)
        } else {
            slip::many_sets(self.line, from, end, count, amount)
        };
        // `225 x 5 for 3`: the words behind it are part of the same mistake.
        let cross = blanks(digits(from).map_or(from, |(behind, _)| behind));
        let reps = blanks(after(cross, 1));
        self.failed_up_to = Some(after(reps, token(reps).len()));
        self.fail(error);
    }

    /// What may be glued to an amount, and the set itself; what follows it.
    fn set_tail(
        &mut self,
        from: In<'a>,
        rest: In<'a>,
        count: Option<u8>,
        amount: Amount,
    ) -> In<'a> {
        let plain = matches!(rest, [] | [b' ' | b'\t' | b',' | b'/' | b')', ..]);
        if !plain || is_nothing(amount) {
            return self.marked_set(from, rest, count.unwrap_or(1), amount);
        }
        if let (None, Amount::Reps(_), [b' ' | b'\t', ..]) = (count, amount, rest) {
            self.bare = Some(from);
        }
        self.push_set(from, rest, count.unwrap_or(1), amount);
        rest
    }

    #[inline]
    fn push_set(&mut self, from: In<'a>, rest: In<'a>, count: u8, amount: Amount) {
        self.tree.sets.push(Set {
            span: self.line.span(from, rest),
            amount,
            count,
            side: self.side,
            warmup: false,
            failed: false,
            cue: Span::default(),
            load: None,
        });
        self.working = true;
        self.last_set = from;
        self.end = rest;
    }

    /// A set with marks glued to it, or a zero.
    #[inline(never)]
    fn marked_set(&mut self, from: In<'a>, mut rest: In<'a>, count: u8, amount: Amount) -> In<'a> {
        let (mut failed, mut cue, mut load) = (false, Span::default(), None);
        loop {
            match rest.first() {
                Some(b'!') if !failed => {
                    failed = true;
                    let start = after(rest, 1);
                    rest = start;
                    if let Ok((behind, _)) = grammar::word(start) {
                        cue = self.line.span(start, behind);
                        rest = behind;
                    }
                }
                Some(b'@')
                    if load.is_none()
                        && !rest.get(1).is_some_and(|b| matches!(b, b' ' | b'\t')) =>
                {
                    if matches!(key(after(rest, 1)), Some((Key::Rpe, _))) {
                        break;
                    }
                    match grammar::load(rest) {
                        Ok((behind, weight)) => {
                            load = Some(self.push_load(weight, self.line.span(rest, behind)));
                            rest = behind;
                        }
                        Err(nom::Err::Error(miss)) => {
                            let error = slip::load(self.line, rest, miss);
                            self.fail(error);
                            rest = after(rest, token(rest).len());
                            break;
                        }
                        Err(_) => break,
                    }
                }
                Some(b'+' | b'-')
                    if load.is_none() && rest.get(1).is_some_and(u8::is_ascii_digit) =>
                {
                    match grammar::load(rest) {
                        Ok((behind, weight)) => {
                            load = Some(self.push_load(weight, self.line.span(rest, behind)));
                            rest = behind;
                        }
                        Err(_) => break,
                    }
                }
                _ => break,
            }
        }
        let span = self.line.span(from, rest);
        if !ends_set(rest) {
            let end = after(rest, token(rest).len());
            if end.len() < rest.len() {
                let error = slip::glued(self.line, from, rest, end);
                self.fail(error);
                rest = end;
            }
        }
        if failed && count > 1 {
            let error = slip::which_set(self.line, from, rest, count);
            self.fail(error);
        } else if !failed && is_nothing(amount) {
            let error = slip::nothing(self.line, from, rest, count, amount);
            self.fail(error);
        } else if failed
            && cue.is_empty()
            && let Some(error) = slip::loose_cue(self.line, rest)
        {
            // The word is the cue: read for what it is.
            let word_start = blanks(rest);
            let behind = after(word_start, cue_word(word_start).len());
            self.tree.errors.push(error);
            cue = self.line.span(word_start, behind);
            rest = behind;
        }
        self.push_set(from, rest, count, amount);
        if let Some(set) = self.tree.sets.last_mut() {
            (set.span, set.failed, set.cue, set.load) = (span, failed, cue, load);
        }
        rest
    }

    /// `+ 45lb`: what follows it, if that is a load.
    #[cold]
    fn sign_apart(&mut self, sign: In<'a>, number: In<'a>) -> Option<In<'a>> {
        let (end, _) = grammar::load(number).ok()?;
        let error = slip::sign_apart(self.line, sign, number, end);
        self.fail(error);
        Some(end)
    }

    /// A load set off by a blank: for all sets before it that have none.
    fn spread_load(&mut self, rest: In<'a>) -> In<'a> {
        self.bare = None;
        let (behind, weight) = match grammar::load(rest) {
            Ok(read) => read,
            Err(nom::Err::Error(miss)) => {
                let error = if self.has_sets() {
                    slip::load(self.line, rest, miss)
                } else {
                    slip::set(self.line, rest, miss)
                };
                self.fail(error);
                let behind = after(rest, token(rest).len());
                self.failed_up_to = Some(behind);
                return behind;
            }
            Err(_) => return &[],
        };
        let span = self.line.span(rest, behind);
        if !self
            .tree
            .sets
            .get(self.first_set..)
            .unwrap_or(&[])
            .iter()
            .any(|set| !set.warmup)
        {
            let error = slip::weight_first(self.line, rest, behind);
            self.fail(error);
            self.end = behind;
            return behind;
        }
        let index = self.push_load(weight, span);
        let mut taken = false;
        for set in self.tree.sets.get_mut(self.pending..).unwrap_or(&mut []) {
            if !set.warmup && set.load.is_none() {
                set.load = Some(index);
                taken = true;
            }
        }
        if !taken {
            let error = slip::load_left_over(self.line, rest, behind);
            self.fail(error);
        }
        self.pending = self.tree.sets.len();
        self.spread = true;
        self.end = behind;
        behind
    }

    /// `(5@60 3@80)`: warm-up sets, before the working sets of the entry or of a side.
    fn warmups(&mut self, rest: In<'a>) -> In<'a> {
        let inside = after(rest, 1);
        if self.unclosed {
            return inside;
        }
        let mark = memchr::memchr3(b')', b'"', b';', inside);
        let close = mark.filter(|&at| inside.get(at) == Some(&b')'));
        let content = inside.get(..close.unwrap_or(0)).unwrap_or(&[]);
        let holds_sets = blanks(content).first().is_some_and(|b| b.is_ascii_digit())
            || matches!(key(blanks(content)), Some((Key::Left | Key::Right, _)));
        let Some(close) = close else {
            self.unclosed = mark.is_none();
            let error = slip::open_parenthesis(self.line, rest);
            self.fail(error);
            return inside;
        };
        let end = after(inside, close + 1);
        if !holds_sets {
            let error = self.no_warmups(rest, end);
            self.fail(error);
            return end;
        }
        if self.working {
            let error = slip::late_warmup(self.line, rest, end);
            self.fail(error);
        }
        let first = self.tree.sets.len();
        let (side, pending) = (self.side, self.pending);
        self.pending = first;
        let mut next = blanks(inside);
        while next.len() > end.len() + 1 {
            match next.first() {
                Some(b'0'..=b'9') if grammar::load(next).is_err() => next = self.warmup(next),
                Some(b',' | b'/') => {
                    self.bare = None;
                    next = after(next, 1);
                }
                Some(b'@' | b'+' | b'-' | b'0'..=b'9') => {
                    next = match grammar::load(next) {
                        Ok((behind, weight)) if self.tree.sets.len() > first => {
                            let span = self.line.span(next, behind);
                            let index = self.push_load(weight, span);
                            let mut taken = false;
                            for set in self.tree.sets.get_mut(self.pending..).unwrap_or(&mut []) {
                                taken |= set.load.is_none();
                                set.load = set.load.or(Some(index));
                            }
                            if !taken {
                                let error = slip::load_left_over(self.line, next, behind);
                                self.fail(error);
                            }
                            self.pending = self.tree.sets.len();
                            behind
                        }
                        _ => {
                            let error = self.no_warmups(rest, end);
                            self.fail(error);
                            break;
                        }
                    };
                }
                _ => match key(next) {
                    Some((side @ (Key::Left | Key::Right), behind)) => {
                        self.side = side.side();
                        next = behind;
                    }
                    _ => {
                        let error = self.no_warmups(rest, end);
                        self.fail(error);
                        break;
                    }
                },
            }
            next = blanks(next);
        }
        for set in self.tree.sets.get_mut(first..).unwrap_or(&mut []) {
            set.warmup = true;
        }
        self.side = side;
        self.working = false;
        self.bare = None;
        self.pending = pending;
        self.end = end;
        end
    }

    #[cold]
    fn no_warmups(&self, from: In<'a>, to: In<'a>) -> Finding {
        let first = !self.has_sets();
        slip::words_in_parentheses(self.line, self.start, from, to, first)
    }

    /// `{attribute}` to the end of the line.
    fn attributes(&mut self, mut rest: In<'a>, mut word: Option<Word<'a>>) {
        loop {
            if let Some((key, behind)) = word.take() {
                rest = self.attribute(rest, attribute::with_word(self.line, rest, key, behind));
            }
            rest = blanks(rest);
            // A comma may stand before an attribute.
            if let Some((b',', behind)) = rest.split_first() {
                rest = blanks(behind);
            }
            if at_end(rest) {
                return;
            }
            rest = self.attribute(rest, attribute::attribute(self.line, rest));
        }
    }

    /// Keeps an attribute; what follows it.
    #[inline(always)]
    fn attribute(&mut self, rest: In<'a>, read: Read<'a>) -> In<'a> {
        match read {
            Read::Attribute(attribute, behind) => {
                self.add(attribute, rest, behind);
                self.end = behind;
                behind
            }
            Read::Wrong(error, kept, behind) => {
                self.tree.errors.push(error);
                if let Some(attribute) = kept {
                    self.add(attribute, rest, behind);
                }
                self.end = attribute::end_trimmed(rest, behind);
                behind
            }
            Read::Unknown => self.unknown(rest),
        }
    }

    #[inline]
    fn add(&mut self, attribute: Attribute, from: In<'a>, to: In<'a>) {
        let alone = self.tree.attributes.len() == self.first_attribute;
        if alone && attribute.kind != AttributeKind::Each {
            self.tree.attributes.push(attribute);
        } else {
            self.add_beside(attribute, from, to);
        }
    }

    /// One of each but pain, soreness, tags, notes and allows.
    #[inline(never)]
    fn add_beside(&mut self, attribute: Attribute, from: In<'a>, to: In<'a>) {
        let same = |other: &Attribute| match attribute.kind {
            AttributeKind::Each => other.kind == AttributeKind::Each,
            AttributeKind::Difficulty(_) => matches!(other.kind, AttributeKind::Difficulty(_)),
            AttributeKind::Rpe(_) => matches!(other.kind, AttributeKind::Rpe(_)),
            AttributeKind::Rir(_) => matches!(other.kind, AttributeKind::Rir(_)),
            AttributeKind::Rest(_) => matches!(other.kind, AttributeKind::Rest(_)),
            _ => false,
        };
        let own = self
            .tree
            .attributes
            .get(self.first_attribute..)
            .unwrap_or(&[]);
        if let Some(first) = own.iter().find(|other| same(other)) {
            let error = slip::second(self.line, from, to, first.span);
            self.tree.errors.push(error);
            return;
        }
        let sets = self.tree.sets.get(self.first_set..).unwrap_or(&[]);
        if attribute.kind == AttributeKind::Each && sets.iter().any(|set| set.side.is_some()) {
            let error = slip::each_beside_sides(self.line, from, to);
            self.tree.errors.push(error);
            return;
        }
        self.tree.attributes.push(attribute);
    }

    /// Words that nobody knows, sets behind attributes, and marks.
    fn unknown(&mut self, rest: In<'a>) -> In<'a> {
        // A load may also stand behind attributes: it is still for the sets.
        if matches!(rest.first(), Some(b'@' | b'+' | b'-' | b'0'..=b'9'))
            && self.has_sets()
            && grammar::load(rest).is_ok()
        {
            return self.spread_load(rest);
        }
        match rest.first() {
            Some(b':') => {
                let behind = blanks(after(rest, 1));
                let unknown = !at_end(behind)
                    && matches!(attribute::attribute(self.line, behind), Read::Unknown)
                    && behind.first().is_some_and(|b| is_letter(*b));
                let error = slip::colon(self.line, rest);
                if self.failed && !self.has_sets() {
                    // `Squat @100kg: 3x5`: the colon is part of the mistake that was said.
                    return after(rest, 1);
                }
                if matches!(behind, [b')' | b'(', ..]) {
                    // `:)`
                    let (end, next) = unknown_run(rest);
                    let error = unknown_words(self.line, rest, end, &ENTRY_WORDS);
                    self.tree.errors.push(error);
                    self.end = end;
                    return next;
                }
                if !unknown {
                    self.tree.errors.push(error);
                    return after(rest, 1);
                }
                // One mistake: the colon and the remark behind it.
                let (end, next) = unknown_run(behind);
                let error = slip::colon_before_words(self.line, error, rest, behind, end);
                self.tree.errors.push(error);
                self.end = end;
                return next;
            }
            Some(b'[') => {
                let end = memchr::memchr(b']', rest.get(..200).unwrap_or(rest))
                    .map_or(after(rest, token(rest).len()), |at| after(rest, at + 1));
                let error = slip::late_level(self.line, rest, end, self.entry.name);
                self.tree.errors.push(error);
                return end;
            }
            _ => {}
        }
        if let Some((Key::Left | Key::Right, behind)) = key(rest)
            && self.has_sets()
            && !self.failed
            && (at_end(blanks(behind)) || matches!(blanks(behind), [b',' | b'/', ..]))
        {
            // One mistake: the sides behind all the numbers.
            let (end, next) = unknown_run(rest);
            let error = slip::late_side(self.line, rest, behind);
            self.fail(error);
            self.end = end;
            return next;
        }
        let word = letters(rest);
        let counts = ["sets", "set", "reps", "rep", "times"]
            .iter()
            .any(|name| grammar::is(word, name));
        if counts && self.has_sets() && !self.failed {
            let (error, behind) = slip::counts_in_words(self.line, self.last_set, rest);
            self.fail(error);
            self.end = behind;
            return behind;
        }
        let (mut end, mut next) = unknown_run(rest);
        // `knee pain`: one mistake, unless a number follows.
        if let Some((Key::Pain, behind)) = key(next)
            && at_end(blanks(behind))
        {
            (end, next) = (behind, behind);
        }
        if self
            .failed_up_to
            .is_some_and(|behind| blanks(behind).len() == rest.len())
        {
            // Words right after what could not be read are part of the same mistake.
            self.failed_up_to = Some(end);
            self.end = end;
            return next;
        }
        let first = token(rest);
        let error =
            if first.iter().any(u8::is_ascii_digit) && !is_letter(*rest.first().unwrap_or(&b'0')) {
                if self.failed {
                    return next;
                }
                self.entry.unread = true;
                self.failed = true;
                slip::sets_behind(self.line, rest, end)
            } else {
                unknown_words(self.line, rest, end, &ENTRY_WORDS)
            };
        self.tree.errors.push(error);
        self.end = end;
        next
    }

    /// `10 !` and `10 !pelvis-drop`, right behind one set: read for what it is.
    #[cold]
    fn mark_apart(&mut self, mark: In<'a>) -> Option<In<'a>> {
        let set_end = self.line.at(self.end);
        let set = self.tree.sets.get_mut(self.first_set..)?.last_mut()?;
        let cue = after(mark, 1);
        let behind = after(cue, cue_word(cue).len());
        let alone = at_end(blanks(behind)) || matches!(behind.first(), Some(b' ' | b'\t' | b','));
        if self.failed || set.span.end != set_end || set.failed || set.load.is_some() || !alone {
            return None;
        }
        self.bare = None;
        if set.count > 1 {
            let error = slip::which_set(self.line, self.last_set, behind, set.count);
            self.fail(error);
            return Some(behind);
        }
        set.failed = true;
        set.cue = self.line.span(cue, behind);
        let error = slip::loose_mark(self.line, self.end, mark, behind);
        self.tree.errors.push(error);
        self.end = behind;
        Some(behind)
    }

    fn finish(mut self) {
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

/// A set of no reps, no time or no distance.
#[inline]
fn is_nothing(amount: Amount) -> bool {
    matches!(
        amount,
        Amount::Reps(0) | Amount::Time(0) | Amount::Distance(0)
    )
}

/// What may stand behind a set.
fn ends_set(rest: In) -> bool {
    match rest.first() {
        None | Some(b' ' | b'\t' | b',' | b'/' | b')' | b';' | b'"' | b'@' | b':') => true,
        // `95#` is no tag.
        Some(b'#') => rest.get(1).is_some_and(|b| is_letter(*b)),
        _ => false,
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
