//! Finds the files of an `include` line: `years/*.strength`, `**/base.strength`.

use super::Problem;
use super::disk::{Disk, lies_in, normal};
use globset::{GlobBuilder, GlobMatcher};
use std::path::{Component, Path, PathBuf};

/// So many folders and files are looked at for one line before the search is given up.
const MOST_LOOKS: usize = 200_000;
/// Folders in folders are searched so deep.
const DEEPEST: usize = 64;

/// Where to look.
pub struct Search<'a> {
    /// The files.
    pub disk: &'a dyn Disk,
    /// The folder of the file with the `include` line, links resolved.
    pub folder: &'a Path,
    /// The folder of the root journal, links resolved: nothing else is looked into.
    pub inside: &'a Path,
}

/// Whether the text is a pattern and not just a path.
pub fn is_glob(text: &str) -> bool {
    text.contains(['*', '?', '[', '{'])
}

impl Search<'_> {
    /// The paths found, relative to the folder unless the pattern is absolute, sorted.
    pub fn find(&self, pattern: &str) -> Result<Vec<PathBuf>, Problem> {
        let pattern = normal(Path::new(pattern));
        let mut fixed = PathBuf::new();
        let mut rest = PathBuf::new();
        for part in pattern.components() {
            let is_plain = !is_glob(&part.as_os_str().to_string_lossy());
            if rest.as_os_str().is_empty() && is_plain {
                fixed.push(part);
            } else {
                rest.push(part);
            }
        }
        let start = normal(&self.folder.join(&fixed));
        if !lies_in(&start, self.inside) {
            // An absolute path, or one through a link, may still lead inside.
            let real = self.disk.resolve(&start);
            if !real.is_ok_and(|real| lies_in(&real, self.inside)) {
                return Err(Problem::Outside);
            }
        }
        if rest.as_os_str().is_empty() {
            return match self.disk.is_folder(&start) {
                true => Err(Problem::Folder),
                false => Ok(vec![fixed]),
            };
        }
        match self.disk.resolve(&start) {
            Ok(real) if !lies_in(&real, self.inside) => return Err(Problem::Outside),
            Ok(_) => {}
            Err(_) => return Err(Problem::Missing(None)),
        }
        let text = rest.to_string_lossy();
        let matcher = GlobBuilder::new(&text)
            .literal_separator(true)
            .build()
            .map_err(|error| Problem::Pattern(error.kind().to_string()))?
            .compile_matcher();
        let mut walk = Walk {
            disk: self.disk,
            matcher,
            // Without `**` nothing deeper than the pattern can match.
            deepest: match text.contains("**") {
                true => DEEPEST,
                false => rest.components().count(),
            },
            dotted: rest.components().any(|part| match part {
                Component::Normal(name) => name.to_string_lossy().starts_with('.'),
                _ => false,
            }),
            looks: 0,
            found: Vec::new(),
        };
        walk.folder(&start, Path::new(""), 1);
        let mut found: Vec<PathBuf> = walk
            .found
            .into_iter()
            .map(|below| fixed.join(below))
            .collect();
        found.sort();
        match found.is_empty() {
            true => Err(Problem::Missing(None)),
            false => Ok(found),
        }
    }
}

struct Walk<'a> {
    disk: &'a dyn Disk,
    matcher: GlobMatcher,
    deepest: usize,
    dotted: bool,
    looks: usize,
    found: Vec<PathBuf>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, below: &Path, depth: usize) {
        let Ok(names) = self.disk.list(folder) else {
            return;
        };
        for (name, is_folder) in names {
            self.looks += 1;
            if self.looks > MOST_LOOKS || (name.starts_with('.') && !self.dotted) {
                continue;
            }
            let path = below.join(&name);
            if is_folder {
                if depth < self.deepest {
                    self.folder(&folder.join(&name), &path, depth + 1);
                }
            } else if self.matcher.is_match(&path) {
                self.found.push(path);
            }
        }
    }
}
