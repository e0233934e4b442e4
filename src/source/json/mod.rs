//! JSON, and what is nearly JSON: with comments, with keys that have no quotes, one value after
//! another, or behind labels as in React's flight rows. Every string is a candidate under its
//! keys.
//!
//! Nothing is refused: what makes no sense is passed over, and a line that breaks off does not
//! take the next one with it. There is no recursion, and every byte is looked at at most twice.

mod lexer;
mod table;

use super::{Part, Reading, Sink, Source, content, percent};
use crate::{
    candidate::{Candidate, Frame, FrameKind, Place},
    javascript::escape,
    report::{Analysis, FileKind},
    source::Decoded,
    span::Span,
};

use lexer::{Lexer, Token};

/// Shorter strings hold no secret that a rule could tell from a word.
const SHORTEST: usize = 8;

/// Levels further in are counted and have no names.
const DEEPEST: usize = 1024;

/// Keys whose value names the value beside it: `{"name": "API_KEY", "value": "…"}`.
const NAMING: [&[u8]; 6] = [b"name", b"key", b"variable", b"envVar", b"env", b"label"];

/// Keys whose value is named so.
const NAMED: [&[u8]; 5] = [b"value", b"content", b"val", b"default", b"defaultValue"];

/// Gives `sink` the strings of JSON, and its parts.
pub(crate) fn read<'s>(source: &'s Source<'_>, sink: &mut Sink<'_>) -> Reading<'s> {
    let mut reader = Reader {
        source: &source.bytes,
        takes_parts: source.may_hold_parts(),
        reading: Reading::new(Analysis::Syntax),
        frames: Vec::new(),
        open: Vec::new(),
        here: Level::default(),
        beyond: 0,
        sink,
    };
    let mut lexer = Lexer::new(&source.bytes);
    while let Some(token) = lexer.next() {
        match token {
            Token::OpenArray(at) => match table::read(&source.bytes, at) {
                Some(table) => {
                    reader.table(&table);
                    lexer.go_to(table.end);
                }
                None => reader.enter(true),
            },
            Token::OpenObject => reader.enter(false),
            Token::Close => reader.leave(),
            Token::Break => reader.restart(),
            Token::Comma => reader.comma(),
            Token::Key(name) => reader.key(name),
            Token::String { inside, is_last } => reader.string(inside, is_last),
            Token::Comment(span) => reader.give(span, span.of(&source.bytes), Place::Comment),
        }
    }
    reader.reading
}

/// What is known inside one bracket.
#[derive(Debug, Clone, Copy, Default)]
struct Level {
    is_array: bool,
    /// How many of the frames are outside.
    outside: u32,
    /// Commas so far.
    index: u32,
    /// The string that names the value to come.
    label: Option<Span>,
}

struct Reader<'s, 'k, 'f> {
    source: &'s [u8],
    takes_parts: bool,
    reading: Reading<'s>,
    /// The keys around the value at hand.
    frames: Vec<Frame>,
    /// The levels outside the innermost bracket.
    open: Vec<Level>,
    here: Level,
    beyond: u32,
    sink: &'k mut Sink<'f>,
}

impl Reader<'_, '_, '_> {
    fn enter(&mut self, is_array: bool) {
        if self.open.len() == DEEPEST {
            self.beyond += 1;
            return;
        }
        let outside = self.frames.len() as u32;
        self.open.push(self.here);
        self.here = Level { is_array, outside, ..Level::default() };
    }

    fn leave(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if let Some(outer) = self.open.pop() {
            self.frames.truncate(self.here.outside as usize);
            self.here = outer;
        }
    }

    /// Leaves everything: what was open will not be closed.
    fn restart(&mut self) {
        self.frames.clear();
        self.open.clear();
        (self.here, self.beyond) = (Level::default(), 0);
    }

    fn comma(&mut self) {
        self.here.index = self.here.index.saturating_add(1);
        if !self.here.is_array {
            self.frames.truncate(self.here.outside as usize);
        }
    }

    fn key(&mut self, name: Span) {
        self.give(name, name.of(self.source), Place::Key);
        self.frames.truncate(self.here.outside as usize);
        if self.beyond == 0 {
            self.frames.push(Frame { kind: FrameKind::Property, name });
        }
    }

    fn string(&mut self, inside: Span, is_last: bool) {
        let depth = self.frames.len();
        let label = self.label(inside, is_last);
        self.frames.extend(label.map(|name| Frame { kind: FrameKind::Label, name }));
        self.value(inside);
        self.frames.truncate(depth);
    }

    /// The string beside this one that names it: `["name", "value"]`, or
    /// `{"name": …, "value": …}`. Remembers what may name the next one.
    fn label(&mut self, value: Span, is_last: bool) -> Option<Span> {
        if self.here.is_array {
            let label = self.here.label.take();
            if self.here.index == 0 {
                self.here.label = Some(value);
            }
            return label.filter(|_| self.here.index == 1 && is_last);
        }
        let key = self.frames.get(self.here.outside as usize)?.name.of(self.source);
        if NAMING.contains(&key) {
            self.here.label = Some(value);
        }
        self.here.label.filter(|_| NAMED.contains(&key))
    }

    /// A string that is no key.
    fn value(&mut self, inside: Span) {
        if (inside.len() as usize) < SHORTEST {
            return;
        }
        let raw = inside.of(self.source);
        if memchr::memchr(b'\\', raw).is_none() {
            match self.part_of(raw) {
                Some(kind) => self.reading.parts.push(Part::verbatim(kind, self.source, inside)),
                None => self.plain(inside),
            }
            return;
        }
        let mut text = Decoded::default();
        escape::decode_into(raw, inside.start, &mut text);
        match self.part_of(&text.bytes) {
            Some(kind) => self.reading.parts.push(Part::decoded(kind, text)),
            None => self.give(inside, &text.bytes, Place::String),
        }
    }

    /// A string without escapes.
    fn plain(&mut self, inside: Span) {
        match percent::json(self.source, inside).filter(|_| self.takes_parts) {
            Some(json) => self.reading.parts.push(Part::decoded(FileKind::Json, json)),
            None => self.give(inside, inside.of(self.source), Place::String),
        }
    }

    /// What a string holds, when it is a text of its own.
    fn part_of(&self, value: &[u8]) -> Option<FileKind> {
        if !self.takes_parts {
            None
        } else if content::is_json(value) {
            Some(FileKind::Json)
        } else if content::is_page(value) {
            Some(FileKind::Html)
        } else {
            None
        }
    }

    fn give(&mut self, span: Span, value: &[u8], place: Place) {
        if value.len() >= SHORTEST {
            let verbatim = span.len() as usize == value.len();
            let frames = &self.frames;
            (self.sink)(&Candidate { value, span, verbatim, derivation: &[], place, frames });
        }
    }

    /// The strings of a table, each under every name that leads to it.
    fn table(&mut self, table: &table::Table) {
        let depth = self.frames.len();
        for (inside, path) in table.strings() {
            let names = path.into_iter().rev();
            self.frames.extend(names.map(|name| Frame { kind: FrameKind::Property, name }));
            self.value(inside);
            self.frames.truncate(depth);
        }
    }
}
