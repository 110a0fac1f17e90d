//! Ten years of gaps and plateaus: what is said is about the present.

use crate::support::check;
use std::collections::BTreeMap;
use strength::date::Date;
use strength::finding::Severity;

/// The names of the exercises and the levels that are gone up and down in those years.
const EXERCISES: [(&str, [&str; 4]); 4] = [
    (
        "One-leg sit-stand",
        ["high seat", "cushion", "normal chair", "dumbbell"],
    ),
    (
        "Toe taps",
        ["one leg", "close", "one foot further", "two feet further"],
    ),
    (
        "One-leg bridge",
        ["two legs", "close", "one foot further", "two feet further"],
    ),
    (
        "Heel raise",
        ["two legs", "two up one down", "one leg", "dumbbell"],
    ),
];

/// A journal up to a day: two sessions a week, a gap of 16 to 40 days after each six to eleven of
/// them, the same reps for months, broken form, pain, steps of two levels at once.
fn journal(from: Date, until: Date) -> (String, usize, usize) {
    let mut text = "2016-01-01 off-season\ngoal 2 per week\n".to_string();
    let (mut seed, mut sessions, mut gaps) = (1u32, 0, 0);
    let mut random = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % below
    };
    let (mut date, mut left) = (from, 6);
    while date <= until {
        sessions += 1;
        text.push_str(&format!("{date}\n"));
        let level = usize::try_from(sessions / 40 % 4).unwrap_or(0);
        for (name, levels) in EXERCISES {
            let mut sets = Vec::new();
            for side in ["L", "R"] {
                let set = |n: u32| match n {
                    0 => "10!shaking".to_string(),
                    1 => "11!".to_string(),
                    _ => "12".to_string(),
                };
                sets.push(format!(
                    "{side} {} {} {}",
                    set(random(9)),
                    set(random(7)),
                    set(random(5))
                ));
            }
            let sets = if name == "Toe taps" {
                "3x12".to_string()
            } else {
                sets.join(" ")
            };
            let rest = match random(12) {
                0 => "  pain knee 6",
                1 => "  hard  pain calf 2",
                2 | 3 => "  easy",
                _ => "  ok",
            };
            text.push_str(&format!("  {name} [{}]  {sets}{rest}\n", levels[level]));
        }
        left -= 1;
        if left == 0 {
            gaps += 1;
            left = 6 + random(6);
            date = date.plus(16 + random(25) as i32);
        } else {
            date = date.plus(3 + random(2) as i32);
        }
    }
    (text, sessions as usize, gaps)
}

#[test]
fn a_handful_of_findings_for_ten_years() {
    let from = Date::parse_iso("2016-01-04").expect("a date");
    for days in [0, 9, 23, 58, 131, 400] {
        let today = Date::parse_iso("2025-12-31").expect("a date").plus(-days);
        let (journal, sessions, gaps) = journal(from, today);
        assert!(
            sessions > 500 && gaps > 60,
            "{sessions} sessions, {gaps} gaps"
        );
        let found = check(&journal, &today.to_string(), false);
        let mut each: BTreeMap<_, usize> = BTreeMap::new();
        for finding in &found {
            assert_ne!(finding.severity, Severity::Error, "{finding:#?}");
            let about = (finding.rule, finding.exercise.as_deref());
            *each.entry(about).or_default() += 1;
        }
        let told: Vec<String> = found
            .iter()
            .map(|finding| format!("{}: {}", finding.rule, finding.message))
            .collect();
        // Four exercises, each with a status and a few notes, and what the weeks say.
        assert!(
            found.len() <= 12,
            "{} findings\n{}",
            found.len(),
            told.join("\n")
        );
        assert!(each.values().all(|&count| count == 1), "{each:#?}");
    }
}

#[test]
fn years_of_steady_training_are_passed_over_in_silence() {
    let mut text = String::new();
    let mut date = Date::parse_iso("2016-01-04").expect("a date");
    let today = Date::parse_iso("2025-12-31").expect("a date");
    for week in 0.. {
        if date > today {
            break;
        }
        let test = if week % 6 == 0 {
            "  One-leg bridge [close]  test 22\n"
        } else {
            ""
        };
        text.push_str(&format!(
            "{date}\n{test}  One-leg bridge [close]  3x14  ok\n  Plank  3x60s\n"
        ));
        date = date.plus(7);
    }
    let found = check(&text, &today.to_string(), false);
    let told: Vec<_> = found.iter().map(|f| (f.rule, &f.message)).collect();
    assert!(told.is_empty(), "{told:#?}");
}
