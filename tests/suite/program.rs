//! Runs the program inside the test, with a folder, an environment and a clock of its own.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use strength::cli::{self, Env};
use strength::date::Date;

/// What a run gave.
pub struct Run {
    /// The exit code.
    pub code: u8,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// A folder with files, removed at the end, and the surroundings of a run.
pub struct World {
    /// The current folder.
    pub folder: PathBuf,
    own: Option<PathBuf>,
    variables: BTreeMap<&'static str, OsString>,
    stdin: Vec<u8>,
    is_terminal: bool,
}

impl World {
    /// An empty folder.
    pub fn new() -> World {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!(
            "{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("the folder of tests can be written to");
        let folder = folder.canonicalize().expect("it was just made");
        World {
            own: Some(folder.clone()),
            folder,
            variables: BTreeMap::new(),
            stdin: Vec::new(),
            is_terminal: false,
        }
    }

    /// With a file.
    pub fn file(self, name: &str, text: impl AsRef<[u8]>) -> World {
        let path = self.folder.join(name);
        let parent = path.parent().expect("a file lies in a folder");
        std::fs::create_dir_all(parent).expect("the folder of tests can be written to");
        std::fs::write(&path, text).expect("the folder of tests can be written to");
        self
    }

    /// With an environment variable.
    pub fn variable(mut self, name: &'static str, value: &str) -> World {
        self.variables.insert(name, value.into());
        self
    }

    /// With standard input.
    pub fn stdin(mut self, bytes: impl AsRef<[u8]>) -> World {
        self.stdin = bytes.as_ref().to_vec();
        self
    }

    /// On a terminal.
    pub fn terminal(mut self) -> World {
        self.is_terminal = true;
        self
    }

    /// In a folder further down.
    pub fn below(mut self, name: &str) -> World {
        self.folder.push(name);
        self
    }

    /// In a folder that is there already and is left alone.
    pub fn at(folder: &Path) -> World {
        let mut world = World::new();
        world.remove();
        world.folder = folder.to_path_buf();
        world
    }

    fn remove(&mut self) {
        if let Some(own) = self.own.take() {
            // A folder that is left over harms nobody.
            let _ = std::fs::remove_dir_all(own);
        }
    }

    /// Runs the program on 9 March 2026.
    pub fn run(&self, args: &[&str]) -> Run {
        let mut out = Vec::new();
        let (code, err) = self.run_into(args, &mut out);
        let out = String::from_utf8(out).expect("the output is UTF-8");
        Run { code, out, err }
    }

    /// The same with another standard output; gives the exit code and standard error.
    pub fn run_into(&self, args: &[&str], stdout: &mut dyn Write) -> (u8, String) {
        let mut stderr = Vec::new();
        let args = std::iter::once("strength")
            .chain(args.iter().copied())
            .map(OsString::from);
        let variable = |name: &str| self.variables.get(name).cloned();
        let code = cli::run(
            args,
            &mut Env {
                stdin: &mut self.stdin.as_slice(),
                stdout,
                stderr: &mut stderr,
                folder: self.folder.clone(),
                variable: &variable,
                clock: &|| Date::new(2026, 3, 9).expect("a date"),
                is_terminal: self.is_terminal,
            },
        );
        (code, String::from_utf8(stderr).expect("messages are UTF-8"))
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.remove();
    }
}

/// An output that fails.
pub struct Failing(pub io::ErrorKind);

impl Write for Failing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Git in a folder, away from the settings of whoever runs the tests.
pub fn git_command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).args(args);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "A runner");
        command.env(format!("GIT_{who}_EMAIL"), "runner@example.org");
    }
    command
}
