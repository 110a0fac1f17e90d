//! From text to tree: a loop over lines that recovers, and one nom function per production.

pub mod ast;
pub mod cards;
