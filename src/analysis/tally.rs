//! The points tally of form failures (a Bernoulli CUSUM after Page 1954), in quarter points.

use crate::date::Date;

/// Sessions that the sentence counts.
const RECENT: usize = 6;

/// Sessions before them that it compares with.
const BEFORE: usize = 12;

/// A gap of that many days starts the tally anew.
pub const RESET_DAYS: i32 = 28;

/// The working sets of one session at the level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// The day.
    pub date: Date,
    /// Days since the session of the exercise before.
    pub gap: Option<i32>,
    /// Working sets.
    pub sets: u32,
    /// Those in which form broke.
    pub failed: u32,
}

/// What is said of form that breaks too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// More often than before.
    Rising,
    /// Since the start of the level, or with no clear change.
    TooOften,
}

/// The tally after the latest session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Points, in quarters, rounded down.
    pub points: i64,
    /// Points at which it is a finding, in quarters.
    pub threshold: i64,
    /// Sessions at the level since the tally began.
    pub sessions: usize,
    /// Sets with broken form in the last six sessions.
    pub failed: u64,
    /// Sets in the last six sessions.
    pub sets: u64,
    /// Sets with broken form in up to twelve sessions before those.
    pub before_failed: u64,
    /// Sets in those.
    pub before_sets: u64,
    /// The first session after the points were last at nothing.
    pub onset: Option<Date>,
    /// Twice the median of sets a session, over the last six.
    pub doubled_median: i64,
    /// The finding stands.
    pub flagged: bool,
    /// What is said then.
    pub word: Word,
}

/// How many of the latest sessions `failed` and `sets` count.
pub fn recent(sessions: usize) -> usize {
    sessions.min(RECENT)
}

/// How closely form is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watch {
    /// The threshold is `base + m/2` points, with m the median of sets a session over the last
    /// six.
    pub base: i64,
    /// How many clean sets take one point back.
    pub clean: i64,
}

impl Watch {
    /// With 4 points, or 3 for an eager watch, set between two shares of failed sets in percent:
    /// one that is acceptable and one that is bad. A failed set weighs `log(bad / acceptable)` and
    /// a clean one `log((100 - acceptable) / (100 - bad))`; their ratio, rounded down, is four
    /// clean sets to a point for 10 and 30.
    pub fn new(base: i64, acceptable: i64, bad: i64) -> Watch {
        let [good, bad] = [acceptable, bad].map(|share| share.clamp(1, 99) as u128);
        let (mut clean, mut left, mut right) = (1, good, bad);
        // left / right is (acceptable / bad) * ((100 - acceptable) / (100 - bad))^clean.
        while clean < 12 {
            left *= 100 - good;
            right *= 100 - bad;
            if left * (100 - good) > right * (100 - bad) {
                break;
            }
            clean += 1;
        }
        Watch { base, clean }
    }
}

