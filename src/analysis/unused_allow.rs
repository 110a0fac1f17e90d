//! `unused-allow`: an `allow` that silences nothing, or no longer.

use super::{Context, Rule, allow};
use crate::finding::{Card, Finding, Severity};
use crate::model::{EntryKind, ExerciseId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "unused-allow",
        severity: Severity::Warning,
        summary: "an `allow` that silences nothing, or has expired",
        explain: "\
An `allow` stands in the journal, and there is nothing for it to silence: what
it was written for is corrected or past, it stands on another line than the
finding, or its date is over. Left in place it could hide the next finding of
that rule, so remove it.

An `allow` for what the training says, on a line that is not the newest of its
exercise, has done its work and may stay; and one with `until DATE` may wait for
something to silence until that day is over.",
        example: "\
2026-01-05
  Push-up   3x20   allow empty-session
",
        today: "2026-01-12",
        settings: &[],
    },
    standing: false,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let mut unused = Vec::new();
    let told: FxHashSet<allow::Named> = match context.journal.allows.is_empty() {
        true => FxHashSet::default(),
        false => findings.iter().flat_map(allow::names).collect(),
    };
    for allow in &context.journal.allows {
        if !judged(context, &allow.rule) {
            continue;
        }
        let expired = allow.until.filter(|&until| until < context.today);
        let finding = match expired {
            Some(until) => warning(
                allow.place,
                format!("this `allow` ended on {}", until.words()),
            )
            .label("expired")
            .help("remove the line, or set a later date"),
            None if told.contains(&allow::named(context.journal, allow)) => continue,
            // What the training says comes and goes with the weeks.
            None if allow.until.is_some() && standing(&allow.rule) => continue,
            None => warning(
                allow.place,
                format!("`allow {}` silences nothing", allow.rule),
            )
            .label("nothing to allow")
            .help("remove the line"),
        };
        unused.push(finding);
    }
    let lines = allow::Lines::of(context);
    let used: FxHashSet<usize> = findings.iter().filter_map(|f| lines.group_of(f)).collect();
    let mut before = 0;
    let newest = OnceCell::new();
    for group in lines.groups() {
        let first = before;
        before += group.len();
        if used.contains(&first) {
            continue;
        }
        for line in group {
            let rule = &line.allow.rule;
            let newest = || newest.get_or_init(|| Newest::of(context)).holds(line.extra);
            if !judged(context, rule) || (standing(rule) && !newest()) {
                continue;
            }
            let finding = warning(
                line.allow.place,
                format!("`allow {rule}` silences nothing on this line"),
            );
            unused.push(finding.label("nothing to allow").help("remove the words"));
        }
    }
    findings.append(&mut unused);
}

/// Whether the rule speaks about the present only.
fn standing(name: &str) -> bool {
    super::rule(name).is_some_and(|rule| rule.standing)
}

fn warning(place: crate::text::Place, message: String) -> Finding {
    Finding::warning(RULE.card.name, place, message)
}

/// Rules that are unknown or cannot be silenced are told of elsewhere; those that do not run without
/// `--strict` find nothing then; and this rule cannot judge an `allow` of itself.
fn judged(context: &Context, name: &str) -> bool {
    match super::rule(name) {
        Some(rule) => {
            rule.card.may_be_silenced()
                && name != RULE.card.name
                && (context.strict || name != super::undeclared_exercise::RULE.card.name)
        }
        None => false,
    }
}

/// Which sessions that count are the newest, by their numbers among those that count.
struct Newest {
    /// Whose details they are that hold an `allow`: of an exercise, or of a session as a whole.
    owners: FxHashMap<u32, (usize, Option<ExerciseId>)>,
    /// For each exercise the last session that did not skip it.
    last: FxHashMap<ExerciseId, usize>,
    /// How many there are.
    count: usize,
}

impl Newest {
    fn of(context: &Context) -> Newest {
        let journal = context.journal;
        let mut newest = Newest {
            owners: FxHashMap::default(),
            last: FxHashMap::default(),
            count: 0,
        };
        let allows = |extra: u32| !journal.extra(extra).allows.is_empty();
        let counting = |session: &&_| journal.counts(session, context.today);
        for (index, session) in journal.sessions.iter().filter(counting).enumerate() {
            newest.count = index + 1;
            if allows(session.extra) {
                newest.owners.insert(session.extra, (index, None));
            }
            for entry in journal.entries_of(session) {
                if allows(entry.extra) {
                    newest
                        .owners
                        .insert(entry.extra, (index, Some(entry.exercise)));
                }
                if entry.kind != EntryKind::Skipped {
                    newest.last.insert(entry.exercise, index);
                }
            }
        }
        newest
    }

    /// Whether the details belong to an entry of the newest counting session of its exercise, or
    /// to the newest session or an event.
    fn holds(&self, extra: u32) -> bool {
        match self.owners.get(&extra) {
            Some((index, Some(exercise))) => {
                self.last.get(exercise).is_none_or(|last| last <= index)
            }
            Some((index, None)) => index + 1 >= self.count,
            None => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check_carets;

    #[test]
    fn used_unused_and_expired() {
        let journal = "\
allow out-of-order for Toe taps until 2026-01-01 \"skipping rope\"
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unused-allow
allow one-sided
^^^^^^^^^^^^^^^ unused-allow
2026-01-05
  Hip hike        L 12 R 12
  Toe taps        3x20   allow duplicate-session
                               ^^^^^^^^^^^^^^^^^ unused-allow
  Dead bug        12 8   allow unexplained-short-set
2026-01-12
  Dead bug        12 12  allow unexplained-short-set
                               ^^^^^^^^^^^^^^^^^^^^^ unused-allow
";
        check_carets(journal, "2026-01-12", &["unused-allow"]);
    }

    #[test]
    fn what_the_training_says_may_be_allowed_ahead() {
        let journal = "\
allow missed-week until 2026-02-01 \"moving house\"
allow one-sided until 2026-02-01
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unused-allow
allow below-maintenance
^^^^^^^^^^^^^^^^^^^^^^^ unused-allow
2026-01-05
  Plank   3x40s
";
        check_carets(journal, "2026-01-12", &["unused-allow"]);
    }
}
