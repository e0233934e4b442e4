//! What a file is: its kind, its text, how to say where in it something stands, and what is
//! inside it.
//!
//! In: a name and bytes. Out: a [`Source`], and of every kind but scripts its candidates and
//! [`Part`]s. What the text means is not decided here.

pub(crate) mod archive;
pub(crate) mod content;
pub(crate) mod css;
pub(crate) mod data_url;
pub(crate) mod html;
pub(crate) mod json;
mod kind;
pub(crate) mod lines;
mod part;
pub(crate) mod percent;
mod position;
mod reading;
pub(crate) mod strings;
mod text;
pub(crate) mod wasm;

pub(crate) use kind::{extension, of as kind_of};
pub(crate) use part::{Decoded, Origin, Part};
pub(crate) use position::Positions;
pub(crate) use reading::Reading;

use std::borrow::Cow;

use crate::{candidate::Candidate, report::FileKind, span::Span};

/// Where a reader puts what it finds.
pub(crate) type Sink<'a> = dyn FnMut(&Candidate<'_>) + Send + 'a;

/// A file, or a part of one, ready to be read.
pub(crate) struct Source<'a> {
    pub(crate) name: &'a str,
    pub(crate) kind: FileKind,
    /// The text as UTF-8 where it is text, otherwise the bytes as they are. All spans are offsets
    /// in it.
    pub(crate) bytes: Cow<'a, [u8]>,
    /// How offsets in `bytes` become offsets in the file.
    pub(crate) encoding: Encoding,
    /// Whether a person wrote it as it is: it is a source of a map.
    pub(crate) is_original: bool,
    /// Whether it is other people's code.
    pub(crate) is_foreign: bool,
    /// Whether it is a file, or a source of a map, and not a piece of one.
    pub(crate) is_file: bool,
    /// The name of the attribute or the id of the element that it is in; empty without one.
    pub(crate) holder: &'a [u8],
    /// How many files and parts are around it.
    depth: u8,
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
        Self {
            name,
            kind: kind::of(name, &bytes),
            bytes,
            encoding,
            is_original: false,
            is_foreign: false,
            is_file: true,
            holder: &[],
            depth: 0,
        }
    }

    /// A part of this file, to be read by itself.
    pub(crate) fn inside<'p>(&'p self, part: &'p Part<'_>) -> Source<'p> {
        let depth = self.depth + 1;
        match part.origin {
            Origin::Own(_) => Source { depth, ..Source::new(&part.name, &part.bytes) },
            Origin::Verbatim(_) | Origin::Decoded(_) => Source {
                name: part.name_in(self),
                kind: part.kind,
                bytes: Cow::Borrowed(&part.bytes),
                encoding: Encoding::Utf8,
                is_original: self.is_original || part.is_original,
                is_foreign: self.is_foreign || part.is_foreign,
                is_file: part.is_original || part.is_foreign,
                holder: if part.holder.is_empty() { self.holder } else { &part.holder },
                depth,
            },
        }
    }

    /// Whether parts of it are read by themselves. Deeper inside, texts are only searched.
    pub(crate) fn may_hold_parts(&self) -> bool {
        self.depth < part::DEEPEST
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
