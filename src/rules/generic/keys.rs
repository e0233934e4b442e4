//! The generic rules, in the form of the catalogue's.

use crate::{
    finding::Exposure,
    rules::key::{Key, Provider},
};

static NOBODY: Provider =
    Provider { id: "generic", name: "an unknown provider", site: None, rotate: None, usage: None };

/// By id.
pub(crate) static KEYS: [&Key; 3] = [&API_KEY, &PASSWORD, &SECRET];

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
