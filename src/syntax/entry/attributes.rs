//! What stands behind the sets: attributes, and what nobody knows.

use super::super::ast::{Attribute, AttributeKind};
use super::super::attribute::{self, ENTRY_WORDS, Read, after, token, unknown_run, unknown_words};
use super::super::grammar::{self, Key, at_end, blanks, is_letter, key, letters};
use super::super::line::In;
use super::super::slip;
use super::{Reader, Word};
use crate::finding::Finding;

impl<'a> Reader<'_, '_, 'a> {
    /// `{attribute}` to the end of the line.
    pub fn attributes(&mut self, mut rest: In<'a>, mut word: Option<Word<'a>>) {
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
                } else {
                    // `rest m2in`: what follows is part of the mistake.
                    self.failed_up_to = Some(behind);
                }
                self.end = attribute::end_trimmed(rest, behind);
                behind
            }
            Read::Unknown => self.unknown(rest),
        }
    }

    #[inline]
    pub fn add(&mut self, attribute: Attribute, from: In<'a>, to: In<'a>) {
        let alone = self.tree.attributes.len() == self.first_attribute;
        if alone && !matches!(attribute.kind, AttributeKind::Each) {
            self.tree.attributes.push(attribute);
        } else {
            self.add_beside(attribute, from, to);
        }
    }

    /// One of each but pain, soreness, tags, notes and allows.
    #[inline(never)]
    fn add_beside(&mut self, attribute: Attribute, from: In<'a>, to: In<'a>) {
        let many = matches!(
            attribute.kind,
            AttributeKind::Pain { .. }
                | AttributeKind::Sore { .. }
                | AttributeKind::Tag(_)
                | AttributeKind::Note(_)
                | AttributeKind::Allow(_)
        );
        if many {
            self.tree.attributes.push(attribute);
            return;
        }
        let kind = std::mem::discriminant(&attribute.kind);
        let same = |other: &Attribute| std::mem::discriminant(&other.kind) == kind;
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

    /// Where the first set begins.
    pub fn sets_start(&self) -> In<'a> {
        let set = self.tree.sets.get(self.first_set);
        let mut rest = self.start;
        while set.is_some_and(|set| self.line.at(rest) < set.span.start) {
            rest = after(rest, 1);
        }
        rest
    }

    /// `@80%` and `@60 kgs.`: what is wrong behind a load without a unit, and what follows it.
    fn behind_load(&self, rest: In<'a>) -> Option<(Finding, In<'a>)> {
        let load = self.tree.loads.last().filter(|load| load.unit.is_none())?;
        let head = self.line.bytes.get(..self.line.index(rest))?;
        let kept = head.iter().rposition(|b| !matches!(b, b' ' | b'\t'))? + 1;
        let start = after(self.line.bytes, kept);
        if self.line.span(start, start).start != load.span.end || !self.has_sets() {
            return None;
        }
        slip::behind_load(self.line, load.span, rest)
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
            _ if let Some((error, behind)) = self.behind_load(rest) => {
                self.fail(error);
                self.end = behind;
                return behind;
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
            let error = slip::late_side(self.line, self.sets_start(), rest, behind);
            self.fail(error);
            self.end = end;
            return next;
        }
        let word = letters(rest);
        let counts = ["sets", "set", "reps", "rep", "times"]
            .iter()
            .any(|name| grammar::is(word, name));
        if counts && self.failed {
            // `60kg 10 reps`: part of what was said.
            self.end = after(rest, word.len());
            return self.end;
        }
        if let Some((error, behind)) = slip::joined(self.line, rest)
            && self.has_sets()
        {
            self.fail(error);
            self.end = behind;
            return behind;
        }
        if counts && self.has_sets() {
            let (error, behind) = slip::counts_in_words(self.line, self.last_set, rest);
            self.fail(error);
            self.end = behind;
            return behind;
        }
        if (self.has_sets() || self.failed)
            && let Some((error, behind)) = slip::load_in_words(self.line, rest)
        {
            self.fail(error);
            self.end = behind;
            return behind;
        }
        let (mut end, mut next) = unknown_run(rest);
        // `left knee pain 3`, and `knee pain` without a number: one mistake.
        if let Some((Key::Pain, behind)) = key(next) {
            if let Some((error, behind)) = slip::late_pain(self.line, rest, next, behind) {
                self.tree.errors.push(error);
                self.end = behind;
                return behind;
            }
            let number = blanks(behind);
            let whole = matches!(attribute::attribute(self.line, next), Read::Attribute(..));
            if whole {
                // `foo pain left knee 3`: the pain is told as it should be.
            } else if !number
                .first()
                .is_some_and(|&b| is_letter(b) || b.is_ascii_digit())
                || key(number).is_some()
            {
                (end, next) = (behind, behind);
            }
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
            } else if let Some((error, behind)) = slip::unopened_remark(self.line, rest, end) {
                self.tree.errors.push(error);
                self.end = behind;
                return behind;
            } else {
                let error = unknown_words(self.line, rest, end, &ENTRY_WORDS);
                // What is left of `L 12 zR 12` is not what was done.
                let run = rest.get(..rest.len() - end.len()).unwrap_or(&[]);
                let sets = slip::holds_sets(rest, end)
                    || self.side.is_some() && run.iter().any(u8::is_ascii_digit);
                match sets && !self.failed {
                    true => {
                        self.entry.unread = true;
                        self.failed = true;
                        Finding {
                            unread: true,
                            ..error
                        }
                    }
                    false => error,
                }
            };
        self.tree.errors.push(error);
        self.end = end;
        next
    }
}
