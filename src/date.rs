//! Calendar dates: the one home of chrono's types.

use chrono::{Datelike, Local, NaiveDate};
use std::fmt;

/// A calendar date, as a count of days since 1 January of year 1 (which is day 1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date(i32);

/// A day of the week; weeks begin on Monday (ISO 8601).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Weekday(u8);

impl Date {
    /// The date of that year, month and day, if the calendar has it and the year lies in 1..=9999.
    #[inline]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day == 0 {
            return None;
        }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let february = if leap { 29 } else { 28 };
        let days = match month {
            2 => february,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if day > days {
            return None;
        }
        // The months from March on follow one rule.
        let (month, day) = (month as i32, day as i32);
        let before = match month {
            1 | 2 => (month - 1) * 31,
            _ => (month * 153 - 457) / 5 + 31 + february as i32,
        };
        let past = year - 1;
        Some(Date(
            past * 365 + past / 4 - past / 100 + past / 400 + before + day,
        ))
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    pub fn parse_iso(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |from: usize, to: usize| -> Option<u32> {
            bytes[from..to].iter().try_fold(0u32, |n, b| {
                b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0'))
            })
        };
        Date::new(
            i32::try_from(number(0, 4)?).ok()?,
            number(5, 7)?,
            number(8, 10)?,
        )
    }

    /// The local calendar date of the clock.
    #[expect(
        clippy::disallowed_methods,
        reason = "chrono has its home here; main hands this function to cli and nobody else calls it"
    )]
    pub fn from_clock() -> Date {
        Date(Local::now().date_naive().num_days_from_ce())
    }

    fn civil(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0).unwrap_or(NaiveDate::MIN)
    }

    /// Year, month (1–12) and day (1–31).
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.civil();
        (date.year(), date.month(), date.day())
    }

    /// Whole days from `earlier` to `self`; negative when `earlier` is later.
    pub fn days_since(self, earlier: Date) -> i32 {
        self.0 - earlier.0
    }

    /// The date that many days later (earlier, if negative).
    pub fn plus(self, days: i32) -> Date {
        Date(self.0.saturating_add(days))
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // Day 1 was a Monday in the proleptic Gregorian calendar.
        Weekday((self.0 - 1).rem_euclid(7) as u8)
    }

    /// The Monday on or before this date: the key of its ISO week.
    pub fn monday(self) -> Date {
        Date(self.0 - i32::from(self.weekday().0))
    }

    /// ISO 8601 year and week number. For display only: never do arithmetic on week numbers.
    pub fn iso_week(self) -> (i32, u32) {
        let week = self.civil().iso_week();
        (week.year(), week.week())
    }

    /// The last day of that month, for "the last valid day is …".
    pub fn last_of_month(year: i32, month: u32) -> Option<Date> {
        (28..=31).rev().find_map(|day| Date::new(year, month, day))
    }

    /// `3 March 2026`: the form used in sentences.
    pub fn words(self) -> String {
        let (year, month, day) = self.ymd();
        format!(
            "{day} {} {year}",
            MONTHS[(month as usize).saturating_sub(1) % 12]
        )
    }

    /// `3 March`, without the year where it is the year of `today`; else as [`Date::words`].
    pub fn words_near(self, today: Date) -> String {
        let (year, month, day) = self.ymd();
        if year == today.ymd().0 {
            format!("{day} {}", MONTHS[(month as usize).saturating_sub(1) % 12])
        } else {
            self.words()
        }
    }
}

/// English names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

impl Weekday {
    /// From the number of days after Monday (0–6).
    pub fn from_monday(days: u8) -> Weekday {
        Weekday(days % 7)
    }

    /// Days after Monday: 0 for Monday, 6 for Sunday.
    pub fn days_from_monday(self) -> u8 {
        self.0
    }

    /// Reads an English weekday, short (`Mon`, `Tues`, `Thurs`) or long, in any case.
    pub fn parse<W: AsRef<[u8]> + ?Sized>(word: &W) -> Option<Weekday> {
        let (short, behind) = word.as_ref().split_first_chunk()?;
        let (index, rest) = match &short.map(|byte: u8| byte | 0x20) {
            b"mon" => (0, &["day"][..]),
            b"tue" => (1, &["s", "sday"][..]),
            b"wed" => (2, &["s", "nesday"][..]),
            b"thu" => (3, &["r", "rs", "rsday"][..]),
            b"fri" => (4, &["day"][..]),
            b"sat" => (5, &["urday"][..]),
            b"sun" => (6, &["day"][..]),
            _ => return None,
        };
        let ends = |end: &&str| behind.eq_ignore_ascii_case(end.as_bytes());
        let known = behind.is_empty() || rest.iter().any(ends);
        known.then_some(Weekday(index))
    }

    /// `Monday`.
    pub fn name(self) -> &'static str {
        WEEKDAYS[usize::from(self.0) % 7]
    }

    /// `Mon`.
    pub fn short(self) -> &'static str {
        &self.name()[..3]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for year in -1..=10_000 {
            for month in 0..=13 {
                for day in [0, 1, 2, 27, 28, 29, 30, 31, 32] {
                    let known = NaiveDate::from_ymd_opt(year, month, day)
                        .filter(|_| (1..=9999).contains(&year))
                        .map(|date| Date(date.num_days_from_ce()));
                    assert_eq!(Date::new(year, month, day), known, "{year}-{month}-{day}");
                }
            }
        }
    }
}
