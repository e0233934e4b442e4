//! Texts that stand for a password or a signature: variables of shells and programs, names of
//! constants, a user's name, a word.

use std::borrow::Cow;

use super::placeholder::{DOCUMENTATION, is_placeholder};
use crate::rules::{is_random, plain};

/// `$password`, `$(pass)`, `%s`, `%(password)s`, `{password}`, `:password`, `DB_PASSWORD`: what a
/// program or a person puts a password in the place of.
pub(super) fn is_filled_in(password: &[u8]) -> bool {
    let is_name = |text: &[u8]| {
        let is_word = |byte: &u8| byte.is_ascii_alphabetic() || b"_-.".contains(byte);
        !text.is_empty() && text.iter().all(is_word)
    };
    let between = |open: &[u8], close: &[u8]| {
        password.strip_prefix(open).and_then(|rest| rest.strip_suffix(close))
    };
    let is_constant = password.contains(&b'_')
        && password.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_');
    is_constant
        || matches!(password, b"%s" | b"%d" | b"%v" | b"%@" | b"{}")
        || password.strip_prefix(b"$").or(password.strip_prefix(b":")).is_some_and(is_name)
        || [(&b"$("[..], &b")"[..]), (b"%(", b")s"), (b"{", b"}"), (b"$env:", b""), (b"@", b"@")]
            .iter()
            .any(|(open, close)| between(open, close).is_some_and(is_name))
        || password
            .strip_prefix(b"{")
            .and_then(|rest| rest.strip_suffix(b"}"))
            .is_some_and(|it| it.iter().all(u8::is_ascii_digit))
}

/// `mongodb://mongodb:mongodb@localhost`: a user's name as the password, for a host of one machine
/// or of an example.
pub(super) fn is_local_pair(url: &[u8], password: &[u8]) -> bool {
    let Some(scheme) = memchr::memmem::find(url, b"://") else { return false };
    let rest = &url[scheme + 3..];
    let Some(at) = memchr::memrchr(b'@', rest) else { return false };
    let user = rest[..at].split(|byte| *byte == b':').next().unwrap_or_default();
    let host = rest[at + 1..].split(|byte| b":/?,".contains(byte)).next().unwrap_or_default();
    let is_local = !host.contains(&b'.')
        || host.starts_with(b"127.")
        || [&b".local"[..], b".localhost", b".test"].iter().any(|end| host.ends_with(end))
        || DOCUMENTATION.iter().any(|name| host.ends_with(name));
    is_local && user == password && password.iter().all(|byte| !byte.is_ascii_digit())
}

/// Whether a JSON Web Token is signed with a word: no algorithm's signature is so short.
pub(super) fn is_unsigned(value: &[u8]) -> bool {
    /// Of an HMAC with SHA-256, in base64url.
    const SHORTEST: usize = 43;
    let mut parts = value.split(|byte| *byte == b'.');
    let is_jwt = value.starts_with(b"eyJ") && parts.next().is_some() && parts.next().is_some();
    let (Some(signature), None) = (parts.next(), parts.next()) else { return false };
    let is_word =
        |text: &[u8]| text.iter().all(|byte| byte.is_ascii_alphabetic() || b"_-".contains(byte));
    is_jwt
        && !signature.is_empty()
        && signature.len() < SHORTEST
        && (is_placeholder(signature)
            || is_word(signature) && !is_random(signature)
            || is_word(&plain(signature)) && matches!(plain(signature), Cow::Owned(_)))
}
