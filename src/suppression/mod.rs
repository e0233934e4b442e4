//! Comments that allow a finding: `// leaklint-allow stripe/secret-key: why it may stay`.
//!
//! In: a text and the findings in it. Out: which of them a comment beside them allows, and what is
//! wrong with the comments. Text without the marker costs one search for it.

mod apply;
mod comment;

pub(crate) use apply::{Allowed, apply, place};
pub(crate) use comment::{Comment, Spot, comments, has_marker};
