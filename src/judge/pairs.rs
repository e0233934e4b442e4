//! Secrets that are known by what stands beside them: an account's id next to a random value under
//! a name like `authToken` says whose token it is.

use crate::{
    order,
    rules::{Evidence, Key, Match, keys},
};

/// In minified code, what belongs together stands within so many bytes.
const NEAR: u32 = 300;

/// Gives values of generic rules, and of rules that know less, the key whose id stands beside
/// them, where they have its form.
pub(super) fn recognise(matches: &mut [Match]) {
    let pairs: Vec<&'static Key> = keys().iter().filter(|key| !key.beside.is_empty()).collect();
    let may_be = |found: &Match, key: &Key| {
        found.evidence.likelihood.is_some() || key.yields.contains(&found.key.id)
    };
    if !matches.iter().any(|found| pairs.iter().any(|key| may_be(found, key))) {
        return;
    }
    order::sort_by_key(matches, |found| found.span.start);
    for at in 0..matches.len() {
        let is_it = |key: &&&Key| {
            may_be(&matches[at], key)
                && key.token.whole(&matches[at].value).is_some()
                && has_neighbour(matches, at, key.beside)
        };
        if let Some(key) = pairs.iter().find(is_it) {
            matches[at].key = key;
            matches[at].evidence =
                Evidence { form: true, context: true, likelihood: None, ..matches[at].evidence };
        }
    }
}

/// Whether a match of one of `ids` is near the one at `at`; `matches` are in ascending order.
fn has_neighbour(matches: &[Match], at: usize, ids: &[&str]) -> bool {
    let span = matches[at].span;
    let is_id = |found: &&Match| ids.contains(&found.key.id);
    let before = matches[..at].iter().rev();
    let after = matches[at + 1..].iter();
    before.take_while(|found| found.span.end + NEAR > span.start).any(|found| is_id(&found))
        || after.take_while(|found| found.span.start < span.end + NEAR).any(|found| is_id(&found))
}
