//! What phones and word processors put in, and the plain form that the grammar reads.

use std::borrow::Cow;

/// A line in its plain form, with the way back to what is written.
pub struct Plain {
    /// Plain text.
    pub text: String,
    /// For each byte of `text`: where what it stands for begins and ends in the file.
    pub map: Vec<(u32, u32)>,
    /// Where the line ends in the file.
    pub end: u32,
    /// The mark that would close the note that is open at the end of the line.
    pub unclosed: Option<char>,
}

/// What a character stands for.
enum Reading {
    /// Itself.
    Same,
    /// A plain character.
    As(char),
    /// Nothing: invisible.
    Nothing,
}

fn reading(c: char) -> Reading {
    use Reading::{As, Nothing, Same};
    match c {
        '×' | '✕' | '✖' | '⨯' | 'х' | 'Х' => As('x'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' => As('-'),
        '’' | '‘' | '‛' | '´' | 'ʼ' | '′' => As('\''),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            As(' ')
        }
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fe0e}'
        | '\u{fe0f}' => Nothing,
        '\t' => Same,
        c if c.is_control() => Nothing,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).map_or(Same, As),
        _ => Same,
    }
}

/// The mark that ends a note opened by `c`; `None` if `c` opens none.
fn closing(c: char) -> Option<&'static [char]> {
    match c {
        '"' => Some(&['"']),
        '“' | '‟' | '”' => Some(&['”']),
        '„' => Some(&['“', '”']),
        // Also the sign of seconds.
        '″' => Some(&['″', '"']),
        '«' => Some(&['»']),
        '»' => Some(&['«']),
        '＂' => Some(&['＂']),
        _ => None,
    }
}

fn is_special(c: char) -> bool {
    !matches!(reading(c), Reading::Same) || (c != '"' && closing(c).is_some())
}

/// The plain form of a line that begins at `base`, or `None` if it is plain already.
///
/// Notes keep their own characters but for a quotation mark inside them that is not their end;
/// comments are left as they are.
pub fn plain_line(line: &str, base: u32) -> Option<Plain> {
    if !line.chars().any(is_special) {
        return None;
    }
    let mut text = String::with_capacity(line.len());
    let mut map = Vec::with_capacity(line.len() + 1);
    let mut end_marks: Option<&'static [char]> = None;
    let mut comment = false;
    let mut end = base;
    for (index, c) in line.char_indices() {
        let at = base + index as u32;
        end = at + c.len_utf8() as u32;
        let written = if comment {
            Some(c)
        } else if let Some(marks) = end_marks {
            if marks.contains(&c) {
                end_marks = None;
                Some('"')
            } else if c == '"' {
                Some('\'')
            } else {
                Some(c)
            }
        } else if let Some(marks) = closing(c) {
            end_marks = Some(marks);
            Some('"')
        } else {
            comment = c == ';';
            match reading(c) {
                Reading::Same => Some(c),
                Reading::As(plain) => Some(plain),
                Reading::Nothing => None,
            }
        };
        if let Some(c) = written {
            text.push(c);
            let width = c.len_utf8() as u32;
            if width == 1 {
                map.push((at, end));
            } else {
                map.extend((0..width).map(|k| (at + k, at + k + 1)));
            }
            comment |= c == ';' && end_marks.is_none();
        }
    }
    let unclosed = end_marks.and_then(|marks| marks.first().copied());
    Some(Plain {
        text,
        map,
        end,
        unclosed,
    })
}

/// The plain form of a name or word, for comparing: marks plain, invisible characters gone.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control())
        || !text.chars().any(is_special)
    {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .filter_map(|c| match reading(c) {
                Reading::Same => Some(c),
                Reading::As(plain) => Some(plain),
                Reading::Nothing => None,
            })
            .collect(),
    )
}
