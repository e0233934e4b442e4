//! Reports made by hand, joined and written in every format. No value is in them: what renderers
//! show is redacted before they see it.
#![allow(clippy::unwrap_used, missing_docs)]

mod github;
mod html;
mod human;
mod join;
mod made;
mod sarif;
