//! What is said to the user, as plain data: findings, fixes, and the cards of the rules.

use crate::date::Date;
use crate::text::{Edit, Place};

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// It cannot be read.
    Error,
    /// Readable, but unlikely or in need of attention.
    Warning,
    /// What the training says, good news included.
    Advice,
}

impl Severity {
    /// The word printed for it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}

/// A place beside the main one, and what it has to do with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// A few words.
    pub message: String,
}

/// A change that would mend a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What it does, as an imperative: "write `2026-03-02`".
    pub title: String,
    /// Whether it may be applied without asking: it says what was certainly meant.
    pub safe: bool,
    /// The replacements, none overlapping another.
    pub edits: Vec<Edit>,
}

/// A value in the `data` of a finding.
#[derive(Clone, PartialEq, Debug)]
pub enum Datum {
    /// JSON null.
    Null,
    /// True or false.
    Flag(bool),
    /// A whole number.
    Int(i64),
    /// A number counted in quarters: `Quarters(30)` is 7.5.
    Quarters(i64),
    /// Text.
    Text(String),
    /// A date, written `YYYY-MM-DD`.
    Date(Date),
    /// Several.
    List(Vec<Datum>),
}

/// One thing found. The model of every output; renderers only read it.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// The kebab-case name of the rule.
    pub rule: &'static str,
    /// Its severity, after `rule NAME …` directives.
    pub severity: Severity,
    /// One plain sentence, lower case at the start, no full stop at the end of a lone sentence.
    pub message: String,
    /// The few words under the caret at the main place; may be empty.
    pub label: String,
    /// What to do or to write; may be empty.
    pub help: String,
    /// The main place.
    pub place: Place,
    /// Other places involved.
    pub related: Vec<Label>,
    /// Possible changes.
    pub fixes: Vec<Fix>,
    /// Canonical name of the exercise concerned.
    pub exercise: Option<String>,
    /// Its level.
    pub level: Option<String>,
    /// Numbers behind the sentence, by name.
    pub data: Vec<(&'static str, Datum)>,
    /// For errors: the sets of the line were not kept.
    pub unread: bool,
}

impl Finding {
    /// A finding with a rule, a severity, a place and a sentence; the rest is added after.
    pub fn new(
        rule: &'static str,
        severity: Severity,
        place: Place,
        message: impl Into<String>,
    ) -> Finding {
        Finding {
            rule,
            severity,
            message: message.into(),
            label: String::new(),
            help: String::new(),
            place,
            related: Vec::new(),
            fixes: Vec::new(),
            exercise: None,
            level: None,
            data: Vec::new(),
            unread: false,
        }
    }

    /// An error whose line was not kept.
    pub fn error(rule: &'static str, place: Place, message: impl Into<String>) -> Finding {
        Finding {
            unread: true,
            ..Finding::new(rule, Severity::Error, place, message)
        }
    }

    /// A warning.
    pub fn warning(rule: &'static str, place: Place, message: impl Into<String>) -> Finding {
        Finding::new(rule, Severity::Warning, place, message)
    }

    /// Advice.
    pub fn advice(rule: &'static str, place: Place, message: impl Into<String>) -> Finding {
        Finding::new(rule, Severity::Advice, place, message)
    }

    /// With words under the caret.
    pub fn label(mut self, label: impl Into<String>) -> Finding {
        self.label = label.into();
        self
    }

    /// With help.
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = help.into();
        self
    }

    /// The error leaves the sets of its line readable.
    pub fn kept(mut self) -> Finding {
        self.unread = false;
        self
    }

    /// With another place.
    pub fn related(mut self, place: Place, message: impl Into<String>) -> Finding {
        self.related.push(Label {
            place,
            message: message.into(),
        });
        self
    }

    /// With a fix of one edit.
    pub fn fix(
        self,
        title: impl Into<String>,
        safe: bool,
        place: Place,
        text: impl Into<String>,
    ) -> Finding {
        self.fix_many(
            title,
            safe,
            vec![Edit {
                place,
                text: text.into(),
            }],
        )
    }

    /// With a fix of several edits.
    pub fn fix_many(mut self, title: impl Into<String>, safe: bool, edits: Vec<Edit>) -> Finding {
        self.fixes.push(Fix {
            title: title.into(),
            safe,
            edits,
        });
        self
    }

    /// With nothing in its sentences that is too long to be read; places and edits stay as they are.
    pub fn readable(&mut self) {
        let titles = self.fixes.iter_mut().map(|fix| &mut fix.title);
        let labels = self.related.iter_mut().map(|label| &mut label.message);
        let own = [&mut self.message, &mut self.label, &mut self.help];
        for text in own.into_iter().chain(labels).chain(titles) {
            if may_be_long(text)
                && let Some(shorter) = shortened(text)
            {
                *text = shorter;
            }
        }
    }

    /// With a datum.
    pub fn datum(mut self, name: &'static str, value: Datum) -> Finding {
        self.data.push((name, value));
        self
    }

    /// About an exercise, at a level.
    pub fn about(mut self, exercise: &str, level: Option<&str>) -> Finding {
        self.exercise = Some(exercise.to_string());
        self.level = level.map(str::to_string);
        self
    }
}

