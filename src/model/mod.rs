//! What a journal means: sessions in order of time, entries and sets with names, levels and loads
//! resolved. Plain data; nothing here knows how it was written, only where.

pub mod about;
pub mod arena;
pub mod quantity;
pub mod calendar;
pub mod catalog;
pub mod activity;
pub mod history;
pub mod bout;
pub mod names;
pub mod cut;
pub mod piece;
pub mod directives;
pub mod complaint;
pub mod contradiction;
pub mod event_word;
pub mod lower;
pub mod progression;
mod yearless;
pub mod sessions;

pub use self::about::About;
use self::arena::Arena;
use self::sessions::Sessions;
use crate::date::{Date, Weekday};
use crate::finding::Severity;
pub use crate::syntax::ast::{Amount, Difficulty, EntryKind, LoadKind, Measure, Side, Sides, Unit};
pub use crate::syntax::cards::CARDS as ERROR_CARDS;
use crate::text::{FileId, Place, Sources, Span};
use std::ops::{Deref, Range};

/// An index into [`Journal::exercises`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ExerciseId(pub u32);

/// An index into [`Exercise::levels`]; [`LevelId::NONE`] is the level without a name, before the
/// first bracket.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LevelId(pub u16);

impl LevelId {
    /// The level without a name.
    pub const NONE: LevelId = LevelId(u16::MAX);
}

/// A whole journal: all files, lowered.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// The files.
    pub sources: Sources,
    /// Used, declared or otherwise named; built-in ones first, undeclared ones in order of first use after the declared ones.
    pub exercises: Vec<Exercise>,
    /// In order of date, then time, then place. Sessions whose date could not be read are not here.
    pub sessions: Sessions,
    /// Of sessions. Those below a date that cannot be read are here as well, but in no session, so
    /// that nothing judges them.
    pub entries: Arena<Occurrence>,
    /// For each entry its level after inheritance from earlier ones. Empty in a journal that names
    /// no level.
    pub levels: Arena<LevelId>,
    /// The first entry of each file, an index into [`Journal::entries`], in order.
    pub files: Vec<(u32, FileId)>,
    /// Of entries.
    pub statements: Arena<Statement>,
    /// Of statements.
    pub sets: Arena<Set>,
    /// Of sets. Index 0 is unused: [`Set::load`] 0 means no load.
    pub loads: Vec<Load>,
    /// Words for how form broke. Index 0 is unused: [`Set::cue`] 0 means no cue.
    pub cues: Vec<String>,
    /// Details of sessions and entries that few have; indexed by `extra` (0 = none).
    pub extras: Vec<Extra>,
    /// In order of their first date; undated goals first.
    pub events: Vec<Event>,
    /// As declared.
    pub routines: Vec<Routine>,
    /// `rule NAME …` directives, in file order.
    pub settings: Vec<RuleSetting>,
    /// `allow` directives for the journal, in file order.
    pub allows: Vec<Allow>,
    /// The journal's unit of weight.
    pub unit: Option<Unit>,
    /// `athlete`.
    pub athlete: Option<String>,
    /// Facts about how the text was written that warnings speak about.
    pub written: Written,
}

/// Facts of reading that warnings need and the training itself does not.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Weekdays that do not fit their date: the place, what was written, the date.
    pub weekdays: Vec<(Place, Weekday, Date)>,
    /// Sessions that break the order of their file, and the one above each: the days, and the
    /// places of the dates.
    pub out_of_order: Vec<[(Date, Place); 2]>,
    /// Sessions without entries and notes, the places of their dates.
    pub empty_sessions: Vec<Place>,
    /// Where each exercise has each of its cues first: an index into [`Journal::cues`].
    pub cues: Vec<(ExerciseId, u16, Place)>,
    /// Some entry has working sets of one side only.
    pub one_sided: bool,
    /// Some entry is a test.
    pub tests: bool,
}

/// A training session. Of a long journal there are many, so what few have is kept elsewhere.
#[derive(Clone, Debug)]
pub struct Session {
    /// The day.
    pub date: Date,
    /// The first byte of the header line.
    pub start: u32,
    /// Into [`Journal::entries`].
    pub entries: Range<u32>,
    /// Rpe (which rates no exercise), tags, notes, allows: an index into [`Journal::extras`], 0 for none.
    pub extra: u32,
    /// The file.
    pub file: FileId,
    /// It has not happened; nothing counts it.
    pub planned: bool,
    length: u32,
    date_length: u16,
    time: u16,
    duration: u32,
}

/// Where an entry stands: of a long journal there are many, so this is all that each has of its own.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence {
    /// The first byte of the entry.
    pub start: u32,
    /// What it says: an index into [`Journal::statements`].
    pub statement: u32,
}

