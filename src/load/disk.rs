//! Where files come from: the disk, or a few texts in memory for examples and tests.
#![expect(
    clippy::disallowed_methods,
    reason = "the one place that reads files and folders"
)]

use crate::text::Content;
use crate::threads;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// A place with files and folders.
pub trait Disk: Sync {
    /// The bytes of a file of at most 4 GiB.
    fn read(&self, path: &Path) -> io::Result<Content>;
    /// The same in a list.
    fn bytes(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read(path).map(Content::into_list)
    }
    /// The path with all links resolved; an error if there is nothing.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
    /// The names in a folder and whether each is a folder (a link to a folder is none), sorted.
    fn list(&self, folder: &Path) -> io::Result<Vec<(String, bool)>>;
    /// Whether there is a folder, links followed.
    fn is_folder(&self, path: &Path) -> bool;
}

/// The real one.
pub struct Files;

impl Disk for Files {
    fn read(&self, path: &Path) -> io::Result<Content> {
        let mut file = fs::File::open(path)?;
        let about = file.metadata()?;
        if about.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if about.len() > super::MOST_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let length = about.len() as usize;
        if let Some(content) = read_in_parts(&file, length) {
            return Ok(content);
        }
        // One byte of room more than the file has, or the end would be looked for in new memory.
        let mut bytes = Vec::with_capacity(length.saturating_add(1));
        read_all(&mut file, &mut bytes)?;
        Ok(bytes.into())
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        // The empty path is the current folder to `join`, but not to the system.
        match path.as_os_str().is_empty() {
            true => fs::canonicalize("."),
            false => fs::canonicalize(path),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(String, bool)>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            // A name that is not UTF-8 cannot stand in a journal.
            if let Ok(name) = entry.file_name().into_string() {
                names.push((name, entry.file_type().is_ok_and(|kind| kind.is_dir())));
            }
        }
        names.sort();
        Ok(names)
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }
}

/// So many bytes are worth a thread that reads them.
const WORTH_A_THREAD: usize = 1 << 20;

/// The whole of a large file, of which each thread reads a part; `None` if it is not large, has
/// another length by now, or cannot be read so.
#[cfg(unix)]
fn read_in_parts(file: &fs::File, length: usize) -> Option<Content> {
    use std::os::unix::fs::FileExt;
    let mut room = Content::large(length)?;
    let mut rest = room.bytes_mut();
    let mut parts = Vec::new();
    for part in threads::parts(length, WORTH_A_THREAD) {
        let (bytes, behind) = rest.split_at_mut_checked(part.len())?;
        parts.push((part.start as u64, bytes));
        rest = behind;
    }
    let read = threads::map(parts, |(start, bytes)| file.read_exact_at(bytes, start));
    let now = file.metadata().ok()?.len();
    (read.iter().all(Result::is_ok) && now == length as u64).then_some(room)
}

/// Without a way to read one open file at several places at once.
#[cfg(not(unix))]
fn read_in_parts(_: &fs::File, _: usize) -> Option<Content> {
    None
}

/// Reads to the end, at most as many bytes as places can name.
pub fn read_all(from: &mut dyn Read, bytes: &mut Vec<u8>) -> io::Result<()> {
    from.take(super::MOST_BYTES + 1).read_to_end(bytes)?;
    match bytes.len() as u64 > super::MOST_BYTES {
        true => Err(io::ErrorKind::FileTooLarge.into()),
        false => Ok(()),
    }
}

/// Texts in memory under relative names, without links.
#[derive(Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, String>,
}

impl Memory {
    /// With these names and texts.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Memory {
        let files = files
            .into_iter()
            .map(|(name, text)| (normal(Path::new(name)), text.to_string()))
            .collect();
        Memory { files }
    }
}

impl Disk for Memory {
    fn read(&self, path: &Path) -> io::Result<Content> {
        let text = self
            .files
            .get(&normal(path))
            .ok_or(io::ErrorKind::NotFound)?;
        Ok(text.clone().into_bytes().into())
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let path = normal(path);
        match self.files.contains_key(&path) || self.is_folder(&path) {
            true => Ok(path),
            false => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(String, bool)>> {
        Ok(list(&self.files, folder))
    }

    fn is_folder(&self, path: &Path) -> bool {
        holds(&self.files, path)
    }
}

/// The names in a folder, and whether each is a folder, where only the paths of files are known.
pub fn list<T>(files: &BTreeMap<PathBuf, T>, folder: &Path) -> Vec<(String, bool)> {
    let folder = normal(folder);
    let mut names = BTreeSet::new();
    for path in files.keys() {
        let Ok(below) = path.strip_prefix(&folder) else {
            continue;
        };
        let mut parts = below.iter();
        if let Some(name) = parts.next() {
            let is_folder = parts.next().is_some();
            names.insert((name.to_string_lossy().into_owned(), is_folder));
        }
    }
    names.into_iter().collect()
}

/// Whether some of the files lie in that folder or below it.
pub fn holds<T>(files: &BTreeMap<PathBuf, T>, folder: &Path) -> bool {
    let folder = normal(folder);
    // What lies below a folder stands right behind it in the order of paths.
    let mut behind = files.range(folder.clone()..).map(|(file, _)| file);
    behind
        .find(|file| **file != folder)
        .is_some_and(|file| file.starts_with(&folder))
}

/// The path without `.` and, as far as it can be told without looking, without `..`.
pub fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => match out.components().next_back() {
                Some(Component::Normal(_)) => {
                    out.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                _ => out.push(".."),
            },
            part => out.push(part),
        }
    }
    out
}

/// Whether a path without links lies in a folder or below it.
pub fn lies_in(path: &Path, folder: &Path) -> bool {
    // Everything begins with the empty path, also what leaves it.
    path.starts_with(folder) && path.components().next() != Some(Component::ParentDir)
}

/// A disk on which some files have another content.
pub struct Overlay<'a> {
    /// All other files.
    pub disk: &'a dyn Disk,
    /// The content of such a file, by its path, links resolved.
    pub content: &'a (dyn Fn(&Path) -> Option<Vec<u8>> + Sync),
}

impl Disk for Overlay<'_> {
    fn read(&self, path: &Path) -> io::Result<Content> {
        let resolved = self.disk.resolve(path);
        match resolved.ok().and_then(|path| (self.content)(&path)) {
            Some(content) => Ok(content.into()),
            None => self.disk.read(path),
        }
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.disk.resolve(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(String, bool)>> {
        self.disk.list(folder)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.disk.is_folder(path)
    }
}
