//! The evaluator: what an expression is, when everything in it is constant.
//!
//! It evaluates what is asked for and nothing else; names are looked up when they are met. It
//! runs no code of the script's beyond small functions without effects, within a budget.

mod access;
mod array;
pub(super) mod builtin;
mod call;
mod expression;
mod function;
mod operator;
mod pattern;
mod reference;
mod statement;
mod string;

pub(super) use expression::{cooked, sum_operands};

use rustc_hash::FxHashMap;
use swc_common::{Span as SwcSpan, Spanned};
use swc_ecma_ast::Expr;

use super::{
    bindings::{BindingId, Bindings, ScopeId},
    budget::Budget,
    origin::{Origin, Origins},
    string_array::StringArrays,
    value::{Chars, Local, Text, Value},
};
use crate::{candidate::Step, javascript::parse::offset, span::Span};

/// Evaluates expressions of one script.
pub(super) struct Evaluator<'a> {
    pub(super) bindings: Bindings<'a>,
    pub(super) origins: Origins,
    pub(super) budget: Budget,
    pub(super) string_arrays: StringArrays<'a>,
    /// What names mean that stand outside of any call.
    values: FxHashMap<BindingId, Option<Value<'a>>>,
    /// What was written to members, by the place of what was written.
    members: FxHashMap<SwcSpan, Option<Value<'a>>>,
    /// The call at hand.
    call: Frame<'a>,
    /// For each function, by its place, the steps that its calls took in vain.
    wasted: FxHashMap<SwcSpan, u64>,
}

/// What a call can see of its own.
#[derive(Default)]
struct Frame<'a> {
    locals: Vec<Local<'a>>,
    /// The function's scope; nothing outside of calls.
    scope: Option<ScopeId>,
    this: Option<Value<'a>>,
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(bindings: Bindings<'a>, budget: Budget) -> Self {
        Self {
            bindings,
            origins: Origins::default(),
            budget,
            string_arrays: StringArrays::default(),
            values: FxHashMap::default(),
            members: FxHashMap::default(),
            call: Frame::default(),
            wasted: FxHashMap::default(),
        }
    }

    /// Says what a name stands for.
    pub(super) fn know(&mut self, binding: BindingId, value: Value<'a>) {
        self.values.insert(binding, Some(value));
    }

    /// Forgets what names were evaluated to.
    pub(super) fn forget(&mut self) {
        self.values.retain(|_, value| matches!(value, Some(Value::Decoder(_))));
        self.members.clear();
    }

    /// A text that was made by `step` of something from `origin`.
    fn made(&mut self, text: String, step: Step, origin: Origin) -> Option<Value<'a>> {
        self.budget.bytes(text.len())?;
        let origin = self.origins.step(step, origin);
        Some(Value::text(text, origin))
    }

    /// The same value, one step later.
    fn stepped(&mut self, value: Value<'a>, step: Step) -> Value<'a> {
        match value.origin() {
            Origin::NONE => value,
            origin => {
                let origin = self.origins.step(step, origin);
                value.with_origin(origin)
            }
        }
    }

    /// A value that comes from nowhere comes from `expression`: numbers are not traced by
    /// themselves.
    fn placed(&mut self, value: Value<'a>, place: SwcSpan) -> Value<'a> {
        match &value {
            Value::Text(Text { origin: Origin::NONE, .. }) => {
                let origin = self.origins.literal(span(place));
                let origin = self.origins.step(Step::Number, origin);
                value.with_origin(origin)
            }
            _ => value,
        }
    }

    /// `value` as a string, and where it comes from.
    pub(super) fn text_of(&mut self, value: &Value<'a>) -> Option<Text<'a>> {
        let made = |text: String, origin| Text { chars: Chars::Made(text.into()), origin };
        match value {
            Value::Text(text) => Some(text.clone()),
            Value::Number(number, origin) => Some(made(super::number::to_text(*number), *origin)),
            Value::Boolean(truth) => Some(made(truth.to_string(), Origin::NONE)),
            Value::Null => Some(made("null".to_owned(), Origin::NONE)),
            Value::Undefined => Some(made("undefined".to_owned(), Origin::NONE)),
            Value::Array(_) => match self.join(value, ",")? {
                Value::Text(text) => Some(text),
                _ => None,
            },
            Value::Bytes(bytes) if bytes.is_buffer => {
                Some(made(String::from_utf8_lossy(&bytes.content).into_owned(), bytes.origin))
            }
            _ => None,
        }
    }

    pub(super) fn number_of(value: &Value<'a>) -> Option<f64> {
        match value {
            Value::Number(number, _) => Some(*number),
            Value::Text(text) => Some(super::number::from_text(text)),
            Value::Boolean(truth) => Some(f64::from(u8::from(*truth))),
            Value::Null => Some(0.0),
            Value::Undefined => Some(f64::NAN),
            _ => None,
        }
    }
}

/// swc's span as the file's.
pub(super) fn span(span: SwcSpan) -> Span {
    Span::new(offset(span.lo), offset(span.hi))
}

/// The span of an expression, of a literal without its quotes.
pub(super) fn inside(expression: &Expr) -> Span {
    let whole = span(expression.span());
    match expression {
        Expr::Lit(swc_ecma_ast::Lit::Str(_)) | Expr::Tpl(_) => {
            let start = whole.start + 1;
            Span::new(start, whole.end.saturating_sub(1).max(start))
        }
        _ => whole,
    }
}

/// An expression without the parentheses around it, and without what TypeScript says of it.
pub(super) fn bare(expression: &Expr) -> &Expr {
    let mut expression = expression;
    loop {
        expression = match expression {
            Expr::Paren(inner) => &inner.expr,
            Expr::TsAs(inner) => &inner.expr,
            Expr::TsNonNull(inner) => &inner.expr,
            Expr::TsSatisfies(inner) => &inner.expr,
            Expr::TsConstAssertion(inner) => &inner.expr,
            Expr::TsTypeAssertion(inner) => &inner.expr,
            // `(0, module.name)(…)`
            Expr::Seq(sequence) => match sequence.exprs.as_slice() {
                [first, last] if first.is_lit() => last,
                _ => return expression,
            },
            _ => return expression,
        };
    }
}
