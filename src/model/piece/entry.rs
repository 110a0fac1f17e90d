//! Entries with their sets, and what they name: exercises, levels, loads and cues, each once.

use super::sum::Sum;
use super::{Piece, Reader};
use crate::model::arena::Arena;
use crate::model::quantity;
use crate::model::{ExerciseId, LevelId, Load, Occurrence, Set, Statement};
use crate::syntax::ast::{self, AttributeKind, Repeat, Unit};
use crate::text::{Place, Span};
use std::ops::Range;

/// A name as written.
pub struct Name<'t> {
    /// Its first spelling.
    pub text: &'t str,
    /// How many entries have it.
    pub uses: u32,
    /// Where it stands first.
    pub first: Place,
}

/// A load whose unit may be that of the journal.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RawLoad {
    /// In thousandths of its unit.
    pub thousandths: u32,
    /// The unit, if written.
    pub unit: Option<Unit>,
    /// How it acts.
    pub kind: ast::LoadKind,
    /// How many implements.
    pub implements: u8,
}

impl From<&ast::Load> for RawLoad {
    fn from(load: &ast::Load) -> RawLoad {
        RawLoad {
            thousandths: load.thousandths,
            unit: load.unit,
            kind: load.kind,
            implements: load.implements,
        }
    }
}

impl RawLoad {
    /// The load in grams, if its unit is known.
    pub fn resolve(self, unit: Option<Unit>) -> Option<Load> {
        let unit = self.unit.or(unit)?;
        Some(Load {
            grams: quantity::grams(self.thousandths, unit),
            kind: self.kind,
            implements: self.implements,
            unit,
        })
    }
}

impl<'t> Piece<'t> {
    /// Adds entries; the result is their place in the journal.
    pub(super) fn entries(
        &mut self,
        reader: &Reader<'_, 't>,
        entries: &[ast::Entry],
    ) -> Range<u32> {
        let base = Arena::<Occurrence>::base(self.part);
        let start = base.saturating_add(self.entries.len() as u32);
        for entry in entries {
            match entry.repeat {
                Repeat::Of(number) => self.again(entry.span, number),
                Repeat::Like { of, .. } => self.like(reader, entry, of),
                _ if entry.unread => {}
                _ => self.entry(reader, entry),
            }
        }
        start..base.saturating_add(self.entries.len() as u32)
    }

    /// An entry whose line was read before: it differs in its place alone.
    fn again(&mut self, span: Span, number: u32) {
        let Some(&(first, unitless)) = self.firsts.get(number as usize) else {
            return;
        };
        let Some(statement) = self.statements.get(first as usize) else {
            return;
        };
        self.unitless.0 += unitless;
        if let Some(name) = self.names.get_mut(statement.exercise.0 as usize) {
            name.uses = name.uses.saturating_add(1);
        }
        self.occurs(span.start, first);
    }

    /// An entry like that of a line that was read before: it differs in the numbers of its sets
    /// alone.
    fn like(&mut self, reader: &Reader<'_, 't>, entry: &ast::Entry, number: u32) {
        let Some(&(first, unitless)) = self.firsts.get(number as usize) else {
            return;
        };
        let Some(before) = self.statements.get(first as usize) else {
            return;
        };
        let (name, about) = (before.exercise.0, before.about);
        let known = Arena::<Set>::place(before.sets.start);
        let (first, count) = (self.sets.len(), before.sets.len());
        let index = self.statements.len() as u32;
        let sets = self.sets_at(first..first + count);
        let statement = Statement {
            sets,
            ..before.clone()
        };
        self.statements.push(statement);
        self.firsts.push((index, unitless));
        self.occurs(entry.span.start, index);
        self.unitless.0 += unitless;
        if let Some(name) = self.names.get_mut(name as usize) {
            name.uses = name.uses.saturating_add(1);
        }
        self.sets.extend_from_within(known..known + count);
        let written = entry.sets.of(&reader.tree.sets);
        let mut sum = Sum::default();
        for (set, written) in self.sets.iter_mut().skip(first).zip(written) {
            (set.amount, set.count) = (written.amount, written.count);
            sum.add(written);
        }
        if about.loaded() {
            self.loads_and_cues(reader, name, written, first);
        }
        if let Some(statement) = self.statements.last_mut() {
            statement.working = sum.working();
            (statement.least, statement.most) = (sum.least, sum.most);
        }
    }

