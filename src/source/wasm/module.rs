//! The sections of a WebAssembly module (core specification, "Binary Format"), as far as they
//! hold data.

use crate::{order, span::Span};

const CUSTOM: u8 = 0;
const CODE: u8 = 10;
const DATA: u8 = 11;

/// Where a module keeps its data.
#[derive(Debug, Default)]
pub(super) struct Module {
    pub(super) data: Vec<Data>,
    pub(super) code: Option<Span>,
    pub(super) custom: Vec<Span>,
    /// What is not true in it, as half a sentence.
    pub(super) lie: Option<&'static str>,
}

/// A data segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Data {
    /// In memory, when the module says.
    address: Option<u32>,
    pub(super) bytes: Span,
}

impl Module {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut module = Self::default();
        let mut reader = Reader { bytes, at: 8, end: bytes.len() };
        module.lie = module.sections(&mut reader).err();
        order::sort_by_key(&mut module.data, |data| data.address);
        module
    }

    fn sections(&mut self, reader: &mut Reader<'_>) -> Result<(), &'static str> {
        const LENGTH: &str = "a section's length is wrong";
        while reader.at < reader.end {
            let id = reader.byte().ok_or(LENGTH)?;
            let length = reader.unsigned().ok_or(LENGTH)?;
            let span = reader.take(length).ok_or(LENGTH)?;
            match id {
                CUSTOM => self
                    .custom_section(&mut reader.inside(span))
                    .ok_or("a custom section has no name")?,
                CODE => self.code = Some(span),
                DATA => self
                    .segments(&mut reader.inside(span))
                    .ok_or("a data segment's length is wrong")?,
                _ => {}
            }
        }
        Ok(())
    }

    /// A name, and whatever follows, with nothing between them.
    fn custom_section(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        let length = reader.unsigned()?;
        self.custom.push(reader.take(length)?);
        self.custom.push(Span::new(reader.at as u32, reader.end as u32));
        Some(())
    }

    fn segments(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        for _ in 0..reader.unsigned()? {
            let flags = reader.unsigned()?;
            if flags == 2 {
                reader.unsigned()?;
            }
            let mut address = None;
            if flags != 1 {
                reader.expression(&mut address)?;
            }
            let length = reader.unsigned()?;
            let bytes = reader.take(length)?;
            self.data.push(Data { address, bytes });
        }
        Some(())
    }

    /// Where the bytes at an address of memory are in the file.
    pub(super) fn place(&self, address: u32, length: u32) -> Option<Span> {
        let after = self.data.partition_point(|data| data.address <= Some(address));
        let data = self.data.get(after.checked_sub(1)?)?;
        let offset = address - data.address?;
        let end = offset.checked_add(length)?;
        (end <= data.bytes.len())
            .then(|| Span::new(data.bytes.start + offset, data.bytes.start + end))
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> Reader<'a> {
    /// Reads what is in `span` alone.
    const fn inside(&self, span: Span) -> Reader<'a> {
        Reader { bytes: self.bytes, at: span.start as usize, end: span.end as usize }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at).filter(|_| self.at < self.end)?;
        self.at += 1;
        Some(byte)
    }

    fn take(&mut self, length: u32) -> Option<Span> {
        let start = self.at;
        let end = start.checked_add(length as usize).filter(|end| *end <= self.end)?;
        self.at = end;
        Some(Span::new(start as u32, end as u32))
    }

    /// An unsigned LEB128 number.
    fn unsigned(&mut self) -> Option<u32> {
        let mut number = 0u32;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7F).checked_shl(shift).unwrap_or(0);
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// An expression that gives an address: the address when it is a constant.
    fn expression(&mut self, address: &mut Option<u32>) -> Option<()> {
        const END: u8 = 0x0B;
        const I32_CONST: u8 = 0x41;
        const I64_CONST: u8 = 0x42;
        const GLOBAL_GET: u8 = 0x23;
        loop {
            match self.byte()? {
                END => return Some(()),
                I32_CONST | I64_CONST => {
                    let (number, length) = signed(&self.bytes[self.at..self.end])?;
                    *address = Some(number);
                    self.at += length;
                }
                GLOBAL_GET => {
                    self.unsigned()?;
                }
                // Sums of constants, and nothing else, may stand here too.
                _ => {}
            }
        }
    }
}

/// The signed LEB128 number that `bytes` begin with, as memory addresses take it, and its length.
pub(super) fn signed(bytes: &[u8]) -> Option<(u32, usize)> {
    let mut number = 0u32;
    for (at, &byte) in bytes.iter().take(10).enumerate() {
        let shift = 7 * at as u32;
        number |= u32::from(byte & 0x7F).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            let is_negative = byte & 0x40 != 0;
            let sign = u32::MAX.checked_shl(shift + 7).filter(|_| is_negative).unwrap_or(0);
            return Some((number | sign, at + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_the_specification_says() {
        for (bytes, number) in [
            (&[0x00][..], 0),
            (&[0x3F], 63),
            (&[0x7F], u32::MAX),
            (&[0x80, 0x08], 1024),
            (&[0xC0, 0xBB, 0x78], (-123_456_i32).cast_unsigned()),
            (&[0x80, 0x80, 0xC0, 0x00], 1 << 20),
        ] {
            assert_eq!(signed(bytes), Some((number, bytes.len())), "{bytes:?}");
        }
        assert_eq!(signed(&[0x80; 20]), None);
        assert_eq!(signed(&[]), None);
    }
}
