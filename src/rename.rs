//! Another name for an exercise: the edits of all files of a journal, and what is to be read from them.

mod block;
mod mentions;
mod places;

use crate::format::format;
use crate::load;
use crate::model::history::entry_place;
use crate::model::names::key;
use crate::model::{Exercise, ExerciseId, Journal, LevelId, Routine, catalog};
use crate::nearest::nearest;
use crate::order;
use crate::syntax::ast::Tree;
use crate::syntax::parse;
use crate::text::{Edit, FileId, Place, Span, apply};
use places::{Called, Role};

/// How a new name is to be written so that it is read as one.
#[derive(Clone, Copy)]
struct Spelling {
    /// In an entry it ends at a colon.
    colon: bool,
    /// In a list it is quoted.
    quoted: bool,
}

/// What becomes of the exercise.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It has a name that no exercise had.
    Fresh,
    /// The name was its own already, in this spelling or as another name.
    Same,
    /// It becomes one with an exercise of the journal or of the catalogue.
    Joined,
}

/// The exercise before and its name after.
pub struct Renaming<'a> {
    journal: &'a Journal,
    id: ExerciseId,
    /// All its names, as they are compared, its own first.
    names: Vec<String>,
    /// The new name as it is written.
    pub new: String,
    spelling: Spelling,
    /// What becomes of it.
    pub fate: Fate,
    /// The exercise of the journal that has the new name.
    other: Option<ExerciseId>,
    /// The names that give way to the new one.
    out: Vec<String>,
}

/// The edits of one file.
#[derive(Default)]
pub struct Changes {
    /// In file order.
    pub edits: Vec<Edit>,
    /// How many names they replace.
    pub places: usize,
}

/// What was not changed.
#[derive(Default)]
pub struct Left {
    /// How often notes and comments speak of the name.
    pub mentions: usize,
    /// Lines that cannot be read and hold the name.
    pub unread: Vec<Place>,
}

impl<'a> Renaming<'a> {
    /// Finds the exercise and judges the new name; a sentence about what does not fit.
    pub fn new(journal: &'a Journal, old: &str, new: &str) -> Result<Renaming<'a>, String> {
        let new = new.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(id) = find(journal, old).filter(|&id| in_use(journal, id)) else {
            return Err(unknown(journal, old));
        };
        let spelling = spelling(&new)?;
        let exercise = journal.exercise(id);
        let names: Vec<String> = all_names(exercise).map(key).collect();
        let other = find(journal, &new);
        let fate = match other {
            Some(other) if other == id => Fate::Same,
            None if catalog::block(&new).is_none() => Fate::Fresh,
            _ => Fate::Joined,
        };
        let mut renaming = Renaming {
            journal,
            id,
            out: vec![key(&exercise.name), key(old)],
            names,
            new,
            spelling,
            fate,
            other: other.filter(|_| fate == Fate::Joined),
        };
        if fate == Fate::Joined {
            let declared = renaming.declared_aliases();
            let names = renaming.names.iter();
            let rest = names.filter(|name| !declared.contains(name));
            let rest: Vec<String> = rest.cloned().collect();
            renaming.out.extend(rest);
        }
        Ok(renaming)
    }

    /// The exercise as it is.
    pub fn exercise(&self) -> &'a Exercise {
        self.journal.exercise(self.id)
    }

