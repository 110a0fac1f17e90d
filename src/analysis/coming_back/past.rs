//! Breaks that are over: told with `--since`.

use super::CARD;
use crate::analysis::{Context, together};
use crate::date::Date;
use crate::finding::{Datum, Finding};
use crate::model::ExerciseId;
use crate::model::activity::trained;
use crate::model::history::History;
use crate::order;
use crate::text::Place;
use std::collections::{BTreeMap, BTreeSet};

/// The day before a break and the day after it.
type Dates = (Date, Date);

/// A break of one exercise.
struct Break {
    exercise: ExerciseId,
    before: Place,
    after: Place,
}

/// Every break that ended since a day, but for those that are told as the present.
pub fn tell(
    context: &Context,
    since: Date,
    told: &BTreeSet<(ExerciseId, Date)>,
    findings: &mut Vec<Finding>,
) {
    let journal = context.journal;
    let exercises = trained_since(context, since);
    let mut groups: BTreeMap<Dates, Vec<Break>> = BTreeMap::new();
    for history in History::latest(
        journal,
        &exercises,
        context.slips(),
        context.today,
        usize::MAX,
    ) {
        let mut earlier: Option<usize> = None;
        for (index, visit) in history.visits.iter().enumerate() {
            if !visit.trained {
                continue;
            }
            let before = earlier.replace(index).and_then(|i| history.visits.get(i));
            let (Some(before), true) = (before, visit.date >= since) else {
                continue;
            };
            let known = told.contains(&(history.exercise, visit.date));
            if known || history.break_before(index).is_none() {
                continue;
            }
            let entry = Break {
                exercise: history.exercise,
                before: history.place(journal, before),
                after: history.place(journal, visit),
            };
            let dates = (before.date, visit.date);
            groups.entry(dates).or_default().push(entry);
        }
    }
    for (dates, mut breaks) in groups {
        order::sort_by_key(&mut breaks, |entry| entry.after);
        let finding = |breaks: &[&Break]| finding(context, dates, breaks);
        together::say(context, breaks, finding, findings);
    }
}

fn trained_since(context: &Context, since: Date) -> Vec<ExerciseId> {
    let (journal, today) = (context.journal, context.today);
    let sessions = journal.sessions.since(since);
    let past = sessions.filter(|session| !session.planned && session.date <= today);
    let entries = past.flat_map(|session| journal.entries_of(session));
    let exercises: BTreeSet<ExerciseId> = entries
        .filter(|entry| trained(entry))
        .map(|entry| context.slips().meant(entry.exercise))
        .collect();
    exercises.into_iter().collect()
}

fn finding(context: &Context, (from, to): Dates, breaks: &[&Break]) -> Finding {
    let Some((first, others)) = breaks.split_first() else {
        return Finding::advice(CARD.name, Place::default(), CARD.summary);
    };
    let words = |date: Date| date.words_near(context.today);
    let ids: Vec<ExerciseId> = breaks.iter().map(|entry| entry.exercise).collect();
    let days = to.days_since(from);
    let message = format!(
        "{}: back on {} after {days} days",
        together::names(context, &ids),
        words(to)
    );
    let label = format!("back after {days} days");
    let finding = Finding::advice(CARD.name, first.after, message).label(&label);
    let mut finding = together::about(context, finding, &ids, None)
        .datum("days", Datum::Int(days.into()))
        .datum("ramp", Datum::List(Vec::new()))
        .datum("ramps", Datum::List(Vec::new()));
    for entry in others {
        finding = finding.related(entry.after, &label);
    }
    finding.related(first.before, format!("the session before, {}", words(from)))
}