/// What an entry says. Entries with the same text may share it, if it names no place but that of
/// its sets.
#[derive(Clone, Debug)]
pub struct Statement {
    /// How many bytes the entry has from its name to its last attribute.
    pub length: u32,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// Into [`Journal::sets`].
    pub sets: Range<u32>,
    /// Pain, soreness, tags, notes, allows, rest, rpe, rir: an index into [`Journal::extras`], 0 for none.
    pub extra: u32,
    /// The level in brackets.
    pub level_written: Option<LevelId>,
    /// Work, test, skipped or done.
    pub kind: EntryKind,
    /// The word, if written.
    pub difficulty: Option<Difficulty>,
    /// Reps are per side: written, or the exercise's default.
    pub each: bool,
    /// It was joined to the entry above with `+`.
    pub superset: bool,
    /// What its sets are, as far as every entry is asked for it.
    pub about: About,
    /// Working sets as written: `3x12` is three. 65,535 stands for all that are more.
    pub working: u16,
    /// The least of a working set, in the unit of its amount; `u32::MAX` without working sets. Of an
    /// entry that mixes amounts it tells nothing.
    pub least: u32,
    /// The most, likewise; 0 without working sets.
    pub most: u32,
}

/// One exercise in a session: what it says, here.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'j> {
    /// The entry from its name to its last attribute.
    pub span: Span,
    /// The file.
    pub file: FileId,
    /// The level after inheritance from earlier entries.
    pub level: LevelId,
    statement: &'j Statement,
}

impl<'j> Deref for Entry<'j> {
    type Target = Statement;

    fn deref(&self) -> &Statement {
        self.statement
    }
}

/// One or several equal sets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Set {
    /// What was done in each: reps that were clean, if [`Set::failed`].
    pub amount: Amount,
    /// An index into [`Journal::loads`], 0 for none.
    pub load: u32,
    /// Where it stands, counted from the first byte of its entry: entries with the same text
    /// share their sets.
    pub within: Span,
    /// An index into [`Journal::cues`], 0 for none.
    pub cue: u16,
    /// How many, 1–100.
    pub count: u8,
    /// The side; `None` for both or not told.
    pub side: Option<Side>,
    /// It ended because form broke. Never true in a test.
    pub failed: bool,
    /// A warm-up: never counts.
    pub warmup: bool,
}

/// A weight, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Load {
    /// Of one implement, in grams; rounded once from pounds.
    pub grams: u32,
    /// How it acts.
    pub kind: LoadKind,
    /// How many implements.
    pub implements: u8,
    /// The unit it was written in, for showing it back.
    pub unit: Unit,
}

/// Details that few sessions and entries have.
#[derive(Clone, Debug, Default)]
pub struct Extra {
    /// Exertion in halves.
    pub rpe: Option<u8>,
    /// Reps in reserve in halves.
    pub rir: Option<u8>,
    /// Rest between sets, milliseconds.
    pub rest: Option<u32>,
    /// Pain noted.
    pub pain: Vec<Pain>,
    /// Soreness noted.
    pub sore: Vec<Sore>,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// Notes, in written order: the bytes between the quotation marks.
    pub notes: Vec<Place>,
    /// Rules allowed for this line.
    pub allows: Vec<LineAllow>,
}

/// `allow RULE` at the end of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineAllow {
    /// The rule's name as written.
    pub rule: String,
    /// Where.
    pub place: Place,
}

/// Pain, 0–10.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pain {
    /// The side.
    pub side: Option<Side>,
    /// The place of the body, lower case; `None` if not told.
    pub body: Option<String>,
    /// 0 gone, 10 worst.
    pub level: u8,
    /// Where it was noted.
    pub place: Place,
}

/// Sore muscles; not pain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sore {
    /// The side.
    pub side: Option<Side>,
    /// The place of the body.
    pub body: Option<String>,
}

/// An exercise and what is known of it.
#[derive(Clone, Debug, Default)]
pub struct Exercise {
    /// The canonical spelling.
    pub name: String,
    /// Other names.
    pub also: Vec<String>,
    /// How the sides take part, if told.
    pub sides: Option<Sides>,
    /// What it is measured in, if told.
    pub measure: Option<Measure>,
    /// What to aim at.
    pub target: Option<Target>,
    /// Rest between sets, milliseconds.
    pub rest: Option<u32>,
    /// Target muscles.
    pub muscles: Vec<String>,
    /// Helping muscles.
    pub assists: Vec<String>,
    /// The ladder, easiest first, then the levels written that are not on it.
    pub levels: Vec<String>,
    /// How many of `levels` are the ladder.
    pub ladder: usize,
    /// Words for how form breaks.
    pub cues: Vec<String>,
    /// The smallest step of load.
    pub increment: Option<Load>,
    /// Progression numbers set in the journal: key, value, place.
    pub numbers: Vec<(String, i64, Place)>,
    /// Where it is declared in the journal.
    pub declared: Option<Place>,
    /// It is in the catalogue.
    pub built_in: bool,
    /// How many entries name it.
    pub used: u32,
    /// The name at its first use.
    pub first_use: Option<Place>,
}

