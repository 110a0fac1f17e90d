//! Row 1: pain that this program must not judge.

use super::{Answer, Case, Evidence, label};
use crate::date::Date;
use crate::model::history::Visit;
use crate::model::{Pain, Side};
use crate::text::Place;

/// Pain from here on stops training.
pub const STOP: u8 = 6;

/// Pain from here on stops any increase in the exercises of the session.
pub const NO_INCREASE: u8 = 4;

/// `6/10 in the left calf`.
pub fn words(pain: &Pain) -> String {
    let side = match pain.side {
        Some(Side::Left) => "left ",
        Some(Side::Right) => "right ",
        None => "",
    };
    match &pain.body {
        Some(body) => format!("{}/10 in the {side}{body}", pain.level),
        None => format!("{}/10", pain.level),
    }
}

/// What says that a pain is gone, as it is written after a date: `pain L calf 0`.
pub fn gone_as_written(pain: &Pain) -> String {
    let side = match pain.side {
        Some(Side::Left) => " L",
        Some(Side::Right) => " R",
        None => "",
    };
    let body = pain.body.iter().map(|body| format!(" {body}"));
    format!("pain{side}{} 0", body.collect::<String>())
}

/// Whether two notes of pain speak of the same place; a side that is not told fits both.
pub fn same_place(a: &Pain, b: &Pain) -> bool {
    a.body == b.body && (a.side.is_none() || b.side.is_none() || a.side == b.side)
}

/// The latest session of the exercise and what was noted since without training it: those of a
/// session in which it was skipped are no sign that pain is gone. The newest first.
fn latest<'a>(case: &Case<'a, '_>) -> impl Iterator<Item = &'a Visit> {
    let history = &case.subject.history;
    let trained = history.last_trained().unwrap_or_default();
    history.visits.iter().skip(trained).rev()
}

fn pains<'a>(case: &Case<'a, '_>, visit: &Visit) -> Vec<&'a Pain> {
    let history = &case.subject.history;
    history.pains(case.journal(), visit).collect()
}

/// The highest pain noted in the latest session or since, unless it is gone, and its day.
pub fn worst<'a>(case: &Case<'a, '_>) -> Option<(&'a Pain, &'a Visit)> {
    noted(case).filter(|(pain, visit)| !gone(case, pain, visit))
}

/// The same though it is gone; what is not gone comes first.
pub fn noted<'a>(case: &Case<'a, '_>) -> Option<(&'a Pain, &'a Visit)> {
    let all = latest(case).flat_map(|visit| {
        let pains = pains(case, visit).into_iter();
        pains.map(move |pain| (pain, visit))
    });
    let rank = |(pain, visit): &(&Pain, &Visit)| (!gone(case, pain, visit), pain.level);
    all.filter(|(pain, _)| pain.level > 0)
        .reduce(|most, other| {
            if rank(&other) > rank(&most) {
                other
            } else {
                most
            }
        })
}

/// Whether a pain event of 0 since the session said that the pain is gone.
fn gone(case: &Case, pain: &Pain, visit: &Visit) -> bool {
    case.training.pain_events.gone(pain, visit.date).is_some()
}

/// `, gone since 13 January`, if that is so of a pain noted on a day, and no pain came back since.
pub fn gone_words(case: &Case, pain: &Pain, date: Date) -> String {
    let events = &case.training.pain_events;
    let gone = events.gone(pain, date);
    gone.filter(|gone| !events.after(*gone).any(|again| same_place(again, pain)))
        .map_or_else(String::new, |gone| {
            format!(", gone since {}", case.words(gone))
        })
}

/// Pain of 6 or more in the last session.
pub fn high(case: &Case) -> Answer {
    worst(case)
        .filter(|(pain, _)| pain.level >= STOP)
        .map(|(pain, visit)| Evidence {
            detail: format!("pain {} on {}", words(pain), case.words(visit.date)),
            places: vec![label(pain.place, format!("pain {}/10", pain.level))],
        })
        .into()
}

/// Whether the last session was one after which nothing is planned, and all of that is over since.
/// It is asked where no row of pain holds.
pub fn over(case: &Case) -> bool {
    let journal = case.journal();
    let signs = |visit: &Visit| {
        let session = journal.sessions.get(visit.session as usize);
        let own = case.subject.history.entries(journal, visit);
        own.map(|entry| entry.extra)
            .chain(session.map(|session| session.extra))
            .flat_map(|extra| &journal.extra(extra).notes)
            .any(|&note| super::red_flags::find(journal.sources.text(note)).is_some())
    };
    let high = |visit: &Visit| pains(case, visit).iter().any(|pain| pain.level >= STOP);
    latest(case).any(|visit| high(visit) || signs(visit))
        || rising_to(case, true).is_some()
        || morning(case, true).is_some()
}

