//! What is written of SARIF 2.1.0: its objects, and their properties in the order of the alphabet,
//! by the names of the specification
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).
//!
//! A crate with all of SARIF took a tenth of the WebAssembly module. The tests hold what is written
//! against the schema of the standard.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::Serialize;
use serde_json::Value;

pub(crate) const VERSION: &str = "2.1.0";

/// Where SARIF's own schema is.
pub(crate) const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// How `level` is written.
pub(crate) const ERROR: &str = "error";
pub(crate) const WARNING: &str = "warning";
pub(crate) const NOTE: &str = "note";

pub(crate) type PropertyBag = BTreeMap<&'static str, Value>;

#[derive(Serialize)]
pub(crate) struct Log {
    #[serde(rename = "$schema")]
    pub(crate) schema: &'static str,
    pub(crate) runs: [Run; 1],
    pub(crate) version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Run {
    pub(crate) column_kind: &'static str,
    pub(crate) invocations: [Invocation; 1],
    pub(crate) results: Vec<Result>,
    pub(crate) tool: Tool,
}

#[derive(Serialize)]
pub(crate) struct Tool {
    pub(crate) driver: ToolComponent,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ToolComponent {
    pub(crate) information_uri: &'static str,
    pub(crate) name: String,
    pub(crate) rules: Vec<ReportingDescriptor>,
    pub(crate) semantic_version: String,
    pub(crate) version: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Invocation {
    pub(crate) execution_successful: bool,
    pub(crate) tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
pub(crate) struct Notification {
    pub(crate) level: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) locations: Vec<Location>,
    pub(crate) message: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Result {
    pub(crate) level: &'static str,
    pub(crate) locations: [Location; 1],
    pub(crate) message: Message,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) properties: PropertyBag,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) related_locations: Vec<Location>,
    pub(crate) rule_id: String,
    /// -1 for a rule that the log does not have.
    pub(crate) rule_index: i64,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_field_names, reason = "they are the standard's")]
pub(crate) struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<Message>,
    pub(crate) physical_location: PhysicalLocation,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PhysicalLocation {
    pub(crate) artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) region: Option<Region>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArtifactLocation {
    pub(crate) uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) uri_base_id: Option<&'static str>,
}

/// Lines and columns from 1, columns in UTF-16 code units.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Region {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) byte_length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) byte_offset: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end_column: Option<u32>,
    pub(crate) start_column: u32,
    pub(crate) start_line: u32,
}

#[derive(Serialize)]
pub(crate) struct Message {
    pub(crate) text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReportingDescriptor {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) default_configuration: Option<ReportingConfiguration>,
    pub(crate) full_description: MultiformatMessageString,
    pub(crate) help: MultiformatMessageString,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) help_uri: Option<String>,
    pub(crate) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) properties: PropertyBag,
    pub(crate) short_description: MultiformatMessageString,
}

#[derive(Serialize)]
pub(crate) struct ReportingConfiguration {
    pub(crate) level: &'static str,
}

#[derive(Serialize)]
pub(crate) struct MultiformatMessageString {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) markdown: Option<String>,
    pub(crate) text: String,
}

impl ToolComponent {
    /// leaklint of this `version`, under the `name` of what has looked.
    pub(crate) fn leaklint(name: &str, version: &str, rules: Vec<ReportingDescriptor>) -> Self {
        Self {
            information_uri: env!("CARGO_PKG_REPOSITORY"),
            name: name.to_owned(),
            rules,
            semantic_version: version.to_owned(),
            version: version.to_owned(),
        }
    }
}

impl Log {
    /// A log with one run, in which nothing failed.
    pub(crate) fn new(
        driver: ToolComponent,
        results: Vec<Result>,
        notices: Vec<Notification>,
    ) -> Self {
        let invocation =
            Invocation { execution_successful: true, tool_execution_notifications: notices };
        let run = Run {
            column_kind: "utf16CodeUnits",
            invocations: [invocation],
            results,
            tool: Tool { driver },
        };
        Self { schema: SCHEMA, runs: [run], version: VERSION }
    }

    /// Writes it with a line's end.
    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        out.write_all(b"\n")
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self { text }
    }
}

impl From<&str> for MultiformatMessageString {
    fn from(text: &str) -> Self {
        Self { markdown: None, text: text.to_owned() }
    }
}
