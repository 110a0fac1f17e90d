//! Weeks, goals, phases and excuses.

use super::*;
use crate::model::{About, EntryKind, ExerciseId, Occurrence, Session, Statement};
use crate::text::{FileId, Place};

fn date(text: &str) -> Date {
    Date::parse_iso(text).expect("a date")
}

fn event(from: &str, to: &str, kind: EventKind) -> Event {
    Event {
        from: Some(date(from)),
        to: Some(date(to)),
        open: from == to,
        place: Place::default(),
        kind,
        extra: 0,
    }
}

fn race(on: &str, prep_weeks: u16) -> Event {
    let kind = EventKind::Race {
        name: None,
        distance: None,
        duration: None,
        prep_weeks,
    };
    event(on, on, kind)
}

fn goal(from: Option<&str>, required: u8) -> Event {
    Event {
        from: from.map(date),
        to: from.map(date),
        open: false,
        place: Place::default(),
        kind: EventKind::Goal {
            required,
            aim: None,
        },
        extra: 0,
    }
}

fn journal(days: &[&str], events: Vec<Event>) -> Journal {
    let mut journal = Journal {
        events,
        ..Journal::default()
    };
    let (mut sessions, mut entries) = (Vec::new(), Vec::new());
    for (index, day) in (0u32..).zip(days) {
        let session = Session::new(date(day), FileId(0), 0, [0, 0], index..index + 1);
        sessions.push(session);
        entries.push(Occurrence {
            start: 0,
            statement: 0,
        });
    }
    let done = Statement {
        length: 0,
        exercise: ExerciseId(0),
        sets: 0..0,
        extra: 0,
        level_written: None,
        kind: EntryKind::Done,
        difficulty: None,
        each: false,
        superset: false,
        about: About::default(),
        working: 0,
        least: 0,
        most: 0,
    };
    journal.statements = vec![done].into();
    journal.sessions = sessions.into();
    journal.entries = entries.into();
    journal
}

fn states(journal: &Journal, today: &str) -> Vec<WeekState> {
    let calendar = Calendar::new(journal, date(today), Excuses::default());
    let mut states: Vec<WeekState> = calendar.closed_weeks().map(|week| week.state).collect();
    states.reverse();
    states
}

#[test]
fn iso_weeks_are_those_of_the_standard() {
    for (day, year, week, weekday) in [
        ("2015-12-31", 2015, 53, 4),
        ("2016-01-03", 2015, 53, 7),
        ("2016-01-04", 2016, 1, 1),
        ("2017-01-01", 2016, 52, 7),
        ("2018-12-31", 2019, 1, 1),
        ("2019-12-29", 2019, 52, 7),
        ("2019-12-30", 2020, 1, 1),
        ("2020-12-27", 2020, 52, 7),
        ("2020-12-28", 2020, 53, 1),
        ("2021-01-01", 2020, 53, 5),
        ("2021-01-03", 2020, 53, 7),
        ("2021-01-04", 2021, 1, 1),
        ("2022-01-01", 2021, 52, 6),
        ("2023-01-01", 2022, 52, 7),
        ("2024-12-29", 2024, 52, 7),
        ("2024-12-30", 2025, 1, 1),
        ("2025-12-29", 2026, 1, 1),
        ("2026-12-31", 2026, 53, 4),
        ("2027-01-03", 2026, 53, 7),
        ("2027-01-04", 2027, 1, 1),
        ("2000-01-01", 1999, 52, 6),
        ("2024-02-29", 2024, 9, 4),
    ] {
        let day = date(day);
        assert_eq!(day.iso_week(), (year, week), "{day}");
        assert_eq!(day.weekday().days_from_monday() + 1, weekday, "{day}");
        assert_eq!(day.monday().plus(i32::from(weekday) - 1), day, "{day}");
    }
}

#[test]
fn years_with_53_weeks() {
    let long: Vec<i32> = (2000..=2050)
        .filter(|&year| Date::new(year, 12, 28).is_some_and(|day| day.iso_week().1 == 53))
        .map(|year| year % 100)
        .collect();
    assert_eq!(long, [4, 9, 15, 20, 26, 32, 37, 43, 48]);
}

#[test]
fn excused_days_lower_what_is_required() {
    assert_eq!(required(2, 3), 0);
    assert_eq!(required(2, 5), 1);
    assert_eq!(required(2, 6), 2);
    assert_eq!(required(1, 4), 1);
    assert_eq!(required(3, 7), 3);
}

#[test]
fn weeks_are_met_short_missed_or_excused() {
    // Mondays: 5, 12, 19, 26 January and 2 February 2026.
    let journal = journal(
        &["2026-01-08", "2026-01-12", "2026-01-15", "2026-01-19"],
        vec![
            goal(None, 2),
            event("2026-02-03", "2026-02-06", EventKind::Away),
        ],
    );
    assert_eq!(
        states(&journal, "2026-02-09"),
        [
            WeekState::First,
            WeekState::Met,
            WeekState::Short,
            WeekState::Missed,
            WeekState::Excused
        ]
    );
    // On the Sunday the week is still open.
    assert_eq!(states(&journal, "2026-02-08").len(), 4);
}

