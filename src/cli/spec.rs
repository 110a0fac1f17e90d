//! `strength spec`: the specification of the journal language.

use super::{Env, Fail};

const GRAMMAR: &str = include_str!("../../grammar.md");

pub fn run(env: &mut Env) -> Result<u8, Fail> {
    Ok(env.print(0, |out| out.write_all(GRAMMAR.as_bytes())))
}
