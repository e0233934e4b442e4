//! What a value of an environment file is, told without the value.

use std::collections::BTreeSet;

use crate::{
    Finding,
    environment::Written,
    judge::placeholder::{is_placeholder, is_placeholder_password},
};

/// What a value is, as it goes on after "is".
pub(super) fn kind(value: &str, key: Option<&Finding>) -> String {
    if let Some(key) = key {
        let article = if key.title.starts_with(['A', 'E', 'I', 'O']) { "an" } else { "a" };
        return format!("{article} {}", key.title);
    }
    let is_host = |rest: &str| !rest.is_empty() && !rest.contains(char::is_whitespace);
    let words = ["true", "false", "on", "off", "yes", "no"];
    if value.is_empty() {
        "empty"
    } else if words.contains(&value.to_ascii_lowercase().as_str()) {
        "a switch"
    } else if value.parse::<f64>().is_ok() {
        "a number"
    } else if value.split_once("://").is_some_and(|(_, rest)| is_host(rest)) {
        "an address"
    } else if value.contains(char::is_whitespace) {
        "text"
    } else {
        "a word"
    }
    .to_owned()
}

/// Whether it stands for a value that is yet to come.
pub(super) fn is_to_come(value: &str) -> bool {
    is_placeholder(value.as_bytes()) || is_placeholder_password(value.as_bytes())
}

/// Why not everyone reads the value as it is written; `names` are the variables that it may refer
/// to.
pub(super) fn trouble(written: &Written<'_>, names: &BTreeSet<String>) -> Option<&'static str> {
    let Written { raw, behind, value, .. } = written;
    let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
    let is_closed = quote.is_some_and(|quote| raw.len() > 1 && raw.ends_with(quote));
    if quote.is_some() && !is_closed {
        return Some("its quote is not closed, and so is part of the value");
    }
    let behind = behind.trim();
    if is_closed && !(behind.is_empty() || behind.starts_with('#')) {
        return Some("there is text behind its closing quote, which is dropped");
    }
    if quote.is_none() {
        let cut = raw.find('#').filter(|at| !raw[..*at].ends_with([' ', '\t']) && *at > 0);
        if cut.is_some() {
            return Some("it has a `#` without quotes: what follows is taken for a comment");
        }
        if value.contains(char::is_whitespace) {
            return Some("it has spaces without quotes: a shell reads the first word only");
        }
    }
    let is_missing = |name: &str| !names.contains(name);
    references(value).any(is_missing).then_some(
        "it has a `$`, which Vite, Next and shells read as a variable that these files do not have",
    )
}

/// The names that a value refers to; what has a default of its own is left out.
fn references(value: &str) -> impl Iterator<Item = &str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    value.match_indices('$').filter_map(move |(at, _)| {
        let is_escaped = value[..at].ends_with('\\');
        let rest = value[at + 1..].trim_start_matches('{');
        let name = &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())];
        let has_default = rest[name.len()..].starts_with([':', '-']);
        let is_one = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        (is_one && !is_escaped && !has_default).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::{What, lines};

    fn told(text: &str) -> Option<&'static str> {
        let What::Variable(written) = lines(text).next().unwrap().what else { panic!("{text}") };
        trouble(&written, &BTreeSet::from(["HOST".to_owned()]))
    }

    #[test]
    fn values_that_are_read_in_two_ways() {
        for (text, reason) in [
            ("A=\"open", "not closed"),
            ("A='it's'", "behind its closing quote"),
            ("A=ab#cd", "`#`"),
            ("A=two words", "spaces"),
            ("A=pa$word", "`$`"),
            ("A='pa${word}'", "`$`"),
        ] {
            assert!(
                told(text).is_some_and(|said| said.contains(reason)),
                "{text}: {:?}",
                told(text)
            );
        }
        for text in [
            "A=",
            "A=plain",
            "A=\"two words\"",
            "A='ab#cd' # why",
            "A=b # why",
            "A=#",
            "A=$HOST/x",
            "A=${HOST}",
            "A=${OTHER:-x}",
            "A=a\\$b",
            "A=5$",
            "A=\"a\nb\"",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn what_values_are() {
        for (value, expected) in [
            ("", "empty"),
            ("False", "a switch"),
            ("3000", "a number"),
            ("https://api.example", "an address"),
            ("My shop", "text"),
            ("production", "a word"),
        ] {
            assert_eq!(kind(value, None), expected);
        }
    }
}
