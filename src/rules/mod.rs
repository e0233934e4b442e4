//! What a key looks like: the catalogue, and finding its tokens in candidates.
//!
//! In: candidates. Out: matches, each a key and a range of bytes. Whether a match is worth a
//! person's time is not decided here.

mod anchors;
pub(crate) mod comments;
mod context;
pub(crate) mod disclosure;
mod encoded;
pub(crate) mod environment;
mod explain;
mod generic;
pub mod grammar;
mod hits;
pub mod key;
pub mod listing;
pub(crate) mod marks;
#[cfg(test)]
mod pruned;
pub(crate) mod server_only;
mod set;
mod settle;
mod subjects;
mod surroundings;
pub mod user;
pub(crate) mod words;

pub(crate) use disclosure::{Disclosure, SOURCE_MAP};
pub(crate) use environment::{ENV_VALUE, PUBLIC_SECRET, UNINLINED, WHOLE_ENVIRONMENT};
pub(crate) use generic::{
    Likelihood, is_generic, is_random, letter, may_be_random, password_of_pair, plain,
};
pub(crate) use grammar::jwt;
pub(crate) use hits::Hits;
pub use key::{Key, keys};
pub(crate) use marks::Mark;
pub(crate) use set::RuleSet;
pub(crate) use surroundings::describe;
pub use user::{RuleText, UserRule, UserRules};

use std::sync::Arc;

use crate::{candidate::Step, exact::Known, finding::Context, span::Span};

/// A key that a candidate's value has the form of, or the name.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    pub(crate) key: &'static Key,
    /// The token, decoded.
    pub(crate) value: Vec<u8>,
    /// Where it stands. Of a value that does not stand verbatim: where all of its pieces are.
    pub(crate) span: Span,
    /// Whether the bytes of `span` are the value.
    pub(crate) verbatim: bool,
    /// How the value was put together.
    pub(crate) derivation: Vec<Step>,
    /// Where its pieces are.
    pub(crate) pieces: Vec<Span>,
    pub(crate) evidence: Evidence,
    pub(crate) context: Context,
    /// The variable with this value, when values of variables are looked for.
    pub(crate) known: Option<Arc<Known>>,
}

/// Why a match is one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// The token has a fixed part that no other text has.
    pub(crate) form: bool,
    /// A name, header, host or call beside the value is the provider's.
    pub(crate) context: bool,
    /// Text of the token's own characters stands directly before or after it.
    pub(crate) glued: bool,
    /// Whether its checksum or structure is right; nothing when it has none.
    pub(crate) check: Option<bool>,
    /// How likely it is what its name says, of a value that only a generic rule knows.
    pub(crate) likelihood: Option<Likelihood>,
}