    /// Another exercise that the journal speaks of and that has the new name.
    pub fn merged_with(&self) -> Option<&'a Exercise> {
        let other = self.other.filter(|&id| in_use(self.journal, id))?;
        Some(self.journal.exercise(other))
    }

    /// Whether what the catalogue says is written into the journal, as no exercise of the catalogue
    /// can have another name.
    pub fn takes_block(&self) -> bool {
        self.exercise().built_in
            && match self.fate {
                Fate::Fresh => true,
                Fate::Same => catalog::block(&self.new).is_none(),
                Fate::Joined => false,
            }
    }

    /// Whether the name of the catalogue remains, and the new one is another name there.
    pub fn only_spelled(&self) -> bool {
        self.fate == Fate::Same
            && self.exercise().built_in
            && !self.takes_block()
            && key(&self.new) != key(&self.exercise().name)
    }

    /// Whether the exercise is one of those that are the routine where none is written, which it
    /// would no longer be.
    pub fn takes_routine(&self) -> bool {
        let basic = |name: &&'static str| key(name) == key(&self.exercise().name);
        self.takes_block() && self.journal.routines.is_empty() && catalog::BASIC.iter().any(basic)
    }

    /// The edits of all files, in their order, and what they leave alone.
    pub fn changes(&self) -> (Vec<Changes>, Left) {
        let mut left = Left::default();
        let files = &self.journal.sources.files;
        let trees: Vec<Tree> = (0u16..)
            .zip(files)
            .map(|(id, file)| parse(&file.text, FileId(id)))
            .collect();
        let mut changes: Vec<Changes> = Vec::new();
        for ((id, file), tree) in (0u16..).zip(files).zip(&trees) {
            let mut called = places::all(&file.text, tree);
            order::sort_by_key(&mut called, |called| called.span);
            mentions::count(self, &file.text, tree, &called, FileId(id), &mut left);
            let mut own = Changes::default();
            for name in &called {
                self.change(&file.text, tree, name, FileId(id), &mut own);
            }
            changes.push(own);
        }
        block::add(self, &trees, &mut changes);
        for own in &mut changes {
            order::sort_by_key(&mut own.edits, |edit| edit.place.span);
        }
        (changes, left)
    }

    fn change(&self, text: &str, tree: &Tree, called: &Called, file: FileId, own: &mut Changes) {
        let written = called.span.of(text);
        let name = key(written);
        let is_out = self.out.contains(&name);
        let quoted = text
            .get(..called.span.start as usize)
            .is_some_and(|before| before.ends_with('"'));
        let (span, new) = match called.role {
            Role::Entry if is_out => {
                let colon = self.spelling.colon && !places::has_colon(text, called.span);
                (
                    called.span,
                    format!("{}{}", self.new, if colon { ":" } else { "" }),
                )
            }
            Role::Header if self.names.contains(&name) && !self.only_spelled() => {
                (called.span, self.header())
            }
            Role::Listed(list) if is_out => {
                let words = list.of(&tree.words);
                let twice = |word: &&Span| find(self.journal, word.of(text)) == self.other;
                if self.other.is_some() && words.iter().any(|word| twice(&word)) {
                    (places::without(text, words, called.span), String::new())
                } else if self.spelling.quoted && !quoted {
                    (called.span, format!("\"{}\"", self.new))
                } else {
                    (called.span, self.new.clone())
                }
            }
            Role::Also { list, line } if self.fate == Fate::Same && name == key(&self.new) => {
                let words = list.of(&tree.words);
                match words.len() {
                    1 => (places::whole(text, line), String::new()),
                    _ => (places::without(text, words, called.span), String::new()),
                }
            }
            Role::Allow if is_out => match self.spelling.quoted && !quoted {
                true => (called.span, format!("\"{}\"", self.new)),
                false => (called.span, self.new.clone()),
            },
            _ => return,
        };
        if span.of(text) != new {
            own.places += 1;
            own.edits.push(Edit {
                place: Place { file, span },
                text: new,
            });
        }
    }

    /// What stands behind `exercise` afterwards.
    fn header(&self) -> String {
        if self.fate != Fate::Joined {
            return self.new.clone();
        }
        match self.other {
            Some(other) => self.journal.exercise(other).name.clone(),
            None => catalog::name(&self.new).unwrap_or(&self.new).to_string(),
        }
    }

    /// Names that an `also` of the journal gives to the exercise.
    fn declared_aliases(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (id, file) in (0u16..).zip(&self.journal.sources.files) {
            let tree = crate::syntax::directives(&file.text, FileId(id));
            for called in places::all(&file.text, &tree) {
                let name = key(called.span.of(&file.text));
                if matches!(called.role, Role::Also { .. }) && self.names.contains(&name) {
                    found.push(name);
                }
            }
        }
        found
    }

    /// The journal that is to be read from the changed files, and how many entries are read in
    /// another way because of what the other exercise is; the place of an entry that became
    /// something else.
    pub fn expected(&self, after: &Journal) -> Result<(Journal, usize), Place> {
        let mut expected = self.journal.clone();
        if self.fate != Fate::Joined {
            let kept = self.only_spelled();
            if let Some(exercise) = expected.exercises.get_mut(self.id.0 as usize) {
                if !kept {
                    exercise.name.clone_from(&self.new);
                    exercise.also.retain(|also| key(also) != key(&self.new));
                }
                if self.takes_block() {
                    exercise.built_in = false;
                    exercise.declared.get_or_insert_default();
                }
            }
            if self.takes_routine() {
                let basic = catalog::BASIC
                    .iter()
                    .filter_map(|name| find(self.journal, name));
                expected.routines.push(Routine {
                    name: block::ROUTINE.to_string(),
                    exercises: basic.collect(),
                    place: Place::default(),
                });
            }
            return Ok((expected, 0));
        }
        let into = find(after, &self.new).ok_or_else(Place::default)?;
        let other = match self.other {
            Some(other) => other,
            None => {
                expected.exercises.push(Exercise::default());
                ExerciseId(expected.exercises.len() as u32 - 1)
            }
        };
        let differently = self.join(&mut expected, after, other, into)?;
        for routine in &mut expected.routines {
            let has = routine.exercises.contains(&other);
            if has {
                routine.exercises.retain(|&id| id != self.id);
            }
            for id in &mut routine.exercises {
                if *id == self.id {
                    *id = other;
                }
            }
        }
        for allow in &mut expected.allows {
            if allow.exercise == Some(self.id) {
                allow.exercise = Some(other);
            }
        }
        let facts = after.exercise(into).clone();
        if let Some(exercise) = expected.exercises.get_mut(other.0 as usize) {
            *exercise = facts;
        }
        if let Some(exercise) = expected.exercises.get_mut(self.id.0 as usize) {
            (exercise.used, exercise.declared) = (0, None);
        }
        Ok((expected, differently))
    }

    /// Makes the entries of one exercise those of another, at the levels that they then have.
    fn join(
        &self,
        expected: &mut Journal,
        after: &Journal,
        other: ExerciseId,
        into: ExerciseId,
    ) -> Result<usize, Place> {
        let mut differently = 0;
        let mut read = after.entries.indices();
        // What several entries say is changed once all of them have been looked at.
        let mut said: Vec<(u32, bool)> = Vec::new();
        let mut levels = expected.entries.beside(LevelId::NONE);
        for index in expected.entries.indices() {
            let Some(entry) = self.journal.entry(index) else {
                continue;
            };
            let now = read.next().and_then(|index| after.entry(index));
            let place = entry_place(&entry);
            let now = now.ok_or(place)?;
            if let Some(level) = levels.get_mut(index) {
                *level = entry.level;
            }
            if entry.exercise != self.id && entry.exercise != other {
                continue;
            }
            let level = self
                .journal
                .level_name(entry.exercise, entry.level)
                .map(key);
            let level_now = after.level_name(now.exercise, now.level).map(key);
            if now.exercise != into || entry.level_written.is_some() && level != level_now {
                return Err(place);
            }
            differently += usize::from(level != level_now || entry.each != now.each);
            if let Some(occurrence) = expected.entries.get(index) {
                said.push((occurrence.statement, now.each));
            }
            if let Some(level) = levels.get_mut(index) {
                *level = now.level;
            }
        }
        expected.levels = levels;
        for (statement, each) in said {
            if let Some(statement) = expected.statements.get_mut(statement) {
                (statement.exercise, statement.each) = (other, each);
            }
        }
        Ok(differently)
    }
}

