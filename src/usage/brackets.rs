//! The brackets that are open at a token, and what was seen inside each.

use crate::{
    javascript::tokens::{Bracket, Punctuator, Token, TokenKind, Word},
    span::Span,
};

/// Calls that only wrap what they are given: what stands inside is the outer call's.
const WRAPPERS: [&[u8]; 6] = [b"URL", b"Headers", b"Request", b"assign", b"concat", b"String"];

/// So many names of hosts are known at once.
const MOST_NAMES: usize = 16;

/// A host that was named: its place among the hosts, and in the file.
pub(super) type Host = (u16, u32);

/// One open bracket.
#[expect(clippy::struct_excessive_bools, reason = "each is learned by itself")]
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Level {
    kind: Kind,
    /// Whether an object here is only sometimes there: behind `?` or `&&`.
    pub(super) is_conditional: bool,
    pub(super) host: Option<Host>,
    /// Whether a header with a key was named.
    pub(super) has_key: bool,
    /// Whether the value of such a header is being read, or one inside it.
    pub(super) is_in_key: bool,
    /// Whether the key is one that the visitor has typed.
    pub(super) is_typed: bool,
    /// Whether an address is given that requests go to.
    pub(super) has_address: bool,
    /// The name of a switch that is on.
    pub(super) switch: Option<Span>,
    /// The host that a request inside was opened to.
    opened: Option<Host>,
}

/// What a bracket is to what stands inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    /// A body: what is inside has nothing to do with what is outside.
    #[default]
    Body,
    /// An object, a list, a group: what is inside is the outer bracket's.
    Group,
    /// The parentheses of a call.
    Call,
    /// Those of a call that hands on what it is given.
    Wrapper,
    /// Those of `XMLHttpRequest`'s `open`.
    Open,
    /// Those of its `setRequestHeader`.
    Header,
}

/// All open brackets.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    open: Vec<Level>,
    pub(super) here: Level,
    /// Variables that hold a host, each with how many brackets are open around it.
    names: Vec<(Span, Host, usize)>,
    /// Variables that hold what the visitor has typed, each with how many brackets are open
    /// around it.
    typed: Vec<(Span, usize)>,
}

/// What a bracket held.
#[derive(Debug, Default)]
pub(super) struct Left {
    /// The host, when it was a call that named both a host and a key.
    pub(super) request: Option<Host>,
    /// The name of a switch that is on, for keys of the app.
    pub(super) switch: Option<Span>,
}

/// Where a page keeps what its visitor has typed, and how it asks.
const TYPED: [&[u8]; 3] = [b"localStorage", b"sessionStorage", b"prompt"];

/// How an SDK is told where requests go to.
const ADDRESSES: [&[u8]; 4] = [b"baseURL", b"baseUrl", b"base_url", b"basePath"];

impl Brackets {
    /// Enters a bracket; `before` are the tokens before it, the nearest first.
    pub(super) fn enter(&mut self, source: &[u8], bracket: Bracket, before: [Option<Token>; 2]) {
        let level = match bracket {
            Bracket::Round => round(source, before),
            Bracket::Square => Level { kind: Kind::Group, ..Level::default() },
            Bracket::Curly => curly(source, before[0]),
        };
        let level = Level { is_in_key: self.here.is_in_key && level.kind != Kind::Body, ..level };
        self.open.push(std::mem::replace(&mut self.here, level));
    }

    /// Leaves a bracket: what was found inside it.
    pub(super) fn leave(&mut self) -> Left {
        let Some(outer) = self.open.pop() else { return Left::default() };
        let inner = std::mem::replace(&mut self.here, outer);
        let depth = self.open.len();
        while self.names.pop_if(|(.., of)| *of > depth).is_some() {}
        while self.typed.pop_if(|(_, of)| *of > depth).is_some() {}
        self.here.is_typed |= self.here.is_in_key && inner.is_typed;
        // The app's own gateway gets the key, or one of the visitor's choice.
        let has_gateway = inner.has_address && inner.host.is_none();
        let switch = inner.switch.filter(|_| !has_gateway && !inner.is_typed);
        let request = match inner.kind {
            Kind::Call | Kind::Wrapper if inner.has_key && inner.host.is_some() => inner.host,
            Kind::Open => {
                self.here.opened = inner.host;
                None
            }
            Kind::Header if inner.has_key => self.here.opened.take(),
            Kind::Group | Kind::Wrapper => {
                self.here.host = self.here.host.or(inner.host);
                self.here.has_key |= inner.has_key;
                self.here.is_typed |= inner.is_typed;
                self.here.opened = self.here.opened.or(inner.opened);
                None
            }
            Kind::Body | Kind::Call | Kind::Header => None,
        };
        Left { request: request.filter(|_| !inner.is_typed), switch }
    }

