//! The walk over chains of members and calls: which of their links may be constants.

use swc_atoms::Atom;
use swc_ecma_ast::{CallExpr, Callee, Expr, ExprOrSpread, MemberProp, OptChainBase};

use super::{
    super::evaluator::{bare, builtin},
    Rotation,
    binder::Binder,
    expressions::{is_choice, is_named_callee},
};

impl<'a> Binder<'a> {
    /// An expression whose value nobody takes: what it makes by itself is of no use to anyone.
    pub(super) fn effect(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Call(_) => self.chain(expression, false),
            Expr::Seq(node) => {
                for part in &node.exprs {
                    self.effect(part);
                }
            }
            Expr::Bin(node) if is_choice(node.op) => {
                self.value(&node.left);
                self.branch(|binder| binder.effect(&node.right));
            }
            Expr::Paren(node) => self.effect(&node.expr),
            other => self.expression(other),
        }
    }

    /// `a.b().c?.d()`: from the outside in for what may be constant, from left to right for what
    /// is declared. `is_used`: whether anyone takes the value of the whole.
    pub(super) fn chain(&mut self, outermost: &'a Expr, is_used: bool) {
        let first = self.links.len();
        let mut link = outermost;
        let mut is_builtin = false;
        loop {
            let object: &Expr = match link {
                Expr::Call(call) => {
                    let Callee::Expr(callee) = &call.callee else { break };
                    callee
                }
                Expr::Member(member) => {
                    is_builtin |= matches!(&member.prop,
                        MemberProp::Ident(name) if builtin::imported(&name.sym).is_some());
                    &member.obj
                }
                Expr::OptChain(chain) => match &*chain.base {
                    OptChainBase::Member(member) => &member.obj,
                    OptChainBase::Call(call) => &call.callee,
                },
                _ => break,
            };
            self.links.push(link);
            link = object;
        }
        if !matches!(link, Expr::This(_) | Expr::SuperProp(_)) {
            let base = if is_builtin { None } else { known_base(link) };
            let unused = usize::from(!is_used);
            for at in first + unused..self.links.len() {
                self.call_root(self.links[at], base);
            }
        }
        let called_by = self.links[first..].last().copied();
        self.chain_root(link, called_by);
        while self.links.len() > first {
            match self.links.pop() {
                Some(Expr::Call(call)) => {
                    self.arguments(is_named_callee(&call.callee), &call.args);
                }
                Some(Expr::Member(member)) => self.member_key(&member.prop),
                Some(Expr::OptChain(chain)) => match &*chain.base {
                    OptChainBase::Member(member) => self.member_key(&member.prop),
                    OptChainBase::Call(call) => self.arguments(true, &call.args),
                },
                _ => {}
            }
        }
    }

    /// A call may be constant unless it is given a function that no method of the language takes.
    fn call_root(&mut self, link: &'a Expr, base: Option<&'a Atom>) {
        const TAKING: [&str; 7] =
            ["map", "filter", "reduce", "reduceRight", "replace", "replaceAll", "from"];
        let (callee, arguments) = match link {
            Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) => (callee, args),
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Call(call) => (&call.callee, &call.args),
                OptChainBase::Member(_) => return,
            },
            _ => return,
        };
        let is_function = |argument: &ExprOrSpread| {
            matches!(&*argument.expr, Expr::Fn(_) | Expr::Arrow(_) | Expr::This(_))
        };
        let takes_functions = match &**callee {
            Expr::Member(member) => match &member.prop {
                MemberProp::Ident(name) => TAKING.contains(&&*name.sym),
                _ => true,
            },
            _ => true,
        };
        if takes_functions || !arguments.iter().any(is_function) {
            self.ask_root(link, base);
        }
    }

    /// What a chain begins with. A function that is called where it stands gets its arguments.
    fn chain_root(&mut self, root: &'a Expr, called_by: Option<&'a Expr>) {
        match root {
            Expr::Call(call) => self.arguments(false, &call.args),
            root => {
                let function = without_parens(root);
                if let (Expr::Fn(_) | Expr::Arrow(_), Some(Expr::Call(CallExpr { args, .. }))) =
                    (function, called_by)
                {
                    self.arguments = Some(args);
                    if let (Expr::Fn(function), [first, _, ..]) = (function, args.as_slice())
                        && first.expr.is_ident()
                    {
                        let function = &function.function;
                        let scope = self.here;
                        self.bindings.rotations.push(Rotation { function, arguments: args, scope });
                    }
                }
                self.expression(function);
            }
        }
    }
}

/// The name that a chain of members begins with.
pub(super) fn base_of(expression: &Expr) -> Option<&Atom> {
    let mut object = expression;
    loop {
        object = match bare(object) {
            Expr::Member(member) => &member.obj,
            Expr::Ident(name) => return Some(&name.sym),
            _ => return None,
        };
    }
}

/// The name that a chain begins with, unless it may mean something where nobody declares it.
fn known_base(link: &Expr) -> Option<&Atom> {
    let Expr::Ident(name) = bare(link) else { return None };
    let is_builtin = builtin::global(&name.sym).is_some() || builtin::imported(&name.sym).is_some();
    (!is_builtin).then_some(&name.sym)
}

fn without_parens(expression: &Expr) -> &Expr {
    let mut expression = expression;
    while let Expr::Paren(inner) = expression {
        expression = &inner.expr;
    }
    expression
}
