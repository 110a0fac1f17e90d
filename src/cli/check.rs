//! `strength check`: the main job.

use super::changed::Changed;
use super::git::Repository;
use super::journals::Root;
use super::staged::{self, Index as Staged};
use super::{Env, Fail, Global, card, journals, parse_date};
use crate::date::Date;
use crate::finding::Finding;
use crate::render::json::{self, Checked};
use crate::render::pretty::Pretty;
use crate::render::summary::{self, Whole};
use crate::render::{Index, github, sarif, short};
use crate::threads;
use crate::{Report, Summary};
use clap::ValueEnum;
use std::collections::HashSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
#[group(skip)]
pub struct Args {
    /// Journals, folders with journals, or `-` for standard input; without any, $STRENGTH_FILE or
    /// journal.strength in this folder or the nearest one above
    #[arg(value_name = "FILE|DIR|-")]
    files: Vec<PathBuf>,
    /// The form of the answer
    #[arg(long, value_enum, default_value = "pretty")]
    format: Format,
    /// Undeclared exercises count, and warnings fail
    #[arg(long)]
    strict: bool,
    /// Tell of the past too: breaks, missed and short weeks, and sessions too close together that
    /// ended on that day or later
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    since: Option<Date>,
    /// Show at most so many findings in the pretty form
    #[arg(long, value_name = "N|none", default_value = "50", value_parser = parse_max)]
    max: Max,
    /// Show these diagnostics only
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    only: Vec<String>,
    /// Do not show these diagnostics
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    skip: Vec<String>,
    /// Tell only of lines that changed since a commit, or since the branches parted; HEAD if none
    /// is named. What is said of several lines counts if one of them changed
    #[arg(long, value_name = "REF", num_args = 0..=1, default_missing_value = "HEAD")]
    changed: Option<String>,
    /// Read what is in the index of git instead of the files, for a hook: the journals that are
    /// named; without any, those of which something is staged
    #[arg(long)]
    staged: bool,
    /// Make the safe fixes of what is shown, in all files of the journal, and show what remains
    #[arg(long)]
    fix: bool,
    /// With --fix: write nothing, and show what would change
    #[arg(long, requires = "fix")]
    diff: bool,
    /// With --fix: make suggested fixes too, where a finding has only one
    #[arg(long = "unsafe", requires = "fix")]
    suggested: bool,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// For people: the lines of the journal, with what is wrong marked
    Pretty,
    /// For editors and scripts: file:line:column: severity[name]: message
    Short,
    /// For programs: `strength schema check` describes it
    Json,
    /// For workflows on GitHub: annotations beside the lines of a change
    Github,
    /// For services that collect what checkers find: SARIF 2.1.0
    Sarif,
}

#[derive(Clone, Copy)]
struct Max(usize);

fn parse_max(text: &str) -> Result<Max, String> {
    if text == "none" {
        return Ok(Max(usize::MAX));
    }
    let number = text.parse().map(Max);
    number.map_err(|_| "a whole number or `none` is expected".to_string())
}

pub fn run(args: &Args, global: &Global, env: &mut Env) -> Result<u8, Fail> {
    let only = names(&args.only)?;
    let skip = names(&args.skip)?;
    let today = global.today(env);
    let folder = env.folder.clone();
    let (reference, files) = compared(args, &folder);
    refuse(args, &files)?;
    let index = args.staged.then(|| Staged::open(&folder)).transpose();
    let index = index.map_err(|why| Fail::Usage(format!("cannot read what is staged: {why}")))?;
    let (mut roots, mut failures) = match &index {
        Some(index) => {
            let found = index.journals(&files);
            let found =
                found.map_err(|why| Fail::Usage(format!("cannot read what is staged: {why}")))?;
            if found.is_empty() {
                // There is nothing to commit that would have to be checked.
                return Ok(0);
            }
            let found = found.into_iter().map(|file| Root::File(file, None));
            (found.collect(), 0)
        }
        None => journals::find(&files, env)?,
    };
    let shown = |name: &str| (only.is_empty() || only.contains(&name)) && !skip.contains(&name);
    if args.fix {
        let fixing = super::fix::Fixing {
            diff: args.diff,
            suggested: args.suggested,
            strict: args.strict,
            today,
            rule: &shown,
        };
        let (unwritten, errors) = fixing.all(&roots, global, env)?;
        failures += unwritten;
        // They are other files by now.
        for root in &mut roots {
            if let Root::File(_, loaded) = root {
                *loaded = None;
            }
        }
        if args.diff {
            return Ok(match () {
                () if failures > 0 => 2,
                () => u8::from(errors > 0),
            });
        }
    }
    let results = threads::map(roots, |root| {
        let loaded = match (&index, root) {
            (Some(index), Root::File(file, _)) => staged::load(index, &file)?,
            (_, root) => journals::load(&folder, root)?,
        };
        let report = crate::check_since(loaded, today, args.strict, args.since);
        Ok::<Report, crate::load::LoadError>(report)
    });
    let mut reports = Vec::with_capacity(results.len());
    for result in results {
        match result {
            Ok(report) => reports.push(report),
            Err(error) => {
                failures += 1;
                env.complain(&error.to_string());
            }
        }
    }
    if reports.is_empty() {
        return Err(Fail::Told);
    }
    if reports.len() > 1 {
        say_once(&mut reports);
    }
    if !(only.is_empty() && skip.is_empty()) {
        for report in &mut reports {
            report.findings.retain(|finding| shown(finding.rule));
            report.summary.count_findings(&report.findings);
        }
    }
    let mut unchanged = Vec::new();
    if let Some(reference) = &reference {
        let mut changed = Changed::new(reference, &folder, index.as_ref());
        reports.retain_mut(|report| match changed.keep(report) {
            Ok(hidden) => {
                unchanged.extend(hidden);
                true
            }
            Err(why) => {
                failures += 1;
                env.complain(&why);
                false
            }
        });
        if reports.is_empty() {
            return Err(Fail::Told);
        }
    }
    let mut total = Summary::default();
    for report in &reports {
        total.add(&report.summary);
    }
    let code = match () {
        () if failures > 0 => 2,
        () if total.errors > 0 || (args.strict && total.warnings > 0) => 1,
        () => 0,
    };
    let styles = env.styles(global);
    let width = env.width();
    let code = env.print(code, |out| {
        match args.format {
            Format::Json => return json::write(out, today, &checked(&reports), &total),
            Format::Sarif => return sarif::write(out, &crate::cards(), &checked(&reports)),
            Format::Github => {
                return each(&reports, |index, finding| {
                    github::write(out, index, finding)
                });
            }
            Format::Pretty => pretty(out, &reports, Pretty::new(styles, width), args.max.0)?,
            Format::Short => each(&reports, |index, finding| short::write(out, index, finding))?,
        }
        if !global.quiet {
            let whole = Whole {
                summary: &total,
                reports: &reports,
                today,
                unchanged: &unchanged,
                fixed: args.fix,
                shown_at_most: (args.format == Format::Pretty).then_some(args.max.0),
            };
            summary::write(out, &whole, &styles, global.verbose)?;
        }
        Ok(())
    });
    // The program is about to end: giving back the memory of a long journal piece by piece would
    // only take time.
    std::mem::forget(reports);
    Ok(code)
}

