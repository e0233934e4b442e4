//! The one pass over a file's raw bytes: where the fixed parts of tokens and the marks stand.

use super::{
    key::Key,
    marks::{self, Interest, Mark},
};
use crate::{
    beginnings::{Beginnings, Text},
    order,
};

/// The anchors of a catalogue, made for searching.
#[derive(Debug)]
pub(super) struct Anchors(Beginnings<Anchor>);

/// As long as the build makes sure: three bytes.
#[derive(Debug)]
struct Anchor {
    text: &'static [u8],
    keys: Vec<&'static Key>,
    mark: Option<Mark>,
}

impl Text for Anchor {
    fn text(&self) -> &[u8] {
        self.text
    }
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
        let mut pairs: Vec<(&'static [u8], Owner)> = keys
            .iter()
            .flat_map(|&key| {
                key.token.anchors.iter().map(move |text| (text.as_bytes(), Owner::Key(key)))
            })
            .chain(marks::all().map(|(text, mark)| (text.as_bytes(), Owner::Mark(mark))))
            .collect();
        order::sort_by_key(&mut pairs, |(text, _)| *text);
        let mut anchors: Vec<Anchor> = Vec::new();
        for (text, owner) in pairs {
            if anchors.last().is_none_or(|last| last.text != text) {
                anchors.push(Anchor { text, keys: Vec::new(), mark: None });
            }
            let Some(anchor) = anchors.last_mut() else { continue };
            match owner {
                Owner::Key(key) => anchor.keys.push(key),
                Owner::Mark(mark) => anchor.mark = Some(mark),
            }
        }
        Self(Beginnings::new(anchors))
    }

    /// Every place in `bytes` where a token may be, in ascending order.
    pub(super) fn hits(&self, bytes: &[u8]) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.0.find(bytes, &mut |start, anchor| {
            hits.push(Hit { start: start as u32, anchor: anchor as u16 });
        });
        hits
    }

    fn anchor(&self, hit: Hit) -> &Anchor {
        &self.0.texts()[usize::from(hit.anchor)]
    }

    /// The hits that make the code around them interesting: whole tokens, what may be the
    /// beginning of one that is put together, and marks.
    pub(super) fn interest(&self, bytes: &[u8], hits: &[Hit]) -> Vec<u32> {
        let is_interesting = |hit: &&Hit| {
            let Anchor { text, keys, mark } = self.anchor(**hit);
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
            let Anchor { text, keys, .. } = self.anchor(*hit);
            let start = hit.start as usize;
            !keys.is_empty()
                && is_distinct(text)
                && ends_in(bytes, start + text.len())
                && !keys.iter().any(|key| key.token.find(bytes, start).is_some())
        })
    }

    /// What the text that was found means, when it is no part of a token.
    pub(super) fn mark(&self, hit: Hit) -> Option<Mark> {
        self.anchor(hit).mark
    }

    /// The keys whose tokens have the anchor that was found.
    pub(super) fn keys(&self, hit: Hit) -> &[&'static Key] {
        &self.anchor(hit).keys
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{beginnings::SHORTEST, rules::keys};

    /// What a search that is too simple to be wrong finds.
    fn slowly(anchors: &Anchors, bytes: &[u8]) -> Vec<Hit> {
        let mut found = Vec::new();
        for start in 0..bytes.len() {
            for (at, anchor) in anchors.0.texts().iter().enumerate() {
                if bytes[start..].starts_with(anchor.text) {
                    found.push(Hit { start: start as u32, anchor: at as u16 });
                }
            }
        }
        found
    }

    #[test]
    fn every_anchor_is_found_wherever_it_stands() {
        let anchors = Anchors::new(&keys().iter().collect::<Vec<_>>());
        let mut text = Vec::new();
        for anchor in anchors.0.texts() {
            text.extend_from_slice(anchor.text);
            text.extend_from_slice(&anchor.text[..anchor.text.len() - 1]);
        }
        let quickly = anchors.hits(&text);
        assert_eq!(quickly, slowly(&anchors, &text));
        assert!(quickly.len() >= anchors.0.texts().len());
    }

    #[test]
    fn short_texts_have_no_hits() {
        let anchors = Anchors::new(&keys().iter().collect::<Vec<_>>());
        for length in 0..SHORTEST {
            assert!(anchors.hits(&vec![0; length]).is_empty());
        }
    }
}
