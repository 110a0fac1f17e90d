//! Marks round a name that are no part of it: labels of lists, boxes, bold type, tables, arrows.

use super::super::attribute::{after, line_end, text};
use super::super::grammar::{self, blanks, is_letter};
use super::super::line::{In, Line};
use super::between;
use crate::finding::Finding;
use crate::text::Edit;

/// `A1)`, `b.`, `12)`: the label of a list, with a blank behind it. What follows the two.
pub fn label(start: In) -> Option<In> {
    let behind = match start {
        [b'a'..=b'f' | b'A'..=b'F', behind @ ..] => behind,
        [b'0'..=b'9', ..] => start,
        _ => return None,
    };
    let digits = behind.iter().take_while(|b| b.is_ascii_digit()).count();
    match after(behind, digits) {
        [b')' | b'.', rest @ ..] if digits < 3 && blanks(rest).len() < rest.len() => {
            Some(blanks(rest))
        }
        _ => None,
    }
}

/// `[x]` and `[ ]`: the box of a list. What follows it.
fn tick_box(start: In) -> Option<In> {
    match start {
        [b'[', b' ' | b'x' | b'X' | b'-', b']', rest @ ..] | [b'[', b']', rest @ ..] => Some(rest),
        _ => None,
    }
}

/// Whether a character is drawn and not spoken.
fn is_mark(c: char) -> bool {
    match c {
        '*' | '_' | '|' | '>' | '<' | '`' | '~' | '\\' => true,
        '\u{200d}' | '\u{2010}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' => !c.is_alphanumeric(),
        _ => false,
    }
}

/// Whether such a character, which is no ASCII, begins here.
#[cold]
pub fn begins_with_symbol(start: In) -> bool {
    text(start.get(..4).unwrap_or(start))
        .chars()
        .next()
        .is_some_and(is_mark)
}

/// Whether a name ends with such a character.
pub fn ends_with_mark(name: In) -> bool {
    let tail = name.get(name.len().saturating_sub(4)..).unwrap_or(name);
    text(tail).chars().next_back().is_some_and(is_mark)
}

/// What follows the marks before a name.
fn behind_marks(start: In) -> In {
    let mut rest = start;
    loop {
        let next = blanks(rest);
        let heading = next.iter().take_while(|&&b| b == b'#').count();
        rest = match next.first() {
            _ if tick_box(next).is_some() => tick_box(next).unwrap_or(next),
            _ if label(next).is_some() => label(next).unwrap_or(next),
            Some(b'#') if matches!(after(next, heading).first(), Some(b' ')) => {
                after(next, heading)
            }
            Some(_) if begins_with_symbol(next) => {
                after(next, text(next).chars().next().map_or(1, char::len_utf8))
            }
            _ => return next,
        };
    }
}

/// What the row of a table, such as `| Squat | 60kg | 3x5 |`, says as an entry.
pub fn row_as_entry(row: &str) -> String {
    let mut cells: Vec<String> = row.split('|').map(|cell| cell.trim().to_string()).collect();
    cells.retain(|cell| !cell.is_empty());
    // The load may stand before the sets.
    if let [_, load, sets, ..] = cells.as_mut_slice()
        && let Ok(([], _)) = grammar::load(load.as_bytes())
        && grammar::load(sets.as_bytes()).is_err()
        && sets.starts_with(|c: char| c.is_ascii_digit())
    {
        *load = super::as_load(load);
        std::mem::swap(load, sets);
    }
    // What is neither set, load nor attribute is a remark.
    for cell in cells.iter_mut().skip(2) {
        let word = cell.starts_with(char::is_alphabetic) && grammar::key(cell.as_bytes()).is_none();
        if word && !cell.contains('"') {
            *cell = format!("\"{cell}\"");
        }
    }
    cells.join(" ")
}

/// `| Squat | 60kg | 3x5 |`, `|---|---|`, `| exercise | sets |`: the row of a table that is no entry
/// without its marks either.
fn table_row(line: &Line, start: In, whole: &str) -> Option<Finding> {
    let row = whole.trim_end();
    let cells = row.strip_prefix('|')?;
    let place = line.place(start, after(start, row.len()));
    let mark = line.place(start, after(start, 1));
    let error = Finding::error("expected-name", mark, "a row of a table is no entry");
    let error = error.label("a mark of a table");
    if !cells.contains(|c: char| c.is_ascii_digit()) {
        let rule = !cells.contains(char::is_alphanumeric);
        return Some(error.help("leave it out").fix("delete it", rule, place, ""));
    }
    let better = row_as_entry(row);
    let write = format!("write `{better}`");
    Some(error.help(&write).fix(write, true, place, better))
}

/// The error about the marks round a name that begins at `start` and ends at `name_end`, if there
/// are any.
pub fn marked_name(line: &Line, start: In, name_end: In) -> Option<Finding> {
    let name = behind_marks(start);
    if start.first() == Some(&b'|')
        && let Some(error) = table_row(line, start, &between(start, line_end(start)))
    {
        return Some(error);
    }
    if !name.first().is_some_and(|b| is_letter(*b)) {
        return None;
    }
    let before = start.len() - name.len();
    let length = name.len().saturating_sub(name_end.len());
    if before == 0 && !ends_with_mark(name.get(..length)?) {
        return None;
    }
    let end = line_end(start);
    let written = between(name, end);
    // The marks behind the name, up to a note; a `*` between numbers is an `x`.
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    if before > 0 {
        cuts.push((0, before));
    }
    let mut last = 'a';
    for (at, c) in written.char_indices() {
        if c == '"' {
            break;
        }
        let arrow = matches!(c, '-' | '=') && written.get(at + 1..)?.starts_with('>');
        if (is_mark(c) && !(c == '*' && last.is_ascii_digit())) || arrow {
            let to = before + at + c.len_utf8();
            match cuts.last_mut() {
                Some(cut) if at > 0 && cut.1 == before + at => cut.1 = to,
                _ => cuts.push((before + at, to)),
            }
        } else if c != ' ' {
            last = c;
        }
    }
    let whole = between(start, end);
    let (mut better, mut at) = (String::new(), 0);
    for cut in &mut cuts {
        // One blank goes with what stood between two.
        let ahead = whole
            .get(..cut.0)
            .is_none_or(|head| head.is_empty() || head.ends_with(' '));
        if ahead && whole.get(cut.1..).is_some_and(|tail| tail.starts_with(' ')) {
            cut.1 += 1;
        }
        better.push_str(whole.get(at..cut.0)?);
        at = cut.1;
    }
    better.push_str(whole.get(at..)?);
    let better = better.trim_end().to_string();
    let &(from, to) = cuts.first()?;
    let mark = whole.get(from..to)?.trim_end();
    let place = line.place(after(start, from), after(start, from + mark.len()));
    let edits = cuts.iter().map(|&(from, to)| Edit {
        place: line.place(after(start, from), after(start, to)),
        text: String::new(),
    });
    // An empty box and a picture may say that it was not done.
    let plain = |c: char| c.is_ascii() || matches!(c, '\u{2190}'..='\u{21ff}');
    let ticked = !mark.starts_with('[') || mark.contains(['x', 'X']);
    let safe = ticked && mark.chars().all(plain);
    Some(
        Finding::error(
            "expected-name",
            place,
            format!("`{mark}` is no part of a name"),
        )
        .label("not a name")
        .help(format!("write `{better}`"))
        .fix_many(format!("write `{better}`"), safe, edits.collect()),
    )
}
