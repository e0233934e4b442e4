//! The strings beside a value: members of its object, or declarations before and after its own.

use crate::span::Span;

/// Maximum number of members that are read before and after a value.
const MOST: usize = 64;

/// Maximum length of a name and of a value.
const LONGEST: usize = 256;

/// A name and the string under it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member<'a> {
    pub(super) name: &'a [u8],
    pub(super) value: &'a [u8],
}

impl<'a> Member<'a> {
    /// The first of the classes in the value: others are composed with it.
    pub(super) fn first(&self) -> &'a [u8] {
        self.value.split(|byte| *byte == b' ').find(|part| !part.is_empty()).unwrap_or_default()
    }
}

/// What is beside a value.
#[derive(Debug, Default)]
pub(super) struct Siblings<'a> {
    pub(super) members: Vec<Member<'a>>,
    /// Whether a member has no string: maps of classes have nothing else.
    pub(super) is_contradicted: bool,
    /// Whether a comment before the object says that a style sheet was taken out of it.
    pub(super) is_extracted: bool,
}

/// What is beside the string whose content is at `span`.
pub(super) fn around(source: &[u8], span: Span) -> Siblings<'_> {
    let mut siblings = Siblings::default();
    let Some(own) = item_before(source, span.end as usize + 1) else { return siblings };
    let is_object = own.joint == b':';
    let mut start = own.start;
    for _ in 0..MOST {
        let before = source[..start].trim_ascii_end();
        match before.last() {
            Some(b',' | b';') => {}
            Some(b'{') => {
                siblings.is_extracted = is_extracted(before);
                break;
            }
            _ => break,
        }
        let before = before[..before.len() - 1].trim_ascii_end();
        let item = item_before(source, before.len()).filter(|item| item.joint == own.joint);
        let Some(item) = item else {
            siblings.is_contradicted |= is_object;
            break;
        };
        siblings.members.push(item.member);
        start = item.start;
    }
    let mut end = span.end as usize + 1;
    for _ in 0..MOST {
        let at = end + spaces(source, end);
        match source.get(at) {
            Some(b',' | b';') => {}
            _ => break,
        }
        match item_after(source, at + 1) {
            After::Item(item, next) if item.joint == own.joint => {
                siblings.members.push(item.member);
                end = next;
            }
            After::End => break,
            _ => {
                siblings.is_contradicted |= is_object;
                break;
            }
        }
    }
    siblings
}

/// What mini-css-extract-plugin writes before the names of an extracted style sheet.
fn is_extracted(before: &[u8]) -> bool {
    let near = &before[before.len().saturating_sub(120)..];
    memchr::memmem::find(near, b"extracted by ").is_some()
}

struct Item<'a> {
    member: Member<'a>,
    start: usize,
    /// The colon of a member, the sign of a declaration.
    joint: u8,
}

/// The item whose string ends before `end`, with its quote.
fn item_before(source: &[u8], end: usize) -> Option<Item<'_>> {
    let quote = *source.get(end.checked_sub(1)?)?;
    is_quote(quote).then_some(())?;
    let from = end.saturating_sub(LONGEST);
    let open = from + memchr::memrchr(quote, &source[from..end - 1])?;
    let value = &source[open + 1..end - 1];
    let before = source[..open].trim_ascii_end();
    let joint = *before.last().filter(|byte| matches!(byte, b':' | b'='))?;
    let before = before[..before.len() - 1].trim_ascii_end();
    let (name, start) = match before.last() {
        Some(&quote) if is_quote(quote) => {
            let from = before.len().saturating_sub(LONGEST);
            let open = from + memchr::memrchr(quote, &before[from..before.len() - 1])?;
            (&before[open + 1..before.len() - 1], open)
        }
        _ => {
            let length = before.iter().rev().take(LONGEST).take_while(|b| is_name(**b)).count();
            (&before[before.len() - length..], before.len() - length)
        }
    };
    let mut start = start;
    if joint == b'=' {
        for word in ["const", "let", "var", "export"] {
            let before = source[..start].trim_ascii_end();
            if before.ends_with(word.as_bytes()) {
                start = before.len() - word.len();
            }
        }
    }
    let is_plain = !name.is_empty() && !value.contains(&b'\\');
    is_plain.then_some(Item { member: Member { name, value }, start, joint })
}

enum After<'a> {
    /// An item, and where it ends.
    Item(Item<'a>, usize),
    /// The end of the object, or another statement.
    End,
    /// A member without a string.
    Other,
}

fn item_after(source: &[u8], start: usize) -> After<'_> {
    let mut at = start + spaces(source, start);
    if matches!(source.get(at), None | Some(b'}')) {
        return After::End;
    }
    for word in ["export ", "const ", "let ", "var "] {
        if source[at..].starts_with(word.as_bytes()) {
            at += word.len() + spaces(source, at + word.len());
        }
    }
    item_at(source, at).map_or(After::Other, |(item, end)| After::Item(item, end))
}

fn item_at(source: &[u8], start: usize) -> Option<(Item<'_>, usize)> {
    let first = *source.get(start)?;
    let (name, mut at) = if is_quote(first) {
        let (name, end) = string(source, start)?;
        (name, end)
    } else {
        let length = source[start..].iter().take(LONGEST).take_while(|b| is_name(**b)).count();
        (&source[start..start + length], start + length)
    };
    at += spaces(source, at);
    let joint = *source.get(at).filter(|byte| matches!(byte, b':' | b'='))?;
    at += 1;
    at += spaces(source, at);
    let (value, end) = string(source, at)?;
    Some((Item { member: Member { name, value }, start, joint }, end))
}

/// The content of the string at `start`, and where it ends.
fn string(source: &[u8], start: usize) -> Option<(&[u8], usize)> {
    let quote = *source.get(start).filter(|byte| is_quote(**byte))?;
    let rest = &source[start + 1..(start + 1 + LONGEST).min(source.len())];
    let length = memchr::memchr(quote, rest)?;
    let text = &rest[..length];
    (!text.contains(&b'\\')).then_some((text, start + length + 2))
}

fn spaces(source: &[u8], at: usize) -> usize {
    source.get(at..).unwrap_or_default().iter().take_while(|b| b.is_ascii_whitespace()).count()
}

const fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'-')
}
