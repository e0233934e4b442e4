//! Style sheets: strings, addresses, comments, and the properties that they are the value of.

use memchr::{memchr, memmem};

use super::{Reading, Sink, Source};
use crate::{
    candidate::{Candidate, Frame, FrameKind, Place},
    report::Analysis,
    span::Span,
};

/// Shorter strings hold no secret that a rule could tell from a word.
const SHORTEST: u32 = 8;

/// Gives `sink` the strings of a style sheet.
pub(crate) fn read<'s>(source: &'s Source<'_>, sink: &mut Sink<'_>) -> Reading<'s> {
    let mut reader = Reader { source: &source.bytes, at: 0, word: Span::default(), name: None };
    while let Some((span, place)) = reader.next() {
        if span.len() < SHORTEST {
            continue;
        }
        let named = reader.name.filter(|_| place == Place::String);
        let frame = named.map(|name| Frame { kind: FrameKind::Property, name });
        sink(&Candidate {
            value: span.of(&source.bytes),
            span,
            verbatim: true,
            derivation: &[],
            pieces: &[],
            place,
            frames: frame.as_slice(),
        });
    }
    Reading::new(Analysis::Syntax)
}

struct Reader<'a> {
    source: &'a [u8],
    at: usize,
    /// The word that was read last.
    word: Span,
    /// The property at hand: the word before a colon.
    name: Option<Span>,
}

impl Reader<'_> {
    /// The next string, address, or comment, without its marks.
    fn next(&mut self) -> Option<(Span, Place)> {
        while let Some(&byte) = self.source.get(self.at) {
            let start = self.at;
            self.at += 1;
            match byte {
                b'"' | b'\'' => return Some((self.string(byte), Place::String)),
                b'/' if self.source.get(self.at) == Some(&b'*') => {
                    let inside = start + 2;
                    let end = memmem::find(&self.source[inside..], b"*/");
                    let end = end.map_or(self.source.len(), |end| inside + end);
                    self.at = (end + 2).min(self.source.len());
                    return Some((span(inside, end), Place::Comment));
                }
                b'(' if self.word.of(self.source).eq_ignore_ascii_case(b"url") => {
                    if let Some(address) = self.address() {
                        return Some((address, Place::String));
                    }
                }
                b':' => self.name = Some(self.word),
                b';' | b'{' | b'}' => self.name = None,
                _ if is_of_word(byte) => {
                    let rest = &self.source[start..];
                    let length = rest.iter().position(|&byte| !is_of_word(byte));
                    self.at = start + length.unwrap_or(rest.len());
                    self.word = span(start, self.at);
                }
                _ => {}
            }
        }
        None
    }

    /// The string behind the quote that was read: to the same quote, or to the line's end.
    fn string(&mut self, quote: u8) -> Span {
        let start = self.at;
        loop {
            let rest = &self.source[self.at..];
            let Some(found) = memchr::memchr3(quote, b'\\', b'\n', rest) else {
                self.at = self.source.len();
                return span(start, self.at);
            };
            self.at += found;
            if rest[found] != b'\\' {
                self.at += 1;
                return span(start, self.at - 1);
            }
            self.at = (self.at + 2).min(self.source.len());
        }
    }

    /// What stands without quotes in `url(…)`; nothing when it has quotes.
    fn address(&mut self) -> Option<Span> {
        let rest = &self.source[self.at..];
        let indent = rest.len() - rest.trim_ascii_start().len();
        if matches!(rest.get(indent), Some(b'"' | b'\'')) {
            return None;
        }
        let start = self.at + indent;
        let end = memchr(b')', &self.source[start..]).map_or(self.source.len(), |end| start + end);
        self.at = (end + 1).min(self.source.len());
        Some(span(start, end))
    }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || byte >= 0x80
}
