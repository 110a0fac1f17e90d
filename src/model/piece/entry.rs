//! Entries with their sets, and what they name: exercises, levels, loads and cues, each once.

use super::{Piece, Reader};
use crate::model::arena::Arena;
use crate::model::quantity;
use crate::model::{About, ExerciseId, LevelId, Load, Occurrence, Set, Statement};
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
                Repeat::Of(number) => self.again(reader, entry.span, number),
                Repeat::Like { of, .. } => self.like(reader, entry, of),
                _ if entry.unread => {}
                _ => self.entry(reader, entry),
            }
        }
        start..base.saturating_add(self.entries.len() as u32)
    }

    /// An entry whose line was read before: it differs in its place alone.
    fn again(&mut self, reader: &Reader<'_, 't>, span: Span, number: u32) {
        let Some(&(first, unitless)) = self.firsts.get(number as usize) else {
            return;
        };
        let Some(statement) = self.statements.get(first as usize) else {
            return;
        };
        self.unitless.0 += unitless;
        self.last_name = statement.exercise.0;
        if let Some(name) = self.names.get_mut(statement.exercise.0 as usize) {
            name.uses = name.uses.saturating_add(1);
        }
        self.occurs(reader, span.start, first);
    }

    /// An entry like that of a line that was read before: it differs in its sets alone.
    fn like(&mut self, reader: &Reader<'_, 't>, entry: &ast::Entry, number: u32) {
        let Some(&(first, unitless)) = self.firsts.get(number as usize) else {
            return;
        };
        let Some(statement) = self.statements.get(first as usize).cloned() else {
            return;
        };
        self.unitless.0 += unitless;
        self.last_name = statement.exercise.0;
        if let Some(name) = self.names.get_mut(statement.exercise.0 as usize) {
            name.uses = name.uses.saturating_add(1);
        }
        let index = self.statements.len() as u32;
        self.firsts.push((index, unitless));
        self.occurs(reader, entry.span.start, index);
        let (sets, about, working) = self.sets(reader, entry, statement.exercise.0);
        self.statements.push(Statement {
            sets,
            about,
            working,
            ..statement
        });
    }

    /// Adds an entry that says what that statement of the piece does.
    #[inline]
    fn occurs(&mut self, reader: &Reader<'_, 't>, start: u32, statement: u32) {
        self.entries.push(Occurrence {
            start,
            statement: Arena::<Statement>::base(self.part).saturating_add(statement),
            level: LevelId::NONE,
            file: reader.file,
        });
    }

    fn entry(&mut self, reader: &Reader<'_, 't>, entry: &ast::Entry) {
        let name = self.name(reader, entry.name);
        let level = match reader.text(entry.level) {
            "" => None,
            level => self.level(name, level),
        };
        let (sets, about, working) = self.sets(reader, entry, name);
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
        self.unitless(reader, entry);
        if let Repeat::First(_) = entry.repeat {
            let index = self.statements.len() as u32;
            self.firsts.push((index, self.unitless.0 - unitless));
        }
        let extra = if details {
            self.extra(reader, attributes, &[])
        } else {
            0
        };
        self.occurs(reader, entry.span.start, self.statements.len() as u32);
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
            about,
            working,
        });
    }

    /// Adds the sets of an entry of that name: where they are, what they are about, and how many of
    /// them are working sets.
    fn sets(
        &mut self,
        reader: &Reader<'_, 't>,
        entry: &ast::Entry,
        name: u32,
    ) -> (Range<u32>, About, u16) {
        let base = Arena::<Set>::base(self.part);
        let first = base.saturating_add(self.sets.len() as u32);
        let from = |at: u32| at.saturating_sub(entry.span.start);
        let (mut last, mut load) = (None, 0);
        let (mut about, mut working) = (About::default(), 0u16);
        for set in entry.sets.of(&reader.tree.sets) {
            if set.load != last {
                last = set.load;
                load = self.load(reader, set.load);
            }
            let cue = if set.cue.is_empty() {
                0
            } else {
                self.cue(reader, name, set.cue)
            };
            let set = Set {
                amount: set.amount,
                load,
                within: Span::new(from(set.span.start), from(set.span.end)),
                cue,
                count: set.count,
                side: set.side,
                // A test goes to where form breaks by its nature.
                failed: set.failed && entry.kind != ast::EntryKind::Test,
                warmup: set.warmup,
            };
            about.add(&set);
            if !set.warmup {
                working = working.saturating_add(u16::from(set.count));
            }
            self.sets.push(set);
        }
        self.measures |= about.measured();
        self.one_sided |= about.one_sided();
        let sets = first..base.saturating_add(self.sets.len() as u32);
        (sets, about, working)
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

    fn name(&mut self, reader: &Reader<'_, 't>, span: Span) -> u32 {
        let text = reader.text(span);
        // Sessions are much like the ones before them, so the next name can mostly be guessed.
        let guess = self.followers.get(self.last_name as usize).copied();
        if let Some(index) = guess
            && let Some(name) = self.names.get_mut(index as usize)
            && name.text == text
        {
            name.uses = name.uses.saturating_add(1);
            self.last_name = index;
            return index;
        }
        let next = self.names.len() as u32;
        let index = *self.names_seen.entry(text).or_insert(next);
        match self.names.get_mut(index as usize) {
            Some(name) => name.uses = name.uses.saturating_add(1),
            None => {
                self.followers.push(index);
                self.names.push(Name {
                    text,
                    uses: 1,
                    first: reader.place(span),
                });
            }
        }
        if let Some(follower) = self.followers.get_mut(self.last_name as usize) {
            *follower = index;
        }
        self.last_name = index;
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

    fn load(&mut self, reader: &Reader<'_, 't>, load: Option<u32>) -> u32 {
        let load = load.and_then(|load| reader.tree.loads.get(load as usize));
        let Some(load) = load.map(RawLoad::from) else {
            return 0;
        };
        let next = self.loads.len() as u32 + 1;
        let index = *self.loads_seen.entry(load).or_insert(next);
        if index == next {
            self.loads.push(load);
        }
        index
    }

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
