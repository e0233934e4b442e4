//! The parser, kept from harm: swc on a stack that the pre-scan measured for it.

use std::{
    borrow::Cow,
    panic::{AssertUnwindSafe, catch_unwind},
};

use swc_common::{BytePos, Spanned, input::StringInput};
use swc_ecma_ast::{EsVersion, Program};
use swc_ecma_parser::{
    EsSyntax, Parser, Syntax, TsSyntax,
    error::{Error, SyntaxError},
    lexer::Lexer,
};

use super::{dialect::Dialect, structure::Structure};

/// swc keeps position 0 for itself, so the file's first byte is at 1.
const FIRST: u32 = 1;

/// A file's offset for a position of swc's.
pub(crate) const fn offset(position: BytePos) -> u32 {
    position.0.saturating_sub(FIRST)
}

impl Dialect {
    fn syntax(self) -> Syntax {
        match self {
            Self::Script => Syntax::Es(EsSyntax {
                jsx: true,
                decorators: true,
                decorators_before_export: true,
                export_default_from: true,
                import_attributes: true,
                allow_super_outside_method: true,
                allow_return_outside_function: true,
                auto_accessors: true,
                explicit_resource_management: true,
                ..EsSyntax::default()
            }),
            Self::TypeScript { jsx } => Syntax::Typescript(TsSyntax {
                tsx: jsx,
                decorators: true,
                no_early_errors: true,
                ..TsSyntax::default()
            }),
        }
    }
}

/// Parses `source`, hands the tree to `visit`, and drops it, all on a stack that is large enough
/// for `structure`.
///
/// # Errors
///
/// Why there is no tree. A parser that panics is an error too.
pub(crate) fn with_program(
    source: &str,
    dialect: Dialect,
    structure: &Structure,
    visit: &mut (dyn FnMut(&Program) + Send),
) -> Result<(), Failure> {
    let result = on_stack(structure, move || {
        // The tree is only read, and what `visit` wrote before a panic is still true.
        catch_unwind(AssertUnwindSafe(|| parse(source, dialect).map(|program| visit(&program))))
            .unwrap_or_else(|_| Err(Failure::plain("the parser failed on it")))
    });
    result.unwrap_or_else(|| Err(Failure::plain("there is too little memory for its stack")))
}

/// Why there is no tree.
pub(crate) struct Failure {
    /// Where.
    offset: Option<u32>,
    what: Cow<'static, str>,
}

impl Failure {
    fn plain(what: &'static str) -> Self {
        Self { offset: None, what: what.into() }
    }

    fn of(error: &Error) -> Self {
        Self { offset: Some(offset(error.span().lo)), what: error.kind().msg() }
    }

    /// Returns it as half a sentence for a notice, with its line in `source`.
    pub(crate) fn describe(&self, source: &str) -> String {
        let Some(offset) = self.offset else { return self.what.clone().into_owned() };
        let before = &source.as_bytes()[..(offset as usize).min(source.len())];
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        format!("{} at line {line}", self.what)
    }
}

fn parse(source: &str, dialect: Dialect) -> Result<Program, Failure> {
    let end = u32::try_from(source.len())
        .ok()
        .and_then(|length| length.checked_add(FIRST))
        .ok_or(Failure { offset: None, what: "it is longer than 4 GiB".into() })?;
    let input = StringInput::new(source, BytePos(FIRST), BytePos(end));
    let lexer = Lexer::new(dialect.syntax(), EsVersion::latest(), input, None);
    let mut parser = Parser::new_from(lexer);
    let program = parser.parse_program().map_err(|error| Failure::of(&error))?;
    // swc goes on behind a string that never ends, with no more of it than is behind its last
    // escape.
    let is_endless = |error: &Error| matches!(error.kind(), SyntaxError::UnterminatedStrLit);
    match parser.take_errors().iter().find(|error| is_endless(error)) {
        Some(error) => Err(Failure::of(error)),
        None => Ok(program),
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn on_stack<R: Send>(structure: &Structure, work: impl FnOnce() -> R + Send) -> Option<R> {
    super::stack::with_room(structure.stack_size(), work)
}

/// In wasm there is one stack; the pre-scan's limits are chosen for it.
#[cfg(target_arch = "wasm32")]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there may be none")]
fn on_stack<R: Send>(_: &Structure, work: impl FnOnce() -> R + Send) -> Option<R> {
    Some(work())
}
