//! The second step of lowering: what the directives of all files say, merged with the catalogue.

use super::contradiction::{Matter, Told};
use super::names::key;
use super::piece::{Directives, RawLoad};
use super::{
    Allow, Event, EventKind, Exercise, ExerciseId, Measure, Routine, RuleSetting, RuleValue,
    Target, Unit,
};
use super::{catalog, progression};
use crate::finding::{Finding, Severity};
use crate::nearest::nearest;
use crate::syntax::PROPERTIES;
use crate::syntax::ast::{BlockKind, DirectiveKind, Property, PropertyKind, Range};
use crate::text::{Place, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// Everything that is told by directives, and the names of exercises.
#[derive(Default)]
pub struct Registry {
    /// Built in and named in the journal, then declared, then used without a declaration.
    pub exercises: Vec<Exercise>,
    /// The unit of loads written without one, and where it is set.
    pub unit: Option<(Unit, Place)>,
    /// Words declared as activities, lower case.
    pub activities: Vec<String>,
    /// `athlete`.
    pub athlete: Option<String>,
    /// Undated goals.
    pub goals: Vec<Event>,
    /// As declared.
    pub routines: Vec<Routine>,
    /// As written.
    pub settings: Vec<RuleSetting>,
    /// As written.
    pub allows: Vec<Allow>,
    /// What is wrong with the directives.
    pub findings: Vec<Finding>,

    by_key: FxHashMap<String, Owner>,
    told: Told,
    /// The cues of each exercise to which the journal adds some.
    cue_keys: FxHashMap<ExerciseId, FxHashSet<String>>,
}

/// Whose name it is.
#[derive(Clone, Copy)]
struct Owner {
    exercise: ExerciseId,
    /// Where the journal gives the name; `None` in the catalogue.
    place: Option<Place>,
    /// It is one of the other names.
    alias: bool,
}

impl Registry {
    /// The `exercise` blocks, units, activities and goals of the journal, and what the catalogue
    /// has under the names that are used in it, and of the basic exercises.
    pub fn new<'n>(directives: &'n [Directives], used: impl Iterator<Item = &'n str>) -> Registry {
        let mut registry = Registry::default();
        let named = directives.iter().flat_map(names_in);
        let names = used.chain(named).filter(|name| !name.is_empty());
        let mut names = names.peekable();
        let none = names.peek().is_none();
        let mut blocks: BTreeSet<usize> =
            names.filter_map(|name| catalog::find(&key(name))).collect();
        // A journal that names one of the basic exercises is about all of them, and one that
        // names nothing begins with them.
        let basic = catalog::BASIC.map(catalog::find);
        let basic = || basic.iter().flatten().copied();
        if none || basic().any(|block| blocks.contains(&block)) {
            blocks.extend(basic());
        }
        for block in blocks {
            let block = catalog::read(block);
            registry.declare(&block, true);
            registry.describe(&block, true);
        }
        for chunk in directives {
            registry.declare(chunk, false);
            registry.collect(chunk);
        }
        for chunk in directives {
            registry.describe(chunk, false);
        }
        registry
    }

    /// The exercise of that name.
    pub fn find(&self, name: &str) -> Option<ExerciseId> {
        self.by_key.get(&key(name)).map(|owner| owner.exercise)
    }

    /// The exercise of that name; one that is only used is made known.
    pub fn find_or_add(&mut self, name: &str) -> ExerciseId {
        let key = key(name);
        if let Some(owner) = self.by_key.get(&key) {
            return owner.exercise;
        }
        self.add(key, name, None)
    }

    fn add(&mut self, key: String, name: &str, place: Option<Place>) -> ExerciseId {
        let exercise = ExerciseId(self.exercises.len() as u32);
        self.exercises.push(Exercise {
            name: name.to_string(),
            ..Exercise::default()
        });
        let owner = Owner {
            exercise,
            place,
            alias: false,
        };
        self.by_key.insert(key, owner);
        exercise
    }

    /// Makes the names of `exercise` blocks known, before their other names are.
    fn declare(&mut self, chunk: &Directives, built_in: bool) {
        for (_, kind) in each(chunk) {
            let DirectiveKind::Exercise { name: span, .. } = *kind else {
                continue;
            };
            let (name, place) = (span.of(chunk.text), chunk.place(span));
            let key = key(name);
            let (id, alias) = match self.by_key.get_mut(&key) {
                Some(owner) => {
                    if !owner.alias {
                        owner.place.get_or_insert(place);
                    }
                    (owner.exercise, owner.alias)
                }
                None => (self.add(key, name, (!built_in).then_some(place)), false),
            };
            let Some(exercise) = self.exercises.get_mut(id.0 as usize) else {
                continue;
            };
            if built_in {
                exercise.built_in = true;
            } else if exercise.declared.is_none() {
                exercise.declared = Some(place);
                if !alias {
                    exercise.name = name.to_string();
                }
            }
        }
    }

    /// Reads the properties of `exercise` blocks.
    fn describe(&mut self, chunk: &Directives, built_in: bool) {
        for (_, kind) in each(chunk) {
            let DirectiveKind::Exercise { name, properties } = *kind else {
                continue;
            };
            let Some(id) = self.find(name.of(chunk.text)) else {
                continue;
            };
            let (mut ladder, mut steps) = (Vec::new(), FxHashSet::default());
            let mut first_level = None;
            for property in properties.of(&chunk.tree.properties) {
                if !built_in && self.contradicts(chunk, id, property) {
                    continue;
                }
                match property.kind {
                    PropertyKind::Also(words) => self.also(chunk, id, words, built_in),
                    PropertyKind::Level(level) => {
                        // A level that is told twice is a mistake, and the first counts. The
                        // catalogue has none of those.
                        first_level.get_or_insert(chunk.place(level));
                        if built_in || steps.insert(key(level.of(chunk.text))) {
                            ladder.push(level.of(chunk.text).to_string());
                        } else {
                            self.level_twice(chunk, level);
                        }
                    }
                    PropertyKind::Increment(load) => {
                        let load = chunk.tree.loads.get(load as usize).map(RawLoad::from);
                        if let Some(exercise) = self.exercises.get_mut(id.0 as usize) {
                            exercise.increment = load.and_then(|load| load.resolve(None));
                        }
                    }
                    PropertyKind::Number { key, value } => self.number(chunk, id, key, value),
                    _ => self.plain(chunk, id, property, built_in),
                }
            }
            let Some(exercise) = self.exercises.get_mut(id.0 as usize) else {
                continue;
            };
            if let Some(place) = first_level.filter(|_| !built_in)
                && let Some(error) = self.told.again(
                    Matter::Property(id, "level"),
                    &ladder.join("\n"),
                    place,
                    || format!("the levels of {} are", exercise.name),
                )
            {
                self.findings.push(error);
                continue;
            }
            if !ladder.is_empty() {
                exercise.ladder = ladder.len();
                exercise.levels = ladder;
            }
        }
    }

    /// Whether a property that has one value was told before in another way, which is an error.
    fn contradicts(&mut self, chunk: &Directives, id: ExerciseId, property: &Property) -> bool {
        let (word, value) = match property.kind {
            PropertyKind::Sides(sides) => ("sides", format!("{sides:?}")),
            PropertyKind::Measure(measure) => ("measure", format!("{measure:?}")),
            PropertyKind::Target { sets, low, high } => {
                ("target", format!("{:?}", (sets, low, high)))
            }
            PropertyKind::Rest(milliseconds) => ("rest", milliseconds.to_string()),
            PropertyKind::Muscles(words) => ("muscles", list(chunk, words).join("\n")),
            PropertyKind::Assists(words) => ("assists", list(chunk, words).join("\n")),
            PropertyKind::Increment(load) => {
                let load = chunk.tree.loads.get(load as usize).map(RawLoad::from);
                let load = load.and_then(|load| load.resolve(None));
                ("increment", format!("{load:?}"))
            }
            PropertyKind::Number { key, value } => {
                let key = key.of(chunk.text).to_ascii_lowercase();
                match progression::find(&key) {
                    Some(known) => (known.key, value.of(chunk.text).to_string()),
                    None => return false,
                }
            }
            PropertyKind::Also(_) | PropertyKind::Level(_) | PropertyKind::Cues(_) => return false,
        };
        let name = self.exercises.get(id.0 as usize).map(|e| e.name.as_str());
        let what = || format!("`{word}` of {} is", name.unwrap_or(""));
        let place = chunk.place(property.span);
        let error = (self.told).again(Matter::Property(id, word), &value, place, what);
        let told = error.is_some();
        self.findings.extend(error);
        told
    }

    /// Properties that replace what was said before, and cues, which add to it.
    fn plain(&mut self, chunk: &Directives, id: ExerciseId, property: &Property, built_in: bool) {
        let Some(exercise) = self.exercises.get_mut(id.0 as usize) else {
            return;
        };
        match property.kind {
            PropertyKind::Sides(sides) => exercise.sides = Some(sides),
            PropertyKind::Measure(measure) => exercise.measure = Some(measure),
            PropertyKind::Target { sets, low, high } => {
                exercise.target = Some(Target { sets, low, high });
                let measure = match high {
                    super::Amount::Reps(_) => Measure::Reps,
                    super::Amount::Time(_) => Measure::Time,
                    super::Amount::Distance(_) => Measure::Distance,
                };
                exercise.measure.get_or_insert(measure);
            }
            PropertyKind::Rest(milliseconds) => exercise.rest = Some(milliseconds),
            PropertyKind::Muscles(words) => exercise.muscles = list(chunk, words),
            PropertyKind::Assists(words) => exercise.assists = list(chunk, words),
            // The catalogue tells each once.
            PropertyKind::Cues(words) if built_in => exercise.cues.append(&mut list(chunk, words)),
            PropertyKind::Cues(words) => {
                let keys = || exercise.cues.iter().map(|cue| key(cue)).collect();
                let known = self.cue_keys.entry(id).or_insert_with(keys);
                let mut cues = list(chunk, words);
                cues.retain(|cue| known.insert(key(cue)));
                exercise.cues.append(&mut cues);
            }
            _ => {}
        }
    }

    /// `also`: another name, unless it is the name of another exercise.
    fn also(&mut self, chunk: &Directives, id: ExerciseId, words: Range, built_in: bool) {
        for &span in words.of(&chunk.tree.words) {
            let (name, place) = (span.of(chunk.text), chunk.place(span));
            let key = key(name);
            if let Some(owner) = self.by_key.get(&key).copied() {
                if owner.exercise == id {
                    continue;
                }
                // The other names of the catalogue give way to those of the journal.
                if !(owner.alias && owner.place.is_none()) {
                    self.taken(name, place, owner);
                    continue;
                }
                if let Some(other) = self.exercises.get_mut(owner.exercise.0 as usize) {
                    other.also.retain(|also| super::names::key(also) != key);
                }
            }
            let owner = Owner {
                exercise: id,
                place: (!built_in).then_some(place),
                alias: true,
            };
            self.by_key.insert(key, owner);
            if let Some(exercise) = self.exercises.get_mut(id.0 as usize) {
                exercise.also.push(name.to_string());
            }
        }
    }

    fn taken(&mut self, name: &str, place: Place, owner: Owner) {
        let other = self
            .exercises
            .get(owner.exercise.0 as usize)
            .map_or("", |exercise| exercise.name.as_str());
        let message = match (owner.alias, owner.place) {
            (true, _) => format!("`{name}` is already another name of {other}"),
            (false, None) => format!("`{name}` is the name of an exercise that is built in"),
            (false, Some(_)) => format!("`{name}` is the name of another exercise"),
        };
        let mut finding = Finding::error("duplicate-name", place, message)
            .label("stands for two exercises")
            .help("one name stands for one exercise: remove it here or there")
            .kept();
        if let Some(first) = owner.place {
            finding = finding.related(first, "the first time");
        }
        self.findings.push(finding);
    }

    fn level_twice(&mut self, chunk: &Directives, span: Span) {
        let level = span.of(chunk.text);
        self.findings.push(
            Finding::error(
                "duplicate-name",
                chunk.place(span),
                format!("the level `{level}` stands twice in this exercise"),
            )
            .label("stands above already")
            .help("write each level once, the easiest first")
            .kept(),
        );
    }

    /// A progression number.
    fn number(&mut self, chunk: &Directives, id: ExerciseId, key_span: Span, value: Span) {
        let (key, written) = (key_span.of(chunk.text), value.of(chunk.text));
        let Some(known) = progression::find(&key.to_ascii_lowercase()) else {
            let near = nearest(key, PROPERTIES.iter().copied().chain(number_keys()));
            let mut finding = Finding::error(
                "unknown-directive",
                chunk.place(key_span),
                format!("`{key}` is not a property of an exercise"),
            )
            .label("not a known word")
            .kept();
            finding = match near {
                Some(near) => finding.help(format!("the nearest word is `{near}`")).fix(
                    format!("write `{near}`"),
                    false,
                    chunk.place(key_span),
                    near,
                ),
                None => finding.help(format!(
                    "an exercise has {}, and the numbers {}",
                    PROPERTIES.join(", "),
                    number_keys().collect::<Vec<_>>().join(", ")
                )),
            };
            self.findings.push(finding);
            return;
        };
        match written.parse::<i64>() {
            Ok(number) if (known.low..=known.high).contains(&number) => {
                if let Some(exercise) = self.exercises.get_mut(id.0 as usize) {
                    let place = chunk.place(key_span.to(value));
                    exercise
                        .numbers
                        .push((known.key.to_string(), number, place));
                }
            }
            _ => self.findings.push(
                Finding::error(
                    "invalid-number",
                    // Where nothing is written there is no place of it.
                    chunk.place(if value.is_empty() { key_span } else { value }),
                    format!(
                        "`{}` takes a whole number from {} to {}",
                        known.key, known.low, known.high
                    ),
                )
                .label("out of range")
                .help(format!(
                    "{}: write for example `{} {}`, which is what holds without the line",
                    known.meaning, known.key, known.default
                ))
                .kept(),
            ),
        }
    }

    /// Units, activities and what else concerns no exercise.
    fn collect(&mut self, chunk: &Directives) {
        for (line, kind) in each(chunk) {
            let place = chunk.place(line);
            match *kind {
                DirectiveKind::Unit(unit) => self.set_unit(unit, place),
                DirectiveKind::Activity(word) => {
                    self.activities.push(word.of(chunk.text).to_lowercase());
                }
                DirectiveKind::Athlete(name) => {
                    let name = name.of(chunk.text);
                    let what = || "the athlete is".to_string();
                    match self.told.again(Matter::Athlete, name, place, what) {
                        Some(error) => self.findings.push(error),
                        None => self.athlete = Some(name.to_string()),
                    }
                }
                DirectiveKind::Goal { required, aim } => {
                    let value = format!("{required} {aim:?}");
                    let what = || "the goal from the beginning on is".to_string();
                    match self.told.again(Matter::Goal(None), &value, place, what) {
                        Some(error) => self.findings.push(error),
                        None => self.goals.push(Event {
                            from: None,
                            to: None,
                            open: true,
                            place,
                            kind: EventKind::Goal { required, aim },
                            extra: 0,
                        }),
                    }
                }
                DirectiveKind::Rule {
                    rule,
                    key: key_span,
                    value: value_span,
                } => {
                    let rule_name = rule.of(chunk.text);
                    let (key, value) = (key_span.of(chunk.text), value_span.of(chunk.text));
                    let value = match (key.to_ascii_lowercase().as_str(), value) {
                        ("off", "") => RuleValue::Off,
                        ("note", "") => RuleValue::Severity(Severity::Advice),
                        ("warning", "") => RuleValue::Severity(Severity::Warning),
                        ("error", "") => RuleValue::Severity(Severity::Error),
                        _ => RuleValue::Key(key.to_string(), value.to_string()),
                    };
                    self.set(RuleSetting {
                        rule: rule_name.to_string(),
                        value,
                        place,
                        rule_place: chunk.place(rule),
                        key_place: chunk.place(key_span),
                        value_place: chunk.place(value_span),
                    });
                }
                _ => {}
            }
        }
    }

    /// One line for the severity of a rule, and one for each of its keys.
    fn set(&mut self, setting: RuleSetting) {
        let (key, value) = match &setting.value {
            RuleValue::Off => ("", "off".to_string()),
            RuleValue::Severity(severity) => ("", severity.word().to_string()),
            RuleValue::Key(key, value) => (key.as_str(), value.clone()),
        };
        let matter = Matter::Rule(format!("{} {key}", setting.rule));
        let what = || match key {
            "" => format!("how {} is reported is", setting.rule),
            _ => format!("`{key}` of {} is", setting.rule),
        };
        match self.told.again(matter, &value, setting.place, what) {
            Some(error) => self.findings.push(error),
            None => self.settings.push(setting),
        }
    }

    fn set_unit(&mut self, unit: Unit, place: Place) {
        match self.unit {
            Some((first, at)) if first != unit => self.findings.push(
                Finding::error(
                    "duplicate-name",
                    place,
                    format!(
                        "the unit is {} here and {} elsewhere",
                        unit.word(),
                        first.word()
                    ),
                )
                .label("another unit")
                .help("a journal has one unit for loads written without one: remove one of the lines and write units where loads are in the other")
                .related(at, format!("{} holds for all loads", first.word()))
                .kept(),
            ),
            Some(_) => {}
            None => self.unit = Some((unit, place)),
        }
    }

    /// Of two goals from one day on the first holds.
    pub fn contradicting_goals(&mut self, events: &mut Vec<Event>) -> Vec<Finding> {
        let mut errors = Vec::new();
        events.retain(|event| {
            let (Some(day), &EventKind::Goal { required, aim }) = (event.from, &event.kind) else {
                return true;
            };
            let value = format!("{required} {aim:?}");
            let what = || format!("the goal from {day} on is");
            let matter = Matter::Goal(Some(day));
            let error = self.told.again(matter, &value, event.place, what);
            let holds = error.is_none();
            errors.extend(error);
            holds
        });
        errors
    }

    /// The exercise of a name in a routine, which may be nowhere else.
    fn named(&mut self, name: &str, place: Place) -> ExerciseId {
        let id = self.find_or_add(name);
        if let Some(exercise) = self.exercises.get_mut(id.0 as usize) {
            exercise.first_use.get_or_insert(place);
        }
        id
    }

    /// Routines and allows: after all names are known, those only used included.
    pub fn refer(&mut self, directives: &[Directives]) {
        for chunk in directives {
            for (line, kind) in each(chunk) {
                match *kind {
                    DirectiveKind::Routine { name, exercises } => {
                        let exercises: Vec<ExerciseId> = exercises
                            .of(&chunk.tree.words)
                            .iter()
                            .map(|&word| self.named(word.of(chunk.text), chunk.place(word)))
                            .collect();
                        let (text, place) = (name.of(chunk.text), chunk.place(name));
                        let matter = Matter::Routine(key(text));
                        let what = || format!("the routine `{text}` is");
                        let value = format!("{exercises:?}");
                        match self.told.again(matter, &value, place, what) {
                            Some(error) => self.findings.push(error),
                            None => self.routines.push(Routine {
                                name: text.to_string(),
                                exercises,
                                place: chunk.place(line),
                            }),
                        }
                    }
                    DirectiveKind::Allow {
                        rule,
                        exercise,
                        until,
                        ..
                    } => {
                        let name = exercise.of(chunk.text);
                        let found = self.find(name);
                        if found.is_none() && !name.is_empty() {
                            self.unknown_exercise(name, chunk.place(exercise));
                            continue;
                        }
                        self.allows.push(Allow {
                            rule: rule.of(chunk.text).to_string(),
                            exercise: found.filter(|_| !name.is_empty()),
                            until,
                            place: chunk.place(line),
                            rule_place: chunk.place(rule),
                        });
                    }
                    _ => {}
                }
            }
        }
    }

    /// An `allow` for an exercise that there is not: it must not allow the rule everywhere.
    fn unknown_exercise(&mut self, name: &str, place: Place) {
        let names = self.exercises.iter().map(|exercise| exercise.name.as_str());
        let names = names.chain(catalog::names().map(|name: &str| name));
        let mut finding = Finding::error(
            "unknown-directive",
            place,
            format!("no exercise of this journal is called `{name}`"),
        )
        .label("not a known exercise")
        .kept();
        finding = match nearest(name, names) {
            Some(near) => finding
                .help(format!("the nearest exercise is `{near}`"))
                .fix(format!("write `{near}`"), false, place, near),
            None => finding.help("write the name as in the entries, or leave `for …` out"),
        };
        self.findings.push(finding);
    }
}

