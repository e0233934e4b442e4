//! The names of severities and the like, as every format spells them.

use crate::{
    finding::{
        Confidence, Context, ContextKind, Environment, Exposure, Finding, Location, Severity,
    },
    rules::key,
};

pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

pub(crate) fn exposure(exposure: Exposure) -> &'static str {
    match exposure {
        Exposure::Secret => "secret",
        Exposure::Restricted => "restricted",
        Exposure::Publishable => "publishable",
        Exposure::Unknown => "unknown",
    }
}

pub(super) fn environment(environment: Environment) -> &'static str {
    match environment {
        Environment::Live => "live",
        Environment::Test => "test",
        Environment::Unknown => "unknown",
    }
}

pub(super) fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}

/// `1 error`, `2 errors`.
pub(crate) fn count(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// What the value is called, and where that is: `property apiKey (config.payments.apiKey)`.
/// Nothing when it is a string like any other.
pub(super) fn context(context: &Context) -> Option<String> {
    let nearest = nearest(context)?;
    Some(match context.path.as_ref().filter(|path| Some(*path) != context.name.as_ref()) {
        Some(path) => format!("{nearest} ({path})"),
        None => nearest,
    })
}

/// What the value is called: `property apiKey`.
pub(super) fn nearest(context: &Context) -> Option<String> {
    let kind = match context.kind {
        ContextKind::Variable => "variable",
        ContextKind::Property => "property",
        ContextKind::Argument => "argument",
        ContextKind::Header => "header",
        ContextKind::Query => "URL parameter",
        ContextKind::Environment => "environment variable",
        ContextKind::Attribute => "attribute",
        ContextKind::String => "string",
        ContextKind::Key => "property name",
        ContextKind::Regex => "regular expression",
        ContextKind::Text => "text",
        ContextKind::Comment => "comment",
    };
    match (context.kind, &context.name, context.argument) {
        (ContextKind::Argument, Some(name), Some(at)) => {
            Some(format!("argument {} of {name}()", u32::from(at) + 1))
        }
        (_, Some(name), _) => Some(format!("{kind} {name}")),
        (ContextKind::String | ContextKind::Text, None, _) => None,
        (_, None, _) => Some(kind.to_owned()),
    }
}

/// The column after the value's last, in UTF-16 code units from 1, when it can be told. A place
/// is known in bytes, and every character of a token is one byte; what was put together from
/// pieces may end on another line.
pub(super) fn end_column(finding: &Finding, place: &Location) -> Option<u32> {
    let length = place.end.saturating_sub(place.offset);
    finding.derivation.is_empty().then(|| place.column.saturating_add(length))
}

/// The variable that a finding names, with its label: the one that the value came from, or the one
/// to keep it in, where no variable is known.
pub(crate) fn variable(finding: &Finding) -> Option<(&'static str, &str)> {
    let name = finding.env.as_deref()?;
    let is_named = finding.context.as_ref().is_some_and(|context| {
        context.kind == ContextKind::Environment && context.name.as_deref() == Some(name)
    });
    let is_usual = key::find(&finding.rule).is_some_and(|key| key.env == Some(name));
    Some((if is_usual && !is_named { "keep in" } else { "env" }, name))
}
