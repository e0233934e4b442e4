//! gzip (RFC 1952): one packed file.

use super::{Coding, Listing, Member, inner_name, u16_at};
use crate::span::Span;

const MAGIC: &[u8] = b"\x1F\x8B";
const HEADER: usize = 10;
/// The checksum and the length behind the packed bytes.
const TRAILER: usize = 8;

/// Nothing when the header is none.
pub(super) fn list<'a>(name: &'a str, bytes: &[u8]) -> Option<Listing<'a>> {
    let start = packed_start(bytes)?;
    let end = bytes.len().saturating_sub(TRAILER).max(start);
    let span = Span::new(start as u32, end.min(bytes.len()) as u32);
    let member = Member { name: inner_name(name), span, coding: Coding::Deflate };
    Some(Listing { members: vec![member], notices: Vec::new() })
}

/// Where the packed bytes begin behind a header.
fn packed_start(bytes: &[u8]) -> Option<usize> {
    const DEFLATE: u8 = 8;
    let flags = *bytes.get(3).filter(|_| bytes.starts_with(MAGIC) && bytes[2] == DEFLATE)?;
    let has = |bit: u8| flags & 1 << bit != 0;
    let mut at = HEADER;
    if has(2) {
        at += 2 + usize::from(u16_at(bytes, at)?);
    }
    // The name and the comment end with a zero.
    for _ in 0..usize::from(has(3)) + usize::from(has(4)) {
        at += memchr::memchr(0, bytes.get(at..)?)? + 1;
    }
    at += if has(1) { 2 } else { 0 };
    (at <= bytes.len()).then_some(at)
}

/// Where the next member's packed bytes begin, behind those that end where `rest` begins: members
/// that follow each other are one file.
pub(super) fn next_member(rest: &[u8]) -> Option<usize> {
    packed_start(rest.get(TRAILER..)?).map(|start| TRAILER + start)
}
