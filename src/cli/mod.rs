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
use clap::{ArgMatches, Args as _, FromArgMatches, ValueEnum};
use std::ffi::{OsStr, OsString};
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

#[derive(clap::Args)]
#[group(skip)]
struct Global {
    /// Answer as on that day instead of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    today: Option<Date>,
    /// When to use colour
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// Say less: no summary, and no remarks beside the answer
    #[arg(short, long)]
    quiet: bool,
    /// Say more: which files `check` read
    #[arg(short, long, conflicts_with = "quiet")]
    verbose: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// A command of the program. What it takes and does stands in its file.
struct Command {
    name: &'static str,
    about: &'static str,
    /// Gives a command of clap the arguments.
    arguments: fn(clap::Command) -> clap::Command,
    run: fn(&mut ArgMatches, &Global, &mut Env) -> Result<u8, Fail>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "check",
        about: "Read journals and say what is wrong in them and what the training says",
        arguments: check::Args::augment_args,
        run: |given, global, env| check::run(&read(given)?, global, env),
    },
    Command {
        name: "next",
        about: "Plan the next session: every number with its reason, ready to paste into the journal",
        arguments: next::Args::augment_args,
        run: |given, global, env| next::run(&read(given)?, global, env),
    },
    Command {
        name: "log",
        about: "Add what you did today, checked before it is written",
        arguments: log::Args::augment_args,
        run: |given, global, env| log::run(&read(given)?, global, env),
    },
    Command {
        name: "fmt",
        about: "Bring files into the one layout; lines with errors and comments stay as they are",
        arguments: fmt::Args::augment_args,
        run: |given, global, env| fmt::run(&read(given)?, global, env),
    },
    Command {
        name: "explain",
        about: "Explain one diagnostic: what it means, an example, and what to do",
        arguments: explain::Args::augment_args,
        run: |given, global, env| explain::run(&read(given)?, global, env),
    },
    Command {
        name: "rules",
        about: "List all diagnostics",
        arguments: rules::Args::augment_args,
        run: |given, global, env| rules::run(&read(given)?, global, env),
    },
    Command {
        name: "catalog",
        about: "Print the exercises that are built in, as a journal",
        arguments: |command| command,
        run: |_, _, env| catalog::run(env),
    },
    Command {
        name: "spec",
        about: "Print the specification of the journal language",
        arguments: |command| command,
        run: |_, _, env| spec::run(env),
    },
    Command {
        name: "schema",
        about: "Print the JSON Schema of an output",
        arguments: schema::Args::augment_args,
        run: |given, _, env| schema::run(&read(given)?, env),
    },
    Command {
        name: "export",
        about: "Print everything that was read from a journal",
        arguments: export::Args::augment_args,
        run: |given, global, env| export::run(&read(given)?, global, env),
    },
    Command {
        name: "merge",
        about: "Merge two versions of a journal by session and entry: a merge driver for git",
        arguments: merge::Args::augment_args,
        run: |given, _, env| merge::run(&read(given)?, env),
    },
    Command {
        name: "diff",
        about: "Say what changed between two versions of a journal, in terms of training",
        arguments: diff::Args::augment_args,
        run: |given, _, env| diff::run(&read(given)?, env),
    },
    Command {
        name: "rename",
        about: "Rename an exercise in all files of a journal",
        arguments: rename::Args::augment_args,
        run: |given, global, env| rename::run(&read(given)?, global, env),
    },
    Command {
        name: "init",
        about: "Begin a journal, and let git merge, compare and check it",
        arguments: init::Args::augment_args,
        run: |given, global, env| init::run(&read(given)?, global, env),
    },
    Command {
        name: "completions",
        about: "Print a script that completes commands in a shell",
        arguments: completions::Args::augment_args,
        run: |given, _, env| completions::run(&read(given)?, env),
    },
    Command {
        name: "man",
        about: "Print a manual page",
        arguments: man::Args::augment_args,
        run: |given, _, env| man::run(&read(given)?, env),
    },
];

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

impl Command {
    /// Adds what clap has to know of it.
    fn tell(&self, clap: clap::Command) -> clap::Command {
        (self.arguments)(clap).about(self.about)
    }

    /// The command as if it were a program of its own.
    fn alone(&self) -> clap::Command {
        let alone = clap::Command::new(self.name)
            .bin_name(format!("strength {}", self.name))
            .max_term_width(WIDEST);
        // Help lists what every command takes at the places that it has in the program.
        self.tell(Global::augment_args(alone).next_display_order(0))
    }

    fn call(&self, mut given: ArgMatches, env: &mut Env) -> Result<u8, Fail> {
        let global = read(&mut given)?;
        (self.run)(&mut given, &global, env)
    }
}

/// So many columns help takes at most.
const WIDEST: usize = 100;

/// The program as clap knows it, with all commands.
fn program() -> clap::Command {
    let program = clap::Command::new("strength")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Checks a plain text training journal, and says what the training itself says")
        .after_help("Start with `strength check journal.strength`.")
        .max_term_width(WIDEST)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true);
    // What every command takes may stand before it as well.
    Global::augment_args(program)
        .mut_args(|argument| argument.global(true))
        .subcommands(
            COMMANDS
                .iter()
                .map(|command| command.tell(clap::Command::new(command.name))),
        )
}

/// The arguments of a command, or those of all, out of what clap has read.
fn read<A: FromArgMatches>(given: &mut ArgMatches) -> Result<A, Fail> {
    let read = A::from_arg_matches_mut(given);
    read.map_err(|error| Fail::Usage(error.to_string()))
}

/// Runs the program; the result is its exit code: 0, 1 if there are errors in a journal, 2 if the
/// program could not do what was asked.
pub fn run(args: impl IntoIterator<Item = OsString>, env: &mut Env) -> u8 {
    let mut args: Vec<OsString> = args.into_iter().collect();
    // `strength help check` is `strength check --help`.
    if args.get(1).is_some_and(|first| first == "help") {
        args.remove(1);
        args.push("--help".into());
    }
    let named = |name: &OsStr| COMMANDS.iter().find(|command| *name == *command.name);
    // A command that comes first cannot be anything else, and clap need not know the others. That
    // is two fifths of the work with which the program starts.
    let given = match args.get(1).and_then(|first| named(first)) {
        Some(command) => {
            let mut alone = command.alone();
            let given = alone.try_get_matches_from_mut(args.drain(1..));
            // It is small, and its hundreds of pieces are not worth the work of giving them back.
            std::mem::forget(alone);
            given.map(|given| (Some(command), given))
        }
        None => program().try_get_matches_from(args).map(|mut given| {
            // Without a command clap has told so already.
            let (name, own) = given.remove_subcommand().unwrap_or_default();
            (named(name.as_ref()), own)
        }),
    };
    let result = match given {
        Ok((command, given)) => command.map_or(Err(Fail::Told), |known| known.call(given, env)),
        Err(error) => return usage(&error, env),
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
        // A word of a name, such as `unit`.
        let mut names = cards.iter().map(|card| card.name);
        names.find(|known| known.split('-').any(|word| word == wanted))
    });
    let hint = match near {
        Some(near) => format!("the nearest is `{near}`"),
        None => "`strength rules` lists them".to_string(),
    };
    Err(Fail::Usage(format!(
        "there is no diagnostic named `{name}`; {hint}"
    )))
}
