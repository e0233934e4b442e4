//! The printable strings of a file that is no text: in ASCII, and in UTF-16 as Windows
//! and many virtual machines keep it.

use super::{Decoded, Part, Reading, Sink, Source, content, lines};
use crate::{
    report::{Analysis, FileKind},
    span::Span,
};

/// Shorter runs of printable bytes stand in every file by chance.
const SHORTEST: usize = 16;

/// Gives `sink` the strings of a binary file that have a name, and as parts those that are texts
/// of their own. A token by itself is found in the raw bytes without this.
pub(crate) fn read<'s>(source: &'s Source<'_>, sink: &mut Sink<'_>) -> Reading<'s> {
    let mut reading = Reading::new(Analysis::Binary);
    let whole = Span::new(0, source.bytes.len() as u32);
    read_span(source, whole, &mut reading, sink);
    reading
}

/// The strings inside `span`.
pub(super) fn read_span<'s>(
    source: &'s Source<'_>,
    span: Span,
    reading: &mut Reading<'s>,
    sink: &mut Sink<'_>,
) {
    let takes_parts = source.may_hold_parts();
    let bytes: &'s [u8] = &source.bytes;
    for run in runs(bytes, span) {
        if takes_parts && content::holds_json(run.of(bytes)) {
            reading.parts.push(Part::verbatim(FileKind::Json, bytes, run));
        } else {
            lines::read_span(bytes, run, sink);
        }
    }
    if takes_parts {
        reading.parts.extend(wide_runs(bytes, span).map(|text| {
            let is_json = content::holds_json(&text.bytes);
            Part::decoded(if is_json { FileKind::Json } else { FileKind::Text }, text)
        }));
    }
}

/// The runs of printable bytes, with line ends and tabs.
fn runs(bytes: &[u8], span: Span) -> impl Iterator<Item = Span> + '_ {
    let end = (span.end as usize).min(bytes.len());
    let mut at = span.start as usize;
    std::iter::from_fn(move || {
        loop {
            at += bytes.get(at..end)?.iter().position(|&byte| is_printable(byte))?;
            let rest = &bytes[at..end];
            let length = rest.iter().position(|&byte| !is_printable(byte)).unwrap_or(rest.len());
            let run = Span::new(at as u32, (at + length) as u32);
            at += length;
            if length >= SHORTEST {
                return Some(run);
            }
        }
    })
}

/// The runs of printable ASCII characters of two bytes each.
fn wide_runs(bytes: &[u8], span: Span) -> impl Iterator<Item = Decoded> + '_ {
    let end = (span.end as usize).min(bytes.len());
    let mut at = span.start as usize;
    std::iter::from_fn(move || {
        while at + 2 * SHORTEST <= end {
            let pairs = bytes[at..end].chunks_exact(2);
            let count = pairs.take_while(|pair| is_wide(pair)).count();
            let start = at;
            at += if count == 0 { 1 } else { 2 * count };
            if count >= SHORTEST {
                return Some(narrowed(bytes, start, count));
            }
        }
        None
    })
}

fn narrowed(bytes: &[u8], start: usize, count: usize) -> Decoded {
    let mut text = Decoded::default();
    text.begin(start as u32);
    for at in (start..).step_by(2).take(count) {
        text.extend(&bytes[at..=at]);
        text.resume(at as u32 + 2);
    }
    text
}

fn is_wide(pair: &[u8]) -> bool {
    matches!(pair, [character, 0] if is_printable(*character))
}

fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r')
}
