//! Many texts searched for at once, by the three bytes that each begins with.
//!
//! A filter of those bytes, and a comparison where it agrees. It looks at every byte once, whatever
//! the number of texts is, and depends on no byte before the last three, so that it runs faster than
//! an automaton, which waits for its next state; and it is made in no time.

use crate::order;

/// No text may be shorter.
pub(crate) const SHORTEST: usize = 3;

/// The filter has 2^16 bits: 8 KB, which stay in the processor's first cache.
const FILTER_BITS: u32 = 16;
const FILTER_WORDS: usize = 1 << (FILTER_BITS - 6);

/// What has a text.
pub(crate) trait Text {
    /// At least [`SHORTEST`] bytes.
    fn text(&self) -> &[u8];
}

/// Texts with what belongs to them, made for searching.
#[derive(Debug)]
pub(crate) struct Beginnings<T> {
    filter: Box<[u64; FILTER_WORDS]>,
    /// For each word of the filter, the first text that it stands for.
    first: Box<[u32; FILTER_WORDS]>,
    /// Of each text: most that the filter lets through are others.
    heads: Vec<Head>,
    texts: Vec<T>,
}

/// How a text begins, to be compared at once.
#[derive(Debug)]
struct Head {
    /// The filter's word.
    word: usize,
    /// Up to eight bytes, and which of them the text has.
    bytes: u64,
    mask: u64,
}

impl Head {
    fn new(text: &[u8]) -> Self {
        let unused = 8 * 8usize.saturating_sub(text.len());
        Self { word: place(beginning(text)).0, bytes: eight(text), mask: u64::MAX >> unused }
    }

    const fn is(&self, bytes: u64) -> bool {
        (self.bytes ^ bytes) & self.mask == 0
    }
}

impl<T: Text> Beginnings<T> {
    pub(crate) fn new(mut texts: Vec<T>) -> Self {
        let place_of = |text: &T| place(beginning(text.text()));
        order::sort_by(&mut texts, |one, other| {
            (place_of(one).0, one.text()).cmp(&(place_of(other).0, other.text()))
        });
        let mut filter = Box::new([0; FILTER_WORDS]);
        for (word, bit) in texts.iter().map(place_of) {
            filter[word] |= bit;
        }
        let heads: Vec<_> = texts.iter().map(|text| Head::new(text.text())).collect();
        let mut first = Box::new([0; FILTER_WORDS]);
        for (word, first) in first.iter_mut().enumerate() {
            *first = heads.partition_point(|head| head.word < word) as u32;
        }
        Self { filter, first, heads, texts }
    }

    /// In the order of their numbers.
    pub(crate) fn texts(&self) -> &[T] {
        &self.texts
    }

    /// Gives `found` every place in `bytes` where a text begins, in ascending order, with the
    /// text's number.
    pub(crate) fn find(&self, bytes: &[u8], found: &mut dyn FnMut(usize, usize)) {
        let filter = &*self.filter;
        let mut last = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            last = last >> 8 | u32::from(byte) << 16;
            let (word, bit) = place(last);
            if filter[word] & bit != 0 && at + 1 >= SHORTEST {
                self.compare(bytes, at + 1 - SHORTEST, word, found);
            }
        }
    }

    /// Gives `found` the numbers of the texts that `bytes` begin with.
    pub(crate) fn find_first(&self, bytes: &[u8], found: &mut dyn FnMut(usize)) {
        let (word, bit) = place(beginning(bytes));
        if self.filter[word] & bit != 0 {
            self.compare(bytes, 0, word, &mut |_, number| found(number));
        }
    }

    /// Not inlined: the loop of `find` must keep its few values in registers.
    #[inline(never)]
    fn compare(
        &self,
        bytes: &[u8],
        start: usize,
        word: usize,
        found: &mut dyn FnMut(usize, usize),
    ) {
        let bytes = &bytes[start..];
        let head = eight(bytes);
        let first = self.first[word] as usize;
        for (number, of_text) in self.heads.iter().enumerate().skip(first) {
            if of_text.word != word {
                break;
            }
            if of_text.is(head) && bytes.starts_with(self.texts[number].text()) {
                found(start, number);
            }
        }
    }
}

/// The first eight bytes as one number, with zeros for those that are not there.
fn eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => bytes.iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte)),
    }
}

/// The first three bytes as one number.
fn beginning(text: &[u8]) -> u32 {
    text.iter().take(SHORTEST).rev().fold(0, |sum, &byte| sum << 8 | u32::from(byte))
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
    use proptest::prelude::*;

    use super::*;

    impl Text for String {
        fn text(&self) -> &[u8] {
            self.as_bytes()
        }
    }

    /// What a search that is too simple to be wrong finds.
    fn slowly(texts: &[String], bytes: &[u8]) -> Vec<(usize, usize)> {
        let starts = 0..bytes.len();
        let all = starts.flat_map(|start| (0..texts.len()).map(move |number| (start, number)));
        all.filter(|&(start, number)| bytes[start..].starts_with(texts[number].as_bytes()))
            .collect()
    }

    proptest! {
        #[test]
        fn every_text_is_found_wherever_it_stands(
            texts in prop::collection::btree_set("[ab]{3,11}", 0..40),
            bytes in "[ab]{0,80}",
        ) {
            let search = Beginnings::new(texts.into_iter().collect());
            let bytes = bytes.as_bytes();
            let mut found = Vec::new();
            search.find(bytes, &mut |start, number| found.push((start, number)));
            prop_assert_eq!(&found, &slowly(search.texts(), bytes));
            found.retain(|(start, _)| *start == 0);
            let mut first = Vec::new();
            search.find_first(bytes, &mut |number| first.push((0, number)));
            prop_assert_eq!(first, found);
        }
    }
}
