//! The tree: flat arenas with ranges between them, and places as byte spans of the whole file.

use crate::date::{Date, Weekday};
use crate::finding::Finding;
use crate::text::Span;

/// A range of indices into one of the arenas of [`Tree`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Range {
    /// First index.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl Range {
    /// Nothing yet, from this index on.
    pub fn empty(start: usize) -> Range {
        let start = start as u32;
        Range { start, end: start }
    }

    /// The items of `arena` in this range.
    pub fn of<T>(self, arena: &[T]) -> &[T] {
        arena
            .get(self.start as usize..self.end as usize)
            .unwrap_or(&[])
    }

    /// How many items.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// A parsed text. Blocks tile it: each begins where the one before ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// In file order.
    pub blocks: Vec<Block>,
    /// Of dated blocks.
    pub entries: Vec<Entry>,
    /// Of entries, one for each `AxB` or amount.
    pub sets: Vec<Set>,
    /// Of sets: [`Set::load`] is an index into it.
    pub loads: Vec<Load>,
    /// Of dated headers and entries.
    pub attributes: Vec<Attribute>,
    /// Note lines below dated headers: what stands between the quotation marks.
    pub notes: Vec<Span>,
    /// Of `exercise` blocks.
    pub properties: Vec<Property>,
    /// Names in lists of properties and routines.
    pub words: Vec<Span>,
    /// What could not be read, in file order.
    pub errors: Vec<Finding>,
}

impl Tree {
    /// Empties it; the memory stays for the next text.
    pub fn clear(&mut self) {
        self.blocks.clear();
        self.entries.clear();
        self.sets.clear();
        self.loads.clear();
        self.attributes.clear();
        self.notes.clear();
        self.properties.clear();
        self.words.clear();
        self.errors.clear();
    }
}

/// A run of lines that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Whole lines, line ends included.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of blocks.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// Blank lines and comments that belong to no block.
    Trivia,
    /// A line that begins with `#`.
    Heading,
    /// A session or an event.
    Dated(Dated),
    /// An undated directive.
    Directive(Directive),
    /// Nothing of it was kept; an error says why.
    Unread,
}

/// A block that begins with a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The header line, without line end, comment and trailing blanks.
    pub header: Span,
    /// The date or dates as written.
    pub date_span: Span,
    /// The date, or the first one; `None` if it cannot be read (an error says so): what stands
    /// in the block is then neither exported nor judged.
    pub first: Option<Date>,
    /// The last date of `DATE..DATE`; `None` for a single date.
    pub last: Option<Date>,
    /// The event, if the header names one.
    pub event: Option<Event>,
    /// Of the header, in written order, the payload of the event first.
    pub attributes: Range,
    /// The entries below, in written order.
    pub entries: Range,
    /// Note lines below, into [`Tree::notes`].
    pub notes: Range,
}

/// The word after the date that makes a dated block an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Which.
    pub kind: EventKind,
    /// The word as written.
    pub span: Span,
}

/// The kinds of events. Activities that the language knows and words it does not know are one
/// kind: whether an unknown word is a declared activity is found out when the journal is lowered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// `away`.
    Away,
    /// `ill`.
    Ill,
    /// `injured`.
    Injured,
    /// `break`.
    Break,
    /// `run`, `ride`, … or a word yet to be resolved.
    Activity,
    /// `race`.
    Race,
    /// `race-prep`.
    RacePrep,
    /// `off-season`.
    OffSeason,
    /// `pain`.
    Pain,
    /// `bodyweight`.
    Bodyweight,
    /// `goal`.
    Goal,
}

/// The activities that need no declaration.
pub const ACTIVITIES: [&str; 8] = ["run", "ride", "swim", "walk", "hike", "row", "yoga", "rest"];

/// One exercise in a session.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// From the name to the end of the line, without comment and trailing blanks.
    pub span: Span,
    /// The name as written, without bullet and trailing marks.
    pub name: Span,
    /// The text between the brackets; empty if there are none.
    pub level: Span,
    /// Work, test, skipped or done.
    pub kind: EntryKind,
    /// It began with `+`.
    pub superset: bool,
    /// Its sets could not be read; an error says why. What could be read is kept in the tree, but
    /// neither exported nor judged.
    pub unread: bool,
    /// Its sets, warm-ups included.
    pub sets: Range,
    /// Its attributes.
    pub attributes: Range,
    /// Whether its line was read before.
    pub repeat: Repeat,
}

