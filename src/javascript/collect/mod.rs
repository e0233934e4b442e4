//! The visitor: every string of a syntax tree becomes a candidate under the names around it.
//!
//! Names are kept as spans on one stack, so that a string costs nothing until a rule wants to
//! know more. Chains that lean to one side (`a + b + c`, `a.b().c()`, `else if`) are walked by
//! loops, in `chain`.

mod chain;
mod names;

use swc_common::Spanned;
use swc_ecma_ast::{
    ArrowExpr, ArrowFunctionBody, AssignExpr, AssignPat, AssignPatProp, BinExpr, CallExpr,
    ClassMethod, ClassProp, ComputedPropName, CondExpr, Expr, FnDecl, FnExpr, Function, GetterProp,
    IfStmt, JSXAttr, JSXAttrValue, JSXText, KeyValueProp, MemberExpr, MethodProp, NewExpr,
    OptChainExpr, Program, PropName, Regex, ReturnStmt, Str, Tpl, TsEnumMember, VarDeclarator,
};
use swc_ecma_visit::{Visit, VisitWith};

use super::evaluate::Constants;
use crate::{
    candidate::{Candidate, Frame, FrameKind, Place},
    span::Span,
};

/// Shorter strings hold no secret that a rule could tell from a word.
const SHORTEST: usize = 8;

/// Gives `sink` every string of `program`, and what its constant expressions make.
pub(crate) fn candidates(
    program: &Program,
    constants: &Constants,
    sink: &mut dyn FnMut(&Candidate<'_>),
) {
    let mut collector = Collector { frames: Vec::new(), joined: Vec::new(), constants, sink };
    program.visit_with(&mut collector);
}

struct Collector<'a> {
    frames: Vec<Frame>,
    /// Reused for values that are put together.
    joined: Vec<u8>,
    constants: &'a Constants,
    sink: &'a mut dyn FnMut(&Candidate<'_>),
}

impl Collector<'_> {
    /// Visits `node` with one more name around it.
    fn under(&mut self, frame: Option<Frame>, node: &impl VisitWith<Self>) {
        self.frames.extend(frame);
        node.visit_with(self);
        self.frames.truncate(self.frames.len() - usize::from(frame.is_some()));
    }

    /// Visits `node` as the body of a function called `name`, or as anything else whose strings
    /// do not go by the names outside.
    fn scoped(&mut self, name: Span, node: &impl VisitWith<Self>) {
        self.under(Some(Frame { kind: FrameKind::Scope, name }), node);
    }

    /// The name that a function gets from the place where it stands.
    fn inferred_name(&self) -> Span {
        match self.frames.last() {
            Some(Frame { kind: FrameKind::Variable | FrameKind::Property, name }) => *name,
            _ => Span::default(),
        }
    }

    fn string(&mut self, value: &[u8], span: Span, place: Place) {
        if value.len() < SHORTEST {
            return;
        }
        // An escape is always longer than what it stands for, so equal lengths are equal bytes.
        let verbatim = span.len() as usize == value.len();
        let frames = &self.frames;
        (self.sink)(&Candidate {
            value,
            span,
            verbatim,
            derivation: &[],
            pieces: &[],
            place,
            frames,
        });
    }

    /// What the expression at `place` makes, when it is a constant.
    fn constants(&mut self, place: swc_common::Span) {
        for (_, constant) in self.constants.at(place) {
            (self.sink)(&Candidate {
                value: constant.value.as_bytes(),
                span: constant.span,
                verbatim: constant.verbatim,
                derivation: &constant.steps,
                pieces: &constant.pieces,
                place: Place::String,
                frames: &self.frames,
            });
        }
    }
}

