//! The word of an event that is none: what may have been meant by its line.

use super::piece::{Unsure, spans};
use crate::finding::Finding;
use crate::nearest::Patience;
use crate::syntax::ast::{ACTIVITIES, BlockKind, EventKind};
use crate::syntax::{DIRECTIVES, parse};
use crate::text::{FileId, Place, Sources, Span};

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

/// Other words for events, and the words of the language for them.
const OTHERS: [(&str, &str); 26] = [
    ("plan", "planned"),
    ("planning", "planned"),
    ("sick", "ill"),
    ("flu", "ill"),
    ("injury", "injured"),
    ("hurt", "injured"),
    ("holiday", "away"),
    ("holidays", "away"),
    ("vacation", "away"),
    ("travel", "away"),
    ("trip", "away"),
    ("off", "rest"),
    ("jog", "run"),
    ("jogging", "run"),
    ("running", "run"),
    ("bike", "ride"),
    ("biking", "ride"),
    ("cycling", "ride"),
    ("swimming", "swim"),
    ("walking", "walk"),
    ("hiking", "hike"),
    ("rowing", "row"),
    ("weight", "bodyweight"),
    ("bw", "bodyweight"),
    ("prep", "race prep"),
    ("deload", "break"),
];

/// The line of a header, from the date to the end of what is written.
struct Header<'t> {
    text: &'t str,
    /// The unknown word in it.
    word: (usize, usize),
    place: Place,
    activities: &'t [String],
}

/// The error, with each fix that leads to a line that can be read.
pub fn unknown_event(
    sources: &Sources,
    unsure: &Unsure,
    activities: &[String],
    patience: &mut Patience,
) -> Finding {
    let word = unsure.word;
    let place = unsure.word_place;
    let mut finding = Finding::error(
        "unknown-event",
        place,
        format!("`{word}` is not a kind of event"),
    )
    .label("not a known word");
    if unsure.below.is_some() {
        finding = finding.kept();
    }
    let whole = sources.file(place.file).map_or("", |s| &s.text);
    let (at, end) = (place.span.start as usize, place.span.end as usize);
    let start = whole
        .get(..at)
        .unwrap_or("")
        .rfind('\n')
        .map_or(0, |n| n + 1);
    let behind = whole.get(end..).unwrap_or("");
    let header = Header {
        text: whole.get(start..end + written(behind)).unwrap_or(""),
        word: (at - start, end - start),
        place,
        activities,
    };
    let declared = activities.iter().map(String::as_str);
    let other = OTHERS
        .iter()
        .find(|(other, _)| word.eq_ignore_ascii_case(other));
    let near = match other {
        Some((_, near)) => Some(*near),
        None => patience.nearest(word, EVENTS.into_iter().chain(ACTIVITIES).chain(declared)),
    };
    let directive = DIRECTIVES
        .iter()
        .any(|name| word.eq_ignore_ascii_case(name));
    let mut help = match near {
        Some(near) => format!("the nearest word is `{near}`; "),
        None => String::new(),
    };
    if directive {
        help = format!("`{word}` is a directive, and those have no date");
    } else {
        help += &format!(
            "to use it as an activity, write `activity {word}` on a line of its own; to mark a session with it, write `#{word}`"
        );
    }
    let mut fixes: Vec<(String, Place, String)> = Vec::new();
    if let Some(near) = near {
        fixes.push((format!("write `{near}`"), place, near.to_string()));
    }
    fixes.extend(header.kind_behind());
    match header.reads(place.span, &format!("#{word}")) {
        true => fixes.push((format!("write `#{word}`"), place, format!("#{word}"))),
        false => fixes.extend(header.quoted()),
    }
    for (title, at, text) in fixes {
        if header.reads(at.span, &text) {
            finding = finding.fix(title, false, at, text);
        }
    }
    if directive {
        let date = header.cut(0, header.word.0);
        let line = header.text.get(header.word.0..).unwrap_or("");
        if parse(line, FileId(0)).errors.is_empty() {
            finding = finding.fix("remove the date", false, date, "");
        }
    }
    finding.help(help)
}

/// How much of the rest of a line is written, without comment and trailing blanks.
fn written(rest: &str) -> usize {
    let mut quoted = false;
    let end = rest.find(|c| {
        quoted ^= c == '"';
        c == '\n' || c == ';' && !quoted
    });
    rest.get(..end.unwrap_or(rest.len()))
        .unwrap_or("")
        .trim_end()
        .len()
}

impl Header<'_> {
    /// The place of a part of the line.
    fn cut(&self, from: usize, to: usize) -> Place {
        let start = self.place.span.start - self.word.0 as u32;
        Place {
            file: self.place.file,
            span: Span::new(start + from as u32, start + to as u32),
        }
    }

    /// Whether the line can be read with a text in the place of a part of it.
    fn reads(&self, part: Span, text: &str) -> bool {
        let start = self.place.span.start - self.word.0 as u32;
        let local = |at: u32| at.saturating_sub(start) as usize;
        let before = self.text.get(..local(part.start)).unwrap_or("");
        let behind = self.text.get(local(part.end)..).unwrap_or("");
        let tree = parse(&format!("{before}{text}{behind}"), FileId(0));
        let Some(BlockKind::Dated(dated)) = tree.blocks.first().map(|block| &block.kind) else {
            return false;
        };
        let date = dated.date_span.end;
        let spanned = dated.last.is_some();
        let kind = match dated.event {
            Some(event) if event.kind == EventKind::Activity => {
                let word = event
                    .span
                    .of(&format!("{before}{text}{behind}"))
                    .to_lowercase();
                let known = ACTIVITIES.contains(&word.as_str()) || self.activities.contains(&word);
                known && !spanned
            }
            Some(event) => !spanned || spans(event.kind),
            None => !spanned,
        };
        // A date that cannot be read is another mistake.
        kind && tree
            .errors
            .iter()
            .all(|error| error.place.span.start < date)
    }

    /// `easy run 5km`, `long run 5km`: the kind stands right behind the word.
    fn kind_behind(&self) -> Option<(String, Place, String)> {
        let behind = self.text.get(self.word.1..)?.trim_start();
        let kind = behind.split([' ', '\t', ',']).next()?;
        let word = self.text.get(self.word.0..self.word.1)?;
        let known = ACTIVITIES
            .iter()
            .chain(&EVENTS)
            .any(|name| kind.eq_ignore_ascii_case(name));
        if !known {
            return None;
        }
        let difficulty = ["easy", "ok", "hard"]
            .iter()
            .any(|d| word.eq_ignore_ascii_case(d));
        let mark = if difficulty { "" } else { "#" };
        let better = format!("{behind} {mark}{word}");
        let place = self.cut(self.word.0, self.text.len());
        Some((format!("write `{better}`"), place, better))
    }

    /// `felt good`: more than a word is a remark.
    fn quoted(&self) -> Option<(String, Place, String)> {
        let words = self.text.get(self.word.0..)?;
        let more = words.contains([' ', '\t']) && !words.contains('"');
        let place = self.cut(self.word.0, self.text.len());
        more.then(|| {
            (
                "put it in quotes".to_string(),
                place,
                format!("\"{words}\""),
            )
        })
    }
}
