//! The ways in which a value may be written down.

use std::fmt::Write as _;

use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD},
};

use crate::candidate::Step;

/// A text that stands for a value, and how the value is read from it.
pub(super) type Written = (Vec<u8>, &'static [Step]);

/// Every form of `value`, the plain one first. The same text may come twice.
pub(super) fn forms(value: &str) -> Vec<Written> {
    let mut forms: Vec<Written> = vec![(value.as_bytes().to_vec(), &[])];
    let escaped = |text: String| (text.into_bytes(), &[Step::Escape] as &[Step]);
    forms.extend(escapes(value).into_iter().map(escaped));
    let url = |text: String| (text.into_bytes(), &[Step::Uri] as &[Step]);
    forms.extend(percent(value).into_iter().map(url));
    forms.extend(
        base64(value.as_bytes()).into_iter().map(|text| (text, &[Step::Base64] as &[Step])),
    );
    let hex = hex(value.as_bytes());
    forms.push((hex.to_ascii_uppercase().into_bytes(), &[Step::Hex]));
    forms.push((hex.into_bytes(), &[Step::Hex]));
    forms.push((value.chars().rev().collect::<String>().into_bytes(), &[Step::Reverse]));
    let units = || value.encode_utf16();
    forms.push((units().flat_map(u16::to_le_bytes).collect(), &[Step::Utf16]));
    forms.push((units().flat_map(u16::to_be_bytes).collect(), &[Step::Utf16]));
    forms
}

/// What JSON, scripts and pages make of signs that mean something to them.
fn escapes(value: &str) -> Vec<String> {
    let json = json(value);
    let script = |quote: char| {
        let json = json.replace("\\\"", "\"");
        json.replace(quote, &format!("\\{quote}"))
    };
    let safe = |signs: &str, uppercase: bool| {
        let mut text = String::new();
        for c in json.replace("\\\"", "\"").chars() {
            if !c.is_ascii() || signs.contains(c) {
                unicode(c, uppercase, &mut text);
            } else {
                text.push(c);
            }
        }
        text
    };
    let mut forms = vec![
        // JSON in a string of JSON.
        self::json(&json),
        json.replace('/', "\\/"),
        script('\''),
        script('`').replace("${", "\\${"),
        safe("", false).replace('"', "\\\""),
        safe("", true).replace('"', "\\\""),
        // What keeps JSON from ending a script: Rails, Go, serialize-javascript, .NET.
        safe("<>&", false).replace('"', "\\\""),
        safe("<>&/", true).replace('"', "\\\""),
        safe("<>&'\"+`", true),
    ];
    for text in [value, json.as_str()] {
        forms.extend(entities(text));
    }
    forms.push(json);
    forms
}

/// The inside of a JSON string.
fn json(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 8);
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c.is_ascii_control() => unicode(c, false, &mut text),
            c => text.push(c),
        }
    }
    text
}

/// `\u00e9`.
fn unicode(c: char, uppercase: bool, text: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        // Writing to a string cannot fail.
        let _ =
            if uppercase { write!(text, "\\u{unit:04X}") } else { write!(text, "\\u{unit:04x}") };
    }
}

/// Every library has its own spelling of quotes.
fn entities(value: &str) -> [String; 4] {
    let basic = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let text = basic(value);
    [
        text.replace('"', "&quot;").replace('\'', "&#39;"),
        text.replace('"', "&quot;").replace('\'', "&#x27;"),
        text.replace('"', "&#34;").replace('\'', "&#39;").replace('+', "&#43;"),
        basic(value)
            .replace('"', "&quot;")
            .replace('\'', "&#39;")
            .replace('/', "&#x2F;")
            .replace('`', "&#x60;")
            .replace('=', "&#x3D;"),
    ]
}

