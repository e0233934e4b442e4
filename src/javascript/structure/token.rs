//! What a script is made of.

use crate::span::Span;

/// A token with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) span: Span,
    /// Whether a line ends between this token and the one before it.
    pub(crate) newline_before: bool,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// An identifier, a keyword, a private name.
    Word(Word),
    Number,
    /// With its quotes; `closed` is false when its line ended first.
    String {
        closed: bool,
    },
    /// From a back quote or a `}` to a back quote or a `${`, those included.
    Template(TemplatePart),
    /// With its slashes and flags.
    Regex,
    /// What stands between the tags of JSX.
    Text,
    Punctuator(Punctuator),
}

/// What a word does to a parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// A name.
    Name,
    /// `return`, `typeof`, `in`: an expression comes next.
    Operator,
    /// `if`, `while`, `for`, `with`, `switch`, `catch`: a parenthesis and a statement come next.
    Control,
    /// `else`.
    Else,
    /// `do`, `try`, `finally`: a statement comes next.
    Statement,
    /// `case`.
    Case,
    /// `default`, `export`.
    Default,
    /// `function`.
    Function,
    /// `async`.
    Async,
    /// `class`.
    Class,
    /// `keyof`, `as`: of TypeScript, with a type behind it.
    Type,
}

/// Which part of a template a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TemplatePart {
    /// The whole of it, without an expression.
    Whole,
    /// Up to its first `${`.
    Head,
    /// From a `}` to the next `${`.
    Middle,
    /// From its last `}` on.
    Tail,
}

/// What a punctuator does to a parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Punctuator {
    /// `(`, `[` or `{`.
    Open(Bracket),
    /// `)`, `]` or `}`.
    Close(Bracket),
    Comma,
    Semicolon,
    Colon,
    /// `?` of a conditional.
    Question,
    /// `.` and `?.`.
    Dot,
    /// `=>`.
    Arrow,
    /// `=` alone.
    Assign,
    /// `+` alone.
    Plus,
    /// `++` and `--`.
    Step,
    /// `||` and `??`.
    Fallback,
    /// The `<` of a tag that an element of JSX begins with.
    OpenTag,
    /// The `>` of the tag that it ends with.
    CloseTag,
    /// Every other operator.
    Operator,
}

/// The kinds of brackets that a script pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bracket {
    Round,
    Square,
    Curly,
}

impl Word {
    /// What the word `text` is where there are types.
    pub(crate) fn of_typed(text: &[u8]) -> Self {
        match text {
            b"as" | b"asserts" | b"infer" | b"is" | b"keyof" | b"readonly" | b"satisfies"
            | b"unique" => Self::Type,
            _ => Self::of(text),
        }
    }

    /// What the word `text` is.
    #[inline]
    pub(crate) fn of(text: &[u8]) -> Self {
        match text {
            [first, second, ..] if may_be_keyword(*first, *second) => Self::of_keyword(text),
            _ => Self::Name,
        }
    }

    fn of_keyword(text: &[u8]) -> Self {
        match text {
            b"return" | b"typeof" | b"in" | b"instanceof" | b"of" | b"new" | b"void"
            | b"delete" | b"throw" | b"yield" | b"await" | b"extends" => Self::Operator,
            b"if" | b"while" | b"for" | b"with" | b"switch" | b"catch" => Self::Control,
            b"else" => Self::Else,
            b"do" | b"try" | b"finally" => Self::Statement,
            b"case" => Self::Case,
            b"default" | b"export" => Self::Default,
            b"function" => Self::Function,
            b"async" => Self::Async,
            b"class" => Self::Class,
            _ => Self::Name,
        }
    }
}

/// Whether a keyword begins with the two letters: few names do.
#[inline]
const fn may_be_keyword(first: u8, second: u8) -> bool {
    const SECONDS: [u32; 26] = {
        let mut seconds = [0; 26];
        let mut at = 0;
        while at < BEGINNINGS.len() {
            let [first, second] = *BEGINNINGS[at];
            seconds[(first - b'a') as usize] |= 1 << (second - b'a');
            at += 1;
        }
        seconds
    };
    first.is_ascii_lowercase()
        && second.is_ascii_lowercase()
        && SECONDS[(first - b'a') as usize] & 1 << (second - b'a') != 0
}

/// What keywords begin with.
const BEGINNINGS: [&[u8; 2]; 24] = [
    b"as", b"aw", b"ca", b"cl", b"de", b"do", b"el", b"ex", b"fi", b"fo", b"fu", b"if", b"in",
    b"ne", b"of", b"re", b"sw", b"th", b"tr", b"ty", b"vo", b"wh", b"wi", b"yi",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_begins_as_one() {
        for text in [
            "return",
            "typeof",
            "in",
            "instanceof",
            "of",
            "new",
            "void",
            "delete",
            "throw",
            "yield",
            "await",
            "extends",
            "if",
            "while",
            "for",
            "with",
            "switch",
            "catch",
            "else",
            "do",
            "try",
            "finally",
            "case",
            "default",
            "export",
            "function",
            "async",
            "class",
        ] {
            assert_ne!(Word::of(text.as_bytes()), Word::Name, "{text}");
        }
        for text in ["a", "be", "$x", "constructor", "returns", "", "if_", "IF"] {
            assert_eq!(Word::of(text.as_bytes()), Word::Name, "{text}");
        }
    }
}
