//! `strength explain`: one diagnostic, with an example and its real output.

use super::{Env, Fail, Global, card, journals};
use crate::analysis::Context;
use crate::date::Date;
use crate::finding::{Card, Severity};
use crate::model::{Journal, RuleValue};
use crate::render::cards::{self, InForce, Page};
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    /// The name in brackets after `error`, `warning` or `advice`
    name: String,
    /// A journal: shows the settings that hold in it
    #[arg(value_name = "FILE|DIR|-")]
    file: Option<PathBuf>,
}

pub fn run(args: &Args, global: &Global, env: &mut Env) -> Result<u8, Fail> {
    let card = card(&args.name)?;
    let today = Date::parse_iso(card.today).unwrap_or_else(|| (env.clock)());
    let (example, strict) = crate::check_example(card, today);
    let in_force = match &args.file {
        None => None,
        Some(file) => {
            let root = journals::find_one(Some(file), env)?;
            let loaded = journals::load(&env.folder, &root);
            let loaded = loaded.map_err(|error| Fail::Usage(error.to_string()))?;
            let report = crate::check(loaded, global.today(env), false);
            Some(in_force(card, &report.journal, global.today(env)))
        }
    };
    let strict = if strict { " --strict" } else { "" };
    let page = Page {
        card,
        example: &example,
        command: format!("strength check{strict} --today {today}"),
        in_force,
    };
    let styles = env.styles(global);
    let width = env.width();
    Ok(env.print(0, |out| cards::page(out, &page, styles, width)))
}

fn in_force(card: &Card, journal: &Journal, today: Date) -> InForce {
    let context = Context::new(journal, today, false);
    let severity = context.severity_set(card).and_then(|value| match value {
        RuleValue::Off => Some("off"),
        RuleValue::Severity(Severity::Advice) => Some("note"),
        RuleValue::Severity(severity) => Some(severity.word()),
        RuleValue::Key(..) => None,
    });
    let value = |setting: &crate::finding::Setting| context.setting(card, setting.key).to_string();
    InForce {
        journal: journal
            .sources
            .files
            .first()
            .map_or("", |source| &source.name)
            .to_string(),
        severity,
        values: card.settings.iter().map(value).collect(),
    }
}
