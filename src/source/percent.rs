//! Percent-encoding (RFC 3986).

use super::Decoded;
use crate::span::Span;

/// The JSON that `span` holds percent-encoded: Ember's and Meteor's settings.
pub(crate) fn json(source: &[u8], span: Span) -> Option<Decoded> {
    let raw = span.of(source);
    let start = raw.trim_ascii_start().get(..3)?;
    let begins = start.eq_ignore_ascii_case(b"%7B") || start.eq_ignore_ascii_case(b"%5B");
    let is_json = begins && memchr::memmem::find(raw, b"%22").is_some();
    is_json.then(|| decode(raw, span.start))
}

/// What `raw` says, which stands at `start`.
pub(crate) fn decode(raw: &[u8], start: u32) -> Decoded {
    let mut text = Decoded::default();
    text.begin(start);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'%', &raw[at..]) {
        text.extend(&raw[at..at + found]);
        at += found;
        let digit = |place: usize| raw.get(at + place).and_then(|&c| char::from(c).to_digit(16));
        if let (Some(high), Some(low)) = (digit(1), digit(2)) {
            text.extend(&[(high * 16 + low) as u8]);
            at += 3;
            text.resume(start + at as u32);
        } else {
            text.extend(b"%");
            at += 1;
        }
    }
    text.extend(&raw[at..]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_json_is_decoded_and_nothing_else() {
        let text = b"%7B%22a%22%3A%22b%zz%%22%7d";
        let decoded = json(text, Span::new(0, text.len() as u32)).unwrap();
        assert_eq!(decoded.bytes, b"{\"a\":\"b%zz%\"}");
        for text in ["", "%", "%7B", "{%22", "x%7B%22"] {
            assert!(json(text.as_bytes(), Span::new(0, text.len() as u32)).is_none(), "{text}");
        }
    }
}
