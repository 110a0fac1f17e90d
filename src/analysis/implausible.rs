//! `implausible`: numbers that nobody reaches, and numbers that do not fit the exercise's own
//! history: reps and load swapped, a digit too many or too few.

use super::{Context, Rule};
use crate::date::Date;
use crate::finding::{Card, Datum, Finding, Severity};
use crate::model::quantity::weight;
use crate::model::{Amount, Entry, EntryKind, EventKind, LevelId, LoadKind, Session, Set, Unit};
use crate::text::{Place, Span};
use std::collections::VecDeque;

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "implausible",
        severity: Severity::Warning,
        summary: "a number that nobody reaches, or that does not fit the exercise's history",
        explain: "\
The number is far from everything that is likely, so it is probably a slip.

Plain limits: more than 1,000 reps in a set; a load over 600 kg, or added or
helping weight over 300 kg; a set longer than six hours or 200 km; a session
longer than six hours; a bodyweight under 25 or over 350 kg; four or more sets
`AxB` of together over 300 reps (`8x120` is eight sets of 120; 8 reps at 120 are
`8@120`).

The exercise's own history: each entry is compared with the five before it and
the five after it at the same level. What is usual is taken from their median,
so that a wrong number in the history does not hide another one. Said are:
- reps and load swapped: `100@5` where `5@100` is usual;
- a load three times what is usual or a third of it, or reps, a time or a
  distance five times what is usual, where a digit too many, too few or a lost
  decimal point brings it back to what is usual: 1000kg for 100kg, 846 for 86;
- a time or distance in the wrong unit.

Nothing is said of lighter weeks, of warm-up sets in front, of a new level, of a
new weight that is kept, or of the weights after a long break. If the number is
right, write `allow implausible` at the end of the line.",
        example: "\
2026-01-05
  Squat   3x5@100kg
2026-01-12
  Squat   3x5@102.5kg
2026-01-19
  Squat   100@5kg 100@5kg
2026-01-26
  Squat   3x5@105kg
2026-02-02
  Squat   3x5@1050kg
",
        today: "2026-02-02",
        settings: &[],
    },
    standing: false,
    run,
};

const MOST_REPS: u32 = 1_000;
const MOST_LOAD: u64 = 600_000;
const MOST_ADDED: u64 = 300_000;
const HOUR: u32 = 3_600_000;
const LONGEST: u32 = 6 * HOUR;
const FARTHEST: u32 = 200_000_000;
const BODYWEIGHT: std::ops::RangeInclusive<u32> = 25_000..=350_000;
/// Sets of one `AxB`, and their reps together, from which on it may be reps at a load.
const MANY_SETS: (u8, u32) = (4, 300);
/// How many entries before and after one are compared with it.
const SIDE: usize = 5;
/// With fewer neighbours than this, nothing is usual.
const FEWEST: usize = 3;

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let journal = context.journal;
    let mut courses = Courses::new(journal.exercises.len());
    let happened = || journal.sessions.iter().filter(|session| !session.planned);
    for session in happened() {
        findings.extend(long_session(context, session));
        for entry in journal.entries_of(session) {
            let sets = journal.sets_of(entry);
            let Some((point, over)) = Point::of(context, session, entry, sets) else {
                continue;
            };
            if over {
                findings.extend(sets.iter().find_map(|set| plain_limit(context, entry, set)));
            } else {
                courses.note(&point);
            }
        }
    }
    if courses.any_jumps {
        against_history(context, &courses, happened(), findings);
    }
    for event in &journal.events {
        if let EventKind::Bodyweight(grams) = event.kind
            && !BODYWEIGHT.contains(&grams)
        {
            let unit = journal.unit.unwrap_or(Unit::Kg);
            findings.push(limit(
                weight_place(context, event.place),
                format!("a bodyweight of {} is hardly possible", weight(grams, unit)),
            ));
        }
    }
}

