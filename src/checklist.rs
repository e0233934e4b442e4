//! The seven points of handling keys, as the command and the page call them.

use serde::Serialize;

/// One point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Item {
    /// From 1.
    pub number: u8,
    /// As other tools' reports have it: `checklist/env-ignored`.
    pub id: &'static str,
    /// What should be so.
    pub title: &'static str,
    /// What is looked at.
    pub looks_at: &'static str,
    /// What to do, in general.
    pub advice: &'static str,
}

/// The seven, in their order.
pub const ITEMS: [Item; 7] = [
    Item {
        number: 1,
        id: "checklist/keys-in-variables",
        title: "Keys are kept in environment variables",
        looks_at: "every file that git would keep, `.env` files and builds left out",
        advice: "Move each key into an environment variable, and rotate it: who has the source has the key.",
    },
    Item {
        number: 2,
        id: "checklist/env-ignored",
        title: "`.env` is in `.gitignore`",
        looks_at: "the rules of .gitignore, the index, and every commit that can be reached",
        advice: "Exclude `.env` files with .gitignore, and rotate what was ever committed.",
    },
    Item {
        number: 3,
        id: "checklist/least-scopes",
        title: "Keys have the least scopes they need",
        looks_at: "what keys say of themselves, and what leaklint.toml declares",
        advice: "Make a key that may do only what its variable is used for.",
    },
    Item {
        number: 4,
        id: "checklist/separate-environments",
        title: "Separate keys per environment",
        looks_at: "the `.env.<environment>` files",
        advice: "Make a key for each environment, and put each into its own file.",
    },
    Item {
        number: 5,
        id: "checklist/rotated",
        title: "Keys are rotated every 90 days, and at once on a breach",
        looks_at: "the dates in keys, leaklint-keys.json, the build and the history",
        advice: "Rotate keys that are due: `leaklint rotate NAME` walks through it.",
    },
    Item {
        number: 6,
        id: "checklist/monitored",
        title: "Usage is monitored",
        looks_at: "what leaklint.toml says of who looks",
        advice: "Look at the provider's usage page, and say in leaklint.toml who does.",
    },
    Item {
        number: 7,
        id: "checklist/build-clean",
        title: "No key is exposed client-side",
        looks_at: "the build's output",
        advice: "Rotate what the build gives away, and call the service from a server.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_calls_them_the_same() {
        let titles: Vec<&str> =
            serde_json::from_str(include_str!("cli/checklist/titles.json")).unwrap();
        assert_eq!(titles, ITEMS.map(|item| item.title));
    }
}
