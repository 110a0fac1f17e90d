//! `strength init`: a journal to begin with, and what git needs to know about journals.

use super::{Env, Fail, Global, git, write};
use crate::load::disk::{Disk, Files};
use crate::load::roots::USUAL_NAME;
use std::path::{Path, PathBuf};

const STARTER: &str = include_str!("init/journal.strength");
const HOOK: &str = include_str!("init/pre-commit");
/// What the hook runs.
const CHECK: &str = "strength check --staged";
const ATTRIBUTES: &str = "*.strength merge=strength diff=strength";
/// The name of a journal may begin with a dash.
const DRIVERS: [[&str; 2]; 2] = [
    ["merge.strength.driver", "strength merge -- %O %A %B %P"],
    ["diff.strength.command", "strength diff --"],
];

#[derive(clap::Args)]
pub struct Args {
    /// Where the journal is to lie, made if it is not there; without it, this folder
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Add .gitattributes and a pre-commit hook, and print how git is told about the drivers
    #[arg(long)]
    git: bool,
    /// With --git: tell git about the drivers, in this repository
    #[arg(long, requires = "git")]
    configure: bool,
}

pub fn run(args: &Args, global: &Global, env: &mut Env) -> Result<u8, Fail> {
    let named = args.folder.clone().unwrap_or_default();
    let folder = env.folder.join(&named);
    let journal = named.join(USUAL_NAME);
    let path = folder.join(USUAL_NAME);
    let there = path.symlink_metadata().is_ok();
    if there && !args.git {
        return Err(Fail::Usage(format!(
            "{} is there already and stays as it is",
            journal.display()
        )));
    }
    let existing = nearest_folder(&folder);
    let repository = answer(&existing, &["rev-parse", "--show-toplevel"]);
    if args.git && repository.is_none() {
        let message = "there is no git repository here; `git init` makes one";
        return Err(Fail::Usage(message.to_string()));
    }
    let mut said = Vec::new();
    if there {
        env.complain(&format!(
            "{} is there already and stays as it is",
            journal.display()
        ));
    }
    // Where git cannot be served nothing is begun.
    match repository {
        Some(top) if args.git => drivers(args, Path::new(&top), &mut said)?,
        Some(_) if !global.quiet => {
            said.push("`strength init --git` lets git merge, compare and check it".into())
        }
        _ => {}
    }
    if !there {
        let failed = |error: std::io::Error| {
            let reason = match error.kind() {
                std::io::ErrorKind::AlreadyExists | std::io::ErrorKind::NotADirectory => {
                    "what stands there is no folder".into()
                }
                _ => crate::load::reason(&error),
            };
            Fail::Usage(format!("cannot make {}: {reason}", journal.display()))
        };
        write::create_folder(&folder).map_err(failed)?;
        let today = global.today(env);
        let day = format!("{today} {}", today.weekday().short());
        write::create(&path, STARTER.replace("DATE", &day).as_bytes(), 0o644).map_err(failed)?;
        said.insert(0, format!("{}: made", journal.display()));
    }
    if !there {
        said.push(format!(
            "next: write what you did into it, then `strength check {}`",
            journal.display()
        ));
    }
    Ok(env.print(0, |out| {
        said.iter()
            .try_for_each(|line| writeln!(out, "{}", crate::render::sanitize::lines(line)))
    }))
}

/// What git needs: attributes, hook, drivers.
fn drivers(args: &Args, top: &Path, said: &mut Vec<String>) -> Result<(), Fail> {
    let path = top.join(".gitattributes");
    let failed = |path: &Path, error: std::io::Error| {
        Fail::Usage(format!(
            "cannot write {}: {}",
            path.display(),
            crate::load::reason(&error)
        ))
    };
    match Files.bytes(&path) {
        Ok(before) => {
            let text = String::from_utf8_lossy(&before).into_owned();
            let mut after = before.clone();
            if !text.lines().any(|line| line.trim() == ATTRIBUTES) {
                if !text.is_empty() && !text.ends_with('\n') {
                    after.push(b'\n');
                }
                after.extend_from_slice(format!("{ATTRIBUTES}\n").as_bytes());
                write::replace(&path, ".gitattributes", &before, &after)
                    .map_err(|error| Fail::Usage(error.to_string()))?;
                said.push(".gitattributes: journals are merged and compared by strength".into());
            }
        }
        Err(_) => {
            write::create(&path, format!("{ATTRIBUTES}\n").as_bytes(), 0o644)
                .map_err(|e| failed(&path, e))?;
            said.push(".gitattributes: made".into());
        }
    }
    let hooks =
        answer(top, &["rev-parse", "--git-path", "hooks"]).unwrap_or_else(|| ".git/hooks".into());
    let hooks = top.join(hooks);
    let hook = hooks.join("pre-commit");
    let shown = hook.strip_prefix(top).unwrap_or(&hook).display();
    if !hook.exists() {
        write::create_folder(&hooks).map_err(|e| failed(&hook, e))?;
        write::create(&hook, HOOK.as_bytes(), 0o755).map_err(|e| failed(&hook, e))?;
        said.push(format!(
            "{shown}: made; no journal with errors is committed"
        ));
    } else if Files
        .read(&hook)
        .is_ok_and(|bytes| !String::from_utf8_lossy(&bytes).contains(CHECK))
    {
        let lines = HOOK.lines().skip(1).collect::<Vec<_>>().join("\n");
        said.push(format!("{shown} is there already; add to it:\n{lines}"));
    }
    for [key, value] in DRIVERS {
        if !args.configure {
            said.push(format!("git config {key} '{value}'"));
        } else if answer(top, &["config", "--local", key, value]).is_none() {
            return Err(Fail::Usage(format!("git could not set {key}")));
        }
    }
    said.push(match args.configure {
        true => "git is told about the drivers in this repository".into(),
        false => {
            "the two lines above tell git about the drivers, once a clone; `--configure` does it"
                .into()
        }
    });
    Ok(())
}

/// The folder, or the first above it that is there.
fn nearest_folder(folder: &Path) -> PathBuf {
    let there = folder.ancestors().find(|folder| folder.is_dir());
    there.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// What git answers, if it does.
fn answer(folder: &Path, args: &[&str]) -> Option<String> {
    let output = git::run(folder, false, args).ok()?;
    let text = String::from_utf8_lossy(&output);
    Some(text.trim_end_matches('\n').to_string())
}
