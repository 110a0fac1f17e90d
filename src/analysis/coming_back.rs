//! `coming-back`: a break before the latest session, or up to today.

mod past;

use super::missed_week::silent_for_long;
use super::ramp::{self, Ramp};
use super::status::{Case, Status, Verdict};
use super::tally::RESET_DAYS;
use super::{Context, Rule, plan, together};
use crate::date::Date;
use crate::finding::{Card, Datum, Finding, Severity};
use crate::model::bout::number;
use crate::model::{Amount, EventKind};
use crate::order;
use crate::text::Place;
use std::collections::{BTreeMap, BTreeSet};

/// What it is.
pub const CARD: Card = Card {
    name: "coming-back",
    severity: Severity::Advice,
    summary: "there was a break: how to come back to the old reps",
    explain: "\
A break is 15 days or more without an exercise, and more than twice the usual gap between its \
sessions (the median of the last six), so that somebody who trains every three weeks is not always \
coming back. Exercises that share the dates are told together. The finding stands from the 15th \
day to the second session after the break, and is silent while `away`, `ill`, `injured` or `break` \
covers today: nothing is asked of you then. It names no reps for an exercise while `pain` or \
`too-fast` is said of it, and once you are back it is silent where `too-fast` or broken form asks \
for less: there is one number to do next, that of `strength next`. An endurance test after the break ends it, because a \
test says better where to go on.

How to come back depends on the days since the last session:
- 15 to 27 days: one session with two reps fewer in each set; if it is clean, the old reps again.
- 28 to 55 days: one session with half the reps, then an endurance test, and on from four reps \
below it. Without a test 70, 80 and 90 % of the old reps in the sessions after.
- 56 days and more: the same, one level easier. Of an exercise that rested so long nothing is said \
until you train it again, unless a `routine` with it is in use.

The old reps are those of the last session that was not itself an eased one; parts of a rep are \
dropped, and reps that alternate sides are even. In race preparation you come back to the old reps \
and stop there.

Two weeks off cost little strength, and about three are mostly kept (McMaster and others, 2013, as \
others summarize it); strength that lasts many reps falls most, and faster with age (Bosquet and \
others, 2013). The steps of 50, 70, 80 and 90 % mirror the cuts that the strength coaches' \
associations CSCCa and NSCA agreed on for returns (2019). The limits of 15, 28 and 56 days are \
defaults chosen with care, not findings.

After an illness or injury this program cannot judge whether you are ready; a doctor or \
physiotherapist can.

If you trained and did not write it down, write a line such as `One-leg bridge   done`. \
`allow coming-back for EXERCISE until DATE \"why\"` silences it for a while.",
    example: "\
2026-01-05
  One-leg bridge [close]  test L 20 R 19
2026-01-12
  One-leg bridge  3x15  ok
  Toe taps        3x20  ok
",
    today: "2026-02-10",
    settings: &[],
};

/// The rule.
pub const RULE: Rule = Rule {
    card: CARD,
    standing: true,
    run,
};

/// An exercise that comes back, and from where.
struct Part<'c, 'j> {
    case: Case<'c, 'j>,
    ramp: Ramp,
    /// The sessions to come: what `next` plans first, then the steps above that. Empty where
    /// nothing is to be told of them.
    sets: Vec<Amount>,
    from: Date,
    to: Option<Date>,
}

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let mut groups: BTreeMap<(Date, Option<Date>), Vec<Part>> = BTreeMap::new();
    let mut told = BTreeSet::new();
    if !silent_for_long(context.journal, context.today) {
        // No reps are named for an exercise that somebody has to look at first.
        let well = Case::all(context).filter(|(_, verdict)| verdict.status != Status::Pain);
        for (case, verdict) in well {
            let Some(part) = Part::of(case, verdict) else {
                continue;
            };
            told.extend(part.to.map(|to| (part.case.subject.exercise, to)));
            groups.entry((part.from, part.to)).or_default().push(part);
        }
    }
    for mut parts in groups.into_values() {
        order::sort_by_key(&mut parts, |part| part.place(part.newest()));
        together::say(context, parts, |parts| finding(context, parts), findings);
    }
    if let Some(since) = context.since {
        past::tell(context, since, &told, findings);
    }
}

