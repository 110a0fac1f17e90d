//! `strength completions`: what a shell needs to complete the commands and their arguments.

use super::{Args as Program, Env, Fail};
use clap::CommandFactory;
use clap_complete::Shell;

#[derive(clap::Args)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(args: &Args, env: &mut Env) -> Result<u8, Fail> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Program::command(), "strength", &mut script);
    Ok(env.print(0, |out| out.write_all(&script)))
}
