//! `similar-exercise`: a name that is nearly that of another exercise.

use super::{Context, Rule};
use crate::finding::{Card, Finding, Severity};
use crate::model::activity::Slips;
use crate::model::{Exercise, ExerciseId, RuleValue, catalog, names};
use crate::nearest::slips;
use crate::order;
use rustc_hash::{FxHashMap, FxHashSet};

/// See the card.
pub const RULE: Rule = Rule {
    card: Card {
        name: "similar-exercise",
        severity: Severity::Warning,
        summary: "a name is nearly that of another exercise",
        explain: "\
This name is nearly the name of an exercise that is declared, built in, or
written at least three times as often: one letter is different, or two in names
of eight letters or more, or only blanks or the plural, or `left`, `right` or a
place in a list (`A1`) stands before it. If it is the same exercise with a slip of the pen, its sets
are missing from the history of the other one, though its sessions count as
attendance there, so that no break is told, and pain is heard. It is said once for
each name, at its first use.

Correct the name, or say which it is: `also NAME` below the `exercise` line of the
other makes it the same one; an `exercise` line of its own makes it another.",
        example: "\
2026-01-05
  Puhs-up   12 12 12
",
        today: "2026-01-12",
        settings: &[],
    },
    standing: false,
    run,
};

/// A name that another may be meant for.
struct Known<'a> {
    name: &'a str,
    /// `None` where only the catalogue names it.
    exercise: Option<(ExerciseId, &'a Exercise)>,
    /// Declared or built in: near names are slips whatever their frequency.
    sure: bool,
    shape: Shape,
}

impl Known<'_> {
    fn used(&self) -> u32 {
        self.exercise.map_or(0, |(_, exercise)| exercise.used)
    }
}

/// So many pairs of names are compared in a journal: enough for some thousand names that are not
/// declared, and few enough that a list of random words is read in time.
const MOST_PAIRS: usize = 30_000_000;

/// What can be compared quickly.
struct Shape {
    key: String,
    letters: usize,
    /// Which letters occur, a bit each.
    set: u32,
    /// Without blanks and plurals.
    folded: String,
}

impl Shape {
    fn of(name: &str) -> Shape {
        let key = names::key(name);
        let letters = key.chars().filter(|c| *c != ' ').count();
        let set = key.chars().fold(0, |set, c| set | 1 << (c as u32 % 32));
        let folded = key.split(' ').map(singular).collect();
        Shape {
            key,
            letters,
            set,
            folded,
        }
    }
}

/// A word without the ending of its plural.
fn singular(word: &str) -> String {
    let ending = |ending: &str| {
        let least = if ending == "s" { 3 } else { 2 };
        word.strip_suffix(ending).filter(|stem| stem.len() >= least)
    };
    let hissing = |stem: &&str| {
        ["s", "x", "z", "ch", "sh"]
            .iter()
            .any(|end| stem.ends_with(end))
    };
    if let Some(stem) = ending("ies") {
        format!("{stem}y")
    } else if let Some(stem) = ending("ves") {
        format!("{stem}f")
    } else if let Some(stem) = ending("es").filter(hissing) {
        stem.to_string()
    } else {
        ending("s")
            .filter(|stem| !stem.ends_with('s'))
            .unwrap_or(word)
            .to_string()
    }
}

fn run(context: &Context, findings: &mut Vec<Finding>) {
    findings.extend(context.near().iter().map(|near| near.finding.clone()));
}

/// The names that are told to be slips of others in use. A slip of a name that is nowhere used
/// has all the history there is, and is judged by it.
pub fn misspelt(context: &Context) -> Slips {
    let off = context.severity_set(&RULE.card).map(|set| &set.value) == Some(&RuleValue::Off);
    let near = if off { &[] } else { context.near() };
    let told = near
        .iter()
        .filter(|near| !context.allowed().silences(&near.finding));
    let meant: FxHashMap<ExerciseId, ExerciseId> = told
        .filter_map(|near| Some((near.name, near.meant?)))
        .collect();
    // A slip of a slip is meant for what that one is meant for.
    let at_last = |name: ExerciseId| {
        let step = |name: &ExerciseId| meant.get(name).copied();
        let steps = std::iter::successors(Some(name), step);
        steps.take(meant.len() + 1).last().unwrap_or(name)
    };
    Slips(meant.keys().map(|name| (*name, at_last(*name))).collect())
}

/// A name that is nearly another.
pub struct Near {
    name: ExerciseId,
    /// The exercise with the other name, if it is used.
    meant: Option<ExerciseId>,
    finding: Finding,
}

