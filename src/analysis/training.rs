//! What the rules about training look at: the calendar, and of each active exercise the facts of
//! its present level.

use super::pain_events::PainEvents;
use super::present::{all_tests, present_level, too_hard};
use super::tally::{self, Tally};
use super::{Context, form_failure, hold, missed_week, ready, retest, spacing, stalled, too_fast};
use crate::date::Date;
use crate::finding::Card;
use crate::model::activity::{self, ACTIVE_DAYS, TestEntry};
use crate::model::bout::Bout;
use crate::model::calendar::{Calendar, CurrentWeek, Excuses};
use crate::model::history::{History, Level};
use crate::model::{Amount, Exercise, ExerciseId, Journal, LevelId, Measure, Sides, Target};
use crate::order;
use crate::text::Place;

/// Sessions looked at first; more are fetched for the few exercises that need them.
const WINDOW: usize = 64;

/// The facts of training as of today.
pub struct Training<'a> {
    /// Weeks, goals, phases, races, excuses.
    pub calendar: Calendar<'a>,
    /// The week that holds today.
    pub week: CurrentWeek,
    /// Pain noted on days without training.
    pub pain_events: PainEvents<'a>,
    /// The active exercises, in order of their number.
    pub subjects: Vec<Subject>,
}

/// A test at the present level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Test {
    /// The day.
    pub date: Date,
    /// The best try of the weaker side.
    pub amount: u32,
    /// Its entry.
    pub place: Place,
}

/// The facts of one exercise at its present level.
pub struct Subject {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// Its latest sessions.
    pub history: History,
    /// The hardest level worked or tested in the latest session.
    pub level: Level,
    /// The working sessions of the present stay, oldest first: those that hold the level.
    pub bouts: Vec<Bout>,
    /// The stay is known from its first session on.
    pub from_start: bool,
    /// The tests at this level that count, oldest first.
    pub tests: Vec<Test>,
    /// The last working session before the stay, and its level.
    pub before: Option<(Level, Bout)>,
    /// The level had not been trained within 56 days when the stay began.
    pub new: bool,
    /// A harder level tested since, but too hard to be trained.
    pub too_hard: Option<(Level, Test)>,
    /// Form failures; `None` before the first working session at the level.
    pub tally: Option<Tally>,
    /// Levels, reps and tests are judged: the exercise is measured in reps and has a ladder or a
    /// target.
    pub judged: bool,
    /// What is aimed at.
    pub target: Goal,
    /// Reps below which a level is too hard.
    pub floor: u32,
    /// Reps below the test at which training starts.
    pub margin: u32,
}

/// Sets and reps that are aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Sets, a side where sides are done each.
    pub sets: u32,
    /// The bottom of the range of reps.
    pub low: u32,
    /// Its top.
    pub high: u32,
}

/// More sessions are needed to tell.
struct More;

impl<'a> Training<'a> {
    /// Looks at the journal as of today.
    pub fn of(context: &Context<'a>) -> Training<'a> {
        Training::about(
            context,
            &activity::active(context.journal, context.slips(), context.today),
        )
    }

    /// The same, of these exercises.
    pub fn about(context: &Context<'a>, exercises: &[ExerciseId]) -> Training<'a> {
        let (journal, today) = (context.journal, context.today);
        let mut open = exercises.to_vec();
        let mut subjects = Vec::with_capacity(open.len());
        let tests = tests_of(journal, &open, today);
        let mut limit = WINDOW;
        while !open.is_empty() {
            let mut again = Vec::new();
            for history in History::latest(journal, &open, context.slips(), today, limit) {
                let id = history.exercise;
                match Subject::of(context, history, &tests) {
                    Ok(subject) => subjects.push(subject),
                    Err(More) => again.push(id),
                }
            }
            open = again;
            limit = limit.saturating_mul(16);
        }
        order::sort_by_key(&mut subjects, |subject| subject.exercise);
        let calendar = calendar(context);
        let apart = i32::try_from(context.number(&spacing::CARD, "days")).unwrap_or(i32::MAX);
        Training {
            week: calendar.current_week(apart),
            calendar,
            pain_events: PainEvents::of(journal, today),
            subjects,
        }
    }
}

/// Weeks, goals, phases, races and excuses as of today.
pub fn calendar<'a>(context: &Context<'a>) -> Calendar<'a> {
    let excuse = |key| context.setting(&missed_week::CARD, key) == "excused";
    let excuses = Excuses {
        away: excuse("away"),
        ill: excuse("ill"),
        injured: excuse("injured"),
        pause: excuse("break"),
        race: excuse("race"),
    };
    Calendar::new(context.journal, context.today, excuses)
}

