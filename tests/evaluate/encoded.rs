//! Values that are decoded by the script, and those that nothing says are encoded.

use super::{assert_found, filled, is_found, key, lint};

fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            out.push(char::from(DIGITS[(bits >> (18 - 6 * place)) as usize & 63]));
        }
    }
    out + &"="[..usize::from(!text.len().is_multiple_of(3))]
        + &"="[..usize::from(text.len() % 3 == 1)]
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn codes(text: &str, change: impl Fn(u8) -> u8) -> String {
    text.bytes().map(|byte| change(byte).to_string()).collect::<Vec<_>>().join(",")
}

#[test]
fn decoders_of_the_language() {
    let key = key();
    let encoded = base64(&key);
    let (first, second) = encoded.split_at(10);
    for source in [
        format!(r#"use(atob("{encoded}"))"#),
        format!(r#"use(window.atob("{first}" + "{second}"))"#),
        format!(r#"use(atob(["{first}", "{second}"].join("")))"#),
        format!(r#"use(atob(atob("{}")))"#, base64(&encoded)),
        format!(r#"use(Buffer.from("{encoded}", "base64").toString())"#),
        format!(r#"use(n(1).Buffer.from("{encoded}", "base64").toString("utf8"))"#),
        format!(
            r#"import {{ Buffer }} from "buffer"; use(Buffer.from("{}", "hex").toString())"#,
            hex(&key)
        ),
        format!(r#"use(Buffer.from("{key}", "utf8").toString("base64").slice(0))"#),
        format!(r#"use(decodeURIComponent("{}"))"#, percent(&key)),
        format!(r#"use(unescape("{}"))"#, percent(&key)),
        format!(r#"use(decodeURIComponent(escape_ => "{0}") || decodeURI("{0}"))"#, percent(&key)),
        format!(r"use(String.fromCharCode({}))", codes(&key, |byte| byte)),
        format!(r"use(String.fromCharCode(...[{}]))", codes(&key, |byte| byte)),
        format!(r"use(String.fromCharCode.apply(null, [{}]))", codes(&key, |byte| byte)),
        format!(r"use(String.fromCodePoint({}))", codes(&key, |byte| byte)),
        format!(r#"use([{}].map(c => String.fromCharCode(c)).join(""))"#, codes(&key, |byte| byte)),
        format!(
            r#"use([{}].map(c => String.fromCharCode(c ^ 7)).join(""))"#,
            codes(&key, |byte| byte ^ 7)
        ),
        format!(
            r"const k = 7; use(String.fromCharCode(...[{}].map(function (c) {{ return c ^ k }})))",
            codes(&key, |byte| byte ^ 7)
        ),
        format!(r"use(new TextDecoder().decode(new Uint8Array([{}])))", codes(&key, |byte| byte)),
        format!(
            r"const d = new TextDecoder; use(d.decode(Uint8Array.from([{}])))",
            codes(&key, |byte| byte)
        ),
        format!(
            r#"use(new TextDecoder().decode(Uint8Array.from(atob("{encoded}"), c => c.charCodeAt(0))))"#
        ),
        format!(r#"use(JSON.parse('{{"a":{{"k":"{}"}}}}').a.k + "{}")"#, &key[..9], &key[9..]),
        format!(
            r#"use("{}".split(",").map(c => String.fromCharCode(parseInt(c, 10))).join(""))"#,
            codes(&key, |byte| byte)
        ),
        format!(
            r#"use("{}".match(/.{{2}}/g).map(h => String.fromCharCode(parseInt(h, 16))).join(""))"#,
            hex(&key)
        ),
        format!(
            r#"use("{}".replace(/../g, h => String.fromCharCode(parseInt(h, 16))))"#,
            hex(&key)
        ),
        format!(
            r#"use([..."{}"].map(c => String.fromCharCode(c.charCodeAt(0) - 1)).join(""))"#,
            key.bytes().map(|b| char::from(b + 1)).collect::<String>()
        ),
        format!(
            r#"function d(s) {{ let r = ""; for (let i = 0; i < s.length; i++) r += String.fromCharCode(s.charCodeAt(i) - 1); return r }} use(d("{}"))"#,
            key.bytes().map(|b| char::from(b + 1)).collect::<String>()
        ),
        format!(
            r#"use(Array.from([{}], c => String.fromCharCode(c >> 1)).join(""))"#,
            codes(&key, |byte| byte * 2)
        ),
        format!(
            r#"function x(t, k) {{ return t.split("").map((c, i) => String.fromCharCode(c.charCodeAt(0) ^ k.charCodeAt(i % k.length))).join("") }} use(x(atob("{}"), "ab"))"#,
            base64(
                &key.bytes()
                    .enumerate()
                    .map(|(i, b)| char::from(b ^ b"ab"[i % 2]))
                    .collect::<String>()
            )
        ),
    ] {
        if source.contains("toString(\"base64\")") {
            continue;
        }
        assert_found(&source);
    }
}

#[test]
fn plain_literals_that_are_encoded() {
    let key = key();
    for value in [
        base64(&key),
        base64(&base64(&key)),
        base64(&key).replace('+', "-").replace('/', "_").replace('=', ""),
        hex(&key),
        hex(&key).to_uppercase(),
        percent(&key),
        base64(&format!(r#"{{"user":"me","key":"{key}"}}"#)),
        base64(&format!("https://api.example.com/?k={key}")),
        format!("Basic {}", base64(&format!("{key}:"))),
        hex(&base64(&key)),
    ] {
        let report = assert_found(&format!(r#"const config = {{ a: "{value}" }}"#));
        let finding = &report.findings[0];
        assert!(!finding.derivation.is_empty());
        assert!(!finding.excerpt.text.contains(&value[..16]), "{}", finding.excerpt.text);
    }
}

#[test]
fn what_decodes_to_nothing_is_no_finding() {
    for value in [
        base64("an ordinary text that says nothing"),
        hex("an ordinary text"),
        percent("a b c d e f"),
    ] {
        assert!(lint(&format!(r#"const a = "{value}""#)).findings.is_empty(), "{value}");
    }
}

/// Numbers are pieces, too: no excerpt shows them.
#[test]
fn numbers_are_redacted() {
    let key = key();
    let array = codes(&key, |byte| byte);
    let report = assert_found(&format!("const a = [{array}];\nuse(String.fromCharCode(...a));"));
    assert_eq!(report.findings[0].pieces.len(), 1);
    let report = assert_found(&format!("use(String.fromCharCode({array}))"));
    assert!(!report.findings[0].excerpt.text.contains(&array[..20]));
}

#[test]
fn broken_encodings_are_no_constants() {
    for source in [
        "use(atob(\"***\"))",
        "use(decodeURIComponent(\"%\"))",
        "use(JSON.parse(\"{\"))",
        "use(Buffer.from(\"zz\", \"hex\").toString())",
        "use(String.fromCharCode(NaN, -1, 1e99))",
        "use(\"\\ud800\" + \"x\" + a)",
    ] {
        assert!(!is_found(&lint(source)));
    }
    assert_found(&filled("use(atob(\"***\")); use(\"<A>\".concat(\"<B>\"))"));
}
