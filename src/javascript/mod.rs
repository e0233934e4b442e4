//! JavaScript in, candidates out.
//!
//! `structure` looks before anything else does and says whether the parser may run. If it may,
//! `parse` makes a tree, `evaluate` finds the constants in it and `collect` reads it; otherwise `lexical` reads the literals from the
//! tokens. Either way the raw bytes have been searched before, so nothing verbatim depends on
//! what happens here.

mod collect;
mod escape;
mod evaluate;
mod lexical;
mod parse;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod stack;
mod structure;

use crate::{
    candidate::Candidate,
    report::Analysis,
    source::{Source, extension},
};

use evaluate::Constants;
pub(crate) use evaluate::codec;
use parse::Dialect;
use structure::{Limits, Structure};

/// How a script was read.
pub(crate) struct Reading {
    pub(crate) analysis: Analysis,
    /// What a person should know about how it was read.
    pub(crate) notices: Vec<String>,
}

/// Gives `sink` every string of a script with the names around it.
pub(crate) fn read(source: &Source<'_>, sink: &mut (dyn FnMut(&Candidate<'_>) + Send)) -> Reading {
    let parsed = match Structure::measure(&source.bytes, Limits::of_target()) {
        Ok(structure) => parsed(source, &structure, sink),
        Err(excess) => Err(excess.to_string()),
    };
    let obstacle = match parsed {
        Ok(notice) => {
            return Reading { analysis: Analysis::Syntax, notices: notice.into_iter().collect() };
        }
        Err(obstacle) => obstacle,
    };
    lexical::literals(&source.bytes, sink);
    let notice = format!("not parsed ({obstacle}): strings were read from its tokens");
    Reading { analysis: Analysis::Lexical, notices: vec![notice] }
}

fn parsed(
    source: &Source<'_>,
    structure: &Structure,
    sink: &mut (dyn FnMut(&Candidate<'_>) + Send),
) -> Result<Option<String>, String> {
    let text = source.parser_text();
    let dialect = dialect(source.name);
    let mut notice = None;
    parse::with_program(&text, dialect, structure, &mut |program| {
        let constants = Constants::of(program, text.len());
        collect::candidates(program, &constants, sink);
        notice.clone_from(&constants.notice);
    })?;
    Ok(notice)
}

fn dialect(name: &str) -> Dialect {
    match extension(name).as_deref() {
        Some("ts" | "mts" | "cts") => Dialect::TypeScript { jsx: false },
        Some("tsx") => Dialect::TypeScript { jsx: true },
        _ => Dialect::Script,
    }
}