/// All names that are nearly those of others.
pub fn near(context: &Context) -> Vec<Near> {
    let exercises = (0u32..).map(ExerciseId).zip(&context.journal.exercises);
    let sure = |exercise: &Exercise| exercise.declared.is_some() || exercise.built_in;
    let suspects: Vec<(ExerciseId, &Exercise)> = exercises
        .clone()
        .filter(|(_, exercise)| !sure(exercise) && exercise.first_use.is_some())
        .collect();
    if suspects.is_empty() {
        return Vec::new();
    }
    let mut known: Vec<Known> = Vec::new();
    for (id, exercise) in exercises {
        for name in std::iter::once(&exercise.name).chain(&exercise.also) {
            known.push(Known {
                name,
                exercise: Some((id, exercise)),
                sure: sure(exercise),
                shape: Shape::of(name),
            });
        }
    }
    let told: FxHashSet<String> = known.iter().map(|known| known.shape.key.clone()).collect();
    for name in catalog::names() {
        let shape = Shape::of(name);
        if !told.contains(&shape.key) {
            known.push(Known {
                name,
                exercise: None,
                sure: true,
                shape,
            });
        }
    }
    // The sure ones first, then by frequency, so that the search can end early.
    order::sort_by_key(&mut known, |known| (!known.sure, u32::MAX - known.used()));
    let words: FxHashSet<&str> = known
        .iter()
        .filter(|known| known.sure)
        .flat_map(|known| known.shape.key.split(' '))
        .collect();
    let most = MOST_PAIRS / known.len().max(1);
    let mut found = Vec::new();
    for (name, suspect) in suspects.into_iter().take(most) {
        let shape = Shape::of(&suspect.name);
        let mut tell = |known: &Known, finding| {
            let used = |(_, exercise): &(_, &Exercise)| exercise.first_use.is_some();
            found.push(Near {
                name,
                meant: known.exercise.filter(used).map(|(id, _)| id),
                finding,
            });
        };
        let enough = suspect.used.max(1).saturating_mul(3);
        let nearest = |shape: &Shape| {
            let enough = known
                .iter()
                .take_while(|known| known.sure || known.used() >= enough);
            enough
                .filter_map(|known| Some((distance(shape, &known.shape, &words)?, known)))
                .min_by_key(|(distance, known)| (*distance, u32::MAX - known.used()))
                .map(|(_, known)| known)
        };
        if let Some((known, finding)) = with_word_before(suspect, &shape.key, &known, nearest) {
            tell(known, finding);
            continue;
        }
        if let Some(known) = nearest(&shape)
            && let Some(finding) = finding(suspect, known)
        {
            tell(known, finding);
        }
    }
    found
}

/// `left squat 10`, `A1 squat 3x5`: the name of an exercise with a side before it, or with its place
/// in a list.
fn with_word_before<'k, 'a>(
    suspect: &Exercise,
    key: &str,
    known: &'k [Known<'a>],
    nearest: impl Fn(&Shape) -> Option<&'k Known<'a>>,
) -> Option<(&'k Known<'a>, Finding)> {
    let (word, stem) = key.split_once(' ')?;
    let (what, side) = match word.as_bytes() {
        b"left" => ("a side", " L"),
        b"right" => ("a side", " R"),
        [b'a'..=b'f', b'1'..=b'9'] => ("its place in a list", ""),
        _ => return None,
    };
    let first = suspect.first_use?;
    let same = known.iter().find(|known| known.shape.key == stem);
    let known = same.or_else(|| nearest(&Shape::of(stem)))?;
    let better = format!("{}{side}", known.name);
    let name = &suspect.name;
    let nearly = if same.is_some() { "" } else { "nearly " };
    let message = format!("`{name}` is {nearly}`{}` with {what} before it", known.name);
    let then = if side.is_empty() {
        ""
    } else {
        " and then the sets"
    };
    let finding = Finding::warning(RULE.card.name, first, message)
        .about(name, None)
        .label("an exercise of its own so far")
        .help(format!(
            "write `{better}`{then}; if it is another exercise, declare it with `exercise {name}`"
        ))
        .fix(format!("write `{better}`"), false, first, better);
    Some((known, finding))
}

/// How many letters are different, where so few are that it may be a slip; 0 for the plural.
fn distance(name: &Shape, known: &Shape, words: &FxHashSet<&str>) -> Option<usize> {
    if name.folded == known.folded {
        return Some(0);
    }
    if known.letters < 3 || name.letters < 3 {
        return None;
    }
    let most = if known.letters < 8 { 1 } else { 2 };
    // A letter more, less or other changes the set of letters by two at most.
    if name.letters.abs_diff(known.letters) > most
        || (name.set ^ known.set).count_ones() as usize > 2 * most
    {
        return None;
    }
    slips(&name.key, &known.key, most).filter(|_| !honest(name, known, words))
}

/// Words that differ by a letter or two and are both words of the trade.
const PAIRS: [(&str, &str); 10] = [
    ("abduction", "adduction"),
    ("abductor", "adductor"),
    ("back", "hack"),
    ("ball", "wall"),
    ("decline", "incline"),
    ("external", "internal"),
    ("inner", "outer"),
    ("pull", "push"),
    ("pulls", "pushes"),
    ("pullup", "pushup"),
];

