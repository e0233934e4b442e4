//! Which name means what: the scopes of a script, what they declare, and what gives each name
//! its value.
//!
//! In: a syntax tree. Out: [`Bindings`], flat tables that borrow the tree, and the expressions
//! that may be constants. Nothing is evaluated here. A name that is given a value more than once
//! has none that anybody could know.

mod expressions;
mod patterns;
mod statements;

use std::hash::{Hash as _, Hasher as _};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use swc_atoms::{Atom, Wtf8Atom};
use swc_common::{Span as SwcSpan, Spanned};
use swc_ecma_ast::{ArrowExpr, Class, Expr, ExprOrSpread, Function, Lit, Program, TsEnumDecl};

/// A scope's place in its table.
pub(super) type ScopeId = u32;
/// A binding's place in its table.
pub(super) type BindingId = u32;
/// A path's place in its table.
pub(super) type PathId = u32;

/// Everything that is known about a script's names.
#[derive(Default)]
pub(super) struct Bindings<'a> {
    /// In the order of their beginnings.
    scopes: Vec<Scope>,
    bindings: Vec<Binding<'a>>,
    names: FxHashMap<(ScopeId, &'a Atom), BindingId>,
    /// `name.property = value`, nothing where that is written twice.
    members: FxHashMap<(BindingId, &'a str), Option<(&'a Expr, ScopeId)>>,
    /// The names that members are written to.
    objects: FxHashSet<BindingId>,
    paths: Vec<Path<'a>>,
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
}

/// A value given to a name that may be declared further out.
struct Write<'a> {
    name: &'a Atom,
    /// Of `name.property = …`.
    property: Option<&'a str>,
    source: Source<'a>,
    scope: ScopeId,
}

/// How many writes are carried from scopes to those outside of them, at most, in all.
const MOST_CARRIED: usize = 20_000_000;

/// The module's own scope.
const OUTERMOST: ScopeId = 0;

impl<'a> Bindings<'a> {
    /// Reads `program`.
    pub(super) fn of(program: &'a Program) -> Self {
        let mut binder = Binder {
            bindings: Self::default(),
            here: OUTERMOST,
            function: OUTERMOST,
            writes: Vec::new(),
            members: Vec::new(),
            arguments: None,
            carried: 0,
        };
        binder.program(program);
        binder.bindings
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

    /// The names whose value may be worth to be known where they are used: a text that is no
    /// word, or what `is_constant` says of the place of an expression.
    pub(super) fn telling_names(
        &self,
        is_constant: impl Fn(SwcSpan) -> bool,
    ) -> FxHashSet<&'a Atom> {
        let is_telling = |expression: &Expr| {
            telling_text(expression).is_some() || is_constant(expression.span())
        };
        let names = self.names.iter().filter(|(_, binding)| match self.get(**binding).source {
            Source::Expression(Expr::Cond(either)) => {
                is_telling(&either.cons) || is_telling(&either.alt)
            }
            Source::Expression(Expr::Bin(either)) => {
                is_telling(&either.right) || is_constant(either.span)
            }
            Source::Expression(expression) => is_telling(expression),
            Source::Part(..) => true,
            _ => false,
        });
        names.map(|(&(_, name), _)| name).collect()
    }

    pub(super) fn get(&self, id: BindingId) -> Binding<'a> {
        self.bindings[id as usize]
    }

    pub(super) fn path(&self, id: PathId) -> Path<'a> {
        self.paths[id as usize]
    }

    /// What `binding.name = …` was given, if it was once; nothing inside when more than once.
    pub(super) fn member(
        &self,
        binding: BindingId,
        name: &str,
    ) -> Option<Option<(&'a Expr, ScopeId)>> {
        self.members.get(&(binding, name)).copied()
    }

    /// Whether anything was written to a member of `binding`.
    pub(super) fn has_members(&self, binding: BindingId) -> bool {
        self.objects.contains(&binding)
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
            if fallback.op == swc_ecma_ast::BinaryOp::LogicalOr
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

/// Makes the tables, in one walk over the tree.
struct Binder<'a> {
    bindings: Bindings<'a>,
    /// The innermost scope.
    here: ScopeId,
    /// The innermost function's.
    function: ScopeId,
    /// Values whose names have not been found yet: their declaration may follow.
    writes: Vec<Write<'a>>,
    /// Values of members whose object has been found.
    members: Vec<(BindingId, &'a str, Option<(&'a Expr, ScopeId)>)>,
    /// What the function that comes next is called with.
    arguments: Option<&'a [ExprOrSpread]>,
    /// How often a write was carried to the scope outside.
    carried: usize,
}

