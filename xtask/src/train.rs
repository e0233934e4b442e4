//! Trains the model that tells random text from words (`src/rules/generic/model.rs`).
//!
//! One side are the strings of published packages, the other what a seeded generator draws, so
//! that the same packages give the same table.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::{corpus, target};

#[path = "../../src/rules/generic/features.rs"]
mod features;

use features::{FEATURES, SCALE, Table, class, features, symbol};

/// Where the words come from: interfaces, class names, paths, messages' keys, chunks.
const PACKAGES: [&str; 8] = [
    "@mui/material@9.5.0",
    "antd@6.6.8",
    "echarts@6.1.0",
    "i18next@27.1.5",
    "mermaid@12.3.0",
    "react-dom@19.3.1",
    "video.js@8.24.1",
    "vuetify@4.3.0",
];

const TARGET: &str = "src/rules/generic/model.rs";

/// Every so-manieth string is kept for the test of the model.
const HELD_OUT: usize = 4;
const DRAWN: usize = 20_000;
const ROUNDS: usize = 4_000;

/// Makes the table and the weights, and prints how well they tell.
pub(crate) fn run() -> Result<()> {
    let folder = target::path("train-corpus");
    corpus::fetch_packages(&PACKAGES, &target::path("train-packages"), Path::new(&folder))?;
    let words = words(Path::new(&folder))?;
    if words.len() < 1000 {
        bail!("{folder} holds {} strings, which is too few", words.len());
    }
    let mut generator = Generator(7);
    let random: Vec<Vec<u8>> = (0..DRAWN).map(|_| generator.value()).collect();
    let kept = |all: &[Vec<u8>], test: bool| -> Vec<Vec<u8>> {
        let is_test = |at: usize| at.is_multiple_of(HELD_OUT);
        let chosen = all.iter().enumerate().filter(|(at, _)| is_test(*at) == test);
        chosen.map(|(_, value)| value.clone()).collect()
    };
    let table = table(&kept(&words, false), &kept(&random, false));
    let weights = weights(&table, &kept(&words, false), &kept(&random, false));
    println!("{} strings of packages, {} drawn", words.len(), random.len());
    report(&table, &weights, &kept(&words, true), &kept(&random, true));
    fs::write(TARGET, source(&table, &weights)).context(TARGET)?;
    crate::run("rustfmt", &["--edition", "2024", TARGET])
}

/// The strings of `folder` that could be taken for a key.
fn words(folder: &Path) -> Result<Vec<Vec<u8>>> {
    let mut strings = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read(&path)?;
                for quote in [b'"', b'\'', b'`'] {
                    strings.extend(
                        text.split(|byte| *byte == quote)
                            .filter(|s| is_like(s))
                            .map(<[u8]>::to_vec),
                    );
                }
            }
        }
    }
    Ok(strings.into_iter().collect())
}

/// One word without white space; not what is random itself (hashes, packed tables).
fn is_like(string: &[u8]) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_./:+=@#$~%!*&^".contains(byte);
    let digits = string.iter().filter(|byte| byte.is_ascii_digit()).count();
    (10..=80).contains(&string.len())
        && string.iter().all(is_plain)
        && string.iter().any(u8::is_ascii_alphabetic)
        && digits * 3 < string.len()
}

/// How much likelier each pair of neighbours is in `random` than in `words`.
fn table(words: &[Vec<u8>], random: &[Vec<u8>]) -> Table {
    Table { pairs: steps(words, random, symbol), classes: steps(words, random, class) }
}

fn steps<const N: usize>(
    words: &[Vec<u8>],
    random: &[Vec<u8>],
    of: fn(u8) -> usize,
) -> [[i8; N]; N] {
    let (words, random) = (shares::<N>(words, of), shares::<N>(random, of));
    std::array::from_fn(|a| std::array::from_fn(|b| step(random[a][b] / words[a][b])))
}

/// The shares of each pair, none of them nothing.
fn shares<const N: usize>(values: &[Vec<u8>], of: fn(u8) -> usize) -> [[f64; N]; N] {
    let mut counts = [[1.0; N]; N];
    for pair in values.iter().flat_map(|value| value.windows(2)) {
        counts[of(pair[0])][of(pair[1])] += 1.0;
    }
    let total: f64 = counts.iter().flatten().sum();
    counts.map(|row| row.map(|count| count / total))
}

