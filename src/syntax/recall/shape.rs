//! The shape of a line: its text with every digit as `0`. Lines of one shape are read alike.

use crate::syntax::bytes::{ONES, TOPS, mix};

const ZERO: u8 = b'0';

/// A hash of the shape of a line of ASCII, of which the upper half of each byte is enough: it is the
/// same for all digits, and words differ in their lengths and in the rest. A digit that ends the line alone counts as it is: the
/// number of `rpe 8` is no set, and lines with another one are not read alike.
#[inline]
pub fn hash(line: &[u8]) -> u64 {
    let (words, rest) = line.as_chunks();
    let upper = |word: &[u8; 8]| u64::from_ne_bytes(*word) & (0xf0 * ONES);
    let mixed = |hash, word| mix(hash, upper(word));
    let hash = words.iter().fold(line.len() as u64, mixed);
    // The last word overlaps the one before.
    let hash = match line.last_chunk() {
        Some(last) => mixed(hash, last),
        None => {
            let upper = rest.iter().map(|byte| u64::from(byte & 0xf0));
            upper.fold(hash, mix)
        }
    };
    match line {
        [.., b' ', last] => mix(hash, (*last).into()),
        _ => hash,
    }
}

/// Whether two texts of ASCII have one shape.
#[inline]
pub fn is_same(one: &[u8], other: &[u8]) -> bool {
    let ((words, rest), (other_words, other_rest)) = (one.as_chunks(), other.as_chunks());
    let alike = |(one, other): (&[u8; 8], &[u8; 8])| one == other || of_word(one) == of_word(other);
    let rest = || match (one.last_chunk(), other.last_chunk()) {
        // The last word overlaps the one before.
        (Some(last), Some(other_last)) => alike((last, other_last)),
        _ => {
            let mut pairs = rest.iter().zip(other_rest);
            pairs.all(|(&one, &other)| of_byte(one) == of_byte(other))
        }
    };
    one.len() == other.len() && words.iter().zip(other_words).all(alike) && rest()
}

/// Eight bytes of ASCII with every digit as `0`.
#[inline]
fn of_word(word: &[u8; 8]) -> u64 {
    let word = u64::from_ne_bytes(*word);
    // The top bit of each byte tells whether it is at least `0`, and whether it is beyond `9`.
    let from_zero = word.wrapping_add((0x80 - ZERO as u64) * ONES);
    let beyond_nine = word.wrapping_add((0x80 - (ZERO as u64 + 10)) * ONES);
    let digits = (from_zero & !beyond_nine & TOPS) >> 7;
    word & !(digits * 0x0f)
}

fn of_byte(byte: u8) -> u8 {
    if byte.is_ascii_digit() { ZERO } else { byte }
}

#[cfg(test)]
mod tests {
    use super::{hash, is_same, of_byte};

    #[test]
    fn a_shape_is_the_text_with_zeros() {
        let line: Vec<u8> = (0..0x80).collect();
        for start in 0..line.len() {
            for end in start..line.len().min(start + 20) {
                let part = line.get(start..end).unwrap_or(&[]);
                let zeros: Vec<u8> = part.iter().map(|&byte| of_byte(byte)).collect();
                assert!(is_same(part, &zeros), "{part:?}");
                if !matches!(part, [.., b' ', _]) {
                    assert_eq!(hash(part), hash(&zeros), "{part:?}");
                }
                for at in 0..part.len() {
                    let mut other = part.to_vec();
                    if let Some(byte) = other.get_mut(at) {
                        *byte ^= 0x40;
                    }
                    assert!(!is_same(part, &other), "{part:?} {other:?}");
                }
            }
        }
        assert_ne!(hash(b"  Squat 5 5 5"), hash(b"  Squat 5 5 15"));
        assert_ne!(hash(b"  Squat 3x5 rpe 7"), hash(b"  Squat 3x5 rpe 8"));
        assert_eq!(hash(b"  Squat 3x5 rpe 8"), hash(b"  Squat 3x6 rpe 8"));
    }
}
