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
    pub(crate) derivation: &'static [Step],
    /// What kind of text this is, when no frame says more.
    pub(crate) place: Place,
    /// The names around the value, outermost first.
    pub(crate) frames: &'a [Frame],
}

/// A step of putting a value together, as the report's `derivation` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Neighbouring literals joined by `+` or inside a template.
    Concat,
    /// Escapes of a script, of JSON, of a page.
    Escape,
    /// Percent-encoding.
    Url,
    Base64,
    Hex,
    Reverse,
    /// UTF-16 in a file that is none.
    Utf16,
}

impl Step {
    /// As the report names it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Concat => "concat",
            Self::Escape => "escape",
            Self::Url => "url",
            Self::Base64 => "base64",
            Self::Hex => "hex",
            Self::Reverse => "reverse",
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
    /// `process.env.name || value`, `import.meta.env.name ?? value`.
    Environment,
    /// `["name", value]`, `headers.set("name", value)`: a string that names the string after it.
    Label,
    /// A function's body, a comparison, a computed key: the names outside say where the value
    /// is, not what it is. Its own name is empty.
    Scope,
}
