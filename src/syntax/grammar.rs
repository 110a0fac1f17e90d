//! The productions of grammar.md that lie inside a line: numbers, amounts, loads, words, notes.
//!
//! Each is a nom parser over a suffix of the line. They dispatch on the first byte and do not
//! retry, and their error is two small numbers, so that what fails costs nothing.

mod set;
mod weight;

pub use set::{MOST_SETS, plain_set, reps};
pub use weight::{Weight, load, plain_load};

use super::ast::{Amount, Difficulty, Side, Unit};
use super::bytes::{ONES, TOPS};
use super::line::In;
use nom::IResult;
use nom::bytes::complete::take_while;
use nom::error::{ErrorKind, ParseError};

/// Why a production does not match.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// Something else stands there.
    Other,
    /// A number that is too large to be kept.
    TooLarge,
    /// A number with more digits after the point than are kept.
    TooFine,
    /// A decimal comma where it could also separate.
    Comma,
    /// A decimal point in a count of reps.
    Decimal,
    /// A number that needs a unit has none.
    NoUnit,
    /// A word behind the number that is no unit.
    UnknownUnit,
}

/// nom's error here: how much of the line is left at the place, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Miss {
    /// Bytes of the line from the place on.
    pub left: u32,
    /// Why.
    pub why: Why,
}

impl Miss {
    /// A miss at `rest`.
    pub fn at<T>(rest: In, why: Why) -> Result<T, nom::Err<Miss>> {
        Err(nom::Err::Error(Miss {
            left: rest.len() as u32,
            why,
        }))
    }
}

impl<'a> ParseError<In<'a>> for Miss {
    fn from_error_kind(input: In<'a>, _: ErrorKind) -> Self {
        Miss {
            left: input.len() as u32,
            why: Why::Other,
        }
    }
    fn append(_: In<'a>, _: ErrorKind, other: Self) -> Self {
        other
    }
}

/// What a production gives back.
pub type Res<'a, T> = IResult<In<'a>, T, Miss>;

/// `blank`: spaces and tabs, any number.
#[inline]
pub fn blanks(input: In) -> In {
    match input {
        [b' ' | b'\t', behind @ ..] => match behind {
            [b' ' | b'\t', behind @ ..] => many_blanks(behind),
            _ => behind,
        },
        _ => input,
    }
}

/// [`blanks`] in columns, where they stand in long runs.
#[inline]
fn many_blanks(input: In) -> In {
    let mut rest = input;
    while let Some((head, behind)) = rest.split_first_chunk() {
        let others = u64::from_le_bytes(*head) ^ u64::from_le_bytes(*b"        ");
        if others != 0 {
            let blanks = others.trailing_zeros() / 8;
            rest = rest.get(blanks as usize..).unwrap_or(&[]);
            break;
        }
        rest = behind;
    }
    while let [b' ' | b'\t', behind @ ..] = rest {
        rest = behind;
    }
    rest
}

/// Whether the line ends here, or only a comment follows.
#[inline]
pub fn at_end(input: In) -> bool {
    matches!(input.first(), None | Some(b';'))
}

/// A letter in the sense of the grammar: ASCII letters and everything beyond ASCII.
#[inline]
pub fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

/// What can follow a word that ends: anything but a letter, a hyphen or a slash.
#[inline]
pub fn ends_word(rest: In) -> bool {
    match rest.first() {
        None => true,
        Some(&b) => !is_letter(b) && b != b'-' && b != b'/',
    }
}

/// `digits`: a whole number; one beyond 19 digits is too large.
#[inline]
pub fn digits(input: In) -> Res<u64> {
    let (mut value, mut rest) = (0u64, input);
    while let [digit @ b'0'..=b'9', behind @ ..] = rest {
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        rest = behind;
    }
    match input.len() - rest.len() {
        0 => Miss::at(input, Why::Other),
        1..=19 => Ok((rest, value)),
        _ => Ok((rest, u64::MAX)),
    }
}

