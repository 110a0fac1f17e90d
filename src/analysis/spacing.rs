//! `spacing`: two sessions of an exercise with too little rest between them.

use super::missed_week::silent_for_long;
use super::status::plural;
use super::training::number;
use super::{Context, Rule, together};
use crate::date::Date;
use crate::finding::{Accepts, Card, Datum, Finding, Setting, Severity};
use crate::model::activity::{ACTIVE_DAYS, trained};
use crate::model::history::{History, Visit, entry_place};
use crate::model::{ExerciseId, LevelId};
use crate::order;
use crate::text::Place;
use std::collections::BTreeMap;

/// The most days that can be asked for.
const MOST: i32 = 14;

/// What it is.
pub const CARD: Card = Card {
    name: "spacing",
    severity: Severity::Advice,
    summary: "the last two sessions of an exercise are less than two days apart",
    explain: "\
The last two sessions of an exercise lie less than two days apart: on one day, or on two days \
running. Exercises that share the dates are told together. Work, tests and `done` are sessions; \
warm-ups, skipped and planned ones are not. The finding stands until the next session of the \
exercise.

Muscles need about 48 hours to recover and to get stronger from what was done, as the American \
College of Sports Medicine teaches it; programs for training with the body's own weight ask for a \
day of rest between sessions for the same reason. How close the sessions of different exercises \
lie is not looked at.

What to do: a day without the exercise, then train as planned. Two sessions a week fit well on \
Monday and Thursday, or Tuesday and Saturday.

`rule spacing days 3` asks for more days from one session to the next, `days 1` allows two days \
running; `spacing 1` in an `exercise` block does the same for one exercise. `allow spacing` at the \
end of the entry silences it there, `allow spacing for EXERCISE until DATE \"why\"` for a while.",
    example: "\
2026-01-05
  One-leg bridge   3x12
  Toe taps         3x18
2026-01-06
  One-leg bridge   3x12
  Toe taps         3x18
",
    today: "2026-01-06",
    settings: &[Setting {
        key: "days",
        default: "2",
        meaning: "days from one session of an exercise to the next",
        accepts: Accepts::Whole(1, MOST as i64),
    }],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run,
};

/// A session of an exercise.
#[derive(Clone, Copy)]
struct At {
    date: Date,
    place: Place,
    level: LevelId,
}

/// Two sessions of an exercise that follow each other.
struct Pair {
    exercise: ExerciseId,
    earlier: At,
    later: At,
    needed: i32,
}

impl Pair {
    /// Two sessions, if they are too close.
    fn close(context: &Context, exercise: ExerciseId, earlier: At, later: At) -> Option<Pair> {
        let needed = number(context, context.journal.exercise(exercise), "spacing");
        let pair = Pair {
            exercise,
            earlier,
            later,
            needed: i32::try_from(needed).ok()?,
        };
        (pair.days() < pair.needed).then_some(pair)
    }

    fn days(&self) -> i32 {
        self.later.date.days_since(self.earlier.date)
    }
}

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let mut groups: BTreeMap<(Date, Date, i32), Vec<Pair>> = BTreeMap::new();
    for pair in pairs(context) {
        let key = (pair.earlier.date, pair.later.date, pair.needed);
        groups.entry(key).or_default().push(pair);
    }
    for mut pairs in groups.into_values() {
        order::sort_by_key(&mut pairs, |pair| pair.later.place);
        together::say(context, pairs, |pairs| finding(context, pairs), findings);
    }
}

/// Sessions of an exercise that are too close: the last two, and those since a day if it is asked
/// for.
fn pairs(context: &Context) -> Vec<Pair> {
    let (journal, slips, today) = (context.journal, context.slips(), context.today);
    if context.since.is_none() {
        let subjects = &context.training().subjects;
        let pairs = subjects.iter().map(|subject| of(context, &subject.history));
        return pairs.flatten().collect();
    }
    let all = (0u32..).map(ExerciseId).take(journal.exercises.len());
    let all: Vec<_> = all.filter(|id| slips.meant(*id) == *id).collect();
    let histories = History::latest(journal, &all, slips, today, usize::MAX);
    histories
        .iter()
        .flat_map(|history| of(context, history))
        .collect()
}

/// The same of one exercise.
fn of(context: &Context, history: &History) -> Vec<Pair> {
    let (journal, today) = (context.journal, context.today);
    let visits = history.visits.iter().rev().filter(|visit| visit.trained);
    let at = |visit: &Visit| {
        let entry = history
            .entries(journal, visit)
            .find(|entry| trained(entry))?;
        Some(At {
            date: visit.date,
            place: entry_place(&entry),
            level: entry.level,
        })
    };
    let (mut pairs, mut is_last) = (Vec::new(), true);
    for (later, earlier) in visits.clone().zip(visits.skip(1)) {
        let active = is_last && today.days_since(later.date) <= ACTIVE_DAYS;
        let told = active && !silent_for_long(journal, today) || context.tells_past(later.date);
        if !told {
            break;
        }
        is_last = false;
        if let (Some(earlier), Some(later)) = (at(earlier), at(later)) {
            pairs.extend(Pair::close(context, history.exercise, earlier, later));
        }
    }
    pairs
}

fn finding(context: &Context, pairs: &[&Pair]) -> Finding {
    let Some((first, others)) = pairs.split_first() else {
        return Finding::advice(CARD.name, Place::default(), CARD.summary);
    };
    let (journal, today) = (context.journal, context.today);
    let words = |date: Date| date.words_near(today);
    let ids: Vec<ExerciseId> = pairs.iter().map(|pair| pair.exercise).collect();
    let names = together::names(context, &ids);
    let (earlier, later) = (words(first.earlier.date), words(first.later.date));
    let days = first.days();
    let apart = |days: i32| plural(days.unsigned_abs(), "day", "days");
    let message = match days {
        0 => format!("{names}: two sessions on {later}; muscles need a rest between"),
        days => format!(
            "{names}: sessions on {earlier} and {later}, {} apart; muscles need {}",
            apart(days),
            apart(first.needed)
        ),
    };
    let next = first.later.date.plus(first.needed);
    let help = if next > today {
        format!(
            "the next one on {} {} or later",
            next.weekday().name(),
            words(next)
        )
    } else {
        format!("leave {} from one session to the next", apart(first.needed))
    };
    let level = journal.level_name(first.exercise, first.later.level);
    let finding = Finding::advice(CARD.name, first.later.place, message)
        .label(format!("the session on {later}"))
        .help(help);
    let mut finding = together::about(context, finding, &ids, level)
        .datum("days", Datum::Int(days.into()))
        .datum("required", Datum::Int(first.needed.into()));
    for pair in others {
        finding = finding.related(pair.later.place, format!("on {later}"));
    }
    finding.related(first.earlier.place, format!("the session on {earlier}"))
}
