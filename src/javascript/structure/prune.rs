//! Which blocks hold nothing that could become a finding, so that no parser need see them.
//!
//! Most of a bundle is code without a string that could be a key or a piece of one. A block is
//! dull when no fixed part of a token and no mark (`rules/marks.rs`) is in it, no string that
//! looks like a piece of a secret, and no row of numbers that could spell one. Blanked out, what
//! is left has the same strings of interest under the same names, at the same offsets.

use super::token::{Bracket, Punctuator, TemplatePart, Token, TokenKind};
use crate::span::Span;

/// Shorter blocks are worth no blanking, and may be the helpers that put values together.
const SHORTEST: u32 = 300;

/// Longer strings are data.
const LONG: usize = 200;

/// Longer words with a digit are no names.
const LONG_WORD: u32 = 16;

/// Shorter strings are no value by themselves; two bytes are the quotes.
const SHORT: usize = 12;

/// So many short strings with digits may be the letters of one value.
const LETTERS: u32 = 4;

/// So many numbers in a row may be the bytes of a value.
const NUMBERS: u32 = 12;

/// Looks for dull blocks while the tokens go by.
#[derive(Debug)]
pub(super) struct Prune<'a> {
    source: &'a [u8],
    /// Offsets of marks, in ascending order.
    marks: &'a [u32],
    /// How many of them have gone by.
    passed: usize,
    /// Blocks of functions and control statements that are open.
    open: Vec<Block>,
    /// The last place of interest, plus one.
    interest: u32,
    letters: (u32, u32),
    numbers: (u32, u32),
    /// Whether the last token may have a block behind it.
    before_block: bool,
    depth: u32,
    dull: Vec<Span>,
}

#[derive(Debug, Clone, Copy)]
struct Block {
    start: u32,
    depth: u32,
}

impl<'a> Prune<'a> {
    pub(super) fn new(source: &'a [u8], marks: &'a [u32]) -> Self {
        Self {
            source,
            marks,
            passed: 0,
            open: Vec::new(),
            interest: 0,
            letters: (0, 0),
            numbers: (0, 0),
            before_block: false,
            depth: 0,
            dull: Vec::new(),
        }
    }

    /// Takes note of a token.
    #[inline]
    pub(super) fn token(&mut self, token: &Token) {
        let before_block = std::mem::take(&mut self.before_block);
        match token.kind {
            TokenKind::Punctuator(Punctuator::Open(bracket)) => {
                self.depth += 1;
                if before_block && bracket == Bracket::Curly {
                    self.open.push(Block { start: token.span.end, depth: self.depth });
                }
            }
            TokenKind::Punctuator(Punctuator::Close(bracket)) => {
                self.close(token.span.start);
                self.before_block = bracket == Bracket::Round;
            }
            TokenKind::Punctuator(Punctuator::Arrow) => self.before_block = true,
            TokenKind::String { .. } | TokenKind::Template(_) | TokenKind::Regex => {
                self.text(token.span);
            }
            TokenKind::Number => {
                self.number(token.span);
                self.word(token.span);
            }
            TokenKind::Word(_) => self.word(token.span),
            TokenKind::Punctuator(_) => {}
        }
        match token.kind {
            TokenKind::Template(TemplatePart::Head) => self.depth += 1,
            TokenKind::Template(TemplatePart::Tail) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    /// The dull blocks, in ascending order, none inside another.
    pub(super) fn finish(self) -> Vec<Span> {
        self.dull
    }

    fn close(&mut self, end: u32) {
        if let Some(block) = self.open.last().copied().filter(|block| block.depth == self.depth) {
            self.open.pop();
            if end - block.start >= SHORTEST && !self.is_of_interest(block.start, end) {
                while self.dull.last().is_some_and(|inner| inner.start >= block.start) {
                    self.dull.pop();
                }
                self.dull.push(Span::new(block.start, end));
            }
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn is_of_interest(&mut self, start: u32, end: u32) -> bool {
        let coming = self.marks[self.passed..].iter();
        self.passed += coming.take_while(|&&mark| mark < end).count();
        let mark = self.passed.checked_sub(1).map(|last| self.marks[last]);
        self.interest > start || mark.is_some_and(|mark| mark >= start)
    }

    fn text(&mut self, span: Span) {
        match looks(span.of(self.source)) {
            Look::Dull => {}
            Look::Letters => {
                // They count as long as they are close together.
                let (count, last) = self.letters;
                let count = if span.start - last < SHORTEST { count + 1 } else { 1 };
                self.letters = (count, span.end);
                if count >= LETTERS {
                    self.interest = span.start + 1;
                }
            }
            Look::Interesting => self.interest = span.start + 1,
        }
    }

    /// A stray quote in a text between JSX tags, or in what is broken, makes strings of code and
    /// code of strings: a key may look like a word.
    fn word(&mut self, span: Span) {
        let is_long = span.len() >= LONG_WORD;
        if is_long && span.of(self.source).iter().any(u8::is_ascii_digit) {
            self.interest = span.start + 1;
        }
    }

    fn number(&mut self, span: Span) {
        let (count, last) = self.numbers;
        // A comma, and perhaps a minus or a line's end.
        let count = if span.start - last <= 3 { count + 1 } else { 1 };
        self.numbers = (count, span.end);
        if count >= NUMBERS {
            self.interest = span.start + 1;
        }
    }
}

/// What a string may be a piece of.
enum Look {
    Dull,
    /// A short one with digits.
    Letters,
    Interesting,
}

fn looks(token: &[u8]) -> Look {
    if token.len() >= LONG {
        return Look::Interesting;
    }
    let (mut digits, mut spaces, mut capitals) = (0, 0, 0);
    for &byte in token {
        digits += usize::from(byte.is_ascii_digit());
        spaces += usize::from(byte == b' ');
        capitals += usize::from(byte.is_ascii_uppercase());
    }
    if spaces > 1 || token.len() < SHORT {
        return if digits > 0 && spaces == 0 { Look::Letters } else { Look::Dull };
    }
    // Names have a capital for each word; `UPPER_CASE` has no other letters.
    let is_mixed = capitals * 4 >= token.len() - 2 && capitals * 4 <= token.len() * 3;
    if digits > 0 || is_mixed { Look::Interesting } else { Look::Dull }
}
