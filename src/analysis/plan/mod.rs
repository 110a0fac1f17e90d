//! The next session: of each exercise what to do, and the reason for every number.

mod back;
mod choose;
pub mod day;
mod entry;
mod load;
mod measure;
mod reps;

use self::day::NextDay;
use super::Context;
use super::status::{Answer, Case, Status, TABLE, Verdict, present, verdict};
use super::training::Training;
use crate::date::Date;
use crate::model::calendar::CurrentWeek;
use crate::model::{Amount, Load};

/// The next session.
pub struct Plan {
    /// The day for which everything is said.
    pub today: Date,
    /// The day of the session.
    pub day: NextDay,
    /// The week that holds today.
    pub week: CurrentWeek,
    /// No exercise was ever done.
    pub first: bool,
    /// What to do of each exercise, in order.
    pub lines: Vec<Line>,
}

/// What to do of one exercise.
pub struct Line {
    /// Its name.
    pub exercise: String,
    /// The level at which it is to be done; `None` where it has no name.
    pub level: Option<String>,
    /// What the table says.
    pub status: Status,
    /// Why the status: dates and counts.
    pub because: Vec<String>,
    /// Why the numbers.
    pub why: Vec<String>,
    /// The ordinary sets, for those who do not test as well; `None` where there are none.
    pub work: Option<Work>,
    /// The line for the journal: the test where one is due, else the sets; `None` in pain.
    pub entry: Option<String>,
    /// `entry` is a test: its numbers are only an example.
    pub test: bool,
    /// The sets as a line for the journal, where `entry` is a test.
    pub instead: Option<String>,
    /// Rest between the sets, in milliseconds.
    pub rest: Option<u32>,
    /// The level, or the load, that is next.
    pub next_level: Option<String>,
    /// What the table asked, in its order.
    pub clauses: Vec<Asked>,
}

/// Sets of one kind.
#[derive(Clone, Debug)]
pub struct Work {
    /// How many, a side where sides are done each.
    pub sets: u32,
    /// What is done in each.
    pub amount: Amount,
    /// With what.
    pub load: Option<Load>,
    /// Each side, where the exercise does not say so itself.
    pub each: bool,
}

/// A condition of the table and what it answered.
pub struct Asked {
    /// The status it belongs to.
    pub status: Status,
    /// Its name.
    pub name: &'static str,
    /// Whether it is met; `None` where it is too early to tell.
    pub met: Option<bool>,
    /// Dates and counts, if there are any.
    pub detail: String,
}

/// What to do and why, before it is written as a line.
struct Advice {
    /// A level of the ladder, where it is not the present one.
    level: Option<String>,
    /// The sets; `None` where only a test can tell.
    work: Option<Work>,
    /// Why.
    why: Vec<String>,
    /// Test first, at that level.
    test: bool,
}

impl Plan {
    /// Plans the next session of a journal as of today.
    pub fn of(context: &Context) -> Plan {
        let journal = context.journal;
        let chosen = choose::exercises(journal, context.slips(), context.today);
        let training = Training::about(context, &chosen);
        let lines = chosen
            .iter()
            .filter_map(|id| training.subjects.iter().find(|s| s.exercise == *id))
            .map(|subject| {
                let case = Case {
                    context,
                    training: &training,
                    subject,
                };
                line(&case, &verdict(&case))
            })
            .collect();
        Plan {
            today: context.today,
            day: context.next_day().clone(),
            first: training.calendar.first_session().is_none(),
            week: training.week,
            lines,
        }
    }
}

fn line(case: &Case, verdict: &Verdict) -> Line {
    let subject = case.subject;
    let journal = case.journal();
    let unknown = subject.bouts.is_empty() && subject.tests.is_empty() && subject.before.is_none();
    let status = match verdict.status {
        Status::Build if unknown && entry::testable(case) => Status::Retest,
        status => status,
    };
    let because: Vec<String> = match status {
        Status::Pain => vec![super::pain::sentence(
            journal,
            &verdict.reasons.iter().map(|(_, e)| e).collect::<Vec<_>>(),
        )],
        Status::Ready => Vec::new(),
        // No status says why there is less to do.
        _ if !subject.judged && subject.last().is_some_and(|last| last.failed > 0) => {
            load::form_reasons(case).collect()
        }
        _ => verdict
            .reasons
            .iter()
            .map(|(_, e)| e.detail.clone())
            .collect(),
    };
    let mut advice = if unknown && status != Status::Pain {
        entry::first(case)
    } else {
        advice(case, verdict)
    };
    // What is said once need not be said again.
    let said = std::mem::take(&mut advice.why);
    let because = because.into_iter();
    let because = because.filter(|detail| !said.iter().any(|why| why.contains(detail.as_str())));
    let because: Vec<String> = because.collect();
    let next_level = match subject.history.by_load {
        true => load::next(case).map(|load| load.to_string()),
        false => subject.next_level(journal).map(str::to_string),
    };
    let present = subject.level_name(journal);
    let level = advice.level.or_else(|| present.map(str::to_string));
    let sets = |level: Option<&str>| {
        let work = advice.work.as_ref()?;
        Some(entry::sets(case, level, work))
    };
    let test_at = match status {
        _ if !advice.test => None,
        Status::Ready => next_level.clone(),
        _ => level.clone(),
    };
    let work_line = sets(level.as_deref());
    let (entry, instead) = if advice.test {
        (Some(entry::test(case, test_at.as_deref())), work_line)
    } else {
        (work_line, None)
    };
    let only_attended = (status != Status::Pain && entry.is_none()).then(|| entry::done(case));
    Line {
        exercise: case.exercise().name.clone(),
        level,
        status,
        because,
        why: said,
        entry: entry.or(only_attended),
        test: advice.test,
        instead,
        work: advice.work,
        rest: case.exercise().rest,
        next_level,
        clauses: asked(case),
    }
}

