//! Finds the files of an `include` line: `years/*.strength`, `**/base.strength`.

use super::Problem;
use super::disk::{Disk, lies_in, normal};
use fast_glob::{ErrorKind, glob_match, validate};
use std::cell::Cell;
use std::io;
use std::path::{Component, Path, PathBuf};

/// So many folders and files are looked at for all lines of a journal before the search is given
/// up.
pub const MOST_LOOKS: usize = 200_000;

/// Where to look.
pub struct Search<'a> {
    /// The files.
    pub disk: &'a dyn Disk,
    /// The folder of the file with the `include` line, links resolved.
    pub folder: &'a Path,
    /// The folder of the root journal, links resolved: nothing else is looked into.
    pub inside: &'a Path,
    /// How many folders and files may still be looked at.
    pub looks: &'a Cell<usize>,
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
        validate(text.as_bytes()).map_err(|error| Problem::Pattern(reason(error.kind)))?;
        let walk = Walk {
            disk: self.disk,
            // A name that begins with `!` is no opposite.
            pattern: match text.starts_with('!') {
                true => format!("\\{text}"),
                false => text.to_string(),
            },
            // Without `**` nothing deeper than the pattern can match.
            deepest: match text.contains("**") {
                true => usize::MAX,
                false => rest.components().count(),
            },
            dotted: rest.components().any(|part| match part {
                Component::Normal(name) => name.to_string_lossy().starts_with('.'),
                _ => false,
            }),
            looks: self.looks,
        };
        let found = walk.run(&start)?;
        let mut found: Vec<PathBuf> = found.into_iter().map(|below| fixed.join(below)).collect();
        found.sort();
        match found.is_empty() {
            true => Err(Problem::Missing(None)),
            false => Ok(found),
        }
    }
}

/// What is wrong with a pattern.
fn reason(error: ErrorKind) -> &'static str {
    match error {
        ErrorKind::UnclosedBrace => "a `{` has no `}`",
        ErrorKind::UnclosedBracket => "a `[` has no `]`",
        ErrorKind::TrailingBackslash => "nothing stands behind its last backslash",
        _ => "it has more than ten alternatives in braces",
    }
}

struct Walk<'a> {
    disk: &'a dyn Disk,
    pattern: String,
    deepest: usize,
    dotted: bool,
    looks: &'a Cell<usize>,
}

impl Walk<'_> {
    /// The files below a folder that match, and the folders that cannot be read, as paths from there.
    fn run(&self, start: &Path) -> Result<Vec<PathBuf>, Problem> {
        let mut found = Vec::new();
        let mut folders = vec![(PathBuf::new(), 1)];
        while let Some((below, depth)) = folders.pop() {
            let names = match self.disk.list(&start.join(&below)) {
                Ok(names) => names,
                // What may lie in it is not known: to read it like a file tells why.
                Err(error) => {
                    if error.kind() != io::ErrorKind::NotFound {
                        found.push(below);
                    }
                    continue;
                }
            };
            for (name, is_folder) in names {
                let left = self.looks.get().checked_sub(1).ok_or(Problem::TooMany)?;
                self.looks.set(left);
                if name.starts_with('.') && !self.dotted {
                    continue;
                }
                let path = below.join(&name);
                if !is_folder {
                    if glob_match(&self.pattern, path.to_string_lossy().as_bytes()) {
                        found.push(path);
                    }
                } else if depth < self.deepest {
                    folders.push((path, depth + 1));
                }
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::disk::Memory;

    /// A disk with a folder that cannot be read.
    struct Closed(Memory);

    impl Disk for Closed {
        fn read(&self, path: &Path) -> io::Result<crate::text::Content> {
            self.0.read(path)
        }

        fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
            self.0.resolve(path)
        }

        fn list(&self, folder: &Path) -> io::Result<Vec<(String, bool)>> {
            match folder.ends_with("closed") {
                true => Err(io::ErrorKind::PermissionDenied.into()),
                false => self.0.list(folder),
            }
        }

        fn is_folder(&self, path: &Path) -> bool {
            self.0.is_folder(path)
        }
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_found_itself() {
        let files = [("a/1.strength", ""), ("closed/2.strength", "")];
        let search = Search {
            disk: &Closed(Memory::new(files)),
            folder: Path::new(""),
            inside: Path::new(""),
            looks: &Cell::new(100),
        };
        let found = ["a/1.strength", "closed"].map(PathBuf::from);
        assert_eq!(search.find("**/*.strength"), Ok(found.to_vec()));
    }

    #[test]
    fn a_search_that_is_too_long_is_told() {
        let disk = Memory::new([("a/1.strength", ""), ("a/2.strength", ""), ("b/c.txt", "")]);
        let looks = Cell::new(12);
        let search = Search {
            disk: &disk,
            folder: Path::new(""),
            inside: Path::new(""),
            looks: &looks,
        };
        let two = ["a/1.strength", "a/2.strength"].map(PathBuf::from);
        assert_eq!(search.find("**/*.strength"), Ok(two.to_vec()));
        assert_eq!(search.find("a/*.strength"), Ok(two.to_vec()));
        assert_eq!(looks.get(), 5);
        assert_eq!(search.find("**/*.strength"), Ok(two.to_vec()));
        // One line after the other uses up what there is for all of them.
        assert_eq!(search.find("a/*"), Err(Problem::TooMany));
    }
}
