//! What a person sees: each finding with its piece of code, how to rotate keys once, totals.

mod finding;
mod frame;
pub mod rule;
mod site;
mod style;
pub(crate) mod text;

use std::{
    collections::BTreeMap,
    fmt,
    io::{self, Write},
};

use super::{File, Report, words};
use crate::finding::{Finding, Severity};
use text::{visible, wrapped};

/// Of the files that were not read in the best way, this many are named for each reason.
const NAMED: usize = 3;

/// So many reasons are given.
const REASONS: usize = 8;

/// The steps for keys of several providers; a finding's own name the provider and the variable.
const ROTATION: [&str; 5] = [
    "Create a new key in the provider's dashboard.",
    "Update the environment variables on the server; give them no public prefix.",
    "Deploy the server, and a build without the key.",
    "Verify that everything works with the new key.",
    "Revoke the old key: it stays public in every copy of the old build.",
];

/// Gives the URL of a file of the report, by its path.
pub type Links<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// What is said when no client-side code was read.
pub(crate) const NO_CODE: &str =
    "Nothing that a browser runs was read: name the folder that the build writes to.";

/// How the report is shown.
#[derive(Clone, Copy)]
pub struct Style<'a> {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether it has colours.
    pub color: bool,
    /// The URL of a file that the report names by its path, where the terminal has links.
    pub links: Option<&'a Links<'a>>,
    /// Findings below this are counted and not shown.
    pub min_severity: Severity,
    /// Whether to leave out totals.
    pub quiet: bool,
}

impl Default for Style<'_> {
    fn default() -> Self {
        Self { width: 80, color: false, links: None, min_severity: Severity::Warning, quiet: false }
    }
}

impl fmt::Debug for Style<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Style")
            .field("width", &self.width)
            .field("color", &self.color)
            .field("links", &self.links.is_some())
            .field("min_severity", &self.min_severity)
            .field("quiet", &self.quiet)
            .finish()
    }
}

/// Writes the report for a person.
///
/// # Errors
///
/// Those of `out`.
pub fn write(report: &Report, style: &Style<'_>, out: &mut dyn Write) -> io::Result<()> {
    let is_shown = |finding: &&Finding| finding.severity >= style.min_severity;
    let shown: Vec<&Finding> = report.findings.iter().filter(is_shown).collect();
    let mut before = None;
    for &finding in &shown {
        finding::write(finding, before, style, out)?;
        before = Some(finding);
    }
    write_rotation(&shown, style, out)?;
    if style.quiet {
        return Ok(());
    }
    write_notices(&report.files, style, out)?;
    if let Some(site) = &report.site {
        site::write(site, style, out)?;
    }
    write_totals(report, style, out)?;
    write_hidden(report, shown.len(), style, out)
}

/// How to rotate a key, once for all findings.
fn write_rotation(shown: &[&Finding], style: &Style<'_>, out: &mut dyn Write) -> io::Result<()> {
    let to_rotate = |finding: &&&Finding| {
        finding.severity > Severity::Note && !finding.remediation.steps.is_empty()
    };
    let mut every = shown.iter().filter(to_rotate).map(|finding| &finding.remediation.steps);
    let Some(first) = every.next() else { return Ok(()) };
    let steps: Vec<&str> = if every.all(|steps| steps == first) {
        first.iter().map(String::as_str).collect()
    } else {
        ROTATION.to_vec()
    };
    for line in wrapped("A published key is known to others. Rotate it:", style.width) {
        writeln!(out, "{}", style.strong(&line))?;
    }
    for (number, step) in (1..).zip(steps) {
        let step = visible(step);
        let mut lines = wrapped(&step, style.width.saturating_sub(5)).into_iter();
        writeln!(out, "  {number}. {}", lines.next().unwrap_or_default())?;
        lines.try_for_each(|line| writeln!(out, "     {line}"))?;
    }
    writeln!(out)
}

