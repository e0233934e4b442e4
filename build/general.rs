//! Names and prefixes that belong to no provider: alone, they must not make a value its key.

use crate::{
    catalogue::{Context, Key, Provider},
    grammar::{CharSet, Piece},
    words,
};

/// Words that any program uses for any provider's key.
const GENERAL: [&str; 92] = [
    "access",
    "account",
    "admin",
    "api",
    "apikey",
    "apisecret",
    "apitoken",
    "app",
    "appid",
    "appkey",
    "application",
    "auth",
    "authentication",
    "authorization",
    "authtoken",
    "backend",
    "base",
    "bearer",
    "bot",
    "client",
    "clientid",
    "clientsecret",
    "cloud",
    "cms",
    "code",
    "config",
    "configure",
    "connect",
    "connection",
    "create",
    "credential",
    "credentials",
    "data",
    "default",
    "deploy",
    "dev",
    "email",
    "encryption",
    "endpoint",
    "env",
    "header",
    "headers",
    "host",
    "http",
    "id",
    "identifier",
    "init",
    "initialize",
    "instance",
    "key",
    "keys",
    "licence",
    "license",
    "load",
    "login",
    "management",
    "master",
    "my",
    "new",
    "oauth",
    "org",
    "organization",
    "owner",
    "pass",
    "password",
    "personal",
    "private",
    "prod",
    "project",
    "public",
    "publishable",
    "refresh",
    "secret",
    "secrets",
    "server",
    "service",
    "session",
    "set",
    "setup",
    "signing",
    "site",
    "start",
    "string",
    "subscription",
    "tenant",
    "token",
    "tokens",
    "uid",
    "url",
    "user",
    "webhook",
    "x",
];

/// Names of general words that one SDK or standard made its own: AWS, Twilio, the Push API.
const OWN: [&str; 3] = ["secret access key", "account sid", "application server key"];

/// Providers that describe a standard, which any name of the standard is evidence of.
const STANDARDS: [&str; 2] = ["connection-string", "http"];

/// Bits of randomness from which a token with a general prefix is none by accident: more than those
/// of a UUID, which any program has behind any word.
const STRICT: f64 = 129.0;

/// Checks that a key has evidence of its provider.
///
/// # Errors
///
/// The name or prefix that is general.
pub(crate) fn check(provider: &Provider, key: &Key) -> Result<(), String> {
    if STANDARDS.contains(&provider.id.as_str()) {
        return Ok(());
    }
    let grammar = key.grammar();
    let has_own_form = grammar.pieces.iter().any(is_own);
    if let Some(context) = &key.context
        && !has_own_form
        && let Some(term) = terms(context).find(|term| is_general(term))
    {
        return Err(format!(
            "its context `{term}` is a general name: every provider's keys go by it, and the form \
             has no text of its own. Name the provider, its host or its call; the generic rules \
             report values under general names"
        ));
    }
    let is_anchored = !grammar.anchors.is_empty();
    if is_anchored && !has_own_form && !key.needs_context && randomness(grammar.pieces) < STRICT {
        return Err(format!(
            "its prefix `{}` is a general word and what follows has less than {STRICT} bits: say \
             `needs_context = true` and name the provider",
            grammar.anchors[0]
        ));
    }
    Ok(())
}

fn terms(context: &Context) -> impl Iterator<Item = &str> {
    let calls = context.calls.iter().map(|(callee, _)| callee);
    context.names.iter().chain(&context.headers).chain(calls).map(String::as_str)
}

fn is_general(term: &str) -> bool {
    let mut split = String::new();
    words::split(term.as_bytes(), &mut split);
    let split = split.trim_start();
    !OWN.contains(&split) && split.split(' ').all(|word| GENERAL.contains(&word))
}

/// Whether a piece is of one provider's tokens: text that is no general word, or a structure.
fn is_own(piece: &Piece) -> bool {
    match piece {
        Piece::Literal(text) => {
            let is_joint = |byte: u8| matches!(byte, b'-' | b'_' | b'.' | b'=');
            let is_text = text.len() >= 2 && !text.bytes().all(is_joint);
            is_text && !is_general(text) || text.bytes().any(|byte| b"|$*:/~".contains(&byte))
        }
        Piece::OneOf(alternatives) => {
            let mut filled = alternatives.iter().filter(|pieces| !pieces.is_empty()).peekable();
            filled.peek().is_some() && filled.all(|pieces| pieces.iter().any(is_own))
        }
        Piece::Jwt(_) | Piece::Decoded(_) | Piece::Check(_) => true,
        Piece::Set { .. } => false,
    }
}

/// Bits of the parts of a token that differ from key to key, at least.
fn randomness(pieces: &[Piece]) -> f64 {
    let bits = |piece: &Piece| match piece {
        Piece::Set { set, min, .. } => f64::from(*min) * size(*set).log2(),
        Piece::OneOf(all) => all.iter().map(|pieces| randomness(pieces)).fold(f64::MAX, f64::min),
        _ => 0.0,
    };
    pieces.iter().map(bits).sum()
}

/// Hexadecimal digits of either case are sixteen: a token has them in one case.
fn size(set: CharSet) -> f64 {
    let is_hex = set.characters().all(|byte| byte.is_ascii_hexdigit());
    f64::from(set.0.count_ones().min(if is_hex { 16 } else { 128 }))
}
