//! Operators.

use swc_ecma_ast::{BinExpr, BinaryOp, Expr, UnaryExpr, UnaryOp};

use super::Evaluator;
use crate::{
    candidate::Step,
    javascript::evaluate::{bindings::ScopeId, number::to_int32, origin::Origin, value::Value},
};

impl<'a> Evaluator<'a> {
    /// `first + second`.
    pub(super) fn add(&mut self, first: &Value<'a>, second: &Value<'a>) -> Option<Value<'a>> {
        let is_text = |value: &Value<'_>| {
            matches!(value, Value::Text(_) | Value::Array(_) | Value::Bytes(_) | Value::Object(_))
        };
        let origin = self.origins.both(first.origin(), second.origin());
        if !is_text(first) && !is_text(second) {
            let sum = Self::number_of(first)? + Self::number_of(second)?;
            return Some(Value::Number(sum, origin));
        }
        let (first, second) = (self.text_of(first)?, self.text_of(second)?);
        let origin = self.origins.both(first.origin, second.origin);
        self.budget.bytes(first.len() + second.len())?;
        self.made([&*first, &*second].concat(), Step::Concat, origin)
    }

    /// Operators but `+`, chains of one kind without recursion.
    pub(super) fn binary(&mut self, node: &'a BinExpr, scope: ScopeId) -> Option<Value<'a>> {
        let mut operands = Vec::new();
        let mut node = node;
        let first = loop {
            operands.push((node.op, &*node.right));
            match &*node.left {
                Expr::Bin(left) if left.op != BinaryOp::Add => node = left,
                first => break first,
            }
        };
        let mut value = self.evaluate(first, scope)?;
        for (op, operand) in operands.into_iter().rev() {
            let is_decided = match op {
                BinaryOp::LogicalOr => value.is_truthy(),
                BinaryOp::LogicalAnd => !value.is_truthy(),
                BinaryOp::NullishCoalescing => !value.is_nullish(),
                _ => false,
            };
            if !is_decided {
                let operand = self.evaluate(operand, scope)?;
                value = self.operate(op, &value, operand)?;
            }
        }
        Some(value)
    }

    fn operate(&mut self, op: BinaryOp, first: &Value<'a>, second: Value<'a>) -> Option<Value<'a>> {
        match op {
            BinaryOp::LogicalOr | BinaryOp::LogicalAnd | BinaryOp::NullishCoalescing => {
                Some(second)
            }
            BinaryOp::EqEqEq => Some(Value::Boolean(is_same(first, &second)?)),
            BinaryOp::NotEqEq => Some(Value::Boolean(!is_same(first, &second)?)),
            BinaryOp::EqEq => Some(Value::Boolean(Self::is_equal(first, &second)?)),
            BinaryOp::NotEq => Some(Value::Boolean(!Self::is_equal(first, &second)?)),
            BinaryOp::Lt | BinaryOp::LtEq | BinaryOp::Gt | BinaryOp::GtEq => {
                Self::compare(op, first, &second)
            }
            BinaryOp::Add => self.add(first, &second),
            op => {
                let origin = self.origins.both(first.origin(), second.origin());
                let result = arithmetic(op, Self::number_of(first)?, Self::number_of(&second)?)?;
                Some(Value::Number(result, origin))
            }
        }
    }

    /// `first op second` of an assignment.
    pub(super) fn operated(
        &mut self,
        op: BinaryOp,
        first: &Value<'a>,
        second: Value<'a>,
    ) -> Option<Value<'a>> {
        self.operate(op, first, second)
    }

    fn is_equal(first: &Value<'a>, second: &Value<'a>) -> Option<bool> {
        if first.is_nullish() || second.is_nullish() {
            return Some(first.is_nullish() && second.is_nullish());
        }
        if let (Value::Text(first), Value::Text(second)) = (first, second) {
            return Some(**first == **second);
        }
        #[expect(clippy::float_cmp, reason = "it is what the operator does")]
        Some(Self::number_of(first)? == Self::number_of(second)?)
    }

    fn compare(op: BinaryOp, first: &Value<'a>, second: &Value<'a>) -> Option<Value<'a>> {
        let order = match (first, second) {
            (Value::Text(first), Value::Text(second)) => Some((**first).cmp(&**second)),
            _ => Self::number_of(first)?.partial_cmp(&Self::number_of(second)?),
        };
        Some(Value::Boolean(order.is_some_and(|order| match op {
            BinaryOp::Lt => order.is_lt(),
            BinaryOp::LtEq => order.is_le(),
            BinaryOp::Gt => order.is_gt(),
            _ => order.is_ge(),
        })))
    }

    pub(super) fn unary(&mut self, node: &'a UnaryExpr, scope: ScopeId) -> Option<Value<'a>> {
        if node.op == UnaryOp::Void {
            return Some(Value::Undefined);
        }
        let value = self.evaluate(&node.arg, scope)?;
        let origin = value.origin();
        Some(match node.op {
            UnaryOp::Bang => Value::Boolean(!value.is_truthy()),
            // `+[]`, as obfuscators write zero.
            UnaryOp::Plus | UnaryOp::Minus => {
                let number = match &value {
                    Value::Array(_) => {
                        crate::javascript::evaluate::number::from_text(&*self.text_of(&value)?)
                    }
                    value => Self::number_of(value)?,
                };
                Value::Number(if node.op == UnaryOp::Minus { -number } else { number }, origin)
            }
            UnaryOp::Tilde => Value::Number(f64::from(!to_int32(Self::number_of(&value)?)), origin),
            UnaryOp::TypeOf => Value::text(type_of(&value), Origin::NONE),
            UnaryOp::Void | UnaryOp::Delete => return None,
        })
    }
}

