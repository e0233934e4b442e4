//! What the documentation promises: limits and what is said at each of them, and what leaklint is
//! made of.
#![allow(clippy::unwrap_used, missing_docs)]

mod limits;
mod supply;