/// `3x15` or `3x8-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Sets, a side where sides are done each.
    pub sets: u8,
    /// The bottom of the range.
    pub low: Amount,
    /// The top; equal to `low` for one number.
    pub high: Amount,
}

/// Something dated that is not a session.
#[derive(Clone, Debug)]
pub struct Event {
    /// The first day; `None` for an undated goal.
    pub from: Option<Date>,
    /// The last day; equal to `from` for a single date.
    pub to: Option<Date>,
    /// A phase that holds until the next one: written as a single date.
    pub open: bool,
    /// The header line.
    pub place: Place,
    /// What happened.
    pub kind: EventKind,
    /// Tags, notes, allows, rpe: an index into [`Journal::extras`], 0 for none.
    pub extra: u32,
}

/// What an event says.
#[derive(Clone, Debug, PartialEq)]
pub enum EventKind {
    /// Not at home.
    Away,
    /// Ill.
    Ill,
    /// Injured.
    Injured,
    /// A planned break.
    Break,
    /// A run, a ride, … by its word, lower case.
    Activity {
        /// The word.
        word: String,
        /// Millimetres.
        distance: Option<u32>,
        /// Milliseconds.
        duration: Option<u32>,
        /// How hard.
        difficulty: Option<Difficulty>,
    },
    /// A race.
    Race {
        /// Its name.
        name: Option<String>,
        /// Millimetres.
        distance: Option<u32>,
        /// Milliseconds.
        duration: Option<u32>,
        /// Weeks of preparation before it (12 if not written).
        prep_weeks: u16,
    },
    /// A phase of race preparation.
    RacePrep,
    /// A phase of the off-season.
    OffSeason,
    /// Pain on a day without training.
    Pain(Pain),
    /// Grams.
    Bodyweight(u32),
    /// Sessions a week.
    Goal {
        /// What is required.
        required: u8,
        /// What is aimed at.
        aim: Option<u8>,
    },
}

/// `routine NAME: …`.
#[derive(Clone, Debug)]
pub struct Routine {
    /// Its name.
    pub name: String,
    /// In order.
    pub exercises: Vec<ExerciseId>,
    /// Where it is declared.
    pub place: Place,
}

/// A `rule` directive.
#[derive(Clone, Debug)]
pub struct RuleSetting {
    /// The rule.
    pub rule: String,
    /// What is set.
    pub value: RuleValue,
    /// The line.
    pub place: Place,
    /// The name of the rule.
    pub rule_place: Place,
    /// The severity word, or the key.
    pub key_place: Place,
    /// The value of the key; empty for a severity.
    pub value_place: Place,
}

/// What a `rule` directive sets.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleValue {
    /// `off`.
    Off,
    /// `note`, `warning` or `error`.
    Severity(Severity),
    /// A key and its value, as written.
    Key(String, String),
}

/// `allow RULE [for EXERCISE] [until DATE] "why"`.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The rule.
    pub rule: String,
    /// Only for this exercise.
    pub exercise: Option<ExerciseId>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The line.
    pub place: Place,
    /// The name of the rule.
    pub rule_place: Place,
}

impl Session {
    const NO_TIME: u16 = u16::MAX;
    const NO_DURATION: u32 = u32::MAX;

    /// A session of a day, its header line from `start` to the ends of the date and of the line.
    pub fn new(date: Date, file: FileId, start: u32, ends: [u32; 2], entries: Range<u32>) -> Self {
        let [date_end, end] = ends;
        Session {
            date,
            start,
            entries,
            extra: 0,
            file,
            planned: false,
            length: end.saturating_sub(start),
            date_length: u16::try_from(date_end.saturating_sub(start)).unwrap_or(u16::MAX),
            time: Session::NO_TIME,
            duration: Session::NO_DURATION,
        }
    }

    /// The same at a time, in minutes after midnight, and with its length in milliseconds.
    pub fn at(self, time: Option<u16>, duration: Option<u32>) -> Session {
        Session {
            time: time.unwrap_or(Session::NO_TIME),
            duration: duration.map_or(Session::NO_DURATION, |duration| {
                duration.min(Session::NO_DURATION - 1)
            }),
            ..self
        }
    }

    /// Minutes after midnight.
    pub fn time(&self) -> Option<u16> {
        (self.time != Session::NO_TIME).then_some(self.time)
    }

    /// Its length in milliseconds.
    pub fn duration(&self) -> Option<u32> {
        (self.duration != Session::NO_DURATION).then_some(self.duration)
    }

