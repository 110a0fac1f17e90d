//! Helpers for all tests: the same as those of the unit tests.

#[path = "../../src/testing.rs"]
mod testing;

pub use testing::{check, check_carets, findings};
