//! `similar-cue`: a word for how form broke that is nearly one the exercise knows.

use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};
use crate::model::{ExerciseId, names};
use crate::nearest::slips;
use crate::text::Place;

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "similar-cue",
        severity: Severity::Warning,
        summary: "a word after `!` is nearly one that the exercise knows",
        explain: "\
The word after `!` says how form broke. Any word may stand there, but this one
is nearly a word that the exercise knows, so it is probably the same with a slip
of the pen; and words are compared, to see whether form always breaks in the
same way. It is said once for each word, at its first use.

If it is a word of its own, add it: `cues WORD` below `exercise NAME`.",
        example: "\
2026-01-05
  Squat   5 5 4!kne-in @60kg
",
        today: "2026-01-12",
        settings: &[],
    },
    standing: false,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for &(exercise, cue, place) in &context.journal.written.cues {
        findings.extend(judge(context, exercise, cue, place));
    }
}

fn judge(context: &Context, exercise: ExerciseId, cue: u16, place: Place) -> Option<Finding> {
    let exercise = context.journal.exercise(exercise);
    let cue = context.journal.cues.get(usize::from(cue))?;
    let key = names::key(cue);
    let known = || exercise.cues.iter().map(|known| (names::key(known), known));
    if known().any(|(known, _)| known == key) {
        return None;
    }
    let (_, near) = known()
        .map(|(known, name)| (slips(&known, &key), known.chars().count(), name))
        .filter(|&(distance, letters, _)| distance <= if letters < 8 { 1 } else { 2 })
        .min_by_key(|&(distance, _, _)| distance)
        .map(|(distance, _, name)| (distance, name))?;
    Some(
        Finding::warning(
            RULE.card.name,
            place,
            format!("`{cue}` is nearly `{near}`, which {} knows", exercise.name),
        )
        .about(&exercise.name, None)
        .label("a word of its own so far")
        .help(format!(
            "write `{near}`, or add the word with `cues {cue}` below `exercise {}`",
            exercise.name
        ))
        .fix(format!("write `{near}`"), false, place, near.as_str()),
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::check_carets;

    #[test]
    fn once_a_word_and_only_near_ones() {
        let journal = "\
exercise Front squat
  cues heels-up
2026-01-05
  One-leg bridge   L 12 11!pelvis-drp 12 R 3x12
                           ^^^^^^^^^^ similar-cue
  One-leg bridge   11!pelvis-drp 9!Pelvis-Drop 8!slipped
  Front squat      5 4!heelsup@60kg
                       ^^^^^^^ similar-cue
";
        check_carets(journal, "2026-01-12", &["similar-cue"]);
    }
}
