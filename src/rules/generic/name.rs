//! What a name says of its value, in whatever habit it is spelled.

use super::{
    services,
    vocabulary::{
        BARE, CREDENTIALS, HOLDERS, KEY, MACHINES, NEUTRAL, OF_SERVICE, PASSWORD, PLACES, PUBLIC,
        REQUESTS, SECRET, TESTS, TOGETHER, VOCABULARY, WRITE,
    },
};

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
    /// It may only write events of visitors: `writeKey`.
    Write,
}

/// Whether the words of a name say no more than `token`, or `splToken`.
pub(super) fn is_plain_token(name: &str) -> bool {
    let parts = parts(name);
    matches!(parts.last(), Some(&("token" | "tokens" | "mint")))
        && !parts.iter().any(|word| CREDENTIALS.contains(word) || services::is_service(word))
}

/// Whether a name on the way to a value says that it belongs to one request.
pub(super) fn is_of_request(words: &str) -> bool {
    words.split_ascii_whitespace().any(|word| REQUESTS.contains(&word))
}

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
    let found = if ends(&WRITE) && !parts.iter().any(|word| matches!(*word, "secret" | "private")) {
        NameEvidence::Write
    } else if ends(&SECRET) {
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
