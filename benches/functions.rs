//! Medians of the functions that have a goal: `cargo bench`, without any dependency.
//!
//! Each line gives the median of many runs; only ratios within one run of the program mean
//! anything on a shared machine.

#[path = "../tests/suite/generate/mod.rs"]
mod generate;

use generate::{Dialect, steady};
use std::hint::black_box;
use std::time::{Duration, Instant};
use strength::date::Date;
use strength::render::{Index, pretty::Pretty, style::Styles};
use strength::text::FileId;
use strength::{check_text, syntax};

/// The median time of a run, of as many as fit into two seconds, at least eleven.
fn median(mut run: impl FnMut()) -> Duration {
    let begin = Instant::now();
    let mut times = Vec::new();
    while times.len() < 11 || begin.elapsed() < Duration::from_secs(2) {
        let start = Instant::now();
        run();
        times.push(start.elapsed());
    }
    times.sort();
    times[times.len() / 2]
}

fn main() {
    let today = Date::new(2026, 1, 5).expect("a date of the calendar");
    println!("| function | journal | median | MB/s |\n|---|---|---|---|");
    let show = |what: &str, journal: &str, bytes: usize, time: Duration| {
        let rate = bytes as f64 / time.as_secs_f64() / 1e6;
        println!("| {what} | {journal} | {time:.1?} | {rate:.0} |");
    };
    for (name, sessions, gap) in [("176 KB", 1_000, 3), ("3 MB", 16_667, 1)] {
        let text = steady(Dialect::Strength, sessions, gap, 0);
        let time = median(|| drop(black_box(syntax::parse(black_box(&text), FileId(0)))));
        show("parse", name, text.len(), time);
        let time = median(|| {
            black_box(check_text("a.strength", black_box(&text), today, false));
        });
        show("parse and check", name, text.len(), time);
    }
    // A hundred diagnostics spread over a large file, drawn one by one.
    let text = steady(Dialect::Strength, 16_667, 1, 2);
    let report = check_text("a.strength", &text, today, false);
    let index = Index::new(&report.journal.sources);
    let mut pretty = Pretty::new(Styles::new(true), 100);
    let mut out = Vec::new();
    let time = median(|| {
        out.clear();
        for finding in report.findings.iter().take(100) {
            pretty
                .write(&mut out, &index, finding)
                .expect("a vector takes all");
        }
        black_box(&out);
    });
    let shown = report.findings.len().min(100) as u32;
    println!(
        "| one diagnostic drawn | 3 MB | {:.1?} | |",
        time / shown.max(1)
    );
}
