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
    let duration = session.duration().filter(|&duration| duration > LONGEST)?;
    let place = duration_place(context, session);
    let written = context.journal.sources.text(place);
    let finding = limit(
        place,
        format!(
            "a session of {} is longer than sessions are",
            crate::model::quantity::duration(duration)
        ),
    );
    // `18h30` is a time of day to many.
    let clock = written.split_once('h').and_then(|(hour, minute)| {
        let two = minute.len() == 2 && hour.len() <= 2;
        let hour: u8 = hour.parse().ok().filter(|hour| two && *hour < 24)?;
        let minute: u8 = minute.parse().ok().filter(|minute| *minute < 60)?;
        Some(format!("{hour:02}:{minute:02}"))
    });
    Some(match clock {
        Some(clock) => finding
            .help(format!(
                "write `{clock}` if it is when; if it took so long, write `allow implausible` at the end of the line"
            ))
            .fix(format!("write `{clock}`"), false, place, clock),
        None => finding,
    })
}

/// Where the duration stands in a header: the first number that is no date and no time of day.
fn duration_place(context: &Context, session: &Session) -> Place {
    let header = context.journal.sources.text(session.place());
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
        file: session.file,
        span: Span::new(session.start + start as u32, session.start + end as u32),
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

/// Whether so many sets of a number of that [kind](Amount::kind) may be over a plain limit: right
/// where it says no.
pub(super) fn may_be_over(kind: usize, number: u32, sets: u32) -> bool {
    // The limit of reps in a set is higher still.
    let limit = match kind {
        0 => MANY_SETS.1,
        1 => LONGEST,
        _ => FARTHEST,
    };
    number.saturating_mul(sets) > limit
}

/// Whether one number of reps is so far above another one that it may be a load.
pub(super) fn far_behind(reps: u32, number: u32) -> bool {
    number >= 20 && number >= reps.saturating_mul(3)
}

/// `3x10 60`: a number several times the reps alone behind `AxB` is probably the load. A comma
/// before it says that it is a set.
pub fn number_behind(context: &Context, entry: &Entry, sets: &[Set]) -> Option<Finding> {
    if let Some(finding) = behind_slashes(context, entry, sets) {
        return Some(finding);
    }
    // `3x5 62,5`
    let (before, last, tenths) = match sets {
        [.., before, whole, tenths]
            if before.count > 1 && matches!(tenths.amount, Amount::Reps(5 | 25 | 50 | 75)) =>
        {
            (before, whole, Some(tenths))
        }
        [.., before, last] => (before, last, None),
        _ => return None,
    };
    let (Amount::Reps(reps @ 1..), Amount::Reps(number)) = (before.amount, last.amount) else {
        return None;
    };
    let bare = |set: &Set| set.load == 0 && !set.failed && !set.warmup;
    let alone = before.count > 1 && last.count == 1 && before.side == last.side;
    if !alone || !bare(before) || !bare(last) || !far_behind(reps, number) {
        return None;
    }
    let mut place = set_place(entry, last);
    let gap = Place {
        span: Span::new(set_place(entry, before).span.end, place.span.start),
        ..place
    };
    let journal = context.journal;
    if !journal.sources.text(gap).trim().is_empty() {
        return None;
    }
    let mut load = number.to_string();
    if let Some(tenths) = tenths {
        if between(context, entry, last, tenths) != "," || !bare(tenths) || tenths.count > 1 {
            return None;
        }
        place.span.end = set_place(entry, tenths).span.end;
        load = journal.sources.text(place).replace(',', ".");
    }
    let unit = if journal.unit.is_some() { "" } else { "kg" };
    let exercise = &journal.exercise(entry.exercise).name;
    let message = format!("a set of {number} reps stands behind sets of {reps}");
    let finding = Finding::warning(RULE.card.name, place, message)
        .label("reps, not a load")
        .help(format!(
            "a load is `@{load}{unit}`; if it is a set, write a comma before it"
        ))
        .fix(
            format!("write `@{load}{unit}`"),
            false,
            place,
            format!("@{load}{unit}"),
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

/// What stands between two sets.
fn between<'a>(context: &'a Context, entry: &Entry, left: &Set, right: &Set) -> &'a str {
    let (left, right) = (set_place(entry, left), set_place(entry, right));
    context.journal.sources.text(Place {
        span: Span::new(left.span.end, right.span.start),
        ..left
    })
}

/// `5@60/70/80`, and `60/10 70/8`: bare numbers several times the reps beside a slash are probably
/// loads.
fn behind_slashes(context: &Context, entry: &Entry, sets: &[Set]) -> Option<Finding> {
    let [first, second, ..] = sets else {
        return None;
    };
    let (Amount::Reps(reps @ 1..), Amount::Reps(number @ 1..)) = (first.amount, second.amount)
    else {
        return None;
    };
    let ramp = first.load != 0 && second.load == 0 && far_behind(reps, number);
    let pairs = first.load == 0 && far_behind(number, reps) && sets.len() > 3;
    if !(ramp || pairs) || between(context, entry, first, second) != "/" {
        return None;
    }
    let plain = |set: &Set| set.count == 1 && !set.failed && !set.warmup && set.side.is_none();
    let number = |set: &Set| match set.amount {
        Amount::Reps(number) if set.load == 0 && plain(set) => Some(number),
        _ => None,
    };
    let journal = context.journal;
    let (loads, better) = if ramp {
        let written = journal.sources.text(set_place(entry, first));
        let unit = written.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        let loads = sets.iter().skip(1).map(number);
        let loads: Vec<u32> = loads.collect::<Option<_>>()?;
        let slashed = sets
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if between(context, entry, a, b) == "/"));
        if !plain(first) || !slashed || !loads.iter().all(|&load| far_behind(reps, load)) {
            return None;
        }
        let more = loads.iter().map(|load| format!(" {reps}@{load}{unit}"));
        (
            loads.len(),
            format!("{written}{}", more.collect::<String>()),
        )
    } else {
        let unit = if journal.unit.is_some() { "" } else { "kg" };
        let mut turned = Vec::new();
        for pair in sets.chunks(2) {
            let [load, reps] = pair else { return None };
            let (large, small) = (number(load)?, number(reps)?);
            if !far_behind(small, large) || between(context, entry, load, reps) != "/" {
                return None;
            }
            turned.push(format!("{small}@{large}{unit}"));
        }
        (turned.len(), turned.join(" "))
    };
    let mut place = set_place(entry, first);
    place.span.end = sets
        .last()
        .map_or(place.span.end, |set| set_place(entry, set).span.end);
    let exercise = &journal.exercise(entry.exercise).name;
    let sets = if loads == 1 { "a set" } else { "sets" };
    let message = format!("{sets} of far more reps than the others may be loads");
    let finding = Finding::warning(RULE.card.name, place, message)
        .label("reps, not loads")
        .help(format!(
            "write `{better}` for loads; if they are reps, write `allow implausible` at the end of the line"
        ))
        .fix(format!("write `{better}`"), false, place, better);
    Some(finding.about(exercise, journal.level_name(entry.exercise, entry.level)))
}
