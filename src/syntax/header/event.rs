//! What an event tells behind its word: distances, times, weights, goals and weeks of preparation.

use super::super::ast::{Amount, Attribute, AttributeKind, Event, EventKind, Load, LoadKind};
use super::super::attribute::{self, Read, after, line_end, text, token};
use super::super::directive::without_colon;
use super::super::grammar::{self, Measured, blanks, digits, is, is_letter, letters};
use super::super::line::In;
use super::super::slip;
use super::super::times::Wrong;
use super::{EVENT_WORDS, Header, ends_item, event_kind, is_event, next_item, per_week};
use crate::finding::Finding;
use crate::nearest::nearest;
use crate::text::{Place, Span};

impl<'a> Header<'_, '_, 'a> {
    /// An event, whose word this is, and what it tells.
    #[inline(never)]
    pub fn event(&mut self, from: In<'a>, behind: In<'a>, word: In<'a>) {
        let kind = event_kind(word).unwrap_or(EventKind::Activity);
        let span = self.line.span(from, behind);
        self.event = Some(Event { kind, span });
        self.end = behind;
        let mut rest = next_item(behind);
        if matches!(rest, [b':', ..]) && is_event(word) {
            rest = without_colon(
                self.tree,
                self.line,
                rest,
                "the kind of an event takes no colon",
            );
        }
        let rest = match kind {
            EventKind::Pain => match attribute::pain(self.line, rest, rest) {
                Read::Attribute(attribute, behind) => {
                    self.push(rest, behind, attribute.kind);
                    behind
                }
                Read::Wrong(error, _, behind) => {
                    let event = self.event.map(|event| event.span).unwrap_or_default();
                    let mut error = error;
                    if error.place.span.is_empty() {
                        error.place = Place {
                            file: self.line.file,
                            span: event,
                        };
                    }
                    self.fail(error);
                    self.unread = Some((rest, behind));
                    behind
                }
                Read::Unknown => rest,
            },
            EventKind::Bodyweight => self.weight(rest),
            EventKind::Goal => self.goal(rest),
            _ => rest,
        };
        self.event_tail(kind, rest);
    }

    fn event_tail(&mut self, kind: EventKind, mut rest: In<'a>) {
        let measured = matches!(kind, EventKind::Activity | EventKind::Race);
        loop {
            rest = next_item(rest);
            match rest.first() {
                None | Some(b';') => return,
                Some(b) if b.is_ascii_digit() && measured => {
                    if kind == EventKind::Race
                        && let Some(late) = slip::late_prep(self.line, rest)
                    {
                        rest = self.wrong_prep(late);
                        continue;
                    }
                    rest = self.measure(rest);
                    continue;
                }
                Some(b) if is_letter(*b) && kind == EventKind::Race => {
                    if let Some(behind) = self.prep(rest) {
                        rest = behind;
                        continue;
                    }
                }
                _ => {}
            }
            let slip = match measured {
                true => slip::pace(self.line, rest).or_else(|| slip::second_event(self.line, rest)),
                false => self.late_span(kind, rest),
            };
            if let Some(wrong) = slip {
                rest = self.wrong(wrong);
                continue;
            }
            rest = self.common(rest, &EVENT_WORDS, |attribute| match attribute {
                AttributeKind::Tag(_) | AttributeKind::Note(_) | AttributeKind::Allow(_) => true,
                AttributeKind::Rpe(_) | AttributeKind::Difficulty(_) => measured,
                _ => false,
            });
        }
    }

