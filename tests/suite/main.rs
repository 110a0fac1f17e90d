//! The one test binary.

mod generate;
