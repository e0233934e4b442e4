//! Character references: `&quot;`, `&#34;`, `&#x22;`.
//!
//! Of the names, only those of ASCII characters are known: no key and no syntax has others.

use crate::{source::Decoded, span::Span};

/// Names of ASCII characters. The first four do without a semicolon.
const NAMES: [(&[u8], u8); 42] = [
    (b"amp", b'&'),
    (b"lt", b'<'),
    (b"gt", b'>'),
    (b"quot", b'"'),
    (b"AMP", b'&'),
    (b"LT", b'<'),
    (b"GT", b'>'),
    (b"QUOT", b'"'),
    (b"apos", b'\''),
    (b"Tab", b'\t'),
    (b"NewLine", b'\n'),
    (b"excl", b'!'),
    (b"num", b'#'),
    (b"dollar", b'$'),
    (b"percnt", b'%'),
    (b"lpar", b'('),
    (b"rpar", b')'),
    (b"ast", b'*'),
    (b"midast", b'*'),
    (b"plus", b'+'),
    (b"comma", b','),
    (b"period", b'.'),
    (b"sol", b'/'),
    (b"colon", b':'),
    (b"semi", b';'),
    (b"equals", b'='),
    (b"quest", b'?'),
    (b"commat", b'@'),
    (b"lsqb", b'['),
    (b"lbrack", b'['),
    (b"bsol", b'\\'),
    (b"rsqb", b']'),
    (b"rbrack", b']'),
    (b"Hat", b'^'),
    (b"lowbar", b'_'),
    (b"UnderBar", b'_'),
    (b"grave", b'`'),
    (b"lcub", b'{'),
    (b"lbrace", b'{'),
    (b"rcub", b'}'),
    (b"rbrace", b'}'),
    (b"vert", b'|'),
];

/// How many of [`NAMES`] are known without a semicolon.
const LEGACY: usize = 8;

/// The longest of [`NAMES`], and of numbers that say a character.
const LONGEST: usize = 8;

/// A text whose references are resolved: the source's own bytes where it has none.
pub(crate) enum Resolved<'a> {
    Verbatim(&'a [u8]),
    Decoded(Decoded),
}

impl Resolved<'_> {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Verbatim(bytes) => bytes,
            Self::Decoded(text) => &text.bytes,
        }
    }

    pub(crate) fn is_verbatim(&self) -> bool {
        matches!(self, Self::Verbatim(_))
    }
}

/// The text of `span`. In attributes, `&lt=` and `&ltx` stand for themselves.
pub(crate) fn resolve(source: &[u8], span: Span, in_attribute: bool) -> Resolved<'_> {
    let raw = span.of(source);
    if memchr::memchr(b'&', raw).is_none() {
        return Resolved::Verbatim(raw);
    }
    let mut text = Decoded::default();
    text.begin(span.start);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'&', &raw[at..]) {
        text.extend(&raw[at..at + found]);
        at += found;
        match reference(&raw[at + 1..], in_attribute) {
            Some((character, length)) => {
                text.extend(character.encode_utf8(&mut [0; 4]).as_bytes());
                at += 1 + length;
                text.resume(span.start + at as u32);
            }
            None => {
                text.extend(b"&");
                at += 1;
            }
        }
    }
    text.extend(&raw[at..]);
    Resolved::Decoded(text)
}

/// The character and the length of a reference without its `&`.
fn reference(rest: &[u8], in_attribute: bool) -> Option<(char, usize)> {
    match rest {
        [b'#', b'x' | b'X', digits @ ..] => numeric(digits, 16).map(|(c, length)| (c, length + 2)),
        [b'#', digits @ ..] => numeric(digits, 10).map(|(c, length)| (c, length + 1)),
        _ => named(rest, in_attribute),
    }
}

fn numeric(digits: &[u8], radix: u32) -> Option<(char, usize)> {
    let length = digits.iter().take_while(|&&digit| char::from(digit).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let code = digits[..length].iter().fold(0u32, |code, &digit| {
        let value = char::from(digit).to_digit(radix).unwrap_or(0);
        code.saturating_mul(radix).saturating_add(value)
    });
    let character = match code {
        0 => char::REPLACEMENT_CHARACTER,
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some((character, length + usize::from(digits.get(length) == Some(&b';'))))
}

fn named(rest: &[u8], in_attribute: bool) -> Option<(char, usize)> {
    let length = rest.iter().take(LONGEST).take_while(|byte| byte.is_ascii_alphabetic()).count();
    if rest.get(length) == Some(&b';')
        && let Some((_, byte)) = NAMES.iter().find(|(name, _)| *name == &rest[..length])
    {
        return Some((char::from(*byte), length + 1));
    }
    let (name, byte) = NAMES[..LEGACY].iter().find(|(name, _)| rest.starts_with(name))?;
    let next = rest.get(name.len());
    let is_text =
        in_attribute && next.is_some_and(|next| *next == b'=' || next.is_ascii_alphanumeric());
    (!is_text).then_some((char::from(*byte), name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(text: &str, in_attribute: bool) -> String {
        let span = Span::new(0, text.len() as u32);
        String::from_utf8(resolve(text.as_bytes(), span, in_attribute).bytes().to_vec()).unwrap()
    }

    #[test]
    fn references_are_resolved() {
        for (text, expected) in [
            ("a&quot;b&#34;c&#x22;d", "a\"b\"c\"d"),
            ("&lt;&gt;&amp;&apos;&lowbar;&sol;", "<>&'_/"),
            ("&lt&gt&#65&#x42", "<>AB"),
            ("&amp;quot;", "&quot;"),
            ("& &x &; &#; &#x; &nope; &", "& &x &; &#; &#x; &nope; &"),
            ("&#0;&#x110000;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("&notit;", "&notit;"),
        ] {
            assert_eq!(resolved(text, false), expected, "{text}");
        }
    }

    #[test]
    fn in_attributes_a_parameter_is_no_reference() {
        assert_eq!(resolved("?a=1&lt=2&gtx&amp;b", true), "?a=1&lt=2&gtx&b");
        assert_eq!(resolved("?a=1&lt=2", false), "?a=1<=2");
    }

    #[test]
    fn places_go_through_references() {
        let source = b"x{&quot;a&quot;}";
        let Resolved::Decoded(text) = resolve(source, Span::new(1, 16), false) else {
            panic!("it has references")
        };
        let part = crate::source::Part::decoded(crate::report::FileKind::Json, text);
        assert_eq!(&*part.bytes, b"{\"a\"}");
        assert_eq!(part.lift(Span::new(2, 3)), Some(Span::new(8, 9)));
    }
}
