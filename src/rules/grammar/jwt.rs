//! JSON Web Tokens (RFC 7519): three base64url parts, two of them JSON.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Map, Value};

use super::Claim;

/// Longer parts are no tokens that fit into a header.
const LONGEST_PART: usize = 8 << 10;

/// Few parts are shorter.
const SHORT_PART: usize = 64;

/// The length of the token at the beginning of `text`, if it is one and has `claims`.
pub(super) fn length(text: &[u8], claims: &[Claim]) -> Option<usize> {
    let (length, payload) = read(text)?;
    claims.iter().all(|claim| has(&payload, claim)).then_some(length)
}

/// What the token at the beginning of `text` claims, if it is one.
pub(crate) fn payload(text: &[u8]) -> Option<Map<String, Value>> {
    read(text).map(|(_, payload)| payload)
}

fn read(text: &[u8]) -> Option<(usize, Map<String, Value>)> {
    // What ends soon must not be searched for a dot far behind it, again and again.
    let beginning = part(&text[..text.len().min(SHORT_PART)])?;
    if beginning.len() < SHORT_PART && text.get(beginning.len()) != Some(&b'.') {
        return None;
    }
    // Most of what begins like a token is long data without any dot.
    if !text[..text.len().min(LONGEST_PART)].contains(&b'.') {
        return None;
    }
    let header = part(text)?;
    if text.get(header.len()) != Some(&b'.') {
        return None;
    }
    let payload = part(&text[header.len() + 1..])?;
    let both = header.len() + 1 + payload.len();
    if text.get(both) != Some(&b'.') {
        return None;
    }
    let signature = part(&text[both + 1..]).unwrap_or_default();
    let header = object(header)?;
    // An unsigned token (`"alg":"none"`) has an empty signature.
    if !header.contains_key("alg") || (signature.is_empty() && header["alg"] != "none") {
        return None;
    }
    Some((both + 1 + signature.len(), object(payload)?))
}

fn part(text: &[u8]) -> Option<&[u8]> {
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'-' | b'_');
    let length = text.iter().take(LONGEST_PART).take_while(is_part).count();
    (length > 0).then(|| &text[..length])
}

fn object(part: &[u8]) -> Option<Map<String, Value>> {
    let json = BASE64_URL_SAFE_NO_PAD.decode(part).ok()?;
    serde_json::from_slice(&json).ok()
}

fn has(payload: &Map<String, Value>, claim: &Claim) -> bool {
    match payload.get(claim.name) {
        Some(Value::String(text)) => text.contains(claim.value),
        Some(_) => claim.value.is_empty(),
        None => false,
    }
}
