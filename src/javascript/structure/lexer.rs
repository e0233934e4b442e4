//! The lexer: bytes in, tokens out, without recursion and in one pass.
//!
//! It takes any bytes. What is broken ends where its line or the file ends, and reading goes on.
//! Bytes beyond ASCII are parts of words: no key of a string is lost by that, and nothing needs
//! Unicode's tables.

use memchr::{memchr, memchr3, memmem};

use super::{
    goal::Goal,
    space,
    token::{Bracket, Punctuator, TemplatePart, Token, TokenKind, Word},
};
use crate::{javascript::dialect::Dialect, span::Span};

/// The tokens of a script, comments left out.
#[derive(Debug)]
pub(crate) struct Lexer<'a> {
    pub(super) source: &'a [u8],
    pub(super) at: usize,
    pub(super) newline_before: bool,
    pub(super) goal: Goal,
    pub(super) dialect: Dialect,
    /// The last token.
    last: Span,
    is_ambiguous: bool,
    comments: u32,
    unclosed: Unclosed,
}

/// Where the last slash that no other closes on its line was looked for one: a line of a million
/// of them must not be read a million times.
#[derive(Debug, Default)]
struct Unclosed {
    /// The first `[` or `]` behind it. Before this, no other slash is closed either.
    bracket: usize,
    /// Up to where there is no slash to close it. Whatever begins before this and comes to a
    /// bracket is read as it was from there on.
    end: usize,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(source: &'a [u8], dialect: Dialect) -> Self {
        let mut at = if source.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        if source[at..].starts_with(b"#!") {
            at = memchr(b'\n', source).unwrap_or(source.len());
        }
        Self {
            source,
            at,
            newline_before: true,
            goal: Goal::new(),
            dialect,
            last: Span::default(),
            is_ambiguous: false,
            comments: 0,
            unclosed: Unclosed::default(),
        }
    }

    /// Whether there was a slash of which only the grammar tells whether it divides: what a
    /// regular expression there hides is not known.
    pub(crate) const fn is_ambiguous(&self) -> bool {
        self.is_ambiguous
    }

    /// How many comments began as a page's do: a parser recurses from one to the next.
    pub(crate) const fn comments(&self) -> u32 {
        self.comments
    }

    /// Whether the last token ended a value.
    pub(crate) const fn is_after_value(&self) -> bool {
        self.goal.is_after_value()
    }

    pub(super) fn byte(&self, ahead: usize) -> u8 {
        self.source.get(self.at + ahead).copied().unwrap_or(0)
    }

    /// Moves to the next token's first byte; nothing at the end of the file.
    #[inline]
    pub(super) fn skip(&mut self) -> Option<u8> {
        loop {
            let byte = *self.source.get(self.at)?;
            // Most tokens are words.
            if byte > b'<' {
                match space::at(&self.source[self.at..]).filter(|_| space::is_lead(byte)) {
                    None => return Some(byte),
                    Some((length, ends_line)) => {
                        self.at += length;
                        self.newline_before |= ends_line;
                        continue;
                    }
                }
            }
            match byte {
                b'\n' | b'\r' => {
                    self.newline_before = true;
                    self.at += 1;
                }
                0..=b' ' => self.at += 1,
                b'/' if self.byte(1) == b'/' => self.skip_line(),
                b'/' if self.byte(1) == b'*' => self.skip_block(),
                b'<' if self.source[self.at..].starts_with(b"<!--") => {
                    self.comments += 1;
                    self.skip_line();
                }
                b'-' if self.newline_before && self.source[self.at..].starts_with(b"-->") => {
                    self.comments += 1;
                    self.skip_line();
                }
                _ => return Some(byte),
            }
        }
    }

    fn skip_line(&mut self) {
        while let Some(length) = memchr3(b'\n', b'\r', 0xE2, &self.source[self.at..]) {
            self.at += length;
            let rest = &self.source[self.at..];
            if rest[0] != 0xE2 || matches!(space::at(rest), Some((_, true))) {
                return;
            }
            self.at += 1;
        }
        self.at = self.source.len();
    }

