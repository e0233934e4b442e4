//! Members of values: `object.name`, `array[0]`, `text.length`.

use std::rc::Rc;

use swc_ecma_ast::{
    ClassMember, Expr, MemberExpr, MemberProp, ObjectLit, Prop, PropName, PropOrSpread,
    TsEnumMemberId,
};

use super::{Evaluator, bare, builtin};
use crate::{
    candidate::Step,
    javascript::evaluate::{
        bindings::{Callable, ScopeId},
        origin::Origin,
        value::{Captured, Chars, Object, Text, Value},
    },
};

impl<'a> Evaluator<'a> {
    pub(super) fn member(&mut self, member: &'a MemberExpr, scope: ScopeId) -> Option<Value<'a>> {
        let key = self.member_key(&member.prop, scope)?;
        let name: &str = text(&key);
        if let Some(written) = self.written_member(bare(&member.obj), name, scope) {
            return written;
        }
        match self.evaluate(&member.obj, scope) {
            Some(object) => self.property(&object, &key),
            // `module.Buffer`, `window.atob`
            None => builtin::imported(name),
        }
    }

    pub(super) fn member_key(&mut self, key: &'a MemberProp, scope: ScopeId) -> Option<Chars<'a>> {
        match key {
            MemberProp::Ident(name) => Some(Chars::Literal(&name.sym)),
            MemberProp::Computed(key) => Self::key_text(&self.evaluate(&key.expr, scope)?),
            MemberProp::PrivateName(_) => None,
        }
    }

    /// `value[key]`.
    pub(super) fn property(&mut self, value: &Value<'a>, key: &Chars<'a>) -> Option<Value<'a>> {
        let name = text(key);
        match value {
            Value::Text(text) if name == "length" => Some(Value::Number(units(text), Origin::NONE)),
            Value::Text(text) => {
                let text = text.clone();
                self.char_at(&text, name.parse().ok()?)
            }
            Value::Array(elements) if name == "length" => {
                Some(Value::Number(elements.len() as f64, Origin::NONE))
            }
            Value::Array(elements) => {
                let value = match elements.get(name.parse::<usize>().ok()?) {
                    Some(value) => value.clone()?,
                    None => return Some(Value::Undefined),
                };
                Some(self.stepped(value, Step::Array))
            }
            Value::Bytes(bytes) if name == "length" => {
                Some(Value::Number(bytes.bytes.len() as f64, Origin::NONE))
            }
            Value::Bytes(bytes) => {
                let byte = *bytes.bytes.get(name.parse::<usize>().ok()?)?;
                Some(Value::Number(f64::from(byte), bytes.origin))
            }
            Value::Object(object) => {
                // An object may spread itself.
                self.budget.enter()?;
                let value = self.object_member(object, name);
                self.budget.leave();
                value.map(|value| self.stepped(value, Step::Member))
            }
            Value::Builtin(base) => builtin::member(base, name),
            _ => None,
        }
    }

    fn object_member(&mut self, object: &Object<'a>, name: &str) -> Option<Value<'a>> {
        match object {
            Object::Literal { literal, scope, captured } => self
                .with_captured(captured, |evaluator| {
                    evaluator.literal_member(literal, name, *scope)
                }),
            Object::Made(members) => {
                self.budget.steps(members.len() / 8)?;
                let member = members.iter().rev().find(|(key, _)| &**key == name);
                Some(member.map_or(Value::Undefined, |(_, value)| value.clone()))
            }
            Object::Class(class, scope) => class.body.iter().find_map(|member| match member {
                ClassMember::ClassProp(property)
                    if property.is_static && is_named(&property.key, name) =>
                {
                    self.evaluate(property.value.as_deref()?, *scope)
                }
                ClassMember::Method(method) if method.is_static && is_named(&method.key, name) => {
                    Some(self.closure(Callable::Function(&method.function)))
                }
                _ => None,
            }),
            Object::Enum(declaration, scope) => {
                let member = declaration.members.iter().find(|member| match &member.id {
                    TsEnumMemberId::Ident(id) => id.sym == name,
                    TsEnumMemberId::Str(id) => id.value == name,
                })?;
                self.evaluate(member.init.as_deref()?, *scope)
            }
            Object::Named(binding) => self.member_of(*binding, name)?,
        }
    }

    /// Does `work` with the locals that an object was made with.
    fn with_captured<T>(
        &mut self,
        captured: &Captured<'a>,
        work: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let Some(locals) = captured else {
            let call = std::mem::take(&mut self.call);
            let value = work(self);
            self.call = call;
            return value;
        };
        let inner = locals.as_ref().clone();
        let outer = std::mem::replace(&mut self.call.locals, inner);
        let value = work(self);
        self.call.locals = outer;
        value
    }

    fn literal_member(
        &mut self,
        literal: &'a ObjectLit,
        name: &str,
        scope: ScopeId,
    ) -> Option<Value<'a>> {
        // Looking through a large object many times is work, too.
        self.budget.steps(literal.props.len() / 8)?;
        for property in literal.props.iter().rev() {
            match property {
                PropOrSpread::Spread(spread) => {
                    let spread = self.evaluate(&spread.expr, scope)?;
                    match self.property(&spread, &Chars::Made(name.into())) {
                        None | Some(Value::Undefined) => {}
                        found => return found,
                    }
                }
                PropOrSpread::Prop(property) => match &**property {
                    Prop::KeyValue(property) if self.has_name(&property.key, name, scope) => {
                        return self.evaluate(&property.value, scope);
                    }
                    Prop::Shorthand(shorthand) if shorthand.sym == name => {
                        return self.name(shorthand, scope);
                    }
                    Prop::Method(method) if self.has_name(&method.key, name, scope) => {
                        return Some(self.closure(Callable::Function(&method.function)));
                    }
                    Prop::Getter(getter) if is_named(&getter.key, name) => {
                        let getter = Callable::Function(&getter.function);
                        let captured = self.capture();
                        let this = Value::Object(Object::Literal { literal, scope, captured });
                        let Value::Function(getter) = self.closure(getter) else { return None };
                        return self.apply(&getter, Vec::new(), Some(this));
                    }
                    _ => {}
                },
            }
        }
        Some(Value::Undefined)
    }

    fn has_name(&mut self, key: &'a PropName, name: &str, scope: ScopeId) -> bool {
        match key {
            PropName::Computed(key) => self
                .evaluate(&key.expr, scope)
                .and_then(|key| Self::key_text(&key))
                .is_some_and(|key| text(&key) == name),
            key => is_named(key, name),
        }
    }

    /// The members of an object, in their order.
    pub(super) fn members(&mut self, object: &Object<'a>) -> Option<Vec<(Rc<str>, Value<'a>)>> {
        match object {
            Object::Made(members) => Some(members.as_ref().clone()),
            Object::Literal { literal, scope, captured } => {
                self.budget.steps(literal.props.len())?;
                self.budget.enter()?;
                let members = self.with_captured(captured, |evaluator| {
                    let mut members = Vec::new();
                    for property in &literal.props {
                        evaluator.add_member(property, *scope, &mut members)?;
                    }
                    Some(members)
                });
                self.budget.leave();
                members
            }
            _ => None,
        }
    }

    fn add_member(
        &mut self,
        property: &'a PropOrSpread,
        scope: ScopeId,
        members: &mut Vec<(Rc<str>, Value<'a>)>,
    ) -> Option<()> {
        match property {
            PropOrSpread::Spread(spread) => match self.evaluate(&spread.expr, scope)? {
                Value::Object(object) => members.extend(self.members(&object)?),
                _ => return None,
            },
            PropOrSpread::Prop(property) => match &**property {
                Prop::KeyValue(property) => {
                    let name: Rc<str> = match &property.key {
                        PropName::Ident(name) => (&*name.sym).into(),
                        PropName::Str(name) => name.value.as_str()?.into(),
                        PropName::Num(number) => {
                            crate::javascript::evaluate::number::to_text(number.value).into()
                        }
                        _ => return None,
                    };
                    members.push((name, self.evaluate(&property.value, scope)?));
                }
                Prop::Shorthand(name) => {
                    members.push(((&*name.sym).into(), self.name(name, scope)?));
                }
                _ => return None,
            },
        }
        Some(())
    }

    /// What a spread or a `for` over `value` gives.
    pub(super) fn elements(&mut self, value: &Value<'a>) -> Option<Vec<Option<Value<'a>>>> {
        match value {
            Value::Array(elements) => {
                self.budget.steps(elements.len())?;
                Some(elements.as_ref().clone())
            }
            Value::Text(text) => {
                Some(self.characters(&text.clone())?.into_iter().map(Some).collect())
            }
            Value::Bytes(bytes) => {
                self.budget.steps(bytes.bytes.len())?;
                let number = |&byte| Some(Value::Number(f64::from(byte), bytes.origin));
                Some(bytes.bytes.iter().map(number).collect())
            }
            _ => None,
        }
    }
}

pub(super) fn text<'t>(chars: &'t Chars<'_>) -> &'t str {
    match chars {
        Chars::Literal(text) => text,
        Chars::Made(text) => text,
    }
}

/// The length of a text as JavaScript counts it.
pub(super) fn units(text: &Text<'_>) -> f64 {
    if text.is_ascii() { text.len() as f64 } else { text.encode_utf16().count() as f64 }
}

fn is_named(key: &PropName, name: &str) -> bool {
    match key {
        PropName::Ident(key) => key.sym == name,
        PropName::Str(key) => key.value == *name,
        PropName::Num(key) => name.parse() == Ok(key.value),
        PropName::Computed(key) => {
            matches!(&*key.expr, Expr::Lit(swc_ecma_ast::Lit::Str(key)) if key.value == *name)
        }
        PropName::BigInt(_) => false,
    }
}
