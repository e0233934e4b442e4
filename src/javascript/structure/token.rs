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
    pub(crate) fn of(text: &[u8]) -> Self {
        if !(2..=10).contains(&text.len()) {
            return Self::Name;
        }
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
