//! Reads journals: bytes to text, `include` lines, and which files are journals of their own. The
//! only reader of journals.

pub mod disk;
pub mod glob;
mod problem;
pub mod roots;

use crate::finding::Finding;
use crate::syntax::{self, ast};
use crate::text::{Content, FileId, Place, Source, Sources, Span, contains_any};
use disk::Disk;
pub use problem::Problem;
use std::cell::Cell;
use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Places are 32-bit, so a file may have so many bytes.
const MOST_BYTES: u64 = u32::MAX as u64;

/// A journal with everything it includes.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The files, the root first.
    pub sources: Sources,
    /// What is wrong with `include` lines and encodings.
    pub findings: Vec<Finding>,
}

/// A root journal that cannot be read at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoadError {
    /// The file as the user named it.
    pub name: String,
    /// What is the matter, as the end of a sentence: `there is no such file`.
    pub reason: String,
}

impl LoadError {
    /// From a failed read.
    pub fn new(name: &Path, error: &io::Error) -> LoadError {
        LoadError {
            name: name.to_string_lossy().into_owned(),
            reason: reason(error),
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read {}: {}", self.name, self.reason)
    }
}

impl std::error::Error for LoadError {}

/// The plain words for a failed read.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_string(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_string(),
        io::ErrorKind::IsADirectory => "it is a directory".to_string(),
        io::ErrorKind::FileTooLarge => "it has more than 4 GiB".to_string(),
        _ => error.to_string(),
    }
}

/// Reads a journal and everything it includes. `file` is what the user calls it, relative to
/// `folder` unless it is absolute.
pub fn load(disk: &dyn Disk, folder: &Path, file: &Path) -> Result<Loaded, LoadError> {
    let path = folder.join(file);
    let bytes = disk
        .read(&path)
        .map_err(|error| LoadError::new(file, &error))?;
    let root = source(&file.to_string_lossy(), Some(path), bytes);
    Ok(follow(disk, root, None))
}

/// A journal from standard input; what it includes lies in or below `folder`.
pub fn load_text(disk: &dyn Disk, folder: &Path, name: &str, bytes: Vec<u8>) -> Loaded {
    follow(disk, source(name, None, bytes), Some(folder.to_path_buf()))
}

/// A source from bytes: those that are not UTF-8 become U+001A one by one, so that every offset is
/// one of the file. UTF-16 is only recognized.
pub fn source(name: &str, path: Option<PathBuf>, content: impl Into<Content>) -> Source {
    let content = content.into();
    let mut source = Source {
        name: name.to_string(),
        path,
        utf16: is_utf16(&content),
        ..Source::default()
    };
    if source.utf16 {
        return source;
    }
    match content.into_text() {
        Ok(text) => source.text = text,
        Err(bytes) => {
            let mut text = String::with_capacity(bytes.len());
            for chunk in bytes.utf8_chunks() {
                text.push_str(chunk.valid());
                for _ in chunk.invalid() {
                    source.not_utf8.push(text.len() as u32);
                    text.push('\u{1A}');
                }
            }
            source.text = text.into();
        }
    }
    source
}

/// Whether the bytes begin with a UTF-16 mark, or every second one of the first is zero as it is
/// in western text.
fn is_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return true;
    }
    let head = bytes.get(..bytes.len().min(64)).unwrap_or(bytes);
    let zeros = |parity: usize| {
        head.iter()
            .skip(parity)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    head.len() >= 4 && even.max(odd) * 4 >= head.len() && even.min(odd) == 0
}

/// An `include` found and not yet read.
struct Pending {
    from: FileId,
    at: Place,
    path: PathBuf,
    name: String,
}

struct Follower<'a> {
    disk: &'a dyn Disk,
    folder: PathBuf,
    loaded: Loaded,
    parents: Vec<Option<FileId>>,
    folders: Vec<PathBuf>,
    /// What the user calls these folders.
    besides: Vec<PathBuf>,
    /// The files, links resolved, by number and by path.
    paths: Vec<Option<PathBuf>>,
    resolved: HashMap<PathBuf, FileId>,
    pending: Vec<Pending>,
    /// How much may still be looked at in the searches of all `include` lines.
    looks: Cell<usize>,
}

