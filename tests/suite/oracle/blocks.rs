//! A text as lines and blocks. Where the language leaves the way of recovery open, the lines up to
//! the next clear beginning of a block are marked as unsure, and not compared.

use super::directive::{self, Directive, Property};
use super::entry::{self, Item};
use super::header::{self, Header};
use super::line::{Cursor, Fault, Mark, blank, direction, marks, trim, without_comment};
use strength::date::Weekday;
use strength::text::Span;

/// What is known of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// It is valid and says what [`Line::content`] tells.
    Fine,
    /// It has an error.
    Wrong,
    /// Not compared.
    Unsure,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Nothing,
    Header(Header),
    Item(Item),
    Directive(Directive),
    Property(Property),
}

/// A line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Line end included.
    pub span: Span,
    pub verdict: Verdict,
    pub content: Content,
}

/// The kinds of blocks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Trivia,
    Heading,
    Dated,
    Directive,
}

/// A run of lines that belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    pub kind: Kind,
    pub span: Span,
    /// Whether the directive is `exercise`.
    pub exercise: bool,
    /// Whether lines of it, or right after it, are unsure.
    pub sure: bool,
}

/// The whole text.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    pub lines: Vec<Line>,
    pub blocks: Vec<Block>,
}

/// Reads a text.
pub fn read(text: &str) -> Journal {
    let mut journal = Journal::default();
    // Whether it is clear to which block a line belongs.
    let mut clear = true;
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let span = Span::new(start, start + whole.len() as u32);
        let mut bare = whole.strip_suffix('\n').unwrap_or(whole);
        if whole.ends_with('\n') {
            bare = bare.strip_suffix('\r').unwrap_or(bare);
        }
        let mut from = start;
        if start == 0
            && let Some(rest) = bare.strip_prefix('\u{FEFF}')
        {
            bare = rest;
            from = 3;
        }
        start = span.end;
        let line = marks(bare, from);
        let controls = bare.chars().any(|c| c.is_control() && c != '\t');
        journal.line(span, &line, controls, &mut clear);
    }
    journal
}

impl Journal {
    fn line(&mut self, span: Span, line: &[Mark], controls: bool, clear: &mut bool) {
        let first = trim(line).first().map(|mark| mark.plain);
        let indented = line.first().is_some_and(|mark| blank(mark.plain));
        let (begins, content) = self.classify(line, first, indented, controls, *clear);
        let (mut verdict, content) = match content {
            Ok(content) => (Verdict::Fine, content),
            Err(Fault::Error) => (Verdict::Wrong, Content::Nothing),
            Err(Fault::Unsure) => (Verdict::Unsure, Content::Nothing),
        };
        if controls && begins != Begins::Lost {
            verdict = Verdict::Wrong;
        }
        match begins {
            Begins::Block(kind) => {
                *clear = true;
                self.blocks.push(Block {
                    kind,
                    span,
                    exercise: matches!(content, Content::Directive(Directive::Exercise(_))),
                    sure: verdict != Verdict::Unsure,
                });
                if verdict != Verdict::Fine && kind == Kind::Directive || verdict == Verdict::Unsure
                {
                    self.lose(clear);
                }
            }
            Begins::Nothing => {
                if *clear && let Some(block) = self.blocks.last_mut() {
                    block.span.end = span.end;
                }
            }
            Begins::Lost => {
                if !*clear {
                    verdict = Verdict::Unsure;
                }
                self.lose(clear);
            }
        }
        self.lines.push(Line {
            span,
            verdict,
            content,
        });
    }

    /// From here on it is not clear what belongs where.
    fn lose(&mut self, clear: &mut bool) {
        *clear = false;
        if let Some(block) = self.blocks.last_mut() {
            block.sure = false;
        }
    }

