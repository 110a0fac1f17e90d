//! `retest`: an endurance test is due.

use super::Rule;
use super::standing::{Words, reasons, tell, test_line};
use super::status::{Case, Status, Verdict};
use crate::finding::{Accepts, Card, Setting, Severity};

/// What it is.
pub const CARD: Card = Card {
    name: "retest",
    severity: Severity::Advice,
    summary: "an endurance test of an exercise is due",
    explain: "\
An endurance test is the number of reps you can do until form is lost. Training starts four reps \
below it. A test is due when there is none at the present level (unless the sessions for the next \
level are done already); when the last one is older than eight weeks and the reps are still below \
the target; or when there was a break of 28 days or more, a session since, and no test since.

It is not asked for when pain was noted in the last session of the exercise, in race preparation, \
within 14 days of a race, or on an excused day. Exercises done with a load, held for time or \
measured by distance, and those with neither levels nor a target are not tested.

The article this program follows begins with the test and asks for a new one at each harder level. \
Eight weeks is a choice: one test moves by up to six reps by chance (heel raises tested twice, 32 \
people), so that testing every week measures noise.

What to do: warm up, do one set (on each side) until form is lost, and write it down: \
`One-leg bridge [close]   test L 14 R 15`.

`rule retest weeks 12` waits longer, `retest-weeks 12` in an `exercise` block for that exercise \
only. `allow retest for EXERCISE until DATE \"why\"` silences it for a while. The test after a \
change of level cannot be left out.",
    example: "\
2026-01-05
  One-leg bridge [close]  3x10
2026-01-12
  One-leg bridge  3x11
",
    today: "2026-01-13",
    settings: &[Setting {
        key: "weeks",
        default: "8",
        meaning: "weeks after which a test is old while the reps are below the target",
        accepts: Accepts::Whole(1, 104),
    }],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run: |context, findings| tell(context, findings, &CARD, Status::Retest, words),
};

fn words(case: &Case, verdict: &Verdict) -> Words {
    let level = case.subject.level_name(case.journal());
    Words::new(
        format!(
            "{}: an endurance test is due, {}",
            case.exercise().name,
            reasons(verdict, ", and ")
        ),
        format!(
            "write `{}` with your own numbers; training starts {} reps below them",
            test_line(case, level),
            case.subject.margin
        ),
    )
}
