//! The brackets that are open at a token, and what was seen inside each.

use crate::javascript::tokens::{Bracket, Punctuator, Token, TokenKind, Word};

/// Calls that only wrap what they are given: what stands inside is the outer call's.
const WRAPPERS: [&[u8]; 6] = [b"URL", b"Headers", b"Request", b"assign", b"concat", b"String"];

/// A host that was named: its place among the hosts, and in the file.
pub(super) type Host = (u16, u32);

/// One open bracket.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Level {
    /// Whether these are the parentheses of a call.
    is_call: bool,
    /// Whether what was seen inside is the outer bracket's too.
    is_shared: bool,
    /// Whether an object here is only sometimes there: behind `?` or `&&`.
    pub(super) is_conditional: bool,
    pub(super) host: Option<Host>,
    /// Whether a header with a key was named.
    pub(super) has_key: bool,
}

/// All open brackets.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    open: Vec<Level>,
    pub(super) here: Level,
}

impl Brackets {
    /// Enters a bracket; `before` are the tokens before it, the nearest first.
    pub(super) fn enter(&mut self, source: &[u8], bracket: Bracket, before: [Option<Token>; 2]) {
        let level = match bracket {
            Bracket::Round => round(source, before),
            Bracket::Square => Level { is_shared: true, ..Level::default() },
            Bracket::Curly => curly(source, before[0]),
        };
        self.open.push(std::mem::replace(&mut self.here, level));
    }

    /// Leaves a bracket: a host when it was a call that named both a host and a key.
    pub(super) fn leave(&mut self) -> Option<Host> {
        let Some(outer) = self.open.pop() else { return None };
        let inner = std::mem::replace(&mut self.here, outer);
        if inner.is_call && inner.has_key && inner.host.is_some() {
            return inner.host;
        }
        if inner.is_shared {
            self.here.host = self.here.host.or(inner.host);
            self.here.has_key |= inner.has_key;
        }
        None
    }
}

fn round(source: &[u8], before: [Option<Token>; 2]) -> Level {
    let kind = |token: Option<Token>| token.map(|token| token.kind);
    let is_declared = kind(before[1]) == Some(TokenKind::Word(Word::Function));
    let is_call = match kind(before[0]) {
        Some(TokenKind::Word(Word::Name)) => !is_declared,
        Some(TokenKind::Punctuator(Punctuator::Close(Bracket::Round | Bracket::Square))) => true,
        _ => false,
    };
    let name = before[0].map_or(&[][..], |token| token.span.of(source));
    Level { is_call, is_shared: !is_call || WRAPPERS.contains(&name), ..Level::default() }
}

/// An object is shared with what it is inside of; a body is not.
fn curly(source: &[u8], before: Option<Token>) -> Level {
    let Some(before) = before else { return Level::default() };
    let text = before.span.of(source);
    let is_object = match before.kind {
        TokenKind::Punctuator(punctuator) => !matches!(
            punctuator,
            Punctuator::Close(_)
                | Punctuator::Arrow
                | Punctuator::Semicolon
                | Punctuator::Open(Bracket::Curly)
        ),
        TokenKind::Word(Word::Operator) => true,
        _ => false,
    };
    let is_conditional = text == b"?" || text == b"&&";
    Level { is_shared: is_object, is_conditional, ..Level::default() }
}
