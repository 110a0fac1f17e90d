//! Journals that are vast in one way only, up to the day before [`MONDAY`].

use super::{MONDAY, Random, date};
use std::fmt::Write;

/// So many sets of one exercise at one level, six a day, form breaking in one of ten.
pub fn deep(sets: usize) -> String {
    let mut r = Random::new(sets as u64);
    let days = sets.div_ceil(6);
    let mut out = String::new();
    for day in 0..days {
        let _ = write!(
            out,
            "{}\n  One-leg bridge",
            date(MONDAY - (days - day) as i64)
        );
        if day == 0 {
            out.push_str(" [close]");
        }
        for side in ["  L", "  R"] {
            out.push_str(side);
            for _ in 0..3 {
                out.push_str(if r.chance(10) { " 11!cramp" } else { " 12" });
            }
        }
        out.push_str("  ok\n");
    }
    out
}

/// So many exercises with levels and a target, each with three sessions of six sets in the last
/// three weeks.
pub fn wide(exercises: usize) -> String {
    let mut r = Random::new(exercises as u64);
    let names: Vec<String> = (0..exercises).map(name).collect();
    let mut out = String::new();
    for name in &names {
        let _ = writeln!(
            out,
            "exercise {name}\n  sides each\n  target 3x15\n  level near\n  level far"
        );
    }
    for week in (1..=3).rev() {
        let _ = writeln!(out, "{}", date(MONDAY - 7 * week));
        for name in &names {
            let broken = if r.chance(20) { "11!" } else { "12" };
            let _ = writeln!(out, "  {name} [near]  L 12 12 {broken}  R 3x12  ok");
        }
    }
    out
}

/// A name of syllables for each number.
fn name(mut number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "ko", "li", "mu", "ne", "pra", "sto", "tri", "ve", "zu", "fel", "gan", "hod", "jim",
        "rus", "wok",
    ];
    let mut name = String::from("Drill ");
    for _ in 0..4 {
        name.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
    }
    name
}
