//! Row 2: a level reached by a step that was too large, too early or without a test.

use super::{Answer, Case, Evidence, label};
use crate::analysis::standing::load_of;
use crate::model::bout::Bout;
use crate::model::calendar::Phase;
use crate::model::history::Level;
use crate::model::{EventKind, LoadKind};

/// A level reached from an easier one, not trained within 56 days.
struct Step<'a> {
    /// Steps up the ladder, or grams.
    by: i64,
    /// The first session there.
    first: &'a Bout,
    /// The last session at the level before.
    before: &'a Bout,
}

fn step<'a>(case: &Case<'a, '_>) -> Option<Step<'a>> {
    let subject = case.subject;
    let (before_level, before) = subject.before.as_ref()?;
    let first = subject.bouts.first()?;
    let rank = |level| subject.history.rank(case.exercise(), level);
    let by = rank(subject.level)? - rank(*before_level)?;
    (subject.new && by > 0).then_some(Step { by, first, before })
}

/// A step is forgiven by a later test at the new level, or by three sessions there without form
/// failure.
fn stands(case: &Case, step: &Step) -> bool {
    let tested = case
        .subject
        .tests
        .iter()
        .any(|test| test.date > step.first.date);
    let clean = case.subject.bouts.iter().filter(|b| b.failed == 0).count();
    !tested && clean < 3
}

fn standing<'a>(case: &Case<'a, '_>) -> Option<Step<'a>> {
    step(case).filter(|step| stands(case, step))
}

fn places(case: &Case, step: &Step) -> Vec<crate::finding::Label> {
    vec![
        label(
            case.subject.place(case.journal(), step.first.visit),
            "the first session at the new level",
        ),
        label(
            case.subject.place(case.journal(), step.before.visit),
            "the last session before",
        ),
    ]
}

/// Two or more levels at once.
pub fn two_levels(case: &Case) -> Answer {
    standing(case)
        .filter(|step| !case.subject.history.by_load && step.by >= 2)
        .map(|step| Evidence {
            detail: format!(
                "{} levels up at once on {}",
                step.by,
                case.words(step.first.date)
            ),
            places: places(case, &step),
        })
        .into()
}

/// First reps above test minus four.
pub fn above_test(case: &Case) -> Answer {
    let subject = case.subject;
    standing(case)
        .filter(|_| !subject.history.by_load)
        .and_then(|step| {
            let test = subject
                .tests
                .iter()
                .rfind(|test| test.date <= step.first.date)?;
            let allowed = test.amount.saturating_sub(subject.margin);
            (step.first.planned > allowed).then(|| Evidence {
                detail: format!(
                    "{} reps on {} where the test of {} allows {allowed}",
                    step.first.planned,
                    case.words(step.first.date),
                    test.amount
                ),
                places: places(case, &step),
            })
        })
        .into()
}

/// First reps not lower than those at the level before.
pub fn not_lower(case: &Case) -> Answer {
    standing(case)
        .filter(|step| !case.subject.history.by_load && step.first.planned >= step.before.planned)
        .map(|step| Evidence {
            detail: format!(
                "{} reps at the new level after {} at the one before",
                step.first.planned, step.before.planned
            ),
            places: places(case, &step),
        })
        .into()
}

/// A load raised by more than a tenth: of the load; of bodyweight and load where it hangs on the
/// body and bodyweight is known. The written increment is the smallest step there is, so that one
/// of it is never too much; where nothing else is known it decides alone.
pub fn load_step(case: &Case) -> Answer {
    let subject = case.subject;
    let allowed = super::super::training::number(case.context, case.exercise(), "load-step");
    standing(case)
        .filter(|_| subject.history.by_load)
        .filter(|step| {
            let (Level::Load(new), Some((Level::Load(old), _))) = (subject.level, &subject.before)
            else {
                return false;
            };
            let too_much = |base: i64| {
                i128::from(new - old) * 100 > i128::from(base.max(0)) * i128::from(allowed)
            };
            let load = load_of(case.journal(), subject, step.first, subject.level);
            let implements = load.map_or(1, |load| i64::from(load.implements.max(1)));
            let increment = case.exercise().increment;
            let above = increment.map(|one| new - old > i64::from(one.grams) * implements);
            if above == Some(false) {
                return false;
            }
            if !hangs_on_the_body(case, step.first) {
                return too_much(*old);
            }
            match bodyweight(case, step.first) {
                Some(bodyweight) => too_much(bodyweight + old),
                None => above.is_some(),
            }
        })
        .map(|step| {
            // Without bodyweight the share of what hangs on the body is not known.
            let known =
                !hangs_on_the_body(case, step.first) || bodyweight(case, step.first).is_some();
            let much = match known {
                true => format!("{allowed} %"),
                false => "one `increment`".to_string(),
            };
            Evidence {
                detail: format!(
                    "the load rose by more than {much} on {}",
                    case.words(step.first.date)
                ),
                places: places(case, &step),
            }
        })
        .into()
}

fn hangs_on_the_body(case: &Case, bout: &Bout) -> bool {
    let history = &case.subject.history;
    history.visits.get(bout.visit).is_none_or(|visit| {
        history
            .entries(case.journal(), visit)
            .flat_map(|entry| case.journal().sets_of(&entry))
            .filter_map(|set| case.journal().load(set))
            .all(|load| load.kind != LoadKind::Absolute)
    })
}

fn bodyweight(case: &Case, bout: &Bout) -> Option<i64> {
    let events = &case.journal().events;
    events.iter().rev().find_map(|event| match event.kind {
        EventKind::Bodyweight(grams) if event.from? <= bout.date => Some(i64::from(grams)),
        _ => None,
    })
}

/// Two or more sessions at a new level without a test there.
pub fn untested(case: &Case) -> Answer {
    let subject = case.subject;
    step(case)
        .filter(|_| !subject.history.by_load)
        .filter(|_| subject.tests.is_empty() && subject.bouts.len() >= 2)
        .map(|step| Evidence {
            detail: format!(
                "{} sessions at the new level since {} without a test there",
                subject.bouts.len(),
                case.words(step.first.date)
            ),
            places: places(case, &step),
        })
        .into()
}

/// A level raised in race preparation, until it ends.
pub fn race_prep(case: &Case) -> Answer {
    let prepares = |date| case.training.calendar.phase(date) == Some(Phase::RacePrep);
    step(case)
        .filter(|step| prepares(step.first.date) && prepares(case.today()))
        .map(|step| Evidence {
            detail: format!(
                "the {} was raised in race preparation, on {}",
                if case.subject.history.by_load {
                    "load"
                } else {
                    "level"
                },
                case.words(step.first.date)
            ),
            places: places(case, &step),
        })
        .into()
}
