//! Makes the fixes of findings, in rounds, and leaves out every one that would not do what it says.

use crate::date::Date;
use crate::finding::{Finding, Fix, Severity};
use crate::load::disk::{Disk, Overlay};
use crate::load::{self, LoadError};
use crate::order;
use crate::text::{Edit, FileId, Place, Span, apply};
use crate::{Report, check};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Fixes that overlap others, and those of what came to light, are made in a later round.
const MOST_ROUNDS: usize = 10;

/// What is to be fixed.
pub struct Wish<'a> {
    /// Where the files are.
    pub disk: &'a dyn Disk,
    /// The current folder.
    pub folder: &'a Path,
    /// The root journal as the user calls it.
    pub file: &'a Path,
    /// The day of the check.
    pub today: Date,
    /// As in [`check`].
    pub strict: bool,
    /// Suggested fixes too, where there is but one for a finding.
    pub suggested: bool,
    /// The rules whose findings are to be fixed.
    pub rule: &'a (dyn Fn(&str) -> bool + Sync),
}

/// A journal with its fixes made; nothing is written yet.
pub struct Fixed {
    /// The check of the journal as it would be.
    pub report: Report,
    /// How many errors the journal has as it is.
    pub errors: usize,
    /// The files that would change.
    pub files: Vec<FixedFile>,
    /// How many fixes were made.
    pub made: usize,
    /// The fixes that were left out.
    pub left_out: Vec<LeftOut>,
    /// Findings with several suggested fixes, of which none was chosen.
    pub undecided: usize,
}

/// A file before and after.
pub struct FixedFile {
    /// As the user would write it.
    pub name: String,
    /// Where it is, links resolved.
    pub path: PathBuf,
    /// What was read.
    pub before: Vec<u8>,
    /// What is to be written.
    pub after: Vec<u8>,
}

/// A fix after which its finding would still be there, or another error.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LeftOut {
    /// The file.
    pub name: String,
    /// The line as it is written.
    pub line: String,
    /// The rule of the finding.
    pub rule: &'static str,
    /// What is said about it.
    pub message: String,
    /// The fix.
    pub title: String,
}

/// Reads, checks and fixes a journal.
pub fn fix(wish: &Wish) -> Result<Fixed, LoadError> {
    let mut fixer = Fixer {
        wish,
        left_out: BTreeSet::new(),
        now: State {
            texts: BTreeMap::new(),
            report: checked(wish, &BTreeMap::new())?,
        },
    };
    let errors = fixer.now.report.summary.errors;
    let mut made = 0;
    for _ in 0..MOST_ROUNDS {
        let choices = fixer.choices();
        let mut accepted = Vec::new();
        if let Some(next) = fixer.settle(&choices, &mut accepted) {
            fixer.now = next;
        }
        if accepted.is_empty() {
            break;
        }
        made += accepted.len();
    }
    let undecided = fixer.undecided();
    let Fixer { left_out, now, .. } = fixer;
    let mut files = Vec::new();
    for source in &now.report.journal.sources.files {
        let path = source
            .path
            .as_ref()
            .and_then(|path| wish.disk.resolve(path).ok());
        if let Some((path, text)) = path.and_then(|path| now.texts.get_key_value(&path)) {
            files.push(FixedFile {
                name: source.name.clone(),
                path: path.clone(),
                before: text.before.clone(),
                after: text.after.clone(),
            });
        }
    }
    Ok(Fixed {
        report: now.report,
        errors,
        files,
        made,
        left_out: left_out.into_iter().collect(),
        undecided,
    })
}

/// The bytes of a file that is changed.
#[derive(Clone)]
struct Text {
    before: Vec<u8>,
    after: Vec<u8>,
}

type Texts = BTreeMap<PathBuf, Text>;

fn checked(wish: &Wish, texts: &Texts) -> Result<Report, LoadError> {
    let content = |path: &Path| texts.get(path).map(|text| text.after.clone());
    let disk = Overlay {
        disk: wish.disk,
        content: &content,
    };
    let loaded = load::load(&disk, wish.folder, wish.file)?;
    Ok(check(loaded, wish.today, wish.strict))
}

struct State {
    texts: Texts,
    report: Report,
}

/// A fix that is to be made.
struct Choice {
    place: Place,
    edits: Vec<Edit>,
    error: bool,
    told: LeftOut,
}

struct Fixer<'a> {
    wish: &'a Wish<'a>,
    left_out: BTreeSet<LeftOut>,
    now: State,
}

