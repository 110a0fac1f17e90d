//! `strength log`: adds what was done to a journal, checked before it is written.

mod meant;
mod names;
mod typed;

use super::journals::{self, Root};
use super::{Env, Fail, Global, write};
use crate::analysis::{Context, progress};
use crate::date::{Date, Weekday};
use crate::finding::{Finding, Severity};
use crate::insert::{self, Wanted};
use crate::load::disk::{Disk, Files, Overlay};
use crate::load::{self, LoadError};
use crate::model::Journal;
use crate::render::diff::{self, Changed};
use crate::render::pretty::Pretty;
use crate::render::{Index, sanitize};
use crate::syntax::ast::{ACTIVITIES, BlockKind, Entry, Tree};
use crate::syntax::parse;
use crate::text::{Edit, FileId, Span, apply};
use names::{Meant, Names};
use std::path::{Path, PathBuf};
use typed::read;

/// How often it is begun anew when another program writes the file at the same time.
const TRIES: usize = 50;

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  strength log 'toe taps 20 20 18! ok' 'bridge 12 12 12'
  strength log --date yesterday --session '18:30 35min' 'heel raise 3x15 easy'
  strength log winter.strength 'squat 3x5 @60kg \"felt light\"'
In single quotes the shell leaves `!` and `\"` alone.

Exits with 1 when an entry is not accepted, with 2 when the journal cannot be read or written;
nothing is written then.")]
pub struct Args {
    /// What was done, one entry each, as in the journal; a note is written '\"note\"'. One of them
    /// may name the journal instead: what ends in .strength, or a file that is there
    #[arg(value_name = "FILE|ENTRY", required = true)]
    entries: Vec<String>,
    /// The journal; without it, $STRENGTH_FILE or journal.strength in this folder or the nearest
    /// one above
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// The day: YYYY-MM-DD, today, yesterday, or the last day of that name, such as mon
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
    /// What the header of the session says behind the date, such as '18:30 35min'; a time tells
    /// two sessions of a day apart
    #[arg(long, value_name = "HEADER", default_value = "")]
    session: String,
    /// Take names as they are: what nothing knows is a new exercise
    #[arg(long)]
    new: bool,
    /// Write nothing, and show what would change
    #[arg(long)]
    diff: bool,
}

/// What is to be put into a file.
pub struct Request<'a> {
    /// The journal.
    pub file: &'a Path,
    /// Today.
    pub today: Date,
    /// The day of the session.
    pub date: Date,
    /// Its header behind the date.
    pub header: &'a str,
    /// Entries and notes.
    pub lines: &'a [String],
    /// Names may be shortened.
    pub complete: bool,
    /// Only show what would change.
    pub diff: bool,
}

pub fn run(args: &Args, global: &Global, env: &mut Env) -> Result<u8, Fail> {
    let today = global.today(env);
    let date = match &args.date {
        Some(text) => day(text, today)?,
        None => today,
    };
    let (file, entries) = split(args, env)?;
    let Root::File(file, _) = journals::find_one(file.as_ref(), env)? else {
        let message = "`log` writes a file; standard input is none";
        return Err(Fail::Usage(message.to_string()));
    };
    let request = Request {
        file: &file,
        today,
        date,
        header: args.session.trim(),
        lines: &entries,
        complete: !args.new,
        diff: args.diff,
    };
    put(&request, global, env)
}

/// The journal, if an argument names it, and the entries: a line each. Words without a blank in
/// any of them are one entry whose quotation marks were forgotten.
fn split(args: &Args, env: &Env) -> Result<(Option<PathBuf>, Vec<String>), Fail> {
    let names_file = |text: &&String| {
        let path = Path::new(text.as_str());
        args.file.is_none()
            && (text.ends_with(".strength")
                || *text == "-"
                || Files.resolve(&env.folder.join(path)).is_ok())
            && !text.trim().is_empty()
    };
    let (files, entries): (Vec<&String>, Vec<&String>) = args.entries.iter().partition(names_file);
    if let [one, other, ..] = files.as_slice() {
        let message = format!("`{one}` and `{other}` both name a file; entries are written to one");
        return Err(Fail::Usage(message));
    }
    let lines = entries.iter().flat_map(|entry| entry.lines());
    let mut lines: Vec<String> = lines.map(|line| line.trim().to_string()).collect();
    lines.retain(|line| !line.is_empty());
    let word = |line: &String| !line.contains([' ', '\t', '"', '“', '„', '«']);
    if lines.len() > 1 && lines.iter().all(word) {
        lines = vec![lines.join(" ")];
    }
    if lines.is_empty() {
        let message = "what was done is missing: `strength log 'toe taps 20 20 18! ok'`";
        return Err(Fail::Usage(message.to_string()));
    }
    let file = args.file.clone().or(files.first().map(PathBuf::from));
    Ok((file, lines))
}

