//! Lines that stand where they do not belong: dates out of column one, orphans, and conflicts of git.

use super::ast::BlockKind;
use super::attribute::{self, line_end};
use super::grammar::{self, blanks, is_letter};
use super::line::{In, Line};
use super::{Open, Parser, Run, dates};
use crate::finding::{Datum, Finding, Label};
use crate::text::{Edit, Place, Span};

/// What a line in column one should have been indented below.
#[derive(Clone, Copy)]
pub enum Above {
    Session,
    Exercise,
}

impl Above {
    fn words(self) -> &'static str {
        match self {
            Above::Session => "a session",
            Above::Exercise => "an exercise",
        }
    }
}

impl Parser<'_, '_> {
    /// A date behind a bullet or a weekday: where it begins, and what is wrong with its place.
    pub fn misplaced_date<'l>(
        &self,
        line: &Line<'l>,
        content: In<'l>,
    ) -> Option<(In<'l>, Option<Finding>)> {
        let mut start = content;
        let first = *content.first()?;
        if matches!(first, b'-' | b'*' | b'+') {
            start = blanks(content.get(1..)?);
        }
        let weekday = dates::weekday_before_date(start);
        let date = match weekday {
            Some(date) => date,
            None if start.len() < content.len() && dates::begins_full_date(start) => start,
            // `March 2, 2026` has no slip of its place.
            None if start.len() == content.len() && dates::begins_date(start) => {
                return Some((start, None));
            }
            None => return None,
        };
        let place = line.place(content, date);
        let mut error = Finding::error(
            "invalid-date",
            place,
            "a session begins with its date, in column one",
        )
        .label("before the date")
        .kept();
        error = match weekday {
            Some(after_weekday) => {
                let word = grammar::letters(start);
                let name = attribute::text(word);
                let date_end = dates::dates(line, after_weekday).map_or(0, |dates| dates.span.end);
                let behind = Place {
                    file: self.file,
                    span: Span::new(date_end, date_end),
                };
                error
                    .help(format!(
                        "write the weekday after the date, as in `2026-03-02 {name}`"
                    ))
                    .fix_many(
                        "put the date first",
                        true,
                        vec![
                            Edit {
                                place,
                                text: String::new(),
                            },
                            Edit {
                                place: behind,
                                text: format!(" {name}"),
                            },
                        ],
                    )
            }
            None => error.help("remove what stands before the date").fix(
                "put the date in column one",
                true,
                place,
                "",
            ),
        };
        Some((date, Some(error)))
    }

    /// A date after blanks still begins its block.
    pub fn indented_date<'l>(&self, line: &Line<'l>, content: In<'l>) -> Option<(In<'l>, Finding)> {
        let first = *content.first()?;
        let start = match first {
            b'-' | b'*' | b'+' => blanks(content.get(1..)?),
            _ => content,
        };
        let date = match start.first()? {
            b'0'..=b'9' if dates::iso(start).is_some() => start,
            // Entries begin with a digit only before a colon.
            b'0'..=b'9' if dates::begins_full_date(start) && !name_with_digits(start) => start,
            b'm' | b'M' | b't' | b'T' | b'w' | b'W' | b'f' | b'F' | b's' | b'S' => {
                dates::weekday_before_date(start)?
            }
            _ => return None,
        };
        if let Some(mut slip) = self
            .misplaced_date(line, content)
            .and_then(|(_, slip)| slip)
        {
            // The blanks before the line go too.
            let blanks = Place {
                file: self.file,
                span: Span::new(line.at(line.bytes), line.at(content)),
            };
            if let Some(fix) = slip.fixes.first_mut()
                && let Some(edit) = fix.edits.first_mut()
            {
                edit.place.span = edit.place.span.to(blanks.span);
            }
            return Some((date, slip));
        }
        let place = line.place(line.bytes, content);
        let slip = Finding::error(
            "invalid-date",
            line.place(content, dates_end(line, content)),
            "this date does not stand in column one",
        )
        .label("belongs in column one")
        .help("remove the blanks before the date")
        .fix("put the date in column one", true, place, "")
        .kept();
        Some((date, slip))
    }

    /// A line where it does not belong; each run of them is one error. `above` is what stands above
    /// it, if anything.
    pub fn orphan(&mut self, line: &Line, content: In, above: Option<Above>) {
        let end = line_end(content);
        let place = line.place(content, end);
        if let Some(run) = &mut self.orphans {
            run.lines += 1;
            let lines = run.lines;
            if let Some(error) = self.tree.errors.get_mut(run.error) {
                error.related.push(Label {
                    place,
                    message: String::new(),
                });
                error.data = vec![("lines", Datum::Int(i64::from(lines)))];
                if let Some(above) = above {
                    let above = above.words();
                    error.message = format!("{lines} lines below {above} are not indented");
                    if let Some(fix) = error.fixes.first_mut() {
                        fix.title = "indent them".to_string();
                        let start = Place {
                            span: Span::new(place.span.start, place.span.start),
                            ..place
                        };
                        fix.edits.push(Edit {
                            place: start,
                            text: "  ".to_string(),
                        });
                    }
                } else {
                    error.message =
                        format!("{lines} indented lines have nothing above that they belong to");
                }
            }
            return;
        }
        let mut error = if let Some(above) = above {
            let start = Place {
                span: Span::new(place.span.start, place.span.start),
                ..place
            };
            Finding::error(
                "orphan-line",
                place,
                format!("a line below {} is not indented", above.words()),
            )
            .label(match above {
                Above::Session => "belongs to the session above",
                Above::Exercise => "belongs to the exercise above",
            })
            .help(match above {
                Above::Session => "indent entries and notes by two blanks",
                Above::Exercise => "indent the properties of an exercise by two blanks",
            })
            .fix("indent it", true, start, "  ")
            .kept()
        } else {
            Finding::error(
                "orphan-line",
                place,
                "this indented line has nothing above that it belongs to",
            )
            .label("no session above")
            .help("write the date of the session above it, in column one, as in `2026-03-02`")
        };
        error.data = vec![("lines", Datum::Int(1))];
        self.orphans = Some(Run {
            error: self.tree.errors.len(),
            lines: 1,
        });
        self.tree.errors.push(error);
    }

    /// The row of a table in column one; each run of them is one error.
    pub fn table_row(&mut self, line: &Line, content: In, at: usize) {
        let place = line.place(content, line_end(content));
        let start = Place {
            span: Span::new(place.span.start, place.span.start),
            ..place
        };
        let comment = |place| Edit {
            place,
            text: "; ".to_string(),
        };
        if let Open::Table(error) = self.open
            && let Some(error) = self.tree.errors.get_mut(error)
        {
            error.related.push(Label {
                place,
                message: String::new(),
            });
            if let Some((_, Datum::Int(lines))) = error.data.first_mut() {
                *lines += 1;
            }
            if let Some(fix) = error.fixes.first_mut() {
                fix.title = "make the lines comments".to_string();
                fix.edits.push(comment(start));
            }
            return;
        }
        self.close(at);
        let mut error = Finding::error("unknown-directive", place, "a table is no part of a journal")
            .label("a row of a table")
            .help("write the date of each day in column one, and its rows as indented lines below it, as in `Squat 3x5`")
            .fix_many("make the line a comment", false, vec![comment(start)]);
        error.data = vec![("lines", Datum::Int(1))];
        let index = self.tree.errors.len();
        self.tree.errors.push(error);
        self.begin(BlockKind::Unread, Open::Table(index));
    }

    /// Whether a line of `=======` follows: without it the ancestor would have no end.
    fn separator_follows(&mut self, line: &Line) -> bool {
        let at = line.at(&[]).saturating_sub(self.base) as usize;
        let rest = self.text.as_bytes().get(at..).unwrap_or(&[]);
        self.separators_over |=
            !self.separators_over && memchr::memmem::find(rest, b"\n=======").is_none();
        !self.separators_over
    }

    /// Conflict markers of git: both sides are read, and the whole is one error.
    pub fn conflict_marker(&mut self, line: &Line, content: In, first: u8) -> bool {
        let run = content.iter().take_while(|b| **b == first).count();
        if run != 7 || !matches!(content.get(7), None | Some(b' ')) {
            return false;
        }
        let end = line_end(content);
        let place = line.place(content, end);
        let whole = Place {
            file: self.file,
            span: Span::new(line.at(line.bytes), line.at(&[])),
        };
        match (first, self.conflict) {
            (b'|', Some(_)) if !self.separator_follows(line) => return false,
            (b'<', None) => {
                self.conflict = Some(self.tree.errors.len());
                self.tree.errors.push(
                    Finding::error("merge-conflict", place, "git left a conflict here; both sides are read")
                        .label("the conflict begins")
                        .help("keep what is right, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`")
                        .fix("keep both sides", false, whole, "")
                        .kept(),
                );
            }
            // A commit had markers in it: the outer ones hold all of it together.
            (b'<' | b'=' | b'>' | b'|', Some(error)) => {
                let inner = first == b'<' || self.conflicts_inside > 0;
                if let Some(error) = self.tree.errors.get_mut(error) {
                    let words = match first {
                        b'<' => "another conflict inside of it",
                        b'>' if inner => "the inner conflict ends",
                        b'=' => "the other side",
                        b'>' => "the conflict ends",
                        _ => "the common ancestor, which is not read",
                    };
                    error.related.push(Label {
                        place,
                        message: words.to_string(),
                    });
                    if let Some(fix) = error.fixes.first_mut() {
                        fix.edits.push(Edit {
                            place: whole,
                            text: String::new(),
                        });
                    }
                }
                self.ancestor = first == b'|';
                match first {
                    b'<' => self.conflicts_inside = self.conflicts_inside.saturating_add(1),
                    b'>' if inner => self.conflicts_inside -= 1,
                    b'>' => self.conflict = None,
                    _ => {}
                }
            }
            // The rest of the conflict was deleted; what stands below still belongs to the session.
            (b'=' | b'>', None) => self.tree.errors.push(
                Finding::error("merge-conflict", place, "a mark of a conflict is left over")
                    .label("from git")
                    .help("keep what is right of the lines around it, and delete this one")
                    .fix("delete the mark", false, whole, "")
                    .kept(),
            ),
            _ => return false,
        }
        true
    }
}

/// A name that begins with digits, up to its colon: `90/90 hip lift: 3x10`.
fn name_with_digits(start: In) -> bool {
    memchr::memchr(b':', start).is_some_and(|at| {
        start
            .get(..at)
            .is_some_and(|name| name.iter().any(|b| is_letter(*b)))
            && matches!(start.get(at + 1), None | Some(b' ' | b'\t'))
    })
}

fn dates_end<'l>(line: &Line<'l>, content: In<'l>) -> In<'l> {
    let end = dates::dates(line, content).map_or(0, |dates| dates.rest.len());
    content.get(content.len() - end..).unwrap_or(&[])
}
