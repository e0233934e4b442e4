//! What a pattern declares or assigns to, and which part of a value each name gets.

use swc_ecma_ast::{
    ArrayPat, AssignTarget, AssignTargetPat, Expr, ExprOrSpread, Lit, MemberExpr, MemberProp,
    ObjectPat, ObjectPatProp, Pat, PropName, SimpleAssignTarget,
};

use super::{Path, PathId, PathStep, ScopeId, Source, binder::Binder, telling_text};

/// Whether a pattern declares its names, and where.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Declared(ScopeId),
    Assigned,
}

/// What a pattern takes apart.
#[derive(Clone, Copy)]
pub(super) enum Whole<'a> {
    /// Nothing is said, as in `let a`.
    Nothing,
    Unknown,
    /// An expression, or a part of it, and the scope in which it stands.
    Of(&'a Expr, Option<PathId>, ScopeId),
}

impl<'a> Binder<'a> {
    pub(super) fn pattern(&mut self, pattern: &'a Pat, whole: Whole<'a>, target: Target) {
        match pattern {
            Pat::Ident(name) => self.name(&name.id.sym, whole, target),
            Pat::Array(array) => self.array_pattern(array, whole, target),
            Pat::Object(object) => self.object_pattern(object, whole, target),
            Pat::Rest(rest) => self.pattern(&rest.arg, Whole::Unknown, target),
            Pat::Assign(assign) => {
                self.value(&assign.right);
                let whole = self.or_default(whole, &assign.right);
                self.pattern(&assign.left, whole, target);
            }
            Pat::Expr(place) => self.place(place, whole),
            Pat::Invalid(_) => {}
        }
    }

    /// A parameter; `argument` is what the function is called with, where it is called at once.
    pub(super) fn parameter(&mut self, pattern: &'a Pat, argument: Option<&'a ExprOrSpread>) {
        let outside = self.bindings.scopes[self.here as usize].parent;
        let whole = match argument {
            Some(argument) if argument.spread.is_none() => Whole::Of(&argument.expr, None, outside),
            _ => Whole::Unknown,
        };
        self.pattern(pattern, whole, Target::Declared(self.here));
    }

    fn array_pattern(&mut self, array: &'a ArrayPat, whole: Whole<'a>, target: Target) {
        for (index, element) in array.elems.iter().enumerate() {
            match element {
                Some(Pat::Rest(rest)) => {
                    let part = self.part(whole, PathStep::RestFrom(index));
                    self.pattern(&rest.arg, part, target);
                }
                Some(element) => {
                    let part = self.part(whole, PathStep::Index(index));
                    self.pattern(element, part, target);
                }
                None => {}
            }
        }
    }

    fn object_pattern(&mut self, object: &'a ObjectPat, whole: Whole<'a>, target: Target) {
        for property in &object.props {
            match property {
                ObjectPatProp::KeyValue(property) => {
                    let part = match &property.key {
                        PropName::Ident(name) => self.part(whole, PathStep::Key(&name.sym)),
                        PropName::Str(name) => self.part(whole, PathStep::Text(&name.value)),
                        PropName::Computed(key) => {
                            self.expression(&key.expr);
                            Whole::Unknown
                        }
                        PropName::Num(_) | PropName::BigInt(_) => Whole::Unknown,
                    };
                    self.pattern(&property.value, part, target);
                }
                ObjectPatProp::Assign(property) => {
                    let name = &property.key.id.sym;
                    let mut part = self.part(whole, PathStep::Key(name));
                    if let Some(default) = &property.value {
                        self.value(default);
                        part = self.or_default(part, default);
                    }
                    self.name(name, part, target);
                }
                ObjectPatProp::Rest(rest) => self.pattern(&rest.arg, Whole::Unknown, target),
            }
        }
    }

