//! Undated directives: the lines in column one that begin with no date.

use super::ast::{Directive, DirectiveKind, Range, Tree};
use super::attribute::{self, Read, after, line_end, text, token, unknown_words};
use super::dates;
use super::grammar::{self, at_end, blanks, is, letters};
use super::header::per_week;
use super::line::{In, Line};
use super::slip::no_goal;
use crate::finding::Finding;
use crate::nearest::nearest;
use crate::text::{Place, Span};

/// The directives, likelier ones first.
pub const DIRECTIVES: [&str; 9] = [
    "exercise", "goal", "unit", "routine", "include", "rule", "allow", "activity", "athlete",
];

/// Whether a line in column one begins with a directive's word.
pub fn begins_directive(content: In) -> bool {
    let word = letters(content);
    let rest = after(content, word.len());
    DIRECTIVES.iter().any(|name| is(word, name))
        && matches!(rest.first(), None | Some(b' ' | b'\t' | b':' | b';' | b'"'))
}

/// A directive in column one.
pub fn directive(tree: &mut Tree, line: &Line, content: In) -> Directive {
    let word = letters(content);
    let behind = after(content, word.len());
    let end = line_end(content);
    let span = line.span(content, end);
    let message = "a directive takes no mark after its word";
    // Of `routine: Squat, Dip` the name is missing.
    let rest = match blanks(behind) {
        rest if is(word, "routine") => rest,
        rest => without_colon(tree, line, rest, message),
    };
    let mut reader = Reader {
        tree,
        line,
        word: (content, behind),
    };
    let kind = if is(word, "exercise") {
        reader.exercise(rest, end)
    } else if is(word, "routine") {
        reader.routine(rest, end)
    } else if is(word, "goal") {
        reader.goal(rest, end)
    } else if is(word, "unit") {
        reader.unit(rest)
    } else if is(word, "activity") {
        reader.activity(rest)
    } else if is(word, "athlete") {
        reader.athlete(rest, end)
    } else if is(word, "include") {
        reader.include(rest, end)
    } else if is(word, "rule") {
        reader.rule(rest)
    } else if is(word, "allow") {
        reader.allow(rest)
    } else {
        DirectiveKind::Unread
    };
    Directive { line: span, kind }
}

/// Past a colon behind the first word of a line, as in `unit: kg`, or a mark like it, which is an
/// error.
pub fn without_colon<'a>(tree: &mut Tree, line: &Line<'a>, rest: In<'a>, message: &str) -> In<'a> {
    let Some((mark @ (b':' | b'='), behind)) = rest.split_first() else {
        return rest;
    };
    let (place, mark) = (line.place(rest, behind), char::from(*mark));
    // `unit = kg` has blanks on both sides.
    let gap = line.place(rest, if mark == '=' { blanks(behind) } else { behind });
    let error = Finding::error("unknown-word", place, message)
        .label("not here")
        .help(format!("leave the `{mark}` out"))
        .fix(format!("remove the `{mark}`"), true, gap, "");
    tree.errors.push(error.kept());
    blanks(behind)
}

/// A line in column one that nothing knows.
pub fn unknown(line: &Line, content: In) -> Finding {
    let word_end = match grammar::word(content) {
        Ok((rest, _)) => rest,
        Err(_) => after(content, token(content).len()),
    };
    let place = line.place(content, word_end);
    let word = text(content.get(..content.len() - word_end.len()).unwrap_or(&[]));
    if content.first() == Some(&b'#') {
        let blank = Place {
            span: Span::new(place.span.start + 1, place.span.start + 1),
            ..place
        };
        return Finding::error(
            "unknown-directive",
            line.place(content, after(content, 1)),
            "a heading has a blank after its `#`",
        )
        .label("no blank after it")
        .help("write `# 2026` for a heading, or `; …` for a comment")
        .fix("put a blank after `#`", true, blank, " ")
        .kept();
    }
    let near = nearest(&word, DIRECTIVES);
    let error = Finding::error(
        "unknown-directive",
        place,
        format!("`{word}` is neither a date nor a directive"),
    )
    .label("not known in column one");
    match near {
        Some(known) => error
            .help(format!("the nearest directive is `{known}`"))
            .fix(format!("write `{known}`"), true, place, known),
        None => {
            let start = Place {
                span: Span::new(line.at(content), line.at(content)),
                ..place
            };
            error
                .help(format!(
                    "a session begins with its date, as in `2026-03-02`, and its entries are indented; directives are {}",
                    DIRECTIVES.map(|name| format!("`{name}`")).join(", ")
                ))
                .fix("make the line a comment", false, start, "; ")
        }
    }
}

