//! Which name means what: the scopes of a script, what they declare, and what gives each name
//! its value.
//!
//! In: a syntax tree. Out: [`Bindings`], flat tables that borrow the tree, and the expressions
//! that may be constants. Nothing is evaluated here. A name that is given a value more than once
//! has none that anybody could know.

mod binder;
mod chains;
mod expressions;
mod patterns;
mod statements;

use std::hash::{Hash as _, Hasher as _};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use swc_atoms::{Atom, Wtf8Atom};
use swc_common::{Span as SwcSpan, Spanned};
use swc_ecma_ast::{
    ArrowExpr, BinaryOp, Class, Expr, ExprOrSpread, Function, Lit, Program, TsEnumDecl,
};

/// A scope's place in its table.
pub(super) type ScopeId = u32;
/// A binding's place in its table.
pub(super) type BindingId = u32;
/// A path's place in its table.
pub(super) type PathId = u32;

/// A condition's or a loop's number.
pub(super) type BranchId = u32;
/// A sum's place in its table.
pub(super) type SumId = u32;

/// Everything that is known about a script's names.
#[derive(Default)]
pub(super) struct Bindings<'a> {
    /// In the order of their beginnings.
    scopes: Vec<Scope>,
    all: Vec<Binding<'a>>,
    names: FxHashMap<(ScopeId, &'a Atom), BindingId>,
    /// `name.property = value`.
    members: FxHashMap<(BindingId, &'a str), Written<'a>>,
    paths: Vec<Path<'a>>,
    /// The terms of sums, each with the scope in which it stands.
    sums: Vec<Vec<(&'a Expr, ScopeId)>>,
    /// The expressions that may be constants, outer ones before inner ones.
    pub(super) roots: Vec<Root<'a>>,
    /// Names and members where something is given a name of its own.
    pub(super) references: Vec<Root<'a>>,
    /// The functions that names stand for, or stood for first.
    pub(super) functions: Vec<(BindingId, &'a Function)>,
    /// Functions that are called where they stand with a name and something more.
    pub(super) rotations: Vec<Rotation<'a>>,
    /// The names of members that were given texts which are no words.
    pub(super) telling_members: FxHashSet<&'a str>,
    /// Whether the script's nesting made it too much work to say what its names mean.
    pub(super) is_exhausted: bool,
}

struct Scope {
    start: u32,
    end: u32,
    parent: ScopeId,
    /// A bit for each name that it declares: most names are declared further out.
    names: u64,
}

/// What a name stands for.
#[derive(Clone, Copy)]
pub(super) struct Binding<'a> {
    pub(super) source: Source<'a>,
    /// The scope in which the source stands.
    pub(super) scope: ScopeId,
    /// The scope that the name is known in.
    declared: ScopeId,
    /// How many times it is given a value.
    given: u8,
    /// Whether anything is written to a member of it.
    has_members: bool,
    /// Where in its function it is declared.
    branch: BranchId,
    telling: Telling,
}

impl Binding<'_> {
    pub(super) const fn has_members(&self) -> bool {
        self.has_members
    }
}

/// What gives a name its value.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    /// Nobody knows.
    Unknown,
    Expression(&'a Expr),
    Callable(Callable<'a>),
    Class(&'a Class),
    Enum(&'a TsEnumDecl),
    /// A part of an expression's value.
    Part(&'a Expr, PathId),
    /// A value to which others are added in turn, whatever happens.
    Sum(SumId),
}

/// A function's code.
#[derive(Clone, Copy)]
pub(super) enum Callable<'a> {
    Function(&'a Function),
    Arrow(&'a ArrowExpr),
}

impl Callable<'_> {
    pub(super) fn span(self) -> SwcSpan {
        match self {
            Self::Function(function) => function.span,
            Self::Arrow(arrow) => arrow.span,
        }
    }
}

/// One step of a destructuring pattern, with those before it.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    pub(super) before: Option<PathId>,
    pub(super) step: PathStep<'a>,
}

/// A step of a destructuring pattern.
#[derive(Clone, Copy)]
pub(super) enum PathStep<'a> {
    Key(&'a Atom),
    Text(&'a Wtf8Atom),
    Index(usize),
    RestFrom(usize),
    Default(&'a Expr),
}

/// What is written to a member.
#[derive(Clone, Copy)]
pub(super) enum Written<'a> {
    /// This expression, which stands in this scope.
    Once(&'a Expr, ScopeId),
    /// More than one, or a part of something.
    Otherwise,
}

/// A call that may rotate an obfuscator's string array.
pub(super) struct Rotation<'a> {
    pub(super) function: &'a Function,
    pub(super) arguments: &'a [ExprOrSpread],
    /// The scope of the call.
    pub(super) scope: ScopeId,
}

/// An expression that may be a constant.
pub(super) struct Root<'a> {
    pub(super) expression: &'a Expr,
    pub(super) scope: ScopeId,
    pub(super) base: Base,
}

/// What an expression begins with, which must be known for it to be a constant.
#[derive(Clone, Copy)]
pub(super) enum Base {
    /// Something that may be constant.
    Any,
    /// A name that is declared nowhere.
    Nothing,
    Binding(BindingId),
}

/// Whether a name's value may be worth to be known where it is used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Telling {
    No,
    /// If what the name stands for turns out to be a constant.
    IfConstant,
    /// A text that is no word is among what it may stand for.
    Yes,
}

impl Telling {
    fn of(source: &Source<'_>) -> Self {
        match source {
            Source::Expression(Expr::Cond(either)) => {
                let either = [&either.cons, &either.alt];
                let is_telling = either.into_iter().any(|value| telling_text(value).is_some());
                if is_telling { Self::Yes } else { Self::IfConstant }
            }
            Source::Expression(Expr::Bin(either)) if telling_text(&either.right).is_some() => {
                Self::Yes
            }
            Source::Expression(value) if telling_text(value).is_some() => Self::Yes,
            Source::Expression(
                Expr::Lit(_) | Expr::Ident(_) | Expr::Object(_) | Expr::Array(_) | Expr::This(_),
            ) => Self::No,
            Source::Expression(_) => Self::IfConstant,
            Source::Part(..) | Source::Sum(_) => Self::Yes,
            _ => Self::No,
        }
    }
}

/// The module's own scope.
const OUTERMOST: ScopeId = 0;

impl<'a> Bindings<'a> {
    /// Reads `program`, of a script of `length` bytes.
    pub(super) fn of(program: &'a Program, length: usize) -> Self {
        binder::Binder::read(program, length)
    }

    /// What `name` means in `scope`, and how many scopes out it is declared.
    pub(super) fn resolve(&self, name: &Atom, scope: ScopeId) -> (Option<BindingId>, u32) {
        let bit = bit_of(name);
        let mut at = scope;
        let mut hops = 1;
        loop {
            let Scope { names, parent, .. } = self.scopes[at as usize];
            if names & bit != 0
                && let Some(&binding) = self.names.get(&(at, name))
            {
                return (Some(binding), hops);
            }
            if at == OUTERMOST {
                return (None, hops);
            }
            at = parent;
            hops += 1;
        }
    }

    /// Settles which names are worth to be known where they are used, now that `is_constant` knows
    /// of the place of each expression.
    pub(super) fn settle_telling(&mut self, is_constant: impl Fn(SwcSpan) -> bool) {
        for binding in &mut self.all {
            if binding.telling == Telling::IfConstant
                && let Source::Expression(value) = binding.source
            {
                let is_telling = match value {
                    Expr::Cond(either) => {
                        is_constant(either.cons.span()) || is_constant(either.alt.span())
                    }
                    Expr::Bin(either) => {
                        is_constant(either.right.span()) || is_constant(either.span)
                    }
                    value => is_constant(value.span()),
                };
                binding.telling = if is_telling { Telling::Yes } else { Telling::No };
            }
        }
    }

    /// Whether a name's value may be worth to be known where it is used.
    pub(super) fn is_telling(&self, binding: BindingId) -> bool {
        self.all[binding as usize].telling == Telling::Yes
    }

    pub(super) fn get(&self, id: BindingId) -> Binding<'a> {
        self.all[id as usize]
    }

    pub(super) fn sum(&self, id: SumId) -> &[(&'a Expr, ScopeId)] {
        &self.sums[id as usize]
    }

    pub(super) fn path(&self, id: PathId) -> Path<'a> {
        self.paths[id as usize]
    }

    /// What `binding.name = …` was given.
    pub(super) fn member(&self, binding: BindingId, name: &str) -> Option<Written<'a>> {
        self.members.get(&(binding, name)).copied()
    }

    /// Whether anything was written to a member of `binding`.
    pub(super) fn has_members(&self, binding: BindingId) -> bool {
        self.get(binding).has_members
    }

    /// Whether a name is given a value more than once.
    pub(super) fn is_given_twice(&self, binding: BindingId) -> bool {
        self.get(binding).given > 1
    }

    /// Whether a name is declared in `scope` or inside it.
    pub(super) fn is_declared_within(&self, binding: BindingId, scope: ScopeId) -> bool {
        self.is_within(self.get(binding).declared, scope)
    }

    /// The scope that begins at `node`: a function, a block.
    pub(super) fn scope_of(&self, node: SwcSpan) -> Option<ScopeId> {
        let first = self.scopes.partition_point(|scope| scope.start < node.lo.0);
        // A script's first function may begin where the script does.
        let here = self.scopes[first..].iter().take_while(|scope| scope.start == node.lo.0);
        let at = here.take(3).position(|scope| scope.end == node.hi.0)?;
        Some((first + at) as ScopeId)
    }

    /// Whether `inner` is `outer` or inside it.
    pub(super) fn is_within(&self, inner: ScopeId, outer: ScopeId) -> bool {
        let (inner, outer) = (&self.scopes[inner as usize], &self.scopes[outer as usize]);
        outer.start <= inner.start && inner.end <= outer.end
    }

    /// The binding that an alias stands for: `(e => …)(E || (E = {}))` says `e` and means `E`.
    pub(super) fn unaliased(&self, id: BindingId) -> BindingId {
        /// Aliases of aliases of aliases are not written by anyone.
        const DEEPEST: u32 = 4;
        let mut id = id;
        for _ in 0..DEEPEST {
            let Binding { source: Source::Expression(expression), scope, .. } = self.get(id) else {
                break;
            };
            let Some(name) = aliased(expression) else { break };
            let (Some(next), _) = self.resolve(name, scope) else { break };
            if next == id {
                break;
            }
            id = next;
        }
        id
    }
}

/// The text of a literal that could be a secret of unknown form: no prose, and a digit in it.
pub(super) fn telling_text(expression: &Expr) -> Option<&str> {
    let text = match expression {
        Expr::Lit(Lit::Str(text)) => text.value.as_str()?,
        Expr::Tpl(template) if template.exprs.is_empty() => &template.quasis.first()?.raw,
        _ => return None,
    };
    is_token_like(text).then_some(text)
}

/// Whether a text could be a secret of unknown form.
pub(super) fn is_token_like(text: &str) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 10..=2048;
    LENGTHS.contains(&text.len())
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().filter(|byte| *byte == b' ').count() < 2
}

fn bit_of(name: &Atom) -> u64 {
    let mut hasher = FxHasher::default();
    name.hash(&mut hasher);
    1 << (hasher.finish() >> 58)
}

/// The name in `name`, `name || {}`, `name || (name = {})`.
fn aliased(expression: &Expr) -> Option<&Atom> {
    match expression {
        Expr::Ident(name) => Some(&name.sym),
        Expr::Bin(fallback)
            if fallback.op == BinaryOp::LogicalOr
                && matches!(
                    &*fallback.right,
                    Expr::Object(_) | Expr::Paren(_) | Expr::Assign(_)
                ) =>
        {
            fallback.left.as_ident().map(|name| &name.sym)
        }
        _ => None,
    }
}
