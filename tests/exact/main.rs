//! The values of given variables are found wherever and however they stand in a build, and no
//! report gives them away.
#![allow(clippy::unwrap_used, clippy::format_collect, missing_docs)]

#[path = "../support/clean.rs"]
mod clean;
mod command;
mod encodings;
mod joined;

use leaklint::{FileReport, Linter, Options, Variable};

/// A value of `length` characters that was not drawn from a text of this repository.
pub(crate) fn drawn(length: usize, seed: u64) -> String {
    const SIGNS: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    (0..length).map(|_| SIGNS[(next() >> 33) as usize % SIGNS.len()] as char).collect()
}

pub(crate) fn variable(name: &str, value: &str) -> Variable {
    Variable { name: name.to_owned(), value: value.to_owned(), from: ".env".to_owned() }
}

pub(crate) fn lint(variables: &[Variable], name: &str, bytes: &[u8]) -> FileReport {
    let options = Options { variables: variables.to_vec(), ..Options::default() };
    Linter::new(options).lint(name, bytes)
}

/// The names of the variables that were found.
pub(crate) fn names(report: &FileReport) -> Vec<&str> {
    report.findings.iter().filter_map(|finding| finding.env.as_deref()).collect()
}
