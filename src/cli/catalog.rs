//! `strength catalog`: the exercises that are built in.

use super::{Env, Fail};
use crate::model::catalog;

pub fn run(env: &mut Env) -> Result<u8, Fail> {
    Ok(env.print(0, |out| out.write_all(catalog::CATALOG.as_bytes())))
}
