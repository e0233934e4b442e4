//! What a script does with keys, told from its tokens.

use super::brackets::{Brackets, Host};
use crate::{
    environment::{Says, is_public, says},
    finding::{Severity, message},
    javascript::tokens::{Dialect, Lexer, Punctuator, Token, TokenKind, Word},
    rules::{
        Disclosure, Mark, UNINLINED,
        key::SERVER_HOSTS,
        marks::SERVER_SDKS,
        server_only::{BROWSER_SWITCH, SERVER_REQUEST, SERVER_SDK},
    },
    span::Span,
};

/// Headers that carry a key.
const KEY_HEADERS: [&[u8]; 6] =
    [b"authorization", b"x-api-key", b"api-key", b"xi-api-key", b"x-goog-api-key", b"apikey"];

/// What stands behind a host where browsers are given keys that live for a minute.
const SHORT_LIVED: [&[u8]; 2] = [b"/v1/realtime", b"/v1/client_secrets"];

/// The libraries for servers that a script has in it.
pub(super) fn libraries(marks: &[(u32, Mark)]) -> Vec<Disclosure> {
    let library = |(start, mark): &(u32, Mark)| {
        let Mark::ServerSdk(at) = mark else { return None };
        let sdk = &SERVER_SDKS[usize::from(*at)];
        Some(Disclosure {
            rule: &SERVER_SDK,
            subject: sdk.name.to_owned(),
            span: Span::new(*start, *start),
            severity: Severity::Warning,
            message: message::server_sdk(sdk.name, sdk.instead),
        })
    };
    marks.iter().filter_map(library).collect()
}

/// Reads of secret variables, SDKs that are switched on, requests with keys.
pub(super) fn uses(source: &[u8], dialect: Dialect, marks: &[(u32, Mark)]) -> Vec<Disclosure> {
    let wanted: Vec<(u32, Mark)> = marks
        .iter()
        .copied()
        .filter(|(start, mark)| match mark {
            Mark::EnvironmentRead => !reads_at(source, *start).is_empty(),
            Mark::BrowserSwitch | Mark::ServerHost(_) => true,
            _ => false,
        })
        .collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut walk = Walk {
        source,
        wanted: &wanted,
        brackets: Brackets::default(),
        before: [None; 2],
        switch: Switch::default(),
        found: Vec::new(),
    };
    for token in Lexer::new(source, dialect) {
        walk.token(token);
    }
    walk.found
}

/// The secret variables that are read at a mark: their names, and where they stand.
fn reads_at(source: &[u8], start: u32) -> Vec<(&str, Span)> {
    let text = source.get(start as usize..).unwrap_or_default();
    if let Some(object) = ENVIRONMENTS.iter().find(|object| text.starts_with(object)) {
        let is_whole = !matches!(text.get(object.len()), Some(b'.' | b'[' | b'?'));
        return if is_whole { taken_apart(source, start as usize) } else { Vec::new() };
    }
    let name = member_at(source, start).filter(|(name, _)| is_secret(name));
    name.into_iter().collect()
}

/// What `const {A, B: b} = process.env` is of, from the object's name on.
const ENVIRONMENTS: [&[u8]; 2] = [b"process.env", b"import.meta.env"];

/// A pattern is looked for so far before the object that it takes apart.
const PATTERN: usize = 4 << 10;

/// The secret variables of the pattern before the environment at `object`.
fn taken_apart(source: &[u8], object: usize) -> Vec<(&str, Span)> {
    let before = source[object.saturating_sub(PATTERN)..object].trim_ascii_end();
    let pattern = before.strip_suffix(b"=").map(<[u8]>::trim_ascii_end);
    let Some(pattern) = pattern.and_then(|pattern| pattern.strip_suffix(b"}")) else {
        return Vec::new();
    };
    let Some(open) = memchr::memrchr2(b'{', b'}', pattern).filter(|at| pattern[*at] == b'{') else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut at = object.saturating_sub(PATTERN) + open + 1;
    for member in pattern[open + 1..].split(|byte| *byte == b',') {
        let start = at + (member.len() - member.trim_ascii_start().len());
        found.extend(name_at(source, start).filter(|(name, _)| is_secret(name)));
        at += member.len() + 1;
    }
    found
}

/// The variable that is read as a member at a mark.
fn member_at(source: &[u8], start: u32) -> Option<(&str, Span)> {
    let mut at = start as usize;
    let text = source.get(at..)?;
    let is_empty_object = text.starts_with(b"{}.");
    at += if is_empty_object { 3 } else { 4 };
    if !is_empty_object {
        let rest = source.get(at..)?;
        at += if rest.starts_with(b"?.") { 2 } else { 1 };
        at += usize::from(matches!(source.get(at), Some(b'"' | b'\'' | b'`')));
    }
    name_at(source, at)
}

fn name_at(source: &[u8], start: usize) -> Option<(&str, Span)> {
    let rest = source.get(start..)?;
    let length =
        rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    let name = std::str::from_utf8(&rest[..length]).ok()?;
    Some((name, Span::new(start as u32, (start + length) as u32)))
}

/// Whether a name is that of a variable that holds a secret.
fn is_secret(name: &str) -> bool {
    let is_variable = (4..=80).contains(&name.len())
        && name.contains('_')
        && name.bytes().all(|byte| !byte.is_ascii_lowercase());
    is_variable
        && match says(name.as_bytes()) {
            Says::Secret => true,
            Says::Perhaps => !is_public(name.as_bytes()),
            _ => false,
        }
}

