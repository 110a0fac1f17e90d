//! Details that few sessions, entries and events have.

use super::{Piece, Reader};
use crate::model::{Extra, LineAllow, Pain, Sore};
use crate::syntax::ast::{Attribute, AttributeKind};
use crate::text::Span;

/// Details that name no place: equal ones are kept once.
#[derive(PartialEq, Eq, Hash, Default)]
pub(super) struct PlainExtra<'t> {
    rpe: Option<u8>,
    rir: Option<u8>,
    rest: Option<u32>,
    tags: Vec<&'t str>,
}

impl<'t> Piece<'t> {
    /// The index of the details; 0 where there are none.
    pub(super) fn extra<'b>(
        &mut self,
        reader: &Reader<'_, 't>,
        attributes: impl IntoIterator<Item = &'b Attribute> + Clone,
        notes: &[Span],
    ) -> u32 {
        let mut plain = PlainExtra::default();
        let mut with_places = !notes.is_empty();
        for attribute in attributes.clone() {
            match attribute.kind {
                AttributeKind::Rpe(halves) => plain.rpe = Some(halves),
                AttributeKind::Rir(halves) => plain.rir = Some(halves),
                AttributeKind::Rest(milliseconds) => plain.rest = Some(milliseconds),
                AttributeKind::Tag(span) => plain.tags.push(reader.text(span)),
                AttributeKind::Pain { .. }
                | AttributeKind::Sore { .. }
                | AttributeKind::Note(_)
                | AttributeKind::Allow(_) => with_places = true,
                _ => {}
            }
        }
        let next = self.extras.len() as u32;
        if with_places {
            let mut extra = plain.extra();
            add_places(&mut extra, reader, attributes);
            let notes = notes.iter().map(|&note| reader.place(note));
            extra.notes.extend(notes);
            self.extras.push(extra);
            return next;
        }
        if plain == PlainExtra::default() {
            return 0;
        }
        if let Some(&known) = self.plain_extras.get(&plain) {
            return known;
        }
        self.extras.push(plain.extra());
        self.plain_extras.insert(plain, next);
        next
    }
}

impl PlainExtra<'_> {
    fn extra(&self) -> Extra {
        Extra {
            rpe: self.rpe,
            rir: self.rir,
            rest: self.rest,
            tags: self.tags.iter().map(|tag| tag.to_string()).collect(),
            ..Extra::default()
        }
    }
}

/// Adds the details that name a place.
fn add_places<'b>(
    extra: &mut Extra,
    reader: &Reader,
    attributes: impl IntoIterator<Item = &'b Attribute>,
) {
    for attribute in attributes {
        match attribute.kind {
            AttributeKind::Pain { side, place, level } => extra.pain.push(Pain {
                side,
                body: reader.word(place),
                level,
                place: reader.place(attribute.span),
            }),
            AttributeKind::Sore { side, place } => extra.sore.push(Sore {
                side,
                body: reader.word(place),
            }),
            AttributeKind::Note(span) => extra.notes.push(reader.place(span)),
            AttributeKind::Allow(span) => extra.allows.push(LineAllow {
                rule: reader.text(span).to_string(),
                place: reader.place(span),
            }),
            _ => {}
        }
    }
}