/// The bytes of a file with its edits made. One that was in the one layout stays in it.
pub fn edited(before: &[u8], edits: &[Edit]) -> Vec<u8> {
    let layout = |bytes: &[u8]| {
        let text = load::source("", None, bytes.to_vec()).text;
        format(&text, &parse(&text, FileId(0)), FileId(0))
    };
    let after = apply(before, edits);
    match layout(before).is_empty() {
        true => apply(&after, &layout(&after)),
        false => after,
    }
}

fn all_names(exercise: &Exercise) -> impl Iterator<Item = &str> {
    std::iter::once(exercise.name.as_str()).chain(exercise.also.iter().map(String::as_str))
}

/// The exercise of that name.
fn find(journal: &Journal, name: &str) -> Option<ExerciseId> {
    let wanted = key(name);
    let mut ids = (0u32..).map(ExerciseId).zip(&journal.exercises);
    ids.find(|(_, exercise)| all_names(exercise).any(|name| key(name) == wanted))
        .map(|(id, _)| id)
}

/// Whether it has entries or is declared.
fn in_journal(journal: &Journal, id: ExerciseId) -> bool {
    let exercise = journal.exercise(id);
    exercise.used > 0 || exercise.declared.is_some()
}

/// The same, or a directive speaks of it.
fn in_use(journal: &Journal, id: ExerciseId) -> bool {
    in_journal(journal, id)
        || journal
            .routines
            .iter()
            .any(|routine| routine.exercises.contains(&id))
        || journal
            .allows
            .iter()
            .any(|allow| allow.exercise == Some(id))
}

