//! What the functions of a string array look like.

use swc_atoms::Atom;
use swc_ecma_ast::{
    ArrayLit, AssignExpr, AssignOp, AssignTarget, BinExpr, BinaryOp, CallExpr, Callee, Decl, Expr,
    Function, Lit, Pat, SimpleAssignTarget, Stmt, Str, UnaryOp,
};
use swc_ecma_visit::{Visit, VisitWith};

use super::decode::Encoding;
use crate::javascript::evaluate::evaluator::bare;

/// A function that gives strings of an array by number.
pub(super) struct Accessor {
    /// The array's place among those of the script.
    pub(super) array: usize,
    /// What is taken off the number.
    pub(super) offset: f64,
    pub(super) encoding: Encoding,
}

/// The array of `function f() { const a = ["…"]; f = function () { return a }; return f() }`.
pub(super) fn array_of(function: &Function) -> Option<&ArrayLit> {
    /// Obfuscators write two or three.
    const STATEMENTS: usize = 4;
    let body = function.body.as_ref()?;
    if !function.params.is_empty() || body.stmts.len() > STATEMENTS {
        return None;
    }
    let Some(Stmt::Decl(Decl::Var(declaration))) = body.stmts.first() else { return None };
    match bare(declaration.decls.first()?.init.as_deref()?) {
        Expr::Array(array) if !array.elems.is_empty() => Some(array),
        _ => None,
    }
}

/// What `function` is, if it is an accessor; `array_of` knows the functions of arrays by name.
pub(super) fn accessor(
    function: &Function,
    array_of: impl Fn(&Atom) -> Option<usize>,
) -> Option<Accessor> {
    let Pat::Ident(index) = &function.params.first()?.pat else { return None };
    let mut features = Features {
        parameters: vec![index.id.sym.clone()],
        array_of: &array_of,
        array: None,
        offset: None,
        alphabet: None,
        is_rc4: false,
    };
    function.body.visit_with(&mut features);
    let Features { array, offset, alphabet, is_rc4, .. } = features;
    let encoding = Encoding::new(alphabet.as_deref(), is_rc4);
    Some(Accessor { array: array?, offset: offset?, encoding })
}

/// What tells an accessor from other functions.
struct Features<'a> {
    /// The first parameter of the function, and of those inside.
    parameters: Vec<Atom>,
    array_of: &'a dyn Fn(&Atom) -> Option<usize>,
    array: Option<usize>,
    offset: Option<f64>,
    alphabet: Option<String>,
    is_rc4: bool,
}

impl Features<'_> {
    /// `index - offset`.
    fn difference(&mut self, target: &Atom, value: &Expr) {
        let Expr::Bin(BinExpr { op, left, right, .. }) = bare(value) else { return };
        let Expr::Ident(name) = bare(left) else { return };
        if name.sym != *target || !self.parameters.contains(target) {
            return;
        }
        let offset = match op {
            BinaryOp::Sub => number(right),
            BinaryOp::Add => number(right).map(|number| -number),
            _ => None,
        };
        self.offset = self.offset.or(offset);
    }
}

impl Visit for Features<'_> {
    fn visit_function(&mut self, node: &Function) {
        if let Some(Pat::Ident(name)) = node.params.first().map(|parameter| &parameter.pat) {
            self.parameters.push(name.id.sym.clone());
        }
        node.visit_children_with(self);
    }

    fn visit_call_expr(&mut self, node: &CallExpr) {
        if let Callee::Expr(callee) = &node.callee
            && let Expr::Ident(name) = &**callee
            && node.args.is_empty()
        {
            self.array = self.array.or((self.array_of)(&name.sym));
        }
        node.visit_children_with(self);
    }

    fn visit_assign_expr(&mut self, node: &AssignExpr) {
        if let (AssignOp::Assign, AssignTarget::Simple(SimpleAssignTarget::Ident(target))) =
            (node.op, &node.left)
        {
            self.difference(&target.id.sym, &node.right);
        }
        node.visit_children_with(self);
    }

    fn visit_str(&mut self, node: &Str) {
        if let Some(text) = node.value.as_str().filter(|text| is_alphabet(text)) {
            self.alphabet = Some(text.to_owned());
        }
    }

    fn visit_bin_expr(&mut self, node: &BinExpr) {
        if node.op == BinaryOp::Mod && number(&node.right) == Some(256.0) {
            self.is_rc4 = true;
        }
        node.visit_children_with(self);
    }
}

/// Whether `text` has every digit of base64, once.
fn is_alphabet(text: &str) -> bool {
    let digits = text.strip_suffix('=').unwrap_or(text);
    let mut seen = [false; 128];
    digits.len() == 64
        && digits.bytes().all(|byte| {
            let is_new = byte.is_ascii() && !seen[usize::from(byte & 127)];
            seen[usize::from(byte & 127)] = true;
            is_new && (byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_'))
        })
}

/// A number, or a sum and product of numbers.
pub(super) fn number(expression: &Expr) -> Option<f64> {
    match bare(expression) {
        Expr::Lit(Lit::Num(number)) => Some(number.value),
        Expr::Unary(node) if node.op == UnaryOp::Minus => Some(-number(&node.arg)?),
        Expr::Bin(node) => {
            let (first, second) = (number(&node.left)?, number(&node.right)?);
            match node.op {
                BinaryOp::Add => Some(first + second),
                BinaryOp::Sub => Some(first - second),
                BinaryOp::Mul => Some(first * second),
                _ => None,
            }
        }
        _ => None,
    }
}
