//! Dates without a year: the year of the header above them, where that is certain.

use crate::date::Date;
use crate::finding::{Finding, Fix};
use crate::syntax::NO_YEAR;
use crate::text::{Edit, Place, Sources, Span};

/// So many lines are looked at for the header above or below.
const NEAR: usize = 200;

/// What a header begins with.
enum Start {
    Date(Date),
    /// Month and day.
    Yearless((u32, u32)),
}

/// Offers the year for every date without one that then stands in order between the headers above
/// and below it.
pub fn offer_years(sources: &Sources, findings: &mut [Finding]) {
    for finding in findings {
        if finding.message != NO_YEAR {
            continue;
        }
        let place = finding.place;
        let text = sources.file(place.file).map_or("", |file| &file.text);
        let at = place.span.start as usize;
        let Some(year) = text.get(at..).and_then(|from| year(text.get(..at)?, from)) else {
            continue;
        };
        let title = format!("write `{year}-{}`", sources.text(place));
        finding.help.clone_from(&title);
        let start = Place {
            span: Span::new(place.span.start, place.span.start),
            ..place
        };
        let text = format!("{year}-");
        finding.fixes.push(Fix {
            title,
            safe: true,
            edits: vec![Edit { place: start, text }],
        });
    }
}

/// The year of the date at the start of a text, by what stands above it.
fn year(above: &str, from: &str) -> Option<i32> {
    let Start::Yearless((month, day)) = start(from)? else {
        return None;
    };
    // What stands between the last header with a year and this one has its year too.
    let mut latest = (1, 1);
    let last = above
        .lines()
        .rev()
        .take(NEAR)
        .find_map(|line| match start(line)? {
            Start::Date(date) => Some(date),
            Start::Yearless(date) => {
                latest = latest.max(date);
                None
            }
        })?;
    let (year, ..) = last.ymd();
    let date = Date::new(year, month, day)?;
    let below = from.lines().skip(1).take(NEAR).find_map(start);
    let in_order = match below {
        Some(Start::Date(next)) => date <= next,
        Some(Start::Yearless(next)) => (month, day) <= next,
        None => true,
    };
    (last <= date && latest <= (month, day) && in_order).then_some(year)
}

/// The date in column one of a line.
fn start(line: &str) -> Option<Start> {
    let goes_on = |c: char| c.is_ascii_digit() || c == '-';
    let number = |from: usize, to: usize| {
        let digits = line.get(from..to)?;
        let all = digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse().ok().filter(|_| all)
    };
    if let Some(date) = line.get(..10).and_then(Date::parse_iso) {
        return Some(Start::Date(date));
    }
    let (month, day) = (number(0, 2)?, number(3, 5)?);
    let alone = line.get(2..3) == Some("-") && !line.get(5..)?.starts_with(goes_on);
    alone.then_some(Start::Yearless((month, day)))
}

#[cfg(test)]
mod tests {
    use super::year;

    #[test]
    fn the_year_is_that_of_the_header_above() {
        let above = "2026-03-02\n  Squat 3x5\n";
        assert_eq!(year(above, "03-05\n  Squat 3x5\n"), Some(2026));
        assert_eq!(year(above, "03-05 Thu\n2026-03-09\n"), Some(2026));
        // It would not stand in order.
        assert_eq!(year(above, "02-05\n"), None);
        assert_eq!(year(above, "03-12\n2026-03-09\n"), None);
        assert_eq!(year(above, "12-30\n01-05\n"), None);
        assert_eq!(year("2026-03-02\n12-30\n", "03-05\n"), None);
        // There is nothing above, or no such day.
        assert_eq!(year("exercise Squat\n", "03-05\n"), None);
        assert_eq!(year(above, "03-32\n"), None);
    }
}
