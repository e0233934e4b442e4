//! Packed bytes into plain ones, no more than may be.

use std::borrow::Cow;

use miniz_oxide::inflate::{
    TINFLStatus,
    core::{
        DecompressorOxide, decompress, inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
    },
};

use super::{Budget, gzip};

/// How bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    Plain,
    Deflate,
    Brotli,
    /// In a way that is not read, as half a sentence for a notice.
    Unknown(&'static str),
}

/// Unpacked bytes, and what is missing of them.
pub(crate) struct Unpacked<'a> {
    pub(crate) bytes: Cow<'a, [u8]>,
    pub(crate) lack: Option<&'static str>,
}

/// Unpacks within `budget`.
///
/// # Errors
///
/// Why nothing is there.
pub(crate) fn unpack<'a>(
    packed: &'a [u8],
    coding: Coding,
    budget: &Budget,
) -> Result<Unpacked<'a>, &'static str> {
    let most = budget.next();
    let unpacked = match coding {
        Coding::Plain if packed.len() <= most => {
            Unpacked { bytes: Cow::Borrowed(packed), lack: None }
        }
        Coding::Plain => return Err(TOO_LONG),
        Coding::Deflate => inflate(packed, most),
        Coding::Brotli => brotli(packed, most),
        Coding::Unknown(what) => return Err(what),
    };
    budget.spend(unpacked.bytes.len());
    match unpacked.lack {
        Some(lack) if unpacked.bytes.is_empty() => Err(lack),
        _ => Ok(unpacked),
    }
}

const TOO_LONG: &str = "more than may be unpacked";
const BROKEN: &str = "broken or cut off";

fn inflate<'a>(packed: &[u8], most: usize) -> Unpacked<'a> {
    let mut state = Box::<DecompressorOxide>::default();
    let mut bytes = vec![0; packed.len().saturating_mul(2).clamp(1, most.max(1))];
    let (mut read, mut written) = (0, 0);
    let lack = loop {
        let (status, used, made) = decompress(
            &mut state,
            &packed[read..],
            &mut bytes,
            written,
            TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
        );
        read += used;
        written += made;
        match status {
            TINFLStatus::Done => match gzip::next_member(&packed[read..]) {
                Some(next) => {
                    read += next;
                    state.init();
                }
                None => break None,
            },
            TINFLStatus::HasMoreOutput if bytes.len() < most => {
                let length = bytes.len().saturating_mul(2).min(most);
                bytes.resize(length, 0);
            }
            TINFLStatus::HasMoreOutput => break Some(TOO_LONG),
            _ => break Some(BROKEN),
        }
    };
    bytes.truncate(written);
    Unpacked { bytes: Cow::Owned(bytes), lack }
}

#[cfg(feature = "cli")]
fn brotli<'a>(packed: &[u8], most: usize) -> Unpacked<'a> {
    use std::io::Read as _;

    const BUFFER: usize = 64 << 10;
    let mut bytes = Vec::new();
    let decoder = brotli_decompressor::Decompressor::new(packed, BUFFER);
    let result = decoder.take(most as u64).read_to_end(&mut bytes);
    let lack = match result {
        Err(_) => Some(BROKEN),
        Ok(_) if bytes.len() == most => Some(TOO_LONG),
        Ok(_) => None,
    };
    Unpacked { bytes: Cow::Owned(bytes), lack }
}

/// Its dictionary alone would be a third of the wasm module, so its host unpacks.
#[cfg(all(not(feature = "cli"), target_arch = "wasm32"))]
fn brotli<'a>(packed: &[u8], most: usize) -> Unpacked<'a> {
    match crate::wasm::unpack_brotli(packed, most) {
        Some((bytes, is_whole)) => {
            let lack = (!is_whole).then_some(if bytes.len() < most { BROKEN } else { TOO_LONG });
            Unpacked { bytes: Cow::Owned(bytes), lack }
        }
        None => no_brotli(),
    }
}

#[cfg(all(not(feature = "cli"), not(target_arch = "wasm32")))]
fn brotli<'a>(_: &[u8], _: usize) -> Unpacked<'a> {
    no_brotli()
}

#[cfg(not(feature = "cli"))]
fn no_brotli<'a>() -> Unpacked<'a> {
    let lack = "packed with brotli, which only the command unpacks";
    Unpacked { bytes: Cow::Borrowed(&[]), lack: Some(lack) }
}

/// All of a file that is packed as a whole, if nothing is missing of it.
#[cfg(feature = "cli")]
pub(crate) fn whole(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let listing = super::list(name, bytes)?;
    let [member] = listing.members.as_slice() else { return None };
    let unpacked = unpack(member.span.of(bytes), member.coding, &Budget::new()).ok()?;
    unpacked.lack.is_none().then(|| unpacked.bytes.into_owned())
}
