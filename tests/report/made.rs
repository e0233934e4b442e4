//! Findings and files that no linter has seen.

use leaklint::{
    Confidence, Environment, Exposure, FileReport, Finding, Severity,
    finding::{Context, ContextKind, Excerpt, Location, Remediation},
    report::{Analysis, File, FileKind},
};

pub(crate) fn place(path: &str, offset: u32) -> Location {
    Location { path: path.to_owned(), line: 1, column: offset + 1, offset, end: offset + 40 }
}

/// A finding of a rule that is in the catalogue.
pub(crate) fn finding(path: &str, offset: u32, fingerprint: &str) -> Finding {
    Finding {
        rule: "stripe/secret-key".to_owned(),
        title: "Stripe secret key (live)".to_owned(),
        provider: "Stripe".to_owned(),
        severity: Severity::Error,
        exposure: Exposure::Secret,
        environment: Environment::Live,
        confidence: Confidence::High,
        message: "A key of Stripe's: everyone who opens the page can charge cards.".to_owned(),
        redacted: "sk_live_…".to_owned(),
        value: None,
        fingerprint: fingerprint.to_owned(),
        location: place(path, offset),
        original: None,
        occurrences: Vec::new(),
        pieces: Vec::new(),
        context: None,
        derivation: Vec::new(),
        env: Some("STRIPE_SECRET_KEY".to_owned()),
        scopes: Vec::new(),
        issued: None,
        expires: None,
        remediation: Remediation {
            summary: "Call Stripe from a server route.".to_owned(),
            steps: vec!["Create a new key.".to_owned(), "Revoke the old key.".to_owned()],
            revoke: Some("https://example.com/rotate".to_owned()),
            docs: None,
        },
        excerpt: Excerpt {
            text: "const key = \"sk_live_…\";".to_owned(),
            start: 13,
            end: 24,
            cut_before: false,
            cut_after: false,
        },
    }
}

pub(crate) fn context(kind: ContextKind, name: &str, path: &str) -> Context {
    Context { kind, name: Some(name.to_owned()), path: Some(path.to_owned()), argument: None }
}

pub(crate) fn file(path: &str, findings: Vec<Finding>) -> FileReport {
    let file = File {
        path: path.to_owned(),
        kind: FileKind::JavaScript,
        bytes: 100,
        analysis: Analysis::Syntax,
        notices: Vec::new(),
        code: true,
    };
    FileReport { file, findings, suppressed: Vec::new() }
}

pub(crate) fn written(
    write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>,
) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}