/// A word of up to eight ASCII letters as one number, in lower case, and what follows it; longer
/// words are 0, as is no word at all.
#[inline]
fn packed(input: In) -> (u64, In) {
    match input.split_first_chunk() {
        // Eight bytes at once: the top bit of each tells whether it is a letter.
        Some((head, tail)) => {
            let written = u64::from_be_bytes(*head);
            let lower = written | (0x20 * ONES);
            let low = lower & (0x7f * ONES);
            let from_a = low + (0x80 - b'a' as u64) * ONES;
            let behind_z = low + (0x7f - b'z' as u64) * ONES;
            let letters = from_a & !behind_z & !written & TOPS;
            let length = (letters ^ TOPS).leading_zeros() / 8;
            if length == 8 {
                let longer = tail.first().is_some_and(u8::is_ascii_alphabetic);
                return (if longer { 0 } else { lower }, tail);
            }
            let word = lower.checked_shr(64 - 8 * length).unwrap_or(0);
            (word, input.get(length as usize..).unwrap_or(&[]))
        }
        None => packed_short(input),
    }
}

/// [`packed`] near the end of a line.
#[inline]
fn packed_short(input: In) -> (u64, In) {
    let (mut word, mut rest) = (0u64, input);
    while let Some((&first, behind)) = rest.split_first() {
        let lower = first | 0x20;
        if !lower.is_ascii_lowercase() {
            break;
        }
        word = word << 8 | u64::from(lower);
        rest = behind;
    }
    (word, rest)
}

/// [`packed`] for words that are written here.
const fn pack(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut packed, mut index) = (0u64, 0);
    while index < bytes.len() {
        packed = packed << 8 | bytes[index] as u64;
        index += 1;
    }
    packed
}

/// `decimal`: digits, with up to three more behind `.` or, where `comma` allows it, `,`;
/// in thousandths.
pub fn thousandths(input: In, comma: bool) -> Res<u64> {
    let (rest, whole) = digits(input)?;
    let whole = whole.saturating_mul(1000);
    let point = match rest.first() {
        Some(b'.') => true,
        Some(b',') => comma,
        _ => false,
    };
    if !point || !rest.get(1).is_some_and(u8::is_ascii_digit) {
        return Ok((rest, whole));
    }
    let after = rest.get(1..).unwrap_or(&[]);
    let (rest, _) = digits(after)?;
    let written = after.get(..after.len() - rest.len()).unwrap_or(&[]);
    let mut fraction = 0u64;
    for (place, byte) in written.iter().enumerate() {
        let digit = u64::from(byte - b'0');
        match place {
            0 => fraction += digit * 100,
            1 => fraction += digit * 10,
            2 => fraction += digit,
            _ if digit == 0 => {}
            _ => return Miss::at(input, Why::TooFine),
        }
    }
    Ok((rest, whole.saturating_add(fraction)))
}

/// `word`: letters, and hyphens, digits and apostrophes inside.
#[inline]
pub fn word(input: In) -> Res<In> {
    if !input.first().is_some_and(|&b| is_letter(b)) {
        return Miss::at(input, Why::Other);
    }
    take_while(|b: u8| IN_WORD[usize::from(b)])(input)
}

/// Letters, digits, hyphens, underscores and apostrophes.
static IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    loop {
        table[byte as usize] =
            byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'-' | b'_' | b'\'');
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
};

/// Letters only.
#[inline]
pub fn letters(input: In) -> In {
    let mut rest = input;
    while let Some((first, behind)) = rest.split_first() {
        if !is_letter(*first) {
            break;
        }
        rest = behind;
    }
    input.get(..input.len() - rest.len()).unwrap_or(&[])
}

/// Compares without case; `lower` is lower case.
#[inline]
pub fn is(word: In, lower: &str) -> bool {
    word.eq_ignore_ascii_case(lower.as_bytes())
}

/// Strips `lower` from the front, without case, when it ends there as a word does.
#[inline]
pub fn keyword<'a>(input: In<'a>, lower: &str) -> Option<In<'a>> {
    let (head, rest) = input.split_at_checked(lower.len())?;
    (is(head, lower) && ends_word(rest)).then_some(rest)
}

/// `"note"`: what stands between the marks.
pub fn note(input: In) -> Res<In> {
    let Some((b'"', inside)) = input.split_first() else {
        return Miss::at(input, Why::Other);
    };
    match memchr::memchr(b'"', inside) {
        Some(end) => Ok((
            inside.get(end + 1..).unwrap_or(&[]),
            inside.get(..end).unwrap_or(&[]),
        )),
        None => Miss::at(input, Why::Other),
    }
}

