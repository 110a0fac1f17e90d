//! Bytes of a line, eight at a time in one word.

/// A word whose bytes are all 1.
pub const ONES: u64 = 0x0101_0101_0101_0101;

/// A word in whose bytes the top bit is set.
pub const TOPS: u64 = 0x80 * ONES;

/// The first line of a text, without its line feed.
pub struct Scanned {
    /// How many bytes it has.
    pub length: usize,
    /// A hash of them.
    pub hash: u64,
    /// Every byte is printable ASCII.
    pub clean: bool,
}

/// Finds the end of the first line of a text, and what can be told of it on the way.
#[inline]
pub fn scan(text: &[u8]) -> Scanned {
    let (words, rest) = text.as_chunks();
    let (mut length, mut hash, mut odd) = (0, 0, 0);
    for word in words {
        let word = u64::from_le_bytes(*word);
        // The lowest bit set is the top bit of the first byte that is no printable ASCII.
        let strange = (word.wrapping_sub(0x20 * ONES) | word.wrapping_add(ONES)) & TOPS;
        if strange != 0 {
            let unlike = word ^ (ONES * b'\n' as u64);
            // The lowest bit set is the top bit of the first byte that is a line feed.
            let found = unlike.wrapping_sub(ONES) & !unlike & TOPS;
            if found != 0 {
                let below = found.trailing_zeros() & !7;
                let inside = (1 << below) - 1;
                return Scanned {
                    length: length + below as usize / 8,
                    hash: mix(hash, word & inside),
                    clean: odd | strange & inside == 0,
                };
            }
            odd |= strange;
        }
        hash = mix(hash, word);
        length += 8;
    }
    let line = rest.iter().take_while(|byte| **byte != b'\n');
    let (mut bytes, mut word, mut clean) = (0, 0, odd == 0);
    for byte in line {
        word |= u64::from(*byte) << (8 * bytes);
        bytes += 1;
        clean &= (0x20..0x7f).contains(byte);
    }
    Scanned {
        length: length + bytes,
        hash: mix(hash, word),
        clean,
    }
}

/// The step of FxHash.
#[inline]
pub fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Whether every byte is printable ASCII or a tab.
#[inline]
pub fn is_clean(written: &[u8]) -> bool {
    // The top bit of each byte stays clear where it is neither a control character nor beyond `~`.
    let odd = |bytes: &[u8; 8]| {
        let word = u64::from_ne_bytes(*bytes);
        let control = !((word | TOPS) - 0x20 * ONES);
        (control | ((word & (0x7f * ONES)) + ONES) | word) & TOPS
    };
    let (chunks, rest) = written.as_chunks();
    let plain = |byte: &u8| (0x20..0x7f).contains(byte);
    // The last chunk overlaps the one before.
    let rest_is_plain = || match written.last_chunk() {
        Some(last) => odd(last) == 0,
        None => rest.iter().all(plain),
    };
    chunks.iter().all(|chunk| odd(chunk) == 0) && rest_is_plain()
        || written.iter().all(|byte| plain(byte) || *byte == b'\t')
}

/// Whether a colon stands anywhere in the line: a call of `memchr` takes longer on so few bytes.
#[inline]
pub fn has_colon(line: &[u8]) -> bool {
    let in_word = |word: &[u8; 8]| {
        let unlike = u64::from_ne_bytes(*word) ^ (ONES * b':' as u64);
        unlike.wrapping_sub(ONES) & !unlike & TOPS != 0
    };
    let (words, rest) = line.as_chunks();
    words.iter().any(in_word)
        || match line.last_chunk() {
            // The last word overlaps the one before.
            Some(last) => in_word(last),
            None => rest.contains(&b':'),
        }
}

#[cfg(test)]
mod tests {
    use super::scan;

    #[test]
    fn a_line_has_one_length_and_hash_wherever_it_stands() {
        let text = "  One-leg sit-stand    L 13 13 13!pelvis-drop  R 3x13   ok é";
        for end in 0..=text.len() {
            let line = text.as_bytes().get(..end).unwrap_or(&[]);
            let alone = scan(line);
            assert_eq!(alone.length, end);
            assert_eq!(alone.clean, line.is_ascii());
            for behind in [
                "\n",
                "\nx",
                "\n\n\n\n\n\n\n\n\n",
                "\r\n  Toe taps 20 20 20\n",
            ] {
                let behind = [line, behind.as_bytes()].concat();
                let found = scan(&behind);
                let carriage_return = usize::from(behind.get(end) == Some(&b'\r'));
                assert_eq!(found.length, end + carriage_return);
                assert_eq!(found.clean, line.is_ascii() && carriage_return == 0);
                assert!(
                    carriage_return == 1 || found.hash == alone.hash,
                    "{behind:?}"
                );
            }
        }
        assert_ne!(scan(b"Squat 5x5").hash, scan(b"Squat 5x6").hash);
        for odd in ["\t", "\r", "\u{7f}", "\u{1b}", "é", "\0"] {
            for before in 0..=17 {
                let line = format!("{}{odd} Squat 5x5", "a".repeat(before));
                assert!(!scan(line.as_bytes()).clean, "{line:?}");
                assert!(!scan(format!("{line}\n").as_bytes()).clean, "{line:?}");
            }
        }
    }
}
