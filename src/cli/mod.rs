//! The command line: one file per command. Everything outside of the program (streams, folder,
//! environment, clock) comes through [`Env`], so that commands can be run inside a test.

mod check;
mod git;
mod changed;
mod staged;
mod fix;
mod fmt;
mod journals;
mod explain;
mod rules;
mod catalog;
mod spec;
mod schema;
mod export;
mod next;
mod log;
mod merge;
mod diff;
mod rename;
mod init;
mod completions;
mod man;
mod write;

use crate::date::Date;
use crate::nearest::nearest;
use crate::render::sanitize;
use crate::render::style::{self, Styles};
use clap::{Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;

/// What a command knows of the world.
pub struct Env<'a> {
    /// Standard input.
    pub stdin: &'a mut dyn Read,
    /// Standard output.
    pub stdout: &'a mut dyn Write,
    /// Standard error.
    pub stderr: &'a mut dyn Write,
    /// The current folder; empty for that of the process.
    pub folder: PathBuf,
    /// An environment variable.
    pub variable: &'a dyn Fn(&str) -> Option<OsString>,
    /// The local calendar date.
    pub clock: &'a dyn Fn() -> Date,
    /// Whether standard output is a terminal.
    pub is_terminal: bool,
}

/// Checks a plain text training journal, and says what the training itself says.
#[derive(Parser)]
#[command(
    name = "strength",
    version,
    max_term_width = 100,
    disable_help_subcommand = true
)]
#[command(after_help = "Start with `strength check journal.strength`.")]
struct Args {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Args)]
struct Global {
    /// Answer as on that day instead of today
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    today: Option<Date>,
    /// When to use colour
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value = "auto"
    )]
    color: Color,
    /// Say less: no summary, and no remarks beside the answer
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Say more: which files `check` read
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Command {
    /// Read journals and say what is wrong in them and what the training says
    Check(check::Args),
    /// Plan the next session: every number with its reason, ready to paste into the journal
    Next(next::Args),
    /// Add what you did today, checked before it is written
    Log(log::Args),
    /// Bring files into the one layout; lines with errors and comments stay as they are
    Fmt(fmt::Args),
    /// Explain one diagnostic: what it means, an example, and what to do
    Explain(explain::Args),
    /// List all diagnostics
    Rules(rules::Args),
    /// Print the exercises that are built in, as a journal
    Catalog,
    /// Print the specification of the journal language
    Spec,
    /// Print the JSON Schema of an output
    Schema(schema::Args),
    /// Print everything that was read from a journal
    Export(export::Args),
    /// Merge two versions of a journal by session and entry: a merge driver for git
    Merge(merge::Args),
    /// Say what changed between two versions of a journal, in terms of training
    Diff(diff::Args),
    /// Rename an exercise in all files of a journal
    Rename(rename::Args),
    /// Begin a journal, and let git merge, compare and check it
    Init(init::Args),
    /// Print a script that completes commands in a shell
    Completions(completions::Args),
    /// Print a manual page
    Man(man::Args),
}

/// Why a command could not do its work; the exit code is 2.
enum Fail {
    /// The user asked for something that is not there.
    Usage(String),
    /// Several files could not be read; told already.
    Told,
}

fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse_iso(text).ok_or_else(|| "a day is written YYYY-MM-DD, such as 2026-03-09".into())
}

