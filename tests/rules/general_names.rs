//! A general name makes no value the key of one provider: the generic rules report it.

use leaklint::Finding;

use super::lint;

fn drawn(seed: u64, alphabet: &str, length: usize) -> String {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        alphabet.as_bytes()[(state >> 33) as usize % alphabet.len()] as char
    };
    (0..length).map(|_| next()).collect()
}

const HEX: &str = "0123456789abcdef";

fn uuid(seed: u64) -> String {
    [8, 4, 4, 4, 12].map(|length| drawn(seed + length as u64, HEX, length)).join("-")
}

/// Of what `value` is taken for under each of many general names: the rules.
fn rules(value: &str) -> Vec<(String, Vec<Finding>)> {
    [
        "apikey",
        "APIKEY",
        "apiKey",
        "accessKey",
        "access_key",
        "AccessKey",
        "X-Auth-Token",
        "api-key",
        "X-Access-Key",
        "x-secret-key",
        "x-apikey",
        "X-Auth-Key",
        "Authorization",
        "token",
        "apiToken",
        "accessKeySecret",
        "clientSecret",
    ]
    .map(|name| {
        let program = format!("fetch(u,{{headers:{{\"{name}\":\"{value}\"}}}})");
        (program.clone(), lint(&program))
    })
    .into()
}

#[test]
fn general_names_are_the_generic_rules_business() {
    for seed in 0..12 {
        for value in [
            drawn(seed, HEX, 32),
            drawn(seed, HEX, 64),
            drawn(seed, HEX, 37),
            uuid(seed),
            format!("key_{}", drawn(seed, HEX, 28)),
            format!("api-{}", uuid(seed)),
            format!("private-{}", drawn(seed, HEX, 24)),
        ] {
            for (program, findings) in rules(&value) {
                let is_generic = |found: &Finding| {
                    found.rule.starts_with("generic/") || found.rule.starts_with("http/")
                };
                assert!(findings.iter().all(is_generic), "{program}: {findings:#?}");
            }
        }
    }
}

#[test]
fn the_generic_rules_find_them() {
    let mut missed = Vec::new();
    for seed in 0..12 {
        for value in [drawn(seed, HEX, 32), uuid(seed), format!("key_{}", drawn(seed, HEX, 28))] {
            let programs = ["apiKey", "accessKey", "X-Auth-Token", "clientSecret"]
                .map(|name| format!("const c={{\"{name}\":\"{value}\"}}"));
            missed.extend(programs.into_iter().filter(|program| lint(program).is_empty()));
        }
    }
    assert!(missed.len() < 4, "{missed:#?}");
}

#[test]
fn the_providers_word_is_enough() {
    for (name, rule, value) in [
        ("jotformApiKey", "jotform/api-key", drawn(1, HEX, 32)),
        ("bunnyAccessKey", "bunny/api-key", uuid(2)),
        ("scalewaySecretKey", "scaleway/secret-key", uuid(3)),
        ("retellApiKey", "retell/api-key", format!("key_{}", drawn(4, HEX, 28))),
        ("launchDarklyToken", "launchdarkly/api-token", format!("api-{}", uuid(5))),
    ] {
        let findings = lint(&format!("const c={{{name}:\"{value}\"}}"));
        assert!(findings.iter().any(|found| found.rule == rule), "{name}: {findings:#?}");
    }
}
