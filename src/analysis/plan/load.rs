//! The sets of a line with their load, the next step of a load, and exercises that no status judges.

use super::back::{come_back, days_without};
use super::measure;
use super::reps::{here, ordinary};
use super::{Advice, Work};
use crate::analysis::standing::load_of;
use crate::analysis::status::{Answer, Case, first_sets_fail, form_fails_often};
use crate::model::bout::Bout;
use crate::model::history::Level;
use crate::model::{Amount, Load, LoadKind, Measure, Sides};

/// So many of what a session at a level was counted in, with its load.
pub fn work(case: &Case, level: Level, bout: &Bout, sets: u32, number: u32) -> Work {
    let subject = case.subject;
    let [_, left, right] = &bout.sides;
    Work {
        sets,
        amount: measure::amount(case, level, bout, number.max(1)),
        load: load_of(case.journal(), subject, bout, level),
        each: left.sets.max(right.sets) > 0 && case.exercise().sides != Some(Sides::Each),
    }
}

/// The sets of a session, of the side that did most of them.
pub fn sets_of(bout: &Bout) -> u32 {
    bout.used_sides().map(|side| side.sets).max().unwrap_or(0)
}

/// Exercises without levels or a target, and those measured in time or distance: back after a
/// break, toward a target in the same measure, else the same as last time.
pub fn unjudged(case: &Case) -> Advice {
    let subject = case.subject;
    let Some(last) = subject.last() else {
        return Advice::nothing();
    };
    let present = work(case, subject.level, last, sets_of(last), last.planned);
    if let Some(word) = other_measure(case, &present) {
        return Advice {
            why: vec![format!(
                "the sets of {} are not in {word}; correct them, and the next ones can be planned",
                case.words(last.date)
            )],
            ..Advice::nothing()
        };
    }
    if let Some(days) = days_without(case) {
        return come_back(case, days);
    }
    if !form_fails(case) || last.failed == 0 {
        return ordinary(case);
    }
    if let Some(why) = less(case) {
        return Advice {
            work: Some(present),
            why: vec![why],
            ..Advice::nothing()
        };
    }
    let fewer = measure::back_off(case, last);
    let [from, to] = [last.planned, fewer].map(|n| measure::amount(case, subject.level, last, n));
    let why = format!("back from {from} to {to} until one session is clean");
    here(case, last, fewer, why)
}

/// Whether `form-failure` or `form-first-set` is said.
fn form_fails(case: &Case) -> bool {
    form_reasons(case).next().is_some()
}

/// What they say, in short.
pub(super) fn form_reasons(case: &Case) -> impl Iterator<Item = String> {
    let asked = [form_fails_often(case), first_sets_fail(case)];
    asked.into_iter().filter_map(|answer| match answer {
        Answer::Met(evidence) => Some(evidence.detail),
        Answer::NotMet | Answer::TooEarly(_) => None,
    })
}

/// How to make it easier where it is the load that makes it hard, and nothing says by how much.
pub(super) fn less(case: &Case) -> Option<String> {
    let subject = case.subject;
    let visit = subject.history.visits.get(subject.last()?.visit)?;
    let loaded = subject.history.loaded(case.journal(), visit);
    loaded.then(|| "take less load until one session is clean, then add again".to_string())
}

/// What an exercise is measured in, where its sets are in something else.
fn other_measure(case: &Case, work: &Work) -> Option<&'static str> {
    match (case.exercise().measure?, work.amount) {
        (Measure::Reps, Amount::Reps(_))
        | (Measure::Time, Amount::Time(_))
        | (Measure::Distance, Amount::Distance(_)) => None,
        (Measure::Reps, _) => Some("repetitions"),
        (Measure::Time, _) => Some("times"),
        (Measure::Distance, _) => Some("distances"),
    }
}

/// `3x12`, `3x5 @100kg`, `4x20m @2x24kg`.
pub fn words(work: &Work) -> String {
    let load = work
        .load
        .map_or_else(String::new, |load| format!(" {load}"));
    format!("{}x{}{load}", work.sets, work.amount)
}

/// The present load and the written increment: less help where the load is help. `None` where no
/// increment is written.
pub fn next(case: &Case) -> Option<Load> {
    let subject = case.subject;
    let last = subject.last()?;
    let increment = case.exercise().increment?;
    let Some(load) = load_of(case.journal(), subject, last, subject.level) else {
        // Without a load so far: on top of the weight of the body.
        return Some(Load {
            kind: LoadKind::Added,
            ..increment
        });
    };
    let grams = match load.kind {
        // No help is written as nothing on top.
        LoadKind::Assisted if load.grams <= increment.grams => {
            return Some(Load {
                kind: LoadKind::Added,
                grams: 0,
                ..load
            });
        }
        LoadKind::Assisted => load.grams - increment.grams,
        LoadKind::Absolute | LoadKind::Added => load.grams.saturating_add(increment.grams),
    };
    Some(Load { grams, ..load })
}

/// The load one increment lower: more help where the load is help.
pub fn lower(case: &Case) -> Option<Load> {
    let subject = case.subject;
    let load = load_of(case.journal(), subject, subject.last()?, subject.level)?;
    let increment = case.exercise().increment?;
    let grams = match load.kind {
        LoadKind::Assisted => load.grams.saturating_add(increment.grams),
        LoadKind::Absolute | LoadKind::Added => load.grams.checked_sub(increment.grams)?,
    };
    Some(Load { grams, ..load })
}

/// All sessions reached the top of the range: the next load, from the bottom of the range on.
pub fn ready(case: &Case) -> Advice {
    let subject = case.subject;
    let goal = subject.target;
    let Some(last) = subject.last() else {
        return Advice::nothing();
    };
    let present = work(case, subject.level, last, goal.sets, goal.high);
    if let Some(next) = next(case) {
        let why = format!(
            "{} is reached: {next}, from {} reps on",
            words(&present),
            goal.low
        );
        return Advice {
            work: Some(Work {
                amount: Amount::Reps(goal.low),
                load: Some(next),
                ..present
            }),
            why: vec![why],
            ..Advice::nothing()
        };
    }
    let step = match present.load.map(|load| load.kind) {
        Some(LoadKind::Assisted) => "take away some of the help",
        _ => "add a tenth at most",
    };
    let step = format!(
        "{step} and begin at {}x{} again; a written `increment` makes it a number",
        goal.sets, goal.low
    );
    Advice {
        why: vec![format!("{} is reached: {step}", words(&present))],
        work: Some(present),
        ..Advice::nothing()
    }
}
