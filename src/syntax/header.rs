//! The header line of a dated block: a session or an event.

mod event;

use super::ast::{
    ACTIVITIES, Amount, Attribute, AttributeKind, Dated, Event, EventKind, Range, Tree,
};
use super::attribute::{self, Read, after, line_end, token, unknown_words};
use super::dates::Dates;
use super::directive::without_colon;
use super::grammar::{self, Key, at_end, blanks, digits, is, is_letter};
use super::line::{In, Line};
use super::slip;
use super::times::{Number, Wrong, hours, time};
use crate::date::{Date, Weekday};
use crate::finding::Finding;
use crate::text::Span;

/// The words a session header knows.
const SESSION_WORDS: [&str; 12] = [
    "planned", "rpe", "allow", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "min", "h",
];

/// The words an event knows behind its kind.
const EVENT_WORDS: [&str; 8] = ["easy", "ok", "hard", "rpe", "prep", "weeks", "per", "allow"];

fn event_kind(word: In) -> Option<EventKind> {
    let mut lower = [0u8; 10];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    Some(match &*lower {
        b"away" => EventKind::Away,
        b"ill" => EventKind::Ill,
        b"injured" => EventKind::Injured,
        b"break" => EventKind::Break,
        b"race" => EventKind::Race,
        b"race-prep" => EventKind::RacePrep,
        b"off-season" => EventKind::OffSeason,
        b"pain" => EventKind::Pain,
        b"bodyweight" => EventKind::Bodyweight,
        b"goal" => EventKind::Goal,
        _ => return None,
    })
}

/// Whether the word says of its line that it is an event, in every journal.
pub fn is_event(word: In) -> bool {
    event_kind(word).is_some() || ACTIVITIES.iter().any(|name| is(word, name))
}

/// Reads the header of a dated block whose dates have been read, into the tree's attributes. The
/// block's entries and notes are added when it ends.
pub fn header<'a>(tree: &mut Tree, line: &Line<'a>, start: In<'a>, dates: Dates<'a>) -> Dated {
    let first_attribute = tree.attributes.len();
    let mut header = Header {
        tree,
        line,
        first_attribute,
        event: None,
        opened: false,
        unread: None,
        run: None,
        no_event_before: dates.rest,
        date: dates.first.filter(|_| dates.last.is_none()),
        date_end: dates.span.end,
        start: dates.rest,
        end: dates.rest,
    };
    header.items(dates.rest);
    header.end_run();
    let (event, end) = (header.event, header.end);
    Dated {
        header: line.span(start, end),
        date_span: dates.span,
        first: dates.first,
        last: dates.last,
        event,
        attributes: Range {
            start: first_attribute as u32,
            end: tree.attributes.len() as u32,
        },
        entries: Range::empty(tree.entries.len()),
        notes: Range::empty(tree.notes.len()),
    }
}

/// Words that nobody knows, from where to where, and the error about them.
struct Run<'a> {
    error: usize,
    start: In<'a>,
    end: In<'a>,
    known: &'static [&'static str],
}

struct Header<'t, 'l, 'a> {
    tree: &'t mut Tree,
    line: &'l Line<'a>,
    first_attribute: usize,
    event: Option<Event>,
    /// More than weekday and time has been read: unknown words are no events any more.
    opened: bool,
    /// From where to where words could not be read last.
    unread: Option<(In<'a>, In<'a>)>,
    /// The run of unknown words that was begun last, if it has grown since.
    run: Option<Run<'a>>,
    /// Up to here no word of an event stands.
    no_event_before: In<'a>,
    /// The date, if it is one and can be read, and where it ends.
    date: Option<Date>,
    date_end: u32,
    /// What follows the dates.
    start: In<'a>,
    end: In<'a>,
}

