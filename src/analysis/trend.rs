//! Whether a short series of whole numbers falls: the median of its slopes, and how seldom luck
//! alone puts so many later values below earlier ones. Whole numbers decide.

/// A slope as a fraction with a denominator above nothing.
type Slope = (i64, i64);

/// The sum of signs of all later values against all earlier ones (Kendall's S), and 18 times its
/// variance, with ties (H. B. Mann, 1945; M. G. Kendall).
fn kendall(values: &[i64]) -> (i64, i64) {
    let (mut sum, mut rest) = (0, values);
    while let Some((earlier, later)) = rest.split_first() {
        sum += later
            .iter()
            .map(|later| (later - earlier).signum())
            .sum::<i64>();
        rest = later;
    }
    let term = |n: i64| n * (n - 1) * (2 * n + 5);
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let ties: i64 = sorted
        .chunk_by(|a, b| a == b)
        .map(|tied| term(tied.len() as i64))
        .sum();
    (sum, term(values.len() as i64) - ties)
}

/// Whether a fall is clear: one-sided p < 0.05 by the test of Mann and Kendall, with the
/// correction for continuity: `(-S - 1) / sqrt(variance) > 1.6448536`.
fn clearly_falls(values: &[i64]) -> bool {
    let (sum, variance) = kendall(values);
    let distance = i128::from(-sum - 1);
    // 1.6448536^2 is 2.7055434.
    distance > 0 && distance * distance * 18 * 10_000_000 > 27_055_434 * i128::from(variance)
}

/// Twice the median of all slopes between two values, by H. Theil and P. K. Sen; a step is from
/// one value to the next.
fn doubled_median_slope(values: &[i64]) -> Option<Slope> {
    let mut slopes: Vec<Slope> = Vec::new();
    for (index, earlier) in values.iter().enumerate() {
        for (steps, later) in (1..).zip(values.iter().skip(index + 1)) {
            slopes.push((later - earlier, steps));
        }
    }
    slopes.sort_unstable_by_key(|&(rise, steps)| Fraction(rise, steps));
    let middle = slopes.len() / 2;
    let &(a, b) = slopes.get(middle)?;
    if !slopes.len().is_multiple_of(2) {
        return Some((2 * a, b));
    }
    let &(c, d) = slopes.get(middle.checked_sub(1)?)?;
    Some((a * d + c * b, b * d))
}

/// Compares fractions by their values.
#[derive(Clone, Copy)]
struct Fraction(i64, i64);

impl Ord for Fraction {
    fn cmp(&self, other: &Fraction) -> std::cmp::Ordering {
        let left = i128::from(self.0) * i128::from(other.1);
        let right = i128::from(other.0) * i128::from(self.1);
        left.cmp(&right)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Fraction) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Fraction) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Fraction {}

/// By how much the values fell from the first to the last, rounded, along the median slope; if
/// the fall is clear and a quarter or more at each step.
pub fn fall(values: &[i64]) -> Option<i64> {
    // The slopes are many; few series fall clearly.
    if !clearly_falls(values) {
        return None;
    }
    let (rise, steps) = doubled_median_slope(values)?;
    if 2 * rise > -steps {
        return None;
    }
    let all = values.len() as i64 - 1;
    // Half of a doubled slope, rounded to the nearest.
    Some((-rise * all + steps) / (2 * steps))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// S, the variance, and the slope as in published tables.
    fn table(values: &[i64]) -> (i64, f64, f64) {
        let (sum, variance) = kendall(values);
        let (rise, steps) = doubled_median_slope(values).expect("two values or more");
        let slope = rise as f64 / (2 * steps) as f64;
        (sum, variance as f64 / 18.0, slope)
    }

    fn agree(values: &[i64], sum: i64, variance: f64, slope: f64) {
        let (s, v, b) = table(values);
        assert_eq!(s, sum, "{values:?}");
        assert!((v - variance).abs() < 1e-3, "{values:?}: {v}");
        assert!((b - slope).abs() < 1e-9, "{values:?}: {b}");
    }

    #[test]
    fn as_other_programs_compute_it() {
        // pymannkendall 1.4.3 and scipy 1.17.1.
        agree(&[15, 15, 14, 15, 13, 12, 12, 11], -22, 60.6667, -0.6);
        agree(&[15, 15, 15, 15, 15, 15, 15, 14], -7, 21.0, 0.0);
        agree(&[10, 11, 12, 12, 13, 14, 15, 15], 26, 63.3333, 0.75);
        agree(&[12, 10, 9, 11, 8, 7], -11, 28.3333, -1.0);
        agree(&[1, 2, 3, 4, 5], 10, 16.6667, 1.0);
    }

    #[test]
    fn a_fall_is_clear_and_large_or_it_is_none() {
        // z = -2.696151 and -1.878673, beyond -1.6449.
        assert_eq!(fall(&[15, 15, 14, 15, 13, 12, 12, 11]), Some(4));
        assert_eq!(fall(&[12, 10, 9, 11, 8, 7]), Some(5));
        // z = -1.309307.
        assert_eq!(fall(&[15, 15, 15, 15, 15, 15, 15, 14]), None);
        // It rises.
        assert_eq!(fall(&[10, 11, 12, 12, 13, 14, 15, 15]), None);
        // Clear, but slow: one rep in seven sessions or more.
        let slow: Vec<i64> = (0..30).map(|n| 15 - n / 7).collect();
        assert!(clearly_falls(&slow));
        assert_eq!(fall(&slow), None);
        assert_eq!(fall(&[]), None);
        assert_eq!(fall(&[9]), None);
        assert_eq!(fall(&[9, 9]), None);
    }

    #[test]
    fn whole_numbers_decide_as_a_float_would() {
        let mut seed = 20_240_601u32;
        for _ in 0..2_000 {
            let values: Vec<i64> = (0..6 + seed % 9)
                .map(|n| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    20 - i64::from(n) / 3 - i64::from(seed >> 30)
                })
                .collect();
            let (sum, variance, slope) = table(&values);
            let z = (sum + 1) as f64 / variance.sqrt();
            let clear = sum < 0 && z < -1.644_853_6;
            assert_eq!(clearly_falls(&values), clear, "{values:?}: {z}");
            assert_eq!(
                fall(&values).is_some(),
                clear && slope <= -0.25,
                "{values:?}"
            );
        }
    }
}
