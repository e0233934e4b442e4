//! Variables that a build publishes: a finding whose value is one of theirs names the variable,
//! whatever rule has found it.

use std::sync::Arc;

use super::{Known, Weight};
use crate::{
    environment::{Says, Variable, says},
    rules::Match,
};

/// Shorter values are in other values by chance.
const SHORTEST: usize = 8;

/// Whether the value of a variable is long enough to be known again.
pub(super) fn is_named(variable: &Variable) -> bool {
    variable.value.trim().len() >= SHORTEST
}

/// Gives `matches` the names of the variables that their values are of.
pub(super) fn name(variables: &[Variable], matches: &mut [Match]) {
    if variables.is_empty() {
        return;
    }
    for found in matches.iter_mut().filter(|found| found.known.is_none()) {
        let Some(variable) = variable(variables, &found.value) else { continue };
        let says = says(variable.name.as_bytes());
        // What is sent to authorize a request is a credential.
        let is_sent = says == Says::Perhaps && found.key.provider.id == "http";
        let weight = if says == Says::Secret || is_sent { Weight::Secret } else { Weight::Unclear };
        let variable = variable.clone();
        found.known = Some(Arc::new(Known { variable, weight, is_public: true }));
    }
}

/// The variable with just this value, or else one that holds it, or is held by it.
fn variable<'v>(variables: &'v [Variable], value: &[u8]) -> Option<&'v Variable> {
    let same = variables.iter().find(|variable| value_of(variable) == value);
    same.or_else(|| {
        variables
            .iter()
            .find(|variable| holds(value_of(variable), value) || holds(value, value_of(variable)))
    })
}

fn value_of(variable: &Variable) -> &[u8] {
    variable.value.trim().as_bytes()
}

fn holds(outer: &[u8], inner: &[u8]) -> bool {
    inner.len() >= SHORTEST && memchr::memmem::find(outer, inner).is_some()
}
