//! What a rule has counted so far of each active exercise, for those who ask why it speaks or not.

use super::form::YEAR;
use super::form_context::{hard_run_on, short_rest};
use super::plan::asked;
use super::status::{Case, SIDES_OVER, pain, plural, weaker_side};
use super::training::{Subject, number, number_rule};
use super::{Context, form_cue, form_earlier_rep};
use crate::finding::Card;
use crate::model::Side;
use crate::model::bout::Bout;
use crate::model::calendar::WeekState;
use crate::model::history::BREAK_DAYS;
use crate::model::progression::NUMBERS;
use crate::text::Place;

/// Sessions at a level before its form is judged.
const SESSIONS: usize = 3;

/// What is known of an exercise.
pub struct Facts {
    /// Its name.
    pub exercise: String,
    /// One sentence each.
    pub lines: Vec<String>,
}

/// A setting of a rule that holds for one exercise.
pub struct OwnNumber<'j> {
    /// Which of the settings of the rule.
    pub setting: usize,
    /// The exercise.
    pub exercise: &'j str,
    /// The value.
    pub value: i64,
    /// Where it is written.
    pub place: Place,
}

/// What a rule has counted of each exercise and of the weeks; nothing for rules that read the text.
pub fn facts(context: &Context, card: &Card) -> Vec<Facts> {
    let about = |case: &Case| -> Vec<String> {
        let counts = counted(case, card.name);
        if !counts.is_empty() {
            return counts;
        }
        let asked = asked(case).into_iter();
        asked
            .filter(|clause| clause.status.word() == card.name)
            .map(|clause| clause.words())
            .collect()
    };
    let exercises = Case::all(context).map(|(case, _)| Facts {
        exercise: case.exercise().name.clone(),
        lines: about(&case),
    });
    let weeks = Facts {
        exercise: "weeks".to_string(),
        lines: weeks(context, card.name).into_iter().collect(),
    };
    std::iter::once(weeks)
        .chain(exercises)
        .filter(|facts| !facts.lines.is_empty())
        .collect()
}

/// `too early to tell (2 of 3 sessions)`, else what is counted.
fn enough(have: usize, needed: usize, of: &str, counted: impl FnOnce() -> String) -> String {
    match have < needed {
        true => format!("too early to tell ({have} of {needed} {of})"),
        false => counted(),
    }
}

/// What the rules that count sessions or sets of an exercise have.
fn counted(case: &Case, rule: &str) -> Vec<String> {
    let (subject, journal) = (case.subject, case.journal());
    let bouts = subject.counted();
    let recent = |n: usize| bouts.get(bouts.len().saturating_sub(n)..).unwrap_or(&[]);
    let trained = || {
        subject
            .history
            .visits
            .iter()
            .filter(|visit| visit.trained)
            .rev()
    };
    vec![match rule {
        "form-failure" => return points(subject).into_iter().collect(),
        "form-first-set" => enough(bouts.len(), 3, "sessions", || {
            let last = recent(4);
            let failed = last.iter().filter(|bout| bout.first_failed()).count();
            format!(
                "form broke in the first set in {failed} of the last {} sessions; 3 say it",
                last.len()
            )
        }),
        "form-cue" => {
            let visits = form_cue::latest(case);
            enough(visits.len(), 3, "sessions", || {
                match form_cue::most(case, &visits) {
                    Some((cue, in_them)) => {
                        format!(
                            "{cue} in {} of the last {} sessions; 3 say it",
                            in_them.len(),
                            visits.len()
                        )
                    }
                    None => format!("no cue in the last {} sessions", visits.len()),
                }
            })
        }
        "form-earlier-rep" => {
            let alike = form_earlier_rep::alike(case);
            let reps = alike.first().map_or(0, |bout| bout.planned);
            let of = format!("sessions with {reps} reps");
            enough(alike.len(), 6, &of, || {
                let failed = alike.iter().filter(|bout| bout.failed > 0).count();
                format!("form broke in {failed} of {} {of}", alike.len())
            })
        }
        "form-last-set" => {
            let failed: u64 = recent(6).iter().map(|bout| u64::from(bout.failed)).sum();
            let failed = plural(failed, "set", "sets");
            format!(
                "form broke in {failed} of the last six sessions; 4 say it if all are last ones"
            )
        }
        "form-context" => {
            let year = recent(YEAR);
            let arms = |which: &dyn Fn(&Bout) -> Option<bool>, yes: &str, no: &str| {
                let of = |answer| {
                    year.iter()
                        .filter(|bout| which(bout) == Some(answer))
                        .count()
                };
                format!(
                    "{} sessions {yes}, {} {no}; it takes 4 of each",
                    of(true),
                    of(false)
                )
            };
            return vec![
                arms(
                    &|bout| Some(hard_run_on(journal, bout.date)),
                    "on days with a hard run",
                    "on others",
                ),
                arms(
                    &|bout| short_rest(case, bout),
                    "with less than 60 seconds of rest",
                    "with more",
                ),
            ];
        }
        "asymmetry" => enough(
            subject.bouts.len(),
            SIDES_OVER,
            "sessions",
            || match weaker_side(&subject.bouts) {
                Some((side, percent)) => {
                    let side = if side == Side::Left { "left" } else { "right" };
                    format!("the {side} side does {percent} % of the other; below 95 % say it")
                }
                None => "no side is clearly weaker over the last 6 sessions".to_string(),
            },
        ),
        "spacing" => {
            let dates: Vec<_> = trained().take(2).map(|visit| visit.date).collect();
            enough(dates.len(), 2, "sessions", || {
                let days = dates
                    .first()
                    .zip(dates.last())
                    .map_or(0, |(b, a)| b.days_since(*a));
                let needed = number(case.context, case.exercise(), "spacing");
                format!("{days} days between the last two sessions; fewer than {needed} say it")
            })
        }
        "coming-back" => {
            let Some(last) = trained().next() else {
                return vec!["never trained".to_string()];
            };
            let days = case.today().days_since(last.date);
            match subject.history.break_until(case.today()) {
                Some(_) => format!("{days} days since the last session: a break"),
                None => format!(
                    "{days} days since the last session; {BREAK_DAYS}, and more than twice the usual gap, say it"
                ),
            }
        }
        "pain-watch" => match pain::noted(case) {
            Some((noted, visit)) => {
                format!("pain {} on {}", pain::words(noted), case.words(visit.date))
            }
            None => "no pain noted in the last session".to_string(),
        },
        _ => return Vec::new(),
    }]
}

