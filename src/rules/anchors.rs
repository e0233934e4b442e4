//! The one pass over a file's raw bytes: where the fixed parts of tokens stand.
//!
//! A filter of the three bytes that each anchor begins with, and a comparison where it agrees. It
//! looks at every byte once, whatever their number is, and depends on no byte before the last
//! three, so that it runs faster than an automaton, which waits for its next state.

use super::{
    key::Key,
    marks::{self, Interest, Mark},
};
use crate::order;

/// As long as the shortest anchor that the build takes.
const BEGINNING: usize = 3;

/// The filter has 2^16 bits: 8 KB, which stay in the processor's first cache.
const FILTER_BITS: u32 = 16;
const FILTER_WORDS: usize = 1 << (FILTER_BITS - 6);

/// The anchors of a catalogue, made for searching.
#[derive(Debug)]
pub(super) struct Anchors {
    filter: Box<[u64; FILTER_WORDS]>,
    /// For each word of the filter, the first anchor that it stands for.
    first: Box<[u16; FILTER_WORDS]>,
    /// In the order of their places in the filter.
    texts: Vec<Anchor>,
}

#[derive(Debug)]
struct Anchor {
    word: usize,
    /// Its first three bytes: most that the filter lets through are others.
    beginning: u32,
    text: &'static [u8],
    keys: Vec<&'static Key>,
    mark: Option<Mark>,
}

/// What a text stands for.
#[derive(Debug, Clone, Copy)]
enum Owner {
    Key(&'static Key),
    Mark(Mark),
}

/// Where an anchor begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) start: u32,
    anchor: u16,
}

impl Hit {
    /// The same in a text that has `length` more bytes before it.
    pub(super) const fn behind(self, length: u32) -> Self {
        Self { start: self.start + length, anchor: self.anchor }
    }
}

impl Anchors {
    pub(super) fn new(keys: &[&'static Key]) -> Self {
        let mut filter = Box::new([0; FILTER_WORDS]);
        let mut anchors: Vec<Anchor> = Vec::new();
        let mut pairs: Vec<(&'static [u8], Owner)> = keys
            .iter()
            .flat_map(|&key| {
                key.token.anchors.iter().map(move |text| (text.as_bytes(), Owner::Key(key)))
            })
            .chain(marks::all().map(|(text, mark)| (text.as_bytes(), Owner::Mark(mark))))
            .collect();
        order::sort_by_key(&mut pairs, |(text, _)| (place(beginning(text)).0, *text));
        for (text, owner) in pairs {
            let (word, bit) = place(beginning(text));
            filter[word] |= bit;
            if anchors.last().is_none_or(|last| last.text != text) {
                let beginning = beginning(text);
                anchors.push(Anchor { word, beginning, text, keys: Vec::new(), mark: None });
            }
            let Some(anchor) = anchors.last_mut() else { continue };
            match owner {
                Owner::Key(key) => anchor.keys.push(key),
                Owner::Mark(mark) => anchor.mark = Some(mark),
            }
        }
        let mut first = Box::new([0; FILTER_WORDS]);
        for (word, first) in first.iter_mut().enumerate() {
            *first = anchors.partition_point(|anchor| anchor.word < word) as u16;
        }
        Self { filter, first, texts: anchors }
    }

    /// Every place in `bytes` where a token may be, in ascending order.
    pub(super) fn hits(&self, bytes: &[u8]) -> Vec<Hit> {
        let mut hits = Vec::new();
        let filter = &*self.filter;
        let mut last = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            last = last >> 8 | u32::from(byte) << 16;
            let (word, bit) = place(last);
            if filter[word] & bit != 0 {
                self.compare(bytes, at, (word, last), &mut hits);
            }
        }
        hits
    }

    /// Notes the anchors whose first three bytes end at `at`. Not inlined: the loop above must
    /// keep its few values in registers.
    #[inline(never)]
    fn compare(
        &self,
        bytes: &[u8],
        at: usize,
        (word, beginning): (usize, u32),
        hits: &mut Vec<Hit>,
    ) {
        let Some(start) = (at + 1).checked_sub(BEGINNING) else { return };
        let first = self.first[word];
        let anchors = self.texts[usize::from(first)..].iter();
        for (anchor, index) in anchors.take_while(|anchor| anchor.word == word).zip(first..) {
            if anchor.beginning == beginning && bytes[start..].starts_with(anchor.text) {
                hits.push(Hit { start: start as u32, anchor: index });
            }
        }
    }

    /// The hits that make the code around them interesting: whole tokens, what may be the
    /// beginning of one that is put together, and marks.
    pub(super) fn interest(&self, bytes: &[u8], hits: &[Hit]) -> Vec<u32> {
        let is_interesting = |hit: &&Hit| {
            let Anchor { text, keys, mark, .. } = &self.texts[usize::from(hit.anchor)];
            let start = hit.start as usize;
            let end = start + text.len();
            let is_marked = match mark {
                Some(Mark::Interest(interest)) => interest.is_at(bytes, start, end),
                _ => false,
            };
            let is_token = |key: &&Key| key.token.find(bytes, start).is_some();
            is_marked
                || (!keys.is_empty() && is_rare(text) && may_go_on(bytes, text, end))
                || keys.iter().any(is_token)
        };
        hits.iter().filter(is_interesting).map(|hit| hit.start).collect()
    }

    /// Whether a token begins in a literal that ends before it does: the rest may stand anywhere.
    pub(super) fn is_begun(&self, bytes: &[u8], hits: &[Hit]) -> bool {
        hits.iter().any(|hit| {
            let Anchor { text, keys, .. } = &self.texts[usize::from(hit.anchor)];
            let start = hit.start as usize;
            !keys.is_empty()
                && is_distinct(text)
                && ends_in(bytes, start + text.len())
                && !keys.iter().any(|key| key.token.find(bytes, start).is_some())
        })
    }

    /// What the text that was found means, when it is no part of a token.
    pub(super) fn mark(&self, hit: Hit) -> Option<Mark> {
        self.texts[usize::from(hit.anchor)].mark
    }

    /// The keys whose tokens have the anchor that was found.
    pub(super) fn keys(&self, hit: Hit) -> &[&'static Key] {
        &self.texts[usize::from(hit.anchor)].keys
    }
}

/// Whether a text is part of few words.
fn is_rare(text: &[u8]) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_lowercase() || *byte == b'-';
    text.len() >= 5 && !text.iter().all(is_letter)
}

