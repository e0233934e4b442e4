//! Which values are worth looking for.
//!
//! A value that other people's code holds too would be found everywhere: `production`, `3000`,
//! `localhost`, `/usr/bin`. What speaks for a value is its own look, and its variable's name.

use std::fmt;

use crate::{
    environment::{Says, Variable, identifies, is_public, says},
    judge::placeholder::{is_placeholder, is_placeholder_password, password_of},
    rules::is_random,
};

/// Shorter values stand in every large file by chance.
const SHORTEST: usize = 8;

/// A phrase of several words is no one else's when it is at least so long.
const PHRASE: usize = 12;

/// How much it means that a value is there. Ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// Nobody can tell whether it is a secret.
    Unclear,
    /// Its name or its look says that it is one.
    Secret,
}

/// Why a value is not looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A framework puts it into client code because of its name.
    Public,
    /// It names a build, a release or an account, and opens nothing.
    Identifies,
    /// Shorter than eight characters.
    Short,
    /// A number, a date or a version.
    Number,
    /// A word, several words, or an identifier made of words.
    Words,
    /// A host, an address, or a URL without a password.
    Address,
    /// A path.
    Path,
    /// It refers to other variables.
    Reference,
    /// What people write in the place of a value.
    Placeholder,
    /// It repeats few characters, or its name does not say that so simple a value is secret.
    Simple,
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Public => "its name says that it may be public",
            Self::Identifies => "it identifies something, and opens nothing",
            Self::Short => "it is shorter than eight characters",
            Self::Number => "it is a number, a date or a version",
            Self::Words => "it is made of words",
            Self::Address => "it is an address without a password",
            Self::Path => "it is a path",
            Self::Reference => "it refers to other variables",
            Self::Placeholder => "it is a placeholder",
            Self::Simple => "so simple a value stands in other files by accident",
        })
    }
}

/// What the value of a variable means where it is found.
///
/// # Errors
///
/// Why it is not looked for.
pub(super) fn weigh(variable: &Variable) -> Result<Weight, Reason> {
    let Variable { name, value, .. } = variable;
    let says = says(name.as_bytes());
    let value = value.trim();
    if identifies(name) {
        return Err(Reason::Identifies);
    }
    if says == Says::Public || (is_public(name.as_bytes()) && says != Says::Secret) {
        return Err(Reason::Public);
    }
    if value.chars().count() < SHORTEST {
        return Err(Reason::Short);
    }
    if value.contains("${") {
        return Err(Reason::Reference);
    }
    if let Some(password) = password_of(value.as_bytes()).filter(|password| !password.is_empty()) {
        return if is_placeholder_password(&password) {
            Err(Reason::Placeholder)
        } else {
            Ok(Weight::Secret)
        };
    }
    if let Some(reason) = ordinary(value, says >= Says::Perhaps) {
        return Err(reason);
    }
    // A URL that is not ordinary has a part that was drawn.
    let is_drawn = is_random(value.as_bytes()) || value.contains("://");
    match says {
        Says::Secret | Says::Perhaps => Ok(Weight::Secret),
        _ if is_drawn => Ok(Weight::Secret),
        _ if is_mixed(value) => Ok(Weight::Unclear),
        _ => Err(Reason::Simple),
    }
}

/// Whether a value is no secret whatever its variable is called: a number, an address, a path.
pub(crate) fn is_ordinary(value: &str) -> bool {
    let is_password = password_of(value.as_bytes()).is_some_and(|password| !password.is_empty());
    !is_password && ordinary(value, true).is_some_and(|reason| reason != Reason::Words)
}