#[test]
fn a_day_counts_once_and_the_first_week_may_be_met() {
    let one = journal(&["2026-01-08", "2026-01-08"], vec![goal(None, 2)]);
    assert_eq!(states(&one, "2026-01-12"), [WeekState::First]);
    let two = journal(&["2026-01-08", "2026-01-09"], vec![goal(None, 2)]);
    assert_eq!(states(&two, "2026-01-12"), [WeekState::Met]);
}

#[test]
fn overlapping_excuses_count_once() {
    let journal = journal(
        &["2026-01-05"],
        vec![
            event("2026-01-12", "2026-01-13", EventKind::Ill),
            event("2026-01-13", "2026-01-14", EventKind::Away),
        ],
    );
    assert_eq!(
        states(&journal, "2026-01-19"),
        [WeekState::Met, WeekState::Missed]
    );
}

#[test]
fn race_preparation_asks_for_one_session_a_week() {
    let journal = journal(&[], vec![goal(None, 3), race("2026-03-15", 4)]);
    let calendar = Calendar::new(&journal, date("2026-03-01"), Excuses::default());
    assert_eq!(calendar.phase(date("2026-02-14")), None);
    assert_eq!(calendar.phase(date("2026-02-15")), Some(Phase::RacePrep));
    assert_eq!(calendar.phase(date("2026-03-15")), Some(Phase::RacePrep));
    assert_eq!(calendar.phase(date("2026-03-16")), None);
    assert_eq!(calendar.goal(date("2026-02-09")), 3);
    assert_eq!(calendar.goal(date("2026-02-16")), 1);
    assert!(calendar.excused(date("2026-03-15")));
    assert_eq!(
        calendar
            .race_within(date("2026-03-01"), 14)
            .map(|race| race.date),
        Some(date("2026-03-15"))
    );
    assert_eq!(calendar.race_within(date("2026-02-28"), 14), None);
    assert_eq!(calendar.race_within(date("2026-03-16"), 14), None);
}

#[test]
fn phases_hold_until_the_next_and_goals_from_their_date() {
    let journal = journal(
        &[],
        vec![
            event("2026-01-05", "2026-01-05", EventKind::OffSeason),
            event("2026-03-02", "2026-03-02", EventKind::RacePrep),
            race("2026-04-12", 0),
            goal(Some("2026-02-04"), 3),
        ],
    );
    let calendar = Calendar::new(&journal, date("2026-05-01"), Excuses::default());
    assert_eq!(calendar.goal(date("2025-12-29")), 1);
    assert_eq!(calendar.goal(date("2026-01-05")), 2);
    // A goal of a Wednesday is in force from the next Monday on.
    assert_eq!(calendar.goal(date("2026-02-02")), 2);
    assert_eq!(calendar.goal(date("2026-02-09")), 3);
    assert_eq!(calendar.goal(date("2026-03-02")), 1);
    assert_eq!(calendar.phase(date("2026-03-01")), Some(Phase::OffSeason));
    assert_eq!(calendar.phase(date("2026-04-12")), Some(Phase::RacePrep));
    assert_eq!(calendar.phase(date("2026-04-13")), None);
    assert_eq!(calendar.goal(date("2026-04-13")), 3);
}

/// State, sessions done and required, and the day on which the next is due, of the week that
/// holds a day.
fn current(journal: &Journal, today: &str) -> (Progress, u8, u8, Option<Date>) {
    let calendar = Calendar::new(journal, date(today), Excuses::default());
    let week = calendar.current_week(2);
    assert_eq!(week.monday, date(today).monday());
    (week.state, week.done, week.required, week.due)
}

/// The weeks of these tests: Monday 5 January 2026 is that of the first session.
const FIRST: &str = "2026-01-05";

#[test]
fn a_week_with_one_session_is_at_risk_on_its_sunday() {
    let journal = journal(&[FIRST], vec![]);
    let sunday = Some(date("2026-01-18"));
    let at_risk = |today_helps| Progress::AtRisk { today_helps };
    assert_eq!(
        current(&journal, "2026-01-17"),
        (Progress::Open, 0, 1, sunday)
    );
    assert_eq!(
        current(&journal, "2026-01-18"),
        (at_risk(true), 0, 1, sunday)
    );
    // On Monday a new week begins.
    assert_eq!(current(&journal, "2026-01-19").0, Progress::Open);
}

#[test]
fn a_week_that_is_met_names_the_next_sunday() {
    let journal = journal(&[FIRST, "2026-01-13"], vec![]);
    let next = Some(date("2026-01-25"));
    assert_eq!(current(&journal, "2026-01-14"), (Progress::Met, 1, 1, next));
    let week = Calendar::new(&journal, date("2026-01-14"), Excuses::default()).current_week(2);
    assert_eq!(week.state.word(), "met");
}

