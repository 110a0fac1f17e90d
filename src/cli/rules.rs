//! `strength rules`: every diagnostic there is.

use super::{Env, Fail, Global};
use crate::finding::{Card, Severity};
use crate::render::cards;
use clap::ValueEnum;

#[derive(clap::Args)]
pub struct Args {
    /// The form of the list
    #[arg(long, value_enum, default_value = "pretty")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people: errors, warnings, advice
    Pretty,
    /// For programs
    Json,
}

pub fn run(args: &Args, global: &Global, env: &mut Env) -> Result<u8, Fail> {
    let all = crate::cards();
    let styles = env.styles(global);
    Ok(env.print(0, |out| match args.format {
        Format::Json => cards::json(out, &all),
        Format::Pretty => {
            for severity in [Severity::Error, Severity::Warning, Severity::Advice] {
                let of: Vec<&Card> = all
                    .iter()
                    .copied()
                    .filter(|card| card.severity == severity)
                    .collect();
                cards::list(out, severity, &of, &styles)?;
            }
            writeln!(out, "`strength explain NAME` explains one of them.")
        }
    }))
}
