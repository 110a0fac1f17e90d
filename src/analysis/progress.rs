//! What is known of an exercise after a session, in one line: `2 of 3 clean sessions at 3x15`.

use super::Context;
use super::plan::help;
use super::status::{Case, Status, present, verdict};
use super::training::Training;
use crate::model::ExerciseId;

/// A line for each exercise that was trained, in the order given.
pub fn lines(context: &Context, exercises: &[ExerciseId]) -> Vec<String> {
    let training = Training::about(context, exercises);
    let of = |id: &ExerciseId| training.subjects.iter().find(|s| s.exercise == *id);
    let subjects = exercises.iter().filter_map(of);
    let case = |subject| Case {
        context,
        training: &training,
        subject,
    };
    subjects.map(|subject| line(&case(subject))).collect()
}

fn line(case: &Case) -> String {
    let subject = case.subject;
    let verdict = verdict(case);
    let mut parts: Vec<String> = Vec::new();
    if subject.judged && !subject.bouts.is_empty() {
        let (run, goal) = (present(case), subject.target);
        let have = run.have.min(run.needed);
        parts.push(format!(
            "{have} of {} clean sessions at {}x{}",
            run.needed, goal.sets, goal.high
        ));
    }
    match verdict.status {
        Status::Ready => parts.push(match subject.next_level(case.journal()) {
            Some(level) => format!("ready for the next level, `{level}`"),
            None => "ready for more".to_string(),
        }),
        status => {
            let details = verdict.reasons.iter().map(|(_, evidence)| &evidence.detail);
            // The first part says how many sessions there are.
            let details = details.filter(|detail| !detail.ends_with("sessions at the target"));
            let details: Vec<&str> = details.map(String::as_str).collect();
            if !details.is_empty() {
                parts.push(format!("{}{}", prefix(status), details.join(", ")));
            }
        }
    }
    let help = help(case, &verdict);
    parts.extend((!help.is_empty()).then_some(help));
    if parts.is_empty() {
        parts.push("noted".to_string());
    }
    let level = subject.level_name(case.journal());
    let level = level.map_or_else(String::new, |level| format!(" [{level}]"));
    format!("{}{level}: {}", case.exercise().name, parts.join("; "))
}

/// What the reasons of a status are reasons for.
fn prefix(status: Status) -> &'static str {
    match status {
        Status::TooFast => "too fast: ",
        Status::BackOff => "back off: ",
        Status::Retest => "a test is due: ",
        Status::Hold => "hold: ",
        Status::Stalled => "no progress: ",
        Status::Pain | Status::Ready | Status::Build => "",
    }
}
