//! Secrets stay secret: two hundred different values are planted, and no byte that leaklint
//! writes tells one of them, neither as it is nor encoded.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../cli/command.rs"]
#[allow(dead_code, reason = "the tests of the command need more of it")]
mod command;
mod outputs;
mod planted;
mod traces;
