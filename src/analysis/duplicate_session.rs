//! `duplicate-session`: two sessions of the same date, time and tags.

use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};
use crate::model::{Session, header_date};

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
    for day in context.journal.sessions.chunk_by(|a, b| a.date == b.date) {
        for (index, session) in day.iter().enumerate().skip(1) {
            let before = day.get(..index).unwrap_or(&[]);
            let Some(first) = before.iter().find(|first| same(context, first, session)) else {
                continue;
            };
            findings.push(
                Finding::warning(
                    RULE.card.name,
                    header_date(session.place),
                    format!("a second session on {}", session.date.words()),
                )
                .label("same date, time and tags")
                .related(header_date(first.place), "the first")
                .help(
                    "correct the date, put the two together, or write their times after the dates",
                ),
            );
        }
    }
}

fn same(context: &Context, a: &Session, b: &Session) -> bool {
    let tags = |session: &Session| {
        let tags = context.journal.extra(session.extra).tags.iter();
        let mut tags: Vec<_> = tags.map(|tag| tag.to_lowercase()).collect();
        tags.sort();
        tags
    };
    a.time == b.time && a.planned == b.planned && tags(a) == tags(b)
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