#[test]
fn two_sessions_are_two_days_apart() {
    let two = |days: &[&str]| journal(days, vec![goal(None, 2)]);
    let none = two(&[FIRST]);
    // Thursday: Friday and Sunday are left. Friday: today and Sunday. Saturday: too late.
    assert_eq!(current(&none, "2026-01-15").0, Progress::Open);
    assert_eq!(current(&none, "2026-01-15").3, Some(date("2026-01-16")));
    let at_risk = |today_helps| Progress::AtRisk { today_helps };
    assert_eq!(current(&none, "2026-01-16").0, at_risk(true));
    assert_eq!(current(&none, "2026-01-17").0, at_risk(false));
    // The session of Saturday leaves nothing for Sunday.
    let late = two(&[FIRST, "2026-01-17"]);
    assert_eq!(current(&late, "2026-01-17").0, at_risk(false));
    assert_eq!(current(&late, "2026-01-17").3, Some(date("2026-01-23")));
    let friday = two(&[FIRST, "2026-01-16"]);
    assert_eq!(current(&friday, "2026-01-16").0, Progress::Open);
    assert_eq!(current(&friday, "2026-01-18").0, at_risk(true));
    // A session on the Sunday before rests over Monday.
    let sunday = two(&["2026-01-01", "2026-01-11"]);
    assert_eq!(current(&sunday, "2026-01-12").0, Progress::Open);
}

#[test]
fn more_sessions_than_fit_two_days_apart_are_closer() {
    let five = journal(&["2026-01-05", "2026-01-12"], vec![goal(None, 5)]);
    assert_eq!(current(&five, "2026-01-12").0, Progress::Open);
    let at_risk = |today_helps| Progress::AtRisk { today_helps };
    assert_eq!(current(&five, "2026-01-14").0, Progress::Open);
    assert_eq!(current(&five, "2026-01-15").0, at_risk(true));
    assert_eq!(current(&five, "2026-01-16").0, at_risk(false));
}

#[test]
fn excused_days_hold_no_session() {
    let away = |from: &str, to: &str| journal(&[FIRST], vec![event(from, to, EventKind::Away)]);
    let end = away("2026-01-16", "2026-01-18");
    assert_eq!(current(&end, "2026-01-14").0, Progress::Open);
    assert_eq!(current(&end, "2026-01-14").3, Some(date("2026-01-15")));
    let at_risk = |today_helps| Progress::AtRisk { today_helps };
    assert_eq!(current(&end, "2026-01-15").0, at_risk(true));
    assert_eq!(current(&end, "2026-01-16").0, at_risk(false));
    // Three free days excuse the week; the next session is due in the week after.
    let week = away("2026-01-15", "2026-01-18");
    let due = Some(date("2026-01-25"));
    assert_eq!(current(&week, "2026-01-18"), (Progress::Excused, 0, 0, due));
}

#[test]
fn the_first_week_is_never_at_risk_and_may_be_met() {
    let one = journal(&["2026-01-10"], vec![goal(None, 2)]);
    assert_eq!(current(&one, "2026-01-11").0, Progress::Open);
    let two = journal(&["2026-01-08", "2026-01-10"], vec![goal(None, 2)]);
    assert_eq!(current(&two, "2026-01-11").0, Progress::Met);
    let none = journal(&[], vec![]);
    assert_eq!(current(&none, "2026-01-11").0, Progress::Open);
}

/// The stretches hold what a walk over the weeks, one by one, would find.
#[test]
fn stretches_are_the_weeks() {
    let journal = journal(
        &["2024-01-10", "2024-05-08", "2025-03-05", "2026-01-08"],
        vec![
            goal(None, 2),
            event("2024-02-01", "2024-03-20", EventKind::Away),
            event("2025-06-04", "2025-10-01", EventKind::Injured),
            event("2025-11-12", "2025-11-12", EventKind::Ill),
        ],
    );
    let calendar = Calendar::new(&journal, date("2026-03-04"), Excuses::default());
    let first = date("2024-01-10").monday();
    let mut monday = date("2026-02-23");
    for stretch in calendar.stretches() {
        for _ in 0..stretch.weeks {
            assert_eq!(
                calendar.week(monday).state,
                stretch.latest.state,
                "{monday}"
            );
            monday = monday.plus(-7);
        }
    }
    assert_eq!(monday, first.plus(-7));
    assert!(calendar.stretches().count() < 24);
    let week = |week: Week| (week.monday, week.state);
    let one_by_one = (0..).map(|weeks| calendar.week(date("2026-02-23").plus(weeks * -7)));
    let one_by_one: Vec<_> = one_by_one
        .take_while(|w| w.monday >= first)
        .map(week)
        .collect();
    assert_eq!(
        calendar.closed_weeks().map(week).collect::<Vec<_>>(),
        one_by_one
    );
}

#[test]
fn two_thousand_years_are_few_stretches() {
    let away = event("0100-01-04", "1900-01-07", EventKind::Away);
    let journal = journal(&["0026-02-20", "2026-02-18"], vec![away]);
    let calendar = Calendar::new(&journal, date("2026-03-04"), Excuses::default());
    assert!(calendar.stretches().count() < 10);
    let weeks: i32 = calendar.stretches().map(|stretch| stretch.weeks).sum();
    let first = date("0026-02-20").monday();
    assert_eq!(weeks, date("2026-03-02").days_since(first) / 7);
}
