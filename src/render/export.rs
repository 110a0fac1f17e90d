//! `export json`, version 1: everything that was read, names and levels resolved. `strength schema
//! export` prints its schema.

mod events;
mod exercises;

use super::Index;
use super::json::{Day, Thousandths, write_value};
use crate::finding::Severity;
use crate::model::{
    Amount, Difficulty, Entry, EntryKind, Extra, Journal, Load, LoadKind, Pain, RuleValue, Session,
    Set, Side, Sore, Unit,
};
use crate::text::FileId;
use events::Events;
use exercises::Exercises;
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};
use std::io::{self, Write};

/// Writes the journal.
pub fn write(out: &mut dyn Write, journal: &Journal) -> io::Result<()> {
    let index = Index::new(&journal.sources);
    let read = Read {
        journal,
        index: &index,
        lines: true,
    };
    write_value(out, &read)
}

/// The same without the numbers of the lines: equal for journals that mean the same.
pub fn meaning(journal: &Journal) -> io::Result<Vec<u8>> {
    let index = Index::new(&journal.sources);
    let read = Read {
        journal,
        index: &index,
        lines: false,
    };
    let mut out = Vec::new();
    write_value(&mut out, &read)?;
    Ok(out)
}

/// The journal and where its lines are.
pub struct Read<'a> {
    journal: &'a Journal,
    index: &'a Index<'a>,
    /// Whether lines are numbered; otherwise all are 0.
    lines: bool,
}

impl Serialize for Read<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let journal = self.journal;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", &1)?;
        map.serialize_entry("athlete", &journal.athlete)?;
        map.serialize_entry("unit", &journal.unit.map(Unit::word))?;
        map.serialize_entry("sessions", &Sessions(self))?;
        map.serialize_entry("events", &Events(self))?;
        map.serialize_entry("exercises", &Exercises(self))?;
        let routines: Vec<RoutineOut> = journal
            .routines
            .iter()
            .map(|routine| RoutineOut {
                name: &routine.name,
                exercises: routine.exercises.iter().map(|id| self.name(*id)).collect(),
            })
            .collect();
        map.serialize_entry("routines", &routines)?;
        let rules: Vec<RuleOut> = journal
            .settings
            .iter()
            .map(|setting| {
                let (key, value) = match &setting.value {
                    RuleValue::Off => ("severity", "off"),
                    RuleValue::Severity(Severity::Advice) => ("severity", "note"),
                    RuleValue::Severity(severity) => ("severity", severity.word()),
                    RuleValue::Key(key, value) => (key.as_str(), value.as_str()),
                };
                RuleOut {
                    rule: &setting.rule,
                    key,
                    value,
                }
            })
            .collect();
        map.serialize_entry("rules", &rules)?;
        let allows: Vec<AllowOut> = journal
            .allows
            .iter()
            .map(|allow| AllowOut {
                rule: &allow.rule,
                exercise: allow.exercise.map(|id| self.name(id)),
                until: allow.until.map(Day),
            })
            .collect();
        map.serialize_entry("allow", &allows)?;
        map.end()
    }
}

impl<'a> Read<'a> {
    fn line(&self, file: FileId, offset: u32) -> u32 {
        if !self.lines {
            return 0;
        }
        self.index.position(file, offset).line
    }

    fn name(&self, id: crate::model::ExerciseId) -> &'a str {
        let exercise = self.journal.exercises.get(id.0 as usize);
        exercise.map_or("", |exercise| &exercise.name)
    }

    /// All notes of a session or entry, one a line.
    fn note(&self, extra: &Extra) -> Option<String> {
        let notes = extra
            .notes
            .iter()
            .map(|place| self.journal.sources.text(*place));
        let notes: Vec<&str> = notes.filter(|note| !note.is_empty()).collect();
        (!notes.is_empty()).then(|| notes.join("\n"))
    }
}

#[derive(Serialize)]
struct RoutineOut<'a> {
    name: &'a str,
    exercises: Vec<&'a str>,
}

#[derive(Serialize)]
struct RuleOut<'a> {
    rule: &'a str,
    key: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct AllowOut<'a> {
    rule: &'a str,
    exercise: Option<&'a str>,
    until: Option<Day>,
}

struct Sessions<'a>(&'a Read<'a>);

impl Serialize for Sessions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sessions = &self.0.journal.sessions;
        let mut list = serializer.serialize_seq(Some(sessions.len()))?;
        for session in sessions {
            list.serialize_element(&SessionOut::of(self.0, session))?;
        }
        list.end()
    }
}

#[derive(Serialize)]
struct SessionOut<'a> {
    file: &'a str,
    line: u32,
    date: Day,
    time: Option<String>,
    minutes: Option<Number>,
    planned: bool,
    tags: &'a [String],
    rpe: Option<Thousandths>,
    note: Option<String>,
    allow: Vec<&'a str>,
    entries: Vec<EntryOut<'a>>,
}

