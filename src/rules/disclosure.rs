//! Rules about files: that something is published at all is the finding, whatever it holds.

use super::{
    grammar::Grammar,
    key::{Key, Provider},
};
use crate::{
    finding::{Exposure, Severity},
    span::Span,
};

/// A finding that is about a file, or about a passage of it, and not about one value.
#[derive(Debug, Clone)]
pub(crate) struct Disclosure {
    pub(crate) rule: &'static Key,
    /// What is given away, as it is shown and as the fingerprint goes by it: a path, a list of
    /// names. Never a value.
    pub(crate) subject: String,
    /// Where it is; empty at the file's beginning when it is the whole file.
    pub(crate) span: Span,
    pub(crate) severity: Severity,
    /// One sentence: what it is and why it must not be here.
    pub(crate) message: String,
}

/// The build itself is who gives these things away.
static BUILD: Provider =
    Provider { id: "exposure", name: "the build", site: None, rotate: None, usage: None };

/// What all rules about files have in common.
const fn rule(id: &'static str, title: &'static str) -> Key {
    Key {
        id,
        provider: &BUILD,
        title,
        token: Grammar { pieces: &[], anchor: 0, anchors: &[], min: 0, max: 0 },
        form: "",
        exposure: Exposure::Secret,
        environments: &[],
        env: None,
        can: "read it",
        instead: "",
        docs: None,
        context: None,
        needs_context: false,
        yields: &[],
        documented: &[],
    }
}

/// A `.env` file among the files that are published.
pub(crate) static ENV_FILE: Key = Key {
    can: "download it and read every variable in it",
    instead: "Keep `.env` files out of the folder that is copied into the build (public/, static/), and out of the deployed one.",
    ..rule("exposure/env-file", "Environment file in the build")
};

/// A source map among the files that are published.
pub(crate) static SOURCE_MAP: Key = Key {
    exposure: Exposure::Unknown,
    can: "read the original sources, with comments and with code that the build has dropped",
    instead: "Turn source maps off for production, or keep them out of what is deployed (`hidden` maps, uploaded to the error tracker); if they are wanted, allow `exposure/source-map` in leaklint.toml.",
    ..rule("exposure/source-map", "Published source map")
};

/// Every rule about files.
pub(super) static ALL: [&Key; 2] = [&ENV_FILE, &SOURCE_MAP];
