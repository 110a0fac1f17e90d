//! The properties of `exercise` blocks, one on each indented line.

use super::ast::{Amount, Load, Measure, Property, PropertyKind, Sides, Tree};
use super::attribute::{after, line_end, text, token};
use super::directive::{Reader, name_until, without_colon};
use super::grammar::{self, at_end, blanks, digits, is, letters};
use super::line::{In, Line};
use crate::finding::Finding;
use crate::nearest::nearest;
use crate::text::{Place, Span};

/// The properties of an exercise that are words; progression numbers are known where the journal
/// is lowered.
pub const PROPERTIES: [&str; 10] = [
    "also",
    "level",
    "target",
    "rest",
    "cues",
    "sides",
    "measure",
    "increment",
    "muscles",
    "assists",
];

/// Whether a line begins with the word of a property.
pub fn is_property(content: In) -> bool {
    grammar::word(content).is_ok_and(|(rest, word)| {
        let known = PROPERTIES.iter().any(|name| is(word, name));
        known && matches!(rest.first(), Some(b' ' | b'\t' | b':' | b'='))
    })
}

/// An indented line of an `exercise` block.
pub fn property(tree: &mut Tree, line: &Line, content: In) {
    let Ok((behind, word)) = grammar::word(content) else {
        let end = after(content, token(content).len());
        tree.errors.push(
            Finding::error(
                "unknown-directive",
                line.place(content, end),
                "this is not a property of an exercise",
            )
            .label("not known here")
            .help(format!(
                "properties are {}",
                PROPERTIES.map(|name| format!("`{name}`")).join(", ")
            ))
            .kept(),
        );
        return;
    };
    let end = line_end(content);
    let span = line.span(content, end);
    let message = "a property takes no mark after its word";
    // Of `levels: a, b` something else is said.
    let rest = match blanks(behind) {
        [b':' | b'=', rest @ ..] if is(word, "levels") => blanks(rest),
        rest => without_colon(tree, line, rest, message),
    };
    let mut reader = Reader {
        tree,
        line,
        word: (content, behind),
    };
    let kind = reader.property(word, rest, end);
    if let Some(kind) = kind {
        tree.properties.push(Property { span, kind });
    }
}

impl<'a> Reader<'_, '_, 'a> {
    /// `levels band, free`
    #[cold]
    fn levels(&mut self, rest: In<'a>, end: In<'a>) {
        let (word, behind) = self.word;
        let indent = self.line.bytes.get(..self.line.index(word)).unwrap_or(&[]);
        let names = rest.get(..rest.len() - end.len()).unwrap_or(&[]);
        let lines: Vec<String> = text(names)
            .split([',', '<', '>'])
            .map(|name| format!("level {}", name.trim()))
            .collect();
        let better = lines.join(&format!("\n{}", text(indent)));
        self.tree.errors.push(
            Finding::error(
                "unknown-directive",
                self.line.place(word, behind),
                "each level has a line of its own",
            )
            .label("one level a line")
            .help("write one `level NAME` a line, easiest first")
            .fix(
                "write one level a line",
                false,
                self.line.place(word, end),
                better,
            )
            .kept(),
        );
    }

