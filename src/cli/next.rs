//! `strength next`: what to do in the next session, and why.

use super::journals::{self, Root};
use super::log::{Request, put};
use super::{Env, Fail, Global};
use crate::analysis::Context;
use crate::analysis::plan::Plan;
use crate::analysis::status::plural;
use crate::model::Journal;
use crate::render::next::{self, Shown};
use crate::render::{Index, sanitize};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Args {
    /// The journal, a folder with one, or `-` for standard input; without it, $STRENGTH_FILE or
    /// journal.strength in this folder or the nearest one above
    #[arg(value_name = "FILE|DIR|-")]
    file: Option<PathBuf>,
    /// Say of every condition whether it is met
    #[arg(long)]
    all: bool,
    /// Add it to the journal as a planned session, unless one is planned already
    #[arg(long, conflicts_with_all = ["all", "format"])]
    write: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value = "pretty")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// For people: lines of a journal, with the reasons as comments
    Pretty,
    /// For programs: `strength schema next` describes it
    Json,
}

pub fn run(args: &Args, global: &Global, env: &mut Env) -> Result<u8, Fail> {
    let today = global.today(env);
    let root = journals::find_one(args.file.as_ref(), env)?;
    let file = match &root {
        Root::File(file, _) => Some(file.clone()),
        Root::Text(_) => None,
    };
    let loaded = journals::load(&env.folder, root);
    let loaded = loaded.map_err(|error| Fail::Usage(error.to_string()))?;
    let report = crate::check(loaded, today, false);
    let plan = Plan::of(&Context::new(&report.journal, today, false));
    if args.write {
        return write(file.as_deref(), &report.journal, &plan, global, env);
    }
    let shown = Shown {
        styles: env.styles(global),
        width: env.width(),
        summary: !global.quiet,
        clauses: args.all,
    };
    let errors = report.summary.errors;
    let code = env.print(u8::from(errors > 0), |out| match args.format {
        Format::Json => next::json(out, &plan),
        Format::Pretty => next::pretty(out, &plan, &shown),
    });
    if errors > 0 && !global.quiet {
        let unread = report.summary.unread_lines;
        let left_out = match unread {
            0 => String::new(),
            1 => ", and 1 line was not read".to_string(),
            _ => format!(", and {unread} lines were not read"),
        };
        env.complain(&format!(
            "the journal has {}{left_out}; `strength check` shows {}",
            plural(u64::try_from(errors).unwrap_or(u64::MAX), "error", "errors"),
            if errors == 1 { "it" } else { "them" }
        ));
    }
    std::mem::forget(report);
    Ok(code)
}

/// Adds the plan to the file. What is planned already is left alone.
fn write(
    file: Option<&Path>,
    journal: &Journal,
    plan: &Plan,
    global: &Global,
    env: &mut Env,
) -> Result<u8, Fail> {
    let Some(file) = file else {
        let message = "`--write` writes a file; standard input is none";
        return Err(Fail::Usage(message.to_string()));
    };
    let mut sessions = journal.sessions.iter();
    let planned = sessions.find(|session| session.planned && session.date >= plan.today);
    if let Some(session) = planned {
        let index = Index::new(&journal.sources);
        let line = format!(
            "{}:{}: a session is planned for {} already\n",
            index.name(session.file),
            index.start(session.place()).line,
            session.date.words()
        );
        let line = sanitize::lines(&line).into_owned();
        let quiet = global.quiet;
        return Ok(env.print(0, |out| match quiet {
            true => Ok(()),
            false => out.write_all(line.as_bytes()),
        }));
    }
    let lines: Vec<String> = plan
        .lines
        .iter()
        .filter_map(|line| line.entry.clone())
        .collect();
    if lines.is_empty() {
        env.complain("there is nothing to plan; `strength next` says why");
        return Ok(1);
    }
    let request = Request {
        file,
        today: plan.today,
        date: plan.day.date,
        header: "planned",
        lines: &lines,
        complete: false,
        diff: false,
    };
    put(&request, global, env)
}
