//! Keys that no literal holds whole: put together, encoded, hidden.
#![allow(clippy::format_collect, clippy::unwrap_used, missing_docs)]

mod bombs;
mod decoys;
mod encoded;
mod foldable;

use leaklint::{FileReport, Linter, Options};

/// The secret key of a made-up provider: what its form asks for, and drawn by nobody.
pub(crate) fn key() -> String {
    ["sk", "live", "T7bQ2mXw9LzKcR4vNpYh6SdGaE1uJ8"].join("_")
}

pub(crate) fn lint(source: &str) -> FileReport {
    lint_as("app.js", source)
}

pub(crate) fn lint_as(name: &str, source: &str) -> FileReport {
    thread_local! {
        static LINTER: Linter = Linter::new(Options { reveal: true, ..Options::default() });
    }
    LINTER.with(|linter| linter.lint(name, source.as_bytes()))
}

/// Whether a finding of `report` has the key.
pub(crate) fn is_found(report: &FileReport) -> bool {
    report.findings.iter().any(|finding| finding.value.as_deref() == Some(&key()))
}

#[track_caller]
pub(crate) fn assert_found(source: &str) -> FileReport {
    let report = lint(source);
    assert!(
        is_found(&report),
        "{source}\n{:?}\n{:?}",
        report.file.notices,
        report.findings.iter().map(|finding| (&finding.rule, &finding.value)).collect::<Vec<_>>()
    );
    report
}

/// `template` with what stands for the key's parts filled in: `A` and `B` are its halves, `K` is
/// the key; each between `<` and `>`.
pub(crate) fn filled(template: &str) -> String {
    let key = key();
    let (first, second) = key.split_at(12);
    template.replace("<A>", first).replace("<B>", second).replace("<K>", &key)
}
