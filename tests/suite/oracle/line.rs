//! A line as plain marks: what phones and word processors put in is turned into what it stands for.

use strength::text::Span;

/// Why a line was not read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// The language calls it an error.
    Error,
    /// The language does not say, or leaves the way of recovery open: not compared.
    Unsure,
}

/// What reading gives.
pub type Read<T> = Result<T, Fault>;

/// One character: the plain form, the written form, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    pub plain: char,
    pub written: char,
    pub span: Span,
}

/// The plain form of a character.
fn plain(c: char) -> char {
    match c {
        '×' | 'х' | 'Х' => 'x',
        '“' | '”' | '„' => '"',
        '–' | '−' => '-',
        '’' => '\'',
        '\t' => '\t',
        '！'..='～' => char::from_u32(c as u32 - '！' as u32 + '!' as u32).unwrap_or(c),
        _ if c.is_whitespace() => ' ',
        _ => c,
    }
}

/// Marks without width, which nobody who reads the text can see.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Marks of direction: neither blanks nor parts of words.
pub fn direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The marks of a line that begins at byte `start`.
pub fn marks(text: &str, start: u32) -> Vec<Mark> {
    let place = |at: usize| start + at as u32;
    text.char_indices()
        .filter(|&(_, c)| !invisible(c))
        .map(|(at, c)| Mark {
            plain: plain(c),
            written: c,
            span: Span::new(place(at), place(at + c.len_utf8())),
        })
        .collect()
}

/// Whether it is a blank or a tab.
pub fn blank(c: char) -> bool {
    c == ' ' || c == '\t'
}

/// Without blanks at both ends.
pub fn trim(mut marks: &[Mark]) -> &[Mark] {
    while let [first, rest @ ..] = marks
        && blank(first.plain)
    {
        marks = rest;
    }
    while let [rest @ .., last] = marks
        && blank(last.plain)
    {
        marks = rest;
    }
    marks
}

/// The span of some marks; empty if there are none.
pub fn span(marks: &[Mark]) -> Span {
    match (marks.first(), marks.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
        _ => Span::default(),
    }
}

/// The plain text of some marks, in lower case (of English words).
pub fn word(marks: &[Mark]) -> String {
    marks
        .iter()
        .map(|mark| mark.plain.to_ascii_lowercase())
        .collect()
}

/// Whether a mark ends a note that `open` began; unsure where the kinds are mixed.
pub fn closes(open: char, c: char) -> Read<bool> {
    match (open, c) {
        ('"' | '＂', '"' | '＂') | ('“' | '”', '”') | ('„', '“' | '”') => Ok(true),
        (_, '"' | '“' | '”' | '„' | '＂') => Err(Fault::Unsure),
        _ => Ok(false),
    }
}

/// The line without its comment and the blanks around it.
pub fn without_comment(marks: &[Mark]) -> Read<&[Mark]> {
    let mut open = None;
    for (at, mark) in marks.iter().enumerate() {
        match open {
            Some(quote) if closes(quote, mark.written)? => open = None,
            Some(_) => {}
            None if mark.plain == '"' => open = Some(mark.written),
            None if mark.plain == ';' => return Ok(trim(&marks[..at])),
            None => {}
        }
    }
    Ok(trim(marks))
}

/// Reads marks one after another.
#[derive(Clone)]
pub struct Cursor<'a> {
    pub marks: &'a [Mark],
    pub at: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(marks: &'a [Mark]) -> Cursor<'a> {
        Cursor { marks, at: 0 }
    }

    /// The plain mark that many places on; NUL past the end.
    pub fn peek(&self, ahead: usize) -> char {
        self.marks
            .get(self.at + ahead)
            .map_or('\0', |mark| mark.plain)
    }

    pub fn done(&self) -> bool {
        self.at >= self.marks.len()
    }

    /// Takes a mark if it is this one.
    pub fn take(&mut self, c: char) -> bool {
        let found = self.peek(0) == c;
        self.at += usize::from(found);
        found
    }

    /// Skips blanks and says how many there were.
    pub fn blanks(&mut self) -> usize {
        self.take_while(blank).len()
    }

    /// Takes marks as long as they are of a kind.
    pub fn take_while(&mut self, of: impl Fn(char) -> bool) -> &'a [Mark] {
        let start = self.at;
        while !self.done() && of(self.peek(0)) {
            self.at += 1;
        }
        &self.marks[start..self.at]
    }

    /// The marks from `start` to here.
    pub fn since(&self, start: usize) -> &'a [Mark] {
        &self.marks[start..self.at]
    }

    /// The next run of letters, digits and hyphens, in lower case, not taken.
    pub fn word(&self) -> String {
        word(self.clone().take_while(|c| c.is_alphanumeric() || c == '-'))
    }

    /// Takes a whole word: after it stands neither a letter nor a digit nor a hyphen.
    pub fn take_word(&mut self, wanted: &[&str]) -> Option<String> {
        let found = self.word();
        wanted.contains(&found.as_str()).then(|| {
            self.at += found.chars().count();
            found
        })
    }

    /// Whether the next mark may stand after a finished item.
    pub fn at_boundary(&self) -> bool {
        self.done() || blank(self.peek(0)) || self.peek(0) == ','
    }

    /// A finished item: at a blank, a comma or the end.
    pub fn boundary(&self) -> Read<()> {
        if self.at_boundary() {
            Ok(())
        } else if matches!(self.peek(0), '"' | '#' | '(' | '/' | '@' | '+' | '-' | '.') {
            Err(Fault::Unsure)
        } else {
            Err(Fault::Error)
        }
    }
}
