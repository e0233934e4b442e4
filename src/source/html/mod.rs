//! A page: its scripts and data blocks are parts, its attributes, texts and comments candidates.

mod entity;
mod script;
#[cfg(test)]
mod tests;
pub(crate) mod tokenizer;
pub(crate) mod xml;

use super::{Part, Reading, Sink, Source, content, data_url, extension, lines, percent};
use crate::{
    candidate::{Candidate, Frame, FrameKind, Place},
    report::{Analysis, FileKind},
    span::Span,
};

pub(crate) use entity::{Resolved, resolve};
use script::{Flight, Script};
use tokenizer::{Attribute, Language, Token, Tokenizer};

/// Shorter values hold no secret that a rule could tell from a word.
const SHORTEST: usize = 8;

/// Attributes that name what the element's value is.
const NAMING: [&[u8]; 7] =
    [b"name", b"property", b"itemprop", b"http-equiv", b"key", b"id", b"for"];

/// Attributes that hold such a value.
const NAMED: [&[u8]; 3] = [b"content", b"value", b"data-value"];

/// Gives `sink` the strings of a page, and its parts.
pub(crate) fn read<'s>(source: &'s Source<'_>, sink: &mut Sink<'_>) -> Reading<'s> {
    let mut reader = Reader::new(source, sink);
    let body = reader.frontmatter(source);
    let mut tokens = Tokenizer::new(&source.bytes, Language::Html);
    tokens.go_to(body);
    // What the text at hand is the content of, when that says how it is read.
    let mut content: Option<Content> = None;
    while let Some(token) = tokens.next() {
        let here = content.take();
        match token {
            Token::Open { name, .. } => {
                reader.attributes(name, tokens.attributes());
                content = reader.content_of(name, tokens.attributes());
            }
            Token::Raw(span) => match here {
                Some(Content::Script(script, name)) => reader.script(script, name, span),
                Some(Content::Style) => reader.part(FileKind::Css, span),
                _ => reader.part(FileKind::Html, span),
            },
            Token::Text(span) => reader.text(span),
            Token::Comment(span) => reader.candidate(span, Place::Comment, &[]),
            Token::Close { .. } => {}
        }
    }
    let Reader { mut reading, flight, .. } = reader;
    reading.parts.extend(flight.into_part());
    reading
}

/// What a start tag says about the raw text behind it.
enum Content {
    /// With the name of a file in its language.
    Script(Script, &'static str),
    Style,
}

struct Reader<'s, 'k, 'f> {
    source: &'s [u8],
    takes_parts: bool,
    /// What the scripts are written in that do not say it; nothing for a page.
    component: Option<&'static str>,
    /// The names of the element at hand, for what is read as a part of it.
    holder: Vec<u8>,
    reading: Reading<'s>,
    /// What Next's pushes put together.
    flight: Flight,
    sink: &'k mut Sink<'f>,
}

impl<'s, 'k, 'f> Reader<'s, 'k, 'f> {
    fn new(source: &'s Source<'_>, sink: &'k mut Sink<'f>) -> Self {
        Self {
            source: &source.bytes,
            takes_parts: source.may_hold_parts(),
            component: match extension(source.name).as_deref() {
                Some("astro") => Some("script.ts"),
                Some("vue" | "svelte") => Some("script.js"),
                _ => None,
            },
            holder: Vec::new(),
            reading: Reading::new(Analysis::Syntax),
            flight: Flight::default(),
            sink,
        }
    }

    fn content_of(&self, name: Span, attributes: &[Attribute]) -> Option<Content> {
        let name = name.of(self.source);
        if name.eq_ignore_ascii_case(b"style") {
            return Some(Content::Style);
        }
        let is_script = name.eq_ignore_ascii_case(b"script");
        is_script.then(|| {
            let name = Script::file_name(self.source, attributes, self.component);
            Content::Script(Script::of(self.source, attributes), name)
        })
    }

    /// Reads the script between the fences at the beginning of an Astro component. Returns where
    /// the markup begins.
    fn frontmatter(&mut self, source: &Source<'_>) -> usize {
        const FENCE: &[u8] = b"---";
        let bytes: &[u8] = &source.bytes;
        let start = bytes.len() - bytes.trim_ascii_start().len();
        if extension(source.name).as_deref() != Some("astro") || !bytes[start..].starts_with(FENCE)
        {
            return 0;
        }
        let start = start + FENCE.len();
        let Some(length) = memchr::memmem::find(&bytes[start..], b"\n---") else { return 0 };
        let end = start + length + 1;
        self.script(Script::Code, "script.ts", Span::new(start as u32, end as u32));
        end + FENCE.len()
    }

    fn part(&mut self, kind: FileKind, span: Span) {
        if self.takes_parts {
            let part = Part::verbatim(kind, self.source, span).held_by(&self.holder);
            self.reading.parts.push(part);
        }
    }

