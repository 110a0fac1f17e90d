//! What is told once: two lines that say different things of one matter contradict each other.

use super::ExerciseId;
use crate::date::Date;
use crate::finding::Finding;
use crate::text::Place;
use rustc_hash::FxHashMap;

/// What a directive is about.
#[derive(PartialEq, Eq, Hash)]
pub enum Matter {
    /// Whose journal it is.
    Athlete,
    /// Sessions a week from the beginning or from a day on.
    Goal(Option<Date>),
    /// A routine, by the key of its name.
    Routine(String),
    /// A rule, with what of it is set.
    Rule(String),
    /// A property of an exercise, by its word.
    Property(ExerciseId, &'static str),
}

/// What the journal has told so far: the value, and where.
#[derive(Default)]
pub struct Told(FxHashMap<Matter, (String, Place)>);

impl Told {
    /// Remembers the value of a matter; an error if it was another one before. The first holds.
    /// `what` begins the sentence: "the athlete is".
    pub fn again(
        &mut self,
        matter: Matter,
        value: &str,
        place: Place,
        what: impl Fn() -> String,
    ) -> Option<Finding> {
        let first = self
            .0
            .entry(matter)
            .or_insert_with(|| (value.to_string(), place));
        if first.0 == value {
            return None;
        }
        let message = format!("{} told twice, in different ways", what());
        let finding = Finding::error("duplicate-name", place, message)
            .label("does not hold")
            .help("keep one of the two; the first one holds until then")
            .related(first.1, "this one holds")
            .kept();
        Some(finding)
    }
}
