//! Text line by line: `name = value`, `name: value`, in sections and by indentation. This reads
//! `.env` files, INI, properties, TOML, YAML, and whatever people write into text files.

mod env;

use super::{Part, Reading, Sink, Source, content};
use crate::{
    candidate::{Candidate, Frame, FrameKind, Place},
    javascript::escape,
    report::{Analysis, FileKind},
    source::Decoded,
    span::Span,
};

/// Shorter values hold no secret that a rule could tell from a word.
const SHORTEST: usize = 8;

/// Names are shorter, with the indentation before them.
const LONGEST_NAME: usize = 200;

/// Blocks inside blocks, as YAML has them.
const DEEPEST: usize = 16;

/// Gives `sink` the values of a text's lines, and says what a `.env` file gives away.
pub(crate) fn read<'s>(source: &'s Source<'_>, sink: &mut Sink<'_>) -> Reading<'s> {
    let mut reader = Reader::new(&source.bytes, source.kind, sink);
    reader.takes_parts = source.may_hold_parts();
    let whole = Span::new(0, source.bytes.len() as u32);
    let variables: Vec<_> =
        lines(&source.bytes, whole).filter_map(|line| reader.line(line)).collect();
    let mut reading = reader.reading;
    if source.kind == FileKind::Env {
        reading.disclosures.extend(env::disclosure(source, &variables));
    }
    reading
}

/// Gives `sink` the values of the lines inside `span`, which is all text that is known of.
pub(super) fn read_span(source: &[u8], span: Span, sink: &mut Sink<'_>) {
    let mut reader = Reader::new(source, FileKind::Text, sink);
    for line in lines(source, span) {
        reader.line(line);
    }
}

/// The lines inside `span`, without their ends.
fn lines(source: &[u8], span: Span) -> impl Iterator<Item = Span> + '_ {
    let text = span.of(source);
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text).chain([text.len()]);
    ends.map(move |end| {
        let line = Span::new(span.start + start as u32, span.start + end as u32);
        start = end + 1;
        line
    })
}

/// `name = value`.
#[derive(Debug, Clone, Copy)]
struct Assignment {
    name: Span,
    /// Without its quotes.
    value: Span,
}

struct Reader<'s, 'k, 'f> {
    source: &'s [u8],
    kind: FileKind,
    takes_parts: bool,
    reading: Reading<'s>,
    /// The name in the last line of brackets.
    section: Option<Span>,
    /// The names of the blocks around the line, with their indentations.
    blocks: Vec<(u32, Span)>,
    sink: &'k mut Sink<'f>,
}

impl<'s, 'k, 'f> Reader<'s, 'k, 'f> {
    fn new(source: &'s [u8], kind: FileKind, sink: &'k mut Sink<'f>) -> Self {
        Self {
            source,
            kind,
            takes_parts: false,
            reading: Reading::new(Analysis::Text),
            section: None,
            blocks: Vec::new(),
            sink,
        }
    }

    fn line(&mut self, line: Span) -> Option<Assignment> {
        let line = trimmed(self.source, line);
        let text = line.of(self.source);
        match text {
            [b'[', inside @ .., b']'] if !inside.is_empty() => {
                self.section = Some(Span::new(line.start + 1, line.end - 1));
                self.blocks.clear();
                return None;
            }
            [b'#' | b';', ..] | [b'/', b'/', b' ', ..] => {
                self.comment(line);
                return None;
            }
            [] => return None,
            _ => {}
        }
        let Some(assignment) = assignment(self.source, line) else {
            if self.kind == FileKind::Config {
                self.words(line);
            }
            return None;
        };
        self.place(assignment);
        self.value(assignment);
        Some(assignment)
    }

    /// A value that was commented out is published all the same.
    fn comment(&mut self, line: Span) {
        let text = line.of(self.source);
        let mark = text.iter().take_while(|byte| b"#;/".contains(byte)).count();
        let inside = trimmed(self.source, Span::new(line.start + mark as u32, line.end));
        if let Some(assignment) = assignment(self.source, inside)
            && is_one_word(assignment.value.of(self.source))
        {
            self.value(assignment);
        }
    }

    /// Leaves the blocks that the line is not in, and enters the one that it begins.
    fn place(&mut self, assignment: Assignment) {
        let Assignment { name, value } = assignment;
        let line = memchr::memrchr(b'\n', &self.source[..name.start as usize]);
        let indent = name.start - line.map_or(0, |end| end as u32 + 1);
        self.blocks.retain(|(outer, _)| *outer < indent);
        if value.len() == 0 && self.blocks.len() < DEEPEST {
            self.blocks.push((indent, name));
        }
    }

