//! zip (APPNOTE 6.3), and crx, which is one behind a header.
//!
//! The list at the end says what is there. When it is missing or lies, the members are found by
//! the headers before them.

use memchr::memmem;

use super::{Coding, Listing, MOST_MEMBERS, Member, u16_at, u32_at, u64_at};
use crate::span::Span;

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";

const LOCAL_HEADER: usize = 30;
const CENTRAL_HEADER: usize = 46;
const END_HEADER: usize = 22;

pub(super) fn list(bytes: &[u8]) -> Listing<'_> {
    match by_directory(bytes) {
        Some(listing) => listing,
        None => Listing {
            notices: vec![
                "its list of members is missing or wrong: they were looked for one by one"
                    .to_owned(),
            ],
            ..by_headers(bytes)
        },
    }
}

/// What the list at the end says; nothing when something about it is not true.
fn by_directory(bytes: &[u8]) -> Option<Listing<'_>> {
    let end = end_of_directory(bytes)?;
    let length = u64::from(u32_at(bytes, end + 12)?);
    let offset = u64::from(u32_at(bytes, end + 16)?);
    let count = u16_at(bytes, end + 10)?;
    // What stands before the archive, as in a crx, is not counted by its own offsets.
    let (mut at, base) = match end.checked_sub(length as usize) {
        Some(start) if bytes[start..].starts_with(CENTRAL) => {
            (start, (start as u64).checked_sub(offset)?)
        }
        // An empty list, or one whose numbers stand elsewhere (zip64).
        _ if count == 0 => return Some(Listing::default()),
        _ => (memmem::find(bytes, CENTRAL)?, 0),
    };
    let mut listing = Listing::default();
    while bytes.get(at..).is_some_and(|rest| rest.starts_with(CENTRAL)) {
        if listing.members.len() == MOST_MEMBERS {
            listing.notices.push("not read to its end: it has too many members".to_owned());
            break;
        }
        let (entry, next) = central(bytes, at)?;
        at = next;
        if !entry.name.ends_with(b"/") && entry.length > 0 {
            listing.members.push(entry.member(bytes, base)?);
        }
    }
    Some(listing)
}

fn end_of_directory(bytes: &[u8]) -> Option<usize> {
    // A comment of up to 64 KB may stand behind it.
    let from = bytes.len().saturating_sub(END_HEADER + usize::from(u16::MAX));
    memmem::rfind(&bytes[from..], END).map(|at| from + at)
}

/// An entry of the list.
struct Entry<'a> {
    name: &'a [u8],
    flags: u16,
    method: u16,
    /// Of the packed bytes.
    length: u64,
    /// Of the member's own header.
    offset: u64,
}

/// The entry at `at`, and where the next one is.
fn central(bytes: &[u8], at: usize) -> Option<(Entry<'_>, usize)> {
    let sizes = [28, 30, 32].map(|field| u16_at(bytes, at + field).map(usize::from));
    let [name_length, extra_length, comment_length] = sizes;
    let name_start = at + CENTRAL_HEADER;
    let extra_start = name_start + name_length?;
    let extra_end = extra_start + extra_length?;
    let extra = bytes.get(extra_start..extra_end)?;
    let mut wide = Wide::of(extra);
    let plain_length = u32_at(bytes, at + 24)?;
    wide.take(plain_length);
    let entry = Entry {
        name: &bytes[name_start..extra_start],
        flags: u16_at(bytes, at + 8)?,
        method: u16_at(bytes, at + 10)?,
        length: wide.take(u32_at(bytes, at + 20)?),
        offset: wide.take(u32_at(bytes, at + 42)?),
    };
    Some((entry, extra_end + comment_length?))
}

/// Numbers of zip64, which stand in the extra field in place of `u32::MAX`.
struct Wide<'a> {
    numbers: &'a [u8],
}

impl<'a> Wide<'a> {
    fn of(extra: &'a [u8]) -> Self {
        const ZIP64: u16 = 1;
        let mut rest = extra;
        while let (Some(id), Some(length)) = (u16_at(rest, 0), u16_at(rest, 2)) {
            let end = 4 + usize::from(length);
            if id == ZIP64 {
                return Self { numbers: rest.get(4..end).unwrap_or_default() };
            }
            rest = rest.get(end..).unwrap_or_default();
        }
        Self { numbers: &[] }
    }

    fn take(&mut self, number: u32) -> u64 {
        match u64_at(self.numbers, 0).filter(|_| number == u32::MAX) {
            Some(wide) => {
                self.numbers = &self.numbers[8..];
                wide
            }
            None => u64::from(number),
        }
    }
}

impl<'a> Entry<'a> {
    /// Nothing when the member is not where the entry says.
    fn member(&self, bytes: &'a [u8], base: u64) -> Option<Member<'a>> {
        let header = usize::try_from(base.checked_add(self.offset)?).ok()?;
        bytes.get(header..)?.starts_with(LOCAL).then_some(())?;
        let start = data_start(bytes, header)?;
        let end = (start as u64).saturating_add(self.length).min(bytes.len() as u64);
        Some(Member {
            name: String::from_utf8_lossy(self.name),
            span: Span::new(start as u32, end as u32),
            coding: coding(self.flags, self.method),
        })
    }
}

/// Where the packed bytes behind a member's own header begin.
fn data_start(bytes: &[u8], header: usize) -> Option<usize> {
    let name = usize::from(u16_at(bytes, header + 26)?);
    let extra = usize::from(u16_at(bytes, header + 28)?);
    let start = header + LOCAL_HEADER + name + extra;
    (start <= bytes.len()).then_some(start)
}

fn coding(flags: u16, method: u16) -> Coding {
    match method {
        _ if flags & 1 != 0 => Coding::Unknown("encrypted"),
        0 => Coding::Plain,
        8 => Coding::Deflate,
        _ => Coding::Unknown("packed in a way that is not known here"),
    }
}

/// The members by their own headers: packed bytes go on to the next header.
fn by_headers(bytes: &[u8]) -> Listing<'_> {
    let mut listing = Listing::default();
    let mut headers = memmem::find_iter(bytes, LOCAL).peekable();
    while let Some(header) = headers.next() {
        let Some(start) = data_start(bytes, header) else { continue };
        let next = headers.peek().copied();
        let end = next.or_else(|| memmem::find(&bytes[start..], CENTRAL).map(|at| start + at));
        let end = end.unwrap_or(bytes.len());
        let name_length = usize::from(u16_at(bytes, header + 26).unwrap_or_default());
        let name_start = header + LOCAL_HEADER;
        if start >= end || listing.members.len() == MOST_MEMBERS {
            continue;
        }
        let field = |at| u16_at(bytes, header + at).unwrap_or_default();
        listing.members.push(Member {
            name: String::from_utf8_lossy(&bytes[name_start..name_start + name_length]),
            span: Span::new(start as u32, end as u32),
            coding: coding(field(6), field(8)),
        });
    }
    listing
}
