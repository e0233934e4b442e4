//! Annotations of a GitHub workflow: one line for each finding.

use std::io::{self, Write};

use super::{Report, words};
use crate::finding::{Finding, Severity};

/// Writes one workflow command for each finding, then one for each file that was not read in the
/// best way.
///
/// # Errors
///
/// Those of `out`.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        write_finding(finding, out)?;
    }
    for file in report.files.iter().filter(|file| !file.notices.is_empty()) {
        let path = property(&file.path);
        let notices = data(&file.notices.join("; "));
        writeln!(out, "::notice file={path},title=leaklint::{notices}")?;
    }
    Ok(())
}

fn write_finding(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = &finding.location;
    let (line, column) = (place.line, place.column);
    write!(out, "::{command} file={},line={line},col={column}", property(&place.path))?;
    if let Some(end) = words::end_column(finding, place) {
        write!(out, ",endLine={line},endColumn={end}")?;
    }
    writeln!(out, ",title={}::{}", property(&finding.title), data(&message(finding)))
}

fn message(finding: &Finding) -> String {
    let mut text = format!("{} Found: {}", finding.message, finding.redacted);
    if let Some(context) = finding.context.as_ref().and_then(words::context) {
        text = format!("{text}, {context}");
    }
    let others = finding.occurrences.len() as u64;
    if others > 0 {
        text = format!("{text}, also in {}", words::count(others, "more place"));
    }
    text = format!("{text}. {}", finding.remediation.summary);
    let revoke = finding.remediation.revoke.as_ref();
    if let Some(revoke) = revoke.filter(|_| finding.severity > Severity::Note) {
        text = format!("{text} Revoke: {revoke}");
    }
    format!("{text} [{}, {}]", finding.rule, finding.fingerprint)
}

/// Text after the second `::`, where a percent sign and line ends have a meaning. What else steers
/// a terminal is not let through: these lines are read in logs.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    text.replace(char::is_control, "\u{FFFD}")
}

/// The value of a property, which a comma or a colon would end as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
