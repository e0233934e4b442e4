//! The parts of a value that may be a token by themselves: the whole, what stands behind an
//! authorization scheme, the parameters of a URL.

use std::ops::Range;

/// Shorter values are words, longer ones are data.
const SHORTEST: usize = 8;
const LONGEST: usize = 2048;

/// Without any digit, shorter values are names.
const DIGITLESS: usize = 20;

/// A part of a candidate's value.
pub(crate) struct Subject<'a> {
    pub(crate) text: &'a [u8],
    /// Where `text` is in the value.
    pub(crate) range: Range<usize>,
    pub(crate) kind: SubjectKind<'a>,
}

/// What says that this part is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SubjectKind<'a> {
    /// The value as it is.
    Whole,
    /// Behind `Bearer`, `Token` and the like, in lower case.
    Scheme(&'static str),
    /// A parameter of a URL.
    Query { host: &'a [u8], name: &'a [u8] },
}

const SCHEMES: [(&str, &str); 8] = [
    ("Bearer ", "bearer"),
    ("bearer ", "bearer"),
    ("Basic ", "basic"),
    ("basic ", "basic"),
    ("Token ", "token"),
    ("token ", "token"),
    ("ApiKey ", "apikey"),
    ("Key ", "key"),
];

/// Calls `look` for every part of `value` that a rule which goes by context may want to see.
pub(crate) fn each<'a>(value: &'a [u8], mut look: impl FnMut(&Subject<'a>)) {
    if !(SHORTEST..=LONGEST).contains(&value.len()) {
        return;
    }
    if let Some(at) = memchr::memchr(b'?', value) {
        return each_parameter(value, at, look);
    }
    for (prefix, scheme) in SCHEMES {
        if let Some(rest) = value.strip_prefix(prefix.as_bytes()) {
            if is_token_like(rest) {
                let range = value.len() - rest.len()..value.len();
                look(&Subject { text: rest, range, kind: SubjectKind::Scheme(scheme) });
            }
            return;
        }
    }
    if is_token_like(value) {
        look(&Subject { text: value, range: 0..value.len(), kind: SubjectKind::Whole });
    }
}

fn each_parameter<'a>(value: &'a [u8], query: usize, mut look: impl FnMut(&Subject<'a>)) {
    let host = host_of(&value[..query]);
    let mut at = query + 1;
    for parameter in value[at..].split(|&byte| byte == b'&' || byte == b'#') {
        if let Some(equals) = memchr::memchr(b'=', parameter) {
            let text = &parameter[equals + 1..];
            if text.len() >= SHORTEST && is_token_like(text) {
                let start = at + equals + 1;
                let kind = SubjectKind::Query { host, name: &parameter[..equals] };
                look(&Subject { text, range: start..start + text.len(), kind });
            }
        }
        at += parameter.len() + 1;
    }
}

fn host_of(url: &[u8]) -> &[u8] {
    let Some(scheme) = memchr::memmem::find(url, b"//") else { return &[] };
    let rest = &url[scheme + 2..];
    let end = memchr::memchr2(b'/', b':', rest).unwrap_or(rest.len());
    &rest[..end]
}

/// No white space, and digits or letters of both cases: what is left of the strings of a program
/// after this is a small part of them.
fn is_token_like(text: &[u8]) -> bool {
    let (mut digits, mut capitals) = (0, 0);
    for &byte in text {
        match byte {
            b'0'..=b'9' => digits += 1,
            0..=b' '
            | b'"'
            | b'\''
            | b'`'
            | b'<'
            | b'>'
            | b'{'
            | b'}'
            | b'('
            | b')'
            | b';'
            | 0x7F.. => return false,
            b'A'..=b'Z' => capitals += 1,
            _ => {}
        }
    }
    // Of thirty drawn letters and digits, one text in two hundred has no digit; in names, few
    // letters are capitals.
    let is_mixed = capitals * 4 >= text.len() && capitals * 4 <= text.len() * 3;
    digits > 0 || (text.len() >= DIGITLESS && is_mixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(value: &str) -> Vec<(String, String)> {
        let mut parts = Vec::new();
        each(value.as_bytes(), |subject| {
            let text = String::from_utf8_lossy(subject.text).into_owned();
            assert_eq!(text, value[subject.range.clone()]);
            let kind = match subject.kind {
                SubjectKind::Whole => "whole".to_owned(),
                SubjectKind::Scheme(scheme) => scheme.to_owned(),
                SubjectKind::Query { host, name } => {
                    format!("{}?{}", String::from_utf8_lossy(host), String::from_utf8_lossy(name))
                }
            };
            parts.push((kind, text));
        });
        parts
    }

    #[test]
    fn a_plain_value_is_looked_at_whole() {
        assert_eq!(parts("0123456789abcdefgh"), [("whole".into(), "0123456789abcdefgh".into())]);
    }

    #[test]
    fn a_scheme_is_taken_off() {
        assert_eq!(parts("Bearer abc1def2ghi3"), [("bearer".into(), "abc1def2ghi3".into())]);
    }

    #[test]
    fn parameters_are_looked_at_one_by_one() {
        assert_eq!(
            parts("https://api.example.com/v1?lang=en&key=0123456789abcdef0#top"),
            [("api.example.com?key".into(), "0123456789abcdef0".into())]
        );
    }

    #[test]
    fn prose_code_and_short_words_are_not_looked_at() {
        for value in
            ["two words 12 and more", "short1", "nodigitsatallinthisone", "f(x){return 1234567890}"]
        {
            assert!(parts(value).is_empty(), "{value}");
        }
    }
}
