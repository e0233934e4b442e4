//! Source maps: findings are told where a person wrote them, sources are linted themselves, and
//! no map does harm.
#![allow(clippy::unwrap_used, missing_docs)]

mod command;
mod made;
mod places;
mod published;
mod untrusted;