/// Whether the line of an entry is, or is like, an earlier one. [`super::parse`] does not ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeat {
    /// It was not remembered.
    #[default]
    Never,
    /// The first of its text; the lines that are remembered are counted from 0.
    First(u32),
    /// The line of that number once more: it was not read again, and the entry has nothing but
    /// its span.
    Of(u32),
    /// Like the line of that number but for the numbers of its sets: the entry has nothing but its
    /// span and its sets.
    Like {
        /// The line that it is like.
        of: u32,
        /// Its own number, as the first of its text.
        number: u32,
    },
}

/// What an entry tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// Sets.
    Work,
    /// An endurance test: one amount, or one a side.
    Test,
    /// Left out; the note says why.
    Skipped,
    /// Did it, numbers forgotten.
    Done,
}

/// Left or right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// `L`.
    Left,
    /// `R`.
    Right,
}

/// `AxB` or one amount.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Set {
    /// From the count to the end of the glued load.
    pub span: Span,
    /// What was done in each.
    pub amount: Amount,
    /// How many such sets, 1–100.
    pub count: u8,
    /// The side it stands under.
    pub side: Option<Side>,
    /// It stood in parentheses.
    pub warmup: bool,
    /// It had a `!`.
    pub failed: bool,
    /// The cue after the `!`; empty if none.
    pub cue: Span,
    /// Its load, glued or set off by a blank: an index into [`Tree::loads`].
    pub load: Option<u32>,
}

/// An amount of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Repetitions.
    Reps(u32),
    /// Milliseconds.
    Time(u32),
    /// Millimetres.
    Distance(u32),
}

impl Amount {
    /// 0 for reps, 1 for times, 2 for distances.
    #[inline]
    pub fn kind(self) -> usize {
        match self {
            Amount::Reps(_) => 0,
            Amount::Time(_) => 1,
            Amount::Distance(_) => 2,
        }
    }

    /// The number, whatever it counts.
    #[inline]
    pub fn number(self) -> u32 {
        match self {
            Amount::Reps(number) | Amount::Time(number) | Amount::Distance(number) => number,
        }
    }
}

/// A weight as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// From `@`, sign or digit to the unit.
    pub span: Span,
    /// How it acts.
    pub kind: LoadKind,
    /// How many implements: 2 for `@2x24kg`.
    pub implements: u8,
    /// The number in thousandths of its unit.
    pub thousandths: u32,
    /// The unit; `None` for the unit of the journal.
    pub unit: Option<Unit>,
}

/// What a load is added to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LoadKind {
    /// `@100kg`.
    Absolute,
    /// `+5kg`: on top of bodyweight.
    Added,
    /// `-20kg`: help.
    Assisted,
}

/// A unit of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Kilograms.
    Kg,
    /// Pounds, of 453.59237 g.
    Lb,
}

/// How hard an entry or activity was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difficulty {
    /// `easy`.
    Easy,
    /// `ok`.
    Ok,
    /// `hard`.
    Hard,
}

/// A word or group after a result or in a dated header.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attribute {
    /// As written, keyword included.
    pub span: Span,
    /// What it says.
    pub kind: AttributeKind,
}

