//! What would change in a file, as a unified diff.

use super::sanitize;
use super::style::Styles;
use owo_colors::OwoColorize;
use similar::{ChangeTag, TextDiff};
use std::borrow::Cow;
use std::io::{self, Write};

/// One file before and after.
pub struct Changed<'a> {
    /// As the user would write it.
    pub name: &'a str,
    /// What is there.
    pub before: &'a str,
    /// What would be there.
    pub after: &'a str,
}

/// Writes the diff with three lines of context. For a terminal it is made harmless; for `patch` and
/// other programs it is byte for byte what is in the file.
pub fn write(
    out: &mut dyn Write,
    changed: &Changed,
    styles: &Styles,
    terminal: bool,
) -> io::Result<()> {
    let shown = |text: &str| -> String {
        match terminal {
            true => sanitize::line(text).into_owned(),
            false => text.to_string(),
        }
    };
    let name = match terminal {
        true => sanitize::line(changed.name),
        false => Cow::Borrowed(changed.name),
    };
    writeln!(out, "{}", format!("--- {name}").style(styles.strong))?;
    writeln!(out, "{}", format!("+++ {name}").style(styles.strong))?;
    let diff = TextDiff::from_lines(changed.before, changed.after);
    for hunk in diff.unified_diff().iter_hunks() {
        writeln!(out, "{}", hunk.header().to_string().style(styles.dim))?;
        for change in hunk.iter_changes() {
            let line = change.value();
            let written = line.strip_suffix('\n').unwrap_or(line);
            let text = shown(written);
            match change.tag() {
                ChangeTag::Equal => writeln!(out, " {text}")?,
                ChangeTag::Delete => writeln!(out, "{}", format!("-{text}").style(styles.removed))?,
                ChangeTag::Insert => writeln!(out, "{}", format!("+{text}").style(styles.added))?,
            }
            if !line.ends_with('\n') {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}