    fn script(&mut self, script: Script, name: &'static str, span: Span) {
        let text = span.of(self.source);
        if self.takes_parts && script == Script::Code && self.flight.takes(text, span.start) {
            return;
        }
        let kind = script.kind(text);
        self.part(kind, span);
        if kind == FileKind::JavaScript
            && let Some(part) = self.reading.parts.last_mut().filter(|_| self.takes_parts)
        {
            part.name = name.into();
        }
    }

    fn text(&mut self, span: Span) {
        if (span.len() as usize) < SHORTEST {
            return;
        }
        let text = resolve(self.source, span, false);
        if self.takes_parts && content::holds_json(text.bytes()) {
            self.reading.parts.push(Part::resolved(FileKind::Json, text, span));
            return;
        }
        // What stands verbatim is found without this, but not its name.
        let has_names = memchr::memchr(b'=', text.bytes()).is_some();
        if text.is_verbatim() && has_names {
            lines::read_span(self.source, span, self.sink);
        } else if has_names && self.takes_parts {
            self.reading.parts.push(Part::resolved(FileKind::Text, text, span));
        } else if !text.is_verbatim() {
            self.give(&text, span, Place::Text, &[]);
        }
    }

    fn candidate(&mut self, span: Span, place: Place, frames: &[Frame]) {
        self.give(&Resolved::Verbatim(span.of(self.source)), span, place, frames);
    }

    fn give(&mut self, text: &Resolved<'_>, span: Span, place: Place, frames: &[Frame]) {
        let (value, verbatim) = (text.bytes(), text.is_verbatim());
        if value.len() >= SHORTEST {
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

    /// A text without the white space around it.
    fn give_trimmed(&mut self, text: &Resolved<'_>, span: Span, frames: &[Frame]) {
        match text {
            Resolved::Verbatim(bytes) => {
                let start = span.start + (bytes.len() - bytes.trim_ascii_start().len()) as u32;
                let span = Span::new(start, start + bytes.trim_ascii().len() as u32);
                self.candidate(span, Place::Text, frames);
            }
            Resolved::Decoded(_) => self.give(text, span, Place::Text, frames),
        }
    }

    fn attributes(&mut self, element: Span, attributes: &[Attribute]) {
        let naming = NAMING.iter().find_map(|known| {
            let attribute = attributes.iter().find(|attribute| self.is(attribute, known))?;
            attribute.value.filter(|name| name.len() > 0)
        });
        self.holder.clear();
        self.holder.extend_from_slice(naming.map_or(&b""[..], |name| name.of(self.source)));
        for attribute in attributes {
            let Some(span) = attribute.value.filter(|span| span.len() as usize >= SHORTEST) else {
                continue;
            };
            let name = attribute.name.of(self.source);
            let text = resolve(self.source, span, true);
            if let (true, Some(kind)) = (self.takes_parts, part_of(name, text.bytes())) {
                let part = Part::resolved(kind, text, span).guessed().held_by(name);
                self.reading.parts.push(part);
                continue;
            }
            if let Some(part) = data_url::part(self.source, span).filter(|_| self.takes_parts) {
                self.reading.parts.push(part.guessed());
                continue;
            }
            if let Some(json) = percent::json(self.source, span).filter(|_| self.takes_parts) {
                self.reading.parts.push(Part::decoded(FileKind::Json, json));
                continue;
            }
            let is_named = NAMED.iter().any(|known| self.is(attribute, known));
            let frame = match naming.filter(|_| is_named) {
                Some(name) if self.is_field(element, attributes) => {
                    Frame { kind: FrameKind::Field, name }
                }
                Some(name) => Frame { kind: FrameKind::Property, name },
                None => Frame { kind: FrameKind::Attribute, name: attribute.name },
            };
            self.give(&text, span, Place::String, &[frame]);
        }
    }

    /// Whether an element holds a value that no person types or sees.
    fn is_field(&self, element: Span, attributes: &[Attribute]) -> bool {
        let element = element.of(self.source);
        let is_hidden = |attribute: &Attribute| {
            let value = attribute.value.map_or(&[][..], |value| value.of(self.source));
            self.is(attribute, b"type") && value.eq_ignore_ascii_case(b"hidden")
        };
        element.eq_ignore_ascii_case(b"meta")
            || (element.eq_ignore_ascii_case(b"input") && attributes.iter().any(is_hidden))
    }

    fn is(&self, attribute: &Attribute, name: &[u8]) -> bool {
        attribute.name.of(self.source).eq_ignore_ascii_case(name)
    }
}

/// What the value of an attribute is, when it is a text of its own.
fn part_of(name: &[u8], value: &[u8]) -> Option<FileKind> {
    let is_handler = name.len() > 2 && name[..2].eq_ignore_ascii_case(b"on");
    // `@click` and `x-on:click` are handlers too, and bindings are expressions.
    let is_expression = name.starts_with(b"@")
        || name.starts_with(b"v-")
        || name.starts_with(b":")
        || name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"x-"));
    if name.eq_ignore_ascii_case(b"srcdoc") {
        Some(FileKind::Html)
    } else if content::is_json(value) {
        Some(FileKind::Json)
    } else if is_handler || is_expression {
        Some(FileKind::JavaScript)
    } else {
        None
    }
}
