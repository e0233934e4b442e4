//! Secrets stay secret: two hundred different values are planted, and no byte that leaklint
//! writes tells one of them, neither as it is nor encoded.
#![allow(
    clippy::unwrap_used,
    clippy::format_collect,
    clippy::type_complexity,
    missing_docs,
    reason = "values are written in many ways, each in a line"
)]

#[path = "../support/clean.rs"]
mod clean;
#[path = "../cli/command.rs"]
#[allow(dead_code, reason = "the tests of the command need more of it")]
mod command;
mod handling;
mod outputs;
mod planted;
mod traces;
