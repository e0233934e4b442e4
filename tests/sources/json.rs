//! JSON and its relatives.

use crate::made::{at, finding, key, lint, path, random};

#[test]
fn values_go_by_their_keys() {
    let secret = random(1, 32);
    for (name, text, expected) in [
        ("a.json", format!("{{\"a\":{{\"clientSecret\":\"{secret}\"}}}}"), "a.clientSecret"),
        ("a.json", format!("{{\"clientSecret\" :\n [ \"x\", \"{secret}\", 1 ]}}"), "clientSecret"),
        ("a.json", format!("{{\"clientSecret\":[0,\"{secret}\"],\"b\":1}}"), "clientSecret"),
        ("a.json", format!("[[\"client_secret\",\"{secret}\"]]"), "client_secret"),
        (
            "a.json",
            format!("[{{\"name\":\"API_SECRET\",\"value\":\"{secret}\"}}]"),
            "value.API_SECRET",
        ),
        ("site.webmanifest", format!("{{\"apiSecret\":\"{secret}\"}}"), "apiSecret"),
        ("a.json5", format!("{{// c\n apiSecret: '{secret}',}}"), "apiSecret"),
        ("a.ndjson", format!("{{\"a\":\"b\n{{\"apiSecret\":\"{secret}\"}}\n"), "apiSecret"),
        ("data", format!("{{\"apiSecret\":\"{secret}\"}}"), "apiSecret"),
    ] {
        let found = finding(name, &text, &secret);
        assert_eq!((at(&found, &text).as_str(), path(&found)), (&*secret, expected), "{text}");
    }
}

#[test]
fn json_in_json_strings() {
    let secret = random(2, 32);
    let mut text = format!("{{\"pay\":{{\"apiSecret\":\"{secret}\"}}}}");
    for _ in 0..3 {
        text = format!("{{\"body\":{}}}", serde_json::to_string(&text).unwrap());
        let found = finding("a.json", &text, &secret);
        assert_eq!((at(&found, &text), path(&found)), (secret.clone(), "pay.apiSecret"));
    }
}

#[test]
fn escaped_values_are_decoded() {
    let key = key(3);
    let text = format!("{{\"apiKey\":\"{}\"}}", key.replace('_', "\\u005f"));
    finding("a.json", &text, &key);
}

#[test]
fn a_million_levels() {
    let key = key(4);
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]"), ("[1,", "]")] {
        for text in [
            format!("{}\"{key}\"{}", open.repeat(1_000_000), close.repeat(1_000_000)),
            format!("{}\"{key}\"", open.repeat(1_000_000)),
            format!("{}\"{key}\"", close.repeat(1_000_000)),
        ] {
            finding("a.json", &text, &key);
        }
    }
}

#[test]
fn hostile_texts_end_and_hide_nothing() {
    let key = key(5);
    for piece in ["[{\"a\":1},", "\"", "\\", "'", "/*", "{\"a\":\"", "[\"a\",", "1:Tff,", "{'", ":"]
    {
        let text = format!("{}{key}", piece.repeat(200_000));
        let report = lint("a.json", &text);
        let is_found = report.findings.iter().any(|it| it.value.as_deref() == Some(&key));
        // A word that goes on into the key hides no more than it would anywhere.
        assert!(is_found, "{piece}");
    }
}
