//! The command as people and scripts run it: the real binary, on files made for each test.
#![allow(clippy::unwrap_used, missing_docs)]

mod accepted;
mod bad_input;
mod bounds;
#[path = "../support/clean.rs"]
mod clean;
mod command;
mod config;
mod env;
mod exit_status;
mod extends;
mod formats;
mod hostile;
mod human;
mod init;
mod inside;
mod paths;
mod redaction;
mod rules;
mod twins;
