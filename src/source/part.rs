//! A text inside a file that is read like a file of its own: a script of a page, JSON in a
//! string, a source in a source map, a member of an archive.

use std::borrow::Cow;

use super::{
    archive::{self, Budget, Coding},
    html::Resolved,
};
use crate::{report::FileKind, span::Span};

/// Parts within parts are followed so far: a page in an archive holds a script, which holds JSON,
/// which holds JSON.
pub(crate) const DEEPEST: u8 = 6;

/// Something to read inside a [`super::Source`].
#[derive(Debug)]
pub(crate) struct Part<'a> {
    /// The path that decides the dialect; of an [`Origin::Own`] part, its path in the report.
    pub(crate) name: Cow<'a, str>,
    pub(crate) kind: FileKind,
    pub(crate) bytes: Cow<'a, [u8]>,
    pub(crate) origin: Origin,
    /// How `bytes` are packed, until [`Part::unpack`] was called.
    coding: Coding,
    /// Whether its kind was guessed, so that it is no news when it is not read well.
    pub(crate) is_guess: bool,
    /// Whether this is what a person wrote, so that findings name their place in it as the
    /// original one.
    pub(crate) is_original: bool,
    /// Whether it is other people's code, of which nothing is said as loudly.
    pub(crate) is_foreign: bool,
    /// The name of the attribute or the id of the element that holds it; empty without one.
    pub(crate) holder: Vec<u8>,
}

/// How places in a part become places in its container.
#[derive(Debug)]
pub(crate) enum Origin {
    /// The part's bytes are the container's own, from here on.
    Verbatim(u32),
    /// The part was decoded from pieces of the container.
    Decoded(Offsets),
    /// The part is a file of its own, unpacked from these bytes: places are told in it.
    Own(Span),
}

impl<'a> Part<'a> {
    /// The bytes of `span` as they stand in `source`.
    pub(crate) fn verbatim(kind: FileKind, source: &'a [u8], span: Span) -> Self {
        Self::new(kind, Cow::Borrowed(span.of(source)), Origin::Verbatim(span.start))
    }

    /// A text that was decoded from the container.
    pub(crate) fn decoded(kind: FileKind, text: Decoded) -> Self {
        Self::new(kind, Cow::Owned(text.bytes), Origin::Decoded(text.offsets))
    }

    /// The text of `span`, with whatever character references it had resolved.
    pub(crate) fn resolved(kind: FileKind, text: Resolved<'a>, span: Span) -> Self {
        match text {
            Resolved::Verbatim(bytes) => {
                Self::new(kind, Cow::Borrowed(bytes), Origin::Verbatim(span.start))
            }
            Resolved::Decoded(text) => Self::decoded(kind, text),
        }
    }

    fn new(kind: FileKind, bytes: Cow<'a, [u8]>, origin: Origin) -> Self {
        let name = Cow::Borrowed("");
        Self {
            name,
            kind,
            bytes,
            origin,
            coding: Coding::Plain,
            is_guess: false,
            is_original: false,
            is_foreign: false,
            holder: Vec::new(),
        }
    }

    /// The same, inside what is called `holder`.
    pub(crate) fn held_by(self, holder: &[u8]) -> Self {
        Self { holder: holder.to_vec(), ..self }
    }

    /// The same, of a kind that was guessed.
    pub(crate) fn guessed(self) -> Self {
        Self { is_guess: true, ..self }
    }

    /// A member of an archive, still packed.
    pub(crate) fn member(name: String, source: &'a [u8], span: Span, coding: Coding) -> Self {
        let bytes = Cow::Borrowed(span.of(source));
        let part = Self::new(FileKind::Binary, bytes, Origin::Own(span));
        Self { name: Cow::Owned(name), coding, ..part }
    }

    /// Unpacks a member of an archive, and says what is missing of it.
    ///
    /// # Errors
    ///
    /// Why nothing of it is there.
    pub(crate) fn unpack(&mut self, budget: &Budget) -> Result<Option<&'static str>, &'static str> {
        let (Origin::Own(_), Cow::Borrowed(packed)) = (&self.origin, &self.bytes) else {
            return Ok(None);
        };
        let unpacked = archive::unpack(packed, self.coding, budget)?;
        self.bytes = unpacked.bytes;
        Ok(unpacked.lack)
    }

    /// The path that findings in the part have, before they are lifted.
    pub(crate) fn name_in<'n>(&'n self, source: &'n super::Source<'_>) -> &'n str {
        if self.name.is_empty() { source.name } else { &self.name }
    }

    /// Where `span` of the part is in the container; nothing when its places are its own.
    pub(crate) fn lift(&self, span: Span) -> Option<Span> {
        match &self.origin {
            Origin::Verbatim(start) => Some(Span::new(start + span.start, start + span.end)),
            Origin::Decoded(offsets) => Some(offsets.lift(span)),
            Origin::Own(_) => None,
        }
    }

    /// The bytes of the container that the part answers for.
    pub(crate) fn covers(&self) -> Vec<Span> {
        match &self.origin {
            Origin::Verbatim(start) => vec![Span::new(*start, start + self.bytes.len() as u32)],
            Origin::Decoded(offsets) => offsets.pieces(self.bytes.len() as u32),
            Origin::Own(span) => vec![*span],
        }
    }
}

