//! What would change in a file, as a unified diff.

use super::sanitize;
use super::style::Styles;
use owo_colors::OwoColorize;
use similar::algorithms::{Capture, Compact, Replace, myers};
use similar::udiff::UnifiedHunkHeader;
use similar::{ChangeTag, DiffOp};
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
    let before: Vec<&str> = changed.before.split_inclusive('\n').collect();
    let after: Vec<&str> = changed.after.split_inclusive('\n').collect();
    for hunk in hunks(&before, &after) {
        let header = UnifiedHunkHeader::new(&hunk).to_string();
        writeln!(out, "{}", header.style(styles.dim))?;
        let slices = hunk.iter().flat_map(|op| op.iter_slices(&before, &after));
        for (tag, line) in slices.flat_map(|(tag, lines)| lines.iter().map(move |line| (tag, line)))
        {
            let written = line.strip_suffix('\n').unwrap_or(line);
            let text = shown(written);
            match tag {
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

/// What changed, with three lines around it. Of the algorithms of the library this names the one
/// that is used: its front door brings all of them, 300 KiB, into the program.
fn hunks(before: &[&str], after: &[&str]) -> Vec<Vec<DiffOp>> {
    let mut ops = Compact::new(Replace::new(Capture::new()), before, after);
    let (all_before, all_after) = (0..before.len(), 0..after.len());
    let Ok(()) = myers::diff(&mut ops, before, all_before, after, all_after);
    ops.into_inner().into_inner().into_grouped_ops(3)
}
