//! White space and line ends beyond ASCII, as JavaScript has them.

/// The bytes that white space beyond ASCII begins with.
pub(super) const fn is_lead(byte: u8) -> bool {
    matches!(byte, 0xC2 | 0xE1 | 0xE2 | 0xE3 | 0xEF)
}

/// The length of the white space that `rest` begins with, and whether it ends a line.
pub(super) fn at(rest: &[u8]) -> Option<(usize, bool)> {
    match *rest {
        [0xC2, 0x85 | 0xA0, ..] => Some((2, false)),
        [0xE2, 0x80, 0xA8 | 0xA9, ..] => Some((3, true)),
        [0xE1, 0x9A, 0x80, ..]
        | [0xE2, 0x80, 0x80..=0x8B | 0xAF, ..]
        | [0xE2, 0x81, 0x9F, ..]
        | [0xE3, 0x80, 0x80, ..]
        | [0xEF, 0xBB, 0xBF, ..] => Some((3, false)),
        _ => None,
    }
}
