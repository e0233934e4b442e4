//! Calls: methods of values, functions of the language, functions of the script.

use swc_ecma_ast::{CallExpr, Callee, Expr, ExprOrSpread, MemberExpr, MemberProp, NewExpr};

use super::{Evaluator, access::text, bare, string};
use crate::{
    candidate::Step,
    javascript::evaluate::{
        bindings::{ScopeId, Source},
        value::{Chars, Value},
    },
};

impl<'a> Evaluator<'a> {
    pub(super) fn call(&mut self, call: &'a CallExpr, scope: ScopeId) -> Option<Value<'a>> {
        let Callee::Expr(callee) = &call.callee else { return None };
        self.call_of(callee, &call.args, scope)
    }

    pub(super) fn call_of(
        &mut self,
        callee: &'a Expr,
        arguments: &'a [ExprOrSpread],
        scope: ScopeId,
    ) -> Option<Value<'a>> {
        match bare(callee) {
            Expr::Member(member) => self.call_member(member, arguments, scope),
            // Most calls of a script are of names that nobody can follow: told at once.
            Expr::Ident(name) if !self.may_be_constant(&name.sym, scope) => None,
            callee => {
                let function = self.evaluate(callee, scope)?;
                let arguments = self.arguments(arguments, scope)?;
                self.invoke(&function, arguments, None)
            }
        }
    }