fn unknown(journal: &Journal, old: &str) -> String {
    let ids = (0u32..).map(ExerciseId).zip(&journal.exercises);
    let known = ids.filter(|&(id, _)| in_use(journal, id));
    let near = nearest(old, known.flat_map(|(_, exercise)| all_names(exercise)));
    let hint = match near {
        Some(near) => format!("; the nearest name is `{near}`"),
        None => String::new(),
    };
    match catalog::block(old) {
        Some(_) => format!("`{old}` is built in, but this journal has no entry of it{hint}"),
        None => format!("no exercise of this journal is called `{old}`{hint}"),
    }
}

/// How the name is written so that it is read as one, if it can be.
fn spelling(new: &str) -> Result<Spelling, String> {
    let named = |entry: &str| {
        let text = format!("2026-01-01\n  {entry}\n");
        let tree = parse(&text, FileId(0));
        let name = tree
            .entries
            .first()
            .map(|entry| entry.name.of(&text).to_string());
        let whole = tree.errors.is_empty() && tree.entries.len() == 1;
        name.map(|name| (whole && name == new, name))
    };
    let is = |entry: String| named(&entry).is_some_and(|(is, _)| is);
    let plain = is(format!("{new} 1")) && is(format!("{new} test 1"));
    let header = format!("exercise {new}\n");
    let tree = parse(&header, FileId(0));
    let heads = places::all(&header, &tree)
        .iter()
        .any(|called| called.span.of(&header) == new);
    if new.is_empty() || !heads || !tree.errors.is_empty() || !(plain || is(format!("{new}: 1"))) {
        let part = named(&format!("{new} 1")).map(|(_, part)| part);
        let part = part.filter(|part| !part.is_empty() && part != new);
        let part = part.map_or_else(String::new, |part| {
            format!(", of which only `{part}` would be read as one")
        });
        return Err(format!(
            "`{new}` cannot be the name of an exercise{part}; write words without quotation marks, \
             brackets, colons, `;`, `#` and `@`, and without what reads like sets"
        ));
    }
    Ok(Spelling {
        colon: !plain,
        quoted: new.contains(',') || key(new).contains(" until"),
    })
}
