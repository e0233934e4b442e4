//! What a key looks like: the catalogue, and finding its tokens in candidates.

pub mod grammar;
pub mod key;
