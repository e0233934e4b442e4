//! Values that are encoded, with nothing in the script that says so: base64, hex and
//! percent-encoding are looked through.
//!
//! Nearly all literals are refused by their characters. What is decoded must be text, and hold a
//! token that is known by its form.

use crate::{candidate::Step, javascript::codec};

/// Shorter texts encode nothing that is long enough.
const SHORTEST: usize = 20;
/// Longer ones are images, fonts and maps.
const LONGEST: usize = 1 << 16;

/// The decoded value, and what was done to it; nothing when it is no encoded text.
pub(super) fn decoded(value: &[u8]) -> Option<(String, Step)> {
    if !(SHORTEST..=LONGEST).contains(&value.len()) {
        return None;
    }
    if let Some(percent) = memchr::memchr(b'%', value) {
        let is_escape = value[percent + 1..].iter().take(2).filter(|b| b.is_ascii_hexdigit());
        if is_escape.count() < 2 {
            return None;
        }
        let text = codec::percent(std::str::from_utf8(value).ok()?)?;
        return Some((text, Step::Uri));
    }
    let text = without_prefix(value);
    match alphabet(text)? {
        Alphabet::Hex => {
            let bytes = codec::hex(text);
            // Sixteen digits are a base64 alphabet, too.
            text_of(bytes)
                .map(|text| (text, Step::Hex))
                .or_else(|| Some((text_of(codec::base64(text)?)?, Step::Base64)))
        }
        Alphabet::Base64 => Some((text_of(codec::base64(text)?)?, Step::Base64)),
    }
}

enum Alphabet {
    Hex,
    Base64,
}

/// What stands behind `Basic ` or in a data URI.
fn without_prefix(value: &[u8]) -> &str {
    let text = std::str::from_utf8(value).unwrap_or_default();
    if let Some(rest) = text.strip_prefix("Basic ").or_else(|| text.strip_prefix("Bearer ")) {
        return rest;
    }
    match text.strip_prefix("data:").and_then(|data| data.split_once(";base64,")) {
        Some((_, data)) => data,
        None => text,
    }
}

/// Which alphabet a whole text is of.
fn alphabet(text: &str) -> Option<Alphabet> {
    // The first bytes refuse most texts: prose, paths, identifiers with dots.
    let mut is_hex = text.len().is_multiple_of(2);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F' => {}
            b'g'..=b'z' | b'G'..=b'Z' | b'+' | b'/' | b'-' | b'_' | b'=' => is_hex = false,
            _ => return None,
        }
    }
    Some(if is_hex { Alphabet::Hex } else { Alphabet::Base64 })
}

/// Bytes that are text: what a picture or a hash decodes to is none.
fn text_of(bytes: Vec<u8>) -> Option<String> {
    let is_control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t');
    if bytes.len() < SHORTEST / 2 || bytes.iter().any(is_control) {
        return None;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &str) -> Option<(String, &'static str)> {
        decoded(value.as_bytes()).map(|(text, step)| (text, step.name()))
    }

    #[test]
    fn texts_of_every_encoding() {
        let text = "a text that is hidden?~";
        for (encoded, step) in [
            (codec::to_base64(text.as_bytes()), "base64"),
            (codec::to_base64(text.as_bytes()).replace('/', "_").replace('=', ""), "base64"),
            (codec::to_hex(text.as_bytes()), "hex"),
            (codec::to_hex(text.as_bytes()).to_uppercase(), "hex"),
            (codec::to_percent(text, b""), "uri"),
            (format!("Basic {}", codec::to_base64(text.as_bytes())), "base64"),
            (format!("data:text/plain;base64,{}", codec::to_base64(text.as_bytes())), "base64"),
        ] {
            assert_eq!(shown(&encoded), Some((text.to_owned(), step)), "{encoded}");
        }
    }

    #[test]
    fn what_is_no_encoded_text() {
        for value in [
            "too-short",
            "an ordinary sentence of words",
            "iVBORw0KGgoAAAANSUhEUgAAAAUA",
            "0123456789abcdef0123456789abcdef",
            "100% of a text that is none",
            "/some/path/to/a/file.js",
        ] {
            assert_eq!(shown(value), None, "{value}");
        }
    }
}
