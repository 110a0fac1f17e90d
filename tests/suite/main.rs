//! The one test binary.

mod generate;
mod render;
mod meaning;
mod oracle;
mod spec;
mod program;
mod cli;
mod load;
mod json;
mod catalogue;