/// Whether the two names differ on purpose: in a number, in most of a short word (`T raise`,
/// `Y raise`), or in a word that is a word of some other name as well.
fn honest(name: &Shape, known: &Shape, words: &FxHashSet<&str>) -> bool {
    let (ours, theirs) = (name.key.split(' '), known.key.split(' '));
    if ours.clone().count() != theirs.clone().count() {
        return false;
    }
    let mut different = ours.zip(theirs).filter(|(our, their)| our != their);
    let (Some((our, their)), None) = (different.next(), different.next()) else {
        return false;
    };
    let number = |word: &str| word.chars().any(|c| c.is_ascii_digit());
    let short = our.chars().count().min(their.chars().count());
    let (our_one, their_one) = (singular(our), singular(their));
    let pair = (
        our_one.as_str().min(&their_one),
        our_one.as_str().max(&their_one),
    );
    number(our)
        || number(their)
        || slips(our, their, 2).is_none_or(|distance| distance * 2 > short)
        || PAIRS.contains(&pair)
        || (words.contains(our) && our_one != their_one)
}

fn finding(suspect: &Exercise, known: &Known) -> Option<Finding> {
    let first = suspect.first_use?;
    let (name, other) = (&suspect.name, known.name);
    let declared = known.exercise.and_then(|(_, exercise)| exercise.declared);
    let why = match (declared, known.sure) {
        (Some(_), _) => "is declared".to_string(),
        (None, true) => "is built in".to_string(),
        (None, false) => format!("is written {} times", known.used()),
    };
    let times = match suspect.used {
        0 | 1 => "once".to_string(),
        used => format!("{used} times"),
    };
    let mut finding = Finding::warning(
        RULE.card.name,
        first,
        format!("`{name}` is nearly `{other}`, which {why}"),
    )
    .about(name, None)
    .label(format!("written {times}"))
    .help(format!(
        "write `{other}` if it is the same; if it is another exercise, declare it with `exercise {name}`"
    ))
    .fix(format!("write `{other}`"), false, first, other);
    let first_use = known.exercise.and_then(|(_, exercise)| exercise.first_use);
    if let Some(place) = declared.or(first_use) {
        finding = finding.related(place, "the other name");
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, check_carets};

    #[test]
    fn slips_plurals_and_blanks() {
        let journal = "\
exercise Suitcase carry
2026-01-05
  Tow taps          20 20 20
  ^^^^^^^^ similar-exercise
  One leg-bridge    3x12
  left Squat        10
  ^^^^^^^^^^ similar-exercise
  A1 Squat          10
  ^^^^^^^^ similar-exercise
  Left hook         10
  Suitcase carries  3x20m
  ^^^^^^^^^^^^^^^^ similar-exercise
  Suit case carrys  3x20m
  ^^^^^^^^^^^^^^^^ similar-exercise
  Suitcase carry    3x20m
  Ring rowing       3x12
2026-01-07
  Tow taps          20 20 20
";
        check_carets(journal, "2026-01-12", &["similar-exercise"]);
    }

    #[test]
    fn frequent_names_are_known() {
        let mut journal = String::from("2026-01-01\n");
        let days = |name: &str, from: usize, to: usize| {
            (from..=to).fold(String::new(), |text, day| {
                text + &format!("2026-01-{day:02}\n  {name}  3x12\n")
            })
        };
        journal += &days("Zercher march", 2, 10);
        journal += &days("Zerchr march", 11, 13);
        let found = |text: &str| {
            let all = check(text, "2026-02-01", false);
            let found = all.iter().filter(|f| f.rule == "similar-exercise");
            found.filter_map(|f| f.exercise.clone()).collect::<Vec<_>>()
        };
        assert_eq!(found(&journal), ["Zerchr march"]);
        // The fourth use is more than a third of the other's.
        journal += &days("Zerchr march", 14, 14);
        assert_eq!(found(&journal), [] as [&str; 0]);
    }

    #[test]
    fn names_of_the_trade_are_not_slips() {
        let journal = "\
exercise Ring pull-up
exercise Hip abduction
exercise Y-raise
exercise Incline bench press
exercise Gym day 1
2026-01-05
  Ring push-up          8
  Hip adduction         8
  T-raise               8
  Decline bench press   8
  Gym day 2:            8
";
        check_carets(journal, "2026-01-12", &["similar-exercise"]);
    }

    #[test]
    fn many_names_are_compared_in_time() {
        let mut journal = String::from("2026-01-05\n");
        for index in 0..5_000u32 {
            let letters = |n: u32| (0..4).map(move |k| (b'a' + (n >> (4 * k) & 15) as u8) as char);
            let name: String = letters(index * 7919 % 65_536)
                .chain(letters(index))
                .collect();
            journal += &format!("  {name}: 3x12\n  {name}: 8\n");
        }
        let start = std::time::Instant::now();
        check(&journal, "2026-01-12", false);
        assert!(start.elapsed().as_secs() < 20);
    }

    #[test]
    fn plurals() {
        let singulars = ["lunges", "presses", "flies", "calves", "press", "abs"].map(singular);
        assert_eq!(singulars, ["lunge", "press", "fly", "calf", "press", "abs"]);
    }
}