fn follow(disk: &dyn Disk, root: Source, folder: Option<PathBuf>) -> Loaded {
    let mut loaded = Loaded::default();
    if root.utf16 {
        loaded.findings.push(utf16(FileId(0)));
    }
    let may_include = may_include(&root.text);
    let (path, name) = (root.path.clone(), root.name.clone());
    loaded.sources.files.push(root);
    if !may_include {
        return loaded;
    }
    // Links are resolved only where something is included: it costs several system calls.
    let resolved = path.as_ref().and_then(|path| disk.resolve(path).ok());
    let folder = match (folder, &resolved) {
        (Some(folder), _) => disk.resolve(&folder).unwrap_or(folder),
        (None, Some(file)) => file.parent().map(Path::to_path_buf).unwrap_or_default(),
        (None, None) => PathBuf::new(),
    };
    let beside = beside(disk, path.as_deref(), &name, &folder, || folder.clone());
    let mut follower = Follower {
        disk,
        loaded,
        parents: vec![None],
        folders: vec![folder.clone()],
        besides: vec![beside],
        folder,
        paths: vec![resolved.clone()],
        resolved: resolved.into_iter().map(|path| (path, FileId(0))).collect(),
        pending: Vec::new(),
        looks: Cell::new(glob::MOST_LOOKS),
    };
    follower.find_includes(FileId(0));
    while let Some(pending) = follower.pending.pop() {
        follower.read(pending);
    }
    follower.loaded
}

/// The folder in which a name stands, links resolved.
fn above(disk: &dyn Disk, path: &Path) -> Option<PathBuf> {
    disk.resolve(path.parent()?).ok()
}

/// The folder of a name as the user calls it. Behind a link a file has another folder than its
/// name; its own includes stand in that one, which is then called as `linked` says.
fn beside(
    disk: &dyn Disk,
    path: Option<&Path>,
    name: &str,
    folder: &Path,
    linked: impl FnOnce() -> PathBuf,
) -> PathBuf {
    match path {
        Some(path) if above(disk, path).as_deref() != Some(folder) => linked(),
        _ => Path::new(name)
            .parent()
            .unwrap_or(Path::new(""))
            .to_path_buf(),
    }
}

/// Whether some line may be an `include`; false positives only cost time.
fn may_include(text: &str) -> bool {
    let begins = text.trim_start_matches('\u{FEFF}').as_bytes().first();
    matches!(begins, Some(b'i' | b'I')) || contains_any(text.as_bytes(), &[b"\ni", b"\nI"])
}

