//! Slips of the pen: what is probably wrong with a set that does not fit the history.

use super::RULE;
use super::history::{Neighbours, Point, fits};
use crate::analysis::Context;
use crate::date::Date;
use crate::finding::{Datum, Finding};
use crate::model::history::set_place;
use crate::model::quantity::weight;
use crate::model::{Amount, EntryKind, Set, Unit};
use crate::text::Place;

/// What is probably wrong with a set.
enum Slip {
    /// Reps and load are swapped; written rightly.
    Swapped(String),
    /// The amount; what was probably meant, if it can be told.
    Amount(u64),
    /// The load in grams.
    Load(u64),
}

pub(super) fn judge(
    context: &Context,
    point: &Point,
    neighbours: &Neighbours,
    before: Option<Point>,
) -> Option<Finding> {
    let sets = context.journal.sets_of(&point.entry);
    let mut heaviest_yet = 0;
    sets.iter().filter(|set| !set.warmup).find_map(|set| {
        let load = context.journal.load(set).map_or(0, |load| load.total());
        let ramp = heaviest_yet <= load && load < point.values.heaviest;
        heaviest_yet = heaviest_yet.max(load);
        let slip = swapped(context, set, neighbours)
            .or_else(|| wrong_load(context, point, set, load, ramp, neighbours, before))
            .or_else(|| wrong_amount(point, set, load, neighbours))?;
        Some(finding(context, point, set, slip, neighbours, before))
    })
}

/// `100@5` where `5@100` is usual.
fn swapped(context: &Context, set: &Set, neighbours: &Neighbours) -> Option<Slip> {
    let (Amount::Reps(reps), Some(load)) = (set.amount, context.journal.load(set)) else {
        return None;
    };
    let (amounts, loads) = (neighbours.amounts?, neighbours.loads?);
    let unit = |unit: Unit| crate::model::quantity::grams(1_000, unit);
    let one = u64::from(unit(load.unit));
    let number = (u64::from(load.grams) + one / 2) / one;
    let right_load = u64::from(reps) * one * u64::from(load.implements.max(1));
    let far = u64::from(reps) >= amounts.1 * 3 && load.total() * 3 <= loads.0;
    let near = right_load * 100 >= loads.0 * 85
        && right_load * 100 <= loads.1 * 115
        && number > 0
        && number + 2 >= amounts.0
        && number <= amounts.1 + 2;
    let supported = neighbours.support(|&(most, _)| most, u64::from(reps))
        && neighbours.support(|&(_, load)| load, load.total());
    (far && near && !supported).then(|| {
        let count = if set.count > 1 {
            format!("{}x", set.count)
        } else {
            String::new()
        };
        Slip::Swapped(format!("{count}{number}@{reps}{}", load.unit.word()))
    })
}

/// A load with a digit too many or too few.
fn wrong_load(
    context: &Context,
    point: &Point,
    set: &Set,
    load: u64,
    ramp: bool,
    neighbours: &Neighbours,
    before: Option<Point>,
) -> Option<Slip> {
    let written = context.journal.load(set)?;
    let loads = neighbours.loads?;
    if load == 0 || neighbours.support(|&(_, load)| load, load) {
        return None;
    }
    let implements = u64::from(written.implements.max(1));
    let meant = if load >= loads.1 * 3 {
        let one = u64::from(crate::model::quantity::grams(1_000, written.unit));
        let number = u64::from(written.grams) / one;
        let shorter = shortened(number).map(|shorter| shorter * one * implements);
        // What is very far off may also be a slip in a light week.
        let light = |meant: u64| load > loads.1 * 5 && meant * 2 >= loads.0 && meant <= loads.1;
        shorter
            .chain([load / 10])
            .find(|&meant| fits(meant, loads) || light(meant))
    } else if load * 5 <= loads.0 && !ramp && !long_break(point, before) {
        Some(load * 10).filter(|&load| fits(load, loads))
    } else {
        None
    };
    meant.map(|meant| Slip::Load(meant / implements))
}

/// After a break weights may be anything.
fn long_break(point: &Point, before: Option<Point>) -> bool {
    let date = |point: &Point| -> Date { point.session.date };
    before.is_some_and(|before| date(point).days_since(date(&before)) >= 28)
}

