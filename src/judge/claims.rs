//! What a token says of itself: since when it is good, until when, and for what.

use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use memchr::memmem;
use serde_json::{Map, Value};

use crate::{finding::day, rules::jwt};

/// Keys are rotated every 90 days; what is good for longer is no visitor's session.
pub(super) const ROTATION: i64 = 90 * day::SECONDS;

/// More scopes than a person wants to read.
const MOST_SCOPES: usize = 50;

/// Parts of roles and scopes that no visitor of a page has.
const PRIVILEGES: [&str; 12] = [
    "admin", "root", "owner", "service", "super", "manage", "write", "delete", "internal",
    "machine", "backend", "master",
];

/// What a token says of itself. Times are seconds since 1970.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Claims {
    pub(super) issued: Option<i64>,
    pub(super) expires: Option<i64>,
    pub(super) scopes: Vec<String>,
    pub(super) issuer: Option<String>,
    /// Whether it is a JSON Web Token, whose claims say whose it is.
    pub(super) is_jwt: bool,
    /// Whom it was issued to.
    pub(super) party: Party,
    /// Whether everyone has it: the token that <https://jwt.io> shows, a library's default.
    pub(super) is_sample: bool,
}

/// Whom a token was issued to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Party {
    /// It does not say, or to a person.
    #[default]
    Unknown,
    /// A program.
    Machine,
    /// Apple's scripts for pages: those of `MapKit` and `MusicKit`.
    Page,
}

impl Claims {
    /// Those of `value`; empty when it has none that can be read.
    pub(super) fn of(value: &[u8]) -> Self {
        if value.starts_with(b"sntrys_") {
            return Self::of_sentry(value).unwrap_or_default();
        }
        if let Some(payload) = memmem::find(value, b"eyJ").and_then(|at| jwt::payload(&value[at..]))
        {
            return Self::of_jwt(&payload);
        }
        Self::of_signed_url(value).unwrap_or_default()
    }

    /// RFC 7519, section 4.1; `scope`: RFC 8693; `scp`, `roles`: Microsoft Entra; `permissions`:
    /// Auth0; `role`: Supabase, Hasura and others.
    fn of_jwt(payload: &Map<String, Value>) -> Self {
        let text = |name: &str| payload.get(name).and_then(Value::as_str);
        let mut scopes = Vec::new();
        for name in ["scope", "scopes", "scp", "permissions", "roles", "role"] {
            if let Some(value) = payload.get(name) {
                words(value, &mut scopes);
            }
        }
        scopes.truncate(MOST_SCOPES);
        let is_machine = text("gty") == Some("client-credentials")
            || text("sub").is_some_and(|subject| {
                subject.ends_with("@clients") || subject.starts_with("system:serviceaccount:")
            });
        Self {
            issued: time(payload, "iat"),
            expires: time(payload, "exp"),
            scopes,
            issuer: text("iss").map(str::to_owned),
            is_jwt: true,
            party: if is_machine {
                Party::Machine
            } else if is_of_apple(payload) {
                Party::Page
            } else {
                Party::Unknown
            },
            is_sample: text("sub") == Some("1234567890")
                || text("name") == Some("John Doe")
                || is_of_cesium(payload),
        }
    }

    /// `sntrys_` + base64 of an object with `iat` + `_` + a secret.
    fn of_sentry(value: &[u8]) -> Option<Self> {
        let rest = &value[b"sntrys_".len()..];
        let end = memchr::memchr(b'_', rest)?;
        let lenient = GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true);
        let json = GeneralPurpose::new(&STANDARD, lenient).decode(&rest[..end]).ok()?;
        let payload: Map<String, Value> = serde_json::from_slice(&json).ok()?;
        Some(Self { issued: time(&payload, "iat"), ..Self::default() })
    }

    /// Azure's shared access signatures: `st` and `se` are dates, `sp` the rights.
    /// <https://learn.microsoft.com/rest/api/storageservices/create-service-sas>
    fn of_signed_url(value: &[u8]) -> Option<Self> {
        let query = &value[memchr::memchr(b'?', value)? + 1..];
        memmem::find(query, b"sig=")?;
        let parameter = |name: &[u8]| {
            query.split(|&byte| byte == b'&').find_map(|part| part.strip_prefix(name))
        };
        let text = |name: &[u8]| parameter(name).and_then(|value| std::str::from_utf8(value).ok());
        Some(Self {
            issued: text(b"st=").and_then(day::parse),
            expires: text(b"se=").and_then(day::parse),
            scopes: text(b"sp=").map(str::to_owned).into_iter().collect(),
            ..Self::default()
        })
    }

    /// Whether it was good once and is no more.
    pub(super) fn is_expired(&self, now: Option<i64>) -> bool {
        matches!((self.expires, now), (Some(expires), Some(now)) if expires < now)
    }

    /// Whether a JSON Web Token is more than a visitor's own session: it may do what no visitor
    /// may, or it is a program's, or it is good for longer than a key should be.
    pub(super) fn is_privileged(&self) -> bool {
        let is_privilege = |scope: &String| {
            let scope = scope.to_ascii_lowercase();
            PRIVILEGES.iter().any(|privilege| scope.contains(privilege))
        };
        let is_long_lived =
            matches!((self.issued, self.expires), (Some(from), Some(to)) if to - from > ROTATION);
        let is_long_lived = is_long_lived && self.party != Party::Page;
        self.party == Party::Machine || is_long_lived || self.scopes.iter().any(is_privilege)
    }

    /// Whether a JSON Web Token is no more than a visitor's own session.
    pub(super) fn is_session(&self) -> bool {
        self.is_jwt && self.expires.is_some() && !self.is_privileged() && self.party != Party::Page
    }
}