/// The commit of `--changed`, and the files: the word behind `--changed` may be one of these.
fn compared(args: &Args, folder: &Path) -> (Option<String>, Vec<PathBuf>) {
    let mut files = args.files.clone();
    let Some(word) = &args.changed else {
        return (None, files);
    };
    let is_commit = || Repository::at(folder, false).is_ok_and(|git| git.knows(word));
    if word != "HEAD" && folder.join(word).exists() && !is_commit() {
        files.insert(0, PathBuf::from(word));
        return (Some("HEAD".to_string()), files);
    }
    (Some(word.clone()), files)
}

/// What cannot be asked for together.
fn refuse(args: &Args, files: &[PathBuf]) -> Result<(), Fail> {
    let asked = match (args.staged, &args.changed) {
        (true, _) => "--staged",
        (false, Some(_)) => "--changed",
        (false, None) => return Ok(()),
    };
    let reason = if args.fix && args.staged {
        "`--fix` writes files, and `--staged` reads none; \
         fix the file, and `git add` it again"
            .to_string()
    } else if args.fix {
        "`--fix` mends a whole journal; use it without `--changed`".to_string()
    } else if files.iter().any(|file| file.as_os_str() == "-") {
        format!("git knows nothing of standard input; use `{asked}` with files")
    } else {
        return Ok(());
    };
    Err(Fail::Usage(reason))
}

/// What the documents of all journals are made of.
fn checked(reports: &[Report]) -> Vec<Checked<'_>> {
    let checked = reports.iter().map(|report| Checked {
        sources: &report.journal.sources,
        findings: &report.findings,
    });
    checked.collect()
}

/// Writes finding after finding.
fn each(
    reports: &[Report],
    mut write: impl FnMut(&Index, &Finding) -> io::Result<()>,
) -> io::Result<()> {
    for report in reports {
        let index = Index::new(&report.journal.sources);
        report
            .findings
            .iter()
            .try_for_each(|finding| write(&index, finding))?;
    }
    Ok(())
}

/// A file that several journals include has its mistakes once.
fn say_once(reports: &mut [Report]) {
    let mut said = HashSet::new();
    for report in reports {
        let files = &report.journal.sources.files;
        let before = report.findings.len();
        report.findings.retain(|finding| {
            let place = finding.place;
            let file = files.get(usize::from(place.file.0));
            let file = file.and_then(|source| source.path.clone());
            file.is_none() || said.insert((file, place.span, finding.rule, finding.message.clone()))
        });
        if report.findings.len() < before {
            let Report {
                journal,
                findings,
                summary,
            } = report;
            summary.count_findings(findings);
            summary.unread_lines = crate::unread_lines(&journal.sources, findings);
        }
    }
}

fn pretty(
    out: &mut dyn Write,
    reports: &[Report],
    mut pretty: Pretty,
    most: usize,
) -> io::Result<()> {
    let mut left = most;
    for report in reports {
        let index = Index::new(&report.journal.sources);
        for finding in report.findings.iter().take(left) {
            pretty.write(out, &index, finding)?;
        }
        left = left.saturating_sub(report.findings.len());
    }
    Ok(())
}

fn names(given: &[String]) -> Result<Vec<&'static str>, Fail> {
    let names = given
        .iter()
        .map(|name| name.trim())
        .filter(|name| !name.is_empty());
    names.map(|name| card(name).map(|card| card.name)).collect()
}
