//! `form-cue`: form keeps breaking for the same reason.

use super::form::finding;
use super::status::{Case, label};
use super::tally::RESET_DAYS;
use super::{Context, Rule};
use crate::finding::{Card, Datum, Finding, Label, Severity};
use crate::model::EntryKind;
use crate::model::history::{Visit, set_place};

/// Sessions that are looked at.
const SESSIONS: usize = 4;

/// Sessions with the same cue that are a pattern.
const PATTERN: usize = 3;

/// What it is.
pub const CARD: Card = Card {
    name: "form-cue",
    severity: Severity::Advice,
    summary: "form keeps breaking for the same reason",
    explain: "\
The same word stands after `!` in three or more of the last four sessions of the exercise, at \
whatever level: `11!pelvis-drop` in one set of each of them is enough. 28 days without the \
exercise start the count anew.

It is a pattern and not a verdict: with one set in ten failing some set fails in three sessions \
running in six of ten half years. What it tells is where to look.

What to do: watch that one thing from the first rep, and end the set before it comes. A cramp in \
the back of the thigh in the bridge is the exception: the article this program follows says to move \
closer, which is one level easier.

There is no number to set. `rule form-cue off` silences it for good, \
`allow form-cue for EXERCISE until DATE \"why\"` for a while.",
    example: "\
2026-01-05
  One-leg bridge [close]  test L 16 R 16
2026-01-12
  One-leg bridge  L 12 12 11!pelvis-drop R 3x12
2026-01-19
  One-leg bridge  3x12
2026-01-26
  One-leg bridge  L 12 12 11!pelvis-drop R 3x12
2026-02-02
  One-leg bridge  3x12 L 11!pelvis-drop R 12
",
    today: "2026-02-03",
    settings: &[],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (case, _) in Case::all(context) {
        findings.extend(pattern(&case));
    }
}

/// The latest sessions with working sets, the newest first, back to 28 days without the exercise.
pub fn latest<'a>(case: &Case<'a, '_>) -> Vec<&'a Visit> {
    let history = &case.subject.history;
    let mut found: Vec<&Visit> = Vec::new();
    let mut later = case.today();
    for visit in history.visits.iter().rev().filter(|visit| visit.trained) {
        if later.days_since(visit.date) >= RESET_DAYS || found.len() == SESSIONS {
            break;
        }
        later = visit.date;
        if visit.worked {
            found.push(visit);
        }
    }
    found
}

/// The cue that stands in most of some sessions, with its first place in each.
pub fn most<'j>(case: &Case<'_, 'j>, visits: &[&Visit]) -> Option<(&'j String, Vec<Label>)> {
    let journal = case.journal();
    let mut cues: Vec<(u16, Vec<Label>)> = Vec::new();
    for visit in visits {
        let mut here: Vec<u16> = Vec::new();
        let history = &case.subject.history;
        for entry in history.of_kind(journal, visit, EntryKind::Work) {
            for set in journal.sets_of(&entry) {
                if set.cue == 0 || set.warmup || here.contains(&set.cue) {
                    continue;
                }
                here.push(set.cue);
                let word = journal.cue(set).unwrap_or_default();
                let label = label(
                    set_place(&entry, set),
                    format!("{word} on {}", case.words(visit.date)),
                );
                match cues.iter_mut().find(|(cue, _)| *cue == set.cue) {
                    Some((_, labels)) => labels.push(label),
                    None => cues.push((set.cue, vec![label])),
                }
            }
        }
    }
    let (cue, labels) = cues.into_iter().reduce(|most, other| {
        if other.1.len() > most.1.len() {
            other
        } else {
            most
        }
    })?;
    Some((journal.cues.get(usize::from(cue))?, labels))
}

/// The cue that stands in most sessions, if these are three or more.
fn pattern(case: &Case) -> Option<Finding> {
    let journal = case.journal();
    let visits = latest(case);
    let (cue, labels) = most(case, &visits).filter(|(_, labels)| labels.len() >= PATTERN)?;
    let count = labels.len();
    let sessions = visits.len();
    let message = if count == sessions {
        format!("{cue} was the reason in each of your last {sessions} sessions")
    } else {
        format!("{cue} was the reason in {count} of your last {sessions} sessions")
    };
    let easier = case.subject.easier_level(journal);
    let help = match easier.filter(|_| cue == "cramp") {
        Some(level) => format!("go back one level, to `{level}`, until the cramps stay away"),
        None => "watch it from the first rep, and end the set before it comes".to_string(),
    };
    let found = finding(case, &CARD, labels, message, help)?;
    Some(
        found
            .datum("cue", Datum::Text(cue.clone()))
            .datum("count", Datum::Int(count as i64))
            .datum("sessions", Datum::Int(sessions as i64)),
    )
}
