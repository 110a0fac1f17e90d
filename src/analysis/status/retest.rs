//! Row 4: an endurance test is due.

use super::{Answer, Case, Evidence, label, pain, readiness};
use crate::analysis::tally::RESET_DAYS;
use crate::analysis::training::number;
use crate::date::Date;
use crate::model::calendar::Phase;

/// Never while the last session notes pain, in race preparation, near a race, on an excused day;
/// and loads are not tested.
pub fn may_test(case: &Case) -> bool {
    may_test_on(case, case.today())
}

/// The same on a later day, as far as is known today.
pub fn may_test_on(case: &Case, day: Date) -> bool {
    let subject = case.subject;
    let calendar = &case.training.calendar;
    let days = number(case.context, case.exercise(), "race-hold-days");
    subject.judged
        && !subject.history.by_load
        && pain::noted(case).is_none()
        && calendar.phase(day) != Some(Phase::RacePrep)
        && calendar
            .race_within(day, i32::try_from(days).unwrap_or(0))
            .is_none()
        && !calendar.excused(day)
}

/// There is none at this level, and READY's sessions are not done.
pub fn no_test(case: &Case) -> Answer {
    let subject = case.subject;
    Answer::when(
        subject.tests.is_empty() && !readiness::sessions_done(case),
        || Evidence {
            detail: "there is none at this level yet".to_string(),
            places: Vec::new(),
        },
    )
}

/// The test is older than eight weeks while the reps are below the target.
pub fn old_test(case: &Case) -> Answer {
    let subject = case.subject;
    let weeks = number(case.context, case.exercise(), "retest-weeks");
    let (Some(test), Some(last)) = (subject.tests.last(), subject.last()) else {
        return Answer::NotMet;
    };
    let days = i64::from(case.today().days_since(test.date));
    Answer::when(
        days > 7 * weeks && last.planned < subject.target.high,
        || Evidence {
            detail: format!(
                "the last one was {} weeks ago, on {}",
                days / 7,
                case.words(test.date)
            ),
            places: vec![label(test.place, format!("test {}", test.amount))],
        },
    )
}

/// A break of 28 days or more, a session since, no test since.
pub fn after_break(case: &Case) -> Answer {
    let subject = case.subject;
    let visits = &subject.history.visits;
    let stay = subject.bouts.first().map_or(visits.len(), |b| b.visit);
    let back = (stay..visits.len()).rev().find_map(|index| {
        let visit = visits.get(index).filter(|visit| visit.trained)?;
        let days = subject.history.gap_before(index)?;
        let long = days >= RESET_DAYS && subject.history.break_before(index).is_some();
        long.then_some((index, visit.date, days))
    });
    back.filter(|(_, date, _)| !subject.tests.iter().any(|test| test.date >= *date))
        .map(|(index, date, days)| Evidence {
            detail: format!(
                "there was a break of {days} days before {}",
                case.words(date)
            ),
            places: vec![label(
                subject.place(case.journal(), index),
                format!("back after {days} days"),
            )],
        })
        .into()
}
