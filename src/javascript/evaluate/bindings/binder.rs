//! What the walk keeps at hand, and how names find what they mean.

use rustc_hash::{FxBuildHasher, FxHashMap};
use swc_atoms::Atom;
use swc_common::Span as SwcSpan;
use swc_ecma_ast::{BinaryOp, Expr, ExprOrSpread, Program};

use super::{
    Base, Binding, BindingId, Bindings, BranchId, Callable, OUTERMOST, Root, Scope, ScopeId,
    Source, Telling, Written, bit_of,
};

/// A value given to a name that may be declared further out.
struct Write<'a> {
    name: &'a Atom,
    bit: u64,
    what: What<'a>,
    scope: ScopeId,
}

/// What is written.
#[derive(Clone, Copy)]
enum What<'a> {
    /// `name = …`
    Value(Source<'a>),
    /// `name.property = …`
    Member(&'a str, Source<'a>),
    /// `name += …`, in a function and a branch of it.
    Addition(&'a Expr, ScopeId, BranchId),
}

/// A name that an expression begins with, whose declaration may follow or stand further out.
struct Question<'a> {
    name: &'a Atom,
    bit: u64,
    of: Asker,
}

/// The place of what asks for a name, in its table.
#[derive(Clone, Copy)]
enum Asker {
    Root(u32),
    Reference(u32),
}

/// How many writes and questions are carried from scopes to those outside of them, at most.
const MOST_CARRIED: usize = 40_000_000;

/// Makes the tables, in one walk over the tree.
pub(super) struct Binder<'a> {
    pub(super) bindings: Bindings<'a>,
    /// The innermost scope.
    pub(super) here: ScopeId,
    /// The innermost function's.
    pub(super) function: ScopeId,
    /// The innermost condition or loop: what stands in the same one happens in turn.
    branch: BranchId,
    branches: BranchId,
    /// Values whose names have not been found yet.
    writes: Vec<Write<'a>>,
    questions: Vec<Question<'a>>,
    /// Values of members whose object has been found.
    members: Vec<(BindingId, &'a str, Written<'a>)>,
    /// What the function that comes next is called with.
    pub(super) arguments: Option<&'a [ExprOrSpread]>,
    /// How often something was carried to the scope outside.
    carried: usize,
    /// The links of the chains at hand, and the operands of the operators: one stack for all.
    pub(super) links: Vec<&'a Expr>,
    pub(super) operands: Vec<(BinaryOp, &'a Expr)>,
}

impl<'a> Binder<'a> {
    /// `length` is the script's, in bytes: tables that grow by doubling leave more room unused than
    /// they take.
    pub(super) fn read(program: &'a Program, length: usize) -> Bindings<'a> {
        let mut binder = Self {
            bindings: Bindings {
                scopes: Vec::with_capacity(length / 256),
                all: Vec::with_capacity(length / 128),
                roots: Vec::with_capacity(length / 128),
                references: Vec::with_capacity(length / 128),
                names: FxHashMap::with_capacity_and_hasher(length / 256, FxBuildHasher),
                ..Bindings::default()
            },
            here: OUTERMOST,
            function: OUTERMOST,
            branch: 0,
            branches: 0,
            writes: Vec::new(),
            questions: Vec::with_capacity(length / 256),
            members: Vec::new(),
            arguments: None,
            carried: 0,
            links: Vec::new(),
            operands: Vec::new(),
        };
        binder.program(program);
        binder.bindings
    }

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
        // What is declared nowhere is a global, and the script may be the one that makes it.
        for at in 0..self.writes.len() {
            self.declare(OUTERMOST, self.writes[at].name);
        }
        self.settle(0, 0);
        self.settle_members();
    }

    /// Does `inside` in a scope of its own.
    pub(super) fn scoped(
        &mut self,
        span: SwcSpan,
        is_function: bool,
        inside: impl FnOnce(&mut Self),
    ) {
        let outer = (self.here, self.function, self.branch);
        let (writes, questions) = (self.writes.len(), self.questions.len());
        let scope = Scope { start: span.lo.0, end: span.hi.0, parent: self.here, names: 0 };
        self.here = self.bindings.scopes.len() as ScopeId;
        self.bindings.scopes.push(scope);
        if is_function {
            self.function = self.here;
        }
        inside(self);
        self.settle(writes, questions);
        (self.here, self.function, self.branch) = outer;
    }

    /// Does `inside`, which may happen or not, or more than once.
    pub(super) fn branch(&mut self, inside: impl FnOnce(&mut Self)) {
        let outer = self.branch;
        self.branches += 1;
        self.branch = self.branches;
        inside(self);
        self.branch = outer;
    }

    /// Gives the values that were written inside this scope to the names it declares, answers
    /// what was asked of them, and leaves the rest to the scopes outside.
    fn settle(&mut self, first_write: usize, first_question: usize) {
        if self.bindings.scopes[self.here as usize].names == 0 {
            return;
        }
        self.carried += self.writes.len() - first_write + self.questions.len() - first_question;
        if self.carried > MOST_CARRIED {
            self.bindings.is_exhausted = true;
            self.writes.truncate(first_write);
            self.questions.truncate(first_question);
        }
        let mut kept = first_write;
        for at in first_write..self.writes.len() {
            if let Some(binding) = self.declared_here(self.writes[at].name, self.writes[at].bit) {
                self.write(binding, at);
            } else {
                self.writes.swap(kept, at);
                kept += 1;
            }
        }
        self.writes.truncate(kept);

        let mut kept = first_question;
        for at in first_question..self.questions.len() {
            let Question { name, bit, of } = self.questions[at];
            if let Some(binding) = self.declared_here(name, bit) {
                self.answer(of, binding);
            } else {
                self.questions.swap(kept, at);
                kept += 1;
            }
        }
        self.questions.truncate(kept);
    }

