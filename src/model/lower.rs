//! From text to a journal, in three steps: chunks are parsed and lowered on several threads, the
//! directives and names of all of them are brought together, and what was written is resolved.

use super::arena::Arena;
use super::complaint::{judge, missing_unit, unknown_level};
use super::cut::{Cutting, chunks, shares};
use super::directives::Registry;
use super::names::key;
use super::piece::{Directives, Name, Piece, RawLoad};
use super::sessions::Sessions;
use super::{Exercise, ExerciseId, Journal, LevelId, Session, Set, Sides, Statement, Unit};
use crate::date::Date;
use crate::finding::Finding;
use crate::nearest::Patience;
use crate::order;
use crate::syntax::ast::Tree;
use crate::text::{Place, Sources, Span};
use crate::threads;
use rustc_hash::{FxHashMap, FxHashSet};

/// Reads all files of a journal. Never fails: what could not be read is told by the findings, and
/// the journal holds the rest.
pub fn read(sources: Sources) -> (Journal, Vec<Finding>) {
    read_in(sources, Cutting::default())
}

/// As [`read`], with the size of the chunks and the number of threads given. The result depends
/// on neither.
pub fn read_in(sources: Sources, cutting: Cutting) -> (Journal, Vec<Finding>) {
    let mut pieces = pieces(&sources, cutting);
    let conflict = |finding: &Finding| finding.rule == "merge-conflict";
    if pieces
        .iter()
        .any(|piece| piece.findings.iter().any(conflict))
    {
        // Its markers hold what is between them together, wherever dates stand.
        let whole = usize::MAX;
        pieces = self::pieces(
            &sources,
            Cutting {
                chunk: whole,
                ..cutting
            },
        );
    }
    let (mut journal, findings) = Gathered::new(&sources, &mut pieces).finish();
    journal.sources = sources;
    (journal, findings)
}

/// The first step.
fn pieces(sources: &Sources, cutting: Cutting) -> Vec<Piece<'_>> {
    let chunks = chunks(sources, cutting.chunk);
    let shares = shares(&chunks, cutting);
    let read = |(part, share): (usize, &[super::cut::Chunk])| {
        let bytes = share.iter().map(|chunk| chunk.bytes.len()).sum();
        let mut piece = Piece::new(part, bytes);
        let mut tree = Tree::default();
        for chunk in share {
            piece.read(sources, chunk, &mut tree);
        }
        piece
    };
    threads::map(shares.into_iter().enumerate().collect(), read)
}

/// What all pieces say together.
struct Gathered<'s, 'p, 't> {
    sources: &'s Sources,
    pieces: &'p mut [Piece<'t>],
    registry: Registry,
    /// For each piece, for each of its names.
    exercises: Vec<Vec<ExerciseId>>,
    /// For each piece, for each of its levels.
    levels: Vec<Vec<LevelId>>,
    journal: Journal,
    findings: Vec<Finding>,
}