    fn property(&mut self, word: In<'a>, rest: In<'a>, end: In<'a>) -> Option<PropertyKind> {
        let known = PROPERTIES.iter().find(|name| is(word, name)).copied();
        if is(word, "levels") && rest.len() > end.len() {
            self.levels(rest, end);
            return None;
        }
        if ["alias", "aliases", "aka"]
            .iter()
            .any(|name| is(word, name))
        {
            let place = self.line.place(self.word.0, self.word.1);
            let error = Finding::error(
                "unknown-directive",
                place,
                format!("`{}` is written `also`", text(word)),
            )
            .label("not a property")
            .help("write `also`")
            .fix("write `also`", true, place, "also");
            self.tree.errors.push(error.kept());
            return Some(PropertyKind::Also(self.list(rest, end)));
        }
        let Some(known) = known else {
            // Progression numbers are a word and a value; which there are is not known here.
            let value_end = if at_end(rest) {
                rest
            } else {
                after(rest, token(rest).len())
            };
            // Of a value that is no number it is told already.
            if rest.first().is_some_and(u8::is_ascii_digit) {
                self.nothing_more(value_end);
            }
            return Some(PropertyKind::Number {
                key: self.line.span(self.word.0, self.word.1),
                value: if rest.len() == value_end.len() {
                    Span::default()
                } else {
                    self.line.span(rest, value_end)
                },
            });
        };
        if rest.len() <= end.len() {
            let help = match known {
                "also" => "write other names, as in `also sit-stand, pistol`",
                "level" => "write one level a line, easiest first",
                "target" => "write `target 3x15` or `target 3x8-12`",
                "rest" => "write `rest 2min`",
                "cues" => "write words for how form breaks, as in `cues pelvis-drop, shaking`",
                "sides" => "write `sides each`, `sides alternating` or `sides both`",
                "measure" => "write `measure reps`, `measure time` or `measure distance`",
                "increment" => "write the smallest step, as in `increment 2.5kg`",
                _ => "write the muscles with commas between them",
            };
            self.error(
                "unknown-word",
                rest,
                rest,
                &format!("`{known}` needs something after it"),
                help,
            );
            return None;
        }
        match known {
            "also" => Some(PropertyKind::Also(self.list(rest, end))),
            "muscles" => Some(PropertyKind::Muscles(self.list(rest, end))),
            "assists" => Some(PropertyKind::Assists(self.list(rest, end))),
            "cues" => Some(PropertyKind::Cues(self.list(rest, end))),
            "level" => {
                // Brackets are for entries; here they are formatted away.
                let written = rest
                    .get(..rest.len().saturating_sub(end.len()))
                    .unwrap_or(&[]);
                let name = match written {
                    [b'[', inside @ .., b']'] => {
                        name_until(self.line, after(rest, 1), after(rest, 1 + inside.len()))
                    }
                    _ => name_until(self.line, rest, end),
                };
                Some(PropertyKind::Level(name))
            }
            "sides" => self
                .choice(
                    rest,
                    &[
                        ("each", Sides::Each),
                        ("alternating", Sides::Alternating),
                        ("both", Sides::Both),
                    ],
                )
                .map(PropertyKind::Sides),
            "measure" => self
                .choice(
                    rest,
                    &[
                        ("reps", Measure::Reps),
                        ("time", Measure::Time),
                        ("distance", Measure::Distance),
                    ],
                )
                .map(PropertyKind::Measure),
            "rest" => match grammar::duration(rest) {
                Ok((behind, time)) => {
                    self.nothing_more(behind);
                    Some(PropertyKind::Rest(time))
                }
                Err(_) => {
                    self.error(
                        "invalid-number",
                        rest,
                        end,
                        "this rest is not a time",
                        "write `rest 90s`, `rest 2min` or `rest 1:30`",
                    );
                    None
                }
            },
            "target" => match target(rest) {
                Some((behind, kind)) => {
                    self.nothing_more(behind);
                    Some(kind)
                }
                None => {
                    self.error(
                        "invalid-number",
                        rest,
                        end,
                        "this target cannot be read",
                        "write `target 3x15`, `target 3x8-12` or `target 3x45s`",
                    );
                    None
                }
            },
            "increment" => match increment(rest) {
                Some((behind, weight)) if weight.unit.is_some() => {
                    self.nothing_more(behind);
                    self.tree.loads.push(Load {
                        span: self.line.span(rest, behind),
                        kind: weight.kind,
                        implements: weight.implements,
                        thousandths: weight.thousandths,
                        unit: weight.unit,
                    });
                    Some(PropertyKind::Increment(self.tree.loads.len() as u32 - 1))
                }
                _ => {
                    self.error(
                        "invalid-number",
                        rest,
                        end,
                        "this increment is not a weight",
                        "write the smallest step with its unit, as in `increment 2.5kg`",
                    );
                    self.offer_units(rest, end);
                    None
                }
            },
            _ => None,
        }
    }

    /// `increment 2.5`
    fn offer_units(&mut self, rest: In<'a>, end: In<'a>) {
        let bare = grammar::thousandths(rest, true);
        if !matches!(bare, Ok((behind, _)) if behind.len() == end.len()) {
            return;
        }
        let at = self.line.at(end);
        if let Some(error) = self.tree.errors.last_mut() {
            let place = Place {
                span: Span::new(at, at),
                ..error.place
            };
            for unit in ["kg", "lb"] {
                *error = error
                    .clone()
                    .fix(format!("write {unit}"), false, place, unit);
            }
        }
    }