/// The second pass, over the histories in which something jumps: most journals need none.
fn against_history<'a>(
    context: &Context<'a>,
    courses: &Courses,
    sessions: impl Iterator<Item = &'a Session>,
    findings: &mut Vec<Finding>,
) {
    let journal = context.journal;
    let mut histories: Vec<Vec<History>> = Vec::new();
    histories.resize_with(journal.exercises.len(), Vec::new);
    for session in sessions {
        for entry in journal.entries_of(session) {
            if !courses.jumps(entry) {
                continue;
            }
            let sets = journal.sets_of(entry);
            let Some((point, false)) = Point::of(context, session, entry, sets) else {
                continue;
            };
            let Some(histories) = histories.get_mut(entry.exercise.0 as usize) else {
                continue;
            };
            let key = point.key();
            let history = match histories.iter_mut().position(|history| history.key == key) {
                Some(index) => histories.get_mut(index),
                None => {
                    histories.push(History::new(key));
                    histories.last_mut()
                }
            };
            if let Some(history) = history {
                findings.extend(history.push(context, point));
            }
        }
    }
    for mut history in histories.into_iter().flatten() {
        findings.extend(history.finish(context));
    }
}

/// The courses of all exercises, as far as is needed to tell whether something jumps in them.
struct Courses {
    /// For each exercise the last values of each of its keys.
    last: Vec<Vec<(Key, Values)>>,
    /// For each exercise whether there was a jump.
    jumped: Vec<bool>,
    any_jumps: bool,
}

impl Courses {
    fn new(exercises: usize) -> Courses {
        Courses {
            last: vec![Vec::new(); exercises],
            jumped: vec![false; exercises],
            any_jumps: false,
        }
    }

    fn note(&mut self, point: &Point) {
        let index = point.entry.exercise.0 as usize;
        let (Some(last), Some(jumped)) = (self.last.get_mut(index), self.jumped.get_mut(index))
        else {
            return;
        };
        let key = point.key();
        let jumps = match last.iter_mut().find(|(other, _)| *other == key) {
            Some((_, values)) => {
                let before = std::mem::replace(values, point.values);
                before.differs(&point.values) || point.values.differs(&before)
            }
            None => {
                last.push((key, point.values));
                false
            }
        };
        if jumps || point.values.differs_within() {
            *jumped = true;
            self.any_jumps = true;
        }
    }

    fn jumps(&self, entry: &Entry) -> bool {
        self.jumped.get(entry.exercise.0 as usize) == Some(&true)
    }
}

fn limit(place: Place, message: String) -> Finding {
    Finding::warning(RULE.card.name, place, message)
        .label("far outside of what is likely")
        .help(
            "correct the number; if it is right, write `allow implausible` at the end of the line",
        )
}

fn long_session(context: &Context, session: &Session) -> Option<Finding> {
    let duration = session.duration.filter(|&duration| duration > LONGEST)?;
    let place = duration_place(context, session);
    Some(limit(
        place,
        format!(
            "a session of {} is longer than sessions are",
            crate::model::quantity::duration(duration)
        ),
    ))
}

/// Where the duration stands in a header: the first number that is no date and no time of day.
fn duration_place(context: &Context, session: &Session) -> Place {
    let header = context.journal.sources.text(session.place);
    let mut at = 0;
    let mut found: Option<(usize, usize)> = None;
    for word in header.split_inclusive([' ', '\t']) {
        let trimmed = word.trim_end();
        let (start, end) = (at, at + trimmed.len());
        at += word.len();
        let letters = trimmed.bytes().all(|b| b.is_ascii_alphabetic());
        let digit = trimmed.as_bytes().first().is_some_and(u8::is_ascii_digit);
        let unit = trimmed.ends_with(|c: char| c.is_ascii_alphabetic());
        match found {
            // `90 min`, `1h 05min`.
            Some((first, _)) if unit && (digit || (letters && trimmed.starts_with(['h', 'm']))) => {
                found = Some((first, end));
            }
            Some(_) => break,
            None if start > 0 && digit && !trimmed.contains(':') => found = Some((start, end)),
            None => {}
        }
    }
    let (start, end) = found.unwrap_or((0, header.len()));
    Place {
        file: session.place.file,
        span: Span::new(
            session.place.span.start + start as u32,
            session.place.span.start + end as u32,
        ),
    }
}

