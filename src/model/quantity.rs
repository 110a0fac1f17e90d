//! Exact quantities: weights in grams, times in milliseconds, distances in millimetres, and how
//! they are shown back.

use super::{Amount, Load, LoadKind, Unit};
use std::fmt;

/// A pound in hundred-thousandths of a gram (international avoirdupois pound of 1959:
/// 0.453 592 37 kg exactly).
const POUND: u64 = 45_359_237;
/// Hundred-thousandths of a gram in thousandths of a gram, for thousandths of a pound.
const SCALE: u64 = 100_000_000;

/// Grams of a weight given in thousandths of its unit; pounds are rounded once, half up.
/// Cannot overflow: a thousandth of either unit is at most a gram.
pub fn grams(thousandths: u32, unit: Unit) -> u32 {
    match unit {
        Unit::Kg => thousandths,
        Unit::Lb => {
            let exact = u64::from(thousandths) * POUND;
            u32::try_from((exact + SCALE / 2) / SCALE).unwrap_or(u32::MAX)
        }
    }
}

/// A weight in the unit it was written in: `100kg`, `62.5kg`, `135lb`. Of all decimal numbers of
/// pounds that round to these grams the shortest is shown, which is the one that was written.
pub fn weight(grams_: u32, unit: Unit) -> String {
    let thousandths = match unit {
        Unit::Kg => u64::from(grams_),
        Unit::Lb => [1000, 100, 10, 1]
            .into_iter()
            .filter_map(|step| {
                let exact = u64::from(grams_) * SCALE;
                let near = (exact + POUND * step / 2) / (POUND * step) * step;
                let back = u32::try_from(near).ok()?;
                (grams(back, unit) == grams_).then_some(near)
            })
            .next()
            .unwrap_or(u64::from(grams_) * SCALE / POUND),
    };
    format!("{}{}", decimal(thousandths, 3), unit.word())
}

/// A whole number of 10^-`digits`, as a decimal without needless zeros: 62500 is `62.5`.
fn decimal(value: u64, digits: u32) -> String {
    let one = 10u64.pow(digits);
    let (whole, part) = (value / one, value % one);
    if part == 0 {
        return whole.to_string();
    }
    let part = format!("{part:0width$}", width = digits as usize);
    format!("{whole}.{}", part.trim_end_matches('0'))
}

/// The time of a set: `45s`, `2min`, `1:30`, `1:02:19`.
pub fn time(milliseconds: u32) -> String {
    let (seconds, part) = (milliseconds / 1000, milliseconds % 1000);
    if seconds < 60 || part != 0 {
        return format!("{}s", decimal(u64::from(milliseconds), 3));
    }
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (hours, rest) {
        (0, 0) => format!("{minutes}min"),
        (0, _) => format!("{minutes}:{rest:02}"),
        _ => format!("{hours}:{minutes:02}:{rest:02}"),
    }
}

/// The length of a session: `35min`, `1h`, `1h05`; below a minute as [`time`].
pub fn duration(milliseconds: u32) -> String {
    let minutes = milliseconds / 60_000;
    match (minutes / 60, minutes % 60) {
        (0, 0) => time(milliseconds),
        (0, minutes) => format!("{minutes}min"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h{minutes:02}"),
    }
}

/// A distance: `20m`, `2.5m`, `1.5km`.
pub fn distance(millimetres: u32) -> String {
    if millimetres >= 1_000_000 && millimetres.is_multiple_of(10_000) {
        format!("{}km", decimal(u64::from(millimetres), 6))
    } else {
        format!("{}m", decimal(u64::from(millimetres), 3))
    }
}

impl Unit {
    /// `kg` or `lb`.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Kg => "kg",
            Unit::Lb => "lb",
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Amount::Reps(reps) => write!(f, "{reps}"),
            Amount::Time(milliseconds) => f.write_str(&time(milliseconds)),
            Amount::Distance(millimetres) => f.write_str(&distance(millimetres)),
        }
    }
}

impl Load {
    /// All implements together, in grams.
    pub fn total(&self) -> u64 {
        u64::from(self.grams) * u64::from(self.implements.max(1))
    }
}

/// As it is written in a journal: `@100kg`, `@2x24kg`, `+5kg`, `-20kg`.
impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            LoadKind::Absolute => "@",
            LoadKind::Added => "+",
            LoadKind::Assisted => "-",
        })?;
        if self.implements > 1 {
            write!(f, "{}x", self.implements)?;
        }
        f.write_str(&weight(self.grams, self.unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pounds_are_rounded_once() {
        assert_eq!(grams(135_000, Unit::Lb), 61_235);
        assert_eq!(grams(1_000, Unit::Lb), 454);
        assert_eq!(grams(2_500, Unit::Lb), 1_134);
        assert_eq!(grams(62_500, Unit::Kg), 62_500);
        assert_eq!(grams(u32::MAX, Unit::Lb), 1_948_164_394);
        assert_eq!(grams(u32::MAX, Unit::Kg), u32::MAX);
    }

    #[test]
    fn weights_come_back_as_written() {
        for tenths in 0..20_000u32 {
            let written = tenths * 100;
            let expected = format!("{}lb", decimal(u64::from(written), 3));
            assert_eq!(weight(grams(written, Unit::Lb), Unit::Lb), expected);
        }
        assert_eq!(weight(grams(102_250, Unit::Lb), Unit::Lb), "102.25lb");
        assert_eq!(weight(62_500, Unit::Kg), "62.5kg");
        assert_eq!(weight(100_000, Unit::Kg), "100kg");
        assert_eq!(weight(u32::MAX, Unit::Kg), "4294967.295kg");
        assert_eq!(weight(u32::MAX, Unit::Lb), "9468782.058lb");
    }

    #[test]
    fn times_and_distances() {
        let times: Vec<_> = [0, 45_000, 12_500, 60_000, 90_000, 3_739_000]
            .map(time)
            .into();
        assert_eq!(times, ["0s", "45s", "12.5s", "1min", "1:30", "1:02:19"]);
        let lengths: Vec<_> = [2_100_000, 3_600_000, 3_900_000, 30_000]
            .map(duration)
            .into();
        assert_eq!(lengths, ["35min", "1h", "1h05", "30s"]);
        let ways: Vec<_> = [20_000, 2_500, 1_500_000, 3_218_688, 400_000]
            .map(distance)
            .into();
        assert_eq!(ways, ["20m", "2.5m", "1.5km", "3218.688m", "400m"]);
    }

    #[test]
    fn loads_are_shown_in_journal_syntax() {
        let load = |kind, implements, grams| Load {
            grams,
            kind,
            implements,
            unit: Unit::Kg,
        };
        assert_eq!(load(LoadKind::Absolute, 2, 24_000).to_string(), "@2x24kg");
        assert_eq!(load(LoadKind::Added, 1, 5_000).to_string(), "+5kg");
        assert_eq!(load(LoadKind::Assisted, 1, 20_000).to_string(), "-20kg");
        assert_eq!(load(LoadKind::Absolute, 2, u32::MAX).total(), 8_589_934_590);
    }
}
