//! How sure we are.

use crate::{
    finding::Confidence,
    rules::{Evidence, Match, NameEvidence},
};

/// How sure a match is what its key says.
pub(super) fn of(found: &Match) -> Confidence {
    if found.known.is_some() {
        return Confidence::High;
    }
    let Evidence { form, context, glued, check, name } = found.evidence;
    match (check, name) {
        (Some(true), _) => Confidence::High,
        (None, None) if form && !glued => Confidence::High,
        (None, None) if form || context => Confidence::Medium,
        (None, Some(NameEvidence::Strong)) => Confidence::Medium,
        _ => Confidence::Low,
    }
}
