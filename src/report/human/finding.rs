//! One finding as a person reads it: what, where, why, and what to do.

use std::io::{self, Write};

use super::{
    Style, frame,
    text::{visible, wrapped},
};
use crate::{
    finding::{Finding, Location, Severity},
    report::words,
};

/// Of the further places of a value, this many are named.
const NAMED: usize = 3;

/// Writes a finding. What was said of the one before it is not said again.
pub(super) fn write(
    finding: &Finding,
    before: Option<&Finding>,
    style: &Style<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    heading(finding, style, out)?;
    let margin = " ".repeat(frame::gutter(finding));
    let Location { path, line, column, .. } = &finding.location;
    let shown = format!("{}:{line}:{column}", visible(path));
    let arrow = style.quiet("-->");
    writeln!(out, "{margin}{arrow} {}", style.link(&shown, path))?;

    let (frame, is_label_left) = frame::frame(finding, style);
    out.write_all(frame.as_bytes())?;
    let is_told = before.is_some_and(|before| {
        before.message == finding.message && before.remediation == finding.remediation
    });
    let mut details = place(finding, is_label_left);
    details.extend(if is_told { Vec::new() } else { remedy(finding) });
    details.push(("id", finding.fingerprint.clone()));
    for (label, text) in details {
        write_detail(label, &text, style, out)?;
    }
    writeln!(out)
}

fn heading(finding: &Finding, style: &Style<'_>, out: &mut dyn Write) -> io::Result<()> {
    let name = words::severity(finding.severity);
    let mark = format!("{name}[{}]", visible(&finding.rule));
    // As long as the mark, so that the first line breaks where it must.
    let indented = format!("{}: {}", "x".repeat(mark.len()), visible(&finding.title));
    let mut lines = wrapped(&indented, style.width).into_iter();
    let first = lines.next().unwrap_or_default();
    let rest = first.get(mark.len()..).unwrap_or_default();
    writeln!(out, "{}{}", style.severity(finding.severity, &mark), style.strong(rest))?;
    lines.try_for_each(|line| writeln!(out, "  {}", style.strong(&line)))
}

/// What is said of a value's places and of the value itself, each with its label.
fn place(finding: &Finding, is_label_left: bool) -> Vec<(&'static str, String)> {
    let mut details = Vec::new();
    let name = finding.context.as_ref().filter(|_| is_label_left).and_then(words::context);
    details.extend(name.map(|name| ("name", name)));
    details.extend(finding.value.iter().map(|value| ("value", value.clone())));
    if let Some(place) = &finding.original {
        details.push(("source", format!("{}:{}:{}", place.path, place.line, place.column)));
    }
    if !finding.derivation.is_empty() {
        details.push(("made by", finding.derivation.join(", ")));
    }
    if !finding.pieces.is_empty() {
        details.push(("pieces", others(&finding.pieces)));
    }
    if !finding.occurrences.is_empty() {
        details.push(("also in", others(&finding.occurrences)));
    }
    if !finding.scopes.is_empty() {
        details.push(("scopes", finding.scopes.join(", ")));
    }
    details.extend(finding.issued.iter().map(|day| ("issued", day.clone())));
    details.extend(finding.expires.iter().map(|day| ("expires", day.clone())));
    details
}

/// Why it must not be there, and what to do.
fn remedy(finding: &Finding) -> Vec<(&'static str, String)> {
    let remediation = &finding.remediation;
    let mut details = vec![("why", finding.message.clone()), ("fix", remediation.summary.clone())];
    if finding.severity > Severity::Note {
        details.extend(words::variable(finding).map(|(label, name)| (label, name.to_owned())));
        details.extend(remediation.revoke.iter().map(|link| ("revoke", link.clone())));
    }
    details
}

fn others(places: &[Location]) -> String {
    let named = places.iter().take(NAMED);
    let named: Vec<String> =
        named.map(|place| format!("{}:{}:{}", place.path, place.line, place.column)).collect();
    format!("{}{}", named.join(", "), super::more(places.len(), NAMED, "more place"))
}

/// Columns of the labels, and of what stands before their text.
const LABEL: usize = 7;
const INDENT: usize = 2 + LABEL + 1;

fn write_detail(label: &str, text: &str, style: &Style<'_>, out: &mut dyn Write) -> io::Result<()> {
    let text = visible(text);
    let label = style.quiet(&format!("{label:>LABEL$}"));
    let mut lines = wrapped(&text, style.width.saturating_sub(INDENT)).into_iter();
    writeln!(out, "  {label} {}", lines.next().unwrap_or_default())?;
    lines.try_for_each(|line| writeln!(out, "{}{line}", " ".repeat(INDENT)))
}
