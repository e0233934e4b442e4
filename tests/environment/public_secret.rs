//! A public prefix on the name of a secret.

use leaklint::{
    Severity,
    rules::{grammar::sample::sample, key},
};

use crate::{found, lint};

const RULE: &str = "env/public-secret";

#[test]
fn a_secret_under_a_public_prefix_is_an_error_whatever_it_looks_like() {
    for name in [
        "VITE_STRIPE_SECRET_KEY",
        "NEXT_PUBLIC_SUPABASE_SERVICE_ROLE_KEY",
        "REACT_APP_DB_PASSWORD",
        "PUBLIC_CLIENT_SECRET",
        "NUXT_PUBLIC_PRIVATE_KEY",
        "GATSBY_ADMIN_KEY",
        "EXPO_PUBLIC_SIGNING_KEY",
        "VUE_APP_API_SECRET",
        "NG_APP_PASSPHRASE",
        "STORYBOOK_MASTER_KEY",
        "PLASMO_PUBLIC_TOKEN_SECRET",
        "WXT_SECRET",
    ] {
        for script in [
            format!("e({{MODE:`production`,{name}:`hunter22-and-more`}})"),
            format!("const e={{\"{name}\":\"hunter22-and-more\"}}"),
            format!("k=import.meta.env.{name}||'hunter22-and-more'"),
        ] {
            let findings = found(RULE, &script);
            assert_eq!(findings.len(), 1, "{script}");
            assert_eq!(findings[0].severity, Severity::Error);
            assert_eq!(findings[0].env.as_deref(), Some(name));
            assert!(findings[0].message.contains(name));
            assert!(!serde_json::to_string(&findings).unwrap().contains("hunter22-and"));
        }
    }
}

#[test]
fn names_and_values_that_are_no_secret() {
    for (name, value) in [
        ("VITE_STRIPE_PUBLISHABLE_KEY", "hunter22-and-more"),
        ("VITE_SUPABASE_ANON_KEY", "hunter22-and-more"),
        ("VITE_RECAPTCHA_SITE_KEY", "hunter22-and-more"),
        ("VITE_GOOGLE_CLIENT_ID", "hunter22-and-more"),
        ("VITE_PASSWORD_RESET_URL", "https://example.com/reset"),
        ("VITE_PASSWORD_MIN_LENGTH", "hunter22-and-more"),
        ("VITE_SECRET_MODE", "production"),
        ("VITE_CLIENT_SECRET", "undefined"),
        ("VITE_CLIENT_SECRET", "your-client-secret"),
        ("VITE_CLIENT_SECRET", "xxxxxxxxxxxxxxxx"),
        ("VITE_CLIENT_SECRET", "${CLIENT_SECRET}"),
        ("VITE_SECRET_FLAG", "123456789"),
        ("VITE_PASSWORD_LABEL", "Enter your password"),
        ("STRIPE_SECRET_KEY", "hunter22-and-more"),
        ("vite_secret_key", "hunter22-and-more"),
    ] {
        let script = format!("e({{{name}:\"{value}\"}})");
        assert!(found(RULE, &script).is_empty(), "{script}");
    }
}

#[test]
fn a_rule_that_knows_the_value_goes_before() {
    let value = sample(&key::find("callpaymin/api-key").unwrap().token, 1);
    let script = format!("e({{VITE_CALLS_SECRET_KEY:\"{value}\"}})");
    let report = lint("app.js", &script);
    let rules: Vec<_> = report.findings.iter().map(|finding| &*finding.rule).collect();
    assert_eq!(rules, ["callpaymin/api-key"]);
    assert_eq!(report.findings[0].env.as_deref(), Some("VITE_CALLS_SECRET_KEY"));
}

#[test]
fn json_and_pages_are_looked_through_too() {
    let json = lint("config.json", "{\"VITE_DB_PASSWORD\": \"hunter22-and-more\"}");
    let page =
        lint("index.html", "<script>window.ENV={VITE_DB_PASSWORD:\"hunter22-and-more\"}</script>");
    for report in [json, page] {
        assert_eq!(report.findings.len(), 1, "{}", report.file.path);
        assert_eq!(report.findings[0].rule, RULE);
    }
}
