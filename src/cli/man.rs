//! `strength man`: manual pages, made from the same words as `--help`.

use super::{Env, Fail, program};
use clap_mangen::Man;

#[derive(clap::Args)]
pub struct Args {
    /// The command that the page is about; without it, the page of the program
    command: Option<String>,
}

pub fn run(args: &Args, env: &mut Env) -> Result<u8, Fail> {
    let mut program = program();
    // Gives the commands the options of the program, and their full names.
    program.build();
    let page = match &args.command {
        None => program,
        Some(name) => program
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Fail::Usage(format!("there is no command `{name}`; see --help")))?,
    };
    let mut roff = Vec::new();
    Man::new(page)
        .render(&mut roff)
        .map_err(|error| Fail::Usage(error.to_string()))?;
    Ok(env.print(0, |out| out.write_all(&roff)))
}
