//! Names of exercises, levels and cues: when two are the same.

use unicode_normalization::UnicodeNormalization;

/// What is equal for equal names: NFC, lower case, `-` and blank alike, runs of them one.
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    if name.is_ascii() {
        for byte in name.bytes() {
            match byte {
                b' ' | b'\t' | b'-' if key.is_empty() || key.ends_with(' ') => {}
                b' ' | b'\t' | b'-' => key.push(' '),
                byte => key.push(char::from(byte.to_ascii_lowercase())),
            }
        }
    } else {
        // Lower case may decompose (`İ`), so the normal form is made after it as well.
        let lower = name.nfc().flat_map(char::to_lowercase).nfc();
        lower.for_each(|c| push(&mut key, c));
    }
    if key.ends_with(' ') {
        key.pop();
    }
    key
}

fn push(key: &mut String, c: char) {
    match plain(c) {
        Some(' ') if key.is_empty() || key.ends_with(' ') => {}
        Some(c) => key.push(c),
        None => {}
    }
}

/// The plain form of what phones and word processors put into names; `None` for what has no width.
fn plain(c: char) -> Option<char> {
    match c {
        '-' | '\t' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' => Some(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => None,
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' => Some('\''),
        '\u{ff01}'..='\u{ff5e}' => {
            let ascii = char::from_u32(c as u32 - 0xfee0)?.to_ascii_lowercase();
            Some(if ascii == '-' { ' ' } else { ascii })
        }
        _ => Some(c),
    }
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
        assert_eq!(key("- -"), "");
        assert_ne!(key("squat"), key("squats"));
    }
}