/// The words that end a name and begin a result or an attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Key {
    /// `L`, `left`.
    Left,
    /// `R`, `right`.
    Right,
    /// `both`, `L/R`.
    Both,
    /// `test`.
    Test,
    /// `skipped`.
    Skipped,
    /// `done`.
    Done,
    /// `each`.
    Each,
    /// `easy`, `ok`, `hard`.
    Difficulty(Difficulty),
    /// `rpe`.
    Rpe,
    /// `rir`.
    Rir,
    /// `rest`.
    Rest,
    /// `pain`.
    Pain,
    /// `sore`.
    Sore,
    /// `allow`.
    Allow,
}

impl Key {
    /// The side it names.
    pub fn side(self) -> Option<Side> {
        match self {
            Key::Left => Some(Side::Left),
            Key::Right => Some(Side::Right),
            _ => None,
        }
    }

    /// Whether it begins an attribute.
    pub fn is_attribute(self) -> bool {
        !matches!(
            self,
            Key::Left | Key::Right | Key::Both | Key::Test | Key::Skipped | Key::Done
        )
    }
}

/// For each first letter of a set of words: their second letters, one bit each, and bit 0 where the
/// word is one letter. Two bytes rule out most words of a journal.
struct Starts([u32; 256]);

impl Starts {
    /// `starts` are two lower case letters each, the second `@` for a word of one.
    const fn new(starts: &[[u8; 2]]) -> Starts {
        let mut table = [0u32; 256];
        let mut index = 0;
        while index < starts.len() {
            let [first, second] = starts[index];
            let bit = 1 << (second & 31);
            table[first as usize] |= bit;
            table[first.to_ascii_uppercase() as usize] |= bit;
            index += 1;
        }
        Starts(table)
    }

    /// Whether one of the words could stand at the front.
    #[inline]
    fn may_begin(&self, input: In) -> bool {
        let (first, second) = match *input {
            [first, second, ..] if second.is_ascii_alphabetic() => (first, second & 31),
            [first, ..] => (first, 0),
            [] => return false,
        };
        self.0[usize::from(first)] >> second & 1 != 0
    }
}

/// The starts of the words of [`Key`].
static KEY_STARTS: Starts = Starts::new(&[
    *b"l@", *b"r@", *b"le", *b"ri", *b"bo", *b"te", *b"sk", *b"do", *b"ea", *b"ok", *b"ha", *b"rp",
    *b"re", *b"pa", *b"so", *b"al",
]);

/// The starts of the words of [`Key`] and of [`loose_word`].
static NAME_ENDS: Starts = Starts::new(&[
    *b"l@", *b"r@", *b"le", *b"ri", *b"bo", *b"te", *b"sk", *b"do", *b"ea", *b"ok", *b"ha", *b"rp",
    *b"re", *b"pa", *b"so", *b"al", *b"bw", *b"wa", *b"w@", *b"am", *b"ma", *b"no",
]);

/// Whether a name ends before this word.
#[inline]
pub fn ends_name(input: In) -> bool {
    NAME_ENDS.may_begin(input) && (whole_key(input).is_some() || loose_word(input).is_some())
}