/// Runs the tally over sessions, oldest first. With `whole` the first session is the first at the level;
/// otherwise the tally starts from its highest value, and the answer is `None` when it never came
/// down to nothing, so that what went before still matters.
pub fn tally(sessions: &[Session], watch: Watch, whole: bool, today: Date) -> Option<Tally> {
    // Counted in parts of a point, so that a clean set and a quarter point are whole: `clean`
    // parts are a quarter.
    let Watch { base, clean: part } = watch;
    let mut known = whole;
    let mut points = if whole { 0 } else { i64::MAX };
    let mut start = 0;
    let mut onset = None;
    // Twice the usual number of sets, after a session.
    let doubled = |start: usize, index: usize| {
        let from = start.max((index + 1).saturating_sub(RECENT));
        doubled_median(sessions.get(from..=index).unwrap_or(&[]))
    };
    for (index, session) in sessions.iter().enumerate() {
        if session.gap.is_some_and(|gap| gap >= RESET_DAYS) {
            (points, start, onset, known) = (0, index, None, true);
        }
        if points == 0 && session.failed == 0 {
            continue;
        }
        let threshold = base * 4 + doubled(start, index);
        let failed = i64::from(session.failed);
        let clean = i64::from(session.sets) - failed;
        let cap = (threshold + 3 * 4) * part;
        points = (points.min(cap) + 4 * part * failed - 4 * clean).clamp(0, cap);
        if points == 0 {
            (onset, known) = (None, true);
        } else if onset.is_none() {
            onset = Some(session.date);
        }
    }
    let last = sessions.last()?;
    let doubled = doubled(start, sessions.len() - 1);
    let threshold = base * 4 + doubled;
    if today.days_since(last.date) >= RESET_DAYS {
        (points, start, onset, known) = (0, sessions.len(), None, true);
    }
    if !known {
        return None;
    }
    let run = sessions.get(start..).unwrap_or(&[]);
    let (before, recent) = run.split_at(run.len() - recent(run.len()));
    let before = before
        .get(before.len().saturating_sub(BEFORE)..)
        .unwrap_or(&[]);
    let (failed, sets) = sums(recent);
    let (before_failed, before_sets) = sums(before);
    let last_three = run.iter().rev().take(3).filter(|s| s.failed > 0).count();
    let rising = run.len() >= RECENT + 3
        && rose_by_a_tenth(failed, sets, before_failed, before_sets)
        && clearly_rising(failed, sets, before_failed, before_sets, doubled);
    Some(Tally {
        points: points / part,
        threshold,
        sessions: run.len(),
        failed,
        sets,
        before_failed,
        before_sets,
        onset,
        doubled_median: doubled,
        flagged: points >= threshold * part && run.len() >= 3 && last_three >= 2,
        word: if rising { Word::Rising } else { Word::TooOften },
    })
}

fn doubled_median(sessions: &[Session]) -> i64 {
    let mut sizes: Vec<i64> = sessions.iter().map(|s| i64::from(s.sets)).collect();
    sizes.sort_unstable();
    let middle = sizes.len() / 2;
    let upper = sizes.get(middle).copied().unwrap_or(0);
    let lower = if sizes.len().is_multiple_of(2) {
        sizes.get(middle.wrapping_sub(1)).copied().unwrap_or(0)
    } else {
        upper
    };
    upper + lower
}

fn sums(sessions: &[Session]) -> (u64, u64) {
    sessions.iter().fold((0, 0), |(failed, sets), session| {
        (
            failed + u64::from(session.failed),
            sets + u64::from(session.sets),
        )
    })
}

/// Whether the share of failed sets is ten points (of a hundred) or more above the one before.
fn rose_by_a_tenth(failed: u64, sets: u64, before_failed: u64, before_sets: u64) -> bool {
    let product = |a: u64, b: u64| i128::from(a) * i128::from(b);
    let difference = product(failed, before_sets) - product(before_failed, sets);
    sets > 0 && before_sets > 0 && 10 * difference >= product(sets, before_sets)
}

