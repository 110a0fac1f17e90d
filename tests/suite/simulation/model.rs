//! Athletes whose form breaks by a known law, and the journals that they write.

use crate::generate::{MONDAY, Random, date};
use std::fmt::Write;

/// Standard deviation of the clean reps of a set: test and retest of heel raises differ by 6.2
/// reps at most in 95 of 100 people, and 6.2 / 1.96 / sqrt(2) is 2.2.
const SPREAD: f64 = 2.2;

/// How an athlete trains. The clean capacity of a set is mean + effect of the session + noise of
/// the set; form breaks where it is below the planned reps. The mean is such that a set breaks
/// with the rate of the week.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The exercises with their levels, as written in the first session.
    pub exercises: &'static [&'static str],
    /// Three sets a side rather than three sets.
    pub sides: bool,
    /// Reps of a clean set.
    pub planned: u32,
    /// What is written after the sets.
    pub rating: &'static str,
    /// Sessions in a week, 1 or 2.
    pub per_week: usize,
    /// Of each week the share of sets in which form breaks.
    pub rates: Vec<f64>,
    /// The part of the variance that lies between sessions. With several exercises half of it is
    /// common to all of them.
    pub between: f64,
    /// Reps that the left side has less than the right one, whose rate `rates` then is.
    pub deficit: f64,
}

impl Plan {
    /// Six sets (three a side), one session a week, 30 % of the variance between sessions.
    pub fn new(rates: Vec<f64>) -> Plan {
        Plan {
            exercises: &["One-leg bridge [close]"],
            sides: true,
            planned: 12,
            rating: "",
            per_week: 1,
            rates,
            between: 0.3,
            deficit: 0.0,
        }
    }

    /// The same with two sessions a week.
    pub fn twice_a_week(self) -> Plan {
        Plan {
            per_week: 2,
            ..self
        }
    }

    /// The same with an exercise of three sets.
    pub fn three_sets(self) -> Plan {
        Plan {
            exercises: &["Toe taps [close]"],
            sides: false,
            ..self
        }
    }

    /// What is written in each week.
    pub fn journal(&self, seed: u64) -> Vec<String> {
        let mut r = Random::new(seed);
        let mut weeks = Vec::with_capacity(self.rates.len());
        for (week, rate) in (0..).zip(&self.rates) {
            let mut text = String::new();
            for session in 0..self.per_week {
                let day = MONDAY + 7 * week + 3 * session as i64;
                let _ = writeln!(text, "{}", date(day));
                let first = week == 0 && session == 0;
                self.session(&mut r, *rate, first, &mut text);
            }
            weeks.push(text);
        }
        weeks
    }

    /// The entries of a session.
    fn session(&self, r: &mut Random, rate: f64, first: bool, out: &mut String) {
        let common = normal(r);
        for exercise in self.exercises {
            let own = if self.exercises.len() > 1 {
                (common + normal(r)) / f64::sqrt(2.0)
            } else {
                common
            };
            let name = if first {
                exercise
            } else {
                exercise.split(" [").next().unwrap_or_default()
            };
            let _ = write!(out, "  {name} ");
            let mean = f64::from(self.planned) - SPREAD * quantile(rate);
            let capacity = mean + SPREAD * self.between.sqrt() * own;
            if self.sides {
                out.push_str(" L");
                self.sets(r, capacity - self.deficit, out);
                out.push_str(" R");
            }
            self.sets(r, capacity, out);
            let _ = writeln!(out, "  {}", self.rating);
        }
    }

    /// Three sets of a side.
    fn sets(&self, r: &mut Random, mean: f64, out: &mut String) {
        for _ in 0..3 {
            let capacity = mean + SPREAD * (1.0 - self.between).sqrt() * normal(r);
            let _ = if capacity < f64::from(self.planned) {
                write!(out, " {}!", capacity.max(0.0) as u32)
            } else {
                write!(out, " {}", self.planned)
            };
        }
    }
}

/// The same rate in every week.
pub fn steady(rate: f64, weeks: usize) -> Vec<f64> {
    vec![rate; weeks]
}

/// Twelve steady weeks before a change.
pub const BEFORE: usize = 12;

/// 10 % for twelve weeks, then up to 40 % over eight, then 40 %.
pub fn drift(weeks_after: usize) -> Vec<f64> {
    let rise = (0..weeks_after).map(|week| 0.1 + 0.3 * week.min(7) as f64 / 7.0);
    steady(0.1, BEFORE).into_iter().chain(rise).collect()
}

/// 10 % for twelve weeks, then 40 % at once.
pub fn step(weeks_after: usize) -> Vec<f64> {
    [steady(0.1, BEFORE), steady(0.4, weeks_after)].concat()
}

/// A number of the standard normal distribution (Box and Muller 1958).
fn normal(r: &mut Random) -> f64 {
    let mut uniform = || ((r.bits() >> 11) as f64 + 0.5) / (1u64 << 53) as f64;
    let (radius, angle) = (uniform(), uniform());
    (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
}

/// The value below which that share, at most a half, of the standard normal distribution lies
/// (Hastings 1955, in Abramowitz and Stegun 26.2.23: wrong by 0.00045 at most).
fn quantile(share: f64) -> f64 {
    let t = (-2.0 * share.ln()).sqrt();
    let over = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let under = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    over / under - t
}

#[test]
fn form_breaks_as_often_as_is_said() {
    for (rate, sides) in [
        (0.05, true),
        (0.1, true),
        (0.2, false),
        (0.3, true),
        (0.4, true),
    ] {
        let plan = Plan {
            sides,
            ..Plan::new(steady(rate, 5_000))
        };
        let text = plan.journal(1).concat();
        let sets = 5_000 * if sides { 6 } else { 3 };
        let found = text.matches('!').count() as f64 / f64::from(sets);
        assert!((found - rate).abs() < 0.01, "{found} for {rate}");
    }
}
