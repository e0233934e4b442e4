//! The documentation: its examples are run, its settings are read, its links lead somewhere.
#![allow(clippy::unwrap_used, missing_docs)]

mod blocks;
#[path = "../support/clean.rs"]
mod clean;
mod console;
mod figures;
mod links;
mod projects;
mod settings;
