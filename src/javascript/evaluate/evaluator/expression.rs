//! Expressions, by their kind.

use std::rc::Rc;

use swc_ecma_ast::{
    ArrayLit, BinExpr, BinaryOp, CondExpr, Expr, Lit, OptChainBase, TaggedTpl, Tpl, TplElement,
};

use super::{Evaluator, bare, inside, span};
use crate::{
    candidate::Step,
    javascript::evaluate::{
        bindings::{Callable, ScopeId},
        origin::Origin,
        value::{Chars, Function, Object, Text, Value},
    },
};

impl<'a> Evaluator<'a> {
    /// What `expression` is in `scope`; nothing when it is no constant.
    pub(in super::super) fn evaluate(
        &mut self,
        expression: &'a Expr,
        scope: ScopeId,
    ) -> Option<Value<'a>> {
        self.budget.steps(1)?;
        let expression = bare(expression);
        if let Expr::Lit(literal) = expression {
            return self.literal(literal, expression);
        }
        self.budget.enter()?;
        let value = self.compound(expression, scope);
        self.budget.leave();
        value
    }

    fn literal(&mut self, literal: &'a Lit, expression: &'a Expr) -> Option<Value<'a>> {
        Some(match literal {
            Lit::Str(text) => {
                let chars = Chars::Literal(text.value.as_str()?);
                Value::Text(Text { chars, origin: self.origins.literal(inside(expression)) })
            }
            Lit::Num(number) => Value::Number(number.value, Origin::NONE),
            Lit::Bool(truth) => Value::Boolean(truth.value),
            Lit::Null(_) => Value::Null,
            Lit::Regex(regex) => Value::Regex(regex),
            Lit::BigInt(_) | Lit::JSXText(_) => return None,
        })
    }

    fn compound(&mut self, expression: &'a Expr, scope: ScopeId) -> Option<Value<'a>> {
        match expression {
            Expr::Ident(name) => self.name(name, scope),
            Expr::Member(member) => self.member(member, scope),
            Expr::Call(call) => {
                let value = self.call(call, scope)?;
                Some(self.placed(value, call.span))
            }
            Expr::Bin(node) if node.op == BinaryOp::Add => self.sum(node, scope),
            Expr::Bin(node) => self.binary(node, scope),
            Expr::Tpl(node) => self.template(node, scope),
            Expr::TaggedTpl(node) => self.tagged(node, scope),
            Expr::Array(node) => self.array(node, scope),
            Expr::Object(literal) => {
                let captured = self.capture();
                Some(Value::Object(Object::Literal { literal, scope, captured }))
            }
            Expr::Fn(node) => Some(self.closure(Callable::Function(&node.function))),
            Expr::Arrow(node) => Some(self.closure(Callable::Arrow(node))),
            Expr::Class(node) => Some(Value::Object(Object::Class(&node.class, scope))),
            Expr::Cond(node) => self.conditional(node, scope),
            Expr::Unary(node) => self.unary(node, scope),
            Expr::Seq(node) => self.sequence(&node.exprs, scope),
            Expr::New(node) => self.construct(node, scope),
            Expr::This(_) => self.call.this.clone(),
            Expr::Assign(node) => self.assign(node, scope),
            Expr::Update(node) => self.update(node, scope),
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(member) => self.member(member, scope),
                OptChainBase::Call(call) => {
                    let value = self.call_of(&call.callee, &call.args, scope)?;
                    Some(self.placed(value, call.span))
                }
            },
            _ => None,
        }
    }

    pub(super) fn closure(&mut self, callable: Callable<'a>) -> Value<'a> {
        Value::Function(Function { callable, captured: self.capture() })
    }

    /// What a function or an object that is made here can see.
    pub(super) fn capture(&self) -> crate::javascript::evaluate::value::Captured<'a> {
        self.call.scope.map(|_| Rc::new(self.call.locals.clone()))
    }

    /// `a + b + c`: from left to right, without recursion.
    fn sum(&mut self, node: &'a BinExpr, scope: ScopeId) -> Option<Value<'a>> {
        let mut operands = Vec::new();
        let first = sum_operands(node, &mut operands);
        let mut sum = self.evaluate(first, scope)?;
        let mut made: Option<String> = None;
        for operand in operands.into_iter().rev() {
            let operand = self.evaluate(operand, scope)?;
            // A sum of many texts is built in one place.
            match (&mut made, &sum) {
                (Some(text), Value::Text(before)) => {
                    let operand = self.text_of(&operand)?;
                    self.budget.bytes(operand.len())?;
                    text.push_str(&operand);
                    self.budget.bytes(text.len()).filter(|()| text.len() <= 1 << 20)?;
                    let origin = self.origins.both(before.origin, operand.origin);
                    sum = sum.with_origin(origin);
                }
                _ => {
                    sum = self.add(&sum, &operand)?;
                    if let Value::Text(text) = &sum {
                        made = Some(text.to_string());
                    }
                }
            }
        }
        if let (Some(text), Value::Text(before)) = (made, &sum) {
            let origin = self.origins.step(Step::Concat, before.origin);
            sum = Value::text(text, origin);
        }
        Some(self.placed(sum, node.span))
    }

    fn template(&mut self, node: &'a Tpl, scope: ScopeId) -> Option<Value<'a>> {
        if let ([piece], []) = (node.quasis.as_slice(), node.exprs.as_slice()) {
            let origin = self.origins.literal(span(piece.span));
            return Some(Value::Text(Text { chars: Chars::Literal(cooked(piece)?), origin }));
        }
        self.pieces(node, scope, cooked)
    }

    fn pieces(
        &mut self,
        node: &'a Tpl,
        scope: ScopeId,
        text_of: fn(&'a TplElement) -> Option<&'a str>,
    ) -> Option<Value<'a>> {
        let mut text = String::new();
        let mut origin = Origin::NONE;
        for (index, piece) in node.quasis.iter().enumerate() {
            let piece_text = text_of(piece)?;
            if !piece_text.is_empty() {
                text.push_str(piece_text);
                let literal = self.origins.literal(span(piece.span));
                origin = self.origins.both(origin, literal);
            }
            if let Some(expression) = node.exprs.get(index) {
                let value = self.evaluate(expression, scope)?;
                let value = self.text_of(&value)?;
                self.budget.bytes(value.len())?;
                text.push_str(&value);
                origin = self.origins.both(origin, value.origin);
            }
        }
        let value = self.made(text, Step::Template, origin)?;
        Some(self.placed(value, node.span))
    }

    /// ``String.raw`…` ``.
    fn tagged(&mut self, node: &'a TaggedTpl, scope: ScopeId) -> Option<Value<'a>> {
        match self.evaluate(&node.tag, scope)? {
            Value::Builtin("String.raw") => self.pieces(&node.tpl, scope, |piece| Some(&piece.raw)),
            _ => None,
        }
    }

    fn array(&mut self, node: &'a ArrayLit, scope: ScopeId) -> Option<Value<'a>> {
        /// Fewer numbers are coordinates, versions, sizes.
        const NUMBERS: usize = 4;
        self.budget.steps(node.elems.len())?;
        self.budget.bytes(node.elems.len() * 8)?;
        let mut elements = Vec::with_capacity(node.elems.len());
        for element in &node.elems {
            match element {
                None => elements.push(Some(Value::Undefined)),
                Some(element) if element.spread.is_some() => {
                    let spread = self.evaluate(&element.expr, scope)?;
                    elements.extend(self.elements(&spread)?);
                }
                Some(element) => elements.push(self.evaluate(&element.expr, scope)),
            }
        }
        // Numbers are traced to the array that they stand in.
        let is_number = |value: &Option<Value<'_>>| matches!(value, Some(Value::Number(..)));
        if elements.len() >= NUMBERS && elements.iter().all(is_number) {
            let origin = self.origins.literal(span(node.span));
            for value in elements.iter_mut().flatten() {
                *value = value.clone().with_origin(origin);
            }
        }
        Some(Value::Array(Rc::new(elements)))
    }

    fn conditional(&mut self, first: &'a CondExpr, scope: ScopeId) -> Option<Value<'a>> {
        let mut node = first;
        loop {
            self.budget.steps(1)?;
            if self.evaluate(&node.test, scope)?.is_truthy() {
                return self.evaluate(&node.cons, scope);
            }
            match bare(&node.alt) {
                Expr::Cond(next) => node = next,
                last => return self.evaluate(last, scope),
            }
        }
    }

    /// The value of the last; the others may have no effect on it.
    fn sequence(&mut self, parts: &'a [Box<Expr>], scope: ScopeId) -> Option<Value<'a>> {
        let (last, before) = parts.split_last()?;
        if self.call.scope.is_some() {
            for part in before {
                self.evaluate(part, scope)?;
            }
        }
        self.evaluate(last, scope)
    }

    /// The text of a property's name.
    pub(super) fn key_text(value: &Value<'a>) -> Option<Chars<'a>> {
        match value {
            Value::Text(text) => Some(text.chars.clone()),
            Value::Number(number, _) => {
                Some(Chars::Made(crate::javascript::evaluate::number::to_text(*number).into()))
            }
            _ => None,
        }
    }
}

/// The operands of a sum behind the first, last ones first. Gives the first.
pub(in super::super) fn sum_operands<'a>(
    node: &'a BinExpr,
    operands: &mut Vec<&'a Expr>,
) -> &'a Expr {
    let mut node = node;
    loop {
        operands.push(&node.right);
        match bare(&node.left) {
            Expr::Bin(left) if left.op == BinaryOp::Add => node = left,
            first => return first,
        }
    }
}

pub(in super::super) fn cooked(piece: &TplElement) -> Option<&str> {
    match &piece.cooked {
        Some(text) => text.as_str(),
        None => Some(&piece.raw),
    }
}
