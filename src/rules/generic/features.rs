//! What a value is made of, as numbers: the input of the model.
//!
//! `cargo xtask train` shares this file, so that what was trained is what runs.
#![allow(clippy::cast_precision_loss, reason = "values are at most 2 KB long")]

use super::symbol::{SYMBOLS, symbol};

/// Lower case, upper case, digits, separators, others.
pub(crate) const CLASSES: usize = 5;

/// The model's inputs; the first is always one.
pub(crate) const FEATURES: usize = 8;

/// How much a quantised step of a [`Table`] is.
pub(crate) const SCALE: f32 = 16.0;

/// How much likelier a pair of neighbours is in random text than in words: logarithms, in steps of
/// one [`SCALE`]th.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// By the symbols of both bytes.
    pub(crate) pairs: [[i8; SYMBOLS]; SYMBOLS],
    /// By the classes of both bytes.
    pub(crate) classes: [[i8; CLASSES]; CLASSES],
}

/// The class of a byte.
pub(crate) fn class(byte: u8) -> usize {
    match byte {
        b'a'..=b'z' => 0,
        b'A'..=b'Z' => 1,
        b'0'..=b'9' => 2,
        b'-' | b'_' | b'.' | b'/' | b':' | b' ' => 3,
        _ => 4,
    }
}

/// The features of `value`, which is not empty.
pub(crate) fn features(value: &[u8], table: &Table) -> [f32; FEATURES] {
    let (mut pairs, mut classes, mut run, mut longest) = (0i32, 0i32, 1usize, 1usize);
    for pair in value.windows(2) {
        let (a, b) = (class(pair[0]), class(pair[1]));
        pairs += i32::from(table.pairs[symbol(pair[0])][symbol(pair[1])]);
        classes += i32::from(table.classes[a][b]);
        run = if a == b { run + 1 } else { 1 };
        longest = longest.max(run);
    }
    let length = value.len() as f32;
    let neighbours = (length - 1.0).max(1.0) * SCALE;
    let share =
        |test: fn(&u8) -> bool| value.iter().filter(|byte| test(byte)).count() as f32 / length;
    let is_hex = value.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-');
    [
        1.0,
        pairs as f32 / neighbours,
        classes as f32 / neighbours,
        entropy(value) / length.min(64.0).log2().max(1.0),
        length.ln() / 5.0,
        share(u8::is_ascii_digit),
        longest as f32 / length,
        f32::from(u8::from(is_hex)),
    ]
}

/// Shannon entropy in bits per byte.
pub(crate) fn entropy(value: &[u8]) -> f32 {
    let mut counts = [0u32; 256];
    for &byte in value {
        counts[usize::from(byte)] += 1;
    }
    let total = value.len() as f32;
    let shares = counts.iter().filter(|count| **count > 0).map(|&count| count as f32 / total);
    shares.map(|share| -share * share.log2()).sum()
}
