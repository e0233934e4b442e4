//! Exact values and what the rules say of the same places: one value, one finding.

use std::sync::Arc;

use crate::{
    order,
    rules::{Match, is_generic},
};

/// A match that reaches over more values is not compared with all of them.
const MOST: usize = 256;

/// Adds `sought` to `matches`. Where a rule has matched the same value, the rule's match stays and
/// gets the variable's name; the generic rule, which only guesses, gives way.
pub(super) fn join(mut sought: Vec<Match>, matches: &mut Vec<Match>) {
    order::sort_by_key(&mut sought, |found| (found.span.start, found.span.end));
    order::sort_by_key(matches, |found| found.span.start);
    let mut absorbed = vec![false; sought.len()];
    // Those that may reach into the match at hand.
    let mut active: Vec<usize> = Vec::new();
    let mut next = 0;
    matches.retain_mut(|found| {
        while next < sought.len() && sought[next].span.start < found.span.end {
            active.push(next);
            next += 1;
        }
        active.retain(|&index| sought[index].span.end > found.span.start);
        let near: Vec<usize> = active
            .iter()
            .copied()
            .filter(|&index| sought[index].span.start < found.span.end)
            .take(MOST)
            .collect();
        if is_generic(found.key) {
            let is_known = |&&index: &&usize| holds(&sought[index].value, &found.value);
            let Some(&same) = near.iter().find(is_known) else { return true };
            sought[same].context = found.context.clone();
            return false;
        }
        for rank in [Rank::Same, Rank::Around, Rank::Within] {
            for &index in &near {
                if !rank.is(found, &sought[index]) {
                    continue;
                }
                if found.known.is_none() {
                    found.known.clone_from(&sought[index].known);
                }
                let is_named = same_variable(found, &sought[index]);
                absorbed[index] |= is_named || rank != Rank::Within;
            }
        }
        true
    });
    let mut absorbed = absorbed.into_iter();
    sought.retain(|_| !absorbed.next().unwrap_or(false));
    matches.append(&mut sought);
}

/// How a variable's value is to a match's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    Same,
    /// The key is a part of the variable's value.
    Around,
    /// The variable's value is a part of the key: a password in a connection string.
    Within,
}

impl Rank {
    fn is(self, found: &Match, sought: &Match) -> bool {
        match self {
            Self::Same => found.value == sought.value,
            Self::Around => holds(&sought.value, &found.value),
            Self::Within => holds(&found.value, &sought.value),
        }
    }
}

fn same_variable(found: &Match, sought: &Match) -> bool {
    match (&found.known, &sought.known) {
        (Some(found), Some(sought)) => Arc::ptr_eq(found, sought),
        _ => false,
    }
}

fn holds(outer: &[u8], inner: &[u8]) -> bool {
    memchr::memmem::find(outer, inner).is_some()
}
