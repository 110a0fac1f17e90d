//! Rows 5 and 6: the target reached often enough, and what still speaks for staying.

use super::sides::{SIDES_OVER, sides_differ};
use super::{Answer, Case, Evidence, label, pain, plural};
use crate::analysis::training::{Goal, number, ready_sessions};
use crate::date::Date;
use crate::finding::Label;
use crate::model::bout::{Bout, SideSum};
use crate::model::calendar::{Phase, WeekState};
use crate::model::{Difficulty, Pain, Sides};

/// Days for which a level that was too hard is not offered again.
const TOO_HARD_DAYS: i32 = 28;

/// The latest sessions that all reached the target, with no break between them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    /// How many there are.
    pub have: usize,
    /// How many it takes.
    pub needed: usize,
    /// They are enough.
    pub done: bool,
}

/// Whether every working set of a session is at the target, on each side.
pub fn at_target(bout: &Bout, goal: Goal, both_sides: bool) -> bool {
    sets_done(bout, goal, both_sides) && bout.failed == 0 && bout.lowest >= goal.high
}

fn sets_done(bout: &Bout, goal: Goal, both_sides: bool) -> bool {
    let [_, left, right] = &bout.sides;
    let sided = both_sides || left.sets > 0 || right.sets > 0;
    let enough = |side: &SideSum| side.sets >= goal.sets;
    if sided {
        enough(left) && enough(right)
    } else {
        bout.used_sides().all(enough)
    }
}

/// Whether a session had at least the target's number of sets on each side.
pub fn enough_sets(case: &Case, bout: &Bout) -> bool {
    sets_done(bout, case.subject.target, both_sides(case))
}

/// Counts the run that ends with the last of `bouts`. Pain of 1 to 5 breaks it, unless it is to
/// be found out whether pain alone speaks against the next level.
pub fn run(case: &Case, bouts: &[Bout], forgive_pain: bool) -> Run {
    let subject = case.subject;
    let set = ready_sessions(case.context, case.exercise());
    let set = set.and_then(|sessions| usize::try_from(sessions).ok());
    let (mut have, mut easy, mut extra) = (0, true, true);
    for bout in bouts.iter().rev() {
        let painless = bout.pain == 0 || (forgive_pain && bout.pain < pain::STOP);
        if !at_target(bout, subject.target, both_sides(case))
            || bout.rating == Some(Difficulty::Hard)
            || !painless
        {
            break;
        }
        have += 1;
        easy &= bout.rating == Some(Difficulty::Easy);
        extra &= bout
            .used_sides()
            .all(|side| side.last >= subject.target.high + 2);
        let needed = set.unwrap_or(if easy || extra { 2 } else { 3 });
        if have >= needed {
            return Run {
                have,
                needed,
                done: true,
            };
        }
        if subject.history.break_before(bout.visit).is_some() {
            break;
        }
    }
    let quick = have > 0 && (easy || extra);
    Run {
        have,
        needed: set.unwrap_or(if quick { 2 } else { 3 }),
        done: false,
    }
}

fn both_sides(case: &Case) -> bool {
    case.exercise().sides == Some(Sides::Each)
}

/// The run up to the latest session; where that one notes pain, [`pain_noted`] says so of all.
pub fn present(case: &Case) -> Run {
    let hurts = case.subject.last().is_some_and(|bout| bout.pain > 0);
    run(case, &case.subject.bouts, hurts)
}

/// Whether the sessions that READY asks for are done.
pub fn sessions_done(case: &Case) -> bool {
    case.subject.judged && present(case).done
}

/// The sessions of the run, the newest first.
pub fn places(case: &Case) -> Vec<Label> {
    let bouts = &case.subject.bouts;
    let from = bouts.len().saturating_sub(present(case).have);
    let all = bouts.get(from..).unwrap_or(&[]);
    all.iter()
        .rev()
        .map(|bout| {
            let place = case.subject.place(case.journal(), bout.visit);
            label(place, format!("at the target on {}", case.words(bout.date)))
        })
        .collect()
}

/// The sessions themselves.
pub fn done(case: &Case) -> Answer {
    let run = present(case);
    Answer::when(run.done, || Evidence {
        detail: format!("{} sessions running", run.have),
        places: places(case),
    })
}

