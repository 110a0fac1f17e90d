//! What changed between two versions of a journal, in terms of training.

mod work;

use crate::date::Date;
use crate::model::quantity::{duration, time};
use crate::model::{
    Difficulty, Entry, Event, Exercise, Extra, Journal, Session, Side, Target, names,
};
use crate::order;
use std::collections::{HashMap, VecDeque};
use work::Work;

/// One change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The day it is about; `None` for what holds always.
    pub date: Option<Date>,
    /// A line without the date: `One-leg bridge: 3x12 → 3x13, form broke in set 3`.
    pub text: String,
}

/// The changes from one version to another, in order of their dates; what holds always comes
/// first. A version that only looks different has none.
pub fn changes(old: &Journal, new: &Journal) -> Vec<Change> {
    let mut changes = Vec::new();
    declarations(old, new, &mut changes);
    let [were, are]: [Vec<&Session>; 2] =
        [old, new].map(|journal| journal.sessions.iter().collect());
    let sessions = pairs(
        &were,
        &are,
        |journal, session| {
            let extra = journal.extra(session.extra);
            format!(
                "{} {:?} {}",
                session.date,
                session.time(),
                extra.tags.join(" ")
            )
        },
        old,
        new,
    );
    for (before, after) in sessions {
        session_changes(old, new, (before.copied(), after.copied()), &mut changes);
    }
    let key = |journal: &Journal, event: &Event| {
        let text = written(journal, event);
        let word = text.split(' ').next().unwrap_or("").to_lowercase();
        format!("{:?} {:?} {word}", event.from, event.to)
    };
    for (before, after) in pairs(&old.events, &new.events, key, old, new) {
        let was = before.map(|event| written(old, event));
        let is = after.map(|event| written(new, event));
        let text = match (was, is) {
            (Some(was), Some(is)) if was != is => format!("{was} → {is}"),
            (None, Some(is)) => format!("added: {is}"),
            (Some(was), None) => format!("removed: {was}"),
            _ => continue,
        };
        let date = after.or(before).and_then(|event| event.from);
        changes.push(Change { date, text });
    }
    order::sort_by_key(&mut changes, |change| change.date);
    changes
}

/// The items of two versions that are one by their key, in the order of the old version, then
/// those that are new. Of equal keys the first is the first, and so on.
fn pairs<'o, 'n, T>(
    old: &'o [T],
    new: &'n [T],
    key: impl Fn(&Journal, &T) -> String,
    old_journal: &Journal,
    new_journal: &Journal,
) -> Vec<(Option<&'o T>, Option<&'n T>)> {
    let mut waiting: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (index, item) in new.iter().enumerate() {
        let key = key(new_journal, item);
        waiting.entry(key).or_default().push_back(index);
    }
    let mut found = vec![false; new.len()];
    let mut pairs = Vec::with_capacity(new.len());
    for item in old {
        let same = waiting.get_mut(&key(old_journal, item));
        let index = same.and_then(VecDeque::pop_front);
        if let Some(found) = index.and_then(|index| found.get_mut(index)) {
            *found = true;
        }
        pairs.push((Some(item), index.and_then(|index| new.get(index))));
    }
    let added = new.iter().zip(&found).filter(|(_, found)| !**found);
    pairs.extend(added.map(|(item, _)| (None, Some(item))));
    pairs
}

/// An event as it is written behind its date, with single blanks; of a span with its last day.
fn written(journal: &Journal, event: &Event) -> String {
    let line = journal.sources.text(event.place);
    let words = line
        .split_whitespace()
        .skip(usize::from(event.from.is_some()));
    let text = words.collect::<Vec<_>>().join(" ");
    match event.to {
        Some(to) if Some(to) != event.from => format!("{text} until {to}"),
        _ => text,
    }
}

fn declarations(old: &Journal, new: &Journal, changes: &mut Vec<Change>) {
    let mut say = |text| changes.push(Change { date: None, text });
    let by_name: HashMap<String, usize> = {
        let names = old
            .exercises
            .iter()
            .map(|exercise| names::key(&exercise.name));
        names.zip(0..).collect()
    };
    for exercise in &new.exercises {
        let before = by_name.get(&names::key(&exercise.name));
        let Some(before) = before.and_then(|index| old.exercises.get(*index)) else {
            continue;
        };
        let target = |target: Option<Target>| match target {
            None => "none".to_string(),
            Some(Target { sets, low, high }) if low == high => format!("{sets}x{high}"),
            Some(Target { sets, low, high }) => format!("{sets}x{low}-{high}"),
        };
        if before.target != exercise.target {
            let (was, is) = (target(before.target), target(exercise.target));
            say(format!("{}: target {was} → {is}", exercise.name));
        }
        let ladder = |exercise: &Exercise| {
            let levels = exercise.levels.iter().take(exercise.ladder);
            levels.cloned().collect::<Vec<_>>().join(", ")
        };
        if ladder(before) != ladder(exercise) {
            let (was, is) = (ladder(before), ladder(exercise));
            let shown = |levels: String| match levels.is_empty() {
                true => "none".to_string(),
                false => levels,
            };
            say(format!(
                "{}: levels {} → {}",
                exercise.name,
                shown(was),
                shown(is)
            ));
        }
    }
}

