//! Keys planted where strings stand in a real script, so that it stays a script.

use leaklint::rules::grammar::sample::sample;
use swc_common::{BytePos, Spanned, input::StringInput};
use swc_ecma_ast::{BinExpr, BinaryOp, Callee, EsVersion, Expr, Lit, Program};
use swc_ecma_parser::{EsSyntax, Parser, Syntax, lexer::Lexer};
use swc_ecma_visit::{Visit, VisitWith};

/// How many strings of a script become keys.
const MOST: usize = 12;

/// Kinds of keys that are told by their form alone, in letters that no string escapes.
pub(super) const FORMS: [&str; 4] =
    ["callpaymin/api-key", "stripe/secret-key", "anthropic/api-key", "github/fine-grained-token"];

/// A script with keys in it.
pub(super) struct Planted {
    pub(super) source: String,
    pub(super) keys: Vec<String>,
}

/// Where strings stand that are values, and nothing but values.
#[derive(Default)]
struct Strings(Vec<(usize, usize)>);

impl Visit for Strings {
    fn visit_expr(&mut self, node: &Expr) {
        if let Expr::Lit(Lit::Str(text)) = node {
            let span = text.span();
            self.0.push((span.lo.0 as usize - 1, span.hi.0 as usize - 1));
        }
        node.visit_children_with(self);
    }

    // `"use strict"` and the like.
    fn visit_expr_stmt(&mut self, node: &swc_ecma_ast::ExprStmt) {
        if !matches!(&*node.expr, Expr::Lit(_)) {
            node.visit_children_with(self);
        }
    }

    // What is joined to other texts does not end where its literal does.
    fn visit_bin_expr(&mut self, node: &BinExpr) {
        for side in [&node.left, &node.right] {
            if node.op != BinaryOp::Add || !matches!(**side, Expr::Lit(_)) {
                side.visit_with(self);
            }
        }
    }

    // `import("…")` names a file.
    fn visit_call_expr(&mut self, node: &swc_ecma_ast::CallExpr) {
        if !matches!(node.callee, Callee::Import(_)) {
            node.visit_children_with(self);
        }
    }
}

/// `source` with keys in place of some of its strings, every third of them in two pieces; nothing
/// when it is no script or has no strings.
pub(super) fn keys(source: &str, seed: u64) -> Option<Planted> {
    let program = parse(source)?;
    let mut strings = Strings::default();
    program.visit_with(&mut strings);
    let step = (strings.0.len() / MOST).max(1);
    let wanted = strings.0.iter().copied().step_by(step).take(MOST);
    let (mut text, mut at, mut planted) = (String::with_capacity(source.len()), 0, Vec::new());
    for (number, (start, end)) in wanted.enumerate() {
        if start < at {
            continue;
        }
        let key = key(seed * MOST as u64 + number as u64);
        text.push_str(&source[at..start]);
        let (first, rest) = key.split_at(key.len() / 2);
        text += &if number % 3 == 2 {
            format!("(\"{first}\"+\"{rest}\")")
        } else {
            format!("\"{key}\"")
        };
        at = end;
        planted.push(key);
    }
    text.push_str(&source[at..]);
    (!planted.is_empty()).then_some(Planted { source: text, keys: planted })
}

fn key(seed: u64) -> String {
    let kind = keys_of_a_form().nth(seed as usize % keys_of_a_form().count());
    kind.map(|key| sample(&key.token, seed)).unwrap_or_default()
}

fn keys_of_a_form() -> impl Iterator<Item = &'static leaklint::rules::Key> {
    FORMS.into_iter().filter_map(leaklint::rules::key::find)
}

fn parse(source: &str) -> Option<Program> {
    let syntax = Syntax::Es(EsSyntax { jsx: true, ..EsSyntax::default() });
    let input = StringInput::new(source, BytePos(1), BytePos(source.len() as u32 + 1));
    Parser::new_from(Lexer::new(syntax, EsVersion::latest(), input, None)).parse_program().ok()
}
