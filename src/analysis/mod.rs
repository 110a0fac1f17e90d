//! The registry of rules, and the run over all of them.

mod allow;
mod settings;
mod weekday_mismatch;
mod similar_exercise;
mod similar_cue;
mod future_date;
mod out_of_order;
mod duplicate_session;
mod empty_session;
mod implausible;
mod measure_mismatch;
mod one_sided;
mod unexplained_short_set;
mod undeclared_exercise;
pub mod tally;
pub mod training;
mod present;
pub mod prescription;
pub mod plan;
pub mod facts;
pub mod progress;
pub mod status;
mod standing;
mod trend;
mod form;
mod form_failure;
mod form_first_set;
mod form_cue;
mod form_earlier_rep;
mod form_last_set;
mod form_context;
mod asymmetry;
mod pain;
mod pain_events;
mod pain_watch;
mod too_fast;
mod back_off;
mod missed_week;
mod below_maintenance;
mod short_week;
mod at_risk;
mod spacing;
pub mod ramp;
mod coming_back;
mod together;
mod retest;
mod hold;
mod ready;
mod stalled;
mod unused_allow;

use self::allow::Allowed;
use self::plan::day::NextDay;
use self::similar_exercise::Near;
use self::status::{Case, Verdict, verdict};
use self::training::Training;
use crate::date::Date;
use crate::finding::{Card, Finding, Severity};
use crate::model::activity::Slips;
use crate::model::{Journal, RuleSetting, RuleValue};
use crate::order;
use crate::threads;
use std::cell::OnceCell;

/// What a rule sees.
pub struct Context<'a> {
    /// The journal.
    pub journal: &'a Journal,
    /// The day for which everything is said.
    pub today: Date,
    /// `--strict`.
    pub strict: bool,
    /// `--since`: what weeks and breaks said from that day on is told too, not only the present.
    pub since: Option<Date>,
    training: OnceCell<Training<'a>>,
    verdicts: OnceCell<Vec<Verdict>>,
    allowed: OnceCell<Allowed<'a>>,
    near: OnceCell<Vec<Near>>,
    slips: OnceCell<Slips>,
    next_day: OnceCell<NextDay>,
}

/// A rule that looks at the whole journal.
pub struct Rule {
    /// What it is.
    pub card: Card,
    /// It speaks about the present only (the newest session, the last weeks), so that an `allow`
    /// on an older line has done its work and is not called unused.
    pub standing: bool,
    /// Says what it finds. The list holds what was found before.
    pub run: fn(&Context, &mut Vec<Finding>),
}

/// All rules, in the order in which they run and are listed: first what is unlikely in the text,
/// then what the training says, last what depends on the findings themselves.
pub const RULES: &[&Rule] = &[
    &weekday_mismatch::RULE,
    &similar_exercise::RULE,
    &similar_cue::RULE,
    &future_date::RULE,
    &out_of_order::RULE,
    &duplicate_session::RULE,
    &empty_session::RULE,
    &implausible::RULE,
    &measure_mismatch::RULE,
    &one_sided::RULE,
    &unexplained_short_set::RULE,
    &undeclared_exercise::RULE,
    &form_failure::RULE,
    &form_first_set::RULE,
    &form_cue::RULE,
    &form_earlier_rep::RULE,
    &form_last_set::RULE,
    &form_context::RULE,
    &asymmetry::RULE,
    &pain::RULE,
    &pain_watch::RULE,
    &too_fast::RULE,
    &back_off::RULE,
    &missed_week::RULE,
    &below_maintenance::RULE,
    &short_week::RULE,
    &at_risk::RULE,
    &spacing::RULE,
    &coming_back::RULE,
    &retest::RULE,
    &hold::RULE,
    &ready::RULE,
    &stalled::RULE,
    &unused_allow::RULE,
];

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.card.name == name)
}

impl<'a> Context<'a> {
    /// A journal as of a day.
    pub fn new(journal: &'a Journal, today: Date, strict: bool) -> Context<'a> {
        Context {
            journal,
            today,
            strict,
            since: None,
            training: OnceCell::new(),
            verdicts: OnceCell::new(),
            allowed: OnceCell::new(),
            near: OnceCell::new(),
            slips: OnceCell::new(),
            next_day: OnceCell::new(),
        }
    }

    /// The same, with the past from a day on.
    pub fn since(self, since: Option<Date>) -> Context<'a> {
        Context { since, ..self }
    }

    /// Whether something that was over on that day is told, though the present has left it behind.
    pub fn tells_past(&self, end: Date) -> bool {
        self.since.is_some_and(|since| since <= end)
    }

