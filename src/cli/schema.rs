//! `strength schema`: JSON Schemas of what other programs read.

use super::{Env, Fail};
use crate::render::schema::SCHEMAS;
use clap::builder::PossibleValue;
use clap::builder::PossibleValuesParser;

#[derive(clap::Args)]
pub struct Args {
    /// Which output
    #[arg(value_parser = names())]
    name: String,
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(
        SCHEMAS
            .iter()
            .map(|schema| PossibleValue::new(schema.name).help(schema.of)),
    )
}

pub fn run(args: &Args, env: &mut Env) -> Result<u8, Fail> {
    let text = SCHEMAS.iter().find(|schema| schema.name == args.name);
    let text = text.map_or("", |schema| schema.text);
    Ok(env.print(0, |out| out.write_all(text.as_bytes())))
}
