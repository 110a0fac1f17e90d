//! The program `git`, asked what is committed, what is in its index, and which lines changed.

use crate::load::disk::{Disk, Files};
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One repository with its working folder.
pub struct Repository {
    /// The folder at the top, links resolved.
    pub top: PathBuf,
    /// Not the one of the current folder: what a hook says of that one does not hold for it.
    other: bool,
}

/// What a hook tells the programs it starts about its own repository.
const OWN: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
];

/// A file in the index.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// With its content.
    File,
    /// A symbolic link; its content is the path it leads to.
    Link,
    /// In several versions, since a merge is under way.
    Unmerged,
}

/// Lines from the first to the second, counted from 1, both included.
pub type Range = (u32, u32);

impl Repository {
    /// The one that git finds from a folder, or git's reason why there is none.
    pub fn at(folder: &Path, other: bool) -> Result<Repository, String> {
        let top = run(folder, other, &["rev-parse", "--show-toplevel"])?;
        let top = path(top.strip_suffix(b"\n").unwrap_or(&top));
        let top = Files.resolve(&top).unwrap_or(top);
        Ok(Repository { top, other })
    }

    fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Result<Vec<u8>, String> {
        run(&self.top, self.other, args)
    }

    /// Whether something is a commit.
    pub fn knows(&self, reference: &str) -> bool {
        self.commit(reference).is_ok()
    }

    fn commit(&self, reference: &str) -> Result<String, String> {
        let name = format!("{reference}^{{commit}}");
        let id = self.run(&["rev-parse", "--verify", "--end-of-options", &name])?;
        let id = String::from_utf8_lossy(&id).trim().to_string();
        // What begins with a dash may have been taken for an option.
        match id.bytes().all(|b| b.is_ascii_hexdigit()) {
            true => Ok(id),
            false => Err("it is no name of a commit".to_string()),
        }
    }

    /// The commit from which changes are counted: where this branch and that of `reference` parted,
    /// which is `reference` itself if it lies behind; `None` where nothing is committed yet.
    pub fn base(&self, reference: &str) -> Result<Option<String>, String> {
        match self.commit(reference) {
            Ok(id) => {
                let parted = self.run(&["merge-base", &id, "HEAD"]);
                let parted = parted.map(|out| String::from_utf8_lossy(&out).trim().to_string());
                // A shallow clone may not reach back so far.
                Ok(Some(parted.unwrap_or(id)))
            }
            Err(_) if reference == "HEAD" && !self.knows("HEAD") => Ok(None),
            Err(reason) => Err(reason),
        }
    }

    /// Everything in the index, by its path from the top.
    pub fn index(&self) -> Result<BTreeMap<PathBuf, Entry>, String> {
        let out = self.run(&["ls-files", "--stage", "--full-name", "-z"])?;
        let mut entries = BTreeMap::new();
        for line in out.split(|b| *b == 0) {
            let Some(tab) = line.iter().position(|b| *b == b'\t') else {
                continue;
            };
            let (about, name) = line.split_at(tab);
            let entry = match about {
                _ if !about.ends_with(b" 0") => Entry::Unmerged,
                _ if about.starts_with(b"120000") => Entry::Link,
                // A repository inside of this one.
                _ if about.starts_with(b"160000") => continue,
                _ => Entry::File,
            };
            entries.insert(path(name.get(1..).unwrap_or(&[])), entry);
        }
        Ok(entries)
    }

    /// The content of a file in the index, as a checkout would write it.
    pub fn content(&self, file: &Path) -> io::Result<Vec<u8>> {
        let mut name = std::ffi::OsString::from(":0:");
        name.push(file);
        let args = ["cat-file".as_ref(), "--filters".as_ref(), name.as_os_str()];
        self.run(&args).map_err(io::Error::other)
    }

    /// The files that differ from a commit, by their paths, with what they were called there; with
    /// `staged` those of the index, else those of the working folder. Deleted ones stand there too.
    pub fn differing(
        &self,
        base: Option<&str>,
        staged: bool,
    ) -> Result<HashMap<PathBuf, PathBuf>, String> {
        let mut args = vec!["diff", "--name-status", "--no-relative", "-M20%", "-z"];
        args.extend(staged.then_some("--cached"));
        args.extend(base);
        args.push("--");
        let out = self.run(&args)?;
        let mut parts = out.split(|b| *b == 0).filter(|part| !part.is_empty());
        let mut found = HashMap::new();
        while let (Some(status), Some(old)) = (parts.next(), parts.next()) {
            let old = path(old);
            let new = match status.first() {
                Some(b'R' | b'C') => parts.next().map_or_else(|| old.clone(), path),
                _ => old.clone(),
            };
            if old != new {
                // What it was called is gone.
                found.insert(old.clone(), old.clone());
            }
            found.insert(new, old);
        }
        Ok(found)
    }

    /// The lines of one file that a commit does not have. Nothing that people may have set for
    /// their own eyes changes the answer: other programs for diffs, colours, context.
    pub fn lines(
        &self,
        base: Option<&str>,
        staged: bool,
        (new, old): (&Path, &Path),
    ) -> Result<Vec<Range>, String> {
        let args = "diff --no-ext-diff --no-textconv --no-color --no-relative --text -M20% -U0 \
                    --inter-hunk-context=0";
        let mut args: Vec<&OsStr> = args.split_whitespace().map(OsStr::new).collect();
        args.extend(staged.then_some(OsStr::new("--cached")));
        args.extend(base.map(OsStr::new));
        args.extend([OsStr::new("--"), new.as_os_str()]);
        args.extend((old != new).then_some(old.as_os_str()));
        let out = self.run(&args)?;
        let hunks = out.split(|b| *b == b'\n').filter_map(hunk);
        Ok(hunks.collect())
    }
}

/// The lines that `@@ -1,2 +3,4 @@` adds; every other line of a diff begins with something else.
fn hunk(line: &[u8]) -> Option<Range> {
    let line = std::str::from_utf8(line.strip_prefix(b"@@ ")?.get(..64.min(line.len() - 3))?);
    let line = line.unwrap_or_default();
    let added = line.split(' ').find_map(|word| word.strip_prefix('+'))?;
    let (first, count) = added.split_once(',').unwrap_or((added, "1"));
    let (first, count): (u32, u32) = (first.parse().ok()?, count.parse().ok()?);
    (count > 0).then(|| (first, first.saturating_add(count - 1)))
}

/// What git prints for these arguments, or why it does not.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that starts another program"
)]
pub fn run<S: AsRef<OsStr>>(folder: &Path, other: bool, args: &[S]) -> Result<Vec<u8>, String> {
    let mut git = Command::new("git");
    if !folder.as_os_str().is_empty() {
        git.current_dir(folder);
    }
    // A check only looks: it must not wait for, or hold, the lock of the index.
    git.args(["--no-optional-locks", "--literal-pathspecs"])
        .args(args)
        .env_remove("GIT_DIFF_OPTS")
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    if other {
        OWN.iter().for_each(|name| {
            git.env_remove(name);
        });
    }
    let output = git.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "the program `git` is not installed".to_string(),
        _ => format!("`git` cannot be run: {error}"),
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.trim().trim_start_matches("fatal: ");
    Err(match said.is_empty() {
        true => format!("git ended with {}", output.status),
        false => said.to_string(),
    })
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