/// Pain at one place in three sessions running, each higher than the one before.
pub fn rising(case: &Case) -> Answer {
    rising_to(case, false).into()
}

fn rising_to(case: &Case, over: bool) -> Option<Evidence> {
    let visits = &case.subject.history.visits;
    let mut trained = visits.iter().rev().filter(|visit| visit.trained);
    let (third, second, first) = (trained.next()?, trained.next()?, trained.next()?);
    let steps = pains(case, third).into_iter().find_map(|last| {
        if gone(case, last, third) != over {
            return None;
        }
        let before = |visit, than: &Pain| {
            pains(case, visit)
                .into_iter()
                .filter(|pain| same_place(pain, than))
                .max_by_key(|pain| pain.level)
                .filter(|pain| (1..than.level).contains(&pain.level))
        };
        let middle = before(second, last)?;
        let oldest = before(first, last).filter(|pain| pain.level < middle.level)?;
        Some([last, middle, oldest])
    });
    steps.map(|[last, middle, oldest]| Evidence {
        detail: format!(
            "pain {} on {}, after {} and {} in the two sessions before",
            words(last),
            case.words(third.date),
            oldest.level,
            middle.level
        ),
        places: [last, middle, oldest]
            .map(|pain| label(pain.place, format!("pain {}/10", pain.level)))
            .to_vec(),
    })
}

/// Pain at a place of the last session on the morning after.
pub fn next_morning(case: &Case) -> Answer {
    morning(case, false).into()
}

fn morning(case: &Case, over: bool) -> Option<Evidence> {
    let visit = latest(case).last()?;
    let noted = pains(case, visit);
    if noted.is_empty() {
        return None;
    }
    let morning = case.training.pain_events.on(visit.date.plus(1));
    let morning = morning.iter().rev().find(|pain| {
        let there = noted
            .iter()
            .any(|before| before.level >= 1 && same_place(before, pain));
        there && gone(case, pain, visit) == over
    });
    morning.map(|pain| Evidence {
        detail: format!(
            "pain {} on the morning after {}",
            words(pain),
            case.words(visit.date)
        ),
        places: vec![label(pain.place, "not gone next morning")],
    })
}

/// A word that a doctor would want to hear, in a note of the exercise in its last session. Pain
/// noted beside it that is gone since takes it along.
pub fn red_flag(case: &Case) -> Answer {
    let journal = case.journal();
    let history = &case.subject.history;
    latest(case)
        .filter(|visit| !pains(case, visit).iter().any(|p| gone(case, p, visit)))
        .find_map(|visit| {
            let notes = history
                .entries(journal, visit)
                .flat_map(|entry| &journal.extra(entry.extra).notes);
            sign_in(case, visit, notes)
        })
        .into()
}

/// The same in a note of that session as a whole, which concerns all its exercises.
pub fn session_red_flag(case: &Case) -> Answer {
    let journal = case.journal();
    latest(case)
        .find_map(|visit| {
            let session = journal.sessions.get(visit.session as usize)?;
            sign_in(case, visit, journal.extra(session.extra).notes.iter())
        })
        .into()
}

/// The first sign in some notes of a session, unless what it speaks of is gone since.
fn sign_in<'a>(
    case: &Case,
    visit: &Visit,
    notes: impl Iterator<Item = &'a Place>,
) -> Option<Evidence> {
    notes.into_iter().find_map(|&place| {
        let text = case.journal().sources.text(place);
        let sign = super::red_flags::find(text)?;
        (!ended(case, visit, text)).then(|| Evidence {
            detail: format!("\"{}\" on {}", sign.words, case.words(visit.date)),
            places: vec![label(place, "a warning sign")],
        })
    })
}

/// Whether a pain event of 0 since the session, without a place or at one that the note names,
/// said that it is over.
fn ended(case: &Case, visit: &Visit, note: &str) -> bool {
    let note = note.to_lowercase();
    let mut places = case.training.pain_events.places_gone_since(visit.date);
    places.any(|place| place.is_none_or(|place| note.contains(place)))
}

/// The same in the notes of another exercise of the session: no pain of this one, but no reason
/// to make anything harder.
pub fn red_flag_elsewhere(case: &Case) -> Answer {
    let journal = case.journal();
    let Some(visit) = latest(case).last() else {
        return Answer::NotMet;
    };
    let session = journal.sessions.get(visit.session as usize);
    session
        .into_iter()
        .flat_map(|session| journal.entries_of(session))
        .flat_map(|entry| &journal.extra(entry.extra).notes)
        .find_map(|&place| {
            let sign = super::red_flags::find(journal.sources.text(place))?;
            Some(Evidence {
                detail: format!("\"{}\" noted on {}", sign.words, case.words(visit.date)),
                places: vec![label(place, "a warning sign")],
            })
        })
        .into()
}