    /// `away until 2026-03-08`, `ill for 3 days`: the span stands behind its kind.
    #[cold]
    fn late_span(&self, kind: EventKind, rest: In<'a>) -> Option<Wrong<'a>> {
        use EventKind::{Away, Break, Ill, Injured, OffSeason, RacePrep};
        let from = self
            .date
            .filter(|_| matches!(kind, Away | Break | Ill | Injured | OffSeason | RacePrep))?;
        slip::late_span(self.line, from, self.date_end, rest)
    }

    /// Distance or duration of an activity or race.
    fn measure(&mut self, rest: In<'a>) -> In<'a> {
        let Ok(number) = digits(rest) else {
            return rest;
        };
        if let Some(wrong) = slip::pace(self.line, rest) {
            return self.wrong(wrong);
        }
        if let Some(behind) = self.hours(rest, number) {
            return behind;
        }
        let behind = after(rest, token(rest).len());
        match grammar::amount(rest) {
            Ok((behind, Amount::Time(duration))) if ends_item(behind) => {
                self.push(rest, behind, AttributeKind::Duration(duration));
                behind
            }
            Ok((behind, Amount::Distance(distance))) if ends_item(behind) => {
                self.push(rest, behind, AttributeKind::Distance(distance));
                behind
            }
            Err(nom::Err::Error(miss)) if miss.why == grammar::Why::Comma => {
                let error = slip::set(self.line, rest, miss);
                self.fail(error);
                self.end = behind;
                behind
            }
            _ => {
                let place = self.line.place(rest, behind);
                let word = text(token(rest));
                let number = digits(rest).map_or(0, |(_, n)| n);
                let mut error = Finding::error(
                    "invalid-number",
                    place,
                    format!("`{word}` is neither a distance nor a time"),
                )
                .label("needs a unit")
                .help("write a distance as `8km`, and a time as `42min`, `42:30` or `1:02:19`");
                let behind_number = digits(rest).map_or(rest, |(left, _)| left);
                let kilo = is(letters(behind_number), "k");
                if behind_number.len() == behind.len() || kilo {
                    let km = format!("{number}km");
                    if kilo
                        && let Ok((_, Amount::Distance(metres))) = grammar::amount(km.as_bytes())
                    {
                        self.push(rest, behind, AttributeKind::Distance(metres));
                        error = error.kept().help(format!("write `{km}`"));
                    }
                    error = error.fix(format!("write `{km}`"), kilo, place, km);
                }
                if behind_number.len() == behind.len() {
                    let min = format!("{number}min");
                    error = error.fix(format!("write `{min}`"), false, place, min);
                }
                if kilo {
                    return self.wrong((error, behind));
                }
                self.unknown_number(rest, error, behind)
            }
        }
    }

    /// `prep N weeks`
    fn prep(&mut self, rest: In<'a>) -> Option<In<'a>> {
        let behind = grammar::keyword(rest, "prep")?;
        if let Ok((unit, weeks @ 1..=104)) = digits(blanks(behind))
            && let unit = blanks(unit)
            && let Some(behind) =
                grammar::keyword(unit, "weeks").or_else(|| grammar::keyword(unit, "week"))
        {
            self.push(rest, behind, AttributeKind::Prep(weeks as u16));
            return Some(behind);
        }
        Some(self.wrong_prep(slip::no_prep(self.line, rest, behind)))
    }

    #[cold]
    fn wrong_prep(&mut self, (error, behind, weeks): slip::Prep<'a>) -> In<'a> {
        if let Some(weeks) = weeks {
            let span = error.place.span;
            let kind = AttributeKind::Prep(weeks);
            self.tree.attributes.push(Attribute { span, kind });
        }
        self.wrong((error, behind))
    }

    /// `71.5kg` of a bodyweight event; a decimal comma is read.
    fn weight(&mut self, rest: In<'a>) -> In<'a> {
        if let Ok((behind, value)) = grammar::thousandths(rest, true) {
            if let (Some((Measured::Weight(unit), end)), Ok(thousandths)) =
                (grammar::unit_here(behind), u32::try_from(value))
                && ends_item(end)
                && value > 0
            {
                let load = Load {
                    span: self.line.span(rest, end),
                    kind: LoadKind::Absolute,
                    implements: 1,
                    thousandths,
                    unit: Some(unit),
                };
                self.push(rest, end, AttributeKind::Weight(load));
                return end;
            }
            let mut end = after(rest, token(rest).len());
            let unit_start = blanks(behind);
            let unit = letters(unit_start);
            // `71.5 kq`
            let near = nearest(&text(unit), ["kg", "lb", "lbs"]);
            let mut from = end;
            if near.is_some() {
                (from, end) = (unit_start, after(unit_start, unit.len()));
            }
            let word = text(rest.get(..rest.len() - end.len()).unwrap_or(&[]));
            let insert = Place {
                file: self.line.file,
                span: Span::new(self.line.at(from), self.line.at(end)),
            };
            let mut error = Finding::error(
                "invalid-number",
                self.line.place(rest, end),
                format!("`{word}` is not a weight"),
            )
            .label("kg or lb")
            .help("write `bodyweight 71.5kg`");
            if let Some(unit) = near {
                error = error.fix(format!("write `{unit}`"), false, insert, unit);
            } else if behind.len() == end.len() {
                error = error
                    .fix("write kg", false, insert, "kg")
                    .fix("write lb", false, insert, "lb");
            }
            self.fail(error);
            self.end = end;
            return end;
        }
        self.missing(
            rest,
            "`bodyweight` needs a weight",
            "write `bodyweight 71.5kg`",
        )
    }

    /// The payload of an event is not there.
    fn missing(&mut self, rest: In<'a>, message: &str, help: &str) -> In<'a> {
        let span = self.event.map(|event| event.span).unwrap_or_default();
        let error = Finding::error(
            "invalid-number",
            Place {
                file: self.line.file,
                span,
            },
            message,
        )
        .label("no number after it")
        .help(help);
        self.fail(error);
        self.unread = Some((rest, rest));
        rest
    }

    fn goal(&mut self, rest: In<'a>) -> In<'a> {
        match per_week(rest) {
            Some((behind, required, aim)) => {
                self.push(rest, behind, AttributeKind::PerWeek { required, aim });
                behind
            }
            None => {
                let end = line_end(rest);
                let error = slip::no_goal(self.line, rest, end, self.event.map(|event| event.span));
                self.fail(error);
                self.end = end;
                end
            }
        }
    }
}
