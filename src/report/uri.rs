//! Paths in URIs.

/// A path as part of a URI: only RFC 3986's unreserved characters and slashes stay.
pub(crate) fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.extend([byte >> 4, byte & 15].map(|half| char::from(HEX[usize::from(half)])));
        }
    }
    encoded
}

/// An address as a URI: what RFC 3986 gives a meaning stays, and what is encoded already.
pub(crate) fn address(text: &str) -> String {
    let mut uri = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    let host = text.find("://").map_or(0, |at| at + 3);
    let path = text[host..].find('/').map_or(text.len(), |at| host + at);
    for (at, part) in text.char_indices() {
        let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
        let is_encoded = part == '%' && is_hex(at + 1) && is_hex(at + 2);
        let is_bracket = at < path && "[]".contains(part);
        let has_meaning = is_bracket || "-._~:/?#@!$&'()*+,;=".contains(part);
        if is_encoded || has_meaning || part.is_ascii_alphanumeric() {
            uri.push(part);
        } else {
            uri.push_str(&percent_encoded(part.encode_utf8(&mut [0; 4])));
        }
    }
    uri
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stays_one() {
        for (text, uri) in [
            ("https://a.example:81/x.js?v=1&w=%20", "https://a.example:81/x.js?v=1&w=%20"),
            ("http://[::1]:8/[id].js", "http://[::1]:8/%5Bid%5D.js"),
            ("http://a.example/a b\u{e4}%zz", "http://a.example/a%20b%C3%A4%25zz"),
        ] {
            assert_eq!(address(text), uri);
        }
        assert_eq!(percent_encoded("http://a"), "http%3A//a");
    }
}
