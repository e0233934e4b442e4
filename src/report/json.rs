//! `json` and `ndjson`: the report as it is.

use std::io::{self, Write};

use super::{FileReport, Report, Summary};

/// Writes the whole report as one JSON document.
///
/// # Errors
///
/// Those of `out`.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    writeln!(out)
}

/// Writes one file's report as one line.
///
/// # Errors
///
/// Those of `out`.
pub fn write_line(file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, file)?;
    writeln!(out)
}

/// Writes the last line, behind those of the files.
///
/// # Errors
///
/// Those of `out`.
pub fn write_summary(summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &serde_json::json!({ "summary": summary }))?;
    writeln!(out)
}
