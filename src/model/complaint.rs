//! What lowering complains of: units, levels and events that only the whole journal can tell.

use super::piece::Unsure;
use super::{Entry, Exercise};
use crate::finding::Finding;
use crate::nearest::Patience;
use crate::syntax::ast::ACTIVITIES;
use crate::text::{FileId, Place, Sources, Span};

/// Loads without a unit, once a journal.
pub fn missing_unit(sources: &Sources, first: Place, count: usize) -> Finding {
    let others = match count {
        1 => String::new(),
        2 => ", and another load has none either".to_string(),
        _ => format!(", and neither have {} other loads", count - 1),
    };
    let root = sources
        .files
        .first()
        .map_or("", |source| source.text.as_str());
    let top = if root.starts_with('\u{feff}') { 3 } else { 0 };
    let top = Place {
        file: FileId(0),
        span: Span::new(top, top),
    };
    Finding::error(
        "missing-unit",
        first,
        format!("this load has no unit{others}"),
    )
    .label("kilograms or pounds")
    .help("write `unit kg` or `unit lb` on a line of its own at the top of the journal, or the unit after each load")
    .fix("write `unit kg` at the top of the journal", false, top, "unit kg\n")
    .fix("write `unit lb` at the top of the journal", false, top, "unit lb\n")
    .kept()
}

/// A level that is not on the ladder of its exercise.
pub fn unknown_level(
    exercise: &Exercise,
    entry: &Entry,
    text: &str,
    patience: &mut Patience,
) -> Finding {
    let level = exercise.levels.get(usize::from(entry.level.0));
    let level = level.map_or("", String::as_str);
    let line = entry.span.of(text);
    // The first bracket of an entry is that of its level: a name ends there, and so does a colon.
    let open = memchr::memchr(b'[', line.as_bytes()).unwrap_or(0) as u32 + 1;
    let close = memchr::memchr(b']', line.as_bytes()).map_or(line.len(), |at| at) as u32;
    let inside = Span::new(open, close).of(line);
    let start = entry.span.start + open + (inside.len() - inside.trim_start().len()) as u32;
    let place = Place {
        file: entry.file,
        span: Span::new(start, start + inside.trim().len() as u32),
    };
    let ladder = exercise.levels.get(..exercise.ladder).unwrap_or(&[]);
    let finding = Finding::error(
        "unknown-level",
        place,
        format!("`{level}` is not a level of {}", exercise.name),
    )
    .about(&exercise.name, Some(level))
    .label("not on its ladder")
    .kept();
    match patience.nearest(level, ladder.iter().map(String::as_str)) {
        Some(near) => finding.help(format!("the nearest level is `{near}`")).fix(
            format!("write `{near}`"),
            false,
            place,
            near,
        ),
        None => finding.help(format!(
            "its levels are {}; add yours with `level {level}` in an `exercise {}` block",
            listed(ladder),
            exercise.name
        )),
    }
}

/// The names of a ladder, with the number of those that are too many to list.
fn listed(ladder: &[String]) -> String {
    match ladder.get(..MOST_LISTED) {
        Some(first) if ladder.len() > MOST_LISTED => {
            let others = ladder.len() - MOST_LISTED;
            format!("{} and {others} more", first.join(", "))
        }
        _ => ladder.join(", "),
    }
}

/// So many levels are listed in a sentence.
const MOST_LISTED: usize = 20;

/// What is wrong with a block that is not plainly a session or an event.
pub fn judge(
    unsure: &Unsure,
    known: bool,
    activities: &[String],
    patience: &mut Patience,
) -> Option<Finding> {
    let word = unsure.word;
    if unsure.event.is_none() || (known && unsure.spanned) {
        return Some(span_without_kind(unsure));
    }
    if known {
        let below = unsure.below?;
        let line = Place {
            file: below.file,
            span: Span::new(unsure.first_line, unsure.first_line),
        };
        let finding = Finding::error(
            "orphan-line",
            below,
            format!("exercises below `{word}`, which is not a session"),
        )
        .label("belongs to no session")
        .related(unsure.word_place, "an event")
        .kept();
        return Some(if unsure.session.is_none() {
            finding.help("write the date of the day alone on a line above the exercises")
        } else {
            finding
                .help(format!(
                    "write `{}` alone on a line above the exercises",
                    unsure.date
                ))
                .fix(
                    format!("write `{}` on a line of its own", unsure.date),
                    true,
                    line,
                    format!("{}\n", unsure.date),
                )
        });
    }
    let finding = Finding::error(
        "unknown-event",
        unsure.word_place,
        format!("`{word}` is not a kind of event"),
    )
    .label("not a known word");
    let finding = if unsure.below.is_some() {
        finding.kept()
    } else {
        finding
    };
    let declared = activities.iter().map(String::as_str);
    let near = patience.nearest(word, EVENTS.into_iter().chain(ACTIVITIES).chain(declared));
    let help = format!(
        "to use it as an activity, write `activity {word}` on a line of its own; to mark a session with it, write `#{word}`"
    );
    let finding = match near {
        Some(near) => finding
            .help(format!("the nearest word is `{near}`; {help}"))
            .fix(format!("write `{near}`"), false, unsure.word_place, near),
        None => finding.help(help),
    };
    Some(finding.fix(
        format!("write `#{word}`"),
        false,
        unsure.word_place,
        format!("#{word}"),
    ))
}

/// The words for events that are not activities.
const EVENTS: [&str; 10] = [
    "race",
    "away",
    "ill",
    "injured",
    "break",
    "race-prep",
    "off-season",
    "pain",
    "bodyweight",
    "goal",
];

fn span_without_kind(unsure: &Unsure) -> Finding {
    let message = match unsure.event {
        None => "two dates need a word for what was between them".to_string(),
        Some(_) => format!("`{}` takes one day, not a span of days", unsure.word),
    };
    let finding = Finding::error("unknown-event", unsure.word_place, message);
    match unsure.event {
        None => finding.label("nothing is said about these days").help(
            "write `away`, `ill`, `injured`, `break`, `race-prep` or `off-season` after the dates; a session has one date",
        ),
        Some(_) => finding.label("takes one date").help(
            "write one line with one date for each day; spans are for `away`, `ill`, `injured`, `break`, `race-prep` and `off-season`",
        ),
    }
}
