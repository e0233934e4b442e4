//! Sets of ASCII characters.

/// A set of ASCII characters: one bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CharSet(pub u128);

impl CharSet {
    /// The set without any character.
    pub const EMPTY: Self = Self(0);

    /// Whether `byte` is in the set. Bytes beyond ASCII are in none.
    pub const fn has(self, byte: u8) -> bool {
        byte < 128 && self.0 >> byte & 1 == 1
    }

    /// This set with `byte` added.
    #[must_use]
    pub const fn with(self, byte: u8) -> Self {
        Self(self.0 | 1 << (byte & 0x7F))
    }

    /// This set with all characters of `range` added.
    #[must_use]
    pub fn with_range(self, first: u8, last: u8) -> Self {
        (first..=last).fold(self, Self::with)
    }

    /// This set with all characters of `text` added.
    #[must_use]
    pub fn with_all(self, text: &str) -> Self {
        text.bytes().fold(self, Self::with)
    }

    /// The set that the grammar calls `name`.
    pub fn named(name: &str) -> Option<Self> {
        let digit = Self::EMPTY.with_range(b'0', b'9');
        let lower = Self::EMPTY.with_range(b'a', b'z');
        let upper = Self::EMPTY.with_range(b'A', b'Z');
        let alpha = Self(lower.0 | upper.0);
        let base62 = Self(alpha.0 | digit.0);
        Some(match name {
            "digit" => digit,
            "hex" => digit.with_range(b'a', b'f'),
            "HEX" => digit.with_range(b'A', b'F'),
            "hexany" => digit.with_range(b'a', b'f').with_range(b'A', b'F'),
            "lower" => lower,
            "upper" => upper,
            "alpha" => alpha,
            "alnum" => Self(lower.0 | digit.0),
            "ALNUM" => Self(upper.0 | digit.0),
            "base32" => upper.with_range(b'2', b'7'),
            "base62" => base62,
            "base64" => base62.with_all("+/"),
            "base64url" => base62.with_all("-_"),
            // A PEM body: base64 over several lines, or with their ends as escapes of a literal.
            "pem" => base62.with_all("+/= \n\r\t\\"),
            // Whatever a text file holds, but for what a template or a literal escapes.
            "text" => Self::EMPTY.with_range(b' ', b'~').with_all("\n\r\t").without_all("`$\\"),
            "word" => base62.with(b'_'),
            // Whatever stands in a literal, but for white space, quotes and brackets of markup.
            "any" => Self::EMPTY.with_range(b'!', b'~').without_all("\"'`<>"),
            _ => return None,
        })
    }

    /// This set with all characters of `text` taken out.
    #[must_use]
    pub fn without_all(self, text: &str) -> Self {
        text.bytes().fold(self, |set, byte| Self(set.0 & !(1 << (byte & 0x7F))))
    }

    /// How many characters it has.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether it has no character.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `other` has all of its characters.
    pub const fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// The characters of the set, in ascending order.
    pub fn characters(self) -> impl Iterator<Item = u8> {
        (0..128).filter(move |&byte| self.has(byte))
    }
}
