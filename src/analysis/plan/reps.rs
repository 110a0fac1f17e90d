//! The ordinary course: reps after a test, and after a session.

use super::back::easier;
use super::load::{self, sets_of};
use super::measure;
use super::{Advice, Work};
use crate::analysis::prescription::{self, even};
use crate::analysis::ramp;
use crate::analysis::standing::achieved;
use crate::analysis::status::{
    Answer, Case, enough_sets, many, pain, pain_noted, plural, race_near, race_prep,
};
use crate::analysis::tally::RESET_DAYS;
use crate::analysis::training::{Test, number};
use crate::model::bout::Bout;
use crate::model::{Amount, Difficulty};

/// The ordinary rule: after a test or a session at the present level.
pub fn ordinary(case: &Case) -> Advice {
    let subject = case.subject;
    let last = subject.last();
    if let Some(last) = last.filter(|_| pain::over(case)) {
        let half = measure::step(case, last, last.planned, RESET_DAYS, 0).unwrap_or(last.planned);
        let planned = measure::amount(case, subject.level, last, last.planned);
        let why = format!("the pain is over: half of {planned} to begin with");
        return here(case, last, half, why);
    }
    match (last, newer_test(case)) {
        (last, Some(test)) => after_test(case, test, last),
        (Some(last), None) => after_session(case, last),
        (None, None) => Advice::nothing(),
    }
}

/// The latest test, if no session at the level came after it: it decides over its own session.
pub(super) fn newer_test(case: &Case) -> Option<Test> {
    let subject = case.subject;
    let test = subject.tests.last().filter(|_| !subject.history.by_load)?;
    let newer = subject.last().is_none_or(|last| test.date >= last.date);
    newer.then_some(*test)
}

fn after_test(case: &Case, test: Test, last: Option<&Bout>) -> Advice {
    let subject = case.subject;
    let (target, margin) = (subject.target.high, subject.margin);
    let tested = format!("test {} on {}", test.amount, case.words(test.date));
    let median = subject.tally.map_or(0, |tally| tally.doubled_median);
    let kept = last.filter(|last| !many(last.failed, median) && !long_break(case, last, test));
    if let Some(last) = kept {
        let reps =
            prescription::retested(test.amount, last.planned, target, margin, alternating(case));
        let why = match reps.cmp(&test.amount.saturating_sub(margin)) {
            std::cmp::Ordering::Greater => {
                format!(
                    "{tested}: one test takes 2 of {} reps at most",
                    last.planned
                )
            }
            _ => start_words(&tested, reps, target, margin),
        };
        return reps_here(case, reps, why);
    }
    let Some(mut reps) = start(case, test) else {
        let why = format!("{tested}: too hard a level for now");
        return easier(case, why.clone()).unwrap_or_else(|| {
            let reps = prescription::lowest_start(test.amount, target, margin, alternating(case));
            reps_here(case, reps, format!("{tested}, at the lowest level"))
        });
    };
    let mut why = start_words(&tested, reps, target, margin);
    if let Some(most) = after_level_up(case).filter(|most| *most < reps) {
        reps = most;
        why = format!("{tested}; 2 below what you did at the level before");
    }
    reps_here(case, reps, why)
}

fn start_words(tested: &str, reps: u32, target: u32, margin: u32) -> String {
    if reps >= target {
        format!("{tested}: at the target")
    } else {
        format!("{tested}: {margin} below it")
    }
}

pub(super) fn start(case: &Case, test: Test) -> Option<u32> {
    let subject = case.subject;
    prescription::start(
        test.amount,
        subject.target.high,
        subject.margin,
        subject.floor,
        alternating(case),
    )
}

/// Two below the reps of the last session at the level before, after a level up.
pub(super) fn after_level_up(case: &Case) -> Option<u32> {
    let subject = case.subject;
    let (level, before) = subject.before.as_ref().filter(|_| subject.new)?;
    let rank = |level| subject.history.rank(case.exercise(), level);
    (rank(subject.level)? > rank(*level)?)
        .then(|| even(before.planned.saturating_sub(2).max(1), alternating(case)))
}

/// Whether 28 days or more lie between a session and a later test.
fn long_break(case: &Case, last: &Bout, test: Test) -> bool {
    let history = &case.subject.history;
    let on_the_day = history
        .visits
        .iter()
        .rposition(|v| v.tested && v.date == test.date);
    let before = on_the_day.and_then(|visit| history.break_before(visit));
    test.date.days_since(last.date) >= RESET_DAYS || before.is_some_and(|days| days >= RESET_DAYS)
}