    /// The header line.
    pub fn place(&self) -> Place {
        self.first_bytes(self.length)
    }

    /// The date at the start of the header, for findings about the session as a whole.
    pub fn date_place(&self) -> Place {
        self.first_bytes(u32::from(self.date_length))
    }

    fn first_bytes(&self, length: u32) -> Place {
        Place {
            file: self.file,
            span: Span::new(self.start, self.start.saturating_add(length)),
        }
    }
}

impl Journal {
    /// The exercise.
    pub fn exercise(&self, id: ExerciseId) -> &Exercise {
        &self.exercises[id.0 as usize]
    }

    /// The name of a level; `None` for the level without a name.
    pub fn level_name(&self, exercise: ExerciseId, level: LevelId) -> Option<&str> {
        self.exercise(exercise)
            .levels
            .get(usize::from(level.0))
            .map(String::as_str)
    }

    /// The entries of a session.
    pub fn entries_of(
        &self,
        session: &Session,
    ) -> impl DoubleEndedIterator<Item = Entry<'_>> + ExactSizeIterator + Clone {
        let occurrences = self.entries.slice(&session.entries);
        let levels = self.levels.slice(&session.entries);
        let level = |nth| levels.get(nth).copied().unwrap_or(LevelId::NONE);
        let entries = occurrences.iter().enumerate();
        entries.map(move |(nth, occurrence)| self.said(occurrence, session.file, level(nth)))
    }

    /// What the entries of a session say, for those who do not ask where.
    #[inline]
    pub fn statements_of(
        &self,
        session: &Session,
    ) -> impl DoubleEndedIterator<Item = &Statement> + Clone {
        let occurrences = self.entries.slice(&session.entries);
        // What was read together is kept together.
        let read = occurrences.first().map_or(0, |first| first.statement);
        let statements = self.statements.part(read);
        let place = |occurrence: &Occurrence| Arena::<Statement>::place(occurrence.statement);
        let said = move |occurrence| statements.get(place(occurrence));
        occurrences.iter().filter_map(said)
    }

    /// An entry with what it says, by its index.
    pub fn entry(&self, index: u32) -> Option<Entry<'_>> {
        let occurrence = self.entries.get(index)?;
        let after = self.files.partition_point(|&(first, _)| first <= index);
        let file = after.checked_sub(1).and_then(|at| self.files.get(at));
        let file = file.map_or(FileId::default(), |&(_, file)| file);
        Some(self.said(occurrence, file, self.level(index)))
    }

    /// The level of an entry, by its index.
    pub fn level(&self, index: u32) -> LevelId {
        self.levels.get(index).copied().unwrap_or(LevelId::NONE)
    }

    fn said(&self, occurrence: &Occurrence, file: FileId, level: LevelId) -> Entry<'_> {
        static NOTHING: Statement = Statement {
            length: 0,
            exercise: ExerciseId(0),
            sets: 0..0,
            extra: 0,
            level_written: None,
            kind: EntryKind::Skipped,
            difficulty: None,
            each: false,
            superset: false,
            about: About::NOTHING,
            working: 0,
            least: u32::MAX,
            most: 0,
        };
        let statement = self.statements.get(occurrence.statement);
        let statement = statement.unwrap_or(&NOTHING);
        Entry {
            span: Span::new(
                occurrence.start,
                occurrence.start.saturating_add(statement.length),
            ),
            file,
            level,
            statement,
        }
    }

    /// The sets of an entry, warm-ups included.
    pub fn sets_of(&self, statement: &Statement) -> &[Set] {
        self.sets.slice(&statement.sets)
    }

    /// The details of a session, entry or event; empty if it has none.
    pub fn extra(&self, index: u32) -> &Extra {
        static NONE: Extra = Extra {
            rpe: None,
            rir: None,
            rest: None,
            pain: Vec::new(),
            sore: Vec::new(),
            tags: Vec::new(),
            notes: Vec::new(),
            allows: Vec::new(),
        };
        self.extras.get(index as usize).unwrap_or(&NONE)
    }

    /// The load of a set.
    pub fn load(&self, set: &Set) -> Option<&Load> {
        if set.load == 0 {
            None
        } else {
            self.loads.get(set.load as usize)
        }
    }

    /// The cue of a set.
    pub fn cue(&self, set: &Set) -> Option<&str> {
        if set.cue == 0 {
            None
        } else {
            self.cues.get(usize::from(set.cue)).map(String::as_str)
        }
    }

    /// Whether a session is something that has happened by `today` and has work, a test or `done`.
    #[inline]
    pub fn counts(&self, session: &Session, today: Date) -> bool {
        !session.planned
            && session.date <= today
            && self.statements_of(session).any(activity::trained)
    }
}
