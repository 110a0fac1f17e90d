//! `missed-week`: a week, or a run of weeks, without a session.

use super::{Context, Rule};
use crate::date::Date;
use crate::finding::{Accepts, Card, Datum, Finding, Setting, Severity};
use crate::model::activity::ACTIVE_DAYS;
use crate::model::calendar::{Calendar, Stretch, WeekState};
use crate::model::{Journal, Session};

const EXCUSE: Accepts = Accepts::Words(&["excused", "counts"]);

const fn excuse(key: &'static str, meaning: &'static str) -> Setting {
    Setting {
        key,
        default: "excused",
        meaning,
        accepts: EXCUSE,
    }
}

/// What it is.
pub const CARD: Card = Card {
    name: "missed-week",
    severity: Severity::Advice,
    summary: "a week, or a run of weeks, without a session",
    explain: "\
Weeks run from Monday to Sunday. A week is missed when it is over and no session was done in it. \
A session counts with one working set, a test, or an exercise marked `done`; several on one day \
count once; planned sessions and those after today do not count.

Days that are excused do not count against you: `away`, `ill`, `injured`, `break` (a date or a \
span) and the day of a race. A week with fewer than four free days is excused and asks for \
nothing. The week in progress is never missed, and neither is the week of your first session.

A single missed week is told while it is one of the last two weeks, a run of two or more while it \
reaches into the last four; a run is told once and whole, and an excused week inside it neither \
ends it nor adds to it. After 56 days without any session the whole run up to today is the one \
thing that is said about weeks.

One missed week does no harm to strength or habit: people who were followed while they formed a \
habit lost nothing by one miss (Lally and others, 2010). Two or more in a month are another \
matter, see `below-maintenance`.

If you were away, write it: `2026-02-02..2026-02-08 away`. `rule missed-week away counts` lets \
such days count as free (also `ill`, `injured`, `break`, `race`), for this rule and all others \
that look at weeks.",
    example: "\
2026-01-05
  Push-up   3x12
2026-01-13
  Push-up   3x12
2026-02-03
  Push-up   3x12
",
    today: "2026-02-04",
    settings: &[
        excuse("away", "days `away`: excused, or free like any other"),
        excuse("ill", "days `ill`"),
        excuse("injured", "days `injured`"),
        excuse("break", "days of a `break`"),
        excuse("race", "the day of a `race`"),
    ],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run,
};

/// The newest session that counts, on that day or before.
pub fn newest_session(journal: &Journal, today: Date, until: Date) -> Option<&Session> {
    let mut sessions = journal.sessions.until(until);
    sessions.rfind(|session| journal.counts(session, today))
}

/// Whether nothing was trained for 56 days, so that only this rule speaks about weeks.
pub fn silent_for_long(journal: &Journal, today: Date) -> bool {
    newest_session(journal, today, today)
        .is_some_and(|session| today.days_since(session.date) >= ACTIVE_DAYS)
}

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let (journal, today) = (context.journal, context.today);
    let calendar = &context.training().calendar;
    let long = silent_for_long(journal, today);
    for run in runs(calendar, context.since) {
        let present = run.after == 0 && long;
        if present || (!long && run.told()) || run.ends_since(context.since) {
            findings.extend(finding(context, &run, present));
        }
    }
}

/// Missed weeks that follow each other, but for excused ones between them.
struct Run {
    /// The latest first, at most [`MOST_LISTED`].
    mondays: Vec<Date>,
    /// The earliest.
    first: Date,
    /// How many there are.
    weeks: i32,
    /// How many counted weeks closed after it.
    after: i32,
}

/// So many weeks of a run are listed, ten years: after a slip in a year there may be a hundred
/// thousand.
const MOST_LISTED: usize = 520;

impl Run {
    fn told(&self) -> bool {
        self.after < if self.weeks == 1 { 2 } else { 4 }
    }

