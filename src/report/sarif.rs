//! `sarif`: the Static Analysis Results Interchange Format, version 2.1.0 (OASIS).
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde_json::{Value, json};
use serde_sarif::sarif::{
    ArtifactLocation, Invocation, Location as SarifLocation, Message, MultiformatMessageString,
    Notification, PhysicalLocation, PropertyBag, Region, ReportingConfiguration,
    ReportingDescriptor, Result as SarifResult, ResultLevel, Run, Sarif, Tool, ToolComponent,
};

use super::Report;
use crate::{
    finding::{Confidence, Exposure, Finding, Location, Severity},
    rules::{Key, key},
};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What paths are relative to; whoever reads the log knows where that is.
const ROOT: &str = "%SRCROOT%";

/// Writes the report as one SARIF log.
///
/// # Errors
///
/// Those of `out`.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let log = Sarif::builder()
        .schema(SCHEMA)
        .version(json!("2.1.0"))
        .runs(vec![run(report)])
        .build();
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn run(report: &Report) -> Run {
    let mut used: Vec<&'static Key> =
        report.findings.iter().filter_map(|finding| key::find(&finding.rule)).collect();
    used.sort_by_key(|key| key.id);
    used.dedup_by_key(|key| key.id);
    let driver = ToolComponent::builder()
        .name(report.tool.name.clone())
        .semantic_version(report.tool.version.clone())
        .information_uri(env!("CARGO_PKG_REPOSITORY"))
        .rules(used.iter().map(|key| descriptor(key)).collect::<Vec<_>>())
        .build();
    Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .column_kind(json!("utf16CodeUnits"))
        .invocations(vec![invocation(report)])
        .results(report.findings.iter().map(|finding| result(finding, &used)).collect::<Vec<_>>())
        .build()
}

fn descriptor(key: &Key) -> ReportingDescriptor {
    let full = format!("{}: everyone who opens the page can {}.", key.title, key.can);
    let help = format!("{full} {}", key.instead);
    let mut markdown = format!("**{}**\n\n{help}\n", key.title);
    for (name, link) in [
        ("Rotate or revoke", key.provider.rotate),
        ("See its usage", key.provider.usage),
        ("Documentation", key.docs),
    ] {
        if let Some(link) = link {
            markdown += &format!("\n- [{name}]({link})");
        }
    }
    let link = key.docs.or(key.provider.rotate).or(key.provider.site);
    let descriptor = ReportingDescriptor::builder()
        .id(key.id)
        .name(key.title)
        .short_description(text(key.title))
        .full_description(text(&full))
        .help(MultiformatMessageString::builder().text(help).markdown(markdown).build())
        .help_uri(link.unwrap_or(env!("CARGO_PKG_REPOSITORY")))
        .default_configuration(
            ReportingConfiguration::builder().level(json!(default_level(key.exposure))).build(),
        )
        .properties(bag([
            ("precision", json!("high")),
            ("security-severity", json!(security_severity(key.exposure))),
        ]));
    descriptor.build()
}

fn text(text: &str) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(text).build()
}

const fn default_level(exposure: Exposure) -> &'static str {
    match exposure {
        Exposure::Secret => "error",
        Exposure::Restricted | Exposure::Unknown => "warning",
        Exposure::Publishable => "note",
    }
}

/// GitHub's scale from 0 to 10.
const fn security_severity(exposure: Exposure) -> &'static str {
    match exposure {
        Exposure::Secret => "9.0",
        Exposure::Restricted | Exposure::Unknown => "5.0",
        Exposure::Publishable => "1.0",
    }
}

fn bag<const N: usize>(members: [(&str, Value); N]) -> PropertyBag {
    let members = members.into_iter().map(|(name, value)| (name.to_owned(), value));
    PropertyBag::builder()
        .tags(vec!["security".to_owned(), "secrets".to_owned()])
        .additional_properties(members.collect::<BTreeMap<_, _>>())
        .build()
}

fn result(finding: &Finding, used: &[&'static Key]) -> SarifResult {
    let level = match finding.severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Note => ResultLevel::Note,
    };
    let message = format!("{} {}", finding.message, finding.remediation.summary);
    let index = used.iter().position(|key| key.id == finding.rule).unwrap_or(0);
    let fingerprints = BTreeMap::from([("leaklint/v1".to_owned(), finding.fingerprint.clone())]);
    SarifResult::builder()
        .rule_id(finding.rule.clone())
        .rule_index(index as i64)
        .level(level)
        .message(Message::builder().text(message).build())
        .locations(vec![place(&finding.location)])
        .related_locations(finding.occurrences.iter().map(place).collect::<Vec<_>>())
        .partial_fingerprints(fingerprints)
        .rank(match finding.confidence {
            Confidence::High => 90.0,
            Confidence::Medium => 60.0,
            Confidence::Low => 20.0,
        })
        .properties(bag([
            ("redacted", json!(finding.redacted)),
            ("exposure", json!(finding.exposure)),
            ("environment", json!(finding.environment)),
            ("confidence", json!(finding.confidence)),
        ]))
        .build()
}

fn place(location: &Location) -> SarifLocation {
    let file = ArtifactLocation::builder().uri(uri(&location.path)).uri_base_id(ROOT).build();
    let region = Region::builder()
        .start_line(i64::from(location.line))
        .start_column(i64::from(location.column))
        .byte_offset(i64::from(location.offset))
        .byte_length(i64::from(location.end - location.offset))
        .build();
    let physical = PhysicalLocation::builder().artifact_location(file).region(region).build();
    SarifLocation::builder().physical_location(physical).build()
}

/// A relative reference (RFC 3986): everything but its plain characters is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                uri.push(byte as char);
            }
            byte => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

fn invocation(report: &Report) -> Invocation {
    let notifications: Vec<Notification> = report
        .files
        .iter()
        .flat_map(|file| file.notices.iter().map(move |notice| (file, notice)))
        .map(|(file, notice)| {
            let place = ArtifactLocation::builder().uri(uri(&file.path)).uri_base_id(ROOT).build();
            let place = PhysicalLocation::builder().artifact_location(place).build();
            Notification::builder()
                .level(json!("note"))
                .message(Message::builder().text(notice.clone()).build())
                .locations(vec![SarifLocation::builder().physical_location(place).build()])
                .build()
        })
        .collect();
    Invocation::builder()
        .execution_successful(true)
        .tool_execution_notifications(notifications)
        .build()
}
