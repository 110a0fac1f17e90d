//! `pain`: pain, or a warning sign, that a doctor or physiotherapist should hear about.

use super::standing::{with_evidence, with_reasons};
use super::status::pain::{gone_as_written, worst};
use super::status::red_flags::{Sign, find};
use super::status::{Case, Evidence, SESSION_SIGN, Status, Verdict};
use super::{Context, Rule};
use crate::finding::{Card, Datum, Finding, Severity};
use crate::model::Journal;
use crate::text::Place;

/// What it is.
pub const CARD: Card = Card {
    name: "pain",
    severity: Severity::Warning,
    summary: "pain or a warning sign that a doctor or physiotherapist should hear about",
    explain: "\
This program cannot judge pain. It says so, and plans nothing for the exercise, when

- the last session of the exercise notes pain of 6 or more out of 10;
- pain at one place rose over three sessions running;
- pain at a place of the last session was still there the morning after, however small: a line \
such as `2026-03-04 pain L calf 2`;
- a note of the exercise in its last session, or of that session as a whole, has a warning sign: \
swelling or swollen, numb or tingling, night pain, cannot bear weight, a hot or red calf, a pop or \
snap felt or beside a part of the body, fever, chest pain or tightness, breathless at rest. Words \
are read in English only, and not after no, not, without or never.

Please talk to a doctor or physiotherapist before the next session. With chest pain, or \
breathless at rest, call the emergency services.

Physiotherapists who let people with a painful Achilles tendon train use a limit of 5 out of 10 \
that is gone by the next morning (Silbernagel and others, 2007), under their eyes. Without those \
eyes this program is stricter: up to 3 nothing is made harder, from 4 on the morning after counts, \
from 6 on it stops. The warning signs are those that health services print on leaflets.

It ends with a later session of the exercise with pain of 5 or less, or when you write that it is \
gone: `2026-03-06 pain L calf 0`. The first session after it is at half.

Pain cannot be allowed away, turned off or given other limits. Sore muscles are not pain: write \
`sore calves`.",
    example: "\
2026-03-02
  One-leg heel raise [one leg]  3x12  ok
2026-03-09
  One-leg heel raise  L 12 8 R 3x12  pain L calf 6
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
    let mut notes: Vec<(Place, Finding)> = Vec::new();
    for (case, verdict) in Case::all(context) {
        if verdict.status != Status::Pain {
            continue;
        }
        let own = |(name, _): &&(&str, Evidence)| *name != SESSION_SIGN;
        let reasons: Vec<&Evidence> = verdict.reasons.iter().filter(own).map(|(_, e)| e).collect();
        findings.extend(finding(&case, verdict, &reasons));
        // A note of the session is one finding, however many exercises it concerns.
        let of_session = verdict
            .reasons
            .iter()
            .find(|(name, _)| *name == SESSION_SIGN);
        if let Some((name, evidence)) = of_session
            && let Some(label) = evidence.places.first()
            && notes.iter().all(|(place, _)| *place != label.place)
        {
            let finding = Finding::warning(
                CARD.name,
                label.place,
                sentence(case.journal(), &[evidence]),
            )
            .label(label.message.clone())
            .help("no exercise of that session is planned until you trained it again, or wrote that it is gone")
            .datum("status", Datum::Text(Status::Pain.word().to_string()))
            .datum("reasons", Datum::List(vec![Datum::Text((*name).to_string())]));
            notes.push((label.place, finding));
        }
    }
    findings.extend(notes.into_iter().map(|(_, finding)| finding));
}

fn finding(case: &Case, verdict: &Verdict, reasons: &[&Evidence]) -> Option<Finding> {
    let evidence = || reasons.iter().flat_map(|evidence| &evidence.places);
    let place = evidence().next()?.place;
    let name = &case.exercise().name;
    let message = format!("{name}: {}", sentence(case.journal(), reasons));
    let gone = worst(case).map_or_else(|| "pain 0".to_string(), |(pain, _)| gone_as_written(pain));
    let finding = Finding::warning(CARD.name, place, message).help(format!(
        "nothing is planned for it until then; when it is gone, write it with the day: `{} {gone}`",
        case.today()
    ));
    Some(with_evidence(
        with_reasons(finding, case, verdict),
        evidence(),
        "pain",
    ))
}

/// What was noted, and whom to ask.
pub(super) fn sentence(journal: &Journal, reasons: &[&Evidence]) -> String {
    let details: Vec<&str> = reasons.iter().map(|e| e.detail.as_str()).collect();
    let labels = reasons.iter().flat_map(|e| &e.places);
    let signs: Vec<Sign> = labels
        .filter_map(|label| find(journal.sources.text(label.place)))
        .collect();
    let ask = if signs.iter().any(|sign| sign.emergency) {
        "if it is there now, call the emergency services; see a doctor before the next session"
    } else if signs.is_empty() {
        "please talk to a doctor or physiotherapist before the next session"
    } else {
        "please talk to a doctor or physiotherapist promptly, before the next session"
    };
    format!(
        "you noted {}; this program cannot judge pain, {ask}",
        details.join(" and ")
    )
}
