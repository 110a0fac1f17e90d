//! `duplicate-session`: two sessions of the same date, time and tags.

use super::{Context, Rule};
use crate::date::Date;
use crate::finding::{Card, Finding, Severity};
use crate::model::Session;
use rustc_hash::FxHashMap;

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "duplicate-session",
        severity: Severity::Warning,
        summary: "two sessions have the same date, time and tags",
        explain: "\
Two sessions stand under the same date, and neither a time nor a tag tells them
apart. Either one is a copy of the other, or its date is wrong, or both are one
session.

Two sessions on one day are told apart by their times: `2026-03-02 07:30` and
`2026-03-02 18:00`.",
        example: "\
2026-01-05
  Push-up   12 12 12

2026-01-05
  Plank     3x45s
",
        today: "2026-01-12",
        settings: &[],
    },
    standing: false,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let mut before: Option<&Session> = None;
    // Of the date and time of the session before.
    let mut firsts: FxHashMap<(bool, Vec<String>), &Session> = FxHashMap::default();
    for session in &context.journal.sessions {
        let before = before.replace(session);
        let Some(before) = before.filter(|before| when(before) == when(session)) else {
            firsts.clear();
            continue;
        };
        if firsts.is_empty() {
            firsts.insert(signs(context, before), before);
        }
        let first = *firsts.entry(signs(context, session)).or_insert(session);
        if first.place() != session.place() {
            findings.push(
                Finding::warning(
                    RULE.card.name,
                    session.date_place(),
                    format!("a second session on {}", session.date.words()),
                )
                .label("same date, time and tags")
                .related(first.date_place(), "the first")
                .help(
                    "correct the date, put the two together, or write their times after the dates",
                ),
            );
        }
    }
}

/// Its date, and its time.
fn when(session: &Session) -> (Date, Option<u16>) {
    (session.date, session.time())
}

/// What tells sessions of one date and time apart: whether it is planned, and its tags.
fn signs(context: &Context, session: &Session) -> (bool, Vec<String>) {
    let tags = context.journal.extra(session.extra).tags.iter();
    let mut tags: Vec<_> = tags.map(|tag| tag.to_lowercase()).collect();
    tags.sort();
    (session.planned, tags)
}

#[cfg(test)]
mod tests {
    use crate::testing::check_carets;

    #[test]
    fn times_and_tags_tell_sessions_apart() {
        let journal = "\
2026-01-05
  Toe taps   20
2026-01-05
^^^^^^^^^^ duplicate-session
  Toe taps   20
2026-01-05 18:30
  Toe taps   20
2026-01-05 #gym
  Toe taps   20
2026-01-05 #Gym
^^^^^^^^^^ duplicate-session
  Toe taps   20
2026-01-05 run 8km
";
        check_carets(journal, "2026-01-12", &["duplicate-session"]);
    }
}