    fn skip_block(&mut self) {
        let rest = &self.source[self.at + 2..];
        let length = memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2);
        self.newline_before |= memchr(b'\n', &rest[..length]).is_some();
        self.at += 2 + length;
    }

    #[inline]
    fn scan(&mut self, first: u8) -> TokenKind {
        match first {
            b'"' | b'\'' => self.string(first),
            b'`' => {
                self.at += 1;
                self.template(TemplatePart::Whole, TemplatePart::Head)
            }
            b'}' if self.goal.is_in_template() => {
                self.at += 1;
                self.template(TemplatePart::Tail, TemplatePart::Middle)
            }
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(1).is_ascii_digit() => self.number(),
            b'/' => self.slash(),
            b'<' if self.begins_element() => self.open_tag(),
            _ if is_word(first) || first >= 128 || first == b'#' || first == b'\\' => self.word(),
            _ => TokenKind::Punctuator(self.punctuator(first)),
        }
    }

    #[inline]
    fn word(&mut self) -> TokenKind {
        let rest = &self.source[self.at + 1..];
        let mut length = rest.iter().position(|&byte| !is_word(byte)).unwrap_or(rest.len());
        // `\u0275`: an escape is part of the word, and so are letters that begin as space does.
        while let Some(b'\\' | 128..) = rest.get(length)
            && space::at(&rest[length..]).is_none()
        {
            let more = &rest[length + 1..];
            length += 1 + more.iter().position(|&byte| !is_word(byte)).unwrap_or(more.len());
        }
        let text = &self.source[self.at..=self.at + length];
        self.at += 1 + length;
        let is_typed = self.dialect.is_typed();
        TokenKind::Word(if is_typed { Word::of_typed(text) } else { Word::of(text) })
    }

    fn number(&mut self) -> TokenKind {
        let rest = &self.source[self.at..];
        let is_hex = rest.len() > 1 && rest[0] == b'0' && rest[1].eq_ignore_ascii_case(&b'x');
        let mut length = 0;
        while let Some(&byte) = rest.get(length) {
            let is_sign = matches!(byte, b'+' | b'-')
                && !is_hex
                && length > 0
                && rest[length - 1].eq_ignore_ascii_case(&b'e');
            if !(byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.' || is_sign) {
                break;
            }
            length += 1;
        }
        self.at += length;
        TokenKind::Number
    }

    fn string(&mut self, quote: u8) -> TokenKind {
        self.at += 1;
        loop {
            let rest = &self.source[self.at..];
            let Some(length) = memchr3(quote, b'\\', b'\n', rest) else {
                self.at = self.source.len();
                return TokenKind::String { closed: false };
            };
            self.at += length;
            match rest[length] {
                b'\\' => self.escape(),
                b'\n' => return TokenKind::String { closed: false },
                _ => {
                    self.at += 1;
                    return TokenKind::String { closed: true };
                }
            }
        }
    }

    /// Passes a backslash and what it escapes; a line's end may be two bytes.
    fn escape(&mut self) {
        let length = if self.byte(1) == b'\r' && self.byte(2) == b'\n' { 3 } else { 2 };
        self.at = (self.at + length).min(self.source.len());
    }

    fn template(&mut self, closed: TemplatePart, open: TemplatePart) -> TokenKind {
        loop {
            let rest = &self.source[self.at..];
            let Some(length) = memchr3(b'`', b'\\', b'$', rest) else {
                self.at = self.source.len();
                return TokenKind::Template(closed);
            };
            self.at += length;
            match rest[length] {
                b'\\' => self.escape(),
                b'$' if self.byte(1) == b'{' => {
                    self.at += 2;
                    return TokenKind::Template(open);
                }
                b'$' => self.at += 1,
                _ => {
                    self.at += 1;
                    return TokenKind::Template(closed);
                }
            }
        }
    }

    fn slash(&mut self) -> TokenKind {
        let is_regex = self.goal.is_regex();
        self.is_ambiguous |= match self.last.of(self.source) {
            // Names where they are not words of a generator, of a module, of a loop.
            b"yield" | b"await" | b"of" => is_regex,
            // A type may have ended.
            b">" | b"}" | b"void" => self.dialect.is_typed(),
            _ => false,
        };
        if is_regex { self.regex() } else { TokenKind::Punctuator(self.punctuator(b'/')) }
    }

    /// A regular expression, or a division where no slash closes it on its line.
    fn regex(&mut self) -> TokenKind {
        let Some(end) = self.end_of_regex() else {
            return TokenKind::Punctuator(self.punctuator(b'/'));
        };
        let flags = &self.source[end..];
        let flags = flags.iter().position(|&byte| !is_word(byte)).unwrap_or(flags.len());
        self.at = end + flags;
        TokenKind::Regex
    }

    /// Behind the slash that closes the one at hand.
    fn end_of_regex(&mut self) -> Option<usize> {
        if self.at < self.unclosed.bracket {
            return None;
        }
        let was_read = self.at < self.unclosed.end;
        let mut at = self.at + 1;
        let mut in_class = false;
        let mut bracket = None;
        loop {
            match self.source.get(at) {
                None | Some(b'\n' | b'\r') => break,
                Some(b'\\') => at += 1,
                Some(b'/') if !in_class => return Some(at + 1),
                Some(&byte @ (b'[' | b']')) => {
                    bracket.get_or_insert(at);
                    if was_read {
                        break;
                    }
                    in_class = byte == b'[';
                }
                Some(_) => {}
            }
            at += 1;
        }
        let end = self.unclosed.end.max(at);
        self.unclosed = Unclosed { bracket: bracket.unwrap_or(at), end };
        None
    }

    #[inline]
    fn punctuator(&mut self, first: u8) -> Punctuator {
        let (punctuator, length) = match (first, self.byte(1)) {
            (b'(', _) => (Punctuator::Open(Bracket::Round), 1),
            (b'[', _) => (Punctuator::Open(Bracket::Square), 1),
            (b'{', _) => (Punctuator::Open(Bracket::Curly), 1),
            (b')', _) => (Punctuator::Close(Bracket::Round), 1),
            (b']', _) => (Punctuator::Close(Bracket::Square), 1),
            (b'}', _) => (Punctuator::Close(Bracket::Curly), 1),
            (b',', _) => (Punctuator::Comma, 1),
            (b';', _) => (Punctuator::Semicolon, 1),
            (b':', _) => (Punctuator::Colon, 1),
            (b'?', b'.') if !self.byte(2).is_ascii_digit() => (Punctuator::Dot, 2),
            (b'?', b'?') | (b'|', b'|') => (Punctuator::Fallback, 2),
            (b'?', _) => (Punctuator::Question, 1),
            (b'.', b'.') if self.byte(2) == b'.' => (Punctuator::Operator, 3),
            (b'.', _) => (Punctuator::Dot, 1),
            (b'=', b'>') => (Punctuator::Arrow, 2),
            (b'=' | b'!', b'=') => (Punctuator::Operator, if self.byte(2) == b'=' { 3 } else { 2 }),
            (b'=', _) => (Punctuator::Assign, 1),
            // `value!` of TypeScript.
            (b'!', _) if self.dialect.is_typed() && self.goal.is_after_value() => {
                (Punctuator::Step, 1)
            }
            (b'+', b'+') | (b'-', b'-') => (Punctuator::Step, 2),
            (b'+', after) if after != b'=' => (Punctuator::Plus, 1),
            (b'&', b'&') | (b'<', b'<') | (_, b'=') => (Punctuator::Operator, 2),
            _ => (Punctuator::Operator, 1),
        };
        self.at += length;
        punctuator
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        if let Some(markup) = self.goal.markup() {
            let token = self.in_element(markup)?;
            self.last = token.span;
            return Some(token);
        }
        let first = self.skip()?;
        let start = self.at;
        let is_member = self.goal.is_member();
        let mut kind = self.scan(first);
        if is_member && matches!(kind, TokenKind::Word(_)) {
            kind = TokenKind::Word(Word::Name);
        }
        let token = Token {
            kind,
            span: Span::new(start as u32, self.at as u32),
            newline_before: std::mem::take(&mut self.newline_before),
        };
        self.last = token.span;
        self.goal.advance(&token);
        Some(token)
    }
}

/// Whether a byte can be inside a word.
pub(super) const fn is_word(byte: u8) -> bool {
    const WORD: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0;
        while byte < 256 {
            let ascii = byte as u8;
            table[byte] = byte >= 128 && !space::is_lead(ascii)
                || ascii.is_ascii_alphanumeric()
                || ascii == b'_'
                || ascii == b'$';
            byte += 1;
        }
        table
    };
    WORD[byte as usize]
}
