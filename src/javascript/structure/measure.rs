//! How deep a parser would have to go.
//!
//! A parser that recurses does so for brackets, and without any bracket along chains: operators,
//! members, calls, arrows, `else if`. Both are counted from the tokens, rather too much than too
//! little.

use super::{
    Structure,
    token::{Bracket, Punctuator, TemplatePart, Token, TokenKind, Word},
};

/// Counts while the tokens go by.
#[derive(Debug, Default)]
pub(super) struct Measure {
    most: Structure,
    /// Of the innermost bracket.
    here: Level,
    outer: Vec<Level>,
    /// Links of all outer brackets.
    outer_links: u32,
    /// Whether the last two tokens were a colon and a word, as in a row of labels.
    in_labels: [bool; 2],
}

/// The chains inside one bracket.
#[derive(Debug, Clone, Copy, Default)]
struct Level {
    /// Links of the expression at hand.
    expression: u32,
    /// Links of the statement at hand: `if (a) if (b) …`.
    statement: u32,
    /// Its `else`s and labels.
    slow: u32,
    /// Whether the statement has ended, unless an `else` goes on with it.
    ended: bool,
}

impl Measure {
    /// Takes note of a token; `before` and `after` are whether the one before it ended a value,
    /// and whether it does.
    #[inline]
    pub(super) fn token(&mut self, token: &Token, before: bool, after: bool) {
        self.begin(token, before);
        match token.kind {
            TokenKind::Word(word) => self.word(word),
            TokenKind::Punctuator(Punctuator::Open(_) | Punctuator::OpenTag)
            | TokenKind::Template(TemplatePart::Head) => {
                self.link();
                self.open();
            }
            TokenKind::Punctuator(Punctuator::Close(bracket)) => {
                self.leave();
                // A block's end is a statement's end.
                self.here.ended = bracket == Bracket::Curly && !after;
            }
            TokenKind::Punctuator(Punctuator::Comma) => self.here.expression = 0,
            TokenKind::Punctuator(Punctuator::Semicolon) => {
                self.here.expression = 0;
                self.here.ended = true;
            }
            TokenKind::Punctuator(Punctuator::Colon) if self.in_labels[1] => {
                self.slow();
                self.link();
            }
            TokenKind::Template(TemplatePart::Tail)
            | TokenKind::Punctuator(Punctuator::CloseTag) => self.leave(),
            TokenKind::Punctuator(_) => self.link(),
            TokenKind::Template(TemplatePart::Middle) => self.here = Level::default(),
            TokenKind::Template(TemplatePart::Whole) if before => self.link(),
            TokenKind::Template(TemplatePart::Whole)
            | TokenKind::Number
            | TokenKind::String { .. }
            | TokenKind::Regex
            | TokenKind::Text => {}
        }
        let is_colon = token.kind == TokenKind::Punctuator(Punctuator::Colon);
        let is_label = self.in_labels[0] && matches!(token.kind, TokenKind::Word(_));
        self.in_labels = [is_colon, is_label];
    }

    /// The counts up to here.
    pub(super) const fn structure(&self) -> &Structure {
        &self.most
    }

    /// Starts a new statement where one has ended: at a semicolon, or at a line's end between two
    /// values, where JavaScript puts one in.
    fn begin(&mut self, token: &Token, before: bool) {
        let starts_value = matches!(
            token.kind,
            TokenKind::Word(
                Word::Name
                    | Word::Control
                    | Word::Function
                    | Word::Class
                    | Word::Async
                    | Word::Statement
                    | Word::Default
                    | Word::Case
            ) | TokenKind::Number
                | TokenKind::String { .. }
        );
        let is_inserted = token.newline_before && before && starts_value;
        let goes_on = matches!(token.kind, TokenKind::Word(Word::Else));
        if (self.here.ended && !goes_on) || is_inserted {
            self.here = Level::default();
        }
        self.here.ended = false;
    }

    fn word(&mut self, word: Word) {
        match word {
            Word::Name | Word::Async => {}
            Word::Case => self.here = Level::default(),
            Word::Operator | Word::Function | Word::Class | Word::Type => self.link(),
            Word::Control | Word::Statement | Word::Default => {
                self.here.statement += 1;
                self.note();
            }
            Word::Else => {
                self.here.statement += 1;
                self.slow();
                self.note();
            }
        }
    }

    fn link(&mut self) {
        self.here.expression += 1;
        self.note();
    }

    fn slow(&mut self) {
        self.here.slow += 1;
        self.most.slow_chain = self.most.slow_chain.max(self.here.slow);
    }

    fn note(&mut self) {
        let links = self.outer_links + self.here.expression + self.here.statement;
        self.most.chain = self.most.chain.max(links);
    }

    fn open(&mut self) {
        self.outer_links += self.here.expression + self.here.statement;
        self.outer.push(self.here);
        self.here = Level::default();
        self.most.depth = self.most.depth.max(self.outer.len() as u32);
    }

    fn leave(&mut self) {
        if let Some(outer) = self.outer.pop() {
            self.here = outer;
            self.outer_links -= outer.expression + outer.statement;
        }
    }
}
