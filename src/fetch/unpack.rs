//! What servers pack answers with (RFC 9110, "Content Codings"), unpacked within a bound.

use std::{borrow::Cow, io::Read as _};

use crate::source::archive::{self, Budget, Coding};

/// More codings on top of each other are nobody's.
const MOST_CODINGS: usize = 3;

/// Packed more tightly, a long answer is not text that a person or a bundler wrote.
const MOST_TIMES: u64 = 32;
/// Up to this many bytes it does not matter how tightly.
const SMALL: u64 = 16 << 20;

/// How many bytes may come out of `packed` ones.
pub(super) fn most(packed: u64) -> u64 {
    packed.saturating_mul(MOST_TIMES).max(SMALL)
}

/// An answer without its packing, and what is missing of it.
pub(super) struct Unpacked<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    pub(super) lack: Option<String>,
    /// Whether the packing is not what it is said to be.
    pub(super) is_broken: bool,
}

/// Unpacks what `codings` (the value of `Content-Encoding`) says, to `most` bytes.
///
/// # Errors
///
/// Why nothing came out.
pub(super) fn unpack<'a>(
    packed: &'a [u8],
    codings: &str,
    most: u64,
) -> Result<Unpacked<'a>, String> {
    let codings: Vec<String> = codings
        .split(',')
        .map(|coding| coding.trim().to_ascii_lowercase())
        .filter(|coding| !coding.is_empty() && coding != "identity")
        .collect();
    if codings.len() > MOST_CODINGS {
        return Err("it is packed too many times".to_owned());
    }
    let mut all = Unpacked { bytes: Cow::Borrowed(packed), lack: None, is_broken: false };
    for coding in codings.iter().rev() {
        let (bytes, lack) = one(&all.bytes, coding, most)?;
        let is_broken = all.is_broken || lack.is_some() && (bytes.len() as u64) < most;
        all = Unpacked { bytes: Cow::Owned(bytes), lack: all.lack.or(lack), is_broken };
    }
    Ok(all)
}

/// Whether bytes are text as they are, whatever is said of their packing.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    let is_control = |byte: &u8| *byte < b' ' && !b"\t\n\r\x0C".contains(byte);
    std::str::from_utf8(bytes).is_ok() && !bytes.iter().any(is_control)
}

fn one(packed: &[u8], coding: &str, most: u64) -> Result<(Vec<u8>, Option<String>), String> {
    let (bytes, lack) = match coding {
        "gzip" | "x-gzip" => match archive::gzip_body(packed) {
            Some(body) => by_archive(body, Coding::Deflate, most),
            None => return Err(broken(coding)),
        },
        // With or without the header of zlib: servers do both.
        "deflate" => match packed {
            [cmf, flags, body @ ..]
                if cmf & 15 == 8 && (u16::from(*cmf) << 8 | u16::from(*flags)) % 31 == 0 =>
            {
                by_archive(body, Coding::Deflate, most)
            }
            _ => by_archive(packed, Coding::Deflate, most),
        },
        "br" => by_archive(packed, Coding::Brotli, most),
        "zstd" => zstd(packed, most),
        _ => return Err("it is packed in a way that is not known".to_owned()),
    };
    if bytes.is_empty() && lack.is_some() {
        return Err(broken(coding));
    }
    Ok((bytes, lack))
}

fn broken(coding: &str) -> String {
    format!("it is said to be packed with {coding} and is not")
}

fn by_archive(packed: &[u8], coding: Coding, most: u64) -> (Vec<u8>, Option<String>) {
    match archive::unpack(packed, coding, &Budget::of(most)) {
        Ok(unpacked) => (unpacked.bytes.into_owned(), unpacked.lack.map(lacking)),
        Err(lack) => (Vec::new(), Some(lacking(lack))),
    }
}

fn zstd(packed: &[u8], most: u64) -> (Vec<u8>, Option<String>) {
    let mut bytes = Vec::new();
    let Ok(decoder) = ruzstd::decoding::StreamingDecoder::new(packed) else {
        return (bytes, Some(lacking("broken or cut off")));
    };
    let result = decoder.take(most).read_to_end(&mut bytes);
    let lack = match result {
        Err(_) => Some("broken or cut off"),
        Ok(_) if bytes.len() as u64 >= most => Some("more than may be unpacked"),
        Ok(_) => None,
    };
    (bytes, lack.map(lacking))
}

fn lacking(what: &str) -> String {
    format!("not read to its end: its packing is {what}")
}
