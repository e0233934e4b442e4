//! The walk over statements, declarations and classes.

use swc_ecma_ast::{
    BlockStmt, Class, ClassMember, Decl, DefaultDecl, ForHead, Function, IfStmt, ImportSpecifier,
    Key, ModuleDecl, ModuleItem, ParamOrTsParamProp, PropName, Stmt, TryStmt, TsModuleName,
    TsNamespaceBody, TsParamPropParam, VarDecl, VarDeclKind, VarDeclOrExpr, VarDeclarator,
};

use super::{
    Callable, ScopeId, Source,
    binder::Binder,
    patterns::{Target, Whole},
};

impl<'a> Binder<'a> {
    pub(super) fn module_items(&mut self, items: &'a [ModuleItem]) {
        for item in items {
            match item {
                ModuleItem::Stmt(statement) => self.statement(statement),
                ModuleItem::ModuleDecl(declaration) => self.module_declaration(declaration),
            }
        }
    }

    fn module_declaration(&mut self, declaration: &'a ModuleDecl) {
        match declaration {
            ModuleDecl::Import(import) => {
                for specifier in &import.specifiers {
                    let local = match specifier {
                        ImportSpecifier::Named(named) => &named.local,
                        ImportSpecifier::Default(default) => &default.local,
                        ImportSpecifier::Namespace(namespace) => &namespace.local,
                    };
                    let binding = self.declare(self.here, &local.sym);
                    self.give(binding, Source::Unknown, self.here);
                }
            }
            ModuleDecl::ExportDecl(export) => self.declaration(&export.decl),
            ModuleDecl::ExportDefaultDecl(export) => match &export.decl {
                DefaultDecl::Class(class) => {
                    self.class_named(class.ident.as_ref(), &class.class);
                }
                DefaultDecl::Fn(function) => {
                    self.function_named(function.ident.as_ref(), &function.function);
                }
                DefaultDecl::TsInterfaceDecl(_) => {}
            },
            ModuleDecl::ExportDefaultExpr(export) => self.value(&export.expr),
            ModuleDecl::TsExportAssignment(export) => self.value(&export.expr),
            ModuleDecl::ExportNamed(_)
            | ModuleDecl::ExportAll(_)
            | ModuleDecl::TsImportEquals(_)
            | ModuleDecl::TsNamespaceExport(_) => {}
        }
    }

    pub(super) fn statements(&mut self, statements: &'a [Stmt]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    pub(super) fn block(&mut self, block: &'a BlockStmt) {
        if block.stmts.iter().any(is_lexical) {
            self.scoped(block.span, false, |binder| binder.statements(&block.stmts));
        } else {
            self.statements(&block.stmts);
        }
    }