/// What to do of an exercise that was done before.
fn advice(case: &Case, verdict: &Verdict) -> Advice {
    match (verdict.status, back::days_without(case)) {
        (Status::Pain, _) => Advice::nothing(),
        (Status::TooFast, _) => back::too_fast(case),
        _ if !case.subject.judged => load::unjudged(case),
        (_, Some(days)) => back::come_back(case, days),
        (Status::BackOff, None) => back::back_off(case, verdict),
        (Status::Ready, None) => reps::ready(case),
        (Status::Retest, None) => Advice {
            test: true,
            ..reps::ordinary(case)
        },
        (Status::Hold | Status::Stalled | Status::Build, None) => reps::ordinary(case),
    }
}

/// The same as the help of a finding, so that `check` never says other numbers than `next`:
/// `next time 3x11: back from 13 to 11 until one session is clean`.
pub fn help(case: &Case, verdict: &Verdict) -> String {
    if verdict.status == Status::Pain {
        return "pain comes first: talk to a doctor or physiotherapist before the next session"
            .to_string();
    }
    let advice = advice(case, verdict);
    let why = advice.why.join("; ");
    let what = match &advice.work {
        _ if !case.subject.judged && load::less(case).is_some() => return why,
        Some(work) => load::words(work),
        None if advice.test => "a test".to_string(),
        None => return why,
    };
    let at = advice.level.map(|level| format!(" at `{level}`"));
    format!("next time {what}{}: {why}", at.unwrap_or_default())
}

/// Whether the next session is the first after a break, one that an excuse makes of the days to
/// come as well.
pub fn after_break(case: &Case) -> bool {
    back::days_without(case).is_some()
}

/// What each set of the next session is, for those who do not test; `None` where nothing is
/// planned.
pub fn amount(case: &Case, verdict: &Verdict) -> Option<Amount> {
    advice(case, verdict).work.map(|work| work.amount)
}

/// Whether the next session is at another level than the last one.
pub fn changes_level(case: &Case, verdict: &Verdict) -> bool {
    advice(case, verdict).level.is_some()
}

/// Everything the table asks about an exercise, with the answers.
pub fn asked(case: &Case) -> Vec<Asked> {
    let rows = TABLE.iter();
    rows.flat_map(|row| row.any.iter().map(move |clause| (row.status, clause)))
        .filter(|(status, _)| case.subject.judged || *status == Status::Pain)
        .map(|(status, clause)| {
            let (met, detail) = match (clause.ask)(case) {
                Answer::Met(evidence) => (Some(true), evidence.detail),
                Answer::NotMet => (Some(false), String::new()),
                Answer::TooEarly(detail) => (None, detail),
            };
            let detail = match (status, clause.name) {
                (Status::Ready, "all sets at target") => {
                    let run = present(case);
                    format!("{} of {} sessions", run.have.min(run.needed), run.needed)
                }
                // The name says it all.
                _ if detail == clause.name => String::new(),
                _ => detail,
            };
            Asked {
                status,
                name: clause.name,
                met,
                detail,
            }
        })
        .collect()
}

impl Asked {
    /// `all sets at target: met, 3 of 3 sessions`.
    pub fn words(&self) -> String {
        let answer = match self.met {
            Some(true) => "met",
            Some(false) => "not met",
            None => "",
        };
        let both = !answer.is_empty() && !self.detail.is_empty();
        let between = if both { ", " } else { "" };
        format!("{}: {answer}{between}{}", self.name, self.detail)
    }
}

impl Advice {
    fn nothing() -> Advice {
        Advice {
            level: None,
            work: None,
            why: Vec::new(),
            test: false,
        }
    }
}
