//! The way back: fewer reps, an easier level, the sessions after a break.

use super::load;
use super::measure;
use super::reps::{after_level_up, alternating, here, newer_test, ordinary, reps_here, start};
use super::{Advice, Work};
use crate::analysis::prescription::{self, even};
use crate::analysis::ramp;
use crate::analysis::status::{
    Answer, Case, SHORT_TWICE, TEST_TOO_LOW, Verdict, coming_back_from, first_sets_fail,
    may_test_on,
};
use crate::analysis::tally::RESET_DAYS;
use crate::model::activity::ACTIVE_DAYS;
use crate::model::bout::Bout;
use crate::model::history::Level;
use crate::model::{Amount, LevelId};

/// Fewer reps, or an easier level.
pub fn back_off(case: &Case, verdict: &Verdict) -> Advice {
    let subject = case.subject;
    if verdict
        .reasons
        .iter()
        .any(|(name, _)| *name == TEST_TOO_LOW)
    {
        let why = "one level easier, and a test there".to_string();
        return easier(case, why).unwrap_or_else(|| ordinary(case));
    }
    let (None, Some(last)) = (newer_test(case), subject.last()) else {
        return ordinary(case);
    };
    let p = even(last.planned, alternating(case));
    if verdict.reasons.iter().all(|(name, _)| *name == SHORT_TWICE) {
        let reps = even(p.min(last.lowest.max(1)), alternating(case));
        return here(
            case,
            last,
            reps,
            format!("the fewest in a set last time were {}", last.lowest),
        );
    }
    if last.failed == 0 {
        let before = subject.bouts.iter().rev().nth(1);
        if before.is_some_and(|before| before.failed > 0) {
            let why = format!("the last session was clean: {p} once more before adding");
            return here(case, last, p, why);
        }
        return ordinary(case);
    }
    let at_floor = last.planned <= subject.floor;
    let from_the_start = matches!(first_sets_fail(case), Answer::Met(_));
    if subject.history.by_load {
        return lighter(case, last);
    }
    if at_floor || from_the_start {
        let why = "one level easier until one session is clean".to_string();
        if let Some(easier) = easier(case, why) {
            return easier;
        }
        if at_floor {
            let why = "few enough: keep it, and rest longer between the sets".to_string();
            return here(case, last, p, why);
        }
    }
    let reps = prescription::back_off(p, last.lowest, subject.floor, alternating(case));
    here(
        case,
        last,
        reps,
        format!("back from {p} to {reps} until one session is clean"),
    )
}

/// The days of a break that lasts until the next session. Where that is after an excuse, those to
/// come are days without it as well.
pub(super) fn days_without(case: &Case) -> Option<i32> {
    match case.context.next_day().back {
        Some(back) => case.subject.history.break_until(back),
        None => coming_back_from(case),
    }
}

/// The first session after a break.
pub(super) fn come_back(case: &Case, days: i32) -> Advice {
    let subject = case.subject;
    let from_test = newer_test(case).and_then(|test| start(case, test));
    let Some(planned) = from_test.or_else(|| ramp::returning(subject, case.exercise()).planned)
    else {
        return ordinary(case);
    };
    let words = |number| match subject.last() {
        Some(last) => measure::amount(case, subject.level, last, number),
        None => Amount::Reps(number),
    };
    let reps = match subject.last() {
        Some(last) => measure::step(case, last, planned, days, 0),
        None => ramp::step(planned, days, 0, alternating(case)),
    };
    let reps = reps.unwrap_or(planned);
    let old = words(planned);
    let why = if reps >= planned {
        format!("{old} again: it cannot be less")
    } else if days < RESET_DAYS {
        let less = words(planned.saturating_sub(reps));
        format!("{less} below {old} once; if it is clean, {old} again")
    } else if may_test_on(case, case.context.next_day().back.unwrap_or(case.today())) {
        format!("half of {old} once; then a test tells how to go on")
    } else {
        format!("half of {old} once; then 70, 80 and 90 %")
    };
    let mut advice = match subject.last() {
        Some(last) => here(case, last, reps, why),
        None => reps_here(case, reps, why),
    };
    if coming_back_from(case).is_none() {
        let then = format!("by then {days} days since the last session");
        advice.why.insert(0, then);
    } else if !subject.judged {
        // No status says it.
        let today = format!("{days} days since the last session");
        advice.why.insert(0, today);
    }
    if days >= ACTIVE_DAYS
        && let Some(level) = subject.easier_level(case.journal())
    {
        advice.level = Some(level.to_string());
        advice
            .why
            .push("one level easier after so long".to_string());
    }
    advice
}

