//! A journal replayed day by day: what was said stands until something explains why it no longer
//! does, nothing looks ahead, and what does not matter changes nothing.

mod agree;
mod weeks;

use crate::generate::{Diary, MONDAY, Random, diary};
use std::collections::BTreeSet;
use strength::date::Date;
use strength::finding::Finding;
use strength::model::{Entry, EntryKind, Journal};
use strength::text::Place;
use strength::{Report, check_text};

fn monday() -> Date {
    Date::new(2026, 1, 5).expect("a date of the calendar")
}

/// A day counted like [`MONDAY`].
fn on(day: i64) -> Date {
    monday().plus((day - MONDAY) as i32)
}

fn checked(text: &str, today: Date) -> Report {
    check_text("journal.strength", text, today, false)
}

/// What a finding is about; its sentence may count on.
type Said = (&'static str, Option<String>, Option<String>);

fn said(report: &Report) -> BTreeSet<Said> {
    let about = |f: &Finding| (f.rule, f.exercise.clone(), f.level.clone());
    report.findings.iter().map(about).collect()
}

/// Rules that look at the sessions of one exercise and at no date.
const OF_SESSIONS: &[&str] = &[
    "form-failure",
    "form-first-set",
    "form-cue",
    "form-earlier-rep",
    "form-last-set",
    "asymmetry",
];

/// Whether time alone may change what is said today: a new week, the first day of a span or a
/// phase and the day after its last, days counted from a session or a test, and days before a race.
fn boundary(report: &Report, today: Date) -> bool {
    let journal = &report.journal;
    if today == today.monday() {
        return true;
    }
    let of_events = journal.events.iter().any(|event| {
        let (from, to) = (event.from, event.to.or(event.from));
        let race = event.from.is_some_and(|race| {
            let days = race.days_since(today);
            days == 14 || (days > 0 && days % 7 == 0)
        });
        from == Some(today) || to.map(|to| to.plus(1)) == Some(today) || race
    });
    let mut lines = journal
        .sources
        .files
        .iter()
        .flat_map(|file| file.text.lines());
    let of_allows = lines.any(|line| {
        let until = line.split(" until ").nth(1).and_then(|rest| rest.get(..10));
        until.and_then(Date::parse_iso).map(|until| until.plus(1)) == Some(today)
    });
    let past = || journal.sessions.iter().filter(|s| s.date < today);
    let since = past().any(|s| matches!(today.days_since(s.date), 15 | 28 | 29 | 56 | 57));
    of_events || of_allows || since || breaks(journal, today)
}

/// Whether today an exercise has been left for longer than twice its usual gap, which is the
/// median of some of its last gaps.
fn breaks(journal: &Journal, today: Date) -> bool {
    let ids: BTreeSet<_> = journal
        .statements
        .iter()
        .map(|said| said.exercise)
        .collect();
    ids.iter().any(|id| {
        let with = journal.sessions.iter().filter(|session| {
            let mut entries = journal.entries_of(session);
            let trained = |e: Entry| e.exercise == *id && e.kind != EntryKind::Skipped;
            session.date < today && entries.any(trained)
        });
        let dates: Vec<Date> = with.map(|session| session.date).collect();
        let gaps: Vec<i32> = dates
            .windows(2)
            .map(|two| two[1].days_since(two[0]))
            .collect();
        let gaps = &gaps[gaps.len().saturating_sub(7)..];
        let left = dates.last().map_or(0, |last| today.days_since(*last));
        gaps.iter().any(|a| gaps.iter().any(|b| a + b + 1 == left))
    })
}

/// Replays a journal from one day to another; gives how many findings came or went.
fn replay(name: &str, text: &str, from: Date, to: Date, wrong: &mut Vec<String>) -> usize {
    let (mut today, mut changes) = (from, 0);
    let mut before: Option<BTreeSet<Said>> = None;
    while today <= to {
        let report = checked(text, today);
        let mut now = said(&report);
        // Every day that passes puts a week more at risk.
        now.retain(|(rule, ..)| !matches!(*rule, "future-date" | "at-risk"));
        let journal = &report.journal;
        let written = journal.sessions.iter().any(|session| session.date == today);
        if let Some(before) = &before {
            let changed: Vec<&Said> = before.symmetric_difference(&now).collect();
            changes += changed.len();
            if !changed.is_empty() && !written && !boundary(&report, today) {
                wrong.push(format!("{name}, {today}: {changed:?}"));
            }
        }
        before = Some(now);
        today = today.plus(1);
    }
    changes
}

#[test]
fn nothing_comes_or_goes_without_a_reason() {
    let mut changes = 0;
    let mut wrong = Vec::new();
    for seed in 0..25 {
        let text = diary(seed).until(i64::MAX);
        let name = format!("seed {seed}");
        changes += replay(&name, &text, monday(), monday().plus(200), &mut wrong);
    }
    let day = |text| Date::parse_iso(text).expect("a date");
    for (name, text, from, to) in [
        (
            "year",
            include_str!("../../../samples/year.strength"),
            "2025-01-01",
            "2026-04-30",
        ),
        (
            "first-weeks",
            include_str!("../../../samples/first-weeks.strength"),
            "2026-01-01",
            "2026-06-30",
        ),
        (
            "lifter",
            include_str!("../../../samples/lifter.strength"),
            "2025-12-01",
            "2026-06-30",
        ),
    ] {
        changes += replay(name, text, day(from), day(to), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(changes > 1_000, "{changes} findings came or went");
}

#[test]
fn other_exercises_are_no_reason() {
    for seed in 0..40 {
        let diary = diary(seed);
        let mut before: BTreeSet<Said> = BTreeSet::new();
        for (day, text) in &diary.days {
            let now = said(&checked(&diary.until(*day), on(*day)));
            for (rule, exercise, level) in before.symmetric_difference(&now) {
                let name = exercise.clone().unwrap_or_default();
                let lately = diary
                    .days
                    .iter()
                    .any(|(on, text)| (day - 27..*day).contains(on) && text.contains(&name));
                // 28 days without the exercise are a reason of their own.
                assert!(
                    text.contains(&name) || !lately || !OF_SESSIONS.contains(rule),
                    "seed {seed}, {}: {rule} of {name} [{level:?}]",
                    on(*day)
                );
            }
            before = now;
        }
    }
}

/// What is said and where, whatever stands before it in the file.
fn told(report: &Report) -> Vec<String> {
    let text = &report.journal.sources.files[0].text;
    let at = |place: Place| {
        let start = place.span.start as usize;
        let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let whole = text[line..].lines().next().unwrap_or("");
        format!("{}: {}", start - line, whole.replace(" #extra", ""))
    };
    let mut told: Vec<String> = report
        .findings
        .iter()
        .map(|finding| {
            let labels = finding.related.iter();
            let labels: Vec<String> = labels
                .map(|label| format!("{} ({})", label.message, at(label.place)))
                .collect();
            format!(
                "{}: {} ({}) {labels:?} {}",
                finding.rule,
                finding.message,
                at(finding.place),
                finding.help
            )
        })
        .collect();
    told.sort();
    told
}

#[test]
fn the_future_changes_nothing_that_is_said_today() {
    for seed in 0..30 {
        let diary = diary(seed);
        let whole = diary.until(i64::MAX);
        for day in (MONDAY + 20..MONDAY + 190).step_by(17) {
            let now = told(&checked(&diary.until(day), on(day)));
            let mut later = told(&checked(&whole, on(day)));
            later.retain(|line| !line.starts_with("future-date"));
            assert_eq!(later, now, "seed {seed}, {}", on(day));
        }
    }
}

#[test]
fn comments_blank_lines_tags_and_the_order_of_directives_change_nothing() {
    for seed in 0..30 {
        let diary = diary(seed);
        let mut r = Random::new(seed);
        for day in (MONDAY + 20..MONDAY + 190).step_by(17) {
            let text = diary.until(day);
            let expected = told(&checked(&text, on(day)));
            let mut turned = Diary {
                head: diary.head.clone(),
                days: diary.days.clone(),
            };
            let turn = r.below(turned.head.len() + 1);
            turned.head.rotate_left(turn);
            turned.head.reverse();
            let spread = |mark: &str, percent, r: &mut Random| {
                let lines = text.split_inclusive('\n').map(|line| {
                    let added = if r.chance(percent) { mark } else { "" };
                    format!("{added}{line}")
                });
                lines.collect::<String>()
            };
            let tagged = |r: &mut Random| {
                let lines = text.lines().map(|line| {
                    let entry = line.starts_with("  ") && line.contains("  L ");
                    let tag = if entry && r.chance(30) { " #extra" } else { "" };
                    format!("{line}{tag}\n")
                });
                lines.collect::<String>()
            };
            for (what, other) in [
                ("comments", spread("; so it was\n", 10, &mut r)),
                ("indented comments", spread("   ; so it was\n", 10, &mut r)),
                ("blank lines", spread("\n", 20, &mut r)),
                ("tags", tagged(&mut r)),
                ("directives in another order", turned.until(day)),
            ] {
                assert_eq!(
                    told(&checked(&other, on(day))),
                    expected,
                    "seed {seed}, {}, {what}:\n{other}",
                    on(day)
                );
            }
        }
    }
}
