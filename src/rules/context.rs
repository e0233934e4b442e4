//! Whether the names around a value are those that a key goes by.

use std::ops::Range;

use super::{
    key::Key,
    subjects::{Subject, SubjectKind},
    surroundings::Surroundings,
    words,
};
use crate::candidate::FrameKind;

/// Words of which a name that holds a key has one; without it `datadog.site` would be a key.
const KEY_WORDS: [&str; 23] = [
    "access",
    "apikey",
    "auth",
    "authorization",
    "bearer",
    "credential",
    "credentials",
    "dsn",
    "key",
    "keys",
    "license",
    "pass",
    "passphrase",
    "password",
    "pat",
    "pwd",
    "secret",
    "sid",
    "signature",
    "sitekey",
    "token",
    "tokens",
    "webhook",
];

/// Whether `key` goes by the term that was found at `term` in the words around `subject`.
pub(super) fn agrees(
    key: &Key,
    around: &Surroundings<'_>,
    subject: &Subject<'_>,
    term: Range<usize>,
) -> bool {
    let Some(context) = &key.context else { return false };
    match subject.kind {
        SubjectKind::Query { host, name } => {
            is_any(context.query, |parameter| name.eq_ignore_ascii_case(parameter.as_bytes()))
                && is_any(context.hosts, |known| is_host(host, known))
        }
        // A user name and a password, not a token.
        SubjectKind::Scheme("basic") => false,
        SubjectKind::Whole | SubjectKind::Scheme(_) => {
            let nearest = around.nearest_words();
            is_any(context.headers, |header| has_words(nearest, header))
                || is_any(context.near_names, |name| {
                    is_term(around, &term, name)
                        && is_key_name(around, &term)
                        && around.has_near(context.near)
                })
                || is_any_call(context.calls, around)
                || is_any(context.names, |name| {
                    is_term(around, &term, name) && is_key_name(around, &term)
                })
        }
    }
}

fn is_any(texts: &[&str], test: impl Fn(&str) -> bool) -> bool {
    texts.iter().any(|text| test(text))
}

fn is_host(host: &[u8], known: &str) -> bool {
    host.strip_suffix(known.as_bytes()).is_some_and(|rest| rest.is_empty() || rest.ends_with(b"."))
}

/// Whether `name` is written with just the words of `header`.
fn has_words(name: &str, header: &str) -> bool {
    let mut words = String::new();
    words::split(header.as_bytes(), &mut words);
    name == words
}

fn is_any_call(calls: &[(&str, u8)], around: &Surroundings<'_>) -> bool {
    let Some((callee, index)) = around.call() else { return false };
    let direct =
        matches!(around.nearest_kind(), Some(FrameKind::Argument { .. } | FrameKind::Label));
    direct
        && calls.iter().any(|&(name, place)| {
            u16::from(place) == index
                && callee
                    .strip_suffix(name.as_bytes())
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with(b"."))
        })
}

fn is_term(around: &Surroundings<'_>, term: &Range<usize>, name: &str) -> bool {
    around.words.get(term.clone()) == Some(name)
}

/// Whether the nearest name is a key's: the term reaches into it, or it has a word for keys.
fn is_key_name(around: &Surroundings<'_>, term: &Range<usize>) -> bool {
    let nearest = around.nearest_words();
    !nearest.is_empty()
        && (term.end > around.nearest || nearest.split(' ').any(|word| KEY_WORDS.contains(&word)))
}
