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

/// The page reads the same file.
const TITLES: [&str; 7] = include!("cli/checklist/titles.json");

/// The seven, in their order.
pub const ITEMS: [Item; 7] = [
    Item {
        number: 1,
        id: "checklist/keys-in-variables",
        title: TITLES[0],
        looks_at: "every file that git would keep, `.env` files and builds left out",
        advice: "Move each key into an environment variable, and rotate it: who has the source has the key.",
    },
    Item {
        number: 2,
        id: "checklist/env-ignored",
        title: TITLES[1],
        looks_at: "the rules of .gitignore, the index, and every commit that can be reached",
        advice: "Exclude `.env` files with .gitignore, and rotate what was ever committed.",
    },
    Item {
        number: 3,
        id: "checklist/least-scopes",
        title: TITLES[2],
        looks_at: "what keys say of themselves, and what leaklint.toml declares",
        advice: "Make a key that may do only what its variable is used for.",
    },
    Item {
        number: 4,
        id: "checklist/separate-environments",
        title: TITLES[3],
        looks_at: "the `.env.<environment>` files",
        advice: "Make a key for each environment, and put each into its own file.",
    },
    Item {
        number: 5,
        id: "checklist/rotated",
        title: TITLES[4],
        looks_at: "the dates in keys, leaklint-keys.json, the build and the history",
        advice: "Rotate keys that are due: `leaklint rotate NAME` walks through it.",
    },
    Item {
        number: 6,
        id: "checklist/monitored",
        title: TITLES[5],
        looks_at: "what leaklint.toml says of who looks",
        advice: "Look at the provider's usage page, and say in leaklint.toml who does.",
    },
    Item {
        number: 7,
        id: "checklist/build-clean",
        title: TITLES[6],
        looks_at: "the build's output",
        advice: "Rotate what the build gives away, and call the service from a server.",
    },
];
