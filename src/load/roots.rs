//! Which journals are meant: a file, the one found upward from here, or all below a folder.

use super::disk::{Disk, Files};
use super::{LoadError, Loaded, load};
use crate::threads;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// The file that is looked for when none is named.
pub const USUAL_NAME: &str = "journal.strength";

/// `journal.strength` in `folder` or the nearest folder above that has one, as a name relative to
/// `folder`.
pub fn upward(folder: &Path) -> Option<PathBuf> {
    let mut up = PathBuf::new();
    let here = match folder.as_os_str().is_empty() {
        true => std::path::absolute(".").ok()?,
        false => std::path::absolute(folder).ok()?,
    };
    for above in here.ancestors() {
        if above.join(USUAL_NAME).is_file() {
            return Some(up.join(USUAL_NAME));
        }
        up.push("..");
    }
    None
}

/// All `.strength` files below a folder that no other of them includes, sorted, and the folders that
/// cannot be looked into. Hidden files and folders are left out.
pub fn below(folder: &Path, name: &Path) -> (Vec<Root>, Vec<LoadError>) {
    let (mut files, mut failures) = (Vec::new(), Vec::new());
    let hidden = |entry: &DirEntry| {
        entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    // A name stays as the user began it.
    let shown = |path: &Path| {
        let path = path.strip_prefix(folder).unwrap_or(path);
        path.strip_prefix(".").unwrap_or(path).to_path_buf()
    };
    let walk = WalkDir::new(folder.join(name)).into_iter();
    for entry in walk.filter_entry(|entry| !hidden(entry)) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let place = shown(error.path().unwrap_or(name));
                failures.push(LoadError::new(&place, &error.into()));
                continue;
            }
        };
        let path = entry.path();
        if !entry.file_type().is_dir()
            && path.extension().is_some_and(|end| end == "strength")
            && path.is_file()
        {
            files.push(shown(path));
        }
    }
    files.sort();
    (roots(&Files, folder, files), failures)
}

/// A file that no other includes.
pub struct Root {
    /// As the user would write it.
    pub name: PathBuf,
    /// What it includes, links resolved.
    pub included: HashSet<PathBuf>,
    /// It and what it includes; `None` if it cannot be read.
    pub loaded: Option<Loaded>,
}

/// Those of the files that no other includes; of files that only include each other, the first.
pub fn roots(disk: &dyn Disk, folder: &Path, files: Vec<PathBuf>) -> Vec<Root> {
    let real = |path: &Path| disk.resolve(path).ok();
    // What cannot be read is a root, and is reported when it is checked.
    let loaded = threads::map(files.iter().collect(), |name| load(disk, folder, name).ok());
    let included = |loaded: &Option<Loaded>| -> HashSet<PathBuf> {
        let files = loaded.iter().flat_map(|loaded| &loaded.sources.files);
        let paths = files.skip(1).filter_map(|source| source.path.as_deref());
        paths.filter_map(real).collect()
    };
    let included: Vec<_> = loaded.iter().map(included).collect();
    let paths: Vec<Option<PathBuf>> = files.iter().map(|name| real(&folder.join(name))).collect();
    let mut times: HashMap<&Path, usize> = HashMap::new();
    for path in included.iter().flatten() {
        *times.entry(path).or_default() += 1;
    }
    let mut reached: HashSet<&Path> = HashSet::new();
    let mut chosen = vec![false; files.len()];
    // First those that nothing includes, then what they have left over.
    for leftovers in [false, true] {
        for (n, path) in paths.iter().enumerate() {
            let Some(path) = path.as_deref() else {
                // It cannot be resolved, so it cannot be read: let it be reported.
                chosen[n] = true;
                continue;
            };
            let is_root = match leftovers {
                false => !times.contains_key(path),
                true => !chosen[n] && !reached.contains(path),
            };
            if is_root && reached.insert(path) {
                chosen[n] = true;
                reached.extend(included[n].iter().map(PathBuf::as_path));
            }
        }
    }
    let all = files.into_iter().zip(included).zip(loaded);
    let all = all.map(|((name, included), loaded)| Root {
        name,
        included,
        loaded,
    });
    let roots = all.zip(chosen).filter(|(_, is_root)| *is_root);
    roots.map(|(root, _)| root).collect()
}
