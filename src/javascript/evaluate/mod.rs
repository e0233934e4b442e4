//! Constants: values that a script puts together from pieces.
//!
//! In: a syntax tree. Out: [`Constants`], the texts that its constant expressions make, by the
//! place of the expression, for `collect` to hand on with the names around them.
//!
//! `bindings` reads the tree once and says which name means what; `evaluator` evaluates the
//! expressions that may be constants, the outermost first, within a `budget`; `string_array` sees
//! through the arrays that obfuscators keep a script's strings in; `origin` keeps which
//! literals a value is made of and by which steps. No code of the script is run beyond small
//! functions without effects.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "JavaScript's numbers are floats, lengths and indices included"
)]

mod bindings;
mod budget;
pub(crate) mod codec;
mod evaluator;
mod number;
mod origin;
mod string_array;
mod value;

use rustc_hash::FxHashSet;
use swc_common::{Span as SwcSpan, Spanned};
use swc_ecma_ast::{AssignExpr, BinaryOp, Expr, MemberProp, Program, Tpl};

use crate::{candidate::Step, order, span::Span};

use bindings::{Base, Bindings, Root, ScopeId, Source, is_token_like};
use budget::Budget;
use evaluator::{Evaluator, bare, cooked, inside, span, sum_operands};
use origin::{Origin, Origins};
use value::Value;

/// Shorter texts hold no secret that a rule could tell from a word.
const SHORTEST: usize = 8;
/// Longer ones are data.
const LONGEST: usize = 1 << 16;

/// A text that an expression makes.
#[derive(Debug)]
pub(crate) struct Constant {
    pub(crate) value: String,
    /// Where the value is used.
    pub(crate) span: Span,
    /// Whether the bytes of `span` are the value.
    pub(crate) verbatim: bool,
    pub(crate) steps: Vec<Step>,
    /// Where its pieces are, by place.
    pub(crate) pieces: Vec<Span>,
}

/// The constants of one script, by the place of the expression that makes them.
#[derive(Debug, Default)]
pub(crate) struct Constants {
    /// Sorted by place.
    all: Vec<(SwcSpan, Constant)>,
    /// A bit for the beginning of each: most expressions are none of them.
    filter: Filter,
    pub(crate) notice: Option<String>,
}

#[derive(Debug)]
struct Filter(Box<[u64; 64]>);

impl Default for Filter {
    fn default() -> Self {
        Self(Box::new([0; 64]))
    }
}

impl Filter {
    const fn place(span: SwcSpan) -> (usize, u64) {
        let hash = span.lo.0.wrapping_mul(0x9E37_79B1) >> 20;
        ((hash >> 6) as usize, 1 << (hash & 63))
    }
}

impl Constants {
    /// Evaluates the constant expressions of `program`, whose script has `length` bytes.
    pub(crate) fn of(program: &Program, length: usize) -> Self {
        let mut bindings = Bindings::of(program, length);
        if bindings.is_exhausted {
            let notice = "constants were not evaluated: its functions are nested too deeply";
            return Self { notice: Some(notice.to_owned()), ..Self::default() };
        }
        let roots = std::mem::take(&mut bindings.roots);
        let references = std::mem::take(&mut bindings.references);
        let mut reader =
            Reader { evaluator: Evaluator::new(bindings, Budget::new(length)), found: Vec::new() };
        reader.evaluator.find_string_arrays();
        reader.read_all(&roots);
        reader.read_references(&references);
        let Reader { evaluator, mut found } = reader;
        order::sort_by_key(&mut found, |(place, constant)| (*place, constant.span));
        let mut filter = Filter::default();
        for (place, _) in &found {
            let (word, bit) = Filter::place(*place);
            filter.0[word] |= bit;
        }
        Self { all: found, filter, notice: evaluator.budget.notice() }
    }

    /// What was made.
    #[cfg(feature = "site")]
    pub(crate) fn into_texts(self) -> Vec<String> {
        self.all.into_iter().map(|(_, constant)| constant.value).collect()
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What the expression at `place` makes.
    pub(crate) fn at(&self, place: SwcSpan) -> &[(SwcSpan, Constant)] {
        let (word, bit) = Filter::place(place);
        if self.filter.0[word] & bit == 0 {
            return &[];
        }
        let first = self.all.partition_point(|(at, _)| *at < place);
        let count = self.all[first..].partition_point(|(at, _)| *at == place);
        &self.all[first..first + count]
    }
}

/// Reads the roots.
struct Reader<'a> {
    evaluator: Evaluator<'a>,
    found: Vec<(SwcSpan, Constant)>,
}

