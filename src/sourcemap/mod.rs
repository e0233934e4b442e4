//! Source maps: where a person wrote what a bundler put elsewhere.
//!
//! In: a map's bytes. Out: its sources as parts ([`read`]), the original places of findings
//! ([`trace`]), and where a file's map is ([`candidates`]). Maps are never read from anywhere here, and never trusted.

mod comments;
mod json;
mod mappings;
mod path;
mod read;
mod reference;
mod sources;
mod trace;

pub(crate) use comments::allowed;
pub(crate) use path::is_package;
pub(crate) use read::{inline, read};
pub(crate) use reference::candidates;
#[cfg(feature = "site")]
pub(crate) use reference::named;
pub(crate) use trace::trace;
