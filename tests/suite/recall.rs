//! Lines that were read before, and lines like them, say what they would say if they were read.

use crate::generate::{Random, bytes, journal, mutated, typographic};
use strength::model::lower::read;
use strength::syntax::ast::{Entry, Repeat, Tree};
use strength::syntax::{Recall, parse, parse_at};
use strength::text::{FileId, Sources};

fn recalled(text: &str) -> Tree {
    let mut recall = Recall::new(1 << 20);
    parse_at(text, 0, FileId(0), &mut recall, Tree::default())
}

/// The text with some of the digits of its indented lines changed.
fn with_other_numbers(text: &str, random: &mut Random) -> String {
    let mut indented = false;
    let mut other = |(before, c): (char, char)| {
        if before == '\n' {
            indented = c == ' ';
        }
        if indented && c.is_ascii_digit() && random.chance(30) {
            random.pick(&["0", "1", "2", "3", "9"]).to_string()
        } else {
            c.to_string()
        }
    };
    let before = std::iter::once('\n').chain(text.chars());
    before.zip(text.chars()).map(&mut other).collect()
}

/// All that an entry says but its sets.
fn frame(tree: &Tree, text: &str, entry: &Entry) -> String {
    let attributes = entry.attributes.of(&tree.attributes).iter();
    let attributes: Vec<&str> = attributes.map(|a| a.span.of(text)).collect();
    let (name, level) = (entry.name.of(text), entry.level.of(text));
    let (kind, superset) = (entry.kind, entry.superset);
    format!("{name:?} {level:?} {kind:?} {superset} {attributes:?}")
}

/// What the sets of an entry say.
fn sets(tree: &Tree, text: &str, entry: &Entry) -> Vec<String> {
    let sets = entry.sets.of(&tree.sets).iter();
    sets.map(|set| {
        let load = set.load.map(|load| {
            let load = tree.loads[load as usize];
            let written = load.span.of(text);
            (
                load.kind,
                load.implements,
                load.thousandths,
                load.unit,
                written,
            )
        });
        let (written, cue) = (set.span.of(text), set.cue.of(text));
        let told = (set.amount, set.count, set.side, set.warmup, set.failed);
        format!("{written:?} {told:?} {cue:?} {load:?}")
    })
    .collect()
}

#[test]
fn what_is_recalled_hides_no_mistake() {
    let mut repeated = 0;
    for seed in 0..600 {
        let once = match seed % 3 {
            0 => mutated(seed, 8),
            1 => typographic(&journal(seed), seed),
            _ => String::from_utf8_lossy(&bytes(seed)).into_owned(),
        };
        // Some lines that can be read are damaged in their comment.
        let lines = once.lines().enumerate();
        let lines = lines.map(|(index, line)| match index % 5 {
            4 => format!("{line} ;\u{1}\n"),
            _ => format!("{line}\n"),
        });
        let text = lines.collect::<String>().repeat(3);
        let plain = parse(&text, FileId(0));
        let tree = recalled(&text);
        assert!(tree.errors == plain.errors, "seed {seed}:\n{text}");
        let spans = |tree: &Tree| tree.entries.iter().map(|e| e.span).collect::<Vec<_>>();
        assert_eq!(spans(&tree), spans(&plain), "seed {seed}:\n{text}");
        assert_eq!(tree.notes, plain.notes, "seed {seed}:\n{text}");
        let again = |e: &&Entry| matches!(e.repeat, Repeat::Of(_));
        repeated += tree.entries.iter().filter(again).count();
    }
    assert!(repeated > 1_000, "only {repeated} lines were recalled");
}

#[test]
fn a_line_like_another_says_what_it_does_alone() {
    let (mut repeated, mut alike) = (0, 0);
    for seed in 0..400 {
        let mut random = Random::new(seed);
        let once = match seed % 2 {
            0 => mutated(seed, 4),
            _ => journal(seed),
        };
        let mut text = format!("{once}\n");
        for _ in 0..6 {
            text.push_str(&with_other_numbers(&once, &mut random));
            text.push('\n');
        }
        let (plain, tree) = (parse(&text, FileId(0)), recalled(&text));
        assert!(tree.errors == plain.errors, "seed {seed}:\n{text}");
        assert_eq!(
            tree.entries.len(),
            plain.entries.len(),
            "seed {seed}:\n{text}"
        );
        // The first entry of each text.
        let mut firsts: Vec<&Entry> = Vec::new();
        for (read, whole) in tree.entries.iter().zip(&plain.entries) {
            let line = whole.span.of(&text);
            assert_eq!(read.span, whole.span, "seed {seed}: {line}");
            let known = match read.repeat {
                Repeat::Never => whole,
                Repeat::First(number) => {
                    assert_eq!(number as usize, firsts.len(), "seed {seed}: {line}");
                    firsts.push(whole);
                    whole
                }
                Repeat::Of(number) => {
                    repeated += 1;
                    let known = firsts[number as usize];
                    let (sets_of_known, sets) =
                        (sets(&plain, &text, known), sets(&plain, &text, whole));
                    assert_eq!(sets_of_known, sets, "seed {seed}: {line}");
                    known
                }
                Repeat::Like { of, number } => {
                    alike += 1;
                    assert_eq!(number as usize, firsts.len(), "seed {seed}: {line}");
                    firsts.push(whole);
                    let (sets_read, sets) = (sets(&tree, &text, read), sets(&plain, &text, whole));
                    assert_eq!(sets_read, sets, "seed {seed}: {line}");
                    firsts[of as usize]
                }
            };
            let (known, whole) = (frame(&plain, &text, known), frame(&plain, &text, whole));
            assert_eq!(known, whole, "seed {seed}: {line}");
        }
    }
    assert!(repeated > 5_000, "only {repeated} lines were recalled");
    assert!(alike > 1_000, "only {alike} lines were like others");
}

#[test]
fn a_journal_says_the_same_where_no_line_is_recalled() {
    let statements = |text: &str| -> Vec<String> {
        let (journal, _) = read(Sources::single("journal", text));
        let entries = journal.sessions.iter().flat_map(|s| journal.entries_of(s));
        let said = entries.map(|entry| {
            let name = &journal.exercise(entry.exercise).name;
            let (kind, about, working) = (entry.kind, entry.about, entry.working);
            let (difficulty, each, superset) = (entry.difficulty, entry.each, entry.superset);
            let range = (entry.least, entry.most);
            let extra = journal.extra(entry.extra);
            let details = (extra.rpe, extra.rir, extra.rest, &extra.tags);
            let sets = journal.sets_of(&entry).iter().map(|set| {
                let load = journal.loads.get(set.load as usize).copied();
                (set.amount, set.count, set.side, set.within, load)
            });
            let sets: Vec<_> = sets.collect();
            format!("{name} {kind:?} {about:?} {working} {difficulty:?} {each} {superset} {range:?} {details:?} {sets:?}")
        });
        said.collect()
    };
    let mut said = 0;
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let once = journal(seed);
        let changed: String = (0..4)
            .map(|_| with_other_numbers(&once, &mut random))
            .collect();
        let text = format!("{once}\n{changed}");
        // A comment of its own makes each line unlike all others.
        let lines = text.lines().enumerate();
        let alone: String = lines
            .map(|(number, line)| match line.starts_with(' ') {
                true => format!("{line} ;{}\n", "i".repeat(number)),
                false => format!("{line}\n"),
            })
            .collect();
        let (recalled, alone) = (statements(&text), statements(&alone));
        said += alone.len();
        assert_eq!(recalled, alone, "seed {seed}:\n{text}");
    }
    assert!(said > 1_000, "only {said} entries");
}