    fn part(&mut self, whole: Whole<'a>, step: PathStep<'a>) -> Whole<'a> {
        match whole {
            Whole::Of(expression, before, scope) => {
                self.bindings.paths.push(Path { before, step });
                Whole::Of(expression, Some(self.bindings.paths.len() as PathId - 1), scope)
            }
            unknown => unknown,
        }
    }

    fn or_default(&mut self, whole: Whole<'a>, default: &'a Expr) -> Whole<'a> {
        match whole {
            // Whoever calls the function may pass something else; the default is what is here.
            Whole::Unknown | Whole::Nothing => Whole::Of(default, None, self.here),
            whole @ Whole::Of(..) => self.part(whole, PathStep::Default(default)),
        }
    }

    fn name(&mut self, name: &'a swc_atoms::Atom, whole: Whole<'a>, target: Target) {
        let (source, scope) = match whole {
            Whole::Nothing => (None, self.here),
            Whole::Unknown => (Some(Source::Unknown), self.here),
            Whole::Of(expression, None, scope) => (Some(source_of(expression)), scope),
            Whole::Of(expression, Some(path), scope) => {
                (Some(Source::Part(expression, path)), scope)
            }
        };
        match target {
            Target::Declared(here) => {
                let binding = self.declare(here, name);
                if let Some(source) = source {
                    self.give(binding, source, scope);
                }
            }
            Target::Assigned => {
                let source = source.unwrap_or(Source::Unknown);
                self.assign(name, None, source, scope);
            }
        }
    }

    /// What an assignment writes to.
    pub(super) fn target(&mut self, target: &'a AssignTarget, whole: Whole<'a>) {
        match target {
            AssignTarget::Simple(SimpleAssignTarget::Ident(name)) => {
                self.name(&name.id.sym, whole, Target::Assigned);
            }
            AssignTarget::Simple(SimpleAssignTarget::Member(member)) => self.member(member, whole),
            AssignTarget::Simple(SimpleAssignTarget::Paren(inner)) => {
                self.place(&inner.expr, whole);
            }
            AssignTarget::Pat(AssignTargetPat::Array(array)) => {
                self.array_pattern(array, whole, Target::Assigned);
            }
            AssignTarget::Pat(AssignTargetPat::Object(object)) => {
                self.object_pattern(object, whole, Target::Assigned);
            }
            AssignTarget::Simple(_) | AssignTarget::Pat(AssignTargetPat::Invalid(_)) => {}
        }
    }

    /// An expression that is written to.
    pub(super) fn place(&mut self, place: &'a Expr, whole: Whole<'a>) {
        match place {
            Expr::Ident(name) => self.name(&name.sym, whole, Target::Assigned),
            Expr::Member(member) => self.member(member, whole),
            Expr::Paren(inner) => self.place(&inner.expr, whole),
            other => self.expression(other),
        }
    }

    fn member(&mut self, member: &'a MemberExpr, whole: Whole<'a>) {
        self.expression(&member.obj);
        if let MemberProp::Computed(key) = &member.prop {
            self.expression(&key.expr);
        }
        let Expr::Ident(object) = &*member.obj else { return };
        let Some(property) = static_name(&member.prop) else { return };
        let source = match whole {
            Whole::Of(expression, None, _) => Source::Expression(expression),
            _ => Source::Unknown,
        };
        if let Source::Expression(value) = source
            && telling_text(value).is_some()
        {
            self.bindings.telling_members.insert(property);
        }
        self.assign(&object.sym, Some(property), source, self.here);
    }
}

/// The name in `.name` and `["name"]`.
fn static_name(property: &MemberProp) -> Option<&str> {
    match property {
        MemberProp::Ident(name) => Some(&name.sym),
        MemberProp::Computed(key) => match &*key.expr {
            Expr::Lit(Lit::Str(name)) => name.value.as_str(),
            _ => None,
        },
        MemberProp::PrivateName(_) => None,
    }
}

/// Functions and classes are known for what they are.
fn source_of(expression: &Expr) -> Source<'_> {
    match expression {
        Expr::Fn(function) => Source::Callable(super::Callable::Function(&function.function)),
        Expr::Arrow(arrow) => Source::Callable(super::Callable::Arrow(arrow)),
        Expr::Class(class) => Source::Class(&class.class),
        Expr::Paren(inner) => source_of(&inner.expr),
        other => Source::Expression(other),
    }
}
