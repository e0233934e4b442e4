//! The raw bytes' hits, and which of them a literal has answered for.

use std::ops::Range;

use super::anchors::Hit;
use crate::{candidate::Candidate, span::Span};

/// Every hit of a file. What no literal claims is matched in the raw bytes.
pub(crate) struct Hits {
    hits: Vec<Hit>,
    claimed: Vec<bool>,
}

impl Hits {
    /// `hits` in ascending order.
    pub(crate) fn new(hits: Vec<Hit>) -> Self {
        let claimed = vec![false; hits.len()];
        Self { hits, claimed }
    }

    /// The hits inside a candidate. A literal answers for them: its decoded value has whatever
    /// its raw bytes have, without what an escape would add. A value that was put together does
    /// not, because its pieces come as literals too.
    pub(crate) fn claim(&mut self, candidate: &Candidate<'_>) -> &[Hit] {
        let within = self.within(candidate.span);
        if candidate.derivation.is_empty() {
            self.claimed[within.clone()].fill(true);
        }
        &self.hits[within]
    }

    /// Says that the hits inside `span` are answered for: it is read by itself.
    pub(crate) fn answer(&mut self, span: Span) {
        let within = self.within(span);
        self.claimed[within].fill(true);
    }

    fn within(&self, span: Span) -> Range<usize> {
        let first = self.hits.partition_point(|hit| hit.start < span.start);
        let count = self.hits[first..].partition_point(|hit| hit.start < span.end);
        first..first + count
    }

    /// The hits that nothing has answered for.
    pub(crate) fn unclaimed(&self) -> Vec<Hit> {
        let pairs = self.hits.iter().zip(&self.claimed);
        pairs.filter(|(_, claimed)| !**claimed).map(|(hit, _)| *hit).collect()
    }
}
