//! SARIF 2.1.0, as code-scanning services take it.
//!
//! Lines and columns count from 1 in UTF-16 code units, which is what `location` has.

mod rule;

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde_json::json;
use serde_sarif::sarif;

use super::{File, Report, uri::percent_encoded, words};
use crate::finding::{Finding, Location, Original, Severity};

/// Where SARIF's own schema is.
pub(crate) const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What paths are relative to: the folder that was named.
const BASE: &str = "%SRCROOT%";

/// Writes the report as one SARIF log with one run.
///
/// # Errors
///
/// Those of `out`.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let log =
        sarif::Sarif::builder().schema(SCHEMA).version(json!("2.1.0")).runs([run(report)]).build();
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

fn run(report: &Report) -> sarif::Run {
    let rules = rule::used(&report.findings);
    let results: Vec<_> = report.findings.iter().map(|finding| result(finding, &rules)).collect();
    let driver = sarif::ToolComponent::builder()
        .name(&report.tool.name)
        .semantic_version(&report.tool.version)
        .version(&report.tool.version)
        .information_uri(env!("CARGO_PKG_REPOSITORY"))
        .rules(rules.into_values().map(|(_, descriptor)| descriptor).collect::<Vec<_>>())
        .build();
    let notices: Vec<_> = report.files.iter().flat_map(notifications).collect();
    let invocation = sarif::Invocation::builder()
        .execution_successful(true)
        .tool_execution_notifications(notices)
        .build();
    sarif::Run::builder()
        .tool(sarif::Tool::builder().driver(driver).build())
        .invocations([invocation])
        .results(results)
        .column_kind(json!("utf16CodeUnits"))
        .build()
}

/// What was not read in the best way.
fn notifications(file: &File) -> impl Iterator<Item = sarif::Notification> {
    file.notices.iter().map(|notice| {
        let place = sarif::PhysicalLocation::builder().artifact_location(artifact(&file.path));
        let location = sarif::Location::builder().physical_location(place.build()).build();
        sarif::Notification::builder()
            .level(json!("warning"))
            .message(message(notice))
            .locations([location])
            .build()
    })
}

fn result(finding: &Finding, rules: &rule::Used) -> sarif::Result {
    let index = rules.get(finding.rule.as_str()).map_or(-1, |(index, _)| *index);
    let text = format!("{} {}", finding.message, finding.remediation.summary);
    // The second name is the one that GitHub goes by.
    let fingerprints = BTreeMap::from([
        ("leaklint/v1".to_owned(), finding.fingerprint.clone()),
        ("primaryLocationLineHash".to_owned(), format!("{}:1", finding.fingerprint)),
    ]);
    let level = match finding.severity {
        Severity::Error => sarif::ResultLevel::Error,
        Severity::Warning => sarif::ResultLevel::Warning,
        Severity::Note => sarif::ResultLevel::Note,
    };
    let mut result = sarif::Result::builder()
        .rule_id(&finding.rule)
        .rule_index(index)
        .level(level)
        .message(message(&text))
        .locations([location(finding, &finding.location)])
        .partial_fingerprints(fingerprints)
        .properties(properties(finding))
        .build();
    let related = related(finding);
    result.related_locations = (!related.is_empty()).then_some(related);
    result
}

fn properties(finding: &Finding) -> sarif::PropertyBag {
    let mut bag = BTreeMap::from([
        ("redacted".to_owned(), json!(finding.redacted)),
        ("exposure".to_owned(), json!(words::exposure(finding.exposure))),
        ("environment".to_owned(), json!(words::environment(finding.environment))),
        ("confidence".to_owned(), json!(words::confidence(finding.confidence))),
        ("provider".to_owned(), json!(finding.provider)),
    ]);
    if let Some(context) = finding.context.as_ref().and_then(words::context) {
        bag.insert("context".to_owned(), json!(context));
    }
    if !finding.derivation.is_empty() {
        bag.insert("derivation".to_owned(), json!(finding.derivation));
    }
    if let Some(variable) = &finding.env {
        bag.insert("env".to_owned(), json!(variable));
    }
    if let Some(value) = &finding.value {
        bag.insert("value".to_owned(), json!(value));
    }
    sarif::PropertyBag::builder().additional_properties(bag).build()
}

/// The value's other places, and where a person wrote it.
fn related(finding: &Finding) -> Vec<sarif::Location> {
    let others = finding.occurrences.iter().map(|place| {
        let mut location = location(finding, place);
        location.message = Some(message("The same value."));
        location
    });
    let written = finding.original.iter().map(original);
    let mut related: Vec<_> = written.chain(others).collect();
    for (id, location) in related.iter_mut().enumerate() {
        location.id = i64::try_from(id).ok();
    }
    related
}

fn location(finding: &Finding, place: &Location) -> sarif::Location {
    let mut region = sarif::Region::builder()
        .start_line(place.line)
        .start_column(place.column)
        .byte_offset(place.offset)
        .byte_length(place.end.saturating_sub(place.offset))
        .build();
    region.end_column = words::end_column(finding, place).map(i64::from);
    located(&place.path, region)
}

fn original(place: &Original) -> sarif::Location {
    let region = sarif::Region::builder().start_line(place.line).start_column(place.column).build();
    let mut location = located(&place.path, region);
    location.message = Some(message("Written here, as the source map says."));
    location
}

pub(crate) fn located(path: &str, region: sarif::Region) -> sarif::Location {
    let place =
        sarif::PhysicalLocation::builder().artifact_location(artifact(path)).region(region).build();
    sarif::Location::builder().physical_location(place).build()
}

fn artifact(path: &str) -> sarif::ArtifactLocation {
    if path.starts_with('/') {
        let uri = format!("file://{}", percent_encoded(path));
        return sarif::ArtifactLocation::builder().uri(uri).build();
    }
    sarif::ArtifactLocation::builder().uri(percent_encoded(path)).uri_base_id(BASE).build()
}

pub(crate) fn message(text: &str) -> sarif::Message {
    sarif::Message::builder().text(text).build()
}
