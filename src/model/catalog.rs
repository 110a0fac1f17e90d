//! The exercises that the program knows: a journal in its own language, compiled in. A journal
//! uses few of them, so that only the blocks that it names are read.

use super::piece::Directives;
use crate::text::FileId;

/// The catalogue as text.
pub const CATALOG: &str = include_str!("catalog.strength");

/// The exercises that are the routine of a journal that uses any of them and writes none.
pub const BASIC: [&str; 4] = [
    "One-leg sit-stand",
    "Toe taps",
    "One-leg bridge",
    "One-leg heel raise",
];

/// The blocks and names of the catalogue, found when the program is compiled.
static INDEX: Index<BLOCKS, NAMES> = Index::new();
const BLOCKS: usize = Index::<0, 0>::new().blocks_found;
const NAMES: usize = Index::<0, 0>::new().names_found;
/// Several times the number of names.
const SLOTS: usize = 512;

/// Where in the catalogue each name stands. With less room than there is to find, it only counts.
struct Index<const B: usize, const N: usize> {
    /// The blocks of exercises, each with what stands behind it.
    blocks: [&'static str; B],
    blocks_found: usize,
    /// The name of each exercise, then its other names, with the number of its block.
    names: [(&'static str, usize); N],
    names_found: usize,
    /// One more than the number of a name, in the first free slot from that of its hash on.
    slots: [u16; SLOTS],
}

impl<const B: usize, const N: usize> Index<B, N> {
    /// Looks through the lines of the catalogue for names.
    const fn new() -> Self {
        let mut index = Index {
            blocks: [""; B],
            blocks_found: 0,
            names: [("", 0); N],
            names_found: 0,
            slots: [0; SLOTS],
        };
        let (mut rest, mut also) = (CATALOG.as_bytes(), false);
        while !rest.is_empty() {
            let (line, behind) = cut(rest, b"\n");
            let (words, _) = cut(line, b";");
            if begins(line, b"exercise ") {
                let (block, _) = cut(rest, b"\nexercise ");
                index.keep_block(block);
                index.keep_name(words.split_at("exercise ".len()).1);
                also = true;
            } else if also && begins(line, b"  also ") {
                // Other names stand right below.
                let mut list = words.split_at("  also ".len()).1;
                while !list.is_empty() {
                    let (name, behind) = cut(list, b",");
                    index.keep_name(name);
                    list = behind;
                }
            } else {
                also = false;
            }
            rest = behind;
        }
        index
    }

    const fn keep_block(&mut self, block: &'static [u8]) {
        if self.blocks_found < B {
            self.blocks[self.blocks_found] = text(block);
        }
        self.blocks_found += 1;
    }

    const fn keep_name(&mut self, name: &'static [u8]) {
        if self.names_found < N {
            let name = name.trim_ascii();
            let mut slot = hash(name);
            while self.slots[slot % SLOTS] != 0 {
                slot += 1;
            }
            self.slots[slot % SLOTS] = self.names_found as u16 + 1;
            self.names[self.names_found] = (text(name), self.blocks_found - 1);
        }
        self.names_found += 1;
    }
}

/// What stands before some bytes, and what behind them; all and nothing where they are not.
const fn cut(bytes: &'static [u8], at: &[u8]) -> (&'static [u8], &'static [u8]) {
    let mut rest = bytes;
    while !rest.is_empty() {
        if begins(rest, at) {
            let (before, _) = bytes.split_at(bytes.len() - rest.len());
            return (before, rest.split_at(at.len()).1);
        }
        rest = rest.split_at(1).1;
    }
    (bytes, &[])
}

const fn begins(bytes: &[u8], with: &[u8]) -> bool {
    let mut at = 0;
    while at < with.len() {
        if at >= bytes.len() || bytes[at] != with[at] {
            return false;
        }
        at += 1;
    }
    true
}

const fn text(bytes: &'static [u8]) -> &'static str {
    match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("the catalogue is cut between characters"),
    }
}

/// A letter of a name as it is compared; the catalogue has none that need more than this to be
/// equal to their [`key`](super::names::key).
const fn folded(byte: u8) -> u8 {
    match byte {
        b'-' => b' ',
        byte => byte.to_ascii_lowercase(),
    }
}

/// The hash of a name, the same for equal names.
const fn hash(name: &[u8]) -> usize {
    let (mut hash, mut at) = (0u32, 0);
    while at < name.len() {
        hash = (hash.rotate_left(5) ^ folded(name[at]) as u32).wrapping_mul(0x9e37_79b9);
        at += 1;
    }
    // The upper bits depend on all letters.
    (hash >> 16) as usize
}

/// The number of the block of that name, given as it stands in the catalogue or by its key.
pub fn find(name: &str) -> Option<usize> {
    let wanted = name.as_bytes();
    let hash = hash(wanted);
    let slots = (hash..).map_while(|slot| INDEX.slots.get(slot % SLOTS));
    let numbers = slots.map_while(|&slot| usize::from(slot).checked_sub(1));
    let mut names = numbers.filter_map(|number| INDEX.names.get(number));
    let same = |name: &str| {
        name.bytes()
            .map(folded)
            .eq(wanted.iter().copied().map(folded))
    };
    names.find(|(name, _)| same(name)).map(|&(_, block)| block)
}

/// A block, parsed. Its places are of the block, never of a file of the journal.
pub fn read(block: usize) -> Directives<'static> {
    let text = INDEX.blocks.get(block).copied().unwrap_or("");
    Directives {
        file: FileId::default(),
        text,
        tree: crate::syntax::parse(text, FileId::default()),
    }
}

/// All names of the catalogue, those of each exercise after each other.
pub fn names() -> impl Iterator<Item = &'static str> {
    INDEX.names.iter().map(|&(name, _)| name)
}

/// The block of the exercise of that name, with what stands behind it.
pub fn block(name: &str) -> Option<&'static str> {
    let block = find(&super::names::key(name))?;
    INDEX.blocks.get(block).copied()
}

