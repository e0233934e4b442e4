//! The tokens of JSON, and of what is nearly JSON.

use memchr::{memchr, memchr3, memmem};

use crate::span::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// `[`, with its offset.
    OpenArray(usize),
    OpenObject,
    Close,
    Comma,
    /// The name before a colon, without its quotes.
    Key(Span),
    /// Any other string, without its quotes; whether a closing bracket follows.
    String {
        inside: Span,
        is_last: bool,
    },
    Comment(Span),
    /// A line breaks off within a string, and the next one is a value of its own.
    Break,
}

pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether a value or a key may begin here, so that a `'` is a quote and no apostrophe.
    is_fresh: bool,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, is_fresh: true }
    }

    /// Goes on from `at`.
    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
        self.is_fresh = false;
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        while let Some(&byte) = self.bytes.get(self.at) {
            let token = match byte {
                b' ' | b'\t' | b'\n' | b'\r' => {
                    self.at += 1;
                    continue;
                }
                b'"' => Some(self.string(b'"')),
                b'\'' if self.is_fresh => Some(self.string(b'\'')),
                b'{' | b'[' | b'}' | b']' | b',' | b':' => self.punctuator(byte),
                b'/' => self.comment(),
                _ => self.word(),
            };
            if token.is_some() {
                return token;
            }
        }
        None
    }

    fn punctuator(&mut self, byte: u8) -> Option<Token> {
        self.at += 1;
        self.is_fresh = !matches!(byte, b'}' | b']');
        match byte {
            b'{' => Some(Token::OpenObject),
            b'[' => Some(Token::OpenArray(self.at - 1)),
            b'}' | b']' => Some(Token::Close),
            b',' => Some(Token::Comma),
            _ => None,
        }
    }

    fn string(&mut self, quote: u8) -> Token {
        let start = self.at + 1;
        let end = string_end(self.bytes, start, quote);
        self.at = (end + 1).min(self.bytes.len());
        if self.bytes.get(end) == Some(&b'\n')
            && matches!(self.bytes.get(self.at), Some(b'{' | b'['))
        {
            self.is_fresh = true;
            return Token::Break;
        }
        self.is_fresh = false;
        let inside = Span::new(start as u32, end as u32);
        match self.after_space() {
            Some(b':') => {
                self.is_fresh = true;
                Token::Key(inside)
            }
            after => Token::String { inside, is_last: matches!(after, Some(b']' | b'}')) },
        }
    }

    /// The next byte that is no white space.
    fn after_space(&self) -> Option<u8> {
        // A key's colon stands near it; a text of white space must not be walked again and again.
        const NEAR: usize = 256;
        let rest = &self.bytes[self.at..];
        rest.iter().take(NEAR).copied().find(|byte| !byte.is_ascii_whitespace())
    }

    fn comment(&mut self) -> Option<Token> {
        let before = self.at.checked_sub(1).map_or(b' ', |before| self.bytes[before]);
        let rest = &self.bytes[self.at + 1..];
        let start = self.at + 2;
        let is_possible = before.is_ascii_whitespace() || b",{[]}\"'/".contains(&before);
        let (end, length) = match rest.first() {
            Some(b'/') if is_possible => (memchr(b'\n', rest), 1),
            Some(b'*') if is_possible => (memmem::find(rest, b"*/").filter(|&end| end > 0), 2),
            _ => {
                self.at += 1;
                return None;
            }
        };
        let end = end.map_or(self.bytes.len(), |end| self.at + 1 + end);
        self.at = (end + length).min(self.bytes.len());
        Some(Token::Comment(Span::new(start.min(end) as u32, end as u32)))
    }

    /// A name, a number, or anything else without quotes.
    fn word(&mut self) -> Option<Token> {
        let start = self.at;
        let rest = &self.bytes[start..];
        let length = rest.iter().position(|&byte| !is_of_word(byte)).unwrap_or(rest.len()).max(1);
        self.at += length;
        let was_fresh = std::mem::replace(&mut self.is_fresh, false);
        if self.bytes.get(self.at) == Some(&b':') {
            if let Some(length) = text_row(&self.bytes[self.at + 1..]) {
                self.at = (self.at + 1 + length).min(self.bytes.len());
                return None;
            }
            let is_name = was_fresh && !rest[0].is_ascii_digit();
            return is_name.then(|| {
                self.is_fresh = true;
                Token::Key(Span::new(start as u32, self.at as u32))
            });
        }
        None
    }
}

/// Where the string that begins at `start` ends: at its quote, or where its line does.
pub(super) fn string_end(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start;
    while let Some(found) = memchr3(quote, b'\\', b'\n', &bytes[at..]) {
        at += found;
        if bytes[at] != b'\\' {
            return at;
        }
        at = (at + 2).min(bytes.len());
    }
    bytes.len()
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'-' | b'.' | b'+') || byte >= 0x80
}

/// The length of a flight row's text, with its head: `T` and a length, as in `5:T1f4,…`.
fn text_row(row: &[u8]) -> Option<usize> {
    let digits = row.strip_prefix(b"T")?;
    let count = digits.iter().take(8).take_while(|digit| digit.is_ascii_hexdigit()).count();
    if count == 0 || digits.get(count) != Some(&b',') {
        return None;
    }
    let length = digits[..count].iter().fold(0, |length, &digit| {
        length * 16 + char::from(digit).to_digit(16).unwrap_or(0) as usize
    });
    Some(count + 2 + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> String {
        let mut lexer = Lexer::new(text.as_bytes());
        let mut out = String::new();
        let shown = |span: Span| String::from_utf8_lossy(span.of(text.as_bytes())).into_owned();
        while let Some(token) = lexer.next() {
            out += &match token {
                Token::OpenArray(_) => "[".to_owned(),
                Token::OpenObject => "{".to_owned(),
                Token::Close => ")".to_owned(),
                Token::Comma => ",".to_owned(),
                Token::Key(name) => format!(" {}:", shown(name)),
                Token::String { inside, is_last } => {
                    format!(" <{}>{}", shown(inside), if is_last { "!" } else { "" })
                }
                Token::Break => "|".to_owned(),
                Token::Comment(span) => format!(" #{}#", shown(span)),
            };
        }
        out
    }

    #[test]
    fn strings_are_told_from_keys() {
        assert_eq!(
            tokens(r#"{"a": "b", "c\"d" :["e","f"],"g":1.5e3,"h":null}"#),
            r#"{ a: <b>, c\"d:[ <e>, <f>!), g:, h:)"#
        );
    }

    #[test]
    fn what_is_nearly_json_is_taken() {
        assert_eq!(
            tokens("// one\n{a: 'b', /* two */ \"c\":\n'd',}"),
            "# one#{ a: <b>, # two # c: <d>,)".replacen('#', " #", 1)
        );
        assert_eq!(tokens("{\"a\":\"b\n{\"c\":\"d\"}"), "{ a:|{ c: <d>!)");
        assert_eq!(tokens("it's http://x.example/y \"a\""), " it: <a>".replacen(" it:", "", 1));
    }

    #[test]
    fn flight_rows_are_read_and_their_texts_passed_over() {
        assert_eq!(tokens("0:{\"a\":\"b\"}\n1:T6,\"}\"'\n\n2:I[\"c\"]\n"), "{ a: <b>!)[ <c>!)");
    }

    #[test]
    fn everything_ends() {
        for text in
            ["\"", "'", "\"\\", "/*", "/*/", "//", "/", "1:Tffffffff,x", "a:", "\\", "\u{e9}"]
        {
            tokens(text);
        }
    }
}