/// One level down the ladder: the reps last done there; if there are none, a test there.
pub(super) fn easier(case: &Case, why: String) -> Option<Advice> {
    let subject = case.subject;
    let name = subject.easier_level(case.journal())?;
    let place = case
        .exercise()
        .levels
        .iter()
        .position(|level| level == name)?;
    let level = Level::Named(LevelId(u16::try_from(place).ok()?));
    let visits = (0..subject.history.visits.len()).rev();
    let bout = visits
        .filter_map(|visit| subject.history.bout(case.journal(), visit, level, u32::MAX))
        .next();
    let sets = subject.target.sets;
    let (work, last) = match &bout {
        Some(bout) => {
            let reps = even(bout.planned, alternating(case));
            let done = format!("{reps} were the last there, on {}", case.words(bout.date));
            (Some(load::work(case, level, bout, sets, reps)), done)
        }
        None => (None, "never done there, so test first".to_string()),
    };
    Some(Advice {
        level: Some(name.to_string()),
        test: work.is_none(),
        work,
        why: vec![why, last],
    })
}

/// Less load: the last lower one with its reps, else one increment less.
fn lighter(case: &Case, last: &Bout) -> Advice {
    let subject = case.subject;
    let goal = subject.target;
    let journal = case.journal();
    let Level::Load(present) = subject.level else {
        return ordinary(case);
    };
    let visits = subject.history.visits.iter().enumerate().rev();
    let lower = visits
        .filter_map(|(index, visit)| {
            let level = subject.history.worked_level(journal, visit)?;
            let lower = matches!(level, Level::Load(grams) if grams < present);
            let bout = lower.then(|| subject.history.bout(journal, index, level, u32::MAX))??;
            Some((level, bout))
        })
        .next();
    if let Some((level, bout)) = lower {
        let work = load::work(case, level, &bout, goal.sets, bout.planned);
        let why = format!("back to the load and reps of {}", case.words(bout.date));
        return Advice {
            work: Some(work),
            why: vec![why],
            ..Advice::nothing()
        };
    }
    let work = load::work(case, subject.level, last, goal.sets, goal.low);
    let (load, why) = match load::lower(case) {
        Some(load) => (Some(load), "one increment less until one session is clean"),
        None => (
            work.load,
            "the bottom of the range until one session is clean",
        ),
    };
    Advice {
        work: Some(Work { load, ..work }),
        why: vec![why.to_string()],
        ..Advice::nothing()
    }
}

/// The reps of the next session, fewer where it is the first after a break.
fn eased(case: &Case, planned: u32) -> u32 {
    days_without(case)
        .and_then(|days| ramp::step(planned, days, 0, alternating(case)))
        .unwrap_or(planned)
}

/// Back to the level before; or, where the new one is one step up and tested, to its start.
pub fn too_fast(case: &Case) -> Advice {
    let subject = case.subject;
    let Some((level, before)) = &subject.before else {
        return ordinary(case);
    };
    let rank = |level| subject.history.rank(case.exercise(), level);
    let one_step = rank(subject.level)
        .zip(rank(*level))
        .is_some_and(|(new, old)| new - old == 1);
    let test = subject
        .tests
        .last()
        .filter(|_| one_step && !subject.history.by_load);
    if let Some((test, reps)) = test.and_then(|test| Some((test, start(case, *test)?))) {
        let most = after_level_up(case).map_or(reps, |most| most.min(reps));
        let reps = eased(case, most);
        let mut why = format!(
            "the test of {} allows {} at most, and fewer than at the level before",
            test.amount,
            test.amount.saturating_sub(subject.margin)
        );
        if reps < most {
            why.push_str("; fewer still after the break");
        }
        return reps_here(case, reps, why);
    }
    let usual = even(before.planned, alternating(case));
    let planned = eased(case, usual);
    let work = load::work(case, *level, before, subject.target.sets, planned);
    let name = match level {
        Level::Named(id) => case.journal().level_name(subject.exercise, *id),
        Level::Load(_) => None,
    };
    let what = if name.is_some() { "level" } else { "load" };
    let mut back = format!("back to the {what} and reps of {}", case.words(before.date));
    if planned < usual {
        back.push_str(", fewer after the break");
    }
    Advice {
        level: name.map(str::to_string),
        work: Some(work),
        why: vec![back],
        test: false,
    }
}