    /// Adds an entry that says what that statement of the piece does.
    #[inline]
    fn occurs(&mut self, start: u32, statement: u32) {
        self.entries.push(Occurrence {
            start,
            statement: Arena::<Statement>::base(self.part).saturating_add(statement),
        });
    }

    fn entry(&mut self, reader: &Reader<'_, 't>, entry: &ast::Entry) {
        let name = self.name(reader, entry.name);
        let level = if entry.level.is_empty() {
            None
        } else {
            self.level(name, reader.text(entry.level))
        };
        let (sets, sum) = self.sets(reader, entry, name);
        let attributes = entry.attributes.of(&reader.tree.attributes);
        let (mut difficulty, mut each) = (None, false);
        let mut details = false;
        for attribute in attributes {
            match attribute.kind {
                AttributeKind::Difficulty(word) => difficulty = Some(word),
                AttributeKind::Each => each = true,
                _ => details = true,
            }
        }
        let unitless = self.unitless.0;
        if sum.about.loaded() {
            self.unitless(reader, entry);
        }
        if let Repeat::First(_) = entry.repeat {
            let index = self.statements.len() as u32;
            self.firsts.push((index, self.unitless.0 - unitless));
        }
        let extra = if details {
            self.extra(reader, attributes, &[])
        } else {
            0
        };
        self.tests |= entry.kind == ast::EntryKind::Test;
        self.occurs(entry.span.start, self.statements.len() as u32);
        self.statements.push(Statement {
            length: entry.span.len(),
            exercise: ExerciseId(name),
            sets,
            extra,
            kind: entry.kind,
            difficulty,
            each,
            superset: entry.superset,
            level_written: level.map(LevelId),
            about: sum.about,
            working: sum.working(),
            least: sum.least,
            most: sum.most,
        });
    }

    /// Adds the sets of an entry of that name: where they are, and what they come to.
    #[inline]
    fn sets(
        &mut self,
        reader: &Reader<'_, 't>,
        entry: &ast::Entry,
        name: u32,
    ) -> (Range<u32>, Sum) {
        let first = self.sets.len();
        let sets = entry.sets.of(&reader.tree.sets);
        let from = |at: u32| at.saturating_sub(entry.span.start);
        let (mut sum, mut marks) = (Sum::default(), 0);
        self.sets.extend(sets.iter().map(|set| {
            // Not 0 where a set has a load or a cue, or is a warm-up.
            marks |= u32::from(set.load.is_some()) | set.cue.end | u32::from(set.warmup);
            sum.add(set);
            Set {
                amount: set.amount,
                load: 0,
                within: Span::new(from(set.span.start), from(set.span.end)),
                cue: 0,
                count: set.count,
                side: set.side,
                failed: set.failed,
                warmup: set.warmup,
            }
        }));
        if marks != 0 {
            self.loads_and_cues(reader, name, sets, first);
            if sets.iter().any(|set| set.warmup) {
                sum = Sum::sifted(sets);
            }
            if sets.iter().any(|set| set.load.is_some()) {
                sum.about.add_load();
            }
        }
        if entry.kind == ast::EntryKind::Test {
            // It goes to where form breaks by its nature.
            let tries = self.sets.get_mut(first..).unwrap_or(&mut []);
            tries.iter_mut().for_each(|set| set.failed = false);
        }
        self.one_sided |= sum.about.one_sided();
        (self.sets_at(first..self.sets.len()), sum)
    }

    /// The range in the journal of sets of the piece.
    fn sets_at(&self, places: Range<usize>) -> Range<u32> {
        let at = |place: usize| Arena::<Set>::base(self.part).saturating_add(place as u32);
        at(places.start)..at(places.end)
    }

