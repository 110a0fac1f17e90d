//! The first step of lowering: chunk after chunk of text becomes sessions, entries and sets with
//! the names that are written, each distinct one once. What needs the whole journal comes after.

use super::arena::Arena;
use super::cut::Chunk;
use super::{
    About, Event, EventKind, ExerciseId, Extra, LevelId, LineAllow, Load, Occurrence, Pain,
    Session, Set, Sore, Statement,
};
use crate::date::{Date, Weekday};
use crate::finding::Finding;
use crate::syntax::Recall;
use crate::syntax::ast::{self, Attribute, AttributeKind, BlockKind, Dated, Repeat, Tree, Unit};
use crate::text::{FileId, Place, Sources, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// About how much text a session and an entry take at least: memory that is asked for and not
/// used costs less than a list that has to move while it grows.
const BYTES_A_SESSION: usize = 120;
const BYTES_AN_ENTRY: usize = 30;

/// What one thread has read.
#[derive(Default)]
pub struct Piece<'t> {
    /// In written order.
    pub sessions: Vec<Session>,
    /// Their entries, at no level yet.
    pub entries: Vec<Occurrence>,
    /// What they say: exercises are indices into `names`, levels into `levels`.
    pub statements: Vec<Statement>,
    /// Their sets: loads are indices into `loads`, cues into `cues`; 0 is none in both.
    pub sets: Vec<Set>,
    /// The distinct loads.
    pub loads: Vec<RawLoad>,
    /// The distinct cues.
    pub cues: Vec<&'t str>,
    /// The distinct names of exercises.
    pub names: Vec<Name<'t>>,
    /// The distinct pairs of a name (an index) and the text in its brackets.
    pub levels: Vec<(u32, &'t str)>,
    /// As in the journal, 0 is none.
    pub extras: Vec<Extra>,
    /// In written order.
    pub events: Vec<Event>,
    /// Blocks that begin with a word that only an `activity` directive can explain, or events
    /// with entries below them.
    pub unsure: Vec<Unsure<'t>>,
    /// Directives, with the arenas of their tree.
    pub directives: Vec<Directives<'t>>,
    /// Errors, those of the syntax included.
    pub findings: Vec<Finding>,
    /// Weekdays that do not fit their dates.
    pub weekdays: Vec<(Place, Weekday, Date)>,
    /// The dates of sessions without entries and notes.
    pub empty_sessions: Vec<Place>,
    /// The distinct pairs of a name and a cue (indices), and where they stand first.
    pub cue_uses: Vec<(u32, u16, Place)>,
    /// There are times or distances among the sets.
    pub measures: bool,
    /// Some entry has working sets of one side only.
    pub one_sided: bool,
    /// How many loads are without a unit, and the first of them.
    pub unitless: (usize, Option<Place>),

    part: usize,
    recall: Recall<'t>,
    /// For each line that is remembered what it says (an index into the statements of the piece),
    /// and how many loads without a unit are in it.
    firsts: Vec<(u32, usize)>,
    names_seen: FxHashMap<&'t str, u32>,
    /// For each name the one that came after it the last time.
    followers: Vec<u32>,
    last_name: u32,
    levels_seen: FxHashMap<(u32, &'t str), u16>,
    loads_seen: FxHashMap<RawLoad, u32>,
    cues_seen: FxHashMap<&'t str, u16>,
    cue_uses_seen: FxHashSet<(u32, u16)>,
    plain_extras: FxHashMap<PlainExtra, u32>,
}

/// A name as written.
pub struct Name<'t> {
    /// Its first spelling.
    pub text: &'t str,
    /// How many entries have it.
    pub uses: u32,
    /// Where it stands first.
    pub first: Place,
}

/// A load whose unit may be that of the journal.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RawLoad {
    /// In thousandths of its unit.
    pub thousandths: u32,
    /// The unit, if written.
    pub unit: Option<Unit>,
    /// How it acts.
    pub kind: ast::LoadKind,
    /// How many implements.
    pub implements: u8,
}

impl From<&ast::Load> for RawLoad {
    fn from(load: &ast::Load) -> RawLoad {
        RawLoad {
            thousandths: load.thousandths,
            unit: load.unit,
            kind: load.kind,
            implements: load.implements,
        }
    }
}

impl RawLoad {
    /// The load in grams, if its unit is known.
    pub fn resolve(self, unit: Option<Unit>) -> Option<Load> {
        let unit = self.unit.or(unit)?;
        Some(Load {
            grams: super::quantity::grams(self.thousandths, unit),
            kind: self.kind,
            implements: self.implements,
            unit,
        })
    }
}

