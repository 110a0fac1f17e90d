//! `back-off`: sets fail or fall short too often, or a first test was too low.

use super::Rule;
use super::plan;
use super::standing::{Words, reasons, tell, test_line};
use super::status::{Case, Status, TEST_TOO_LOW, Verdict};
use crate::finding::{Card, Severity};

/// What it is.
pub const CARD: Card = Card {
    name: "back-off",
    severity: Severity::Warning,
    summary: "too much for now: fewer reps, or an easier level",
    explain: "\
It is too much for now when

- form broke in a third of the sets, and in two at least, in each of the last two sessions;
- a third of the sets, and two at least, were two reps or more below the others of their session, \
in each of the last two sessions;
- the first test of an exercise was so low that four below it is under the floor of five reps: the \
level is too hard to begin with.

Two sessions with 28 days or more between them are not taken together. A single bad session says nothing, and nothing is lowered after it. With one set in ten failing, \
which is what steady progress looks like, two such sessions running happen by luck in one week of \
fifty. When the program says the same by `form-failure`, `form-first-set` or `coming-back`, it is \
not said twice.

What to do: after broken form two reps fewer, or as few as were clean in every set, but not below the \
floor; after short sets the lowest reps that you did. One clean session there, then add again. \
At the floor take the level before, and at the lowest level rest longer. Where a load makes it \
hard, the load goes down instead: to the last lower one with its reps, else by one `increment`. \
Others do much the \
same: the r/bodyweightfitness routine repeats the numbers, StrongLifts takes a tenth off after \
three failed sessions.

`floor` and `test-margin` can be set (see `strength explain ready`). `rule back-off off` silences it \
for good, `allow back-off for EXERCISE until DATE \"why\"` for a while.",
    example: "\
2026-01-05
  One-leg bridge [close]  test L 17 R 17
2026-01-12
  One-leg bridge  L 13 13 12! R 13 12! 13
2026-01-19
  One-leg bridge  L 13 12! 11! R 3x13
",
    today: "2026-01-20",
    settings: &[],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run: |context, findings| tell(context, findings, &CARD, Status::BackOff, words),
};

fn words(case: &Case, verdict: &Verdict) -> Words {
    let name = &case.exercise().name;
    let has = |name| verdict.reasons.iter().any(|(reason, _)| *reason == name);
    Words::new(
        format!("{name}: too much for now: {}", reasons(verdict, "; ")),
        if has(TEST_TOO_LOW) {
            let level = case.subject.easier_level(case.journal());
            format!(
                "begin one level easier and test there: write `{}` with your own numbers",
                test_line(case, level)
            )
        } else {
            plan::help(case, verdict)
        },
    )
}
