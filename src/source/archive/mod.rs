//! Files in a file: zip and what is made of it (crx, xpi, jar, apk), asar, tar, gzip, brotli.
//!
//! A member is a part of its own, called `archive.zip!/path/in/it`; its places are told in it. It
//! is unpacked only when it is its turn, within the [`Budget`] of the file.

mod asar;
mod budget;
mod gzip;
mod tar;
mod unpack;
mod zip;

use std::borrow::Cow;

use super::{Part, Reading, Sink, Source, kind, strings};
use crate::{report::Analysis, span::Span};

pub(crate) use budget::Budget;
#[cfg(feature = "cli")]
pub(crate) use unpack::whole;
pub(crate) use unpack::{Coding, unpack};

/// More members of one archive are not read.
const MOST_MEMBERS: usize = 100_000;

/// Longer names are cut.
const LONGEST_NAME: usize = 1024;

/// A file inside an archive.
struct Member<'a> {
    name: Cow<'a, str>,
    /// Its packed bytes in the archive.
    span: Span,
    coding: Coding,
}

/// What an archive says about itself.
#[derive(Default)]
struct Listing<'a> {
    members: Vec<Member<'a>>,
    notices: Vec<String>,
}

/// The members of an archive as parts; of a file that only begins like one, its strings.
pub(crate) fn read<'s>(source: &'s Source<'_>, sink: &mut Sink<'_>) -> Reading<'s> {
    let Some(listing) = list(source.name, &source.bytes) else {
        return strings::read(source, sink);
    };
    let mut reading = Reading::new(Analysis::Binary);
    reading.notices = listing.notices;
    if !source.may_hold_parts() {
        reading.notices.push("not unpacked: it is too deep inside other archives".to_owned());
        return reading;
    }
    let members = listing.members.into_iter().map(|member| {
        let name = format!("{}!/{}", source.name, shown(&member.name));
        Part::member(name, &source.bytes, member.span, member.coding)
    });
    reading.parts.extend(members);
    reading
}

/// The packed bytes of a gzip file.
#[cfg(feature = "fetch")]
pub(crate) fn gzip_body(bytes: &[u8]) -> Option<&[u8]> {
    let listing = bytes.starts_with(b"\x1F\x8B").then(|| gzip::list("", bytes)).flatten()?;
    Some(listing.members.first()?.span.of(bytes))
}

/// Nothing when it is no archive.
fn list<'a>(name: &'a str, bytes: &'a [u8]) -> Option<Listing<'a>> {
    if bytes.starts_with(b"\x1F\x8B") {
        gzip::list(name, bytes)
    } else if bytes.starts_with(b"PK") || bytes.starts_with(b"Cr24") {
        Some(zip::list(bytes))
    } else if bytes.starts_with(b"\x04\0\0\0") {
        asar::list(bytes)
    } else if tar::is_tar(bytes) {
        Some(tar::list(bytes))
    } else if kind::extension(name).as_deref() == Some("br") {
        Some(brotli(name, bytes))
    } else {
        None
    }
}

/// Brotli has no header: its name is all that tells it.
fn brotli<'a>(name: &'a str, bytes: &[u8]) -> Listing<'a> {
    let span = Span::new(0, bytes.len() as u32);
    let member = Member { name: inner_name(name), span, coding: Coding::Brotli };
    Listing { members: vec![member], notices: Vec::new() }
}

/// What a packed file is called without its packing: `app.js` of `app.js.gz`.
fn inner_name(name: &str) -> Cow<'_, str> {
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, ending)) if ending.eq_ignore_ascii_case("tgz") => format!("{stem}.tar").into(),
        Some((stem, _)) => stem.into(),
        None => file.into(),
    }
}

/// A member's name as it is told: relative, with `/`, on one line.
fn shown(name: &str) -> String {
    let name: String = name
        .chars()
        .take(LONGEST_NAME)
        .map(|c| match c {
            '\\' => '/',
            c if c.is_control() => '\u{FFFD}',
            c => c,
        })
        .collect();
    name.trim_start_matches('/').to_owned()
}

/// The number at `at`, little-endian.
fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([pair[0], pair[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let low = u16_at(bytes, at)?;
    let high = u16_at(bytes, at.checked_add(2)?)?;
    Some(u32::from(high) << 16 | u32::from(low))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let low = u32_at(bytes, at)?;
    let high = u32_at(bytes, at.checked_add(4)?)?;
    Some(u64::from(high) << 32 | u64::from(low))
}