fn after_session(case: &Case, last: &Bout) -> Advice {
    let subject = case.subject;
    let goal = subject.target;
    let p = last.planned;
    let amount = |number| measure::amount(case, subject.level, last, number);
    let done = format!(
        "{}x{}{} on {}",
        sets_of(last),
        amount(p),
        rated(last),
        case.words(last.date)
    );
    let rep = measure::rep(case, last);
    let (stay, repeat) = match rep {
        1 => ("the reps stay", "the reps repeat"),
        _ => ("it stays the same", "the same again"),
    };
    let same = |why: &str| {
        here(
            case,
            last,
            even(p, alternating(case)),
            format!("{done}: {why}"),
        )
    };
    if let Answer::Met(evidence) = pain_noted(case) {
        let gone = pain::noted(case)
            .is_some_and(|(noted, visit)| !pain::gone_words(case, noted, visit.date).is_empty());
        let back = if gone {
            "comes back"
        } else {
            "stays, grows or comes back"
        };
        return same(&format!(
            "{}, so {stay}; if it {back}, see a doctor or physiotherapist",
            evidence.detail
        ));
    }
    if last.failed > 0 {
        return same(&format!(
            "form broke in {} of {} sets, the same again",
            last.failed, last.sets
        ));
    }
    if last.short > 0 {
        let short = plural(last.short, "set was short", "sets were short");
        return same(&format!("{short}, the same again"));
    }
    let back = ramp::returning(subject, case.exercise());
    if let (Some((days, sessions)), Some(planned)) = (back.under_way, back.planned)
        && let Some(reps) = measure::step(case, last, planned, days, sessions)
    {
        let planned = amount(planned);
        let why = format!("back after {days} days, on the way to {planned} again");
        return here(
            case,
            last,
            reps.max(even(p, alternating(case))),
            format!("{done}: {why}"),
        );
    }
    // Without the eased session nothing is added before a test, or one more session.
    if let Some(days) = back_for_long(case) {
        return same(&format!(
            "the first session after {days} days, the same again"
        ));
    }
    if !measure::aimed(case, last) {
        return same(&format!("the same again; {}", no_target(case)));
    }
    if !enough_sets(case, last) {
        return same(&format!(
            "{}: {repeat}; `target {}x{}` says that {} the plan",
            plural(sets_of(last), "set", "sets"),
            sets_of(last),
            amount(goal.high),
            plural(sets_of(last), "is", "are")
        ));
    }
    if let Answer::Met(evidence) = race_prep(case) {
        return same(&format!("{}, so hold", evidence.detail));
    }
    if let Answer::Met(evidence) = race_near(case) {
        return same(&format!("{}, so hold", evidence.detail));
    }
    let count = |key| u32::try_from(number(case.context, case.exercise(), key)).unwrap_or(0);
    let added = prescription::added(last.rating, count("add-easy"), count("add-ok"));
    let added = added.saturating_mul(rep);
    let reps = prescription::progress(p, added, goal.high, alternating(case));
    let why = match (reps.saturating_sub(p), rep) {
        (0, _) if p >= goal.high => "at the target, the same again".to_string(),
        (0, _) => "the same again".to_string(),
        (1, 1) => "one more".to_string(),
        (more, 1) => format!("{more} more"),
        (more, _) => format!("{} more, toward {}", amount(more), amount(goal.high)),
    };
    here(case, last, reps, format!("{done}: {why}"))
}

/// Why nothing is aimed at: there is no target, or it is counted in something else than the sets.
fn no_target(case: &Case) -> String {
    let target = case.exercise().target.as_ref();
    let other = target.map(|target| match target.high {
        Amount::Reps(_) => "reps",
        Amount::Time(_) => "seconds",
        Amount::Distance(_) => "metres",
    });
    match other {
        Some(other) => format!("its `target` is in {other}, and the sets are not"),
        None => "a written `target` says where it goes".to_string(),
    }
}

/// The days of the long break before the latest session, if no test followed it.
fn back_for_long(case: &Case) -> Option<i32> {
    let ramp = ramp::of(case)?;
    (ramp.days >= RESET_DAYS && ramp.sessions == 1).then_some(ramp.days)
}

fn rated(bout: &Bout) -> &'static str {
    match bout.rating {
        Some(Difficulty::Easy) => " easy",
        Some(Difficulty::Ok) => " ok",
        Some(Difficulty::Hard) => " hard",
        None => "",
    }
}

/// The target was reached often enough: the next level, tested first.
pub fn ready(case: &Case) -> Advice {
    let subject = case.subject;
    if subject.history.by_load {
        return load::ready(case);
    }
    let mut advice = ordinary(case);
    let achieved = achieved(case);
    let next = subject.next_level(case.journal());
    advice.test = next.is_some();
    advice.why = vec![match next {
        Some(next) => format!(
            "{achieved}: ready to test `{next}`; training there starts {} below the test",
            subject.margin
        ),
        None => match subject.history.rank(case.exercise(), subject.level) {
            Some(_) => format!("{achieved}: the last level; keep it up, or add a little load"),
            None => format!("{achieved}: make it harder by one step, or raise the target"),
        },
    }];
    advice
}

/// So many reps at the present level, with the load of a session.
pub(super) fn here(case: &Case, last: &Bout, reps: u32, why: String) -> Advice {
    let subject = case.subject;
    Advice {
        work: Some(load::work(
            case,
            subject.level,
            last,
            measure::sets(case, last),
            reps,
        )),
        why: vec![why],
        ..Advice::nothing()
    }
}

/// The same where the level may only be tested.
pub(super) fn reps_here(case: &Case, reps: u32, why: String) -> Advice {
    if let Some(last) = case.subject.last() {
        return here(case, last, reps, why);
    }
    Advice {
        work: Some(Work {
            sets: case.subject.target.sets,
            amount: Amount::Reps(reps.max(1)),
            load: None,
            each: false,
        }),
        why: vec![why],
        ..Advice::nothing()
    }
}

pub(super) fn alternating(case: &Case) -> bool {
    case.subject.alternating(case.journal())
}