/// Files that were not read in the best way, together where the reason is the same.
fn write_notices(files: &[File], style: &Style<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in files {
        for notice in &file.notices {
            reasons.entry(notice).or_default().push(&file.path);
        }
    }
    for (reason, paths) in reasons.iter().take(REASONS) {
        let named: Vec<_> = paths.iter().take(NAMED).map(|path| visible(path)).collect();
        let more = more(paths.len(), NAMED, "more file");
        let text = format!("notice: {}{more}: {}", named.join(", "), visible(reason));
        let mut lines = wrapped(&text, style.width.saturating_sub(2)).into_iter();
        writeln!(out, "{}", lines.next().unwrap_or_default())?;
        lines.try_for_each(|line| writeln!(out, "  {line}"))?;
    }
    if reasons.len() > REASONS {
        let left = words::count((reasons.len() - REASONS) as u64, "more notice");
        writeln!(out, "notice: {left}; `--format json` has them all")?;
    }
    Ok(())
}

/// ` and 2 more files` when `all` are more than `named`.
fn more(all: usize, named: usize, noun: &str) -> String {
    match all.saturating_sub(named) {
        0 => String::new(),
        left => format!(" and {}", words::count(left as u64, noun)),
    }
}

fn write_totals(report: &Report, style: &Style<'_>, out: &mut dyn Write) -> io::Result<()> {
    let summary = &report.summary;
    if summary.files == 0 {
        return writeln!(out, "No files to lint.");
    }
    let counts = [
        (Severity::Error, summary.errors),
        (Severity::Warning, summary.warnings),
        (Severity::Note, summary.notes),
    ];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|&(severity, count)| count > 0 && severity >= style.min_severity)
        .map(|(severity, count)| {
            style.severity(severity, &words::count(count, words::severity(severity)))
        })
        .collect();
    let is_above_note = style.min_severity > Severity::Warning && summary.warnings > 0;
    let found = match counts.as_slice() {
        [] if is_above_note => "No errors".to_owned(),
        [] if !report.has_code() => "No client-side code".to_owned(),
        [] => "No secrets found".to_owned(),
        counts => counts.join(", "),
    };
    let files = words::count(summary.files, "file");
    let (bytes, time) = (size(summary.bytes), duration(summary.elapsed_ms));
    let looked_at = format!("in {files} ({bytes}, {time})");
    // The counts without their colours: two of them are below 30 columns.
    let is_long = counts.len() * 15 + text::width(&looked_at) > style.width;
    writeln!(out, "{found}{}{looked_at}", if is_long { '\n' } else { ' ' })?;
    if report.has_code() {
        return Ok(());
    }
    wrapped(NO_CODE, style.width).iter().try_for_each(|line| writeln!(out, "{line}"))
}

fn write_hidden(
    report: &Report,
    shown: usize,
    style: &Style<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    if report.summary.suppressed > 0 {
        let known = words::count(report.summary.suppressed, "known finding");
        writeln!(out, "{known} not reported.")?;
    }
    let hidden = report.findings.len() - shown;
    if hidden == 0 {
        return Ok(());
    }
    let has_warnings = style.min_severity > Severity::Warning && report.summary.warnings > 0;
    let (noun, least) = match (has_warnings, report.summary.notes > 0) {
        (true, true) => ("finding", "note"),
        (true, false) => ("warning", "warning"),
        (false, _) => ("note", "note"),
    };
    let count = words::count(hidden as u64, noun);
    let text = format!("{count} not shown: `--min-severity {least}` shows more.");
    wrapped(&text, style.width).iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// Bytes as people read them, in steps of 1000.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return words::count(bytes, "byte");
    }
    // In tenths of a unit: what is lost is below the last digit that is shown.
    let mut tenths = bytes / 100;
    let mut unit = 0;
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths /= 1000;
        unit += 1;
    }
    format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

fn duration(milliseconds: u64) -> String {
    if milliseconds < 1000 {
        return format!("{milliseconds} ms");
    }
    format!("{}.{} s", milliseconds / 1000, milliseconds % 1000 / 100)
}
