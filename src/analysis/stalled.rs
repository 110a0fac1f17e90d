//! `stalled`: no progress in the off-season.

use super::Rule;
use super::standing::{Words, reasons, tell};
use super::status::{Case, Status, Verdict};
use crate::finding::{Accepts, Card, Setting, Severity};

/// What it is.
pub const CARD: Card = Card {
    name: "stalled",
    severity: Severity::Advice,
    summary: "no progress for six weeks of the off-season",
    explain: "\
Strength is built in the off-season. An exercise is called stalled when the off-season was \
declared (`2025-11-01 off-season`), the reps are below the target, there were six sessions or more \
in six weeks or more since the last break or race preparation, and the best session of them, by \
all its reps, is six sessions and six weeks old: nothing since was better. A harder status comes \
first.

What to do, one at a time: rest longer between the sets, up to three minutes; train the exercise \
twice a week instead of once; or take a tenth off the reps and build up again.

Six weeks is a choice. Programmes of bodyweight exercises speak of several weeks, blocks of \
training last four to eight, and one good or bad day moves the reps by chance.

`rule stalled weeks 8` waits longer, `stall-weeks 8` in an `exercise` block for that exercise \
only. `allow stalled for EXERCISE until DATE \"why\"` silences it for a while.",
    example: "\
2025-12-01 off-season
rule retest weeks 12
2025-12-30
  One-leg bridge [close]  test L 16 R 16
2026-01-05
  One-leg bridge  3x12
2026-01-12
  One-leg bridge  3x12
2026-01-19
  One-leg bridge  12 12 11
2026-01-26
  One-leg bridge  3x12
2026-02-02
  One-leg bridge  12 11 11
2026-02-09
  One-leg bridge  3x12
2026-02-16
  One-leg bridge  3x12
",
    today: "2026-02-17",
    settings: &[Setting {
        key: "weeks",
        default: "6",
        meaning: "weeks without a better session that are called stalled",
        accepts: Accepts::Whole(2, 52),
    }],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run: |context, findings| tell(context, findings, &CARD, Status::Stalled, words),
};

fn words(case: &Case, verdict: &Verdict) -> Words {
    let mut words = Words::new(
        format!(
            "{}: no progress lately: {}",
            case.exercise().name,
            reasons(verdict, ", ")
        ),
        "rest longer between the sets, or add a second session a week, or take a tenth off and \
         build up again"
            .to_string(),
    );
    words.next_level = case.subject.next_level(case.journal()).map(str::to_string);
    words
}
