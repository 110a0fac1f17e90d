//! `strength merge`: the merge driver of git for journals.

use super::{Env, Fail, write};
use crate::load::LoadError;
use crate::load::disk::{Disk, Files};
use crate::merge::{conflict_of_files, merge};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Args {
    /// What both sides come from (%O)
    base: PathBuf,
    /// Our side (%A); the result is written there
    ours: PathBuf,
    /// Their side (%B)
    theirs: PathBuf,
    /// What the file is called, for messages (%P)
    name: Option<PathBuf>,
}

/// Exits with 1 when there are conflicts, as git expects.
pub fn run(args: &Args, env: &mut Env) -> Result<u8, Fail> {
    let read = |path: &Path| {
        let bytes = Files.bytes(&env.folder.join(path));
        bytes.map_err(|error| Fail::Usage(LoadError::new(path, &error).to_string()))
    };
    let (base, ours, theirs) = (read(&args.base)?, read(&args.ours)?, read(&args.theirs)?);
    let texts = [&base, &ours, &theirs].map(|bytes| std::str::from_utf8(bytes));
    let (result, conflicts) = match texts {
        [Ok(base), Ok(ours), Ok(theirs)] => {
            let merged = merge(base, ours, theirs);
            (merged.text.into_bytes(), merged.conflicts)
        }
        // What is not text is merged like any file: it is one of the three.
        _ if ours == theirs || theirs == base => (ours.clone(), 0),
        _ if ours == base => (theirs, 0),
        _ => (conflict_of_files(&ours, &theirs), 1),
    };
    let target = env.folder.join(&args.ours);
    write::replace(&target, &args.ours.to_string_lossy(), &ours, &result)
        .map_err(|error| Fail::Usage(error.to_string()))?;
    if conflicts == 0 {
        return Ok(0);
    }
    let name = args.name.as_ref().unwrap_or(&args.ours);
    let places = match conflicts {
        1 => "one place was".to_string(),
        _ => format!("{conflicts} places were"),
    };
    env.complain(&format!(
        "{}: {places} changed in two ways; keep what is right between `<<<<<<<` and `>>>>>>>`",
        name.display()
    ));
    Ok(1)
}
