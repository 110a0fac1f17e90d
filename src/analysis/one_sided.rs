//! `one-sided`: working sets of one side only, in an exercise that has two.

use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};
use crate::model::{Entry, EntryKind, ExerciseId, Side, Sides};
use crate::text::Place;

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

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let journal = context.journal;
    // Of exercises that declare nothing, those with both sides somewhere have two sides.
    let mut ever = vec![Done::default(); journal.exercises.len()];
    let mut suspects: Vec<(&Entry, Side)> = Vec::new();
    for session in &journal.sessions {
        let entries = journal.entries_of(session);
        for (index, entry) in entries.iter().enumerate() {
            let done = sides(context, entry);
            if !(done.left || done.right) {
                continue;
            }
            if let Some(ever) = ever.get_mut(entry.exercise.0 as usize) {
                ever.left |= done.left;
                ever.right |= done.right;
            }
            if done.both || (done.left && done.right) || session.planned {
                continue;
            }
            // The other side may stand in an entry of its own.
            let others = entries
                .iter()
                .filter(|other| other.exercise == entry.exercise);
            let alone = others.map(|other| sides(context, other)).all(|other| {
                let opposite = if done.left { other.right } else { other.left };
                !other.both && !opposite
            });
            let first = !entries
                .iter()
                .take(index)
                .any(|other| other.exercise == entry.exercise && sides(context, other) == done);
            if alone && first {
                suspects.push((entry, if done.left { Side::Left } else { Side::Right }));
            }
        }
    }
    for (entry, side) in suspects {
        if has_sides(context, entry.exercise, &ever) {
            findings.push(finding(context, entry, side));
        }
    }
}

fn sides(context: &Context, entry: &Entry) -> Done {
    let mut done = Done::default();
    if entry.kind == EntryKind::Work {
        for set in context
            .journal
            .sets_of(entry)
            .iter()
            .filter(|set| !set.warmup)
        {
            match set.side {
                Some(Side::Left) => done.left = true,
                Some(Side::Right) => done.right = true,
                None => done.both = true,
            }
        }
    }
    done
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
    let span = working.map(|set| set.span).reduce(|all, set| all.to(set));
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
