//! The generic rules, in the form of the catalogue's.

use crate::{
    finding::Exposure,
    rules::key::{Key, Provider},
};

static NOBODY: Provider =
    Provider { id: "generic", name: "an unknown provider", site: None, rotate: None, usage: None };

/// By id.
pub(crate) static KEYS: [&Key; 5] = [&API_KEY, &PASSWORD, &SECRET, &TEST_ACCOUNT, &WRITE_KEY];

/// What all of them share.
const COMMON: Key = Key { can: "use it wherever it is accepted", ..Key::named("", &NOBODY, "") };

/// A random value under a name that may say secret.
pub(super) static API_KEY: Key = Key {
    id: "generic/api-key",
    title: "Random value under a key's name",
    instead: "If it is a secret, keep it on the server and let the browser ask the server; if it is not, give it a name that does not say so.",
    ..COMMON
};

/// A password under a password's name.
pub(super) static PASSWORD: Key = Key {
    id: "generic/password",
    title: "Password",
    exposure: Exposure::Secret,
    can: "log in with it wherever it is accepted",
    instead: "Let a server that has the password do what needs it; a page cannot keep one.",
    ..COMMON
};

/// A random value under a name that says secret.
pub(super) static SECRET: Key = Key {
    id: "generic/secret",
    title: "Random value under a name that says secret",
    exposure: Exposure::Secret,
    instead: "Keep it on the server and let the browser ask the server for what the secret is needed for.",
    ..COMMON
};

/// The private key of an account that development chains publish.
pub(super) static TEST_ACCOUNT: Key = Key {
    id: "generic/test-account",
    title: "Published test key of Hardhat and Anvil",
    exposure: Exposure::Publishable,
    can: "sign for an account of a development chain",
    instead: "Nothing to do on a development chain. Never send anything of value to this account.",
    docs: Some("https://hardhat.org/hardhat-network/docs/reference#initial-state"),
    message: Some(
        "A private key that Hardhat and Anvil publish for their test accounts: everyone knows it, and it opens nothing.",
    ),
    ..COMMON
};

/// A random value under the name of a write key.
pub(super) static WRITE_KEY: Key = Key {
    id: "generic/write-key",
    title: "Write key of an analytics service",
    exposure: Exposure::Publishable,
    can: "send events",
    instead: "Nothing to do: write keys are meant for browsers. They can only write events.",
    ..COMMON
};
