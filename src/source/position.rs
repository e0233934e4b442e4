//! Offsets as lines and columns.

use super::{Encoding, Source};

/// Turns offsets into places, walking through the file once: offsets must be asked for in
/// ascending order.
pub(crate) struct Positions<'a> {
    bytes: &'a [u8],
    encoding: Encoding,
    offset: usize,
    line: u32,
    column: u32,
    /// UTF-16 code units before `offset`.
    units: usize,
}

/// A place as people and editors count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    /// From 1.
    pub(crate) line: u32,
    /// From 1, in UTF-16 code units.
    pub(crate) column: u32,
    /// In the file's own bytes, from 0.
    pub(crate) offset: u32,
}

impl<'a> Positions<'a> {
    pub(crate) fn new(source: &'a Source<'_>) -> Self {
        let bytes: &[u8] = &source.bytes;
        // Editors do not show a byte-order mark, so columns do not count it.
        let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        Self { bytes, encoding: source.encoding, offset: mark, line: 1, column: 1, units: 0 }
    }

    /// The place of `offset`, which must not be smaller than the one before.
    pub(crate) fn at(&mut self, offset: u32) -> Position {
        let target = (offset as usize).min(self.bytes.len());
        if target > self.offset {
            self.walk(target);
        }
        let offset = match self.encoding {
            Encoding::Utf8 => target,
            Encoding::Utf16 => 2 + 2 * self.units,
        };
        Position { line: self.line, column: self.column, offset: offset as u32 }
    }

    fn walk(&mut self, target: usize) {
        let passed = &self.bytes[self.offset..target];
        self.offset = target;
        if self.encoding == Encoding::Utf16 {
            self.units += units(passed);
        }
        match memchr::memrchr(b'\n', passed) {
            Some(last) => {
                self.line += memchr::memchr_iter(b'\n', &passed[..=last]).count() as u32;
                self.column = 1 + units(&passed[last + 1..]) as u32;
            }
            None => self.column += units(passed) as u32,
        }
    }
}

/// How many UTF-16 code units the text has: one for each character's first byte, two for those
/// of four bytes. A byte that is no UTF-8 is shown as one character, or as part of one.
pub(super) fn units(text: &[u8]) -> usize {
    text.iter().map(|&byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &[u8], offset: u32) -> (u32, u32, u32) {
        let source = Source::new("a.js", text);
        let Position { line, column, offset } = Positions::new(&source).at(offset);
        (line, column, offset)
    }

    #[test]
    fn columns_count_utf16_units_from_one() {
        assert_eq!(place(b"abc", 0), (1, 1, 0));
        assert_eq!(place(b"a\nbc", 3), (2, 2, 3));
        assert_eq!(place("é😀x".as_bytes(), 6), (1, 4, 6));
        assert_eq!(place(b"a\r\nb", 3), (2, 1, 3));
    }

    #[test]
    fn a_byte_order_mark_is_not_counted_as_a_column() {
        assert_eq!(place(b"\xEF\xBB\xBFab", 4), (1, 2, 4));
    }

    #[test]
    fn offsets_of_utf16_are_the_files_own() {
        let file: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("é\nb".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(place(&file, 3), (2, 1, 6));
    }

    #[test]
    fn asking_in_steps_gives_the_same_as_asking_at_once() {
        let text = "a\nü\n😀 x\n".as_bytes();
        let source = Source::new("a.js", text);
        let mut positions = Positions::new(&source);
        for offset in 0..=text.len() as u32 {
            assert_eq!(positions.at(offset), Positions::new(&source).at(offset));
        }
    }
}
