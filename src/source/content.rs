//! What a text looks like, when nothing else says what it is.

/// Whether `text` is a JSON object or array with a string in it.
pub(crate) fn is_json(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    begins_json(text)
        && matches!(text.last(), Some(b'}' | b']'))
        && memchr::memchr(b'"', text).is_some()
}

/// Whether `text`, without white space before it, begins as JSON does.
pub(crate) fn begins_json(text: &[u8]) -> bool {
    let Some((first, rest)) = text.split_first() else { return false };
    let second = rest.trim_ascii_start().first();
    match first {
        b'{' => matches!(second, Some(b'"')),
        b'[' => matches!(second, Some(b'"' | b'{' | b'[' | b'0'..=b'9' | b'-')),
        _ => false,
    }
}

/// Whether JSON with a string in it stands somewhere in `text`.
pub(crate) fn holds_json(text: &[u8]) -> bool {
    memchr::memchr2_iter(b'{', b'[', text).take(64).any(|at| {
        let next = text[at + 1..].trim_ascii_start();
        next.starts_with(b"\"") && memchr::memchr(b'"', &next[1..]).is_some()
    })
}

/// Whether `text` begins as rows of React's flight format do: `0:{…}`, `1f:I[…]`, `:HL[…]`.
pub(crate) fn is_flight(text: &[u8]) -> bool {
    let digits = text.iter().take(6).take_while(|byte| byte.is_ascii_hexdigit()).count();
    let Some((b':', row)) = text.get(digits..).and_then(<[u8]>::split_first) else { return false };
    let row = row.strip_prefix(b"HL").or(row.strip_prefix(b"I")).unwrap_or(row);
    let is_text = row.first() == Some(&b'T') && row.get(1).is_some_and(u8::is_ascii_hexdigit);
    is_text
        || (matches!(row.first(), Some(b'{' | b'[' | b'"')) && memchr::memchr(b'"', row).is_some())
}

/// Whether `text` is markup with a script in it.
pub(crate) fn is_page(text: &[u8]) -> bool {
    text.trim_ascii_start().starts_with(b"<") && memchr::memmem::find(text, b"<script").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_told_from_prose_and_code() {
        for text in ["{\"a\":1}", " [ {\"a\":\"b\"} ]\n", "[[\"Reactive\",1],2]", "[0,\"a\"]"] {
            assert!(is_json(text.as_bytes()), "{text}");
            assert!(holds_json(format!("x {text} y").as_bytes()) || text.starts_with("[0"));
        }
        for text in ["", "{", "[1,2]", "{a:1}", "[a]", "{{x}}", "\"a\"", "{\"a\":1"] {
            assert!(!is_json(text.as_bytes()), "{text}");
        }
        assert!(!holds_json(b"a {b} [c] { d"));
    }
}
