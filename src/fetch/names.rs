//! Addresses as the report names them.

use super::{discover::Kind, url::Url};

/// Longer values of a query are not told: they may be keys.
const LONGEST_VALUE: usize = 20;
/// Longer addresses are cut.
const LONGEST: usize = 2048;

/// Whether what was typed is an address, not a path.
#[cfg(feature = "fetch")]
pub(crate) fn is_address(typed: &str) -> bool {
    let scheme = typed.split_once("://").map(|(scheme, _)| scheme);
    scheme
        .is_some_and(|scheme| ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web)))
}

/// The name of an address in a report: without a login, without a fragment, and without long
/// values in its query, each of which may be a secret.
pub(super) fn shown(url: &Url) -> String {
    let pairs = url.query().map(|query| {
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, value)) if value.len() > LONGEST_VALUE => format!("{}=...", short(name)),
            _ => short(pair),
        });
        pairs.collect::<Vec<_>>().join("&")
    });
    cut(url.with(url.path(), pairs.as_deref()).as_str())
}

/// The same of a text that is an address.
pub(super) fn shown_text(text: &str) -> String {
    Url::parse(text).map_or_else(|_| String::new(), |url| shown(&url))
}

/// A name for the linter, which tells by its ending what a file is.
pub(super) fn file(url: &Url, kind: Kind) -> String {
    let path = url.path();
    let last = path.rsplit('/').next().unwrap_or_default();
    let ending = match kind {
        Kind::Script if !["js", "mjs", "cjs"].iter().any(|it| is_ending(last, it)) => ".js",
        Kind::Style if !is_ending(last, "css") => ".css",
        Kind::Page if !is_ending(last, "html") => ".html",
        Kind::Map if !is_ending(last, "map") => ".map",
        _ => "",
    };
    let stem = if last.is_empty() { "index" } else { last };
    cut(&format!("{stem}{ending}"))
}

fn is_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(ending))
}

fn short(text: &str) -> String {
    if text.len() > 2 * LONGEST_VALUE { "...".to_owned() } else { text.to_owned() }
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_an_address() {
        for typed in ["https://a.example", "HTTP://localhost:3000/x"] {
            assert!(is_address(typed), "{typed}");
        }
        for typed in ["dist", "./https:", "ftp://a.example", "c://x", "-"] {
            assert!(!is_address(typed), "{typed}");
        }
    }

    #[test]
    fn names_hold_no_logins_and_no_long_values() {
        let value = "x".repeat(32);
        for (url, name) in [
            ("https://a.example/x.js?v=2#top".to_owned(), "https://a.example/x.js?v=2"),
            ("https://me:pass@a.example/".to_owned(), "https://a.example/"),
            (format!("https://a.example/m?key={value}&z=1"), "https://a.example/m?key=...&z=1"),
            (format!("https://a.example/m?{value}{value}"), "https://a.example/m?..."),
        ] {
            assert_eq!(shown(&Url::parse(&url).unwrap()), name);
        }
    }
}
