//! Makes text harmless for a terminal: one visible character for each dangerous one.
//!
//! What is invisible and takes no room (joiners, variation selectors, the byte order mark) is left
//! out: terminals disagree about the width of what they join, and a caret that is right in one
//! terminal would be wrong in the next. Everything else keeps its place.

use std::borrow::Cow;
use unicode_width::UnicodeWidthChar;

/// How a character is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// By this character, so many columns wide (0, 1 or 2).
    As(char, usize),
    /// Not at all.
    Nothing,
    /// As blanks to the next tab stop.
    Tab,
}

/// How `c` is shown, after the character shown before it (a skin tone belongs to its emoji).
pub fn shown(c: char, before: char) -> Shown {
    match c {
        ' '..='~' => Shown::As(c, 1),
        '\t' => Shown::Tab,
        // Stands for a byte that was not UTF-8.
        '\u{1A}' => Shown::As('\u{FFFD}', 1),
        '\0'..='\u{1F}' => {
            // The pictures of the control characters stand in the order of the characters.
            let picture = char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}');
            Shown::As(picture, 1)
        }
        '\u{7F}' => Shown::As('\u{2421}', 1),
        // C1 controls, line and paragraph separators, bidirectional controls, deprecated format
        // characters, interlinear marks, tags.
        '\u{80}'..='\u{9F}'
        | '\u{61C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{206F}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => Shown::As('\u{FFFD}', 1),
        '\u{AD}' => Shown::As('-', 1),
        // Joiners and other characters without ink and width.
        '\u{34F}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200D}'
        | '\u{2060}'..='\u{2065}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{E0080}'..='\u{E0FFF}' => Shown::Nothing,
        '\u{1F3FB}'..='\u{1F3FF}' if before.width() == Some(2) => Shown::Nothing,
        _ => match c.width() {
            Some(width @ 0..=2) => Shown::As(c, width),
            // One Khmer sign is said to take three columns: no terminal gives it so many.
            _ => Shown::As('\u{FFFD}', 1),
        },
    }
}

/// The text as it may be printed on a terminal: one line, tabs as blanks.
pub fn line(text: &str) -> Cow<'_, str> {
    clean(text, false)
}

/// The text as it may be printed on a terminal, line ends kept.
pub fn lines(text: &str) -> Cow<'_, str> {
    clean(text, true)
}

fn clean(text: &str, keep_line_ends: bool) -> Cow<'_, str> {
    let harmless = |b| matches!(b, b' '..=b'~') || (keep_line_ends && b == b'\n');
    if text.bytes().all(harmless) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in text.chars() {
        if keep_line_ends && c == '\n' {
            out.push(c);
            before = ' ';
            continue;
        }
        match shown(c, before) {
            Shown::As(c, _) => {
                out.push(c);
                before = c;
            }
            Shown::Tab => out.push(' '),
            Shown::Nothing => {}
        }
    }
    Cow::Owned(out)
}

/// The columns that text takes after [`line`].
pub fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_text_is_not_copied() {
        assert!(matches!(line("Squat 3x5 @100kg"), Cow::Borrowed(_)));
        assert_eq!(line("Übung 蹲"), "Übung 蹲");
    }

    #[test]
    fn controls_become_pictures_of_one_column() {
        assert_eq!(line("a\u{1b}[31mb\u{7}\r\u{7f}"), "a␛[31mb␇␍␡");
        assert_eq!(line("a\nb"), "a␊b");
        assert_eq!(lines("a\nb\u{9b}"), "a\nb�");
    }

    #[test]
    fn bidirectional_controls_are_shown_and_joiners_left_out() {
        assert_eq!(line("a\u{202e}b\u{2066}c\u{200f}"), "a�b�c�");
        assert_eq!(line("👩\u{200d}💻 👍🏽 ❤\u{fe0f}"), "👩💻 👍 ❤");
    }

    #[test]
    fn no_character_that_acts_on_a_terminal_is_left() {
        for c in (0..=0x10FFFFu32).filter_map(char::from_u32) {
            if let Shown::As(out, width) = shown(c, ' ') {
                assert!(!out.is_control(), "{c:?}");
                assert!(width <= 2, "{c:?}");
                assert!(!matches!(out, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
            }
        }
    }
}
