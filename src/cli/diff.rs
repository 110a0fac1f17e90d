//! `strength diff`: what changed between two versions of a journal, in terms of training.

use super::{Env, Fail, journals};
use crate::diff::changes;
use crate::load::LoadError;
use crate::model::{Journal, lower};
use crate::render::sanitize;
use crate::text::Sources;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    /// Two versions of a journal, OLD NEW, of which one may be `-` for standard input; or what git
    /// hands to a diff driver, PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE, and of a renamed file NEW-PATH
    #[arg(value_name = "FILE", num_args = 1..=9, required = true)]
    files: Vec<PathBuf>,
}

/// Changes are no failure: git would take one for a failure of the driver.
pub fn run(args: &Args, env: &mut Env) -> Result<u8, Fail> {
    let (heading, old, new) = match args.files.as_slice() {
        [old, new] => (None, old, new),
        [from, old, _, _, new, _, _, to, ..] => {
            let renamed = format!("{} → {}", from.display(), to.display());
            (Some(renamed), old, new)
        }
        [path, old, _, _, new, _, _] => (Some(path.display().to_string()), old, new),
        [path] => {
            // While a merge is under way git names the file and no versions of it.
            let line = format!("{}: not merged yet\n", path.display());
            let line = sanitize::lines(&line).into_owned();
            return Ok(env.print(0, |out| out.write_all(line.as_bytes())));
        }
        _ => {
            return Err(Fail::Usage(
                "two versions are compared; name two files".into(),
            ));
        }
    };
    journals::stdin_once(&args.files)?;
    // Git puts the old version into a folder of its own, without what it includes, and hands over
    // each file that changed: each is compared alone.
    let alone = heading.is_some();
    let (old, _) = read(env, old, alone)?;
    let (new, unread) = read(env, new, alone)?;
    let mut lines = Vec::new();
    lines.extend(heading);
    lines.extend(
        changes(&old, &new)
            .into_iter()
            .map(|change| match change.date {
                Some(date) => format!("{date} {}", change.text),
                None => change.text,
            }),
    );
    lines.extend((unread > 0).then(|| {
        let lines = if unread == 1 { "line" } else { "lines" };
        format!("{unread} {lines} could not be read; `strength check` shows why")
    }));
    Ok(env.print(0, |out| {
        lines
            .iter()
            .try_for_each(|line| writeln!(out, "{}", sanitize::line(line)))
    }))
}

/// A version, and how many of its lines could not be read.
fn read(env: &mut Env, file: &PathBuf, alone: bool) -> Result<(Journal, usize), Fail> {
    let failed = |error: LoadError| Fail::Usage(error.to_string());
    let sources = if alone {
        let (source, _) = journals::read(file, env).map_err(failed)?;
        Sources {
            files: vec![source],
        }
    } else {
        let root = journals::find_one(Some(file), env)?;
        journals::load(&env.folder, root).map_err(failed)?.sources
    };
    let (journal, findings) = lower::read(sources);
    let unread = crate::unread_lines(&journal.sources, &findings);
    Ok((journal, unread))
}
