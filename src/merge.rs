//! Two versions of a journal and what they both come from made into one, by session and entry.

mod pair;
mod split;

use pair::{Slot, slots};
use split::{Content, Piece};

/// A journal made of two versions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merged {
    /// The text, with the markers of git around what was changed in two ways.
    pub text: String,
    /// How many places were changed in two ways.
    pub conflicts: usize,
}

/// Joins what `ours` and `theirs` have made of `base`. Sessions that one side added are kept in
/// order of their dates; of a session that both changed the entries are united; an entry that was
/// changed in two ways stays twice, between conflict markers. What one side deleted and the other
/// left alone is gone; no other line of either side is lost.
pub fn merge(base: &str, ours: &str, theirs: &str) -> Merged {
    let [base, ours, theirs] = [base, ours, theirs].map(split::blocks);
    let both = || ours.iter().chain(&theirs);
    let mut merger = Merger {
        text: String::new(),
        conflicts: 0,
        line_end: match both().any(|piece| piece.text.ends_with("\r\n")) {
            true => "\r\n",
            false => "\n",
        },
        blank_between: both().any(|piece| piece.blanks.is_some_and(|blanks| !blanks.is_empty())),
        owes_blank: false,
    };
    for slot in slots(&base, &ours, &theirs) {
        merger.block(slot);
    }
    Merged {
        text: merger.text,
        conflicts: merger.conflicts,
    }
}

/// Two versions of a whole file between conflict markers: of what is not text in UTF-8 nothing is
/// known, and nothing may be lost.
pub fn conflict_of_files(ours: &[u8], theirs: &[u8]) -> Vec<u8> {
    let end = |side: &[u8]| match side {
        [] | [.., b'\n'] => "",
        _ => "\n",
    };
    [
        format!("{OURS}\n").as_bytes(),
        ours,
        format!("{}{BETWEEN}\n", end(ours)).as_bytes(),
        theirs,
        format!("{}{THEIRS}\n", end(theirs)).as_bytes(),
    ]
    .concat()
}

const OURS: &str = "<<<<<<< ours";
const BETWEEN: &str = "=======";
const THEIRS: &str = ">>>>>>> theirs";

/// What becomes of a slot.
enum Outcome<'p, 't> {
    /// This version of it, or nothing.
    Take(Option<&'p Piece<'t>>),
    /// It was changed in two ways.
    Both,
}

fn outcome<'p, 't>(slot: Slot<'p, 't>) -> Outcome<'p, 't> {
    // A last line that has no line end is the same as one that has.
    let text = |piece: Option<&Piece<'t>>| piece.map(|piece| piece.text.trim_end());
    let [base, ours, theirs] = [slot.base, slot.ours, slot.theirs].map(text);
    if ours == theirs || theirs == base {
        Outcome::Take(slot.ours)
    } else if ours == base {
        Outcome::Take(slot.theirs)
    } else {
        Outcome::Both
    }
}

/// Writes the result, slot by slot.
struct Merger {
    text: String,
    conflicts: usize,
    line_end: &'static str,
    /// The file has blank lines between its blocks.
    blank_between: bool,
    /// The last block written was the end of its file, and has no blank line behind it.
    owes_blank: bool,
}

impl Merger {
    fn block(&mut self, slot: Slot) {
        let taken = match outcome(slot) {
            Outcome::Take(None) => return,
            Outcome::Take(Some(piece)) => Some(piece),
            Outcome::Both => None,
        };
        self.end_line();
        if self.owes_blank {
            self.text.push_str(self.line_end);
        }
        match (taken, slot.ours, slot.theirs) {
            (Some(piece), ..) => self.text.push_str(piece.text),
            (None, Some(ours), Some(theirs)) if matches!(ours.content, Content::Lines(_)) => {
                let base = slot.base.map(split::lines).unwrap_or_default();
                for slot in slots(&base, &split::lines(ours), &split::lines(theirs)) {
                    self.line(slot);
                }
            }
            _ => self.conflict(slot),
        }
        let versions = [taken, slot.ours, slot.theirs];
        let blanks = versions
            .into_iter()
            .flatten()
            .next()
            .and_then(|piece| piece.blanks);
        if let Some(blanks) = blanks {
            self.end_line();
            self.text.push_str(blanks);
        }
        self.owes_blank = self.blank_between && blanks.is_none();
    }

    fn line(&mut self, slot: Slot) {
        match outcome(slot) {
            Outcome::Take(None) => {}
            Outcome::Take(Some(piece)) => {
                self.end_line();
                self.text.push_str(piece.text);
            }
            Outcome::Both => self.conflict(slot),
        }
    }

    fn conflict(&mut self, slot: Slot) {
        self.conflicts += 1;
        for (marker, side) in [(OURS, slot.ours), (BETWEEN, slot.theirs)] {
            self.end_line();
            self.text.push_str(marker);
            self.text.push_str(self.line_end);
            self.text.push_str(side.map_or("", |piece| piece.text));
        }
        self.end_line();
        self.text.push_str(THEIRS);
        self.text.push_str(self.line_end);
    }

    /// Nothing may follow on a line that its file did not end.
    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push_str(self.line_end);
        }
    }
}