    fn choice<T: Copy>(&mut self, rest: In<'a>, known: &[(&'static str, T)]) -> Option<T> {
        let word = letters(rest);
        let behind = after(rest, word.len());
        if let Some((_, value)) = known.iter().find(|(name, _)| is(word, name)) {
            self.nothing_more(behind);
            return Some(*value);
        }
        let end = if word.is_empty() {
            after(rest, token(rest).len())
        } else {
            behind
        };
        let names: Vec<String> = known.iter().map(|(name, _)| format!("`{name}`")).collect();
        let help = format!("write one of {}", names.join(", "));
        self.error(
            "unknown-word",
            rest,
            end,
            &format!(
                "`{}` is none of the choices",
                text(rest.get(..rest.len() - end.len()).unwrap_or(&[]))
            ),
            &help,
        );
        const OTHERS: [(&str, &str); 10] = [
            ("seconds", "time"),
            ("secs", "time"),
            ("minutes", "time"),
            ("duration", "time"),
            ("metres", "distance"),
            ("meters", "distance"),
            ("km", "distance"),
            ("repetitions", "reps"),
            ("alternate", "alternating"),
            ("separate", "each"),
        ];
        let other = OTHERS.iter().find(|(other, _)| is(word, other));
        let mut known = known.iter().map(|(name, _)| *name);
        let near = match other {
            Some((_, meant)) => known.find(|name| name == meant),
            None => nearest(&text(word), known),
        };
        if let (Some(near), Some(error)) = (near, self.tree.errors.last_mut()) {
            let place = error.place;
            error.help = format!("the nearest choice is `{near}`");
            *error = error
                .clone()
                .fix(format!("write `{near}`"), true, place, near);
        }
        None
    }
}

/// A load; there is no list here in which a comma could stand.
fn increment(rest: In) -> Option<(In, grammar::Weight)> {
    let written = [b"@", rest].concat();
    let (behind, weight) = grammar::load(rest)
        .or_else(|_| grammar::load(&written))
        .ok()?;
    Some((after(rest, rest.len() - behind.len()), weight))
}

/// `3x15`, `3x8-12`, `3x30-45s`
fn target(rest: In) -> Option<(In, PropertyKind)> {
    let (behind, sets) = digits(rest).ok()?;
    let next = blanks(behind);
    if !matches!(next.first(), Some(b'x' | b'X' | b'*')) {
        return None;
    }
    let low_start = blanks(after(next, 1));
    let sets = u8::try_from(sets)
        .ok()
        .filter(|sets| (1..=20).contains(sets))?;
    let (after_low, low) = digits(low_start).ok()?;
    if let Some((b'-', high_start)) = after_low.split_first() {
        let (behind, high) = grammar::amount(high_start).ok()?;
        let low = match high {
            Amount::Reps(_) => Amount::Reps(u32::try_from(low).ok()?),
            // The unit behind the range is for both ends.
            Amount::Time(_) | Amount::Distance(_) => {
                let (unit_start, _) = digits(high_start).ok()?;
                let glued = text(low_start.get(..low_start.len() - after_low.len())?)
                    + &text(unit_start.get(..unit_start.len() - behind.len())?);
                grammar::amount(glued.as_bytes()).ok()?.1
            }
        };
        let ordered = match (low, high) {
            (Amount::Reps(l), Amount::Reps(h))
            | (Amount::Time(l), Amount::Time(h))
            | (Amount::Distance(l), Amount::Distance(h)) => l <= h && l > 0,
            _ => false,
        };
        return ordered.then_some((behind, PropertyKind::Target { sets, low, high }));
    }
    let (behind, amount) = grammar::amount(low_start).ok()?;
    let positive = !matches!(
        amount,
        Amount::Reps(0) | Amount::Time(0) | Amount::Distance(0)
    );
    positive.then_some((
        behind,
        PropertyKind::Target {
            sets,
            low: amount,
            high: amount,
        },
    ))
}
