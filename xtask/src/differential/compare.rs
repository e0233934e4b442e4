//! What two ways of reading find.

use leaklint::{FileReport, Finding, Linter, Options, Persona, Report};
use serde_json::Value;

use super::plant::Planted;

/// So many brackets make the engine read a file from its tokens.
const BEYOND: usize = 2_000;

/// Linters that differ in one thing.
pub(super) struct Linters {
    pruning: Linter,
    whole: Linter,
}

impl Linters {
    pub(super) fn new() -> Self {
        let [pruning, whole] = [true, false].map(|prune| {
            let persona = Persona::Auditor;
            Linter::new(Options { prune, persona, reveal: true, ..Options::default() })
        });
        Self { pruning, whole }
    }

    /// How the ways of reading one script differ.
    pub(super) fn compare(&self, planted: &Planted) -> impl Iterator<Item = String> {
        let bytes = planted.source.as_bytes();
        let pruned = self.pruning.lint("a.js", bytes);
        let whole = self.whole.lint("a.js", bytes);
        let deep = format!("{}\n{}", planted.source, "(".repeat(BEYOND));
        let lexical = self.pruning.lint("a.js", deep.as_bytes());
        let mut wrong = difference("pruned and whole", &told(&pruned), &told(&whole));
        let verbatim = |report: &FileReport| planted_places(report, &planted.keys);
        wrong.extend(difference("syntax and tokens", &verbatim(&whole), &verbatim(&lexical)));
        let missing = planted.keys.iter().filter(|key| !has(&whole, key));
        wrong.extend(missing.map(|key| format!("{}… is not found", &key[..12.min(key.len())])));
        let reports = [pruned.clone(), lexical];
        wrong.extend(in_any_order(reports));
        wrong.into_iter()
    }

    /// Values that are in the minified script, whole or in its first half, and are not found.
    pub(super) fn lost_by_minifying(
        &self,
        before: &str,
        after: &str,
    ) -> impl Iterator<Item = String> {
        let values = |source: &str| {
            let report = self.pruning.lint("a.js", source.as_bytes());
            let values = report.findings.into_iter().filter_map(|finding| finding.value);
            values.collect::<Vec<String>>()
        };
        let (found_before, found_after) = (values(before), values(after));
        // What the minifier dropped is not there any more.
        let lost = found_before.into_iter().filter(move |value| {
            let first = value.get(..value.len() / 2).unwrap_or(value);
            !found_after.contains(value) && !first.is_empty() && after.contains(first)
        });
        let shown: Vec<String> = lost
            .map(|value| format!("{}… is lost by minifying", value.get(..12).unwrap_or(&value)))
            .collect();
        shown.into_iter()
    }
}

/// Reports of files give one report in whatever order they come, as themselves or as JSON: a page
/// joins what was dropped at once and what was dropped in turn.
fn in_any_order(files: [FileReport; 2]) -> Vec<String> {
    let [first, second] = files;
    let whole = Report::new([first.clone(), second.clone()]);
    let through_json = |file: &FileReport| {
        let text = serde_json::to_string(file).unwrap_or_default();
        serde_json::from_str::<FileReport>(&text).ok()
    };
    let chunked = Report::new([&second, &first].into_iter().filter_map(through_json));
    let is_same = whole.findings.len() == chunked.findings.len()
        && whole.findings.iter().all(|finding| {
            chunked.findings.iter().any(|other| other.fingerprint == finding.fingerprint)
        });
    if is_same { Vec::new() } else { vec!["the order of files changes the report".to_owned()] }
}

fn has(report: &FileReport, key: &str) -> bool {
    report.findings.iter().any(|finding| finding.value.as_deref() == Some(key))
}

fn told(report: &FileReport) -> Vec<String> {
    report.findings.iter().map(|finding| format!("{finding:?}")).collect()
}

/// Where the planted keys stand that stand whole.
fn planted_places(report: &FileReport, keys: &[String]) -> Vec<String> {
    let is_planted = |finding: &&Finding| {
        finding.derivation.is_empty()
            && finding.value.as_ref().is_some_and(|value| keys.contains(value))
    };
    let place = |finding: &Finding| format!("{} at {}", finding.rule, finding.location.offset);
    report.findings.iter().filter(is_planted).map(place).collect()
}

/// One line for each place of each value in a report.
pub(super) fn places(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().into_iter().flatten();
    let mut places: Vec<String> = findings
        .map(|finding| {
            let place = &finding["location"];
            let name = place["path"].as_str().unwrap_or_default();
            format!("{} {name}:{}", finding["rule"].as_str().unwrap_or_default(), place["offset"])
        })
        .collect();
    places.sort();
    places
}

/// The fingerprints of a report.
pub(super) fn values(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().into_iter().flatten();
    findings.filter_map(|finding| Some(finding["fingerprint"].as_str()?.to_owned())).collect()
}

/// What only one of two has.
pub(super) fn difference(what: &str, one: &[String], other: &[String]) -> Vec<String> {
    let only = |these: &[String], those: &[String], which: &str| -> Vec<String> {
        let lines = these.iter().filter(|line| !those.contains(line));
        lines.map(|line| format!("{what}: only the {which}: {line:.300}")).collect()
    };
    [only(one, other, "first"), only(other, one, "second")].concat()
}
