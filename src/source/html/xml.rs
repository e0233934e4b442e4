//! XML: property lists, resources of apps, SVG, settings. Texts go by the elements around them.

use super::{
    NAMING, Reader,
    entity::{Resolved, resolve},
    tokenizer::{Attribute, Language, Token, Tokenizer},
};
use crate::{
    candidate::{Frame, FrameKind, Place},
    report::FileKind,
    source::{Part, Reading, Sink, Source, content},
    span::Span,
};

/// Elements further in are counted and have no names.
const DEEPEST: usize = 64;

/// Gives `sink` the strings of an XML document, and its parts.
pub(crate) fn read<'s>(source: &'s Source<'_>, sink: &mut Sink<'_>) -> Reading<'s> {
    let mut reader = Reader::new(source, sink);
    let mut elements = Elements::default();
    let mut tokens = Tokenizer::new(&source.bytes, Language::Xml);
    while let Some(token) = tokens.next() {
        match token {
            Token::Open { name, self_closing } => {
                reader.attributes(name, tokens.attributes());
                if !self_closing {
                    elements.enter(naming(&source.bytes, name, tokens.attributes()), name);
                }
            }
            Token::Close { name } => elements.leave(name.of(&source.bytes) == b"key"),
            Token::Text(span) => {
                let text = resolve(&source.bytes, span, false);
                element_text(&mut reader, &mut elements, text, span);
            }
            Token::Raw(span) => {
                let text = Resolved::Verbatim(span.of(&source.bytes));
                element_text(&mut reader, &mut elements, text, span);
            }
            Token::Comment(span) => reader.candidate(span, Place::Comment, &[]),
        }
    }
    reader.reading
}

/// What an element's text goes by: `<string name="api_key">`, `<entry key="…">`, `<apiKey>`.
fn naming(source: &[u8], element: Span, attributes: &[Attribute]) -> Span {
    let named = attributes.iter().find(|attribute| {
        let name = attribute.name.of(source);
        NAMING.iter().any(|known| name == *known || name.ends_with(&[b":", *known].concat()))
    });
    named.and_then(|attribute| attribute.value).filter(|name| name.len() > 0).unwrap_or(element)
}

fn element_text<'s>(
    reader: &mut Reader<'s, '_, '_>,
    elements: &mut Elements,
    text: Resolved<'s>,
    span: Span,
) {
    let bytes = text.bytes().trim_ascii();
    if bytes.is_empty() {
        return;
    }
    elements.last_text = Some(span);
    let element = elements.open.last().map_or(&b""[..], |element| element.of(reader.source));
    let is_script = element.eq_ignore_ascii_case(b"script");
    let kind = match () {
        () if !reader.takes_parts => None,
        () if is_script => Some(FileKind::JavaScript),
        () if content::is_json(bytes) => Some(FileKind::Json),
        () => None,
    };
    match kind {
        Some(kind) => reader.reading.parts.push(Part::resolved(kind, text, span)),
        None => reader.give_trimmed(&text, span, &elements.frames()),
    }
}

/// The elements around the text at hand.
#[derive(Default)]
struct Elements {
    open: Vec<Span>,
    names: Vec<Span>,
    beyond: u32,
    last_text: Option<Span>,
    /// A property list's `<key>`, which names the element behind it.
    key: Option<Span>,
}

impl Elements {
    fn enter(&mut self, name: Span, element: Span) {
        if self.open.len() == DEEPEST {
            self.beyond += 1;
            return;
        }
        self.open.push(element);
        self.names.push(self.key.take().unwrap_or(name));
    }

    fn leave(&mut self, is_key: bool) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else {
            self.open.pop();
            self.names.pop();
        }
        let text = self.last_text.take();
        self.key = text.filter(|_| is_key);
    }

    fn frames(&self) -> Vec<Frame> {
        let frame = |name: &Span| Frame { kind: FrameKind::Property, name: *name };
        self.names.iter().map(frame).collect()
    }
}