/// What the sessions of the run have in common, as a condition of its own.
fn of_run(case: &Case, holds: impl Fn(&Bout) -> bool, detail: &str) -> Answer {
    let bouts = &case.subject.bouts;
    let run = present(case);
    if !run.done {
        return Answer::TooEarly(format!(
            "too early to tell ({} of {} sessions)",
            run.have, run.needed
        ));
    }
    let from = bouts.len().saturating_sub(run.have);
    let all = bouts.get(from..).unwrap_or(&[]);
    plain(all.iter().all(holds), detail)
}

fn plain(holds: bool, detail: &str) -> Answer {
    Answer::when(holds, || Evidence {
        detail: detail.to_string(),
        places: Vec::new(),
    })
}

/// No set of those sessions ended because form broke.
pub fn no_failure(case: &Case) -> Answer {
    of_run(case, |bout| bout.failed == 0, "form held in every set")
}

/// No pain in those sessions.
pub fn no_pain(case: &Case) -> Answer {
    of_run(case, |bout| bout.pain == 0, "no pain noted")
}

/// All of them rated, none hard.
pub fn rated(case: &Case) -> Answer {
    let fine = |bout: &Bout| matches!(bout.rating, Some(Difficulty::Easy | Difficulty::Ok));
    of_run(case, fine, "rated easy or ok")
}

/// There is a test at this level.
pub fn tested(case: &Case) -> Answer {
    plain(!case.subject.tests.is_empty(), "tested at this level")
}

/// Neither race preparation nor a race soon.
pub fn no_race(case: &Case) -> Answer {
    let met = |answer| matches!(answer, Answer::Met(_));
    plain(
        !met(race_prep(case)) && !met(race_near(case)),
        "no race near",
    )
}

/// Both of the last two closed weeks had a session.
pub fn no_week_missed(case: &Case) -> Answer {
    plain(
        !matches!(week_missed(case), Answer::Met(_)),
        "no week missed lately",
    )
}

/// Neither side does less than 90 % of the other.
pub fn sides_alike(case: &Case) -> Answer {
    let bouts = case.subject.bouts.len();
    if both_sides(case) && bouts < SIDES_OVER {
        return Answer::TooEarly(format!(
            "too early to tell ({bouts} of {SIDES_OVER} sessions)"
        ));
    }
    plain(!matches!(sides_differ(case), Answer::Met(_)), "sides alike")
}

/// At the last level of the ladder it is news only once.
pub fn news(case: &Case) -> bool {
    let subject = case.subject;
    let ranked = subject
        .history
        .rank(case.exercise(), subject.level)
        .is_some();
    if subject.history.by_load || !ranked || subject.next_level(case.journal()).is_some() {
        return true;
    }
    let before = subject.bouts.len().saturating_sub(1);
    !(1..=before)
        .rev()
        .any(|end| run(case, subject.bouts.get(..end).unwrap_or(&[]), false).done)
}

/// Race preparation is under way.
pub fn race_prep(case: &Case) -> Answer {
    let calendar = &case.training.calendar;
    Answer::when(
        calendar.phase(case.today()) == Some(Phase::RacePrep),
        || match calendar.race_prepared_on(case.today()) {
            Some(race) => Evidence {
                detail: format!("race preparation until {}", case.words(race.date)),
                places: event_place(case, race.event),
            },
            None => Evidence {
                detail: "race preparation".to_string(),
                places: Vec::new(),
            },
        },
    )
}

fn event_place(case: &Case, event: usize) -> Vec<Label> {
    let event = case.journal().events.get(event);
    event
        .map(|event| label(event.place, "the race"))
        .into_iter()
        .collect()
}

/// A race within 14 days.
pub fn race_near(case: &Case) -> Answer {
    let days = number(case.context, case.exercise(), "race-hold-days");
    let race = case
        .training
        .calendar
        .race_within(case.today(), i32::try_from(days).unwrap_or(0));
    race.map(|race| {
        let detail = match race.date.days_since(case.today()) {
            0 => "the race is today".to_string(),
            days => format!(
                "the race is in {}",
                plural(days.unsigned_abs(), "day", "days")
            ),
        };
        Evidence {
            detail,
            places: event_place(case, race.event),
        }
    })
    .into()
}

