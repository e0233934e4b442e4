//! Secrets with a structure of their own: pairs, keys of every form, connection strings.

use crate::lint;
use leaklint::{
    Severity,
    rules::{grammar::sample::sample, key},
};

fn of(id: &str, seed: u64) -> String {
    sample(&key::find(id).unwrap().token, seed)
}

/// Forty base64 characters that look drawn.
fn secret() -> String {
    ["T7bQ2mXw9LzKcR4vNpYh", "/6SdG8aJf3UeWq1oZx5k"].concat()
}

fn rules(program: &str) -> Vec<String> {
    lint(program).into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn an_id_beside_a_value_says_whose_it_is() {
    let (sid, token) = (of("twilio/account-sid", 1), of("twilio/auth-token", 2));
    assert!(
        rules(&format!("a({{accountSid:\"{sid}\",authToken:\"{token}\"}})"))
            .contains(&"twilio/auth-token".to_owned())
    );
    let id = of("aws/access-key-id", 1);
    let pair = format!("new a({{credentials:{{key:\"{id}\",secret:\"{}\"}}}})", secret());
    assert_eq!(rules(&pair), ["aws/access-key-id", "aws/secret-access-key"]);
    assert_eq!(rules(&format!("a({{authToken:\"{token}\"}})")), ["generic/api-key"]);
}

#[test]
fn private_keys_in_every_form() {
    let body = format!("MIIEvQIBADANBgkqhkiG9w0BAQ{}{}", secret(), secret());
    for program in [
        format!("a=\"-----BEGIN PRIVATE KEY-----\\n{body}\\n-----END PRIVATE KEY-----\\n\""),
        format!("a=`-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----`"),
        format!(
            "a='{{\"private_key\":\"-----BEGIN PRIVATE KEY-----\\\\n{body}\\\\n-----END PRIVATE KEY-----\\\\n\"}}'"
        ),
        format!(
            "a={{type:\"service_account\",private_key:\"-----BEGIN PRIVATE KEY-----\\n{body}\\n-----END PRIVATE KEY-----\\n\"}}"
        ),
        format!(
            "a={{kty:\"EC\",crv:\"P-256\",x:\"{0}\",y:\"{0}\",d:\"{0}\"}}",
            &of("firebase/vapid-private-key", 3)
        ),
        format!(
            "a='{{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"{}\"}}'",
            of("firebase/vapid-private-key", 3)
        ),
    ] {
        let findings = lint(&program);
        let is_found = findings.iter().any(|finding| {
            finding.rule.starts_with("private-key/") && finding.severity == Severity::Error
        });
        assert!(is_found, "{program}: {findings:?}");
    }
}

#[test]
fn markers_and_public_keys_are_none() {
    let body = format!("MIIBIjANBgkqhkiG9w0BAQEFAA{}{}", secret(), secret());
    for program in [
        "a=\"-----BEGIN PRIVATE KEY-----\";b=\"-----END PRIVATE KEY-----\"".to_owned(),
        "a=\"-----BEGIN RSA PRIVATE KEY-----\\n\"+b+\"\\n-----END RSA PRIVATE KEY-----\""
            .to_owned(),
        format!("a=\"-----BEGIN PUBLIC KEY-----\\n{body}\\n-----END PUBLIC KEY-----\""),
        format!("a=\"-----BEGIN CERTIFICATE-----\\n{body}\\n-----END CERTIFICATE-----\""),
        format!(
            "a={{kty:\"EC\",crv:\"P-256\",x:\"{0}\",y:\"{0}\"}}",
            of("firebase/vapid-private-key", 3)
        ),
        format!("a={{d:\"M12 2{}\",kty:\"EC\"}}", "l3 3v4".repeat(9)),
    ] {
        assert!(rules(&program).is_empty(), "{program}: {:?}", rules(&program));
    }
}

#[test]
fn connection_strings_with_a_password() {
    let password = ["Summer", "2026", "!x"].concat();
    for (program, rule) in [
        (format!("postgres://shop:{password}@db.example.net:5432/a"), "connection-string/postgres"),
        (format!("mongodb+srv://shop:{password}@a.mongodb.net/x"), "connection-string/mongodb"),
        (format!("rediss://:{password}@cache.example.net:6380"), "connection-string/redis"),
        (format!("clickhouse://shop:{password}@db.example.net/a"), "connection-string/other"),
        (format!("jdbc:mysql://shop:{password}@db.example.net/a"), "connection-string/mysql"),
        (
            format!("jdbc:postgresql://db.example.net/a?user=shop&password={password}"),
            "connection-string/jdbc",
        ),
        (
            format!(
                "Server=db.example.net;Database=a;User Id=shop;Password={password};Encrypt=true"
            ),
            "connection-string/ado-net",
        ),
        (format!("https://shop:{password}@api.example.net/v1"), "url/basic-auth"),
        (format!("//registry.example.net/:_authToken={}", secret()), "npm/npmrc-token"),
    ] {
        assert_eq!(rules(&format!("a=\"{program}\"")), [rule], "{program}");
    }
    for text in [
        "postgres://user:password@localhost/a",
        "postgres://shop:$DB_PASSWORD@localhost/a",
        "postgres://shop:${DB_PASSWORD}@localhost/a",
        "Server=db.example.net;Database=a;User Id=sa;Password=changeme",
        "Server=db.example.net;Database=a;Trusted_Connection=True",
        "jdbc:postgresql://localhost/a?user=a&password=secret",
        "https://example.net/a@b:c",
    ] {
        assert!(rules(&format!("a=\"{text}\"")).is_empty(), "{text}");
    }
}

#[test]
fn tokens_in_base64_parts_are_read() {
    let discord = of("discord/bot-token", 3);
    assert_eq!(rules(&format!("a(\"{discord}\")")), ["discord/bot-token"]);
    let words = "TWFueVdvcmRzQW5k.NoToken.AndNoSignatureEither0123456789";
    assert!(rules(&format!("a(\"{words}\")")).is_empty());
}

#[test]
fn an_encoded_key_is_one_finding() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let key = of("google/api-key", 3);
    assert_eq!(rules(&format!("f('{}')", STANDARD.encode(&key))), ["google/api-key"]);
    let pem = of("private-key/pem", 3);
    assert_eq!(rules(&format!("f('{}')", STANDARD.encode(&pem))), ["private-key/pem"]);
}

