//! Training whose numbers vary from set to set, so that half of its lines are like no other.

use super::{MONDAY, Random, date, weekday};
use std::fmt::Write;

/// How an exercise is written down.
#[derive(Clone, Copy)]
enum Kind {
    /// Reps of both sides together.
    Reps,
    /// Reps a side.
    Sides,
    /// Seconds.
    Time,
    /// Reps with a load of about so many kilograms.
    Load(usize),
}

/// So many sessions, one a day up to the day before [`MONDAY`], each with four exercises. An
/// exercise has its own number of reps, of which each set is two off at most; its loads are up to
/// 7 % off.
pub fn varied(sessions: usize) -> String {
    use Kind::{Load, Reps, Sides, Time};
    let exercises = [
        ("Squat", Load(80), 9),
        ("Deadlift", Load(100), 8),
        ("Bench press", Load(55), 10),
        ("Press", Load(40), 9),
        ("Pull-up", Reps, 8),
        ("Toe taps", Reps, 15),
        ("Dead bug", Reps, 12),
        ("Plank", Time, 15),
        ("Side plank", Time, 10),
        ("Step-up", Sides, 12),
        ("Lunge", Sides, 10),
        ("Clamshell", Sides, 14),
        ("One-leg bridge", Sides, 11),
        ("One-leg heel raise", Sides, 13),
    ];
    let mut r = Random::new(sessions as u64);
    let mut out = String::with_capacity(sessions * 200);
    for session in 0..sessions {
        let day = MONDAY - (sessions - session) as i64;
        let minutes = r.range(20, 75);
        let _ = writeln!(out, "{} {} {minutes}min", date(day), weekday(day));
        let first = r.below(exercises.len());
        for place in 0..4 {
            // 3 and 14 have no common factor: the four are not the same.
            let (name, kind, usual) = exercises[(first + 3 * place) % exercises.len()];
            let _ = write!(out, "  {name:20}");
            let mut number = || r.range(usual - 2, usual + 2);
            let three = [number(), number(), number()];
            let other_three = [number(), number(), number()];
            let [one, two, last] = three;
            let _ = match kind {
                Reps => write!(out, "{one} {two} {last}"),
                Time => write!(out, "{}s {}s {}s", 4 * one, 4 * two, 4 * last),
                Sides => {
                    let [other_one, other_two, other_last] = other_three;
                    write!(
                        out,
                        "L {one} {two} {last} R {other_one} {other_two} {other_last}"
                    )
                }
                Load(usual) => {
                    let halves = r.range(usual * 93 / 50, usual * 107 / 50);
                    let half = if halves.is_multiple_of(2) { "" } else { ".5" };
                    write!(out, "{}x{one}@{}{half}kg", r.range(3, 5), halves / 2)
                }
            };
            let rating = r.pick(&["  ok", "  easy", "  hard", "  rpe 7", "  rpe 8", ""]);
            out.push_str(rating);
            out.push('\n');
        }
        out.push('\n');
    }
    out
}
