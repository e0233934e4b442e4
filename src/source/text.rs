//! Bytes as text.

use std::borrow::Cow;

use super::Encoding;

/// The file as UTF-8 where its byte-order mark says that it is UTF-16; otherwise as it is.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, [u8]>, Encoding) {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return (Cow::Borrowed(bytes), Encoding::Utf8),
    };
    let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: String =
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    (Cow::Owned(text.into_bytes()), Encoding::Utf16)
}

/// `bytes` as a string of the same length.
pub(super) fn utf8_of_same_length(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_is_decoded_in_both_byte_orders() {
        let expected = "let é = 1";
        for (mark, bytes) in [
            ([0xFF, 0xFE], expected.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()),
            ([0xFE, 0xFF], expected.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ] {
            let file = [&mark[..], &bytes].concat();
            let (text, encoding) = decode(&file);
            assert_eq!((&*text, encoding), (expected.as_bytes(), Encoding::Utf16));
        }
    }

    #[test]
    fn broken_utf8_keeps_its_length() {
        let bytes = b"a\xFF\xC3(\xE2\x82)\xF0z";
        let text = utf8_of_same_length(bytes);
        assert_eq!(text.len(), bytes.len());
        assert_eq!(text, "a??(??)?z");
    }
}
