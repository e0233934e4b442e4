//! Which brackets hold nothing that could become a finding, so that no parser need see it.
//!
//! Most of a bundle is code without a string that could be a key or a piece of one. What is in a
//! bracket is dull when no fixed part of a token and no mark (`rules/marks.rs`) is in it, and no
//! token that may be a secret or a piece of one (`interest`). Blanked out, what is left has the
//! same strings of interest under the same names, at the same offsets.
//!
//! The tokens are looked at while the bytes are still searched, side by side: what the search finds
//! is only asked at the end ([`Blocks::dull`]).

use super::{
    interest::Interest,
    token::{Bracket, Punctuator, TemplatePart, Token, TokenKind, Word},
};
use crate::{exact::Pieces, span::Span};

/// Shorter ones are worth no blanking.
const SHORTEST: u32 = 40;

/// Shorter functions may be the helpers that put values together.
const SHORTEST_FUNCTION: u32 = 100;

/// In shorter ones, a single piece of a value is reason enough to look.
const SHORT: u32 = 300;

/// What is in brackets without a token of interest: in the order in which they end, the inner ones
/// before the outer.
#[derive(Debug, Default)]
pub(crate) struct Blocks(Vec<Span>);

impl Blocks {
    /// Those without any of `places`, the offsets of marks and of values that are looked for: both
    /// in ascending order, none of the blocks inside another.
    pub(crate) fn dull(&self, places: &[u32]) -> Vec<Span> {
        let mut dull: Vec<Span> = Vec::new();
        let mut places = places.iter().rev().peekable();
        for block in self.0.iter().rev() {
            if dull.last().is_some_and(|outer| outer.start <= block.start) {
                continue;
            }
            while places.next_if(|&&place| place >= block.end).is_some() {}
            if places.peek().is_none_or(|&&place| place < block.start) {
                dull.push(*block);
            }
        }
        dull.reverse();
        dull
    }
}

/// Looks for blocks without interest while the tokens go by.
#[derive(Debug)]
pub(super) struct Prune<'a> {
    source: &'a [u8],
    /// Pieces of values that are looked for.
    pieces: Option<&'a Pieces>,
    /// Brackets that are open and may be emptied.
    open: Vec<Block>,
    interest: Interest,
    /// The token before.
    before: Option<Token>,
    depth: u32,
    blocks: Vec<Span>,
}

#[derive(Debug, Clone, Copy)]
struct Block {
    start: u32,
    depth: u32,
    /// The least bytes that are worth it.
    shortest: u32,
}

impl<'a> Prune<'a> {
    pub(super) fn new(source: &'a [u8], pieces: Option<&'a Pieces>) -> Self {
        Self {
            source,
            pieces,
            open: Vec::new(),
            interest: Interest::default(),
            before: None,
            depth: 0,
            blocks: Vec::new(),
        }
    }

    /// Takes note of a token.
    #[inline]
    pub(super) fn token(&mut self, token: &Token) {
        let before = self.before.replace(*token);
        match token.kind {
            TokenKind::Punctuator(Punctuator::Open(bracket)) => {
                self.depth += 1;
                if self.may_be_emptied(bracket, before) {
                    let shortest = shortest(bracket, before);
                    self.open.push(Block { start: token.span.end, depth: self.depth, shortest });
                }
            }
            TokenKind::Punctuator(Punctuator::Close(_)) => self.close(token.span.start),
            TokenKind::String { .. } | TokenKind::Template(_) | TokenKind::Text => {
                self.interest.text(token.span, self.source);
                if self.is_piece(token) {
                    self.interest.note(token.span);
                }
            }
            TokenKind::Number => self.interest.number(token.span, self.source),
            TokenKind::Word(_) => self.interest.word(token.span, self.source),
            TokenKind::Regex => self.interest.code(token.span, self.source),
            TokenKind::Punctuator(_) => {}
        }
        match token.kind {
            TokenKind::Template(TemplatePart::Head) => self.depth += 1,
            TokenKind::Template(TemplatePart::Tail) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    pub(super) fn finish(self) -> Blocks {
        Blocks(self.blocks)
    }

    /// Whether a script stays one when what is in a bracket is left out: a block, an object, a
    /// class, a list, what a function takes or is called with.
    fn may_be_emptied(&self, bracket: Bracket, before: Option<Token>) -> bool {
        let Some(before) = before else { return bracket == Bracket::Curly };
        match bracket {
            Bracket::Curly => true,
            Bracket::Square => match before.kind {
                TokenKind::Punctuator(Punctuator::Close(_) | Punctuator::Dot) => false,
                TokenKind::Punctuator(_) | TokenKind::Word(Word::Operator) => true,
                _ => false,
            },
            Bracket::Round => {
                before.kind == TokenKind::Word(Word::Name)
                    && before.span.of(self.source) != b"import"
            }
        }
    }

    /// Whether what stands between a literal's quotes is a piece of a value.
    fn is_piece(&self, token: &Token) -> bool {
        let Some(pieces) = self.pieces else { return false };
        let text = token.span.of(self.source);
        let is_edge = |byte: &u8| b"\"'`{}$".contains(byte);
        let start = usize::from(text.first().is_some_and(is_edge));
        let edges = text.iter().rev().take(2).take_while(|byte| is_edge(byte)).count();
        text.get(start..text.len() - edges).is_some_and(|text| pieces.has(text))
    }

    fn close(&mut self, end: u32) {
        if let Some(block) = self.open.last().copied().filter(|block| block.depth == self.depth) {
            self.open.pop();
            if end - block.start >= block.shortest && !self.is_of_interest(block.start, end) {
                self.blocks.push(Span::new(block.start, end));
            }
        }
        self.depth = self.depth.saturating_sub(1);
    }

    const fn is_of_interest(&self, start: u32, end: u32) -> bool {
        self.interest.is_behind(start)
            || (end - start < SHORT && self.interest.has_piece_behind(start))
    }
}

/// The least bytes of a bracket behind `before` that are worth blanking.
fn shortest(bracket: Bracket, before: Option<Token>) -> u32 {
    let is_body = before.is_some_and(|token| {
        matches!(token.kind, TokenKind::Punctuator(Punctuator::Close(_) | Punctuator::Arrow))
    });
    match bracket {
        Bracket::Round => SHORTEST_FUNCTION,
        Bracket::Curly if is_body => SHORTEST_FUNCTION,
        // A name of a member that is computed must not be empty, and is short.
        Bracket::Square => SHORT,
        Bracket::Curly => SHORTEST,
    }
}