/// Where the weight stands in the header of a `bodyweight` event.
fn weight_place(context: &Context, header: Place) -> Place {
    let text = context.journal.sources.text(header);
    let lower = text.to_ascii_lowercase();
    let Some(at) = lower.find("bodyweight").map(|at| at + "bodyweight".len()) else {
        return header;
    };
    let rest = text.get(at..).unwrap_or("");
    let start = at + (rest.len() - rest.trim_start().len());
    let weight = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ');
    let number = text.get(start..).unwrap_or("");
    let unit = number.len() - number.trim_start_matches(weight).len();
    let letters = number.get(unit..).unwrap_or("");
    let length = unit + letters.len() - letters.trim_start_matches(char::is_alphabetic).len();
    Place {
        file: header.file,
        span: Span::new(
            header.span.start + start as u32,
            header.span.start + (start + length) as u32,
        ),
    }
}

/// What is over a limit whatever the exercise.
fn plain_limit(context: &Context, entry: &Entry, set: &Set) -> Option<Finding> {
    let place = Place {
        file: entry.file,
        span: set.span,
    };
    let journal = context.journal;
    let about = |finding: Finding| {
        let name = &journal.exercise(entry.exercise).name;
        finding.about(name, journal.level_name(entry.exercise, entry.level))
    };
    match set.amount {
        Amount::Reps(reps) => {
            let together = reps.saturating_mul(u32::from(set.count));
            if set.count >= MANY_SETS.0 && together > MANY_SETS.1 {
                return Some(about(many_sets(context, place, set, reps, together)));
            }
            if reps > MOST_REPS {
                return Some(about(limit(
                    place,
                    format!("{reps} reps in one set are hardly possible"),
                )));
            }
        }
        Amount::Time(time) if time > LONGEST => {
            let message = format!("a set of {} is hardly possible", set.amount);
            return Some(about(limit(place, message)));
        }
        Amount::Distance(distance) if distance > FARTHEST => {
            let message = format!("a set of {} is hardly possible", set.amount);
            return Some(about(limit(place, message)));
        }
        _ => {}
    }
    let load = journal.load(set)?;
    let most = match load.kind {
        LoadKind::Absolute => MOST_LOAD,
        LoadKind::Added | LoadKind::Assisted => MOST_ADDED,
    };
    let message = || {
        format!(
            "{} is more than anyone moves",
            load.to_string().replace('@', "")
        )
    };
    (load.total() > most).then(|| about(limit(place, message())))
}

/// `8x120`: eight sets of 120 reps, or 8 reps at 120.
fn many_sets(context: &Context, place: Place, set: &Set, reps: u32, together: u32) -> Finding {
    let count = set.count;
    let unit = match context.journal.unit {
        Some(_) => "",
        None => "kg",
    };
    let finding = Finding::warning(
        RULE.card.name,
        place,
        format!("{count} sets of {reps} reps are {together} reps"),
    )
    .label(format!("sets x reps: {count} sets of {reps}"));
    if set.load != 0 || set.failed {
        return finding.help("sets stand before `x` and reps after it; correct the number");
    }
    let text = format!("{count}@{reps}{unit}");
    finding
        .help(format!(
            "for {count} reps at a load of {reps}, write `{text}`"
        ))
        .fix(format!("write `{text}`"), false, place, text)
}

/// What is compared: entries at one level with one kind of amount and one kind of load.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    level: LevelId,
    amount: u8,
    load: Option<LoadKind>,
}

/// An entry as a point of the history of its exercise.
#[derive(Clone, Copy)]
struct Point<'a> {
    session: &'a Session,
    entry: &'a Entry,
    kind: u8,
    load_kind: Option<LoadKind>,
    values: Values,
}

