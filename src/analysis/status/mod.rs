//! The status of an exercise at its level: one table, read from the top; the first row that
//! matches names the status, and all its matching reasons are listed.

pub mod pain;
pub mod red_flags;
mod too_fast;
mod back_off;
mod retest;
mod readiness;
mod sides;
mod stalled;

pub use back_off::{
    coming_back_from, first_sets as first_sets_fail, many, tally as form_fails_often,
};
pub use readiness::{
    Run, at_target, enough_sets, pain_noted, places as target_sessions, present, race_near,
    race_prep, run,
};
pub use retest::{may_test, may_test_on};
pub use sides::{SIDES_HOLD, SIDES_OVER, TestPair, test_pairs, weaker_side};

use super::Context;
use super::training::{Subject, Training};
use crate::date::Date;
use crate::finding::Label;
use crate::model::{Exercise, Journal};

/// What is advised for an exercise at its level.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// Pain that needs a doctor or physiotherapist.
    Pain,
    /// A step that was too large or came too early.
    TooFast,
    /// Fewer reps, or an easier level.
    BackOff,
    /// An endurance test is due.
    Retest,
    /// Everything stays as it is.
    Hold,
    /// The next level may be tested.
    Ready,
    /// No progress in the off-season.
    Stalled,
    /// The ordinary progress.
    Build,
}

impl Status {
    /// Its name in data.
    pub fn word(self) -> &'static str {
        match self {
            Status::Pain => "pain",
            Status::TooFast => "too-fast",
            Status::BackOff => "back-off",
            Status::Retest => "retest",
            Status::Hold => "hold",
            Status::Ready => "ready",
            Status::Stalled => "stalled",
            Status::Build => "build",
        }
    }
}

/// One exercise, with all that a condition may look at.
pub struct Case<'c, 'j> {
    /// The journal, today, settings.
    pub context: &'c Context<'j>,
    /// Weeks, phases, races.
    pub training: &'c Training<'j>,
    /// The exercise at its level.
    pub subject: &'c Subject,
}

impl<'c, 'j> Case<'c, 'j> {
    /// All active exercises with what the table says of them.
    pub fn all(context: &'c Context<'j>) -> impl Iterator<Item = (Case<'c, 'j>, &'c Verdict)> {
        let training = context.training();
        let cases = training.subjects.iter().map(move |subject| Case {
            context,
            training,
            subject,
        });
        cases.zip(context.verdicts())
    }

    /// The journal.
    pub fn journal(&self) -> &'j Journal {
        self.context.journal
    }

    /// Today.
    pub fn today(&self) -> Date {
        self.context.today
    }

    /// The exercise.
    pub fn exercise(&self) -> &'j Exercise {
        self.context.journal.exercise(self.subject.exercise)
    }

    /// A date in a sentence.
    pub fn words(&self, date: Date) -> String {
        date.words_near(self.today())
    }
}

/// Why a condition is met: words with dates and counts, and the places that show it.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// A clause of a sentence.
    pub detail: String,
    /// The newest first.
    pub places: Vec<Label>,
}

/// What a condition answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// It holds.
    Met(Evidence),
    /// It does not.
    NotMet,
    /// There is not enough to tell, and what is missing.
    TooEarly(String),
}

impl Answer {
    /// Met, with these words, if `holds`.
    pub fn when(holds: bool, detail: impl FnOnce() -> Evidence) -> Answer {
        if holds {
            Answer::Met(detail())
        } else {
            Answer::NotMet
        }
    }
}

impl From<Option<Evidence>> for Answer {
    fn from(evidence: Option<Evidence>) -> Answer {
        evidence.map_or(Answer::NotMet, Answer::Met)
    }
}

/// A condition by its name.
#[derive(Clone, Copy)]
pub struct Clause {
    /// From a fixed list: it stands in the data of findings.
    pub name: &'static str,
    /// Looks whether it holds.
    pub ask: fn(&Case) -> Answer,
}

/// A row of the table.
pub struct Row {
    /// What it says.
    pub status: Status,
    /// Whether it is considered at all.
    pub applies: fn(&Case) -> bool,
    /// It matches when one of these is met.
    pub any: &'static [Clause],
    /// `check` says it; otherwise it is shown where somebody asks.
    pub said: fn(&Case) -> bool,
}

/// The condition that concerns a session as a whole.
pub const SESSION_SIGN: &str = "a warning sign in the session's note";
/// The condition of loads that rise.
pub const LOAD_STEP: &str = "load raised too much";
/// The condition of levels and loads that rise while a race is prepared.
pub const RACE_PREP: &str = "level raised in race preparation";
/// The condition of sets that were short.
pub const SHORT_TWICE: &str = "reps missed twice running";
/// The condition of a first test.
pub const TEST_TOO_LOW: &str = "first test too low for the level";

const fn clause(name: &'static str, ask: fn(&Case) -> Answer) -> Clause {
    Clause { name, ask }
}

fn always(_: &Case) -> bool {
    true
}

fn never(_: &Case) -> bool {
    false
}

