//! Loads: `@100kg`, `@2x24kg`, `+5kg`, `-20kg`.

use super::super::ast::{Load, LoadKind, Tree, Unit};
use super::super::line::In;
use super::{
    Measured, Miss, Res, Why, alone, blanks, digits, fits, is_letter, thousandths, unit_here,
};
use crate::text::Span;

/// A load without its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Weight {
    /// How it acts.
    pub kind: LoadKind,
    /// How many implements.
    pub implements: u8,
    /// The number in thousandths of its unit.
    pub thousandths: u32,
    /// The unit, if written.
    pub unit: Option<Unit>,
}

impl Weight {
    /// Adds it as the load that stands there; its index.
    #[inline(always)]
    pub fn push(self, tree: &mut Tree, span: Span) -> u32 {
        let index = tree.loads.len() as u32;
        tree.loads.push(Load {
            span,
            kind: self.kind,
            implements: self.implements,
            thousandths: self.thousandths,
            unit: self.unit,
        });
        index
    }
}

/// `load`: `@100kg`, `@100`, `@2x24kg`, `+5kg`, `-20kg`, and bare `100kg`.
///
/// `Why::Other` at the very front means that this is no load at all.
pub fn load(input: In) -> Res<Weight> {
    let (kind, number, sign) = match input.first() {
        Some(b'@') => (
            LoadKind::Absolute,
            blanks(input.get(1..).unwrap_or(&[])),
            true,
        ),
        Some(b'+') => (LoadKind::Added, input.get(1..).unwrap_or(&[]), true),
        Some(b'-') => (LoadKind::Assisted, input.get(1..).unwrap_or(&[]), true),
        Some(b) if b.is_ascii_digit() => (LoadKind::Absolute, input, false),
        _ => return Miss::at(input, Why::Other),
    };
    let (mut number, mut implements) = (number, 1u8);
    if sign && number.first().is_some_and(u8::is_ascii_digit) {
        let (rest, count) = digits(number)?;
        if matches!(rest.first(), Some(b'x' | b'X' | b'*'))
            && rest.get(1).is_some_and(u8::is_ascii_digit)
        {
            let Ok(count @ 1..=20) = u8::try_from(count) else {
                return Miss::at(number, Why::TooLarge);
            };
            implements = count;
            number = rest.get(1..).unwrap_or(&[]);
        }
    }
    let (rest, value) = match thousandths(number, false) {
        Ok(read) => read,
        Err(_) if !sign => return Miss::at(input, Why::Other),
        Err(nom::Err::Error(Miss {
            why: Why::TooFine, ..
        })) => {
            return Miss::at(number, Why::TooFine);
        }
        Err(_) => return Miss::at(number, Why::Other),
    };
    let comma = rest.first() == Some(&b',') && rest.get(1).is_some_and(u8::is_ascii_digit);
    let (behind, decimal) = match comma {
        true => thousandths(number, true)?,
        false => (rest, value),
    };
    // Behind decimals a comma parts sets: `8@60.5,8@62.5`.
    if behind.len() < rest.len() {
        // Decimal only where a unit follows: `@62,5kg`. A bare `12,5kg` may be twelve reps and 5 kg.
        match unit_here(behind) {
            Some((Measured::Weight(unit), rest)) if ends_load(rest) => {
                // `@1,000kg` is a thousand to some and one to others.
                let digits_behind = number.len() - behind.len() - 1;
                let whole = number.len() - rest_of_whole(number).len();
                if !sign || digits_behind.saturating_sub(whole) == 3 {
                    return Miss::at(input, Why::Comma);
                }
                let thousandths = fits(number, decimal)?;
                return Ok((
                    rest,
                    Weight {
                        kind,
                        implements,
                        thousandths,
                        unit: Some(unit),
                    },
                ));
            }
            _ if sign && !matches!(behind.first(), Some(b'x' | b'X' | b'*' | b'@' | b'!')) => {
                return Miss::at(input, Why::Comma);
            }
            _ => {}
        }
    }
    let too_large = value > u64::from(u32::MAX);
    match unit_here(rest) {
        Some((Measured::Weight(unit), after)) if ends_load(after) => {
            if too_large {
                return Miss::at(number, Why::TooLarge);
            }
            Ok((
                after,
                Weight {
                    kind,
                    implements,
                    thousandths: value as u32,
                    unit: Some(unit),
                },
            ))
        }
        _ if !sign => Miss::at(input, Why::Other),
        _ if rest.first().is_some_and(|b| is_letter(*b) || *b == b'#') => {
            Miss::at(rest, Why::UnknownUnit)
        }
        _ if kind != LoadKind::Absolute => Miss::at(rest, Why::NoUnit),
        _ if too_large => Miss::at(number, Why::TooLarge),
        _ => Ok((
            rest,
            Weight {
                kind,
                implements,
                thousandths: value as u32,
                unit: None,
            },
        )),
    }
}

/// The forms of [`load`] that are common behind an amount, `@80kg`, `@62.5kg` and `@80`, where
/// nothing else is glued to them.
#[inline]
pub fn plain_load(input: In) -> Option<(In, Weight)> {
    let (rest, whole) = digits(input.strip_prefix(b"@")?).ok()?;
    let (rest, tenths) = match rest {
        [b'.', tenths @ b'0'..=b'9', rest @ ..] => (rest, tenths - b'0'),
        _ => (rest, 0),
    };
    let (rest, unit) = match rest {
        [b'k', b'g', rest @ ..] => (rest, Some(Unit::Kg)),
        [b'l', b'b', rest @ ..] => (rest, Some(Unit::Lb)),
        _ => (rest, None),
    };
    let ends = match (unit, rest) {
        (_, []) | (Some(_), [b' ' | b'\t' | b',' | b'/' | b')', ..]) => true,
        _ => alone(rest).is_some(),
    };
    let thousandths = whole
        .checked_mul(1000)?
        .checked_add(u64::from(tenths) * 100)?;
    let thousandths = u32::try_from(thousandths).ok()?;
    ends.then_some((
        rest,
        Weight {
            kind: LoadKind::Absolute,
            implements: 1,
            thousandths,
            unit,
        },
    ))
}

/// What follows the digits at the front.
fn rest_of_whole(number: In) -> In {
    digits(number).map_or(number, |(rest, _)| rest)
}

/// A load ends before a blank, a mark or the end of the line.
fn ends_load(rest: In) -> bool {
    matches!(
        rest.first(),
        None | Some(b' ' | b'\t' | b',' | b'/' | b')' | b';' | b'!' | b'"' | b'#' | b'[' | b':')
    )
}