/// Whether the claims are those of a token for `MapKit JS` or `MusicKit JS`: a team, two times, perhaps
/// an origin, and no audience.
/// <https://developer.apple.com/documentation/mapkitjs/creating-a-maps-token>
fn is_of_apple(payload: &Map<String, Value>) -> bool {
    let is_team = |id: &str| {
        id.len() == 10 && id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    payload.get("iss").and_then(Value::as_str).is_some_and(is_team)
        && payload.contains_key("exp")
        && payload
            .keys()
            .all(|name| ["iss", "iat", "exp", "nbf", "origin", "scope"].contains(&name.as_str()))
}

/// Whether it is the default token that `CesiumJS` ships and renews with each release: its account
/// has this number.
fn is_of_cesium(payload: &Map<String, Value>) -> bool {
    const ACCOUNT: u64 = 259;
    payload.get("id").and_then(Value::as_u64) == Some(ACCOUNT)
        && ["jti", "id", "iat"].iter().all(|name| payload.contains_key(*name))
        && payload.len() == 3
}

/// A time as RFC 7519 writes it: seconds, perhaps with a fraction.
fn time(payload: &Map<String, Value>, name: &str) -> Option<i64> {
    let number = payload.get(name)?;
    #[expect(clippy::cast_possible_truncation, reason = "a fraction of a second is let go")]
    let seconds = number.as_i64().or_else(|| number.as_f64().map(|time| time as i64))?;
    day::is_plausible(seconds).then_some(seconds)
}

/// The words of `"a b"`, `["a", "b"]`.
fn words(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.extend(text.split_whitespace().map(str::to_owned)),
        Value::Array(items) => {
            into.extend(items.iter().filter_map(Value::as_str).map(str::to_owned));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};

    use super::*;

    fn jwt(payload: &str) -> Vec<u8> {
        let header = BASE64_URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#);
        format!("{header}.{}.c2lnbmF0dXJl", BASE64_URL_SAFE_NO_PAD.encode(payload)).into_bytes()
    }

    #[test]
    fn a_token_says_what_it_may_do_and_until_when() {
        let claims = Claims::of(&jwt(
            r#"{"iss":"https://id.example","scope":"calls:read users:read","roles":["reader"],"iat":1700000000,"exp":1700003600.5}"#,
        ));
        assert_eq!(claims.scopes, ["calls:read", "users:read", "reader"]);
        assert_eq!((claims.issued, claims.expires), (Some(1_700_000_000), Some(1_700_003_600)));
        assert_eq!(claims.issuer.as_deref(), Some("https://id.example"));
        assert!(claims.is_session() && claims.is_expired(Some(1_700_003_601)));
        assert!(!claims.is_expired(Some(1_700_003_000)) && !claims.is_expired(None));
    }

    #[test]
    fn what_no_visitor_has_is_privileged() {
        for payload in [
            r#"{"role":"service_role","exp":2000000000}"#,
            r#"{"permissions":["users:delete"]}"#,
            r#"{"sub":"abc@clients"}"#,
            r#"{"sub":"system:serviceaccount:default:deployer"}"#,
            r#"{"sub":"1","iat":1700000000,"exp":1800000000}"#,
        ] {
            let claims = Claims::of(&jwt(payload));
            assert!(claims.is_privileged() && !claims.is_session(), "{payload}");
        }
        let visitor = Claims::of(&jwt(r#"{"sub":"1","iat":1700000000,"exp":1700003600}"#));
        assert!(visitor.is_session());
    }

    #[test]
    fn other_tokens_have_dates_too() {
        let object = BASE64_STANDARD.encode(r#"{"iat":1700000000.25,"org":"o"}"#);
        let sentry = Claims::of(format!("sntrys_{object}_abc").as_bytes());
        assert_eq!(sentry.issued, Some(1_700_000_000));
        let url = b"https://x.example/c?sp=rw&st=2026-01-05T10:00:00Z&se=2027-01-05&sig=abc";
        let signed = Claims::of(url);
        assert_eq!(signed.scopes, ["rw"]);
        assert_eq!(signed.issued.map(day::text).as_deref(), Some("2026-01-05"));
        assert_eq!(signed.expires.map(day::text).as_deref(), Some("2027-01-05"));
    }

    #[test]
    fn nonsense_claims_nothing() {
        for value in
            ["", "eyJ", "eyJhbGciOiJIUzI1NiJ9..", "sntrys_", "sntrys_!_", "?sig=&se=tomorrow"]
        {
            assert_eq!(Claims::of(value.as_bytes()), Claims::default(), "{value}");
        }
    }
}