/// Reads one directive, or one property of an exercise.
pub struct Reader<'t, 'l, 'a> {
    /// What is read goes here.
    pub tree: &'t mut Tree,
    /// The line.
    pub line: &'l Line<'a>,
    /// The word that begins it, and what follows that.
    pub word: (In<'a>, In<'a>),
}

impl<'a> Reader<'_, '_, 'a> {
    /// An error from `from` to `to`, or on the word where nothing stands there.
    pub fn error(
        &mut self,
        rule: &'static str,
        from: In<'a>,
        to: In<'a>,
        message: &str,
        help: &str,
    ) {
        let empty = from.len() <= to.len();
        let place = if empty {
            self.line.place(self.word.0, self.word.1)
        } else {
            self.line.place(from, to)
        };
        self.tree.errors.push(
            Finding::error(rule, place, message)
                .label(if empty {
                    "nothing after it"
                } else {
                    "not read"
                })
                .help(help)
                .kept(),
        );
    }

    /// Something stands behind a directive that is complete.
    pub fn nothing_more(&mut self, rest: In<'a>) {
        let rest = blanks(rest);
        if !at_end(rest) {
            let end = line_end(rest);
            let mut error = unknown_words(self.line, rest, end, &[]);
            error.help = "nothing more is known here; a remark goes after a semicolon".to_string();
            error.fixes.clear();
            let start = Place {
                file: self.line.file,
                span: Span::new(self.line.at(rest), self.line.at(rest)),
            };
            let error = error.fix("make it a comment", false, start, "; ");
            self.tree.errors.push(error);
        }
    }

    fn exercise(&mut self, rest: In<'a>, end: In<'a>) -> DirectiveKind {
        let name = name_until(self.line, rest, end);
        if name.is_empty() {
            self.error(
                "expected-name",
                rest,
                rest,
                "`exercise` needs a name",
                "write for example `exercise Step-up`",
            );
            return DirectiveKind::Unread;
        }
        let mut name = name;
        let written = rest
            .get(..rest.len().saturating_sub(end.len()))
            .unwrap_or(&[]);
        if let [before @ .., b':'] = written {
            let colon = after(rest, before.len());
            let place = self.line.place(colon, end);
            self.tree.errors.push(
                Finding::error(
                    "unknown-word",
                    place,
                    "the name of an exercise has no colon here",
                )
                .label("no colon here")
                .help("leave the colon out")
                .fix("remove the colon", true, place, "")
                .kept(),
            );
            name = name_until(self.line, rest, colon);
        }
        if let Some(property) = property_behind(rest, end) {
            let place = self.line.place(property, end);
            let words = text(property.get(..property.len() - end.len()).unwrap_or(&[]));
            let head = rest.get(..rest.len() - property.len()).unwrap_or(&[]);
            let kept = head.iter().rposition(|b| !matches!(b, b' ' | b'\t' | b','));
            let gap = self
                .line
                .place(after(rest, kept.map_or(0, |at| at + 1)), end);
            let error = Finding::error(
                "unknown-word",
                place,
                "a property stands on the line of its exercise",
            )
            .label("belongs on a line of its own")
            .help(format!(
                "write `{words}` on a line of its own below the exercise, indented"
            ));
            let error = match words.contains(',') {
                true => error,
                false => {
                    let own = format!("\n  {words}");
                    error.fix("put it on a line of its own", true, gap, own)
                }
            };
            self.tree.errors.push(error.kept());
            name = name_until(self.line, rest, property);
        }
        let at = self.tree.properties.len() as u32;
        DirectiveKind::Exercise {
            name,
            properties: Range { start: at, end: at },
        }
    }

