//! What the findings of the table of statuses have in common: their place, evidence and data.

use super::status::{Case, Status, Verdict, joined, present};
use super::training::Subject;
use super::{Context, plan};
use crate::finding::{Card, Datum, Finding, Label};
use crate::model::bout::{Bout, Done};
use crate::model::history::Level;
use crate::model::quantity;
use crate::model::{Difficulty, EntryKind, Journal, Load, LoadKind, Sides};

/// What a rule adds to the evidence of a status.
pub struct Words {
    /// The sentence.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The level that comes next, or the load.
    pub next_level: Option<String>,
    /// Places beside those of the reasons.
    pub more: Vec<Label>,
}

impl Words {
    /// A sentence and what to do, about the present level.
    pub fn new(message: String, help: String) -> Words {
        Words {
            message,
            help,
            next_level: None,
            more: Vec::new(),
        }
    }
}

/// Tells of the active exercises whose status is this one, where `check` says it.
pub fn tell(
    context: &Context,
    findings: &mut Vec<Finding>,
    card: &Card,
    status: Status,
    words: impl Fn(&Case, &Verdict) -> Words,
) {
    for (case, verdict) in Case::all(context) {
        if verdict.status == status && verdict.said {
            let mut words = words(&case, verdict);
            // What is ready today is not what to do when an excuse is over that becomes a break.
            let planned = matches!(status, Status::TooFast | Status::BackOff);
            if !planned && plan::after_break(&case) {
                words.help = plan::help(&case, verdict);
            }
            findings.push(finding(&case, verdict, card, words));
        }
    }
}

/// A finding at the newest session of the exercise, with the evidence labelled.
fn finding(case: &Case, verdict: &Verdict, card: &Card, words: Words) -> Finding {
    let subject = case.subject;
    let newest = subject.history.last_trained().unwrap_or_default();
    let place = subject.place(case.journal(), newest);
    let evidence = verdict.reasons.iter().flat_map(|(_, e)| &e.places);
    let finding = Finding::new(card.name, card.severity, place, words.message).help(words.help);
    let finding = with_reasons(finding, case, verdict).datum(
        "next_level",
        words.next_level.map_or(Datum::Null, Datum::Text),
    );
    with_evidence(finding, evidence.chain(&words.more), "the newest session")
}

/// The exercise, the status and the names of all reasons.
pub fn with_reasons(finding: Finding, case: &Case, verdict: &Verdict) -> Finding {
    let names = verdict.reasons.iter().map(|(name, _)| *name);
    finding
        .about(
            &case.exercise().name,
            case.subject.level_name(case.journal()),
        )
        .datum("status", Datum::Text(verdict.status.word().to_string()))
        .datum(
            "reasons",
            Datum::List(names.map(|name| Datum::Text(name.to_string())).collect()),
        )
}

/// Labels the places, each once; what is said of the main place is its label, else `otherwise`.
pub fn with_evidence<'a>(
    mut finding: Finding,
    evidence: impl IntoIterator<Item = &'a Label>,
    otherwise: &str,
) -> Finding {
    for label in evidence {
        if label.place == finding.place {
            if finding.label.is_empty() {
                finding.label.clone_from(&label.message);
            }
        } else if finding.related.iter().all(|l| l.place != label.place) {
            finding.related.push(label.clone());
        }
    }
    if finding.label.is_empty() {
        finding.label = otherwise.to_string();
    }
    finding
}

/// The words of all reasons, joined.
pub fn reasons(verdict: &Verdict, between: &str) -> String {
    let details = verdict.reasons.iter().map(|(_, e)| e.detail.as_str());
    joined(details, between)
}

/// `3x15 in 3 sessions running, form held in every set`.
pub fn achieved(case: &Case) -> String {
    let goal = case.subject.target;
    let run = present(case);
    let bouts = &case.subject.bouts;
    let last = bouts.get(bouts.len().saturating_sub(run.have)..);
    let all =
        |rating| last.is_some_and(|bouts| bouts.iter().all(|bout| bout.rating == Some(rating)));
    let how = if all(Difficulty::Easy) {
        ", all easy"
    } else {
        ", form held in every set"
    };
    format!(
        "{}x{} in {} sessions running{how}",
        goal.sets, goal.high, run.have
    )
}

/// A line with a test, as it is written.
pub fn test_line(case: &Case, level: Option<&str>) -> String {
    let name = &case.exercise().name;
    let level = level.map_or_else(String::new, |level| format!(" [{level}]"));
    let reps = if case.exercise().sides == Some(Sides::Each) {
        "L 12 R 12"
    } else {
        "12"
    };
    format!("{name}{level}   test {reps}")
}

/// The load of the last working set of a session at a level.
pub fn load_of(journal: &Journal, subject: &Subject, bout: &Bout, level: Level) -> Option<Load> {
    let visit = subject.history.visits.get(bout.visit)?;
    let mut last = None;
    let with = |done: Done| last = journal.load(done.set).copied();
    subject
        .history
        .each_set(journal, visit, level, EntryKind::Work, with);
    last
}

/// A load as it is written: `@60kg`, `@2x10kg`, `+5kg`, `-15kg`.
pub fn load_words(load: &Load) -> String {
    let weight = quantity::weight(load.grams, load.unit);
    match (load.kind, load.implements) {
        (LoadKind::Absolute, 0 | 1) => format!("@{weight}"),
        (LoadKind::Absolute, n) => format!("@{n}x{weight}"),
        (LoadKind::Assisted, _) if load.grams > 0 => format!("-{weight}"),
        (LoadKind::Added | LoadKind::Assisted, _) => format!("+{weight}"),
    }
}

/// Whether fewer repetitions are a way to make a session easier: it is counted in them, and not
/// done with a load.
pub fn in_reps(case: &Case, bout: &Bout) -> bool {
    let history = &case.subject.history;
    let visit = history.visits.get(bout.visit);
    visit.is_some_and(|visit| {
        history.in_reps(case.journal(), visit) && !history.loaded(case.journal(), visit)
    })
}
