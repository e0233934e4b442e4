//! What a name says of its value, in whatever habit it is spelled.

use super::services;

/// What a name says about its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameEvidence {
    /// It may be a key, a public one too: `apiKey`, `token`.
    Key,
    /// It is a password; of a machine when the name says so: `dbPassword`.
    Password {
        /// Whether it is one of a server, not of a person who fills in a form.
        of_machine: bool,
    },
    /// It is a secret: `clientSecret`, `signingKey`.
    Secret,
}

/// Words that written together still are words: `clientsecret`, `dbpassword`.
const VOCABULARY: [&str; 57] = [
    "access",
    "account",
    "admin",
    "api",
    "app",
    "auth",
    "aws",
    "basic",
    "bearer",
    "bot",
    "client",
    "consumer",
    "credential",
    "credentials",
    "creds",
    "crypto",
    "database",
    "db",
    "decryption",
    "encryption",
    "hmac",
    "jwt",
    "key",
    "keys",
    "master",
    "my",
    "mysql",
    "oauth",
    "pass",
    "passphrase",
    "passwd",
    "password",
    "passwords",
    "personal",
    "postgres",
    "prod",
    "private",
    "pwd",
    "redis",
    "refresh",
    "role",
    "root",
    "secret",
    "secrets",
    "security",
    "server",
    "service",
    "session",
    "shared",
    "signing",
    "smtp",
    "token",
    "tokens",
    "user",
    "webhook",
    "application",
    "management",
];

/// What may follow the word that says it.
const NEUTRAL: [&str; 22] = [
    "value",
    "val",
    "str",
    "string",
    "prod",
    "production",
    "dev",
    "development",
    "stage",
    "staging",
    "live",
    "local",
    "default",
    "base64",
    "b64",
    "hex",
    "raw",
    "encoded",
    "old",
    "new",
    "current",
    "primary",
];

/// Endings of names whose value is a secret.
const SECRET: [&str; 40] = [
    "secret",
    "secret key base",
    "secrets",
    "secret key",
    "secret keys",
    "secret access key",
    "secret token",
    "private key",
    "private keys",
    "private token",
    "signing key",
    "signature key",
    "encryption key",
    "decryption key",
    "encrypt key",
    "crypto key",
    "cipher key",
    "aes key",
    "hmac key",
    "jwt key",
    "master key",
    "admin key",
    "admin token",
    "admin api key",
    "root key",
    "root token",
    "server key",
    "server token",
    "service key",
    "service token",
    "service role key",
    "shared key",
    "account key",
    "access secret",
    "management key",
    "management token",
    "personal access token",
    "bot token",
    "deploy token",
    "write key",
];

/// Endings of names whose value is a password.
const PASSWORD: [&str; 8] =
    ["password", "passwords", "passwd", "pwd", "passphrase", "pass", "pw", "passcode"];

/// Endings of names whose value may be a key.
const KEY: [&str; 26] = [
    "api key",
    "api keys",
    "access key",
    "access key id",
    "auth key",
    "auth token",
    "access token",
    "refresh token",
    "bearer token",
    "api token",
    "session token",
    "security token",
    "token",
    "tokens",
    "app key",
    "application key",
    "subscription key",
    "client key",
    "consumer key",
    "authorization",
    "credential",
    "credentials",
    "client token",
    "oauth",
    "auth",
    "creds",
];

/// Endings that are enough beside the name of a service.
const OF_SERVICE: [&str; 8] =
    ["key", "keys", "pat", "api", "license", "licence", "api id", "auth id"];

/// Words that make a password one of a machine.
const MACHINES: [&str; 28] = [
    "email",
    "host",
    "mariadb",
    "oracle",
    "db2",
    "db",
    "database",
    "admin",
    "root",
    "smtp",
    "imap",
    "ftp",
    "sftp",
    "mysql",
    "pg",
    "postgres",
    "postgresql",
    "mongo",
    "mongodb",
    "redis",
    "mssql",
    "sql",
    "ldap",
    "server",
    "service",
    "prod",
    "keystore",
    "mail",
];

