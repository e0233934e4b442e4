//! What the name of an environment variable says.

use super::prefixes::PUBLIC_PREFIXES;
use crate::rules::words;

/// Whether a framework puts a variable of this name into client code because of its prefix.
pub(crate) fn is_public(name: &[u8]) -> bool {
    without_prefix(name).is_some()
}

/// The name behind its public prefix.
fn without_prefix(name: &[u8]) -> Option<&[u8]> {
    PUBLIC_PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix.as_bytes()))
}

/// What a name says about its value. Ordered by how secret it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Says {
    /// It may be read by everyone: `SUPABASE_ANON_KEY`, `OAUTH_CLIENT_ID`.
    Public,
    /// Nothing.
    Nothing,
    /// It may be secret: `API_KEY`, `AUTH_TOKEN`.
    Perhaps,
    /// It is: `STRIPE_SECRET_KEY`, `DB_PASSWORD`.
    Secret,
}

/// Terms of names whose value is a secret.
pub(super) const SECRET: [&str; 36] = [
    "secret",
    "secrets",
    "secretkey",
    "clientsecret",
    "apisecret",
    "appsecret",
    "private key",
    "privatekey",
    "password",
    "passwd",
    "passphrase",
    "pass",
    "pwd",
    "credential",
    "credentials",
    "service role",
    "service key",
    "service account",
    "signing key",
    "signing token",
    "encryption key",
    "master key",
    "admin key",
    "admin token",
    "root token",
    "deploy key",
    "deploy token",
    "personal access token",
    "connection string",
    "database url",
    "database uri",
    "db url",
    "db uri",
    "mongodb uri",
    "mongo url",
    "redis url",
];

/// Terms of names whose value may be one.
const PERHAPS: [&str; 17] = [
    "token",
    "tokens",
    "key",
    "keys",
    "apikey",
    "accesskey",
    "auth",
    "bearer",
    "pat",
    "jwt",
    "salt",
    "pepper",
    "pin",
    "otp",
    "webhook",
    "license",
    "signature",
];

/// Terms of names whose value everyone may read, whatever else they say.
const PUBLIC: [&str; 17] = [
    "public",
    "publishable",
    "pk",
    "anon",
    "site key",
    "sitekey",
    "client id",
    "app id",
    "project id",
    "measurement id",
    "tracking id",
    "search key",
    "search only",
    "sentry dsn",
    "sha",
    "commit",
    "integrity",
];

/// Terms that say that the name is about a secret, and the value is none.
const ABOUT: [&str; 42] = [
    "label",
    "placeholder",
    "title",
    "text",
    "message",
    "error",
    "hint",
    "help",
    "type",
    "field",
    "input",
    "name",
    "id",
    "url",
    "uri",
    "host",
    "port",
    "path",
    "file",
    "dir",
    "route",
    "endpoint",
    "prefix",
    "suffix",
    "header",
    "cookie",
    "csrf",
    "format",
    "pattern",
    "regex",
    "length",
    "min",
    "max",
    "rounds",
    "ttl",
    "expiry",
    "expires",
    "timeout",
    "enabled",
    "enable",
    "disabled",
    "required",
];

/// What `name` says about its value; a public prefix is no part of what it says.
pub(crate) fn says(name: &[u8]) -> Says {
    // The working directory of every shell.
    if name == b"PWD" {
        return Says::Nothing;
    }
    let mut words = String::new();
    words::split(without_prefix(name).unwrap_or(name), &mut words);
    let has = |terms: &[&str]| terms.iter().any(|term| holds(&words, term));
    if has(&SECRET) && (is_address(&words) || !has(&ABOUT)) {
        Says::Secret
    } else if has(&PUBLIC) {
        Says::Public
    } else if has(&PERHAPS) && !has(&ABOUT) {
        Says::Perhaps
    } else {
        Says::Nothing
    }
}

/// `DATABASE_URL` is an address with a password in it, unlike `PASSWORD_RESET_URL`.
fn is_address(words: &str) -> bool {
    let addresses = SECRET.iter().filter(|term| term.ends_with("url") || term.ends_with("uri"));
    addresses.into_iter().any(|term| holds(words, term))
}

/// Whether `term` stands in `words` between the ends of words.
fn holds(words: &str, term: &str) -> bool {
    let mut places = memchr::memmem::find_iter(words.as_bytes(), term);
    places.any(|start| words::is_whole(words, start, start + term.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_of_frameworks() {
        for name in ["VITE_X", "NEXT_PUBLIC_X", "PUBLIC_X", "NUXT_PUBLIC_X", "EXPO_PUBLIC_X"] {
            assert!(is_public(name.as_bytes()), "{name}");
        }
        for name in ["NEXT_X", "MY_VITE_X", "vite_x", "PUBLICITY", "STRIPE_KEY"] {
            assert!(!is_public(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn what_names_say() {
        for (name, expected) in [
            ("VITE_STRIPE_SECRET_KEY", Says::Secret),
            ("NEXT_PUBLIC_SUPABASE_SERVICE_ROLE_KEY", Says::Secret),
            ("DB_PASSWORD", Says::Secret),
            ("VAPID_PRIVATE_KEY", Says::Secret),
            ("DATABASE_URL", Says::Secret),
            ("PROD_MONGODB_URI", Says::Secret),
            ("clientSecret", Says::Secret),
            ("STRIPE_SECRET_KEY_2", Says::Secret),
            ("OPENAI_API_KEY", Says::Perhaps),
            ("GITHUB_TOKEN", Says::Perhaps),
            ("VITE_STRIPE_PUBLISHABLE_KEY", Says::Public),
            ("NEXT_PUBLIC_SUPABASE_ANON_KEY", Says::Public),
            ("RECAPTCHA_SITE_KEY", Says::Public),
            ("GOOGLE_CLIENT_ID", Says::Public),
            ("PUBLIC_KEY", Says::Perhaps),
            ("VITE_PUBLIC_KEY", Says::Public),
            ("PASSWORD_RESET_URL", Says::Nothing),
            ("TOKEN_TTL", Says::Nothing),
            ("MONKEY", Says::Nothing),
            ("NODE_ENV", Says::Nothing),
            ("PWD", Says::Nothing),
            ("DB_PWD", Says::Secret),
        ] {
            assert_eq!(says(name.as_bytes()), expected, "{name}");
        }
    }
}
