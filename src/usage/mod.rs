//! What a file does, for keys that are not in it: an environment that was copied whole, a secret
//! variable that is read, code for servers that runs in a browser.
//!
//! In: a source and the marks in its raw bytes. Out: disclosures. Nothing is read where no mark
//! stands.

mod brackets;
mod environment;
mod script;

use std::collections::HashSet;

use crate::{
    javascript::tokens::Dialect,
    report::FileKind,
    rules::{Disclosure, Mark},
    source::Source,
};

/// What there is to say of `source`. Sources of a map are not what runs: nothing is said of them.
pub(crate) fn disclosures(source: &Source<'_>, marks: &[(u32, Mark)]) -> Vec<Disclosure> {
    if source.is_original || marks.is_empty() {
        return Vec::new();
    }
    let mut found = environment::whole(&source.bytes, marks);
    if source.kind == FileKind::JavaScript {
        found.extend(script::libraries(marks));
        found.extend(script::uses(&source.bytes, Dialect::of(source.name), marks));
    }
    let mut seen = HashSet::new();
    found.retain(|found| seen.insert((found.rule.id, found.subject.clone())));
    found
}
