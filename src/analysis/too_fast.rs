//! `too-fast`: a step up that was too large, too early or without a test.

use super::Rule;
use super::prescription::start;
use super::standing::{Words, load_of, load_words, reasons, tell, test_line};
use super::status::{Case, LOAD_STEP, Status, Verdict};
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
        help(case, verdict).unwrap_or_else(|| "go back to the level before".to_string()),
    )
}

/// Where to go on: at the new level if it is one step up and tested, else at the one before.
fn help(case: &Case, verdict: &Verdict) -> Option<String> {
    let (subject, journal) = (case.subject, case.journal());
    let (level, before) = subject.before.as_ref()?;
    if let Level::Named(id) = level {
        let rank = |level| subject.history.rank(case.exercise(), level);
        let one_step = rank(subject.level)? - rank(*level)? == 1;
        let test = subject.tests.last().filter(|_| one_step);
        let reps = test.and_then(|test| {
            start(
                test.amount,
                subject.target.high,
                subject.margin,
                subject.floor,
                subject.alternating(journal),
            )
        });
        let name = journal.level_name(subject.exercise, *id)?;
        return Some(match reps {
            Some(reps) => format!(
                "go on with {reps} reps, {} below the test, or go back to `{name}`",
                subject.margin
            ),
            None => format!(
                "go back to `{name}` with {} reps; before you go up, write a test: `{}`",
                before.planned,
                test_line(case, next(case, *level))
            ),
        });
    }
    let load = load_of(journal, subject, before, *level)?;
    let raised = verdict.reasons.iter().any(|(name, _)| *name == LOAD_STEP);
    let until = if raised {
        "and go up in smaller steps"
    } else {
        "until race preparation is over"
    };
    Some(format!("go back to {} {until}", load_words(&load)))
}

/// The level after another on the ladder.
fn next<'j>(case: &Case<'_, 'j>, level: Level) -> Option<&'j str> {
    let place = case.subject.history.rank(case.exercise(), level)?;
    let after = usize::try_from(place).ok()?.checked_add(1)?;
    case.exercise().levels.get(after).map(String::as_str)
}