    fn routine(&mut self, rest: In<'a>, end: In<'a>) -> DirectiveKind {
        let colon = memchr::memchr(
            b':',
            rest.get(..rest.len().saturating_sub(end.len()))
                .unwrap_or(&[]),
        );
        let Some(colon) = colon else {
            let to = if rest.len() > end.len() { end } else { rest };
            self.error(
                "expected-name",
                rest,
                to,
                "`routine` needs a name, a colon and exercises",
                "write for example `routine base: Toe taps, Step-up`",
            );
            let name = after(rest, token(rest).len());
            if blanks(name).len() > end.len()
                && let Some(error) = self.tree.errors.last_mut()
            {
                let start = self.line.at(name);
                let place = Place {
                    span: Span::new(start, start),
                    ..error.place
                };
                let title = "write a colon behind the first word";
                *error = error.clone().fix(title, false, place, ":");
            }
            return DirectiveKind::Unread;
        };
        let name = name_until(self.line, rest, after(rest, colon));
        let list = blanks(after(rest, colon + 1));
        if name.is_empty() || list.len() <= end.len() {
            self.error(
                "expected-name",
                list,
                list,
                "`routine` needs a name and exercises",
                "write for example `routine base: Toe taps, Step-up`",
            );
            return DirectiveKind::Unread;
        }
        let exercises = self.list(list, end);
        DirectiveKind::Routine { name, exercises }
    }

    /// Names with commas between; names with commas are quoted.
    pub fn list(&mut self, rest: In<'a>, end: In<'a>) -> Range {
        let start = self.tree.words.len() as u32;
        let mut rest = rest;
        while rest.len() > end.len() {
            rest = blanks(rest);
            if rest.first() == Some(&b'"') {
                if let Ok((behind, inside)) = grammar::note(rest) {
                    let from = after(rest, 1);
                    self.tree
                        .words
                        .push(self.line.span(from, after(from, inside.len())));
                    rest = blanks(behind);
                    if rest.first() == Some(&b',') {
                        rest = after(rest, 1);
                    }
                    continue;
                }
                self.error(
                    "unterminated-note",
                    rest,
                    after(rest, 1),
                    "this name has no closing quotation mark on its line",
                    "close the name with `\"` on the same line",
                );
                break;
            }
            let written = rest
                .get(..rest.len().saturating_sub(end.len()))
                .unwrap_or(&[]);
            let length = memchr::memchr(b',', written).unwrap_or(written.len());
            let name = name_until(self.line, rest, after(rest, length));
            if name.is_empty() {
                if !written.is_empty() {
                    self.error(
                        "expected-name",
                        rest,
                        after(rest, 1),
                        "a name is missing between two commas",
                        "write one comma between two names",
                    );
                }
            } else {
                self.tree.words.push(name);
            }
            rest = after(rest, length + 1);
            if length >= written.len() {
                break;
            }
        }
        Range {
            start,
            end: self.tree.words.len() as u32,
        }
    }

    fn goal(&mut self, rest: In<'a>, end: In<'a>) -> DirectiveKind {
        match per_week(rest) {
            Some((behind, required, aim)) => {
                self.nothing_more(behind);
                DirectiveKind::Goal { required, aim }
            }
            None => {
                let word = self.line.span(self.word.0, self.word.1);
                let error = no_goal(self.line, rest, end, Some(word)).kept();
                self.tree.errors.push(error);
                DirectiveKind::Unread
            }
        }
    }

    fn unit(&mut self, rest: In<'a>) -> DirectiveKind {
        let word = letters(rest);
        let behind = after(rest, word.len());
        match grammar::unit(word) {
            Some(grammar::Measured::Weight(unit)) => {
                self.nothing_more(behind);
                DirectiveKind::Unit(unit)
            }
            _ => {
                let end = after(rest, token(rest).len());
                let to = if at_end(rest) { rest } else { end };
                self.error(
                    "unknown-word",
                    rest,
                    to,
                    "a journal's unit is `kg` or `lb`",
                    "write `unit kg` or `unit lb`",
                );
                if let Some(error) = self.tree.errors.last_mut()
                    && to.len() < rest.len()
                {
                    for unit in ["kg", "lb"] {
                        *error =
                            error
                                .clone()
                                .fix(format!("write `{unit}`"), false, error.place, unit);
                    }
                }
                DirectiveKind::Unread
            }
        }
    }

    fn activity(&mut self, rest: In<'a>) -> DirectiveKind {
        match grammar::word(rest) {
            Ok((behind, _)) => {
                self.nothing_more(behind);
                DirectiveKind::Activity(self.line.span(rest, behind))
            }
            Err(_) => {
                let to = if at_end(rest) {
                    rest
                } else {
                    after(rest, token(rest).len())
                };
                self.error(
                    "expected-name",
                    rest,
                    to,
                    "`activity` needs a word",
                    "write for example `activity climbing`",
                );
                DirectiveKind::Unread
            }
        }
    }

