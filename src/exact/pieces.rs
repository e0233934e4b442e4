//! Literals that are pieces of a value: where one stands, the value may be put together.

/// Shorter pieces say nothing.
const SHORTEST: usize = 4;

/// The filter has 2^14 bits: 2 KB.
const FILTER_BITS: u32 = 14;

/// Every piece of every value.
#[derive(Debug)]
pub(crate) struct Pieces {
    /// The beginnings of pieces.
    filter: Box<[u64]>,
    /// The values, with a byte between them that no value has.
    values: Vec<u8>,
}

impl Pieces {
    pub(super) fn new<'v>(values: impl Iterator<Item = &'v str>) -> Self {
        let mut filter = vec![0; 1 << (FILTER_BITS - 6)].into_boxed_slice();
        let mut all = Vec::new();
        for value in values {
            for beginning in value.as_bytes().windows(SHORTEST) {
                let (word, bit) = place(beginning);
                filter[word] |= bit;
            }
            all.extend_from_slice(value.as_bytes());
            all.push(0);
        }
        Self { filter, values: all }
    }

    /// Whether the text of a literal is a piece of a value.
    #[inline]
    pub(crate) fn has(&self, text: &[u8]) -> bool {
        let Some(beginning) = text.get(..SHORTEST) else { return false };
        let (word, bit) = place(beginning);
        self.filter[word] & bit != 0 && memchr::memmem::find(&self.values, text).is_some()
    }
}

/// Where the beginning of a piece is in the filter.
fn place(beginning: &[u8]) -> (usize, u64) {
    let number = beginning.iter().fold(0, |sum: u32, &byte| sum << 8 | u32::from(byte));
    // Fibonacci hashing: the upper bits of the product depend on all bits of the factor.
    let hash = number.wrapping_mul(0x9E37_79B1) >> (32 - FILTER_BITS);
    ((hash >> 6) as usize, 1 << (hash & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_four_bytes_and_more_are_known() {
        let pieces = Pieces::new(["correct-horse", "battery"].into_iter());
        for piece in ["corr", "rect-ho", "orse", "battery"] {
            assert!(pieces.has(piece.as_bytes()), "{piece}");
        }
        for other in ["", "cor", "horse-", "orsebatt", "bat"] {
            assert!(!pieces.has(other.as_bytes()), "{other}");
        }
    }
}