impl<'a> Header<'_, '_, 'a> {
    /// `5km run`: an event whose word does not come first; what follows all of it.
    #[cold]
    fn late_event(&mut self, rest: In<'a>) -> Option<In<'a>> {
        if rest.len() > self.no_event_before.len() {
            return None;
        }
        match slip::late_event(self.line, self.start, rest) {
            Ok(error) => {
                self.fail(error);
                self.end = line_end(rest);
                Some(self.end)
            }
            Err(searched) => {
                self.no_event_before = searched;
                None
            }
        }
    }

    /// `2026-03-02 Squat 3x5`: an entry on the line of its date.
    #[cold]
    fn entry_behind(&mut self, rest: In<'a>) -> bool {
        let Some(error) = slip::entry_behind_date(self.line, rest) else {
            return false;
        };
        self.tree.errors.push(error);
        self.end = line_end(rest);
        true
    }

    /// Weekday, time, and the word of an event, if there is one; else what a session tells.
    fn items(&mut self, mut rest: In<'a>) {
        loop {
            rest = next_item(rest);
            match rest.first() {
                None | Some(b';') => return,
                Some(b'0'..=b'9') => {
                    rest = self.time_or_duration(rest);
                    continue;
                }
                Some(&b) if is_letter(b) => {
                    if let Ok((behind, word)) = grammar::word(rest) {
                        if let Some(day) = weekday(word) {
                            self.push(rest, behind, AttributeKind::Weekday(day));
                            rest = behind;
                            continue;
                        }
                        if is(word, "planned") {
                            self.opened = true;
                            self.push(rest, behind, AttributeKind::Planned);
                            rest = behind;
                            continue;
                        }
                        if !self.opened
                            && !matches!(grammar::key(rest), Some((Key::Rpe | Key::Allow, _)))
                        {
                            if !is_event(word) && self.entry_behind(rest) {
                                return;
                            }
                            self.event(rest, behind, word);
                            return;
                        }
                        if is_event(word)
                            && let Some(end) = self.late_event(rest)
                        {
                            rest = end;
                            continue;
                        }
                    }
                }
                Some(b'-' | b'*' | b':' | b'|') if !self.opened => {
                    if self.entry_behind(rest) {
                        return;
                    }
                    if let [b':', b' ' | b'\t', ..] = rest {
                        rest = without_colon(
                            self.tree,
                            self.line,
                            rest,
                            "a colon stands alone behind the date",
                        );
                        continue;
                    }
                }
                _ => {}
            }
            self.opened = true;
            rest = self.common(rest, &SESSION_WORDS, |kind| {
                matches!(
                    kind,
                    AttributeKind::Tag(_)
                        | AttributeKind::Note(_)
                        | AttributeKind::Allow(_)
                        | AttributeKind::Rpe(_)
                )
            });
        }
    }

    #[inline(always)]
    fn push(&mut self, from: In<'a>, to: In<'a>, kind: AttributeKind) {
        let span = self.line.span(from, to);
        let same = |other: &&Attribute| {
            std::mem::discriminant(&other.kind) == std::mem::discriminant(&kind)
        };
        let many = matches!(
            kind,
            AttributeKind::Tag(_) | AttributeKind::Note(_) | AttributeKind::Allow(_)
        );
        let own = self.tree.attributes.get(self.first_attribute..);
        self.end = to;
        match own.unwrap_or(&[]).iter().find(same) {
            Some(first) if !many => {
                let first = first.span;
                self.second(from, to, first);
            }
            _ => self.tree.attributes.push(Attribute { span, kind }),
        }
    }

    #[cold]
    fn second(&mut self, from: In<'a>, to: In<'a>, first: Span) {
        let error = slip::second(self.line, from, to, first);
        self.tree.errors.push(error);
    }

    #[cold]
    fn wrong(&mut self, (error, behind): Wrong<'a>) -> In<'a> {
        self.fail(error);
        self.end = behind;
        behind
    }

    fn fail(&mut self, error: Finding) {
        self.tree.errors.push(error.kept());
    }

    /// `18:30` or `35min` of a session; anything else that begins with a digit is an error.
    fn time_or_duration(&mut self, rest: In<'a>) -> In<'a> {
        let Ok(number) = digits(rest) else {
            return rest;
        };
        match time(self.line, rest, number) {
            Some(Ok((behind, minutes))) => {
                self.push(rest, behind, AttributeKind::Time(minutes));
                if let [b'-' | b't' | b'u', ..] = blanks(behind)
                    && let Some((error, end)) = slip::clock_range(self.line, rest, behind)
                {
                    return self.wrong((error, end));
                }
                return behind;
            }
            Some(Err(wrong)) => return self.wrong(wrong),
            None => {}
        }
        let first = !self.opened;
        self.opened = true;
        if let Some(behind) = self.hours(rest, number) {
            return behind;
        }
        let (unit, number) = number;
        if let Ok((behind, Amount::Time(duration))) = grammar::amount_behind(rest, unit, number)
            && ends_item(behind)
            // `1:02:19` may be either.
            && unit.first() != Some(&b':')
        {
            self.push(rest, behind, AttributeKind::Duration(duration));
            return behind;
        }
        if let Some(end) = self.late_event(rest) {
            return end;
        }
        if first && self.entry_behind(rest) {
            return self.end;
        }
        // `18 :30`
        if let [b':', minutes @ ..] = blanks(unit)
            && let Ok((end, minute)) = digits(blanks(minutes))
            && let Some(better) = slip::clock(number, minute, &[])
        {
            return self.wrong((slip::no_time(self.line, rest, end, Some(better)), end));
        }
        let behind = after(rest, token(rest).len());
        let error = slip::no_duration(self.line, rest, behind);
        self.unknown_number(rest, error, behind)
    }

    /// A duration with hours, if one stands here; what follows it.
    #[inline]
    fn hours(&mut self, rest: In<'a>, number: Number<'a>) -> Option<In<'a>> {
        Some(match hours(self.line, rest, number)? {
            Ok((behind, duration)) => {
                self.push(rest, behind, AttributeKind::Duration(duration));
                behind
            }
            Err(wrong) => self.wrong(wrong),
        })
    }

    /// An attribute of the kinds that may stand here, or a run of unknown words.
    fn common(
        &mut self,
        rest: In<'a>,
        known: &'static [&'static str],
        allowed: impl Fn(&AttributeKind) -> bool,
    ) -> In<'a> {
        match attribute::attribute(self.line, rest) {
            Read::Attribute(attribute, behind) if allowed(&attribute.kind) => {
                self.push(rest, behind, attribute.kind);
                behind
            }
            Read::Wrong(error, kept, behind) => {
                self.tree.errors.push(error);
                if kept.is_none() {
                    self.unread = Some((rest, behind));
                }
                self.tree.attributes.extend(kept);
                self.end = attribute::end_trimmed(rest, behind);
                behind
            }
            Read::Attribute(_, behind) => {
                self.unknown(rest, behind, known);
                behind
            }
            Read::Unknown => {
                let (end, next) = unknown_run(rest);
                if let Some((error, behind)) = slip::unopened_remark(self.line, rest, end) {
                    return self.wrong((error, behind));
                }
                self.unknown(rest, end, known);
                next
            }
        }
    }