    fn athlete(&mut self, rest: In<'a>, end: In<'a>) -> DirectiveKind {
        if rest.first() == Some(&b'"') {
            match attribute::note(self.line, rest) {
                Read::Attribute(_, behind) => {
                    self.nothing_more(behind);
                    let from = after(rest, 1);
                    let length = rest.len() - behind.len();
                    return DirectiveKind::Athlete(
                        self.line.span(from, after(from, length.saturating_sub(2))),
                    );
                }
                Read::Wrong(error, _, _) => {
                    self.tree.errors.push(error);
                    return DirectiveKind::Unread;
                }
                Read::Unknown => {}
            }
        }
        let name = name_until(self.line, rest, end);
        if name.is_empty() {
            self.error(
                "expected-name",
                rest,
                rest,
                "`athlete` needs a name",
                "write for example `athlete \"Ann\"`",
            );
            return DirectiveKind::Unread;
        }
        DirectiveKind::Athlete(name)
    }

    fn include(&mut self, rest: In<'a>, end: In<'a>) -> DirectiveKind {
        if rest.first() == Some(&b'"')
            && let Ok((behind, inside)) = grammar::note(rest)
        {
            self.nothing_more(behind);
            let from = after(rest, 1);
            return DirectiveKind::Include(self.line.span(from, after(from, inside.len())));
        }
        let glob = name_until(self.line, rest, end);
        if glob.is_empty() {
            self.error(
                "expected-name",
                rest,
                rest,
                "`include` needs a file or pattern",
                "write for example `include 2025/*.strength`",
            );
            return DirectiveKind::Unread;
        }
        DirectiveKind::Include(glob)
    }

