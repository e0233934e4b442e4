//! The generic rule: a random value under a name that says secret.
//!
//! Both halves are needed. A name alone is a label, an error code, a form field; a random value
//! alone is a hash, an id, a compressed table.

use super::{
    subjects::{Subject, SubjectKind},
    surroundings::Surroundings,
};

/// What the name of `subject` says, if the value looks like one that a machine has drawn.
pub(super) fn evidence(around: &Surroundings<'_>, subject: &Subject<'_>) -> Option<NameEvidence> {
    let name = match subject.kind {
        SubjectKind::Whole => name_evidence(around.nearest_words()),
        SubjectKind::Scheme(_) | SubjectKind::Query { .. } => None,
    };
    name.filter(|_| is_random(subject.text))
}

/// What a name says about its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NameEvidence {
    /// It may be secret: `apiKey`, `token`.
    Weak,
    /// It is: `clientSecret`, `dbPassword`.
    Strong,
}

/// Endings of names whose value is a secret.
const STRONG: [&str; 23] = [
    "secret",
    "secret key",
    "secretkey",
    "clientsecret",
    "apisecret",
    "appsecret",
    "private key",
    "privatekey",
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "signing key",
    "encryption key",
    "master key",
    "admin key",
    "access secret",
    "token secret",
    "service key",
    "service role key",
    "secret access key",
    "webhook secret",
    "secret token",
];

/// Endings of names whose value may be one.
const WEAK: [&str; 12] = [
    "api key",
    "apikey",
    "access key",
    "accesskey",
    "auth token",
    "authtoken",
    "access token",
    "accesstoken",
    "refresh token",
    "bearer token",
    "api token",
    "apitoken",
];

/// Words that say that the name is about a secret, and the value is none.
const ABOUT: [&str; 44] = [
    "label",
    "placeholder",
    "title",
    "text",
    "message",
    "msg",
    "error",
    "hint",
    "help",
    "type",
    "field",
    "input",
    "id",
    "name",
    "url",
    "uri",
    "path",
    "route",
    "endpoint",
    "selector",
    "class",
    "icon",
    "regex",
    "regexp",
    "pattern",
    "format",
    "length",
    "prefix",
    "suffix",
    "header",
    "public",
    "publishable",
    "anon",
    "site",
    "invalid",
    "expired",
    "forgot",
    "reset",
    "confirm",
    "storage",
    "cookie",
    "csrf",
    "test",
    "mock",
];

/// What the words of a name (as [`super::words::split`] makes them) say.
fn name_evidence(words: &str) -> Option<NameEvidence> {
    let words = words.trim_start();
    if words.split(' ').any(|word| ABOUT.contains(&word)) {
        return None;
    }
    let ends = |terms: &[&str]| {
        terms.iter().any(|term| {
            words.strip_suffix(term).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        })
    };
    if ends(&STRONG) {
        Some(NameEvidence::Strong)
    } else if ends(&WEAK) {
        Some(NameEvidence::Weak)
    } else {
        None
    }
}

/// Shorter values cannot be told from words.
const SHORTEST: usize = 16;
const LONGEST: usize = 256;

/// Whether `value` looks as if a machine had drawn it.
pub(crate) fn is_random(value: &[u8]) -> bool {
    if !(SHORTEST..=LONGEST).contains(&value.len()) {
        return false;
    }
    let Some(classes) = Classes::of(value) else { return false };
    let bits = entropy(value);
    if classes.is_hex() {
        // Sixteen symbols: at most four bits. Words of these letters have no digits.
        return value.len() >= 24 && classes.digits >= value.len() / 5 && bits > 3.0;
    }
    // A random text of 24 from 62 symbols has about 4.3 bits; words, paths and identifiers of
    // that length have under 3.6 and few digits.
    let enough = if value.len() >= 32 { 4.0 } else { 3.4 };
    classes.digits >= 2
        && classes.letters >= 4
        && bits > enough
        && classes.switches * 4 >= value.len()
}

/// What a value is made of.
struct Classes {
    digits: usize,
    letters: usize,
    beyond_hex: usize,
    /// How often one class of character follows another; random text switches all the time.
    switches: usize,
}

impl Classes {
    /// Nothing for a value with a character that no key has.
    fn of(value: &[u8]) -> Option<Self> {
        let mut classes = Self { digits: 0, letters: 0, beyond_hex: 0, switches: 0 };
        let mut before = 0;
        for &byte in value {
            let class = match byte {
                b'0'..=b'9' => 1,
                b'a'..=b'z' => 2,
                b'A'..=b'Z' => 3,
                b'-' | b'_' | b'.' | b'+' | b'/' | b'=' | b'~' => 4,
                b'!' | b'@' | b'#' | b'$' | b'%' | b'^' | b'&' | b'*' => 5,
                _ => return None,
            };
            classes.digits += usize::from(class == 1);
            classes.letters += usize::from(class == 2 || class == 3);
            classes.beyond_hex += usize::from(!byte.is_ascii_hexdigit());
            classes.switches += usize::from(class != before);
            before = class;
        }
        Some(classes)
    }

    const fn is_hex(&self) -> bool {
        self.beyond_hex == 0
    }
}

/// Shannon entropy in bits per byte.
fn entropy(value: &[u8]) -> f64 {
    let mut counts = [0u32; 128];
    for &byte in value {
        counts[(byte & 0x7F) as usize] += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "values are at most 256 bytes long")]
    let total = value.len() as f64;
    counts
        .iter()
        .filter(|&&count| count > 0)
        .map(|&count| {
            let share = f64::from(count) / total;
            -share * share.log2()
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(name: &str) -> Option<NameEvidence> {
        let mut words = String::new();
        super::super::words::split(name.as_bytes(), &mut words);
        name_evidence(&words)
    }

    #[test]
    fn names_that_say_secret() {
        for name in [
            "clientSecret",
            "API_SECRET",
            "db_password",
            "STRIPE_SECRET_KEY",
            "rsaPrivateKey",
            "jwt-secret",
        ] {
            assert_eq!(evidence(name), Some(NameEvidence::Strong), "{name}");
        }
        for name in ["apiKey", "AUTH_TOKEN", "accessToken"] {
            assert_eq!(evidence(name), Some(NameEvidence::Weak), "{name}");
        }
    }

    #[test]
    fn names_about_secrets() {
        for name in [
            "passwordLabel",
            "tokenType",
            "secretKeyPlaceholder",
            "publicApiKey",
            "secretary",
            "key",
            "forgotPassword",
            "secrets",
        ] {
            assert_eq!(evidence(name), None, "{name}");
        }
    }

    #[test]
    fn random_values_and_others() {
        for value in [
            "9f8c2b7a41d05e36c8a1f27b9d40e653",
            "T7bQ2mXw9LzKcR4vNpYh6SdG",
            "3f1c9b60-58d2-4c7e-a1b3-0e9d6f2a7c45",
        ] {
            assert!(is_random(value.as_bytes()), "{value}");
        }
        for value in [
            "password-must-contain-8",
            "MuiOutlinedInputNotched",
            "auth/invalid-password-2",
            "/api/v1/users/secret/1",
            "current-password12",
            "with spaces in the text 12",
            "TOKEN_SIGNATURE_INVALID_1",
        ] {
            assert!(!is_random(value.as_bytes()), "{value}");
        }
    }
}
