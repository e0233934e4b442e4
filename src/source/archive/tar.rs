//! tar: headers of 512 bytes, each with a file behind it.

use super::{Coding, Listing, MOST_MEMBERS, Member};
use crate::span::Span;

const BLOCK: usize = 512;

pub(super) fn is_tar(bytes: &[u8]) -> bool {
    bytes.get(257..262) == Some(b"ustar")
}

pub(super) fn list(bytes: &[u8]) -> Listing<'_> {
    let mut listing = Listing::default();
    let mut at = 0;
    // The name of the next file, when it is too long for its header.
    let mut long_name = None;
    while let Some(header) = bytes.get(at..at + BLOCK).filter(|header| header[0] != 0) {
        let start = at + BLOCK;
        let size = octal(&header[124..136]);
        let end = start.saturating_add(size).min(bytes.len());
        if end - start < size || listing.members.len() == MOST_MEMBERS {
            let what = if end - start < size { "it is cut off" } else { "it has too many members" };
            listing.notices.push(format!("not read to its end: {what}"));
        }
        let span = Span::new(start as u32, end as u32);
        match header[156] {
            b'L' => long_name = Some(text(span.of(bytes))),
            b'0' | 0 if size > 0 => {
                let name = long_name.take().unwrap_or_else(|| name(header));
                listing.members.push(Member { name: name.into(), span, coding: Coding::Plain });
            }
            _ => {}
        }
        if !listing.notices.is_empty() {
            break;
        }
        at = start + size.next_multiple_of(BLOCK);
    }
    listing
}

fn name(header: &[u8]) -> String {
    match text(&header[345..500]) {
        folder if folder.is_empty() => text(&header[..100]),
        folder => format!("{folder}/{}", text(&header[..100])),
    }
}

/// What stands before the first zero.
fn text(field: &[u8]) -> String {
    let end = memchr::memchr(0, field).unwrap_or(field.len());
    String::from_utf8_lossy(&field[..end]).into_owned()
}

fn octal(field: &[u8]) -> usize {
    let digits = field.iter().skip_while(|byte| **byte == b' ');
    let digits = digits.take_while(|byte| matches!(byte, b'0'..=b'7'));
    digits
        .fold(0usize, |sum, digit| sum.saturating_mul(8).saturating_add(usize::from(digit - b'0')))
}
