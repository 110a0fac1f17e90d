//! What the findings about form have in common: the sets they point at.

use super::status::{Case, label};
use crate::finding::{Card, Finding, Label};
use crate::model::bout::{Bout, Done};
use crate::model::history::{entry_place, set_place};
use crate::model::{EntryKind, Side};
use crate::text::Place;

/// Sessions of a stay that are compared with each other at most: a year of them.
pub const YEAR: usize = 52;

/// One label for each entry of a session, from the first of the chosen working sets at the level
/// to the last.
pub fn places(
    case: &Case,
    bout: &Bout,
    mut chosen: impl FnMut(&Done) -> bool,
    message: &str,
) -> Vec<Label> {
    let subject = case.subject;
    let Some(visit) = subject.history.visits.get(bout.visit) else {
        return Vec::new();
    };
    let mut found: Vec<(Place, Place)> = Vec::new();
    let with = |done: Done| {
        if !chosen(&done) {
            return;
        }
        let entry = entry_place(&done.entry);
        let place = set_place(&done.entry, done.set);
        match found.last_mut() {
            Some((last, span)) if *last == entry => span.span = span.span.to(place.span),
            _ => found.push((entry, place)),
        }
    };
    subject
        .history
        .each_set(case.journal(), visit, subject.level, EntryKind::Work, with);
    found
        .into_iter()
        .map(|(_, place)| label(place, message))
        .collect()
}

/// Takes the first set of each side.
pub fn first_of_each_side() -> impl FnMut(&Done) -> bool {
    let mut seen = [false; 3];
    move |done| {
        let seen = match done.side {
            None => &mut seen[0],
            Some(Side::Left) => &mut seen[1],
            Some(Side::Right) => &mut seen[2],
        };
        !std::mem::replace(seen, true)
    }
}

/// A finding at the first of the places, which is the newest, with the others labelled.
pub fn finding(
    case: &Case,
    card: &Card,
    mut labels: Vec<Label>,
    message: String,
    help: String,
) -> Option<Finding> {
    let newest = (!labels.is_empty()).then(|| labels.remove(0))?;
    let name = &case.exercise().name;
    let mut finding = Finding::new(
        card.name,
        card.severity,
        newest.place,
        format!("{name}: {message}"),
    )
    .label(newest.message)
    .help(help)
    .about(name, case.subject.level_name(case.journal()));
    finding.related = labels;
    Some(finding)
}

/// `once`, `twice`, `3 times`.
pub fn times(count: u64) -> String {
    match count {
        1 => "once".to_string(),
        2 => "twice".to_string(),
        more => format!("{more} times"),
    }
}
