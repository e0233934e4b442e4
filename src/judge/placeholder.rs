//! Values that have the form of a key and open nothing: placeholders, samples, templates.

use std::borrow::Cow;

use base64::{Engine as _, prelude::BASE64_STANDARD};

use super::stand_in::{is_filled_in, is_local_pair};
use crate::{
    rules::{Key, is_random, letter},
    source::percent,
};

/// Words that people write where a key belongs. Only such as no random text holds by chance.
const WORDS: [&str; 23] = [
    "example",
    "placeholder",
    "changeme",
    "change_me",
    "change-me",
    "redacted",
    "replace",
    "insert",
    "yourkey",
    "your_",
    "your-",
    "<your",
    "dummy",
    "sample",
    "fakekey",
    "fake_",
    "fake-",
    "notreal",
    "secretkey",
    "mysecret",
    "undefined",
    "xxxx",
    // The UUID of encyclopedias and manuals.
    "550e8400-e29b-41d4-a716",
];

/// Runs of neighbours that a keyboard gives faster than a random generator.
const SEQUENCES: [&str; 4] =
    ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "9876543210", "qwertyuiop"];

/// How long such a run must be; shorter ones happen by chance.
const RUN: usize = 8;

/// Passwords that documentation (RFC 7617, section 2) and tests write.
const PASSWORDS: [&str; 20] = [
    "open sesame",
    "password",
    "mypassword",
    "randompassword",
    "passwd",
    "pass",
    "pw",
    "pwd",
    "secret",
    "user",
    "username",
    "root",
    "admin",
    "guest",
    "test",
    "postgres",
    "mysql",
    "mongo",
    "redis",
    // `beep:boop` of AngularJS's documentation.
    "boop",
];

/// Whether the password of a URL is one that a person wrote in the place of a password.
pub(crate) fn is_placeholder_password(password: &[u8]) -> bool {
    let lower = password.to_ascii_lowercase();
    PASSWORDS.iter().any(|word| word.as_bytes() == lower)
        || is_placeholder(password)
        || is_filled_in(password)
}

/// The password of `scheme://user:password@host`, of `curl … -u user:password`, or of `Basic …`,
/// which is base64 of both.
pub(crate) fn password_of(value: &[u8]) -> Option<Cow<'_, [u8]>> {
    if value.starts_with(b"curl ") {
        let password = &value[memchr::memrchr(b':', value)? + 1..];
        return Some(Cow::Borrowed(password));
    }
    match value.strip_prefix(b"Basic ") {
        Some(encoded) => {
            let both = BASE64_STANDARD.decode(encoded).ok()?;
            Some(Cow::Owned(both[memchr::memchr(b':', &both)? + 1..].to_vec()))
        }
        None => password_of_settings(value).or_else(|| password_of_url(value)).map(Cow::Borrowed),
    }
}

/// The password of `Server=…;Password=…`.
fn password_of_settings(value: &[u8]) -> Option<&[u8]> {
    let mut settings = value.split(|byte| b";&?".contains(byte));
    settings.find_map(|setting| {
        let (name, password) = setting.split_at_checked(memchr::memchr(b'=', setting)?)?;
        let name = name.trim_ascii().to_ascii_lowercase();
        matches!(&name[..], b"password" | b"pwd").then_some(&password[1..])
    })
}

/// People who are nobody.
const USERS: [&[u8]; 8] =
    [b"user", b"username", b"testuser", b"myuser", b"someuser", b"demo", b"test", b"anonymous"];

/// Whether `value` is what documentation shows: an address of the web or an `Authorization` header
/// that stands for none, with a `password` that stands for none either.
pub(crate) fn is_documentation(value: &[u8], password: &[u8]) -> bool {
    match value.strip_prefix(b"Basic ") {
        Some(encoded) => BASE64_STANDARD.decode(encoded).is_ok_and(|both| {
            let user = both.split(|&byte| byte == b':').next().unwrap_or_default();
            USERS.contains(&user) && is_plain_word(password)
        }),
        None => {
            is_named_for_its_user(value, password)
                || (value.starts_with(b"http") && is_documentation_url(value, password))
                || is_local_pair(value, password)
        }
    }
}

/// `DB_USERNAME:DB_PASSWORD@DB_HOST`, `appuser:apppassword@db`: whether user and password are the
/// same name but for the word that says which of them it is.
fn is_named_for_its_user(url: &[u8], password: &[u8]) -> bool {
    const USER_WORDS: [&str; 5] = ["username", "user", "login", "account", "name"];
    const PASSWORD_WORDS: [&str; 6] = ["password", "passwd", "passphrase", "pass", "pwd", "secret"];
    let user = url.split(|byte| b"/:".contains(byte)).nth(3).unwrap_or_default();
    let without = |text: &[u8], words: &[&str]| {
        let text = String::from_utf8_lossy(text).to_ascii_lowercase();
        let word = words.iter().find(|word| text.contains(**word))?;
        Some(text.replacen(word, "", 1))
    };
    let user = without(user, &USER_WORDS);
    user.is_some() && user == without(password, &PASSWORD_WORDS)
}

