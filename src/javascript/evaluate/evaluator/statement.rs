//! Statements of small functions: declarations, conditions, loops over locals.

use swc_ecma_ast::{
    AssignExpr, AssignOp, AssignTarget, BinaryOp, BlockStmt, Decl, Expr, ForHead, ForOfStmt,
    ForStmt, MemberExpr, SimpleAssignTarget, Stmt, UpdateExpr, UpdateOp, VarDecl, VarDeclOrExpr,
};

use super::{Evaluator, bare};
use crate::javascript::evaluate::{bindings::ScopeId, origin::Origin, value::Value};

/// Where a statement leads.
pub(super) enum Flow<'a> {
    Next,
    Break,
    Continue,
    Return(Value<'a>),
}

impl<'a> Evaluator<'a> {
    pub(super) fn run(&mut self, statements: &'a [Stmt], scope: ScopeId) -> Option<Flow<'a>> {
        for statement in statements {
            match self.statement(statement, scope)? {
                Flow::Next => {}
                flow => return Some(flow),
            }
        }
        Some(Flow::Next)
    }

    fn statement(&mut self, statement: &'a Stmt, scope: ScopeId) -> Option<Flow<'a>> {
        self.budget.steps(1)?;
        self.budget.enter()?;
        let flow = self.statement_of(statement, scope);
        self.budget.leave();
        flow
    }

    fn statement_of(&mut self, statement: &'a Stmt, scope: ScopeId) -> Option<Flow<'a>> {
        match statement {
            Stmt::Return(statement) => {
                let value = match &statement.arg {
                    Some(value) => self.evaluate(value, scope)?,
                    None => Value::Undefined,
                };
                Some(Flow::Return(value))
            }
            Stmt::Expr(statement) => {
                if !matches!(&*statement.expr, Expr::Lit(_)) {
                    self.evaluate(&statement.expr, scope)?;
                }
                Some(Flow::Next)
            }
            Stmt::Decl(Decl::Var(declaration)) => {
                self.declare(declaration, scope)?;
                Some(Flow::Next)
            }
            Stmt::Decl(_) | Stmt::Empty(_) => Some(Flow::Next),
            Stmt::Block(block) => self.block(block, scope),
            Stmt::If(statement) => {
                if self.evaluate(&statement.test, scope)?.is_truthy() {
                    self.statement(&statement.cons, scope)
                } else {
                    match &statement.alt {
                        Some(other) => self.statement(other, scope),
                        None => Some(Flow::Next),
                    }
                }
            }
            Stmt::For(statement) => self.for_loop(statement, scope),
            Stmt::ForOf(statement) => self.for_of(statement, scope),
            Stmt::While(statement) => {
                self.repeat(Some(&statement.test), None, &statement.body, scope)
            }
            Stmt::Break(statement) if statement.label.is_none() => Some(Flow::Break),
            Stmt::Continue(statement) if statement.label.is_none() => Some(Flow::Continue),
            _ => None,
        }
    }

    fn block(&mut self, block: &'a BlockStmt, scope: ScopeId) -> Option<Flow<'a>> {
        let scope = self.bindings.scope_of(block.span).unwrap_or(scope);
        self.run(&block.stmts, scope)
    }

    fn declare(&mut self, declaration: &'a VarDecl, scope: ScopeId) -> Option<()> {
        for declarator in &declaration.decls {
            let value = match &declarator.init {
                Some(init) => self.evaluate(init, scope)?,
                None => Value::Undefined,
            };
            self.bind(&declarator.name, value, scope)?;
        }
        Some(())
    }

    fn for_loop(&mut self, statement: &'a ForStmt, scope: ScopeId) -> Option<Flow<'a>> {
        let scope = self.bindings.scope_of(statement.span).unwrap_or(scope);
        match &statement.init {
            Some(VarDeclOrExpr::VarDecl(declaration)) => self.declare(declaration, scope)?,
            Some(VarDeclOrExpr::Expr(init)) => drop(self.evaluate(init, scope)?),
            None => {}
        }
        let (test, update) = (statement.test.as_deref(), statement.update.as_deref());
        self.repeat(test, update, &statement.body, scope)
    }

    fn repeat(
        &mut self,
        test: Option<&'a Expr>,
        update: Option<&'a Expr>,
        body: &'a Stmt,
        scope: ScopeId,
    ) -> Option<Flow<'a>> {
        loop {
            self.budget.steps(1)?;
            if let Some(test) = test
                && !self.evaluate(test, scope)?.is_truthy()
            {
                return Some(Flow::Next);
            }
            match self.statement(body, scope)? {
                Flow::Next | Flow::Continue => {}
                Flow::Break => return Some(Flow::Next),
                returned @ Flow::Return(_) => return Some(returned),
            }
            if let Some(update) = update {
                self.evaluate(update, scope)?;
            }
        }
    }

    fn for_of(&mut self, statement: &'a ForOfStmt, scope: ScopeId) -> Option<Flow<'a>> {
        let scope = self.bindings.scope_of(statement.span).unwrap_or(scope);
        let whole = self.evaluate(&statement.right, scope)?;
        let ForHead::VarDecl(head) = &statement.left else { return None };
        let pattern = &head.decls.first()?.name;
        for element in self.elements(&whole)? {
            self.budget.steps(1)?;
            self.bind(pattern, element?, scope)?;
            match self.statement(&statement.body, scope)? {
                Flow::Next | Flow::Continue => {}
                Flow::Break => break,
                returned @ Flow::Return(_) => return Some(returned),
            }
        }
        Some(Flow::Next)
    }

    /// `name = value`, `name += value`, `name[index] = value`, of a call's own names.
    pub(super) fn assign(&mut self, node: &'a AssignExpr, scope: ScopeId) -> Option<Value<'a>> {
        let AssignTarget::Simple(target) = &node.left else { return None };
        let value = self.evaluate(&node.right, scope)?;
        match target {
            // Outside of calls an assignment is what it assigns.
            SimpleAssignTarget::Ident(_) if self.call.scope.is_none() => {
                (node.op == AssignOp::Assign).then_some(value)
            }
            SimpleAssignTarget::Ident(name) => {
                let value = match operator(node.op) {
                    None if node.op == AssignOp::Assign => value,
                    None => return None,
                    Some(op) => {
                        let binding = self.resolve(&name.id.sym, scope)??;
                        let before = self.binding(binding)?;
                        self.operated(op, &before, value)?
                    }
                };
                self.set_local(&name.id.sym, value.clone(), scope)?;
                Some(value)
            }
            SimpleAssignTarget::Member(member) if node.op == AssignOp::Assign => {
                self.set_element(member, value.clone(), scope)?;
                Some(value)
            }
            _ => None,
        }
    }

    fn set_element(
        &mut self,
        member: &'a MemberExpr,
        value: Value<'a>,
        scope: ScopeId,
    ) -> Option<()> {
        let Expr::Ident(name) = bare(&member.obj) else { return None };
        let key = self.member_key(&member.prop, scope)?;
        let index = Self::index_of(&key)?;
        let binding = self.resolve(&name.sym, scope)??;
        self.budget.steps(1)?;
        let local = self.call.locals.iter_mut().rev().find(|local| local.binding == binding)?;
        let Some(Value::Array(elements)) = &mut local.value else { return None };
        let elements = std::rc::Rc::make_mut(elements);
        if index == elements.len() {
            elements.push(Some(value));
        } else {
            *elements.get_mut(index)? = Some(value);
        }
        Some(())
    }

    /// `name++`, `--name`.
    pub(super) fn update(&mut self, node: &'a UpdateExpr, scope: ScopeId) -> Option<Value<'a>> {
        let Expr::Ident(name) = bare(&node.arg) else { return None };
        let binding = self.resolve(&name.sym, scope)??;
        let before = Self::number_of(&self.binding(binding)?)?;
        let after = if node.op == UpdateOp::PlusPlus { before + 1.0 } else { before - 1.0 };
        self.set_local(&name.sym, Value::Number(after, Origin::NONE), scope)?;
        Some(Value::Number(if node.prefix { after } else { before }, Origin::NONE))
    }
}

const fn operator(op: AssignOp) -> Option<BinaryOp> {
    Some(match op {
        AssignOp::AddAssign => BinaryOp::Add,
        AssignOp::SubAssign => BinaryOp::Sub,
        AssignOp::MulAssign => BinaryOp::Mul,
        AssignOp::DivAssign => BinaryOp::Div,
        AssignOp::ModAssign => BinaryOp::Mod,
        AssignOp::LShiftAssign => BinaryOp::LShift,
        AssignOp::RShiftAssign => BinaryOp::RShift,
        AssignOp::ZeroFillRShiftAssign => BinaryOp::ZeroFillRShift,
        AssignOp::BitOrAssign => BinaryOp::BitOr,
        AssignOp::BitXorAssign => BinaryOp::BitXor,
        AssignOp::BitAndAssign => BinaryOp::BitAnd,
        _ => return None,
    })
}