fn session_changes(
    old: &Journal,
    new: &Journal,
    pair: (Option<&Session>, Option<&Session>),
    changes: &mut Vec<Change>,
) {
    let whole = |journal: &Journal, session: &Session| {
        let entries = journal.entries_of(session);
        let entries =
            entries.map(|entry| format!("{} {}", name(journal, &entry), Work::of(journal, &entry)));
        let entries: Vec<String> = entries.collect();
        match entries.is_empty() {
            true => "nothing yet".to_string(),
            false => entries.join(", "),
        }
    };
    let planned = |session: &Session| {
        if session.planned {
            "planned"
        } else {
            "session"
        }
    };
    let (before, after) = match pair {
        (Some(before), Some(after)) => (before, after),
        (None, Some(session)) => {
            let text = format!("new {}: {}", planned(session), whole(new, session));
            return changes.push(Change {
                date: Some(session.date),
                text,
            });
        }
        (Some(session), None) => {
            let text = format!("removed {}: {}", planned(session), whole(old, session));
            return changes.push(Change {
                date: Some(session.date),
                text,
            });
        }
        (None, None) => return,
    };
    let mut say = |text| {
        changes.push(Change {
            date: Some(after.date),
            text,
        })
    };
    match (before.planned, after.planned) {
        (true, false) => say("what was planned is done".to_string()),
        (false, true) => say("is only planned now".to_string()),
        _ => {}
    }
    if before.duration() != after.duration() {
        let shown = |length: Option<u32>| length.map_or_else(|| "no length".to_string(), duration);
        say(format!(
            "{} → {}",
            shown(before.duration()),
            shown(after.duration())
        ));
    }
    if notes(old, before.extra) != notes(new, after.extra) {
        say("the note changed".to_string());
    }
    let [were, are]: [Vec<Entry>; 2] = [
        old.entries_of(before).collect(),
        new.entries_of(after).collect(),
    ];
    let entries = pairs(
        &were,
        &are,
        |journal, entry| names::key(&journal.exercise(entry.exercise).name),
        old,
        new,
    );
    for pair in entries {
        match pair {
            (Some(before), Some(after)) => {
                let parts = entry_changes(old, before, new, after);
                if !parts.is_empty() {
                    say(format!("{}: {}", name(new, after), parts.join(", ")));
                }
            }
            (None, Some(entry)) => say(format!(
                "{}: added, {}",
                name(new, entry),
                Work::of(new, entry)
            )),
            (Some(entry), None) => say(format!(
                "{}: removed, {}",
                name(old, entry),
                Work::of(old, entry)
            )),
            (None, None) => {}
        }
    }
}

fn name<'j>(journal: &'j Journal, entry: &Entry) -> &'j str {
    &journal.exercise(entry.exercise).name
}

fn entry_changes(old: &Journal, before: &Entry, new: &Journal, after: &Entry) -> Vec<String> {
    let mut parts = Vec::new();
    let level = |journal: &Journal, entry: &Entry| {
        let named = journal.level_name(entry.exercise, entry.level);
        named.map_or_else(|| "no level".to_string(), |level| format!("[{level}]"))
    };
    let (was, is) = (level(old, before), level(new, after));
    // A level that is handed on is told where it is written.
    if was != is && (before.level_written.is_some() || after.level_written.is_some()) {
        parts.push(format!("{was} → {is}"));
    }
    let (was, is) = (Work::of(old, before), Work::of(new, after));
    if was.sets != is.sets {
        parts.push(format!("{} → {}", was.sets, is.sets));
    }
    if was.broke != is.broke {
        parts.push(match is.broke.is_empty() {
            true => "form held in every set".to_string(),
            false => is.broke,
        });
    }
    if before.difficulty != after.difficulty {
        let shown = |word: Option<Difficulty>| word.map_or("no rating", difficulty);
        parts.push(format!(
            "{} → {}",
            shown(before.difficulty),
            shown(after.difficulty)
        ));
    }
    let (was, is) = (old.extra(before.extra), new.extra(after.extra));
    let halves = |halves: Option<u8>| {
        halves.map_or_else(
            || "none".to_string(),
            |halves| match halves % 2 {
                0 => (halves / 2).to_string(),
                _ => format!("{}.5", halves / 2),
            },
        )
    };
    for (word, was, is) in [("rpe", was.rpe, is.rpe), ("rir", was.rir, is.rir)] {
        if was != is {
            parts.push(format!("{word} {} → {}", halves(was), halves(is)));
        }
    }
    if was.rest != is.rest {
        let shown = |rest: Option<u32>| rest.map_or_else(|| "none".to_string(), time);
        parts.push(format!("rest {} → {}", shown(was.rest), shown(is.rest)));
    }
    let pains = |extra: &Extra| {
        let pains = extra.pain.iter().map(|pain| {
            let side = pain.side.map_or("", |side| match side {
                Side::Left => "left ",
                Side::Right => "right ",
            });
            let place = pain.body.as_deref().unwrap_or("");
            let at = format!("{side}{place}");
            format!(
                "pain {}{}{}",
                at.trim_end(),
                if at.is_empty() { "" } else { " " },
                pain.level
            )
        });
        pains.collect::<Vec<_>>().join(" and ")
    };
    if pains(was) != pains(is) {
        parts.push(match pains(is) {
            none if none.is_empty() => "no pain noted".to_string(),
            pains => pains,
        });
    }
    if notes(old, before.extra) != notes(new, after.extra) {
        parts.push("the note changed".to_string());
    }
    parts
}

fn notes(journal: &Journal, extra: u32) -> Vec<&str> {
    let notes = journal.extra(extra).notes.iter();
    notes.map(|note| journal.sources.text(*note)).collect()
}

fn difficulty(word: Difficulty) -> &'static str {
    match word {
        Difficulty::Easy => "easy",
        Difficulty::Ok => "ok",
        Difficulty::Hard => "hard",
    }
}
