//! Rules about environment variables, whoever gave out what they hold.

use super::{
    grammar::Grammar,
    key::{Key, Provider},
};
use crate::finding::Exposure;

/// The build puts variables into client code.
static ENVIRONMENT: Provider =
    Provider { id: "env", name: "the environment", site: None, rotate: None, usage: None };

/// What all of these rules have in common.
const fn rule(id: &'static str, title: &'static str) -> Key {
    Key {
        id,
        provider: &ENVIRONMENT,
        title,
        token: Grammar { pieces: &[], anchor: 0, anchors: &[], min: 0, max: 0 },
        form: "",
        exposure: Exposure::Secret,
        environments: &[],
        env: None,
        can: "use it wherever it is accepted",
        instead: "",
        docs: None,
        context: None,
        needs_context: false,
        yields: &[],
        documented: &[],
    }
}

/// The value of a variable that was looked for.
pub(crate) static ENV_VALUE: Key = Key {
    instead: "Read the variable on the server only, and let the browser ask the server for what it needs.",
    ..rule("env/exact-value", "Value of an environment variable")
};

/// Every rule about environment variables.
pub(super) static ALL: [&Key; 1] = [&ENV_VALUE];
