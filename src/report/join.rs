//! Many files' findings into one report: one finding for each value.

use std::collections::{BTreeSet, HashMap, hash_map::Entry};

use super::{FileReport, Report, SCHEMA, Summary, Tool};
use crate::{
    finding::{ContextKind, Finding, Location, Severity},
    rules,
};

impl Report {
    /// Joins what files gave. The same files give the same report, in whatever order they come;
    /// `summary.elapsed_ms` is left at zero for the caller, who alone knows it.
    pub fn new(files: impl IntoIterator<Item = FileReport>) -> Self {
        let mut reports: Vec<FileReport> = files.into_iter().collect();
        reports.sort_by(|a, b| (&a.file.path, a.file.bytes).cmp(&(&b.file.path, b.file.bytes)));

        let mut files = Vec::with_capacity(reports.len());
        let mut findings: Vec<Finding> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut suppressed = BTreeSet::new();
        for report in reports {
            files.push(report.file);
            suppressed.extend(report.suppressed.into_iter().map(|known| known.fingerprint));
            for finding in report.findings {
                match places.entry(finding.fingerprint.clone()) {
                    Entry::Occupied(place) => merge(&mut findings[*place.get()], finding),
                    Entry::Vacant(place) => {
                        place.insert(findings.len());
                        findings.push(finding);
                    }
                }
            }
        }
        for finding in &mut findings {
            tidy(finding);
        }
        findings.sort_by(|a, b| {
            b.severity
                .cmp(&a.severity)
                .then_with(|| a.location.cmp_place(&b.location))
                .then_with(|| a.rule.cmp(&b.rule))
                .then_with(|| a.fingerprint.cmp(&b.fingerprint))
        });

        let mut summary = Summary {
            files: files.len() as u64,
            bytes: files.iter().map(|file| file.bytes).sum(),
            suppressed: suppressed.len() as u64,
            ..Summary::default()
        };
        for finding in &findings {
            *summary.count_mut(finding.severity) += 1;
        }
        Self { schema: SCHEMA, tool: Tool::this(), findings, files, summary }
    }

    /// Whether something is at least as bad as `severity`.
    pub fn has(&self, severity: Severity) -> bool {
        self.findings.iter().any(|finding| finding.severity >= severity)
    }
}

impl Tool {
    /// leaklint as it was built.
    fn this() -> Self {
        Self {
            name: "leaklint".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rules: rules::key::all().count() as u32,
        }
    }
}

impl Summary {
    fn count_mut(&mut self, severity: Severity) -> &mut u64 {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        }
    }
}

/// Takes the places of `other`, and whatever it knows better. `finding` was found first, so its
/// own place and excerpt stay.
fn merge(finding: &mut Finding, other: Finding) {
    let knows_more = knowledge(&other) > knowledge(finding);
    if (other.severity, other.confidence) > (finding.severity, finding.confidence) {
        finding.severity = other.severity;
        finding.confidence = other.confidence;
        finding.environment = other.environment;
        finding.title = other.title;
        finding.message = other.message;
        finding.remediation = other.remediation;
    }
    if knows_more {
        finding.context = other.context;
    }
    finding.original = finding.original.take().or(other.original);
    finding.env = finding.env.take().or(other.env);
    finding.occurrences.push(other.location);
    finding.occurrences.extend(other.occurrences);
}

/// How much a finding's context tells a person.
fn knowledge(finding: &Finding) -> u8 {
    let Some(context) = &finding.context else { return 0 };
    let is_bare = matches!(
        context.kind,
        ContextKind::String | ContextKind::Regex | ContextKind::Text | ContextKind::Comment
    );
    1 + u8::from(!is_bare) + u8::from(context.name.is_some()) + u8::from(context.path.is_some())
}

/// Puts the places in order, each once.
fn tidy(finding: &mut Finding) {
    finding.occurrences.sort_by(Location::cmp_place);
    finding.occurrences.dedup();
    finding.occurrences.retain(|place| *place != finding.location);
}