    fn statement(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Expr(statement) => self.effect(&statement.expr),
            Stmt::Decl(declaration) => self.declaration(declaration),
            Stmt::Return(statement) => {
                if let Some(value) = &statement.arg {
                    self.expression(value);
                }
            }
            Stmt::If(statement) => self.if_chain(statement),
            Stmt::Block(block) => self.block(block),
            Stmt::Throw(statement) => self.expression(&statement.arg),
            Stmt::Try(statement) => self.branch(|binder| binder.try_statement(statement)),
            Stmt::Labeled(statement) => self.statement(&statement.body),
            Stmt::With(statement) => {
                self.expression(&statement.obj);
                self.statement(&statement.body);
            }
            Stmt::Switch(statement) => {
                self.expression(&statement.discriminant);
                self.scoped(statement.span, false, |binder| {
                    for case in &statement.cases {
                        if let Some(test) = &case.test {
                            binder.expression(test);
                        }
                        binder.branch(|binder| binder.statements(&case.cons));
                    }
                });
            }
            Stmt::Empty(_) | Stmt::Debugger(_) | Stmt::Break(_) | Stmt::Continue(_) => {}
            loops => self.branch(|binder| binder.loops(loops)),
        }
    }

    fn if_chain(&mut self, first: &'a IfStmt) {
        let mut statement = first;
        loop {
            self.expression(&statement.test);
            self.branch(|binder| binder.statement(&statement.cons));
            match statement.alt.as_deref() {
                Some(Stmt::If(next)) => statement = next,
                Some(last) => return self.branch(|binder| binder.statement(last)),
                None => return,
            }
        }
    }

    fn try_statement(&mut self, statement: &'a TryStmt) {
        self.block(&statement.block);
        if let Some(handler) = &statement.handler {
            self.scoped(handler.span, false, |binder| {
                if let Some(parameter) = &handler.param {
                    binder.parameter(parameter, None);
                }
                binder.block(&handler.body);
            });
        }
        if let Some(finalizer) = &statement.finalizer {
            self.block(finalizer);
        }
    }

    fn loops(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::While(statement) => {
                self.expression(&statement.test);
                self.statement(&statement.body);
            }
            Stmt::DoWhile(statement) => {
                self.statement(&statement.body);
                self.expression(&statement.test);
            }
            Stmt::For(statement) => self.scoped(statement.span, false, |binder| {
                match &statement.init {
                    Some(VarDeclOrExpr::VarDecl(declaration)) => binder.variables(declaration),
                    Some(VarDeclOrExpr::Expr(init)) => binder.expression(init),
                    None => {}
                }
                for part in [&statement.test, &statement.update].into_iter().flatten() {
                    binder.expression(part);
                }
                binder.statement(&statement.body);
            }),
            Stmt::ForIn(statement) => self.scoped(statement.span, false, |binder| {
                binder.for_head(&statement.left);
                binder.expression(&statement.right);
                binder.statement(&statement.body);
            }),
            Stmt::ForOf(statement) => self.scoped(statement.span, false, |binder| {
                binder.for_head(&statement.left);
                binder.expression(&statement.right);
                binder.statement(&statement.body);
            }),
            _ => {}
        }
    }

    fn for_head(&mut self, head: &'a ForHead) {
        match head {
            ForHead::VarDecl(declaration) => {
                let scope = self.scope_for(declaration.kind);
                for declarator in &declaration.decls {
                    self.pattern(&declarator.name, Whole::Unknown, Target::Declared(scope));
                }
            }
            ForHead::UsingDecl(declaration) => {
                for declarator in &declaration.decls {
                    self.pattern(&declarator.name, Whole::Unknown, Target::Declared(self.here));
                }
            }
            ForHead::Pat(pattern) => self.pattern(pattern, Whole::Unknown, Target::Assigned),
        }
    }

    fn declaration(&mut self, declaration: &'a Decl) {
        match declaration {
            Decl::Var(declaration) => self.variables(declaration),
            Decl::Fn(declaration) => {
                self.function_named(Some(&declaration.ident), &declaration.function);
            }
            Decl::Class(declaration) => {
                self.class_named(Some(&declaration.ident), &declaration.class);
            }
            Decl::Using(declaration) => self.declarators(&declaration.decls, self.here),
            Decl::TsEnum(declaration) => {
                let binding = self.declare(self.here, &declaration.id.sym);
                self.give(binding, Source::Enum(declaration), self.here);
                for member in &declaration.members {
                    if let Some(value) = &member.init {
                        self.value(value);
                    }
                }
            }
            Decl::TsModule(declaration) => {
                if let TsModuleName::Ident(name) = &declaration.id {
                    let binding = self.declare(self.here, &name.sym);
                    self.give(binding, Source::Unknown, self.here);
                }
                if let Some(TsNamespaceBody::TsModuleBlock(block)) = &declaration.body {
                    self.scoped(block.span, true, |binder| binder.module_items(&block.body));
                }
            }
            Decl::TsInterface(_) | Decl::TsTypeAlias(_) => {}
        }
    }

    fn variables(&mut self, declaration: &'a VarDecl) {
        let scope = self.scope_for(declaration.kind);
        self.declarators(&declaration.decls, scope);
    }

    const fn scope_for(&self, kind: VarDeclKind) -> ScopeId {
        match kind {
            VarDeclKind::Var => self.function,
            VarDeclKind::Let | VarDeclKind::Const => self.here,
        }
    }

    fn declarators(&mut self, declarators: &'a [VarDeclarator], scope: ScopeId) {
        for declarator in declarators {
            let whole = declarator
                .init
                .as_deref()
                .map_or(Whole::Nothing, |init| Whole::Of(init, None, self.here));
            self.pattern(&declarator.name, whole, Target::Declared(scope));
            if let Some(init) = &declarator.init {
                self.value(init);
            }
        }
    }

    fn function_named(&mut self, name: Option<&'a swc_ecma_ast::Ident>, function: &'a Function) {
        if let Some(name) = name {
            let binding = self.declare(self.here, &name.sym);
            self.give(binding, Source::Callable(Callable::Function(function)), self.here);
        }
        self.function(function, None);
    }

    fn class_named(&mut self, name: Option<&'a swc_ecma_ast::Ident>, class: &'a Class) {
        if let Some(name) = name {
            let binding = self.declare(self.here, &name.sym);
            self.give(binding, Source::Class(class), self.here);
        }
        self.class(class);
    }

    /// A function; its own name is known inside.
    pub(super) fn function(&mut self, function: &'a Function, name: Option<&'a swc_atoms::Atom>) {
        let arguments = self.arguments.take();
        self.scoped(function.span, true, |binder| {
            if let Some(name) = name {
                let binding = binder.declare(binder.here, name);
                binder.give(binding, Source::Callable(Callable::Function(function)), binder.here);
            }
            for (index, parameter) in function.params.iter().enumerate() {
                binder.decorators(&parameter.decorators);
                let argument = arguments.and_then(|arguments| arguments.get(index));
                binder.parameter(&parameter.pat, argument);
            }
            if let Some(body) = &function.body {
                binder.statements(&body.stmts);
            }
        });
    }

    pub(super) fn class(&mut self, class: &'a Class) {
        self.decorators(&class.decorators);
        if let Some(parent) = &class.super_class {
            self.expression(parent);
        }
        for member in &class.body {
            self.class_member(member);
        }
    }

    fn class_member(&mut self, member: &'a ClassMember) {
        match member {
            ClassMember::Constructor(constructor) => {
                self.scoped(constructor.span, true, |binder| {
                    for parameter in &constructor.params {
                        match parameter {
                            ParamOrTsParamProp::Param(parameter) => {
                                binder.parameter(&parameter.pat, None);
                            }
                            ParamOrTsParamProp::TsParamProp(property) => match &property.param {
                                TsParamPropParam::Assign(assign) => binder.value(&assign.right),
                                TsParamPropParam::Ident(_) => {}
                            },
                        }
                    }
                    if let Some(body) = &constructor.body {
                        binder.statements(&body.stmts);
                    }
                });
            }
            ClassMember::Method(method) => {
                self.property_name(&method.key);
                self.function(&method.function, None);
            }
            ClassMember::PrivateMethod(method) => self.function(&method.function, None),
            ClassMember::ClassProp(property) => {
                self.property_name(&property.key);
                self.decorators(&property.decorators);
                self.field(property.value.as_deref());
            }
            ClassMember::PrivateProp(property) => self.field(property.value.as_deref()),
            ClassMember::AutoAccessor(accessor) => {
                if let Key::Public(name) = &accessor.key {
                    self.property_name(name);
                }
                self.field(accessor.value.as_deref());
            }
            ClassMember::StaticBlock(block) => {
                self.scoped(block.span, true, |binder| binder.statements(&block.body.stmts));
            }
            ClassMember::TsIndexSignature(_) | ClassMember::Empty(_) => {}
        }
    }

    fn field(&mut self, value: Option<&'a swc_ecma_ast::Expr>) {
        if let Some(value) = value {
            self.value(value);
        }
    }

    fn decorators(&mut self, decorators: &'a [swc_ecma_ast::Decorator]) {
        for decorator in decorators {
            self.expression(&decorator.expr);
        }
    }

    pub(super) fn property_name(&mut self, name: &'a PropName) {
        if let PropName::Computed(key) = name {
            self.expression(&key.expr);
        }
    }
}

/// Whether a statement declares a name for its block alone.
fn is_lexical(statement: &Stmt) -> bool {
    match statement {
        Stmt::Decl(Decl::Var(declaration)) => declaration.kind != VarDeclKind::Var,
        Stmt::Decl(_) => true,
        _ => false,
    }
}