/// A block that cannot be understood before the directives are known.
pub struct Unsure<'t> {
    /// The word that makes it an event.
    pub word: &'t str,
    /// Where it stands.
    pub word_place: Place,
    /// Whether the language knows the word.
    pub known: bool,
    /// A word for what it is stands behind the date.
    pub has_kind: bool,
    /// The index of the event.
    pub event: Option<usize>,
    /// The index of the session that holds the entries below.
    pub session: Option<usize>,
    /// From the first entry to the last, if there are any.
    pub below: Option<Place>,
    /// The start of the first entry's line.
    pub first_line: u32,
    /// The date, if it can be read.
    pub date: Option<Date>,
    /// Written as a span.
    pub spanned: bool,
}

/// The directives of a chunk.
pub struct Directives<'t> {
    /// The file.
    pub file: FileId,
    /// The text of the file.
    pub text: &'t str,
    /// The directives and the arenas that belong to them; nothing else of the tree.
    pub tree: Tree,
}

impl Directives<'_> {
    /// The place of a span of the tree.
    pub fn place(&self, span: Span) -> Place {
        let file = self.file;
        Place { file, span }
    }
}

/// The parts of [`Extra`] that name no place: equal ones are kept once.
#[derive(PartialEq, Eq, Hash, Default)]
struct PlainExtra {
    rpe: Option<u8>,
    rir: Option<u8>,
    rest: Option<u32>,
    tags: Vec<String>,
}

/// A chunk that is being lowered.
struct Reader<'a, 't> {
    tree: &'a Tree,
    text: &'t str,
    file: FileId,
}

impl<'t> Reader<'_, 't> {
    fn text(&self, span: Span) -> &'t str {
        span.of(self.text)
    }

    fn place(&self, span: Span) -> Place {
        let file = self.file;
        Place { file, span }
    }

    /// A word that may be missing, in lower case.
    fn word(&self, span: Span) -> Option<String> {
        (!span.is_empty()).then(|| self.text(span).to_lowercase())
    }
}

