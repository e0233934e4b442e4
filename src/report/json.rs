//! JSON: the report as it is.

use std::io::{self, Write};

use super::Report;

/// Writes the report as one indented JSON document.
///
/// # Errors
///
/// Those of `out`.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    out.write_all(b"\n")
}
