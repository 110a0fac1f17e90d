//! `short-week`: fewer sessions in the last week than it asked for.

use super::missed_week::{newest_session, silent_for_long};
use super::{Context, Rule};
use crate::finding::{Card, Datum, Finding, Severity};
use crate::model::calendar::{Week, WeekState};

/// What it is.
pub const CARD: Card = Card {
    name: "short-week",
    severity: Severity::Advice,
    summary: "the last week had fewer sessions than its goal",
    explain: "\
The last closed week, Monday to Sunday, had some sessions but fewer than it asked for. A week asks \
for the goal in force on its Monday: `goal N per week`; without one two in the off-season, else \
one; in race preparation never more than one. Days that are excused lower it in proportion: of a \
goal of two, a week with five free days asks for one, a week with six for two, and a week with \
fewer than four for nothing. The week of your first session is never short, and days count once, \
however many sessions they hold. What counts as a session and as an excuse is told by `strength \
explain missed-week`.

One session a week keeps strength and two build it, says the article this program follows; \
footballers who trained once a week kept theirs for twelve weeks (Rønnestad and others, 2011). So \
a short week loses nothing, it only builds less. After 56 days without any session only \
`missed-week` speaks.

To change the goal from a day on, write `2026-03-09 goal 1 per week`; if you could not train, \
write `2026-03-10..2026-03-12 ill` or `away`. `rule short-week off` silences it for good, `allow \
short-week until DATE \"why\"` for a while.",
    example: "\
goal 2 per week
2026-01-05
  Push-up   3x12
2026-01-08
  Push-up   3x12
2026-01-14
  Push-up   3x12
",
    today: "2026-01-19",
    settings: &[],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let present = !silent_for_long(context.journal, context.today);
    let weeks = context.training().calendar.closed_weeks();
    let told = weeks.enumerate().take_while(|(index, week)| {
        *index == 0 && present || context.tells_past(week.monday.plus(6))
    });
    for (_, week) in told.filter(|(_, week)| week.state == WeekState::Short) {
        findings.extend(finding(context, &week));
    }
}

fn finding(context: &Context, week: &Week) -> Option<Finding> {
    let (journal, today) = (context.journal, context.today);
    let session = newest_session(journal, today, week.monday.plus(6))?;
    let message = format!(
        "{} of {} sessions in the week of {}",
        week.done,
        week.required,
        week.monday.words_near(today)
    );
    let help = format!(
        "a short week loses nothing; for a smaller goal from this week on write `{} goal {} per \
         week`",
        today.monday(),
        week.done
    );
    let finding = Finding::advice(CARD.name, session.place(), message)
        .label("the last session of that week")
        .help(help)
        .datum("weeks", Datum::List(vec![Datum::Date(week.monday)]))
        .datum("done", Datum::Int(week.done.into()))
        .datum("required", Datum::Int(week.required.into()));
    Some(finding)
}
