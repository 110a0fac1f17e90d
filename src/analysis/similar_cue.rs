//! `similar-cue`: a word for how form broke that is nearly one the exercise knows.

use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};
use crate::model::{Exercise, ExerciseId, names};
use crate::nearest::slips;
use crate::text::Place;
use rustc_hash::{FxHashMap, FxHashSet};

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

/// The cues that an exercise knows.
#[derive(Default)]
struct Cues<'a> {
    /// By their keys, in the order in which they are declared.
    known: Vec<(String, &'a str)>,
    keys: FxHashSet<String>,
}

impl<'a> Cues<'a> {
    fn of(exercise: &'a Exercise) -> Cues<'a> {
        let known = exercise
            .cues
            .iter()
            .map(|cue| (names::key(cue), cue.as_str()));
        let known: Vec<_> = known.collect();
        let keys = known.iter().map(|(key, _)| key.clone()).collect();
        Cues { known, keys }
    }
}

/// So many pairs of words are compared in a journal: what may have been meant is a courtesy.
const MOST_PAIRS: usize = 1_000_000;

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let journal = context.journal;
    let mut cues: FxHashMap<ExerciseId, Cues> = FxHashMap::default();
    let mut pairs = 0usize;
    for &(id, cue, place) in &journal.written.cues {
        let exercise = journal.exercise(id);
        pairs = pairs.saturating_add(exercise.cues.len());
        if pairs > MOST_PAIRS {
            break;
        }
        let cue = journal.cues.get(usize::from(cue));
        if let Some(cue) = cue.filter(|cue| !exercise.cues.contains(cue)) {
            let cues = cues.entry(id).or_insert_with(|| Cues::of(exercise));
            findings.extend(judge(exercise, cues, cue, place));
        }
    }
}

fn judge(exercise: &Exercise, cues: &Cues, cue: &str, place: Place) -> Option<Finding> {
    let key = names::key(cue);
    if cues.keys.contains(&key) {
        return None;
    }
    let (_, near) = cues
        .known
        .iter()
        .filter_map(|(known, name)| {
            let most = if known.chars().nth(7).is_none() { 1 } else { 2 };
            Some((slips(known, &key, most)?, *name))
        })
        .min_by_key(|&(distance, _)| distance)?;
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
        .fix(format!("write `{near}`"), false, place, near),
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