impl<'a> Binder<'a> {
    fn program(&mut self, program: &'a Program) {
        let span = match program {
            Program::Module(module) => module.span,
            Program::Script(script) => script.span,
        };
        self.bindings.scopes.push(Scope {
            start: span.lo.0,
            end: span.hi.0,
            parent: OUTERMOST,
            names: 0,
        });
        match program {
            Program::Module(module) => self.module_items(&module.body),
            Program::Script(script) => self.statements(&script.body),
        }
        self.settle(0);
        // What is declared nowhere is a global, and the script may be the one that makes it.
        for write in std::mem::take(&mut self.writes) {
            let binding = self.declare(OUTERMOST, write.name);
            self.write(binding, &write);
        }
        self.settle_members();
    }

    /// Does `inside` in a scope of its own.
    fn scoped(&mut self, span: SwcSpan, is_function: bool, inside: impl FnOnce(&mut Self)) {
        let outer = (self.here, self.function, self.writes.len());
        let scope = Scope { start: span.lo.0, end: span.hi.0, parent: self.here, names: 0 };
        self.here = self.bindings.scopes.len() as ScopeId;
        self.bindings.scopes.push(scope);
        if is_function {
            self.function = self.here;
        }
        inside(self);
        self.settle(outer.2);
        (self.here, self.function) = (outer.0, outer.1);
    }

    /// Gives the values that were written inside this scope to the names it declares, and leaves
    /// the others to the scopes outside.
    fn settle(&mut self, first: usize) {
        self.carried += self.writes.len() - first;
        if self.carried > MOST_CARRIED {
            self.bindings.is_exhausted = true;
            self.writes.truncate(first);
        }
        let mut kept = first;
        for at in first..self.writes.len() {
            let key = (self.here, self.writes[at].name);
            let names = self.bindings.scopes[self.here as usize].names;
            if names & bit_of(key.1) != 0
                && let Some(&binding) = self.bindings.names.get(&key)
            {
                let Write { name, property, source, scope } = self.writes[at];
                self.write(binding, &Write { name, property, source, scope });
            } else {
                self.writes.swap(kept, at);
                kept += 1;
            }
        }
        self.writes.truncate(kept);
    }

    fn write(&mut self, binding: BindingId, write: &Write<'a>) {
        let Write { property, source, scope, .. } = *write;
        match property {
            None => self.give(binding, source, scope),
            Some(property) => {
                let value = match source {
                    Source::Expression(value) => Some((value, scope)),
                    _ => None,
                };
                self.members.push((binding, property, value));
            }
        }
    }

    fn settle_members(&mut self) {
        for (binding, property, value) in std::mem::take(&mut self.members) {
            let binding = self.bindings.unaliased(binding);
            self.bindings.objects.insert(binding);
            let members = &mut self.bindings.members;
            members.entry((binding, property)).and_modify(|value| *value = None).or_insert(value);
        }
    }

    fn declare(&mut self, scope: ScopeId, name: &'a Atom) -> BindingId {
        let Bindings { names, bindings, scopes, .. } = &mut self.bindings;
        scopes[scope as usize].names |= bit_of(name);
        *names.entry((scope, name)).or_insert_with(|| {
            bindings.push(Binding { source: Source::Unknown, scope, declared: scope, given: 0 });
            bindings.len() as BindingId - 1
        })
    }

    fn give(&mut self, binding: BindingId, source: Source<'a>, scope: ScopeId) {
        if let Source::Callable(Callable::Function(function)) = source {
            self.bindings.functions.push((binding, function));
        }
        let binding = &mut self.bindings.bindings[binding as usize];
        let is_first = binding.given == 0;
        binding.given = binding.given.saturating_add(1);
        binding.source = if is_first { source } else { Source::Unknown };
        binding.scope = scope;
    }
}
