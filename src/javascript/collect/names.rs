//! The names that syntax gives to values.

use swc_common::{Span as SwcSpan, Spanned};
use swc_ecma_ast::{
    AssignTarget, Expr, IdentName, JSXAttrName, Lit, MemberExpr, MemberProp, MetaPropKind,
    OptChainBase, Pat, PropName, SimpleAssignTarget, TsEnumMemberId,
};

use crate::{
    candidate::{Frame, FrameKind},
    javascript::parse::offset,
    span::Span,
};

/// Names further out say little about a value.
const DEEPEST_MEMBER: usize = 6;

pub(super) fn span(span: SwcSpan) -> Span {
    Span::new(offset(span.lo), offset(span.hi))
}

/// The span of what is between a literal's quotes.
pub(super) fn inside(quoted: SwcSpan) -> Span {
    let Span { start, end } = span(quoted);
    Span::new(start + 1, end.saturating_sub(1).max(start + 1))
}

fn variable(name: SwcSpan) -> Frame {
    Frame { kind: FrameKind::Variable, name: span(name) }
}

fn property(name: SwcSpan) -> Frame {
    Frame { kind: FrameKind::Property, name: span(name) }
}

pub(super) fn of_pattern(pattern: &Pat) -> Option<Frame> {
    match pattern {
        // A type annotation belongs to swc's span of the binding, but not to its name.
        Pat::Ident(binding) => Some(variable(binding.id.span)),
        _ => None,
    }
}

pub(super) fn of_key(key: &PropName) -> Option<Frame> {
    match key {
        PropName::Ident(name) => Some(property(name.span)),
        PropName::Str(name) => Some(Frame { kind: FrameKind::Property, name: inside(name.span) }),
        PropName::Computed(key) => {
            string_span(&key.expr).map(|name| Frame { kind: FrameKind::Property, name })
        }
        PropName::Num(_) | PropName::BigInt(_) => None,
    }
}

pub(super) fn of_enum_member(id: &TsEnumMemberId) -> Frame {
    match id {
        TsEnumMemberId::Ident(name) => property(name.span),
        TsEnumMemberId::Str(name) => Frame { kind: FrameKind::Property, name: inside(name.span) },
    }
}

pub(super) fn of_attribute(name: &JSXAttrName) -> Frame {
    Frame { kind: FrameKind::Attribute, name: span(name.span()) }
}

/// A string that stands before a value and names it.
pub(super) fn of_label(label: &Expr) -> Option<Frame> {
    string_span(label).map(|name| Frame { kind: FrameKind::Label, name })
}

/// What an assignment writes to: `a.b.c = …` gives `a`, `b` and `c`.
pub(super) fn of_target(target: &AssignTarget, frames: &mut Vec<Frame>) {
    match target {
        AssignTarget::Simple(SimpleAssignTarget::Ident(binding)) => {
            frames.push(variable(binding.id.span));
        }
        AssignTarget::Simple(SimpleAssignTarget::Member(member)) => of_member(member, frames),
        _ => {}
    }
}

fn of_member(member: &MemberExpr, frames: &mut Vec<Frame>) {
    let first = frames.len();
    let mut member = member;
    for _ in 0..DEEPEST_MEMBER {
        frames.extend(of_member_name(&member.prop));
        match &*member.obj {
            Expr::Member(object) => member = object,
            Expr::Ident(object) => {
                frames.push(variable(object.span));
                break;
            }
            _ => break,
        }
    }
    frames[first..].reverse();
}

fn of_member_name(name: &MemberProp) -> Option<Frame> {
    match name {
        MemberProp::Ident(name) => Some(property(name.span)),
        MemberProp::PrivateName(name) => Some(property(name.span)),
        MemberProp::Computed(key) => {
            string_span(&key.expr).map(|name| Frame { kind: FrameKind::Property, name })
        }
    }
}

/// The callee of a call by its dotted name; bundlers write `(0, module.name)(…)`.
pub(super) fn of_callee(callee: &Expr) -> Option<Span> {
    match callee {
        Expr::Ident(name) => Some(span(name.span)),
        Expr::Member(member) => match (&*member.obj, &member.prop) {
            (Expr::Ident(_) | Expr::This(_), MemberProp::Ident(_)) => Some(span(member.span)),
            (_, MemberProp::Ident(name)) => Some(span(name.span)),
            _ => None,
        },
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Member(member) => member.prop.as_ident().map(|name| span(name.span)),
            OptChainBase::Call(_) => None,
        },
        Expr::Paren(inner) => of_callee(&inner.expr),
        Expr::Seq(sequence) => sequence.exprs.last().and_then(|last| of_callee(last)),
        _ => None,
    }
}

/// What stands before `||` or `??` names what stands behind it: `process.env.KEY ?? "…"`.
pub(super) fn of_fallback(value: &Expr) -> Option<Frame> {
    match value {
        Expr::Ident(name) => Some(variable(name.span)),
        Expr::Member(member) => member_fallback(member),
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Member(member) => member_fallback(member),
            OptChainBase::Call(_) => None,
        },
        Expr::Paren(inner) => of_fallback(&inner.expr),
        _ => None,
    }
}

fn member_fallback(member: &MemberExpr) -> Option<Frame> {
    let frame = of_member_name(&member.prop)?;
    let kind = if is_environment(&member.obj) { FrameKind::Environment } else { frame.kind };
    Some(Frame { kind, ..frame })
}

/// `process.env`, `import.meta.env`, and what bundlers make of them.
fn is_environment(object: &Expr) -> bool {
    let named_env = |name: &IdentName| name.sym == "env";
    match object {
        Expr::Member(env) => {
            env.prop.as_ident().is_some_and(named_env)
                && match &*env.obj {
                    Expr::MetaProp(meta) => meta.kind == MetaPropKind::ImportMeta,
                    Expr::Ident(process) => process.sym == "process",
                    Expr::Member(process) => {
                        process.prop.as_ident().is_some_and(|name| name.sym == "process")
                    }
                    _ => false,
                }
        }
        _ => false,
    }
}

fn string_span(expression: &Expr) -> Option<Span> {
    match expression {
        Expr::Lit(Lit::Str(name)) => Some(inside(name.span)),
        Expr::Tpl(template) if template.exprs.is_empty() => Some(inside(template.span)),
        _ => None,
    }
}
