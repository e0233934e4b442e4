//! Files of settings, style sheets, XML.

use leaklint::Severity;

use crate::made::{at, finding, key, lint, path, random};

#[test]
fn variables_of_environment_files() {
    let secret = random(1, 32);
    for name in [".env", "public/.env.local", "prod.env", ".dev.vars"] {
        for line in [
            format!("API_SECRET={secret}"),
            format!("export API_SECRET=\"{secret}\" # note"),
            format!("API_SECRET = '{secret}'\r"),
        ] {
            let text = format!("# settings\nPORT=3000\n{line}\n");
            let found = finding(name, &text, &secret);
            assert_eq!((at(&found, &text), path(&found)), (secret.clone(), "API_SECRET"), "{line}");
            assert_eq!(found.env.as_deref(), Some("API_SECRET"));
            assert_eq!(found.location.line, 3);
        }
    }
}

#[test]
fn a_published_environment_file_is_a_finding_in_its_own_right() {
    let secret = random(2, 32);
    for (name, text, severity) in [
        (".env", format!("VITE_TITLE=x\nDB_PASSWORD={secret}"), Severity::Error),
        (".env", "VITE_TITLE=x\n".to_owned(), Severity::Warning),
        (".env", "DB_PASSWORD=${DB_PASSWORD}\n".to_owned(), Severity::Warning),
        (".env.example", format!("DB_PASSWORD={secret}"), Severity::Note),
    ] {
        let report = lint(name, &text);
        let found: Vec<_> =
            report.findings.iter().filter(|it| it.rule == "exposure/env-file").collect();
        let [found] = found.as_slice() else { panic!("{report:#?}") };
        assert_eq!((found.severity, &*found.redacted), (severity, name), "{text}");
        assert!(
            found.message.contains(text.split('=').next().unwrap()) || severity == Severity::Error
        );
        assert!(!format!("{found:?}").contains(&secret));
    }
    assert!(lint(".env", "# nothing\n\n").findings.is_empty());
    assert!(lint("config.ini", "a=b").findings.is_empty());
}

#[test]
fn settings_of_many_tools() {
    let secret = random(3, 32);
    for (name, text, names) in [
        ("a.ini", format!("[pay]\nclient_secret = {secret}\n"), "pay.client_secret"),
        ("a.toml", format!("[pay.api]\nclient_secret = \"{secret}\""), "pay.api.client_secret"),
        ("a.yaml", format!("pay:\n  api:\n    clientSecret: {secret}\n"), "pay.api.clientSecret"),
        ("a.yml", format!("pay:\n  - clientSecret: '{secret}'\nb: 1\n"), "pay.clientSecret"),
        ("a.properties", format!("pay.client.secret={secret}"), "pay.client.secret"),
        ("nginx.conf", format!("  proxy_set_header X-Api-Secret \"{secret}\";"), "X-Api-Secret"),
        ("_headers", format!("/*\n  X-Api-Secret: {secret}\n"), "X-Api-Secret"),
        (".netrc", format!("machine x.example login me password {secret}"), "password"),
        (".npmrc", format!("//r.example/:_password={secret}"), "_password"),
        ("notes.txt", format!("the key:\napi_secret = {secret}\n"), "api_secret"),
        ("a.css", format!(":root{{--api-secret:\"{secret}\"}}"), "--api-secret"),
    ] {
        let found = finding(name, &text, &secret);
        assert!(path(&found).ends_with(names), "{text}: {}", path(&found));
        assert_eq!(at(&found, &text), secret, "{text}");
    }
}

#[test]
fn elements_and_attributes_of_xml() {
    let secret = random(4, 32);
    for (name, text, names) in [
        (
            "a.plist",
            format!("<plist><dict><key>ApiSecret</key>\n<string>{secret}</string>"),
            "ApiSecret",
        ),
        (
            "strings.xml",
            format!("<string name=\"api_secret\">\n {secret}\n</string>"),
            "api_secret",
        ),
        (
            "a.xml",
            format!("<x:entry x:key=\"apiSecret\"><![CDATA[{secret}]]></x:entry>"),
            "apiSecret",
        ),
        ("web.config.xml", format!("<add key=\"ApiSecret\" value=\"{secret}\" />"), "ApiSecret"),
        ("a.xml", format!("<pay><apiSecret>{secret}</apiSecret></pay>"), "pay.apiSecret"),
        (
            "a.svg",
            format!("<svg><script>x = {{apiSecret: '{secret}'}}</script></svg>"),
            "x.apiSecret",
        ),
        (
            "a.svg",
            format!("<svg><script><![CDATA[x = {{apiSecret: '{secret}'}}]]></script></svg>"),
            "x.apiSecret",
        ),
        ("a.svg", format!("<svg onload=\"pay({{apiSecret: '{secret}'}})\"/>"), "pay.apiSecret"),
    ] {
        let found = finding(name, &text, &secret);
        assert!(path(&found).ends_with(names), "{text}: {}", path(&found));
        assert_eq!(at(&found, &text), secret, "{text}");
    }
}

#[test]
fn comments_and_addresses_hide_nothing() {
    let key = key(5);
    for (name, text) in [
        ("a.css", format!("a{{background:url(https://x.example/?k={key})}}")),
        ("a.css", format!("/* {key} */")),
        ("a.css", format!("a{{content:'{key}")),
        ("a.css", format!("a{{background:url( {key}")),
        ("a.css", key.clone()),
        ("a.xml", format!("<!-- {key} --><a")),
        ("a.xml", format!("<a b='{key}")),
        ("a.xml", format!("<![CDATA[{key}")),
        ("a.yaml", format!("# {key}\n- {key}x\n")),
        (".env", format!("#OLD={key}")),
        (".env", key.clone()),
        (".env", format!("X={key}")),
        ("a.txt", format!("{}{key}", "a= ".repeat(100_000))),
        (
            "a.yaml",
            format!(
                "{}k: {key}",
                (0..2000).fold(String::new(), |text, at| text + &" ".repeat(at) + "a:\n")
            ),
        ),
    ] {
        assert_eq!(at(&finding(name, &text, &key), &text), key, "{name}");
    }
}
