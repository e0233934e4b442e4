//! Tables in which a value's name is an index away: devalue's (Nuxt, `SvelteKit`) and
//! turbo-stream's (React Router).
//!
//! `[{"token":1,"list":2},"…",[3],…]`: members of objects and arrays are indices into the outer
//! array. In turbo-stream keys are indices too: `[{"_1":2},"token","…"]`.

use super::lexer::string_end;
use crate::span::Span;

/// Names further out say nothing about a value.
const DEEPEST_NAME: usize = 6;

/// Steps from a value to the outermost name that is told; a table may hold cycles.
const STEPS: usize = 16;

/// A table, ready to be asked for its strings.
pub(super) struct Table {
    entries: Vec<Entry>,
    /// Members of all objects and arrays, in order.
    members: Vec<Member>,
    /// The byte after the table's last.
    pub(super) end: usize,
}

#[derive(Debug, Clone, Copy)]
enum Entry {
    String(Span),
    /// An object or an array.
    Node,
    Other,
}

/// One member of an entry.
#[derive(Debug, Clone, Copy)]
struct Member {
    /// The entry that it is a member of.
    of: u32,
    /// Its key; nothing in an array.
    key: Option<Span>,
    /// Where its value is.
    value: u32,
}

/// Reads the table that begins with the bracket at `at`; nothing when it is none.
pub(super) fn read(source: &[u8], at: usize) -> Option<Table> {
    if !may_be_table(&source[at + 1..]) {
        return None;
    }
    let mut reader = Reader { source, at: at + 1, entries: Vec::new(), members: Vec::new() };
    reader.entries()?;
    let Reader { entries, mut members, at: end, .. } = reader;
    let count = entries.len();
    members.retain(|member| (member.value as usize) < count);
    for member in &mut members {
        member.key = member.key.map(|key| key_of(source, &entries, key));
    }
    let has_string = entries.iter().any(|entry| matches!(entry, Entry::String(_)));
    (has_string && !members.is_empty()).then_some(Table { entries, members, end })
}

/// Whether the first entry has members that are indices.
fn may_be_table(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_start();
    let Some(first) = rest.first().filter(|byte| matches!(byte, b'{' | b'[')) else { return false };
    let inside = rest[1..].trim_ascii_start();
    let Some(name) = inside.strip_prefix(b"\"") else { return false };
    let end = string_end(name, 0, b'"').min(name.len());
    let after = name.get(end + 1..).unwrap_or_default().trim_ascii_start();
    let separator: &[u8] = if *first == b'{' { b":" } else { b"," };
    let value = after.strip_prefix(separator).unwrap_or_default().trim_ascii_start();
    value.first().is_some_and(|byte| byte.is_ascii_digit() || *byte == b'-')
}

/// The name that a key stands for: itself, or the string at the index that it holds.
fn key_of(source: &[u8], entries: &[Entry], key: Span) -> Span {
    let index = key.of(source).strip_prefix(b"_").and_then(number);
    match index.and_then(|index| entries.get(index as usize)) {
        Some(Entry::String(name)) => *name,
        _ => key,
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

impl Table {
    /// Every string with the names that lead to it, the nearest first; a string that several
    /// names lead to comes once for each.
    pub(super) fn strings(&self) -> impl Iterator<Item = (Span, Vec<Span>)> + '_ {
        let mut parents: Vec<Option<&Member>> = vec![None; self.entries.len()];
        for member in &self.members {
            parents[member.value as usize].get_or_insert(member);
        }
        let alone = self.entries.iter().zip(parents.clone()).filter_map(|(entry, parent)| {
            match (entry, parent) {
                (Entry::String(inside), None) => Some((*inside, Vec::new())),
                _ => None,
            }
        });
        let named = self.members.iter().filter_map(move |member| {
            match self.entries[member.value as usize] {
                Entry::String(inside) => Some((inside, path(member, &parents))),
                _ => None,
            }
        });
        alone.chain(named)
    }
}

/// The names from `member` outwards.
fn path(member: &Member, parents: &[Option<&Member>]) -> Vec<Span> {
    let mut names = Vec::new();
    let mut at = Some(member);
    for _ in 0..STEPS {
        let Some(member) = at.filter(|_| names.len() < DEEPEST_NAME) else { break };
        names.extend(member.key);
        at = parents[member.of as usize];
    }
    names
}

struct Reader<'a> {
    source: &'a [u8],
    at: usize,
    entries: Vec<Entry>,
    members: Vec<Member>,
}

