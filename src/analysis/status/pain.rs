//! Row 1: pain that this program must not judge.

use super::{Answer, Case, Evidence, label};
use crate::model::history::Visit;
use crate::model::{EventKind, Pain, Side};
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

/// Whether two notes of pain speak of the same place; a side that is not told fits both.
pub fn same_place(a: &Pain, b: &Pain) -> bool {
    a.body == b.body && (a.side.is_none() || b.side.is_none() || a.side == b.side)
}

fn latest<'a>(case: &Case<'a, '_>) -> Option<&'a Visit> {
    case.subject.history.visits.last()
}

fn pains<'a>(case: &Case<'a, '_>, visit: &Visit) -> Vec<&'a Pain> {
    let history = &case.subject.history;
    history.pains(case.journal(), visit).collect()
}

/// Whether a pain event of 0 since the session said that the pain is gone.
pub fn gone(case: &Case, pain: &Pain, visit: &Visit) -> bool {
    case.journal().events.iter().any(|event| match &event.kind {
        EventKind::Pain(later) => {
            later.level == 0
                && (later.body.is_none() || same_place(later, pain))
                && event
                    .from
                    .is_some_and(|from| visit.date <= from && from <= case.today())
        }
        _ => false,
    })
}

/// Pain of 6 or more in the last session.
pub fn high(case: &Case) -> Answer {
    let Some(visit) = latest(case) else {
        return Answer::NotMet;
    };
    let worst = pains(case, visit)
        .into_iter()
        .filter(|pain| pain.level >= STOP && !gone(case, pain, visit))
        .max_by_key(|pain| pain.level);
    worst
        .map(|pain| Evidence {
            detail: format!("pain {} on {}", words(pain), case.words(visit.date)),
            places: vec![label(pain.place, format!("pain {}/10", pain.level))],
        })
        .into()
}

/// Pain at one place in three sessions running, each higher than the one before.
pub fn rising(case: &Case) -> Answer {
    let visits = &case.subject.history.visits;
    let [.., first, second, third] = visits.as_slice() else {
        return Answer::NotMet;
    };
    let steps = pains(case, third).into_iter().find_map(|last| {
        if gone(case, last, third) {
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
    steps
        .map(|[last, middle, oldest]| Evidence {
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
        .into()
}

/// Pain at a place of the last session on the morning after.
pub fn next_morning(case: &Case) -> Answer {
    let Some(visit) = latest(case) else {
        return Answer::NotMet;
    };
    let noted = pains(case, visit);
    let morning = case.journal().events.iter().find_map(|event| {
        let EventKind::Pain(pain) = &event.kind else {
            return None;
        };
        let after = event.from? == visit.date.plus(1) && event.from? <= case.today();
        let there = noted
            .iter()
            .any(|before| before.level >= 1 && same_place(before, pain));
        (after && pain.level >= 1 && there && !gone(case, pain, visit)).then_some(pain)
    });
    morning
        .map(|pain| Evidence {
            detail: format!(
                "pain {} on the morning after {}",
                words(pain),
                case.words(visit.date)
            ),
            places: vec![label(pain.place, "not gone next morning")],
        })
        .into()
}

/// A word that a doctor would want to hear, in the notes of the last session.
pub fn red_flag(case: &Case) -> Answer {
    let Some(visit) = latest(case) else {
        return Answer::NotMet;
    };
    let journal = case.journal();
    let noted = pains(case, visit);
    let cleared = noted.iter().any(|pain| gone(case, pain, visit));
    let history = &case.subject.history;
    let mut notes: Vec<Place> = history
        .entries(journal, visit)
        .flat_map(|entry| journal.extra(entry.extra).notes.iter().copied())
        .collect();
    if let Some(session) = journal.sessions.get(visit.session as usize) {
        notes.extend(&journal.extra(session.extra).notes);
    }
    notes
        .into_iter()
        .filter(|_| !cleared)
        .find_map(|place| {
            let sign = super::red_flags::find(journal.sources.text(place))?;
            Some(Evidence {
                detail: format!("\"{sign}\" noted on {}", case.words(visit.date)),
                places: vec![label(place, "a warning sign")],
            })
        })
        .into()
}

/// The same in the notes of another exercise of the session: no pain of this one, but no reason
/// to make anything harder.
pub fn red_flag_elsewhere(case: &Case, visit: &Visit) -> Answer {
    let journal = case.journal();
    let session = journal.sessions.get(visit.session as usize);
    session
        .into_iter()
        .flat_map(|session| journal.entries_of(session))
        .flat_map(|entry| &journal.extra(entry.extra).notes)
        .find_map(|&place| {
            let sign = super::red_flags::find(journal.sources.text(place))?;
            Some(Evidence {
                detail: format!("\"{sign}\" noted on {}", case.words(visit.date)),
                places: vec![label(place, "a warning sign")],
            })
        })
        .into()
}