    /// Takes note of a word that may say that the visitor has typed a key, or where requests go to;
    /// `before` are the tokens before it, the nearest first.
    pub(super) fn source_of_key(&mut self, source: &[u8], word: Span, before: [Option<Token>; 2]) {
        let text = word.of(source);
        self.here.has_address |= ADDRESSES.contains(&text);
        let is_after = |punctuator| {
            before[0].is_some_and(|token| token.kind == TokenKind::Punctuator(punctuator))
        };
        let is_member = is_after(Punctuator::Dot);
        let is_typed = if is_member { text == b"value" } else { TYPED.contains(&text) };
        if self.here.is_in_key {
            let is_variable = || {
                let mut typed = self.typed.iter().rev();
                !is_member && typed.any(|(name, _)| name.of(source) == text)
            };
            self.here.is_typed |= is_typed || is_variable();
        } else if is_typed
            && is_after(Punctuator::Assign)
            && let Some(name) = before[1].filter(|name| name.kind == TokenKind::Word(Word::Name))
            && self.typed.len() < MOST_NAMES
        {
            self.typed.push((name.span, self.open.len()));
        }
    }

    /// Takes note of a host; `before` are the tokens before it, the nearest first.
    pub(super) fn host(&mut self, host: Host, before: [Option<Token>; 2]) {
        self.here.host.get_or_insert(host);
        if let [Some(assign), Some(name)] = before
            && assign.kind == TokenKind::Punctuator(Punctuator::Assign)
            && name.kind == TokenKind::Word(Word::Name)
            && self.names.len() < MOST_NAMES
        {
            self.names.push((name.span, host, self.open.len()));
        }
    }

    /// Whether the innermost bracket is an object's, or a list's.
    pub(super) fn is_object(&self) -> bool {
        self.here.kind == Kind::Group
    }

    /// Takes note of a word, which may be the name of a host; `before` is the token before it.
    pub(super) fn word(&mut self, source: &[u8], word: Span, before: Option<Token>) {
        let is_member =
            before.is_some_and(|token| token.kind == TokenKind::Punctuator(Punctuator::Dot));
        if is_member || self.here.kind == Kind::Body || self.here.host.is_some() {
            return;
        }
        let text = word.of(source);
        let named = self.names.iter().rev().find(|(name, ..)| name.of(source) == text);
        self.here.host = named.map(|(_, host, _)| *host);
    }
}

fn round(source: &[u8], before: [Option<Token>; 2]) -> Level {
    let token = |token: Option<Token>| token.map(|token| token.kind);
    let is_declared = token(before[1]) == Some(TokenKind::Word(Word::Function));
    let is_call = match token(before[0]) {
        Some(TokenKind::Word(Word::Name)) => !is_declared,
        Some(TokenKind::Punctuator(Punctuator::Close(Bracket::Round | Bracket::Square))) => true,
        _ => false,
    };
    let name = before[0].map_or(&[][..], |token| token.span.of(source));
    let kind = match is_call {
        true if WRAPPERS.contains(&name) => Kind::Wrapper,
        true if name == b"open" => Kind::Open,
        true if name == b"setRequestHeader" => Kind::Header,
        true => Kind::Call,
        false => Kind::Group,
    };
    Level { kind, ..Level::default() }
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
    let kind = if is_object { Kind::Group } else { Kind::Body };
    Level { kind, is_conditional, ..Level::default() }
}