fn judged(case: &Case) -> bool {
    case.subject.judged
}

/// The decision table.
pub const TABLE: &[Row] = &[
    Row {
        status: Status::Pain,
        applies: always,
        any: &[
            clause("pain of 6 or more", pain::high),
            clause("pain rising over three sessions", pain::rising),
            clause("pain not gone next morning", pain::next_morning),
            clause("a warning sign in a note", pain::red_flag),
            clause(SESSION_SIGN, pain::session_red_flag),
        ],
        said: always,
    },
    Row {
        status: Status::TooFast,
        applies: judged,
        any: &[
            clause("two levels up at once", too_fast::two_levels),
            clause("more reps than the test allows", too_fast::above_test),
            clause("reps not lower than before", too_fast::not_lower),
            clause(LOAD_STEP, too_fast::load_step),
            clause("no test after a level up", too_fast::untested),
            clause(RACE_PREP, too_fast::race_prep),
        ],
        said: always,
    },
    Row {
        status: Status::BackOff,
        applies: judged,
        any: &[
            clause("form fails too often", back_off::tally),
            clause("many failed sets twice running", back_off::failed_twice),
            clause("first sets fail", back_off::first_sets),
            clause(SHORT_TWICE, back_off::short_twice),
            clause("coming back after a break", back_off::coming_back),
            clause(TEST_TOO_LOW, back_off::first_test),
        ],
        said: back_off::news,
    },
    Row {
        status: Status::Retest,
        applies: retest::may_test,
        any: &[
            clause("no test at this level", retest::no_test),
            clause("test too old", retest::old_test),
            clause("no test since a break", retest::after_break),
        ],
        said: always,
    },
    Row {
        status: Status::Hold,
        applies: readiness::sessions_done,
        any: &[
            clause("race preparation", readiness::race_prep),
            clause("race near", readiness::race_near),
            clause("pain noted", readiness::pain_noted),
            clause("sides differ", sides::sides_differ),
            clause("week missed", readiness::week_missed),
            clause("next level too hard", readiness::too_hard),
        ],
        said: readiness::news,
    },
    Row {
        status: Status::Hold,
        applies: readiness::reached_but_not_done,
        any: &[
            clause("rated hard", readiness::rated_hard),
            clause("too few sessions", readiness::too_few),
            clause("one side not met", readiness::one_side),
        ],
        said: never,
    },
    Row {
        status: Status::Ready,
        applies: readiness::sessions_done,
        any: &[
            clause("all sets at target", readiness::done),
            clause("no form failure", readiness::no_failure),
            clause("no pain", readiness::no_pain),
            clause("rated easy or ok", readiness::rated),
            clause("tested at this level", readiness::tested),
            clause("no race near", readiness::no_race),
            clause("no week missed lately", readiness::no_week_missed),
            clause("sides alike", readiness::sides_alike),
        ],
        said: readiness::news,
    },
    Row {
        status: Status::Stalled,
        applies: judged,
        any: &[clause("no better session for long", stalled::no_better)],
        said: always,
    },
    Row {
        status: Status::Build,
        applies: always,
        any: &[],
        said: never,
    },
];

/// What the table says of an exercise.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The status.
    pub status: Status,
    /// All conditions of the row that are met, with their evidence.
    pub reasons: Vec<(&'static str, Evidence)>,
    /// `check` says it.
    pub said: bool,
}

/// Reads the table from the top.
pub fn verdict(case: &Case) -> Verdict {
    for row in TABLE {
        if !(row.applies)(case) {
            continue;
        }
        let reasons: Vec<(&'static str, Evidence)> = row
            .any
            .iter()
            .filter_map(|clause| match (clause.ask)(case) {
                Answer::Met(evidence) => Some((clause.name, evidence)),
                Answer::NotMet | Answer::TooEarly(_) => None,
            })
            .collect();
        if !reasons.is_empty() {
            return Verdict {
                status: row.status,
                reasons,
                said: (row.said)(case),
            };
        }
    }
    Verdict {
        status: Status::Build,
        reasons: Vec::new(),
        said: false,
    }
}

/// A label.
pub(super) fn label(place: crate::text::Place, message: impl Into<String>) -> Label {
    Label {
        place,
        message: message.into(),
    }
}

/// Reasons as one clause: `form broke in 13 of 36 sets, in 2 and 4 sets of the last two sessions`.
pub fn joined<'d>(details: impl IntoIterator<Item = &'d str>, between: &str) -> String {
    let mut text = String::new();
    for detail in details {
        if text.is_empty() {
            text.push_str(detail);
            continue;
        }
        let same = "form broke ";
        let rest = detail.strip_prefix(same).filter(|_| text.starts_with(same));
        text.push_str(between);
        text.push_str(rest.unwrap_or(detail));
    }
    text
}

/// `1 set`, `2 sets`.
pub fn plural(count: impl Into<u64>, one: &str, many: &str) -> String {
    let count = count.into();
    format!("{count} {}", if count == 1 { one } else { many })
}
