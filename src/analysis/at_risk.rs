//! `at-risk`: the days left cannot hold what the week in progress still asks for.

use super::missed_week::{newest_session, silent_for_long};
use super::{Context, Rule};
use crate::finding::{Card, Datum, Finding, Severity};
use crate::model::calendar::{CurrentWeek, Progress};

/// What it is.
pub const CARD: Card = Card {
    name: "at-risk",
    severity: Severity::Advice,
    summary: "the days left cannot hold what the week still asks for",
    explain: "\
The week in progress still asks for sessions, and the days after today cannot hold them: days that \
are excused do not count, and sessions are two days apart, from the last one and from each other. \
Either a session today still saves the week, or it cannot be met any more; the sentence says which. \
A goal of five and more a week does not fit two days apart, so there the sessions may be as close \
as they must. What a week asks for is told by `strength explain short-week`.

The week of your first session is never at risk, and neither is a week that asks for nothing. \
After 56 days without any session only `missed-week` speaks.

What to do: one session, however short; one clean set of each exercise counts. One missed week does \
no harm to strength or habit (Lally and others, 2010), so if it is too late, train on the next day \
that suits you.

`rule spacing days 1` lets sessions follow each other day by day; `2026-03-09 goal 1 per week` \
changes the goal from a day on; `away`, `ill`, `injured` and `break` excuse days. `rule at-risk \
off` silences it for good, `allow at-risk until DATE \"why\"` for a while.",
    example: "\
2026-01-05
  Push-up   3x12
",
    today: "2026-01-18",
    settings: &[],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let week = context.training().week;
    if let Progress::AtRisk { today_helps } = week.state
        && !silent_for_long(context.journal, context.today)
    {
        findings.extend(finding(context, &week, today_helps));
    }
}

fn finding(context: &Context, week: &CurrentWeek, today_helps: bool) -> Option<Finding> {
    let (journal, today) = (context.journal, context.today);
    let newest = newest_session(journal, today, today)?;
    let done = match (week.done, week.required) {
        (0, 1) => "no session yet this week".to_string(),
        (done, required) => format!("{done} of {required} sessions this week"),
    };
    let missing = week.required.saturating_sub(week.done);
    let (verdict, help) = match (today_helps, missing) {
        (true, 1) => (
            "today, or the week is lost",
            "one session today meets the week, however short".to_string(),
        ),
        (true, _) => (
            "today, or the week is lost",
            format!("train today, and {} more by Sunday", times(missing - 1)),
        ),
        (false, _) => (
            "this week cannot be met any more",
            "train on the next day that suits you; one week does no harm".to_string(),
        ),
    };
    let finding = Finding::advice(CARD.name, newest.place(), format!("{done}; {verdict}"))
        .label("the newest session")
        .help(help)
        .datum("weeks", Datum::List(vec![Datum::Date(week.monday)]))
        .datum("done", Datum::Int(week.done.into()))
        .datum("required", Datum::Int(week.required.into()))
        .datum("possible", Datum::Flag(today_helps));
    Some(finding)
}

/// `once`, `twice`, `3 times`.
fn times(count: u8) -> String {
    match count {
        1 => "once".to_string(),
        2 => "twice".to_string(),
        n => format!("{n} times"),
    }
}
