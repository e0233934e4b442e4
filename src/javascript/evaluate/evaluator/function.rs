//! Calls of the script's own small functions.

use swc_ecma_ast::{ArrowFunctionBody, ObjectPatProp, Pat, PropName};

use super::{Evaluator, Frame, statement::Flow};
use crate::javascript::evaluate::{
    bindings::{Callable, ScopeId},
    value::{Chars, Function, Local, Value},
};

/// Steps that calls of a function may take in vain before it is called no more.
const MOST_WASTE: u64 = 2_000;

impl<'a> Evaluator<'a> {
    /// What `function` returns for `arguments`; nothing when it does more than that.
    pub(super) fn apply(
        &mut self,
        function: &Function<'a>,
        arguments: Vec<Value<'a>>,
        this: Option<Value<'a>>,
    ) -> Option<Value<'a>> {
        let place = function.callable.span();
        if self.wasted.get(&place).is_some_and(|wasted| *wasted > MOST_WASTE) {
            return None;
        }
        let scope = self.bindings.scope_of(place)?;
        let before = self.budget.left();
        let locals = function.captured.as_ref().map_or_else(Vec::new, |locals| locals.to_vec());
        self.budget.steps(4 + locals.len() / 4)?;
        self.budget.enter()?;
        let outer = std::mem::replace(&mut self.call, Frame { locals, scope: Some(scope), this });
        let value = self.body(function.callable, arguments, scope);
        self.call = outer;
        self.budget.leave();
        if value.is_none() {
            *self.wasted.entry(place).or_default() += before.saturating_sub(self.budget.left());
        }
        value
    }

    fn body(
        &mut self,
        callable: Callable<'a>,
        arguments: Vec<Value<'a>>,
        scope: ScopeId,
    ) -> Option<Value<'a>> {
        let mut arguments = arguments.into_iter();
        match callable {
            Callable::Function(function) => {
                if function.is_async || function.is_generator {
                    return None;
                }
                for parameter in &function.params {
                    self.parameter(&parameter.pat, &mut arguments, scope)?;
                }
                self.returned(&function.body.as_ref()?.stmts, scope)
            }
            Callable::Arrow(arrow) => {
                if arrow.is_async {
                    return None;
                }
                for parameter in &arrow.params {
                    self.parameter(parameter, &mut arguments, scope)?;
                }
                match &*arrow.body {
                    ArrowFunctionBody::Expr(value) => self.evaluate(value, scope),
                    ArrowFunctionBody::FunctionBody(body) => self.returned(&body.stmts, scope),
                }
            }
        }
    }

    fn returned(
        &mut self,
        statements: &'a [swc_ecma_ast::Stmt],
        scope: ScopeId,
    ) -> Option<Value<'a>> {
        match self.run(statements, scope)? {
            Flow::Return(value) => Some(value),
            _ => Some(Value::Undefined),
        }
    }

    fn parameter(
        &mut self,
        pattern: &'a Pat,
        arguments: &mut impl Iterator<Item = Value<'a>>,
        scope: ScopeId,
    ) -> Option<()> {
        let value = match pattern {
            Pat::Rest(rest) => {
                return self.bind(&rest.arg, Value::array(arguments.collect()), scope);
            }
            _ => arguments.next().unwrap_or(Value::Undefined),
        };
        self.bind(pattern, value, scope)
    }

    /// Gives the names of a pattern their values in the call at hand.
    pub(super) fn bind(
        &mut self,
        pattern: &'a Pat,
        value: Value<'a>,
        scope: ScopeId,
    ) -> Option<()> {
        self.budget.steps(1)?;
        match pattern {
            Pat::Ident(name) => self.set_local(&name.id.sym, value, scope),
            Pat::Assign(assign) => {
                let value = match value {
                    Value::Undefined => self.evaluate(&assign.right, scope)?,
                    value => value,
                };
                self.bind(&assign.left, value, scope)
            }
            Pat::Array(array) => {
                let mut elements = self.elements(&value)?.into_iter();
                for element in &array.elems {
                    match element {
                        Some(Pat::Rest(rest)) => {
                            let rest_of = Value::Array(std::rc::Rc::new(elements.collect()));
                            return self.bind(&rest.arg, rest_of, scope);
                        }
                        Some(element) => {
                            let value = elements.next().unwrap_or(Some(Value::Undefined))?;
                            self.bind(element, value, scope)?;
                        }
                        None => drop(elements.next()),
                    }
                }
                Some(())
            }
            Pat::Object(object) => {
                for property in &object.props {
                    match property {
                        ObjectPatProp::KeyValue(property) => {
                            let PropName::Ident(name) = &property.key else { return None };
                            let part = self.property(&value, &Chars::Literal(&name.sym))?;
                            self.bind(&property.value, part, scope)?;
                        }
                        ObjectPatProp::Assign(property) => {
                            let name = &property.key.id.sym;
                            let part = match self.property(&value, &Chars::Literal(name))? {
                                Value::Undefined => match &property.value {
                                    Some(default) => self.evaluate(default, scope)?,
                                    None => Value::Undefined,
                                },
                                part => part,
                            };
                            self.set_local(name, part, scope)?;
                        }
                        ObjectPatProp::Rest(_) => return None,
                    }
                }
                Some(())
            }
            Pat::Rest(_) | Pat::Expr(_) | Pat::Invalid(_) => None,
        }
    }

    /// Declares or assigns a name of the call at hand; what stands outside is not touched.
    pub(super) fn set_local(
        &mut self,
        name: &swc_atoms::Atom,
        value: Value<'a>,
        scope: ScopeId,
    ) -> Option<()> {
        let binding = self.resolve(name, scope)??;
        let call = self.call.scope?;
        if let Some(local) =
            self.call.locals.iter_mut().rev().find(|local| local.binding == binding)
        {
            local.value = Some(value);
            return Some(());
        }
        if !self.bindings.is_declared_within(binding, call) {
            return None;
        }
        self.call.locals.push(Local { binding, value: Some(value) });
        Some(())
    }
}
