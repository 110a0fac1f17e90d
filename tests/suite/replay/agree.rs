//! `check` and `next` name the same numbers: whatever help names sets to do next, they are those
//! that the plan has.

use super::{checked, on};
use crate::generate::diary;
use std::collections::BTreeMap;
use strength::analysis::Context;
use strength::analysis::plan::Plan;
use strength::finding::{Datum, Finding};
use strength::model::Amount;

/// `3x11` after `next time`.
fn named(help: &str) -> Option<(u32, u32)> {
    let (_, rest) = help.split_once("next time ")?;
    let (sets, amount) = rest.split([':', ' ']).next()?.split_once('x')?;
    Some((sets.parse().ok()?, amount.parse().ok()?))
}

/// The reps with which `coming-back` begins, by exercise.
fn eased(finding: &Finding) -> Vec<(String, u32)> {
    let list = |name| {
        let data = finding.data.iter().find(|(key, _)| *key == name);
        match data.map(|(_, datum)| datum) {
            Some(Datum::List(list)) => list.as_slice(),
            _ => &[],
        }
    };
    let pairs = list("exercises").iter().zip(list("ramps"));
    let first = pairs.filter_map(|(name, ramp)| match (name, ramp) {
        (Datum::Text(name), Datum::List(ramp)) => match ramp.first() {
            Some(Datum::Int(reps)) => Some((name.clone(), u32::try_from(*reps).ok()?)),
            _ => None,
        },
        _ => None,
    });
    first.collect()
}

#[test]
fn check_names_no_other_numbers_than_next() {
    let mut compared = 0;
    for seed in 0..60 {
        let diary = diary(seed);
        for &(written, _) in diary.days.iter().step_by(3) {
            let text = diary.until(written);
            for later in [0, 5, 16, 30, 60] {
                let today = on(written + later);
                let report = checked(&text, today);
                let plan = Plan::of(&Context::new(&report.journal, today, false));
                // `None` where no sets are planned.
                let works = plan.lines.iter().map(|line| {
                    let sets = line.work.as_ref().map(|work| match work.amount {
                        Amount::Reps(reps) => (work.sets, reps),
                        _ => (work.sets, 0),
                    });
                    (line.exercise.as_str(), sets)
                });
                let works: BTreeMap<&str, Option<(u32, u32)>> = works.collect();
                for finding in &report.findings {
                    let place = || format!("seed {seed} on {today}: {finding:#?}\n{text}");
                    let next = finding.exercise.as_ref().zip(named(&finding.help));
                    // Where routines take turns, it is not every exercise's turn.
                    if let Some((name, sets)) = next
                        && let Some(planned) = works.get(name.as_str())
                    {
                        assert_eq!(*planned, Some(sets), "{}", place());
                        compared += 1;
                    }
                    for (name, reps) in eased(finding) {
                        if let Some(planned) = works.get(name.as_str()) {
                            assert_eq!(planned.map(|(_, reps)| reps), Some(reps), "{}", place());
                            compared += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(compared > 1000, "{compared}");
}
