//! Chains that lean to one side, walked by loops, and the strings that `+` and templates join.

use swc_common::Spanned;
use swc_ecma_ast::{
    BinExpr, BinaryOp, CallExpr, Callee, CondExpr, Expr, ExprOrSpread, IfStmt, Lit, MemberExpr,
    MemberProp, OptChainBase, OptChainExpr, Stmt, Tpl,
};
use swc_ecma_visit::VisitWith;

use super::{Collector, SHORTEST, names};
use crate::{
    candidate::{Candidate, Frame, FrameKind, Place, Step},
    span::Span,
};

/// One step of `a.b().c?.d()`, outermost first.
pub(super) enum Link<'a> {
    Call(&'a CallExpr),
    Member(&'a MemberExpr),
    Optional(&'a OptChainExpr),
}

/// The literals that have been joined so far.
#[derive(Default)]
struct Run {
    pieces: Vec<Span>,
}

impl Collector<'_> {
    /// A chain of operators, from left to right. Neighbouring strings of a sum are joined.
    pub(super) fn binary(&mut self, node: &BinExpr) {
        let mut operands = Vec::new();
        let mut node = node;
        loop {
            operands.push((node.op, &*node.right));
            match &*node.left {
                Expr::Bin(left) => node = left,
                first => break self.operand(None, first, operands.last().map(|last| last.0)),
            }
        }
        self.join_sums(&node.left, operands.iter().rev().copied());
        let mut before = &*node.left;
        for (op, operand) in operands.into_iter().rev() {
            let frame = match op {
                BinaryOp::LogicalOr | BinaryOp::NullishCoalescing => names::of_fallback(before),
                _ => None,
            };
            self.operand(frame, operand, Some(op));
            before = operand;
        }
    }

    /// One operand. What is compared or measured does not go by the names outside.
    fn operand(&mut self, frame: Option<Frame>, operand: &Expr, op: Option<BinaryOp>) {
        match op {
            Some(
                BinaryOp::Add
                | BinaryOp::LogicalOr
                | BinaryOp::LogicalAnd
                | BinaryOp::NullishCoalescing,
            )
            | None => self.under(frame, operand),
            Some(_) => self.scoped(Span::default(), operand),
        }
    }

    fn join_sums<'a>(&mut self, first: &'a Expr, rest: impl Iterator<Item = (BinaryOp, &'a Expr)>) {
        let mut run = Run::default();
        self.append(&mut run, first);
        for (op, operand) in rest {
            if op != BinaryOp::Add {
                self.finish(&mut run);
            }
            self.append(&mut run, operand);
        }
        self.finish(&mut run);
    }

    /// Adds a string to the run, or ends the run at anything else.
    fn append(&mut self, run: &mut Run, operand: &Expr) {
        let (value, span) = match operand {
            Expr::Lit(Lit::Str(text)) => (text.value.as_bytes(), names::inside(text.span)),
            Expr::Tpl(template) if template.exprs.is_empty() => match template.quasis.first() {
                Some(piece) => (cooked(piece), names::span(piece.span)),
                None => return,
            },
            _ => return self.finish(run),
        };
        self.append_text(run, value, span);
    }

    fn append_text(&mut self, run: &mut Run, value: &[u8], span: Span) {
        if run.pieces.is_empty() {
            self.joined.clear();
        }
        self.joined.extend_from_slice(value);
        run.pieces.push(span);
    }

    fn finish(&mut self, run: &mut Run) {
        if let [first, .., last] = run.pieces[..]
            && self.joined.len() >= SHORTEST
        {
            (self.sink)(&Candidate {
                value: &self.joined,
                span: Span::new(first.start, last.end),
                verbatim: false,
                derivation: &[Step::Concat],
                pieces: &run.pieces,
                place: Place::String,
                frames: &self.frames,
            });
        }
        run.pieces.clear();
    }

    /// A template: each piece by itself, and what its pieces and literal expressions make.
    pub(super) fn template(&mut self, node: &Tpl) {
        for piece in &node.quasis {
            self.string(cooked(piece), names::span(piece.span), Place::String);
        }
        let mut run = Run::default();
        for (index, piece) in node.quasis.iter().enumerate() {
            self.append_text(&mut run, cooked(piece), names::span(piece.span));
            if let Some(expression) = node.exprs.get(index) {
                self.append(&mut run, expression);
            }
        }
        self.finish(&mut run);
        for expression in &node.exprs {
            expression.visit_with(self);
        }
    }

    /// `a ? b : c ? d : e`.
    pub(super) fn conditional(&mut self, node: &CondExpr) {
        let mut node = node;
        loop {
            self.scoped(Span::default(), &node.test);
            node.cons.visit_with(self);
            match &*node.alt {
                Expr::Cond(next) => node = next,
                last => return last.visit_with(self),
            }
        }
    }

    /// `if … else if … else …`.
    pub(super) fn if_chain(&mut self, node: &IfStmt) {
        let mut node = node;
        loop {
            node.test.visit_with(self);
            node.cons.visit_with(self);
            match node.alt.as_deref() {
                Some(Stmt::If(next)) => node = next,
                Some(last) => return last.visit_with(self),
                None => return,
            }
        }
    }

    /// `a.b().c()`, from the outermost call inwards.
    pub(super) fn call_chain(&mut self, link: Link<'_>) {
        let mut link = link;
        loop {
            let object: &Expr = match link {
                Link::Call(call) => {
                    let Callee::Expr(callee) = &call.callee else {
                        return self.arguments(None, &call.args);
                    };
                    self.arguments(names::of_callee(callee), &call.args);
                    callee
                }
                Link::Member(member) => {
                    self.member_key(member);
                    &member.obj
                }
                Link::Optional(chain) => match &*chain.base {
                    OptChainBase::Member(member) => {
                        self.member_key(member);
                        &member.obj
                    }
                    OptChainBase::Call(call) => {
                        self.arguments(names::of_callee(&call.callee), &call.args);
                        &call.callee
                    }
                },
            };
            if matches!(object, Expr::Call(_) | Expr::Member(_) | Expr::OptChain(_)) {
                self.constants(object.span());
            }
            link = match object {
                Expr::Call(call) => Link::Call(call),
                Expr::Member(member) => Link::Member(member),
                Expr::OptChain(chain) => Link::Optional(chain),
                // `"…".split("")` is about the string, whatever its result is called.
                root => return root.visit_with(self),
            };
        }
    }

    fn member_key(&mut self, member: &MemberExpr) {
        if let MemberProp::Computed(key) = &member.prop {
            self.visit_computed_key(key);
        }
    }

    fn visit_computed_key(&mut self, key: &swc_ecma_ast::ComputedPropName) {
        self.scoped(Span::default(), &key.expr);
    }

    /// The arguments of a call; a string names the one behind it: `headers.set("name", …)`.
    pub(super) fn arguments(&mut self, callee: Option<Span>, arguments: &[ExprOrSpread]) {
        let depth = self.frames.len();
        for (index, argument) in arguments.iter().enumerate() {
            let index = u16::try_from(index).unwrap_or(u16::MAX);
            let name = callee.unwrap_or_default();
            self.frames.push(Frame { kind: FrameKind::Argument { index }, name });
            // A string names the string behind it, but not the members of an object.
            if let (Some(before), false) = (index.checked_sub(1), argument.expr.is_object()) {
                self.frames.extend(names::of_label(&arguments[before as usize].expr));
            }
            argument.expr.visit_with(self);
            self.frames.truncate(depth);
        }
    }
}

/// A piece's text; a tagged template may hold an escape that means nothing.
fn cooked(piece: &swc_ecma_ast::TplElement) -> &[u8] {
    match &piece.cooked {
        Some(text) => text.as_bytes(),
        None => piece.raw.as_bytes(),
    }
}