impl Reader<'_> {
    /// The entries up to the table's end; nothing when one of them is no table's.
    fn entries(&mut self) -> Option<()> {
        loop {
            let entry = match self.peek()? {
                b'"' => Entry::String(self.string()?),
                b'{' => self.object()?,
                b'[' => self.array()?,
                _ => self.plain()?,
            };
            self.entries.push(entry);
            if self.separator(b']')? {
                return Some(());
            }
        }
    }

    /// `{"key":1,"other":2}`.
    fn object(&mut self) -> Option<Entry> {
        self.at += 1;
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(Entry::Other);
        }
        loop {
            let key = (self.peek()? == b'"').then(|| self.string()).flatten()?;
            (self.peek()? == b':').then(|| self.at += 1)?;
            self.index(Some(key))?;
            if self.separator(b'}')? {
                return Some(Entry::Node);
            }
        }
    }

    /// `[1,2]`, `["Set",1]`, `["null","key",1]`, `["URL","…"]`.
    fn array(&mut self) -> Option<Entry> {
        self.at += 1;
        if self.peek()? == b']' {
            self.at += 1;
            return Some(Entry::Other);
        }
        let (mut strings, mut indices, mut last, mut second) = (0, 0, None, None);
        loop {
            match self.peek()? {
                b'"' => {
                    let string = self.string();
                    // The first one is a type.
                    last = string.filter(|_| strings + indices > 0);
                    second = if strings == 1 { last } else { second };
                    strings += 1;
                }
                b'{' | b'[' => return None,
                _ => {
                    self.index(last.take())?;
                    indices += 1;
                }
            }
            if self.separator(b']')? {
                break;
            }
        }
        match (second, indices) {
            (Some(value), 0) if strings <= 3 => Some(Entry::String(value)),
            (_, 0) if strings > 3 => None,
            _ => Some(Entry::Node),
        }
    }

    /// A member: a number, of which a negative one is a constant.
    fn index(&mut self, key: Option<Span>) -> Option<()> {
        let digits = self.word();
        let of = self.entries.len() as u32;
        match number(digits.of(self.source)) {
            Some(value) => self.members.push(Member { of, key, value }),
            None if digits.of(self.source).starts_with(b"-") => {}
            None if matches!(digits.of(self.source), b"null" | b"true" | b"false") => {}
            None => return None,
        }
        Some(())
    }

    /// A number, `true`, `null`.
    fn plain(&mut self) -> Option<Entry> {
        (self.word().len() > 0).then_some(Entry::Other)
    }

    fn word(&mut self) -> Span {
        let start = self.at;
        let rest = &self.source[start..];
        let is_part =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
        self.at += rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        Span::new(start as u32, self.at as u32)
    }

    fn string(&mut self) -> Option<Span> {
        let start = self.at + 1;
        let end = string_end(self.source, start, b'"');
        (self.source.get(end) == Some(&b'"')).then(|| self.at = end + 1)?;
        Some(Span::new(start as u32, end as u32))
    }

    /// Goes over a comma, or over `close`; whether it was that.
    fn separator(&mut self, close: u8) -> Option<bool> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b',' => Some(false),
            _ if byte == close => Some(true),
            _ => None,
        }
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.source[self.at..];
        self.at += rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
        Some(self.source[self.at])
    }
}
