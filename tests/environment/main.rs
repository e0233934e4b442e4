//! Environments in client code: public secrets, environments that were copied whole, variables
//! that are read and not there, code that belongs on a server.
#![allow(clippy::unwrap_used, missing_docs)]

mod public_secret;
mod server_only;
mod uninlined;
mod whole;

use leaklint::{FileReport, Finding, Linter, Options};

pub(crate) fn lint(name: &str, text: &str) -> FileReport {
    Linter::new(Options::default()).lint(name, text.as_bytes())
}

/// The findings of one rule in a script.
pub(crate) fn found(rule: &str, script: &str) -> Vec<Finding> {
    let findings = lint("app.js", script).findings;
    findings.into_iter().filter(|finding| finding.rule == rule).collect()
}
