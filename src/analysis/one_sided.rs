//! `one-sided`: working sets of one side only, in an exercise that has two.

use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};
use crate::model::history::set_place;
use crate::model::{Entry, EntryKind, ExerciseId, Side, Sides};
use crate::text::Place;
use rustc_hash::FxHashMap;

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "one-sided",
        severity: Severity::Warning,
        summary: "sets of one side only, in an exercise with two",
        explain: "\
The session has working sets of one side only, in an exercise that is done on
both. Mostly the other side was forgotten in writing. The target of the exercise
counts for each side, so such a session is not a full one.

If only one side was trained, and that was meant: `allow one-sided` at the end
of the entry.",
        example: "\
2026-01-05
  Lunge   L 12 12 12
",
        today: "2026-01-12",
        settings: &[],
    },
    standing: false,
    run,
};

/// Which sides have working sets.
#[derive(Clone, Copy, Default, PartialEq)]
struct Done {
    left: bool,
    right: bool,
    both: bool,
}

impl Done {
    /// The side that alone was done.
    fn only(self) -> Option<Side> {
        match (self.left, self.right, self.both) {
            (true, false, false) => Some(Side::Left),
            (false, true, false) => Some(Side::Right),
            _ => None,
        }
    }
}

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let journal = context.journal;
    if !journal.written.one_sided {
        return;
    }
    // Of exercises that declare nothing, those with both sides somewhere have two sides.
    let mut ever = vec![Done::default(); journal.exercises.len()];
    let mut suspects: Vec<(Entry, Side)> = Vec::new();
    for session in &journal.sessions {
        let entries = journal.entries_of(session);
        let mut one_side = false;
        for entry in entries.clone() {
            let done = sides(&entry);
            if let Some(ever) = ever.get_mut(entry.exercise.0 as usize) {
                ever.left |= done.left;
                ever.right |= done.right;
            }
            one_side |= done.only().is_some();
        }
        if one_side && !session.planned {
            suspects.extend(one_sided(entries));
        }
    }
    for (entry, side) in suspects {
        if has_sides(context, entry.exercise, &ever) {
            findings.push(finding(context, &entry, side));
        }
    }
}

/// Of each exercise the first entry of one side, if no other entry of the session has the other.
fn one_sided<'a>(entries: impl Iterator<Item = Entry<'a>> + Clone) -> Vec<(Entry<'a>, Side)> {
    let mut together: FxHashMap<ExerciseId, Done> = FxHashMap::default();
    for entry in entries.clone() {
        let done = sides(&entry);
        let all = together.entry(entry.exercise).or_default();
        all.left |= done.left;
        all.right |= done.right;
        all.both |= done.both;
    }
    let mut found = Vec::new();
    for entry in entries {
        if sides(&entry).only().is_some()
            && let Some(side) = together.remove(&entry.exercise).and_then(Done::only)
        {
            found.push((entry, side));
        }
    }
    found
}

fn sides(entry: &Entry) -> Done {
    if entry.kind != EntryKind::Work {
        return Done::default();
    }
    Done {
        left: entry.about.left(),
        right: entry.about.right(),
        both: entry.about.both(),
    }
}

fn has_sides(context: &Context, id: ExerciseId, ever: &[Done]) -> bool {
    match context.journal.exercise(id).sides {
        Some(Sides::Each | Sides::Alternating) => true,
        Some(Sides::Both) => false,
        None => ever
            .get(id.0 as usize)
            .is_some_and(|done| done.left && done.right),
    }
}

fn finding(context: &Context, entry: &Entry, side: Side) -> Finding {
    let journal = context.journal;
    let name = &journal.exercise(entry.exercise).name;
    let (this, other, letter) = match side {
        Side::Left => ("left", "right", 'R'),
        Side::Right => ("right", "left", 'L'),
    };
    let working = journal.sets_of(entry).iter().filter(|set| !set.warmup);
    let span = working
        .map(|set| set_place(entry, set).span)
        .reduce(|all, set| all.to(set));
    let place = Place {
        file: entry.file,
        span: span.unwrap_or(entry.span),
    };
    Finding::warning(
        RULE.card.name,
        place,
        format!("{name} has sets of the {this} side only"),
    )
    .about(name, journal.level_name(entry.exercise, entry.level))
    .label(format!("the {this} side"))
    .help(format!(
        "write the {other} side after it: `{letter} …`; if it was left out on purpose, write `allow one-sided` at the end"
    ))
}

#[cfg(test)]
mod tests {
    use crate::testing::check_carets;

    #[test]
    fn the_other_side_may_stand_elsewhere_in_the_session() {
        let journal = "\
2026-01-05
  One-leg bridge   L 12 12 12
                     ^^^^^^^^ one-sided
  One-leg bridge   test L 12
  Heel raise       L 12 12
  Heel raise       R 12 12
  Ankle circles    R 12 12
  Hip hike         L 12 R 12
2026-01-07
  Hip hike         R 12
                     ^^ one-sided
  One-leg bridge   R 12 allow one-sided
";
        check_carets(journal, "2026-01-12", &["one-sided"]);
    }
}
