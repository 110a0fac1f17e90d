//! The exercises that the program knows: a journal in its own language, compiled in. A journal
//! uses few of them, so that only the blocks that it names are read.

use super::piece::Directives;
use crate::text::FileId;
use rustc_hash::FxHashMap;

/// The catalogue as text.
pub const CATALOG: &str = include_str!("catalog.strength");

/// The exercises that are the routine of a journal that uses any of them and writes none.
pub const BASIC: [&str; 4] = [
    "One-leg sit-stand",
    "Toe taps",
    "One-leg bridge",
    "One-leg heel raise",
];

/// Where in the catalogue each name stands.
pub struct Index {
    blocks: Vec<&'static str>,
    by_hash: FxHashMap<u64, (&'static str, usize)>,
}

impl Index {
    /// Looks through the lines of the catalogue for names.
    pub fn new() -> Index {
        let mut blocks = Vec::with_capacity(64);
        let mut by_hash = FxHashMap::default();
        by_hash.reserve(256);
        for block in self::blocks() {
            for name in names_of(block) {
                by_hash.insert(hash(name), (name, blocks.len()));
            }
            blocks.push(block);
        }
        Index { blocks, by_hash }
    }

    /// The number of the block of that name, given by its key.
    pub fn find(&self, key: &str) -> Option<usize> {
        let &(name, block) = self.by_hash.get(&hash(key))?;
        folded(name).eq(folded(key)).then_some(block)
    }

    /// A block, parsed. Its places are of the block, never of a file of the journal.
    pub fn read(&self, block: usize) -> Directives<'static> {
        let text = self.blocks.get(block).copied().unwrap_or("");
        Directives {
            file: FileId::default(),
            text,
            tree: crate::syntax::parse(text, FileId::default()),
        }
    }
}

impl Default for Index {
    fn default() -> Self {
        Index::new()
    }
}

/// All names of the catalogue, those of each exercise after each other.
pub fn names() -> impl Iterator<Item = &'static str> {
    blocks().flat_map(names_of)
}

/// The block of the exercise of that name, with what stands behind it.
pub fn block(name: &str) -> Option<&'static str> {
    let name = super::names::key(name);
    let named = |known: &'static str| folded(known).eq(folded(&name));
    blocks().find(|block| names_of(block).any(named))
}

/// The blocks of exercises, each with what stands behind it.
fn blocks() -> impl Iterator<Item = &'static str> {
    let starts = memchr::memmem::find_iter(CATALOG.as_bytes(), b"\nexercise ").map(|at| at + 1);
    let ends = starts.clone().skip(1).chain([CATALOG.len()]);
    starts
        .zip(ends)
        .map(|(start, end)| CATALOG.get(start..end).unwrap_or(""))
}

/// The name of an `exercise` block, then its other names.
pub fn names_of(block: &'static str) -> impl Iterator<Item = &'static str> {
    let words = |line: &'static str| line.split(';').next().unwrap_or("").trim();
    let mut lines = block.lines();
    let name = lines.next().and_then(|line| line.strip_prefix("exercise "));
    // Other names stand right below.
    let also = lines.map_while(|line| line.strip_prefix("  also "));
    let also = also.flat_map(move |line| words(line).split(", "));
    name.map(words).into_iter().chain(also)
}

/// The letters of a name as they are compared; the catalogue has none that need more than this to
/// be equal to their [`key`](super::names::key).
fn folded(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().map(|byte| match byte {
        b'-' => b' ',
        byte => byte.to_ascii_lowercase(),
    })
}

/// The hash of a name, the same for equal names.
fn hash(name: &str) -> u64 {
    folded(name).fold(0u64, |hash, byte| {
        (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
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
        let index = Index::new();
        assert_eq!(index.by_hash.len(), read.len());
        for name in read {
            assert_eq!(folded(name).map(char::from).collect::<String>(), key(name));
            let block = index.find(&key(name)).expect("each name has its block");
            assert!(names_of(index.blocks[block]).any(|other| other == name));
        }
        assert_eq!(index.find("zercher march"), None);
    }
}