impl Fixer<'_> {
    /// The fix of a finding that may be made.
    fn chosen<'f>(&self, finding: &'f Finding) -> Option<&'f Fix> {
        if !(self.wish.rule)(finding.rule) {
            return None;
        }
        let suggestion = match finding.fixes.as_slice() {
            [only] if self.wish.suggested => Some(only),
            _ => None,
        };
        finding.fixes.iter().find(|fix| fix.safe).or(suggestion)
    }

    fn undecided(&self) -> usize {
        let findings = self.now.report.findings.iter();
        let several = findings.filter(|finding| {
            finding.fixes.len() > 1
                && self.chosen(finding).is_none()
                && (self.wish.rule)(finding.rule)
        });
        if self.wish.suggested {
            several.count()
        } else {
            0
        }
    }

    /// Fixes that do not overlap, the first ones first.
    fn choices(&self) -> Vec<Choice> {
        let mut taken: BTreeMap<(FileId, u32), u32> = BTreeMap::new();
        let mut choices = Vec::new();
        for finding in &self.now.report.findings {
            let Some(fix) = self.chosen(finding) else {
                continue;
            };
            let told = self.told(finding, fix);
            let free = |edit: &Edit| {
                let Place { file, span } = edit.place;
                // What touches may depend on each other as well.
                let before = taken.range(..=(file, span.end)).next_back();
                !before.is_some_and(|((other, _), end)| *other == file && *end >= span.start)
            };
            if self.left_out.contains(&told) || !fix.edits.iter().all(free) {
                continue;
            }
            for edit in &fix.edits {
                let Place { file, span } = edit.place;
                taken.insert((file, span.start), span.end);
            }
            choices.push(Choice {
                place: finding.place,
                edits: fix.edits.clone(),
                error: finding.severity == Severity::Error,
                told,
            });
        }
        choices
    }

    fn told(&self, finding: &Finding, fix: &Fix) -> LeftOut {
        let source = self.now.report.journal.sources.file(finding.place.file);
        let (name, text) = source.map_or(("", ""), |source| (&source.name, &source.text));
        let (before, behind) = text
            .split_at_checked(finding.place.span.start as usize)
            .unwrap_or_default();
        let begun = before.rsplit('\n').next().unwrap_or("");
        let rest = behind.lines().next().unwrap_or("");
        LeftOut {
            name: name.to_string(),
            line: format!("{begun}{rest}"),
            rule: finding.rule,
            message: finding.message.clone(),
            title: fix.title.clone(),
        }
    }

    /// Makes as many of the fixes as can be made together with those that are accepted already;
    /// the journal with all of them. Where some fail, each half is tried by itself.
    fn settle<'c>(
        &mut self,
        choices: &'c [Choice],
        accepted: &mut Vec<&'c Choice>,
    ) -> Option<State> {
        if choices.is_empty() {
            return None;
        }
        let all: Vec<&Choice> = accepted.iter().copied().chain(choices).collect();
        if let Some(state) = self.attempt(&all) {
            *accepted = all;
            return Some(state);
        }
        if let [alone] = choices {
            self.left_out.insert(alone.told.clone());
            return None;
        }
        let (left, right) = choices.split_at(choices.len() / 2);
        let first = self.settle(left, accepted);
        self.settle(right, accepted).or(first)
    }

    /// The journal with these fixes, if each does what it says: its finding is gone, and there is
    /// no error that was not there.
    fn attempt(&self, choices: &[&Choice]) -> Option<State> {
        let mut edits: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
        for edit in choices.iter().flat_map(|choice| &choice.edits) {
            edits.entry(edit.place.file).or_default().push(edit.clone());
        }
        let mut texts = self.now.texts.clone();
        for (&file, edits) in &mut edits {
            order::sort_by_key(edits, |edit| edit.place.span);
            let source = self.now.report.journal.sources.file(file)?;
            let path = self.wish.disk.resolve(source.path.as_ref()?).ok()?;
            let text = match texts.get(&path) {
                Some(text) => text.clone(),
                None => {
                    let before = self.wish.disk.bytes(&path).ok()?;
                    // Places are those of what was read and checked.
                    if before.len() != source.text.len() {
                        return None;
                    }
                    Text {
                        after: before.clone(),
                        before,
                    }
                }
            };
            for edit in edits.iter_mut() {
                if edit.text.contains('\n') && ends_in_crlf(&text.after, edit.place.span) {
                    edit.text = edit.text.replace("\r\n", "\n").replace('\n', "\r\n");
                }
            }
            let after = apply(&text.after, edits);
            texts.insert(path, Text { after, ..text });
        }
        let report = checked(self.wish, &texts).ok()?;
        let still: BTreeSet<(&str, &str, Place)> = report.findings.iter().map(at_start).collect();
        let gone = choices.iter().all(|choice| {
            let own = edits.get(&choice.place.file).map_or(&[][..], Vec::as_slice);
            let start = moved(choice.place.span.start, own);
            let place = Place {
                span: Span::new(start, start),
                ..choice.place
            };
            !still.contains(&(choice.told.rule, choice.told.message.as_str(), place))
        });
        let errors = choices.iter().filter(|choice| choice.error).count();
        let no_more = report.summary.errors + errors <= self.now.report.summary.errors;
        drop(still);
        (gone && no_more).then_some(State { texts, report })
    }
}

/// Whether the line that is edited ends in CRLF, or, if it is the last, the one above it.
fn ends_in_crlf(text: &[u8], edited: Span) -> bool {
    let (head, tail) = text.split_at(text.len().min(edited.end as usize));
    let end = match tail.iter().position(|&b| b == b'\n') {
        Some(at) => head.len() + at,
        None => head.iter().rposition(|&b| b == b'\n').unwrap_or(0),
    };
    text.get(..end).is_some_and(|line| line.ends_with(b"\r"))
}

/// What a finding says, and where.
fn at_start(finding: &Finding) -> (&str, &str, Place) {
    let start = finding.place.span.start;
    let place = Place {
        span: Span::new(start, start),
        ..finding.place
    };
    (finding.rule, &finding.message, place)
}

/// Where a byte is after edits of its file.
fn moved(at: u32, edits: &[Edit]) -> u32 {
    let mut moved = i64::from(at);
    for Edit { place, text } in edits {
        if place.span.end <= at {
            moved += text.len() as i64 - i64::from(place.span.len());
        } else if place.span.start < at {
            moved -= i64::from(at - place.span.start);
        }
    }
    u32::try_from(moved).unwrap_or(at)
}