impl<'s, 'p, 't> Gathered<'s, 'p, 't> {
    fn new(sources: &'s Sources, pieces: &'p mut [Piece<'t>]) -> Self {
        let mut findings = Vec::new();
        let mut directives: Vec<Directives> = Vec::new();
        let (mut unitless, mut first) = (0, None);
        for piece in pieces.iter_mut() {
            findings.append(&mut piece.findings);
            directives.append(&mut piece.directives);
            unitless += piece.unitless.0;
            first = first.or(piece.unitless.1);
        }
        let used = pieces.iter().flat_map(|piece| &piece.names);
        let mut registry = Registry::new(&directives, used.map(|name| name.text));
        let exercises = resolve_names(&mut registry, pieces);
        registry.refer(&directives);
        findings.append(&mut registry.findings);
        if let (None, Some(first)) = (registry.unit, first) {
            findings.push(missing_unit(sources, first, unitless as usize));
        }
        Gathered {
            sources,
            pieces,
            registry,
            exercises,
            levels: Vec::new(),
            journal: Journal::default(),
            findings,
        }
    }

    /// The second and the third step.
    fn finish(mut self) -> (Journal, Vec<Finding>) {
        self.resolve_levels();
        let unit = self.registry.unit.map(|(unit, _)| unit);
        self.gather_sets(unit);
        self.gather_events();
        super::yearless::offer_years(self.sources, &mut self.findings);
        let registry = self.registry;
        self.journal.exercises = registry.exercises;
        self.journal.routines = registry.routines;
        self.journal.settings = registry.settings;
        self.journal.allows = registry.allows;
        self.journal.athlete = registry.athlete;
        self.journal.unit = unit;
        if self.levels.iter().any(|levels| !levels.is_empty()) {
            inherit_levels(&mut self.journal);
        }
        (self.journal, self.findings)
    }

    /// Levels that are not on the ladder of their exercise are added behind it.
    fn resolve_levels(&mut self) {
        if self.pieces.iter().all(|piece| piece.levels.is_empty()) {
            return;
        }
        let mut known: FxHashMap<(ExerciseId, String), LevelId> = FxHashMap::default();
        for (id, exercise) in (0u32..).map(ExerciseId).zip(&self.registry.exercises) {
            for (level, name) in (0u16..).map(LevelId).zip(&exercise.levels) {
                known.insert((id, key(name)), level);
            }
        }
        for (piece, exercises) in self.pieces.iter().zip(&self.exercises) {
            let resolve = |&(name, text): &(u32, &str)| {
                let Some(&id) = exercises.get(name as usize) else {
                    return LevelId::NONE;
                };
                let Some(exercise) = self.registry.exercises.get_mut(id.0 as usize) else {
                    return LevelId::NONE;
                };
                *known.entry((id, key(text))).or_insert_with(|| {
                    let next = u16::try_from(exercise.levels.len()).unwrap_or(u16::MAX);
                    if next < u16::MAX {
                        exercise.levels.push(text.to_string());
                    }
                    LevelId(next)
                })
            };
            self.levels.push(piece.levels.iter().map(resolve).collect());
        }
    }

    /// Entries and sets of all pieces, with ids of the journal.
    fn gather_sets(&mut self, unit: Option<Unit>) {
        let mut ids = Ids::default();
        let mut uses: FxHashSet<(ExerciseId, u16)> = FxHashSet::default();
        let mut unknown_levels = false;
        let (mut entries, mut statements, mut sets) = (Vec::new(), Vec::new(), Vec::new());
        for (part, piece) in self.pieces.iter_mut().enumerate() {
            let loads: Vec<u32> = piece
                .loads
                .iter()
                .map(|&load| ids.load(load, unit))
                .collect();
            let cues: Vec<u16> = piece.cues.iter().map(|cue| ids.cue(cue)).collect();
            let same = loads.iter().zip(1..).all(|(&new, old)| new == old)
                && cues.iter().zip(0..).all(|(&new, old)| new == old);
            if !same {
                let named = |set: &&mut Set| set.load != 0 || set.cue != 0;
                for set in piece.sets.iter_mut().filter(named) {
                    let old = set.load.checked_sub(1);
                    set.load = old
                        .and_then(|old| loads.get(old as usize))
                        .map_or(0, |&new| new);
                    set.cue = cues.get(usize::from(set.cue)).map_or(0, |&new| new);
                }
            }
            let exercises = self.exercises.get(part).map_or(&[][..], Vec::as_slice);
            let written = &mut self.journal.written;
            written.one_sided |= piece.one_sided;
            written.tests |= piece.tests;
            for &(name, cue, place) in &piece.cue_uses {
                let exercise = exercises.get(name as usize).copied();
                let cue = cues.get(usize::from(cue)).copied().unwrap_or(0);
                if let Some(exercise) = exercise
                    && cue != 0
                    && uses.insert((exercise, cue))
                {
                    written.cues.push((exercise, cue, place));
                }
            }
            let levels = self.levels.get(part).map_or(&[][..], Vec::as_slice);
            let extras = self.journal.extras.len() as u32;
            // Every piece begins with the details that none has; one of them is enough.
            let shift = extras.saturating_sub(1);
            let move_extra = |extra: &mut u32| {
                if *extra > 0 {
                    *extra = extra.saturating_add(shift);
                }
            };
            let all = &self.registry.exercises;
            let per_side = |id: &ExerciseId| {
                let sides = all.get(id.0 as usize).and_then(|exercise| exercise.sides);
                (*id, sides == Some(Sides::Each))
            };
            let names: Vec<(ExerciseId, bool)> = exercises.iter().map(per_side).collect();
            for statement in &mut piece.statements {
                let name = names.get(statement.exercise.0 as usize).copied();
                let (exercise, per_side) = name.unwrap_or((ExerciseId(0), false));
                statement.exercise = exercise;
                move_extra(&mut statement.extra);
                if let Some(level) = &mut statement.level_written {
                    let known = levels.get(usize::from(level.0)).copied();
                    *level = known.unwrap_or(LevelId::NONE);
                    unknown_levels |= beside_ladder(all, statement).is_some();
                }
                if per_side && !statement.each {
                    let about = statement.about;
                    statement.each = about.both()
                        || match about.warmups() {
                            false => !about.work(),
                            true => {
                                let from = statement.sets.start - Arena::<Set>::base(part);
                                let own = piece.sets.iter().skip(from as usize);
                                let mut own = own.take(statement.sets.len());
                                own.any(|set| set.side.is_none())
                            }
                        };
                }
            }
            for session in &mut piece.sessions {
                move_extra(&mut session.extra);
            }
            for event in &mut piece.events {
                move_extra(&mut event.extra);
            }
            let drop_first = usize::from(extras > 0);
            self.journal
                .extras
                .extend(piece.extras.drain(..).skip(drop_first));
            self.journal.files.append(&mut piece.files);
            entries.push(std::mem::take(&mut piece.entries));
            statements.push(std::mem::take(&mut piece.statements));
            sets.push(std::mem::take(&mut piece.sets));
        }
        self.journal.loads = ids.loads;
        self.journal.cues = ids.cues;
        self.journal.entries = Arena::from_parts(entries);
        self.journal.statements = Arena::from_parts(statements);
        self.journal.sets = Arena::from_parts(sets);
        if unknown_levels {
            self.tell_unknown_levels();
        }
    }

    /// Levels beside the ladder of their exercise, wherever they are written.
    #[cold]
    fn tell_unknown_levels(&mut self) {
        let mut patience = Patience::default();
        let entries = self.journal.entries.indices();
        for entry in entries.filter_map(|index| self.journal.entry(index)) {
            if let Some((exercise, level)) = beside_ladder(&self.registry.exercises, &entry) {
                let text = self.sources.file(entry.file).map_or("", |s| &s.text);
                let finding = unknown_level(exercise, level, &entry, text, &mut patience);
                self.findings.push(finding);
            }
        }
    }

    /// Sessions and events of all pieces, and what is told by neither.
    fn gather_events(&mut self) {
        let mut events = std::mem::take(&mut self.registry.goals);
        let mut sessions = Vec::with_capacity(self.pieces.len());
        let mut unknown_headers: Vec<Place> = Vec::new();
        let activities = &self.registry.activities;
        let declared: FxHashSet<&str> = activities.iter().map(String::as_str).collect();
        let mut patience = Patience::default();
        for piece in self.pieces.iter_mut() {
            for unsure in &piece.unsure {
                let known = unsure.known || declared.contains(unsure.word.to_lowercase().as_str());
                let finding = judge(self.sources, unsure, known, activities, &mut patience);
                self.findings.extend(finding);
                if !known && unsure.has_kind {
                    let place = unsure.word_place;
                    let text = self.sources.file(place.file).map_or("", |s| &s.text);
                    let behind = text.get(place.span.end as usize..).unwrap_or("");
                    let length = behind.find('\n').unwrap_or(behind.len()) as u32;
                    let span = Span::new(place.span.end, place.span.end.saturating_add(length));
                    unknown_headers.push(Place { span, ..place });
                }
                let event = unsure.event.and_then(|event| piece.events.get_mut(event));
                if let Some(event) = event
                    && (!known || unsure.spanned)
                {
                    // An event without a date is none; only undated goals, which are not here.
                    event.from = None;
                }
                let session = unsure
                    .session
                    .and_then(|session| piece.sessions.get_mut(session));
                if let Some(session) = session
                    && known
                {
                    // What the header tells is told by the event.
                    *session = Session {
                        planned: false,
                        extra: 0,
                        ..session.clone().at(None, None)
                    };
                }
            }
            events.extend(piece.events.drain(..).filter(|event| event.from.is_some()));
            sessions.push(std::mem::take(&mut piece.sessions));
            let written = &mut self.journal.written;
            written.weekdays.append(&mut piece.weekdays);
            written.empty_sessions.append(&mut piece.empty_sessions);
        }
        (self.journal.sessions, self.journal.written.out_of_order) =
            Sessions::of(sessions, out_of_order);
        let sources = self.sources;
        let goals = self.registry.contradicting_goals(&mut events);
        self.findings.extend(goals.into_iter().map(|mut error| {
            let others = error.related.iter_mut().map(|label| &mut label.place);
            for place in others.chain([&mut error.place]) {
                let date = sources.text(*place).split(char::is_whitespace).next();
                place.span.end = place.span.start + date.map_or(0, str::len) as u32;
            }
            error
        }));
        order::sort_by_key(&mut events, |event| (event.from, event.place));
        self.journal.events = events;
        // One mistake, one finding: of a header whose event is unknown, nobody knows what may stand
        // behind it.
        if !unknown_headers.is_empty() {
            unknown_headers.sort_unstable();
            self.findings.retain(|finding| {
                let place = finding.place;
                let after = unknown_headers.partition_point(|header| {
                    (header.file, header.span.start) <= (place.file, place.span.start)
                });
                let header = after
                    .checked_sub(1)
                    .and_then(|index| unknown_headers.get(index));
                let inside =
                    header.is_some_and(|h| h.file == place.file && place.span.end <= h.span.end);
                finding.rule == "invalid-encoding" || !inside
            });
        }
    }
}

/// Loads and cues of the journal, each once.
struct Ids {
    loads: Vec<super::Load>,
    cues: Vec<String>,
    loads_seen: FxHashMap<super::Load, u32>,
    cues_seen: FxHashMap<String, u16>,
}

impl Default for Ids {
    fn default() -> Self {
        let nothing = super::Load {
            grams: 0,
            kind: super::LoadKind::Absolute,
            implements: 1,
            unit: Unit::Kg,
        };
        Ids {
            loads: vec![nothing],
            cues: vec![String::new()],
            loads_seen: FxHashMap::default(),
            cues_seen: FxHashMap::from_iter([(String::new(), 0)]),
        }
    }
}

impl Ids {
    /// 0 for a load whose unit nobody knows.
    fn load(&mut self, load: RawLoad, unit: Option<Unit>) -> u32 {
        let Some(load) = load.resolve(unit) else {
            return 0;
        };
        let next = self.loads.len() as u32;
        let id = *self.loads_seen.entry(load).or_insert(next);
        if id == next {
            self.loads.push(load);
        }
        id
    }

