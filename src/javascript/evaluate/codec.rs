//! Texts that stand for bytes: base64, hex, percent-encoding.

/// Decodes base64 and base64url, with padding or without; white space is passed over.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    base64_in(text, |byte| {
        Some(match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        })
    })
}

/// Decodes base64 with an alphabet of its own.
pub(crate) fn base64_in(text: &str, digit: impl Fn(u8) -> Option<u8>) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        if byte == b'=' {
            break;
        }
        bits = bits << 6 | u32::from(digit(byte)?);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    Some(bytes)
}

/// Encodes base64 with padding.
pub(crate) fn to_base64(bytes: &[u8]) -> String {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    STANDARD.encode(bytes)
}

/// Decodes pairs of hexadecimal digits, up to the first that is none.
pub(crate) fn hex(text: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    text.as_bytes()
        .chunks_exact(2)
        .map_while(|pair| Some((digit(pair[0])? << 4 | digit(pair[1])?) as u8))
        .collect()
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

/// `decodeURIComponent`; nothing where it would throw.
pub(crate) fn percent(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some(at) = memchr::memchr(b'%', rest) {
        bytes.extend_from_slice(&rest[..at]);
        let pair = std::str::from_utf8(rest.get(at + 1..at + 3)?).ok()?;
        bytes.push(u8::from_str_radix(pair, 16).ok()?);
        rest = &rest[at + 3..];
    }
    bytes.extend_from_slice(rest);
    String::from_utf8(bytes).ok()
}

/// `encodeURIComponent`, and `encodeURI` with what that keeps.
pub(crate) fn to_percent(text: &str, kept: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) || kept.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// `unescape`: `%XX` and `%uXXXX`.
pub(crate) fn unescape(text: &str) -> String {
    let code = |digits: Option<&str>| u16::from_str_radix(digits?, 16).ok();
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        units.extend(rest[..at].encode_utf16());
        rest = &rest[at..];
        let (unit, length) = if rest.as_bytes().get(1) == Some(&b'u') {
            (code(rest.get(2..6)), 6)
        } else {
            (code(rest.get(1..3)), 3)
        };
        let (unit, length) = unit.map_or((u16::from(b'%'), 1), |unit| (unit, length));
        units.push(unit);
        rest = &rest[length..];
    }
    units.extend(rest.encode_utf16());
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_every_kind() {
        for text in ["aGVsbG8/Pj4=", "aGVsbG8_Pj4", "aGVs bG8/\nPj4"] {
            assert_eq!(base64(text).unwrap(), b"hello?>>");
        }
        assert_eq!(base64("a*b"), None);
        assert_eq!(to_base64(b"hello?>>"), "aGVsbG8/Pj4=");
    }

    #[test]
    fn hex_and_percent() {
        assert_eq!(hex("68656C6c6f"), b"hello");
        assert_eq!(to_hex(b"\x00\xffA"), "00ff41");
        assert_eq!(percent("%68%65llo%C3%A9").unwrap(), "helloé");
        assert_eq!(percent("%6"), None);
        assert_eq!(percent("%FF"), None);
        assert_eq!(to_percent("a b/é", b""), "a%20b%2F%C3%A9");
        assert_eq!(unescape("%68%u0065llo%zz%"), "hello%zz%");
    }
}
