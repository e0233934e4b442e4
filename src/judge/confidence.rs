//! How sure we are.

use crate::{
    finding::Confidence,
    rules::{Evidence, Likelihood, Match},
};

/// How sure a match is what its key says.
pub(super) fn of(found: &Match) -> Confidence {
    if found.known.as_ref().is_some_and(|known| !known.is_public) {
        return Confidence::High;
    }
    let Evidence { form, context, glued, check, likelihood } = found.evidence;
    match (check, likelihood) {
        (Some(true), _) => Confidence::High,
        (None, None) if form && !glued => Confidence::High,
        (None, None) if form || context => Confidence::Medium,
        (None, Some(Likelihood(70..))) => Confidence::Medium,
        _ => Confidence::Low,
    }
}