/// What of an entry is compared.
#[derive(Clone, Copy)]
struct Values {
    /// The most in a set: reps, milliseconds or millimetres.
    most: u32,
    /// The heaviest and the lightest load, of all implements, in grams; 0 for none.
    heaviest: u64,
    lightest: u64,
}

impl Values {
    /// Whether it is so unlike another one that it is worth a closer look.
    fn differs(&self, other: &Values) -> bool {
        let far = |a: u64, b: u64| a > b.saturating_mul(5) / 2;
        far(u64::from(self.most), u64::from(other.most))
            || far(self.heaviest, other.heaviest)
            || far(other.heaviest, self.heaviest)
    }

    /// Whether its own loads are worth one.
    fn differs_within(&self) -> bool {
        self.heaviest > 0 && self.lightest.saturating_mul(3) <= self.heaviest
    }
}

fn kind_and_value(amount: Amount) -> (u8, u32) {
    match amount {
        Amount::Reps(reps) => (0, reps),
        Amount::Time(milliseconds) => (1, milliseconds),
        Amount::Distance(millimetres) => (2, millimetres),
    }
}

impl<'a> Point<'a> {
    /// The point of an entry that has working sets, and whether one of its sets may be over a
    /// plain limit.
    fn of(
        context: &Context,
        session: &'a Session,
        entry: &'a Entry,
        sets: &[Set],
    ) -> Option<(Point<'a>, bool)> {
        let journal = context.journal;
        let first = sets.iter().find(|set| !set.warmup).or(sets.first())?;
        let (kind, _) = kind_and_value(first.amount);
        let (mut most, mut heaviest, mut lightest) = (0, 0, u64::MAX);
        let (mut last, mut total, mut over) = (0, 0, false);
        for set in sets {
            let (its_kind, value) = kind_and_value(set.amount);
            let limit = match its_kind {
                0 if set.count >= MANY_SETS.0 => MANY_SETS.1 / u32::from(set.count),
                0 => MOST_REPS,
                1 => LONGEST,
                _ => FARTHEST,
            };
            if set.load != last {
                last = set.load;
                total = journal.load(set).map_or(0, |load| load.total());
            }
            over |= value > limit || total > MOST_ADDED;
            if set.warmup {
                continue;
            }
            if its_kind == kind && value > most {
                most = value;
            }
            heaviest = total.max(heaviest);
            lightest = total.min(lightest);
        }
        // A heavy load is over the limit of what is added, and may be none that is not.
        let over = over
            && sets
                .iter()
                .any(|set| plain_limit(context, entry, set).is_some());
        let values = Values {
            most,
            heaviest,
            lightest,
        };
        let load_kind = journal.load(first).map(|load| load.kind);
        let point = Point {
            session,
            entry,
            kind,
            load_kind,
            values,
        };
        Some((point, over))
    }

    fn key(&self) -> Key {
        Key {
            level: self.entry.level,
            amount: self.kind,
            load: self.load_kind,
        }
    }
}

/// The last points of one [`Key`]: those around the one that is judged next.
struct History<'a> {
    key: Key,
    /// At most [`SIDE`] before the one to judge, that one, and those after it.
    points: VecDeque<Point<'a>>,
    /// How many of them have been judged.
    judged: usize,
}

impl<'a> History<'a> {
    fn new(key: Key) -> History<'a> {
        History {
            key,
            points: VecDeque::new(),
            judged: 0,
        }
    }

    fn push(&mut self, context: &Context, point: Point<'a>) -> Option<Finding> {
        self.points.push_back(point);
        if self.points.len() <= self.judged + SIDE {
            return None;
        }
        self.next(context)
    }

    fn finish(&mut self, context: &Context) -> Vec<Finding> {
        let mut findings = Vec::new();
        while self.judged < self.points.len() {
            findings.extend(self.next(context));
        }
        findings
    }

    /// Judges the next point.
    fn next(&mut self, context: &Context) -> Option<Finding> {
        let at = self.judged;
        self.judged += 1;
        let point = *self.points.get(at)?;
        let before = at.checked_sub(1).and_then(|before| self.points.get(before));
        let beside = [before, self.points.get(at + 1)];
        let values = point.values;
        let differs = |other: &&Point| values.differs(&other.values);
        let closer = values.differs_within() || beside.iter().flatten().any(differs);
        let finding = if closer {
            let neighbours = Neighbours::of(&self.points, at);
            judge(context, &point, &neighbours, before.copied())
        } else {
            None
        };
        if self.judged > SIDE {
            self.points.pop_front();
            self.judged -= 1;
        }
        finding
    }
}

