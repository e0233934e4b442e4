//! Parts of tokens that are base64 of something with a form of its own.

use base64::{
    Engine as _,
    alphabet::{STANDARD, URL_SAFE},
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    prelude::BASE64_STANDARD_NO_PAD,
};

/// Longer ones are data, and no part of a token.
const LONGEST: usize = 4096;

/// Tokens are written with and without padding, and some encoders leave bits behind.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

/// What the beginning of `text` says as base64, in either alphabet, with its length. One alphabet's
/// characters are the other's separators.
pub(super) fn readings(text: &[u8]) -> impl Iterator<Item = (usize, Vec<u8>)> {
    [(&STANDARD, b"+/"), (&URL_SAFE, b"-_")].into_iter().filter_map(move |(alphabet, more)| {
        let is_digit = |byte: &&u8| byte.is_ascii_alphanumeric() || more.contains(*byte);
        let digits = text.iter().take(LONGEST).take_while(is_digit).count();
        let padding = text[digits..].iter().take(2).take_while(|byte| **byte == b'=').count();
        let decoded = GeneralPurpose::new(alphabet, LENIENT).decode(&text[..digits]).ok()?;
        Some((digits + padding, decoded))
    })
}

/// The base64 that begins every text which begins with `literal`.
pub(super) fn beginning(literal: &str) -> String {
    let whole = literal.len() / 3 * 3;
    BASE64_STANDARD_NO_PAD.encode(&literal.as_bytes()[..whole])
}

/// How long the base64 of `length` bytes is, without padding.
pub(super) const fn length(length: usize) -> usize {
    (length * 4).div_ceil(3)
}
