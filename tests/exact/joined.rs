//! What rules and variables say of the same value is one finding.

use leaklint::{
    Severity,
    rules::{grammar::sample::sample, key},
};

use crate::{drawn, lint, names, variable};

fn rules(report: &leaklint::FileReport) -> Vec<(&str, Option<&str>)> {
    report.findings.iter().map(|finding| (&*finding.rule, finding.env.as_deref())).collect()
}

#[test]
fn a_rule_that_knows_the_form_stays() {
    let key = key::find("callpaymin/api-key").unwrap();
    let value = sample(&key.token, 3);
    let report = lint(&[variable("PAYMENTS", &value)], "a.js", format!("f({value:?})").as_bytes());
    assert_eq!(rules(&report), [("callpaymin/api-key", Some("PAYMENTS"))]);
}

#[test]
fn a_key_in_a_longer_value_is_one_finding() {
    let key = key::find("callpaymin/api-key").unwrap();
    let value = format!("Bearer {}", sample(&key.token, 3));
    let report = lint(&[variable("AUTH", &value)], "a.js", format!("f({value:?})").as_bytes());
    assert_eq!(rules(&report), [("callpaymin/api-key", Some("AUTH"))]);
}

#[test]
fn a_password_in_a_connection_string_is_told_of_too() {
    let password = drawn(16, 21);
    let url = format!("postgres://app:{password}@db.internal:5432/app");
    let program = format!("f({url:?})");
    let only_password = [variable("DB_PASSWORD", &password)];
    assert_eq!(names(&lint(&only_password, "a.js", program.as_bytes())), ["DB_PASSWORD"]);
    let both = [variable("DB_PASSWORD", &password), variable("DATABASE_URL", &url)];
    let report = lint(&both, "a.js", program.as_bytes());
    assert!(names(&report).contains(&"DATABASE_URL"), "{:?}", rules(&report));
    assert!(!serde_json::to_string(&report).unwrap().contains(&password));
}

#[test]
fn the_generic_rule_gives_way_and_leaves_its_context() {
    let value = drawn(32, 22);
    let program = format!("const c={{clientSecret:{value:?}}}");
    let report = lint(&[variable("OAUTH_SECRET", &value)], "a.js", program.as_bytes());
    assert_eq!(rules(&report), [("env/exact-value", Some("OAUTH_SECRET"))]);
    let context = report.findings[0].context.as_ref().unwrap();
    assert_eq!(context.path.as_deref(), Some("c.clientSecret"));
}

#[test]
fn a_value_that_nothing_speaks_for_is_a_warning() {
    let report = lint(&[variable("THING", "x7Gk2pQ9z")], "a.js", b"f('x7Gk2pQ9z')");
    assert_eq!(report.findings[0].severity, Severity::Warning);
    let report = lint(&[variable("PIN_TOKEN", "x7Gk2pQ9z")], "a.js", b"f('x7Gk2pQ9z')");
    assert_eq!(report.findings[0].severity, Severity::Error);
}

#[test]
fn what_is_meant_to_be_public_is_not_looked_for() {
    let value = drawn(24, 23);
    let program = format!("f({value:?})");
    for name in ["VITE_MAP", "NEXT_PUBLIC_API_KEY", "STRIPE_PUBLISHABLE_KEY"] {
        let report = lint(&[variable(name, &value)], "a.js", program.as_bytes());
        assert!(report.findings.is_empty(), "{name}");
    }
    let report = lint(&[variable("VITE_DB_PASSWORD", &value)], "a.js", program.as_bytes());
    assert_eq!(names(&report), ["VITE_DB_PASSWORD"]);
}

#[test]
fn the_same_value_in_two_variables_is_told_of_once() {
    let value = drawn(24, 24);
    let both = [variable("A_SECRET", &value), variable("B_SECRET", &value)];
    let report = lint(&both, "a.js", format!("f({value:?})").as_bytes());
    assert_eq!(report.findings.len(), 1);
}

