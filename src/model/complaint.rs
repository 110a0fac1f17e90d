//! What lowering complains of: units, levels and events that only the whole journal can tell.

use super::event_word::unknown_event;
use super::names::key;
use super::piece::Unsure;
use super::{Entry, Exercise, LevelId};
use crate::finding::Finding;
use crate::nearest::Patience;
use crate::text::{FileId, Place, Sources, Span};

/// Loads without a unit, once a journal.
pub fn missing_unit(sources: &Sources, first: Place, count: usize) -> Finding {
    let others = match count {
        1 => String::new(),
        2 => ", and another load has none either".to_string(),
        _ => format!(", and neither have {} other loads", count - 1),
    };
    let root = sources.files.first().map_or("", |source| &source.text);
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
    level: LevelId,
    entry: &Entry,
    text: &str,
    patience: &mut Patience,
) -> Finding {
    let level = exercise.levels.get(usize::from(level.0));
    let level = level.map_or("", String::as_str);
    let place = Place {
        file: entry.file,
        span: brackets_of(entry.span, level, text),
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

/// Where the level stands in its entry: names before a colon and notes may have brackets too.
fn brackets_of(entry: Span, level: &str, text: &str) -> Span {
    let line = entry.of(text);
    let line = line.split('"').next().unwrap_or(line);
    let mut found = entry;
    for (open, _) in line.match_indices('[') {
        let inside = line.get(open + 1..).unwrap_or("");
        let inside = inside.split(']').next().unwrap_or(inside);
        if key(inside.trim()) == key(level) {
            let blanks = inside.len() - inside.trim_start().len();
            let start = entry.start + (open + 1 + blanks) as u32;
            found = Span::new(start, start + inside.trim().len() as u32);
        }
    }
    found
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
    sources: &Sources,
    unsure: &Unsure,
    known: bool,
    activities: &[String],
    patience: &mut Patience,
) -> Option<Finding> {
    let word = unsure.word;
    if !unsure.has_kind || (known && unsure.spanned) {
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
        return Some(match unsure.date.filter(|_| unsure.session.is_some()) {
            None => finding.help("write the date of the day alone on a line above the exercises"),
            Some(date) => finding
                .help(format!(
                    "write `{date}` alone on a line above the exercises"
                ))
                .fix(
                    format!("write `{date}` on a line of its own"),
                    true,
                    line,
                    format!("{date}\n"),
                ),
        });
    }
    Some(unknown_event(sources, unsure, activities, patience))
}

fn span_without_kind(unsure: &Unsure) -> Finding {
    let message = match unsure.has_kind {
        false => "two dates need a word for what was between them".to_string(),
        true => format!("`{}` takes one day, not a span of days", unsure.word),
    };
    let finding = Finding::error("unknown-event", unsure.word_place, message);
    match unsure.has_kind {
        false => finding.label("nothing is said about these days").help(
            "write `away`, `ill`, `injured`, `break`, `race-prep` or `off-season` after the dates; a session has one date",
        ),
        true => finding.label("takes one date").help(
            "write one line with one date for each day; spans are for `away`, `ill`, `injured`, `break`, `race-prep` and `off-season`",
        ),
    }
}
