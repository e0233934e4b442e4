//! Source maps: where a person wrote what a bundler put elsewhere.
//!
//! In: a map's bytes, and findings. Out: their original places ([`trace`]); where a file's map is
//! ([`reference`]). Maps are never read from anywhere here, and never trusted.

mod json;
mod mappings;
mod path;
mod reference;
mod sources;
mod trace;

pub(crate) use reference::{Reference, data, reference, resolve};
pub(crate) use trace::trace;