/// What is usual around a point.
struct Neighbours {
    /// Of amounts: the least and the most that is usual.
    amounts: Option<(u64, u64)>,
    /// Of loads in grams.
    loads: Option<(u64, u64)>,
    /// The most of each neighbour of another session, and the heaviest load.
    points: Vec<(u64, u64)>,
    /// How many of them stand before the point.
    before: usize,
}

impl Neighbours {
    fn of(points: &VecDeque<Point>, at: usize) -> Neighbours {
        let own = points.get(at).map(|point| point.session.place);
        let others: Vec<(u64, u64)> = points
            .iter()
            .filter(|point| Some(point.session.place) != own)
            .map(|point| (u64::from(point.values.most), point.values.heaviest))
            .collect();
        let before = points.iter().take(at);
        let before = before
            .filter(|point| Some(point.session.place) != own)
            .count();
        Neighbours {
            before,
            amounts: usual(others.iter().map(|&(most, _)| most)),
            loads: usual(others.iter().map(|&(_, load)| load)),
            points: others,
        }
    }

    /// Whether others are like this, so that it is no slip: three of them, or the two next to it.
    fn support(&self, of: impl Fn(&(u64, u64)) -> u64, value: u64) -> bool {
        let like = |other: &(u64, u64)| {
            let other = of(other);
            other <= value.saturating_mul(2) && value <= other.saturating_mul(2)
        };
        let first = self.before.saturating_sub(2);
        let around = self.points.iter().take(self.before + 2).skip(first);
        let pairs = around.map(like).collect::<Vec<_>>();
        pairs.windows(2).any(|pair| pair == [true, true])
            || self.points.iter().filter(|other| like(other)).count() >= 3
    }
}

/// The least and the most of the values that are near their median: wrong ones among them count
/// as long as they are the fewer.
fn usual(values: impl Iterator<Item = u64>) -> Option<(u64, u64)> {
    let mut values: Vec<u64> = values.filter(|&value| value > 0).collect();
    if values.len() < FEWEST {
        return None;
    }
    values.sort_unstable();
    let median = values.get(values.len() / 2).copied()?;
    let near = |&value: &u64| value * 5 >= median * 2 && value * 2 <= median * 5;
    let mut near = values.into_iter().filter(near);
    let low = near.next()?;
    Some((low, near.next_back().unwrap_or(low)))
}

/// Whether a value is about what is usual.
fn fits(value: u64, (low, high): (u64, u64)) -> bool {
    value * 10 >= low * 7 && value * 10 <= high * 13
}

/// What is probably wrong with a set.
enum Slip {
    /// Reps and load are swapped; written rightly.
    Swapped(String),
    /// The amount; what was probably meant, if it can be told.
    Amount(u64),
    /// The load in grams.
    Load(u64),
}

fn judge(
    context: &Context,
    point: &Point,
    neighbours: &Neighbours,
    before: Option<Point>,
) -> Option<Finding> {
    let sets = context.journal.sets_of(point.entry);
    let mut heaviest_yet = 0;
    sets.iter().filter(|set| !set.warmup).find_map(|set| {
        let load = context.journal.load(set).map_or(0, |load| load.total());
        let ramp = heaviest_yet <= load && load < point.values.heaviest;
        heaviest_yet = heaviest_yet.max(load);
        let slip = swapped(context, set, neighbours)
            .or_else(|| wrong_load(context, point, set, load, ramp, neighbours, before))
            .or_else(|| wrong_amount(point, set, load, neighbours))?;
        Some(finding(context, point, set, slip, neighbours, before))
    })
}

