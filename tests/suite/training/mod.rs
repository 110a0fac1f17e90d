//! What the training says, tried on journals as they are written.

mod form;
mod form_notes;
mod weeks;
mod gaps;
mod replay;
mod since;
mod statuses;
mod standing;
mod table;
mod years;

use crate::support::findings;

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
fn day(start: &str, days: i32) -> String {
    let start = strength::date::Date::parse_iso(start).expect("a date");
    start.plus(days).to_string()
}
