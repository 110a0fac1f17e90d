//! Row 7: no progress in the time that is meant for it.

use super::{Answer, Case, Evidence, label};
use crate::analysis::training::number;
use crate::model::calendar::Phase;

/// Sessions without a better one that are too many.
const SESSIONS: usize = 6;

/// In a declared off-season and below the target: six sessions in six weeks or more since the last
/// break or race preparation, and the best total of reps is that old.
pub fn no_better(case: &Case) -> Answer {
    let subject = case.subject;
    let calendar = &case.training.calendar;
    let weeks = number(case.context, case.exercise(), "stall-weeks");
    let Some(last) = subject.last() else {
        return Answer::NotMet;
    };
    if calendar.phase(case.today()) != Some(Phase::OffSeason) || last.planned >= subject.target.high
    {
        return Answer::NotMet;
    }
    let bouts = &subject.bouts;
    let prepares = |date| calendar.phase(date) == Some(Phase::RacePrep);
    let since = bouts
        .iter()
        .rposition(|bout| prepares(bout.date) || subject.history.break_before(bout.visit).is_some())
        .map_or(0, |index| {
            // The session after a break belongs to what followed it.
            let prepared = bouts.get(index).is_some_and(|bout| prepares(bout.date));
            index + usize::from(prepared)
        });
    let recent = bouts.get(since..).unwrap_or(&[]);
    let old = |date| i64::from(last.date.days_since(date)) >= 7 * weeks;
    if recent.len() < SESSIONS || !recent.first().is_some_and(|bout| old(bout.date)) {
        return Answer::TooEarly(format!(
            "too early to tell ({} of {SESSIONS} sessions)",
            recent.len()
        ));
    }
    let best = recent.iter().map(|bout| bout.total).max();
    let first = recent.iter().position(|bout| Some(bout.total) == best);
    let stalled = first
        .and_then(|index| Some((index, recent.get(index)?)))
        .filter(|(index, bout)| recent.len() - 1 - index >= SESSIONS && old(bout.date));
    stalled
        .map(|(_, bout)| Evidence {
            detail: format!(
                "{} reps in all on {}, and not more since",
                bout.total,
                case.words(bout.date)
            ),
            places: vec![label(
                subject.place(case.journal(), bout.visit),
                format!("{} reps in all", bout.total),
            )],
        })
        .into()
}
