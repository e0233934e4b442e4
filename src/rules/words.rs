//! Identifiers as words: `clientSecret`, `CLIENT_SECRET` and `client-secret` are `client secret`.

/// Longer names are generated ones, or no names at all.
const LONGEST: usize = 100;

/// Appends the words of `name` to `out` in lower case, each with a space before it.
pub(crate) fn split(name: &[u8], out: &mut String) {
    let name = &name[..name.len().min(LONGEST)];
    let mut before = b' ';
    for (at, &byte) in name.iter().enumerate() {
        if byte.is_ascii_alphanumeric() {
            if begins_word(before, byte, name.get(at + 1).copied()) {
                out.push(' ');
            }
            out.push(byte.to_ascii_lowercase() as char);
        }
        before = byte;
    }
}

/// `fooBar`: before `B`. `XMLHttp`: before `H`. Digits belong to the word before them.
fn begins_word(before: u8, byte: u8, after: Option<u8>) -> bool {
    if !before.is_ascii_alphanumeric() {
        return true;
    }
    byte.is_ascii_uppercase()
        && (!before.is_ascii_uppercase() || after.is_some_and(|next| next.is_ascii_lowercase()))
}

/// Whether `start..end` of `words` begins and ends where words do.
pub(crate) fn is_whole(words: &str, start: usize, end: usize) -> bool {
    let bytes = words.as_bytes();
    (start == 0 || bytes[start - 1] == b' ') && matches!(bytes.get(end), None | Some(b' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_habit_gives_the_same_words() {
        for name in [
            "clientSecret",
            "ClientSecret",
            "client_secret",
            "CLIENT_SECRET",
            "client-secret",
            "client.secret",
            "_clientSecret$",
            "client secret",
        ] {
            let mut words = String::new();
            split(name.as_bytes(), &mut words);
            assert_eq!(words, " client secret", "{name}");
        }
    }

    #[test]
    fn abbreviations_and_digits_stay_whole() {
        for (name, expected) in [
            ("DDApiKey", " dd api key"),
            ("apiKEY", " api key"),
            ("s3Key", " s3 key"),
            ("x", " x"),
            ("\u{e9}t\u{e9}", " t"),
        ] {
            let mut words = String::new();
            split(name.as_bytes(), &mut words);
            assert_eq!(words, expected, "{name}");
        }
    }

    #[test]
    fn a_term_is_whole_between_words() {
        assert!(is_whole(" my client secret", 4, 17));
        assert!(!is_whole(" my client secrets", 4, 17));
        assert!(!is_whole(" tokenizer", 1, 6));
    }
}
