//! `strength export`: everything that was read, for other programs.

use super::{Env, Fail, Global, journals};
use crate::render::export;
use clap::ValueEnum;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    /// The form
    #[arg(value_enum)]
    format: Format,
    /// The journal, a folder with one, or `-` for standard input; without it, $STRENGTH_FILE or
    /// journal.strength in this folder or the nearest one above
    #[arg(value_name = "FILE|DIR|-")]
    file: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// One document: `strength schema export` describes it
    Json,
}

pub fn run(args: &Args, global: &Global, env: &mut Env) -> Result<u8, Fail> {
    let root = journals::find_one(args.file.as_ref(), env)?;
    let loaded = journals::load(&env.folder, root);
    let loaded = loaded.map_err(|error| Fail::Usage(error.to_string()))?;
    let report = crate::check(loaded, global.today(env), false);
    let errors = report.summary.errors;
    let code = env.print(u8::from(errors > 0), |out| match args.format {
        Format::Json => export::write(out, &report.journal),
    });
    if errors > 0 && !global.quiet {
        let (what, them) = match errors {
            1 => ("1 error".to_string(), "it"),
            _ => (format!("{errors} errors"), "them"),
        };
        env.complain(&format!(
            "the journal has {what}, and what could not be read is left out; \
             `strength check` shows {them}"
        ));
    }
    std::mem::forget(report);
    Ok(code)
}
