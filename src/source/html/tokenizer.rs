//! The tokenizer of the HTML standard (section 13.2.5), as far as it says where things are: tags
//! with their attributes, text, comments, and the contents of elements that hold no tags.
//!
//! Every byte is looked at once, and nothing is copied. The same states read XML.

use memchr::{memchr, memchr2, memmem};

use crate::span::Span;

/// What a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Html,
    Xml,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    /// A start tag; its attributes are in [`Tokenizer::attributes`].
    Open { name: Span, self_closing: bool },
    /// An end tag.
    Close { name: Span },
    /// Text with character references.
    Text(Span),
    /// What stands between the tags of `script` or `style`, or in a CDATA section: text without
    /// character references.
    Raw(Span),
    /// A comment, a doctype, or a processing instruction, without its marks.
    Comment(Span),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attribute {
    pub(crate) name: Span,
    /// Without its quotes; nothing when there is no `=`.
    pub(crate) value: Option<Span>,
}

/// Elements whose content is text up to their end tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Script,
    Raw,
    /// With character references.
    Text,
    /// Up to the end of the document.
    Plain,
}

pub(crate) struct Tokenizer<'a> {
    bytes: &'a [u8],
    language: Language,
    at: usize,
    /// The attributes of the start tag that was read last.
    attributes: Vec<Attribute>,
    /// The element whose content comes next.
    inside: Option<(Content, Span)>,
    /// Open `svg` and `math` elements: in these, any element may close itself.
    foreign: u32,
}

impl<'a> Tokenizer<'a> {
    pub(crate) fn new(bytes: &'a [u8], language: Language) -> Self {
        Self { bytes, language, at: 0, attributes: Vec::new(), inside: None, foreign: 0 }
    }

    /// Goes on at `at`, between tokens.
    pub(crate) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The attributes of the start tag that was given last.
    pub(crate) fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The next token; nothing at the end, and for a tag that the document ends in.
    pub(crate) fn next(&mut self) -> Option<Token> {
        if let Some((content, name)) = self.inside.take()
            && let Some(token) = self.content(content, name)
        {
            return Some(token);
        }
        while self.at < self.bytes.len() {
            let start = self.at;
            let step = if self.bytes[start] == b'<' { self.markup() } else { Step::Text };
            match step {
                Step::Token(token) => return Some(token),
                Step::Nothing => {}
                Step::Text => {
                    self.at = start + 1;
                    self.skip_text();
                    return Some(Token::Text(span(start, self.at)));
                }
            }
        }
        None
    }

    /// Goes to the next `<` that begins something.
    fn skip_text(&mut self) {
        loop {
            let rest = &self.bytes[self.at..];
            let Some(found) = memchr(b'<', rest) else { break };
            self.at += found;
            match rest.get(found + 1) {
                Some(b'!' | b'/' | b'?') => return,
                Some(next) if self.begins_name(*next) => return,
                _ => self.at += 1,
            }
        }
        self.at = self.bytes.len();
    }

    fn begins_name(&self, byte: u8) -> bool {
        byte.is_ascii_alphabetic()
            || (self.language == Language::Xml && (byte == b'_' || byte >= 0x80))
    }

    /// What begins with the `<` at hand.
    fn markup(&mut self) -> Step {
        let rest = &self.bytes[self.at + 1..];
        match rest {
            [b'!', b'-', b'-', ..] => Step::Token(self.comment()),
            [b'!', after @ ..]
                if self.language == Language::Xml && after.starts_with(b"[CDATA[") =>
            {
                let start = self.at + 9;
                let end = find(self.bytes, start, b"]]>");
                self.at = (end + 3).min(self.bytes.len());
                Step::Token(Token::Raw(span(start, end)))
            }
            [b'?', ..] => self.bogus_comment(1),
            [b'/', b'>', ..] => {
                self.at += 3;
                Step::Nothing
            }
            [b'/', next, ..] if self.begins_name(*next) => {
                self.at += 2;
                self.tag(true)
            }
            [b'!', ..] | [b'/', _, ..] => self.bogus_comment(2),
            [next, ..] if self.begins_name(*next) => {
                self.at += 1;
                self.tag(false)
            }
            _ => Step::Text,
        }
    }

    fn comment(&mut self) -> Token {
        let start = self.at + 4;
        let rest = &self.bytes[start..];
        if let Some(short) = [&b">"[..], b"->"].iter().find(|end| rest.starts_with(end)) {
            self.at = start + short.len();
            return Token::Comment(span(start, start));
        }
        let mut from = 0;
        while let Some(found) = memmem::find(&rest[from..], b"--") {
            let dashes = from + found;
            for end in [&b">"[..], b"!>"] {
                if rest[dashes + 2..].starts_with(end) {
                    self.at = start + dashes + 2 + end.len();
                    return Token::Comment(span(start, start + dashes));
                }
            }
            from = dashes + 1;
        }
        self.at = self.bytes.len();
        // An end that has only begun is no part of the comment.
        let ends = [&b"--!"[..], b"--", b"-"];
        let begun = ends.iter().find(|end| rest.ends_with(end)).map_or(0, |end| end.len());
        Token::Comment(span(start, self.at - begun))
    }

    fn bogus_comment(&mut self, opening: usize) -> Step {
        let start = (self.at + opening).min(self.bytes.len());
        let end = find(self.bytes, start, b">");
        self.at = (end + 1).min(self.bytes.len());
        Step::Token(Token::Comment(span(start, end)))
    }

