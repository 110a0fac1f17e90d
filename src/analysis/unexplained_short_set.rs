//! `unexplained-short-set`: in the newest session, a set much shorter than the others, without a
//! word why.

use super::implausible;
use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};
use crate::model::history::set_place;
use crate::model::{Amount, Entry, EntryKind, Set};
use rustc_hash::{FxHashMap, FxHashSet};

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "unexplained-short-set",
        severity: Severity::Warning,
        summary: "a set of the newest session is short, and nothing says why",
        explain: "\
A set of the newest session is at least two reps shorter than the longest one of
its entry with the same load and side, and nothing says why. Why a set was short
is worth knowing: a set that ended because form broke is a sign, one that ended
because the phone rang is not. A set that reached the `target` of its exercise
is not short, however long the others were.

Write `!` after a set that ended because form broke (`11!`, or with the reason
`11!pelvis-drop`), `hard` after the entry if strength ran out in good form, or
a note. It is said for the newest session only, while you still remember, and
once an exercise.",
        example: "\
2026-01-05
  Push-up   12 12 9
",
        today: "2026-01-12",
        settings: &[],
    },
    standing: true,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let journal = context.journal;
    let counting = |session: &&_| journal.counts(session, context.today);
    let Some(session) = journal.sessions.iter().rev().find(counting) else {
        return;
    };
    let mut told = FxHashSet::default();
    for entry in journal.entries_of(session) {
        if told.contains(&entry.exercise) || explained(context, &entry) {
            continue;
        }
        let target = journal.exercise(entry.exercise).target.as_ref();
        let enough = target.and_then(|target| reps(target.high));
        let sets = journal.sets_of(&entry);
        // Of `3x5 60` it is told already that 60 may be the load.
        if let Some((short, longest)) = short_set(sets, enough)
            && implausible::number_behind(context, &entry, sets).is_none()
        {
            told.insert(entry.exercise);
            findings.push(finding(context, &entry, short, longest));
        }
    }
}

fn explained(context: &Context, entry: &Entry) -> bool {
    let extra = context.journal.extra(entry.extra);
    entry.kind != EntryKind::Work
        || entry.difficulty.is_some()
        || extra.rpe.is_some()
        || extra.rir.is_some()
        || !extra.pain.is_empty()
        || !extra.notes.is_empty()
}

/// The first set at least two reps below the longest of its side and load, and below the target
/// too; and that longest one.
fn short_set(sets: &[Set], enough: Option<u32>) -> Option<(&Set, &Set)> {
    let working = || {
        sets.iter()
            .filter(|set| !set.warmup)
            .filter_map(|set| Some((set, reps(set.amount)?)))
    };
    let mut longest: FxHashMap<_, (&Set, u32)> = FxHashMap::default();
    for (set, reps) in working() {
        let longest = longest.entry((set.side, set.load)).or_insert((set, reps));
        if longest.1 <= reps {
            *longest = (set, reps);
        }
    }
    working().find_map(|(set, reps)| {
        let &(longest, most) = longest.get(&(set.side, set.load))?;
        let reached = enough.is_some_and(|enough| enough <= reps);
        let short = !set.failed && !reached && reps.saturating_add(2) <= most;
        short.then_some((set, longest))
    })
}

fn reps(amount: Amount) -> Option<u32> {
    match amount {
        Amount::Reps(reps) => Some(reps),
        _ => None,
    }
}

fn finding(context: &Context, entry: &Entry, short: &Set, longest: &Set) -> Finding {
    let journal = context.journal;
    let name = &journal.exercise(entry.exercise).name;
    let place = |set: &Set| set_place(entry, set);
    Finding::warning(
        RULE.card.name,
        place(short),
        format!(
            "{name}: a set of {} beside one of {}, and nothing says why",
            short.amount, longest.amount
        ),
    )
    .about(name, journal.level_name(entry.exercise, entry.level))
    .label("short")
    .related(place(longest), "the longest")
    .help(format!(
        "write `{}!` if it ended because form broke, `hard` after the entry if strength ran out in good form, or a note",
        short.amount
    ))
}

#[cfg(test)]
mod tests {
    use crate::testing::check_carets;

    #[test]
    fn only_the_newest_session_and_only_without_a_reason() {
        let journal = "\
2026-01-05
  One-leg bridge   12 12 9
2026-01-12
  One-leg bridge   12 12 9 8
                         ^ unexplained-short-set
  One-leg bridge   12 9
  Toe taps         20 18 16 hard
  Heel raise       15 12! 15
  Squat            (5@40kg) 5@60kg 3@80kg
  Step-up          L 12 12 R 9 9
  Side plank       45s 30s
  Dead bug         10 9 9
  Clamshell        15 10 \"phone\"
  Sit-stand        L 15 15 17 R 15 17 15
2026-01-20
  Toe taps         20 18 16
";
        check_carets(journal, "2026-01-12", &["unexplained-short-set"]);
    }
}
