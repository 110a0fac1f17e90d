//! Plain limits: what nobody reaches, whatever the exercise.

use super::RULE;
use crate::analysis::Context;
use crate::finding::Finding;
use crate::model::history::set_place;
use crate::model::{Amount, Entry, LoadKind, Session, Set};
use crate::text::{Place, Span};

pub(super) const MOST_REPS: u32 = 1_000;
const MOST_LOAD: u64 = 600_000;
pub(super) const MOST_ADDED: u64 = 300_000;
const HOUR: u32 = 3_600_000;
pub(super) const LONGEST: u32 = 6 * HOUR;
pub(super) const FARTHEST: u32 = 200_000_000;
pub(super) const BODYWEIGHT: std::ops::RangeInclusive<u32> = 25_000..=350_000;
/// Sets of one `AxB`, and their reps together, from which on it may be reps at a load.
pub(super) const MANY_SETS: (u8, u32) = (4, 300);
pub(super) fn limit(place: Place, message: String) -> Finding {
    Finding::warning(RULE.card.name, place, message)
        .label("far outside of what is likely")
        .help(
            "correct the number; if it is right, write `allow implausible` at the end of the line",
        )
}

pub(super) fn long_session(context: &Context, session: &Session) -> Option<Finding> {
    let duration = session.duration.filter(|&duration| duration > LONGEST)?;
    let place = duration_place(context, session);
    Some(limit(
        place,
        format!(
            "a session of {} is longer than sessions are",
            crate::model::quantity::duration(duration)
        ),
    ))
}

/// Where the duration stands in a header: the first number that is no date and no time of day.
fn duration_place(context: &Context, session: &Session) -> Place {
    let header = context.journal.sources.text(session.place);
    let mut at = 0;
    let mut found: Option<(usize, usize)> = None;
    for word in header.split_inclusive([' ', '\t']) {
        let trimmed = word.trim_end();
        let (start, end) = (at, at + trimmed.len());
        at += word.len();
        let letters = trimmed.bytes().all(|b| b.is_ascii_alphabetic());
        let digit = trimmed.as_bytes().first().is_some_and(u8::is_ascii_digit);
        let unit = trimmed.ends_with(|c: char| c.is_ascii_alphabetic());
        match found {
            // `90 min`, `1h 05min`.
            Some((first, _)) if unit && (digit || (letters && trimmed.starts_with(['h', 'm']))) => {
                found = Some((first, end));
            }
            Some(_) => break,
            None if start > 0 && digit && !trimmed.contains(':') => found = Some((start, end)),
            None => {}
        }
    }
    let (start, end) = found.unwrap_or((0, header.len()));
    Place {
        file: session.place.file,
        span: Span::new(
            session.place.span.start + start as u32,
            session.place.span.start + end as u32,
        ),
    }
}

/// Where the weight stands in the header of a `bodyweight` event.
pub(super) fn weight_place(context: &Context, header: Place) -> Place {
    let text = context.journal.sources.text(header);
    let lower = text.to_ascii_lowercase();
    let Some(at) = lower.find("bodyweight").map(|at| at + "bodyweight".len()) else {
        return header;
    };
    let rest = text.get(at..).unwrap_or("");
    let start = at + (rest.len() - rest.trim_start().len());
    let weight = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ');
    let number = text.get(start..).unwrap_or("");
    let unit = number.len() - number.trim_start_matches(weight).len();
    let letters = number.get(unit..).unwrap_or("");
    let length = unit + letters.len() - letters.trim_start_matches(char::is_alphabetic).len();
    Place {
        file: header.file,
        span: Span::new(
            header.span.start + start as u32,
            header.span.start + (start + length) as u32,
        ),
    }
}