#[test]
fn many_overlapping_values_and_matches_end_soon() {
    let variables: Vec<_> =
        (0..50).map(|n| variable(&format!("S{n}_SECRET"), &"ab1Cd".repeat(8 + n))).collect();
    let program = format!("f(\"{}\")", "ab1Cd".repeat(20_000));
    let start = std::time::Instant::now();
    lint(&variables, "a.js", program.as_bytes());
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn the_value_names_the_variable_whatever_rule_found_it() {
    let value = drawn(40, 31);
    let public = [variable("VITE_ACME_API_KEY", &value)];
    let options =
        |variables: &[leaklint::Variable], public: &[leaklint::Variable]| leaklint::Options {
            variables: variables.to_vec(),
            public_variables: public.to_vec(),
            ..leaklint::Options::default()
        };
    let bearer = format!("fetch(a,{{headers:{{Authorization:\"Bearer {value}\"}}}})");
    for options in [options(&[], &public), options(&public, &[])] {
        let report = leaklint::Linter::new(options).lint("a.js", bearer.as_bytes());
        assert_eq!(rules(&report), [("http/bearer-token", Some("VITE_ACME_API_KEY"))]);
        assert_eq!(report.findings[0].severity, Severity::Error);
    }
    let linter = leaklint::Linter::new(options(&[], &public));
    let named = linter.lint("a.js", format!("a={{apiKey:{value:?}}}").as_bytes());
    assert_eq!(rules(&named), [("generic/api-key", Some("VITE_ACME_API_KEY"))]);
    assert_eq!(named.findings[0].severity, Severity::Warning);
    // Alone, the value of a public variable is nothing.
    assert!(linter.lint("a.js", format!("f({value:?})").as_bytes()).findings.is_empty());
}

#[test]
fn a_secret_that_its_prefix_publishes_is_looked_for() {
    let value = drawn(24, 32);
    let options = leaklint::Options {
        public_variables: vec![variable("APP_DB_PASSWORD", &value)],
        ..leaklint::Options::default()
    };
    let report = leaklint::Linter::new(options).lint("a.js", format!("f({value:?})").as_bytes());
    assert_eq!(rules(&report), [("env/exact-value", Some("APP_DB_PASSWORD"))]);
}

#[test]
fn a_placeholder_in_a_public_variable_is_none() {
    let options = leaklint::Options {
        public_variables: vec![variable("VITE_API_KEY", "YOUR_API_KEY_GOES_HERE_123")],
        ..leaklint::Options::default()
    };
    let report =
        leaklint::Linter::new(options).lint("a.js", b"a={apiKey:'YOUR_API_KEY_GOES_HERE_123'}");
    assert!(report.findings.is_empty(), "{:?}", rules(&report));
}

#[test]
fn what_identifies_a_build_may_be_shown() {
    let sha: String = drawn(40, 33)
        .bytes()
        .map(|b| char::from(b"0123456789abcdef"[usize::from(b) % 16]))
        .collect();
    let page = format!("document.title=\"Version {sha}\";f({sha:?})");
    for name in
        ["SENTRY_RELEASE", "CIRCLE_SHA1", "BUILD_SOURCEVERSION", "SOURCE_VERSION", "BUILD_ID"]
    {
        // And what a project calls the same value.
        let both = [variable(name, &sha), variable("SHOWN_IN_FOOTER", &sha)];
        assert!(lint(&both, "a.js", page.as_bytes()).findings.is_empty(), "{name}");
    }
    for name in [
        "CI_JOB_TOKEN",
        "GITHUB_TOKEN",
        "NETLIFY_AUTH_TOKEN",
        "SYSTEM_ACCESSTOKEN",
        "CI_REGISTRY_PASSWORD",
    ] {
        let report = lint(&[variable(name, &sha)], "a.js", page.as_bytes());
        assert_eq!(names(&report), [name]);
    }
}
