//! The one test binary.

mod generate;
mod render;
mod meaning;
mod oracle;
mod spec;
mod architecture;
mod docs;
mod picture;
