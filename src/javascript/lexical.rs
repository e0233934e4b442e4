use crate::candidate::Candidate;
pub(crate) fn literals(_: &[u8], _: &mut dyn FnMut(&Candidate<'_>)) {}
