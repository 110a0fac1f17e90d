//! Reps of exercises that have levels, a target, or both.

use super::load::{self, sets_of, words};
use super::{Advice, Work};
use crate::analysis::prescription::{self, LONG_BREAK, LOST_LEVEL, even};
use crate::analysis::standing::{achieved, load_of};
use crate::analysis::status::{
    Answer, Case, SHORT_TWICE, TEST_TOO_LOW, Verdict, coming_back_from, enough_sets,
    first_sets_fail, many, pain, pain_noted, plural, race_near, race_prep,
};
use crate::analysis::training::{Test, number};
use crate::model::Difficulty;
use crate::model::bout::Bout;
use crate::model::history::Level;

/// Where an exercise stands on its way back from a break.
struct Return {
    /// Reps of the last session that was not itself eased.
    planned: u32,
    /// How long the break was, and how many sessions followed, if the latest one was eased.
    under_way: Option<(i32, usize)>,
}

/// The ordinary rule: after a test or a session at the present level.
pub fn ordinary(case: &Case) -> Advice {
    let subject = case.subject;
    let last = subject.last();
    if let Some(last) = last.filter(|_| pain::over(case)) {
        let half = even(last.planned / 2, alternating(case)).max(1);
        let why = format!("the pain is over: half of {} to begin with", last.planned);
        return here(case, last, half, why);
    }
    match (last, newer_test(case)) {
        (last, Some(test)) => after_test(case, test, last),
        (Some(last), None) => after_session(case, last),
        (None, None) => Advice::nothing(),
    }
}

