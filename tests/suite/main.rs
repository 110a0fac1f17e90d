//! The one test binary.

mod generate;
mod meaning;
mod oracle;
mod spec;
