//! The trigger strings that follow from lists of names: what such a list knows, pruning must know
//! too (`src/javascript/structure/prune.rs`).

use crate::{prefixes::PUBLIC_PREFIXES, vocabulary::PASSWORD};

/// Triggers must have this many bytes to be searched for (`src/beginnings.rs`).
const SHORTEST: usize = 3;

/// Terms of this length or more are rare enough in programs to keep the code around them wherever
/// they are.
const RARE: usize = 6;

/// Bytes that may follow a term that is too short to be searched for alone.
const FOLLOWERS: [&str; 7] = [":", "=", "\"", "'", "_", " ", ","];

/// `TRIGGERS`: each with its `Interest`.
pub(crate) fn triggers() -> String {
    let mut all: Vec<(String, &str)> = Vec::new();
    for prefix in PUBLIC_PREFIXES {
        all.push((prefix.to_owned(), "Prefix"));
    }
    for term in PASSWORD {
        for spelling in [term.to_owned(), capitalized(term), term.to_uppercase()] {
            if term.len() >= RARE {
                // Without the letter that may be a capital.
                all.push((spelling[1..].to_owned(), "Anywhere"));
            } else if term.len() >= SHORTEST {
                all.push((spelling, "Password"));
            } else {
                all.extend(FOLLOWERS.map(|follower| (format!("{spelling}{follower}"), "Password")));
            }
        }
    }
    all.sort();
    all.dedup();
    let rest = all.clone();
    let is_covered = |(text, interest): &(String, &str)| {
        *interest == "Anywhere"
            && rest.iter().any(|(other, how)| {
                *how == "Anywhere" && other != text && text.contains(other.as_str())
            })
    };
    all.retain(|trigger| !is_covered(trigger));
    let rows: Vec<String> =
        all.iter().map(|(text, how)| format!("({text:?}, Interest::{how})")).collect();
    format!("static TRIGGERS: [(&str, Interest); {}] = [{}];\n", rows.len(), rows.join(", "))
}

fn capitalized(term: &str) -> String {
    term[..1].to_uppercase() + &term[1..]
}
