//! The findings of a text that its comments allow.

use super::comment::{Comment, Spot, comments, has_marker};
use crate::{
    config::Options,
    finding::{
        Finding, Location, Original, Severity,
        allow::{Suppressed, is_rule},
        message,
    },
    report::FileKind,
    rules::{
        Disclosure, Key,
        comments::{EXPIRED, INCOMPLETE, UNKNOWN_RULE, UNUSED},
        key,
    },
    source::{Encoding, Source},
    sourcemap,
    span::Span,
};

/// What comments have done.
#[derive(Debug, Default)]
pub(crate) struct Allowed {
    pub(crate) suppressed: Vec<Suppressed>,
    /// What is wrong with the comments.
    pub(crate) disclosures: Vec<Disclosure>,
    pub(crate) notices: Vec<String>,
}

/// Takes out of `findings` what comments of `source` allow. In other people's code they do not
/// count: whoever wrote the package has no say in what this project publishes.
pub(crate) fn apply(
    source: &Source<'_>,
    findings: &mut Vec<Finding>,
    options: &Options,
) -> Allowed {
    let mut allowed = Allowed::default();
    let is_text = !matches!(source.kind, FileKind::Map | FileKind::Wasm | FileKind::Binary);
    if !is_text || !has_marker(&source.bytes) {
        return allowed;
    }
    let comments = comments(source.name, source.kind, &source.bytes);
    let is_foreign = source.is_foreign || sourcemap::is_package(source.name);
    let mut used: Vec<Vec<bool>> =
        comments.iter().map(|comment| vec![false; comment.rules.len()]).collect();
    findings.retain(|finding| {
        let places = || [&finding.location].into_iter().chain(&finding.occurrences);
        let beside: Vec<Option<usize>> = places()
            .map(|place| {
                let spot = spot(source, place)?;
                comments.iter().position(|comment| {
                    comment.counts(options.now)
                        && comment.allows(&finding.rule)
                        && comment.is_beside(&source.bytes, spot)
                })
            })
            .collect();
        let Some(first) = beside.iter().flatten().next() else { return true };
        let comment = &comments[*first];
        for at in beside.iter().flatten() {
            for (used, rule) in used[*at].iter_mut().zip(&comments[*at].rules) {
                *used |= is_rule(rule, &finding.rule);
            }
        }
        let is_packages = |original: &Original| sourcemap::is_package(&original.path);
        if is_foreign || finding.original.as_ref().is_some_and(is_packages) {
            allowed.notices.push(message::foreign_comment(source.name, comment.line));
            return true;
        }
        let is_whole = beside.iter().all(Option::is_some);
        if is_whole {
            allowed.suppressed.push(Suppressed {
                fingerprint: finding.fingerprint.clone(),
                allow: None,
                comment: Some(place(source.name, comment)),
            });
        }
        !is_whole
    });
    if !is_foreign {
        let told = comments.iter().zip(&used);
        let told = told.filter_map(|(comment, used)| wrong(comment, used, options));
        allowed.disclosures.extend(told);
    }
    allowed
}

/// Where a finding's place is in the text, if it is in this one.
fn spot(source: &Source<'_>, place: &Location) -> Option<Spot> {
    if place.path != source.name || place.line == 0 {
        return None;
    }
    // In UTF-16, offsets are those of the file and not of the text.
    let span = match source.encoding {
        Encoding::Utf8 => Span::new(place.offset, place.end),
        Encoding::Utf16 => return None,
    };
    Some(Spot { line: place.line, span })
}

/// Where a comment is, as reports name it.
pub(crate) fn place(path: &str, comment: &Comment) -> Original {
    Original { path: path.to_owned(), line: comment.line, column: 1 }
}

impl Comment {
    /// Whether it says enough, and its last day is not over.
    pub(crate) fn counts(&self, now: Option<i64>) -> bool {
        self.lack().is_none() && !self.is_expired(now)
    }

    /// Whether it names a rule.
    pub(crate) fn allows(&self, rule: &str) -> bool {
        self.rules.iter().any(|wanted| is_rule(wanted, rule))
    }
}

/// What is wrong with a comment, if anything is; `used` says which of its rules a finding had.
fn wrong(comment: &Comment, used: &[bool], options: &Options) -> Option<Disclosure> {
    let told = |rule: &'static Key, subject: String, message: String| Disclosure {
        rule,
        subject,
        span: comment.span,
        severity: Severity::Warning,
        message,
    };
    let names: Vec<String> = comment.rules.iter().map(|rule| message::shown_name(rule)).collect();
    let names = names.join(", ");
    if let Some(lack) = comment.lack() {
        return Some(told(&INCOMPLETE, names, message::incomplete_comment(lack)));
    }
    let unknown = comment.rules.iter().find(|rule| !is_known(rule, options));
    if let Some(rule) = unknown {
        let name = message::shown_name(rule);
        let message = message::unknown_rule(&name);
        return Some(told(&UNKNOWN_RULE, name, message));
    }
    if comment.is_expired(options.now) {
        let until = comment.until.as_deref().unwrap_or_default();
        return Some(told(&EXPIRED, names.clone(), message::expired_comment(&names, until)));
    }
    let unused = comment.rules.iter().zip(used).filter(|(_, is_used)| !**is_used);
    let unused: Vec<String> = unused.map(|(rule, _)| message::shown_name(rule)).collect();
    // What is not looked for cannot be beside it.
    if unused.is_empty() || options.min_severity > Severity::Note {
        return None;
    }
    let unused = unused.join(", ");
    Some(told(&UNUSED, unused.clone(), message::unused_comment(&unused)))
}

fn is_known(wanted: &str, options: &Options) -> bool {
    key::all().any(|key| is_rule(wanted, key.id))
        || options.rules.iter().any(|rule| is_rule(wanted, rule.id()))
}
