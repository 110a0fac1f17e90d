//! How a file writes its sessions: dates, indents, what stands between name and result, notes.

use crate::date::Date;
use crate::syntax::ast::{AttributeKind, BlockKind, Dated, Entry, Tree};
use crate::text::Span;
use unicode_width::UnicodeWidthStr;

/// What is left between name and result at least.
const GAP: &str = "   ";

/// An entry in parts, or a note.
pub struct Line {
    /// What is equal for all names of its exercise; empty for a note.
    pub key: String,
    /// Name and level, with a `+` before them; or the whole note.
    pub head: String,
    /// It was written with a colon, which its name may need.
    pub colon: bool,
    /// Sets, or what takes their place.
    pub result: String,
    /// What stands behind them.
    pub rest: String,
}

/// The line end of a text: that of its first line.
pub fn line_end(text: &str) -> &'static str {
    match text.find('\n').and_then(|at| text.get(..at)) {
        Some(line) if line.ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The style of a session.
pub struct Style {
    indent: String,
    colon: bool,
    /// Results begin in this column.
    column: Option<usize>,
    /// Else, or where a name is too long, this stands before them.
    gap: String,
    /// Before what stands behind a result.
    behind: String,
    quotes: Option<(char, char)>,
    separator: char,
    date_colon: bool,
    weekday: Option<String>,
}

impl Style {
    /// That of a block, or of the nearest one with entries above it, or below. Inside of a session
    /// its column is kept; a new one has its own.
    pub fn near(text: &str, tree: &Tree, block: usize, column: bool) -> Style {
        let dated = |index: &usize| match tree.blocks.get(*index).map(|block| &block.kind) {
            Some(BlockKind::Dated(dated)) if dated.event.is_none() => Some(dated),
            _ => None,
        };
        let order = (0..=block).rev().chain(block + 1..tree.blocks.len());
        let sessions: Vec<&Dated> = order.filter_map(|index| dated(&index)).collect();
        let sample = sessions.iter().position(|one| !one.entries.is_empty());
        let mut style = Style {
            indent: "  ".to_string(),
            colon: false,
            column: Some(0),
            gap: GAP.to_string(),
            behind: GAP.to_string(),
            quotes: quotes(text, tree),
            separator: '-',
            date_colon: false,
            weekday: None,
        };
        if let Some(header) = sessions.iter().find(|session| session.first.is_some()) {
            style.read_header(text, tree, header);
        }
        let keep = column && sample == Some(0);
        if let Some(sample) = sample.and_then(|index| sessions.get(index)) {
            style.read_entries(text, tree, sample.entries.of(&tree.entries), keep);
        }
        style
    }

    fn read_header(&mut self, text: &str, tree: &Tree, dated: &Dated) {
        let date = dated.date_span.of(text);
        if let Some(mark @ ('-' | '/' | '.')) = date.chars().nth(4)
            && date.len() == 10
        {
            self.separator = mark;
        }
        let behind = text.get(dated.date_span.end as usize..).unwrap_or("");
        self.date_colon = behind.starts_with(':');
        let mut parts = dated.attributes.of(&tree.attributes).iter();
        let weekday = parts.find(|part| matches!(part.kind, AttributeKind::Weekday(_)));
        self.weekday = weekday.map(|part| part.span.of(text).to_string());
    }

    fn read_entries(&mut self, text: &str, tree: &Tree, entries: &[Entry], keep: bool) {
        let mut columns: Vec<(usize, usize)> = Vec::new();
        for entry in entries {
            let line = text.get(..entry.span.start as usize).unwrap_or("");
            let indent = line.rsplit('\n').next().unwrap_or("");
            if !entry.superset && indent.starts_with([' ', '\t']) {
                self.indent = indent.to_string();
            }
            let Some((head, gap, _)) = parts(text, entry) else {
                continue;
            };
            self.colon = gap.contains(':');
            let blanks = gap.trim_start_matches([':', ' '].as_slice());
            let blanks = if blanks.contains('\t') {
                gap.trim_start_matches(':')
            } else {
                gap
            };
            if blanks.contains('\t') {
                self.gap = blanks.to_string();
                columns.clear();
                columns.push((0, usize::MAX));
            } else {
                let width = head.width() + usize::from(self.colon);
                let blanks = gap.trim_start_matches(':').len();
                self.gap = " ".repeat(blanks.max(1));
                columns.push((width, width + blanks));
            }
            let first = attributes_start(tree, entry);
            if let Some(first) = first {
                let before = Span::new(entry.span.start, first).of(text);
                let blanks = before.trim_end_matches([' ', '\t']).len();
                let blanks = before.get(blanks..).unwrap_or("");
                // The shortest of a column is what is meant.
                if !blanks.is_empty() && (blanks.len() < self.behind.len() || blanks.contains('\t'))
                {
                    self.behind = blanks.to_string();
                }
            }
        }
        self.column = None;
        let count = |end: usize| columns.iter().filter(|(_, other)| *other == end).count();
        // Most of the results; the last of equals.
        let column = columns
            .iter()
            .map(|(_, end)| *end)
            .max_by_key(|end| count(*end));
        let Some(column) = column.filter(|column| *column != usize::MAX) else {
            return;
        };
        let own = columns.iter().filter(|(_, end)| *end == column);
        let least = own.map(|(width, end)| end.saturating_sub(*width)).min();
        let gap = least.unwrap_or(GAP.len()).max(1);
        if count(column) > 1 || gap > 1 {
            // Beside results in a column a name that is too long for it needs no more than a gap.
            self.gap = " ".repeat(if keep { gap.min(GAP.len()) } else { gap });
            self.column = Some(if keep { column } else { 0 });
        }
    }

    /// What a line begins with.
    pub fn indent(&self) -> &str {
        &self.indent
    }

    /// The date as it begins a header, with its weekday where the file writes it and it is wanted.
    pub fn date(&self, date: Date, weekday: bool) -> String {
        let mut out = date.to_string().replace('-', &self.separator.to_string());
        if self.date_colon {
            out.push(':');
        }
        if let Some(sample) = self.weekday.as_ref().filter(|_| weekday) {
            let day = date.weekday();
            let word = if sample.len() > 4 {
                day.name()
            } else {
                day.short()
            };
            let word = match () {
                () if sample.chars().all(char::is_lowercase) => word.to_lowercase(),
                () if sample.chars().all(char::is_uppercase) => word.to_uppercase(),
                () => word.to_string(),
            };
            out.push(' ');
            out.push_str(&word);
        }
        out
    }

    /// The lines as they are to be written, without line ends.
    pub fn lines(&self, lines: &[Line]) -> Vec<String> {
        let heads: Vec<String> = lines.iter().map(|line| self.head(line)).collect();
        let entries = || {
            lines
                .iter()
                .zip(&heads)
                .filter(|(line, _)| !line.result.is_empty())
        };
        let gap = self.gap.width();
        let widest = entries().map(|(_, head)| head.width()).max().unwrap_or(0);
        let column = self
            .column
            .map(|column| if column == 0 { widest + gap } else { column });
        let results = entries().map(|(line, _)| line.result.width());
        let widest_result = results.max().unwrap_or(0);
        let write = |(line, head): (&Line, &String)| {
            let mut out = format!("{}{head}", self.indent);
            if line.result.is_empty() {
                return out;
            }
            let fill = column.map_or(0, |column| column.saturating_sub(head.width()));
            match fill >= gap.min(2) && column.is_some() {
                true => out.extend(std::iter::repeat_n(' ', fill)),
                false => out.push_str(&self.gap),
            }
            out.push_str(&line.result);
            if !line.rest.is_empty() {
                // Several lines of a new session stand in columns, as the others do.
                if self.column == Some(0) && self.behind == GAP {
                    let fill = widest_result.saturating_sub(line.result.width());
                    out.extend(std::iter::repeat_n(' ', fill));
                }
                out.push_str(&self.behind);
                out.push_str(&self.quoted(&line.rest));
            }
            out
        };
        lines.iter().zip(&heads).map(write).collect()
    }

    fn head(&self, line: &Line) -> String {
        match line.result.is_empty() {
            true => self.quoted(&line.head),
            false if self.colon || line.colon => format!("{}:", line.head),
            false => line.head.clone(),
        }
    }

    /// Notes in the quotation marks of the file.
    fn quoted(&self, text: &str) -> String {
        let Some((open, close)) = self.quotes else {
            return text.to_string();
        };
        if text.matches('"').count() % 2 == 1 || text.contains([open, close]) {
            return text.to_string();
        }
        let mut inside = false;
        let turned = text.chars().map(|c| match c {
            '"' => {
                inside = !inside;
                if inside { open } else { close }
            }
            c => c,
        });
        turned.collect()
    }
}

/// The marks of the last note of the file, where they are not the plain ones.
fn quotes(text: &str, tree: &Tree) -> Option<(char, char)> {
    let of_attributes = tree.attributes.iter().filter_map(|part| match part.kind {
        AttributeKind::Note(span) => Some(span),
        _ => None,
    });
    let last = of_attributes
        .chain(tree.notes.iter().copied())
        .max_by_key(|span| span.start)?;
    let open = Span::new(0, last.start).of(text).chars().next_back()?;
    let close = text.get(last.end as usize..)?.chars().next()?;
    (open != '"' && close != '"').then_some((open, close))
}

/// Where the first attribute behind the sets begins.
pub fn attributes_start(tree: &Tree, entry: &Entry) -> Option<u32> {
    let sets = entry
        .sets
        .of(&tree.sets)
        .last()
        .map_or(0, |set| set.span.start);
    let parts = entry.attributes.of(&tree.attributes).iter();
    parts
        .map(|part| part.span.start)
        .filter(|start| *start > sets)
        .min()
}

/// Name with level, what stands behind it, and where the result begins.
pub fn parts<'t>(text: &'t str, entry: &Entry) -> Option<(&'t str, &'t str, u32)> {
    let mut end = entry.name.end;
    if entry.level.end > end {
        let behind = text.get(entry.level.end as usize..)?;
        let bracket = behind.find([']', '］'])?;
        end = entry.level.end + bracket as u32 + 1;
    }
    let head = Span::new(entry.name.start, end).of(text);
    let rest = Span::new(end, entry.span.end).of(text);
    let result = rest.trim_start_matches([':', ' ', '\t']);
    let start = entry.span.end - result.len() as u32;
    let gap = Span::new(end, start).of(text);
    Some((head, gap, start))
}
