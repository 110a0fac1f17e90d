//! What is wrong with a line, and what to write instead. Only lines with an error come here.

mod header;
mod marks;
mod name;
mod number;
mod load;
mod time;
mod weight;
mod sets;
mod wording;
mod words;

pub use header::{
    Prep, clock, clock_range, date_out_of_place, entry_behind_date, late_event, late_prep,
    late_span, no_duration, no_goal, no_prep, no_time, pace, second_event, stamp,
};
pub use load::{behind_load, load, percent, sign_apart};
pub use marks::{begins_with_symbol, ends_with_mark, label, marked_name, row_as_entry};
pub use name::{counts_in_words, load_at_end_of_name, load_in_name, no_name};
pub use number::{glued, no_count, nothing, set};
pub use sets::{
    empty_place, late_count, late_side, late_warmup, loose_cue, loose_mark, lopsided, no_sets,
    no_test, open_bracket, open_parenthesis, sets_behind, test_of_many, which_set,
    words_in_parentheses,
};
pub use time::{split_rest, split_time};
pub use weight::{
    bare_before_sets, list_behind_sets, load_left_over, many_sets, set_without_load, third_factor,
    weight_first,
};
pub use wording::{
    holds_sets, load_in_words, load_of_each_hand, primes, semicolon, unopened_note, unopened_remark,
};
pub use words::{
    colon, colon_before_words, colon_behind_test, each_beside_sides, each_in_short, equals,
    glued_rest, joined, late_level, late_number, late_pain, pain_at, rest_behind, second, slashes,
};

use super::attribute::{after, text};
use super::line::{In, Line};
use crate::text::{Place, Span};

fn between(from: In, to: In) -> String {
    text(
        from.get(..from.len() - to.len().min(from.len()))
            .unwrap_or(&[]),
    )
}

fn here(line: &Line, at: In) -> Place {
    let start = line.at(at);
    Place {
        file: line.file,
        span: Span::new(start, start),
    }
}

/// Without blanks, commas and slashes at the end.
fn trim_separators<'a>(from: In<'a>, to: In<'a>) -> In<'a> {
    let written = from
        .get(..from.len() - to.len().min(from.len()))
        .unwrap_or(&[]);
    let length = written
        .iter()
        .rposition(|b| !matches!(b, b' ' | b'\t' | b',' | b'/'))
        .map_or(0, |i| i + 1);
    after(from, length)
}

/// A weight as it stands behind sets: `100kg` becomes `@100kg`, signs stay.
fn as_load(written: &str) -> String {
    let written = written.trim();
    match written.chars().next() {
        Some('@' | '+' | '-') => written.to_string(),
        _ => format!("@{written}"),
    }
}