/// Hosts that are kept for documentation (RFC 2606).
pub(super) const DOCUMENTATION: [&[u8]; 5] =
    [b"example.com", b"example.org", b"example.net", b".example", b".invalid"];

/// Hosts that are kept for documentation (RFC 2606), or a bare word, or a user who is called a
/// user, and a password that is a bare word.
fn is_documentation_url(url: &[u8], password: &[u8]) -> bool {
    let host = &url[memchr::memrchr(b'@', url).map_or(url.len(), |at| at + 1)..];
    let host = host.split(|byte| b":/?".contains(byte)).next().unwrap_or_default();
    let is_none = !host.contains(&b'.')
        || DOCUMENTATION.iter().any(|name| host.ends_with(name))
        || url.split(|byte| b"/:".contains(byte)).nth(3).is_some_and(is_no_user);
    let is_word = |test: fn(&u8) -> bool| password.iter().all(test);
    is_none
        && (is_word(u8::is_ascii_alphabetic)
            || is_word(u8::is_ascii_digit)
            || is_plain_word(password))
}

/// `p@55w0rd`, `p%40ss`, `pass:word`: whether it is one of [`PASSWORDS`] when the letters that stand
/// in for others are read, and nothing else.
fn is_plain_word(password: &[u8]) -> bool {
    PASSWORDS.contains(&plain(password).as_str())
}

/// Whether `user` is one of [`USERS`]; `user%3An%40me` is, too.
fn is_no_user(user: &[u8]) -> bool {
    USERS.contains(&user) || (user.contains(&b'%') && USERS.contains(&plain(user).as_bytes()))
}

/// The letters of a text, those included that other characters stand in for.
fn plain(text: &[u8]) -> String {
    percent::decode(text, 0).bytes.into_iter().filter_map(letter).collect()
}

fn password_of_url(url: &[u8]) -> Option<&[u8]> {
    let authority = &url[memchr::memmem::find(url, b"://")? + 3..];
    let user_info = &authority[..memchr::memrchr(b'@', authority)?];
    Some(&user_info[memchr::memchr(b':', user_info)? + 1..])
}

/// Whether `value`, without the prefix that all of its kind share, is something that a person
/// wrote in the place of a key.
pub(crate) fn is_placeholder(value: &[u8]) -> bool {
    let lower = value.to_ascii_lowercase();
    is_monotonous(&lower)
        || is_template(value)
        || WORDS.iter().any(|word| memchr::memmem::find(&lower, word.as_bytes()).is_some())
        || has_sequence(&lower)
}

/// Rules of headers in a text, behind which a script may have the name of a value instead.
const HEADER_LINES: [&str; 2] = ["http/authorization-line", "http/key-line"];

/// Whether `rest`, what a rule of [`HEADER_LINES`] found behind the header, may be names with dots
/// between them, and looks like that.
pub(crate) fn is_name_behind_header(key: &Key, rest: &[u8]) -> bool {
    let is_name =
        |name: &[u8]| name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(byte));
    let last = rest.rsplit(|&byte| byte == b'/').next().unwrap_or_default();
    // `os.environ/API_KEY`.
    let is_path = last.contains(&b'_')
        && last.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_')
        && rest.split(|&byte| byte == b'/').all(is_name);
    HEADER_LINES.contains(&key.id) && (is_name(rest) || is_path) && !is_random(rest)
}

/// The same character over and over, or one short text repeated, whatever ends it.
fn is_monotonous(value: &[u8]) -> bool {
    let mut seen = [false; 256];
    for &byte in value {
        seen[byte as usize] = true;
    }
    let distinct = seen.iter().filter(|&&seen| seen).count();
    let is_repeated = |period: usize| {
        let again = value.iter().zip(value.iter().skip(period)).take_while(|(a, b)| a == b).count();
        period + again >= (3 * period).max(value.len() * 3 / 4)
    };
    let few = if value.len() < 8 { 1 } else { 2 + value.len().min(32) / 8 };
    distinct < few || has_run(value) || (1..=8).any(is_repeated)
}

/// Six times the same character; in 40 random hexadecimal digits one in 40,000.
fn has_run(value: &[u8]) -> bool {
    value.windows(6).any(|run| run.iter().all(|byte| *byte == run[0]))
}

