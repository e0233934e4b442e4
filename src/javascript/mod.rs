//! JavaScript in, candidates out.

pub(crate) mod structure;
