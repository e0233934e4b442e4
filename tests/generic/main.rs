//! Values under names that say secret: which are reported, and as what.
#![allow(clippy::unwrap_used, missing_docs)]

mod classes;
mod encoded;

use leaklint::{Finding, Linter, Options, Persona, Severity};

fn lint_as(persona: Persona, source: &str) -> Vec<Finding> {
    let linter = Linter::new(Options { persona, reveal: true, ..Options::default() });
    linter.lint("app.js", source.as_bytes()).findings
}

fn lint(source: &str) -> Vec<Finding> {
    lint_as(Persona::Regular, source)
}

/// Values of several forms, drawn from a seed: base 62, hexadecimal, base64, UUID.
fn drawn(seed: u64) -> Vec<String> {
    let mut state = seed;
    let mut next = |alphabet: &str| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        alphabet.as_bytes()[(state >> 33) as usize % alphabet.len()] as char
    };
    let lower = "abcdefghijklmnopqrstuvwxyz0123456789";
    let base62 = format!("{lower}{}", lower[..26].to_uppercase());
    let base64 = format!("{base62}+/");
    let mut text =
        |alphabet: &str, length: usize| -> String { (0..length).map(|_| next(alphabet)).collect() };
    let hex = "0123456789abcdef";
    vec![
        text(&base62, 24),
        text(&base62, 40),
        text(hex, 32),
        text(hex, 64),
        text(lower, 32),
        format!("{}=", text(&base64, 43)),
        [8, 4, 4, 4, 12].map(|length| text(hex, length)).join("-"),
    ]
}

#[test]
fn a_drawn_value_under_a_strong_name_is_an_error() {
    let (mut tried, mut missed) = (0, Vec::new());
    for seed in 0..20 {
        for value in drawn(seed) {
            for program in [
                format!("const a={{clientSecret:\"{value}\"}}"),
                format!("var SIGNING_KEY=\"{value}\""),
                format!("a.encryptionkey=`{value}`"),
                format!("const a={{app:{{\"private-key\":\"{value}\"}}}}"),
                format!("const k=process.env.SESSION_SECRET||\"{value}\""),
                format!("a({{VITE_JWT_SECRET:\"{value}\",MODE:\"production\"}})"),
            ] {
                tried += 1;
                let is_error =
                    lint(&program).iter().any(|finding| finding.severity == Severity::Error);
                if !is_error {
                    missed.push(program);
                }
            }
        }
    }
    // A model errs now and then.
    assert!(
        missed.len() * 50 < tried,
        "{} of {tried} missed:\n{}",
        missed.len(),
        missed.join("\n")
    );
}

#[test]
fn a_drawn_value_under_a_weak_name_is_a_warning() {
    for value in drawn(7) {
        for program in [
            format!("const a={{apiKey:\"{value}\"}}"),
            format!("setAccessToken(\"{value}\")"),
            format!("fetch(a,{{headers:{{\"X-Api-Key\":\"{value}\"}}}})"),
            format!("fetch(\"https://api.example.com/v1?a=b&api_key={value}&c=d\")"),
            format!("fetch(\"/v1?access_token={value}\")"),
            format!("const a={{api:{{key:\"{value}\"}}}}"),
        ] {
            let findings = lint(&program);
            assert_eq!(findings.len(), 1, "{program}: {findings:?}");
            assert_eq!(findings[0].severity, Severity::Warning, "{program}");
            assert_eq!(findings[0].value.as_ref(), Some(&value), "{program}");
        }
    }
}

#[test]
fn passwords_that_people_make_are_found_by_their_names() {
    let password = ["Summer", "2026", "!x"].concat();
    for name in ["dbPassword", "SMTP_PASS", "adminPwd", "MYSQL_ROOT_PASSWORD", "password"] {
        let findings = lint(&format!("const a={{{name}:\"{password}\"}}"));
        assert_eq!(findings.len(), 1, "{name}");
        assert_eq!(
            (findings[0].rule.as_str(), findings[0].severity),
            ("generic/password", Severity::Error)
        );
    }
    let plain = ["hunter", "2hunter"].concat();
    let program = format!("const a={{password:\"{plain}\"}}");
    assert!(lint(&program).is_empty());
    assert_eq!(lint_as(Persona::Pedantic, &program).len(), 1);
}

#[test]
fn what_a_minifier_calls_pw_is_no_password() {
    let password = ["cartesian", "2d"].concat();
    let program = |before: &str| format!("{before}\"{password}\"");
    assert_eq!(lint_as(Persona::Auditor, &(program("a={pw:") + "}")).len(), 1);
    assert_eq!(lint_as(Persona::Auditor, &program("var pw=")).len(), 0);
    assert_eq!(lint_as(Persona::Auditor, &program("var a=1,PW=")).len(), 0);
}

