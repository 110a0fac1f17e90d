//! Details that few sessions, entries and events have.

use super::{Piece, Reader};
use crate::model::{Extra, LineAllow, Pain, Sore};
use crate::syntax::ast::{Attribute, AttributeKind};
use crate::text::Span;

/// The parts of [`Extra`] that name no place: equal ones are kept once.
#[derive(PartialEq, Eq, Hash, Default)]
pub(super) struct PlainExtra {
    rpe: Option<u8>,
    rir: Option<u8>,
    rest: Option<u32>,
    tags: Vec<String>,
}

impl<'t> Piece<'t> {
    /// The index of the details; 0 where there are none.
    pub(super) fn extra<'b>(
        &mut self,
        reader: &Reader<'_, 't>,
        attributes: impl IntoIterator<Item = &'b Attribute>,
        notes: &[Span],
    ) -> u32 {
        let mut extra = Extra::default();
        for attribute in attributes {
            let at = reader.place(attribute.span);
            match attribute.kind {
                AttributeKind::Rpe(halves) => extra.rpe = Some(halves),
                AttributeKind::Rir(halves) => extra.rir = Some(halves),
                AttributeKind::Rest(milliseconds) => extra.rest = Some(milliseconds),
                AttributeKind::Pain { side, place, level } => extra.pain.push(Pain {
                    side,
                    body: reader.word(place),
                    level,
                    place: at,
                }),
                AttributeKind::Sore { side, place } => extra.sore.push(Sore {
                    side,
                    body: reader.word(place),
                }),
                AttributeKind::Tag(span) => extra.tags.push(reader.text(span).to_string()),
                AttributeKind::Note(span) => extra.notes.push(reader.place(span)),
                AttributeKind::Allow(span) => extra.allows.push(LineAllow {
                    rule: reader.text(span).to_string(),
                    place: reader.place(span),
                }),
                _ => {}
            }
        }
        extra
            .notes
            .extend(notes.iter().map(|&note| reader.place(note)));
        let next = self.extras.len() as u32;
        let with_places = !(extra.pain.is_empty()
            && extra.sore.is_empty()
            && extra.notes.is_empty()
            && extra.allows.is_empty());
        if !with_places {
            let plain = PlainExtra {
                rpe: extra.rpe,
                rir: extra.rir,
                rest: extra.rest,
                tags: extra.tags.clone(),
            };
            if plain == PlainExtra::default() {
                return 0;
            }
            let index = *self.plain_extras.entry(plain).or_insert(next);
            if index != next {
                return index;
            }
        }
        self.extras.push(extra);
        next
    }
}
