//! Who may import whom, and where each library has its home: ARCHITECTURE.md says it, the code
//! must agree, in both directions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: impl AsRef<Path>) -> String {
    let path = Path::new(ROOT).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All Rust files below `src`, as paths relative to it.
fn sources() -> Vec<PathBuf> {
    let root = Path::new(ROOT).join("src");
    let mut folders = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("its entries can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs")
                // Tests and their helpers are no part of the program.
                && !path.ends_with("tests.rs")
                && !path.ends_with("testing.rs")
            {
                files.push(
                    path.strip_prefix(&root)
                        .expect("it lies below")
                        .to_path_buf(),
                );
            }
        }
    }
    files.sort();
    files
}

/// The module at the top that a file belongs to: `syntax` for `syntax/ast.rs` and `syntax.rs`.
fn module(file: &Path) -> String {
    let first = file.components().next().expect("a file has a name");
    let name = first.as_os_str().to_string_lossy();
    name.trim_end_matches(".rs").to_string()
}

/// The code of a file without comments and unit tests.
fn code(file: &Path) -> String {
    let text = read(Path::new("src").join(file));
    let lines = text
        .lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"));
    let lines = lines.map(|line| line.split("//").next().unwrap_or(""));
    lines.collect::<Vec<_>>().join("\n")
}

/// The words that follow `before` in the code, where `before` does not go on a longer word.
fn words_after(code: &str, before: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (at, _) in code.match_indices(before) {
        let longer = code[..at].ends_with(|c: char| c.is_alphanumeric() || "_$".contains(c));
        let rest = &code[at + before.len()..];
        if longer {
            continue;
        }
        // `use crate::{a::b, c}` names several.
        let several = rest
            .strip_prefix('{')
            .and_then(|rest| rest.split_once("};"));
        let names: Vec<&str> = match several {
            Some((list, _)) => top_level(list),
            None => vec![rest],
        };
        for name in names {
            let word: String = name
                .trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if !word.is_empty() {
                words.insert(word);
            }
        }
    }
    words
}

/// The parts of a list between commas, but not those inside braces.
fn top_level(list: &str) -> Vec<&str> {
    let mut depth = 0i32;
    list.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    })
    .collect()
}

/// The rows of the table that follows a heading: first column, second column.
fn table(heading: &str) -> BTreeMap<String, String> {
    let document = read("ARCHITECTURE.md");
    let (_, rest) = document
        .split_once(&format!("## {heading}\n"))
        .unwrap_or_else(|| panic!("ARCHITECTURE.md has no section {heading}"));
    let section = rest.split("\n## ").next().unwrap_or("");
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let table: BTreeMap<_, _> = rows
        .map(|row| {
            let mut cells = row.trim_matches('|').split('|').map(str::trim);
            let first = cells.next().unwrap_or("").trim_matches('`').to_string();
            (first, cells.next().unwrap_or("").to_string())
        })
        .collect();
    assert!(!table.is_empty(), "the section {heading} has no table");
    table
}

fn ticked(cell: &str) -> BTreeSet<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_string)
        .collect()
}

#[test]
fn modules_import_what_the_table_says_and_nothing_else() {
    let allowed = table("Who imports whom");
    let modules: BTreeSet<String> = sources().iter().map(|file| module(file)).collect();
    assert_eq!(
        modules,
        allowed.keys().cloned().collect(),
        "the modules of src and the rows of the table"
    );
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in sources() {
        let own = module(&file);
        let code = code(&file);
        let before = if own == "main" {
            "strength::"
        } else {
            "crate::"
        };
        for word in words_after(&code, before) {
            // What is not a module stands in lib.rs itself.
            let word = if modules.contains(&word) {
                word
            } else {
                "lib".to_string()
            };
            if word != own {
                imports.entry(own.clone()).or_default().insert(word);
            }
        }
    }
    for (module, cell) in &allowed {
        if cell == "everything" {
            continue;
        }
        let used = imports.get(module).cloned().unwrap_or_default();
        assert_eq!(
            used,
            ticked(cell),
            "what `{module}` imports, and its row in the table"
        );
    }
}

#[test]
fn every_library_has_its_reason_and_stays_at_home() {
    let homes = table("Libraries");
    let manifest = read("Cargo.toml");
    let section = |name: &str| -> BTreeSet<String> {
        let (_, rest) = manifest
            .split_once(name)
            .unwrap_or_else(|| panic!("no {name}"));
        let rows = rest
            .lines()
            .skip(1)
            .take_while(|line| !line.starts_with('['));
        let rows = rows.filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        rows.map(|line| line.split([' ', '=', '.']).next().unwrap_or("").to_string())
            .collect()
    };
    let mut declared = section("[dependencies]");
    declared.extend(section("[dev-dependencies]"));
    assert_eq!(
        declared,
        homes.keys().cloned().collect(),
        "Cargo.toml and the table of libraries"
    );
    for (library, cell) in &homes {
        let name = library.replace('-', "_");
        let mut used = BTreeSet::new();
        for file in sources() {
            let code = code(&file);
            let mentions = code.match_indices(&name).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                let after = &code[at + name.len()..];
                !before.is_some_and(|c| c.is_alphanumeric() || "_:.\"".contains(c))
                    && after.starts_with("::")
            });
            if mentions {
                used.insert(module(&file));
            }
        }
        assert_eq!(
            used,
            ticked(cell),
            "where `{library}` is used, and its row in the table"
        );
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for file in sources() {
        let text = read(Path::new("src").join(&file));
        assert!(
            text.starts_with("//! "),
            "{} begins without a `//!` line",
            file.display()
        );
    }
}

#[test]
fn every_path_in_the_documents_exists() {
    for document in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "grammar.md"] {
        for word in read(document).split('`').skip(1).step_by(2) {
            let is_path = ["src/", "tests/", "samples/", "docs/"]
                .iter()
                .any(|start| word.starts_with(start));
            if is_path && !word.contains("NAME") {
                let path = Path::new(ROOT).join(word);
                assert!(path.exists(), "{document} names `{word}`");
            }
        }
    }
}
