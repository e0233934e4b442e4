//! One value, one key: which of several rules is right.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    Evidence, Match,
    environment::PUBLIC_SECRET,
    generic::{Guess, Likelihood},
    grammar::Token,
    key::Key,
    subjects::Subject,
    surroundings,
};
use crate::{
    candidate::{Candidate, MOST_PIECES},
    order,
    span::Span,
};

/// A key that a part of a candidate's value may be.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) key: &'static Key,
    /// Where the token is in the value.
    start: usize,
    end: usize,
    evidence: Evidence,
}

impl Found {
    pub(super) fn by_form(key: &'static Key, token: &Token) -> Self {
        let evidence = Evidence {
            form: true,
            context: false,
            glued: token.glued,
            check: token.check,
            likelihood: None,
        };
        Self { key, start: token.start, end: token.end, evidence }
    }

    pub(super) fn by_pattern(key: &'static Key, range: std::ops::Range<usize>) -> Self {
        let evidence =
            Evidence { form: true, context: false, glued: false, check: None, likelihood: None };
        Self { key, start: range.start, end: range.end, evidence }
    }

    pub(super) fn by_context(key: &'static Key, subject: &Subject<'_>, token: &Token) -> Self {
        let evidence = Evidence {
            form: false,
            context: true,
            glued: false,
            check: token.check,
            likelihood: None,
        };
        Self { key, start: subject.range.start, end: subject.range.end, evidence }
    }

    pub(super) fn generic(subject: &Subject<'_>, guess: Guess) -> Self {
        let evidence = Evidence {
            form: false,
            context: false,
            glued: false,
            check: None,
            likelihood: Some(guess.likelihood),
        };
        Self { key: guess.key, start: subject.range.start, end: subject.range.end, evidence }
    }

    /// A secret under a public prefix; what is not told by its value is at most likely.
    pub(super) fn public_secret(value: &[u8]) -> Self {
        let evidence = Evidence { likelihood: Some(Likelihood(80)), ..Evidence::default() };
        Self { key: &PUBLIC_SECRET, start: 0, end: value.len(), evidence }
    }

    pub(super) fn into_match(self, source: &[u8], candidate: &Candidate<'_>) -> Match {
        let origin = candidate.span.start;
        let value = &candidate.value[self.start..self.end];
        let span = if candidate.verbatim {
            Some(Span::new(origin + self.start as u32, origin + self.end as u32))
        } else {
            within(source, candidate, value)
        };
        Match {
            key: self.key,
            value: value.to_vec(),
            span: span.unwrap_or(candidate.span),
            verbatim: span.is_some(),
            derivation: candidate.derivation.to_vec(),
            pieces: candidate.pieces_to_keep().to_vec(),
            evidence: self.evidence,
            context: surroundings::describe(source, candidate),
            known: None,
        }
    }

    /// Whether one of the literals that `candidate` was put together from ends with a key of the
    /// kind, and what stands behind it was only glued on: of `"?key=…" + "andMore"` the first has
    /// all of the key.
    pub(super) fn is_glued_on(&self, source: &[u8], candidate: &Candidate<'_>) -> bool {
        let value = &candidate.value[self.start..self.end];
        let mut pieces = candidate.pieces.iter().take(MOST_PIECES);
        self.evidence.form && pieces.any(|piece| self.goes_on(piece.of(source), value))
    }

    /// Whether `value` is a key at the end of `literal` and words. Letters and digits are the rest
    /// of a key in two pieces, of which the first alone could be one.
    fn goes_on(&self, literal: &[u8], value: &[u8]) -> bool {
        let least = self.key.token.min.max(1);
        let tail = &literal[literal.len() - literal.len().min(value.len().saturating_sub(1))..];
        let Some(start) = value.get(..least).and_then(|head| memchr::memmem::find(tail, head))
        else {
            return false;
        };
        let key = &tail[start..];
        value.starts_with(key)
            && self.key.token.whole(key).is_some()
            && !is_mixed(&value[key.len()..])
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What speaks for it, the strongest first.
    fn strength(&self) -> impl Ord + use<> {
        let Evidence { form, context, glued, check, likelihood } = self.evidence;
        let is_wrong = check == Some(false);
        let fixed = if form { self.key.token.fixed() } else { 0 };
        (
            !is_wrong,
            check == Some(true),
            likelihood.is_none(),
            form && context,
            !glued,
            fixed,
            self.end - self.start,
            context,
        )
    }
}

/// Whether `text` is long, and of letters and digits.
fn is_mixed(text: &[u8]) -> bool {
    let has = |is: fn(&u8) -> bool| text.iter().any(is);
    text.len() >= 8 && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
}

/// Where `value` stands in a literal with escapes elsewhere.
fn within(source: &[u8], candidate: &Candidate<'_>, value: &[u8]) -> Option<Span> {
    let literal = candidate.span.of(source);
    // What was put together stands nowhere, and may be as long as the file.
    if !candidate.derivation.is_empty() {
        return None;
    }
    let at = memchr::memmem::find(literal, value)?;
    let start = candidate.span.start + at as u32;
    Some(Span::new(start, start + value.len() as u32))
}

/// Of everything that was found in one value, what does not overlap with something better.
pub(super) fn settle(mut found: Vec<Found>) -> Vec<Found> {
    // So it is for nearly every literal.
    if found.is_empty() {
        return found;
    }
    unite(&mut found);
    found.retain(|found| found.evidence.context || !found.key.needs_context);
    let yielding = yielding(&found);
    let mut order: Vec<(bool, Found)> = yielding.into_iter().zip(found).collect();
    order::sort_by(&mut order, |(a_yields, a), (b_yields, b)| {
        (a_yields, Reverse(a.strength()), a.start).cmp(&(b_yields, Reverse(b.strength()), b.start))
    });
    let mut kept: BTreeMap<usize, Found> = BTreeMap::new();
    for (_, found) in order {
        let before = kept.range(..found.end).next_back();
        if before.is_none_or(|(_, kept)| kept.end <= found.start) {
            kept.insert(found.start, found);
        }
    }
    kept.into_values().collect()
}

/// Joins what form and context say of the same token.
fn unite(found: &mut Vec<Found>) {
    order::sort_by_key(found, |found| (found.start, found.end, found.key.id));
    found.dedup_by(|later, first| {
        let same = (later.start, later.end, later.key.id) == (first.start, first.end, first.key.id);
        if same {
            first.evidence.form |= later.evidence.form;
            first.evidence.context |= later.evidence.context;
        }
        same
    });
}

/// For each, whether it overlaps with one that its key yields to.
fn yielding(found: &[Found]) -> Vec<bool> {
    /// Rules that share an anchor find their tokens side by side.
    const NEIGHBOURS: usize = 16;
    let yields_to = |found: &Found, other: &Found| {
        found.overlaps(other) && found.key.yields.contains(&other.key.id)
    };
    (0..found.len())
        .map(|at| {
            let near = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS).min(found.len());
            found[near].iter().any(|other| yields_to(&found[at], other))
        })
        .collect()
}
