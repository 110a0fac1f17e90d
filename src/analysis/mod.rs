//! The registry of rules, and the run over all of them.

use crate::date::Date;
use crate::finding::{Card, Finding};
use crate::model::Journal;

/// What a rule sees.
pub struct Context<'a> {
    /// The journal.
    pub journal: &'a Journal,
    /// The day for which everything is said.
    pub today: Date,
    /// `--strict`.
    pub strict: bool,
}

/// A rule that looks at the whole journal.
pub struct Rule {
    /// What it is.
    pub card: Card,
    /// Says what it finds.
    pub run: fn(&Context, &mut Vec<Finding>),
}
