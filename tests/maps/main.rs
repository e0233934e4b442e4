//! Source maps: findings are told where a person wrote them, sources are linted themselves, and
//! no map does harm.
#![allow(clippy::unwrap_used, clippy::format_collect, missing_docs)]

#[path = "../support/clean.rs"]
mod clean;
mod command;
mod made;
mod places;
mod published;
mod untrusted;
