//! `form-context`: form breaks more often after a hard run the same day, or with little rest.

use super::form::{YEAR, finding, places};
use super::status::Case;
use super::tally::clearly_rising;
use super::{Context, Rule};
use crate::date::Date;
use crate::finding::{Card, Datum, Finding, Label, Severity};
use crate::model::bout::Bout;
use crate::model::{Difficulty, EntryKind, EventKind, Journal};

/// Sessions that it takes in each of the two groups.
const LEAST: usize = 4;

/// Rest in milliseconds below which it is little.
const SHORT_REST: u32 = 60_000;

/// Exertion in halves from which a run is hard.
const HARD_RUN: u8 = 18;

/// What it is.
pub const CARD: Card = Card {
    name: "form-context",
    severity: Severity::Advice,
    summary: "form breaks more often on days with a hard run, or with little rest",
    explain: "\
The sessions at the present level, the last 52 at most, are put in two groups: those on the day of \
a hard run (`2026-03-03 run 10km hard`, or `rpe 9` and more) and the others; and those with less \
than 60 seconds of rest noted (`rest 45s`) and those with more. With four sessions or more in each \
group it is said when the share of sets in which form broke is clearly higher in the first. 28 days \
without the exercise start the count anew.

Clear means a difference of 1.96 standard errors, after allowing for sets of one session being \
alike. It shows that the two go together in your journal, not that one is the cause.

Leg presses were fewer four and eight hours after endurance work and as many as ever a day later \
(Sporer and Wenger, 2003), so only the same day counts. That reps fall with short rests is well \
known (Senna and others, 2009).

What to do: train the exercise on another day than the hard run, or before it; rest longer.

There is no number to set. `rule form-context off` silences it for good, \
`allow form-context for EXERCISE until DATE \"why\"` for a while.",
    example: "\
2026-01-03
  Heel raise [one leg]  test L 16 R 16
2026-01-06 run 10km hard
2026-01-06
  Heel raise [one leg]  L 12 11! 10! R 12 12 11!
2026-01-09
  Heel raise  3x12
2026-01-13 run 10km hard
2026-01-13
  Heel raise  L 12 11! 11! R 12 12 11!
2026-01-16
  Heel raise  3x12
2026-01-20 run 12km hard
2026-01-20
  Heel raise  L 12 11! 10! R 12 12 10!
2026-01-23
  Heel raise  3x12
2026-01-27 run 10km rpe 9
2026-01-27
  Heel raise  L 12 11! 10! R 12 12 11!
2026-01-30
  Heel raise  3x12
",
    today: "2026-01-31",
    settings: &[],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    // Runs are events, and rests are details, the first of which are those of none.
    if context.journal.events.is_empty() && context.journal.extras.len() <= 1 {
        return;
    }
    for (case, _) in Case::all(context) {
        let counted = case.subject.counted();
        let year = counted
            .get(counted.len().saturating_sub(YEAR)..)
            .unwrap_or(&[]);
        if year.len() < 2 * LEAST || year.iter().all(|bout| bout.failed == 0) {
            continue;
        }
        let found = hard_runs(&case, year).or_else(|| short_rests(&case, year));
        findings.extend(found);
    }
}

/// Sessions of one group, and their sets.
#[derive(Default)]
struct Group<'a> {
    bouts: Vec<&'a Bout>,
    failed: u64,
    sets: u64,
}

impl<'a> Group<'a> {
    fn add(&mut self, bout: &'a Bout) {
        self.bouts.push(bout);
        self.failed += u64::from(bout.failed);
        self.sets += u64::from(bout.sets);
    }
}

/// Puts the sessions for which `which` answers in two groups, those of a yes first, and tells
/// both if the first is clearly worse.
fn compare<'a>(
    case: &Case,
    bouts: &'a [Bout],
    which: impl Fn(&Bout) -> Option<bool>,
) -> Option<[Group<'a>; 2]> {
    let [mut yes, mut no] = [Group::default(), Group::default()];
    for bout in bouts {
        match which(bout) {
            Some(true) => yes.add(bout),
            Some(false) => no.add(bout),
            None => {}
        }
    }
    let median = case.subject.tally.map_or(0, |tally| tally.doubled_median);
    let told = yes.bouts.len() >= LEAST
        && no.bouts.len() >= LEAST
        && clearly_rising(yes.failed, yes.sets, no.failed, no.sets, median);
    told.then_some([yes, no])
}

fn hard_runs(case: &Case, bouts: &[Bout]) -> Option<Finding> {
    let journal = case.journal();
    let groups = compare(case, bouts, |bout| Some(hard_run_on(journal, bout.date)))?;
    let [yes, no] = &groups;
    let message = format!(
        "form broke in {} of {} sets on days with a hard run, and in {} of {} on other days",
        yes.failed, yes.sets, no.failed, no.sets
    );
    let help = "train it on another day than the hard run, or before it";
    told(case, &groups, "hard-run", message, help)
}

/// Whether a run of that day was hard.
pub fn hard_run_on(journal: &Journal, date: Date) -> bool {
    let events = &journal.events;
    let start = events.partition_point(|event| event.from < Some(date));
    events
        .iter()
        .skip(start)
        .take_while(|event| event.from == Some(date))
        .any(|event| match &event.kind {
            EventKind::Activity {
                word, difficulty, ..
            } => {
                let exertion = journal.extra(event.extra).rpe;
                word == "run"
                    && (*difficulty == Some(Difficulty::Hard)
                        || exertion.is_some_and(|rpe| rpe >= HARD_RUN))
            }
            _ => false,
        })
}

/// Whether the shortest rest noted in a session was short; `None` where none is noted.
pub fn short_rest(case: &Case, bout: &Bout) -> Option<bool> {
    let (journal, history) = (case.journal(), &case.subject.history);
    let visit = history.visits.get(bout.visit)?;
    let rests = history
        .of_kind(journal, visit, EntryKind::Work)
        .filter_map(|entry| journal.extra(entry.extra).rest);
    rests.min().map(|rest| rest < SHORT_REST)
}

fn short_rests(case: &Case, bouts: &[Bout]) -> Option<Finding> {
    let groups = compare(case, bouts, |bout| short_rest(case, bout))?;
    let [yes, no] = &groups;
    let message = format!(
        "form broke in {} of {} sets with less than 60 seconds of rest, and in {} of {} with more",
        yes.failed, yes.sets, no.failed, no.sets
    );
    told(
        case,
        &groups,
        "short-rest",
        message,
        "rest longer between the sets",
    )
}

fn told(
    case: &Case,
    [yes, no]: &[Group; 2],
    context: &str,
    message: String,
    help: &str,
) -> Option<Finding> {
    let labels: Vec<Label> = yes
        .bouts
        .iter()
        .rev()
        .filter(|bout| bout.failed > 0)
        .flat_map(|bout| {
            let message = format!(
                "form broke in {} of {} sets on {}",
                bout.failed,
                bout.sets,
                case.words(bout.date)
            );
            places(case, bout, |done| done.failed, &message)
        })
        .collect();
    let mut found = finding(case, &CARD, labels, message, help.to_string())?
        .datum("context", Datum::Text(context.to_string()));
    let numbers = [
        ("failed", yes.failed),
        ("sets", yes.sets),
        ("other_failed", no.failed),
        ("other_sets", no.sets),
    ];
    for (name, number) in numbers {
        found = found.datum(name, Datum::Int(i64::try_from(number).unwrap_or(i64::MAX)));
    }
    Some(found)
}