/// What stands between backticks, or a word, is shown up to so many characters.
const LONGEST_WORDS: usize = 80;

/// Whether a word, or what stands between backticks, has more bytes than it may have characters.
fn may_be_long(text: &str) -> bool {
    let (mut quoted, mut length) = (false, 0);
    text.len() > LONGEST_WORDS
        && text.bytes().any(|byte| {
            quoted ^= byte == b'`';
            let ends = byte == b'`' || (byte == b' ' && !quoted);
            length = if ends { 0 } else { length + 1 };
            length > LONGEST_WORDS
        })
}

/// The text with each overlong word, or words between backticks, cut; `None` if there are none.
fn shortened(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut cut = false;
    for (index, part) in text.split('`').enumerate() {
        if index > 0 {
            out.push('`');
        }
        if index % 2 == 1 {
            cut |= push_start(&mut out, part);
            continue;
        }
        for (index, word) in part.split(' ').enumerate() {
            if index > 0 {
                out.push(' ');
            }
            cut |= push_start(&mut out, word);
        }
    }
    cut.then_some(out)
}

/// Adds a text, or the start of a long one; whether it was cut.
fn push_start(out: &mut String, text: &str) -> bool {
    match text.char_indices().nth(LONGEST_WORDS) {
        Some((end, _)) => {
            out.push_str(text.get(..end).unwrap_or(""));
            out.push('…');
            true
        }
        None => {
            out.push_str(text);
            false
        }
    }
}

/// A key of `rule NAME KEY VALUE`.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// As written in the journal.
    pub key: &'static str,
    /// Its default, as written.
    pub default: &'static str,
    /// What it does, with its unit.
    pub meaning: &'static str,
    /// Which values it takes.
    pub accepts: Accepts,
}

/// The values that a setting takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Accepts {
    /// Whole numbers from the first to the second, both included.
    Whole(i64, i64),
    /// One of these words.
    Words(&'static [&'static str]),
}

impl Accepts {
    /// Whether the value is one of them.
    pub fn takes(self, value: &str) -> bool {
        match self {
            Accepts::Whole(low, high) => value
                .parse::<i64>()
                .is_ok_and(|number| (low..=high).contains(&number)),
            Accepts::Words(words) => words.contains(&value),
        }
    }

    /// For sentences: `1 to 10`, `quiet, normal or eager`.
    pub fn describe(self) -> String {
        match self {
            Accepts::Whole(low, high) => format!("{low} to {high}"),
            Accepts::Words(words) => match words.split_last() {
                Some((last, before)) if !before.is_empty() => {
                    format!("{} or {last}", before.join(", "))
                }
                _ => words.concat(),
            },
        }
    }
}

/// Everything the program knows about one rule: shown by `rules` and `explain`.
#[derive(Clone, Copy, Debug)]
pub struct Card {
    /// Kebab-case, a contract with other programs.
    pub name: &'static str,
    /// As it is without any directive.
    pub severity: Severity,
    /// One line for `strength rules`.
    pub summary: &'static str,
    /// Plain text in paragraphs for `strength explain`: what it means, why, and what to do. For
    /// training rules also the rule with its numbers and their sources.
    pub explain: &'static str,
    /// A journal that provokes it; `explain` shows it with its real output.
    pub example: &'static str,
    /// The `--today` of the example, as `YYYY-MM-DD`.
    pub today: &'static str,
    /// What can be set with `rule NAME KEY VALUE`.
    pub settings: &'static [Setting],
}

impl Card {
    /// Errors cannot be silenced, and neither can pain: nobody but who feels it can judge it.
    pub fn may_be_silenced(&self) -> bool {
        self.severity != Severity::Error && self.name != "pain"
    }
}
