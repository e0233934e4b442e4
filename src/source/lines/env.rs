//! What it means that a `.env` file is published.

use super::Assignment;
use crate::{
    environment::{Says, says},
    finding::{Severity, message},
    rules::{Disclosure, disclosure},
    source::Source,
    span::Span,
};

/// Shorter values, and those with spaces, are no keys.
const SHORTEST: u32 = 8;

/// Nothing for a file without variables.
pub(super) fn disclosure(source: &Source<'_>, variables: &[Assignment]) -> Option<Disclosure> {
    if variables.is_empty() {
        return None;
    }
    let name_of = |it: &Assignment| String::from_utf8_lossy(it.name.of(&source.bytes)).into_owned();
    let secret: Vec<String> = variables
        .iter()
        .filter(|it| {
            says(it.name.of(&source.bytes)) == Says::Secret && may_be_key(source, it.value)
        })
        .map(name_of)
        .collect();
    let names: Vec<String> = variables.iter().map(name_of).collect();
    let severity = if is_template(source.name) {
        Severity::Note
    } else if secret.is_empty() {
        Severity::Warning
    } else {
        Severity::Error
    };
    Some(Disclosure {
        rule: &disclosure::ENV_FILE,
        subject: source.name.to_owned(),
        span: Span::default(),
        severity,
        message: message::env_file(&names, &secret),
    })
}

/// `.env.example`, `template.env` and the like are made to be read by everyone.
fn is_template(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let base = name.rsplit(['/', '\\']).next().unwrap_or(&name);
    let is_one = |word: &&str| {
        base.ends_with(*word) || base.strip_prefix(*word).is_some_and(|rest| rest.starts_with('.'))
    };
    ["example", "sample", "template", "dist"].iter().any(is_one)
}

fn may_be_key(source: &Source<'_>, value: Span) -> bool {
    let text = value.of(&source.bytes);
    let is_reference = text.starts_with(b"$") || text.starts_with(b"<");
    value.len() >= SHORTEST && !text.contains(&b' ') && !is_reference
}
