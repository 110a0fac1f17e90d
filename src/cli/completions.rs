//! `strength completions`: what a shell needs to complete the commands and their arguments.

use super::{Env, Fail, program};
use clap::ValueEnum;
use clap_complete::generate;
use clap_complete::shells::{Bash, Fish, Zsh};

#[derive(Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

#[derive(clap::Args)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(args: &Args, env: &mut Env) -> Result<u8, Fail> {
    let mut script = Vec::new();
    let program = &mut program();
    match args.shell {
        Shell::Bash => generate(Bash, program, "strength", &mut script),
        Shell::Zsh => generate(Zsh, program, "strength", &mut script),
        Shell::Fish => generate(Fish, program, "strength", &mut script),
    }
    Ok(env.print(0, |out| out.write_all(&script)))
}
