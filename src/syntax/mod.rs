//! From text to tree: a loop over lines that recovers, and one nom function per production.
//!
//! Parsing never fails. Three promises of the grammar carry that: a line end ends every construct;
//! a line that starts in column one starts a block; a line's shape depends on no other line. nom
//! never meets a line end: recovery is the loop below.

pub mod ast;
mod attribute;
mod bytes;
pub mod cards;
mod dates;
mod directive;
mod entry;
mod grammar;
mod header;
mod line;
mod name;
mod property;
mod recall;
mod slip;
mod stray;
mod times;
mod tried;
pub mod typography;

pub use dates::NO_YEAR;
pub use directive::DIRECTIVES;
pub use property::PROPERTIES;
pub use recall::Recall;

use crate::finding::{Datum, Finding};
use crate::text::{FileId, Place, Span};
use ast::{Attribute, Block, BlockKind, Dated, Entry, EntryKind, Range, Repeat, Tree};
use bytes::{Scanned, is_clean, scan};
use grammar::blanks;
use line::{In, Line};
use stray::Above;

/// Reads a whole file. What cannot be read is in [`Tree::errors`]; nothing is left out.
pub fn parse(text: &str, file: FileId) -> Tree {
    read(Parser::new(text, 0, file, None, Tree::default()))
}

/// Reads a part of a file that begins at byte `base` and in column one; places are those of the
/// file. Parts that begin with a dated block read together as the whole file does, unless it holds
/// the conflict markers of git. Entries whose line was read before are only told to be such, and of
/// a line like one that was read before nothing but the sets are read. The memory of `tree`, whose content is lost, is used again.
pub fn parse_at<'t>(
    text: &'t str,
    base: u32,
    file: FileId,
    recall: &mut Recall<'t>,
    mut tree: Tree,
) -> Tree {
    tree.clear();
    read(Parser::new(text, base, file, Some(recall), tree))
}

fn read(mut parser: Parser) -> Tree {
    parser.run();
    if !parser.tree.errors.is_empty() {
        tried::keep_what_mends(&mut parser.tree, parser.text, parser.base);
    }
    parser.tree
}

/// Reads the undated directives alone, at the cost of looking at the first byte of each line.
pub fn directives(text: &str, file: FileId) -> Tree {
    let mut parser = Parser::new(text, 0, file, None, Tree::default());
    let bytes = text.as_bytes();
    let mut at = 0;
    // Whether the present line is one that directives could own.
    let mut inside = false;
    while at < bytes.len() {
        let (written, length) = first_line(bytes.get(at..).unwrap_or(&[]));
        match bytes.get(at) {
            Some(b'0'..=b'9') => inside = false,
            Some(b' ' | b'\t' | b'\n' | b'\r' | b';') => {}
            _ => {
                let content = written
                    .strip_prefix("\u{feff}".as_bytes())
                    .unwrap_or(written);
                inside = !content.is_ascii() || directive::begins_directive(content);
            }
        }
        if inside {
            parser.line(at, written, None);
        } else {
            parser.close(at);
        }
        at += length;
    }
    parser.close(at);
    parser.tree
}

/// The first line without its line end, and its length with it.
#[inline]
fn first_line(text: &[u8]) -> (&[u8], usize) {
    match memchr::memchr(b'\n', text) {
        Some(end) => {
            let line = text.get(..end).unwrap_or(&[]);
            (line.strip_suffix(b"\r").unwrap_or(line), end + 1)
        }
        None => (text, text.len()),
    }
}

/// What an indented line belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Nothing yet.
    Nothing,
    /// A heading, or a block that cannot own lines.
    Closed,
    /// A session or event.
    Dated,
    /// An `exercise` directive.
    Exercise,
    /// A line in column one that nothing knows: what is indented below it is not read either, and
    /// the error above it, whose index this is, stands for all of it.
    Unread(usize),
    /// The row of a table in column one: the same, and rows below it belong to its error.
    Table(usize),
}

/// A line as it is written without its line feed.
#[derive(Clone, Copy)]
struct Written<'t> {
    line: &'t [u8],
    hash: u64,
    /// Every byte is printable ASCII.
    clean: bool,
}

/// A run of lines that stand where they do not belong, said once.
struct Run {
    error: usize,
    lines: u32,
}

