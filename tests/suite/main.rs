//! The one test binary.

mod generate;
mod render;
mod meaning;
mod spec;
mod architecture;
mod docs;
mod picture;
