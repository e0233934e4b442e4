//! Characters as the models of words know them; `cargo xtask train` shares this file.

/// Letters of either case, a digit, anything else.
pub(crate) const SYMBOLS: usize = 28;

pub(crate) const DIGIT: usize = 26;
pub(crate) const OTHER: usize = 27;

/// Returns the symbol of a byte, without its case.
pub(crate) fn symbol(byte: u8) -> usize {
    match byte {
        b'a'..=b'z' => usize::from(byte - b'a'),
        b'A'..=b'Z' => usize::from(byte - b'A'),
        b'0'..=b'9' => DIGIT,
        _ => OTHER,
    }
}