impl<'t> Piece<'t> {
    /// An empty piece for so many bytes of text; entries and sets will be that part of the
    /// journal's arenas.
    pub fn new(part: usize, bytes: usize) -> Piece<'t> {
        Piece {
            part,
            sessions: Vec::with_capacity(bytes / BYTES_A_SESSION),
            entries: Vec::with_capacity(bytes / BYTES_AN_ENTRY),
            recall: Recall::new(bytes),
            extras: vec![Extra::default()],
            cues: vec![""],
            ..Piece::default()
        }
    }

    /// Parses and lowers a chunk. Its tree lives no longer than this; the memory of it is that of
    /// `tree`, for the next chunk.
    pub fn read(&mut self, sources: &'t Sources, chunk: &Chunk, tree: &mut Tree) {
        let Some(source) = sources.file(chunk.file) else {
            return;
        };
        let part = source.text.get(chunk.bytes.clone()).unwrap_or("");
        let base = u32::try_from(chunk.bytes.start).unwrap_or(u32::MAX);
        let memory = std::mem::take(tree);
        *tree = crate::syntax::parse_at(part, base, chunk.file, &mut self.recall, memory);
        let errors = std::mem::take(&mut tree.errors);
        let reader = Reader {
            tree,
            text: &source.text,
            file: chunk.file,
        };
        let mut directives = false;
        for block in &tree.blocks {
            match &block.kind {
                BlockKind::Dated(dated) => {
                    let empty = self.empty_sessions.len();
                    self.dated(&reader, dated);
                    if self.empty_sessions.len() > empty && has_error(&errors, block.span) {
                        // Something stands below that could not be read; that is told already.
                        self.empty_sessions.truncate(empty);
                    }
                }
                BlockKind::Directive(_) => directives = true,
                BlockKind::Trivia | BlockKind::Heading | BlockKind::Unread => {}
            }
        }
        self.findings.extend(errors);
        if directives {
            tree.blocks
                .retain(|block| matches!(block.kind, BlockKind::Directive(_)));
            if tree.properties.is_empty() {
                tree.loads.clear();
            }
            self.directives.push(Directives {
                file: chunk.file,
                text: &source.text,
                tree: Tree {
                    blocks: std::mem::take(&mut tree.blocks),
                    loads: std::mem::take(&mut tree.loads),
                    properties: std::mem::take(&mut tree.properties),
                    words: std::mem::take(&mut tree.words),
                    ..Tree::default()
                },
            });
        }
    }

    fn dated(&mut self, reader: &Reader<'_, 't>, dated: &Dated) {
        let entries = dated.entries.of(&reader.tree.entries);
        let Some(date) = dated.first else {
            // Checked, but no session refers to them.
            self.entries(reader, entries);
            self.undated_event(reader, dated, entries);
            return;
        };
        let header = dated.attributes.of(&reader.tree.attributes);
        for attribute in header {
            if let AttributeKind::Weekday(written) = attribute.kind
                && written != date.weekday()
            {
                let at = reader.place(attribute.span);
                self.weekdays.push((at, written, date));
            }
        }
        if dated.event.is_none() && dated.last.is_none() {
            self.session(reader, dated, date, header);
            return;
        }
        self.not_a_session(reader, dated, date, header, entries);
    }

    /// The word of an event whose date cannot be read is judged all the same.
    #[cold]
    fn undated_event(&mut self, reader: &Reader<'_, 't>, dated: &Dated, entries: &[ast::Entry]) {
        let event = dated
            .event
            .filter(|event| event.kind == ast::EventKind::Activity);
        let Some(event) = event else { return };
        let word = reader.text(event.span);
        if ast::ACTIVITIES
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known))
        {
            return;
        }
        let below = entries.first().zip(entries.last());
        self.unsure.push(Unsure {
            word,
            word_place: reader.place(event.span),
            known: false,
            has_kind: true,
            event: None,
            session: None,
            below: below.map(|(first, last)| reader.place(first.span.to(last.span))),
            first_line: 0,
            date: None,
            spanned: false,
        });
    }

    fn session(
        &mut self,
        reader: &Reader<'_, 't>,
        dated: &Dated,
        date: Date,
        header: &[Attribute],
    ) {
        let notes = dated.notes.of(&reader.tree.notes);
        let (mut time, mut duration, mut planned) = (None, None, false);
        let mut details = !notes.is_empty();
        for attribute in header {
            match attribute.kind {
                AttributeKind::Weekday(_) => {}
                AttributeKind::Time(minutes) => time = Some(minutes),
                AttributeKind::Duration(milliseconds) => duration = Some(milliseconds),
                AttributeKind::Planned => planned = true,
                _ => details = true,
            }
        }
        let extra = if details {
            self.extra(reader, header, notes)
        } else {
            0
        };
        let entries = dated.entries.of(&reader.tree.entries);
        if entries.is_empty()
            && notes.is_empty()
            && !planned
            && !header
                .iter()
                .any(|attribute| matches!(attribute.kind, AttributeKind::Note(_)))
        {
            self.empty_sessions.push(reader.place(dated.date_span));
        }
        let entries = self.entries(reader, entries);
        let Span { start, end } = dated.header;
        let ends = [dated.date_span.end, end];
        let session = Session::new(date, reader.file, start, ends, entries).at(time, duration);
        self.sessions.push(Session {
            planned,
            extra,
            ..session
        });
    }

    /// An event; entries below it become a session of that date.
    fn not_a_session(
        &mut self,
        reader: &Reader<'_, 't>,
        dated: &Dated,
        date: Date,
        header: &[Attribute],
        entries: &[ast::Entry],
    ) {
        let event_index = self.events.len();
        let word = dated.event.map_or(dated.date_span, |event| event.span);
        if let Some(event) = dated.event {
            self.event(reader, dated, event, date, header);
        }
        let known = dated.event.is_some_and(|event| {
            event.kind != ast::EventKind::Activity || {
                let word = reader.text(event.span).to_ascii_lowercase();
                ast::ACTIVITIES.contains(&word.as_str())
            }
        });
        let takes_span = dated.event.is_some_and(|event| spans(event.kind));
        let spanned = dated.last.is_some();
        if known && entries.is_empty() && (!spanned || takes_span) {
            return;
        }
        let session = if entries.is_empty() {
            None
        } else if spanned {
            // Which of the days is not told.
            self.entries(reader, entries);
            None
        } else {
            self.session(reader, dated, date, header);
            self.sessions.len().checked_sub(1)
        };
        let below = entries.first().zip(entries.last());
        let first_line = below.map_or(0, |(first, _)| {
            let before = reader.text.as_bytes().get(..first.span.start as usize);
            memchr::memrchr(b'\n', before.unwrap_or(&[])).map_or(0, |newline| newline as u32 + 1)
        });
        self.unsure.push(Unsure {
            word: reader.text(word),
            word_place: reader.place(word),
            known,
            has_kind: dated.event.is_some(),
            event: dated.event.map(|_| event_index),
            session,
            below: below.map(|(first, last)| reader.place(first.span.to(last.span))),
            first_line,
            date: Some(date),
            spanned: spanned && !takes_span,
        });
    }

    fn event(
        &mut self,
        reader: &Reader<'_, 't>,
        dated: &Dated,
        event: ast::Event,
        date: Date,
        header: &[Attribute],
    ) {
        let notes = dated.notes.of(&reader.tree.notes);
        let mut name_of_race = None;
        let (mut distance, mut duration, mut difficulty) = (None, None, None);
        let (mut prep_weeks, mut pain, mut weight, mut goal) = (12, None, None, None);
        for attribute in header {
            match attribute.kind {
                AttributeKind::Distance(millimetres) => distance = Some(millimetres),
                AttributeKind::Duration(milliseconds) => duration = Some(milliseconds),
                AttributeKind::Difficulty(word) => difficulty = Some(word),
                AttributeKind::Prep(weeks) => prep_weeks = weeks,
                AttributeKind::Pain { side, place, level } if pain.is_none() => {
                    pain = Some(Pain {
                        side,
                        body: reader.word(place),
                        level,
                        place: reader.place(attribute.span),
                    });
                }
                AttributeKind::Weight(load) => weight = RawLoad::from(&load).resolve(None),
                AttributeKind::PerWeek { required, aim } => goal = Some((required, aim)),
                _ => {}
            }
        }
        let kind = match event.kind {
            ast::EventKind::Away => Some(EventKind::Away),
            ast::EventKind::Ill => Some(EventKind::Ill),
            ast::EventKind::Injured => Some(EventKind::Injured),
            ast::EventKind::Break => Some(EventKind::Break),
            ast::EventKind::RacePrep => Some(EventKind::RacePrep),
            ast::EventKind::OffSeason => Some(EventKind::OffSeason),
            ast::EventKind::Activity => Some(EventKind::Activity {
                word: reader.text(event.span).to_lowercase(),
                distance,
                duration,
                difficulty,
            }),
            ast::EventKind::Race => {
                // The first note is the name; it is not a note as well.
                let name = header.iter().find_map(|attribute| match attribute.kind {
                    AttributeKind::Note(inside) => Some((attribute.span, inside)),
                    _ => None,
                });
                name_of_race = name.map(|(whole, _)| whole);
                let name = name.map(|(_, inside)| reader.text(inside).to_string());
                Some(EventKind::Race {
                    name,
                    distance,
                    duration,
                    prep_weeks,
                })
            }
            // What is missing in these three has an error of its own.
            ast::EventKind::Pain => pain.map(EventKind::Pain),
            ast::EventKind::Bodyweight => weight.map(|weight| EventKind::Bodyweight(weight.grams)),
            ast::EventKind::Goal => goal.map(|(required, aim)| EventKind::Goal { required, aim }),
        };
        let Some(kind) = kind else { return };
        let details = header.iter().filter(|attribute| {
            let told = matches!(kind, EventKind::Pain(_))
                && matches!(attribute.kind, AttributeKind::Pain { .. });
            !told && Some(attribute.span) != name_of_race
        });
        let extra = self.extra(reader, details, notes);
        let phase = matches!(kind, EventKind::RacePrep | EventKind::OffSeason);
        self.events.push(Event {
            from: Some(date),
            to: dated.last.or(Some(date)),
            open: phase && dated.last.is_none(),
            place: reader.place(dated.header),
            kind,
            extra,
        });
    }

    fn entries(&mut self, reader: &Reader<'_, 't>, entries: &[ast::Entry]) -> std::ops::Range<u32> {
        let base = Arena::<Occurrence>::base(self.part);
        let start = base.saturating_add(self.entries.len() as u32);
        for entry in entries {
            match entry.repeat {
                Repeat::Of(number) => self.again(reader, entry.span, number),
                _ if entry.unread => {}
                _ => self.entry(reader, entry),
            }
        }
        start..base.saturating_add(self.entries.len() as u32)
    }

    /// An entry whose line was read before: it differs in its place alone.
    fn again(&mut self, reader: &Reader<'_, 't>, span: Span, number: u32) {
        let Some(&(first, unitless)) = self.firsts.get(number as usize) else {
            return;
        };
        let Some(statement) = self.statements.get(first as usize) else {
            return;
        };
        self.unitless.0 += unitless;
        self.last_name = statement.exercise.0;
        if let Some(name) = self.names.get_mut(statement.exercise.0 as usize) {
            name.uses = name.uses.saturating_add(1);
        }
        self.occurs(reader, span.start, first);
    }

    /// Adds an entry that says what that statement of the piece does.
    #[inline]
    fn occurs(&mut self, reader: &Reader<'_, 't>, start: u32, statement: u32) {
        self.entries.push(Occurrence {
            start,
            statement: Arena::<Statement>::base(self.part).saturating_add(statement),
            level: LevelId::NONE,
            file: reader.file,
        });
    }

    fn entry(&mut self, reader: &Reader<'_, 't>, entry: &ast::Entry) {
        let name = self.name(reader, entry.name);
        let level = match reader.text(entry.level) {
            "" => None,
            level => self.level(name, level),
        };
        let base = Arena::<Set>::base(self.part);
        let first = base.saturating_add(self.sets.len() as u32);
        let from = |at: u32| at.saturating_sub(entry.span.start);
        let (mut last, mut load) = (None, 0);
        let (mut about, mut working) = (About::default(), 0u16);
        for set in entry.sets.of(&reader.tree.sets) {
            if set.load != last {
                last = set.load;
                load = self.load(reader, set.load);
            }
            let cue = if set.cue.is_empty() {
                0
            } else {
                self.cue(reader, name, set.cue)
            };
            let set = Set {
                amount: set.amount,
                load,
                within: Span::new(from(set.span.start), from(set.span.end)),
                cue,
                count: set.count,
                side: set.side,
                // A test goes to where form breaks by its nature.
                failed: set.failed && entry.kind != ast::EntryKind::Test,
                warmup: set.warmup,
            };
            about.add(&set);
            if !set.warmup {
                working = working.saturating_add(u16::from(set.count));
            }
            self.sets.push(set);
        }
        self.measures |= about.measured();
        self.one_sided |= about.one_sided();
        let attributes = entry.attributes.of(&reader.tree.attributes);
        let (mut difficulty, mut each) = (None, false);
        let mut details = false;
        for attribute in attributes {
            match attribute.kind {
                AttributeKind::Difficulty(word) => difficulty = Some(word),
                AttributeKind::Each => each = true,
                _ => details = true,
            }
        }
        let unitless = self.unitless.0;
        if last.is_some() {
            self.unitless(reader, entry);
        }
        if let Repeat::First(_) = entry.repeat {
            let index = self.statements.len() as u32;
            self.firsts.push((index, self.unitless.0 - unitless));
        }
        let extra = if details {
            self.extra(reader, attributes, &[])
        } else {
            0
        };
        self.occurs(reader, entry.span.start, self.statements.len() as u32);
        self.statements.push(Statement {
            length: entry.span.len(),
            exercise: ExerciseId(name),
            sets: first..base.saturating_add(self.sets.len() as u32),
            extra,
            kind: entry.kind,
            difficulty,
            each,
            superset: entry.superset,
            level_written: level.map(LevelId),
            about,
            working,
        });
    }

    /// Counts the loads of an entry that have no unit: as written, not as spread over sets.
    fn unitless(&mut self, reader: &Reader<'_, 't>, entry: &ast::Entry) {
        let sets = entry.sets.of(&reader.tree.sets);
        let first = sets.iter().filter_map(|set| set.load).min();
        let last = sets.iter().filter_map(|set| set.load).max();
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        let loads = reader.tree.loads.get(first as usize..=last as usize);
        for load in loads.unwrap_or(&[]) {
            if load.unit.is_none() {
                self.unitless.0 += 1;
                self.unitless.1.get_or_insert(reader.place(load.span));
            }
        }
    }

    fn name(&mut self, reader: &Reader<'_, 't>, span: Span) -> u32 {
        let text = reader.text(span);
        // Sessions are much like the ones before them, so the next name can mostly be guessed.
        let guess = self.followers.get(self.last_name as usize).copied();
        if let Some(index) = guess
            && let Some(name) = self.names.get_mut(index as usize)
            && name.text == text
        {
            name.uses = name.uses.saturating_add(1);
            self.last_name = index;
            return index;
        }
        let next = self.names.len() as u32;
        let index = *self.names_seen.entry(text).or_insert(next);
        match self.names.get_mut(index as usize) {
            Some(name) => name.uses = name.uses.saturating_add(1),
            None => {
                self.followers.push(index);
                self.names.push(Name {
                    text,
                    uses: 1,
                    first: reader.place(span),
                });
            }
        }
        if let Some(follower) = self.followers.get_mut(self.last_name as usize) {
            *follower = index;
        }
        self.last_name = index;
        index
    }

    /// `None` when there are more distinct levels than can be told apart.
    fn level(&mut self, name: u32, level: &'t str) -> Option<u16> {
        let next = u16::try_from(self.levels.len()).unwrap_or(u16::MAX);
        let index = *self.levels_seen.entry((name, level)).or_insert(next);
        if index == next && next < u16::MAX {
            self.levels.push((name, level));
        }
        (index < u16::MAX).then_some(index)
    }

    fn load(&mut self, reader: &Reader<'_, 't>, load: Option<u32>) -> u32 {
        let load = load.and_then(|load| reader.tree.loads.get(load as usize));
        let Some(load) = load.map(RawLoad::from) else {
            return 0;
        };
        let next = self.loads.len() as u32 + 1;
        let index = *self.loads_seen.entry(load).or_insert(next);
        if index == next {
            self.loads.push(load);
        }
        index
    }

    fn cue(&mut self, reader: &Reader<'_, 't>, name: u32, span: Span) -> u16 {
        let cue = reader.text(span);
        let next = u16::try_from(self.cues.len()).unwrap_or(0);
        let index = *self.cues_seen.entry(cue).or_insert(next);
        if index == next && next > 0 {
            self.cues.push(cue);
        }
        if self.cue_uses_seen.insert((name, index)) {
            self.cue_uses.push((name, index, reader.place(span)));
        }
        index
    }

    /// The index of the details; 0 where there are none.
    fn extra<'b>(
        &mut self,
        reader: &Reader<'_, 't>,
        attributes: impl IntoIterator<Item = &'b Attribute>,
        notes: &[Span],
    ) -> u32 {
        let mut extra = Extra::default();
        for attribute in attributes {
            let at = reader.place(attribute.span);
            match attribute.kind {
                AttributeKind::Rpe(halves) => extra.rpe = Some(halves),
                AttributeKind::Rir(halves) => extra.rir = Some(halves),
                AttributeKind::Rest(milliseconds) => extra.rest = Some(milliseconds),
                AttributeKind::Pain { side, place, level } => extra.pain.push(Pain {
                    side,
                    body: reader.word(place),
                    level,
                    place: at,
                }),
                AttributeKind::Sore { side, place } => extra.sore.push(Sore {
                    side,
                    body: reader.word(place),
                }),
                AttributeKind::Tag(span) => extra.tags.push(reader.text(span).to_string()),
                AttributeKind::Note(span) => extra.notes.push(reader.place(span)),
                AttributeKind::Allow(span) => extra.allows.push(LineAllow {
                    rule: reader.text(span).to_string(),
                    place: reader.place(span),
                }),
                _ => {}
            }
        }
        extra
            .notes
            .extend(notes.iter().map(|&note| reader.place(note)));
        let next = self.extras.len() as u32;
        let with_places = !(extra.pain.is_empty()
            && extra.sore.is_empty()
            && extra.notes.is_empty()
            && extra.allows.is_empty());
        if !with_places {
            let plain = PlainExtra {
                rpe: extra.rpe,
                rir: extra.rir,
                rest: extra.rest,
                tags: extra.tags.clone(),
            };
            if plain == PlainExtra::default() {
                return 0;
            }
            let index = *self.plain_extras.entry(plain).or_insert(next);
            if index != next {
                return index;
            }
        }
        self.extras.push(extra);
        next
    }
}

/// Whether a kind of event may be written with a span of dates.
pub fn spans(kind: ast::EventKind) -> bool {
    use ast::EventKind::{Away, Break, Ill, Injured, OffSeason, RacePrep};
    matches!(kind, Away | Ill | Injured | Break | RacePrep | OffSeason)
}

/// Whether one of the errors, which are in file order, lies in the span.
fn has_error(errors: &[Finding], span: Span) -> bool {
    let next = errors.partition_point(|error| error.place.span.start < span.start);
    let next = errors.get(next).map(|error| error.place.span.start);
    next.is_some_and(|start| start < span.end)
}