    fn classify(
        &self,
        line: &[Mark],
        first: Option<char>,
        indented: bool,
        controls: bool,
        clear: bool,
    ) -> (Begins, Result<Content, Fault>) {
        let lost = |fault| (Begins::Lost, Err(fault));
        if line.iter().any(|mark| direction(mark.written)) {
            return lost(Fault::Unsure);
        }
        if first.is_none_or(|c| c == ';') {
            let open = !self.blocks.is_empty();
            return if open || !clear {
                (Begins::Nothing, Ok(Content::Nothing))
            } else {
                (Begins::Block(Kind::Trivia), Ok(Content::Nothing))
            };
        }
        if !indented && header::begins(line) {
            if !header::ends_date(line) || controls {
                return lost(Fault::Unsure);
            }
            let header = without_comment(line).and_then(header::header);
            return (Begins::Block(Kind::Dated), header.map(Content::Header));
        }
        if !indented && directive::quoted(line) {
            return lost(Fault::Unsure);
        }
        if !indented && directive::begins(line) && !controls {
            let found = without_comment(line).and_then(directive::directive);
            return (
                Begins::Block(Kind::Directive),
                found.map(Content::Directive),
            );
        }
        if first == Some('#') && !indented {
            let mut cursor = Cursor::new(line);
            cursor.take_while(|c| c == '#');
            if hidden_date(&line[cursor.at..]) || controls {
                return lost(Fault::Unsure);
            }
            return if cursor.done() || blank(cursor.peek(0)) {
                (Begins::Block(Kind::Heading), Ok(Content::Nothing))
            } else {
                lost(Fault::Unsure)
            };
        }
        // The marks of a merge are one error from the first to the last.
        let marker = line
            .iter()
            .take(7)
            .all(|mark| matches!(mark.plain, '=' | '>' | '|'));
        if !clear || marker {
            return lost(Fault::Unsure);
        }
        if !indented {
            return lost(Fault::Error);
        }
        if hidden_date(line) || controls {
            // `6-3-2: 10` may be a name.
            let named = line.iter().any(|mark| mark.plain == ':');
            return lost(if named { Fault::Unsure } else { Fault::Error });
        }
        let Some(block) = self
            .blocks
            .last()
            .filter(|block| block.kind == Kind::Dated || block.exercise)
        else {
            return lost(Fault::Error);
        };
        let content = without_comment(line).and_then(|text| match block.kind {
            Kind::Dated => entry::item(text).map(Content::Item),
            _ => directive::property(text).map(Content::Property),
        });
        // Whether an emoji is a part of a word is not said.
        let odd = line.iter().any(|mark| odd(mark.plain));
        (
            Begins::Nothing,
            content.map_err(|fault| if odd { Fault::Unsure } else { fault }),
        )
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Begins {
    /// The line belongs to the block above.
    Nothing,
    Block(Kind),
    /// It is an error, or not clear, and it is open where it belongs.
    Lost,
}

/// Neither a letter nor a mark that the language knows.
fn odd(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric()
}

/// Whether something that is meant as a date stands at the beginning, after blanks, a bullet or a
/// weekday.
fn hidden_date(line: &[Mark]) -> bool {
    let mut cursor = Cursor::new(line);
    cursor.take_while(|c| blank(c) || matches!(c, '-' | '*' | '+'));
    if Weekday::parse(&cursor.word()).is_some() {
        cursor.take_while(char::is_alphabetic);
        cursor.take_while(|c| blank(c) || matches!(c, ',' | '.'));
    }
    if !cursor.peek(0).is_ascii_digit() {
        return false;
    }
    let text = cursor.take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.'));
    let parts: Vec<_> = text
        .split(|mark| matches!(mark.plain, '-' | '/' | '.'))
        .collect();
    let number = |part: &&[Mark]| part.first().is_some_and(|mark| mark.plain.is_ascii_digit());
    let mut between = text.iter().filter(|mark| !mark.plain.is_alphanumeric());
    let alike = between.next().map(|mark| mark.plain) == between.next().map(|mark| mark.plain);
    let marked = parts.len() >= 3 && parts[..3].iter().all(number) && alike;
    let digits = text.iter().all(|mark| mark.plain.is_ascii_digit());
    cursor.blanks();
    let month = cursor.word();
    let named = month.get(..3).is_some_and(|short| {
        let mut names = strength::date::MONTHS.iter();
        names.any(|name| name.to_lowercase().starts_with(short))
    });
    marked || digits && text.len() == 8 || named
}