#[test]
fn credentials_of_requests_are_found() {
    let value = &drawn(3)[0];
    let bearer = format!("fetch(a,{{headers:{{Authorization:\"Bearer {value}\"}}}})");
    assert_eq!(lint(&bearer)[0].rule, "http/bearer-token");
    let basic = base64(&format!("shop:{value}"));
    let findings = lint(&format!("fetch(a,{{headers:{{Authorization:\"Basic {basic}\"}}}})"));
    assert_eq!(
        (findings[0].rule.as_str(), findings[0].severity),
        ("http/basic-credentials", Severity::Error)
    );
    let words = "fetch(a,{headers:{Authorization:\"Bearer my-very-own-access-token-v2\"}})";
    assert!(lint(words).is_empty());
    for placeholder in ["user:password", "username:changeme", "Aladdin:open sesame"] {
        let program = format!("a={{Authorization:\"Basic {}\"}}", base64(placeholder));
        assert!(lint(&program).is_empty(), "{placeholder}");
    }
}

fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let number = chunk.iter().fold(0u32, |sum, byte| sum << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[(number >> (18 - 6 * place) & 63) as usize] as char;
            out.push(if place > chunk.len() { '=' } else { digit });
        }
    }
    out
}

/// What public lists of false alarms of other scanners hold, and what bundles are full of.
#[test]
fn what_is_no_secret_is_not_reported() {
    let hex = &drawn(5)[2];
    let long_hex = &drawn(5)[3];
    let base64 = &drawn(5)[5];
    for program in [
        "this.vocab=new Map,this.tokenizer=new Tokenizer2".to_owned(),
        "const A={TOKEN_SIGNATURE_INVALID:\"TOKEN_SIGNATURE_INVALID_1\",PASSWORD:\"auth/wrong-password2\"}".to_owned(),
        "const TOKEN_SIGNATURE_INVALID=\"TOKEN_SIGNATURE_INVALID_ERROR_1\"".to_owned(),
        format!("const a={{integrity:\"sha512-{base64}{base64}==\"}}"),
        format!("link.integrity=\"sha256-{base64}\""),
        format!("const a={{clientSecret:\"sha256-{base64}\"}}"),
        format!("const chunks={{179:\"{hex}\",344:\"{long_hex}\"}}"),
        format!("const commit=\"{}\"", &long_hex[..40]),
        format!("const a={{id:\"{}\"}}", drawn(5)[6]),
        format!("const a={{publicKey:\"{base64}\"}}"),
        format!("const a={{etag:\"{hex}\",fingerprint:\"{hex}\",passwordHash:\"{long_hex}\"}}"),
        "const alphabet=\"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\"".to_owned(),
        "const a={secret:\"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567\"}".to_owned(),
        "const a={password:\"Your password must be 8 characters\",secret:\"forms.errors.secret_too_short1\"}".to_owned(),
        "const a={secretKey:\"YOUR_SECRET_KEY_GOES_HERE_123\",apiKey:\"<your-api-key-1>\",token:\"${TOKEN_1234567890ab}\"}".to_owned(),
        "const a={token:\"xxxxxxxxxxxxxxxxxxxx12\",clientSecret:\"00000000000000000000000000000001\"}".to_owned(),
        "const a={passwordInput:\"#login-form__password-input2\",accessTokenUri:\"https://a.example/oauth2/token\"}".to_owned(),
        "const a={tokenEndpoint:\"/oauth2/v1/token\",token:\"react-select-2-placeholder\"}".to_owned(),
        "const pem=\"-----BEGIN PRIVATE KEY-----\",end=\"-----END PRIVATE KEY-----\"".to_owned(),
        "const re=/-----BEGIN (RSA )?PRIVATE KEY-----[^-]+-----END/,gh=/ghp_[A-Za-z0-9]{36}/".to_owned(),
        format!("const a={{icon:\"data:image/png;base64,iVBORw0KGgo{base64}\"}}"),
        "//# sourceMappingURL=app.js.map\nconst m={mappings:\"AAAA,SAASA,EAAKC,GACZ,OAAOA,CACT,CAEA,MAAMC,EAAI\"}".to_owned(),
        format!("const a={{key:\"{hex}\",children:[]}}"),
        format!("jsx(\"li\",{{key:\"{hex}\"}},\"{hex}\")"),
        "const a={accessToken:\"access-token-storage-key-v2\",apiKeyHeader:\"X-Api-Key-2\"}".to_owned(),
        "const a={token:\"MuiButton-containedPrimary2\",secret:\"css-1q2w3e4-MuiInput-root\"}".to_owned(),
    ] {
        let findings = lint(&program);
        assert!(findings.is_empty(), "{program}: {:?}", findings.iter().map(|f| &f.rule).collect::<Vec<_>>());
    }
}
