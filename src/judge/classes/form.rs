//! What generated class names look like.

/// Hashes of one tool differ so much in length: characters that must not be in a class are left
/// out, and one before a digit is added.
pub(super) const TOLERANCE: usize = 3;

/// Longer ones are data.
const LONGEST: usize = 100;

/// Bytes of the short hashes that tools write beside a name.
const HASH: std::ops::RangeInclusive<usize> = 5..=8;

/// Whether `value` is a name that a selector can have without escapes.
pub(super) fn is_class(value: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-".contains(byte);
    value.len() <= LONGEST
        && value.first().is_some_and(|byte| !byte.is_ascii_digit())
        && value.iter().all(is_part)
}

/// Whether `value` has a digit, or changes between small letters and capitals as no word does.
pub(super) fn is_hashed(value: &[u8]) -> bool {
    let rises = value
        .windows(2)
        .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    value.iter().any(u8::is_ascii_digit) || rises.count() >= 3
}

/// Whether two values are hashes of one tool.
pub(super) fn is_same_shape(one: &[u8], other: &[u8]) -> bool {
    one.len().abs_diff(other.len()) <= TOLERANCE
        && is_class(one)
        && is_class(other)
        && is_hashed(one)
        && is_hashed(other)
        && one != other
}

/// Whether `value` is made of its own `name` and a short hash as tools make it:
/// `_name_x7k2a_14` (Vite, postcss-modules), `page_name__a1B2c` (Next, css-loader, Create React
/// App, vanilla-extract), `EgL3uq_name` (Lightning CSS, Parcel), `name-a1B2c3` (Rsbuild),
/// `useStyles-name-12` (JSS).
pub(super) fn has_own_name(value: &[u8], name: &[u8]) -> bool {
    let Some((before, after)) = around(value, name) else { return false };
    let is_short = |text: &[u8]| HASH.contains(&text.len());
    let is_number =
        |text: &[u8]| (1..=4).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
    let rest = after.strip_prefix(b"_").or(after.strip_prefix(b"-")).unwrap_or_default();
    let is_vite = before.iter().all(|byte| *byte == b'_')
        && !before.is_empty()
        && rest.split(|byte| *byte == b'_').next().is_some_and(is_short)
        && after.starts_with(b"_");
    let is_loader = [&b"__"[..], b"--"]
        .iter()
        .any(|joint| after.strip_prefix(*joint).is_some_and(|hash| (4..=10).contains(&hash.len())));
    let is_lightning = after.is_empty()
        && before.strip_suffix(b"_").is_some_and(|hash| is_short(hash) && is_hashed_word(hash));
    let is_short_loader =
        before.iter().all(|byte| b"_-".contains(byte)) && (5..=6).contains(&rest.len());
    let is_jss = is_styles(before) && rest.split(|byte| *byte == b'-').all(is_number);
    let is_scoped = before.ends_with(b"__") && (5..=6).contains(&rest.len());
    is_vite || is_loader || is_lightning || is_short_loader || is_jss || is_scoped
}

/// Whether what is before a name is empty or the words of a component: `makeStyles-`.
fn is_styles(before: &[u8]) -> bool {
    before.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'-')
}

/// Whether a hash in front of a name is none of its words: `EgL3uq`, not `admin`.
fn is_hashed_word(hash: &[u8]) -> bool {
    let capitals = hash.iter().skip(1).any(u8::is_ascii_uppercase);
    capitals || hash.iter().any(u8::is_ascii_digit)
}

/// What is before and after the last whole `name` in `value`, in whatever habit either is spelled:
/// `clientSecret` in `_client-secret_x7k2a_14`.
fn around<'a>(value: &'a [u8], name: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let is_joint = |byte: &u8| b"_-".contains(byte);
    let letters = |text: &[u8]| -> Vec<u8> {
        text.iter().filter(|byte| !is_joint(byte)).map(u8::to_ascii_lowercase).collect()
    };
    let name = letters(name);
    if name.len() < 2 {
        return None;
    }
    let begins = |at: usize| !is_joint(&value[at]) && (at == 0 || is_joint(&value[at - 1]));
    (0..value.len()).rev().filter(|&at| begins(at)).find_map(|start| {
        let mut wanted = name.iter();
        let mut end = start;
        while !wanted.as_slice().is_empty() {
            let byte = value.get(end)?;
            if !is_joint(byte) && wanted.next() != Some(&byte.to_ascii_lowercase()) {
                return None;
            }
            end += 1;
        }
        let is_whole = value.get(end).is_none_or(is_joint);
        is_whole.then(|| (&value[..start], &value[end..]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tools_form_of_a_name_is_known() {
        for (name, value) in [
            ("password", "_password_x7k2a_14"),
            ("clientSecret", "_client-secret_x7k2a_14"),
            ("client-secret", "_client-secret_x7k2a_1"),
            ("password", "page_password__a1B2c"),
            ("privateKey", "Login-module__privateKey--3xYz1"),
            ("password", "login_password__1hiof570"),
            ("password", "EgL3uq_password"),
            ("password", "password-a1B2c3"),
            ("password", "src-pages-Login__password-a1B2c3"),
            ("password", "makeStyles-password-12"),
        ] {
            assert!(has_own_name(value.as_bytes(), name.as_bytes()), "{value}");
        }
    }

    #[test]
    fn secrets_with_their_own_name_in_them_are_none() {
        for (name, value) in [
            ("password", "DbPassword2026"),
            ("password", "password123"),
            ("secret", "secret_4f9d8c2b7a41d05e36c8a1f27b9d40e6"),
            ("token", "token-4f9d8c2b7a41d05e"),
            ("password", "h4Zr2mK8xW"),
            ("apiKey", "acme_live_api_key_4f9d8c2b7a41d05e"),
        ] {
            assert!(!has_own_name(value.as_bytes(), name.as_bytes()), "{value}");
        }
    }
}
