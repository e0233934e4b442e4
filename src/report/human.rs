//! `human`: what a person reads in a terminal.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};

use super::{Analysis, Report};
use crate::finding::{Context, ContextKind, Finding, Location, Severity};

/// How a report is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Colours and bold.
    pub color: bool,
    /// Rule ids that one can click on.
    pub links: bool,
    /// The terminal's width in columns.
    pub width: usize,
    /// Findings below this are only counted.
    pub min_severity: Severity,
    /// Only findings, without the summary.
    pub quiet: bool,
}

/// At most so many further places of a value are named.
const MOST_PLACES: usize = 3;

/// At most so many files with notices are named.
const MOST_NOTICES: usize = 5;

/// Writes the report for a person.
///
/// # Errors
///
/// Those of `out`.
pub fn write(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let shown: Vec<&Finding> =
        report.findings.iter().filter(|finding| finding.severity >= style.min_severity).collect();
    for finding in &shown {
        writeln!(out, "{}\n", render(finding, style))?;
    }
    let must_rotate = shown.iter().any(|finding| finding.severity > Severity::Note);
    if must_rotate && !style.quiet {
        write_rotation(style, out)?;
    }
    write_notices(report, style, out)?;
    if !style.quiet {
        write_summary(report, style, out)?;
    }
    Ok(())
}

fn renderer(style: Style) -> Renderer {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(style.width).decor_style(DecorStyle::Ascii)
}

fn render(finding: &Finding, style: Style) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut title = level.primary_title(visible(&finding.title)).id(finding.rule.clone());
    if let (true, Some(link)) = (style.links, &finding.remediation.docs) {
        title = title.id_url(link.clone());
    }
    let group = Group::with_title(title).element(frame(finding)).elements(
        facts(finding).into_iter().map(|(name, text)| {
            // Nine columns stand before every line of a note.
            let text = wrap(&text, style.width.saturating_sub(9 + name.len()));
            Level::NOTE.with_name(name).message(text)
        }),
    );
    // The renderer would count columns in the excerpt, so the place is written here.
    let rendered = renderer(style).render(&[group]);
    let (title, frame) = rendered.split_once('\n').unwrap_or((&rendered, ""));
    format!("{title}\n{}\n{frame}", place(&finding.location, style))
}

fn place(location: &Location, style: Style) -> String {
    let Location { path, line, column, .. } = location;
    let indent = " ".repeat(line.to_string().len());
    let arrow = if style.color { "\x1b[1m\x1b[94m-->\x1b[0m" } else { "-->" };
    format!("{indent}{arrow} {}:{line}:{column}", visible(path))
}

/// The piece of the line, with the redacted value marked.
fn frame(finding: &Finding) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let excerpt = &finding.excerpt;
    let before = if excerpt.cut_before && !excerpt.text.starts_with('…') { "…" } else { "" };
    let after = if excerpt.cut_after && !excerpt.text.ends_with('…') { "…" } else { "" };
    let text = format!("{before}{}{after}", excerpt.text);
    let range = excerpt.start as usize + before.len()..excerpt.end as usize + before.len();
    Snippet::source(text)
        .line_start(finding.location.line as usize)
        .annotation(AnnotationKind::Primary.span(range).label(label(finding)))
}

/// What the value is called where it stands.
fn label(finding: &Finding) -> String {
    let Some(Context { kind, name, path, argument }) = &finding.context else {
        return String::new();
    };
    let what = match kind {
        ContextKind::Variable => "variable",
        ContextKind::Property => "property",
        ContextKind::Argument => "argument",
        ContextKind::Header => "header",
        ContextKind::Query => "URL parameter",
        ContextKind::Environment => "environment variable",
        ContextKind::Attribute => "attribute",
        ContextKind::String => "in a string",
        ContextKind::Key => "as a key",
        ContextKind::Regex => "in a regular expression",
        ContextKind::Text => "in text",
        ContextKind::Comment => "in a comment",
    };
    let name = match (name, argument) {
        (Some(name), Some(argument)) => format!("{what} {} of {name}()", argument + 1),
        (Some(name), None) => format!("{what} {name}"),
        (None, _) => what.to_owned(),
    };
    let path = path.as_ref().filter(|path| path.contains('.') && path.len() <= 40);
    visible(&path.map_or_else(|| name.clone(), |path| format!("{name} ({path})")))
}

