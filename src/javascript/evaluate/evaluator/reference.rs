//! Names: what they stand for.

use swc_atoms::Atom;
use swc_common::Spanned;
use swc_ecma_ast::{Expr, Ident};

use super::Evaluator;
use crate::{
    candidate::Step,
    javascript::evaluate::{
        bindings::{Base, BindingId, Path, PathId, PathStep, ScopeId, Source, Written},
        value::{Chars, Object, Value},
    },
};

impl<'a> Evaluator<'a> {
    pub(super) fn name(&mut self, name: &'a Ident, scope: ScopeId) -> Option<Value<'a>> {
        let Some(binding) = self.resolve(&name.sym, scope)? else {
            return super::builtin::global(&name.sym);
        };
        let value = self.binding(binding);
        // A polyfill that nobody can evaluate does what it is named for.
        let value = value.or_else(|| super::builtin::imported(&name.sym))?;
        Some(self.stepped(value, Step::Variable))
    }

    /// What a name stands for: `Some(None)` when it is declared nowhere.
    #[expect(clippy::option_option, reason = "a spent budget is no answer")]
    pub(super) fn resolve(&mut self, name: &Atom, scope: ScopeId) -> Option<Option<BindingId>> {
        let (binding, hops) = self.bindings.resolve(name, scope);
        // A step for every few scopes: the usual name is found within two.
        self.budget.steps(hops as usize / 4)?;
        Some(binding)
    }

    /// Whether a name may be a constant at all: told without evaluating anything.
    pub(in super::super) fn may_be_constant(&mut self, name: &Atom, scope: ScopeId) -> bool {
        match self.resolve(name, scope) {
            Some(Some(binding)) => {
                self.call.locals.iter().any(|local| local.binding == binding)
                    || !matches!(self.bindings.get(binding).source, Source::Unknown)
                    || super::builtin::imported(name).is_some()
                    || self.bindings.has_members(binding)
                    || matches!(self.values.get(&binding), Some(Some(_)))
            }
            Some(None) => super::builtin::global(name).is_some(),
            None => false,
        }
    }

    /// Whether what begins with `base` may be a constant: told without looking at the tree.
    pub(in super::super) fn may_be_known(&self, base: Base) -> bool {
        match base {
            Base::Any => true,
            Base::Nothing => false,
            Base::Binding(binding) => {
                let known = self.bindings.get(binding);
                !matches!(known.source, Source::Unknown)
                    || known.has_members()
                    || matches!(self.values.get(&binding), Some(Some(_)))
            }
        }
    }

    pub(in super::super) fn binding(&mut self, binding: BindingId) -> Option<Value<'a>> {
        if let Some(local) = self.call.locals.iter().rev().find(|local| local.binding == binding) {
            return local.value.clone();
        }
        let known = self.bindings.get(binding);
        if matches!(known.source, Source::Unknown)
            && !known.has_members()
            && self.string_arrays.is_empty()
        {
            return None;
        }
        let scope = known.scope;
        if self.call.scope.is_some_and(|call| self.bindings.is_within(scope, call)) {
            return self.source(binding);
        }
        if let Some(value) = self.values.get(&binding) {
            return value.clone();
        }
        // Whoever asks for it meanwhile asks in a circle.
        self.values.insert(binding, None);
        let call = std::mem::take(&mut self.call);
        let value = self.source(binding);
        self.call = call;
        self.values.insert(binding, value.clone());
        value
    }

