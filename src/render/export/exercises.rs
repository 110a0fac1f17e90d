//! Exercises in the export: those used or declared.

use super::super::json::Thousandths;
use super::{Read, thousandths};
use crate::model::{Exercise, Measure, Sides, Target, quantity};
use crate::order;
use serde::Serialize;
use serde::ser::Serializer;

/// All of them.
pub struct Exercises<'a>(pub &'a Read<'a>);

impl Serialize for Exercises<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = self.0.journal.exercises.iter();
        let told = known.filter(|exercise| exercise.used > 0 || exercise.declared.is_some());
        if self.0.lines {
            return serializer.collect_seq(told.map(ExerciseOut::of));
        }
        // The order of exercises, of their other names and of cues means nothing.
        let mut told: Vec<Exercise> = told.cloned().collect();
        order::sort_by(&mut told, |a, b| a.name.cmp(&b.name));
        for exercise in &mut told {
            exercise.also.sort();
            exercise.cues.sort();
        }
        serializer.collect_seq(told.iter().map(ExerciseOut::of))
    }
}

#[derive(Serialize)]
struct ExerciseOut<'a> {
    name: &'a str,
    also: &'a [String],
    sides: Option<&'static str>,
    measure: Option<&'static str>,
    target: Option<String>,
    rest_seconds: Option<Thousandths>,
    muscles: &'a [String],
    assists: &'a [String],
    levels: &'a [String],
    cues: &'a [String],
    increment: Option<String>,
    numbers: Numbers<'a>,
    built_in: bool,
}

impl<'a> ExerciseOut<'a> {
    fn of(exercise: &'a Exercise) -> ExerciseOut<'a> {
        ExerciseOut {
            name: &exercise.name,
            also: &exercise.also,
            sides: exercise.sides.map(|sides| match sides {
                Sides::Each => "each",
                Sides::Alternating => "alternating",
                Sides::Both => "both",
            }),
            measure: exercise.measure.map(|measure| match measure {
                Measure::Reps => "reps",
                Measure::Time => "time",
                Measure::Distance => "distance",
            }),
            target: exercise.target.map(target),
            rest_seconds: exercise.rest.map(thousandths),
            muscles: &exercise.muscles,
            assists: &exercise.assists,
            levels: exercise.levels.get(..exercise.ladder).unwrap_or(&[]),
            cues: &exercise.cues,
            increment: exercise
                .increment
                .map(|load| quantity::weight(load.grams, load.unit)),
            numbers: Numbers(exercise),
            built_in: exercise.built_in,
        }
    }
}

struct Numbers<'a>(&'a Exercise);

impl Serialize for Numbers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.numbers.iter().map(|(key, value, _)| (key, value)))
    }
}

/// `3x15`, `3x8-12`, `2x30s`.
fn target(target: Target) -> String {
    match target.low == target.high {
        true => format!("{}x{}", target.sets, target.low),
        false => format!("{}x{}-{}", target.sets, target.low, target.high),
    }
}