/// The kinds of attributes. The last group stands in dated headers only.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AttributeKind {
    /// Reps are per side.
    Each,
    /// `easy`, `ok`, `hard`.
    Difficulty(Difficulty),
    /// Perceived exertion in halves: 17 is 8.5.
    Rpe(u8),
    /// Reps in reserve in halves.
    Rir(u8),
    /// Rest between sets, milliseconds.
    Rest(u32),
    /// `pain left calf 3`.
    Pain {
        /// The side, if given.
        side: Option<Side>,
        /// The place; empty if none.
        place: Span,
        /// 0–10.
        level: u8,
    },
    /// `sore left calf`.
    Sore {
        /// The side, if given.
        side: Option<Side>,
        /// The place; empty if none.
        place: Span,
    },
    /// `#tag`; the span is without `#`.
    Tag(Span),
    /// `"note"`; the span is what stands between the marks.
    Note(Span),
    /// `allow RULE`; the span is the rule.
    Allow(Span),

    /// `Mon`.
    Weekday(Weekday),
    /// Minutes after midnight.
    Time(u16),
    /// Milliseconds.
    Duration(u32),
    /// Millimetres.
    Distance(u32),
    /// `planned`.
    Planned,
    /// `prep N weeks` of a race.
    Prep(u16),
    /// `N per week` or `N-M per week` of a goal.
    PerWeek {
        /// N.
        required: u8,
        /// M.
        aim: Option<u8>,
    },
    /// The weight of a `bodyweight` event; always with a unit or the journal's.
    Weight(Load),
}

/// An undated directive.
#[derive(Clone, Debug, PartialEq)]
pub struct Directive {
    /// Its first line, without line end, comment and trailing blanks.
    pub line: Span,
    /// What it says.
    pub kind: DirectiveKind,
}

/// The kinds of directives.
#[derive(Clone, Debug, PartialEq)]
pub enum DirectiveKind {
    /// `exercise NAME` with its properties.
    Exercise {
        /// The name.
        name: Span,
        /// Into [`Tree::properties`].
        properties: Range,
    },
    /// `routine NAME: exercise, exercise`.
    Routine {
        /// The name.
        name: Span,
        /// Into [`Tree::words`].
        exercises: Range,
    },
    /// `goal N per week`, undated.
    Goal {
        /// What is required.
        required: u8,
        /// What is aimed at.
        aim: Option<u8>,
    },
    /// `unit kg`.
    Unit(Unit),
    /// `activity WORD`.
    Activity(Span),
    /// `athlete "name"`.
    Athlete(Span),
    /// `include GLOB`.
    Include(Span),
    /// `rule NAME off|note|warning|error` (`value` empty) or `rule NAME key value`.
    Rule {
        /// The rule.
        rule: Span,
        /// The severity word, or the key.
        key: Span,
        /// The value; empty for a severity.
        value: Span,
    },
    /// `allow RULE [for EXERCISE] [until DATE] "why"`.
    Allow {
        /// The rule.
        rule: Span,
        /// The exercise; empty if none.
        exercise: Span,
        /// The last day on which it holds.
        until: Option<Date>,
        /// The reason; empty if none.
        why: Span,
    },
    /// It could not be read; an error says why.
    Unread,
}

/// An indented line of an `exercise` block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Property {
    /// The line, without indent, comment and trailing blanks.
    pub span: Span,
    /// What it says.
    pub kind: PropertyKind,
}

/// The kinds of properties. Ranges are into [`Tree::words`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PropertyKind {
    /// Other names.
    Also(Range),
    /// How sides are done.
    Sides(Sides),
    /// What is counted.
    Measure(Measure),
    /// `3x15` or `3x8-12`: sets and the range of amounts.
    Target {
        /// Sets a side.
        sets: u8,
        /// The bottom of the range.
        low: Amount,
        /// The top; equal to `low` for one number.
        high: Amount,
    },
    /// Milliseconds.
    Rest(u32),
    /// Target muscles.
    Muscles(Range),
    /// Helping muscles.
    Assists(Range),
    /// One step of the ladder.
    Level(Span),
    /// Words for how form breaks.
    Cues(Range),
    /// The smallest step of load; an index into [`Tree::loads`].
    Increment(u32),
    /// A progression number, `ready-sessions 3`: checked when the journal is lowered.
    Number {
        /// The key.
        key: Span,
        /// The value.
        value: Span,
    },
}

/// How the two sides of the body take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// Reps are done on each side.
    Each,
    /// Sides alternate and the reps are the total.
    Alternating,
    /// Both at once.
    Both,
}

/// What an exercise is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Repetitions.
    Reps,
    /// Time held.
    Time,
    /// Distance covered.
    Distance,
}
