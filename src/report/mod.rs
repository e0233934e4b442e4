//! The report: plain data that every format is written from.
//!
//! A [`FileReport`] is what one file gives; [`Report::new`] joins many into one [`Report`], in
//! which a value is one finding however many files hold it. Renderers format and decide nothing.

mod join;
pub mod site;

#[cfg(feature = "render")]
pub mod github;
#[cfg(feature = "render")]
pub mod html;
#[cfg(feature = "render")]
pub mod human;
#[cfg(feature = "render")]
pub mod json;
#[cfg(feature = "render")]
pub mod ndjson;
#[cfg(feature = "render")]
pub mod sarif;
#[cfg(feature = "render")]
pub(crate) mod uri;
#[cfg(feature = "render")]
pub(crate) mod words;

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, allow::Suppressed};

/// The version of the report's form.
pub const SCHEMA: u32 = 1;

/// What leaklint says about some files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The version of this form: [`SCHEMA`].
    pub schema: u32,
    /// Who made the report.
    pub tool: Tool,
    /// Errors first, then by path and offset.
    pub findings: Vec<Finding>,
    /// Every file that was looked at, by path.
    pub files: Vec<File>,
    /// Totals.
    pub summary: Summary,
    /// How much of a deployed site this is about, when it was read from its address.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub site: Option<site::Site>,
}

/// Who made a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// `leaklint`.
    pub name: String,
    /// The crate's version.
    pub version: String,
    /// How many kinds of key it knows.
    pub rules: u32,
}

/// What one file gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// The file and how it was read.
    pub file: File,
    /// What was found in it, by offset.
    pub findings: Vec<Finding>,
    /// What an allowance or a baseline has taken out of `findings`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suppressed: Vec<Suppressed>,
}

/// A file that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Relative to the folder that was named, with `/`.
    pub path: String,
    /// What it was taken for.
    pub kind: FileKind,
    /// Its size.
    pub bytes: u64,
    /// How it was read.
    pub analysis: Analysis,
    /// Why `analysis` is not the best for its kind, and what was lost.
    pub notices: Vec<String>,
    /// Whether client-side code was read in it: a script, a page, WebAssembly, or a map's sources.
    #[serde(default)]
    pub code: bool,
}

/// What a file is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    /// A script or a module.
    JavaScript,
    /// A page.
    Html,
    /// JSON, also line by line.
    Json,
    /// A style sheet.
    Css,
    /// XML, SVG, a property list.
    Xml,
    /// A source map.
    Map,
    /// A `.env` file.
    Env,
    /// Settings line by line: INI, properties, YAML, TOML.
    Config,
    /// A WebAssembly module.
    Wasm,
    /// Files in a file: zip, crx, asar, gzip.
    Archive,
    /// Text of any other kind.
    Text,
    /// Bytes that are no text.
    Binary,
}

/// How a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Analysis {
    /// Parsed.
    Syntax,
    /// Not parsed: string and template literals were read from its tokens.
    Lexical,
    /// Searched as text.
    Text,
    /// Searched as bytes.
    Binary,
    /// Not read.
    Skipped,
}

/// Totals of a report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Files that were looked at.
    pub files: u64,
    /// Their size together.
    pub bytes: u64,
    /// Findings of severity `error`.
    pub errors: u64,
    /// Findings of severity `warning`.
    pub warnings: u64,
    /// Findings of severity `note`.
    pub notes: u64,
    /// Findings that a baseline or an allowance hides.
    pub suppressed: u64,
    /// Files in which client-side code was read; with none, it is not a build that was looked at.
    #[serde(default)]
    pub code: u64,
    /// Wall-clock time in milliseconds.
    pub elapsed_ms: u64,
}