/// Reps, a time or a distance with a digit too many, or in the wrong unit.
fn wrong_amount(point: &Point, set: &Set, load: u64, neighbours: &Neighbours) -> Option<Slip> {
    let (kind, value) = (set.amount.kind(), set.amount.number());
    let value = u64::from(value);
    let amounts = neighbours.amounts?;
    if kind != point.kind || neighbours.support(|&(most, _)| most, value) {
        return None;
    }
    // Tests go far beyond working sets, and light sets are long.
    let times = if point.entry.kind == EntryKind::Test {
        8
    } else {
        5
    };
    if value < amounts.1 * times || neighbours.loads.is_some_and(|(low, _)| load * 5 < low * 3) {
        return None;
    }
    let fit = |&meant: &u64| fits(meant, amounts);
    let meant = match kind {
        0 if value < 30 => None,
        0 => shortened(value).find(fit),
        // Minutes for seconds; kilometres for metres.
        1 => [value / 10, value / 60].into_iter().find(fit),
        _ => [value / 10, value / 1000].into_iter().find(fit),
    };
    meant.map(Slip::Amount)
}

/// The number without one of its digits, each in turn.
fn shortened(number: u64) -> impl Iterator<Item = u64> {
    (0..20)
        .map(|place| 10u64.saturating_pow(place))
        .take_while(move |&place| place <= number)
        .map(move |place| number / place / 10 * place + number % place)
}

fn finding(
    context: &Context,
    point: &Point,
    set: &Set,
    slip: Slip,
    neighbours: &Neighbours,
    before: Option<Point>,
) -> Finding {
    let journal = context.journal;
    let entry = point.entry;
    let place = set_place(&entry, set);
    let load = journal.load(set);
    let amounts = neighbours
        .amounts
        .map(|(low, high)| range(low, high, |v| amount(point.kind, v)));
    let loads = neighbours.loads.map(|(low, high)| {
        let implements = u64::from(load.map_or(1, |load| load.implements.max(1)));
        let unit = load.map_or(Unit::Kg, |load| load.unit);
        let one = |value: u64| weight(u32::try_from(value / implements).unwrap_or(u32::MAX), unit);
        range(low, high, one)
    });
    let (amounts, loads) = (amounts.unwrap_or_default(), loads.unwrap_or_default());
    let written_load = load.map_or_else(String::new, |load| weight(load.grams, load.unit));
    let (message, label, meant) = match &slip {
        Slip::Swapped(text) => (
            format!(
                "{} reps at {written_load}, where {amounts} at {loads} is usual",
                set.amount
            ),
            "reps and load look swapped",
            Some(text.clone()),
        ),
        Slip::Load(grams) => (
            format!("{written_load}, where {loads} is usual"),
            "far from the entries around it",
            load.map(|load| weight(u32::try_from(*grams).unwrap_or(u32::MAX), load.unit)),
        ),
        Slip::Amount(value) => (
            format!(
                "{}, where {amounts} is usual",
                amount(point.kind, point_value(set))
            ),
            "far from the entries around it",
            Some(amount(point.kind, *value)),
        ),
    };
    let name = &journal.exercise(entry.exercise).name;
    let mut finding = Finding::warning(RULE.card.name, place, format!("{name}: {message}"))
        .about(name, journal.level_name(entry.exercise, entry.level))
        .label(label);
    let allow = "if it is right, write `allow implausible` at the end of the line";
    finding = match meant {
        Some(meant) => {
            let finding = finding.help(format!("if a slip, write `{meant}`; {allow}"));
            match slip {
                Slip::Swapped(_) => {
                    let title = format!("write `{meant}`");
                    let alone = glued(context, place);
                    if alone {
                        finding.fix(title, false, place, meant)
                    } else {
                        finding
                    }
                }
                _ => finding,
            }
        }
        None => finding.help(allow),
    };
    if let Some(before) = before {
        let place = Place {
            file: before.entry.file,
            span: before.entry.span,
        };
        finding = finding.related(place, format!("on {}", before.session.date.words()));
    }
    finding
        .datum("usual_amount", Datum::Text(amounts))
        .datum("usual_load", Datum::Text(loads))
}

/// Whether the load is part of the set's text, so that replacing it replaces both.
fn glued(context: &Context, place: Place) -> bool {
    context.journal.sources.text(place).contains('@')
}

fn point_value(set: &Set) -> u64 {
    u64::from(set.amount.number())
}

fn amount(kind: usize, value: u64) -> String {
    let value = u32::try_from(value).unwrap_or(u32::MAX);
    match kind {
        0 => Amount::Reps(value),
        1 => Amount::Time(value),
        _ => Amount::Distance(value),
    }
    .to_string()
}

fn range(low: u64, high: u64, show: impl Fn(u64) -> String) -> String {
    if low == high {
        show(low)
    } else {
        format!("{} to {}", show(low), show(high))
    }
}
