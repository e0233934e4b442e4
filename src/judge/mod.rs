//! What a match is worth: exposure, severity, confidence, and what is no secret at all.
//!
//! In: the matches of one file. Out: its findings, one for each value.

mod claims;
mod classes;
mod confidence;
mod known;
mod lift;
mod overlap;
mod pairs;
pub(crate) mod placeholder;
mod stand_in;

use std::{borrow::Cow, collections::HashMap};

use crate::{
    config::{Options, Persona},
    exact::Weight,
    finding::{
        Confidence, ContextKind, Environment, Excerpt, Exposure, Finding, Location, Severity, day,
        excerpt::excerpt, fingerprint::fingerprint, message, redact::redact,
    },
    order,
    rules::{
        Disclosure, ENV_VALUE, Key, Match, PUBLIC_SECRET, UNINLINED, is_generic, password_of_pair,
        plain,
    },
    source::{Positions, Source},
    span::Span,
};

use claims::Claims;
pub(crate) use lift::{lift, locate_all};

/// What a match is worth.
struct Verdict {
    severity: Severity,
    exposure: Exposure,
    confidence: Confidence,
    environment: Environment,
    claims: Claims,
}

/// The findings of one file, by offset.
pub(crate) fn findings(
    source: &Source<'_>,
    mut matches: Vec<Match>,
    inside: Vec<Span>,
    options: &Options,
) -> (Vec<Finding>, Vec<Span>) {
    pairs::recognise(&mut matches);
    let mut matches = overlap::settle(matches);
    classes::drop_names(source, &mut matches);
    let secrets = overlap::disjoint(inside, &matches);
    let mut positions = Positions::new(source);
    let mut findings: Vec<Finding> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut pieces: Vec<(Span, usize)> = Vec::new();
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
        pieces.extend(pieces_elsewhere(&found).map(|piece| (piece, findings.len())));
        let excerpt = excerpt(&source.bytes, found.span, &redacted, &secrets);
        findings.push(Finding {
            redacted,
            fingerprint,
            location,
            excerpt,
            ..worded(found, verdict, options)
        });
    }
    // Pieces may stand before the values that they are pieces of.
    order::sort_by(&mut pieces, Ord::cmp);
    let mut positions = Positions::new(source);
    for (piece, finding) in pieces {
        findings[finding].pieces.push(locate(source, &mut positions, piece));
    }
    (findings, secrets)
}

/// Nothing when the persona does not want to hear of it.
fn judge(found: &Match, options: &Options) -> Option<Verdict> {
    let key = found.key;
    let is_searched = found.known.as_ref().is_some_and(|known| !known.is_public);
    let is_sample = !is_searched && is_sample(found);
    let confidence = if is_sample { Confidence::Low } else { confidence::of(found) };
    let least = match options.persona {
        Persona::Regular => Confidence::Medium,
        Persona::Pedantic | Persona::Auditor => Confidence::Low,
    };
    if confidence < least || (is_sample && options.persona != Persona::Auditor) {
        return None;
    }
    let claims = Claims::of(&found.value);
    let exposure = exposure(key, &claims);
    let is_everyones = claims.is_sample || known::is_shipped(&found.value);
    let opens_nothing = is_sample || is_everyones || claims.is_expired(options.now);
    let is_visitors = exposure == Exposure::Unknown && claims.is_session();
    let severity = if opens_nothing || is_visitors {
        Severity::Note
    } else {
        known_severity(found, exposure).unwrap_or_else(|| severity(exposure, confidence))
    };
    let environment = environment(key, &found.value);
    (severity >= options.min_severity).then_some(Verdict {
        severity,
        exposure,
        confidence,
        environment,
        claims,
    })
}

/// What the key says, or else what the token says of itself.
fn exposure(key: &Key, claims: &Claims) -> Exposure {
    match key.exposure {
        Exposure::Unknown if claims.is_jwt && claims.is_privileged() => Exposure::Secret,
        exposure => exposure,
    }
}

/// All that is said of a match; where it stands is left for the caller.
fn worded(found: Match, verdict: Verdict, options: &Options) -> Finding {
    let Verdict { severity, exposure, confidence, environment, claims } = verdict;
    let key = found.key;
    let source = variable(&found);
    let name = found.context.name.as_deref();
    let mut message = match &found.known {
        Some(known) if key.id == ENV_VALUE.id => message::of_variable(&known.variable),
        _ if key.id == PUBLIC_SECRET.id => message::public_secret(name.unwrap_or("the variable")),
        _ => message::message(key, exposure, environment, name),
    };
    for more in [
        message::rights(claims.is_privileged(), &claims.scopes),
        message::age(claims.issued, claims.expires, options.now),
    ] {
        message.extend(more.map(|sentence| format!(" {sentence}")));
    }
    Finding {
        rule: key.id.to_owned(),
        title: message::title(key, environment),
        provider: key.provider.name.to_owned(),
        severity,
        exposure,
        environment,
        confidence,
        message,
        remediation: message::remediation(key, exposure, source.as_deref()),
        value: options.reveal.then(|| String::from_utf8_lossy(&found.value).into_owned()),
        redacted: String::new(),
        fingerprint: String::new(),
        location: Location::default(),
        original: None,
        occurrences: Vec::new(),
        pieces: Vec::new(),
        derivation: found.derivation.iter().map(|step| step.name().to_owned()).collect(),
        env: source.or_else(|| key.env.map(str::to_owned)),
        scopes: claims.scopes,
        issued: claims.issued.map(day::text),
        expires: claims.expires.map(day::text),
        context: Some(found.context),
        excerpt: Excerpt::default(),
    }
}

