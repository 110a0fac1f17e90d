//! Names of exercises, levels and cues: when two are the same.

use crate::syntax::typography;
use unicode_normalization::UnicodeNormalization;

/// What is equal for equal names: NFC, lower case, marks and invisible characters as the syntax
/// reads them, `-` and blank alike, runs of them one.
pub fn key(name: &str) -> String {
    let name = typography::plain(name);
    if name.is_ascii() {
        let folded = |byte| match byte {
            b'\t' | b'-' => b' ',
            byte => byte.to_ascii_lowercase(),
        };
        let name = name.trim_start_matches([' ', '\t', '-']);
        let mut key: Vec<u8> = name.bytes().map(folded).collect();
        key.dedup_by(|next, last| *next == b' ' && *last == b' ');
        // ASCII is UTF-8.
        return without_end(String::from_utf8(key).unwrap_or_default());
    }
    let mut key = String::with_capacity(name.len());
    // Lower case may decompose (`İ`), so the normal form is made after it as well.
    for c in name.nfc().flat_map(char::to_lowercase).nfc() {
        match c {
            ' ' | '\t' | '-' if key.is_empty() || key.ends_with(' ') => {}
            ' ' | '\t' | '-' => key.push(' '),
            c => key.push(c),
        }
    }
    without_end(key)
}

fn without_end(mut key: String) -> String {
    if key.ends_with(' ') {
        key.pop();
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_have_equal_keys() {
        assert_eq!(key("One-Leg  sit–stand "), "one leg sit stand");
        assert_eq!(key("L-sit"), key("l sit"));
        assert_eq!(key("Caf\u{65}\u{301}"), key("CAFÉ"));
        assert_eq!(key("Farmer’s\u{a0}carry"), "farmer's carry");
        assert_eq!(key("Ｓｑｕａｔ"), "squat");
        assert_eq!(key("Leg\u{200e} press\u{fe0f}"), "leg press");
        assert_eq!(key("Farmer´s﹣carry"), "farmer's carry");
        assert_eq!(key("- -"), "");
        assert_ne!(key("squat"), key("squats"));
    }
}
