//! What an encoded value says: a weak word is one in base64 too.

use std::borrow::Cow;

use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD},
};

use crate::source::percent;

/// A value that is encoded twice is encoded on purpose.
const MOST_ENCODINGS: usize = 2;

/// Shorter texts decode to anything.
const SHORTEST: usize = 4;

/// Longer ones are no passwords.
const LONGEST: usize = 256;

/// The text that `value` is base64, hexadecimal or percent-encoding of; `value` itself when it is
/// none of them.
pub(crate) fn plain(value: &[u8]) -> Cow<'_, [u8]> {
    let mut plain = Cow::Borrowed(value);
    for _ in 0..MOST_ENCODINGS {
        match decoded(&plain) {
            Some(text) => plain = Cow::Owned(text),
            None => break,
        }
    }
    plain
}

fn decoded(value: &[u8]) -> Option<Vec<u8>> {
    if !(SHORTEST..=LONGEST).contains(&value.len()) {
        return None;
    }
    if value.contains(&b'%') {
        let decoded = percent::decode(value, 0).bytes;
        return (decoded.len() < value.len()).then_some(decoded).and_then(text);
    }
    let end = value.iter().rposition(|byte| *byte != b'=').map_or(0, |at| at + 1);
    let digits = &value[..end];
    hex(value)
        .and_then(text)
        .or_else(|| BASE64_STANDARD_NO_PAD.decode(digits).ok().and_then(text))
        .or_else(|| BASE64_URL_SAFE_NO_PAD.decode(digits).ok().and_then(text))
}

fn hex(value: &[u8]) -> Option<Vec<u8>> {
    if !value.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    value.chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

/// Returns `bytes` without the line's end that `echo` adds if they are a text of mostly letters: of
/// eight random digits of base64 one in two thousand decodes to one, of twelve one in 50,000.
fn text(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let end = bytes.iter().rposition(|byte| !matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
    bytes.truncate(end);
    let is_text = |byte: &u8| (b' '..=b'~').contains(byte) && !b"\"'`<>{}();\\".contains(byte);
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    (bytes.len() >= 2 && letters * 2 >= bytes.len() && bytes.iter().all(is_text)).then_some(bytes)
}

/// The password of `user:password`.
pub(crate) fn password_of_pair(text: &[u8]) -> Option<&[u8]> {
    let colon = memchr::memchr(b':', text)?;
    let (user, password) = (&text[..colon], &text[colon + 1..]);
    let is_user = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.@+-".contains(byte);
    let is_pair = !user.is_empty() && user.iter().all(is_user) && !password.starts_with(b"//");
    (is_pair && !password.is_empty()).then_some(password)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::javascript::codec;

    #[test]
    fn weak_words_are_read_in_every_encoding() {
        for word in ["admin", "changeme", "password123", "P@ssw0rd", "s3cr3t-word", "root"] {
            let base64 = codec::to_base64(word.as_bytes());
            for encoded in [
                base64.clone(),
                base64.trim_end_matches('=').to_owned(),
                codec::to_base64(format!("{word}\n").as_bytes()),
                codec::to_base64(base64.as_bytes()),
                codec::to_hex(word.as_bytes()),
            ] {
                assert_eq!(&*plain(encoded.as_bytes()), word.as_bytes(), "{encoded}");
            }
        }
        assert_eq!(&*plain(b"p%40ssword"), b"p@ssword");
    }

    #[test]
    fn what_encodes_nothing_is_left() {
        for value in ["T7bQ2mXw9LzKcR4vNpYh6SdG", "9f8c2b7a41d05e36", "Winter2025", "tr0ub4dor&3"] {
            assert_eq!(&*plain(value.as_bytes()), value.as_bytes());
        }
    }

    #[test]
    fn passwords_of_pairs() {
        assert_eq!(password_of_pair(b"ann:hunter2"), Some(&b"hunter2"[..]));
        for text in ["ann", "https://x", "ann:", ":x", "a b:c"] {
            assert_eq!(password_of_pair(text.as_bytes()), None, "{text}");
        }
    }
}
