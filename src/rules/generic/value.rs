//! Whether a value looks as if a machine had drawn it, or is a password.

use super::{
    features::{FEATURES, features},
    model::{TABLE, WEIGHTS},
};

/// Shorter values cannot be told from words.
const SHORTEST: usize = 16;
const LONGEST: usize = 2048;

/// Passwords of people and small services.
const PASSWORD: std::ops::RangeInclusive<usize> = 8..=64;

/// How likely `value` was drawn by a machine, from 0 to 1; nothing when it is something else that
/// can be told.
pub(super) fn randomness(value: &[u8]) -> Option<f32> {
    if !(SHORTEST..=LONGEST).contains(&value.len()) || is_known(value) {
        return None;
    }
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.+/=~!@#$%^&*:".contains(byte);
    if !value.iter().all(is_plain) {
        return None;
    }
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let is_hex = value.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-');
    // Of twenty drawn letters and digits, one text in seven has less than two digits; names have
    // few capitals.
    let capitals = value.iter().filter(|byte| byte.is_ascii_uppercase()).count();
    let is_mixed = capitals * 4 >= value.len() && capitals * 4 <= value.len() * 3;
    let has_digits = digits >= 2 || (value.len() >= 20 && is_mixed);
    // Words of these letters have no digits, and numbers no letters.
    if !has_digits || digits == value.len() || (is_hex && digits * 5 < value.len()) {
        return None;
    }
    Some(likelihood(&features(value, &TABLE)))
}

/// Whether `value` is surely words, and so no key that only a name tells.
pub(in crate::rules) fn is_wordy(value: &[u8]) -> bool {
    value.len() >= SHORTEST
        && value.iter().any(u8::is_ascii_alphabetic)
        && likelihood(&features(value, &TABLE)) < 0.05
}

