//! Keys in everything of a build that is no plain script: pages, payloads, settings, modules,
//! archives; and files of these kinds that lie.
#![allow(clippy::unwrap_used, missing_docs)]

mod archives;
mod binary;
mod components;
mod html;
mod json;
mod made;
mod payloads;
mod settings;