impl Visit for Collector<'_> {
    fn visit_expr(&mut self, node: &Expr) {
        if !self.constants.is_empty() {
            self.constants(node.span());
        }
        node.visit_children_with(self);
    }

    fn visit_str(&mut self, node: &Str) {
        self.string(node.value.as_bytes(), names::inside(node.span), Place::String);
    }

    fn visit_tpl(&mut self, node: &Tpl) {
        self.template(node);
    }

    fn visit_regex(&mut self, node: &Regex) {
        let start = names::span(node.span).start + 1;
        let source = node.exp.as_bytes();
        self.string(source, Span::new(start, start + source.len() as u32), Place::Regex);
    }

    fn visit_jsx_text(&mut self, node: &JSXText) {
        self.string(node.value.as_bytes(), names::span(node.span), Place::JsxText);
    }

    fn visit_prop_name(&mut self, node: &PropName) {
        match node {
            PropName::Str(key) => {
                self.string(key.value.as_bytes(), names::inside(key.span), Place::Key);
            }
            PropName::Computed(key) => self.visit_computed_prop_name(key),
            _ => {}
        }
    }

    fn visit_computed_prop_name(&mut self, node: &ComputedPropName) {
        self.scoped(Span::default(), &node.expr);
    }

    // Names: what a value is assigned to, passed to, returned from.

    fn visit_var_declarator(&mut self, node: &VarDeclarator) {
        node.name.visit_with(self);
        if let Some(init) = &node.init {
            self.under(names::of_pattern(&node.name), init);
        }
    }

    fn visit_assign_expr(&mut self, node: &AssignExpr) {
        node.left.visit_with(self);
        let depth = self.frames.len();
        names::of_target(&node.left, &mut self.frames);
        node.right.visit_with(self);
        self.frames.truncate(depth);
    }

    fn visit_assign_pat(&mut self, node: &AssignPat) {
        node.left.visit_with(self);
        self.under(names::of_pattern(&node.left), &node.right);
    }

    fn visit_assign_pat_prop(&mut self, node: &AssignPatProp) {
        let name = names::span(node.key.id.span);
        self.under(Some(Frame { kind: FrameKind::Variable, name }), &node.value);
    }

    fn visit_key_value_prop(&mut self, node: &KeyValueProp) {
        node.key.visit_with(self);
        self.under(names::of_key(&node.key), &node.value);
    }

    fn visit_class_prop(&mut self, node: &ClassProp) {
        node.key.visit_with(self);
        node.decorators.visit_with(self);
        self.under(names::of_key(&node.key), &node.value);
    }

    fn visit_ts_enum_member(&mut self, node: &TsEnumMember) {
        self.under(Some(names::of_enum_member(&node.id)), &node.init);
    }

    fn visit_jsx_attr(&mut self, node: &JSXAttr) {
        let frame = names::of_attribute(&node.name);
        match &node.value {
            Some(JSXAttrValue::Str(text)) => {
                self.frames.push(frame);
                self.string(text.value.as_bytes(), names::inside(text.span), Place::String);
                self.frames.pop();
            }
            value => self.under(Some(frame), value),
        }
    }

    fn visit_array_lit(&mut self, node: &swc_ecma_ast::ArrayLit) {
        if let [Some(label), Some(value)] = node.elems.as_slice() {
            label.visit_with(self);
            self.under(names::of_label(&label.expr), value);
        } else {
            node.elems.visit_with(self);
        }
    }

    // Functions: their strings do not go by the names outside, but what they return does.

    fn visit_function(&mut self, node: &Function) {
        self.frames.push(Frame { kind: FrameKind::Scope, name: self.inferred_name() });
        node.visit_children_with(self);
        self.frames.pop();
    }

    fn visit_fn_decl(&mut self, node: &FnDecl) {
        let name = names::span(node.ident.span);
        self.under(Some(Frame { kind: FrameKind::Variable, name }), &node.function);
    }

    fn visit_fn_expr(&mut self, node: &FnExpr) {
        let frame = node.ident.as_ref().map(|ident| names::span(ident.span));
        let frame = frame.map(|name| Frame { kind: FrameKind::Variable, name });
        self.under(frame, &node.function);
    }

    fn visit_class_method(&mut self, node: &ClassMethod) {
        node.key.visit_with(self);
        self.under(names::of_key(&node.key), &node.function);
    }

    fn visit_method_prop(&mut self, node: &MethodProp) {
        node.key.visit_with(self);
        self.under(names::of_key(&node.key), &node.function);
    }

    fn visit_getter_prop(&mut self, node: &GetterProp) {
        node.key.visit_with(self);
        self.under(names::of_key(&node.key), &node.function);
    }

    fn visit_arrow_expr(&mut self, node: &ArrowExpr) {
        node.params.visit_with(self);
        match &*node.body {
            ArrowFunctionBody::Expr(value) => value.visit_with(self),
            body @ ArrowFunctionBody::FunctionBody(_) => self.scoped(self.inferred_name(), body),
        }
    }

    fn visit_return_stmt(&mut self, node: &ReturnStmt) {
        let function = self.frames.iter().rev().find(|frame| frame.kind == FrameKind::Scope);
        let name = function.map(|frame| frame.name).filter(|name| name.len() > 0);
        let frame = name.map(|name| Frame { kind: FrameKind::Property, name });
        self.under(frame, &node.arg);
    }

    // Chains.

    fn visit_bin_expr(&mut self, node: &BinExpr) {
        self.binary(node);
    }

    fn visit_cond_expr(&mut self, node: &CondExpr) {
        self.conditional(node);
    }

    fn visit_if_stmt(&mut self, node: &IfStmt) {
        self.if_chain(node);
    }

    fn visit_call_expr(&mut self, node: &CallExpr) {
        self.call_chain(chain::Link::Call(node));
    }

    fn visit_member_expr(&mut self, node: &MemberExpr) {
        self.call_chain(chain::Link::Member(node));
    }

    fn visit_opt_chain_expr(&mut self, node: &OptChainExpr) {
        self.call_chain(chain::Link::Optional(node));
    }

    fn visit_new_expr(&mut self, node: &NewExpr) {
        node.callee.visit_with(self);
        self.arguments(names::of_callee(&node.callee), node.args.as_deref().unwrap_or_default());
    }
}