/// A day as people name it.
fn day(text: &str, today: Date) -> Result<Date, Fail> {
    let word = text.trim().to_lowercase();
    let back = |weekday: Weekday| {
        let today = i32::from(today.weekday().days_from_monday());
        (today - i32::from(weekday.days_from_monday())).rem_euclid(7)
    };
    let day = match word.as_str() {
        "today" => Some(today),
        "yesterday" => Some(today.plus(-1)),
        word => match Weekday::parse(word) {
            Some(weekday) => Some(today.plus(-back(weekday))),
            None => Date::parse_iso(&word.replace(['/', '.'], "-")),
        },
    };
    day.ok_or_else(|| {
        Fail::Usage(format!(
            "`{text}` is no day: write YYYY-MM-DD, `today`, `yesterday`, or a weekday such as `mon`"
        ))
    })
}

/// Puts lines into a file and tells what it says then.
pub fn put(request: &Request, global: &Global, env: &mut Env) -> Result<u8, Fail> {
    let mut tries = 0;
    loop {
        tries += 1;
        match attempt(request, global, env) {
            Err(Failure::Changed(_)) if tries < TRIES => {}
            Err(Failure::Changed(error)) => return Err(Fail::Usage(error)),
            Err(Failure::Fail(fail)) => return Err(fail),
            Ok(code) => return Ok(code),
        }
    }
}

enum Failure {
    /// Another program wrote the file meanwhile.
    Changed(String),
    Fail(Fail),
}

impl From<Fail> for Failure {
    fn from(fail: Fail) -> Failure {
        Failure::Fail(fail)
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Failure {
        let none = crate::load::reason(&std::io::ErrorKind::NotFound.into());
        let begin = match error.reason == none {
            true => "; `strength init` makes a journal to begin with",
            false => "",
        };
        Failure::Fail(Fail::Usage(format!("{error}{begin}")))
    }
}

/// The included file in which the session of the day stands, if none stands in the file itself: a
/// second one beside it is not meant.
fn elsewhere<'j>(journal: &'j Journal, request: &Request) -> Option<&'j str> {
    let mut files = journal
        .sessions
        .iter()
        .filter(|session| session.date == request.date)
        .map(|session| session.file);
    let first = files.next()?;
    let here = first == FileId(0) || files.any(|file| file == FileId(0));
    let source = journal.sources.file(first)?;
    (!here && request.header.is_empty()).then_some(source.name.as_str())
}