    /// Adds missed weeks before those already there.
    fn extend(&mut self, stretch: &Stretch) {
        let back = |weeks: i32| stretch.latest.monday.plus(weeks.saturating_mul(-7));
        let room = MOST_LISTED.saturating_sub(self.mondays.len());
        self.mondays.extend((0..stretch.weeks).take(room).map(back));
        self.first = back(stretch.weeks.saturating_sub(1));
        self.weeks = self.weeks.saturating_add(stretch.weeks);
    }

    fn ends_since(&self, since: Option<Date>) -> bool {
        let sunday = self.mondays.first().map(|monday| monday.plus(6));
        since.is_some() && since <= sunday
    }
}

/// The runs that reach into the last four counted weeks, or into those since a day, the latest
/// first.
fn runs(calendar: &Calendar, since: Option<Date>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    let mut after = 0i32;
    let counted = |stretch: &Stretch| stretch.latest.state.counted();
    for stretch in calendar.stretches().filter(counted) {
        let sunday = stretch.latest.monday.plus(6);
        let near = after < 4 || since.is_some_and(|since| since <= sunday);
        if stretch.latest.state != WeekState::Missed {
            open = false;
        } else if open || near {
            if !open {
                runs.push(Run {
                    mondays: Vec::new(),
                    first: stretch.latest.monday,
                    weeks: 0,
                    after,
                });
                open = true;
            }
            if let Some(run) = runs.last_mut() {
                run.extend(&stretch);
            }
        }
        if !near && !open {
            break;
        }
        after = after.saturating_add(stretch.weeks);
    }
    runs
}

fn finding(context: &Context, run: &Run, present: bool) -> Option<Finding> {
    let (journal, today) = (context.journal, context.today);
    let calendar = &context.training().calendar;
    let (latest, first, weeks) = (*run.mondays.first()?, run.first, run.weeks);
    let before = newest_session(journal, today, first.plus(-1))?;
    let words = |date: Date| date.words_near(today);
    // Where the run lasts to the present, from the session before to the last closed week.
    let (begin, end) = if present {
        (before.date.monday().plus(7), today.monday().plus(-7))
    } else {
        (first, latest)
    };
    let all = end.days_since(begin) / 7 + 1;
    let excused = match all.saturating_sub(weeks) {
        ..=0 => String::new(),
        1 => "; 1 week more was excused".to_string(),
        more => format!("; {more} weeks more were excused"),
    };
    let message = if present {
        let last = newest_session(journal, today, today)?;
        let unit = if weeks == 1 { "week" } else { "weeks" };
        format!("no session since {}, {weeks} {unit}", words(last.date))
    } else if weeks == 1 {
        format!("no session in the week of {}", words(first))
    } else {
        format!(
            "no session for {weeks} weeks, from {} to {}",
            words(first),
            words(latest.plus(6))
        )
    };
    let message = message + &excused;
    let dates = format!("{first}..{}", latest.plus(6));
    let help = if present && calendar.excused(today) {
        "nothing is asked of you now; `strength next` starts you gently when you are back".into()
    } else if present {
        "`strength next` starts you gently: half the reps at an easier level, then an endurance \
         test"
            .into()
    } else if weeks == 1 {
        format!("one week does no harm; if you could not train, write `{dates} away` or `ill`")
    } else {
        format!("if you could not train, write `{dates} away` or `ill`, with your own dates")
    };
    let mut finding = Finding::advice(CARD.name, before.place(), message)
        .label("the last session before")
        .help(help)
        .datum(
            "weeks",
            Datum::List(
                run.mondays
                    .iter()
                    .rev()
                    .map(|day| Datum::Date(*day))
                    .collect(),
            ),
        );
    let mut after = journal.sessions.since(latest.plus(7));
    if let Some(next) = after.find(|session| journal.counts(session, today)) {
        finding = finding.related(next.place(), "the first session after");
    }
    Some(finding)
}
