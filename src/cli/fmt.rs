//! `strength fmt`: the one layout.

use super::{Env, Fail, Global, journals, write};
use crate::format::format;
use crate::load;
use crate::model::lower;
use crate::render::diff::{self, Changed};
use crate::render::{export, sanitize};
use crate::syntax::parse;
use crate::text::{FileId, Source, Sources, apply};
use std::io;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    /// Files, or `-` for standard input, which is printed; without any, $STRENGTH_FILE or
    /// journal.strength in this folder or the nearest one above. Included files are not touched
    #[arg(value_name = "FILE|-")]
    files: Vec<PathBuf>,
    /// Write nothing, and exit with 1 if something would change
    #[arg(long)]
    check: bool,
    /// Write nothing, and show what would change
    #[arg(long, conflicts_with = "check")]
    diff: bool,
}

/// A file and what it would be.
struct Formatted {
    source: Source,
    before: Vec<u8>,
    after: Vec<u8>,
    /// How many errors there are; their lines are left as they are.
    errors: usize,
}

pub fn run(args: &Args, global: &Global, env: &mut Env) -> Result<u8, Fail> {
    let (mut failures, mut changed) = (0, 0);
    for file in journals::named(&args.files, env)? {
        let formatted = match journals::read(&file, env) {
            Ok((source, bytes)) => formatted(source, bytes),
            Err(error) => Err(error.to_string()),
        };
        let formatted = match formatted {
            Ok(formatted) => formatted,
            Err(reason) => {
                failures += 1;
                env.complain(&reason);
                continue;
            }
        };
        changed += usize::from(formatted.before != formatted.after);
        let code = give(&formatted, args, global, env);
        failures += usize::from(code > 0);
    }
    Ok(match () {
        () if failures > 0 => 2,
        () if args.check && changed > 0 => 1,
        () => 0,
    })
}

/// Formats one file; the reason if that would change what is read from it.
fn formatted(source: Source, before: Vec<u8>) -> Result<Formatted, String> {
    if source.utf16 {
        let name = &source.name;
        return Err(format!(
            "cannot read {name}: it is UTF-16; save it as UTF-8"
        ));
    }
    let tree = parse(&source.text, FileId(0));
    let edits = format(&source.text, &tree, FileId(0));
    let after = apply(&before, &edits);
    if !edits.is_empty() && !means_the_same(&source, &after) {
        return Err(format!(
            "cannot format {}: another meaning would be read from it, which is a mistake of this \
             program; nothing was changed",
            source.name
        ));
    }
    Ok(Formatted {
        errors: tree.errors.len(),
        source,
        before,
        after,
    })
}

/// Whether the file means the same after it was formatted, and has as many errors.
fn means_the_same(source: &Source, after: &[u8]) -> bool {
    let read = |source: Source| {
        let sources = Sources {
            files: vec![source],
        };
        let (journal, findings) = lower::read(sources);
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
        export::meaning(&journal).map(|meaning| (meaning, rules))
    };
    let after = load::source(&source.name, None, after.to_vec());
    match (read(source.clone()), read(after)) {
        (Ok(before), Ok(after)) => before == after,
        _ => false,
    }
}

/// Writes the file, prints it, or says what would change; an exit code.
fn give(formatted: &Formatted, args: &Args, global: &Global, env: &mut Env) -> u8 {
    let Formatted {
        source,
        before,
        after,
        errors,
    } = formatted;
    let name = sanitize::line(&source.name).into_owned();
    let differs = before != after;
    if *errors > 0 && !global.quiet {
        let lines = match errors {
            1 => "1 error; its line stays as it is".to_string(),
            _ => format!("{errors} errors; their lines stay as they are"),
        };
        env.complain(&format!(
            "{name} has {lines}, and `strength check` shows more"
        ));
    }
    if args.diff {
        let text = load::source("", None, after.clone()).text;
        let changed = Changed {
            name: &source.name,
            before: &source.text,
            after: &text,
        };
        let (styles, terminal) = (env.styles(global), env.is_terminal);
        return env.print(0, |out| match differs {
            true => diff::write(out, &changed, &styles, terminal),
            false => Ok(()),
        });
    }
    let Some(path) = &source.path else {
        return match args.check {
            true => say(differs, &name, "would be formatted", global, env),
            false => env.print(0, |out| out.write_all(after)),
        };
    };
    if args.check || !differs {
        return say(differs, &name, "would be formatted", global, env);
    }
    match write::replace(path, &source.name, before, after) {
        Ok(()) => say(true, &name, "formatted", global, env),
        Err(error) => {
            env.complain(&error.to_string());
            2
        }
    }
}

/// One line for a file that is, or would be, another.
fn say(differs: bool, name: &str, what: &str, global: &Global, env: &mut Env) -> u8 {
    let line = |out: &mut dyn io::Write| match differs && !global.quiet {
        true => writeln!(out, "{name}: {what}"),
        false => Ok(()),
    };
    env.print(0, line)
}