/// A word that people write between a name and its sets, and that the language says in another
/// way: `BW 3x15`, `warm-up 5@40`, `AMRAP 12`, `not done`. What follows it.
#[cold]
pub fn loose_word(input: In) -> Option<In> {
    const WORDS: [&str; 9] = [
        "bodyweight",
        "bw",
        "warm-up",
        "warm up",
        "warmup",
        "w/u",
        "amrap",
        "max",
        "not",
    ];
    let begins = |word: &&&str| {
        let head = input.get(..word.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
    };
    let word = WORDS.iter().find(begins)?;
    let behind = input.get(word.len()..)?;
    let next = blanks(behind);
    if *word == "not" {
        return matches!(key(next), Some((Key::Done, _))).then_some(behind);
    }
    let apart = next.len() < behind.len();
    let follows = match next {
        [b'0'..=b'9', ..] => apart,
        [b'x' | b'X', number @ ..] => apart && blanks(number).first()?.is_ascii_digit(),
        [b'+' | b'-', number @ ..] => blanks(number).first()?.is_ascii_digit(),
        // `max test 24`
        _ => *word == "max" && apart && matches!(key(next), Some((Key::Test, _))),
    };
    follows.then_some(behind)
}

/// The starts of the words of [`unit`].
static UNIT_STARTS: Starts = Starts::new(&[
    *b"s@", *b"se", *b"mi", *b"m@", *b"me", *b"km", *b"mi", *b"ft", *b"fo", *b"fe", *b"kg", *b"ki",
    *b"lb", *b"po", *b"yd", *b"ya",
]);

/// One of the whole words at the front of `input`, and what follows it.
#[inline]
pub fn key(input: In) -> Option<(Key, In)> {
    if KEY_STARTS.may_begin(input) {
        whole_key(input)
    } else {
        None
    }
}

fn whole_key(input: In) -> Option<(Key, In)> {
    const L: u64 = pack("l");
    const R: u64 = pack("r");
    const LEFT: u64 = pack("left");
    const RIGHT: u64 = pack("right");
    const BOTH: u64 = pack("both");
    const TEST: u64 = pack("test");
    const SKIPPED: u64 = pack("skipped");
    const DONE: u64 = pack("done");
    const EACH: u64 = pack("each");
    const EASY: u64 = pack("easy");
    const OK: u64 = pack("ok");
    const HARD: u64 = pack("hard");
    const RPE: u64 = pack("rpe");
    const RIR: u64 = pack("rir");
    const REST: u64 = pack("rest");
    const PAIN: u64 = pack("pain");
    const SORE: u64 = pack("sore");
    const ALLOW: u64 = pack("allow");
    let (word, rest) = packed(input);
    let key = match word {
        L => match rest {
            [b'/', b'r' | b'R', behind @ ..] if ends_word(behind) => {
                return Some((Key::Both, behind));
            }
            _ => Key::Left,
        },
        R => Key::Right,
        LEFT => Key::Left,
        RIGHT => Key::Right,
        BOTH => Key::Both,
        TEST => Key::Test,
        SKIPPED => Key::Skipped,
        DONE => Key::Done,
        EACH => Key::Each,
        EASY => Key::Difficulty(Difficulty::Easy),
        OK => Key::Difficulty(Difficulty::Ok),
        HARD => Key::Difficulty(Difficulty::Hard),
        RPE => Key::Rpe,
        RIR => Key::Rir,
        REST => Key::Rest,
        PAIN => Key::Pain,
        SORE => Key::Sore,
        ALLOW => Key::Allow,
        _ => return None,
    };
    ends_word(rest).then_some((key, rest))
}

/// A unit behind a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measured {
    /// So many milliseconds.
    Time(u64),
    /// So many nanometres in a thousandth of the unit.
    Distance(u64),
    /// A weight.
    Weight(Unit),
}

/// The unit that these letters name.
pub fn unit(word: In) -> Option<Measured> {
    let (word, rest) = packed(word);
    if rest.is_empty() { unit_of(word) } else { None }
}

/// The units by their names, packed.
fn unit_of(word: u64) -> Option<Measured> {
    macro_rules! names {
        ($($constant:ident = $name:literal)*) => { $(const $constant: u64 = pack($name);)* };
    }
    names! {
        S = "s" SEC = "sec" SECS = "secs" SECOND = "second" SECONDS = "seconds"
        MIN = "min" MINS = "mins" MINUTE = "minute" MINUTES = "minutes"
        M = "m" METRE = "metre" METRES = "metres" METER = "meter" METERS = "meters"
        KM = "km" KMS = "kms" MI = "mi" MILE = "mile" MILES = "miles"
        FT = "ft" FOOT = "foot" FEET = "feet" YD = "yd" YDS = "yds" YARD = "yard" YARDS = "yards"
        KG = "kg" KGS = "kgs" KILO = "kilo" KILOS = "kilos"
        LB = "lb" LBS = "lbs" POUND = "pound" POUNDS = "pounds"
    }
    Some(match word {
        S | SEC | SECS | SECOND | SECONDS => Measured::Time(1_000),
        MIN | MINS | MINUTE | MINUTES => Measured::Time(60_000),
        M | METRE | METRES | METER | METERS => Measured::Distance(1_000_000),
        MI | MILE | MILES => Measured::Distance(1_609_344_000),
        KM | KMS => Measured::Distance(1_000_000_000),
        FT | FOOT | FEET => Measured::Distance(304_800),
        YD | YDS | YARD | YARDS => Measured::Distance(914_400),
        KG | KGS | KILO | KILOS => Measured::Weight(Unit::Kg),
        LB | LBS | POUND | POUNDS => Measured::Weight(Unit::Lb),
        _ => return None,
    })
}

