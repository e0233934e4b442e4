//! One value in every form that builds give it.

use base64::prelude::*;

use crate::{drawn, lint, names, variable};

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// Texts that hold `value`, each with the kind of file that it is in.
fn files(value: &str) -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let text = |text: String| text.into_bytes();
    let base64 = |before: &str| BASE64_STANDARD.encode(format!("{before}{value}!"));
    let quoted = serde_json::to_string(value).unwrap();
    let utf16 = |bytes: fn(u16) -> [u8; 2]| {
        let units = format!("\u{1}{value}\u{1}").encode_utf16().flat_map(bytes).collect::<Vec<_>>();
        [b"\0\x01\0\x02".to_vec(), units].concat()
    };
    vec![
        ("verbatim", "a.js", text(format!("x({quoted})"))),
        ("a template", "a.js", text(format!("x(`{}`)", value.replace('`', "\\`")))),
        ("a comment", "a.js", text(format!("/* {value} */"))),
        ("broken code", "a.js", text(format!("x(({quoted}"))),
        ("a sum", "a.js", {
            let (first, rest) = value.split_at(value.char_indices().nth(6).unwrap().0);
            text(format!(
                "x({}+{})",
                serde_json::to_string(first).unwrap(),
                serde_json::to_string(rest).unwrap()
            ))
        }),
        ("hexadecimal escapes", "a.js", {
            let escapes: String =
                value.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            text(format!("x(\"{escapes}\")"))
        }),
        ("JSON", "a.json", text(format!("{{\"a\":{quoted}}}"))),
        (
            "JSON in JSON",
            "a.json",
            text(serde_json::to_string(&format!("{{\"a\":{quoted}}}")).unwrap()),
        ),
        ("text", "a.txt", text(format!("a={value}"))),
        ("base64", "a.txt", text(base64(""))),
        ("base64 behind one", "a.txt", text(base64("a"))),
        ("base64 behind two", "a.txt", text(base64("ab"))),
        ("base64url", "a.txt", text(BASE64_URL_SAFE_NO_PAD.encode(format!("?{value}")))),
        ("hex", "a.txt", text(hex(value))),
        ("upper-case hex", "a.txt", text(hex(value).to_uppercase())),
        ("a URL", "a.css", {
            let encoded: String = value
                .bytes()
                .map(|byte| match byte {
                    byte if byte.is_ascii_alphanumeric() => (byte as char).to_string(),
                    byte => format!("%{byte:02X}"),
                })
                .collect();
            text(format!("a{{b:url(/x?k={encoded})}}"))
        }),
        ("HTML", "a.html", {
            let escaped = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            text(format!("<p title=\"{}\">", escaped.replace('"', "&quot;").replace('\'', "&#39;")))
        }),
        (
            "reversed",
            "a.js",
            text(serde_json::to_string(&value.chars().rev().collect::<String>()).unwrap()),
        ),
        ("UTF-16, little end first", "a.bin", utf16(u16::to_le_bytes)),
        ("UTF-16, big end first", "a.bin", utf16(u16::to_be_bytes)),
    ]
}

#[test]
fn a_value_is_found_in_every_form() {
    let drawn_values = [drawn(24, 7), format!("{}&\"é'/+{}", drawn(6, 8), drawn(7, 9))];
    for value in &drawn_values {
        for (form, name, bytes) in files(value) {
            let report = lint(&[variable("SESSION_SECRET", value)], name, &bytes);
            assert_eq!(names(&report), ["SESSION_SECRET"], "{form}");
            let finding = &report.findings[0];
            assert_eq!(finding.severity, leaklint::Severity::Error, "{form}");
            assert!(finding.message.contains("`SESSION_SECRET` of `.env`"), "{}", finding.message);
        }
    }
}

#[test]
fn no_form_of_a_value_is_in_the_report() {
    let value = drawn(24, 11);
    let encoded = BASE64_STANDARD.encode(&value);
    let reversed: String = value.chars().rev().collect();
    let forms = [value.clone(), encoded, hex(&value), reversed];
    let program = format!("f({:?},{:?},{:?},{:?})", forms[0], forms[1], forms[2], forms[3]);
    let report = lint(&[variable("SESSION_SECRET", &value)], "a.js", program.as_bytes());
    assert_eq!(report.findings.len(), 1);
    assert_eq!(report.findings[0].occurrences.len(), 3);
    let json = serde_json::to_string(&report).unwrap();
    for form in &forms {
        // A value shows six of its characters at most.
        let pieces = (0..form.len() - 8).map(|at| &form[at..at + 8]);
        assert!(pieces.clone().all(|piece| !json.contains(piece)), "{form}: {json}");
    }
    assert!(!format!("{:?}", variable("A", &value)).contains(&value[..6]));
}

#[test]
fn a_step_says_how_it_was_encoded() {
    let value = drawn(20, 12);
    for (text, step) in [(BASE64_STANDARD.encode(&value), "base64"), (hex(&value), "hex")] {
        let report = lint(&[variable("API_SECRET", &value)], "a.txt", text.as_bytes());
        assert_eq!(report.findings[0].derivation, [step]);
    }
}

#[test]
fn a_thousand_values_are_found_in_one_pass() {
    let variables: Vec<_> = (0..1000)
        .map(|seed| variable(&format!("SECRET_{seed}"), &drawn(20, seed + 5000)))
        .collect();
    let program: String =
        variables.iter().map(|variable| format!("f({:?});", variable.value)).collect();
    let report = lint(&variables, "a.js", program.as_bytes());
    let found: std::collections::BTreeSet<_> = names(&report).into_iter().collect();
    let missed: Vec<_> =
        variables.iter().filter(|v| !found.contains(&*v.name)).map(|v| &v.value).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 64, ..Default::default() })]

    #[test]
    fn any_value_is_found_as_it_is(value in "[!-~é]{8,40}", before in "[a-z]{0,3}", bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..40)) {
        let sought = [variable("SECRET", &value)];
        let is_sought = leaklint::Linter::new(leaklint::Options {
            variables: sought.to_vec(), ..leaklint::Options::default()
        }).left_out().is_empty();
        let file = [&bytes[..], before.as_bytes(), value.as_bytes(), &bytes[..]].concat();
        let report = lint(&sought, "a.bin", &file);
        let found = names(&report);
        // A byte-order mark of UTF-16 makes the file another text.
        let is_utf16 = file.starts_with(&[0xFF, 0xFE]) || file.starts_with(&[0xFE, 0xFF]);
        proptest::prop_assert!(found.contains(&"SECRET") == is_sought || is_utf16, "{value:?}");
    }
}