/// Percent-encoded as `encodeURIComponent` and `encodeURI` do it, as RFC 3986 wants it, and as
/// forms are sent.
fn percent(value: &str) -> Vec<String> {
    let component = escaped(value, "-_.!~*'()");
    let strict = escaped(value, "-_.~");
    vec![
        escaped(value, "-_.!~*'();/?:@&=+$,#"),
        component.replace("%20", "+"),
        strict.replace("%20", "+"),
        strict.to_ascii_lowercase_escapes(),
        component.to_ascii_lowercase_escapes(),
        component.replace('%', "%25"),
        strict,
        component,
    ]
}

/// `value` with all bytes escaped but letters, digits and `plain`.
fn escaped(value: &str, plain: &str) -> String {
    let mut text = String::with_capacity(value.len() + 16);
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || plain.as_bytes().contains(&byte) {
            text.push(byte as char);
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// Lower-case digits behind percent signs.
trait LowercaseEscapes {
    fn to_ascii_lowercase_escapes(&self) -> String;
}

impl LowercaseEscapes for String {
    fn to_ascii_lowercase_escapes(&self) -> String {
        let mut digits = 0;
        self.chars()
            .map(|c| {
                let is_digit = digits > 0;
                digits = if c == '%' { 2 } else { digits.max(1) - 1 };
                if is_digit { c.to_ascii_lowercase() } else { c }
            })
            .collect()
    }
}

/// What base64 makes of the value behind 0, 1 or 2 other bytes: the characters that do not
/// depend on what stands around it.
fn base64(value: &[u8]) -> Vec<Vec<u8>> {
    let mut forms = Vec::with_capacity(6);
    for before in 0..3 {
        let bytes = [&[0, 0][..before], value].concat();
        let range = (before * 8).div_ceil(6)..bytes.len() * 8 / 6;
        for text in [BASE64_STANDARD_NO_PAD.encode(&bytes), BASE64_URL_SAFE_NO_PAD.encode(&bytes)] {
            forms.push(text.as_bytes()[range.clone()].to_vec());
        }
    }
    forms
}

fn hex(value: &[u8]) -> String {
    value.iter().fold(String::with_capacity(2 * value.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(value: &str, text: &str) -> bool {
        forms(value).iter().any(|(form, _)| form == text.as_bytes())
    }

    #[test]
    fn signs_are_written_in_many_ways() {
        let value = "a\"b'c/d<e&f é+g\n";
        for text in [
            "a\\\"b'c/d<e&f é+g\\n",
            "a\\\"b'c\\/d<e&f é+g\\n",
            "a\\\\\\\"b'c/d<e&f é+g\\\\n",
            "a\"b\\'c/d<e&f é+g\\n",
            "a\\\"b'c/d<e&f \\u00e9+g\\n",
            "a\\\"b'c/d\\u003ce\\u0026f \\u00e9+g\\n",
            "a\\u0022b\\u0027c/d\\u003Ce\\u0026f \\u00E9\\u002Bg\\n",
            "a&quot;b&#39;c/d&lt;e&amp;f é+g\n",
            "a&#34;b&#39;c/d&lt;e&amp;f é&#43;g\n",
            "a%22b'c%2Fd%3Ce%26f%20%C3%A9%2Bg%0A",
            "a%22b%27c%2fd%3ce%26f%20%c3%a9%2bg%0a",
            "a%22b%27c%2Fd%3Ce%26f+%C3%A9%2Bg%0A",
            "\ng+é f&e<d/c'b\"a",
        ] {
            assert!(has(value, text), "{text}");
        }
    }

    #[test]
    fn base64_is_found_whatever_stands_around_it() {
        let value = "x7Gk2pQ9?~";
        for before in ["", "a", "ab", "abc"] {
            for after in ["", "d", "de", "def"] {
                let text = BASE64_STANDARD_NO_PAD.encode(format!("{before}{value}{after}"));
                let url = BASE64_URL_SAFE_NO_PAD.encode(format!("{before}{value}{after}"));
                for text in [text, url] {
                    let is_there =
                        |form: &Vec<u8>| memchr::memmem::find(text.as_bytes(), form).is_some();
                    assert!(base64(value.as_bytes()).iter().any(is_there), "{before} {after}");
                }
            }
        }
    }
}