/// The unit at the front, glued or after blanks, and what follows it.
#[inline]
pub fn unit_here(input: In) -> Option<(Measured, In)> {
    let start = blanks(input);
    if UNIT_STARTS.may_begin(start) {
        whole_unit(input, start)
    } else {
        None
    }
}

fn whole_unit<'a>(input: In<'a>, start: In<'a>) -> Option<(Measured, In<'a>)> {
    let (packed_word, rest) = packed(start);
    if packed_word == 0 || rest.first().is_some_and(|b| *b >= 0x80) {
        return None;
    }
    let found = unit_of(packed_word)?;
    // `5@80 kg/5@90 kg` is a list with slashes.
    let ended = ends_word(rest) || rest.first() == Some(&b'/');
    if start.len() != input.len() && !ended {
        return None;
    }
    Some((found, rest))
}

/// `time` of the forms `1:30` and `1:02:19` behind their first number, in milliseconds.
fn clock(input: In, first: u64) -> Res<u64> {
    let two = |input| -> Res<u64> {
        let (rest, value) = digits(input)?;
        if input.len() - rest.len() != 2 || value > 59 {
            return Miss::at(input, Why::Other);
        }
        Ok((rest, value))
    };
    let (rest, second) = two(input)?;
    let seconds = first.saturating_mul(60).saturating_add(second);
    match rest.split_first() {
        Some((b':', after)) => {
            let (rest, third) = two(after)?;
            Ok((
                rest,
                seconds
                    .saturating_mul(60)
                    .saturating_add(third)
                    .saturating_mul(1000),
            ))
        }
        _ => Ok((rest, seconds.saturating_mul(1000))),
    }
}

/// The largest number of reps that is read.
pub const MOST_REPS: u64 = 999_999;

fn fits(input: In, value: u64) -> Result<u32, nom::Err<Miss>> {
    match u32::try_from(value) {
        Ok(value) => Ok(value),
        Err(_) => Miss::at(input, Why::TooLarge),
    }
}

/// `amount`: reps, a time or a distance. A number with a unit of weight is none.
pub fn amount(input: In) -> Res<Amount> {
    let (rest, value) = digits(input)?;
    amount_behind(input, rest, value)
}

/// What follows a number that stands alone, and the blanks: nothing is glued to it, nor is a unit
/// set off by a blank.
#[inline]
pub fn alone(behind: In) -> Option<In> {
    let next = blanks(behind);
    let alone = match next {
        [] | [b'0'..=b'9', ..] => true,
        [b'x' | b'X' | b'*', ..] => false,
        _ => !UNIT_STARTS.may_begin(next),
    };
    let apart = next.len() < behind.len() || next.is_empty();
    (alone && apart).then_some(next)
}

/// [`amount`] whose digits have been read.
pub fn amount_behind<'a>(input: In<'a>, rest: In<'a>, value: u64) -> Res<'a, Amount> {
    // Mostly reps, with a set, a load, a mark or the end behind them.
    let plain = match rest {
        [] | [b'!' | b'@' | b'/' | b')' | b';' | b'"', ..] => true,
        [b' ' | b'\t', ..] => !UNIT_STARTS.may_begin(blanks(rest)),
        _ => false,
    };
    if plain && value <= MOST_REPS {
        return Ok((rest, Amount::Reps(value as u32)));
    }
    unplain_amount(input, rest, value)
}

/// An amount with something of its own behind its first digits.
#[inline(never)]
fn unplain_amount<'a>(input: In<'a>, rest: In<'a>, value: u64) -> Res<'a, Amount> {
    match rest.first() {
        None => {}
        Some(b' ' | b'\t') => {
            if let Some((measured, after)) = unit_here(rest) {
                return measured_amount(input, value.saturating_mul(1000), measured, after);
            }
        }
        Some(b':')
            if rest.get(1).is_some_and(u8::is_ascii_digit) => {
                let (rest, time) = clock(rest.get(1..).unwrap_or(&[]), value)?;
                return Ok((rest, Amount::Time(fits(input, time)?)));
            }
        Some(b',')
            // `1,5km`: the comma could be a decimal one.
            if rest.get(1).is_some_and(u8::is_ascii_digit) => {
                let (behind, _) = digits(rest.get(1..).unwrap_or(&[]))?;
                if unit_here(behind).is_some() {
                    return Miss::at(input, Why::Comma);
                }
            }
        Some(b'.') if rest.get(1).is_some_and(u8::is_ascii_digit) => {
            let (after, value) = thousandths(input, false)?;
            return match unit_here(after) {
                Some((measured, rest)) => measured_amount(input, value, measured, rest),
                None => Miss::at(input, Why::Decimal),
            };
        }
        // A third factor: the set says what is wrong with it.
        Some(b'x' | b'X') if rest.get(1).is_some_and(u8::is_ascii_digit) => {}
        Some(b) if is_letter(*b) => {
            return match unit_here(rest) {
                Some((measured, after)) => {
                    measured_amount(input, value.saturating_mul(1000), measured, after)
                }
                None => Miss::at(input, Why::UnknownUnit),
            };
        }
        _ => {}
    }
    if value > MOST_REPS {
        return Miss::at(input, Why::TooLarge);
    }
    Ok((rest, Amount::Reps(value as u32)))
}