    /// Names the loads and cues of sets that were added from `first` on.
    #[inline(never)]
    fn loads_and_cues(
        &mut self,
        reader: &Reader<'_, 't>,
        name: u32,
        sets: &[ast::Set],
        first: usize,
    ) {
        let (mut last, mut load) = (None, 0);
        for (written, at) in sets.iter().zip(first..) {
            if written.load != last {
                last = written.load;
                let raw = last.and_then(|load| reader.tree.loads.get(load as usize));
                load = raw.map_or(0, |raw| self.load(raw.into()));
            }
            let cue = if written.cue.is_empty() {
                0
            } else {
                self.cue(reader, name, written.cue)
            };
            if let Some(set) = self.sets.get_mut(at) {
                (set.load, set.cue) = (load, cue);
            }
        }
    }

    /// Counts the loads of an entry that have no unit: as written, not as spread over sets.
    fn unitless(&mut self, reader: &Reader<'_, 't>, entry: &ast::Entry) {
        let sets = entry.sets.of(&reader.tree.sets);
        let first = sets.iter().filter_map(|set| set.load).min();
        let last = sets.iter().filter_map(|set| set.load).max();
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        let loads = reader.tree.loads.get(first as usize..=last as usize);
        for load in loads.unwrap_or(&[]) {
            if load.unit.is_none() {
                self.unitless.0 += 1;
                self.unitless.1.get_or_insert(reader.place(load.span));
            }
        }
    }

    #[inline]
    fn name(&mut self, reader: &Reader<'_, 't>, span: Span) -> u32 {
        let until = reader.text.as_bytes().get(..span.end as usize);
        let until = until.unwrap_or(&[]);
        // The last bytes; short names mostly stand behind the same blanks.
        let key = until
            .last_chunk()
            .map_or(0, |word| u64::from_le_bytes(*word));
        let guess = self.name_guesses.get(key);
        if let Some(name) = self.names.get_mut(guess as usize)
            && until.get(span.start as usize..) == Some(name.text.as_bytes())
        {
            name.uses = name.uses.saturating_add(1);
            return guess;
        }
        let index = self.name_by_hash(reader, span);
        self.name_guesses.set(key, index);
        index
    }

    #[inline(never)]
    fn name_by_hash(&mut self, reader: &Reader<'_, 't>, span: Span) -> u32 {
        let text = reader.text(span);
        let next = self.names.len() as u32;
        let index = *self.names_seen.entry(text).or_insert(next);
        match self.names.get_mut(index as usize) {
            Some(name) => name.uses = name.uses.saturating_add(1),
            None => self.names.push(Name {
                text,
                uses: 1,
                first: reader.place(span),
            }),
        }
        index
    }

    /// `None` when there are more distinct levels than can be told apart.
    fn level(&mut self, name: u32, level: &'t str) -> Option<u16> {
        let next = u16::try_from(self.levels.len()).unwrap_or(u16::MAX);
        let index = *self.levels_seen.entry((name, level)).or_insert(next);
        if index == next && next < u16::MAX {
            self.levels.push((name, level));
        }
        (index < u16::MAX).then_some(index)
    }

    fn load(&mut self, load: RawLoad) -> u32 {
        let key = u64::from(load.thousandths);
        let guess = self.load_guesses.get(key);
        if self.loads.get(guess as usize) == Some(&load) {
            return guess + 1;
        }
        let index = self.load_by_hash(load);
        self.load_guesses.set(key, index);
        index + 1
    }

    #[inline(never)]
    fn load_by_hash(&mut self, load: RawLoad) -> u32 {
        let next = self.loads.len() as u32;
        let index = *self.loads_seen.entry(load).or_insert(next);
        if index == next {
            self.loads.push(load);
        }
        index
    }

    #[inline(never)]
    fn cue(&mut self, reader: &Reader<'_, 't>, name: u32, span: Span) -> u16 {
        let cue = reader.text(span);
        let next = u16::try_from(self.cues.len()).unwrap_or(0);
        let index = *self.cues_seen.entry(cue).or_insert(next);
        if index == next && next > 0 {
            self.cues.push(cue);
        }
        if self.cue_uses_seen.insert((name, index)) {
            self.cue_uses.push((name, index, reader.place(span)));
        }
        index
    }
}
