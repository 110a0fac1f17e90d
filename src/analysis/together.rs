//! Findings that several exercises share: one sentence that names them all.

use super::Context;
use crate::finding::{Datum, Finding};
use crate::model::ExerciseId;

/// Puts what is found for several exercises into one finding. Those that an `allow` names are
/// found alone, so that it silences exactly them.
pub fn say<T>(
    context: &Context,
    parts: Vec<T>,
    finding: impl Fn(&[&T]) -> Finding,
    findings: &mut Vec<Finding>,
) {
    let allowed = context.allowed();
    let silenced = |part: &&T| !allowed.is_empty() && allowed.silences(&finding(&[part]));
    let (alone, told): (Vec<&T>, Vec<&T>) = parts.iter().partition(silenced);
    findings.extend(alone.into_iter().map(|part| finding(&[part])));
    if !told.is_empty() {
        findings.push(finding(&told));
    }
}

/// The exercises as part of a finding: about the one there is, else as a list in the data.
pub fn about(
    context: &Context,
    finding: Finding,
    exercises: &[ExerciseId],
    level: Option<&str>,
) -> Finding {
    let name = |id: &ExerciseId| context.journal.exercise(*id).name.as_str();
    let finding = match exercises {
        [one] => finding.about(name(one), level),
        _ => finding,
    };
    let names = exercises.iter().map(|id| Datum::Text(name(id).to_string()));
    finding.datum("exercises", Datum::List(names.collect()))
}

/// The names of exercises in a sentence.
pub fn names(context: &Context, exercises: &[ExerciseId]) -> String {
    let name = |id: &ExerciseId| context.journal.exercise(*id).name.clone();
    list(&exercises.iter().map(name).collect::<Vec<_>>())
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