    /// Words that nobody knows; together with those right before them they are one mistake.
    #[cold]
    fn unknown(&mut self, from: In<'a>, end: In<'a>, known: &'static [&'static str]) {
        self.end = end;
        let before = self
            .unread
            .filter(|(_, behind)| next_item(behind).len() == from.len());
        let Some((start, _)) = before else {
            self.end_run();
            let error = unknown_words(self.line, from, end, known);
            self.fail(error);
            self.unread = Some((from, end));
            return;
        };
        self.unread = Some((start, end));
        if let Some(run) = &mut self.run
            && run.start.len() == start.len()
        {
            (run.end, run.known) = (end, known);
            return;
        }
        self.end_run();
        if let Some(error) = self.unknown_at(start) {
            self.run = Some(Run {
                error,
                start,
                end,
                known,
            });
        }
    }

    /// The last error, if it is about unknown words that begin at `start`.
    fn unknown_at(&self, start: In<'a>) -> Option<usize> {
        let last = self.tree.errors.last()?;
        let same = last.place.span.start == self.line.place(start, start).span.start;
        (same && last.rule == "unknown-word").then(|| self.tree.errors.len() - 1)
    }

    /// The error about a run that has grown tells of all of it. It is said once, since each of many
    /// words would say all before it again.
    fn end_run(&mut self) {
        if let Some(run) = self.run.take()
            && let Some(error) = self.tree.errors.get_mut(run.error)
        {
            *error = unknown_words(self.line, run.start, run.end, run.known).kept();
        }
    }

    /// A number that nobody knows; right behind unknown words it is one of them.
    #[cold]
    fn unknown_number(&mut self, from: In<'a>, error: Finding, end: In<'a>) -> In<'a> {
        let before = self
            .unread
            .filter(|(_, behind)| next_item(behind).len() == from.len());
        if before.is_some() {
            self.unknown(from, end, &[]);
            return end;
        }
        self.unread = Some((from, end));
        self.wrong((error, end))
    }
}

/// Skips blanks, and a comma between two items.
#[inline]
pub fn next_item(rest: In) -> In {
    let next = blanks(rest);
    match next.split_first() {
        Some((b',', behind)) => blanks(behind),
        _ => next,
    }
}

pub fn ends_item(rest: In) -> bool {
    matches!(
        rest.first(),
        None | Some(b' ' | b'\t' | b';' | b',' | b'"' | b'#')
    )
}

#[inline]
pub fn weekday(word: In) -> Option<Weekday> {
    // The shortest is three letters, the longest nine.
    match word {
        [
            b'm' | b'M' | b't' | b'T' | b'w' | b'W' | b'f' | b'F' | b's' | b'S',
            ..,
        ] if (3..=9).contains(&word.len()) => Weekday::parse(word),
        _ => None,
    }
}

/// `N per week`, `N-M per week`: required and aim.
pub fn per_week(input: In) -> Option<(In, u8, Option<u8>)> {
    let (rest, required) = digits(input).ok()?;
    let (rest, aim) = match rest.split_first() {
        Some((b'-', more)) => {
            let (rest, aim) = digits(more).ok()?;
            (rest, Some(aim))
        }
        _ => (rest, None),
    };
    let per = grammar::keyword(blanks(rest), "per")?;
    let rest = grammar::keyword(blanks(per), "week")?;
    let small = |n: u64| u8::try_from(n).ok().filter(|n| (1..=14).contains(n));
    let required = small(required)?;
    let aim = match aim {
        None => None,
        Some(aim) => Some(small(aim).filter(|aim| *aim >= required)?),
    };
    Some((rest, required, aim))
}

/// The words up to the next quotation mark, tag or known attribute.
fn unknown_run(rest: In) -> (In, In) {
    let mut end = after(rest, token(rest).len());
    let mut next = blanks(end);
    while !at_end(next)
        && !matches!(next.first(), Some(b'"' | b'#'))
        && grammar::key(next).is_none()
        && !grammar::word(next).is_ok_and(|(_, word)| is(word, "planned") || is(word, "prep"))
    {
        if next.first().is_some_and(u8::is_ascii_digit) {
            break;
        }
        end = after(next, token(next).len());
        next = blanks(end);
    }
    (end, next)
}