    fn source(&mut self, binding: BindingId) -> Option<Value<'a>> {
        let known = self.bindings.get(binding);
        match known.source {
            Source::Expression(expression) => self.evaluate(expression, known.scope),
            Source::Callable(callable) => Some(self.closure(callable)),
            Source::Class(class) => Some(Value::Object(Object::Class(class, known.scope))),
            Source::Enum(declaration) => {
                Some(Value::Object(Object::Enum(declaration, known.scope)))
            }
            Source::Part(whole, path) => {
                let whole = self.evaluate(whole, known.scope)?;
                self.part(whole, path, known.scope)
            }
            Source::Sum(sum) => {
                let terms = self.bindings.sum(sum).to_vec();
                let mut value: Option<Value<'a>> = None;
                for (term, scope) in terms {
                    let term = self.evaluate(term, scope)?;
                    value = Some(match value {
                        Some(before) => self.add(&before, &term)?,
                        None => term,
                    });
                }
                value
            }
            Source::Unknown => {
                self.bindings.has_members(binding).then_some(Value::Object(Object::Named(binding)))
            }
        }
    }

    /// The part of `whole` that a pattern takes.
    fn part(&mut self, whole: Value<'a>, path: PathId, scope: ScopeId) -> Option<Value<'a>> {
        let mut steps = Vec::new();
        let mut next = Some(path);
        while let Some(id) = next {
            let Path { before, step } = self.bindings.path(id);
            steps.push(step);
            next = before;
        }
        let mut value = Some(whole);
        for step in steps.into_iter().rev() {
            value = self.path_step(value?, step, scope);
        }
        value
    }

    fn path_step(
        &mut self,
        value: Value<'a>,
        step: PathStep<'a>,
        scope: ScopeId,
    ) -> Option<Value<'a>> {
        self.budget.steps(1)?;
        match step {
            PathStep::Key(name) => self.property(&value, &Chars::Literal(name)),
            PathStep::Text(name) => self.property(&value, &Chars::Literal(name.as_str()?)),
            PathStep::Index(index) => self.elements(&value)?.into_iter().nth(index)?,
            PathStep::RestFrom(index) => {
                let rest = self.elements(&value)?.into_iter().skip(index).collect();
                Some(Value::Array(std::rc::Rc::new(rest)))
            }
            PathStep::Default(default) => match value {
                Value::Undefined => self.evaluate(default, scope),
                value => Some(value),
            },
        }
    }

    /// `name.property`, where it was written once as `name.property = …`. `Some(None)` where it
    /// was written, but is no constant.
    #[expect(clippy::option_option, reason = "not written, and no constant, are two answers")]
    pub(super) fn written_member(
        &mut self,
        object: &'a Expr,
        property: &str,
        scope: ScopeId,
    ) -> Option<Option<Value<'a>>> {
        let Expr::Ident(name) = object else { return None };
        let binding = self.resolve(&name.sym, scope)??;
        if self.call.locals.iter().any(|local| local.binding == binding) {
            return None;
        }
        self.member_of(binding, property)
    }

    #[expect(clippy::option_option, reason = "not written, and no constant, are two answers")]
    pub(super) fn member_of(
        &mut self,
        binding: BindingId,
        property: &str,
    ) -> Option<Option<Value<'a>>> {
        let binding = self.bindings.unaliased(binding);
        if !self.bindings.has_members(binding) {
            return None;
        }
        let Written::Once(expression, scope) = self.bindings.member(binding, property)? else {
            return Some(None);
        };
        let key = expression.span();
        if let Some(value) = self.members.get(&key) {
            return Some(value.clone());
        }
        self.members.insert(key, None);
        let call = std::mem::take(&mut self.call);
        let value = self.evaluate(expression, scope);
        self.call = call;
        let value = value.map(|value| self.stepped(value, Step::Member));
        self.members.insert(key, value.clone());
        Some(value)
    }
}

impl<'a> Evaluator<'a> {
    /// Whether a name or a member may stand for a text: told without evaluating anything, since
    /// most of them do not.
    pub(in super::super) fn may_be_reference(
        &mut self,
        expression: &'a Expr,
        scope: ScopeId,
    ) -> bool {
        let mut object = expression;
        let mut is_member = false;
        while let Expr::Member(member) = object {
            object = super::bare(&member.obj);
            is_member = true;
        }
        let Expr::Ident(name) = object else { return false };
        let Some(Some(binding)) = self.resolve(&name.sym, scope) else { return false };
        let known = self.bindings.get(binding);
        match known.source {
            Source::Expression(source) => {
                is_member || !matches!(source, Expr::Object(_) | Expr::Array(_))
            }
            Source::Part(..) | Source::Sum(_) => true,
            Source::Class(_) | Source::Enum(_) => is_member,
            Source::Callable(_) | Source::Unknown => {
                is_member && self.bindings.has_members(binding)
            }
        }
    }
}
