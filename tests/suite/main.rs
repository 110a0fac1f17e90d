//! The one test binary.

mod generate;
mod oracle;
