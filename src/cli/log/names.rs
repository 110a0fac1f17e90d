//! Which exercise a name is meant for that somebody typed.

use crate::model::catalog;
use crate::model::names::key;
use crate::model::{ExerciseId, Journal};
use crate::nearest::{nearest, slips};
use std::collections::HashMap;

/// A name of an exercise.
struct Known {
    name: String,
    key: String,
    /// The key of the name that its exercise has first.
    exercise: String,
    /// The journal uses or declares it; otherwise only the catalogue names it.
    own: bool,
}

/// The names that a journal and the catalogue know.
pub struct Names {
    known: Vec<Known>,
    by_key: HashMap<String, String>,
    /// How the journal wrote a name, or an exercise, last.
    spelled: HashMap<String, String>,
}

/// What was understood.
pub enum Meant {
    /// This name, as the journal writes it.
    Known(String),
    /// Another than was typed.
    Completed(String),
    /// A name that nothing knows.
    New,
    /// Nobody can tell; why.
    Unsure(String),
}

impl Names {
    /// `written` are the names of entries in the file, in order.
    pub fn new<'t>(journal: &Journal, written: impl Iterator<Item = &'t str>) -> Names {
        let mut known = Vec::new();
        for exercise in &journal.exercises {
            let own = exercise.used > 0 || exercise.declared.is_some();
            for name in std::iter::once(&exercise.name).chain(&exercise.also) {
                known.push(Known {
                    name: name.clone(),
                    key: key(name),
                    exercise: key(&exercise.name),
                    own,
                });
            }
        }
        let mut by_key: HashMap<String, String> = HashMap::new();
        for one in &known {
            by_key.insert(one.key.clone(), one.exercise.clone());
        }
        let mut first: HashMap<usize, String> = HashMap::new();
        for name in catalog::names() {
            let key = key(name);
            let Some(block) = catalog::find(&key) else {
                continue;
            };
            let exercise = first.entry(block).or_insert_with(|| key.clone()).clone();
            if !by_key.contains_key(&key) {
                by_key.insert(key.clone(), exercise.clone());
                known.push(Known {
                    name: name.to_string(),
                    key,
                    exercise,
                    own: false,
                });
            }
        }
        let mut spelled = HashMap::new();
        for name in written {
            let key = key(name);
            if let Some(exercise) = by_key.get(&key) {
                spelled.insert(exercise.clone(), name.to_string());
            }
            spelled.insert(key, name.to_string());
        }
        Names {
            known,
            by_key,
            spelled,
        }
    }

    /// What is equal for all names of one exercise.
    pub fn exercise(&self, name: &str) -> String {
        let key = key(name);
        self.by_key.get(&key).cloned().unwrap_or(key)
    }

    /// The exercise of that name in a journal.
    pub fn find(&self, journal: &Journal, exercise: &str) -> Option<ExerciseId> {
        let mut ids = (0u32..).zip(&journal.exercises);
        let found = ids.find(|(_, one)| key(&one.name) == exercise);
        found.map(|(id, _)| ExerciseId(id))
    }

    /// Whether something knows the name.
    pub fn knows(&self, name: &str) -> bool {
        self.by_key.contains_key(&key(name))
    }

    /// The exercise meant: that of the name, else the only one whose name begins like it, word by
    /// word, else the only one that is a slip away. Those of the journal come before the others.
    pub fn meant(&self, typed: &str) -> Meant {
        let wanted = key(typed);
        if let Some(exercise) = self.by_key.get(&wanted) {
            let spelled = self.spelled.get(&wanted).or(self.spelled.get(exercise));
            return Meant::Known(spelled.cloned().unwrap_or_else(|| self.canonical(exercise)));
        }
        let letters = wanted.chars().filter(|c| *c != ' ').count();
        let most = match letters {
            0..=2 => 0,
            3..=7 => 1,
            _ => 2,
        };
        let tests: [&dyn Fn(&str) -> bool; 3] = [
            &|name| letters > 1 && name.starts_with(&wanted),
            &|name| letters > 1 && begins_like(&wanted, name),
            &|name| slips(&wanted, name, most).is_some(),
        ];
        for own in [true, false] {
            for test in tests {
                let mut found: Vec<&str> = Vec::new();
                for one in self.known.iter().filter(|one| one.own == own) {
                    if test(&one.key) && !found.contains(&one.exercise.as_str()) {
                        found.push(&one.exercise);
                    }
                }
                match found.as_slice() {
                    [] => {}
                    [only] => return Meant::Completed(self.shown(only)),
                    several => {
                        let names: Vec<String> = several
                            .iter()
                            .take(5)
                            .map(|exercise| format!("`{}`", self.shown(exercise)))
                            .collect();
                        let more = if several.len() > 5 { ", …" } else { "" };
                        return Meant::Unsure(format!(
                            "`{typed}` may be {}{more}; write more of the name, or `--new` for an \
                             exercise of that name",
                            names.join(" or ")
                        ));
                    }
                }
            }
        }
        let own = self.known.iter().filter(|one| one.own);
        let others = self.known.iter().filter(|one| !one.own);
        let near = nearest(&wanted, own.chain(others).map(|one| one.key.as_str()));
        match near {
            Some(near) => {
                let near = self.known.iter().find(|one| one.key == near);
                let near = near.map_or("", |one| one.name.as_str());
                Meant::Unsure(format!(
                    "there is no exercise `{typed}`; the nearest is `{near}`; `--new` makes it an \
                     exercise of its own"
                ))
            }
            None => Meant::New,
        }
    }

    fn canonical(&self, exercise: &str) -> String {
        let first = self.known.iter().find(|one| one.key == exercise);
        first.map_or_else(|| exercise.to_string(), |one| one.name.clone())
    }

    fn shown(&self, exercise: &str) -> String {
        let spelled = self.spelled.get(exercise).cloned();
        spelled.unwrap_or_else(|| self.canonical(exercise))
    }
}

/// Whether each word begins a word of the name, in the same order; a letter alone begins none: the
/// `L` of `L-sit` is no leg.
fn begins_like(typed: &str, name: &str) -> bool {
    let mut words = name.split(' ');
    typed
        .split(' ')
        .all(|typed| words.any(|word| word == typed || typed.len() > 1 && word.starts_with(typed)))
}
