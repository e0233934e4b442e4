//! What a match is worth: exposure, severity, confidence, and what is no secret at all.
//!
//! In: the matches of one file. Out: its findings, one for each value.

mod confidence;
mod overlap;
mod placeholder;

use std::collections::HashMap;

use crate::{
    config::{Options, Persona},
    finding::{
        Confidence, ContextKind, Environment, Exposure, Finding, Location, Severity,
        excerpt::excerpt, fingerprint::fingerprint, message, redact::redact,
    },
    rules::{Key, Match},
    source::{Positions, Source},
    span::Span,
};

/// What a match is worth.
struct Verdict {
    severity: Severity,
    confidence: Confidence,
    environment: Environment,
}

/// The findings of one file, by offset.
pub(crate) fn findings(
    source: &Source<'_>,
    matches: Vec<Match>,
    options: &Options,
) -> Vec<Finding> {
    let matches = overlap::settle(matches);
    let secrets = overlap::disjoint(&matches);
    let mut positions = Positions::new(source);
    let mut findings: Vec<Finding> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for found in matches {
        let Some(verdict) = judge(&found, options) else { continue };
        let location = locate(source, &mut positions, found.span);
        let fingerprint = fingerprint(found.key.id, &found.value);
        if let Some(&first) = places.get(&fingerprint) {
            findings[first].occurrences.push(location);
            continue;
        }
        places.insert(fingerprint.clone(), findings.len());
        let redacted = redact(&found.value, shown_prefix(&found));
        let excerpt = excerpt(&source.bytes, found.span, &redacted, &secrets);
        let env = variable(&found);
        let name = found.context.name.as_deref();
        findings.push(Finding {
            rule: found.key.id.to_owned(),
            title: message::title(found.key, verdict.environment),
            provider: found.key.provider.name.to_owned(),
            severity: verdict.severity,
            exposure: found.key.exposure,
            environment: verdict.environment,
            confidence: verdict.confidence,
            message: message::message(found.key, verdict.environment, name),
            remediation: message::remediation(found.key, env.as_deref()),
            value: options.reveal.then(|| String::from_utf8_lossy(&found.value).into_owned()),
            redacted,
            fingerprint,
            location,
            original: None,
            occurrences: Vec::new(),
            context: Some(found.context),
            derivation: found.derivation.iter().map(|step| step.name().to_owned()).collect(),
            env,
            scopes: Vec::new(),
            issued: None,
            expires: None,
            excerpt,
        });
    }
    findings
}

/// Nothing when the persona does not want to hear of it.
fn judge(found: &Match, options: &Options) -> Option<Verdict> {
    let key = found.key;
    let is_sample = is_sample(found);
    let confidence = if is_sample { Confidence::Low } else { confidence::of(found) };
    let least = match options.persona {
        Persona::Regular => Confidence::Medium,
        Persona::Pedantic | Persona::Auditor => Confidence::Low,
    };
    if confidence < least || (is_sample && options.persona != Persona::Auditor) {
        return None;
    }
    let severity = if is_sample { Severity::Note } else { severity(key.exposure, confidence) };
    (severity >= options.min_severity).then(|| Verdict {
        severity,
        confidence,
        environment: environment(key, &found.value),
    })
}

fn severity(exposure: Exposure, confidence: Confidence) -> Severity {
    match exposure {
        Exposure::Secret if confidence > Confidence::Low => Severity::Error,
        Exposure::Secret | Exposure::Restricted | Exposure::Unknown => Severity::Warning,
        Exposure::Publishable => Severity::Note,
    }
}

/// Whether the value opens nothing: documentation's own, or what people write in its place.
fn is_sample(found: &Match) -> bool {
    let Match { key, value, .. } = found;
    let is_documented = key.documented.iter().any(|sample| sample.as_bytes() == value.as_slice());
    is_documented
        || match placeholder::password_of(value) {
            Some(password) => placeholder::is_placeholder_password(password),
            None => placeholder::is_placeholder(&value[shown_prefix(found)..]),
        }
}

/// The environment variable that the value came from, or that people keep such keys in.
fn variable(found: &Match) -> Option<String> {
    let context = &found.context;
    let named = (context.kind == ContextKind::Environment).then(|| context.name.clone()).flatten();
    named.or_else(|| found.key.env.map(str::to_owned))
}

/// How many of the value's first bytes all keys of its kind share.
fn shown_prefix(found: &Match) -> usize {
    let anchors = found.key.token.anchors.iter();
    let prefixes = anchors.filter(|anchor| found.value.starts_with(anchor.as_bytes()));
    prefixes.map(|anchor| anchor.len()).max().unwrap_or(0)
}

fn environment(key: &Key, value: &[u8]) -> Environment {
    let holds = |text: &str| memchr::memmem::find(value, text.as_bytes()).is_some();
    let said = key.environments.iter().find(|(text, _)| holds(text));
    said.map_or(Environment::Unknown, |(_, environment)| *environment)
}

fn locate(source: &Source<'_>, positions: &mut Positions<'_>, span: Span) -> Location {
    let start = positions.at(span.start);
    Location {
        path: source.name.to_owned(),
        line: start.line,
        column: start.column,
        offset: start.offset,
        end: start.offset + source.encoded_length(span),
    }
}
