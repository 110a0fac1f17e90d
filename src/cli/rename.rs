//! `strength rename`: another name for an exercise, in all files of a journal.

use super::journals::{self, Root};
use super::write::{self, Change};
use super::{Env, Fail, Global};
use crate::finding::{Finding, Severity};
use crate::load::disk::{Disk, Files};
use crate::load::{self, LoadError};
use crate::model::{Exercise, Journal, lower};
use crate::rename::{Fate, Left, Renaming, edited};
use crate::render::diff::{self, Changed};
use crate::render::{Index, export, sanitize};
use crate::text::{Place, Source, Sources};
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    /// The exercise, by its name or one of its other names
    old: String,
    /// What it is to be called
    new: String,
    /// The journal, with the files it includes; without it, $STRENGTH_FILE or journal.strength in
    /// this folder or the nearest one above
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Make it one with another exercise of the journal that has the new name
    #[arg(long)]
    merge: bool,
    /// Write nothing, and show what would change
    #[arg(long)]
    diff: bool,
}

pub fn run(args: &Args, global: &Global, env: &mut Env) -> Result<u8, Fail> {
    let root = journals::find_one(args.file.as_ref(), env)?;
    if let Root::Text(_) = root {
        return Err(Fail::Usage(
            "`rename` writes files; standard input is none".into(),
        ));
    }
    let loaded = journals::load(&env.folder, root);
    let loaded = loaded.map_err(|error| Fail::Usage(error.to_string()))?;
    let (journal, errors) = lower::read(loaded.sources);
    let renaming = Renaming::new(&journal, &args.old, &args.new).map_err(Fail::Usage)?;
    if let Some(other) = renaming.merged_with().filter(|_| !args.merge) {
        return Err(Fail::Usage(format!(
            "{} and {} are two exercises; `--merge` makes them one, named {}",
            counted(renaming.exercise()),
            counted(other),
            other.name
        )));
    }
    let (changes, left) = renaming.changes();
    let mut files = Vec::new();
    let mut sources = Vec::new();
    for (source, own) in journal.sources.files.iter().zip(&changes) {
        let Some(path) = source.path.as_ref().filter(|_| !own.edits.is_empty()) else {
            sources.push(source.clone());
            continue;
        };
        let before = Files.bytes(path);
        let before =
            before.map_err(|error| Fail::Usage(LoadError::new(path, &error).to_string()))?;
        if load::source("", None, before.clone()).text != source.text {
            return Err(Fail::Usage(format!(
                "{} was changed meanwhile; run it again",
                source.name
            )));
        }
        let after = edited(&before, &own.edits);
        sources.push(load::source(
            &source.name,
            Some(path.clone()),
            after.clone(),
        ));
        files.push((
            Change {
                path,
                name: &source.name,
                before,
                after,
            },
            source,
            own.places,
        ));
    }
    let differently = check(&renaming, &journal, &errors, Sources { files: sources })?;
    let code = match args.diff {
        true => show(&files, global, env),
        false => {
            let all: Vec<&Change> = files.iter().map(|(change, ..)| change).collect();
            write::replace_all(&all).map_err(|error| Fail::Usage(error.to_string()))?;
            env.print(0, |out| {
                for (change, _, places) in files.iter().filter(|_| !global.quiet) {
                    let names = if *places == 1 { "name" } else { "names" };
                    writeln!(
                        out,
                        "{}: {places} {names} changed",
                        sanitize::line(change.name)
                    )?;
                }
                Ok(())
            })
        }
    };
    if !global.quiet {
        if files.is_empty() {
            env.complain(&format!(
                "`{}` is its name already; nothing was changed",
                renaming.new
            ));
        }
        tell(&renaming, differently, &left, env);
    }
    Ok(code)
}

/// Whether the files say what they said, with the name replaced and nothing else; how many entries
/// are read in another way in a merge.
fn check(
    renaming: &Renaming,
    before: &Journal,
    errors: &[Finding],
    after: Sources,
) -> Result<usize, Fail> {
    let (after, new_errors) = lower::read(after);
    let index = Index::new(&after.sources);
    let place = |place: Place| format!("{}:{}", index.name(place.file), index.start(place).line);
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    if new_errors.iter().filter(is_error).count() > errors.iter().filter(is_error).count() {
        let known = |new: &&Finding| {
            errors
                .iter()
                .any(|old| (old.rule, &old.message) == (new.rule, &new.message))
        };
        let new = new_errors.iter().filter(is_error).find(|new| !known(new));
        let new = new.map_or_else(String::new, |new| {
            format!(": {}: {}", place(new.place), new.message)
        });
        return Err(Fail::Usage(format!(
            "nothing was changed, as it would lead to an error{new}"
        )));
    }
    let expected = renaming.expected(&after);
    if let Ok((expected, differently)) = &expected
        && let (Ok(expected), Ok(read)) = (export::meaning(expected), export::meaning(&after))
        && expected == read
    {
        return Ok(*differently);
    }
    let at = match expected {
        Err(at) if at != Place::default() => {
            let index = Index::new(&before.sources);
            format!(" at {}:{}", index.name(at.file), index.start(at).line)
        }
        _ => String::new(),
    };
    Err(Fail::Usage(format!(
        "nothing was changed: with `{}` the journal would mean something else{at}; choose another name",
        renaming.new
    )))
}

/// Shows what would change; an exit code.
fn show(files: &[(Change, &Source, usize)], global: &Global, env: &mut Env) -> u8 {
    let (styles, terminal) = (env.styles(global), env.is_terminal);
    env.print(0, |out| {
        files.iter().try_for_each(|(change, source, _)| {
            let after = load::source("", None, change.after.clone()).text;
            let changed = Changed {
                name: change.name,
                before: &source.text,
                after: &after,
            };
            diff::write(out, &changed, &styles, terminal)
        })
    })
}

fn counted(exercise: &Exercise) -> String {
    let entries = if exercise.used == 1 {
        "entry"
    } else {
        "entries"
    };
    format!("{} ({} {entries})", exercise.name, exercise.used)
}

/// On standard error, which is no part of the answer.
fn tell(renaming: &Renaming, differently: usize, left: &Left, env: &mut Env) {
    let (old, new) = (&renaming.exercise().name, &renaming.new);
    if renaming.only_spelled() {
        env.complain(&format!(
            "`{new}` is another name of {old}, which is built in: entries are written so, and it is \
             still called {old}"
        ));
    }
    if renaming.takes_block() {
        env.complain(&format!(
            "{old} is built in: what the catalogue says of it now stands below `exercise {new}`"
        ));
    }
    if renaming.takes_routine() {
        env.complain("the four basic exercises are a routine by themselves: now it is written");
    }
    if renaming.fate == Fate::Joined && renaming.merged_with().is_none() {
        env.complain(&format!(
            "`{new}` is built in: what the catalogue says of it holds from now on"
        ));
    }
    let mut say = |count: usize, one: &str, many: &str| match count {
        0 => {}
        1 => env.complain(&format!("1 {one}")),
        _ => env.complain(&format!("{count} {many}")),
    };
    say(
        differently,
        "entry is now at another level or for each side; `strength export json` shows it",
        "entries are now at another level or for each side; `strength export json` shows them",
    );
    say(
        left.mentions,
        "mention of it in notes and comments was left as it is",
        "mentions of it in notes and comments were left as they are",
    );
    say(
        left.unread.len(),
        "line that cannot be read holds the name and was left; `strength check` shows it",
        "lines that cannot be read hold the name and were left; `strength check` shows them",
    );
}
