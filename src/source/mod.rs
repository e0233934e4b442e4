//! What a file is: its kind, its text, and how to say where in it something stands.
//!
//! In: a name and bytes. Out: a [`Source`]. What the text means is not decided here.

mod kind;
mod position;
mod text;

pub(crate) use kind::extension;
pub(crate) use position::Positions;

use std::borrow::Cow;

use crate::{report::FileKind, span::Span};

/// A file, ready to be read.
pub(crate) struct Source<'a> {
    pub(crate) name: &'a str,
    pub(crate) kind: FileKind,
    /// The text as UTF-8 where it is text, otherwise the bytes as they are. All spans are offsets
    /// in it.
    pub(crate) bytes: Cow<'a, [u8]>,
    /// How offsets in `bytes` become offsets in the file.
    pub(crate) encoding: Encoding,
    /// What a person should know about how the file was read.
    pub(crate) notices: Vec<String>,
}

/// How the file's bytes stand for text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8, or close to it: offsets are the file's own.
    Utf8,
    /// UTF-16 with a byte-order mark: every code unit is two bytes, behind two of the mark.
    Utf16,
}

impl<'a> Source<'a> {
    pub(crate) fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        let (bytes, encoding) = text::decode(bytes);
        let mut source =
            Self { name, kind: kind::of(name, &bytes), bytes, encoding, notices: Vec::new() };
        if encoding == Encoding::Utf16 {
            source.notices.push("read as UTF-16, as its byte-order mark says".to_owned());
        }
        source
    }

    /// How many bytes of the file `span` is.
    pub(crate) fn encoded_length(&self, span: Span) -> u32 {
        match self.encoding {
            Encoding::Utf8 => span.len(),
            Encoding::Utf16 => 2 * position::units(span.of(&self.bytes)) as u32,
        }
    }

    /// The text as the parser takes it: bytes that are no UTF-8 are replaced one by one, so that
    /// offsets stay.
    pub(crate) fn parser_text(&self) -> Cow<'_, str> {
        text::utf8_of_same_length(&self.bytes)
    }
}