    fn value(&mut self, assignment: Assignment) {
        let Assignment { name, value } = assignment;
        if (value.len() as usize) < SHORTEST {
            return;
        }
        let raw = value.of(self.source);
        if self.takes_parts && content::is_json(raw) {
            self.reading.parts.push(Part::verbatim(FileKind::Json, self.source, value));
            return;
        }
        let kind = match self.kind {
            FileKind::Env => FrameKind::Environment,
            _ => FrameKind::Property,
        };
        let outer = self.section.into_iter().chain(self.blocks.iter().map(|(_, name)| *name));
        let outer = outer.map(|name| Frame { kind: FrameKind::Property, name });
        let frames: Vec<Frame> = outer.chain([Frame { kind, name }]).collect();
        let is_quoted = value.start > 0 && self.source[value.start as usize - 1] == b'"';
        if is_quoted && memchr::memchr(b'\\', raw).is_some() {
            let mut text = Decoded::default();
            escape::decode_into(raw, value.start, &mut text);
            self.give(value, &text.bytes, &frames);
        } else {
            self.give(value, raw, &frames);
        }
    }

    /// Words without a sign between them: the one before the last names it, as in
    /// `proxy_set_header X-Api-Key "…";`.
    fn words(&mut self, line: Span) {
        let text = line.of(self.source);
        let end = text.len() - usize::from(text.ends_with(b";"));
        let mut words = text[..end].rsplitn(3, u8::is_ascii_whitespace);
        let (Some(value), Some(name)) = (words.next(), words.next()) else { return };
        let value_end = line.start + end as u32;
        let value_span = Span::new(value_end - value.len() as u32, value_end);
        let name_end = value_span.start - 1;
        let name = Span::new(name_end - name.len() as u32, name_end);
        if name.len() as usize <= LONGEST_NAME {
            let value = unquoted(self.source, value_span);
            let frame = Frame { kind: FrameKind::Property, name };
            self.give(value, value.of(self.source), &[frame]);
        }
    }

    fn give(&mut self, span: Span, value: &[u8], frames: &[Frame]) {
        if value.len() >= SHORTEST {
            let verbatim = span.len() as usize == value.len();
            let place = Place::Text;
            (self.sink)(&Candidate {
                value,
                span,
                verbatim,
                derivation: &[],
                pieces: &[],
                place,
                frames,
            });
        }
    }
}

/// What a line assigns. `export`, list marks, and quotes around the name are passed over.
fn assignment(source: &[u8], line: Span) -> Option<Assignment> {
    let text = line.of(source);
    let near = &text[..text.len().min(LONGEST_NAME)];
    // In `//host/:name=value`, and in names with a scheme, a colon is no separator.
    let separator = near.iter().enumerate().position(|(at, &byte)| match byte {
        b'=' => true,
        b':' => !near.starts_with(b"//") && is_separator(&text[at + 1..]),
        _ => false,
    })?;
    let before = Span::new(line.start, line.start + separator as u32);
    let skipped = 1 + usize::from(text.get(separator + 1) == Some(&b'>'));
    let start = (line.start as usize + separator + skipped).min(line.end as usize);
    let value = unquoted(source, trimmed(source, Span::new(start as u32, line.end)));
    let name = name(source, before, is_one_word(value.of(source)))?;
    Some(Assignment { name, value })
}

fn is_one_word(text: &[u8]) -> bool {
    !text.iter().any(u8::is_ascii_whitespace)
}

/// Whether a colon before `rest` separates a name from a value.
fn is_separator(rest: &[u8]) -> bool {
    matches!(rest.first(), None | Some(b' ' | b'\t' | b'"' | b'\''))
        || rest.first().is_some_and(u8::is_ascii_alphanumeric)
}