fn facts(finding: &Finding) -> Vec<(&'static str, String)> {
    let mut facts = vec![("why", visible(&finding.message))];
    if !finding.derivation.is_empty() {
        facts.push(("made", format!("put together by {}", finding.derivation.join(", "))));
    }
    if let Some(value) = &finding.value {
        facts.push(("value", visible(value)));
    }
    if !finding.occurrences.is_empty() {
        facts.push(("also", occurrences(&finding.occurrences)));
    }
    facts.push(("fix", visible(&finding.remediation.summary)));
    if let (Some(link), true) = (&finding.remediation.revoke, finding.severity > Severity::Note) {
        facts.push(("revoke", link.clone()));
    }
    facts
}

fn occurrences(places: &[Location]) -> String {
    let named: Vec<String> = places
        .iter()
        .take(MOST_PLACES)
        .map(|place| format!("{}:{}:{}", visible(&place.path), place.line, place.column))
        .collect();
    let more = places.len() - named.len();
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("in {}{rest}", named.join(", "))
}

fn write_rotation(style: Style, out: &mut dyn Write) -> io::Result<()> {
    let text = "A key that was deployed is known: taking it out of the page is not enough. \
        To rotate it: (1) create a new key in the provider's dashboard, (2) update the \
        environment variables, (3) deploy, (4) verify, (5) revoke the old key.";
    writeln!(out, "{}\n", wrap(text, style.width))
}

/// Files that could not be read in the best way, the worst first.
fn write_notices(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut noticed: Vec<_> =
        report.files.iter().filter(|file| !file.notices.is_empty()).collect();
    noticed.sort_by_key(|file| file.analysis != Analysis::Skipped);
    for file in noticed.iter().take(MOST_NOTICES) {
        let text = format!("{}: {}", visible(&file.path), file.notices.join("; "));
        writeln!(out, "{}", wrap(&visible(&text), style.width))?;
    }
    let more = noticed.len().saturating_sub(MOST_NOTICES);
    if more > 0 {
        writeln!(out, "… and {} with a notice (--format json names them)", files(more as u64))?;
    }
    Ok(())
}

fn write_summary(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let summary = &report.summary;
    let looked = format!(
        "{}, {}, {}",
        files(summary.files),
        size(summary.bytes),
        time(summary.elapsed_ms)
    );
    let counts = [
        (summary.errors, "error", "errors"),
        (summary.warnings, "warning", "warnings"),
        (summary.notes, "note", "notes"),
    ];
    let counted: Vec<String> = counts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
        .collect();
    if counted.is_empty() {
        return writeln!(out, "no secrets found ({looked})");
    }
    let hidden = summary.notes > 0 && style.min_severity > Severity::Note;
    let hint = if hidden { "; notes are shown with --min-severity note" } else { "" };
    let text = format!("{} ({looked}){hint}", counted.join(", "));
    writeln!(out, "{}", wrap(&text, style.width))
}

fn files(count: u64) -> String {
    format!("{count} {}", if count == 1 { "file" } else { "files" })
}

#[expect(clippy::cast_precision_loss, reason = "shown with one digit behind the point")]
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[expect(clippy::cast_precision_loss, reason = "shown with one digit behind the point")]
fn time(milliseconds: u64) -> String {
    match milliseconds {
        0..1_000 => format!("{milliseconds} ms"),
        _ => format!("{:.1} s", milliseconds as f64 / 1e3),
    }
}

/// Breaks `text` between words so that no line is longer than `width`, where words allow it.
fn wrap(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// Names come from files: what would steer the terminal is shown as an escape.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        let turns = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if character.is_control() || turns {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}