    fn call_member(
        &mut self,
        member: &'a MemberExpr,
        arguments: &'a [ExprOrSpread],
        scope: ScopeId,
    ) -> Option<Value<'a>> {
        if !self.may_have_constant_root(&member.obj, scope) {
            // `module.Buffer.from(…)`
            if !self.is_imported_builtin(&member.obj) {
                return None;
            }
        }
        let key = self.member_key(&member.prop, scope)?;
        if text(&key) == "push"
            && let Expr::Ident(name) = bare(&member.obj)
        {
            let arguments = self.arguments(arguments, scope)?;
            return self.push(name, scope, arguments);
        }
        if let Some(written) = self.written_member(bare(&member.obj), text(&key), scope) {
            let arguments = self.arguments(arguments, scope)?;
            return self.invoke(&written?, arguments, None);
        }
        let object = match self.evaluate(&member.obj, scope) {
            Some(object) => object,
            None => super::builtin::imported(text(&key))?,
        };
        let arguments = self.arguments(arguments, scope)?;
        self.method(object, &key, arguments)
    }

    fn is_imported_builtin(&self, object: &'a Expr) -> bool {
        matches!(bare(object), Expr::Member(MemberExpr { prop: MemberProp::Ident(name), .. })
            if super::builtin::imported(&name.sym).is_some())
    }

    /// Whether what a chain of members begins with may be a constant.
    fn may_have_constant_root(&mut self, object: &'a Expr, scope: ScopeId) -> bool {
        let mut object = bare(object);
        loop {
            object = match object {
                Expr::Member(member) => bare(&member.obj),
                Expr::Ident(name) => return self.may_be_constant(&name.sym, scope),
                Expr::This(_) => return self.call.this.is_some(),
                _ => return true,
            };
            if self.budget.steps(1).is_none() {
                return false;
            }
        }
    }

    pub(super) fn arguments(
        &mut self,
        arguments: &'a [ExprOrSpread],
        scope: ScopeId,
    ) -> Option<Vec<Value<'a>>> {
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let value = self.evaluate(&argument.expr, scope)?;
            if argument.spread.is_some() {
                for value in self.elements(&value)? {
                    values.push(value?);
                }
            } else {
                values.push(value);
            }
        }
        Some(values)
    }

    /// `object.key(…)`.
    pub(super) fn method(
        &mut self,
        object: Value<'a>,
        key: &Chars<'a>,
        arguments: Vec<Value<'a>>,
    ) -> Option<Value<'a>> {
        let name = text(key);
        match &object {
            Value::Text(text) => {
                let text = text.clone();
                self.text_method(&text, name, &arguments)
            }
            Value::Array(_) => self.array_method(&object, name, &arguments),
            Value::Bytes(bytes) => {
                let bytes = bytes.clone();
                self.bytes_method(&bytes, name, &arguments)
            }
            Value::Number(number, origin) if name == "toString" => {
                let radix = arguments.first().and_then(Self::number_of).unwrap_or(10.0);
                let text = crate::javascript::evaluate::number::in_radix(*number, radix as u32)?;
                self.made(text, Step::Number, *origin)
            }
            Value::Builtin(base) => {
                let function = super::builtin::member(base, name)?;
                self.invoke(&function, arguments, None)
            }
            Value::Function(function) if matches!(name, "call" | "apply") => {
                let this = arguments.first().cloned();
                let arguments = match name {
                    "call" => arguments.into_iter().skip(1).collect(),
                    _ => match arguments.get(1) {
                        Some(list) => self.elements(list)?.into_iter().collect::<Option<_>>()?,
                        None => Vec::new(),
                    },
                };
                self.apply(function, arguments, this)
            }
            Value::Object(_) => {
                let function = self.property(&object, key)?;
                self.invoke(&function, arguments, Some(object))
            }
            Value::Regex(regex) if name == "test" => {
                let subject = self.text_of(arguments.first()?)?;
                let pattern = super::pattern::Pattern::of(regex)?;
                let is_match = pattern.find(&subject, 0).is_some();
                self.budget.steps(subject.len() + pattern.effort()? / 8)?;
                Some(Value::Boolean(is_match))
            }
            _ => None,
        }
    }

    /// Calls a value.
    pub(super) fn invoke(
        &mut self,
        function: &Value<'a>,
        arguments: Vec<Value<'a>>,
        this: Option<Value<'a>>,
    ) -> Option<Value<'a>> {
        match function {
            Value::Function(function) => {
                let value = self.apply(function, arguments, this)?;
                Some(self.stepped(value, Step::Function))
            }
            Value::Decoder(accessor) => self.decode(*accessor, &arguments),
            Value::Builtin(name) => self.builtin(name, &arguments),
            _ => None,
        }
    }

    /// `new …`.
    pub(super) fn construct(&mut self, node: &'a NewExpr, scope: ScopeId) -> Option<Value<'a>> {
        if let Expr::Ident(name) = bare(&node.callee) {
            // Classes of the script are not followed.
            let is_builtin = match self.resolve(&name.sym, scope)? {
                None => true,
                Some(binding) => matches!(self.bindings.get(binding).source, Source::Unknown),
            };
            if !is_builtin {
                return None;
            }
        }
        let Value::Builtin(name) = self.evaluate(&node.callee, scope)? else { return None };
        let arguments = self.arguments(node.args.as_deref().unwrap_or_default(), scope)?;
        match name {
            "TextDecoder" => Some(Value::Builtin("TextDecoder()")),
            "TextEncoder" => Some(Value::Builtin("TextEncoder()")),
            "Uint8Array" | "Buffer" | "ArrayBuffer" => self.builtin("Uint8Array.from", &arguments),
            "String" => self.builtin("String", &arguments),
            "Array" => self.builtin("Array", &arguments),
            _ => None,
        }
    }

    /// `Buffer`'s and typed arrays' methods.
    fn bytes_method(
        &mut self,
        bytes: &crate::javascript::evaluate::value::Bytes,
        name: &str,
        arguments: &[Value<'a>],
    ) -> Option<Value<'a>> {
        match name {
            "toString" if bytes.is_buffer => {
                let encoding = match arguments.first() {
                    Some(Value::Text(text)) => text.to_string(),
                    _ => "utf8".to_owned(),
                };
                let (text, step) = string::encoded(&bytes.bytes, &encoding)?;
                self.made(text, step, bytes.origin)
            }
            _ => {
                let array =
                    Value::Array(std::rc::Rc::new(self.elements(&Value::Bytes(bytes.clone()))?));
                self.array_method(&array, name, arguments)
            }
        }
    }
}