/// `${KEY}`, `{{key}}`, `<key>`, `[key]`, `%KEY%`, `__KEY__`: something fills it in later.
fn is_template(value: &[u8]) -> bool {
    const MARKS: [(&[u8], &[u8]); 7] = [
        (b"${", b"}"),
        (b"{{", b"}}"),
        (b"<", b">"),
        (b"[", b"]"),
        (b"%", b"%"),
        (b"__", b"__"),
        (b"#{", b"}"),
    ];
    MARKS.iter().any(|(open, close)| {
        value.len() > open.len() + close.len() && value.starts_with(open) && value.ends_with(close)
    }) || is_shell_variable(value)
        || value.starts_with(b"...")
        || value.ends_with(b"...")
        || memchr::memmem::find(value, b"***").is_some()
}

/// `$DB_PASSWORD`.
fn is_shell_variable(value: &[u8]) -> bool {
    value.strip_prefix(b"$").is_some_and(|name| {
        !name.is_empty() && name.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_')
    })
}

fn has_sequence(lower: &[u8]) -> bool {
    SEQUENCES.iter().any(|sequence| {
        sequence.as_bytes().windows(RUN).any(|run| memchr::memmem::find(lower, run).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_in_place_of_a_key() {
        for value in [
            "xxxxxxxxxxxxxxxxxxxx",
            "YOUR_API_KEY_HERE_12345",
            "EXAMPLEKEY0123AbCdEf",
            "abcdefghijklmnop1234",
            "1234567890abcdef1234567890abcdef",
            "00000000-0000-0000-0000-000000000000",
            "${STRIPE_SECRET_KEY}",
            "{{ api_key }}",
            "%REACT_APP_KEY%",
            "deadbeefdeadbeefdeadbeefdeadbeef",
            "wxyz9876wxyz9876wxyz9876WXYZ9876--__",
            "sk_live_********",
        ] {
            assert!(is_placeholder(value.as_bytes()), "{value}");
        }
        let cut = ["eyJhbGciOiJSUzI1", "NiIsInR5cCI6..."].concat();
        assert!(is_placeholder(cut.as_bytes()));
    }

    #[test]
    fn passwords_of_urls() {
        let url = [b"scheme://user:".as_slice(), b"hunter2", b"@db.example.com/x"].concat();
        assert_eq!(password_of(&url).as_deref(), Some(b"hunter2".as_slice()));
        assert!(!is_placeholder_password(b"hunter2"));
        for password in ["password", "PASS", "${DB_PASSWORD}", "changeme", "xxxxxxxx", "<password>"]
        {
            assert!(is_placeholder_password(password.as_bytes()), "{password}");
        }
        assert_eq!(password_of(b"https://example.com/a@b"), None);
        let curl = ["curl -sS --user 'ann", ":hunter2"].concat();
        assert_eq!(password_of(curl.as_bytes()).as_deref(), Some(b"hunter2".as_slice()));
    }

    #[test]
    fn urls_of_documentation() {
        let is_one = |host: &str, password: &str| {
            let url = format!("https://{}:{password}@{host}", "fred");
            is_documentation(url.as_bytes(), password.as_bytes())
        };
        assert!(is_one("example.com", "xyz"));
        assert!(is_one("proxyhost:8080/a", "proxypass"));
        let url = ["https://", "username:hunter", "@api.internal.io"].concat();
        assert!(is_documentation(url.as_bytes(), b"hunter"));
        let url = ["https://", "fred:p%40ss", "@host"].concat();
        assert!(is_documentation(url.as_bytes(), b"p%40ss"));
        let url = ["https://", "user%3An%40me", ":p%40ss%3Aword", "@x.com/"].concat();
        assert!(is_documentation(url.as_bytes(), b"p%40ss%3Aword"));
        for (user, password) in
            [("DB_USERNAME", "DB_PASSWORD"), ("appuser", "apppass"), ("user1", "password1")]
        {
            let url = ["postgresql://", user, ":", password, "@db.internal.io"].concat();
            assert!(is_documentation(url.as_bytes(), password.as_bytes()), "{user}");
        }
        let url = ["postgresql://", "app", ":", "wintermeadow", "@db.internal.io"].concat();
        assert!(!is_documentation(url.as_bytes(), b"wintermeadow"));
        assert!(!is_one("example.com", "h4Zr2mK8"));
        assert!(!is_one("shop.internal.io", "debian"));
    }

    #[test]
    fn random_values_are_none() {
        for value in [
            "9f8c2b7a41d05e36c8a1f27b9d40e653",
            "T7bQ2mXw9LzKcR4vNpYh6SdG",
            "3f1c9b60-58d2-4c7e-a1b3-0e9d6f2a7c45",
            "tr0ub4dor&3",
        ] {
            assert!(!is_placeholder(value.as_bytes()), "{value}");
        }
    }
}
