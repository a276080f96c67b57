//! What the tests share: rows of `tests/rows`, articles of the corpora and what must hold for every text.
#![allow(dead_code)] // Each test program uses its part.

pub(crate) mod corpus;
pub(crate) mod invariants;
pub(crate) mod rows;
