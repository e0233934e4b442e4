//! Whether a run of characters looks drawn at random, or is words.
//!
//! `Q` is a model of words: pairs of letters as they are in the strings of packages, case and
//! separators as people write them. `P` is the probability of the run among all runs of its length
//! over the alphabet that fits it best. A run is words if `Q` is [`CERTAINTY`] bits more likely
//! than `P`. Since the probabilities of `Q` for one length add up to at most one, `P` draws such a
//! run with a probability of at most 2^-20 (Markov's inequality), whatever its length: of a
//! million random values at most one is lost. The unit is a sixteenth of a bit.

use super::{
    CharSet,
    pairs::PAIRS,
    symbol::{DIGIT, OTHER, symbol},
};

/// How many sixteenths of a bit speak for words, at least.
const CERTAINTY: u32 = 20 * 16;

/// A part with less than so much randomness is a name, a number or a checksum beside the random part.
const SHORTEST: u32 = 40 * 16;

/// What a random part of a token was found to be. One that looks drawn decides for the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// There is no random part, or it is too short to say.
    Unknown,
    Words,
    Drawn,
}

impl Look {
    /// Returns what `run`, a part that may hold any character of `set`, looks like.
    pub(super) fn of(run: &[u8], set: CharSet) -> Self {
        let random = drawn(run, set);
        if random < SHORTEST {
            return Self::Unknown;
        }
        if spells(set) && words(run) + CERTAINTY <= random { Self::Words } else { Self::Drawn }
    }
}

/// Whether words can be written with `set`.
fn spells(set: CharSet) -> bool {
    (b'a'..=b'z').all(|byte| set.has(byte)) || (b'A'..=b'Z').all(|byte| set.has(byte))
}

/// `-log2 P`: how improbable `run` is among all runs over the smallest alphabet that has it.
fn drawn(run: &[u8], set: CharSet) -> u32 {
    const NAMES: [&str; 8] = ["digit", "hex", "HEX", "lower", "upper", "alnum", "ALNUM", "base62"];
    let used = run.iter().fold(CharSet::EMPTY, |used, &byte| used.with(byte));
    let narrower = NAMES.into_iter().filter_map(CharSet::named).filter(|it| used.is_within(*it));
    let size = narrower.chain([set]).map(CharSet::len).min().unwrap_or(1);
    u32::try_from(run.len()).unwrap_or(u32::MAX / 128) * sixteenths(size)
}

/// `log2 size`, rounded down.
fn sixteenths(size: u32) -> u32 {
    // 2^(n/16) <= size, by size^16, without floating point.
    let size = u128::from(size.clamp(1, 128));
    size.pow(16).ilog2()
}

/// `-log2 Q`: how improbable `run` is among words of its length.
fn words(run: &[u8]) -> u32 {
    let (mut bits, mut before, mut separator) = (0, None, None);
    for &byte in run {
        bits += step(before, separator, byte);
        before = Some(byte);
        if symbol(byte) == OTHER {
            separator = Some(byte);
        }
    }
    bits
}

/// `-log2` of the probability of `byte` after `before`, where `separator` was the last one.
fn step(before: Option<u8>, separator: Option<u8>, byte: u8) -> u32 {
    let from = before.map_or(OTHER, symbol);
    let to = symbol(byte);
    let which = match to {
        // One digit of ten.
        DIGIT => 54,
        // The same separator again: 13/16; `-` or `_` as another one 3/32, as the first 27/64. The
        // other bytes that are neither letter nor digit share what is left.
        OTHER => match (separator, byte) {
            (Some(last), _) if last == byte => 5,
            (Some(_), b'-' | b'_') => 55,
            (Some(_), _) => 216,
            (None, b'-' | b'_') => 20,
            (None, _) => 144,
        },
        _ => case(before, byte.is_ascii_uppercase()),
    };
    u32::from(PAIRS[from][to]) + which
}

/// `-log2` of the probability that a letter has this case after `before`.
fn case(before: Option<u8>, is_upper: bool) -> u32 {
    match (before, is_upper) {
        (Some(b'a'..=b'z'), false) => 2,
        (Some(b'a'..=b'z'), true) => 59,
        (Some(b'A'..=b'Z'), false) => 19,
        (Some(b'A'..=b'Z'), true) => 14,
        (_, false) => 7,
        (_, true) => 32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(name: &str) -> CharSet {
        CharSet::named(name).unwrap()
    }

    fn base64url(run: &str) -> Look {
        Look::of(run.as_bytes(), set("base64url"))
    }

    #[test]
    fn words_are_no_random_part() {
        for run in [
            "sys-color-on-secondary",
            "auto-horizontal-margin",
            "code-hl-constant-color",
            "clip_image_processing_jina_clip_js__WEBPACK_IMPORTED_MODULE_0",
            "assumeRoleWithWebIdentity",
            "MuiOutlinedInputNotchedOutline",
            "SOME_CONSTANT_OF_THE_SERVER",
        ] {
            assert_eq!(base64url(run), Look::Words, "{run}");
        }
    }

    #[test]
    fn a_random_part_is_none_of_words() {
        for run in [
            "T7bQ2mXw9LzKcR4vNpYh6SdG",
            "9f8c2b7a41d05e36c8a1f27b9d40e653",
            "xxxxxxxxxxxxxxxxxxxxxx",
        ] {
            assert_eq!(base64url(run), Look::Drawn, "{run}");
        }
        assert_eq!(Look::of(b"kqzvjwxpfbgmhqtd", set("lower")), Look::Drawn);
        assert_eq!(base64url("margin"), Look::Unknown);
    }

    /// The proof that no more than one random value in a million is lost: `Q` is a probability.
    #[test]
    fn the_probabilities_of_what_comes_next_add_up_to_at_most_one() {
        let befores = (0..128).map(Some).chain([None]);
        for before in befores {
            for separator in [None, Some(b'-'), Some(b'_'), Some(b'.')] {
                let probability =
                    |byte| 2f64.powf(-f64::from(step(before, separator, byte)) / 16.0);
                let sum: f64 = (0..128).map(probability).sum();
                assert!(sum <= 1.0, "after {before:?}, {separator:?}: {sum}");
            }
        }
        for size in 1..=128 {
            assert!(f64::from(sixteenths(size)) / 16.0 <= f64::from(size).log2(), "{size}");
        }
        const { assert!(CERTAINTY >= 20 * 16) };
    }
}
