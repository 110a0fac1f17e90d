//! How often the rules are right and wrong where the truth is known: simulated athletes write
//! journals, and `check` reads them week by week.

#![allow(
    dead_code,
    reason = "the tests and the bench `simulate` each use a part of it"
)]

mod figures;
mod model;

pub use figures::{Figure, figures};

use strength::check_text;
use strength::date::Date;

impl Figure {
    /// The shares of so many journals that had the sign by the weeks of `shares`.
    pub fn measure(&self, journals: u64) -> Vec<f64> {
        let threads = std::thread::available_parallelism().map_or(1, |n| n.get()) as u64;
        let found: Vec<Option<usize>> = std::thread::scope(|scope| {
            let parts: Vec<_> = (0..threads)
                .map(|thread| {
                    let seeds = (thread..journals).step_by(threads as usize);
                    scope.spawn(|| seeds.filter_map(|seed| self.seen(seed)).collect::<Vec<_>>())
                })
                .collect();
            let join = |part: std::thread::ScopedJoinHandle<Vec<_>>| {
                part.join().expect("a check does not panic")
            };
            parts.into_iter().flat_map(join).collect()
        });
        let by = |weeks| {
            let in_time = |at: &&Option<usize>| at.is_some_and(|at| at < weeks);
            found.iter().filter(in_time).count() as f64 / found.len() as f64
        };
        self.shares.iter().map(|&(weeks, _)| by(weeks)).collect()
    }

    /// In which week of counting a journal first had the sign; nothing for one that is not counted.
    fn seen(&self, seed: u64) -> Option<Option<usize>> {
        let sunday = Date::new(2026, 1, 11).expect("a date of the calendar");
        let last = self.from + self.shares.iter().map(|(weeks, _)| *weeks).max()?;
        let mut text = String::new();
        for (week, written) in self.plan.journal(seed).iter().enumerate().take(last) {
            text.push_str(written);
            if week + usize::from(self.fresh) < self.from {
                continue;
            }
            let today = sunday.plus(7 * week as i32);
            let report = check_text("journal.strength", &text, today, false);
            let sign = (self.sign)(&report.findings);
            match week.checked_sub(self.from) {
                None if sign => return None,
                Some(counted) if sign => return Some(Some(counted)),
                _ => {}
            }
        }
        Some(None)
    }
}

/// Where a few hundred journals may be by luck: two points of a hundred, and three times the
/// spread of such a share.
#[test]
fn the_rules_are_right_as_often_as_when_they_were_chosen() {
    const JOURNALS: u64 = 200;
    let mut wrong = Vec::new();
    for figure in figures().iter().filter(|figure| figure.guarded) {
        for (&(week, expected), found) in figure.shares.iter().zip(figure.measure(JOURNALS)) {
            let spread = (expected * (1.0 - expected) / JOURNALS as f64).sqrt();
            if (found - expected).abs() > 0.02 + 3.0 * spread {
                let what = &figure.what;
                wrong.push(format!("{what}, by week {week}: {found}, not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
