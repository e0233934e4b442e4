//! Regular expressions of the user's: linear in the text, whatever they are.

use std::ops::Range;

use regex_lite::{Captures, Regex, RegexBuilder};

use crate::rules::Key;

/// A larger expression would be slow on every file.
const LARGEST: usize = 256 << 10;

/// An expression that matches the empty text does so in one of these.
const PROBES: [&str; 6] = ["", "a", "0", " ", "a b-c_d.e", "A\n\"9\""];

/// Longer values are no keys.
const LONGEST: usize = 16 << 10;

/// A rule's expression.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) key: &'static Key,
    pub(crate) regex: Regex,
}

/// Compiles an expression.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn compile(text: &str) -> Result<Regex, String> {
    let regex = RegexBuilder::new(text)
        .size_limit(LARGEST)
        .nest_limit(50)
        .build()
        .map_err(|error| format!("its regex is broken: {error}"))?;
    let is_empty = |probe: &&str| regex.find_iter(probe).any(|found| found.range().is_empty());
    if PROBES.iter().any(is_empty) {
        return Err("its regex matches the empty text".to_owned());
    }
    Ok(regex)
}

impl Pattern {
    /// Every value in `text`.
    pub(crate) fn each(&self, text: &[u8], mut found: impl FnMut(Range<usize>)) {
        let mut origin = 0;
        for chunk in text.utf8_chunks() {
            for captures in self.regex.captures_iter(chunk.valid()) {
                let range = value(&captures);
                if (1..=LONGEST).contains(&range.len()) {
                    found(origin + range.start..origin + range.end);
                }
            }
            origin += chunk.valid().len() + chunk.invalid().len();
        }
    }
}

/// The first group that took part, or else the whole.
fn value(captures: &Captures<'_>) -> Range<usize> {
    let group = captures.iter().skip(1).flatten().next().or_else(|| captures.get(0));
    group.map_or(0..0, |group| group.range())
}