    fn cue(&mut self, cue: &str) -> u16 {
        let cue = cue.to_lowercase();
        let next = u16::try_from(self.cues.len()).unwrap_or(0);
        match self.cues_seen.get(&cue) {
            Some(&id) => id,
            None => {
                if next > 0 {
                    self.cues.push(cue.clone());
                }
                self.cues_seen.insert(cue, next);
                next
            }
        }
    }
}

/// For each piece the exercises of its names.
fn resolve_names(registry: &mut Registry, pieces: &[Piece]) -> Vec<Vec<ExerciseId>> {
    pieces
        .iter()
        .map(|piece| {
            let resolve = |name: &Name| {
                let id = registry.find_or_add(name.text);
                if let Some(exercise) = registry.exercises.get_mut(id.0 as usize) {
                    exercise.used = exercise.used.saturating_add(name.uses);
                    exercise.first_use.get_or_insert(name.first);
                }
                id
            };
            piece.names.iter().map(resolve).collect()
        })
        .collect()
}

/// The level that a statement names, where its exercise has a ladder and it is not on it.
fn beside_ladder<'e>(
    exercises: &'e [Exercise],
    statement: &Statement,
) -> Option<(&'e Exercise, LevelId)> {
    let exercise = exercises.get(statement.exercise.0 as usize)?;
    let level = statement.level_written?;
    (exercise.ladder > 0 && usize::from(level.0) >= exercise.ladder).then_some((exercise, level))
}