/// Tests of judged exercises, grouped by exercise, oldest first.
fn tests_of(journal: &Journal, active: &[ExerciseId], today: Date) -> Vec<TestEntry> {
    if !active.iter().any(|id| judged(journal.exercise(*id))) {
        return Vec::new();
    }
    let mut tests = activity::tests(journal, today);
    order::sort_by_key(&mut tests, |test| test.exercise);
    tests
}

fn judged(exercise: &Exercise) -> bool {
    let reps = |target: &Target| matches!(target.high, Amount::Reps(_));
    matches!(exercise.measure, None | Some(Measure::Reps))
        && (exercise.ladder > 0 || exercise.target.is_some())
        && exercise.target.as_ref().is_none_or(reps)
}

/// A progression number: that of the exercise, else that of the rule, else the default.
pub fn number(context: &Context, exercise: &Exercise, key: &str) -> i64 {
    exercise
        .number_set(key)
        .or_else(|| rule_number(context, key))
        .unwrap_or_else(|| exercise.number(key))
}

/// How many sessions at the target the journal asks for, if it says so.
pub fn ready_sessions(context: &Context, exercise: &Exercise) -> Option<i64> {
    let key = "ready-sessions";
    exercise
        .number_set(key)
        .or_else(|| rule_number(context, key))
}

fn rule_number(context: &Context, key: &str) -> Option<i64> {
    let (card, name) = number_rule(key)?;
    context.setting(card, name).parse().ok()
}

/// Which rule's setting stands behind a progression number.
pub fn number_rule(key: &str) -> Option<(&'static Card, &str)> {
    Some(match key {
        "ready-sessions" => (&ready::CARD, "sessions"),
        "floor" | "test-margin" | "add-easy" | "add-ok" => (&ready::CARD, key),
        "retest-weeks" => (&retest::CARD, "weeks"),
        "stall-weeks" => (&stalled::CARD, "weeks"),
        "load-step" => (&too_fast::CARD, key),
        "race-hold-days" => (&hold::CARD, "race-days"),
        "spacing" => (&spacing::CARD, "days"),
        _ => return None,
    })
}

impl Subject {
    /// The facts, unless more sessions are needed to tell them.
    fn of(context: &Context, history: History, tests: &[TestEntry]) -> Result<Subject, More> {
        let journal = context.journal;
        let exercise = journal.exercise(history.exercise);
        let alternating = exercise.sides == Some(Sides::Alternating);
        let count = |key| u32::try_from(number(context, exercise, key)).unwrap_or(0);
        let margin = count("test-margin");
        let target = goal(exercise, alternating);
        let floor = even_up(count("floor"), alternating).min(target.high);
        let found = {
            let start = tests.partition_point(|test| test.exercise < history.exercise);
            let end = tests.partition_point(|test| test.exercise <= history.exercise);
            tests.get(start..end).unwrap_or(&[])
        };
        let least = floor + margin;
        let worked = present_level(journal, &history, found, least);
        if worked.is_none() && !history.whole {
            return Err(More);
        }
        // One that was only `done` has no level to judge, but it may have hurt.
        let level = worked.unwrap_or(Level::Named(LevelId::NONE));
        let too_hard = too_hard(journal, &history, found, level, least);

        let full = if judged(exercise) || exercise.target.is_some() {
            target.high
        } else {
            u32::MAX
        };
        let (bouts, leaving) = history.stay(journal, level, full);
        let visits = &history.visits;
        let first = bouts.first().map_or(visits.len(), |bout| bout.visit);
        let from_start = leaving.is_some() || history.whole;
        // What led to the stay must be seen as well.
        if !history.whole && from_start && first < 8 {
            return Err(More);
        }
        let before = leaving.and_then(|index| {
            let level = history.worked_level(journal, visits.get(index)?)?;
            Some((level, history.bout(journal, index, level, full)?))
        });
        let began = visits.get(first).or(visits.last()).map(|visit| visit.date);
        let earlier = || visits.get(..first).unwrap_or(&[]).iter().rev();
        let new = began.is_none_or(|began| {
            !earlier()
                .take_while(|visit| began.days_since(visit.date) <= ACTIVE_DAYS)
                .any(|visit| history.holds(journal, visit, level))
        });
        // Tests count back over sessions at the level no more than 56 days apart.
        let mut since = began;
        for visit in earlier() {
            let near = since.is_some_and(|since| since.days_since(visit.date) <= ACTIVE_DAYS);
            if !near {
                break;
            }
            if history.touches(journal, visit, level) {
                since = Some(visit.date);
            }
        }
        let tests: Vec<Test> = all_tests(journal, &history, found, level)
            .into_iter()
            .filter(|test| !from_start || since.is_none_or(|since| test.date >= since))
            .collect();

        let sessions: Vec<tally::Session> = bouts
            .iter()
            .map(|bout| tally::Session {
                date: bout.date,
                gap: bout.gap,
                sets: bout.sets,
                failed: bout.failed,
            })
            .collect();
        let eager = context.setting(&form_failure::CARD, "sensitivity") == "eager";
        let share = |key| context.number(&form_failure::CARD, key);
        let base = if eager { 3 } else { 4 };
        let watch = tally::Watch::new(base, share("acceptable"), share("bad"));
        let counted = tally::tally(&sessions, watch, from_start, context.today);
        if counted.is_none() && !sessions.is_empty() {
            return Err(More);
        }

        let reps = bouts.last().is_none_or(|bout| {
            let visit = visits.get(bout.visit);
            visit.is_some_and(|visit| history.in_reps(journal, visit))
        });
        Ok(Subject {
            exercise: history.exercise,
            judged: worked.is_some() && judged(exercise) && reps,
            target,
            floor,
            margin,
            level,
            from_start,
            tests,
            before,
            new,
            too_hard,
            tally: counted,
            bouts,
            history,
        })
    }

