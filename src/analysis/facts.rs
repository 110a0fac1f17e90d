//! What a rule has counted so far of each active exercise, for those who ask why it speaks or not.

use super::plan::asked;
use super::status::Case;
use super::training::{Subject, number_rule};
use super::{Context, form_failure};
use crate::finding::Card;
use crate::model::progression::NUMBERS;
use crate::text::Place;

/// Sessions at a level before its form is judged.
const SESSIONS: usize = 3;

/// What is known of an exercise.
pub struct Facts {
    /// Its name.
    pub exercise: String,
    /// One sentence each.
    pub lines: Vec<String>,
}

/// A setting of a rule that holds for one exercise.
pub struct OwnNumber<'j> {
    /// Which of the settings of the rule.
    pub setting: usize,
    /// The exercise.
    pub exercise: &'j str,
    /// The value.
    pub value: i64,
    /// Where it is written.
    pub place: Place,
}

/// The points of `form-failure`, the conditions of the rules that tell a status; nothing for others.
pub fn facts(context: &Context, card: &Card) -> Vec<Facts> {
    let about = |case: &Case| -> Vec<String> {
        if card.name == form_failure::CARD.name {
            return points(case.subject).into_iter().collect();
        }
        let asked = asked(case).into_iter();
        asked
            .filter(|clause| clause.status.word() == card.name)
            .map(|clause| clause.words())
            .collect()
    };
    Case::all(context)
        .map(|(case, _)| Facts {
            exercise: case.exercise().name.clone(),
            lines: about(&case),
        })
        .filter(|facts| !facts.lines.is_empty())
        .collect()
}

/// `points 5.75 of 7`.
fn points(subject: &Subject) -> Option<String> {
    let tally = subject.tally.as_ref()?;
    if tally.sessions < SESSIONS {
        let sessions = tally.sessions;
        return Some(format!(
            "too early to tell ({sessions} of {SESSIONS} sessions)"
        ));
    }
    let (points, threshold) = (quarters(tally.points), quarters(tally.threshold));
    let (failed, sets) = (tally.failed, tally.sets);
    Some(format!(
        "points {points} of {threshold}; form broke in {failed} of the last {sets} sets"
    ))
}

/// Quarter points as a decimal number.
fn quarters(points: i64) -> String {
    let rest = match points.rem_euclid(4) {
        0 => "",
        1 => ".25",
        2 => ".5",
        _ => ".75",
    };
    format!("{}{rest}", points.div_euclid(4))
}

/// The settings of a rule that `exercise` blocks change for their exercise.
pub fn own_numbers<'j>(context: &Context<'j>, card: &Card) -> Vec<OwnNumber<'j>> {
    let mut found = Vec::new();
    for (setting, known) in card.settings.iter().enumerate() {
        let keys = NUMBERS.iter().map(|number| number.key);
        let own = |key: &&str| {
            number_rule(key).is_some_and(|(rule, name)| rule.name == card.name && name == known.key)
        };
        for key in keys.filter(own) {
            for exercise in &context.journal.exercises {
                let written = exercise.numbers.iter().rev().find(|(name, ..)| name == key);
                found.extend(written.map(|&(_, value, place)| OwnNumber {
                    setting,
                    exercise: &exercise.name,
                    value,
                    place,
                }));
            }
        }
    }
    found
}