    /// The facts of training, found when the first rule asks for them.
    pub fn training(&self) -> &Training<'a> {
        self.training.get_or_init(|| Training::of(self))
    }

    /// What the table of statuses says of each subject of [`Context::training`].
    pub fn verdicts(&self) -> &[Verdict] {
        self.verdicts.get_or_init(|| {
            let training = self.training();
            let case = |subject| Case {
                context: self,
                training,
                subject,
            };
            training
                .subjects
                .iter()
                .map(|s| verdict(&case(s)))
                .collect()
        })
    }

    /// `off` or the severity that the journal gives to a rule: the last one that it takes.
    pub fn severity_set(&self, card: &Card) -> Option<&'a RuleSetting> {
        let mut written = self.journal.settings.iter().rev();
        written.find(|setting| {
            let holds = match setting.value {
                RuleValue::Off | RuleValue::Severity(Severity::Advice) => card.may_be_silenced(),
                RuleValue::Severity(_) => true,
                RuleValue::Key(..) => false,
            };
            setting.rule == card.name && holds
        })
    }

    /// Names that are nearly those of others.
    fn near(&self) -> &[Near] {
        self.near.get_or_init(|| similar_exercise::near(self))
    }

    /// The day of the next session.
    pub fn next_day(&self) -> &NextDay {
        self.next_day.get_or_init(|| NextDay::of(self))
    }

    /// The names that `similar-exercise` tells to be slips of others.
    pub fn slips(&self) -> &Slips {
        self.slips.get_or_init(|| similar_exercise::misspelt(self))
    }

    /// What the journal silences.
    pub fn allowed(&self) -> &Allowed<'a> {
        self.allowed.get_or_init(|| Allowed::of(self))
    }

    /// A setting of a rule as written in the journal (`rule NAME key value`, the last one holds),
    /// else its default.
    pub fn setting(&self, card: &Card, key: &str) -> &str {
        let written = self
            .journal
            .settings
            .iter()
            .rev()
            .find_map(|setting| match &setting.value {
                RuleValue::Key(name, value) if setting.rule == card.name && name == key => {
                    Some(value.as_str())
                }
                _ => None,
            });
        let known = card.settings.iter().find(|setting| setting.key == key);
        match (written, known) {
            (Some(value), Some(known)) if known.accepts.takes(value) => value,
            (_, Some(known)) => known.default,
            _ => "",
        }
    }

    /// The same for settings that are whole numbers.
    pub fn number(&self, card: &Card, key: &str) -> i64 {
        self.setting(card, key).parse().unwrap_or(0)
    }
}

/// Journals with fewer entries than this are judged on one thread.
const WORTH_A_THREAD: usize = 100_000;

/// What a journal says as of a day: [`judge`] without the past.
pub fn run(journal: &Journal, today: Date, strict: bool, reading: Vec<Finding>) -> Vec<Finding> {
    judge(&Context::new(journal, today, strict), reading)
}

/// Runs every rule, then applies `rule` and `allow` directives, and puts the findings together
/// with those of reading, in file order.
pub fn judge(context: &Context, reading: Vec<Finding>) -> Vec<Finding> {
    let Context {
        journal,
        today,
        strict,
        since,
        ..
    } = *context;
    let mut findings = reading;
    settings::check(context, &mut findings);
    // The rules of the text and those of the training need no findings of each other.
    let first = |rule: &&Rule| rule.card.name == form_failure::RULE.card.name;
    let (text, rest) = RULES.split_at(RULES.iter().position(first).unwrap_or(0));
    let (training, last) = rest.split_at(rest.len().saturating_sub(1));
    if journal.entries.len() < WORTH_A_THREAD {
        apply(context, text, &mut findings);
        apply(context, training, &mut findings);
    } else {
        let found = threads::map(vec![text, training], |rules| {
            let mut found = Vec::new();
            let context = Context::new(journal, today, strict).since(since);
            apply(&context, rules, &mut found);
            found
        });
        findings.extend(found.concat());
    }
    apply(context, last, &mut findings);
    allow::silence(context, &mut findings);
    order::sort_by(&mut findings, |a, b| {
        (a.place, a.severity, a.rule, &a.message).cmp(&(b.place, b.severity, b.rule, &b.message))
    });
    findings
}

/// Runs rules, with the severities that the journal gives them.
fn apply(context: &Context, rules: &[&Rule], findings: &mut Vec<Finding>) {
    for rule in rules {
        let value = context
            .severity_set(&rule.card)
            .map(|setting| &setting.value);
        if value == Some(&RuleValue::Off) {
            continue;
        }
        let before = findings.len();
        (rule.run)(context, findings);
        if let Some(RuleValue::Severity(severity)) = value {
            for finding in findings.iter_mut().skip(before) {
                finding.severity = *severity;
            }
        }
    }
}