/// Behind a number in thousandths and its unit: `1m30s` and `2min30s` have a second part.
fn measured_amount<'a>(input: In<'a>, value: u64, unit: Measured, rest: In<'a>) -> Res<'a, Amount> {
    let glued_minutes = || {
        let written = input.get(..input.len() - rest.len()).unwrap_or(&[]);
        !written.iter().any(|b| matches!(b, b' ' | b'\t' | b'.'))
            && (is(letters_behind(written), "m") || is(letters_behind(written), "min"))
    };
    if rest.first().is_some_and(u8::is_ascii_digit) && glued_minutes() {
        let (behind, seconds) = digits(rest)?;
        if let Some((Measured::Time(1_000), after)) = unit_here(behind)
            && behind.first().is_some_and(u8::is_ascii_alphabetic)
            && seconds < 60
        {
            let time = (value / 1000).saturating_mul(60).saturating_add(seconds);
            return Ok((after, Amount::Time(fits(input, time.saturating_mul(1000))?)));
        }
        return Miss::at(input, Why::Other);
    }
    if rest
        .first()
        .is_some_and(|b| b.is_ascii_digit() || is_letter(*b))
    {
        return Miss::at(input, Why::UnknownUnit);
    }
    match unit {
        Measured::Time(each) => {
            let time = value.saturating_mul(each) / 1000;
            Ok((rest, Amount::Time(fits(input, time)?)))
        }
        Measured::Distance(each) => {
            // Rounded once, to millimetres.
            let nano = u128::from(value) * u128::from(each);
            let milli = (nano + 500_000) / 1_000_000;
            let milli = u64::try_from(milli).unwrap_or(u64::MAX);
            Ok((rest, Amount::Distance(fits(input, milli)?)))
        }
        Measured::Weight(_) => Miss::at(input, Why::Other),
    }
}

fn letters_behind(written: In) -> In {
    let count = written.iter().rev().take_while(|b| is_letter(**b)).count();
    written.get(written.len() - count..).unwrap_or(&[])
}

/// `time` or `distance` or nothing else: for `rest`, targets and events.
pub fn duration(input: In) -> Res<u32> {
    match amount(input)? {
        (rest, Amount::Time(time)) => Ok((rest, time)),
        _ => Miss::at(input, Why::NoUnit),
    }
}

/// `1 min 30 s` and `1min 30s`, which are one time to one person and two sets to another: what
/// follows the seconds. `input` begins with the minutes, and `behind` follows them.
pub fn seconds_behind_minutes<'a>(input: In<'a>, behind: In<'a>) -> Option<In<'a>> {
    let (unit, _) = digits(input).ok()?;
    let minutes = matches!(unit_here(unit), Some((Measured::Time(60_000), _)));
    let seconds = blanks(behind);
    if !minutes || seconds.len() == behind.len() {
        return None;
    }
    let (unit, value) = digits(seconds).ok()?;
    match unit_here(unit) {
        Some((Measured::Time(1_000), end)) if value < 60 && ends_word(end) => Some(end),
        _ => None,
    }
}

/// `7`, `8.5` or `8,5` in halves, between `low` and `high`.
pub fn halves(input: In, low: u8, high: u8) -> Res<u8> {
    let (rest, value) = thousandths(input, true)?;
    let halves = value / 500;
    let whole_halves = value % 500 == 0;
    if !whole_halves || halves < u64::from(low) * 2 || halves > u64::from(high) * 2 {
        return Miss::at(input, Why::Other);
    }
    Ok((rest, halves as u8))
}
