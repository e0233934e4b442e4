//! The token grammar: what a key looks like, as data.
//!
//! `build.rs` shares this folder: it parses the catalogue's token texts with `parse` and writes
//! them out as static [`Grammar`]s, and it tries them on the samples that [`sample`] makes.

mod charset;
mod check;
mod decoded;
mod drawn;
#[allow(dead_code, reason = "the build script needs half of it")]
pub(crate) mod jwt;
mod matcher;
mod pairs;
#[allow(dead_code, reason = "the build script's half")]
pub(crate) mod parse;
pub mod sample;
pub(crate) mod symbol;

pub use charset::CharSet;
pub use check::Check;

/// The form of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grammar {
    /// From the first byte to the last.
    pub pieces: &'static [Piece],
    /// The piece where the anchor's text begins.
    pub anchor: usize,
    /// Every text that the fixed part can be; empty when there is none to search for.
    pub anchors: &'static [&'static str],
    /// The least length in bytes.
    pub min: usize,
    /// The greatest length in bytes.
    pub max: usize,
    /// Whether its parts are drawn at random, so that words in their place are no token.
    pub is_drawn: bool,
}

/// One part of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Just this text.
    Literal(&'static str),
    /// Between `min` and `max` bytes of a set.
    Set {
        /// Which bytes.
        set: CharSet,
        /// At least so many.
        min: u16,
        /// At most so many.
        max: u16,
    },
    /// One of several sequences.
    OneOf(&'static [&'static [Piece]]),
    /// A checksum over what comes before it.
    Check(Check),
    /// A JSON Web Token whose payload has these claims.
    Jwt(&'static [Claim]),
    /// Base64 of something that has this form itself.
    Decoded(&'static [Piece]),
}

/// A claim that a JSON Web Token must have: a name, and what its value holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// The claim's name.
    pub name: &'static str,
    /// What the value is, or what its text holds.
    pub value: &'static str,
}

/// A token that was found in some text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its first byte in the text.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// Whether text that could belong to a token stands directly before or after it. Minifiers
    /// fold neighbouring constants into one, so such a token is real, but less surely so.
    pub glued: bool,
    /// Whether its checksum or structure is right; nothing when it has none.
    pub check: Option<bool>,
}

impl Grammar {
    /// The form of what only a name, or something else than a grammar, tells.
    pub const NOTHING: Self =
        Self { pieces: &[], anchor: 0, anchors: &[], min: 0, max: 0, is_drawn: false };

    /// How many bytes of the token are the same in every token of the kind.
    pub fn fixed(&self) -> usize {
        self.anchors.iter().map(|anchor| anchor.len()).min().unwrap_or(0)
    }

    /// Whether all tokens have one length.
    pub fn is_fixed_length(&self) -> bool {
        self.min == self.max
    }
}
