//! The one test binary.

mod generate;
mod architecture;
mod meaning;
mod spec;
