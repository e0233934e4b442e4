//! asar, Electron's archive: a JSON header of folders and files, then the files as they are.

use serde_json::Value;

use super::{Coding, Listing, MOST_MEMBERS, Member, u32_at};
use crate::{order, span::Span};

/// Where the header's JSON begins: behind four numbers, of which the last is its length.
const JSON: usize = 16;

/// Nothing when the header is none.
pub(super) fn list(bytes: &[u8]) -> Option<Listing<'static>> {
    let length = u32_at(bytes, 12)? as usize;
    let json = bytes.get(JSON..JSON.checked_add(length)?)?;
    let header: Value = serde_json::from_slice(json).ok()?;
    // The files begin behind the header, as its second number tells how long that is.
    let base = 8 + u64::from(u32_at(bytes, 4)?);

    let mut listing = Listing::default();
    let mut folders = vec![(String::new(), &header)];
    while let Some((path, folder)) = folders.pop() {
        for (name, entry) in folder.get("files").and_then(Value::as_object).into_iter().flatten() {
            let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
            if entry.get("files").is_some() {
                folders.push((path, entry));
                continue;
            }
            let Some(span) = place(entry, base, bytes.len()) else { continue };
            if listing.members.len() == MOST_MEMBERS {
                listing.notices.push("not read to its end: it has too many members".to_owned());
                return Some(listing);
            }
            let coding = Coding::Plain;
            listing.members.push(Member { name: path.into(), span, coding });
        }
    }
    order::sort_by_key(&mut listing.members, |member| member.span.start);
    Some(listing)
}

/// Where a file is; nothing when it lies outside, or beside the archive.
fn place(entry: &Value, base: u64, length: usize) -> Option<Span> {
    let size = entry.get("size")?.as_u64()?;
    let offset: u64 = entry.get("offset")?.as_str()?.parse().ok()?;
    let start = base.checked_add(offset)?;
    let end = start.checked_add(size)?.min(length as u64);
    (start < end).then(|| Span::new(start as u32, end as u32))
}
