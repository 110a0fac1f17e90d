//! Row 3: too much for now, or a return after a break.

use super::{Answer, Case, Evidence, label, plural};
use crate::analysis::prescription::start;
use crate::finding::Label;
use crate::model::bout::Bout;
use crate::model::history::BREAK_DAYS;

/// Whether `count` sets are max(2, m/3) or more, for twice the median m of sets a session.
pub fn many(count: u32, doubled_median: i64) -> bool {
    count >= 2 && 6 * i64::from(count) >= doubled_median
}

fn sessions(case: &Case, bouts: &[Bout], words: impl Fn(&Bout) -> String) -> Vec<Label> {
    bouts
        .iter()
        .rev()
        .map(|bout| {
            let place = case.subject.place(case.journal(), bout.visit);
            label(place, words(bout))
        })
        .collect()
}

fn doubled_median(case: &Case) -> i64 {
    let tally = case.subject.tally.as_ref();
    tally.map_or(0, |tally| tally.doubled_median)
}

/// The tally of form failures stands.
pub fn tally(case: &Case) -> Answer {
    let flagged = case.subject.tally.filter(|tally| tally.flagged);
    flagged
        .map(|tally| Evidence {
            detail: format!("form broke in {} of {} sets", tally.failed, tally.sets),
            places: Vec::new(),
        })
        .into()
}

/// max(2, m/3) failed sets in each of the last two sessions, with no 28 days between them.
pub fn failed_twice(case: &Case) -> Answer {
    let [.., first, second] = case.subject.counted() else {
        return Answer::TooEarly(too_early(case, 2));
    };
    let m = doubled_median(case);
    Answer::when(many(first.failed, m) && many(second.failed, m), || {
        Evidence {
            detail: format!(
                "form broke in {} and {} sets of the last two sessions",
                first.failed, second.failed
            ),
            places: sessions(case, &[first.clone(), second.clone()], |bout| {
                plural(bout.failed, "failed set", "failed sets")
            }),
        }
    })
}

/// `form-failure`, `form-first-set` and `coming-back` say their part themselves.
pub fn news(case: &Case) -> bool {
    ![tally, first_sets, coming_back]
        .iter()
        .any(|ask| matches!(ask(case), Answer::Met(_)))
}

/// The first set of either side failed in three of the last four sessions.
pub fn first_sets(case: &Case) -> Answer {
    let bouts = case.subject.counted();
    if bouts.len() < 3 {
        return Answer::TooEarly(format!("too early to tell ({} of 3 sessions)", bouts.len()));
    }
    let recent = bouts.get(bouts.len().saturating_sub(4)..).unwrap_or(&[]);
    let failed: Vec<Bout> = recent
        .iter()
        .filter(|bout| bout.first_failed())
        .cloned()
        .collect();
    Answer::when(failed.len() >= 3, || Evidence {
        detail: format!(
            "form broke in the first set in {} of the last {} sessions",
            failed.len(),
            recent.len()
        ),
        places: sessions(case, &failed, |_| "first set failed".to_string()),
    })
}

/// Short by two or more in max(2, m/3) sets of each of the last two sessions, with no 28 days
/// between them.
pub fn short_twice(case: &Case) -> Answer {
    let [.., first, second] = case.subject.counted() else {
        return Answer::TooEarly(too_early(case, 2));
    };
    let m = doubled_median(case);
    let short = |bout: &Bout| many(bout.short_by_two, m);
    Answer::when(short(first) && short(second), || Evidence {
        detail: format!(
            "{} and {} sets of the last two sessions were short by two reps or more",
            first.short_by_two, second.short_by_two
        ),
        places: sessions(case, &[first.clone(), second.clone()], |bout| {
            plural(bout.short_by_two, "short set", "short sets")
        }),
    })
}

/// The days of a break that lasts until today, which no excuse covers.
pub fn coming_back_from(case: &Case) -> Option<i32> {
    let days = case.subject.history.break_until(case.today());
    days.filter(|days| *days >= BREAK_DAYS && !case.training.calendar.excused(case.today()))
}

/// The next session is the eased one after a break. While an excuse covers today nothing of this
/// is said.
pub fn coming_back(case: &Case) -> Answer {
    coming_back_from(case)
        .map(|days| Evidence {
            detail: format!("{days} days since the last session"),
            places: case
                .subject
                .history
                .last_trained()
                .map(|visit| case.subject.place(case.journal(), visit))
                .map(|place| label(place, "the last session"))
                .into_iter()
                .collect(),
        })
        .into()
}

/// The first test of an exercise, so low that an easier level is due.
pub fn first_test(case: &Case) -> Answer {
    let subject = case.subject;
    let [test] = subject.tests.as_slice() else {
        return Answer::NotMet;
    };
    let alone = subject.bouts.is_empty() && subject.before.is_none() && subject.from_start;
    let too_low = start(
        test.amount,
        subject.target.high,
        subject.margin,
        subject.floor,
        subject.alternating(case.journal()),
    )
    .is_none();
    let easier = subject.easier_level(case.journal()).is_some();
    Answer::when(
        alone && too_low && easier && !subject.history.by_load,
        || Evidence {
            detail: format!(
                "the first test on {} was {}",
                case.words(test.date),
                test.amount
            ),
            places: vec![label(test.place, format!("test {}", test.amount))],
        },
    )
}

fn too_early(case: &Case, needed: usize) -> String {
    let have = case.subject.counted().len();
    format!("too early to tell ({have} of {needed} sessions)")
}
