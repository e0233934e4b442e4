//! SARIF 2.1.0, as code-scanning services take it.
//!
//! Lines and columns count from 1 in UTF-16 code units, which is what `location` has.

pub(crate) mod log;
mod rule;

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde_json::json;

use super::{
    File, Report,
    uri::{address, percent_encoded},
    words,
};
use crate::finding::{Finding, Location, Original, Severity};

/// What paths are relative to: the folder that was named.
const BASE: &str = "%SRCROOT%";

/// Writes the report as one SARIF log with one run.
///
/// # Errors
///
/// Those of `out`.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    log(report).write(out)
}

fn log(report: &Report) -> log::Log {
    let rules = rule::used(&report.findings);
    let results = report.findings.iter().map(|finding| result(finding, &rules)).collect();
    let used = rules.into_values().map(|(_, descriptor)| descriptor).collect();
    let tool = &report.tool;
    let driver = log::ToolComponent::leaklint(&tool.name, &tool.version, used);
    let notices = report.files.iter().flat_map(notifications).collect();
    log::Log::new(driver, results, notices)
}

/// What was not read in the best way.
fn notifications(file: &File) -> impl Iterator<Item = log::Notification> {
    file.notices.iter().map(|notice| {
        let place = log::PhysicalLocation { artifact_location: artifact(&file.path), region: None };
        let location = log::Location { physical_location: place, ..Default::default() };
        let message = notice.clone().into();
        log::Notification { level: log::WARNING, locations: vec![location], message }
    })
}

fn result(finding: &Finding, rules: &rule::Used) -> log::Result {
    let text = format!("{} {}", finding.message, finding.remediation.summary);
    log::Result {
        level: match finding.severity {
            Severity::Error => log::ERROR,
            Severity::Warning => log::WARNING,
            Severity::Note => log::NOTE,
        },
        locations: [location(finding, &finding.location)],
        message: text.into(),
        // The second name is the one that GitHub goes by.
        partial_fingerprints: BTreeMap::from([
            ("leaklint/v1", finding.fingerprint.clone()),
            ("primaryLocationLineHash", format!("{}:1", finding.fingerprint)),
        ]),
        properties: properties(finding),
        related_locations: related(finding),
        rule_id: finding.rule.clone(),
        rule_index: rules.get(finding.rule.as_str()).map_or(-1, |(index, _)| *index),
    }
}

fn properties(finding: &Finding) -> log::PropertyBag {
    let mut bag = BTreeMap::from([
        ("redacted", json!(finding.redacted)),
        ("exposure", json!(words::exposure(finding.exposure))),
        ("environment", json!(words::environment(finding.environment))),
        ("confidence", json!(words::confidence(finding.confidence))),
        ("provider", json!(finding.provider)),
    ]);
    if let Some(context) = finding.context.as_ref().and_then(words::context) {
        bag.insert("context", json!(context));
    }
    if !finding.derivation.is_empty() {
        bag.insert("derivation", json!(finding.derivation));
    }
    if let Some(variable) = &finding.env {
        bag.insert("env", json!(variable));
    }
    if let Some(value) = &finding.value {
        bag.insert("value", json!(value));
    }
    bag
}

/// The value's other places, and where a person wrote it.
fn related(finding: &Finding) -> Vec<log::Location> {
    let others = finding.occurrences.iter().map(|place| log::Location {
        message: Some("The same value.".to_owned().into()),
        ..location(finding, place)
    });
    let written = finding.original.iter().map(original);
    let mut related: Vec<_> = written.chain(others).collect();
    for (id, location) in related.iter_mut().enumerate() {
        location.id = Some(id);
    }
    related
}

fn location(finding: &Finding, place: &Location) -> log::Location {
    let region = log::Region {
        byte_length: Some(place.end.saturating_sub(place.offset)),
        byte_offset: Some(place.offset),
        end_column: words::end_column(finding, place),
        start_column: place.column,
        start_line: place.line,
    };
    located(&place.path, region)
}

fn original(place: &Original) -> log::Location {
    let region = log::Region {
        start_column: place.column,
        start_line: place.line,
        ..log::Region::default()
    };
    let message = "Written here, as the source map says.".to_owned();
    log::Location { message: Some(message.into()), ..located(&place.path, region) }
}

pub(crate) fn located(path: &str, region: log::Region) -> log::Location {
    let artifact_location = artifact(path);
    let physical_location = log::PhysicalLocation { artifact_location, region: Some(region) };
    log::Location { physical_location, ..Default::default() }
}

fn artifact(path: &str) -> log::ArtifactLocation {
    if ["http://", "https://"].iter().any(|scheme| path.starts_with(scheme)) {
        return log::ArtifactLocation { uri: address(path), uri_base_id: None };
    }
    let uri = percent_encoded(path);
    if path.starts_with('/') {
        return log::ArtifactLocation { uri: format!("file://{uri}"), uri_base_id: None };
    }
    log::ArtifactLocation { uri, uri_base_id: Some(BASE) }
}