#[test]
fn a_service_accounts_file_names_its_key() {
    let key = of("google/service-account-key", 1);
    let file = serde_json::json!({
        "type": "service_account",
        "private_key": key,
        "client_email": "worker@our-shop.iam.gserviceaccount.com",
    });
    let found = rules(&format!("f({file})"));
    assert!(found.contains(&"google/service-account-key".to_owned()), "{found:?}");
    assert!(!found.contains(&"private-key/pem".to_owned()), "{found:?}");
    assert_eq!(rules(&format!("f({})", serde_json::json!({ "a": key }))), ["private-key/pem"]);
}

#[test]
fn the_end_of_a_word_is_no_prefix() {
    let token = of("ionic/personal-token", 1);
    for (before, is_one) in [("", true), ("\\n", true), ("=", true), ("transit", false)] {
        let rules = rules(&format!("a=\"{before}{token}\""));
        let is_found = rules.contains(&"ionic/personal-token".to_owned());
        assert_eq!(is_found, is_one, "{before:?}: {rules:?}");
    }
}

#[test]
fn a_name_behind_a_header_is_no_key() {
    let line = |value: &str| rules(&format!("a={{Authorization: {value}}}"));
    assert_eq!(line("this.authenticationService.token"), Vec::<String>::new());
    assert_eq!(line("sessionAuthorizationHeader"), Vec::<String>::new());
    assert_eq!(rules(&format!("/* Authorization: {} */", secret())), ["http/authorization-line"]);
}