/// What makes `value` one that other files hold too.
fn ordinary(value: &str, is_named_secret: bool) -> Option<Reason> {
    let distinct = value.chars().collect::<std::collections::HashSet<_>>().len();
    if is_number(value) {
        Some(Reason::Number)
    } else if is_address(value) {
        Some(Reason::Address)
    } else if is_path(value) {
        Some(Reason::Path)
    } else if is_placeholder(value.as_bytes()) {
        Some(Reason::Placeholder)
    } else if is_words(value) && !(is_named_secret && is_phrase(value)) {
        Some(Reason::Words)
    } else if distinct < 5 {
        Some(Reason::Simple)
    } else {
        None
    }
}

/// Digits and what stands between them in numbers, dates, times and versions.
fn is_number(value: &str) -> bool {
    let value = value.trim_start_matches(['v', 'V']);
    let is_part = |c: char| c.is_ascii_digit() || "+-.,:_/ TZ".contains(c);
    value.chars().all(is_part) || {
        let is_version = value.split('.').take(2).all(|part| {
            !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())
        });
        is_version && value.split('.').count() > 2
    }
}

/// Hosts, mail addresses, and URLs. A URL with a long random part is none of them.
fn is_address(value: &str) -> bool {
    let (is_url, rest) = match value.split_once("://") {
        Some((_, rest)) => (true, rest),
        None => (false, value),
    };
    let (host, path) = match rest.find(['/', '?', '#']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let has_key = path.split(['/', '?', '&', '=', '#']).any(|part| is_random(part.as_bytes()));
    if has_key {
        return false;
    }
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.rsplit_once(':').map_or(host, |(host, port)| {
        if port.bytes().all(|byte| byte.is_ascii_digit()) { host } else { rest }
    });
    is_url || host == "localhost" || is_host(host)
}

/// Labels of letters and digits between dots, the last of letters: `db.internal`.
fn is_host(text: &str) -> bool {
    let mut labels = text.split('.');
    let last = labels.next_back().unwrap_or_default();
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() < 64
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.contains('.')
        && (2..=12).contains(&last.len())
        && last.bytes().all(|byte| byte.is_ascii_lowercase())
        && text.split('.').all(is_label)
        && !is_random(text.as_bytes())
}

/// Paths of files, and lists of them.
fn is_path(value: &str) -> bool {
    let first = value.split([':', ';']).next().unwrap_or_default();
    let starts = ["/", "./", "../", "~/", "\\\\"];
    let is_rooted = starts.iter().any(|start| first.starts_with(start))
        || matches!(value.as_bytes(), [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    let is_segment = |part: &str| !is_random(part.as_bytes());
    is_rooted && value.split(['/', '\\', ':', ';']).all(is_segment)
}

/// Words and short numbers with signs between them: `eu-west-1`, `en_US.UTF-8`, `My App`.
fn is_words(value: &str) -> bool {
    value.split(|c: char| !c.is_alphanumeric()).all(|part| part.is_empty() || is_word(part))
}

/// Letters of one case, perhaps behind a capital, perhaps with up to three digits at one end;
/// or a few digits.
fn is_word(part: &str) -> bool {
    let letters = part.trim_matches(|c: char| c.is_ascii_digit());
    let digits = part.len() - letters.len();
    if letters.is_empty() {
        return digits <= 4;
    }
    let tail = letters.chars().next().map_or("", |first| &letters[first.len_utf8()..]);
    digits <= 3
        && letters.chars().all(char::is_alphabetic)
        && (letters.chars().all(char::is_uppercase) || tail.chars().all(char::is_lowercase))
}

/// Several words, or one that is no plain word: what people take for a password.
fn is_phrase(value: &str) -> bool {
    let words = value.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let has_digits = value.bytes().any(|byte| byte.is_ascii_digit());
    let words = words.count();
    (value.len() >= PHRASE && words >= 2) || (words == 1 && has_digits)
}

/// Letters of both cases, or letters and digits, in no order that words have.
fn is_mixed(value: &str) -> bool {
    let has = |test: fn(&u8) -> bool| usize::from(value.as_bytes().iter().any(test));
    let classes = has(u8::is_ascii_lowercase)
        + has(u8::is_ascii_uppercase)
        + has(u8::is_ascii_digit)
        + has(u8::is_ascii_punctuation);
    classes >= 3 && !value.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(name: &str, value: &str) -> Result<Weight, Reason> {
        weigh(&Variable { name: name.into(), value: value.into(), from: String::new() })
    }

    #[test]
    fn what_would_be_found_by_accident_is_left_out() {
        for (name, value, reason) in [
            ("VITE_API_URL", "https://api.example.com/v1", Reason::Public),
            ("NEXT_PUBLIC_MAPS_KEY", "8f3a9c1e7b2d4f60a5c8", Reason::Public),
            ("STRIPE_PUBLISHABLE_KEY", "8f3a9c1e7b2d4f60a5c8", Reason::Public),
            ("GITHUB_SHA", "8f3a9c1e7b2d4f60a5c89b7e6d5c4b3a21f0e9d8", Reason::Identifies),
            ("SENTRY_RELEASE", "8f3a9c1e7b2d4f60a5c89b7e6d5c4b3a21f0e9d8", Reason::Identifies),
            ("AZURE_TENANT_ID", "0b7d41c9-e8f2-4a60-835d-1c9b7e4f80a2", Reason::Identifies),
            ("DB_PASSWORD", "hunter2", Reason::Short),
            ("NODE_ENV", "production", Reason::Words),
            ("MODE", "development", Reason::Words),
            ("PORT_RANGE", "3000-4000", Reason::Number),
            ("BUILT", "2026-01-05T10:00:00Z", Reason::Number),
            ("npm_config_user_agent", "10.11.12-beta.3", Reason::Number),
            ("REDIS_HOST", "redis.internal", Reason::Address),
            ("API", "https://api.example.com/v1", Reason::Address),
            ("DB", "postgres://localhost:5432/app", Reason::Address),
            ("MAIL_FROM", "team@example.com", Reason::Address),
            ("HOME", "/home/somebody", Reason::Path),
            ("PATH", "/usr/local/bin:/usr/bin", Reason::Path),
            ("TEMP", "C:\\Users\\x\\Temp", Reason::Path),
            ("REGION", "eu-central-1", Reason::Identifies),
            ("LANG", "en_US.UTF-8", Reason::Words),
            ("TERM", "xterm-256color", Reason::Words),
            ("NAME", "My Application", Reason::Words),
            ("SECRET_KEY", "changeme-please", Reason::Placeholder),
            ("DB_URL", "postgres://user:password@host/db", Reason::Placeholder),
            ("DB_URL", "postgres://u:${DB_PASSWORD}@h/db", Reason::Reference),
            ("PASSWORD", "correcthorse", Reason::Words),
            ("SEPARATOR", "=-=-=-=-=-=-", Reason::Placeholder),
        ] {
            assert_eq!(weight(name, value), Err(reason), "{name}={value}");
        }
    }

    #[test]
    fn what_is_looked_for() {
        for (name, value, expected) in [
            ("DB_PASSWORD", "x7Gk2pQ9", Weight::Secret),
            ("DB_PASSWORD", "correct-horse-battery", Weight::Secret),
            ("SMTP_PASS", "Summer2026", Weight::Secret),
            ("API_TOKEN", "b1946ac92492d2347c6235b4d2611184", Weight::Secret),
            ("ANYTHING", "b1946ac92492d2347c6235b4d2611184", Weight::Secret),
            ("DB", "postgres://app:x7Gk2pQ9z@db.internal/app", Weight::Secret),
            ("VITE_STRIPE_SECRET_KEY", "b1946ac92492d2347c6235b4", Weight::Secret),
            ("HOOK", "https://hooks.acme.dev/T0/b1946ac92492d2347c6235b4d2", Weight::Secret),
            ("THING", "x7Gk2pQ9z", Weight::Unclear),
        ] {
            assert_eq!(weight(name, value), Ok(expected), "{name}={value}");
        }
    }
}
