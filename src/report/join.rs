//! Many files' findings into one report: one finding for each value.

use std::collections::BTreeSet;

use super::{FileKind, FileReport, Report, SCHEMA, Summary, Tool};
use crate::{
    finding::{Finding, Severity, allow::Suppressed, merge, message},
    order,
    rules::{self, SOURCE_MAP, comments::UNUSED},
};

impl Report {
    /// Joins what files gave. The same files give the same report, in whatever order they come;
    /// `summary.elapsed_ms` is left at zero for the caller, who alone knows it.
    pub fn new(files: impl IntoIterator<Item = FileReport>) -> Self {
        let mut reports: Vec<FileReport> = files.into_iter().collect();
        // What a map holds too stands first of all in what the map is of.
        order::sort_by(&mut reports, |a, b| {
            let [a, b] = [&a.file, &b.file];
            let [a_is_map, b_is_map] = [a, b].map(|file| file.kind == FileKind::Map);
            (a_is_map, &a.path, a.bytes).cmp(&(b_is_map, &b.path, b.bytes))
        });

        let mut files = Vec::with_capacity(reports.len());
        let mut found: Vec<Finding> = Vec::new();
        let mut suppressed = BTreeSet::new();
        let mut comments = BTreeSet::new();
        for report in reports {
            files.push(report.file);
            found.extend(report.findings);
            for Suppressed { fingerprint, comment, .. } in report.suppressed {
                suppressed.insert(fingerprint);
                comments.extend(comment.map(|place| (place.path, place.line)));
            }
        }
        // A comment in a source may allow what only stands in the file that was made of it.
        found.retain(|finding| {
            let original = finding.original.as_ref().filter(|_| finding.rule == UNUSED.id);
            !original.is_some_and(|place| comments.contains(&(place.path.clone(), place.line)))
        });
        order::sort_by(&mut files, |a, b| (&a.path, a.bytes).cmp(&(&b.path, b.bytes)));
        let mut findings = merge::by_value(found);
        for finding in findings.iter_mut().filter(|finding| finding.rule == SOURCE_MAP.id) {
            message::count_maps(finding);
        }
        order::sort_by(&mut findings, |a, b| {
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
            code: files.iter().filter(|file| file.code).count() as u64,
            ..Summary::default()
        };
        for finding in &findings {
            *summary.count_mut(finding.severity) += 1;
        }
        Self { schema: SCHEMA, tool: Tool::this(), findings, files, summary, site: None }
    }

    /// Whether what was read is what browsers run, or what was asked for is something else:
    /// environment files alone.
    pub fn has_code(&self) -> bool {
        self.summary.code > 0 || self.files.iter().all(|file| file.kind == FileKind::Env)
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