impl<'a> SessionOut<'a> {
    fn of(read: &Read<'a>, session: &'a Session) -> SessionOut<'a> {
        let journal = read.journal;
        let extra = journal.extra(session.extra);
        let file = session.file;
        SessionOut {
            file: read.index.name(file),
            line: read.line(file, session.start),
            date: Day(session.date),
            time: session
                .time()
                .map(|minutes| format!("{:02}:{:02}", minutes / 60, minutes % 60)),
            minutes: session
                .duration()
                .map(|duration| Number::ratio(duration, 60_000)),
            planned: session.planned,
            tags: &extra.tags,
            rpe: halves(extra.rpe),
            note: read.note(extra),
            allow: allow(extra),
            entries: journal
                .entries_of(session)
                .enumerate()
                .map(|(index, entry)| EntryOut {
                    // Before the first entry `+` is a bullet.
                    superset: index > 0 && entry.superset,
                    ..EntryOut::of(read, entry)
                })
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct EntryOut<'a> {
    line: u32,
    exercise: &'a str,
    level: Option<&'a str>,
    kind: &'static str,
    superset: bool,
    sets: Vec<SetOut<'a>>,
    each: bool,
    difficulty: Option<&'static str>,
    rpe: Option<Thousandths>,
    rir: Option<Thousandths>,
    rest_seconds: Option<Thousandths>,
    pain: Vec<PainOut<'a>>,
    sore: Vec<SoreOut<'a>>,
    tags: &'a [String],
    note: Option<String>,
    allow: Vec<&'a str>,
}

impl<'a> EntryOut<'a> {
    fn of(read: &Read<'a>, entry: Entry<'a>) -> EntryOut<'a> {
        let journal = read.journal;
        let extra = journal.extra(entry.extra);
        EntryOut {
            line: read.line(entry.file, entry.span.start),
            exercise: read.name(entry.exercise),
            level: journal.level_name(entry.exercise, entry.level),
            kind: match entry.kind {
                EntryKind::Work => "work",
                EntryKind::Test => "test",
                EntryKind::Skipped => "skipped",
                EntryKind::Done => "done",
            },
            superset: entry.superset,
            // `3x15` is three sets.
            sets: journal
                .sets_of(&entry)
                .iter()
                .flat_map(|set| {
                    std::iter::repeat_n(SetOut::of(journal, set), usize::from(set.count))
                })
                .collect(),
            each: entry.each,
            difficulty: entry.difficulty.map(difficulty),
            rpe: halves(extra.rpe),
            rir: halves(extra.rir),
            rest_seconds: extra.rest.map(thousandths),
            pain: extra.pain.iter().map(PainOut::of).collect(),
            sore: extra.sore.iter().map(SoreOut::of).collect(),
            tags: &extra.tags,
            note: read.note(extra),
            allow: allow(extra),
        }
    }
}

#[derive(Clone, Copy, Serialize)]
struct SetOut<'a> {
    side: Option<&'static str>,
    reps: Option<u32>,
    seconds: Option<Thousandths>,
    metres: Option<Thousandths>,
    load: Option<LoadOut>,
    form_failed: bool,
    cue: Option<&'a str>,
    warmup: bool,
}

impl<'a> SetOut<'a> {
    fn of(journal: &'a Journal, set: &Set) -> SetOut<'a> {
        let (mut reps, mut seconds, mut metres) = (None, None, None);
        match set.amount {
            Amount::Reps(count) => reps = Some(count),
            Amount::Time(time) => seconds = Some(thousandths(time)),
            Amount::Distance(distance) => metres = Some(thousandths(distance)),
        }
        SetOut {
            side: set.side.map(side),
            reps,
            seconds,
            metres,
            load: journal.load(set).map(LoadOut::of),
            form_failed: set.failed,
            cue: journal.cue(set),
            warmup: set.warmup,
        }
    }
}

#[derive(Clone, Copy, Serialize)]
struct LoadOut {
    grams: u32,
    kind: &'static str,
    implements: u8,
}

impl LoadOut {
    fn of(load: &Load) -> LoadOut {
        LoadOut {
            grams: load.grams,
            kind: match load.kind {
                LoadKind::Absolute => "absolute",
                LoadKind::Added => "added",
                LoadKind::Assisted => "assisted",
            },
            implements: load.implements,
        }
    }
}

#[derive(Serialize)]
struct PainOut<'a> {
    side: Option<&'static str>,
    place: Option<&'a str>,
    level: u8,
}

impl<'a> PainOut<'a> {
    fn of(pain: &'a Pain) -> PainOut<'a> {
        PainOut {
            side: pain.side.map(side),
            place: pain.body.as_deref(),
            level: pain.level,
        }
    }
}

#[derive(Serialize)]
struct SoreOut<'a> {
    side: Option<&'static str>,
    place: Option<&'a str>,
}

impl<'a> SoreOut<'a> {
    fn of(sore: &'a Sore) -> SoreOut<'a> {
        SoreOut {
            side: sore.side.map(side),
            place: sore.body.as_deref(),
        }
    }
}

/// A number that need not be whole.
struct Number(u32, u32);

impl Number {
    fn ratio(of: u32, to: u32) -> Number {
        Number(of, to)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.checked_rem(self.1) {
            Some(0) => serializer.serialize_u32(self.0 / self.1),
            _ => serializer.serialize_f64(f64::from(self.0) / f64::from(self.1)),
        }
    }
}

fn thousandths(number: u32) -> Thousandths {
    Thousandths(i64::from(number))
}

fn halves(number: Option<u8>) -> Option<Thousandths> {
    number.map(|halves| Thousandths(i64::from(halves) * 500))
}

fn allow(extra: &Extra) -> Vec<&str> {
    extra
        .allows
        .iter()
        .map(|allow| allow.rule.as_str())
        .collect()
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Right => "right",
    }
}

fn difficulty(difficulty: Difficulty) -> &'static str {
    match difficulty {
        Difficulty::Easy => "easy",
        Difficulty::Ok => "ok",
        Difficulty::Hard => "hard",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_short_as_they_can_be() {
        let text = |value| serde_json::to_string(&value).unwrap();
        assert_eq!(text(Thousandths(45_000)), "45");
        assert_eq!(text(Thousandths(1_500)), "1.5");
        assert_eq!(
            serde_json::to_string(&Number::ratio(90_000, 60_000)).unwrap(),
            "1.5"
        );
    }
}