impl<'c, 'j> Part<'c, 'j> {
    /// An exercise that did one session at most since its break. Once it is back, a status that
    /// asks for less names the reps alone.
    fn of(case: Case<'c, 'j>, verdict: &Verdict) -> Option<Part<'c, 'j>> {
        let ramp = ramp::of(&case).filter(|ramp| ramp.sessions <= 1)?;
        let less = matches!(verdict.status, Status::TooFast | Status::BackOff);
        if less && ramp.back.is_some() {
            return None;
        }
        let date = |visit: usize| case.subject.history.visits.get(visit).map(|v| v.date);
        let (from, to) = (date(ramp.last)?, ramp.back.and_then(date));
        // In `too-fast` the way back leads to the level before, and its finding names the reps.
        let told = verdict.status != Status::TooFast && !ramp.over;
        let next = plan::amount(&case, verdict).filter(|_| told);
        let steps = ramp.reps.iter().map(|reps| Amount::Reps(*reps));
        let above = |next: Amount| steps.filter(move |step| number(*step) > number(next));
        let sets = next.map(|next| std::iter::once(next).chain(above(next)).collect());
        Some(Part {
            sets: sets.unwrap_or_default(),
            case,
            ramp,
            from,
            to,
        })
    }

    fn newest(&self) -> usize {
        self.ramp.back.unwrap_or(self.ramp.last)
    }

    fn place(&self, visit: usize) -> Place {
        self.case.subject.place(self.case.journal(), visit)
    }

    fn name(&self) -> &str {
        &self.case.exercise().name
    }

    /// `14, 16 and 18`: the sets of the first few sessions to come; `None` if they are not told.
    fn sets(&self, sessions: usize) -> Option<String> {
        let sets = self.sets.iter().take(sessions);
        let words: Vec<String> = sets.map(Amount::to_string).collect();
        (!words.is_empty()).then(|| together::list(&words))
    }

    /// The sets are counted in reps.
    fn in_reps(&self) -> bool {
        self.sets.iter().all(|set| matches!(set, Amount::Reps(_)))
    }

    /// How much less than before the break comes next.
    fn less(&self) -> Option<u32> {
        let next = number(*self.sets.first()?);
        Some(self.ramp.old?.saturating_sub(next))
    }

    /// Whether the latest session is to be repeated: form broke, or the old reps have to wait.
    fn again(&self) -> bool {
        let failed = self.case.subject.last().is_some_and(|bout| bout.failed > 0);
        failed || self.less().is_some_and(|less| less > 0)
    }
}