/// Pain of 1 to 5 in the last session of the exercise, or of 4 and more anywhere in one of its
/// sessions since which no session was without pain at that place.
pub fn pain_noted(case: &Case) -> Answer {
    let own = pain::noted(case).map(|(pain, visit)| (pain, visit.date));
    if let Some((noted, date)) = own.or_else(|| elsewhere(case)) {
        return Answer::Met(Evidence {
            detail: format!(
                "pain {} on {}{}",
                pain::words(noted),
                case.words(date),
                pain::gone_words(case, noted, date)
            ),
            places: vec![label(noted.place, format!("pain {}/10", noted.level))],
        });
    }
    pain::red_flag_elsewhere(case)
}

/// Pain of 4 and more in a session of the exercise, until a session without pain at that place.
fn elsewhere<'j>(case: &Case<'_, 'j>) -> Option<(&'j Pain, Date)> {
    let journal = case.journal();
    let mut visits = case.subject.history.visits.iter().rev().peekable();
    let mut later: Vec<Vec<&Pain>> = Vec::new();
    for (number, session) in journal.sessions.numbered_until(case.today()).rev() {
        if !journal.counts(session, case.today()) {
            continue;
        }
        let entries = journal.entries_of(session);
        let pains = entries.flat_map(|entry| &journal.extra(entry.extra).pain);
        let pains: Vec<&Pain> = pains.filter(|pain| pain.level > 0).collect();
        if pains.is_empty() {
            return None;
        }
        while visits
            .next_if(|visit| visit.session as usize > number)
            .is_some()
        {}
        let here = visits
            .peek()
            .is_some_and(|visit| visit.session as usize == number && visit.trained);
        let lasts = |noted: &&&Pain| {
            let there =
                |pains: &Vec<&Pain>| pains.iter().any(|again| pain::same_place(again, noted));
            noted.level >= pain::NO_INCREASE && later.iter().all(there)
        };
        let worst = pains.iter().filter(lasts).max_by_key(|pain| pain.level);
        if let Some(worst) = worst.filter(|_| here) {
            return Some((worst, session.date));
        }
        later.push(pains);
    }
    None
}

/// A week missed among the last two closed ones.
pub fn week_missed(case: &Case) -> Answer {
    let missed = case
        .training
        .calendar
        .closed_weeks()
        .take(2)
        .find(|week| week.state == WeekState::Missed);
    missed
        .map(|week| Evidence {
            detail: format!("the week of {} was missed", case.words(week.monday)),
            places: Vec::new(),
        })
        .into()
}

/// The next level was tested within 28 days and was too hard.
pub fn too_hard(case: &Case) -> Answer {
    let recent = case
        .subject
        .too_hard
        .as_ref()
        .filter(|(_, test)| case.today().days_since(test.date) <= TOO_HARD_DAYS);
    recent
        .map(|(_, test)| Evidence {
            detail: format!("the next level was too hard on {}", case.words(test.date)),
            places: vec![label(test.place, format!("test {}", test.amount))],
        })
        .into()
}

/// The latest session has sets at the target, but the sessions are not done.
pub fn reached_but_not_done(case: &Case) -> bool {
    let goal = case.subject.target;
    case.subject.judged
        && !sessions_done(case)
        && case.subject.last().is_some_and(|bout| {
            bout.used_sides()
                .any(|side| side.failed == 0 && side.sets >= goal.sets && side.lowest >= goal.high)
        })
}

/// At the target, but hard.
pub fn rated_hard(case: &Case) -> Answer {
    let last = case.subject.last();
    last.filter(|bout| bout.rating == Some(Difficulty::Hard))
        .map(|bout| Evidence {
            detail: format!("rated hard on {}", case.words(bout.date)),
            places: vec![label(
                case.subject.place(case.journal(), bout.visit),
                "rated hard",
            )],
        })
        .into()
}

/// At the target, but not often enough yet.
pub fn too_few(case: &Case) -> Answer {
    let run = present(case);
    Answer::when(run.have > 0 && !run.done, || Evidence {
        detail: format!("{} of {} sessions at the target", run.have, run.needed),
        places: places(case),
    })
}

/// One side is at the target and the other is not.
pub fn one_side(case: &Case) -> Answer {
    let goal = case.subject.target;
    let last = case.subject.last();
    last.filter(|bout| !at_target(bout, goal, both_sides(case)))
        .map(|bout| Evidence {
            detail: format!("one side not at the target on {}", case.words(bout.date)),
            places: vec![label(
                case.subject.place(case.journal(), bout.visit),
                "one side below the target",
            )],
        })
        .into()
}