/// The first name of the exercise of that name.
pub fn name(name: &str) -> Option<&'static str> {
    let block = find(&super::names::key(name))?;
    let mut names = INDEX.names.iter();
    names.find(|(_, of)| *of == block).map(|&(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::names::key;
    use crate::syntax::ast::{BlockKind, DirectiveKind, PropertyKind};

    /// The names found by looking through the lines are those that the grammar reads.
    #[test]
    fn the_index_has_the_names_of_the_catalogue() {
        let tree = crate::syntax::parse(CATALOG, FileId::default());
        assert!(tree.errors.is_empty());
        let mut read = Vec::new();
        for block in &tree.blocks {
            let BlockKind::Directive(directive) = &block.kind else {
                continue;
            };
            let DirectiveKind::Exercise { name, properties } = directive.kind else {
                panic!("the catalogue has exercises and nothing else");
            };
            read.push(name.of(CATALOG));
            for property in properties.of(&tree.properties) {
                if let PropertyKind::Also(words) = property.kind {
                    read.extend(words.of(&tree.words).iter().map(|word| word.of(CATALOG)));
                }
            }
        }
        assert_eq!(names().collect::<Vec<_>>(), read);
        for name in read {
            let folded = name.bytes().map(folded).map(char::from);
            assert_eq!(folded.collect::<String>(), key(name));
            let block = block(name).expect("each name has its block");
            let first = super::name(name).expect("and a first name");
            assert!(block.starts_with(&format!("exercise {first}")));
            assert!(block.contains(name));
        }
        assert_eq!(find("zercher march"), None);
    }

    #[test]
    fn no_level_and_no_cue_is_told_twice() {
        for block in 0..BLOCKS {
            let Directives { text, tree, .. } = read(block);
            let mut seen = std::collections::HashSet::new();
            for property in &tree.properties {
                let (kind, spans) = match &property.kind {
                    PropertyKind::Level(level) => ("level", std::slice::from_ref(level)),
                    PropertyKind::Cues(words) => ("cue", words.of(&tree.words)),
                    _ => continue,
                };
                for span in spans {
                    assert!(seen.insert((kind, key(span.of(text)))), "{text}");
                }
            }
        }
    }
}
