//! `below-maintenance`: too few of the last weeks had a session to keep what was gained.

use super::missed_week::{newest_session, silent_for_long};
use super::{Context, Rule};
use crate::finding::{Card, Datum, Finding, Severity};
use crate::model::calendar::{Week, WeekState};

/// Weeks that are looked at.
const WEEKS: usize = 4;

/// Missed ones that are too many.
const MISSED: usize = 2;

/// What it is.
pub const CARD: Card = Card {
    name: "below-maintenance",
    severity: Severity::Warning,
    summary: "two or more of the last four weeks had no session",
    explain: "\
One session a week keeps strength; one every second week does not. The finding stands when two or \
more of the last four closed weeks were missed. Excused weeks are left out and older ones are \
looked at in their place; the week of the first session counts only if it was met; the week in \
progress does not count. What makes a week missed or excused is told by `strength explain missed-week`.

Footballers who went from two sessions to one a week kept their strength for twelve weeks, and \
those with one session every second week lost it (Rønnestad and others, 2011); cyclists kept \
theirs on one a week for thirteen weeks (Rønnestad and others, 2010). Those studies used heavy \
loads, and the article this program follows says the same of its exercises: once a week \
maintains, twice improves.

After 56 days without any session only `missed-week` speaks.

What to do: one session this week, however short: one clean set of each exercise is worth more \
than a missed week. If you could not train, say so with `away`, `ill`, `injured` or `break`. \
`rule below-maintenance off` silences it for good, `allow below-maintenance until DATE \"why\"` \
for a while.",
    example: "\
2026-01-05
  Push-up   3x12
2026-01-12
  Push-up   3x12
2026-01-27
  Push-up   3x12
2026-02-10
  Push-up   3x12
",
    today: "2026-02-16",
    settings: &[],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let (journal, today) = (context.journal, context.today);
    if silent_for_long(journal, today) {
        return;
    }
    let calendar = &context.training().calendar;
    let weeks: Vec<Week> = calendar.counted_weeks().take(WEEKS).collect();
    let missed: Vec<&Week> = weeks
        .iter()
        .filter(|week| week.state == WeekState::Missed)
        .collect();
    if missed.len() < MISSED {
        return;
    }
    let Some(newest) = newest_session(journal, today, today) else {
        return;
    };
    let all = weeks
        .last()
        .map_or(0, |first| today.monday().days_since(first.monday) / 7);
    let excused = usize::try_from(all).is_ok_and(|all| all > weeks.len());
    let message = format!(
        "{} of the last {} weeks{} had no session; one session a week keeps your strength, one \
         every second week does not",
        missed.len(),
        weeks.len(),
        if excused { " without an excuse" } else { "" }
    );
    let week = context.training().week;
    let mut finding = Finding::warning(CARD.name, newest.place(), message)
        .label("the newest session")
        .help(match week.due.filter(|_| week.done == 0) {
            Some(by) => format!(
                "train once by {} {}, however short",
                by.weekday().name(),
                by.words_near(today)
            ),
            None => "keep it up: one session next week, however short".to_string(),
        })
        .datum("missed", Datum::Int(missed.len() as i64))
        .datum("of", Datum::Int(weeks.len() as i64));
    for week in missed {
        if let Some(before) = newest_session(journal, today, week.monday.plus(-1))
            && before.place() != newest.place()
            && finding
                .related
                .iter()
                .all(|label| label.place != before.place())
        {
            let message = format!(
                "the last session before the week of {}",
                week.monday.words_near(today)
            );
            finding = finding.related(before.place(), message);
        }
    }
    findings.push(finding);
}
