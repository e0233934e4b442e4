//! What reading a source gives besides its candidates.

use super::Part;
use crate::{report::Analysis, rules::Disclosure};

/// How a source was read, and what is inside it.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) analysis: Analysis,
    /// Whether code that holds nothing of interest was left out.
    pub(crate) pruned: bool,
    /// What was not read in the best way, and why.
    pub(crate) notices: Vec<String>,
    /// What is read like a file of its own.
    pub(crate) parts: Vec<Part<'a>>,
    /// Findings about the file itself.
    pub(crate) disclosures: Vec<Disclosure>,
}

impl Reading<'_> {
    pub(crate) fn new(analysis: Analysis) -> Self {
        Self {
            analysis,
            pruned: false,
            notices: Vec::new(),
            parts: Vec::new(),
            disclosures: Vec::new(),
        }
    }
}