/// The latest test, if no session at the level came after it: it decides over its own session.
fn newer_test(case: &Case) -> Option<Test> {
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

fn start(case: &Case, test: Test) -> Option<u32> {
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
fn after_level_up(case: &Case) -> Option<u32> {
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
    test.date.days_since(last.date) >= LONG_BREAK || before.is_some_and(|days| days >= LONG_BREAK)
}

fn after_session(case: &Case, last: &Bout) -> Advice {
    let subject = case.subject;
    let goal = subject.target;
    let p = last.planned;
    let done = format!(
        "{}x{p}{} on {}",
        sets_of(last),
        rated(last),
        case.words(last.date)
    );
    let same = |why: &str| {
        here(
            case,
            last,
            even(p, alternating(case)),
            format!("{done}: {why}"),
        )
    };
    if let Answer::Met(evidence) = pain_noted(case) {
        return same(&format!(
            "{}, so the reps stay; if it stays or grows, see a doctor or physiotherapist",
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
    let back = returning(case);
    if let Some((days, sessions)) = back.under_way
        && let Some(reps) =
            prescription::coming_back(back.planned, days, sessions, alternating(case))
    {
        let why = format!(
            "back after {days} days, on the way to {} again",
            back.planned
        );
        return here(
            case,
            last,
            reps.max(even(p, alternating(case))),
            format!("{done}: {why}"),
        );
    }
    if !enough_sets(case, last) {
        return same(&format!(
            "{}: the reps repeat; `target {}x{}` says that {} the plan",
            plural(sets_of(last), "set", "sets"),
            sets_of(last),
            goal.high,
            if sets_of(last) == 1 {
                "one is"
            } else {
                "fewer are"
            }
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
    let reps = prescription::progress(p, added, goal.high, alternating(case));
    let why = match reps.saturating_sub(p) {
        0 if p >= goal.high => "at the target, the same again".to_string(),
        0 => "the same again".to_string(),
        1 => "one more".to_string(),
        more => format!("{more} more"),
    };
    here(case, last, reps, format!("{done}: {why}"))
}

fn rated(bout: &Bout) -> &'static str {
    match bout.rating {
        Some(Difficulty::Easy) => " easy",
        Some(Difficulty::Ok) => " ok",
        Some(Difficulty::Hard) => " hard",
        None => "",
    }
}

/// Goes through the sessions of the level and those before: which were eased after a break.
fn returning(case: &Case) -> Return {
    let subject = case.subject;
    let mut back = Return {
        planned: 0,
        under_way: None,
    };
    let (mut left, mut since) = (0, None);
    for bout in harder_before(case).into_iter().chain(&subject.bouts) {
        if let Some(days) = subject.history.break_before(bout.visit) {
            left = if days < LONG_BREAK { 1 } else { 4 };
            since = Some(bout.date);
            back.under_way = Some((days, 0));
        }
        // A test since the break ends the return.
        let tested = subject
            .tests
            .iter()
            .any(|test| since.is_some_and(|since| (since..=bout.date).contains(&test.date)));
        if left > 0 && !tested && bout.planned < back.planned {
            left -= 1;
            back.under_way = back.under_way.map(|(days, done)| (days, done + 1));
        } else {
            (back.planned, back.under_way, left) = (bout.planned, None, 0);
        }
    }
    back
}

/// The last session at a harder level, where a long break led to the present one.
fn harder_before<'c>(case: &Case<'c, '_>) -> Option<&'c Bout> {
    let subject = case.subject;
    let (level, before) = subject.before.as_ref()?;
    let rank = |level| subject.history.rank(case.exercise(), level);
    let days = subject.history.break_before(subject.bouts.first()?.visit)?;
    (days >= LOST_LEVEL && rank(*level)? > rank(subject.level)?).then_some(before)
}

/// Fewer reps, or an easier level.
pub fn back_off(case: &Case, verdict: &Verdict) -> Advice {
    let subject = case.subject;
    if let Some(days) = coming_back_from(case) {
        return come_back(case, days);
    }
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
        return here(case, last, reps, format!("the lowest of last time: {reps}"));
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
            let why = format!("{p} is few enough: keep it, and rest longer between the sets");
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

/// The first session after a break that lasts until today.
fn come_back(case: &Case, days: i32) -> Advice {
    let subject = case.subject;
    let from_test = newer_test(case).and_then(|test| start(case, test));
    let planned = from_test.unwrap_or_else(|| returning(case).planned);
    let reps = prescription::coming_back(planned, days, 0, alternating(case)).unwrap_or(planned);
    let why = if days < LONG_BREAK {
        format!("{reps} once, 2 below {planned}; if it is clean, {planned} again")
    } else {
        format!("half of {planned} once; then a test tells how to go on")
    };
    let mut advice = match subject.last() {
        Some(last) => here(case, last, reps, why),
        None => reps_here(case, reps, why),
    };
    if days >= LOST_LEVEL
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
fn easier(case: &Case, why: String) -> Option<Advice> {
    let subject = case.subject;
    let name = subject.easier_level(case.journal())?;
    let place = case
        .exercise()
        .levels
        .iter()
        .position(|level| level == name)?;
    let level = Level::Named(crate::model::LevelId(u16::try_from(place).ok()?));
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
        let why = format!("back to {} of {}", words(&work), case.words(bout.date));
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
        let reps = after_level_up(case).map_or(reps, |most| most.min(reps));
        let why = format!(
            "go on with {reps}: the test of {} allows {} at most, and fewer than at the level before",
            test.amount,
            test.amount.saturating_sub(subject.margin)
        );
        return reps_here(case, reps, why);
    }
    let mut planned = even(before.planned, alternating(case));
    if let Some(days) = coming_back_from(case) {
        planned = prescription::coming_back(planned, days, 0, alternating(case)).unwrap_or(planned);
    }
    let work = load::work(case, *level, before, subject.target.sets, planned);
    let name = match level {
        Level::Named(id) => case.journal().level_name(subject.exercise, *id),
        Level::Load(_) => None,
    };
    let back = match (name, load_of(case.journal(), subject, before, *level)) {
        (Some(name), _) => format!(
            "back to `{name}`, {planned} as on {}",
            case.words(before.date)
        ),
        (None, Some(load)) => format!("back to {load}, as on {}", case.words(before.date)),
        (None, None) => format!("back to {planned}, as on {}", case.words(before.date)),
    };
    Advice {
        level: name.map(str::to_string),
        work: Some(work),
        why: vec![back],
        test: false,
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
fn here(case: &Case, last: &Bout, reps: u32, why: String) -> Advice {
    let subject = case.subject;
    Advice {
        work: Some(load::work(
            case,
            subject.level,
            last,
            subject.target.sets,
            reps,
        )),
        why: vec![why],
        ..Advice::nothing()
    }
}

/// The same where the level may only be tested.
fn reps_here(case: &Case, reps: u32, why: String) -> Advice {
    if let Some(last) = case.subject.last() {
        return here(case, last, reps, why);
    }
    Advice {
        work: Some(Work {
            sets: case.subject.target.sets,
            amount: crate::model::Amount::Reps(reps.max(1)),
            load: None,
            each: false,
        }),
        why: vec![why],
        ..Advice::nothing()
    }
}

fn alternating(case: &Case) -> bool {
    case.subject.alternating(case.journal())
}
