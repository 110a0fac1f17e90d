//! Puts a session, or entries of one, into a text: a few edits in the style of the file.

mod place;
mod style;

pub use style::{Line, attributes_start, parts};

use crate::date::Date;
use crate::order;
use crate::syntax::ast::{Attribute, AttributeKind, BlockKind, Dated, Entry, Tree};
use crate::text::{Edit, FileId, Place, Span};
use style::Style;

/// What is to stand in the text.
pub struct Wanted<'a> {
    /// The day.
    pub date: Date,
    /// What the header is to say behind the date, as written.
    pub header: &'a str,
    /// The parts of the header; places are those of `header`.
    pub parts: &'a [Attribute],
    /// Entries and notes, in order.
    pub lines: &'a [Line],
    /// What is equal for names of one exercise.
    pub key: &'a dyn Fn(&str) -> String,
}

/// The edits that put it there, in file order; or why it cannot be, as a sentence. The tree is that
/// of the text. An entry takes the place of the planned one of its exercise; what is planned and was
/// not done stays planned.
pub fn insert(text: &str, tree: &Tree, wanted: &Wanted) -> Result<Vec<Edit>, String> {
    let mut writer = Writer {
        text,
        tree,
        wanted,
        end: style::line_end(text),
        edits: Vec::new(),
    };
    writer.run()?;
    order::sort_by_key(&mut writer.edits, |edit| edit.place.span);
    Ok(writer.edits)
}

/// A session of the day.
#[derive(Clone, Copy)]
struct Found<'t> {
    block: usize,
    dated: &'t Dated,
    time: Option<u16>,
    planned: bool,
}

struct Writer<'a> {
    text: &'a str,
    tree: &'a Tree,
    wanted: &'a Wanted<'a>,
    end: &'static str,
    edits: Vec<Edit>,
}

/// The entries of each session that is planned for a day.
pub fn planned(tree: &Tree, day: Date) -> impl Iterator<Item = &[Entry]> {
    tree.blocks
        .iter()
        .filter_map(move |block| match &block.kind {
            BlockKind::Dated(dated) if dated.event.is_none() && dated.first == Some(day) => {
                let parts = dated.attributes.of(&tree.attributes);
                let planned = parts.iter().any(is_planned);
                planned.then(|| dated.entries.of(&tree.entries))
            }
            _ => None,
        })
}

/// The time among the parts of a header.
fn time(parts: &[Attribute]) -> Option<u16> {
    parts.iter().find_map(|part| match part.kind {
        AttributeKind::Time(minutes) => Some(minutes),
        _ => None,
    })
}

fn is_planned(part: &Attribute) -> bool {
    part.kind == AttributeKind::Planned
}

impl<'a> Writer<'a> {
    fn push(&mut self, start: u32, end: u32, text: String) {
        let place = Place {
            file: FileId(0),
            span: Span::new(start, end),
        };
        self.edits.push(Edit { place, text });
    }

    fn run(&mut self) -> Result<(), String> {
        let wanted = self.wanted;
        let at = time(wanted.parts);
        let ahead = wanted.parts.iter().any(is_planned);
        let of_day = |planned: bool| {
            let found = self.sessions().into_iter();
            let found: Vec<Found<'a>> = found
                .filter(|found| found.planned == planned)
                .filter(|found| at.is_none() || found.time == at || planned && found.time.is_none())
                .collect();
            found
        };
        let (plans, done) = (of_day(true), of_day(false));
        let known = |plan: &&Found<'a>| self.entries(plan.dated).iter().any(|e| self.logs(e));
        let plan = plans.iter().find(known).or(plans.first()).copied();
        if ahead {
            return match plan {
                Some(plan) => self.add(plan),
                None => {
                    self.new_session();
                    Ok(())
                }
            };
        }
        let rest_of = |plan: &Found<'a>| done.iter().rev().find(|o| o.time == plan.time);
        match (plan, done.last()) {
            (Some(plan), Some(last)) => {
                let own = self.entries(plan.dated).iter().any(|e| self.logs(e));
                let session = match rest_of(&plan) {
                    Some(session) => *session,
                    None if own => return self.turn(plan),
                    None => *last,
                };
                self.add(session)?;
                if session.time == plan.time && own {
                    self.strike(plan, session);
                }
                Ok(())
            }
            (Some(plan), None) => self.turn(plan),
            (None, Some(last)) => self.add(*last),
            (None, None) => {
                self.new_session();
                Ok(())
            }
        }
    }

