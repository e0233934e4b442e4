//! The escapes of string and template literals (ECMAScript, "String Literals").

use crate::source::Decoded;

/// Appends what the literal `raw` (without its quotes) says to `out`. What is no valid escape
/// stands for itself; a lone surrogate becomes U+FFFD.
pub(crate) fn decode(raw: &[u8], out: &mut Vec<u8>) {
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        out.extend_from_slice(&rest[..at]);
        let escape = &rest[at + 1..];
        let length = decode_one(escape, out);
        rest = &escape[length.min(escape.len())..];
    }
    out.extend_from_slice(rest);
}

/// The same with the places of everything: `raw` begins at `start`.
pub(crate) fn decode_into(raw: &[u8], start: u32, out: &mut Decoded) {
    out.begin(start);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &raw[at..]) {
        out.extend(&raw[at..at + found]);
        at += found + 1;
        at = (at + decode_one(&raw[at..], &mut out.bytes)).min(raw.len());
        out.resume(start + at as u32);
    }
    out.extend(&raw[at..]);
    out.resume(start + raw.len() as u32);
}

/// Decodes one escape (without its backslash) and gives its length.
fn decode_one(escape: &[u8], out: &mut Vec<u8>) -> usize {
    match escape {
        [] => 0,
        [b'n', ..] => push(out, b'\n'),
        [b't', ..] => push(out, b'\t'),
        [b'r', ..] => push(out, b'\r'),
        [b'b', ..] => push(out, 0x08),
        [b'f', ..] => push(out, 0x0C),
        [b'v', ..] => push(out, 0x0B),
        [b'0'..=b'7', ..] => octal(escape, out),
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        [b'x', ..] => match hex(escape.get(1..3)) {
            Some(code) => {
                push_char(code, out);
                3
            }
            None => push(out, b'x'),
        },
        [b'u', ..] => unicode(escape, out),
        [other, ..] => push(out, *other),
    }
}

fn push(out: &mut Vec<u8>, byte: u8) -> usize {
    out.push(byte);
    1
}

fn push_char(code: u32, out: &mut Vec<u8>) {
    let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

/// Up to three octal digits, at most 0o377.
fn octal(escape: &[u8], out: &mut Vec<u8>) -> usize {
    let most = if escape[0] <= b'3' { 3 } else { 2 };
    let digits = escape.iter().take(most).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
    let code = escape[..digits].iter().fold(0, |code, digit| code * 8 + u32::from(digit - b'0'));
    push_char(code, out);
    digits
}

/// `uXXXX`, twice for a surrogate pair, or `u{X…}`.
fn unicode(escape: &[u8], out: &mut Vec<u8>) -> usize {
    if escape.get(1) == Some(&b'{') {
        let end = escape.iter().take(12).position(|&byte| byte == b'}');
        if let Some((end, code)) = end.and_then(|end| Some((end, hex(escape.get(2..end))?))) {
            push_char(code, out);
            return end + 1;
        }
        return push(out, b'u');
    }
    let Some(high) = hex(escape.get(1..5)) else { return push(out, b'u') };
    if (0xD800..0xDC00).contains(&high)
        && escape.get(5..7) == Some(b"\\u")
        && let Some(low @ 0xDC00..0xE000) = hex(escape.get(7..11))
    {
        push_char(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00), out);
        return 11;
    }
    push_char(high, out);
    5
}

fn hex(digits: Option<&[u8]>) -> Option<u32> {
    let digits = digits.filter(|digits| !digits.is_empty() && digits.len() <= 8)?;
    digits.iter().try_fold(0u32, |code, &digit| Some((code << 4) | char::from(digit).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(raw: &str) -> String {
        let mut out = Vec::new();
        decode(raw.as_bytes(), &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_kind_of_escape() {
        for (raw, expected) in [
            (r"plain", "plain"),
            (r"a\nb\tc\r\b\f\v", "a\nb\tc\r\u{8}\u{c}\u{b}"),
            (r#"\"\'\`\\\/"#, "\"'`\\/"),
            (r"\x41\u0042\u{43}\u{1F600}", "ABC😀"),
            (r"\ud83d\ude00!", "😀!"),
            (r"\ud83d!", "\u{FFFD}!"),
            (r"\101\0\47x", "A\0'x"),
            ("a\\\nb\\\r\nc", "abc"),
            (r"\xZZ\uZZZZ\u{}\u{110000}", "xZZuZZZZu{}\u{FFFD}"),
            (r"end\", "end"),
        ] {
            assert_eq!(decoded(raw), expected, "{raw}");
        }
    }
}
