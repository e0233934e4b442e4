//! Rules about code that belongs on a server: its keys arrive in the browser when it runs.

use super::{
    grammar::Grammar,
    key::{Key, Provider},
};
use crate::finding::Exposure;

static SERVER: Provider =
    Provider { id: "server-only", name: "the server", site: None, rotate: None, usage: None };

/// What all of these rules have in common.
const fn rule(id: &'static str, title: &'static str) -> Key {
    Key {
        id,
        provider: &SERVER,
        title,
        token: Grammar { pieces: &[], anchor: 0, anchors: &[], min: 0, max: 0 },
        form: "",
        exposure: Exposure::Unknown,
        environments: &[],
        env: None,
        can: "read the key that it uses",
        instead: "Call the API from a server route that keeps the key, and let the browser call that route.",
        docs: None,
        context: None,
        needs_context: false,
        yields: &[],
        documented: &[],
    }
}

/// An SDK that was told to work in a browser all the same.
pub(crate) static BROWSER_SWITCH: Key =
    rule("server-only/browser-switch", "Server SDK switched on in a browser");

/// A request with a key to an API that takes secret keys only.
pub(crate) static SERVER_REQUEST: Key =
    rule("server-only/api-request", "Request with a secret key from client code");

/// A library for servers among the client code.
pub(crate) static SERVER_SDK: Key = rule("server-only/sdk", "Server library in client code");

/// Every rule about code for servers.
pub(super) static ALL: [&Key; 3] = [&BROWSER_SWITCH, &SERVER_REQUEST, &SERVER_SDK];
