//! Arguments in, exit code out.
#![expect(
    clippy::disallowed_methods,
    reason = "the one place where arguments and environment come in"
)]

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use strength::cli::{self, Env};
use strength::date::Date;

fn main() {
    let mut stdin = io::stdin().lock();
    let mut stdout = io::stdout().lock();
    let mut stderr = io::stderr().lock();
    let is_terminal = stdout.is_terminal();
    let mut env = Env {
        stdin: &mut stdin,
        stdout: &mut stdout,
        stderr: &mut stderr,
        folder: PathBuf::new(),
        variable: &|name| std::env::var_os(name),
        clock: &Date::from_clock,
        is_terminal,
    };
    let code = cli::run(std::env::args_os(), &mut env);
    std::process::exit(i32::from(code));
}
