//! The generic rules: values under names that say secret, whoever gave them out.
//!
//! Three things speak: the name, in whatever habit it is spelled; the value, of which a small
//! model of neighbouring characters says how likely a machine has drawn it; and the place. None
//! is enough alone: a name is a label, an error code, a form field too; a random value is a hash,
//! an id, a compressed table. Together they give a likelihood, and the persona decides.

mod chain;
mod features;
mod keys;
mod model;
mod name;
mod plain;
mod services;
mod value;
pub(super) mod vocabulary;

pub(crate) use keys::KEYS;
pub(crate) use plain::{password_of_pair, plain};
pub(super) use value::is_wordy;
pub(crate) use value::letter;

use std::borrow::Cow;

use super::{
    grammar::symbol,
    key::Key,
    subjects::{Subject, SubjectKind},
    surroundings::Surroundings,
    words,
};
use crate::candidate::FrameKind;
use keys::{API_KEY, PASSWORD, SECRET, TEST_ACCOUNT, WRITE_KEY};
use name::NameEvidence;

/// Whether a value looks as if a machine had drawn it.
pub(crate) fn is_random(value: &[u8]) -> bool {
    value::randomness(value).is_some_and(|likelihood| likelihood >= 0.5)
}

/// Whether the generic rules may take a part of `text` for random: the part after the last space
/// or equals sign.
pub(crate) fn may_be_random(text: &[u8]) -> bool {
    let end = text.iter().rposition(|byte| *byte != b'=').map_or(0, |at| at + 1);
    let start = text[..end].iter().rposition(|byte| matches!(byte, b' ' | b'='));
    let part = &text[start.map_or(0, |at| at + 1)..];
    value::randomness(part).is_some_and(|likelihood| likelihood * 100.0 >= f32::from(LEAST))
}

/// Whether only its name says what a value is.
pub(crate) fn is_generic(key: &Key) -> bool {
    key.provider.id == "generic"
}

/// What the generic rules take a value for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guess {
    pub(crate) key: &'static Key,
    pub(crate) likelihood: Likelihood,
}

/// How likely a guess is right, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Likelihood(pub(crate) u8);

/// What `subject` is, as far as its name, its value and its place tell.
pub(super) fn guess(around: &Surroundings<'_>, subject: &Subject<'_>) -> Option<Guess> {
    if chain::is_test_account(subject.text) {
        return Some(Guess { key: &TEST_ACCOUNT, likelihood: Likelihood(100) });
    }
    let name = match subject.kind {
        SubjectKind::Whole if is_minified(around) => None,
        SubjectKind::Whole => name::evidence(&around.words, around.nearest),
        SubjectKind::Scheme("basic") => None,
        SubjectKind::Scheme(_) => Some(NameEvidence::Key),
        SubjectKind::Query { host, name } => of_parameter(host, name, subject.text.len()),
    }?;
    let is_public = name == NameEvidence::Key && is_public(around, subject);
    if is_public || is_its_own_name(around, subject) {
        return None;
    }
    let text = plain(subject.text);
    // Of a pair that was encoded, the password decides.
    let pair = matches!(text, Cow::Owned(_)).then(|| password_of_pair(&text)).flatten();
    let random = match pair {
        Some(password) => value::randomness(password)
            .into_iter()
            .chain(value::password(password))
            .reduce(f32::max),
        None => value::randomness(&text),
    };
    let text = pair.unwrap_or(&text);
    let (key, value) = match name {
        NameEvidence::Secret => (&SECRET, random?),
        NameEvidence::Key => (&API_KEY, random?),
        NameEvidence::Write => (&WRITE_KEY, random?),
        NameEvidence::Password { of_machine } => {
            let made =
                value::password(text).map(|made| if of_machine { made } else { made - 0.15 });
            let both = random.into_iter().chain(made).fold(0.0, f32::max);
            (&PASSWORD, both)
        }
    };
    // An argument's name is that of the call, which says less about it.
    let doubt = match around.nearest_kind() {
        Some(FrameKind::Argument { .. }) => 0.95,
        _ => 1.0,
    };
    #[expect(clippy::cast_sign_loss, reason = "a likelihood is not negative")]
    let percent = (value * doubt * 100.0) as u8;
    (percent >= LEAST).then_some(Guess { key, likelihood: Likelihood(percent) })
}

/// Whether a value under a key's name is one that everyone may have: an address of a block chain,
/// a key that says that it is public, a token of one request of one visitor.
fn is_public(around: &Surroundings<'_>, subject: &Subject<'_>) -> bool {
    /// How public keys begin, and what the data protection of ASP.NET Core makes for one visitor.
    const BEGINNINGS: [&str; 8] =
        ["public_", "public-", "publishable", "pub_", "pub-", "pk_", "pk-", "CfDJ8"];
    let value = subject.text;
    if chain::is_address(value) || BEGINNINGS.iter().any(|it| value.starts_with(it.as_bytes())) {
        return true;
    }
    subject.kind == SubjectKind::Whole
        && (name::is_of_request(&around.words)
            // What Laravel calls its forms' tokens.
            || around.nearest_name() == b"_token"
            || (name::is_plain_token(around.nearest_words())
                && (chain::may_be_address(value)
                    || around.nearest_kind() == Some(FrameKind::Field))))
}

/// `"oauth-2025-04-20": "oauth-2025-04-20"`: whether the value says no more than its name.
fn is_its_own_name(around: &Surroundings<'_>, subject: &Subject<'_>) -> bool {
    let mut words = String::new();
    words::split(subject.text, &mut words);
    words == around.nearest_words()
}

/// Whether a minifier may have made the value's name: of variables, it leaves two letters.
fn is_minified(around: &Surroundings<'_>) -> bool {
    around.nearest_kind() == Some(FrameKind::Variable) && around.nearest_words().trim().len() <= 2
}

/// Less likely ones are not worth anyone's time.
const LEAST: u8 = 25;

/// What the name of a URL's parameter says. Those of signatures and keys are fewer than names in
/// programs, because a URL has many other parts that are random.
fn of_parameter(host: &[u8], name: &[u8], length: usize) -> Option<NameEvidence> {
    /// Documents and public files are known by their keys there.
    const DOCUMENTS: [&[u8]; 4] = [
        b"docs.google.com",
        b"spreadsheets.google.com",
        b"firebasestorage.googleapis.com",
        b"cdn.builder.io",
    ];
    /// Base64 of SHA-1, without padding. What is shorter is no signature that opens something.
    const SIGNATURE: usize = 27;
    const SECRETS: [&str; 3] = ["client_secret", "clientsecret", "secret"];
    const KEYS: [&str; 16] = [
        "access_key",
        "access_token",
        "accesstoken",
        "api_key",
        "api-key",
        "apikey",
        "api_token",
        "app_key",
        "auth",
        "auth_token",
        "authtoken",
        "key",
        "sig",
        "signature",
        "subscription-key",
        "token",
    ];
    if DOCUMENTS.contains(&host) || (name.starts_with(b"sig") && length < SIGNATURE) {
        return None;
    }
    let is = |known: &&str| name.eq_ignore_ascii_case(known.as_bytes());
    if SECRETS.iter().any(is) {
        Some(NameEvidence::Secret)
    } else {
        KEYS.iter().any(is).then_some(NameEvidence::Key)
    }
}
