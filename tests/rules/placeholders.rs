//! Tokens and connection strings that stand for others open nothing.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};

use super::lint;

/// An address in two pieces, so that no file holds one.
fn address(scheme: &str, rest: &str) -> String {
    format!("const c=\"{scheme}://{rest}\"")
}

#[test]
fn passwords_that_are_filled_in_later_are_none() {
    for rest in [
        "username:$password@localhost",
        "user:${DB_PASSWORD}@db.acme.io",
        "u:{{password}}@db.acme.io",
        "root:%s@db.acme.io",
        "root:<password>@db.acme.io",
        "root:$(pass)@db.acme.io",
        "admin:{password}@db.acme.io",
        "mongodb:mongodb@localhost",
        "rabbit:rabbit@127.0.0.1:5672",
        "DB_USERNAME:DB_PASSWORD@DB_HOST",
        "app:%(password)s@db.acme.io",
        "app::password@db.acme.io",
        "shop:shop@db:5432/shop",
    ] {
        for scheme in ["amqps", "mongodb", "postgresql", "mysql", "redis"] {
            let program = address(scheme, rest);
            assert!(lint(&program).is_empty(), "{program}");
        }
    }
}

#[test]
fn real_passwords_of_addresses_stay_errors() {
    for rest in ["ann:h4Zr2mK8xW@db.acme.io", "acme:acme@db.acme.io", "ann:h4Zr2mK8xW@localhost"] {
        for scheme in ["amqps", "mongodb", "postgresql"] {
            let program = address(scheme, rest);
            assert_eq!(lint(&program).len(), 1, "{program}");
        }
    }
}

#[test]
fn a_token_that_is_signed_with_a_word_is_a_sample() {
    let part = |json: &str| BASE64_URL_SAFE_NO_PAD.encode(json);
    let unsigned =
        [part(r#"{"alg":"HS256","typ":"JWT"}"#), part(r#"{"uid":"8c1f","role":"admin"}"#)]
            .join(".");
    for signature in ["signature", "your-signature", "SIGNATURE", "sig", "c2lnbmF0dXJl", "xxxx"] {
        let program = format!("const t=\"{unsigned}.{signature}\"");
        assert!(lint(&program).is_empty(), "{program}");
    }
    let signature = part("\u{1}\u{7f}%z9!k#Qp0\u{2}vX4r8?mB7w\u{3}Yt6@Lc");
    assert_eq!(lint(&format!("const t=\"{unsigned}.{signature}\"")).len(), 1);
}

#[test]
fn routes_under_public_variables_are_no_secrets() {
    for value in [
        "$REACT_APP_API/users/forgot_password",
        "/auth/forgot-password",
        "%APP_URL%/reset/password",
    ] {
        let program = format!("const c={{REACT_APP_FORGOT_PASSWORD:\"{value}\",a:1}}");
        assert!(lint(&program).is_empty(), "{program}");
    }
    let program = "const c={REACT_APP_DB_PASSWORD:\"wintermeadowlantern\",a:1}";
    assert_eq!(lint(program).len(), 1);
}
