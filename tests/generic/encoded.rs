//! Encoded values are judged like what they say.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use leaklint::{Linter, Options};

use super::{drawn, lint};

const WEAK: [&str; 21] = [
    "admin",
    "changeme",
    "password",
    "password123",
    "secret",
    "root",
    "test",
    "guest",
    "letmein",
    "P@ssw0rd",
    "welcome",
    "qwerty",
    "user",
    "postgres",
    "my-secret-pw",
    "example",
    "s3cr3t",
    "supersecret",
    "mypassword",
    "rootpassword",
    "admin123",
];

/// Files of several kinds with `value` as a password.
fn files(value: &str) -> [(&'static str, String); 5] {
    [
        ("a.js", format!("const c={{dbPassword:\"{value}\"}}")),
        ("a.json", format!("{{\"dbPassword\":\"{value}\"}}")),
        ("secret.yaml", format!("kind: Secret\ndata:\n  db-password: {value}\n")),
        ("a.properties", format!("db.password={value}\n")),
        ("a.html", format!("<pre>data:\n  db_password: {value}\n</pre><p>x</p>")),
    ]
}

#[test]
fn weak_words_are_silent_in_every_encoding() {
    let linter = Linter::new(Options::default());
    for word in WEAK {
        let hex = word.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        for value in [
            BASE64_STANDARD.encode(word),
            BASE64_STANDARD.encode(format!("{word}\n")),
            BASE64_STANDARD.encode(word).trim_end_matches('=').to_owned(),
            hex,
        ] {
            for (name, text) in files(&value) {
                let findings = linter.lint(name, text.as_bytes()).findings;
                assert!(findings.is_empty(), "{word}: {name}: {text}");
            }
        }
    }
}

#[test]
fn an_encoded_secret_is_found() {
    for seed in 0..20 {
        for value in drawn(seed) {
            let encoded = BASE64_STANDARD.encode(&value);
            assert_eq!(
                lint(&format!("const c={{dbPassword:\"{encoded}\"}}")).len(),
                1,
                "{encoded}"
            );
        }
        let bytes: Vec<u8> = drawn(seed)[3].bytes().map(|byte| byte.wrapping_mul(37)).collect();
        let encoded = BASE64_STANDARD.encode(&bytes[..24]);
        assert_eq!(lint(&format!("const c={{clientSecret:\"{encoded}\"}}")).len(), 1, "{encoded}");
    }
}
