//! `weekday-mismatch`: the weekday behind a date is not the one of that date.

use super::{Context, Rule};
use crate::date::Date;
use crate::finding::{Card, Finding, Severity};
use crate::model::Session;
use crate::order;
use crate::text::Place;

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "weekday-mismatch",
        severity: Severity::Warning,
        summary: "the weekday does not fit the date",
        explain: "\
A weekday may stand after a date to make the journal easier to read. Here it is
not the weekday of that date, so one of the two is wrong. The date counts; look
at a calendar, then correct the date or the weekday.",
        example: "\
2026-01-06 Mon 35min
  Push-up   12 12 12
",
        today: "2026-01-12",
        settings: &[],
    },
    standing: false,
    run,
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let sessions = &context.journal.sessions;
    let is_future = |date: Date| date.days_since(context.today) > 366;
    // Sessions are in order of time: only the end of the list can be in the future.
    let last = sessions.iter().rev();
    let mut told: Vec<Place> = last
        .take_while(|session| is_future(session.date))
        .filter(|session| !session.planned)
        .map(Session::date_place)
        .collect();
    order::sort_by_key(&mut told, |place| *place);
    for &(place, written, date) in &context.journal.written.weekdays {
        if is_future(date) && stands_behind(context, &told, place) {
            // That the date is in the future is told, and one of the two is enough.
            continue;
        }
        let right = date.weekday();
        // Long stays long and short stays short.
        let long = context.journal.sources.text(place).len() > 5;
        let text = if long { right.name() } else { right.short() };
        findings.push(
            Finding::warning(
                RULE.card.name,
                place,
                format!(
                    "{} is a {}, not a {}",
                    date.words(),
                    right.name(),
                    written.name()
                ),
            )
            .label("not the weekday of this date")
            .help(format!("write `{text}`, or correct the date"))
            .fix(format!("write `{text}`"), false, place, text),
        );
    }
}

/// Whether one of the dates, in order, stands on the line of a weekday.
fn stands_behind(context: &Context, dates: &[Place], weekday: Place) -> bool {
    let before = dates.partition_point(|date| *date <= weekday);
    let date = before.checked_sub(1).and_then(|index| dates.get(index));
    date.is_some_and(|date| {
        let between = Place {
            span: date.span.to(weekday.span),
            ..weekday
        };
        date.file == weekday.file && !context.journal.sources.text(between).contains('\n')
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::check_carets;

    #[test]
    fn sessions_and_events() {
        let journal = "\
2026-01-06 Mon 35min
           ^^^ weekday-mismatch
  Toe taps   20 20 20
2026-01-07 wednesday run 8km
2026-01-08 Friday run 8km
           ^^^^^^ weekday-mismatch
";
        check_carets(journal, "2026-01-12", &["weekday-mismatch"]);
    }

    #[test]
    fn of_a_date_in_the_future_one_mistake_is_told() {
        let journal = "\
2026-01-06 Tue 35min
  Toe taps   20 20 20
2027-12-01 Sun race \"Spiez\" 10km
           ^^^ weekday-mismatch
2027-12-01 Sun planned
           ^^^ weekday-mismatch
  Toe taps   20 20 20
2028-12-01 Sun
  Toe taps   20 20 20
2028-12-02 Sun run 8km
           ^^^ weekday-mismatch
";
        check_carets(journal, "2026-01-12", &["weekday-mismatch"]);
    }
}