/// `100@5` where `5@100` is usual.
fn swapped(context: &Context, set: &Set, neighbours: &Neighbours) -> Option<Slip> {
    let (Amount::Reps(reps), Some(load)) = (set.amount, context.journal.load(set)) else {
        return None;
    };
    let (amounts, loads) = (neighbours.amounts?, neighbours.loads?);
    let unit = |unit: Unit| crate::model::quantity::grams(1_000, unit);
    let one = u64::from(unit(load.unit));
    let number = (u64::from(load.grams) + one / 2) / one;
    let right_load = u64::from(reps) * one * u64::from(load.implements.max(1));
    let far = u64::from(reps) >= amounts.1 * 3 && load.total() * 3 <= loads.0;
    let near = right_load * 100 >= loads.0 * 85
        && right_load * 100 <= loads.1 * 115
        && number > 0
        && number + 2 >= amounts.0
        && number <= amounts.1 + 2;
    let supported = neighbours.support(|&(most, _)| most, u64::from(reps))
        && neighbours.support(|&(_, load)| load, load.total());
    (far && near && !supported).then(|| {
        let count = if set.count > 1 {
            format!("{}x", set.count)
        } else {
            String::new()
        };
        Slip::Swapped(format!("{count}{number}@{reps}{}", load.unit.word()))
    })
}

/// A load with a digit too many or too few.
fn wrong_load(
    context: &Context,
    point: &Point,
    set: &Set,
    load: u64,
    ramp: bool,
    neighbours: &Neighbours,
    before: Option<Point>,
) -> Option<Slip> {
    let written = context.journal.load(set)?;
    let loads = neighbours.loads?;
    if load == 0 || neighbours.support(|&(_, load)| load, load) {
        return None;
    }
    let implements = u64::from(written.implements.max(1));
    let meant = if load >= loads.1 * 3 {
        let one = u64::from(crate::model::quantity::grams(1_000, written.unit));
        let number = u64::from(written.grams) / one;
        let shorter = shortened(number).map(|shorter| shorter * one * implements);
        // What is very far off may also be a slip in a light week.
        let light = |meant: u64| load > loads.1 * 5 && meant * 2 >= loads.0 && meant <= loads.1;
        shorter
            .chain([load / 10])
            .find(|&meant| fits(meant, loads) || light(meant))
    } else if load * 5 <= loads.0 && !ramp && !long_break(point, before) {
        Some(load * 10).filter(|&load| fits(load, loads))
    } else {
        None
    };
    meant.map(|meant| Slip::Load(meant / implements))
}

/// After a break weights may be anything.
fn long_break(point: &Point, before: Option<Point>) -> bool {
    let date = |point: &Point| -> Date { point.session.date };
    before.is_some_and(|before| date(point).days_since(date(&before)) >= 28)
}

/// Reps, a time or a distance with a digit too many, or in the wrong unit.
fn wrong_amount(point: &Point, set: &Set, load: u64, neighbours: &Neighbours) -> Option<Slip> {
    let (kind, value) = kind_and_value(set.amount);
    let value = u64::from(value);
    let amounts = neighbours.amounts?;
    if kind != point.kind || neighbours.support(|&(most, _)| most, value) {
        return None;
    }
    // Tests go far beyond working sets, and light sets are long.
    let times = if point.entry.kind == EntryKind::Test {
        8
    } else {
        5
    };
    if value < amounts.1 * times || neighbours.loads.is_some_and(|(low, _)| load * 5 < low * 3) {
        return None;
    }
    let fit = |&meant: &u64| fits(meant, amounts);
    let meant = match kind {
        0 if value < 30 => None,
        0 => shortened(value).find(fit),
        // Minutes for seconds; kilometres for metres.
        1 => [value / 10, value / 60].into_iter().find(fit),
        _ => [value / 10, value / 1000].into_iter().find(fit),
    };
    meant.map(Slip::Amount)
}

