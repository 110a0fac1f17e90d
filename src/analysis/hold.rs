//! `hold`: the sessions for the next level are done, but something speaks for staying.

use super::Rule;
use super::plan;
use super::standing::{Words, achieved, reasons, tell};
use super::status::{Case, Status, Verdict, pain, target_sessions};
use crate::finding::{Accepts, Card, Setting, Severity};

/// What it is.
pub const CARD: Card = Card {
    name: "hold",
    severity: Severity::Advice,
    summary: "ready for the next level, but something speaks for staying",
    explain: "\
All that `ready` asks for is done, and yet the level should stay for now, because of one or more \
of these:

- race preparation: from the race's weeks of preparation (12, or `prep N weeks`) to race day, or a \
written `race-prep`;
- a race within 14 days, race day included;
- pain of 1 to 5 noted in the last session of the exercise, or of 4 and more anywhere in it;
- the weaker side did less than 90 % of the other over the last six sessions;
- a week missed among the last two;
- the next level was tested within 28 days and was too hard.

Staying costs nothing: strength is kept by the same sets. In race preparation the article this \
program follows says to maintain and not to improve. The other reasons are defaults chosen with \
care, not findings of research; how much two legs may differ is tradition, and single tests differ \
by luck, which is why six sessions are compared.

When the reason is gone `ready` is said instead.

`rule hold race-days 21` changes the days before a race, `race-hold-days 21` in an `exercise` block \
for that exercise. Pain cannot be left out.",
    example: "\
2026-01-05
  One-leg bridge [close]  test L 20 R 19
2026-01-12
  One-leg bridge  3x15  easy
2026-01-19
  One-leg bridge  3x15  easy
2026-02-01 race \"Winter half\" prep 2 weeks
",
    today: "2026-01-20",
    settings: &[Setting {
        key: "race-days",
        default: "14",
        meaning: "days before a race in which nothing is made harder",
        accepts: Accepts::Whole(0, 84),
    }],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run: |context, findings| tell(context, findings, &CARD, Status::Hold, words),
};

fn words(case: &Case, verdict: &Verdict) -> Words {
    let name = &case.exercise().name;
    let goal = case.subject.target;
    let next = case.subject.next_level(case.journal());
    let waits = next.map_or_else(|| "more".to_string(), |next| format!("`{next}`"));
    Words {
        message: format!(
            "{name}: {}; ready, but hold: {}",
            achieved(case),
            reasons(verdict, ", ")
        ),
        help: if pain::over(case) {
            plan::help(case, verdict)
        } else {
            format!("keep {}x{}; {waits} can wait", goal.sets, goal.high)
        },
        next_level: next.map(str::to_string),
        // The sessions that would have been enough are evidence too.
        more: target_sessions(case),
    }
}