/// Sessions earlier than the one above them in their file. A file that is written newest first
/// is in order; so the other direction is the wrong one where it is by far the rarer.
fn out_of_order(sessions: &[Session]) -> Vec<[(Date, Place); 2]> {
    let mut found = Vec::new();
    for file in sessions.chunk_by(|a, b| a.file == b.file) {
        let steps = file.windows(2).filter_map(|pair| match pair {
            [above, below] => Some(below.date.cmp(&above.date)),
            _ => None,
        });
        let (up, down) = steps.fold((0, 0), |(up, down), step| {
            (
                up + usize::from(step.is_gt()),
                down + usize::from(step.is_lt()),
            )
        });
        if down == 0 {
            continue;
        }
        let newest_first = up * 4 < down;
        for pair in file.windows(2) {
            let [above, below] = pair else { continue };
            let wrong = if newest_first {
                below.date > above.date
            } else {
                below.date < above.date
            };
            if wrong {
                found.push([below, above].map(|session| (session.date, session.date_place())));
            }
        }
    }
    found
}

/// An entry without brackets is at the level of the latest earlier entry that names one. What is
/// planned has not happened, so its level is not handed on.
fn inherit_levels(journal: &mut Journal) {
    let mut current = vec![LevelId::NONE; journal.exercises.len()];
    let mut levels = journal.entries.beside(LevelId::NONE);
    for session in &journal.sessions {
        let entries = journal.entries.slice(&session.entries);
        let own = levels.slice_mut(&session.entries);
        for (occurrence, level) in entries.iter().zip(own) {
            let Some(statement) = journal.statements.get(occurrence.statement) else {
                continue;
            };
            let Some(current) = current.get_mut(statement.exercise.0 as usize) else {
                continue;
            };
            *level = statement.level_written.unwrap_or(*current);
            if statement.level_written.is_some() && !session.planned {
                *current = *level;
            }
        }
    }
    journal.levels = levels;
}
