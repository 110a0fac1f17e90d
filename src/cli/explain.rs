//! `strength explain`: one diagnostic, with an example and its real output.

use super::{Env, Fail, Global, card, journals};
use crate::analysis::{Context, facts};
use crate::date::Date;
use crate::finding::{Card, Setting, Severity};
use crate::model::{Journal, RuleValue};
use crate::render::Index;
use crate::render::cards::{self, InForce, Page};
use crate::text::Place;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    /// The name in brackets after `error`, `warning` or `advice`
    name: String,
    /// A journal: shows the settings that hold in it, and what was counted of each exercise
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
            let loaded = journals::load(&env.folder, root);
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
    let index = Index::new(&journal.sources);
    let several = journal.sources.files.len() > 1;
    let line = |place: Place| match several {
        true => format!("{}:{}", index.name(place.file), index.start(place).line),
        false => format!("line {}", index.start(place).line),
    };
    let written = || {
        let settings = journal.settings.iter().rev();
        settings.filter(|setting| setting.rule == card.name)
    };
    let severity = context.severity_set(card).and_then(|setting| {
        let word = match setting.value {
            RuleValue::Off => "off",
            RuleValue::Severity(Severity::Advice) => "note",
            RuleValue::Severity(severity) => severity.word(),
            RuleValue::Key(..) => return None,
        };
        Some(format!("{word}, {}", line(setting.place)))
    });
    let value = |setting: &Setting| {
        let value = context.setting(card, setting.key);
        let set = written().find(|written| match &written.value {
            RuleValue::Key(key, text) => key == setting.key && text == value,
            _ => false,
        });
        match set {
            Some(set) => format!("{value}, {}", line(set.place)),
            None => value.to_string(),
        }
    };
    let mut values: Vec<String> = card.settings.iter().map(value).collect();
    for own in facts::own_numbers(&context, card) {
        if let Some(text) = values.get_mut(own.setting) {
            let place = line(own.place);
            text.push_str(&format!("; for {} {}, {place}", own.exercise, own.value));
        }
    }
    let facts = facts::facts(&context, card).into_iter();
    InForce {
        journal: journal
            .sources
            .files
            .first()
            .map_or("", |source| &source.name)
            .to_string(),
        severity,
        values,
        facts: facts.map(|facts| (facts.exercise, facts.lines)).collect(),
    }
}
