//! HTML: one file that needs nothing else, for people who do not use a terminal.
//!
//! It loads nothing and sends nothing: its own policy forbids it. Without scripts everything is
//! shown; with them findings can be filtered.

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{File, Report, human, human::text::visible, words};
use crate::finding::{Excerpt, Finding, Location, Severity};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("filter.js");

/// Writes the report as one HTML document.
///
/// # Errors
///
/// Those of `out`.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta http-equiv="Content-Security-Policy" content=(policy());
                title { "leaklint: " (verdict(report)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header { (heading(report)) }
                main { (findings(report)) (files(&report.files)) }
                footer { p { "leaklint " (report.tool.version) ", " (report.tool.rules) " rules. Values are redacted unless they were asked for." } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    writeln!(out, "{}", document.into_string())
}

/// Nothing is loaded and nothing is sent; only the style and the script of this file work.
fn policy() -> String {
    let hash = |text: &str| {
        use base64::{Engine as _, prelude::BASE64_STANDARD};
        use sha2::{Digest, Sha256};
        format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
    };
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

/// What there is to know, in one sentence.
fn verdict(report: &Report) -> String {
    let summary = &report.summary;
    let counts: Vec<String> =
        [(Severity::Error, summary.errors), (Severity::Warning, summary.warnings)]
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(severity, count)| words::count(count, words::severity(severity)))
            .collect();
    match counts.as_slice() {
        [] if !report.has_code() => "no client-side code".to_owned(),
        [] => "no secrets found".to_owned(),
        counts => counts.join(" and "),
    }
}

fn heading(report: &Report) -> Markup {
    let summary = &report.summary;
    let files = words::count(summary.files, "file");
    html! {
        p.brand { "leaklint" }
        h1 { (verdict(report)) }
        p {
            (files) ", " (human::size(summary.bytes)) ". "
            (words::count(summary.notes, "note")) "."
            @if summary.suppressed > 0 {
                " " (words::count(summary.suppressed, "known finding")) " not reported."
            }
        }
    }
}

fn findings(report: &Report) -> Markup {
    if report.findings.is_empty() && !report.has_code() {
        return html! { p.empty { (human::NO_CODE) } };
    }
    if report.findings.is_empty() {
        return html! { p.empty { "Nothing that everyone who opens the page should not have." } };
    }
    html! {
        form #filter hidden aria-label="Filter findings" {
            label for="text" { "Filter" }
            input #text type="search" placeholder="rule, file, name" autocomplete="off";
            @for severity in [Severity::Error, Severity::Warning, Severity::Note] {
                label { input type="checkbox" value=(words::severity(severity)) checked; " " (words::severity(severity)) "s" }
            }
            output #shown for="text" aria-live="polite" {}
        }
        section #findings aria-label="Findings" {
            @for finding in &report.findings { (one(finding)) }
        }
    }
}

fn one(finding: &Finding) -> Markup {
    let severity = words::severity(finding.severity);
    html! {
        article.(severity) data-severity=(severity) id={ "f-" (finding.fingerprint) } {
            h2 { span.severity { (severity) } " " (finding.title) }
            p.place { code { (place(&finding.location)) } }
            (code(&finding.excerpt))
            p { (finding.message) }
            dl { (details(finding)) }
            @if finding.severity > Severity::Note && !finding.remediation.steps.is_empty() {
                details {
                    summary { "Rotate it" }
                    ol { @for step in &finding.remediation.steps { li { (step) } } }
                }
            }
        }
    }
}

fn details(finding: &Finding) -> Markup {
    let remediation = &finding.remediation;
    let derivation = finding.derivation.join(" → ");
    let scopes = finding.scopes.join(", ");
    let name = finding.context.as_ref().and_then(words::context).unwrap_or_default();
    let original = finding.original.as_ref();
    let original = original
        .map(|at| format!("{}:{}:{}", visible(&at.path), at.line, at.column))
        .unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (label, variable) = words::variable(finding).unwrap_or_default();
    let label = if label == "env" { "Variable" } else { "Keep it in" };
    let rows = [
        ("What to do", remediation.summary.clone()),
        ("Source", original),
        ("Name", name),
        ("Value", text(&finding.value)),
        ("Made by", derivation),
        (label, variable.to_owned()),
        ("Scopes", scopes),
        ("Issued", text(&finding.issued)),
        ("Expires", text(&finding.expires)),
        ("Rule", finding.rule.clone()),
        ("Fingerprint", finding.fingerprint.clone()),
    ];
    html! {
        @for (label, text) in rows.iter().filter(|(_, text)| !text.is_empty()) {
            dt { (label) } dd { (text) }
        }
        @if let Some(link) = &remediation.revoke { dt { "Revoke" } dd { (anchor(link)) } }
        @if let Some(link) = &remediation.docs { dt { "Documentation" } dd { (anchor(link)) } }
        @if !finding.occurrences.is_empty() {
            dt { "Also in" }
            dd { ul { @for at in &finding.occurrences { li { code { (place(at)) } } } } }
        }
    }
}

/// A link, where it is one that a browser may follow.
fn anchor(link: &str) -> Markup {
    if link.starts_with("https://") {
        html! { a href=(link) rel="noreferrer" { (link) } }
    } else {
        html! { (link) }
    }
}

fn place(at: &Location) -> String {
    format!("{}:{}:{}", visible(&at.path), at.line, at.column)
}

/// The piece of the line, with the value marked.
fn code(excerpt: &Excerpt) -> Markup {
    let text = excerpt.text.as_str();
    let (start, end) = (excerpt.start as usize, excerpt.end as usize);
    let parts = (text.get(..start), text.get(start..end), text.get(end..));
    let (Some(before), Some(value), Some(after)) = parts else {
        return html! { pre { code { (text) } } };
    };
    html! {
        pre { code {
            @if excerpt.cut_before && !before.starts_with('…') { "…" } (before) mark { (value) } (after) @if excerpt.cut_after && !after.ends_with('…') { "…" }
        } }
    }
}

fn files(files: &[File]) -> Markup {
    let noticed: Vec<&File> = files.iter().filter(|file| !file.notices.is_empty()).collect();
    html! {
        @if !noticed.is_empty() {
            section aria-label="Notices" {
                h2 { "How some files were read" }
                dl {
                    @for file in noticed {
                        dt { code { (visible(&file.path)) } }
                        @for notice in &file.notices { dd { (notice) } }
                    }
                }
            }
        }
    }
}
