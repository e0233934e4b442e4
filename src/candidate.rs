//! A value that may be a secret, with what its surroundings say about it.
//!
//! Candidates borrow everything: the value from the file or the syntax tree, the names from the
//! file by span. Nothing is copied until a rule has matched.

use crate::span::Span;

/// One string of a source: a literal, a template piece, a comment, or a value put together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate<'a> {
    /// The decoded value (escapes resolved).
    pub(crate) value: &'a [u8],
    /// Where the value stands, without its quotes. Of a value that was put together: from its
    /// first piece to its last.
    pub(crate) span: Span,
    /// Whether the bytes of `span` are the value, so that an offset in one is an offset in the
    /// other.
    pub(crate) verbatim: bool,
    /// How the value was put together; empty when it stands as one literal.
    pub(crate) derivation: &'a [Step],
    /// Where the pieces of a value are that was put together, by place.
    pub(crate) pieces: &'a [Span],
    /// What kind of text this is, when no frame says more.
    pub(crate) place: Place,
    /// The names around the value, outermost first.
    pub(crate) frames: &'a [Frame],
}

/// Of a sum of more literals, no more are looked at by themselves.
pub(crate) const MOST_PIECES: usize = 64;

impl<'a> Candidate<'a> {
    /// The pieces that a match keeps. Those of a sum stand inside it: a million of them are not
    /// kept for each key in it.
    pub(crate) fn pieces_to_keep(&self) -> &'a [Span] {
        match self.pieces {
            [first, .., last] if self.span.contains(*first) && self.span.contains(*last) => {
                &self.pieces[..self.pieces.len().min(MOST_PIECES)]
            }
            pieces => pieces,
        }
    }
}

/// A step of putting a value together, as the report's `derivation` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Texts joined by `+` or `concat`.
    Concat,
    /// A template with values in it, or `String.raw`.
    Template,
    /// `array.join()`.
    Join,
    /// `text.split()`, `text.match()`, `[...text]`.
    Split,
    /// `array.reverse()`.
    Reverse,
    /// `slice`, `substring`, `substr`.
    Slice,
    /// `charAt`, `at`, `text[0]`.
    CharAt,
    /// `replace`, `replaceAll`.
    Replace,
    /// `text.repeat()`.
    Repeat,
    /// `padStart`, `padEnd`.
    Pad,
    /// `trim` and its kin.
    Trim,
    /// `toLowerCase`, `toUpperCase`.
    Case,
    /// `String.fromCharCode`, `String.fromCodePoint`.
    FromCharCode,
    /// Base64, decoded or encoded.
    Base64,
    /// Hexadecimal digits, decoded or encoded.
    Hex,
    /// Percent-encoding, decoded or encoded.
    Uri,
    /// Bytes as text: `TextDecoder`, `Buffer`.
    Utf8,
    /// `JSON.parse`, or a member of JSON in a text.
    Json,
    /// `array.map()`: a function for each element.
    Map,
    /// Numbers as text.
    Number,
    /// An element of an array.
    Array,
    /// A member of an object, a class, an enum.
    Member,
    /// The value of a name.
    Variable,
    /// What a function of the script returned.
    Function,
    /// An obfuscator's array of strings.
    StringArray,
    /// An obfuscator's RC4.
    Rc4,
    /// Escapes of a script, of JSON, of a page.
    Escape,
    /// UTF-16 in a file that is none.
    Utf16,
}

impl Step {
    /// As the report names it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Concat => "concat",
            Self::Template => "template",
            Self::Join => "join",
            Self::Split => "split",
            Self::Reverse => "reverse",
            Self::Slice => "slice",
            Self::CharAt => "charAt",
            Self::Replace => "replace",
            Self::Repeat => "repeat",
            Self::Pad => "pad",
            Self::Trim => "trim",
            Self::Case => "case",
            Self::FromCharCode => "fromCharCode",
            Self::Base64 => "base64",
            Self::Hex => "hex",
            Self::Uri => "uri",
            Self::Utf8 => "utf8",
            Self::Json => "json",
            Self::Map => "map",
            Self::Number => "number",
            Self::Array => "array",
            Self::Member => "member",
            Self::Variable => "variable",
            Self::Function => "function",
            Self::StringArray => "stringArray",
            Self::Rc4 => "rc4",
            Self::Escape => "escape",
            Self::Utf16 => "utf16",
        }
    }
}

/// What kind of text a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A string literal or a piece of a template.
    String,
    /// A property's own key.
    Key,
    /// The source of a regular expression.
    Regex,
    /// Text between JSX tags.
    JsxText,
    /// A comment of a page or a style sheet.
    Comment,
    /// Anything else: text that no parser has looked at.
    Text,
}

/// One name that a value stands under. The name is a span of the file: an identifier, or the
/// inside of a quoted key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) kind: FrameKind,
    pub(crate) name: Span,
}

/// What the name of a [`Frame`] is to the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FrameKind {
    /// `const name = value`, `name = value`, a parameter's default.
    Variable,
    /// `{name: value}`, `object.name = value`, a class field.
    Property,
    /// `name(…, value)`; `name` is the callee's last identifier, `index` the argument's place
    /// from 0.
    Argument {
        /// The argument's place, from 0.
        index: u16,
    },
    /// `<x name="value">`.
    Attribute,
    /// `<meta name="name" content="value">`, `<input type="hidden" name="name" value="value">`:
    /// what a server has written into a page.
    Field,
    /// `process.env.name || value`, `import.meta.env.name ?? value`.
    Environment,
    /// `["name", value]`, `headers.set("name", value)`: a string that names the string after it.
    Label,
    /// A function's body, a comparison, a computed key: the names outside say where the value
    /// is, not what it is. Its own name is empty.
    Scope,
}