/// A token is looked at so far.
const LONG_TOKEN: usize = 256;

/// Whether a token that begins with `text` may go on in another literal: this one ends before the
/// token does.
fn may_go_on(bytes: &[u8], text: &[u8], end: usize) -> bool {
    if text.ends_with(b"://") {
        return Interest::Address.is_at(bytes, end - text.len(), end);
    }
    let is_name = |byte: &u8| byte.is_ascii_lowercase() || *byte == b'_';
    !text.iter().all(is_name) || ends_in(bytes, end)
}

/// Whether text begins nothing but tokens: it has a digit, or is of several words.
fn is_distinct(text: &[u8]) -> bool {
    let is_joint = |byte: &u8| matches!(byte, b'_' | b'-');
    let joints = text.iter().filter(|byte| is_joint(byte)).count();
    is_rare(text)
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || is_joint(byte))
        && (joints > 1 || text.iter().any(u8::is_ascii_digit))
}

/// Whether a literal ends before anything that tokens do not have.
fn ends_in(bytes: &[u8], at: usize) -> bool {
    let is_token = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.:/+=".contains(byte);
    let behind = bytes[at..].iter().take(LONG_TOKEN).find(|byte| !is_token(byte));
    behind.is_none_or(|byte| b"\"'`$\\".contains(byte))
}

/// The first three bytes as one number.
fn beginning(text: &[u8]) -> u32 {
    text.iter().take(BEGINNING).rev().fold(0, |sum, &byte| sum << 8 | u32::from(byte))
}

/// Where three bytes are in the filter.
#[inline]
fn place(beginning: u32) -> (usize, u64) {
    // Fibonacci hashing: the upper bits of the product depend on all bits of the factor.
    let hash = beginning.wrapping_mul(0x9E37_79B1) >> (32 - FILTER_BITS);
    ((hash >> 6) as usize, 1 << (hash & 63))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::keys;

    /// What a search that is too simple to be wrong finds.
    fn slowly(anchors: &Anchors, bytes: &[u8]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for start in 0..bytes.len() {
            for (at, anchor) in anchors.texts.iter().enumerate() {
                if bytes[start..].starts_with(anchor.text) {
                    found.push((start, at));
                }
            }
        }
        found
    }

    #[test]
    fn every_anchor_is_found_wherever_it_stands() {
        let anchors = Anchors::new(&keys().iter().collect::<Vec<_>>());
        let mut text = Vec::new();
        for anchor in &anchors.texts {
            text.extend_from_slice(anchor.text);
            text.extend_from_slice(&anchor.text[..anchor.text.len() - 1]);
        }
        let quickly: Vec<_> = anchors
            .hits(&text)
            .into_iter()
            .map(|hit| (hit.start as usize, usize::from(hit.anchor)))
            .collect();
        assert_eq!(quickly, slowly(&anchors, &text));
        assert!(quickly.len() >= anchors.texts.len());
    }

    #[test]
    fn short_texts_have_no_hits() {
        let anchors = Anchors::new(&keys().iter().collect::<Vec<_>>());
        for length in 0..BEGINNING {
            assert!(anchors.hits(&vec![0; length]).is_empty());
        }
    }
}