    /// The latest working session at the level.
    pub fn last(&self) -> Option<&Bout> {
        self.bouts.last()
    }

    /// The working sessions at the level by which form is judged: since the last 28 days without
    /// the exercise.
    pub fn counted(&self) -> &[Bout] {
        let sessions = self.tally.map_or(0, |tally| tally.sessions);
        let first = self.bouts.len().saturating_sub(sessions);
        self.bouts.get(first..).unwrap_or(&[])
    }

    /// Whether the exercise alternates sides, so that its reps are even.
    pub fn alternating(&self, journal: &Journal) -> bool {
        journal.exercise(self.exercise).sides == Some(Sides::Alternating)
    }

    /// The name of the present level.
    pub fn level_name<'j>(&self, journal: &'j Journal) -> Option<&'j str> {
        match self.level {
            Level::Named(id) => journal.level_name(self.exercise, id),
            Level::Load(_) => None,
        }
    }

    /// The level after the present one on the ladder.
    pub fn next_level<'j>(&self, journal: &'j Journal) -> Option<&'j str> {
        let exercise = journal.exercise(self.exercise);
        let place = usize::try_from(self.history.rank(exercise, self.level)?).ok()?;
        if self.history.by_load || place + 1 >= exercise.ladder {
            return None;
        }
        exercise.levels.get(place + 1).map(String::as_str)
    }

    /// The level before the present one on the ladder.
    pub fn easier_level<'j>(&self, journal: &'j Journal) -> Option<&'j str> {
        let exercise = journal.exercise(self.exercise);
        let place = usize::try_from(self.history.rank(exercise, self.level)?).ok()?;
        if self.history.by_load {
            return None;
        }
        exercise
            .levels
            .get(place.checked_sub(1)?)
            .map(String::as_str)
    }

    /// Where a session of the exercise stands.
    pub fn place(&self, journal: &Journal, visit: usize) -> Place {
        self.history
            .visits
            .get(visit)
            .map(|visit| self.history.place(journal, visit))
            .unwrap_or_default()
    }
}

/// Rounded up to an even number, for exercises that alternate.
fn even_up(reps: u32, alternating: bool) -> u32 {
    if alternating { reps + reps % 2 } else { reps }
}

/// The target of the exercise, else three sets of 15 (of 20, where sides alternate).
fn goal(exercise: &Exercise, alternating: bool) -> Goal {
    let usual = if alternating { 20 } else { 15 };
    exercise.target.map_or(
        Goal {
            sets: 3,
            low: usual,
            high: usual,
        },
        |target| Goal {
            sets: u32::from(target.sets),
            low: crate::model::bout::number(target.low),
            high: crate::model::bout::number(target.high),
        },
    )
}
