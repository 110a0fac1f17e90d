//! `strength`: a ledger for the body. The pipeline, in reading order.

pub mod date;
pub mod text;
pub mod nearest;
pub mod finding;
pub mod syntax;
pub mod model;
pub mod analysis;

#[cfg(test)]
extern crate self as strength;
#[cfg(test)]
mod testing;