/// Words before the ending that say that the value opens nothing, or is meant to be known.
const PUBLIC: [&str; 32] = [
    "public",
    "publishable",
    "anon",
    "anonymous",
    "site",
    "csrf",
    "xsrf",
    "authenticity",
    "antiforgery",
    "invalid",
    "missing",
    "error",
    "expired",
    "forgot",
    "reset",
    "wrong",
    "example",
    "dummy",
    "fake",
    "sample",
    "placeholder",
    "label",
    "title",
    "hint",
    "regex",
    "pattern",
    "hash",
    "hashed",
    "checksum",
    "digest",
    "integrity",
    "fingerprint",
];

/// Tokens that say where to go on, or that a request is the same as one before.
const PLACES: [&str; 10] = [
    "next token",
    "page token",
    "pagination token",
    "continuation token",
    "sync token",
    "change token",
    "action token",
    "request token",
    "cancel token",
    "cancellation token",
];

/// Words with which even a random value is a test's.
const TESTS: [&str; 4] = ["test", "tests", "mock", "demo"];

/// Endings of which the words are written together with whatever is before them.
const TOGETHER: [&str; 9] = [
    "apikey",
    "apitoken",
    "apisecret",
    "secretkey",
    "accesskey",
    "accesstoken",
    "authtoken",
    "clientsecret",
    "privatekey",
];

/// Names that mean something only with the name before: `api: { key: … }`.
const BARE: [&str; 3] = ["key", "value", "keys"];

/// Words before a bare `key` that make it one.
const HOLDERS: [&str; 7] =
    ["credentials", "credential", "secrets", "aws", "auth", "security", "s3"];

/// What a name says: `words` are those of the whole way to the value, as
/// [`super::super::words::split`] makes them, and the nearest name begins at `nearest`.
pub(super) fn evidence(words: &str, nearest: usize) -> Option<NameEvidence> {
    let name = &words[nearest..];
    if !may_say(name) {
        return None;
    }
    let own = parts(name);
    of_parts(&own).or_else(|| {
        let [bare] = own[..] else { return None };
        if !BARE.contains(&bare) {
            return None;
        }
        let way = parts(words);
        let before = way.get(way.len().checked_sub(2)?)?;
        of_parts(&way).or_else(|| HOLDERS.contains(before).then_some(NameEvidence::Key))
    })
}

/// A look at the letters, which is all that most names get.
fn may_say(name: &str) -> bool {
    const STEMS: [&str; 11] =
        ["key", "secret", "token", "pass", "pwd", "pw", "auth", "cred", "value", "api", " pat"];
    STEMS.iter().any(|stem| name.contains(stem))
}

/// The words of a name, those that are written together parted, without numbers at their ends.
fn parts(name: &str) -> Vec<&str> {
    let mut parts = Vec::with_capacity(6);
    for word in name.split_ascii_whitespace() {
        let plain = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let word = if plain.len() < 2 || NEUTRAL.contains(&word) { word } else { plain };
        let before = parts.len();
        if !part(word, &mut parts) {
            parts.truncate(before);
            let ending = TOGETHER.into_iter().find(|ending| word.ends_with(ending));
            let (head, ending) = word.split_at(word.len() - ending.map_or(0, str::len));
            parts.push(head);
            part(ending, &mut parts);
        }
    }
    parts
}

/// Parts `word` into words of the vocabulary, if it is made of nothing else.
fn part<'a>(word: &'a str, parts: &mut Vec<&'a str>) -> bool {
    const MOST: usize = 5;
    let mut rest = word;
    for _ in 0..MOST {
        // The longest first: `passwords` is not `password` and an `s`.
        let next =
            VOCABULARY.iter().filter(|known| rest.starts_with(**known)).max_by_key(|k| k.len());
        let Some(known) = next else { return false };
        let (head, tail) = rest.split_at(known.len());
        parts.push(head);
        if tail.is_empty() {
            return true;
        }
        rest = tail;
    }
    false
}

fn of_parts(parts: &[&str]) -> Option<NameEvidence> {
    let mut parts = parts;
    while let [rest @ .., last] = parts
        && (NEUTRAL.contains(last) || last.bytes().all(|byte| byte.is_ascii_digit()))
    {
        parts = rest;
    }
    let ends = |terms: &[&str]| terms.iter().any(|term| ends_with(parts, term));
    if parts.iter().any(|word| PUBLIC.contains(word)) || ends(&PLACES) {
        return None;
    }
    let is_test = parts.iter().any(|word| TESTS.contains(word));
    let found = if ends(&SECRET) {
        NameEvidence::Secret
    } else if ends(&PASSWORD) {
        let of_machine = parts.iter().any(|word| MACHINES.contains(word));
        NameEvidence::Password { of_machine }
    } else if ends(&KEY)
        || (ends(&OF_SERVICE) && parts.iter().any(|word| services::is_service(word)))
    {
        NameEvidence::Key
    } else {
        return None;
    };
    match found {
        NameEvidence::Secret if is_test => Some(NameEvidence::Key),
        _ if is_test => None,
        found => Some(found),
    }
}

