//! The checklist, on real folders with real git repositories.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../support/clean.rs"]
mod clean;
#[path = "../cli/command.rs"]
#[allow(dead_code, reason = "shared with the tests of the command")]
mod command;

mod answers;
mod bad_input;
mod history;
mod items;
mod ledger;
mod rotate;
