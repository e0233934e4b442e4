//! Tags of JSX and the text between them: there a quote is a letter, and a slash no regular
//! expression. What was taken for a string there would hide what the parser goes into.

use memchr::{memchr, memchr2};

use super::{
    lexer::{Lexer, is_word},
    token::{Bracket, Punctuator, Token, TokenKind, Word},
};
use crate::span::Span;

/// Where in an element the lexer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    /// In its first tag.
    Tag {
        /// Whether a slash says that nothing is in the element.
        is_empty: bool,
        /// Open `<` of type arguments.
        angles: u32,
    },
    /// Between its tags.
    Children,
    /// In its last tag.
    Closing,
}

impl Markup {
    pub(super) const TAG: Self = Self::Tag { is_empty: false, angles: 0 };
}

impl Lexer<'_> {
    /// Whether the `<` at hand begins an element.
    pub(super) fn begins_element(&self) -> bool {
        if !self.dialect.has_jsx() || !self.goal.is_regex() {
            return false;
        }
        let rest = self.source[self.at + 1..].trim_ascii_start();
        let name = rest.iter().position(|&byte| !is_word(byte)).unwrap_or(rest.len());
        let begins = name > 0 && !rest[0].is_ascii_digit() || matches!(rest, [b'>' | 128.., ..]);
        // `<T,>(…) => …` and `<T extends …>(…) => …` are functions.
        let behind = rest[name..].trim_ascii_start();
        let is_generic = behind.starts_with(b",") || behind.starts_with(b"extends ");
        begins && !(self.dialect.is_typed() && is_generic)
    }

    /// Enters an element.
    pub(super) fn open_tag(&mut self) -> TokenKind {
        self.at += 1;
        self.goal.enter(Markup::TAG);
        TokenKind::Punctuator(Punctuator::OpenTag)
    }

    /// The next token of an element, and what comes before it is skipped.
    pub(super) fn in_element(&mut self, markup: Markup) -> Option<Token> {
        if markup != Markup::Children {
            self.skip()?;
        }
        let start = self.at;
        let first = *self.source.get(start)?;
        let kind = match markup {
            Markup::Children => self.child(first),
            Markup::Tag { .. } | Markup::Closing => self.of_tag(first, markup),
        };
        Some(Token {
            kind,
            span: Span::new(start as u32, self.at as u32),
            newline_before: std::mem::take(&mut self.newline_before),
        })
    }

    fn child(&mut self, first: u8) -> TokenKind {
        match first {
            b'<' if self.byte(1) == b'/' => {
                self.at += 2;
                self.goal.set_markup(Markup::Closing);
                TokenKind::Punctuator(Punctuator::Operator)
            }
            b'<' => self.open_tag(),
            b'{' => self.open_container(),
            _ => {
                let rest = &self.source[self.at..];
                self.at += memchr2(b'<', b'{', rest).unwrap_or(rest.len());
                TokenKind::Text
            }
        }
    }

    fn open_container(&mut self) -> TokenKind {
        self.at += 1;
        self.goal.open_container();
        TokenKind::Punctuator(Punctuator::Open(Bracket::Curly))
    }

    fn of_tag(&mut self, first: u8, markup: Markup) -> TokenKind {
        match first {
            b'>' => return TokenKind::Punctuator(self.end_tag(markup)),
            b'/' => {
                if let Markup::Tag { angles, .. } = markup {
                    self.goal.set_markup(Markup::Tag { is_empty: true, angles });
                }
            }
            b'<' => match markup {
                Markup::Tag { is_empty, angles } if self.goal.is_after_value() => {
                    self.goal.set_markup(Markup::Tag { is_empty, angles: angles + 1 });
                }
                _ => return self.open_tag(),
            },
            b'{' => return self.open_container(),
            b'"' | b'\'' => {
                // Without escapes, and over the ends of lines.
                let rest = &self.source[self.at + 1..];
                let length = memchr(first, rest);
                self.at += length.map_or(rest.len() + 1, |length| length + 2);
                self.goal.value();
                return TokenKind::String { closed: length.is_some() };
            }
            b'=' if self.byte(1) != b'>' => {
                self.at += 1;
                self.goal.begin_value();
                return TokenKind::Punctuator(Punctuator::Assign);
            }
            b'(' | b'[' => {
                let bracket = if first == b'(' { Bracket::Round } else { Bracket::Square };
                self.at += 1;
                self.goal.open(bracket);
                return TokenKind::Punctuator(Punctuator::Open(bracket));
            }
            _ if is_word(first) || first >= 128 => {
                let rest = &self.source[self.at + 1..];
                let is_name =
                    |byte: u8| is_word(byte) || byte >= 128 || matches!(byte, b'-' | b'.' | b':');
                self.at += 1 + rest.iter().position(|&byte| !is_name(byte)).unwrap_or(rest.len());
                self.goal.value();
                return TokenKind::Word(Word::Name);
            }
            _ => {}
        }
        self.at += 1;
        TokenKind::Punctuator(Punctuator::Operator)
    }

    /// Behind a `>`.
    fn end_tag(&mut self, markup: Markup) -> Punctuator {
        self.at += 1;
        match markup {
            Markup::Tag { is_empty, angles: angles @ 1.. } => {
                self.goal.set_markup(Markup::Tag { is_empty, angles: angles - 1 });
                Punctuator::Operator
            }
            Markup::Tag { is_empty: false, .. } => {
                self.goal.set_markup(Markup::Children);
                Punctuator::Operator
            }
            Markup::Tag { .. } | Markup::Closing | Markup::Children => {
                self.goal.leave_element();
                Punctuator::CloseTag
            }
        }
    }
}