struct Walk<'a> {
    source: &'a [u8],
    /// The marks that have not been reached.
    wanted: &'a [(u32, Mark)],
    brackets: Brackets,
    /// The tokens before, the nearest first.
    before: [Option<Token>; 2],
    switch: Switch,
    found: Vec<Disclosure>,
}

/// How much of `dangerouslyAllowBrowser: true` has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Switch {
    #[default]
    None,
    Name(Span),
    /// With the number of `!` so far.
    Value(Span, u8),
}

impl Walk<'_> {
    fn token(&mut self, token: Token) {
        self.switched(token);
        while let Some(&(start, mark)) =
            self.wanted.first().filter(|(start, _)| *start < token.span.end)
        {
            self.wanted = &self.wanted[1..];
            // Before the token there was a comment.
            if start >= token.span.start {
                self.mark(token, start, mark);
            }
        }
        match token.kind {
            TokenKind::Punctuator(Punctuator::Open(bracket)) => {
                self.brackets.enter(self.source, bracket, self.before);
            }
            TokenKind::Punctuator(Punctuator::Close(_)) => {
                let left = self.brackets.leave();
                if let Some(host) = left.request {
                    self.request(host);
                }
                self.found.extend(left.switch.map(|name| switched_on(self.source, name)));
            }
            TokenKind::Punctuator(Punctuator::Colon | Punctuator::Comma) => {
                let is_key = self.before[0].is_some_and(|before| self.is_key_header(before));
                self.brackets.here.has_key |= is_key;
                self.brackets.here.is_in_key = is_key;
            }
            TokenKind::Word(Word::Name) => {
                self.brackets.source_of_key(self.source, token.span, self.before);
                self.brackets.word(self.source, token.span, self.before[0]);
            }
            _ => {}
        }
        self.before = [Some(token), self.before[0]];
    }

    fn mark(&mut self, token: Token, start: u32, mark: Mark) {
        let is_text = matches!(token.kind, TokenKind::String { .. } | TokenKind::Template(_));
        match mark {
            Mark::EnvironmentRead
                if matches!(token.kind, TokenKind::Punctuator(_) | TokenKind::Word(_)) =>
            {
                self.read(start);
            }
            Mark::ServerHost(host) if is_text && !self.is_short_lived(start, host) => {
                self.brackets.host((host, start), self.before);
            }
            Mark::BrowserSwitch if !self.brackets.here.is_conditional => {
                let name = unquoted(self.source, token);
                if matches!(token.kind, TokenKind::Word(_)) || (is_text && name.start == start) {
                    self.switch = Switch::Name(name);
                }
            }
            _ => {}
        }
    }

    fn read(&mut self, start: u32) {
        let reads = reads_at(self.source, start).into_iter().map(|(name, span)| Disclosure {
            rule: &UNINLINED,
            subject: name.to_owned(),
            span,
            severity: Severity::Note,
            message: message::uninlined(name),
        });
        self.found.extend(reads);
    }

    fn request(&mut self, (host, start): Host) {
        let (text, provider) = SERVER_HOSTS[usize::from(host)];
        self.found.push(Disclosure {
            rule: &SERVER_REQUEST,
            subject: text.to_owned(),
            span: Span::new(start, start + text.len() as u32),
            severity: Severity::Warning,
            message: message::server_request(provider, text),
        });
    }

    /// Follows what comes behind the name of a switch: a colon or a sign, and a value that is true.
    fn switched(&mut self, token: Token) {
        let text = token.span.of(self.source);
        self.switch = match (self.switch, token.kind) {
            (Switch::Name(name), TokenKind::Punctuator(Punctuator::Colon | Punctuator::Assign)) => {
                Switch::Value(name, 0)
            }
            (Switch::Value(name, signs), TokenKind::Punctuator(_)) if text == b"!" => {
                Switch::Value(name, signs.saturating_add(1))
            }
            (Switch::Value(name, signs), _) => {
                let is_on = match text {
                    b"true" | b"\"true\"" | b"'true'" | b"`true`" => signs == 0,
                    b"0" => signs == 1,
                    b"1" => signs == 0 || signs == 2,
                    _ => false,
                };
                if is_on && self.brackets.is_object() {
                    self.brackets.here.switch = Some(name);
                } else if is_on {
                    self.found.push(switched_on(self.source, name));
                }
                Switch::None
            }
            _ => Switch::None,
        };
    }

    fn is_key_header(&self, token: Token) -> bool {
        let is_name = matches!(
            token.kind,
            TokenKind::Word(_) | TokenKind::String { .. } | TokenKind::Template(_)
        );
        let name = unquoted(self.source, token).of(self.source);
        is_name && KEY_HEADERS.iter().any(|header| name.eq_ignore_ascii_case(header))
    }

    fn is_short_lived(&self, start: u32, host: u16) -> bool {
        let end = start as usize + SERVER_HOSTS[usize::from(host)].0.len();
        let path = self.source.get(end..).unwrap_or_default();
        SHORT_LIVED.iter().any(|start| path.starts_with(start))
    }
}

fn switched_on(source: &[u8], name: Span) -> Disclosure {
    let switch = String::from_utf8_lossy(name.of(source)).into_owned();
    Disclosure {
        rule: &BROWSER_SWITCH,
        message: message::browser_switch(&switch),
        subject: switch,
        span: name,
        severity: Severity::Warning,
    }
}

/// The inside of a string, or the token itself.
fn unquoted(source: &[u8], token: Token) -> Span {
    let Span { start, end } = token.span;
    let is_quoted =
        matches!(source.get(start as usize), Some(b'"' | b'\'' | b'`')) && end - start >= 2;
    if is_quoted { Span::new(start + 1, end - 1) } else { token.span }
}
