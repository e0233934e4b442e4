//! What two ways of reading find.

use leaklint::{FileReport, Finding, Linter, Options, Persona};
use serde_json::Value;

use super::plant::{FORMS, Planted};

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

    /// What a script gives, and how the ways of reading it differ.
    pub(super) fn compare(&self, name: &str, planted: &Planted) -> (FileReport, Vec<String>) {
        let bytes = planted.source.as_bytes();
        let pruned = self.pruning.lint(name, bytes);
        let whole = self.whole.lint(name, bytes);
        let deep = format!("{}\n{}", planted.source, "(".repeat(BEYOND));
        let lexical = self.pruning.lint(name, deep.as_bytes());
        let mut wrong = difference("pruned and whole", &told(&pruned), &told(&whole));
        // What `join` and the like put together is told where that is done, which tokens do not say.
        let is_joined = |key: &String| {
            let mut findings = whole.findings.iter();
            findings.any(|it| it.value.as_ref() == Some(key) && !it.derivation.is_empty())
        };
        let keys: Vec<String> =
            planted.keys.iter().filter(|key| !is_joined(key)).cloned().collect();
        let verbatim = |report: &FileReport| planted_places(report, &keys);
        wrong.extend(difference("syntax and tokens", &verbatim(&whole), &verbatim(&lexical)));
        let missing = planted.keys.iter().filter(|key| !has(&whole, key));
        wrong.extend(missing.map(|key| format!("{} is not found", shown(key))));
        (pruned, wrong)
    }

    /// Keys that are in the minified script, whole or in its first half, and are not found. Those
    /// that their form alone tells: a minifier leaves no names to go by.
    pub(super) fn minified(&self, before: &str, after: &str) -> Vec<String> {
        let values = |source: &str| {
            let report = self.pruning.lint("a.js", source.as_bytes());
            let planted =
                report.findings.into_iter().filter(|finding| FORMS.contains(&&*finding.rule));
            planted.filter_map(|finding| finding.value).collect::<Vec<String>>()
        };
        let (found_before, found_after) = (values(before), values(after));
        let lost = found_before.iter().filter(|value| {
            let first = value.get(..value.len() / 2).unwrap_or(value);
            let goes_on = |key: &String| value.len() > key.len() && value.starts_with(key);
            // What the minifier dropped is not there any more.
            !found_after.contains(value)
                // Another text was joined to the key.
                && !found_before.iter().any(goes_on)
                && !first.is_empty()
                && after.contains(first)
                && !is_glued(after, value)
        });
        let lost = lost.map(|value| format!("{} is lost by minifying", shown(value)));
        let new = found_after.iter().filter(|value| !found_before.contains(value));
        let new = new.map(|value| format!("{} is found only when it is minified", shown(value)));
        lost.chain(new).collect()
    }
}

/// Whether `value` only stands where a minifier joined it with the letters of its neighbour, so
/// that nobody can tell where it ends.
fn is_glued(script: &str, value: &str) -> bool {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let mut places = script.match_indices(value).peekable();
    places.peek().is_some()
        && places.all(|(at, _)| {
            let (before, after) = script.as_bytes().split_at(at);
            is_letter(before.last()) || is_letter(after.get(value.len()))
        })
}

/// Enough of a planted key to look for it.
fn shown(value: &str) -> String {
    format!("{}…", value.get(..16).unwrap_or(value))
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
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let [rule, name, value] =
                [&finding["rule"], &place["path"], &finding["fingerprint"]].map(text);
            format!("{rule} {name}:{} {value}", place["offset"])
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