/// Runs the program; the result is its exit code: 0, 1 if there are errors in a journal, 2 if the
/// program could not do what was asked.
pub fn run(args: impl IntoIterator<Item = OsString>, env: &mut Env) -> u8 {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => return usage(&error, env),
    };
    let global = &args.global;
    let result = match &args.command {
        Command::Check(args) => check::run(args, global, env),
        Command::Next(args) => next::run(args, global, env),
        Command::Log(args) => log::run(args, global, env),
        Command::Fmt(args) => fmt::run(args, global, env),
        Command::Explain(args) => explain::run(args, global, env),
        Command::Rules(args) => rules::run(args, global, env),
        Command::Catalog => catalog::run(env),
        Command::Spec => spec::run(env),
        Command::Schema(args) => schema::run(args, env),
        Command::Export(args) => export::run(args, global, env),
        Command::Merge(args) => merge::run(args, env),
        Command::Diff(args) => diff::run(args, env),
        Command::Rename(args) => rename::run(args, global, env),
        Command::Init(args) => init::run(args, global, env),
        Command::Completions(args) => completions::run(args, env),
        Command::Man(args) => man::run(args, env),
    };
    match result {
        Ok(code) => code,
        Err(Fail::Told) => 2,
        Err(Fail::Usage(message)) => {
            env.complain(&message);
            2
        }
    }
}

/// Help and version are answers; everything else that clap says is a mistake of usage.
fn usage(error: &clap::Error, env: &mut Env) -> u8 {
    // A file name on the command line may hold anything.
    let text = sanitize::lines(&error.to_string()).into_owned();
    match error.use_stderr() {
        true => {
            // With standard error closed there is no one to tell.
            let _ = env.stderr.write_all(text.as_bytes());
            2
        }
        false => env.print(0, |out| out.write_all(text.as_bytes())),
    }
}

impl Global {
    fn today(&self, env: &Env) -> Date {
        self.today.unwrap_or_else(|| (env.clock)())
    }
}

impl Env<'_> {
    /// Writes to standard output. A reader that has gone away is no mistake: the exit code is
    /// that of the answer, and nothing is said.
    fn print(&mut self, code: u8, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> u8 {
        let mut out = BufWriter::with_capacity(64 * 1024, &mut *self.stdout);
        let result = write(&mut out).and_then(|()| out.flush());
        // What is left in the buffer must not be written again when it is dropped.
        let _ = out.into_parts();
        match result {
            Ok(()) => code,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => code,
            Err(error) => {
                self.complain(&format!("cannot write the output: {error}"));
                2
            }
        }
    }

    /// Says on standard error why something cannot be done.
    fn complain(&mut self, message: &str) {
        // With standard error closed there is no one to tell.
        let _ = writeln!(self.stderr, "strength: {}", sanitize::lines(message));
    }

    fn text_variable(&self, name: &str) -> Option<String> {
        (self.variable)(name).map(|value| value.to_string_lossy().into_owned())
    }

    fn styles(&self, global: &Global) -> Styles {
        let choice = match global.color {
            Color::Auto => style::Choice::Auto,
            Color::Always => style::Choice::Always,
            Color::Never => style::Choice::Never,
        };
        let variable = |name: &str| self.text_variable(name);
        Styles::new(style::decide(choice, &variable, self.is_terminal))
    }

    /// The columns of the terminal, if it says so.
    fn width(&self) -> usize {
        let columns = self
            .text_variable("COLUMNS")
            .and_then(|text| text.parse().ok());
        columns.unwrap_or(100).clamp(40, 400)
    }
}

/// The card of that name, or which name may have been meant.
fn card(name: &str) -> Result<&'static crate::finding::Card, Fail> {
    let cards = crate::cards();
    let wanted = name.to_ascii_lowercase();
    if let Some(card) = cards.iter().find(|card| card.name == wanted) {
        return Ok(card);
    }
    let near = nearest(name, cards.iter().map(|card| card.name)).or_else(|| {
        // A part of a name, such as `unit`, is likelier than a slip in one.
        let mut holding = cards.iter().map(|card| card.name);
        holding.find(|known| wanted.len() > 2 && known.contains(&wanted))
    });
    let near = near.or_else(|| {
        let mut names = cards.iter().map(|card| card.name);
        names.find(|known| nearest(&wanted, known.split('-')).is_some())
    });
    let hint = match near {
        Some(near) => format!("the nearest is `{near}`"),
        None => "`strength rules` lists them".to_string(),
    };
    Err(Fail::Usage(format!(
        "there is no diagnostic named `{name}`; {hint}"
    )))
}