/// The names of exercises that the directives of a chunk speak of.
fn names_in<'c>(chunk: &'c Directives) -> impl Iterator<Item = &'c str> {
    let words = |range: Range| range.of(&chunk.tree.words).iter().copied();
    let also = move |property: &Property| match property.kind {
        PropertyKind::Also(range) => range,
        _ => Range::default(),
    };
    each(chunk)
        .flat_map(move |(_, kind)| {
            let (name, others, properties) = match *kind {
                DirectiveKind::Exercise { name, properties } => {
                    (name, Range::default(), properties)
                }
                DirectiveKind::Routine { exercises, .. } => {
                    (Span::default(), exercises, Range::default())
                }
                DirectiveKind::Allow { exercise, .. } => {
                    (exercise, Range::default(), Range::default())
                }
                _ => <_>::default(),
            };
            let properties = properties.of(&chunk.tree.properties).iter().map(also);
            properties.chain([others]).flat_map(words).chain([name])
        })
        .map(|span| span.of(chunk.text))
}

fn number_keys() -> impl Iterator<Item = &'static str> {
    progression::NUMBERS.iter().map(|number| number.key)
}

/// The directives of a chunk with their lines.
fn each<'c>(chunk: &'c Directives) -> impl Iterator<Item = (Span, &'c DirectiveKind)> {
    chunk
        .tree
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Directive(directive) => Some((directive.line, &directive.kind)),
            _ => None,
        })
}

fn list(chunk: &Directives, words: Range) -> Vec<String> {
    words
        .of(&chunk.tree.words)
        .iter()
        .map(|word| word.of(chunk.text).to_string())
        .collect()
}