/// `14 and 16 reps`, or with several exercises `Lunge 14 and 16, Plank 30s`.
fn sets(parts: &[&Part], sessions: usize) -> Option<String> {
    if let [part] = parts {
        let sets = part.sets(sessions)?;
        return Some(match (part.in_reps(), sets.as_str()) {
            (true, "1") => "1 rep".to_string(),
            (true, _) => format!("{sets} reps"),
            (false, _) => sets,
        });
    }
    let each = |part: &&Part| Some(format!("{} {}", part.name(), part.sets(sessions)?));
    let words: Vec<String> = parts.iter().filter_map(each).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn finding(context: &Context, parts: &[&Part]) -> Finding {
    let Some((first, others)) = parts.split_first() else {
        return Finding::advice(CARD.name, Default::default(), CARD.summary);
    };
    let words = |date: Date| date.words_near(context.today);
    let ids: Vec<_> = parts
        .iter()
        .map(|part| part.case.subject.exercise)
        .collect();
    let (names, days) = (together::names(context, &ids), first.ramp.days);
    let message = match first.to {
        Some(back) => format!("{names}: back on {} after {days} days", words(back)),
        None => format!("{names}: {days} days since {}", words(first.from)),
    };
    let label = |part: &Part| match part.to {
        Some(_) => format!("back after {days} days"),
        None => format!("the last session, {}", words(part.from)),
    };
    let level = first.case.subject.level_name(context.journal);
    let ramp = |part: &Part| {
        let reps = part.sets.iter().filter(|_| part.in_reps());
        Datum::List(reps.map(|reps| Datum::Int(number(*reps).into())).collect())
    };
    let finding = Finding::advice(CARD.name, first.place(first.newest()), message)
        .label(label(first))
        .help(help(context, parts));
    let mut finding = together::about(context, finding, &ids, level)
        .datum("days", Datum::Int(days.into()))
        .datum("ramp", ramp(first))
        .datum(
            "ramps",
            Datum::List(parts.iter().map(|p| ramp(p)).collect()),
        );
    for part in others {
        finding = finding.related(part.place(part.newest()), label(part));
    }
    if first.to.is_some() {
        finding = finding.related(
            first.place(first.ramp.last),
            format!("the session before, {}", words(first.from)),
        );
    }
    finding
}

/// What to do next, with the reps of each exercise.
fn help(context: &Context, parts: &[&Part]) -> String {
    let Some(first) = parts.first() else {
        return String::new();
    };
    let next = sets(parts, 1);
    let in_reps = next.is_some() && parts.iter().all(|part| part.in_reps());
    let next = next.map_or_else(String::new, |next| format!(" ({next})"));
    let again = parts.iter().filter(|part| part.again()).count();
    let mut help = match (first.ramp.days >= RESET_DAYS, first.to) {
        (_, None) if !next.is_empty() && parts.iter().all(|part| part.less() == Some(0)) => {
            format!("as before{next}, as it cannot be less")
        }
        (false, None) => {
            let (less, old) = match in_reps {
                true if parts.iter().all(|part| part.less() == Some(2)) => {
                    ("two reps fewer", "the old reps")
                }
                true => ("fewer reps", "the old reps"),
                false => ("a little less", "as before"),
            };
            format!("one session with {less}{next}; if it is clean, {old} again")
        }
        (false, Some(_)) if again == parts.len() => format!("the same once more{next}"),
        (false, Some(_)) if again > 0 => format!(
            "where form broke or it hurt the same once more, else as before the break{next}"
        ),
        (false, Some(_)) => format!("train as before the break again{next}"),
        (true, None) => {
            let half = if in_reps { "the reps" } else { "of it" };
            let after = match test(parts) {
                Some(test) => format!("{test} and on from there; without a test 70, 80 and 90 %"),
                None => "70, 80 and 90 % in the sessions after".to_string(),
            };
            let easier = easier(parts);
            format!("one session with half {half}{next}{easier}, then {after}")
        }
        (true, Some(_)) => {
            let several = parts.iter().any(|part| part.sets.len() > 1);
            match (test(parts), sets(parts, 4)) {
                (Some(test), None) => format!("{test}, and on from there"),
                (Some(test), Some(sets)) => {
                    format!("{test}, and on from there; without a test {sets}")
                }
                (None, Some(sets)) if several => format!("a little more each session: {sets}"),
                (None, Some(sets)) => format!("next time {sets}"),
                (None, None) => "train as before the break again".to_string(),
            }
        }
    };
    if let Some(what) = unwell(context, first) {
        help.push_str(&format!(
            "; this program cannot judge {what}: if anything is left of it, talk to a doctor or \
             physiotherapist first"
        ));
    }
    help
}

/// `an endurance test`, or of which exercises where some have none.
fn test(parts: &[&Part]) -> Option<String> {
    let tested = parts.iter().filter(|part| part.ramp.test);
    let names: Vec<String> = tested.map(|part| part.name().to_string()).collect();
    match names.len() {
        0 => None,
        all if all == parts.len() => Some("an endurance test".to_string()),
        _ => Some(format!("an endurance test of {}", together::list(&names))),
    }
}

/// The easier levels at which to begin.
fn easier(parts: &[&Part]) -> String {
    let levels: Vec<String> = parts
        .iter()
        .filter_map(|part| {
            let level = part.ramp.easier.as_ref()?;
            Some(format!("`{} [{level}]`", part.name()))
        })
        .collect();
    match levels.is_empty() {
        true => String::new(),
        false => format!(", one level easier: {}", together::list(&levels)),
    }
}

/// Whether an illness or injury lies in the break.
fn unwell(context: &Context, part: &Part) -> Option<&'static str> {
    let to = part.to.unwrap_or(context.today);
    let within = |kind: EventKind| {
        context.journal.events.iter().any(|event| {
            event.kind == kind
                && event.from.is_some_and(|from| from <= to)
                && event.to.or(event.from).is_some_and(|end| end >= part.from)
        })
    };
    if within(EventKind::Injured) {
        return Some("an injury");
    }
    within(EventKind::Ill).then_some("an illness")
}
