//! The form for people: a line that can be searched for, the user's own lines with every place
//! involved, and what to do.

use super::frame::Frames;
use super::style::Styles;
use super::{Index, sanitize};
use crate::finding::Finding;
use owo_colors::OwoColorize;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Text is not set wider than this, however wide the terminal.
const READABLE: usize = 100;

/// Writes findings one after the other.
pub struct Pretty {
    styles: Styles,
    width: usize,
    frames: Frames,
    buffer: String,
}

impl Pretty {
    /// For a terminal of that many columns.
    pub fn new(styles: Styles, width: usize) -> Pretty {
        Pretty {
            styles,
            width,
            frames: Frames::new(styles, width),
            buffer: String::with_capacity(4096),
        }
    }

    /// Writes one finding and an empty line.
    pub fn write(
        &mut self,
        out: &mut dyn Write,
        index: &Index,
        finding: &Finding,
    ) -> io::Result<()> {
        let mut text = std::mem::take(&mut self.buffer);
        text.clear();
        let at = index.start(finding.place);
        let name = sanitize::line(index.name(finding.place.file));
        let severity = self.styles.severity(finding.severity);
        let message = sanitize::line(&finding.message);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{} {} {}",
            format_args!("{name}:{}:{}:", at.line, at.column).style(self.styles.strong),
            format_args!("{}[{}]", finding.severity.word(), finding.rule).style(severity),
            message
        );
        self.frames.draw(&mut text, index, finding);
        self.help(&mut text, finding);
        text.push('\n');
        let result = out.write_all(text.as_bytes());
        self.buffer = text;
        result
    }

    fn help(&self, text: &mut String, finding: &Finding) {
        let titles = || finding.fixes.iter().map(|fix| fix.title.as_str());
        let help = match finding.help.is_empty() {
            true => Cow::Owned(titles().collect::<Vec<_>>().join(", or ")),
            false => Cow::Borrowed(finding.help.as_str()),
        };
        if help.is_empty() {
            return;
        }
        let width = self.width.min(READABLE).saturating_sub(8);
        let mut first = true;
        for paragraph in help.split('\n') {
            for line in wrap(&sanitize::line(paragraph), width) {
                match first {
                    true => {
                        let _ = write!(text, "  {} ", "help:".style(self.styles.help));
                    }
                    false => text.push_str("        "),
                }
                first = false;
                text.push_str(&self.quoted(line));
                text.push('\n');
            }
        }
    }

    /// Sets off what stands between backquotes: it is what may be typed.
    fn quoted<'l>(&self, line: &'l str) -> Cow<'l, str> {
        if !self.styles.color || line.matches('`').count() % 2 == 1 {
            return Cow::Borrowed(line);
        }
        let parts = line.split('`').enumerate().map(|(n, part)| match n % 2 {
            1 => format!("{}", format_args!("`{part}`").style(self.styles.help)),
            _ => part.to_string(),
        });
        Cow::Owned(parts.collect())
    }
}

/// Breaks text into lines of at most `width` columns where a single blank stands outside of
/// backquotes; runs of blanks are journal text and stay whole.
pub fn wrap(text: &str, width: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    // The line from `from` to `to` takes so many columns.
    let (mut from, mut to, mut columns) = (0, 0, 0);
    let mut at = 0;
    for end in breaks(text).chain([text.len()]) {
        let wide = sanitize::width(text.get(at..end).unwrap_or(""));
        if from < to && columns + 1 + wide <= width {
            columns += 1 + wide;
        } else {
            if from < to {
                lines.push(text.get(from..to).unwrap_or(""));
            }
            (from, columns) = (at, wide);
        }
        (to, at) = (end, end + 1);
    }
    lines.push(text.get(from..to).unwrap_or(""));
    lines
}

/// The blanks at which text may be broken.
fn breaks(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let is_blank = |at: usize| bytes.get(at) == Some(&b' ');
    let mut quoted = false;
    bytes.iter().enumerate().filter_map(move |(at, byte)| {
        quoted ^= *byte == b'`';
        let alone = *byte == b' ' && !is_blank(at + 1) && (at == 0 || !is_blank(at - 1));
        (alone && !quoted).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn help_breaks_between_words_but_not_in_what_may_be_typed() {
        assert_eq!(
            wrap("write `3x5 @100kg` or `+0kg` for none", 18),
            ["write `3x5 @100kg`", "or `+0kg` for none"]
        );
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap("unbreakablelongword", 5), ["unbreakablelongword"]);
    }
}
