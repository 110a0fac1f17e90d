//! `strength check --fix`: makes the fixes and writes the files, or shows what would change.

use super::journals::Root;
use super::{Env, Fail, Global, write};
use crate::date::Date;
use crate::fix::{Fixed, Wish, fix};
use crate::load;
use crate::load::disk::Files;
use crate::render::diff::{self, Changed};
use std::collections::HashSet;

/// How it is to be done.
pub struct Fixing<'a> {
    /// Write nothing, and show what would change.
    pub diff: bool,
    /// Suggested fixes too.
    pub suggested: bool,
    /// As in `check`.
    pub strict: bool,
    /// The day of the check.
    pub today: Date,
    /// The rules whose findings are to be fixed.
    pub rule: &'a (dyn Fn(&str) -> bool + Sync),
}

impl Fixing<'_> {
    /// One journal after the other, since two may include the same file; how many files could not
    /// be written, and how many errors there were before.
    pub fn all(
        &self,
        roots: &[Root],
        global: &Global,
        env: &mut Env,
    ) -> Result<(usize, usize), Fail> {
        let (mut failures, mut errors) = (0, 0);
        let mut shown = HashSet::new();
        for root in roots {
            let Root::File(file, _) = root else {
                let message = "`--fix` writes files; standard input is none";
                return Err(Fail::Usage(message.to_string()));
            };
            let folder = env.folder.clone();
            let fixed = fix(&Wish {
                disk: &Files,
                folder: &folder,
                file,
                today: self.today,
                strict: self.strict,
                suggested: self.suggested,
                rule: self.rule,
            });
            let mut fixed = match fixed {
                Ok(fixed) => fixed,
                Err(error) => {
                    // Otherwise the check that follows says it.
                    if self.diff {
                        failures += 1;
                        env.complain(&error.to_string());
                    }
                    continue;
                }
            };
            errors += fixed.errors;
            fixed
                .files
                .retain(|file| !self.diff || shown.insert(file.path.clone()));
            let failed = match self.diff {
                true => show(&fixed, global, env),
                false => written(&fixed, env),
            };
            failures += failed;
            if !global.quiet {
                self.tell(&fixed, failed == 0, env);
            }
        }
        Ok((failures, errors))
    }

    /// On standard error, which is no part of the answer.
    fn tell(&self, fixed: &Fixed, written: bool, env: &mut Env) {
        let made = match fixed.made {
            1 => "1 fix".to_string(),
            made => format!("{made} fixes"),
        };
        let files: Vec<&str> = fixed.files.iter().map(|file| file.name.as_str()).collect();
        if fixed.made > 0 && written {
            let done = if self.diff { "would be made" } else { "made" };
            env.complain(&format!("{made} {done} in {}", files.join(", ")));
        }
        for left in &fixed.left_out {
            env.complain(&format!(
                "{}: left out `{}` for [{}] in `{}`: it would lead to another error",
                left.name,
                left.title,
                left.rule,
                left.line.trim()
            ));
        }
        if fixed.undecided > 0 {
            let (findings, them) = match fixed.undecided {
                1 => ("1 finding has".to_string(), "it"),
                many => (format!("{many} findings have"), "them"),
            };
            env.complain(&format!(
                "{findings} several possible fixes, and none was chosen; \
                 `strength check` shows {them}"
            ));
        }
    }
}

/// Writes the files; how many could not be written.
fn written(fixed: &Fixed, env: &mut Env) -> usize {
    let mut failures = 0;
    for file in &fixed.files {
        if let Err(error) = write::replace(&file.path, &file.name, &file.before, &file.after) {
            failures += 1;
            env.complain(&error.to_string());
        }
    }
    failures
}

/// Shows what would change; 1 if that could not be printed.
fn show(fixed: &Fixed, global: &Global, env: &mut Env) -> usize {
    let (styles, terminal) = (env.styles(global), env.is_terminal);
    let code = env.print(0, |out| {
        for file in &fixed.files {
            let text = |bytes: &[u8]| load::source("", None, bytes.to_vec()).text;
            let changed = Changed {
                name: &file.name,
                before: &text(&file.before),
                after: &text(&file.after),
            };
            diff::write(out, &changed, &styles, terminal)?;
        }
        Ok(())
    });
    usize::from(code > 0)
}
