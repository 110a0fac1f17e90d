//! Sets of an entry: `[count x] amount ['!' [cue]] ['@' load]`.

use super::super::ast::{Amount, Attribute, AttributeKind, Set};
use super::super::attribute::{after, token};
use super::super::grammar::{self, Key, MOST_SETS, at_end, blanks, digits, is_letter, key};
use super::super::line::In;
use super::super::slip;
use super::{Reader, cue_word};
use crate::text::Span;

impl<'a> Reader<'_, '_, 'a> {
    /// Sets, or a bare `100kg`; what follows them and blanks.
    #[inline(always)]
    pub fn sets(&mut self, mut rest: In<'a>) -> In<'a> {
        loop {
            rest = self.set_or_load(rest);
            if !rest.first().is_some_and(u8::is_ascii_digit) {
                return blanks(rest);
            }
        }
    }

    /// A set, or a bare `100kg`; what follows it, blanks skipped where that is known.
    #[inline(always)]
    pub fn set_or_load(&mut self, rest: In<'a>) -> In<'a> {
        let plain = grammar::plain_set(rest);
        let Some(set) = plain.filter(|set| set.count.is_none() || !self.bare) else {
            return self.marked_set_or_load(rest);
        };
        let behind = set.behind;
        let load = set
            .load
            .map(|(from, weight)| weight.push(self.tree, self.line.span(from, behind)));
        let reps = matches!(set.amount, Amount::Reps(_));
        self.bare = set.count.is_none() && reps && load.is_none() && !behind.is_empty();
        self.push_set(rest, behind, set.count.unwrap_or(1), set.amount, load);
        set.next
    }

    /// The same for all that can be written.
    #[inline(never)]
    fn marked_set_or_load(&mut self, rest: In<'a>) -> In<'a> {
        let before = std::mem::take(&mut self.bare).then_some(self.last_set);
        match self.set(rest, before) {
            Ok(behind) => behind,
            Err(miss) => self.no_set(rest, miss),
        }
    }

    /// [`Reader::set_or_load`] where it is rare.
    #[inline(never)]
    pub fn warmup(&mut self, rest: In<'a>) -> In<'a> {
        self.set_or_load(rest)
    }

    #[cold]
    fn no_set(&mut self, rest: In<'a>, miss: nom::Err<grammar::Miss>) -> In<'a> {
        match miss {
            _ if grammar::load(rest).is_ok() => self.spread_load(rest),
            nom::Err::Error(miss) | nom::Err::Failure(miss) => {
                let behind = after(rest, token(rest).len());
                if let Some((Key::Rpe, end)) = key(blanks(behind))
                    && !matches!(blanks(end), [b'0'..=b'9' | b'=', ..])
                {
                    // `7.5 rpe` is told at its word.
                    return behind;
                }
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
    pub fn set_without_count(&mut self, rest: In<'a>) -> In<'a> {
        let amount = blanks(after(rest, 1));
        match grammar::amount(amount) {
            Ok((behind, amount)) => {
                if let (
                    Some(Set {
                        count: 1,
                        amount: Amount::Time(_) | Amount::Distance(_),
                        load: None,
                        span,
                        ..
                    }),
                    Amount::Reps(_),
                ) = (
                    self.tree
                        .sets
                        .get(self.first_set..)
                        .and_then(|sets| sets.last()),
                    amount,
                ) && span.end == self.line.at(self.end)
                    && blanks(self.end).len() == rest.len()
                {
                    let error =
                        slip::late_count(self.line, self.last_set, self.end, amount, behind);
                    self.fail(error);
                    return behind;
                }
                self.set_tail(rest, behind, Some(1), amount)
            }
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
            self.bare = true;
        }
        self.push_set(from, rest, count.unwrap_or(1), amount, None);
        rest
    }

    #[inline(always)]
    fn push_set(
        &mut self,
        from: In<'a>,
        rest: In<'a>,
        count: u8,
        amount: Amount,
        load: Option<u32>,
    ) {
        self.tree.sets.push(Set {
            span: self.line.span(from, rest),
            amount,
            count,
            side: self.side,
            warmup: false,
            failed: false,
            cue: Span::default(),
            load,
        });
        self.working = true;
        self.last_set = from;
        self.end = rest;
    }

    /// A set with marks glued to it, or a zero.
    #[inline(never)]
    fn marked_set(&mut self, from: In<'a>, mut rest: In<'a>, count: u8, amount: Amount) -> In<'a> {
        if let [b'\'' | b'"', ..] = rest
            && let Some((error, end)) = slip::primes(self.line, from, rest)
        {
            self.fail(error);
            return end;
        }
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
                            load = Some(weight.push(self.tree, self.line.span(rest, behind)));
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
                            load = Some(weight.push(self.tree, self.line.span(rest, behind)));
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
                self.failed_up_to = Some(end);
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
        self.push_set(from, rest, count, amount, load);
        if let Some(set) = self.tree.sets.last_mut() {
            (set.span, set.failed, set.cue) = (span, failed, cue);
        }
        rest
    }

    /// `10 !` and `10 !pelvis-drop`, right behind one set: read for what it is.
    #[cold]
    pub fn mark_apart(&mut self, mark: In<'a>) -> Option<In<'a>> {
        let set_end = self.line.at(self.end);
        let set = self.tree.sets.get_mut(self.first_set..)?.last_mut()?;
        let cue = after(mark, 1);
        let behind = after(cue, cue_word(cue).len());
        let alone = at_end(blanks(behind)) || matches!(behind.first(), Some(b' ' | b'\t' | b','));
        if self.failed || set.span.end != set_end || set.failed || set.load.is_some() || !alone {
            return None;
        }
        self.bare = false;
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
