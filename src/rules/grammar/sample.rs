//! Values of a grammar's form, drawn from a seed: for tests and documentation, so that no file
//! holds a token.

use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD},
};

use super::{CharSet, Claim, Grammar, Piece};

/// How much longer than its least a part of open length is made.
const SPREAD: u16 = 12;

/// A text that is close to a token, and is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// The text.
    pub text: String,
    /// What is wrong with it.
    pub why: &'static str,
}

/// A token with the right checksum and structure, the same for the same seed.
pub fn sample(grammar: &Grammar, seed: u64) -> String {
    let mut random = Random(seed);
    let mut token = Vec::new();
    draw(grammar.pieces, grammar, &mut random, &mut token);
    String::from_utf8_lossy(&token).into_owned()
}

/// Texts that are nearly tokens.
pub fn near_misses(grammar: &Grammar, seed: u64) -> Vec<NearMiss> {
    let mut misses = Vec::new();
    let token = sample(grammar, seed);
    let last = grammar.pieces.last();
    if let Some(Piece::Check(_)) = last {
        let mut text = token.clone();
        let digit = text.pop();
        text.push(if digit == Some('a') { 'b' } else { 'a' });
        misses.push(NearMiss { text, why: "wrong checksum" });
    }
    if let Some(Piece::Set { set, min, .. }) = last {
        let run = token.bytes().rev().take_while(|&byte| set.has(byte)).count();
        let cut = run - usize::from(*min).min(run) + 1;
        misses.push(NearMiss {
            text: token[..token.len() - cut].to_owned(),
            why: "one character short",
        });
    }
    if grammar.anchor == 0 && !grammar.anchors.is_empty() {
        misses.push(NearMiss { text: placeholder(grammar), why: "a placeholder" });
    }
    misses
}

/// The fixed part, and then `x` wherever a character can be one.
fn placeholder(grammar: &Grammar) -> String {
    let anchor = grammar.anchors.first().copied().unwrap_or_default();
    format!("{anchor}{}", "x".repeat(grammar.min.saturating_sub(anchor.len())))
}

fn draw(pieces: &[Piece], grammar: &Grammar, random: &mut Random, token: &mut Vec<u8>) {
    for piece in pieces {
        match *piece {
            Piece::Literal(literal) => token.extend(literal.bytes()),
            Piece::Set { set, min, max } => {
                let most = max.min(min.saturating_add(SPREAD));
                let length = min + random.below((most - min).into()) as u16;
                characters(set, length, random, token);
            }
            Piece::OneOf(alternatives) => {
                let one = alternatives[random.below(alternatives.len() as u64 - 1) as usize];
                draw(one, grammar, random, token);
            }
            Piece::Check(check) => {
                let starts = |anchor: &&&str| token.starts_with(anchor.as_bytes());
                let prefix = grammar.anchors.iter().find(starts).map_or(0, |anchor| anchor.len());
                let sum = check.of(token, prefix);
                token.extend(sum.bytes());
            }
            Piece::Jwt(claims) => jwt(claims, random, token),
            Piece::Decoded(inner) => {
                let mut plain = Vec::new();
                draw(inner, grammar, random, &mut plain);
                token.extend(BASE64_STANDARD_NO_PAD.encode(plain).bytes());
            }
        }
    }
}

/// Random characters, the first a letter or digit where the set has some: real tokens end and
/// begin so, and a sample must not be cut by what stands beside it.
fn characters(set: CharSet, length: u16, random: &mut Random, token: &mut Vec<u8>) {
    let all: Vec<u8> = set.characters().collect();
    let plain: Vec<u8> = all.iter().copied().filter(u8::is_ascii_alphanumeric).collect();
    for at in 0..length {
        let is_edge = at == 0 || at + 1 == length;
        let from = if is_edge && !plain.is_empty() { &plain } else { &all };
        token.push(from[random.below(from.len() as u64 - 1) as usize]);
    }
}

/// A signed token with `claims`, issued in 2026 and good for years.
fn jwt(claims: &[Claim], random: &mut Random, token: &mut Vec<u8>) {
    let issued = 1_767_225_600 + random.below(10_000_000);
    let mut payload = String::from("{");
    for claim in claims {
        payload += &format!("\"{}\":\"{}\",", claim.name, claim.value);
    }
    payload += &format!(
        "\"sub\":\"{}\",\"iat\":{issued},\"exp\":{}}}",
        random.next(),
        issued + 315_360_000
    );
    let header = r#"{"alg":"HS256","typ":"JWT"}"#;
    for part in [header, &payload] {
        token.extend(BASE64_URL_SAFE_NO_PAD.encode(part).bytes());
        token.push(b'.');
    }
    characters(CharSet::named("base64url").unwrap_or(CharSet::EMPTY), 43, random, token);
}

/// `SplitMix64`: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to `most`, both included.
    fn below(&mut self, most: u64) -> u64 {
        self.next() % (most + 1)
    }
}
