//! `too-fast`: a step up that was too large, too early or without a test.

use super::Rule;
use super::plan;
use super::standing::{Words, reasons, tell, test_line};
use super::status::{Case, LOAD_STEP, RACE_PREP, Status, Verdict};
use crate::finding::{Accepts, Card, Setting, Severity};
use crate::model::history::Level;

/// What it is.
pub const CARD: Card = Card {
    name: "too-fast",
    severity: Severity::Warning,
    summary: "a step up that was too large, too early or without a test",
    explain: "\
One level at a time, test first, fewer reps than before. It is too fast when an exercise was made \
harder and

- went up two levels or more at once;
- began at the new level with more reps than the test there allows (four below it), or with as \
many as at the level before;
- was trained at the new level twice or more without a test there;
- went up in race preparation, which is for keeping;
- or its load rose by more than 10 %, and by more than one `increment` of the exercise where that \
is written. What hangs on the body (`+5kg`, `-20kg`) is judged together with bodyweight when that \
is known, else by the `increment` alone.

A level that was trained within the 56 days before is not a step up. The step is forgiven by a \
later test at the new level, or by three sessions there without broken form; the missing test only \
by the test; race preparation by its end. Loads are steps only for an exercise with a `target`; \
they are not tested.

The article this program follows says one step, fewer reps and a new test, and keeps the level in \
race preparation; the American College of Sports Medicine (2009) names 2 to 10 % for loads. That a \
second session without a test is one too many is a choice.

What to do: go back to the level before, at the reps you did there. If the new level is one step \
up and tested, go on there, four reps below the test.

`rule too-fast load-step 15` allows larger steps of load, `load-step 15` in an `exercise` block for \
that exercise only, `test-margin` (see `strength explain ready`) more or fewer reps. One level at a \
time and a test after a change of level cannot be set.",
    example: "\
2026-01-05
  One-leg bridge [close]  test L 18 R 17
2026-01-12
  One-leg bridge  3x13  ok
2026-01-19
  One-leg bridge [two feet further]  3x13  hard
",
    today: "2026-01-20",
    settings: &[Setting {
        key: "load-step",
        default: "10",
        meaning: "percent by which a load may rise in one step",
        accepts: Accepts::Whole(1, 100),
    }],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run: |context, findings| tell(context, findings, &CARD, Status::TooFast, words),
};

fn words(case: &Case, verdict: &Verdict) -> Words {
    let name = &case.exercise().name;
    Words::new(
        format!("{name}: too fast: {}", reasons(verdict, ", ")),
        help(case, verdict),
    )
}

/// What `next` plans, and how to go up next time.
fn help(case: &Case, verdict: &Verdict) -> String {
    let mut help = plan::help(case, verdict);
    let before = case.subject.before.as_ref().map(|(level, _)| *level);
    let up = match before {
        Some(Level::Named(_)) if has(verdict, RACE_PREP) => {
            "; stay there until race preparation is over".to_string()
        }
        Some(level @ Level::Named(_)) if plan::changes_level(case, verdict) => {
            let test = test_line(case, next(case, level));
            format!("; before you go up, write a test: `{test}`")
        }
        Some(Level::Load(_)) if has(verdict, LOAD_STEP) => "; go up in smaller steps".to_string(),
        Some(Level::Load(_)) => "; stay there until race preparation is over".to_string(),
        _ => String::new(),
    };
    help.push_str(&up);
    help
}

fn has(verdict: &Verdict, reason: &str) -> bool {
    verdict.reasons.iter().any(|(name, _)| *name == reason)
}

/// The level after another on the ladder.
fn next<'j>(case: &Case<'_, 'j>, level: Level) -> Option<&'j str> {
    let place = case.subject.history.rank(case.exercise(), level)?;
    let after = usize::try_from(place).ok()?.checked_add(1)?;
    case.exercise().levels.get(after).map(String::as_str)
}
