//! The raw bytes' hits, and which of them a literal has answered for.

use super::anchors::Hit;
use crate::candidate::Candidate;

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
        let span = candidate.span;
        let first = self.hits.partition_point(|hit| hit.start < span.start);
        let count = self.hits[first..].partition_point(|hit| hit.start < span.end);
        let within = first..first + count;
        if candidate.derivation.is_empty() {
            self.claimed[within.clone()].fill(true);
        }
        &self.hits[within]
    }

    /// The hits that nothing has answered for.
    pub(crate) fn unclaimed(&self) -> Vec<Hit> {
        let pairs = self.hits.iter().zip(&self.claimed);
        pairs.filter(|(_, claimed)| !**claimed).map(|(hit, _)| *hit).collect()
    }
}