fn attempt(request: &Request, global: &Global, env: &mut Env) -> Result<u8, Failure> {
    let (source, before) = journals::read(request.file, env)?;
    let usage = |message: String| Failure::Fail(Fail::Usage(message));
    let name = source.name.clone();
    if source.utf16 {
        return Err(usage(format!(
            "cannot read {name}: it is UTF-16; save it as UTF-8"
        )));
    }
    let tree = parse(&source.text, FileId(0));
    if tree
        .errors
        .iter()
        .any(|error| error.rule == "merge-conflict")
    {
        return Err(usage(format!(
            "{name} has the conflict markers of git; keep what is right between them first"
        )));
    }
    let folder = env.folder.clone();
    let path = folder.join(request.file);
    let resolved = Files
        .resolve(&path)
        .map_err(|error| LoadError::new(request.file, &error))?;
    // Somebody may write meanwhile: what is compared comes from the same bytes.
    let loaded = |bytes: &[u8]| {
        let content = |path: &Path| (path == resolved).then(|| bytes.to_vec());
        let disk = Overlay {
            disk: &Files,
            content: &content,
        };
        load::load(&disk, &folder, request.file)
    };
    let old = crate::check(loaded(&before)?, request.today, false);
    if let Some(file) = elsewhere(&old.journal, request) {
        env.complain(&format!(
            "the session of {} stands in {file}, which {name} includes; name that file, as in \
             `strength log {file} 'dip 3x8'`, or begin another one with `--session 18:30`",
            request.date
        ));
        return Ok(1);
    }
    let written = tree.entries.iter().map(|entry| entry.name.of(&source.text));
    let names = Names::new(&old.journal, written);
    let mut remarks = Vec::new();
    let entries = match understood(request, &names, &mut remarks) {
        Ok(entries) => entries,
        Err(reason) => {
            env.complain(&reason);
            return Ok(1);
        }
    };
    let entries = as_planned(entries, request.date, &names, &source.text, &tree);
    let read = match read(request, &entries, &old.journal, global, env)? {
        Some(read) => read,
        None => return Ok(1),
    };
    let lines = read.lines(&names);
    let key = |name: &str| names.exercise(name);
    let wanted = Wanted {
        date: request.date,
        header: request.header,
        parts: &read.header,
        lines: &lines,
        key: &key,
    };
    let edits = match insert::insert(&source.text, &tree, &wanted) {
        Ok(edits) => edits,
        Err(reason) => {
            env.complain(&reason);
            return Ok(1);
        }
    };
    let after = apply(&before, &edits);
    let new = crate::check(loaded(&after)?, request.today, false);
    let ahead = read.ahead;
    let as_meant = meant::as_meant(&old.journal, &new.journal, request.date, &read.meant, ahead);
    if !as_meant || new.summary.errors > old.summary.errors {
        return Err(usage(format!(
            "cannot add this to {name}: the file would not say what was meant, and nothing was \
             written; `strength check` may show what is in the way"
        )));
    }
    if request.diff {
        let text = load::source("", None, after).text;
        let changed = Changed {
            name: &name,
            before: &source.text,
            after: &text,
        };
        let (styles, terminal) = (env.styles(global), env.is_terminal);
        return Ok(env.print(0, |out| diff::write(out, &changed, &styles, terminal)));
    }
    if let Err(error) = write::replace(&path, &name, &before, &after) {
        let changed = Files.bytes(&path).is_ok_and(|now| now != before);
        return Err(match changed {
            true => Failure::Changed(error.to_string()),
            false => usage(error.to_string()),
        });
    }
    for remark in &remarks {
        env.complain(remark);
    }
    if global.quiet {
        return Ok(0);
    }
    let mut told: Vec<String> = added(&new.journal, &edits);
    if !ahead {
        let mut ids = Vec::new();
        for line in lines.iter().filter(|line| !line.key.is_empty()) {
            let id = names.find(&new.journal, &line.key);
            ids.extend(id.filter(|id| !ids.contains(id)));
        }
        let context = Context::new(&new.journal, request.today, false);
        told.extend(progress::lines(&context, &ids));
    }
    let spans = spans(&edits);
    let provoked = new.findings.iter().filter(|finding| {
        let place = finding.place;
        finding.severity == Severity::Warning
            && place.file == FileId(0)
            && spans
                .iter()
                .any(|span| span.start <= place.span.start && place.span.start < span.end)
            && !old
                .findings
                .iter()
                .any(|old| old.rule == finding.rule && old.message == finding.message)
    });
    let provoked: Vec<&Finding> = provoked.collect();
    let (styles, width) = (env.styles(global), env.width());
    let code = env.print(0, |out| {
        for line in &told {
            writeln!(out, "{}", sanitize::line(line))?;
        }
        if !provoked.is_empty() {
            writeln!(out)?;
        }
        let index = Index::new(&new.journal.sources);
        let mut pretty = Pretty::new(styles, width);
        provoked
            .iter()
            .try_for_each(|finding| pretty.write(out, &index, finding))
    });
    std::mem::forget((old, new));
    Ok(code)
}

/// Where the texts of edits stand once they are made.
fn spans(edits: &[Edit]) -> Vec<Span> {
    let mut moved = 0i64;
    let mut spans = Vec::new();
    for edit in edits {
        let start = (i64::from(edit.place.span.start) + moved) as u32;
        spans.push(Span::new(start, start + edit.text.len() as u32));
        moved += edit.text.len() as i64 - i64::from(edit.place.span.len());
    }
    spans
}

/// The lines that an edit touched, as `file:line: text`.
fn added(journal: &Journal, edits: &[Edit]) -> Vec<String> {
    let Some(source) = journal.sources.file(FileId(0)) else {
        return Vec::new();
    };
    let mut spans = spans(edits);
    // The end of the line above is none of what was added.
    for (span, edit) in spans.iter_mut().zip(edits) {
        let text = edit.text.trim_start_matches(['\r', '\n']);
        span.start += (edit.text.len() - text.len()) as u32;
    }
    let (mut at, mut lines) = (0u32, Vec::new());
    for (number, line) in source.text.split_inclusive('\n').enumerate() {
        let end = at + line.len() as u32;
        let own = |span: &Span| !span.is_empty() && span.start < end && span.end > at;
        if spans.iter().any(own) && !line.trim().is_empty() {
            lines.push(format!(
                "{}:{}: {}",
                source.name,
                number + 1,
                line.trim_end().trim_start_matches('\u{FEFF}')
            ));
        }
        at = end;
    }
    lines
}

