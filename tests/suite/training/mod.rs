//! What the training says, tried on journals as they are written.

mod form;
mod form_notes;
mod weeks;
mod gaps;
mod since;
mod statuses;
mod pain;
mod standing;
mod table;
mod excused;
mod misspelt;
mod next;
mod reps;
mod years;

use crate::support::{check, findings};
use strength::finding::Finding;

/// The findings of one rule as `line:column: severity[rule]: message`.
fn of(rule: &str, journal: &str, today: &str) -> Vec<String> {
    let named = format!("[{rule}]:");
    let mut lines = findings(journal, today);
    lines.retain(|line| line.contains(&named));
    lines
}

/// Whether a rule finds something.
fn says(rule: &str, journal: &str, today: &str) -> bool {
    !of(rule, journal, today).is_empty()
}

/// A journal with one line a week from a Monday on; an empty line is a week without a session.
fn weekly(start: &str, lines: &[&str]) -> String {
    let start = strength::date::Date::parse_iso(start).expect("a date");
    let mut journal = String::new();
    for (week, line) in (0..).zip(lines) {
        if !line.is_empty() {
            journal.push_str(&format!("{}\n  {line}\n", start.plus(7 * week)));
        }
    }
    journal
}

/// The day so many weeks after a Monday.
pub fn day(start: &str, days: i32) -> String {
    let start = strength::date::Date::parse_iso(start).expect("a date");
    start.plus(days).to_string()
}

/// The only finding of a rule.
fn only(rule: &str, journal: &str, today: &str) -> Finding {
    let mut found = check(journal, today, false);
    found.retain(|finding| finding.rule == rule);
    assert_eq!(found.len(), 1, "{rule} in {journal}\n{found:#?}");
    found.remove(0)
}

/// The only finding of a rule on the day after the last of weekly sessions.
fn after(rule: &str, lines: &[&str]) -> Finding {
    let today = day("2026-01-05", 7 * lines.len() as i32 - 6);
    only(rule, &weekly("2026-01-05", lines), &today)
}

/// Which rules of the statuses, and of pain, speak then.
fn spoken(lines: &[&str]) -> Vec<&'static str> {
    let journal = weekly("2026-01-05", lines);
    let today = day("2026-01-05", 7 * lines.len() as i32 - 6);
    let found = check(&journal, &today, false);
    let rules = [
        "pain",
        "pain-watch",
        "too-fast",
        "back-off",
        "retest",
        "hold",
        "ready",
        "stalled",
    ];
    rules
        .into_iter()
        .filter(|rule| found.iter().any(|finding| finding.rule == *rule))
        .collect()
}
