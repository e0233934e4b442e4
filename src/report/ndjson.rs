//! NDJSON: one line for each file as it is finished, and one for the totals.

use std::io::{self, Write};

use serde::Serialize;

use super::{FileReport, Summary};

/// Writes a finished file as one line, `{"file":…,"findings":[…]}`.
///
/// # Errors
///
/// Those of `out`.
pub fn write_file(report: &FileReport, out: &mut dyn Write) -> io::Result<()> {
    line(report, out)
}

/// Writes the last line, `{"summary":…}`.
///
/// # Errors
///
/// Those of `out`.
pub fn write_summary(summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a> {
        summary: &'a Summary,
    }
    line(&Line { summary }, out)
}

/// The whole line is handed over at once, so that lines of several threads do not mix.
fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    out.write_all(&line)
}
