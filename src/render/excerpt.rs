//! The source that miette is given: a few lines, and labels in them.

use miette::{Diagnostic, LabeledSpan, MietteError, SourceCode, SourceSpan, SpanContents};
use std::fmt;

/// A few neighbouring lines as miette may see them.
#[derive(Debug)]
pub struct Excerpt {
    /// The lines, each with its line end.
    pub text: String,
    /// The number of the first, from 0.
    pub first_line: usize,
    /// How many they are.
    pub lines: usize,
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        Ok(Box::new(Contents {
            excerpt: self,
            span: (0, self.text.len()).into(),
        }))
    }
}

struct Contents<'a> {
    excerpt: &'a Excerpt,
    span: SourceSpan,
}

impl<'a> SpanContents<'a> for Contents<'a> {
    fn data(&self) -> &'a [u8] {
        self.excerpt.text.as_bytes()
    }
    fn span(&self) -> &SourceSpan {
        &self.span
    }
    fn line(&self) -> usize {
        self.excerpt.first_line
    }
    fn column(&self) -> usize {
        0
    }
    fn line_count(&self) -> usize {
        self.excerpt.lines
    }
}

/// What miette is asked to draw: labels without a message of their own.
#[derive(Debug)]
pub struct Drawing<'a> {
    /// The lines.
    pub excerpt: &'a Excerpt,
    /// What is marked in them.
    pub labels: Vec<LabeledSpan>,
}

impl fmt::Display for Drawing<'_> {
    fn fmt(&self, _: &mut fmt::Formatter) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing<'_> {}

impl Diagnostic for Drawing<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.excerpt)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
