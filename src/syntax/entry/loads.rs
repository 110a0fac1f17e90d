//! Loads set off by a blank, and warm-up sets in parentheses.

use super::super::attribute::{after, token};
use super::super::grammar::{self, Key, blanks, key};
use super::super::line::In;
use super::super::slip;
use super::Reader;
use crate::finding::Finding;

impl<'a> Reader<'_, '_, 'a> {
    /// `+ 45lb`: what follows it, if that is a load.
    #[cold]
    pub fn sign_apart(&mut self, sign: In<'a>, number: In<'a>) -> Option<In<'a>> {
        let (end, _) = grammar::load(number).ok()?;
        let error = slip::sign_apart(self.line, sign, number, end);
        self.fail(error);
        Some(end)
    }

    /// A load set off by a blank: for all sets before it that have none.
    pub fn spread_load(&mut self, rest: In<'a>) -> In<'a> {
        self.bare = false;
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
            self.failed_up_to = Some(behind);
            return behind;
        }
        let index = weight.push(self.tree, span);
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
    pub fn warmups(&mut self, rest: In<'a>) -> In<'a> {
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
            self.failed_up_to = Some(inside);
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
                    self.bare = false;
                    next = after(next, 1);
                }
                Some(b'@' | b'+' | b'-' | b'0'..=b'9') => {
                    next = match grammar::load(next) {
                        Ok((behind, weight)) if self.tree.sets.len() > first => {
                            let span = self.line.span(next, behind);
                            let index = weight.push(self.tree, span);
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
        self.bare = false;
        self.pending = pending;
        self.end = end;
        end
    }

    /// `3x5 8 rpe`, `3x5 @8 rpe`: the number before the word was no set and no load.
    #[cold]
    pub fn take_back(&mut self, word: In<'a>, behind: In<'a>) {
        let Some((error, _)) = slip::late_number(self.line, word, behind, 0) else {
            return;
        };
        let number = error.place.span.start;
        let loads = self.tree.loads.len() as u32;
        let sets = self.tree.sets.get_mut(self.first_set..).unwrap_or(&mut []);
        if self
            .tree
            .loads
            .last()
            .is_some_and(|load| load.span.start == number)
        {
            for set in &mut *sets {
                set.load = set.load.filter(|load| load + 1 != loads);
            }
            self.spread = sets.iter().any(|set| set.load.is_some());
            self.tree.loads.pop();
        } else if sets.len() > 1 && sets.last().is_some_and(|set| set.span.start == number) {
            self.tree.sets.pop();
            self.pending = self.pending.min(self.tree.sets.len());
            self.bare = false;
        }
    }

    #[cold]
    fn no_warmups(&self, from: In<'a>, to: In<'a>) -> Finding {
        let first = !self.has_sets();
        slip::words_in_parentheses(self.line, self.start, from, to, first)
    }
}