fn likelihood(inputs: &[f32; FEATURES]) -> f32 {
    let sum: f32 = WEIGHTS.iter().zip(inputs).map(|(weight, input)| weight * input).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// How likely `value` is a password that a person has made, from 0 to 1.
pub(super) fn password(value: &[u8]) -> Option<f32> {
    if !PASSWORD.contains(&value.len()) || is_known(value) || !value.is_ascii() {
        return None;
    }
    let has = |test: fn(&u8) -> bool| value.iter().any(test);
    let is_special = |byte: &u8| byte.is_ascii_punctuation() && !b"-_./:".contains(byte);
    let (lower, upper) = (has(u8::is_ascii_lowercase), has(u8::is_ascii_uppercase));
    let special = has(is_special);
    // A password that opens something is made of what a form asks for.
    match (lower || upper, has(u8::is_ascii_digit), lower && upper, special) {
        (true, true, ..) if is_common(value) => Some(0.3),
        (true, true, true, true) => Some(0.9),
        (true, true, false, true) => Some(0.8),
        // Whoever makes one up puts the digits in one place.
        (true, true, _, false) if changes(value) >= 3 => Some(0.75),
        (true, true, true, false) => Some(0.6),
        (true, true, false, false) => Some(0.4),
        _ => None,
    }
}

/// How often letters follow digits, or digits letters.
fn changes(value: &[u8]) -> usize {
    let is_change = |pair: &&[u8]| {
        pair.iter().all(u8::is_ascii_alphanumeric)
            && pair[0].is_ascii_digit() != pair[1].is_ascii_digit()
    };
    value.windows(2).filter(is_change).count()
}

/// The small letter that `byte` is or, as in `p@55w0rd`, stands in for.
pub(crate) fn letter(byte: u8) -> Option<char> {
    match byte {
        b'@' | b'4' => Some('a'),
        b'0' => Some('o'),
        b'3' => Some('e'),
        b'$' | b'5' => Some('s'),
        byte => byte.is_ascii_alphabetic().then(|| byte.to_ascii_lowercase() as char),
    }
}

/// `P@ssw0rd1!`: what everybody tries first, and every example shows.
fn is_common(value: &[u8]) -> bool {
    const COMMON: [&str; 9] = [
        "password", "passw", "admin", "changeme", "letmein", "welcome", "secret", "qwerty", "test",
    ];
    let plain = |byte: &u8| match byte {
        b'1' | b'!' => Some('i'),
        byte => letter(*byte),
    };
    let letters: String = value.iter().filter_map(plain).collect();
    let rest = COMMON.iter().find_map(|word| letters.strip_prefix(word));
    rest.is_some_and(|rest| rest.len() <= 4)
}

/// Whether it has a form that is no secret's: an image, a digest, a public key, a place.
fn is_known(value: &[u8]) -> bool {
    const BEGINNINGS: [&str; 26] = [
        // Digests, of files and of passwords.
        "sha1-",
        "sha256-",
        "sha384-",
        "sha512-",
        "sha256:",
        "sha512:",
        "md5:",
        "$2a$",
        "$2b$",
        "$argon2",
        "$6$",
        // Base64 of PNG, JPEG, GIF, SVG, WebP, fonts.
        "iVBORw0KGgo",
        "/9j/",
        "R0lGOD",
        "PHN2Zy",
        "UklGR",
        "AAEAAAA",
        "d09GM",
        "d09GR",
        "T1RUTw",
        // Public keys: subjectPublicKeyInfo of RSA and elliptic curves, OpenSSH.
        "MIIBIjANBgkqhkiG9w0BAQEFAA",
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GN",
        "MFkwEwYHKoZIzj0CAQ",
        "AAAAB3NzaC1yc2E",
        "AAAAC3NzaC1lZDI1NTE5",
        "data:",
    ];
    let begins = |text: &&str| value.starts_with(text.as_bytes());
    if is_shared(value) {
        return true;
    }
    // Base64 has capitals.
    let is_path = value.contains(&b'/') && !value.iter().any(u8::is_ascii_uppercase);
    is_path
        || [&b"./"[..], b"../", b"@/"].iter().any(|start| value.starts_with(start))
        || BEGINNINGS.iter().any(begins)
        || memchr::memmem::find(value, b"://").is_some()
        || is_dotted(value)
        || is_path_of_code(value)
        || is_spelled(value)
        || is_alphabet(value)
        || is_foreign(value)
}

/// Whether a widely used library ships it for all of its users, as the keys that ethers 6 asks public
/// nodes with, or every manual shows it, as one secret of one-time passwords. Only sums of them are
/// here.
fn is_shared(value: &[u8]) -> bool {
    const SUMS: [u32; 9] = [
        0x2cded043, 0x15729eff, 0x1f21fff3, 0x3e1040d0, 0x4231e99f, 0x6c13ee55, 0x7dc0837b,
        0xa3fb6450, 0xb07fb2d9,
    ];
    SUMS.contains(&crc32fast::hash(value))
}

/// `auth.errors.password2`, `2.5.29.15`: names and numbers between dots.
fn is_dotted(value: &[u8]) -> bool {
    let is_word = |part: &[u8]| {
        part.len() <= 20
            && (part.iter().all(u8::is_ascii_digit)
                || part.iter().take_while(|byte| !byte.is_ascii_digit()).count() * 4
                    >= part.len() * 3)
    };
    let parts = value.split(|&byte| byte == b'.');
    parts.clone().count() > 2 && parts.clone().all(is_word)
}

/// `core::fmt::Formatter::h2e8e35f83fc2ec4e`: names between double colons, as in the name section of
/// a WebAssembly module.
fn is_path_of_code(value: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(value) else { return false };
    let is_name = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    text.contains("::") && text.trim_start_matches(':').split("::").all(is_name)
}

/// `css-1q2w3e-MuiInput-root`: mostly words between separators.
fn is_spelled(value: &[u8]) -> bool {
    let is_word = |part: &&[u8]| {
        let capitals = part.iter().filter(|byte| byte.is_ascii_uppercase()).count();
        part.len() >= 3
            && part.iter().all(u8::is_ascii_alphabetic)
            && (capitals * 3 <= part.len() || capitals == part.len())
    };
    let parts = value.split(|byte| b"-_./:".contains(byte));
    let spelled: usize = parts.filter(is_word).map(<[u8]>::len).sum();
    spelled * 2 >= value.len()
}

/// `Contrase\u00F1a`, as files of Java's properties are written: a text with letters beyond ASCII.
fn is_foreign(value: &[u8]) -> bool {
    let is_hex = |digits: &[u8]| digits.iter().all(u8::is_ascii_hexdigit);
    value.windows(6).any(|text| {
        matches!(text, [b'\\', b'u', digits @ ..] if is_hex(digits) && !digits.starts_with(b"00"))
            || matches!(text, [b'\\', b'u', b'0', b'0', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F', _])
    })
}

/// `ABC…XYZabc…`: characters that follow each other.
fn is_alphabet(value: &[u8]) -> bool {
    let steps = value.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) == 1).count();
    steps * 2 > value.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_random(value: &str) -> bool {
        randomness(value.as_bytes()).is_some_and(|likelihood| likelihood > 0.8)
    }

    #[test]
    fn what_a_machine_draws() {
        for value in [
            "9f8c2b7a41d05e36c8a1f27b9d40e653",
            "T7bQ2mXw9LzKcR4vNpYh6SdG",
            "3f1c9b60-58d2-4c7e-a1b3-0e9d6f2a7c45",
            "k3v9x2m7q8w1z5n4b6c0",
            "Zk9+Qm2/xT7vLp0aRw5EjN8sYd3HfUc6=",
        ] {
            assert!(is_random(value), "{value}: {:?}", randomness(value.as_bytes()));
        }
    }

    #[test]
    fn words_paths_names_and_tables() {
        for value in [
            "password-must-contain-8",
            "MuiOutlinedInputNotched",
            "auth/invalid-password-2",
            "/api/v1/users/secret/1",
            "current-password12",
            "TOKEN_SIGNATURE_INVALID_1",
            "auth.errors.password_too_short2",
            "#login-form1>.password-field2",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
            "sha512-Zk9+Qm2/xT7vLp0aRw5EjN8sYd3HfUc6Zk9+Qm2/xT7vLp0aRw5EjN8sYd3HfUc6==",
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwC",
            "2.16.840.1.101.3.4.1.42",
            "https://login.example.com/v2/token3",
            "1234567890123456789012",
            "com.example.app2.SecretProvider3",
            "SignatureKeyPair::new::h2e8e35f83fc2ec4e",
            ":SignatureKeyPair::id::h1e809d0ec81329de",
        ] {
            assert!(!is_random(value), "{value}: {:?}", randomness(value.as_bytes()));
        }
    }

    #[test]
    fn passwords_of_people() {
        for (value, least) in [("Summer2026!x", 0.8), ("tr0ub4dor&3", 0.8), ("Winter2025", 0.5)] {
            assert!(
                password(value.as_bytes()).is_some_and(|likelihood| likelihood >= least),
                "{value}"
            );
        }
        for value in ["P@ssw0rd1!", "Password123!", "Admin123$"] {
            assert_eq!(password(value.as_bytes()), Some(0.3), "{value}");
        }
        for value in [
            "Password",
            "enter-your-password",
            "short1!",
            "********",
            "binutils-all/x86-64/a-x32",
            "Contrase\\u00F1a",
            "\\u30D1\\u30B9\\u30EF\\u30FC\\u30C9",
        ] {
            assert_eq!(password(value.as_bytes()), None, "{value}");
        }
    }
}
