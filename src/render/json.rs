//! `check --format json`, version 1: `strength schema check` prints its schema.

use super::Index;
use crate::Summary;
use crate::date::Date;
use crate::finding::{Datum, Finding};
use crate::text::{FileId, Place, Sources, Span};
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};
use std::collections::HashSet;
use std::io::{self, Write};

/// One journal of a check.
pub struct Checked<'a> {
    /// Its files.
    pub sources: &'a Sources,
    /// What is said about it.
    pub findings: &'a [Finding],
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    today: Day,
    files: Files<'a>,
    findings: Findings<'a>,
    summary: Totals,
}

/// Writes the document of one or several journals. It is never cut short.
pub fn write(
    out: &mut dyn Write,
    today: Date,
    journals: &[Checked],
    summary: &Summary,
) -> io::Result<()> {
    let document = Document {
        version: 1,
        today: Day(today),
        files: Files(journals),
        findings: Findings(journals),
        summary: Totals {
            sessions: summary.sessions,
            entries: summary.entries,
            sets: summary.sets,
            first: summary.first.map(Day),
            last: summary.last.map(Day),
            errors: summary.errors,
            warnings: summary.warnings,
            advice: summary.advice,
            unread_lines: summary.unread_lines,
        },
    };
    write_value(out, &document)
}

/// Writes a value as JSON that is harmless on a terminal, each item of a list at the top on a line
/// of its own: so two outputs can be compared line by line, and one be searched.
pub(super) fn write_value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Layout { depth: 0 });
    value.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// Escapes, besides what JSON itself wants, the characters that act on a terminal, and breaks lines
/// between the items of lists at the top.
struct Layout {
    depth: usize,
}

impl serde_json::ser::Formatter for Layout {
    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth += 1;
        out.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        out.write_all(b"}")
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth += 1;
        out.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        out.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        out.write_all(match (first, self.depth) {
            (true, 2) => b"\n",
            (false, 2) => b",\n",
            (true, _) => b"",
            (false, _) => b",",
        })
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut plain = 0;
        if fragment.is_ascii() && !fragment.contains('\u{7F}') {
            return out.write_all(fragment.as_bytes());
        }
        for (at, c) in fragment.char_indices() {
            let acts = c.is_control()
                || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}')
                || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}');
            if acts {
                let before = fragment.get(plain..at).unwrap_or("");
                write!(out, "{before}\\u{:04x}", u32::from(c))?;
                plain = at + c.len_utf8();
            }
        }
        out.write_all(fragment.get(plain..).unwrap_or("").as_bytes())
    }
}

#[derive(Clone, Copy)]
pub(super) struct Day(pub Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A number in thousandths of its unit: whole numbers are written without a point.
#[derive(Clone, Copy)]
pub(super) struct Thousandths(pub i64);

impl Serialize for Thousandths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 % 1000 {
            0 => serializer.serialize_i64(self.0 / 1000),
            _ => serializer.serialize_f64(self.0 as f64 / 1000.0),
        }
    }
}

struct Files<'a>(&'a [Checked<'a>]);

impl Serialize for Files<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A file that several journals include stands here once.
        let mut told = HashSet::new();
        let files = self.0.iter().flat_map(|journal| &journal.sources.files);
        let names = files.map(|source| source.name.as_str());
        let names: Vec<&str> = names.filter(|name| told.insert(*name)).collect();
        serializer.collect_seq(names)
    }
}

struct Findings<'a>(&'a [Checked<'a>]);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for journal in self.0 {
            let index = Index::new(journal.sources);
            for finding in journal.findings {
                list.serialize_element(&Item::of(&index, finding))?;
            }
        }
        list.end()
    }
}

#[derive(Serialize)]
struct Item<'a> {
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    help: &'a str,
    #[serde(flatten)]
    place: Range<'a>,
    exercise: Option<&'a str>,
    level: Option<&'a str>,
    related: Vec<Related<'a>>,
    fixes: Vec<Fix<'a>>,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Range<'a> {
    file: &'a str,
    start: At,
    end: At,
}

#[derive(Serialize)]
struct At {
    offset: u32,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Range<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    place: Range<'a>,
    text: &'a str,
}

impl<'a> Item<'a> {
    fn of(index: &Index<'a>, finding: &'a Finding) -> Item<'a> {
        Item {
            rule: finding.rule,
            severity: finding.severity.word(),
            message: &finding.message,
            help: &finding.help,
            place: range(index, finding.place),
            exercise: finding.exercise.as_deref(),
            level: finding.level.as_deref(),
            related: finding
                .related
                .iter()
                .map(|label| Related {
                    place: range(index, label.place),
                    message: &label.message,
                })
                .collect(),
            fixes: finding
                .fixes
                .iter()
                .map(|fix| Fix {
                    title: &fix.title,
                    safe: fix.safe,
                    edits: fix
                        .edits
                        .iter()
                        .map(|edit| Edit {
                            place: range(index, edit.place),
                            text: &edit.text,
                        })
                        .collect(),
                })
                .collect(),
            data: Data(&finding.data),
        }
    }
}

fn range<'a>(index: &Index<'a>, place: Place) -> Range<'a> {
    let Span { start, end } = place.span;
    Range {
        file: index.name(place.file),
        start: at(index, place.file, start),
        end: at(index, place.file, end),
    }
}

fn at(index: &Index, file: FileId, offset: u32) -> At {
    let position = index.position(file, offset);
    At {
        offset,
        line: position.line,
        column: position.column,
    }
}

#[derive(Serialize)]
struct Totals {
    sessions: usize,
    entries: usize,
    sets: usize,
    first: Option<Day>,
    last: Option<Day>,
    errors: usize,
    warnings: usize,
    advice: usize,
    unread_lines: usize,
}

struct Data<'a>(&'a [(&'static str, Datum)]);

impl Serialize for Data<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, datum) in self.0 {
            map.serialize_entry(name, &Value(datum))?;
        }
        map.end()
    }
}

struct Value<'a>(&'a Datum);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Datum::Null => serializer.serialize_unit(),
            Datum::Flag(flag) => serializer.serialize_bool(*flag),
            Datum::Int(number) => serializer.serialize_i64(*number),
            Datum::Quarters(number) => {
                Thousandths(number.saturating_mul(250)).serialize(serializer)
            }
            Datum::Text(text) => serializer.serialize_str(text),
            Datum::Date(date) => serializer.collect_str(date),
            Datum::List(list) => serializer.collect_seq(list.iter().map(Value)),
        }
    }
}