impl Follower<'_> {
    /// Adds the files that a file includes to those pending, the first on top.
    fn find_includes(&mut self, id: FileId) {
        let Some(source) = self.loaded.sources.file(id) else {
            return;
        };
        if !may_include(&source.text) {
            return;
        }
        let tree = syntax::directives(&source.text, id);
        let lines: Vec<Span> = tree
            .blocks
            .iter()
            .filter_map(|block| match &block.kind {
                ast::BlockKind::Directive(directive) => match directive.kind {
                    ast::DirectiveKind::Include(span) => Some(span),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        let mut found = Vec::new();
        for span in lines {
            let place = Place { file: id, span };
            match self.expand(id, span) {
                Ok(files) => found.extend(files.into_iter().map(|(path, name)| Pending {
                    from: id,
                    at: place,
                    path,
                    name,
                })),
                Err(problem) => {
                    let pattern = self.loaded.sources.text(place).to_string();
                    self.report(place, &pattern, problem);
                }
            }
        }
        self.pending.extend(found.into_iter().rev());
    }

    fn expand(&self, id: FileId, span: Span) -> Result<Vec<(PathBuf, String)>, Problem> {
        let source = self.loaded.sources.file(id);
        let text = source.map_or("", |source| span.of(&source.text));
        let own = self.paths.get(usize::from(id.0)).and_then(Option::as_ref);
        let folder = self.folders.get(usize::from(id.0)).unwrap_or(&self.folder);
        let search = glob::Search {
            disk: self.disk,
            folder,
            inside: &self.folder,
            looks: &self.looks,
        };
        let found = search.find(text)?;
        let is_glob = glob::is_glob(text);
        let beside = self.besides.get(usize::from(id.0));
        let beside = beside.map_or(Path::new(""), PathBuf::as_path);
        let mut files = Vec::with_capacity(found.len());
        for relative in found {
            let path = disk::normal(&folder.join(&relative));
            // A pattern that also matches the file it stands in does not mean that file.
            if is_glob && own.is_some() && self.disk.resolve(&path).ok().as_ref() == own {
                continue;
            }
            let name = disk::normal(&beside.join(&relative));
            files.push((path, name.to_string_lossy().into_owned()));
        }
        match files.is_empty() {
            true => Err(Problem::Missing(None)),
            false => Ok(files),
        }
    }

    fn read(&mut self, pending: Pending) {
        let Pending {
            from,
            at,
            path,
            name,
        } = pending;
        let resolved = match self.disk.resolve(&path) {
            Ok(resolved) => resolved,
            Err(error) => return self.report(at, &name, Problem::unread(&error)),
        };
        if !disk::lies_in(&resolved, &self.folder) {
            return self.report(at, &name, Problem::Outside);
        }
        if let Some(&known) = self.resolved.get(&resolved) {
            if self.is_ancestor(known, from) {
                self.report(at, &name, Problem::Cycle(known == from));
            }
            return;
        }
        let Ok(id) = u16::try_from(self.loaded.sources.files.len()) else {
            let reason = "a journal has at most 65,536 files".to_string();
            return self.report(at, &name, Problem::Missing(Some(reason)));
        };
        let bytes = match self.disk.read(&resolved) {
            Ok(bytes) => bytes,
            Err(error) => return self.report(at, &name, Problem::unread(&error)),
        };
        let id = FileId(id);
        let folder = resolved.parent().unwrap_or(&self.folder).to_path_buf();
        // What is read lies in the folder of the root, so a part of its name is that folder's.
        let below = folder.strip_prefix(&self.folder).unwrap_or(Path::new(""));
        let beside = beside(self.disk, Some(&path), &name, &folder, || {
            let root = self.besides.first().map_or(Path::new(""), PathBuf::as_path);
            disk::normal(&root.join(below))
        });
        let source = source(&name, Some(path), bytes);
        if source.utf16 {
            self.loaded.findings.push(utf16(id));
        }
        self.loaded.sources.files.push(source);
        self.parents.push(Some(from));
        self.folders.push(folder);
        self.besides.push(beside);
        self.paths.push(Some(resolved.clone()));
        self.resolved.insert(resolved, id);
        self.find_includes(id);
    }

    /// Whether `file` includes `of`, directly or through others, or is it.
    fn is_ancestor(&self, file: FileId, of: FileId) -> bool {
        let mut here = Some(of);
        while let Some(id) = here {
            if id == file {
                return true;
            }
            here = self.parents.get(usize::from(id.0)).copied().flatten();
        }
        false
    }

    fn report(&mut self, at: Place, name: &str, problem: Problem) {
        // What a path leads to is called as it is written; what a pattern finds, by its own name.
        let written = self.loaded.sources.text(at).to_string();
        let name = if glob::is_glob(&written) {
            name
        } else {
            &written
        };
        self.loaded.findings.push(problem.finding(at, name));
    }
}

fn utf16(file: FileId) -> Finding {
    let place = Place {
        file,
        span: Span::default(),
    };
    Finding::error(
        "invalid-encoding",
        place,
        "the file is UTF-16, not UTF-8, and nothing of it was read",
    )
    .help("save it as UTF-8; editors offer this beside the file name when saving")
}
