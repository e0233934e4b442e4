//! The loop that rotates a string array until a sum over its strings is right.

use swc_common::Spanned;
use swc_ecma_ast::{Decl, Expr, Stmt, TryStmt};

use crate::javascript::evaluate::{
    bindings::{Rotation, ScopeId},
    evaluator::Evaluator,
    value::Value,
};

impl<'a> Evaluator<'a> {
    /// Finds how far each array is rotated.
    pub(super) fn rotate(&mut self) {
        for rotation in std::mem::take(&mut self.bindings.rotations) {
            if self.rotate_by(&rotation).is_some() {
                // What was evaluated meanwhile was made of the wrong strings.
                self.forget();
            }
        }
    }

    fn rotate_by(&mut self, rotation: &Rotation<'a>) -> Option<()> {
        let [array, target, ..] = rotation.arguments else { return None };
        let name = array.expr.as_ident()?;
        let (binding, _) = self.bindings.resolve(&name.sym, rotation.scope);
        let arrays = &self.string_arrays.arrays;
        let array = arrays.iter().position(|array| Some(array.function) == binding)?;
        let statement = loop_body(&rotation.function.body.as_ref()?.stmts)?;
        let scope = self.bindings.scope_of(rotation.function.span)?;
        let scope = self.bindings.scope_of(statement.block.span).unwrap_or(scope);
        let sum = sum_of(statement)?;
        let target = Self::number_of(&self.evaluate(&target.expr, rotation.scope)?)?;
        for turn in 0..self.string_arrays.arrays[array].strings.len() {
            self.string_arrays.arrays[array].rotation = turn;
            if self.is_right(sum, scope, target) {
                return Some(());
            }
            if self.budget.is_spent() {
                break;
            }
        }
        self.string_arrays.arrays[array].rotation = 0;
        None
    }

    fn is_right(&mut self, sum: &'a Expr, scope: ScopeId, target: f64) -> bool {
        match self.evaluate(sum, scope) {
            #[expect(clippy::float_cmp, reason = "the loop compares so")]
            Some(Value::Number(sum, _)) => sum == target,
            _ => false,
        }
    }
}

/// The `try` in the loop of a function's body.
fn loop_body(statements: &[Stmt]) -> Option<&TryStmt> {
    let body = statements.iter().find_map(|statement| match statement {
        Stmt::While(statement) => Some(&*statement.body),
        Stmt::For(statement) => Some(&*statement.body),
        Stmt::DoWhile(statement) => Some(&*statement.body),
        _ => None,
    })?;
    match body {
        Stmt::Try(statement) => Some(statement),
        Stmt::Block(block) => block.stmts.iter().find_map(|statement| match statement {
            Stmt::Try(statement) => Some(&**statement),
            _ => None,
        }),
        _ => None,
    }
}

/// The longest expression that the `try` begins with: names for numbers may stand before it.
fn sum_of(statement: &TryStmt) -> Option<&Expr> {
    let inits = statement.block.stmts.iter().flat_map(|statement| match statement {
        Stmt::Decl(Decl::Var(declaration)) => declaration.decls.as_slice(),
        _ => &[],
    });
    inits
        .filter_map(|declarator| declarator.init.as_deref())
        .max_by_key(|init| init.span().hi.0 - init.span().lo.0)
}
