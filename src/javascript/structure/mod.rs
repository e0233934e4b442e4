//! The pre-scan: what a script is made of, without a parser.
//!
//! In: bytes, any bytes. Out: tokens ([`Lexer`]) and how deep a parser would have to go
//! ([`Structure`]), at memory speed, without recursion. It decides whether the parser may run.

mod goal;
mod interest;
mod lexer;
mod markup;
mod measure;
mod prune;
mod space;
mod token;

#[cfg(test)]
mod tests;

pub(crate) use lexer::Lexer;
pub(crate) use prune::Blocks;
pub(crate) use token::{Bracket, Punctuator, TemplatePart, Token, TokenKind, Word};

use std::fmt;

use super::dialect::Dialect;
use crate::{exact::Pieces, span::Span};

/// How deep a parser has to go into a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Structure {
    /// The most brackets that are open at once.
    pub(crate) depth: u32,
    /// The most links of chains that are open at once, those of outer brackets included.
    pub(crate) chain: u32,
    /// The most `else if`s or labels in a row: swc's time for them grows with the square.
    pub(crate) slow_chain: u32,
}

/// How deep a parser may have to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    bytes: usize,
    depth: u32,
    chain: u32,
    slow_chain: u32,
    /// Comments that begin as a page's do.
    comments: u32,
}

/// Which limit a script is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Excess {
    Bytes(usize),
    Depth(u32),
    Chain(u32),
    SlowChain(u32),
    Comments(u32),
    /// A slash of which only the grammar tells what it is.
    Slash,
}

/// A tree of dense code is forty times as large as its file.
const PARSED_BYTES: usize = 24_000_000;

impl Limits {
    /// The limits of the machine that this was compiled for. Natively a stack of any size can be
    /// had, and the time that swc takes for `else if` (it grows with the square) is the limit; in
    /// wasm the engine's own stack is.
    pub(crate) const fn of_target() -> Self {
        if cfg!(target_arch = "wasm32") {
            Self { bytes: PARSED_BYTES, depth: 200, chain: 1_000, slow_chain: 300, comments: 200 }
        } else {
            Self {
                bytes: PARSED_BYTES,
                depth: 1_500,
                chain: 20_000,
                slow_chain: 1_000,
                comments: 500,
            }
        }
    }
}

impl Structure {
    /// Measures a script, and looks for what may be left out of it. `pieces` are those of the values
    /// that are looked for.
    ///
    /// # Errors
    ///
    /// The first of `limits` that it is over.
    pub(crate) fn measure(
        source: &[u8],
        dialect: Dialect,
        limits: Limits,
        pieces: Option<&Pieces>,
    ) -> Result<(Self, Blocks), Excess> {
        if source.len() > limits.bytes {
            return Err(Excess::Bytes(limits.bytes));
        }
        let mut measure = measure::Measure::default();
        let mut prune = prune::Prune::new(source, pieces);
        let mut lexer = Lexer::new(source, dialect);
        let mut before = false;
        while let Some(token) = lexer.next() {
            let after = lexer.is_after_value();
            measure.token(&token, before, after);
            prune.token(&token);
            before = after;
            measure.structure().check(limits)?;
        }
        if lexer.comments() > limits.comments {
            return Err(Excess::Comments(limits.comments));
        }
        if lexer.is_ambiguous() {
            return Err(Excess::Slash);
        }
        Ok((*measure.structure(), prune.finish()))
    }

    #[inline]
    fn check(&self, limits: Limits) -> Result<(), Excess> {
        if self.depth > limits.depth {
            Err(Excess::Depth(limits.depth))
        } else if self.chain > limits.chain {
            Err(Excess::Chain(limits.chain))
        } else if self.slow_chain > limits.slow_chain {
            Err(Excess::SlowChain(limits.slow_chain))
        } else {
            Ok(())
        }
    }

    /// How many bytes of stack a parser, a visitor and a drop need for it at most: three times
    /// what the hungriest kind took when it was measured (`new (`: 3.9 KB a level, `a=>`: 2.7 KB
    /// a link; swc 47, release).
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) const fn stack_size(&self) -> usize {
        const BASE: usize = 256 << 10;
        const PER_LEVEL: usize = 12 << 10;
        const PER_LINK: usize = 8 << 10;
        /// Frames of code that was not optimised are larger.
        const SCALE: usize = if cfg!(debug_assertions) { 6 } else { 1 };
        SCALE * (BASE + self.depth as usize * PER_LEVEL + self.chain as usize * PER_LINK)
    }
}

/// `source` with `spans` blanked out, so that what is left keeps its offsets.
pub(crate) fn without(source: &str, spans: &[Span]) -> String {
    let mut blanked = String::with_capacity(source.len());
    let mut at = 0;
    for span in spans {
        let (start, end) = (span.start as usize, span.end as usize);
        blanked.push_str(&source[at..start]);
        blank(&mut blanked, end - start);
        at = end;
    }
    blanked.push_str(&source[at..]);
    blanked
}

/// `source` without its dull code, when it is within the limits.
#[cfg(all(any(test, fuzzing), feature = "cli"))]
pub(crate) fn without_dull(source: &str, dialect: Dialect) -> Option<String> {
    let limits = Limits::of_target();
    let (_, blocks) = Structure::measure(source.as_bytes(), dialect, limits, None).ok()?;
    Some(without(source, &blocks.dull(&[])))
}

fn blank(text: &mut String, length: usize) {
    const SPACES: &str = match str::from_utf8(&[b' '; 1024]) {
        Ok(spaces) => spaces,
        Err(_) => "",
    };
    for _ in 0..length / SPACES.len() {
        text.push_str(SPACES);
    }
    text.push_str(&SPACES[..length % SPACES.len()]);
}

impl fmt::Display for Excess {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(limit) => write!(formatter, "more than {} MB", limit / 1_000_000),
            Self::Depth(limit) => write!(formatter, "more than {limit} levels of nesting"),
            Self::Chain(limit) => write!(formatter, "a chain of more than {limit} operators"),
            Self::SlowChain(limit) => {
                write!(formatter, "more than {limit} else-ifs or labels in a row")
            }
            Self::Comments(limit) => {
                write!(formatter, "more than {limit} comments that begin as a page's do")
            }
            Self::Slash => write!(formatter, "a slash that may divide or begin an expression"),
        }
    }
}
