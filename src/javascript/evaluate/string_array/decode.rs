//! What an accessor does with a string of its array.

use crate::{candidate::Step, javascript::codec};

/// Steps of RC4 over 256 numbers.
const NUMBERS: usize = 256;

pub(super) enum Encoding {
    Plain,
    /// Base64 with this alphabet.
    Base64(Box<[u8; 128]>),
    /// The same, and RC4 with a key that every call brings.
    Rc4(Box<[u8; 128]>),
}

/// No digit of an alphabet.
const NONE: u8 = u8::MAX;

impl Encoding {
    /// `alphabet` has the 64 digits in their order, and perhaps the padding.
    pub(super) fn new(alphabet: Option<&str>, is_rc4: bool) -> Self {
        let Some(alphabet) = alphabet else { return Self::Plain };
        let mut digits = Box::new([NONE; 128]);
        for (value, digit) in alphabet.bytes().take(64).enumerate() {
            digits[usize::from(digit & 127)] = value as u8;
        }
        if is_rc4 { Self::Rc4(digits) } else { Self::Base64(digits) }
    }

    /// As the report names it.
    pub(super) const fn step(&self) -> Option<Step> {
        match self {
            Self::Plain => None,
            Self::Base64(_) => Some(Step::Base64),
            Self::Rc4(_) => Some(Step::Rc4),
        }
    }

    pub(super) fn decode(&self, text: &str, key: &str) -> Option<String> {
        match self {
            Self::Plain => Some(text.to_owned()),
            Self::Base64(digits) => utf8(text, digits),
            Self::Rc4(digits) => rc4(&utf8(text, digits)?, key),
        }
    }
}

fn utf8(text: &str, digits: &[u8; 128]) -> Option<String> {
    let digit = |byte: u8| digits.get(usize::from(byte)).copied().filter(|value| *value != NONE);
    String::from_utf8(codec::base64_in(text, digit)?).ok()
}

/// RC4 over the characters of a text, as JavaScript counts them.
fn rc4(text: &str, key: &str) -> Option<String> {
    let key: Vec<u16> = key.encode_utf16().collect();
    if key.is_empty() {
        return None;
    }
    let mut numbers: [u8; NUMBERS] = std::array::from_fn(|index| index as u8);
    let mut other = 0usize;
    for index in 0..NUMBERS {
        let shift = usize::from(key[index % key.len()]);
        other = (other + usize::from(numbers[index]) + shift) % NUMBERS;
        numbers.swap(index, other);
    }
    let (mut index, mut other) = (0usize, 0usize);
    let units: Vec<u16> = text
        .encode_utf16()
        .map(|unit| {
            index = (index + 1) % NUMBERS;
            other = (other + usize::from(numbers[index])) % NUMBERS;
            numbers.swap(index, other);
            let sum = usize::from(numbers[index]) + usize::from(numbers[other]);
            unit ^ u16::from(numbers[sum % NUMBERS])
        })
        .collect();
    String::from_utf16(&units).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rc4_is_its_own_inverse() {
        let secret = rc4("a text of some length", "key").unwrap();
        assert_ne!(secret, "a text of some length");
        assert_eq!(rc4(&secret, "key").unwrap(), "a text of some length");
        assert_eq!(rc4("text", ""), None);
    }

    /// A vector that everybody has: "Key" and "Plaintext".
    #[test]
    fn rc4_of_the_known_vector() {
        let bytes: Vec<u32> = rc4("Plaintext", "Key").unwrap().chars().map(u32::from).collect();
        assert_eq!(bytes, [0xBB, 0xF3, 0x16, 0xE8, 0xD9, 0x40, 0xAF, 0x0A, 0xD3]);
    }

    #[test]
    fn an_alphabet_with_its_cases_swapped() {
        let alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=";
        let encoding = Encoding::new(Some(alphabet), false);
        assert_eq!(encoding.decode("AgvSBg8", "").unwrap(), "hello");
        assert_eq!(encoding.decode("*", ""), None);
    }
}
