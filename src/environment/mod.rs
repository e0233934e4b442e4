//! Environment variables: which are meant to be public, what their names say, and where their
//! values are read from.
//!
//! In: names, `.env` files. Out: facts about them. Nothing is searched here.

mod dotenv;
mod hosts;
mod names;
mod prefixes;
mod variable;

#[cfg(feature = "cli")]
pub(crate) use dotenv::{What, Written, lines};
pub(crate) use hosts::identifies;
pub(crate) use names::{Says, is_public, says};
pub use variable::Variable;

/// The prefixes and the terms of names that pruning is tested with.
#[cfg(test)]
pub(crate) const fn prefixes() -> &'static [&'static str] {
    &prefixes::PUBLIC_PREFIXES
}

#[cfg(test)]
pub(crate) const fn secret_terms() -> &'static [&'static str] {
    &names::SECRET
}
