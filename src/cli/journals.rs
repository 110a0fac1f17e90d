//! Which journals a command is about, and reading them.

use super::{Env, Fail};
use crate::load::disk::{self, Disk, Files};
use crate::load::roots::{self, USUAL_NAME};
use crate::load::{self, LoadError, Loaded};
use crate::text::Source;
use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

/// What standard input is called in findings.
const STDIN_NAME: &str = "<stdin>";

/// A journal to be read.
pub enum Root {
    /// A file, as the user would name it, and what is in it if that was asked for already.
    File(PathBuf, Option<Loaded>),
    /// Standard input, already read.
    Text(Vec<u8>),
}

/// The journals that the arguments name: files, `-`, folders with all roots below them; without
/// any, `$STRENGTH_FILE` or the usual file upward from here. What cannot be found is told on
/// standard error, and the number of such failures returned.
pub fn find(files: &[PathBuf], env: &mut Env) -> Result<(Vec<Root>, usize), Fail> {
    stdin_once(files)?;
    let usual = match files.is_empty() {
        true => vec![usual(env)?],
        false => Vec::new(),
    };
    let mut found = Vec::new();
    let mut failures = 0;
    for file in files.iter().chain(&usual) {
        let mut unread = Vec::new();
        if is_stdin(file) {
            match stdin(env) {
                Ok(bytes) => found.push(Root::Text(bytes)),
                Err(error) => unread.push(error),
            }
        } else if env.folder.join(file).is_dir() {
            let (files, failures) = roots::below(&env.folder, file);
            unread.extend(failures);
            if files.is_empty() && unread.is_empty() {
                unread.push(LoadError {
                    name: file.to_string_lossy().into_owned(),
                    reason: "there is no file in it that ends in .strength".into(),
                });
            }
            found.extend(
                files
                    .into_iter()
                    .map(|root| Root::File(root.name, root.loaded)),
            );
        } else {
            found.push(Root::File(file.clone(), None));
        }
        failures += unread.len();
        for error in unread {
            env.complain(&error.to_string());
        }
    }
    // What is named twice, or named and below a folder that is named, is one journal.
    let mut known = HashSet::new();
    found.retain(|root| match root {
        Root::File(file, _) => known.insert(disk::normal(file)),
        Root::Text(_) => true,
    });
    if files.len() > 1 {
        leave_out_included(&mut found, &env.folder);
    }
    Ok((found, failures))
}

/// What another of the named journals includes is read with that one.
fn leave_out_included(found: &mut Vec<Root>, folder: &Path) {
    let file = |root: &Root| match root {
        Root::File(file, _) => Some(file.clone()),
        Root::Text(_) => None,
    };
    let files = found.iter().filter_map(file).collect();
    let roots = roots::roots(&Files, folder, files).into_iter();
    let mut roots: HashMap<_, _> = roots.map(|root| (root.name, root.loaded)).collect();
    found.retain_mut(|root| match root {
        Root::File(file, known) => match roots.remove(file) {
            Some(loaded) => {
                *known = loaded;
                true
            }
            None => false,
        },
        Root::Text(_) => true,
    });
}

/// The files that the arguments name, each once; without any, the usual one.
pub fn named(files: &[PathBuf], env: &mut Env) -> Result<Vec<PathBuf>, Fail> {
    stdin_once(files)?;
    let mut named = match files.is_empty() {
        true => vec![usual(env)?],
        false => files.to_vec(),
    };
    let mut known = HashSet::new();
    named.retain(|file| known.insert(disk::normal(file)));
    Ok(named)
}

/// One file alone, or standard input, and its bytes; what it includes is not read.
pub fn read(file: &Path, env: &mut Env) -> Result<(Source, Vec<u8>), LoadError> {
    if is_stdin(file) {
        let bytes = stdin(env)?;
        return Ok((load::source(STDIN_NAME, None, bytes.clone()), bytes));
    }
    let path = env.folder.join(file);
    let bytes = Files.bytes(&path);
    let bytes = bytes.map_err(|error| LoadError::new(file, &error))?;
    let source = load::source(&file.to_string_lossy(), Some(path), bytes.clone());
    Ok((source, bytes))
}

/// The one journal that a command is about.
pub fn find_one(file: Option<&PathBuf>, env: &mut Env) -> Result<Root, Fail> {
    let files: Vec<PathBuf> = file.into_iter().cloned().collect();
    let (mut roots, failures) = find(&files, env)?;
    match (roots.len(), roots.pop()) {
        (1, Some(root)) => Ok(root),
        (_, None) if failures > 0 => Err(Fail::Told),
        (count, _) => Err(Fail::Usage(format!(
            "there are {count} journals in {}; name one of them",
            files
                .first()
                .map(|file| file.to_string_lossy())
                .unwrap_or_default()
        ))),
    }
}

/// Reads a journal with everything it includes.
pub fn load(folder: &Path, root: Root) -> Result<Loaded, LoadError> {
    match root {
        Root::File(_, Some(loaded)) => Ok(loaded),
        Root::File(file, None) => load::load(&Files, folder, &file),
        Root::Text(bytes) => Ok(load::load_text(&Files, folder, STDIN_NAME, bytes)),
    }
}

fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// Standard input can be read only once.
pub fn stdin_once(files: &[PathBuf]) -> Result<(), Fail> {
    match files.iter().filter(|file| is_stdin(file)).count() {
        0 | 1 => Ok(()),
        _ => Err(Fail::Usage("standard input (`-`) is named twice".into())),
    }
}

fn usual(env: &Env) -> Result<PathBuf, Fail> {
    if let Some(file) = (env.variable)("STRENGTH_FILE").filter(|file| !file.is_empty()) {
        return Ok(file.into());
    }
    match roots::upward(&env.folder) {
        Some(file) => Ok(file),
        None => Err(Fail::Usage(format!(
            "there is no {USUAL_NAME} here or in any folder above; \
             name a file, or set STRENGTH_FILE; `strength init` makes one"
        ))),
    }
}

fn stdin(env: &mut Env) -> Result<Vec<u8>, LoadError> {
    let mut bytes = Vec::new();
    let read: io::Result<()> = disk::read_all(env.stdin, &mut bytes);
    match read {
        Ok(()) => Ok(bytes),
        Err(error) => Err(LoadError::new(Path::new("standard input"), &error)),
    }
}