    /// A tag from its name on.
    fn tag(&mut self, closes: bool) -> Step {
        let name = self.take_while(|byte| !matches!(byte, b'/' | b'>') && !is_space(byte));
        self.attributes.clear();
        let self_closing = loop {
            self.take_while(is_space);
            match self.peek() {
                None => return Step::Nothing,
                Some(b'>') => {
                    self.at += 1;
                    break false;
                }
                Some(b'/') => {
                    self.at += 1;
                    if self.peek() == Some(b'>') {
                        self.at += 1;
                        break true;
                    }
                }
                Some(b'?') if self.language == Language::Xml => self.at += 1,
                Some(_) => self.attribute(),
            }
        };
        if closes {
            self.foreign = self.foreign.saturating_sub(u32::from(self.is_foreign(name)));
            return Step::Token(Token::Close { name });
        }
        if self.language == Language::Html {
            let is_empty = self_closing && self.foreign > 0;
            self.inside = content_of(name.of(self.bytes))
                .filter(|_| !is_empty)
                .map(|content| (content, name));
            self.foreign += u32::from(self.is_foreign(name) && !self_closing);
        }
        Step::Token(Token::Open { name, self_closing })
    }

    fn is_foreign(&self, name: Span) -> bool {
        let name = name.of(self.bytes);
        name.eq_ignore_ascii_case(b"svg") || name.eq_ignore_ascii_case(b"math")
    }

    fn attribute(&mut self) {
        let start = self.at;
        // A `=` in the first place is part of the name.
        self.at += 1;
        self.take_while(|byte| !matches!(byte, b'/' | b'>' | b'=') && !is_space(byte));
        let name = span(start, self.at);
        self.take_while(is_space);
        let value = (self.peek() == Some(b'=')).then(|| {
            self.at += 1;
            self.take_while(is_space);
            match self.peek() {
                Some(quote @ (b'"' | b'\'')) => {
                    self.at += 1;
                    let value = self.take_until(quote);
                    self.at = (self.at + 1).min(self.bytes.len());
                    value
                }
                _ => self.take_while(|byte| byte != b'>' && !is_space(byte)),
            }
        });
        self.attributes.push(Attribute { name, value });
    }

    /// The content of an element that holds no tags; nothing when it is empty.
    fn content(&mut self, content: Content, name: Span) -> Option<Token> {
        let start = self.at;
        let name = name.of(self.bytes);
        self.at = match content {
            Content::Plain => self.bytes.len(),
            Content::Script => self.script_end(name),
            Content::Raw | Content::Text => self.end_tag(start, name),
        };
        let content_span = span(start, self.at);
        (self.at > start).then_some(match content {
            Content::Text => Token::Text(content_span),
            _ => Token::Raw(content_span),
        })
    }

    /// Where the end tag of `name` begins.
    fn end_tag(&self, from: usize, name: &[u8]) -> usize {
        let mut at = from;
        while let Some(found) = memmem::find(&self.bytes[at..], b"</") {
            at += found;
            if is_tag(&self.bytes[at + 2..], name) {
                return at;
            }
            at += 2;
        }
        self.bytes.len()
    }

    /// Where the end tag of a script begins. Behind `<!--`, a script may hold another one with
    /// its end tag, up to `-->`.
    fn script_end(&self, name: &[u8]) -> usize {
        let mut at = self.at;
        let (mut is_escaped, mut is_nested) = (false, false);
        while let Some(found) = memchr2(b'<', b'-', &self.bytes[at..]) {
            at += found;
            let rest = &self.bytes[at..];
            at += 1;
            if rest.starts_with(b"-->") {
                (is_escaped, is_nested) = (false, false);
            } else if rest.starts_with(b"<!--") {
                is_escaped = true;
                // The two dashes may be those of the end already.
                at += 1;
            } else if rest.starts_with(b"</") && is_tag(&rest[2..], name) {
                if !is_nested {
                    return at - 1;
                }
                is_nested = false;
            } else if is_escaped && rest.starts_with(b"<") && is_tag(&rest[1..], name) {
                is_nested = true;
            }
        }
        self.bytes.len()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take_while(&mut self, test: impl Fn(u8) -> bool) -> Span {
        let start = self.at;
        let rest = &self.bytes[start..];
        self.at += rest.iter().position(|&byte| !test(byte)).unwrap_or(rest.len());
        span(start, self.at)
    }

    fn take_until(&mut self, end: u8) -> Span {
        let start = self.at;
        let rest = &self.bytes[start..];
        self.at += memchr(end, rest).unwrap_or(rest.len());
        span(start, self.at)
    }
}

enum Step {
    Token(Token),
    /// Markup that is nothing.
    Nothing,
    /// A `<` that is text.
    Text,
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

fn find(bytes: &[u8], from: usize, end: &[u8]) -> usize {
    memmem::find(&bytes[from..], end).map_or(bytes.len(), |found| from + found)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0C)
}

/// Whether a tag called `name` goes on here.
fn is_tag(rest: &[u8], name: &[u8]) -> bool {
    rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && rest.get(name.len()).is_some_and(|&next| is_space(next) || matches!(next, b'/' | b'>'))
}

fn content_of(name: &[u8]) -> Option<Content> {
    const KINDS: [(&[u8], Content); 9] = [
        (b"script", Content::Script),
        (b"style", Content::Raw),
        (b"xmp", Content::Raw),
        (b"iframe", Content::Raw),
        (b"noembed", Content::Raw),
        (b"noframes", Content::Raw),
        (b"textarea", Content::Text),
        (b"title", Content::Text),
        (b"plaintext", Content::Plain),
    ];
    let kind = KINDS.iter().find(|(known, _)| name.eq_ignore_ascii_case(known));
    kind.map(|(_, content)| *content)
}