fn ends_with(parts: &[&str], term: &str) -> bool {
    let mut parts = parts.iter().rev();
    term.rsplit(' ').all(|word| parts.next() == Some(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::words;

    fn of(names: &[&str]) -> Option<NameEvidence> {
        let (mut all, mut nearest) = (String::new(), 0);
        for name in names {
            nearest = all.len();
            words::split(name.as_bytes(), &mut all);
        }
        evidence(&all, nearest)
    }

    #[test]
    fn ten_habits_of_spelling_say_the_same() {
        for name in [
            "clientSecret",
            "ClientSecret",
            "client_secret",
            "CLIENT_SECRET",
            "client-secret",
            "Client-Secret",
            "client.secret",
            "client secret",
            "clientsecret",
            "CLIENTSECRET",
            "_clientSecret$",
            "clientSecret2",
            "CLIENT_SECRET_PROD",
            "CLIENT_SECRET_2",
            "clientSecretValue",
        ] {
            assert_eq!(of(&[name]), Some(NameEvidence::Secret), "{name}");
        }
    }

    #[test]
    fn secrets_passwords_and_keys() {
        for name in
            ["API_SECRET", "STRIPE_SECRET_KEY", "rsaPrivateKey", "jwt-secret", "cookieSecret"]
        {
            assert_eq!(of(&[name]), Some(NameEvidence::Secret), "{name}");
        }
        for name in ["db_password", "DBPASSWORD", "smtpPass", "adminPwd", "MYSQL_ROOT_PASSWORD"] {
            assert_eq!(of(&[name]), Some(NameEvidence::Password { of_machine: true }), "{name}");
        }
        assert_eq!(of(&["userPassword"]), Some(NameEvidence::Password { of_machine: false }));
        for name in [
            "apiKey",
            "AUTH_TOKEN",
            "accessToken",
            "apikey",
            "X-Api-Key",
            "setApiKey",
            "dbCreds",
            "ACMECLOUDAPIKEY",
            "pageAccessToken",
        ] {
            assert_eq!(of(&[name]), Some(NameEvidence::Key), "{name}");
        }
    }

    #[test]
    fn a_service_makes_a_weak_word_a_key() {
        for name in ["clarifaiKey", "CLARIFAI_KEY", "mailgun-auth", "diffbotApi", "CONFLUENCE_PAT"]
        {
            assert_eq!(of(&[name]), Some(NameEvidence::Key), "{name}");
        }
        assert_eq!(of(&["clarifai", "key"]), Some(NameEvidence::Key));
        for name in ["cacheKey", "renderKey", "lineKey", "clarifaiPath", "spat"] {
            assert_eq!(of(&[name]), None, "{name}");
        }
    }

    #[test]
    fn the_name_before_completes_a_bare_one() {
        assert_eq!(of(&["api", "key"]), Some(NameEvidence::Key));
        assert_eq!(of(&["private", "key"]), Some(NameEvidence::Secret));
        assert_eq!(of(&["clientSecret", "value"]), Some(NameEvidence::Secret));
        assert_eq!(of(&["credentials", "key"]), Some(NameEvidence::Key));
        assert_eq!(of(&["menuItem", "key"]), None);
        assert_eq!(of(&["clientSecret", "name"]), None);
    }

    #[test]
    fn names_about_secrets_say_nothing() {
        for name in [
            "passwordLabel",
            "tokenType",
            "secretKeyPlaceholder",
            "publicApiKey",
            "secretary",
            "key",
            "forgotPassword",
            "siteKey",
            "csrfToken",
            "authenticity_token",
            "passwordHash",
            "tokenizer",
            "keyboard",
            "compass",
            "bypass",
            "testPassword",
            "ACCESS_TOKEN_KEY",
            "nextPageToken",
            "NextContinuationToken",
            "clientRequestToken",
            "",
        ] {
            assert_eq!(of(&[name]), None, "{name}");
        }
    }
}