/// What the variable says where the rule cannot: that it is meant to be secret, or nothing.
fn known_severity(found: &Match, exposure: Exposure) -> Option<Severity> {
    let weight = found.known.as_ref()?.weight;
    let is_silent = found.key.id == ENV_VALUE.id || exposure == Exposure::Unknown;
    is_silent.then_some(match weight {
        Weight::Secret => Severity::Error,
        Weight::Unclear => Severity::Warning,
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
    if is_documented || known::is_published(value) || stand_in::is_unsigned(value) {
        return true;
    }
    if found.evidence.likelihood.is_some() && known::is_plain_json(value) {
        return true;
    }
    if let Some(password) = placeholder::password_of(value).filter(|it| !it.is_empty()) {
        return placeholder::is_placeholder_password(&password)
            || placeholder::is_documentation(value, &password);
    }
    let rest = without_anchor(found);
    if (is_generic(key) || key.id == PUBLIC_SECRET.id) && is_sample_encoded(value) {
        return true;
    }
    placeholder::is_placeholder(&rest) || placeholder::is_name_behind_header(key, &rest)
}

/// Whether `value` encodes what people write in the place of a key or a password.
fn is_sample_encoded(value: &[u8]) -> bool {
    let plain = plain(value);
    let Cow::Owned(text) = &plain else { return false };
    placeholder::is_placeholder_password(password_of_pair(text).unwrap_or(text))
}

/// The value without the text that all of its kind have in it.
fn without_anchor(found: &Match) -> Vec<u8> {
    let value = &found.value;
    let mut anchors = found.key.token.anchors.iter();
    let place = anchors.find_map(|anchor| {
        let start = memchr::memmem::find(value, anchor.as_bytes())?;
        Some(start..start + anchor.len())
    });
    place.map_or_else(
        || value.clone(),
        |place| [&value[..place.start], &value[place.end..]].concat(),
    )
}

/// The environment variable that the value came from.
fn variable(found: &Match) -> Option<String> {
    if let Some(known) = &found.known {
        return Some(known.variable.name.clone());
    }
    let context = &found.context;
    (context.kind == ContextKind::Environment).then(|| context.name.clone()).flatten()
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

/// What is said of the file itself.
pub(crate) fn disclosed(
    source: &Source<'_>,
    disclosures: Vec<Disclosure>,
    options: &Options,
) -> Vec<Finding> {
    let wanted =
        disclosures.into_iter().filter(|disclosure| disclosure.severity >= options.min_severity);
    let mut positions = Positions::new(source);
    let mut located: Vec<Disclosure> = wanted.collect();
    order::sort_by_key(&mut located, |disclosure| disclosure.span.start);
    located.into_iter().map(|found| disclosure(source, &mut positions, found)).collect()
}

fn disclosure(source: &Source<'_>, positions: &mut Positions<'_>, found: Disclosure) -> Finding {
    let Disclosure { rule, subject, span, severity, message } = found;
    let env = (rule.id == UNINLINED.id).then(|| subject.clone());
    let shown = Excerpt { end: subject.len() as u32, text: subject.clone(), ..Excerpt::default() };
    Finding {
        rule: rule.id.to_owned(),
        title: rule.title.to_owned(),
        provider: rule.provider.name.to_owned(),
        severity,
        exposure: rule.exposure,
        environment: Environment::Unknown,
        confidence: Confidence::High,
        message,
        fingerprint: fingerprint(rule.id, subject.as_bytes()),
        redacted: subject,
        value: None,
        location: locate(source, positions, span),
        original: None,
        occurrences: Vec::new(),
        pieces: Vec::new(),
        context: None,
        derivation: Vec::new(),
        env,
        scopes: Vec::new(),
        issued: None,
        expires: None,
        remediation: message::about_file(rule),
        excerpt: shown,
    }
}

/// The pieces of a value that are not where it is used.
fn pieces_elsewhere(found: &Match) -> impl Iterator<Item = Span> {
    /// More are not told one by one.
    const NAMED: usize = 32;
    found.pieces.iter().copied().filter(|piece| !found.span.contains(*piece)).take(NAMED)
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
