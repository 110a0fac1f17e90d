//! One line as the grammar sees it, and the way back from it to the user's own bytes.

use super::typography;
use crate::text::{FileId, Place, Span};

/// What is left of a line: always a suffix of [`Line::bytes`].
pub type In<'a> = &'a [u8];

/// A line without its line end. Productions work on `bytes`; places are those of the file.
pub struct Line<'a> {
    /// The text of the line with phone typography written plainly.
    pub bytes: &'a [u8],
    /// Where the line ends in the file.
    end: u32,
    /// The way back; only where the plain form differs from what is written.
    plain: Option<&'a typography::Plain>,
    /// The file.
    pub file: FileId,
}

impl<'a> Line<'a> {
    /// A line that is read as it is written.
    #[inline]
    pub fn as_written(bytes: &'a [u8], base: u32, file: FileId) -> Line<'a> {
        Line {
            bytes,
            end: base.saturating_add(bytes.len() as u32),
            plain: None,
            file,
        }
    }

    /// A line read in its plain form.
    pub fn plain(plain: &'a typography::Plain, file: FileId) -> Line<'a> {
        Line {
            bytes: plain.text.as_bytes(),
            end: plain.end,
            plain: Some(plain),
            file,
        }
    }

    /// How many bytes stand before `rest`.
    #[inline]
    pub fn index(&self, rest: In) -> usize {
        self.bytes.len() - rest.len().min(self.bytes.len())
    }

    /// What begins at the offset `start`, which is not far before `rest`.
    pub fn back_to(&self, start: u32, rest: In<'a>) -> In<'a> {
        let mut at = self.index(rest);
        let from = |at: usize| self.bytes.get(at..).unwrap_or(&[]);
        while at > 0 && self.at(from(at)) > start {
            at -= 1;
        }
        from(at)
    }

    /// The offset in the file of the first byte of `rest`.
    #[inline]
    pub fn at(&self, rest: In) -> u32 {
        match self.plain {
            None => self.end.saturating_sub(rest.len() as u32),
            Some(plain) => {
                let place = plain.map.get(self.index(rest));
                place.map_or(plain.end, |&(start, _)| start)
            }
        }
    }

    /// From the first byte of `from` to the byte before `to`.
    #[inline]
    pub fn span(&self, from: In, to: In) -> Span {
        match self.plain {
            None => {
                let start = self.at(from);
                Span::new(start, start + from.len().saturating_sub(to.len()) as u32)
            }
            Some(plain) => self.span_in(plain, from, to),
        }
    }

    /// The end is that of the last byte inside, so that invisible characters after it stay outside.
    #[cold]
    fn span_in(&self, plain: &typography::Plain, from: In, to: In) -> Span {
        let start = self.at(from);
        let last = self.index(to).checked_sub(1).and_then(|i| plain.map.get(i));
        Span::new(start, last.map_or(start, |&(_, end)| end).max(start))
    }

    /// The mark that closes a note left open at the end of the line: of the kind that opened it.
    pub fn closing_mark(&self) -> char {
        self.plain.and_then(|plain| plain.unclosed).unwrap_or('"')
    }

    /// As a place, from the first byte of `from` to the first byte of `to`.
    pub fn place(&self, from: In, to: In) -> Place {
        Place {
            file: self.file,
            span: self.span(from, to),
        }
    }
}