    /// The sessions of the day, in file order.
    fn sessions(&self) -> Vec<Found<'a>> {
        let blocks = self.tree.blocks.iter().enumerate();
        let found = blocks.filter_map(|(block, it)| match &it.kind {
            // Exercises below an event are read as those of a session.
            BlockKind::Dated(dated)
                if dated.last.is_none() && (dated.event.is_none() || !dated.entries.is_empty()) =>
            {
                let parts = dated.attributes.of(&self.tree.attributes);
                (dated.first == Some(self.wanted.date)).then(|| Found {
                    block,
                    dated,
                    time: time(parts),
                    planned: parts.iter().any(is_planned),
                })
            }
            _ => None,
        });
        found.collect()
    }

    fn entries(&self, dated: &Dated) -> &'a [Entry] {
        dated.entries.of(&self.tree.entries)
    }

    /// Whether the exercise of a planned entry is among those that were done.
    fn logs(&self, entry: &Entry) -> bool {
        let key = (self.wanted.key)(entry.name.of(self.text));
        self.wanted.lines.iter().any(|line| line.key == key)
    }

    fn style(&self, near: usize, column: bool) -> Style {
        Style::near(self.text, self.tree, near, column)
    }

    /// A session of its own, in order of the dates.
    fn new_session(&mut self) {
        let spot = place::of(
            self.text,
            self.tree,
            self.wanted.date,
            time(self.wanted.parts),
        );
        let style = self.style(spot.near, false);
        let behind = match self.wanted.header {
            "" => String::new(),
            header => format!(" {header}"),
        };
        let written = |part: &Attribute| matches!(part.kind, AttributeKind::Weekday(_));
        let date = style.date(self.wanted.date, !self.wanted.parts.iter().any(written));
        let lines = style.lines(self.wanted.lines).into_iter();
        let lines: Vec<String> = std::iter::once(format!("{date}{behind}"))
            .chain(lines)
            .collect();
        let body: String = lines
            .iter()
            .map(|line| format!("{line}{}", self.end))
            .collect();
        let before = self.text.get(..spot.at as usize).unwrap_or("");
        let after = self.text.get(spot.at as usize..).unwrap_or("");
        let blank = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
        let nothing = before.trim_start_matches('\u{FEFF}').is_empty();
        let mut out = String::new();
        if !nothing && !before.ends_with('\n') {
            out.push_str(self.end);
        }
        if !nothing && spot.spaced && !blank(before.lines().next_back()) {
            out.push_str(self.end);
        }
        out.push_str(&body);
        if spot.spaced && !after.is_empty() && !blank(after.lines().next()) {
            out.push_str(self.end);
        }
        self.push(spot.at, spot.at, out);
    }

    /// More lines below a session that is there.
    fn add(&mut self, session: Found<'a>) -> Result<(), String> {
        let notes = self.extend_header(session, false)?;
        let style = self.style(session.block, true);
        let mut lines = style.lines(self.wanted.lines);
        lines.extend(
            notes
                .into_iter()
                .map(|note| format!("{}{note}", style.indent())),
        );
        self.below(session, &lines);
        Ok(())
    }

    /// Behind the last line of the session that is indented, or its header.
    fn below(&mut self, session: Found<'a>, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        let block = self.tree.blocks.get(session.block);
        let span = block.map_or(session.dated.header, |block| block.span);
        let mut at = place::line_after(self.text, session.dated.header.end);
        let mut from = at;
        let end = span.end;
        while from < end {
            let next = place::line_after(self.text, from);
            let line = Span::new(from, next).of(self.text);
            let begins = line.trim_start().chars().next();
            let comment = begins == Some(';') && !line.starts_with([' ', '\t']);
            if begins.is_some() && !comment {
                at = next;
            }
            from = next;
        }
        let mut out = String::new();
        if !self.text.get(..at as usize).unwrap_or("").ends_with('\n') {
            out.push_str(self.end);
        }
        for line in lines {
            out.push_str(line);
            out.push_str(self.end);
        }
        self.push(at, at, out);
    }

    /// Adds to the header what it does not say yet; notes that have no place in it.
    fn extend_header(&mut self, session: Found<'a>, turned: bool) -> Result<Vec<String>, String> {
        let wanted = self.wanted;
        let (mut more, mut notes) = (String::new(), Vec::new());
        let own = session.dated.attributes.of(&self.tree.attributes);
        let same_kind = |a: &Attribute, b: &Attribute| {
            std::mem::discriminant(&a.kind) == std::mem::discriminant(&b.kind)
        };
        for part in wanted.parts {
            let written = part.span.of(wanted.header);
            let alike = own.iter().find(|own| same_kind(own, part));
            match (part.kind, alike) {
                (AttributeKind::Planned, _) => {}
                (AttributeKind::Note(_), Some(_)) => notes.push(written.to_string()),
                (AttributeKind::Tag(tag), Some(_)) => {
                    let tag = tag.of(wanted.header);
                    let there = own.iter().any(|own| match own.kind {
                        AttributeKind::Tag(own) => own.of(self.text).eq_ignore_ascii_case(tag),
                        _ => false,
                    });
                    if !there {
                        more.push_str(&format!(" {written}"));
                    }
                }
                (AttributeKind::Allow(_), _) | (_, None) => more.push_str(&format!(" {written}")),
                (kind, Some(own)) if own.kind == kind => {}
                // It took longer, or less long, than was planned.
                (_, Some(own)) if turned => {
                    self.push(own.span.start, own.span.end, written.to_string());
                }
                (_, Some(own)) => {
                    return Err(format!(
                        "the session of {} says `{}` already, not `{written}`; change its header in \
                         the file",
                        wanted.date,
                        own.span.of(self.text)
                    ));
                }
            }
        }
        let planned = own.iter().find(|part| is_planned(part));
        if let (true, Some(planned)) = (turned, planned) {
            // With the blanks before it.
            let before = Span::new(0, planned.span.start).of(self.text);
            let start = before.trim_end_matches([' ', '\t']).len() as u32;
            self.push(start, planned.span.end, String::new());
        }
        if !more.is_empty() {
            let end = session.dated.header.end;
            self.push(end, end, more);
        }
        Ok(notes)
    }

    /// What was planned becomes the session. What was not done of it stays planned, below.
    fn turn(&mut self, plan: Found<'a>) -> Result<(), String> {
        let notes = self.extend_header(plan, true)?;
        let style = self.style(plan.block, true);
        let mut left: Vec<&Entry> = Vec::new();
        let mut taken: Vec<(&Entry, usize)> = Vec::new();
        for entry in self.entries(plan.dated) {
            let key = (self.wanted.key)(entry.name.of(self.text));
            let free = |index: &usize| !taken.iter().any(|(_, used)| used == index);
            let mut same = (0..self.wanted.lines.len()).filter(free);
            let line = same.find(|i| self.wanted.lines.get(*i).is_some_and(|l| l.key == key));
            match line {
                Some(index) => taken.push((entry, index)),
                // The same exercise twice in the plan, done once.
                None if self.logs(entry) => taken.push((entry, usize::MAX)),
                None => left.push(entry),
            }
        }
        let supersets = self
            .wanted
            .lines
            .iter()
            .any(|line| line.head.starts_with('+'))
            || taken.iter().any(|(entry, _)| entry.superset);
        let lines = style.lines(self.wanted.lines);
        let mut fresh = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let place = taken.iter().find(|(_, used)| *used == index);
            match place {
                Some((entry, _)) if left.is_empty() && !supersets => {
                    let kept = self.kept(entry);
                    let indent = style.indent().len();
                    let line = line.get(indent..).unwrap_or(line);
                    self.push(entry.span.start, entry.span.end, format!("{line}{kept}"));
                }
                Some((entry, _)) => {
                    let mut line = format!("{line}{}", self.kept(entry));
                    let (comments, _) = self.strike_entry(entry);
                    line.push_str(&comments);
                    fresh.push(line);
                }
                None => fresh.push(line.clone()),
            }
        }
        for (entry, _) in taken.iter().filter(|(_, used)| *used == usize::MAX) {
            self.strike_entry(entry);
        }
        fresh.extend(
            notes
                .into_iter()
                .map(|note| format!("{}{note}", style.indent())),
        );
        if left.is_empty() && supersets {
            self.insert_after_header(plan, &fresh, "");
        } else if left.is_empty() {
            self.below(plan, &fresh);
        } else {
            let time = plan.time.or(time(self.wanted.parts));
            let clock = time.map(|m| format!(" {:02}:{:02}", m / 60, m % 60));
            let date = plan.dated.date_span.of(self.text);
            let clock = clock.unwrap_or_default();
            let rest = format!("{}{date}{clock} planned{}", self.end, self.end);
            self.insert_after_header(plan, &fresh, &rest);
        }
        Ok(())
    }

    fn insert_after_header(&mut self, plan: Found<'a>, lines: &[String], rest: &str) {
        let at = place::line_after(self.text, plan.dated.header.end);
        let lines = lines.iter().map(|line| format!("{line}{}", self.end));
        let lines: String = lines.chain([rest.to_string()]).collect();
        self.push(at, at, lines);
    }

    /// The notes, tags and `allow`s of a planned entry: they are not forgotten when it is done.
    fn kept(&self, entry: &Entry) -> String {
        let parts = entry.attributes.of(&self.tree.attributes).iter();
        let kept = parts.filter(|part| {
            matches!(
                part.kind,
                AttributeKind::Note(_) | AttributeKind::Tag(_) | AttributeKind::Allow(_)
            )
        });
        kept.map(|part| format!("   {}", part.span.of(self.text)))
            .collect()
    }

    /// Takes an entry away with the comments below it: what of them is to be kept, and where the
    /// next line begins.
    fn strike_entry(&mut self, entry: &Entry) -> (String, u32) {
        let text = self.text;
        let start = place::line_start(text, entry.span.start);
        let mut next = place::line_after(text, entry.span.end);
        let behind = Span::new(entry.span.end, next).of(text).trim();
        let mut comments = match behind {
            "" => String::new(),
            comment => format!("   {comment}"),
        };
        while (next as usize) < text.len() {
            let after = place::line_after(text, next);
            let line = Span::new(next, after).of(text);
            if !(line.starts_with([' ', '\t']) && line.trim_start().starts_with(';')) {
                break;
            }
            comments.push_str(&format!("{}{}", self.end, line.trim_end()));
            next = after;
        }
        self.push(start, next, String::new());
        (comments, next)
    }

    /// Takes what was done away from what is still planned; a plan of which nothing is left goes.
    fn strike(&mut self, plan: Found<'a>, session: Found<'a>) {
        let entries = self.entries(plan.dated);
        let (done, left): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|e| self.logs(e));
        let mut kept = Vec::new();
        for entry in done {
            let notes = self.kept(entry);
            let (comments, _) = self.strike_entry(entry);
            let all = format!("{notes}{comments}");
            kept.extend((!all.trim().is_empty()).then_some(all));
        }
        let parts = plan.dated.attributes.of(&self.tree.attributes);
        let bare = parts.iter().all(|part| {
            matches!(
                part.kind,
                AttributeKind::Planned | AttributeKind::Time(_) | AttributeKind::Weekday(_)
            )
        });
        let start = place::line_start(self.text, plan.dated.header.start);
        let next = place::line_after(self.text, plan.dated.header.end);
        let comment = !Span::new(plan.dated.header.end, next)
            .of(self.text)
            .trim()
            .is_empty();
        if left.is_empty() && bare && !comment && plan.block == session.block + 1 {
            let before = Span::new(0, start).of(self.text);
            let gap = before.trim_end_matches([' ', '\t', '\r', '\n']).len() as u32;
            let gap = place::line_after(self.text, gap).min(start);
            self.push(gap, next, String::new());
        }
        let style = self.style(session.block, true);
        let kept: Vec<String> = kept
            .iter()
            .map(|kept| format!("{}{}", style.indent(), kept.trim_start()))
            .collect();
        self.below(session, &kept);
    }
}
