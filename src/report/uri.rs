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

const HEX: &[u8; 16] = b"0123456789ABCDEF";
