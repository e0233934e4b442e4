//! Deployed sites, from their addresses: what is found, what is kept, and servers that lie.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../support/clean.rs"]
mod clean;
mod command;
mod hostile;
mod owners;
mod saved;
mod server;
mod site;
mod tls;
