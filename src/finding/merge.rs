//! One value, one finding: findings of one rule and one value become one with several places.

use std::collections::{HashMap, hash_map::Entry};

use super::{ContextKind, Finding, Location};
use crate::order;

/// `found` with every value once, in the order in which the values first stand there.
pub(crate) fn by_value(found: Vec<Finding>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::with_capacity(found.len());
    let mut places: HashMap<String, usize> = HashMap::with_capacity(found.len());
    for finding in found {
        match places.entry(finding.fingerprint.clone()) {
            Entry::Occupied(place) => merge(&mut findings[*place.get()], finding),
            Entry::Vacant(place) => {
                place.insert(findings.len());
                findings.push(finding);
            }
        }
    }
    for finding in &mut findings {
        tidy(finding);
    }
    findings
}

/// Takes the places of `other`, and whatever it knows better. `finding` was found first, so its
/// own place and excerpt stay.
fn merge(finding: &mut Finding, mut other: Finding) {
    if !finding.derivation.is_empty() && other.derivation.is_empty() {
        // Where it stands in one piece is the better place.
        std::mem::swap(finding, &mut other);
    }
    let knows_more = knowledge(&other) > knowledge(finding);
    if (other.severity, other.confidence) > (finding.severity, finding.confidence) {
        finding.severity = other.severity;
        finding.confidence = other.confidence;
        finding.environment = other.environment;
        finding.title = other.title;
        finding.message = other.message;
        finding.remediation = other.remediation;
    }
    if knows_more {
        finding.context = other.context;
    }
    finding.original = finding.original.take().or(other.original);
    finding.env = finding.env.take().or(other.env);
    finding.occurrences.push(other.location);
    finding.occurrences.extend(other.occurrences);
}

/// How much a finding's context tells a person.
fn knowledge(finding: &Finding) -> u8 {
    let Some(context) = &finding.context else { return 0 };
    let is_bare = matches!(
        context.kind,
        ContextKind::String | ContextKind::Regex | ContextKind::Text | ContextKind::Comment
    );
    1 + u8::from(!is_bare) + u8::from(context.name.is_some()) + u8::from(context.path.is_some())
}

/// Puts the places in order, each once.
fn tidy(finding: &mut Finding) {
    order::sort_by(&mut finding.occurrences, Location::cmp_place);
    finding.occurrences.dedup();
    finding.occurrences.retain(|place| *place != finding.location);
}
