//! The one test binary.
#![allow(
    clippy::disallowed_methods,
    reason = "tests make and read the files and folders that they are about"
)]

mod generate;
mod render;
mod meaning;
mod oracle;
mod properties;
mod simulation;
mod replay;
mod spec;
mod architecture;
mod docs;
mod picture;
mod support;
mod recall;
mod lowering;
mod training;
mod program;
mod cli;
mod load;
mod merge;
mod changed;
mod json;
mod diff;
mod shell;
mod formats;
mod catalogue;
mod format;
mod writing;
mod linear;
mod log;
mod fixes;
mod rename;
mod init;
mod transcript;