struct Parser<'r, 't> {
    text: &'t str,
    base: u32,
    file: FileId,
    tree: Tree,
    open: Open,
    /// The first line of the open block, which is the last of the tree, or the first one that
    /// belongs to none.
    block_start: usize,
    /// The run of orphan lines that the next one would belong to.
    orphans: Option<Run>,
    /// The conflict that is open: its error.
    conflict: Option<usize>,
    /// How many conflicts are open inside of it.
    conflicts_inside: u32,
    /// Between `|||||||` and `=======`: the common ancestor is not read.
    ancestor: bool,
    /// No line of `=======` follows any more.
    separators_over: bool,
    recall: Option<&'r mut Recall<'t>>,
    /// The present line, if it may be remembered: a damaged line has an error of its own each time,
    /// and of phone typography the places differ.
    memorable: Option<Written<'t>>,
}

impl<'r, 't> Parser<'r, 't> {
    fn new(
        text: &'t str,
        base: u32,
        file: FileId,
        recall: Option<&'r mut Recall<'t>>,
        mut tree: Tree,
    ) -> Parser<'r, 't> {
        let guess = text.len() / 24;
        room(&mut tree.blocks, guess / 6 + 1);
        room(&mut tree.entries, guess);
        room(&mut tree.sets, guess * 2);
        room(&mut tree.attributes, guess);
        Parser {
            text,
            base,
            file,
            tree,
            open: Open::Nothing,
            block_start: 0,
            orphans: None,
            conflict: None,
            conflicts_inside: 0,
            ancestor: false,
            separators_over: false,
            recall,
            memorable: None,
        }
    }

    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(rest @ [first, ..]) = bytes.get(at..) {
            if *first == b'\n' {
                at += 1;
                continue;
            }
            let Scanned {
                length,
                hash,
                clean,
            } = scan(rest);
            let Some(line) = rest.get(..length).filter(|_| length < rest.len()) else {
                // A carriage return at the end of the text is no part of a line end.
                self.line(at, rest, None);
                break;
            };
            let written = Written { line, hash, clean };
            if !self.recalled(written, at) {
                let written = Some(written);
                if clean {
                    self.clean_line(at, line, written);
                } else {
                    self.line(at, line.strip_suffix(b"\r").unwrap_or(line), written);
                }
            }
            at += length + 1;
        }
        self.close(bytes.len());
    }

    fn offset(&self, at: usize) -> u32 {
        self.base.saturating_add(at as u32)
    }

    /// Ends the open block before the line that begins at `at`.
    #[inline]
    fn close(&mut self, at: usize) {
        let end = self.offset(at);
        if self.open == Open::Nothing {
            let span = Span::new(self.offset(self.block_start), end);
            if !span.is_empty() {
                let kind = BlockKind::Trivia;
                self.tree.blocks.push(Block { span, kind });
            }
        } else if let Some(block) = self.tree.blocks.last_mut() {
            block.span.end = end;
            match &mut block.kind {
                BlockKind::Dated(dated) => {
                    dated.entries.end = self.tree.entries.len() as u32;
                    dated.notes.end = self.tree.notes.len() as u32;
                }
                BlockKind::Directive(directive) => {
                    if let ast::DirectiveKind::Exercise { properties, .. } = &mut directive.kind {
                        properties.end = self.tree.properties.len() as u32;
                    }
                }
                _ => {}
            }
        }
        self.block_start = at;
        self.open = Open::Nothing;
        self.orphans = None;
    }

    /// Begins a block where the one before was closed; it ends when it is closed.
    #[inline]
    fn begin(&mut self, kind: BlockKind, open: Open) {
        let start = self.offset(self.block_start);
        let span = Span::new(start, start);
        self.tree.blocks.push(Block { span, kind });
        self.open = open;
    }

    /// One line that begins at `at`, without its line end.
    fn line(&mut self, at: usize, bytes: &[u8], written: Option<Written<'t>>) {
        if is_clean(bytes) {
            self.clean_line(at, bytes, written);
        } else {
            self.odd_line(at, bytes, written);
        }
    }

    /// A line of printable ASCII and tabs.
    fn clean_line(&mut self, at: usize, bytes: &[u8], written: Option<Written<'t>>) {
        self.memorable = written;
        let line = Line::as_written(bytes, self.offset(at), self.file);
        self.content(&line, at);
    }

    /// A line with other characters.
    fn odd_line(&mut self, at: usize, bytes: &[u8], written: Option<Written<'t>>) {
        let text = self.text.get(at..at + bytes.len()).unwrap_or("");
        let encoding = self.encoding(at, text);
        let errors = self.tree.errors.len();
        let plain = typography::plain_line(text, self.offset(at));
        let line = match &plain {
            Some(plain) => Line::plain(plain, self.file),
            None => Line::as_written(bytes, self.offset(at), self.file),
        };
        self.memorable = written.filter(|_| encoding.is_none() && plain.is_none());
        self.content(&line, at);
        if let Some(error) = encoding {
            // One mistake, one error: what the damage does to the rest of the line is not said.
            let hidden = self
                .tree
                .errors
                .split_off(errors.min(self.tree.errors.len()));
            let unread = hidden.iter().any(|error| error.unread);
            // A conflict spans more than this line.
            let conflict = hidden
                .into_iter()
                .find(|error| error.rule == "merge-conflict");
            if let Some(conflict) = conflict.filter(|_| self.conflict.is_some()) {
                self.conflict = Some(self.tree.errors.len());
                self.tree.errors.push(conflict);
            }
            let only = self.tree.errors.len();
            match &mut self.open {
                Open::Unread(error) | Open::Table(error) if *error >= errors => {
                    self.open = Open::Unread(only);
                }
                _ => {}
            }
            self.tree.errors.push(Finding { unread, ..error });
            if let Some(run) = &self.orphans
                && run.error >= errors
            {
                self.orphans = None;
            }
        }
    }

    /// Control characters of a line, said once.
    fn encoding(&self, at: usize, text: &str) -> Option<Finding> {
        let (index, found) = text
            .char_indices()
            .find(|(_, c)| c.is_control() && *c != '\t')?;
        let start = self.offset(at + index);
        let place = Place {
            file: self.file,
            span: Span::new(start, start + found.len_utf8() as u32),
        };
        let error = match found {
            '\u{1a}' => Finding::error("invalid-encoding", place, "this is not text in UTF-8")
                .label("not UTF-8")
                .help("save the file as UTF-8 and write the character again"),
            '\r' => Finding::error(
                "invalid-encoding",
                place,
                "a carriage return stands inside the line",
            )
            .label("no line end")
            .help("lines end with a line feed, or with carriage return and line feed")
            .fix("end the line here", false, place, "\n"),
            _ => Finding::error(
                "invalid-encoding",
                place,
                format!(
                    "a control character (U+{:04X}) stands in the line",
                    found as u32
                ),
            )
            .label("not a character of text")
            .help("delete it")
            .fix("delete it", true, place, ""),
        };
        Some(error.kept())
    }

    #[inline]
    fn content(&mut self, line: &Line, at: usize) {
        let content = blanks(line.bytes);
        let Some(&first) = content.first() else {
            return;
        };
        if first == b';' {
            return;
        }
        let indented = content.len() < line.bytes.len();
        if self.ancestor && !content.starts_with(b"=======") && !content.starts_with(b">>>>>>>") {
            return;
        }
        if indented {
            self.indented(line, content, at);
        } else {
            self.column_one(line, content, first, at);
        }
    }

    fn column_one(&mut self, line: &Line, content: In, first: u8, at: usize) {
        match first {
            b'0'..=b'9' => {
                let dates = dates::dates(line, content);
                if let Some(dates) = dates.or_else(|| dates::without_year(line, content)) {
                    self.dated(line, content, dates, None, at);
                    return;
                }
            }
            b'#' => {
                self.heading(line, content, at);
                return;
            }
            b'.' if let Some(dates) = dates::without_first_day(line, content) => {
                self.dated(line, content, dates, None, at);
                return;
            }
            b'<' | b'=' | b'>' | b'|' if self.conflict_marker(line, content, first) => return,
            _ => {
                if let Some((start, slip)) = self.misplaced_date(line, content)
                    && let Some(dates) = dates::dates(line, start)
                {
                    self.dated(line, start, dates, slip.map(Box::new), at);
                    return;
                }
                if let Some((dates, slip)) = dates::marked_date(line, content) {
                    self.dated(line, content, dates, Some(Box::new(slip)), at);
                    return;
                }
                if directive::begins_directive(content) {
                    self.close(at);
                    let first_property = self.tree.properties.len() as u32;
                    let mut directive = directive::directive(&mut self.tree, line, content);
                    let errors = self.tree.errors.len();
                    let open = match &mut directive.kind {
                        // Lines below what cannot be read are not told again.
                        ast::DirectiveKind::Unread if errors > 0 => Open::Unread(errors - 1),
                        ast::DirectiveKind::Exercise { properties, .. } => {
                            *properties = Range {
                                start: first_property,
                                end: first_property,
                            };
                            Open::Exercise
                        }
                        _ => Open::Closed,
                    };
                    self.begin(BlockKind::Directive(directive), open);
                    return;
                }
            }
        }
        if first == b'|' {
            self.table_row(line, content, at);
            return;
        }
        if self.open == Open::Exercise && property::is_property(content) {
            self.orphan(line, content, Some(Above::Exercise));
            property::property(&mut self.tree, line, content);
            return;
        }
        if self.open == Open::Dated && entry::looks_like_entry(line, content) {
            self.orphan(line, content, Some(Above::Session));
            entry::entry_line(&mut self.tree, line, content);
            return;
        }
        self.close(at);
        let mut error = directive::unknown(line, content);
        error.data = vec![("lines", Datum::Int(1))];
        let index = self.tree.errors.len();
        self.tree.errors.push(error);
        self.begin(BlockKind::Unread, Open::Unread(index));
    }

    fn dated<'l>(
        &mut self,
        line: &Line<'l>,
        start: In<'l>,
        mut dates: dates::Dates<'l>,
        slip: Option<Box<Finding>>,
        at: usize,
    ) {
        self.close(at);
        let error = match (dates.error.take(), slip) {
            (Some(error), Some(slip)) => Some(slip::date_out_of_place(error, &slip)),
            (error, slip) => error.or(slip),
        };
        let errors = self.tree.errors.len();
        if let Some(error) = error {
            self.tree.errors.push(*error);
        }
        let dated = header::header(&mut self.tree, line, start, dates);
        if self.tree.errors.len() == errors {
            self.remember_header(&dated, at);
        }
        self.begin(BlockKind::Dated(dated), Open::Dated);
    }

    /// `# text`; a heading that begins with a date is a block.
    fn heading(&mut self, line: &Line, content: In, at: usize) {
        let marks = content.iter().take_while(|b| **b == b'#').count();
        let behind = content.get(marks..).unwrap_or(&[]);
        let start = blanks(behind);
        let date = match dates::weekday_before_date(start) {
            Some(date) => Some(date),
            None => dates::begins_date(start).then_some(start),
        };
        if let Some(date) = date
            && let Some(dates) = dates::dates(line, date)
        {
            let place = line.place(content, date);
            let error = Finding::error(
                "date-in-heading",
                place,
                "a session does not begin with `#`",
            )
            .label("a heading ends a session")
            .help("begin the line with the date, in column one")
            .fix("remove the `#`", true, place, "")
            .kept();
            self.dated(line, date, dates, Some(Box::new(error)), at);
            return;
        }
        let is_heading = matches!(behind.first(), None | Some(b' ' | b'\t'));
        self.close(at);
        if !is_heading {
            let error = directive::unknown(line, content);
            self.tree.errors.push(error);
        }
        self.begin(BlockKind::Heading, Open::Closed);
    }

    fn indented(&mut self, line: &Line, content: In, at: usize) {
        if self.conflict.is_some()
            && self.conflict_marker(line, content, content.first().copied().unwrap_or(0))
        {
            return;
        }
        if let Some((start, slip)) = self.indented_date(line, content)
            && let Some(dates) = dates::dates(line, start)
        {
            self.dated(line, start, dates, Some(Box::new(slip)), at);
            return;
        }
        match self.open {
            Open::Dated => {
                self.orphans = None;
                self.entry(line, content, at);
            }
            Open::Exercise => property::property(&mut self.tree, line, content),
            Open::Nothing | Open::Closed => self.orphan(line, content, None),
            Open::Unread(error) | Open::Table(error) => {
                let error = self.tree.errors.get_mut(error);
                if let Some((_, Datum::Int(lines))) = error.and_then(|e| e.data.first_mut()) {
                    *lines += 1;
                }
            }
        }
    }

    /// Whether a line is one that was read before, or like one; then it is entered.
    #[inline]
    fn recalled(&mut self, written: Written<'t>, at: usize) -> bool {
        match written.line {
            [b' ' | b'\t', ..] if self.open == Open::Dated => self.recalled_entry(written, at),
            [b'0'..=b'9', ..] => self.recalled_header(written.line, at),
            _ => false,
        }
    }

    #[inline]
    fn recalled_entry(&mut self, written: Written<'t>, at: usize) -> bool {
        let start = self.base.saturating_add(at as u32);
        let Some(recall) = self.recall.as_mut().filter(|_| !self.ancestor) else {
            return false;
        };
        let Written { line, hash, clean } = written;
        let (span, sets, repeat) = if let Some((span, number)) = recall.entry(line, hash, start) {
            (span, Range::default(), Repeat::Of(number))
        } else if clean && let Some((span, sets, of)) = recall.like(line, start, &mut self.tree) {
            let number = recall.keep_entry(line, hash, start, span);
            (span, sets, Repeat::Like { of, number })
        } else {
            return false;
        };
        let entry = Entry {
            span,
            name: Span::default(),
            level: Span::default(),
            kind: EntryKind::Work,
            superset: false,
            unread: false,
            sets,
            attributes: Range::default(),
            repeat,
        };
        self.orphans = None;
        self.tree.entries.push(entry);
        true
    }

    #[inline]
    fn recalled_header(&mut self, written: In, at: usize) -> bool {
        let Some((Some(date), behind_date)) = dates::iso(written) else {
            return false;
        };
        let start = self.offset(at);
        let behind = start.saturating_add((written.len() - behind_date.len()) as u32);
        let recall = self.recall.as_ref().filter(|_| !self.ancestor);
        let Some((end, found)) = recall.and_then(|recall| recall.header(behind_date)) else {
            return false;
        };
        let first = self.tree.attributes.len() as u32;
        let moved = found.iter().map(|attribute| Attribute {
            span: recall::forth(attribute.span, behind),
            ..*attribute
        });
        self.tree.attributes.extend(moved);
        self.close(at);
        let dated = Dated {
            header: Span::new(start, behind.saturating_add(end)),
            date_span: Span::new(start, behind),
            first: Some(date),
            last: None,
            event: None,
            attributes: Range {
                start: first,
                end: self.tree.attributes.len() as u32,
            },
            entries: Range::empty(self.tree.entries.len()),
            notes: Range::empty(self.tree.notes.len()),
        };
        self.begin(BlockKind::Dated(dated), Open::Dated);
        true
    }

    /// An entry or a note; one that the place alone tells from others is remembered.
    fn entry(&mut self, line: &Line, content: In, at: usize) {
        let (entries, errors) = (self.tree.entries.len(), self.tree.errors.len());
        entry::entry_line(&mut self.tree, line, content);
        if self.tree.errors.len() == errors
            && let Some(Written { line, hash, clean }) = self.memorable
            && line.len() <= recall::LONGEST_LINE
            && let Some(recall) = &mut self.recall
            && let Some(entry) = self.tree.entries.get_mut(entries)
            && recall::is_plain_entry(entry.attributes.of(&self.tree.attributes))
        {
            let start = self.base.saturating_add(at as u32);
            let number = recall.keep_entry(line, hash, start, entry.span);
            entry.repeat = Repeat::First(number);
            let entry = *entry;
            if clean {
                recall.keep_shape(line, start, &entry, number, &self.tree);
            }
        }
    }

    /// Remembers the header of a session that was read without an error, if its date and its place
    /// alone tell it from others.
    fn remember_header(&mut self, dated: &Dated, at: usize) {
        let attributes = dated.attributes.of(&self.tree.attributes);
        if dated.first.is_some()
            && dated.last.is_none()
            && dated.event.is_none()
            && dated.date_span.start == self.offset(at)
            && recall::is_plain_header(attributes)
            && let Some(written) = self.memorable
            && let Some(recall) = &mut self.recall
            && let Some(behind_date) = written.line.get(dated.date_span.len() as usize..)
        {
            let behind = dated.date_span.end;
            recall.keep_header(behind_date, behind, dated.header.end, attributes);
        }
    }
}

/// Room for so many elements in an empty list. It is new, since a list that grows is moved with all
/// that ever was in it, and an eighth larger, so that the next list, of about as many, needs none.
fn room<T>(list: &mut Vec<T>, wanted: usize) {
    if list.capacity() < wanted {
        *list = Vec::with_capacity(wanted + wanted / 8);
    }
}