fn step(ratio: f64) -> i8 {
    #[expect(clippy::cast_possible_truncation, reason = "it is clamped to the type")]
    let step = (ratio.ln() * f64::from(SCALE)).round().clamp(-127.0, 127.0) as i8;
    step
}

/// Logistic regression by gradient descent; both sides weigh the same.
fn weights(table: &Table, words: &[Vec<u8>], random: &[Vec<u8>]) -> [f64; FEATURES] {
    let side = |values: &[Vec<u8>], label: f64| {
        let share = 0.5 / values.len() as f64;
        values
            .iter()
            .map(|value| (features(value, table).map(f64::from), label, share))
            .collect::<Vec<_>>()
    };
    let samples = [side(words, 0.0), side(random, 1.0)].concat();
    let mut weights = [0.0; FEATURES];
    let mut speed = [0.0; FEATURES];
    for _ in 0..ROUNDS {
        let mut slope = [0.0; FEATURES];
        for (inputs, label, share) in &samples {
            let error = (likelihood(&weights, inputs) - label) * share;
            slope.iter_mut().zip(inputs).for_each(|(slope, input)| *slope += error * input);
        }
        for ((weight, speed), slope) in weights.iter_mut().zip(&mut speed).zip(slope) {
            *speed = 0.9 * *speed - 2.0 * slope;
            *weight += *speed;
        }
    }
    // Fewer digits than the last that differ from one machine to another.
    weights.map(|weight| (weight * 1000.0).round() / 1000.0)
}

fn likelihood(weights: &[f64; FEATURES], inputs: &[f64; FEATURES]) -> f64 {
    let sum: f64 = weights.iter().zip(inputs).map(|(weight, input)| weight * input).sum();
    1.0 / (1.0 + (-sum).exp())
}

fn report(table: &Table, weights: &[f64; FEATURES], words: &[Vec<u8>], random: &[Vec<u8>]) {
    let of = |value: &Vec<u8>| likelihood(weights, &features(value, table).map(f64::from));
    for least in [0.5, 0.8, 0.9, 0.97] {
        let share = |values: &[Vec<u8>]| {
            100.0 * values.iter().filter(|value| of(value) >= least).count() as f64
                / values.len() as f64
        };
        println!(
            "from {least}: {:.2} % of words, {:.2} % of drawn values",
            share(words),
            share(random)
        );
    }
    let mut likely: Vec<_> = words.iter().map(|value| (of(value), value)).collect();
    likely.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("the most random of the packages' strings:");
    for (likelihood, value) in likely.iter().take(12) {
        println!("  {likelihood:.3} {}", String::from_utf8_lossy(value));
    }
}

fn source(table: &Table, weights: &[f64; FEATURES]) -> String {
    let mut text = String::from(
        "//! Generated by `cargo xtask train`: how random text differs from words.\n\n\
         use super::features::{FEATURES, Table};\n\n",
    );
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "pub(super) static TABLE: Table = Table {{ pairs: {:?}, classes: {:?} }};\n\n\
         pub(super) const WEIGHTS: [f32; FEATURES] = {weights:?};\n",
        table.pairs, table.classes
    );
    text
}

/// `SplitMix64`, and what keys look like.
struct Generator(u64);

impl Generator {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn value(&mut self) -> Vec<u8> {
        const HEX: &[u8] = b"0123456789abcdef";
        const ALNUM: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
        const UPPER: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        const BASE62: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const URL: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        const STRONG: &[u8] =
            b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789!@#$%^&*-_+=";
        const PREFIXES: [&str; 8] = ["", "", "", "", "sk_", "key-", "pat_", "token_"];
        let (alphabet, lengths): (&[u8], [usize; 2]) = match self.below(10) {
            0 => (HEX, [24, 64]),
            1 => (ALNUM, [16, 48]),
            2 => (UPPER, [16, 40]),
            3 | 4 => (BASE64, [20, 88]),
            5 | 6 => (URL, [20, 64]),
            7 => (STRONG, [12, 32]),
            _ => (BASE62, [16, 64]),
        };
        let length = lengths[0] + self.below(lengths[1] - lengths[0] + 1);
        let mut value = PREFIXES[self.below(PREFIXES.len())].as_bytes().to_vec();
        value.extend((0..length).map(|_| alphabet[self.below(alphabet.len())]));
        value
    }
}
