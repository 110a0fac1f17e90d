//! `strength check --staged`: journals as they are in the index of git.

use super::git::{Entry, Repository};
use crate::load::disk::{Disk, Files, holds, list, normal};
use crate::load::roots;
use crate::load::{LoadError, Loaded};
use crate::text::Content;
use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Component, Path, PathBuf};

/// So many links are followed from one to the next.
const MOST_LINKS: usize = 8;

/// The index of the repository of the current folder, as a disk. Paths begin at its top.
pub struct Index {
    repository: Repository,
    entries: BTreeMap<PathBuf, Entry>,
    /// The current folder, from the top.
    pub folder: PathBuf,
}

impl Index {
    /// Reads what there is, not yet the contents.
    pub fn open(folder: &Path) -> Result<Index, String> {
        let repository = Repository::at(folder, false)?;
        let here = Files.resolve(folder).map_err(|error| error.to_string())?;
        Ok(Index {
            folder: here
                .strip_prefix(&repository.top)
                .map(Path::to_path_buf)
                .map_err(|_| "the current folder lies outside of it".to_string())?,
            entries: repository.index()?,
            repository,
        })
    }

    /// A path from the top, for one from there or one that is absolute.
    pub fn inside(&self, path: &Path) -> PathBuf {
        if !path.is_absolute() {
            return normal(path);
        }
        let real = Files.resolve(path).unwrap_or_else(|_| normal(path));
        let below = real.strip_prefix(&self.repository.top);
        below.map_or(real.clone(), Path::to_path_buf)
    }

    /// The journals to be checked: the files that are named, and all below the folders that are
    /// named; without any, those of which something is staged.
    pub fn journals(&self, files: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
        if files.is_empty() {
            return self.staged();
        }
        let mut found = Vec::new();
        for file in files {
            let path = self.inside(&self.folder.join(file));
            match holds(&self.entries, &path) || path.as_os_str().is_empty() {
                true => found.extend(self.below(&path)),
                false => found.push(file.clone()),
            }
        }
        let mut known = HashSet::new();
        found.retain(|file| known.insert(self.inside(&self.folder.join(file))));
        // What another of the named journals includes is read with that one.
        let roots = roots::roots(self, &self.folder, found).into_iter();
        Ok(roots.map(|root| root.name).collect())
    }

    /// The journals below a folder, as they are called from the current folder; hidden files and
    /// folders are left out.
    fn below(&self, folder: &Path) -> impl Iterator<Item = PathBuf> {
        let is_hidden = |name: Component| name.as_os_str().as_encoded_bytes().starts_with(b".");
        let is_shown = move |path: &&PathBuf| {
            let below = path.strip_prefix(folder);
            below.is_ok_and(|below| is_journal(path) && !below.components().any(is_hidden))
        };
        let below = self.entries.keys().filter(is_shown);
        below.map(|path| self.seen(path))
    }

    /// The journals of which something is staged, as they are called from the current folder.
    fn staged(&self) -> Result<Vec<PathBuf>, String> {
        let staged = self.repository.differing(None, true)?;
        if staged.is_empty() {
            return Ok(Vec::new());
        }
        let journals = self.entries.keys().filter(|path| is_journal(path));
        let journals = journals.map(|path| self.seen(path)).collect();
        let mut roots = roots::roots(self, &self.folder, journals);
        roots.retain(|root| {
            let path = self.inside(&self.folder.join(&root.name));
            let folder = path.parent().unwrap_or(Path::new(""));
            // What a journal included and is gone now lay in its folder or below.
            let gone = |path: &PathBuf| {
                !self.entries.contains_key(path) && is_journal(path) && path.starts_with(folder)
            };
            staged.contains_key(&path)
                || root.included.iter().any(|path| staged.contains_key(path))
                || staged.keys().any(gone)
        });
        Ok(roots.into_iter().map(|root| root.name).collect())
    }

    /// What a path from the top is called in the current folder.
    fn seen(&self, path: &Path) -> PathBuf {
        let pairs = self.folder.components().zip(path.components());
        let common = pairs.take_while(|(here, there)| here == there).count();
        let up = self.folder.components().skip(common).map(|_| "..");
        let mut name: PathBuf = up.collect();
        name.extend(path.components().skip(common));
        name
    }

    /// The file that a path leads to.
    fn file(&self, path: &Path) -> io::Result<PathBuf> {
        let mut path = self.inside(path);
        for _ in 0..MOST_LINKS {
            match self.entries.get(&path) {
                Some(Entry::File) => return Ok(path),
                Some(Entry::Link) => {
                    let to = self.repository.content(&path)?;
                    let to = String::from_utf8_lossy(&to).into_owned();
                    path = self.inside(&path.parent().unwrap_or(Path::new("")).join(to));
                }
                Some(Entry::Unmerged) => {
                    return Err(io::Error::other("it is not merged yet"));
                }
                None => break,
            }
        }
        let reason = "it is not in the index of git; `git add` puts it there";
        Err(io::Error::other(reason))
    }
}

impl Disk for Index {
    fn read(&self, path: &Path) -> io::Result<Content> {
        self.repository
            .content(&self.file(path)?)
            .map(Content::from)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let inside = self.inside(path);
        match self.is_folder(path) || inside.as_os_str().is_empty() {
            true => Ok(inside),
            // Whoever includes it is told that it is missing.
            false if !self.entries.contains_key(&inside) => Err(io::ErrorKind::NotFound.into()),
            false => self.file(path),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(String, bool)>> {
        Ok(list(&self.entries, &self.inside(folder)))
    }

    fn is_folder(&self, path: &Path) -> bool {
        holds(&self.entries, &self.inside(path))
    }
}

fn is_journal(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "strength")
}

/// Reads a journal from the index with everything it includes.
pub fn load(index: &Index, file: &Path) -> Result<Loaded, LoadError> {
    crate::load::load(index, &index.folder, file)
}
