//! The reports of many files as one.

use std::{cmp::Reverse, collections::HashMap};

use super::{File, FileReport, Report, SCHEMA, Summary, Tool};
use crate::{
    finding::{Finding, Location, Severity},
    rules,
};

impl Report {
    /// Joins the reports of many files, in any order. A value is one finding, at its first place
    /// by path and offset, with every other place as an occurrence.
    pub fn new(files: impl IntoIterator<Item = FileReport>) -> Self {
        let mut found: Vec<Finding> = Vec::new();
        let mut looked_at: Vec<File> = Vec::new();
        for report in files {
            found.extend(report.findings);
            looked_at.push(report.file);
        }
        looked_at.sort_by(|a, b| a.path.cmp(&b.path));
        let findings = unite(found);
        let summary = summarize(&looked_at, &findings);
        Self { schema: SCHEMA, tool: Tool::this(), findings, files: looked_at, summary }
    }

    /// Whether anything is at least as bad as `severity`.
    pub fn has(&self, severity: Severity) -> bool {
        self.findings.iter().any(|finding| finding.severity >= severity)
    }
}

impl Tool {
    /// This version of leaklint.
    pub fn this() -> Self {
        Self {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rules: rules::key::all().count() as u32,
        }
    }
}

fn unite(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by(|a, b| a.location.cmp_place(&b.location));
    let mut findings: Vec<Finding> = Vec::with_capacity(found.len());
    let mut known: HashMap<String, usize> = HashMap::new();
    for finding in found {
        match known.get(&finding.fingerprint) {
            Some(&first) => add(&mut findings[first], finding),
            None => {
                known.insert(finding.fingerprint.clone(), findings.len());
                findings.push(finding);
            }
        }
    }
    for finding in &mut findings {
        finding.occurrences.sort_by(Location::cmp_place);
    }
    findings.sort_by(|a, b| {
        let order = |finding: &Finding| Reverse(finding.severity);
        order(a)
            .cmp(&order(b))
            .then_with(|| a.location.cmp_place(&b.location))
            .then_with(|| a.rule.cmp(&b.rule))
    });
    findings
}

/// Adds another place of the same value; the surest verdict stands.
fn add(first: &mut Finding, other: Finding) {
    if other.confidence > first.confidence {
        first.confidence = other.confidence;
        first.severity = first.severity.max(other.severity);
    }
    if first.original.is_none() {
        first.original = other.original;
    }
    first.occurrences.push(other.location);
    first.occurrences.extend(other.occurrences);
}

fn summarize(files: &[File], findings: &[Finding]) -> Summary {
    let count = |severity| findings.iter().filter(|one| one.severity == severity).count() as u64;
    Summary {
        files: files.len() as u64,
        bytes: files.iter().map(|file| file.bytes).sum(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        suppressed: 0,
        elapsed_ms: 0,
    }
}