/// The name before a separator: one word, perhaps with words before it that are none. A phrase
/// (`mail server password`) names a value that is one word.
fn name(source: &[u8], before: Span, may_be_phrase: bool) -> Option<Span> {
    let mut name = trimmed(source, before);
    for word in [&b"export "[..], b"set ", b"const ", b"let ", b"var ", b"- ", b"* "] {
        if name.of(source).starts_with(word) {
            name = trimmed(source, Span::new(name.start + word.len() as u32, name.end));
        }
    }
    let mut name = unquoted(source, name);
    // Of npm's `//registry.example/:_authToken`, the host is no part of the name.
    if let (true, Some(at)) =
        (name.of(source).starts_with(b"//"), memchr::memrchr(b':', name.of(source)))
    {
        name.start += at as u32 + 1;
    }
    let text = name.of(source);
    let is_code = |byte: &u8| matches!(byte, b'(' | b'{' | b'<' | b'"' | b'\'' | b'`');
    if text.is_empty() || text.iter().any(is_code) {
        return None;
    }
    if is_one_word(text) {
        return Some(name);
    }
    may_be_phrase.then(|| phrase(source, name))
}

/// Of words with spaces between them, the last that is a name by itself (`String CLIENT_SECRET`),
/// or the last few.
fn phrase(source: &[u8], words: Span) -> Span {
    const MOST_WORDS: usize = 4;
    let text = words.of(source);
    let (mut start, mut end) = (text.len(), text.len());
    for (count, word) in text.rsplit(u8::is_ascii_whitespace).enumerate() {
        let is_name = word.iter().any(|byte| b"_-.$".contains(byte))
            || word
                .windows(2)
                .any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
        if count == MOST_WORDS || (count > 0 && is_name) {
            break;
        }
        start = end - word.len();
        end = start.saturating_sub(1);
        if is_name {
            break;
        }
    }
    Span::new(words.start + start as u32, words.end)
}

fn trimmed(source: &[u8], span: Span) -> Span {
    let text = span.of(source);
    let start = span.start + (text.len() - text.trim_ascii_start().len()) as u32;
    let end = span.end - (text.len() - text.trim_ascii_end().len()) as u32;
    Span::new(start.min(end), end)
}

/// What is between the quotes of a value, or before the comment or the mark that ends it.
fn unquoted(source: &[u8], value: Span) -> Span {
    let text = value.of(source);
    let inside = |end: usize| Span::new(value.start + 1, value.start + end as u32);
    if let Some(quote @ (b'"' | b'\'' | b'`')) = text.first() {
        return inside(string_end(text, *quote).unwrap_or(text.len()));
    }
    let comment = memchr::memmem::find(text, b" #").unwrap_or(text.len());
    let text = text[..comment].trim_ascii_end();
    let text = text.strip_suffix(b",").or(text.strip_suffix(b";")).unwrap_or(text);
    Span::new(value.start, value.start + text.len() as u32)
}

/// Where the string that `text` begins with ends.
fn string_end(text: &[u8], quote: u8) -> Option<usize> {
    let mut at = 1;
    while let Some(found) = memchr::memchr2(quote, b'\\', text.get(at..)?) {
        at += found;
        if text[at] == quote {
            return Some(at);
        }
        at += 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(String, String)> {
        let source = line.as_bytes();
        let found = assignment(source, trimmed(source, Span::new(0, source.len() as u32)))?;
        let shown = |span: Span| String::from_utf8_lossy(span.of(source)).into_owned();
        Some((shown(found.name), shown(found.value)))
    }

    #[test]
    fn assignments_of_many_languages() {
        for (line, name, value) in [
            ("KEY=value", "KEY", "value"),
            ("  export KEY = \"va lue\" # note\r", "KEY", "va lue"),
            ("KEY='a#b' ", "KEY", "a#b"),
            ("KEY=a#b # c", "KEY", "a#b"),
            ("- name: value", "name", "value"),
            ("\"name\": \"va\\\"lue\",", "name", "va\\\"lue"),
            ("key: ", "key", ""),
            ("//host.example/:_authToken=value", "_authToken", "value"),
            ("a.b.c=https://x.example/y", "a.b.c", "https://x.example/y"),
            ("const key = `value`;", "key", "value"),
            ("Authorization: Bearer abc", "Authorization", "Bearer abc"),
            ("KEY=\"never closed", "KEY", "never closed"),
            ("'a' => 'b'", "a", "b"),
            ("mail server password: value1", "mail server password", "value1"),
            ("the one mail server password = value1", "one mail server password", "value1"),
            ("static final String CLIENT_SECRET = \"value1\";", "CLIENT_SECRET", "value1"),
        ] {
            assert_eq!(read(line), Some((name.to_owned(), value.to_owned())), "{line}");
        }
        for line in ["", "prose with: a colon", "https://x.example/", "=x", "f(a) = b", "plain"] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
