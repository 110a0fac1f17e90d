//! Fixes are tried before they are offered: one that would lead to another error is taken back.

use super::ast::{BlockKind, Tree};
use super::{Parser, ast::Block};
use crate::finding::{Finding, Fix};
use crate::order;
use crate::text::{FileId, Span};

/// Longer lines are not tried: each of their errors would read them twice.
const LONGEST: usize = 1_000;

/// Takes back the fixes of one line that do not mend it, and those that leave other mistakes there
/// if another fix does not. The help then tells of those that are left.
#[cold]
pub fn keep_what_mends(tree: &mut Tree, text: &str, base: u32) {
    let blocks = &tree.blocks;
    for error in &mut tree.errors {
        let Some(line) = Tried::new(error, blocks, text, base) else {
            continue;
        };
        let before = line.errors(line.written);
        let own = (error.rule, error.message.as_str());
        let after: Vec<After> = error
            .fixes
            .iter()
            .map(|fix| match line.fixed(fix) {
                Some(fixed) => line.after(&fixed, &before, own),
                None => After::Clean,
            })
            .collect();
        let best = after.iter().max().copied().unwrap_or(After::Clean);
        let least = best.max(After::Mended);
        let offered = error.fixes.len();
        let mut after = after.iter();
        error.fixes.retain(|_| after.next() >= Some(&least));
        if (1..offered).contains(&error.fixes.len()) {
            let titles: Vec<&str> = error.fixes.iter().map(|fix| fix.title.as_str()).collect();
            error.help = titles.join(", or ");
        }
    }
}

/// How a line is after a fix.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum After {
    /// Where the fix was, another error is.
    Wrong,
    /// An error that was not seen before is elsewhere.
    Mended,
    /// No error is new.
    Clean,
}

/// The line of an error, as it would be read alone.
struct Tried<'t> {
    /// Where it begins in the file.
    start: u32,
    written: &'t str,
    /// What makes the lines below it what they are.
    above: &'static str,
}

/// A line after a fix, and where that changed it.
struct Fixed {
    text: String,
    edits: Vec<Span>,
}

impl<'t> Tried<'t> {
    fn new(error: &Finding, blocks: &[Block], text: &'t str, base: u32) -> Option<Tried<'t>> {
        if error.fixes.is_empty() {
            return None;
        }
        let at = error.place.span.start;
        let local = at.checked_sub(base)? as usize;
        // No farther than a line may be long: of a long one each error would walk all of it.
        let (first, last) = (local.saturating_sub(LONGEST + 1), local + LONGEST + 1);
        let (before, behind) = text.as_bytes().split_at_checked(local)?;
        let before = before.get(first..)?;
        let behind = behind.get(..=LONGEST).unwrap_or(behind);
        let from = match memchr::memrchr(b'\n', before) {
            Some(end) => first + end + 1,
            None => first,
        };
        let to = match memchr::memchr(b'\n', behind) {
            Some(end) => local + end,
            None => text.len().min(last),
        };
        let written = text.get(from..to).filter(|line| line.len() <= LONGEST)?;
        let start = base.checked_add(from as u32)?;
        let index = blocks.partition_point(|block| block.span.start <= at);
        let block = blocks.get(index.checked_sub(1)?)?;
        let above = match block.kind {
            _ if block.span.start == start => "",
            BlockKind::Dated(_) => "2026-01-05\n",
            BlockKind::Directive(_) => "exercise A\n",
            _ => "",
        };
        Some(Tried {
            start,
            written,
            above,
        })
    }

    /// The line after a fix; `None` for a fix that changes other lines.
    fn fixed(&self, fix: &Fix) -> Option<Fixed> {
        let mut edits: Vec<_> = fix.edits.iter().collect();
        order::sort_by_key(&mut edits, |edit| edit.place.span);
        let (mut out, mut places, mut at) = (String::new(), Vec::new(), 0);
        for edit in edits {
            let from = edit.place.span.start.checked_sub(self.start)? as usize;
            let to = edit.place.span.end.checked_sub(self.start)? as usize;
            out.push_str(self.written.get(at..from)?);
            let start = out.len() as u32;
            out.push_str(&edit.text);
            places.push(Span::new(start, out.len() as u32));
            self.written.get(from..to)?;
            at = to;
        }
        out.push_str(self.written.get(at..)?);
        (!out.contains('\n')).then_some(Fixed {
            text: out,
            edits: places,
        })
    }

    fn errors(&self, line: &str) -> Vec<Finding> {
        let text = format!("{}{line}\n", self.above);
        let mut parser = Parser::new(&text, 0, FileId(0), None, Tree::default());
        parser.run();
        parser.tree.errors
    }

    /// What is left but the errors that stood there beside its own.
    fn after(&self, fixed: &Fixed, before: &[Finding], own: (&str, &str)) -> After {
        let above = self.above.len() as u32;
        let touched = |place: Span| {
            let touches =
                |edit: &Span| edit.start + above <= place.end && place.start <= edit.end + above;
            fixed.edits.iter().any(touches)
        };
        let said = |error: &Finding| {
            let name = (error.rule, error.message.as_str());
            let same = |old: &Finding| (old.rule, old.message.as_str()) == name;
            name != own && before.iter().any(same)
        };
        let errors = self.errors(&fixed.text);
        let new = errors.iter().filter(|error| !said(error));
        let left = new.map(|error| match touched(error.place.span) {
            true => After::Wrong,
            false => After::Mended,
        });
        left.min().unwrap_or(After::Clean)
    }
}
