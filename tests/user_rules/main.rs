//! Rules of the user's own: found like the catalogue's, and refused when they are broken.
#![allow(clippy::unwrap_used, missing_docs)]

use leaklint::{Exposure, Finding, Linter, Options, RuleText, Severity, UserRule, UserRules};

fn rule(id: &str, change: impl FnOnce(&mut RuleText)) -> RuleText {
    let mut text = RuleText { id: id.to_owned(), ..RuleText::default() };
    change(&mut text);
    text
}

fn reason(text: RuleText) -> String {
    UserRule::try_from(text).unwrap_err()
}

fn lint(rules: Vec<RuleText>, name: &str, source: &[u8]) -> Vec<Finding> {
    let rules: Result<Vec<UserRule>, String> = rules.into_iter().map(UserRule::try_from).collect();
    let rules = UserRules::try_from(rules.unwrap()).unwrap();
    let linter = Linter::new(Options { rules, reveal: true, ..Options::default() });
    linter.lint(name, source).findings
}

/// `acme_` and 24 characters that look drawn.
fn value() -> String {
    ["acme_", "T7bQ2mXw9Lz", "KcR4vNpYh6SdG"].concat()
}

#[test]
fn a_prefix_takes_three_lines() {
    let rules: UserRules = serde_json::from_value(serde_json::json!([
        { "id": "acme/key", "token": "\"acme_\" base62{24}" }
    ]))
    .unwrap();
    let linter = Linter::new(Options { rules, ..Options::default() });
    for (name, source) in [
        ("a.js", format!("const a={{b:\"{}\"}}", value())),
        ("a.js", format!("/* {} */", value())),
        ("a.js", format!("a(`x${{b}}{}`)", value())),
        ("a.txt", format!("key = {}", value())),
    ] {
        let findings = linter.lint(name, source.as_bytes()).findings;
        assert_eq!(findings.len(), 1, "{source}");
        assert_eq!(findings[0].rule, "acme/key");
        assert_eq!(
            (findings[0].severity, findings[0].exposure),
            (Severity::Error, Exposure::Secret)
        );
    }
}

#[test]
fn a_regex_finds_its_group_wherever_it_stands() {
    let text = rule("key", |rule| rule.regex = Some("acme_([0-9A-Za-z]{24})\\b".to_owned()));
    for source in [
        format!("const a={{b:\"{}\"}}", value()),
        format!("// {}\n", value()),
        format!("const a=\"acme\\u005f{}\"", &value()[5..]),
        format!("const \u{e9}=\"\u{1f511} {}\"", value()),
        format!("const a=\"\u{e9}{}\";((", value()),
    ] {
        let findings = lint(vec![text.clone()], "a.js", source.as_bytes());
        assert_eq!(findings.len(), 1, "{source}");
        assert_eq!(findings[0].rule, "custom/key");
        assert_eq!(findings[0].value.as_deref(), Some(&value()[5..]), "{source}");
        let [start, end] =
            [findings[0].location.offset, findings[0].location.end].map(|at| at as usize);
        assert!(source[start..end].ends_with(&value()[5..]), "{source}");
    }
}

#[test]
fn bytes_that_are_no_text_hide_nothing() {
    let text = rule("key", |rule| rule.regex = Some("acme_[0-9A-Za-z]{24}".to_owned()));
    let source = [b"\x80\xfe\xff ".as_slice(), value().as_bytes(), b"\xf0\x28"].concat();
    assert_eq!(lint(vec![text], "a.bin", &source).len(), 1);
}

#[test]
fn a_rule_says_what_people_are_told() {
    let text = rule("acme/key", |rule| {
        rule.token = Some("\"acme_\" base62{24}".to_owned());
        rule.title = Some("Acme key".to_owned());
        rule.exposure = Some(Exposure::Restricted);
        rule.message = Some("Ask the platform team for a short-lived one.".to_owned());
        rule.rotate = Some("https://acme.example/keys".to_owned());
    });
    let findings = lint(vec![text], "a.js", format!("a=\"{}\"", value()).as_bytes());
    assert_eq!(findings[0].severity, Severity::Warning);
    assert_eq!(findings[0].title, "Acme key");
    assert_eq!(findings[0].message, "Ask the platform team for a short-lived one.");
    assert_eq!(findings[0].remediation.revoke.as_deref(), Some("https://acme.example/keys"));
}

#[test]
fn a_context_tells_what_a_form_cannot() {
    let text = rule("acme/key", |rule| {
        rule.token = Some("hex{32}".to_owned());
        rule.context = Some(leaklint::rules::user::RuleNames {
            names: vec!["acme api key".to_owned()],
            ..Default::default()
        });
    });
    let hex = ["9f8c2b7a41d05e36", "c8a1f27b9d40e653"].concat();
    let findings =
        lint(vec![text.clone()], "a.js", format!("a={{acmeApiKey:\"{hex}\"}}").as_bytes());
    assert_eq!(findings[0].rule, "acme/key");
    assert!(lint(vec![text], "a.js", format!("a={{hash:\"{hex}\"}}").as_bytes()).is_empty());
}

#[test]
fn what_is_broken_is_refused_with_the_reason() {
    let token = |token: &str| rule("acme/key", |rule| rule.token = Some(token.to_owned()));
    let regex = |regex: &str| rule("acme/key", |rule| rule.regex = Some(regex.to_owned()));
    for (text, expected) in [
        (regex("a*"), "matches the empty text"),
        (regex("\\b"), "matches the empty text"),
        (regex("(acme"), "broken"),
        (regex(&"(a{1000}){1000}".repeat(3)), "broken"),
        (regex(&format!("{}a{}", "(".repeat(500), ")".repeat(500))), "broken"),
        (token("\"acme_\" nonsense{3}"), "no set of characters"),
        (token("base62{0,10}"), "empty text"),
        (token("base62{20}"), "no fixed part"),
        (token(&format!("\"acme\" {}", "(".repeat(900))), "too deep"),
        (token("\"acme\" base62{1,} base62{1,}"), "run into each other"),
        (token("\"acme\" (base62{1,}|\"x\") (base62{1,}|\"y\")"), "run into each other"),
        (token("\"acme\" ((((\"a\"|){16}){16}){16}){16}"), "so often"),
        (rule("acme/key", |_| {}), "neither a `token` nor a `regex`"),
        (rule("", |_| {}), "`id` is missing"),
        (rule("Acme Key", |_| {}), "lower-case"),
        (rule("stripe/secret-key", |rule| rule.regex = Some("abc".to_owned())), "another"),
    ] {
        let reason = reason(text);
        assert!(reason.contains(expected), "{reason} has no {expected}");
    }
    let twice = vec![UserRule::try_from(token("\"acme_\" hex{8}")).unwrap(); 2];
    assert!(UserRules::try_from(twice).unwrap_err().contains("twice"));
}

#[test]
fn a_rule_survives_being_written_and_read() {
    let rule = UserRule::try_from(rule("acme/key", |rule| {
        rule.token = Some("\"acme_\" base62{24}".to_owned());
    }))
    .unwrap();
    let written = serde_json::to_string(&rule).unwrap();
    let read: UserRule = serde_json::from_str(&written).unwrap();
    assert_eq!(read, rule);
}