    fn rule(&mut self, rest: In<'a>) -> DirectiveKind {
        const HELP: &str = "write `rule NAME off`, `rule NAME warning`, or `rule NAME KEY VALUE`; `strength rules` lists the names";
        let item = |input: In<'a>| -> (In<'a>, In<'a>) {
            let start = blanks(input);
            let end = if at_end(start) {
                start
            } else {
                after(start, token(start).len())
            };
            (start, end)
        };
        let (name, name_end) = item(rest);
        let (name_end, key_start) = self.without_mark(name, name_end);
        let (key, key_end) = item(key_start);
        let (key_end, value_start) = self.without_mark(key, key_end);
        let (value, value_end) = item(value_start);
        if name.len() == name_end.len() || key.len() == key_end.len() {
            self.error(
                "unknown-word",
                name,
                name_end,
                "`rule` needs a name and what to set",
                HELP,
            );
            return DirectiveKind::Unread;
        }
        self.nothing_more(value_end);
        DirectiveKind::Rule {
            rule: self.line.span(name, name_end),
            key: self.line.span(key, key_end),
            value: if value.len() == value_end.len() {
                Span::default()
            } else {
                self.line.span(value, value_end)
            },
        }
    }

    /// `sessions=3`, `ready:`: where the word before the mark ends, and what follows the mark.
    fn without_mark(&mut self, word: In<'a>, end: In<'a>) -> (In<'a>, In<'a>) {
        let written = word.get(..word.len() - end.len()).unwrap_or(&[]);
        let mark = memchr::memchr2(b':', b'=', written).filter(|at| *at > 0);
        let next = match mark {
            Some(at) => after(word, at),
            // `sessions = 3`
            None if matches!(blanks(end), [b'=' | b':', ..]) && !written.is_empty() => blanks(end),
            None => return (end, end),
        };
        let word_end = after(word, mark.unwrap_or(written.len()));
        let behind = after(next, 1);
        let place = self.line.place(next, behind);
        let gap = self.line.place(word_end, blanks(behind));
        let error = Finding::error(
            "unknown-word",
            place,
            format!(
                "`{}` stands between the words of a rule",
                text(token(next).get(..1).unwrap_or(&[]))
            ),
        )
        .label("a blank belongs here")
        .help("write a blank, as in `rule ready sessions 3`")
        .fix("write a blank", true, gap, " ");
        self.tree.errors.push(error.kept());
        (word_end, behind)
    }

    /// `allow RULE [for EXERCISE] [until DATE] "why"`.
    fn allow(&mut self, rest: In<'a>) -> DirectiveKind {
        let Ok((mut next, _)) = grammar::word(rest) else {
            let to = if at_end(rest) {
                rest
            } else {
                after(rest, token(rest).len())
            };
            self.error(
                "unknown-word",
                rest,
                to,
                "`allow` needs the name of a rule",
                "write for example `allow retest for Toe taps until 2026-05-01 \"why\"`",
            );
            return DirectiveKind::Unread;
        };
        let rule = self.line.span(rest, next);
        let (mut exercise, mut until, mut why) = (Span::default(), None, Span::default());
        loop {
            next = blanks(next);
            if at_end(next) {
                break;
            }
            if let Some(name) = grammar::keyword(next, "for") {
                let name = blanks(name);
                if let (Some(b'"'), Ok((behind, inside))) = (name.first(), grammar::note(name)) {
                    let from = after(name, 1);
                    exercise = self.line.span(from, after(from, inside.len()));
                    next = behind;
                    continue;
                }
                let mut end = name;
                while !at_end(end) && end.first() != Some(&b'"') {
                    let behind = blanks(end);
                    if behind.len() < end.len() && grammar::keyword(behind, "until").is_some() {
                        break;
                    }
                    end = after(end, 1);
                }
                exercise = name_until(self.line, name, end);
                if exercise.is_empty() {
                    self.error(
                        "expected-name",
                        next,
                        name,
                        "`for` needs an exercise",
                        "write for example `allow retest for Toe taps`",
                    );
                }
                next = end;
            } else if let Some(date) = grammar::keyword(next, "until") {
                let date = blanks(date);
                match dates::dates(self.line, date) {
                    Some(read) => {
                        until = read.first;
                        if let Some(error) = read.error {
                            self.tree.errors.push(error.kept());
                            return DirectiveKind::Unread;
                        }
                        next = read.rest;
                    }
                    None => {
                        let end = if at_end(date) {
                            date
                        } else {
                            after(date, token(date).len())
                        };
                        self.error(
                            "invalid-date",
                            next,
                            end,
                            "`until` needs a date",
                            "write for example `until 2026-05-01`",
                        );
                        return DirectiveKind::Unread;
                    }
                }
            } else if next.first() == Some(&b'"') {
                match attribute::note(self.line, next) {
                    Read::Attribute(_, behind) => {
                        let from = after(next, 1);
                        let length = next.len() - behind.len();
                        why = self.line.span(from, after(from, length.saturating_sub(2)));
                        next = behind;
                    }
                    Read::Wrong(error, _, behind) => {
                        self.tree.errors.push(error);
                        next = behind;
                    }
                    Read::Unknown => break,
                }
            } else {
                let end = line_end(next);
                let error = unknown_words(self.line, next, end, &["for", "until"]);
                self.tree.errors.push(error);
                break;
            }
        }
        DirectiveKind::Allow {
            rule,
            exercise,
            until,
            why,
        }
    }
}

/// `Step-up sides each`: a property behind the name of an exercise, told by what it can be.
fn property_behind<'a>(rest: In<'a>, end: In<'a>) -> Option<In<'a>> {
    let mut at = rest;
    while let Some(blank) = memchr::memchr2(b' ', b'\t', at) {
        at = blanks(after(at, blank));
        if at.len() <= end.len() {
            return None;
        }
        let word = letters(at);
        let value = blanks(after(at, word.len()));
        let one_of = |words: &[&str]| words.iter().any(|word| is(letters(value), word));
        let number = value.first().is_some_and(u8::is_ascii_digit);
        let property = is(word, "sides") && one_of(&["each", "alternating", "both"])
            || is(word, "measure") && one_of(&["reps", "time", "distance"])
            || number
                && ["target", "rest", "increment"]
                    .iter()
                    .any(|name| is(word, name));
        if property {
            return Some(at);
        }
    }
    None
}

/// From `rest` to `end` without blanks at either end.
pub fn name_until(line: &Line, rest: In, end: In) -> Span {
    let start = blanks(rest);
    if start.len() <= end.len() {
        return Span::default();
    }
    let written = start.get(..start.len() - end.len()).unwrap_or(&[]);
    let length = written
        .iter()
        .rposition(|b| !matches!(b, b' ' | b'\t'))
        .map_or(0, |i| i + 1);
    if length == 0 {
        return Span::default();
    }
    line.span(start, after(start, length))
}
