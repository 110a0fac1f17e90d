//! `spacing`: two sessions of an exercise with too little rest between them.

use super::missed_week::silent_for_long;
use super::status::plural;
use super::training::number;
use super::{Context, Rule, together};
use crate::date::Date;
use crate::finding::{Accepts, Card, Datum, Finding, Setting, Severity};
use crate::model::activity::{ACTIVE_DAYS, trained};
use crate::model::history::entry_place;
use crate::model::{ExerciseId, LevelId};
use crate::order;
use crate::text::Place;
use rustc_hash::FxHashMap;
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
    session: usize,
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
    let active = today.plus(-ACTIVE_DAYS);
    let from = context.since.map_or(active, |since| since.min(active));
    let mut past = Vec::new();
    let mut last: FxHashMap<ExerciseId, (Option<At>, At)> = FxHashMap::default();
    let sessions = journal.sessions.since(from.plus(-MOST)).enumerate();
    for (number, session) in sessions.take_while(|(_, session)| session.date <= today) {
        if session.planned {
            continue;
        }
        for entry in journal.entries_of(session) {
            if !trained(&entry) {
                continue;
            }
            let exercise = slips.meant(entry.exercise);
            let at = At {
                session: number,
                date: session.date,
                place: entry_place(&entry),
                level: entry.level,
            };
            match last.get_mut(&exercise) {
                None => {
                    last.insert(exercise, (None, at));
                }
                Some((_, newest)) if newest.session == number => {}
                Some(two) => {
                    if let (Some(earlier), later) = *two
                        && context.tells_past(later.date)
                    {
                        past.extend(Pair::close(context, exercise, earlier, later));
                    }
                    *two = (Some(two.1), at);
                }
            }
        }
    }
    let long = silent_for_long(journal, today);
    for (exercise, (earlier, later)) in last {
        let told = later.date >= active && !long || context.tells_past(later.date);
        if let Some(earlier) = earlier.filter(|_| told) {
            past.extend(Pair::close(context, exercise, earlier, later));
        }
    }
    past
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
