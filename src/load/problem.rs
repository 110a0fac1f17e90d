//! What can be wrong with an `include` line, and what is said of it.

use super::glob::MOST_LOOKS;
use super::reason;
use crate::finding::Finding;
use crate::text::Place;
use std::io;

/// What is wrong with an `include` line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// Nothing is found, or what is found cannot be read for this reason.
    Missing(Option<String>),
    /// A folder is named.
    Folder,
    /// So much was looked at that the search was given up.
    TooMany,
    /// It is no pattern, for this reason.
    Pattern(&'static str),
    /// It leaves the folder of the root journal.
    Outside,
    /// It leads back; `true` if the file names itself.
    Cycle(bool),
}

impl Problem {
    /// Why a file could not be read.
    pub fn unread(error: &io::Error) -> Problem {
        match error.kind() {
            io::ErrorKind::NotFound => Problem::Missing(None),
            io::ErrorKind::IsADirectory => Problem::Folder,
            _ => Problem::Missing(Some(reason(error))),
        }
    }

    /// What is said of it at `at`; `name` is what was looked for.
    pub fn finding(&self, at: Place, name: &str) -> Finding {
        match self {
            Problem::Missing(None) => {
                Finding::error("include-missing", at, format!("`{name}` finds no file"))
                    .label("no such file")
                    .help(
                        "write the path from the folder of this file, \
                         such as `include years/2025.strength` or `include years/*.strength`",
                    )
            }
            Problem::Missing(Some(reason)) => Finding::error(
                "include-missing",
                at,
                format!("`{name}` cannot be read: {reason}"),
            )
            .help("name a file that can be read, or delete the line"),
            Problem::Folder => Finding::error(
                "include-missing",
                at,
                format!("`{name}` is a folder, not a file"),
            )
            .help(format!(
                "write `include {}/*.strength` for the journals in it",
                name.trim_end_matches('/')
            )),
            Problem::TooMany => Finding::error(
                "include-missing",
                at,
                format!(
                    "the search for `{name}` was given up after {},000 files and folders",
                    MOST_LOOKS / 1_000
                ),
            )
            .label("nothing of it was read")
            .help(
                "name the folder of the journals before the first `*`, \
                 such as `include years/*.strength`, so that nothing else is searched",
            ),
            Problem::Pattern(reason) => Finding::error(
                "include-missing",
                at,
                format!("`{name}` is no pattern that can be searched for: {reason}"),
            )
            .help("`*` stands for any part of a name, `**` for any folders between"),
            Problem::Outside => Finding::error(
                "include-outside",
                at,
                format!("`{name}` does not lie in or below the folder of the journal"),
            )
            .label("outside, links followed")
            .help("move the file into the folder of the journal, or the journal further up"),
            Problem::Cycle(itself) => Finding::error(
                "include-cycle",
                at,
                match itself {
                    true => "this file includes itself".to_string(),
                    false => format!("`{name}` includes this file, so they include each other"),
                },
            )
            .help("delete one of the `include` lines that close the circle"),
        }
    }
}
