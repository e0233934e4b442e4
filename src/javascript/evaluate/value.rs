//! What constant expressions evaluate to.

use std::{ops::Deref, rc::Rc};

use swc_ecma_ast::{Class, ObjectLit, Regex, TsEnumDecl};

use super::{
    bindings::{BindingId, Callable, ScopeId},
    origin::Origin,
};

/// A value of JavaScript's, and where it comes from.
#[derive(Clone)]
pub(super) enum Value<'a> {
    Undefined,
    Null,
    Boolean(bool),
    Number(f64, Origin),
    Text(Text<'a>),
    /// Elements that are no constants are nothing.
    Array(Rc<Vec<Option<Value<'a>>>>),
    /// A `Buffer`, or an array of bytes.
    Bytes(Bytes),
    Object(Object<'a>),
    Function(Function<'a>),
    Regex(&'a Regex),
    /// A function that gives an obfuscator's strings, by its place among them.
    Decoder(u32),
    /// A function of the language, by its dotted name.
    Builtin(&'static str),
}

/// A string.
#[derive(Clone)]
pub(super) struct Text<'a> {
    pub(super) chars: Chars<'a>,
    pub(super) origin: Origin,
}

/// The characters of a string: in the syntax tree, or made.
#[derive(Clone)]
pub(super) enum Chars<'a> {
    Literal(&'a str),
    Made(Rc<str>),
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.chars {
            Chars::Literal(text) => text,
            Chars::Made(text) => text,
        }
    }
}

#[derive(Clone)]
pub(super) struct Bytes {
    pub(super) bytes: Rc<[u8]>,
    pub(super) origin: Origin,
    /// Whether `toString` decodes it.
    pub(super) is_buffer: bool,
}

/// An object, whose members are evaluated when they are asked for.
#[derive(Clone)]
pub(super) enum Object<'a> {
    Literal {
        literal: &'a ObjectLit,
        scope: ScopeId,
        captured: Captured<'a>,
    },
    Made(Rc<Vec<(Rc<str>, Value<'a>)>>),
    Class(&'a Class, ScopeId),
    Enum(&'a TsEnumDecl, ScopeId),
    /// A name that is given its members one by one.
    Named(BindingId),
}

/// A function and what it can see.
#[derive(Clone)]
pub(super) struct Function<'a> {
    pub(super) callable: Callable<'a>,
    pub(super) captured: Captured<'a>,
}

/// A name's value inside a call; nothing where it is no constant.
#[derive(Clone)]
pub(super) struct Local<'a> {
    pub(super) binding: BindingId,
    pub(super) value: Option<Value<'a>>,
}

/// The locals at the place where a function or an object was made inside a call.
pub(super) type Captured<'a> = Option<Rc<Vec<Local<'a>>>>;

impl<'a> Value<'a> {
    pub(super) fn text(text: impl Into<Rc<str>>, origin: Origin) -> Self {
        Self::Text(Text { chars: Chars::Made(text.into()), origin })
    }

    pub(super) fn array(values: Vec<Value<'a>>) -> Self {
        Self::Array(Rc::new(values.into_iter().map(Some).collect()))
    }

    /// Where a text, a number or bytes come from.
    pub(super) fn origin(&self) -> Origin {
        match self {
            Self::Number(_, origin) => *origin,
            Self::Text(text) => text.origin,
            Self::Bytes(bytes) => bytes.origin,
            _ => Origin::NONE,
        }
    }

    pub(super) fn with_origin(self, origin: Origin) -> Self {
        match self {
            Self::Number(number, _) => Self::Number(number, origin),
            Self::Text(text) => Self::Text(Text { origin, ..text }),
            Self::Bytes(bytes) => Self::Bytes(Bytes { origin, ..bytes }),
            other => other,
        }
    }

    /// Whether a condition takes it for true.
    pub(super) fn is_truthy(&self) -> bool {
        match self {
            Self::Undefined | Self::Null => false,
            Self::Boolean(truth) => *truth,
            Self::Number(number, _) => *number != 0.0 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
            _ => true,
        }
    }

    pub(super) const fn is_nullish(&self) -> bool {
        matches!(self, Self::Undefined | Self::Null)
    }
}