/// A text under decoding, with where each of its bytes came from.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    pub(crate) bytes: Vec<u8>,
    offsets: Offsets,
}

impl Decoded {
    /// Begins a piece of the container at `raw`. A text may have several.
    pub(crate) fn begin(&mut self, raw: u32) {
        let at = self.bytes.len() as u32;
        self.offsets.points.push(Point { at, raw, begins: true });
    }

    /// Adds bytes that stand in the container as they are, right behind what came last.
    pub(crate) fn extend(&mut self, plain: &[u8]) {
        self.bytes.extend_from_slice(plain);
    }

    /// Says that what was added last ends at `raw`: it was an escape. Also ends a piece.
    pub(crate) fn resume(&mut self, raw: u32) {
        let at = self.bytes.len() as u32;
        self.offsets.points.push(Point { at, raw, begins: false });
    }
}

/// How the offsets of a decoded text become those of what it was decoded from: between two
/// points, both go in step.
#[derive(Debug, Default, Clone)]
pub(crate) struct Offsets {
    points: Vec<Point>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Point {
    /// Offset in the decoded text.
    at: u32,
    /// Offset in the container.
    raw: u32,
    /// Whether a piece begins here; what lies before in the container is no part of the text.
    begins: bool,
}

impl Offsets {
    pub(crate) fn lift(&self, span: Span) -> Span {
        let start = self.start(span.start);
        Span::new(start, self.end(span.end).max(start))
    }

    /// A start belongs to what follows it.
    fn start(&self, at: u32) -> u32 {
        let after = self.points.partition_point(|point| point.at <= at);
        self.in_step(after, at)
    }

    /// An end belongs to what is before it.
    fn end(&self, at: u32) -> u32 {
        let from = self.points.partition_point(|point| point.at < at);
        match self.points.get(from) {
            Some(point) if point.at == at && !point.begins => point.raw,
            _ => self.in_step(from, at),
        }
    }

    /// `at` as it goes on from the point before `next`, no further than to that.
    fn in_step(&self, next: usize, at: u32) -> u32 {
        let Some(point) = next.checked_sub(1).and_then(|last| self.points.get(last)) else {
            return self.points.first().map_or(at, |point| point.raw);
        };
        let raw = point.raw.saturating_add(at - point.at);
        self.points.get(next).filter(|next| !next.begins).map_or(raw, |next| raw.min(next.raw))
    }

    /// The spans of the container that a text of `length` bytes was decoded from.
    fn pieces(&self, length: u32) -> Vec<Span> {
        let mut pieces: Vec<Span> = Vec::new();
        let mut points = self.points.iter().peekable();
        while let Some(point) = points.next() {
            if point.begins {
                pieces.push(Span::new(point.raw, point.raw));
            }
            let Some(piece) = pieces.last_mut() else { continue };
            let end = points.peek().map_or(length, |next| next.at);
            let reached = point.raw.saturating_add(end - point.at);
            piece.end = match points.peek() {
                Some(next) if !next.begins => next.raw,
                _ => reached,
            };
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `ab\"cd` at 10 and `ef` at 30.
    fn decoded() -> Decoded {
        let mut text = Decoded::default();
        text.begin(10);
        text.extend(b"ab");
        text.extend(b"\"");
        text.resume(14);
        text.extend(b"cd");
        text.begin(30);
        text.extend(b"ef");
        text
    }

    #[test]
    fn places_go_through_escapes_and_pieces() {
        let offsets = decoded().offsets;
        for (span, raw) in [
            ((0, 2), (10, 12)),
            ((2, 3), (12, 14)),
            ((3, 5), (14, 16)),
            ((5, 7), (30, 32)),
            ((4, 6), (15, 31)),
            ((0, 7), (10, 32)),
            ((5, 5), (30, 30)),
        ] {
            assert_eq!(
                offsets.lift(Span::new(span.0, span.1)),
                Span::new(raw.0, raw.1),
                "{span:?}"
            );
        }
    }

    #[test]
    fn a_part_answers_for_its_pieces() {
        let part = Part::decoded(FileKind::Json, decoded());
        assert_eq!(part.covers(), [Span::new(10, 16), Span::new(30, 32)]);
        let part = Part::verbatim(FileKind::JavaScript, b"0123456789", Span::new(3, 7));
        assert_eq!(part.covers(), [Span::new(3, 7)]);
        assert_eq!(part.lift(Span::new(1, 2)), Some(Span::new(4, 5)));
    }
}
