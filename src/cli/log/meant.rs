//! Whether a journal says what was meant after something was put into it, and nothing else.

use crate::date::Date;
use crate::model::{Entry, Journal, Session, names};

/// What an entry says, but for its notes and tags.
pub fn entry(journal: &Journal, entry: &Entry) -> String {
    let extra = journal.extra(entry.extra);
    let level = entry.level_written;
    let level = level.and_then(|level| journal.level_name(entry.exercise, level));
    let mut out = format!(
        "{} {:?} {:?} {} {:?} {} {:?} {:?} {:?}",
        names::key(&journal.exercise(entry.exercise).name),
        level.map(names::key),
        entry.kind,
        entry.superset,
        entry.difficulty,
        entry.each,
        extra.rpe,
        extra.rir,
        extra.rest
    );
    for set in journal.sets_of(entry) {
        out.push_str(&format!(
            "; {:?} {}x{:?} {} {:?} {} {:?}",
            set.side,
            set.count,
            set.amount,
            set.failed,
            journal.cue(set),
            set.warmup,
            journal.load(set)
        ));
    }
    for pain in &extra.pain {
        out.push_str(&format!(
            "; pain {:?} {:?} {}",
            pain.side, pain.body, pain.level
        ));
    }
    for sore in &extra.sore {
        out.push_str(&format!("; sore {:?} {:?}", sore.side, sore.body));
    }
    out
}

/// What a journal says, apart from the entries of a day, those that are planned, and its notes.
struct Whole {
    rest: Vec<String>,
    done: Vec<String>,
    planned: Vec<String>,
    notes: Vec<String>,
}

impl Whole {
    fn of(journal: &Journal, day: Date) -> Whole {
        let mut whole = Whole {
            rest: Vec::new(),
            done: Vec::new(),
            planned: Vec::new(),
            notes: Vec::new(),
        };
        for session in &journal.sessions {
            let entries = journal.entries_of(session);
            let entries = entries.map(|one| entry(journal, &one));
            match (session.date == day, session.planned) {
                (true, true) => whole.planned.extend(entries),
                (true, false) => whole.done.extend(entries),
                (false, _) => {
                    whole.rest.push(header(journal, session));
                    whole.rest.extend(entries);
                }
            }
        }
        for event in &journal.events {
            let (from, to) = (event.from, event.to);
            whole.rest.push(
                format!("{from:?} {to:?} {:?}", event.kind)
                    .split("place")
                    .next()
                    .unwrap_or("")
                    .to_string(),
            );
        }
        for extra in &journal.extras {
            let notes = extra.notes.iter();
            whole
                .notes
                .extend(notes.map(|place| journal.sources.text(*place).to_string()));
            whole
                .notes
                .extend(extra.tags.iter().map(|tag| format!("#{tag}")));
        }
        let directives = (
            journal.routines.len(),
            journal.settings.len(),
            journal.allows.len(),
        );
        whole
            .rest
            .push(format!("{directives:?} {:?}", journal.unit));
        for list in [&mut whole.done, &mut whole.planned, &mut whole.notes] {
            list.sort_unstable();
        }
        whole
    }
}

fn header(journal: &Journal, session: &Session) -> String {
    let rpe = journal.extra(session.extra).rpe;
    let (time, duration) = (session.time(), session.duration());
    format!(
        "{} {time:?} {duration:?} {rpe:?} {}",
        session.date, session.planned
    )
}

/// Whether everything is as before, but that these entries were added to that day; entries that
/// are planned may be gone where they were done.
pub fn as_meant(
    before: &Journal,
    after: &Journal,
    day: Date,
    added: &[String],
    ahead: bool,
) -> bool {
    let (before, after) = (Whole::of(before, day), Whole::of(after, day));
    let (mut wanted, same) = match ahead {
        true => (before.planned, before.done == after.done),
        false => (before.done, holds(&before.planned, &after.planned)),
    };
    wanted.extend_from_slice(added);
    wanted.sort_unstable();
    let found = if ahead { after.planned } else { after.done };
    same && wanted == found && before.rest == after.rest && holds(&after.notes, &before.notes)
}

/// Whether a sorted list holds another.
fn holds(all: &[String], some: &[String]) -> bool {
    let mut all = all.iter();
    some.iter().all(|one| all.any(|other| other == one))
}