/// One operand of a sum, or one piece of a template.
struct Operand<'a> {
    value: Option<Value<'a>>,
    span: Span,
    is_literal: bool,
}

impl<'a> Reader<'a> {
    fn read_all(&mut self, roots: &[Root<'a>]) {
        let mut behind = 0;
        for root in roots {
            if self.evaluator.budget.is_spent() {
                break;
            }
            if !self.evaluator.may_be_known(root.base) {
                continue;
            }
            self.evaluator.budget.begin();
            // What is inside a constant has been looked at with it.
            let span = root.expression.span();
            if span.hi.0 > behind && self.read(root.expression, root.scope) {
                behind = span.hi.0;
            }
        }
    }

    /// Names and members whose value could be a secret: a few of a script's many.
    fn read_references(&mut self, references: &[Root<'a>]) {
        let places: FxHashSet<SwcSpan> = self.found.iter().map(|(place, _)| *place).collect();
        self.evaluator.bindings.settle_telling(|place| places.contains(&place));
        for root in references {
            let Base::Binding(binding) = root.base else { continue };
            let is_telling = match root.expression {
                Expr::Ident(_) => self.evaluator.bindings.is_telling(binding),
                Expr::Member(member) if self.evaluator.may_be_known(root.base) => {
                    match &member.prop {
                        MemberProp::Ident(name) => {
                            self.evaluator.bindings.telling_members.contains(&*name.sym)
                        }
                        MemberProp::Computed(_) => true,
                        MemberProp::PrivateName(_) => false,
                    }
                }
                _ => false,
            };
            if is_telling && !self.evaluator.budget.is_spent() {
                self.evaluator.budget.begin();
                self.reference(root.expression, root.scope);
            }
        }
    }

    /// Evaluates one expression. Gives whether all of it is a constant.
    fn read(&mut self, expression: &'a Expr, scope: ScopeId) -> bool {
        match expression {
            Expr::Bin(node) if node.op == BinaryOp::Add => {
                let mut operands = Vec::new();
                let first = sum_operands(node, &mut operands);
                operands.push(first);
                if !self.has_constants(operands.iter().copied(), scope) {
                    return false;
                }
                let operands = operands.into_iter().rev();
                let operands: Vec<_> =
                    operands.map(|operand| self.operand(operand, scope)).collect();
                self.runs(expression, &operands, scope)
            }
            Expr::Tpl(node) => {
                if !self.has_constants(node.exprs.iter().map(|part| &**part), scope) {
                    return false;
                }
                let operands = self.template(node, scope);
                self.runs(expression, &operands, scope)
            }
            Expr::Assign(node) => self.sum_of_name(node, scope),
            _ => match self.evaluator.evaluate(expression, scope) {
                Some(Value::Text(text)) => {
                    self.add(expression.span(), &text, text.origin, inside(expression));
                    true
                }
                _ => false,
            },
        }
    }

    /// `name += …`: what the name stands for in the end, told where the last term is.
    fn sum_of_name(&mut self, node: &'a AssignExpr, scope: ScopeId) -> bool {
        let name = node.left.as_simple().and_then(|target| target.as_ident());
        let binding = name.and_then(|name| self.evaluator.bindings.resolve(&name.id.sym, scope).0);
        if let Some(binding) = binding
            && let Source::Sum(sum) = self.evaluator.bindings.get(binding).source
            && let Some((last, _)) = self.evaluator.bindings.sum(sum).last()
            && last.span() == node.right.span()
            && let Some(Value::Text(text)) = self.evaluator.binding(binding)
        {
            self.add(node.span, &text, text.origin, span(node.span));
        }
        false
    }

    /// Whether anything but a literal is constant: told with the least work, for nearly all sums
    /// have nothing.
    fn has_constants(
        &mut self,
        mut operands: impl Iterator<Item = &'a Expr>,
        scope: ScopeId,
    ) -> bool {
        operands.any(|operand| {
            let operand = bare(operand);
            !matches!(operand, Expr::Lit(_)) && self.evaluator.evaluate(operand, scope).is_some()
        })
    }

    fn operand(&mut self, operand: &'a Expr, scope: ScopeId) -> Operand<'a> {
        let bare = bare(operand);
        let is_literal = matches!(bare, Expr::Lit(_));
        Operand { value: self.evaluator.evaluate(bare, scope), span: inside(operand), is_literal }
    }

    fn template(&mut self, node: &'a Tpl, scope: ScopeId) -> Vec<Operand<'a>> {
        let mut operands = Vec::with_capacity(node.quasis.len() * 2);
        for (index, piece) in node.quasis.iter().enumerate() {
            let span = span(piece.span);
            if piece.raw.is_empty() {
                // Says nothing, and stands nowhere.
            } else if let Some(text) = cooked(piece) {
                let origin = self.evaluator.origins.literal(span);
                let chars = value::Chars::Literal(text);
                let value = Some(Value::Text(value::Text { chars, origin }));
                operands.push(Operand { value, span, is_literal: true });
            }
            if let Some(expression) = node.exprs.get(index) {
                operands.push(self.operand(expression, scope));
            }
        }
        operands
    }

    /// The constant parts of a sum: neighbours make one text, whatever stands around them.
    fn runs(&mut self, expression: &'a Expr, operands: &[Operand<'a>], scope: ScopeId) -> bool {
        // `collect` joins literals by itself: that costs no budget.
        if operands.iter().all(|operand| operand.is_literal) {
            return true;
        }
        if operands.iter().all(|operand| operand.value.is_some()) {
            if let Some(Value::Text(text)) = self.evaluator.evaluate(expression, scope) {
                self.add(expression.span(), &text, text.origin, span(expression.span()));
            }
            return true;
        }
        let is_template = expression.is_tpl();
        for run in operands.split(|operand| operand.value.is_none()) {
            if run.len() > 1 && run.iter().any(|operand| !operand.is_literal) {
                self.run(expression.span(), run, is_template);
            }
        }
        false
    }

    fn run(&mut self, place: SwcSpan, run: &[Operand<'a>], is_template: bool) -> Option<()> {
        let mut text = String::new();
        let mut origin = Origin::NONE;
        for operand in run {
            let part = self.evaluator.text_of(operand.value.as_ref()?)?;
            self.evaluator.budget.bytes(text.len() + part.len())?;
            text.push_str(&part);
            origin = self.evaluator.origins.both(origin, part.origin);
        }
        let step = if is_template { Step::Template } else { Step::Concat };
        let origin = self.evaluator.origins.step(step, origin);
        let used = Span::new(run.first()?.span.start, run.last()?.span.end);
        self.add(place, &text, origin, used);
        Some(())
    }

    /// A name or a member that stands for a text: the names where it is used say what it is.
    fn reference(&mut self, expression: &'a Expr, scope: ScopeId) -> Option<()> {
        if !self.evaluator.may_be_reference(expression, scope) {
            return None;
        }
        let Value::Text(text) = self.evaluator.evaluate(expression, scope)? else { return None };
        if !is_token_like(&text) {
            return None;
        }
        let place = expression.span();
        if let Some(literal) = self.evaluator.origins.as_literal(text.origin) {
            // The literal has been seen; the same place makes both one finding.
            let constant = Constant {
                value: text.to_string(),
                span: literal,
                verbatim: literal.len() as usize == text.len(),
                steps: Vec::new(),
                pieces: Vec::new(),
            };
            self.found.push((place, constant));
        } else {
            let used = self.defining(expression, scope);
            self.add(place, &text, text.origin, used);
        }
        Some(())
    }

    /// The expression that a name got its value from.
    fn defining(&mut self, expression: &'a Expr, scope: ScopeId) -> Span {
        let (mut expression, mut scope) = (expression, scope);
        while let Expr::Ident(name) = expression
            && self.evaluator.budget.steps(1).is_some()
            && let (Some(binding), _) = self.evaluator.bindings.resolve(&name.sym, scope)
            && let binding = self.evaluator.bindings.get(binding)
            && let Source::Expression(source) = binding.source
        {
            (expression, scope) = (source, binding.scope);
        }
        inside(expression)
    }

    fn add(&mut self, place: SwcSpan, text: &str, origin: Origin, used: Span) {
        if (SHORTEST..=LONGEST).contains(&text.len()) {
            let trace = Origins::trace(&self.evaluator.origins, origin);
            let constant = Constant {
                value: text.to_owned(),
                span: used,
                verbatim: false,
                steps: trace.steps,
                pieces: trace.pieces,
            };
            self.found.push((place, constant));
        }
    }
}
