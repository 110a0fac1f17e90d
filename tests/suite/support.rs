//! Helpers for all tests: the same as those of the unit tests.

#[path = "../../src/testing.rs"]
mod testing;

#[allow(unused_imports)]
pub use testing::{check, check_carets, check_carets_in, findings};