    fn declared_here(&self, name: &'a Atom, bit: u64) -> Option<BindingId> {
        let is_likely = self.bindings.scopes[self.here as usize].names & bit != 0;
        if is_likely { self.bindings.names.get(&(self.here, name)).copied() } else { None }
    }

    fn answer(&mut self, asker: Asker, binding: BindingId) {
        let root = match asker {
            Asker::Root(at) => &mut self.bindings.roots[at as usize],
            Asker::Reference(at) => &mut self.bindings.references[at as usize],
        };
        root.base = Base::Binding(binding);
    }

    /// Takes note of an expression that may be a constant. `name` is what it begins with: as long
    /// as nobody declares it, it is none.
    pub(super) fn ask_root(&mut self, expression: &'a Expr, name: Option<&'a Atom>) {
        let at = self.bindings.roots.len() as u32;
        let base = self.ask(name, Asker::Root(at));
        self.bindings.roots.push(Root { expression, scope: self.here, base });
    }

    pub(super) fn ask_reference(&mut self, expression: &'a Expr, name: &'a Atom) {
        let at = self.bindings.references.len() as u32;
        let base = self.ask(Some(name), Asker::Reference(at));
        self.bindings.references.push(Root { expression, scope: self.here, base });
    }

    fn ask(&mut self, name: Option<&'a Atom>, of: Asker) -> Base {
        let Some(name) = name else { return Base::Any };
        self.questions.push(Question { name, bit: bit_of(name), of });
        Base::Nothing
    }

    pub(super) fn assign(
        &mut self,
        name: &'a Atom,
        property: Option<&'a str>,
        source: Source<'a>,
        scope: ScopeId,
    ) {
        let what = match property {
            None => What::Value(source),
            Some(property) => What::Member(property, source),
        };
        self.writes.push(Write { name, bit: bit_of(name), what, scope });
    }

    /// `name += value`
    pub(super) fn add_to(&mut self, name: &'a Atom, value: &'a Expr) {
        let what = What::Addition(value, self.function, self.branch);
        self.writes.push(Write { name, bit: bit_of(name), what, scope: self.here });
    }

    fn write(&mut self, binding: BindingId, at: usize) {
        let Write { what, scope, .. } = self.writes[at];
        match what {
            What::Value(source) => self.give(binding, source, scope),
            What::Addition(value, function, branch) => {
                let Binding { declared, branch: of_name, .. } = self.bindings.get(binding);
                let is_in_turn = branch == of_name && self.bindings.is_within(declared, function);
                if is_in_turn {
                    self.add(binding, value, scope);
                } else {
                    self.give(binding, Source::Unknown, scope);
                }
            }
            What::Member(property, source) => {
                let value = match source {
                    Source::Expression(value) => Written::Once(value, scope),
                    _ => Written::Otherwise,
                };
                self.members.push((binding, property, value));
            }
        }
    }

    /// Adds a term to what a name stands for: a sum, if it was given one value before.
    fn add(&mut self, id: BindingId, value: &'a Expr, scope: ScopeId) {
        let Binding { source, scope: of_source, given, .. } = self.bindings.get(id);
        match source {
            Source::Expression(first) if given == 1 => {
                let sums = &mut self.bindings.sums;
                sums.push(vec![(first, of_source), (value, scope)]);
                let binding = &mut self.bindings.all[id as usize];
                binding.source = Source::Sum(sums.len() as u32 - 1);
                binding.telling = Telling::of(&binding.source);
            }
            Source::Sum(sum) if given == 1 => {
                self.bindings.sums[sum as usize].push((value, scope));
            }
            _ => self.give(id, Source::Unknown, scope),
        }
    }

    fn settle_members(&mut self) {
        for (binding, property, value) in std::mem::take(&mut self.members) {
            let binding = self.bindings.unaliased(binding);
            self.bindings.all[binding as usize].has_members = true;
            let members = &mut self.bindings.members;
            let written = members.entry((binding, property));
            written.and_modify(|value| *value = Written::Otherwise).or_insert(value);
        }
    }

    pub(super) fn declare(&mut self, scope: ScopeId, name: &'a Atom) -> BindingId {
        let branch = self.branch;
        let Bindings { names, all, scopes, .. } = &mut self.bindings;
        scopes[scope as usize].names |= bit_of(name);
        *names.entry((scope, name)).or_insert_with(|| {
            all.push(Binding {
                source: Source::Unknown,
                scope,
                declared: scope,
                given: 0,
                has_members: false,
                branch,
                telling: Telling::No,
            });
            all.len() as BindingId - 1
        })
    }

    pub(super) fn give(&mut self, binding: BindingId, source: Source<'a>, scope: ScopeId) {
        if let Source::Callable(Callable::Function(function)) = source {
            self.bindings.functions.push((binding, function));
        }
        let binding = &mut self.bindings.all[binding as usize];
        let is_first = binding.given == 0;
        binding.given = binding.given.saturating_add(1);
        binding.source = if is_first { source } else { Source::Unknown };
        binding.telling = Telling::of(&binding.source);
        binding.scope = scope;
    }
}