/// What the rules about weeks have counted.
fn weeks(context: &Context, rule: &str) -> Option<String> {
    let training = context.training();
    let counted: Vec<_> = training.calendar.counted_weeks().take(4).collect();
    let missed = counted
        .iter()
        .filter(|week| week.state == WeekState::Missed)
        .count();
    Some(match rule {
        "missed-week" | "below-maintenance" => enough(counted.len(), 1, "weeks", || {
            format!(
                "{missed} of the last {} counted weeks missed",
                counted.len()
            )
        }),
        "short-week" => match training.calendar.closed_weeks().next() {
            Some(week) => format!(
                "{} of {} sessions in the last week",
                week.done, week.required
            ),
            None => "too early to tell (0 of 1 weeks)".to_string(),
        },
        "at-risk" => {
            let week = training.week;
            format!(
                "{} of {} sessions this week: {}",
                week.done,
                week.required,
                week.state.word()
            )
        }
        _ => return None,
    })
}

/// `points 5.75 of 7`.
fn points(subject: &Subject) -> Option<String> {
    let tally = subject.tally.as_ref()?;
    if tally.sessions < SESSIONS {
        let sessions = tally.sessions;
        return Some(format!(
            "too early to tell ({sessions} of {SESSIONS} sessions)"
        ));
    }
    let (points, threshold) = (quarters(tally.points), quarters(tally.threshold));
    let (failed, sets) = (tally.failed, tally.sets);
    Some(format!(
        "points {points} of {threshold}; form broke in {failed} of the last {sets} sets"
    ))
}

/// Quarter points as a decimal number.
fn quarters(points: i64) -> String {
    let rest = match points.rem_euclid(4) {
        0 => "",
        1 => ".25",
        2 => ".5",
        _ => ".75",
    };
    format!("{}{rest}", points.div_euclid(4))
}

/// The settings of a rule that `exercise` blocks change for their exercise.
pub fn own_numbers<'j>(context: &Context<'j>, card: &Card) -> Vec<OwnNumber<'j>> {
    let mut found = Vec::new();
    for (setting, known) in card.settings.iter().enumerate() {
        let keys = NUMBERS.iter().map(|number| number.key);
        let own = |key: &&str| {
            number_rule(key).is_some_and(|(rule, name)| rule.name == card.name && name == known.key)
        };
        for key in keys.filter(own) {
            for exercise in &context.journal.exercises {
                let written = exercise.numbers.iter().rev().find(|(name, ..)| name == key);
                found.extend(written.map(|&(_, value, place)| OwnNumber {
                    setting,
                    exercise: &exercise.name,
                    value,
                    place,
                }));
            }
        }
    }
    found
}