/// The number without one of its digits, each in turn.
fn shortened(number: u64) -> impl Iterator<Item = u64> {
    (0..20)
        .map(|place| 10u64.saturating_pow(place))
        .take_while(move |&place| place <= number)
        .map(move |place| number / place / 10 * place + number % place)
}

fn finding(
    context: &Context,
    point: &Point,
    set: &Set,
    slip: Slip,
    neighbours: &Neighbours,
    before: Option<Point>,
) -> Finding {
    let journal = context.journal;
    let entry = point.entry;
    let place = Place {
        file: entry.file,
        span: set.span,
    };
    let load = journal.load(set);
    let amounts = neighbours
        .amounts
        .map(|(low, high)| range(low, high, |v| amount(point.kind, v)));
    let loads = neighbours.loads.map(|(low, high)| {
        let implements = u64::from(load.map_or(1, |load| load.implements.max(1)));
        let unit = load.map_or(Unit::Kg, |load| load.unit);
        let one = |value: u64| weight(u32::try_from(value / implements).unwrap_or(u32::MAX), unit);
        range(low, high, one)
    });
    let (amounts, loads) = (amounts.unwrap_or_default(), loads.unwrap_or_default());
    let written_load = load.map_or_else(String::new, |load| weight(load.grams, load.unit));
    let (message, label, meant) = match &slip {
        Slip::Swapped(text) => (
            format!(
                "{} reps at {written_load}, where {amounts} at {loads} is usual",
                set.amount
            ),
            "reps and load look swapped",
            Some(text.clone()),
        ),
        Slip::Load(grams) => (
            format!("{written_load}, where {loads} is usual"),
            "far from the entries around it",
            load.map(|load| weight(u32::try_from(*grams).unwrap_or(u32::MAX), load.unit)),
        ),
        Slip::Amount(value) => (
            format!(
                "{}, where {amounts} is usual",
                amount(point.kind, point_value(set))
            ),
            "far from the entries around it",
            Some(amount(point.kind, *value)),
        ),
    };
    let name = &journal.exercise(entry.exercise).name;
    let mut finding = Finding::warning(RULE.card.name, place, format!("{name}: {message}"))
        .about(name, journal.level_name(entry.exercise, entry.level))
        .label(label);
    let allow = "if it is right, write `allow implausible` at the end of the line";
    finding = match meant {
        Some(meant) => {
            let finding = finding.help(format!("if a slip, write `{meant}`; {allow}"));
            match slip {
                Slip::Swapped(_) => {
                    let title = format!("write `{meant}`");
                    let alone = glued(context, place);
                    if alone {
                        finding.fix(title, false, place, meant)
                    } else {
                        finding
                    }
                }
                _ => finding,
            }
        }
        None => finding.help(allow),
    };
    if let Some(before) = before {
        let place = Place {
            file: before.entry.file,
            span: before.entry.span,
        };
        finding = finding.related(place, format!("on {}", before.session.date.words()));
    }
    finding
        .datum("usual_amount", Datum::Text(amounts))
        .datum("usual_load", Datum::Text(loads))
}

/// Whether the load is part of the set's text, so that replacing it replaces both.
fn glued(context: &Context, place: Place) -> bool {
    context.journal.sources.text(place).contains('@')
}

fn point_value(set: &Set) -> u64 {
    u64::from(kind_and_value(set.amount).1)
}

fn amount(kind: u8, value: u64) -> String {
    let value = u32::try_from(value).unwrap_or(u32::MAX);
    match kind {
        0 => Amount::Reps(value),
        1 => Amount::Time(value),
        _ => Amount::Distance(value),
    }
    .to_string()
}

fn range(low: u64, high: u64, show: impl Fn(u64) -> String) -> String {
    if low == high {
        show(low)
    } else {
        format!("{} to {}", show(low), show(high))
    }
}

#[cfg(test)]
mod tests;
