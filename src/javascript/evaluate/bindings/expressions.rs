//! The walk over expressions, which also picks those that may be constants.

use swc_ecma_ast::{
    ArrowExpr, ArrowFunctionBody, AssignOp, AssignTarget, BinExpr, BinaryOp, Callee, CondExpr,
    Expr, ExprOrSpread, JSXAttrOrSpread, JSXAttrValue, JSXElement, JSXElementChild, JSXExpr,
    MemberProp, ObjectLit, Prop, PropName, PropOrSpread, SimpleAssignTarget, SuperProp, Tpl,
};

use super::{binder::Binder, chains::base_of, patterns::Whole, telling_text};

impl<'a> Binder<'a> {
    /// An expression whose value goes somewhere by a name: there a reference counts, too.
    pub(super) fn value(&mut self, expression: &'a Expr) {
        self.reference(expression);
        self.expression(expression);
    }

    fn reference(&mut self, expression: &'a Expr) {
        if let Expr::Ident(_) | Expr::Member(_) = expression
            && let Some(name) = base_of(expression)
        {
            self.ask_reference(expression, name);
        }
    }

    fn root(&mut self, expression: &'a Expr) {
        self.ask_root(expression, None);
    }

    pub(super) fn expression(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Ident(_) | Expr::Lit(_) | Expr::This(_) => {}
            Expr::Member(_) | Expr::Call(_) | Expr::OptChain(_) => self.chain(expression, true),
            Expr::Bin(node) => self.binary(expression, node),
            Expr::Fn(node) => {
                self.function(&node.function, node.ident.as_ref().map(|name| &name.sym));
            }
            Expr::Arrow(node) => self.arrow(node),
            Expr::Object(node) => self.object(node),
            Expr::Array(node) => {
                for element in node.elems.iter().flatten() {
                    self.expression(&element.expr);
                }
                // `["name", value]`
                if let [Some(_), Some(value)] = node.elems.as_slice() {
                    self.reference(&value.expr);
                }
            }
            Expr::Assign(node) => {
                match (node.op, &node.left) {
                    (AssignOp::Assign, target) => {
                        self.target(target, Whole::Of(&node.right, None, self.here));
                    }
                    (
                        AssignOp::AddAssign,
                        AssignTarget::Simple(SimpleAssignTarget::Ident(name)),
                    ) => {
                        self.add_to(&name.id.sym, &node.right);
                        self.root(expression);
                    }
                    (_, target) => self.target(target, Whole::Unknown),
                }
                self.value(&node.right);
            }
            Expr::Update(node) => self.place(&node.arg, Whole::Unknown),
            Expr::Unary(node) => self.expression(&node.arg),
            Expr::Cond(node) => self.conditional(node),
            Expr::Seq(node) => {
                for part in &node.exprs {
                    self.expression(part);
                }
            }
            Expr::Tpl(node) => self.template(expression, node),
            Expr::TaggedTpl(node) => {
                self.root(expression);
                self.expression(&node.tag);
                for part in &node.tpl.exprs {
                    self.expression(part);
                }
            }
            Expr::New(node) => {
                self.expression(&node.callee);
                let is_named = is_telling_callee(&node.callee);
                self.arguments(is_named, node.args.as_deref().unwrap_or_default());
            }
            Expr::Paren(node) => self.expression(&node.expr),
            Expr::Class(node) => self.class(&node.class),
            other => self.rare(other),
        }
    }

    fn rare(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Await(node) => self.expression(&node.arg),
            Expr::Yield(node) => {
                if let Some(value) = &node.arg {
                    self.expression(value);
                }
            }
            Expr::SuperProp(node) => {
                if let SuperProp::Computed(key) = &node.prop {
                    self.expression(&key.expr);
                }
            }
            Expr::JSXElement(element) => self.element(element),
            Expr::JSXFragment(fragment) => self.children(&fragment.children),
            Expr::TsAs(node) => self.value(&node.expr),
            Expr::TsNonNull(node) => self.value(&node.expr),
            Expr::TsSatisfies(node) => self.value(&node.expr),
            Expr::TsTypeAssertion(node) => self.value(&node.expr),
            Expr::TsConstAssertion(node) => self.value(&node.expr),
            Expr::TsInstantiation(node) => self.expression(&node.expr),
            _ => {}
        }
    }

    pub(super) fn member_key(&mut self, key: &'a MemberProp) {
        if let MemberProp::Computed(key) = key {
            self.expression(&key.expr);
        }
    }

    /// `is_named`: whether what is called has a name that says something.
    pub(super) fn arguments(&mut self, is_named: bool, arguments: &'a [ExprOrSpread]) {
        for argument in arguments {
            if is_named {
                self.reference(&argument.expr);
            }
            self.expression(&argument.expr);
        }
    }

    fn binary(&mut self, expression: &'a Expr, node: &'a BinExpr) {
        if node.op == BinaryOp::Add {
            self.root(expression);
        }
        let behind = self.operands.len();
        let mut first = node;
        loop {
            self.operands.push((first.op, &*first.right));
            match &*first.left {
                Expr::Bin(left) => {
                    if left.op == BinaryOp::Add && first.op != BinaryOp::Add {
                        self.root(&first.left);
                    }
                    first = left;
                }
                left => break self.value(left),
            }
        }
        while self.operands.len() > behind {
            let Some((op, operand)) = self.operands.pop() else { break };
            match op {
                op if is_choice(op) => self.branch(|binder| binder.value(operand)),
                _ => self.expression(operand),
            }
        }
    }

    fn conditional(&mut self, first: &'a CondExpr) {
        let mut node = first;
        loop {
            self.expression(&node.test);
            self.branch(|binder| binder.value(&node.cons));
            match &*node.alt {
                Expr::Cond(next) => node = next,
                last => return self.branch(|binder| binder.value(last)),
            }
        }
    }

    fn template(&mut self, expression: &'a Expr, node: &'a Tpl) {
        if !node.exprs.is_empty() {
            self.root(expression);
        }
        for part in &node.exprs {
            self.expression(part);
        }
    }

    fn arrow(&mut self, node: &'a ArrowExpr) {
        let arguments = self.arguments.take();
        self.scoped(node.span, true, |binder| {
            for (index, parameter) in node.params.iter().enumerate() {
                let argument = arguments.and_then(|arguments| arguments.get(index));
                binder.parameter(parameter, argument);
            }
            match &*node.body {
                ArrowFunctionBody::Expr(value) => binder.value(value),
                ArrowFunctionBody::FunctionBody(body) => binder.statements(&body.stmts),
            }
        });
    }

    fn object(&mut self, node: &'a ObjectLit) {
        for property in &node.props {
            match property {
                PropOrSpread::Spread(spread) => self.expression(&spread.expr),
                PropOrSpread::Prop(property) => self.property(property),
            }
        }
    }

    fn property(&mut self, property: &'a Prop) {
        match property {
            Prop::KeyValue(property) => {
                self.property_name(&property.key);
                if is_telling_key(&property.key) {
                    self.reference(&property.value);
                }
                if telling_text(&property.value).is_some() {
                    let name = match &property.key {
                        PropName::Ident(name) => Some(&*name.sym),
                        PropName::Str(name) => name.value.as_str(),
                        _ => None,
                    };
                    self.bindings.telling_members.extend(name);
                }
                self.expression(&property.value);
            }
            Prop::Method(method) => {
                self.property_name(&method.key);
                self.function(&method.function, None);
            }
            Prop::Getter(getter) => {
                self.property_name(&getter.key);
                self.function(&getter.function, None);
            }
            Prop::Setter(setter) => {
                self.property_name(&setter.key);
                self.function(&setter.function, None);
            }
            Prop::Assign(property) => self.value(&property.value),
            Prop::Shorthand(_) => {}
        }
    }

    fn element(&mut self, element: &'a JSXElement) {
        for attribute in &element.opening.attrs {
            match attribute {
                JSXAttrOrSpread::SpreadElement(spread) => self.expression(&spread.expr),
                JSXAttrOrSpread::JSXAttr(attribute) => match &attribute.value {
                    Some(JSXAttrValue::JSXExprContainer(container)) => {
                        self.container(&container.expr);
                    }
                    Some(JSXAttrValue::JSXElement(element)) => self.element(element),
                    Some(JSXAttrValue::JSXFragment(fragment)) => self.children(&fragment.children),
                    Some(JSXAttrValue::Str(_)) | None => {}
                },
            }
        }
        self.children(&element.children);
    }

    fn children(&mut self, children: &'a [JSXElementChild]) {
        for child in children {
            match child {
                JSXElementChild::JSXExprContainer(container) => self.container(&container.expr),
                JSXElementChild::JSXSpreadChild(spread) => self.expression(&spread.expr),
                JSXElementChild::JSXElement(element) => self.element(element),
                JSXElementChild::JSXFragment(fragment) => self.children(&fragment.children),
                JSXElementChild::JSXText(_) => {}
            }
        }
    }

    fn container(&mut self, expression: &'a JSXExpr) {
        if let JSXExpr::Expr(value) = expression {
            self.value(value);
        }
    }
}

pub(super) const fn is_choice(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::LogicalOr | BinaryOp::LogicalAnd | BinaryOp::NullishCoalescing)
}

/// Shorter names are a minifier's, and say nothing of a value.
const SHORTEST_NAME: usize = 3;

pub(super) fn is_named_callee(callee: &Callee) -> bool {
    matches!(callee, Callee::Expr(callee) if is_telling_callee(callee))
}

fn is_telling_callee(callee: &Expr) -> bool {
    match callee {
        Expr::Ident(name) => name.sym.len() >= SHORTEST_NAME,
        Expr::Member(member) => match &member.prop {
            MemberProp::Ident(name) => name.sym.len() >= SHORTEST_NAME,
            _ => true,
        },
        _ => true,
    }
}

fn is_telling_key(key: &PropName) -> bool {
    match key {
        PropName::Ident(name) => name.sym.len() >= SHORTEST_NAME,
        PropName::Str(_) | PropName::Computed(_) => true,
        PropName::Num(_) | PropName::BigInt(_) => false,
    }
}