fn arithmetic(op: BinaryOp, first: f64, second: f64) -> Option<f64> {
    let bits = |op: fn(i32, i32) -> i32| f64::from(op(to_int32(first), to_int32(second)));
    let by = (to_int32(second) & 31).cast_unsigned();
    Some(match op {
        BinaryOp::Sub => first - second,
        BinaryOp::Mul => first * second,
        BinaryOp::Div => first / second,
        BinaryOp::Mod => first % second,
        BinaryOp::Exp => first.powf(second),
        BinaryOp::BitAnd => bits(|first, second| first & second),
        BinaryOp::BitOr => bits(|first, second| first | second),
        BinaryOp::BitXor => bits(|first, second| first ^ second),
        BinaryOp::LShift => f64::from(to_int32(first).wrapping_shl(by)),
        BinaryOp::RShift => f64::from(to_int32(first) >> by),
        BinaryOp::ZeroFillRShift => f64::from(to_int32(first).cast_unsigned() >> by),
        _ => return None,
    })
}

pub(super) fn is_same(first: &Value<'_>, second: &Value<'_>) -> Option<bool> {
    Some(match (first, second) {
        (Value::Text(first), Value::Text(second)) => **first == **second,
        #[expect(clippy::float_cmp, reason = "it is what the operator does")]
        (Value::Number(first, _), Value::Number(second, _)) => first == second,
        (Value::Boolean(first), Value::Boolean(second)) => first == second,
        (Value::Undefined, Value::Undefined) | (Value::Null, Value::Null) => true,
        (
            Value::Undefined | Value::Null | Value::Boolean(_) | Value::Number(..) | Value::Text(_),
            _,
        )
        | (_, Value::Undefined | Value::Null | Value::Boolean(_) | Value::Number(..)) => false,
        _ => return None,
    })
}

const fn type_of(value: &Value<'_>) -> &'static str {
    match value {
        Value::Undefined => "undefined",
        Value::Boolean(_) => "boolean",
        Value::Number(..) => "number",
        Value::Text(_) => "string",
        Value::Function(_) | Value::Builtin(_) => "function",
        _ => "object",
    }
}
