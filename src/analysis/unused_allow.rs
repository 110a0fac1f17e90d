//! `unused-allow`: an `allow` that silences nothing, or no longer.

use super::{Context, Rule, allow};
use crate::finding::{Card, Finding, Severity};
use crate::model::{Entry, EntryKind};

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
exercise, has done its work and may stay.",
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
    for allow in &context.journal.allows {
        if !judged(context, &allow.rule) {
            continue;
        }
        let expired = allow.until.filter(|&until| until < context.today);
        let used = || {
            findings
                .iter()
                .any(|finding| allow::covers(context, allow, finding))
        };
        let finding = match expired {
            Some(until) => warning(
                allow.place,
                format!("this `allow` ended on {}", until.words()),
            )
            .label("expired")
            .help("remove the line, or set a later date"),
            None if used() => continue,
            None => warning(
                allow.place,
                format!("`allow {}` silences nothing", allow.rule),
            )
            .label("nothing to allow")
            .help("remove the line"),
        };
        unused.push(finding);
    }
    for line in allow::on_lines(context) {
        let rule = &line.allow.rule;
        if !judged(context, rule)
            || findings.iter().any(|finding| line.covers(finding))
            || (super::rule(rule).is_some_and(|rule| rule.standing)
                && !is_newest(context, line.extra))
        {
            continue;
        }
        let finding = warning(
            line.allow.place,
            format!("`allow {rule}` silences nothing on this line"),
        );
        unused.push(finding.label("nothing to allow").help("remove the words"));
    }
    findings.append(&mut unused);
}

fn warning(place: crate::text::Place, message: String) -> Finding {
    Finding::warning(RULE.card.name, place, message)
}

/// Rules that are unknown or errors are told of elsewhere; those that do not run without
/// `--strict` find nothing then; and this rule cannot judge an `allow` of itself.
fn judged(context: &Context, name: &str) -> bool {
    match super::rule(name) {
        Some(rule) => {
            rule.card.severity != Severity::Error
                && name != RULE.card.name
                && (context.strict || name != super::undeclared_exercise::RULE.card.name)
        }
        None => false,
    }
}

/// Whether the details belong to an entry of the newest counting session of its exercise, or to
/// the newest session or an event.
fn is_newest(context: &Context, extra: u32) -> bool {
    let journal = context.journal;
    let counting: Vec<_> = journal
        .sessions
        .iter()
        .filter(|session| journal.counts(session, context.today))
        .collect();
    let owner = counting.iter().enumerate().find_map(|(index, session)| {
        let entry = journal
            .entries_of(session)
            .iter()
            .find(|entry| entry.extra == extra);
        (session.extra == extra || entry.is_some()).then_some((index, entry))
    });
    let Some((index, entry)) = owner else {
        return true;
    };
    let later = counting.get(index + 1..).unwrap_or(&[]);
    let same = |other: &Entry| {
        entry.is_some_and(|entry| entry.exercise == other.exercise)
            && other.kind != EntryKind::Skipped
    };
    match entry {
        Some(_) => !later
            .iter()
            .any(|session| journal.entries_of(session).iter().any(same)),
        None => later.is_empty(),
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
}
