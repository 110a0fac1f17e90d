//! `strength check --changed`: only what is said of lines that changed since a commit.

use super::git::{self, Range, Repository};
use super::staged::Index;
use crate::Report;
use crate::finding::Finding;
use crate::load::disk::{Disk, Files};
use crate::render::Index as Lines;
use crate::text::{FileId, Place, Source};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// The lines that changed since a commit.
pub struct Changed<'a> {
    reference: &'a str,
    folder: &'a Path,
    index: Option<&'a Index>,
    known: Vec<Known>,
}

/// What is known of one repository.
struct Known {
    repository: Repository,
    base: Option<String>,
    tracked: BTreeMap<PathBuf, git::Entry>,
    differing: HashMap<PathBuf, PathBuf>,
}

impl<'a> Changed<'a> {
    /// Since a commit, in the working folder or in the index.
    pub fn new(reference: &'a str, folder: &'a Path, index: Option<&'a Index>) -> Changed<'a> {
        Changed {
            reference,
            folder,
            index,
            known: Vec::new(),
        }
    }

    /// Leaves the findings that a changed line has to do with: as the main place, or as one of
    /// those it is drawn from. Gives back the others.
    pub fn keep(&mut self, report: &mut Report) -> Result<Vec<Finding>, String> {
        let sources = &report.journal.sources;
        if let Some(root) = sources.files.first() {
            // A commit that is not there is told also where there is nothing to find.
            self.place(root).map_err(|reason| unknown(root, &reason))?;
        }
        let lines = Lines::new(sources);
        let mut changed: HashMap<FileId, Option<Vec<Range>>> = HashMap::new();
        let mut touched = |place: Place| {
            let ranges = match changed.entry(place.file) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => {
                    let source = sources.file(place.file);
                    unknown.insert(source.map_or(Ok(None), |source| self.lines(source))?)
                }
            };
            let Some(ranges) = ranges else {
                return Ok::<bool, String>(true);
            };
            let first = lines.position(place.file, place.span.start).line;
            let end = place.span.end.saturating_sub(1).max(place.span.start);
            let last = lines.position(place.file, end).line;
            Ok(ranges
                .iter()
                .any(|(from, to)| *from <= last && first <= *to))
        };
        let mut shown = Vec::new();
        let mut hidden = Vec::new();
        for finding in std::mem::take(&mut report.findings) {
            let places = std::iter::once(finding.place);
            let mut places = places.chain(finding.related.iter().map(|label| label.place));
            let is_shown = places.try_fold(false, |before, place| {
                Ok::<bool, String>(before || touched(place)?)
            })?;
            match is_shown {
                true => shown.push(finding),
                false => hidden.push(finding),
            }
        }
        report.findings = shown;
        report.summary.count_findings(&report.findings);
        Ok(hidden)
    }

    /// The changed lines of a file; `None` if all of them are.
    fn lines(&mut self, source: &Source) -> Result<Option<Vec<Range>>, String> {
        let why = |reason: String| unknown(source, &reason);
        let staged = self.index.is_some();
        let (known, path) = self.place(source).map_err(why)?;
        let Some(base) = known.base.as_deref() else {
            return Ok(None);
        };
        if !known.tracked.contains_key(&path) {
            return Ok(None);
        }
        match known.differing.get(&path) {
            None => Ok(Some(Vec::new())),
            Some(old) => {
                let lines = known.repository.lines(Some(base), staged, (&path, old));
                lines.map(Some).map_err(why)
            }
        }
    }

    /// The repository of a file, and its path there.
    fn place(&mut self, source: &Source) -> Result<(&Known, PathBuf), String> {
        let path = source.path.clone().unwrap_or_default();
        if let Some(index) = self.index {
            let path = index.inside(&path);
            if self.known.is_empty() {
                let own = Repository::at(self.folder, false)?;
                self.learn(own)?;
            }
            let known = self.known.first().ok_or("git knows no repository")?;
            return Ok((known, path));
        }
        let path = Files.resolve(&path).map_err(|error| error.to_string())?;
        let number = self.number(&path)?;
        let known = self.known.get(number).ok_or("git knows no repository")?;
        let below = path.strip_prefix(&known.repository.top);
        let below = below.map_err(|_| "it lies outside of the repository".to_string())?;
        Ok((known, below.to_path_buf()))
    }

    /// Which of the known repositories a file lies in: that of the current folder, or another, in
    /// whose folder it lies deeper.
    fn number(&mut self, file: &Path) -> Result<usize, String> {
        let tops = file.ancestors().skip(1);
        let mut tops = tops.filter(|folder| {
            let known = |known: &Known| known.repository.top == **folder;
            self.known.iter().any(known) || folder.join(".git").exists()
        });
        let top = tops.next();
        let known = |known: &Known| Some(known.repository.top.as_path()) == top;
        if let Some(number) = self.known.iter().position(known) {
            return Ok(number);
        }
        // Settings of a hook, or another place for `.git`, concern the current folder alone.
        let own = Repository::at(self.folder, false);
        let repository = match own {
            Ok(own) if file.starts_with(&own.top) && top.is_none_or(|t| own.top.starts_with(t)) => {
                own
            }
            _ => Repository::at(top.or(file.parent()).unwrap_or(file), true)?,
        };
        self.learn(repository)
    }

    fn learn(&mut self, repository: Repository) -> Result<usize, String> {
        let base = repository.base(self.reference);
        let base =
            base.map_err(|reason| format!("`{}` names no commit: {reason}", self.reference))?;
        let differing = match &base {
            Some(base) => repository.differing(Some(base), self.index.is_some())?,
            None => HashMap::new(),
        };
        self.known.push(Known {
            tracked: repository.index()?,
            repository,
            base,
            differing,
        });
        Ok(self.known.len() - 1)
    }
}

/// That nothing is known of the changes in a file.
fn unknown(source: &Source, reason: &str) -> String {
    format!("cannot tell what changed in {}: {reason}", source.name)
}
