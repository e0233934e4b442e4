//! Comments that allow a finding: what they stand beside, and what is told of those that do not
//! do what their writer believes.
#![allow(clippy::unwrap_used, missing_docs)]

mod bundles;
mod files;

use leaklint::{
    FileReport, Linter, Options,
    rules::{grammar::sample::sample, key},
};

/// The rule that the keys are of.
const RULE: &str = "callpaymin/api-key";

/// 2026-06-01.
const NOW: i64 = 1_780_272_000;

/// A key of a made-up provider.
fn secret(seed: u64) -> String {
    sample(&key::find(RULE).unwrap().token, seed)
}

fn options() -> Options {
    Options { now: Some(NOW), ..Options::default() }
}

fn lint(name: &str, text: &str) -> FileReport {
    Linter::new(options()).lint(name, text.as_bytes())
}

/// The rules of what was found, and how much a comment has taken out.
fn told(report: &FileReport) -> (Vec<&str>, usize) {
    let rules = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
    (rules, report.suppressed.iter().filter(|known| known.comment.is_some()).count())
}