/// What is over a limit whatever the exercise.
pub(super) fn plain_limit(context: &Context, entry: &Entry, set: &Set) -> Option<Finding> {
    let place = set_place(entry, set);
    let journal = context.journal;
    let about = |finding: Finding| {
        let name = &journal.exercise(entry.exercise).name;
        finding.about(name, journal.level_name(entry.exercise, entry.level))
    };
    match set.amount {
        Amount::Reps(reps) => {
            let together = reps.saturating_mul(u32::from(set.count));
            if set.count >= MANY_SETS.0 && together > MANY_SETS.1 {
                return Some(about(many_sets(context, place, set, reps, together)));
            }
            if reps > MOST_REPS {
                return Some(about(limit(
                    place,
                    format!("{reps} reps in one set are hardly possible"),
                )));
            }
        }
        Amount::Time(time) if time > LONGEST => {
            let message = format!("a set of {} is hardly possible", set.amount);
            return Some(about(limit(place, message)));
        }
        Amount::Distance(distance) if distance > FARTHEST => {
            let message = format!("a set of {} is hardly possible", set.amount);
            return Some(about(limit(place, message)));
        }
        _ => {}
    }
    let load = journal.load(set)?;
    let most = match load.kind {
        LoadKind::Absolute => MOST_LOAD,
        LoadKind::Added | LoadKind::Assisted => MOST_ADDED,
    };
    let message = || {
        format!(
            "{} is more than anyone moves",
            load.to_string().replace('@', "")
        )
    };
    (load.total() > most).then(|| about(limit(place, message())))
}

/// `3x10 60`: a number several times the reps alone behind `AxB` is probably the load. A comma
/// before it says that it is a set.
pub(super) fn number_behind(context: &Context, entry: &Entry, sets: &[Set]) -> Option<Finding> {
    let [.., before, last] = sets else {
        return None;
    };
    let (Amount::Reps(reps @ 1..), Amount::Reps(number @ 20..)) = (before.amount, last.amount)
    else {
        return None;
    };
    let bare = |set: &Set| set.load == 0 && !set.failed && !set.warmup;
    let alone = before.count > 1 && last.count == 1 && before.side == last.side;
    if !alone || !bare(before) || !bare(last) || number < reps.saturating_mul(3) {
        return None;
    }
    let place = set_place(entry, last);
    let gap = Place {
        span: Span::new(set_place(entry, before).span.end, place.span.start),
        ..place
    };
    let journal = context.journal;
    if !journal.sources.text(gap).trim().is_empty() {
        return None;
    }
    let unit = if journal.unit.is_some() { "" } else { "kg" };
    let exercise = &journal.exercise(entry.exercise).name;
    let message = format!("a set of {number} reps stands behind sets of {reps}");
    let finding = Finding::warning(RULE.card.name, place, message)
        .label("reps, not a load")
        .help(format!(
            "a load is `@{number}{unit}`; if it is a set, write a comma before it"
        ))
        .fix(
            format!("write `@{number}{unit}`"),
            false,
            place,
            format!("@{number}{unit}"),
        )
        .fix("write a comma before it: it is a set", false, gap, ", ");
    Some(finding.about(exercise, journal.level_name(entry.exercise, entry.level)))
}

/// `8x120`: eight sets of 120 reps, or 8 reps at 120.
fn many_sets(context: &Context, place: Place, set: &Set, reps: u32, together: u32) -> Finding {
    let count = set.count;
    let unit = match context.journal.unit {
        Some(_) => "",
        None => "kg",
    };
    let finding = Finding::warning(
        RULE.card.name,
        place,
        format!("{count} sets of {reps} reps are {together} reps"),
    )
    .label(format!("sets x reps: {count} sets of {reps}"));
    if set.load != 0 || set.failed {
        return finding.help("sets stand before `x` and reps after it; correct the number");
    }
    let text = format!("{count}@{reps}{unit}");
    finding
        .help(format!(
            "for {count} reps at a load of {reps}, write `{text}`"
        ))
        .fix(format!("write `{text}`"), false, place, text)
}
