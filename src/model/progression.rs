//! The progression numbers that an `exercise` block may set, with their ranges and defaults.

use super::Exercise;

/// A progression number.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// As written in the journal.
    pub key: &'static str,
    /// What holds where the journal says nothing.
    pub default: i64,
    /// The smallest value it takes.
    pub low: i64,
    /// The largest.
    pub high: i64,
    /// What it does, with its unit.
    pub meaning: &'static str,
}

/// All of them.
pub const NUMBERS: &[Number] = &[
    number(
        "ready-sessions",
        3,
        2,
        12,
        "sessions at the target before a harder level is offered",
    ),
    number("floor", 5, 1, 100, "reps below which a level is too hard"),
    number(
        "test-margin",
        4,
        0,
        50,
        "reps below the endurance test at which training starts",
    ),
    number(
        "add-easy",
        2,
        0,
        20,
        "reps added after a session rated easy",
    ),
    number("add-ok", 1, 0, 20, "reps added after a session rated ok"),
    number(
        "retest-weeks",
        8,
        1,
        104,
        "weeks after which a test is old while below the target",
    ),
    number(
        "stall-weeks",
        6,
        2,
        52,
        "weeks without progress that are called stalled",
    ),
    number(
        "race-hold-days",
        14,
        0,
        84,
        "days before a race in which nothing is made harder",
    ),
    number(
        "load-step",
        10,
        1,
        100,
        "percent by which a load may rise in one step",
    ),
    number(
        "spacing",
        2,
        1,
        14,
        "days from one session of the exercise to the next",
    ),
];

const fn number(
    key: &'static str,
    default: i64,
    low: i64,
    high: i64,
    meaning: &'static str,
) -> Number {
    Number {
        key,
        default,
        low,
        high,
        meaning,
    }
}

/// The number of that key.
pub fn find(key: &str) -> Option<&'static Number> {
    NUMBERS.iter().find(|number| number.key == key)
}

impl Exercise {
    /// The value that holds for this exercise: as set in the journal, else the default, else 0
    /// for a key that does not exist.
    pub fn number(&self, key: &str) -> i64 {
        self.number_set(key)
            .or_else(|| find(key).map(|number| number.default))
            .unwrap_or(0)
    }

    /// The value set in the journal; the last one if there are several.
    pub fn number_set(&self, key: &str) -> Option<i64> {
        self.numbers
            .iter()
            .rev()
            .find(|(name, _, _)| name == key)
            .map(|&(_, value, _)| value)
    }
}
