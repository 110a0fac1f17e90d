//! Lines as a terminal shows them: harmless, tabs as blanks, long ones cut round what is marked.

use super::push_blanks;
use super::sanitize::{self, Shown};

/// A lone tab is shown as so many columns at most.
const TAB: usize = 4;

/// Where a mark comes to stand in the copy of its line.
pub struct Window {
    from: usize,
    to: usize,
    main: bool,
    /// Where it starts in the copy.
    pub start: usize,
    /// Where it ends there.
    pub end: usize,
}

impl Window {
    /// A mark of these bytes of its line.
    pub fn new(from: usize, to: usize, main: bool) -> Window {
        Window {
            from,
            to,
            main,
            start: usize::MAX,
            end: usize::MAX,
        }
    }
}

/// Appends a line as it is to be shown, at most `width` columns of it, and finds where the marks
/// stand in `out`. What lies outside the window is marked at the ellipsis that stands for it.
pub fn copy_line(out: &mut String, line: &str, marks: &mut [Window], width: usize) {
    let base = out.len();
    if line.len() <= width && line.bytes().all(|b| matches!(b, b' '..=b'~')) {
        out.push_str(line);
        for mark in marks {
            (mark.start, mark.end) = (base + mark.from, base + mark.to);
        }
        return;
    }
    let (from, to) = window(line, marks, width);
    if from > 0 {
        out.push('…');
        for mark in marks.iter_mut().filter(|mark| mark.from < from) {
            mark.start = base;
        }
        for mark in marks.iter_mut().filter(|mark| mark.to < from) {
            mark.end = out.len();
        }
    }
    let mut column = usize::from(from > 0);
    let mut before = ' ';
    for (at, c) in line.get(from..to).unwrap_or("").char_indices() {
        note(marks, from + at, out.len());
        match sanitize::shown(c, before) {
            Shown::As(c, columns) => {
                out.push(c);
                column += columns;
                before = c;
            }
            Shown::Tab => {
                let columns = TAB - column % TAB;
                push_blanks(out, columns);
                column += columns;
            }
            Shown::Nothing => {}
        }
    }
    note(marks, to, out.len());
    let edge = out.len();
    if to < line.len() {
        out.push('…');
    }
    for mark in marks {
        if mark.start == usize::MAX {
            mark.start = edge;
        }
        if mark.end == usize::MAX {
            mark.end = if mark.from >= to { out.len() } else { edge };
        }
    }
}

fn note(marks: &mut [Window], at: usize, shown_at: usize) {
    for mark in marks {
        if mark.from == at && mark.start == usize::MAX {
            mark.start = shown_at;
        }
        if mark.to == at && mark.end == usize::MAX {
            mark.end = shown_at;
        }
    }
}

/// The bytes of a line that are shown: all of it if it fits, else a part round its marks. Looks
/// at no more of the line than it shows, however long the line is.
fn window(line: &str, marks: &[Window], width: usize) -> (usize, usize) {
    let whole = forward(line, 0, width);
    if whole == line.len() {
        return (0, whole);
    }
    let main = marks.iter().find(|mark| mark.main).or(marks.first());
    let first = marks.iter().map(|mark| mark.from).min().unwrap_or(0);
    let last = marks.iter().map(|mark| mark.to).max().unwrap_or(0);
    // The ellipses take a column each.
    let room = width.saturating_sub(2);
    let anchor = if forward(line, first, room * 2 / 3) >= last {
        first
    } else {
        main.map_or(0, |mark| mark.from)
    };
    if forward(line, 0, room) >= last {
        return (0, forward(line, 0, room + 1));
    }
    let from = backward(line, anchor, room / 3);
    let to = forward(line, from, room);
    if to == line.len() {
        return (backward(line, line.len(), room + 1), to);
    }
    (from, to)
}

/// The end of what fits into so many columns from `from` on.
fn forward(line: &str, from: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut before = ' ';
    for (at, c) in line.get(from..).unwrap_or("").char_indices() {
        let wide = columns_of(c, &mut before);
        if wide > left {
            return from + at;
        }
        left -= wide;
    }
    line.len()
}

/// The start of what fits into so many columns before `to`; never a mark that belongs to the
/// character before it.
fn backward(line: &str, to: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut start = to;
    for (at, c) in line.get(..to).unwrap_or("").char_indices().rev() {
        let wide = columns_of(c, &mut ' ');
        if wide > left {
            break;
        }
        left -= wide;
        if wide > 0 {
            start = at;
        }
    }
    start
}

fn columns_of(c: char, before: &mut char) -> usize {
    match sanitize::shown(c, *before) {
        Shown::As(c, columns) => {
            *before = c;
            columns
        }
        Shown::Tab => TAB,
        Shown::Nothing => 0,
    }
}
