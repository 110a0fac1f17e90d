//! Damage, and other ways of writing the same.

use super::{Random, dressed};

/// The same journal as a phone or a word processor would have it: other marks, the same meaning.
/// Only marks outside names and notes are changed, and quotation marks by pairs.
pub fn typographic(text: &str, seed: u64) -> String {
    let mut r = Random::new(seed ^ 0x7970_6F67);
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        if !line.starts_with(' ') || line.trim_start().starts_with(';') {
            out.push_str(line);
            continue;
        }
        let (cross, minus) = (r.pick(&["×", "X", "*", "х", "x"]), r.pick(&["–", "−", "-"]));
        let (open, close) = [("“", "”"), ("„", "“"), ("\"", "\""), ("”", "”")][r.below(4)];
        let wide = r.chance(30);
        let chars: Vec<char> = line.chars().collect();
        let (mut quoted, mut bracket) = (false, false);
        for (at, &c) in chars.iter().enumerate() {
            let before = at
                .checked_sub(1)
                .and_then(|at| chars.get(at))
                .copied()
                .unwrap_or(' ');
            let after = chars.get(at + 1).copied().unwrap_or(' ');
            match c {
                '"' => {
                    out.push_str(if quoted { close } else { open });
                    quoted = !quoted;
                }
                _ if quoted || bracket && c != ']' => out.push(c),
                ';' => {
                    out.extend(&chars[at..]);
                    break;
                }
                '[' | ']' => {
                    bracket = c == '[';
                    out.push(c);
                }
                'x' if before.is_ascii_digit() && after.is_ascii_digit() => out.push_str(cross),
                '-' if before == ' ' && after.is_ascii_digit() => out.push_str(minus),
                '0'..='9' if wide && before == ' ' && after == ' ' => {
                    out.push(char::from_u32(c as u32 - '0' as u32 + 0xFF10).unwrap_or(c));
                }
                ' ' if before == ' ' && at > 1 => out.push('\u{A0}'),
                _ => out.push(c),
            }
        }
    }
    out
}

/// Things that stand in odd places of real files.
const ODD: &[&str] = &[
    "x",
    "!",
    "@",
    "#",
    "\"",
    "[",
    "]",
    "(",
    ")",
    "+",
    "-",
    "*",
    "/",
    ",",
    ":",
    ";",
    "..",
    " ",
    "  ",
    "\t",
    "\r",
    "\n",
    "\n\n",
    "0",
    "1",
    "9999999",
    "3x10",
    "kg",
    "lb",
    "s",
    "min",
    "m",
    "L",
    "R",
    "L/R",
    "each",
    "test",
    "rpe",
    "pain",
    "sore",
    "rest",
    "allow",
    "×",
    "“",
    "”",
    "–",
    "½",
    "٣",
    "\u{200B}",
    "\u{202E}",
    "\u{FEFF}",
    "é",
    "e\u{301}",
    "👍🏽",
    "\u{0}",
    "\u{1B}[31m",
    "2026-02-30",
    "2026-3-2",
    "\n2026-01-05\n",
    "\nunit lb\n",
    "\nexercise Step-up\n  level box\n",
    "\n<<<<<<< ours\n",
    "\n=======\n",
    "\n>>>>>>> theirs\n",
    "\nfoo bar\n",
    "\n## 2026-01-05\n",
    "50 4x12",
    "100x5",
    "12,5kg",
    "20 pull-ups",
];

/// The byte offset of the character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// The spans of the words, or of the lines, of a text.
fn pieces(text: &str, lines: bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(|c: char| if lines { c == '\n' } else { c.is_whitespace() }) {
        found.push((at, at + piece.len()));
        at += piece.len();
    }
    found
}

/// Damages a text once, in one of the ways in which texts get damaged.
pub fn mutate(r: &mut Random, text: &str, other: &str) -> String {
    let mut out = text.to_string();
    let at = floor(text, r.below(text.len() + 1));
    match r.below(12) {
        0 => {
            // A flipped bit, where the result is still text.
            let mut bytes = out.clone().into_bytes();
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << r.below(7);
            }
            out = String::from_utf8(bytes).unwrap_or(out);
        }
        1 => {
            // A character gone.
            if at < out.len() {
                out.remove(at);
            }
        }
        2 => {
            // A character twice.
            if let Some(c) = out.get(at..).and_then(|rest| rest.chars().next()) {
                out.insert(at, c);
            }
        }
        3 => {
            // Two characters in the wrong order.
            let mut chars: Vec<char> = out.chars().collect();
            if chars.len() > 1 {
                let place = r.below(chars.len() - 1);
                chars.swap(place, place + 1);
            }
            out = chars.into_iter().collect();
        }
        kind @ 4..=9 => {
            // A word (4–6) or a line (7–9) gone, twice, or exchanged with the next.
            let found = pieces(text, kind >= 7);
            if found.is_empty() {
                return out;
            }
            let place = r.below(found.len());
            let (start, end) = found[place];
            match (kind - 4) % 3 {
                0 => out.replace_range(start..end, ""),
                1 => out.insert_str(end, &text[start..end]),
                _ => {
                    if let Some(&(next, last)) = found.get(place + 1) {
                        let swapped = format!("{}{}", &text[next..last], &text[start..end]);
                        out.replace_range(start..last, &swapped);
                    }
                }
            }
        }
        10 => out.insert_str(at, r.pick(ODD)),
        _ => {
            if r.chance(70) {
                out.insert_str(at, r.pick(ODD));
            } else if r.chance(50) {
                out.truncate(at);
            } else {
                let from = floor(other, r.below(other.len() + 1));
                out.truncate(at);
                out.push_str(&other[from..]);
            }
        }
    }
    out
}

/// Headers in which a header, a time or the row of a table begins again and again.
const AGAIN: [&str; 3] = ["2026-03-02 ", "2026-03-02 18:30 - 19:45 ", "2026-03-02 | "];

/// A generated journal with `damages` mutations.
pub fn mutated(seed: u64, damages: usize) -> String {
    let mut r = Random::new(seed ^ 0x006D_7574);
    let other = dressed(seed.wrapping_add(1));
    let mut text = dressed(seed);
    for _ in 0..damages {
        text = mutate(&mut r, &text, &other);
    }
    // Of the seed alone, so that every other journal stays as it was.
    if damages > 0 && seed % 16 == 7 {
        let index = (seed / 16) as usize;
        let again = AGAIN[index % AGAIN.len()].repeat(2 + index % 60);
        text.push_str(&format!("\n{again}Squat 3x5\n"));
    }
    text
}

/// Bytes that need not be text at all: noise, or a journal with bytes overwritten.
pub fn bytes(seed: u64) -> Vec<u8> {
    let mut r = Random::new(seed ^ 0x6279_7465);
    if r.chance(20) {
        return (0..r.below(400)).map(|_| r.bits() as u8).collect();
    }
    let mut bytes = mutated(seed, 3).into_bytes();
    for _ in 0..r.below(8) {
        let at = r.below(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte = r.bits() as u8;
        }
    }
    if r.chance(5) {
        bytes.splice(0..0, [0xFF, 0xFE]);
    }
    bytes
}
