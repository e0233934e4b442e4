//! `github`: workflow commands, which GitHub shows beside the lines of a pull request.
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use std::io::{self, Write};

use super::Report;
use crate::finding::Severity;

/// Writes one annotation for each finding.
///
/// # Errors
///
/// Those of `out`.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let place = &finding.location;
        writeln!(
            out,
            "::{command} file={},line={},col={},title={}::{}",
            property(&place.path),
            place.line,
            place.column,
            property(&format!("{} ({})", finding.title, finding.rule)),
            data(&format!("{} {}", finding.message, finding.remediation.summary)),
        )?;
    }
    Ok(())
}

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands behind a `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
