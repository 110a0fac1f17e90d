//! `pain-watch`: some pain in the last session of an exercise.

use super::status::pain::{self, NO_INCREASE, STOP};
use super::status::{Case, Status};
use super::{Context, Rule, plan};
use crate::finding::{Card, Datum, Finding, Severity};
use crate::model::history::Visit;
use crate::model::{Pain, Side};

/// What it is.
pub const CARD: Card = Card {
    name: "pain-watch",
    severity: Severity::Advice,
    summary: "some pain in the last session of an exercise: nothing is made harder",
    explain: "\
The last session of the exercise notes pain of 1 to 5 out of 10. Reps and level stay as they are \
while pain is noted. From 4 on no exercise of that session is made harder, until a session without \
pain at that place; and the morning after tells more than the session did, so write it down: \
`2026-03-04 pain L calf 2`, or `pain L calf 0` when it is gone.

If it stays or grows, see a doctor or physiotherapist: pain of 6 or more, pain that rises over \
three sessions, and pain that is still there the morning after are the warning `pain`.

The limits are those of a study in which people with a painful Achilles tendon trained on with \
pain up to 5 out of 10, as long as it was gone by the next morning (Silbernagel and others, 2007), \
made stricter: they were looked after by physiotherapists. Sore muscles are not pain: write \
`sore calves`.

It ends with a session without pain. `2026-03-06 pain L calf 0` says since when it is gone. \
`rule pain-watch off` turns this reminder off; reps and level stay all the same.",
    example: "\
2026-03-02
  One-leg heel raise [one leg]  3x12  ok
2026-03-09
  One-leg heel raise  3x12  ok  pain R calf 4
",
    today: "2026-03-10",
    settings: &[],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (case, verdict) in Case::all(context) {
        if verdict.status != Status::Pain
            && let Some((noted, visit)) = pain::noted(&case)
            && noted.level < STOP
        {
            findings.push(finding(&case, verdict.status, noted, visit));
        }
    }
}

fn finding(case: &Case, status: Status, noted: &Pain, visit: &Visit) -> Finding {
    let name = &case.exercise().name;
    let gone = pain::gone_words(case, noted, visit.date);
    let mild = noted.level < NO_INCREASE;
    let stays = match (gone.is_empty(), mild) {
        (true, true) => "nothing is made harder while pain is noted",
        (true, false) => "no exercise of that session is made harder while it is noted",
        (false, true) => "nothing is made harder before a session without it",
        (false, false) => "no exercise of that session is made harder before a session without it",
    };
    let back = if gone.is_empty() {
        "stays or grows"
    } else {
        "comes back"
    };
    let message = format!(
        "{name}: you noted pain {} on {}{gone}; {stays}, and if it {back}, see a doctor or \
         physiotherapist",
        pain::words(noted),
        case.words(visit.date)
    );
    // Another finding, or the way back from pain, may ask for less.
    let keep = match status {
        Status::TooFast | Status::BackOff => "add no reps and no level",
        _ if pain::over(case) => "begin with half the reps, and add no level",
        _ if plan::after_break(case) => "add no reps and no level",
        _ => "keep the reps and the level",
    };
    let help = if mild || !gone.is_empty() {
        keep.to_string()
    } else {
        format!(
            "{keep}, and note whether it is gone the morning after: \
             `{} {}`, or how strong it is",
            visit.date.plus(1),
            pain::gone_as_written(noted)
        )
    };
    let side = match noted.side {
        Some(Side::Left) => Datum::Text("left".to_string()),
        Some(Side::Right) => Datum::Text("right".to_string()),
        None => Datum::Null,
    };
    let place = noted.body.clone().map_or(Datum::Null, Datum::Text);
    Finding::advice(CARD.name, noted.place, message)
        .label(format!("pain {}/10", noted.level))
        .help(help)
        .about(name, case.subject.level_name(case.journal()))
        .datum("side", side)
        .datum("place", place)
        .datum("level", Datum::Int(i64::from(noted.level)))
}
