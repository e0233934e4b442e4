//! Values with their middle left out: enough to recognise one's own key, never enough to use it.

/// What stands for the part that is left out.
const GAP: char = '…';

/// `value` redacted. `known` is how many of its first bytes every key of its kind begins with;
/// they give nothing away.
pub(crate) fn redact(value: &[u8], known: usize) -> String {
    let value = String::from_utf8_lossy(value);
    if let Some(shown) = redact_url(&value) {
        return shown;
    }
    let characters: Vec<char> = value.chars().collect();
    let known = known.min(characters.len());
    let secret = characters.len() - known;
    let (head, tail) = match secret {
        32.. => (2, 4),
        20..32 => (2, 2),
        12..20 => (1, 1),
        _ => (0, 0),
    };
    let first = characters[..known + head].iter();
    let last = characters[characters.len() - tail..].iter();
    let shown: String = first.chain([&GAP]).chain(last).collect();
    one_line(&shown)
}

/// Of a URL with a password: everything but the user's part and what comes behind the host.
fn redact_url(value: &str) -> Option<String> {
    let (scheme, rest) = value.split_once("://")?;
    let (_, host) = rest.rsplit_once('@')?;
    let host = &host[..host.find(['/', '?', '#']).unwrap_or(host.len())];
    let short: String = host.chars().take(40).collect();
    Some(one_line(&format!("{scheme}://{GAP}@{short}")))
}

/// Line ends and other control characters would tear a report's lines apart.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_keep_their_prefix_and_their_last_characters() {
        assert_eq!(redact(b"prefix_abcdefghijklmnopqrstuvwxyz0123456789", 7), "prefix_ab…6789");
    }

    #[test]
    fn short_values_keep_nothing() {
        assert_eq!(redact(b"hunter2", 0), "…");
        assert_eq!(redact(b"pre-abcdefgh", 4), "pre-…");
    }

    #[test]
    fn of_a_url_the_host_is_shown_and_the_user_is_not() {
        assert_eq!(
            redact(b"scheme://me:pass/word@db.example:5432/x", 9),
            "scheme://…@db.example:5432"
        );
        assert_eq!(
            redact(b"scheme://me:password@db.example:5432/x", 9),
            "scheme://…@db.example:5432"
        );
    }

    #[test]
    fn no_more_than_a_fifth_of_the_secret_part_is_shown() {
        for length in 1..200 {
            let value = "x".repeat(length);
            let shown = redact(value.as_bytes(), 0).chars().filter(|&c| c == 'x').count();
            assert!(shown * 5 <= length, "{length}: {shown}");
        }
    }

    #[test]
    fn control_characters_are_gone() {
        assert!(!redact(b"\n\x1b[31m-----------------------------", 20).contains(char::is_control));
    }
}