/// The entries with their names in full.
fn understood(
    request: &Request,
    names: &Names,
    remarks: &mut Vec<String>,
) -> Result<Vec<String>, String> {
    let mut entries = Vec::new();
    for line in request.lines {
        if line.starts_with([';', '；']) {
            return Err(format!(
                "`{line}` is a comment; write the exercise and what was done"
            ));
        }
        let text = format!("{}\n  {line}\n", request.date);
        let tree = parse(&text, FileId(0));
        let dated = tree.blocks.first().map(|block| &block.kind);
        let entry = match dated {
            Some(BlockKind::Dated(dated)) if tree.blocks.len() == 1 => {
                dated.entries.of(&tree.entries).first()
            }
            _ => {
                return Err(format!(
                    "`{line}` is no entry: write the exercise and what was done; the day is given \
                     with `--date`"
                ));
            }
        };
        let Some(entry) = entry.filter(|entry| request.complete && !entry.name.is_empty()) else {
            entries.push(line.clone());
            continue;
        };
        let name = entry.name.of(&text);
        let word = name.split(' ').next().unwrap_or("").to_lowercase();
        if !names.knows(name) && word == name.to_lowercase() && is_event(&word) {
            return Err(format!(
                "`{word}` is no exercise but an event, a line of its own in the journal: \
                 `{} {line}`; with `--new` it is an exercise",
                request.date
            ));
        }
        let full = match names.meant(name) {
            Meant::Known(full) => full,
            Meant::Completed(full) => {
                remarks.push(format!("`{name}` was understood as `{full}`"));
                full
            }
            Meant::New => {
                remarks.push(format!("`{name}` is a new exercise in this journal"));
                name.to_string()
            }
            Meant::Unsure(reason) => return Err(reason),
        };
        let start = request.date.to_string().len() + 3;
        let mut line = line.clone();
        let (from, to) = (
            entry.name.start as usize - start,
            entry.name.end as usize - start,
        );
        line.replace_range(from..to, &full);
        // A name may be such that it needs a colon.
        let text = format!("{}\n  {line}\n", request.date);
        let again = parse(&text, FileId(0));
        let same = again
            .entries
            .first()
            .is_some_and(|entry| entry.name.of(&text) == full);
        if !same {
            line.insert(from + full.len(), ':');
        }
        entries.push(line);
    }
    Ok(entries)
}

/// The entries with what was planned for them and not typed: the level, and that they are done in
/// turn with the one above.
fn as_planned(
    lines: Vec<String>,
    day: Date,
    names: &Names,
    text: &str,
    tree: &Tree,
) -> Vec<String> {
    let plans: Vec<&[Entry]> = insert::planned(tree, day).collect();
    let mut above = String::new();
    let complete = |line: String| {
        let typed = format!("{day}\n  {line}\n");
        let read = parse(&typed, FileId(0));
        let Some(entry) = read.entries.first() else {
            above.clear();
            return line;
        };
        let start = line_start(&typed, &line);
        let key = names.exercise(entry.name.of(&typed));
        let before = std::mem::replace(&mut above, key.clone());
        let key_of = |entry: &Entry| names.exercise(entry.name.of(text));
        let found = plans.iter().find_map(|plan| {
            let at = plan.iter().position(|entry| key_of(entry) == key)?;
            Some((plan.get(at)?, at.checked_sub(1).and_then(|i| plan.get(i))))
        });
        let Some((plan, previous)) = found else {
            return line;
        };
        let mut line = line;
        let end = (entry.name.end as usize).saturating_sub(start);
        if entry.level.is_empty() && !plan.level.is_empty() && line.is_char_boundary(end) {
            line.insert_str(end, &format!(" [{}]", plan.level.of(text)));
        }
        let in_turn = plan.superset && previous.is_some_and(|entry| key_of(entry) == before);
        match in_turn && !entry.superset {
            true => format!("+ {line}"),
            false => line,
        }
    };
    lines.into_iter().map(complete).collect()
}

/// Where a line begins that is the last of a text.
fn line_start(text: &str, line: &str) -> usize {
    text.len().saturating_sub(line.len() + 1)
}

fn is_event(word: &str) -> bool {
    let others = [
        "away",
        "ill",
        "injured",
        "break",
        "race",
        "pain",
        "bodyweight",
        "goal",
    ];
    ACTIVITIES.contains(&word) || others.contains(&word)
}