/// Whether the difference of two shares is clear: z >= 1.96 with
/// `z = (pr - pb) / sqrt(D * P * (1 - P) * (1/nr + 1/nb))`, P the pooled share and
/// `D = 1 + 0.2 * (m - 1)` for the sets of one session being alike. Both sides are squared and
/// cleared of fractions, so that whole numbers decide.
pub fn clearly_rising(
    failed: u64,
    sets: u64,
    before_failed: u64,
    before_sets: u64,
    doubled_median: i64,
) -> bool {
    let [a, n, b, k] = [failed, sets, before_failed, before_sets].map(i128::from);
    let difference = a * k - b * n;
    let (pooled, all) = (a + b, n + k);
    let tenths_of_d = 8 + i128::from(doubled_median);
    // d^2 * all * 10 * 100^2 >= 196^2 * n * k * 10D * pooled * (all - pooled)
    let left = difference
        .checked_mul(difference)
        .and_then(|square| square.checked_mul(all * 100_000));
    let right = (n * k)
        .checked_mul(pooled * (all - pooled))
        .and_then(|product| product.checked_mul(tenths_of_d * 38_416));
    difference > 0 && matches!((left, right), (Some(left), Some(right)) if left >= right)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORMAL: Watch = Watch { base: 4, clean: 4 };

    fn weekly(failures: &[u32], sets: u32) -> Vec<Session> {
        let first = Date::parse_iso("2026-01-05").expect("a date");
        (0..)
            .zip(failures)
            .map(|(week, &failed)| Session {
                date: first.plus(7 * week),
                gap: (week > 0).then_some(7),
                sets,
                failed,
            })
            .collect()
    }

    fn after(sessions: &[Session]) -> Tally {
        let today = sessions.last().expect("a session").date;
        tally(sessions, NORMAL, true, today).expect("known from the start")
    }

    fn trace(failures: &[u32], sets: u32) -> (Vec<f64>, Vec<usize>) {
        let sessions = weekly(failures, sets);
        let tallies: Vec<Tally> = (1..=sessions.len())
            .map(|n| after(&sessions[..n]))
            .collect();
        let points = tallies.iter().map(|t| t.points as f64 / 4.0).collect();
        let flags = (1..)
            .zip(&tallies)
            .filter(|(_, tally)| tally.flagged)
            .map(|(n, _)| n)
            .collect();
        (points, flags)
    }

    #[test]
    fn six_sets_a_session() {
        let (points, flags) = trace(&[1, 2, 1, 3, 2, 4, 0, 0, 0], 6);
        assert_eq!(points, [0.0, 1.0, 0.75, 3.0, 4.0, 7.5, 6.0, 4.5, 3.0]);
        assert_eq!(flags, [6]);
        let sessions = weekly(&[1, 2, 1, 3, 2, 4], 6);
        let tally = after(&sessions);
        assert_eq!(tally.onset, Some(sessions[1].date));
        assert_eq!(tally.threshold, 28);
        let (points, flags) = trace(&[0, 1, 0, 1, 2, 3, 4], 6);
        assert_eq!(points, [0.0, 0.0, 0.0, 0.0, 1.0, 3.25, 6.75]);
        assert_eq!(flags, [] as [usize; 0]);
    }

    #[test]
    fn three_sets_a_session() {
        let (points, flags) = trace(&[0, 1, 1, 2, 3, 2, 0, 0], 3);
        assert_eq!(points, [0.0, 0.5, 1.0, 2.75, 5.75, 7.5, 6.75, 6.0]);
        assert_eq!(flags, [5, 6, 7]);
        assert_eq!(after(&weekly(&[0, 1, 1], 3)).threshold, 22);
    }

    #[test]
    fn one_disaster_is_no_trend_and_the_points_are_capped() {
        let (points, flags) = trace(&[0, 0, 0, 6], 6);
        assert_eq!(points, [0.0, 0.0, 0.0, 6.0]);
        assert_eq!(flags, [] as [usize; 0]);
        let (points, _) = trace(&[6, 6, 6], 6);
        assert_eq!(points, [6.0, 10.0, 10.0]);
    }

    #[test]
    fn too_early_to_tell_with_two_sessions() {
        let (_, flags) = trace(&[6, 6, 6], 6);
        assert_eq!(flags, [3]);
    }

    #[test]
    fn a_gap_of_28_days_begins_anew() {
        let mut sessions = weekly(&[3, 3, 3, 3], 6);
        assert!(after(&sessions).flagged);
        let today = sessions[3].date.plus(27);
        assert!(tally(&sessions, NORMAL, true, today).is_some_and(|t| t.flagged));
        let today = sessions[3].date.plus(28);
        assert!(tally(&sessions, NORMAL, true, today).is_some_and(|t| !t.flagged));
        sessions[3].gap = Some(28);
        let tally = after(&sessions);
        assert_eq!((tally.points, tally.sessions), (9, 1));
    }

    #[test]
    fn an_eager_watch_needs_a_point_less() {
        let sessions = weekly(&[0, 1, 0, 1, 2, 3, 4], 6);
        let today = sessions[6].date;
        let eager = tally(&sessions, Watch { base: 3, ..NORMAL }, true, today).expect("known");
        assert!(eager.flagged && eager.threshold == 24);
    }

    #[test]
    fn two_shares_say_what_a_clean_set_is_worth() {
        assert_eq!(Watch::new(4, 10, 30), NORMAL);
        let mut seen = Vec::new();
        for acceptable in 5..=20 {
            for bad in 25..=60 {
                let [good, worse] = [acceptable, bad].map(|share| share as f64 / 100.0);
                let ratio = (worse / good).ln() / ((1.0 - good) / (1.0 - worse)).ln();
                let clean = Watch::new(4, acceptable, bad).clean;
                assert_eq!(clean, ratio.floor() as i64, "{acceptable} {bad}: {ratio}");
                seen.push(clean);
            }
        }
        assert_eq!((seen.iter().min(), seen.iter().max()), (Some(&1), Some(&6)));
        // Three failed sets in ten, week after week: too many for 10 and 30, not for 20 and 60.
        let sessions = weekly(&[2, 1].repeat(10), 5);
        let today = sessions[19].date;
        let points = |watch| tally(&sessions, watch, true, today).map(|t| (t.points, t.flagged));
        assert_eq!(points(NORMAL).map(|(_, flagged)| flagged), Some(true));
        assert_eq!(points(Watch::new(4, 20, 60)), Some((0, false)));
    }

    #[test]
    fn the_word_is_decided_by_whole_numbers() {
        // (failed, sets, before), z with D = 2 for six sets: 1.684470 is not, 2.4 is.
        assert!(!clearly_rising(11, 36, 3, 36, 12));
        assert!(clearly_rising(12, 36, 4, 60, 12));
        // D = 1 for one set: 3.098387, and with D = 2 2.190890.
        assert!(clearly_rising(7, 18, 2, 36, 2));
        assert!(clearly_rising(7, 18, 2, 36, 12));
        // 2.272419 and 1.606843.
        assert!(clearly_rising(9, 30, 3, 36, 2));
        assert!(!clearly_rising(9, 30, 3, 36, 12));
        assert!(!clearly_rising(2, 36, 7, 18, 2));
        assert!(!clearly_rising(0, 36, 0, 60, 12));
    }

    #[test]
    fn what_is_compared_with_a_float() {
        for (a, n, b, k, m) in [
            (11u64, 36u64, 3u64, 36u64, 6.0f64),
            (12, 36, 4, 60, 6.0),
            (7, 18, 2, 36, 6.0),
            (9, 30, 3, 36, 6.0),
            (9, 24, 6, 48, 4.0),
            (5, 18, 1, 30, 3.0),
        ] {
            let share = |x: u64, of: u64| x as f64 / of as f64;
            let pooled = share(a + b, n + k);
            let spread = (1.0 + 0.2 * (m - 1.0)) * pooled * (1.0 - pooled);
            let z =
                (share(a, n) - share(b, k)) / (spread * (1.0 / n as f64 + 1.0 / k as f64)).sqrt();
            assert_eq!(
                clearly_rising(a, n, b, k, (2.0 * m) as i64),
                z >= 1.96,
                "{a}/{n} against {b}/{k}: {z}"
            );
        }
    }

    #[test]
    fn rising_needs_nine_sessions() {
        let few = after(&weekly(&[0, 0, 2, 2, 3, 3, 3, 3], 6));
        assert_eq!((few.flagged, few.word), (true, Word::TooOften));
        let enough = after(&weekly(&[0, 0, 0, 2, 2, 3, 3, 3, 3], 6));
        assert_eq!((enough.flagged, enough.word), (true, Word::Rising));
        assert_eq!((enough.failed, enough.sets), (16, 36));
        assert_eq!((enough.before_failed, enough.before_sets), (0, 18));
    }

    #[test]
    fn an_unknown_beginning_matters_until_the_points_are_gone() {
        let sessions = weekly(&[0, 2, 2], 6);
        let today = sessions[2].date;
        assert_eq!(tally(&sessions, NORMAL, false, today), None);
        let sessions = weekly(&[0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 3], 6);
        let today = sessions[10].date;
        assert_eq!(
            tally(&sessions, NORMAL, false, today),
            tally(&sessions, NORMAL, true, today)
        );
    }
}
