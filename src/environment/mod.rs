//! Environment variables: which are meant to be public, what their names say, and where their
//! values are read from.
//!
//! In: names, `.env` files. Out: facts about them. Nothing is searched here.

mod dotenv;
mod hosts;
mod names;
mod variable;

#[cfg(feature = "cli")]
pub(crate) use dotenv::{What, Written, lines};
pub(crate) use hosts::identifies;
pub(crate) use names::{Says, is_public, says};
pub use variable::Variable;
