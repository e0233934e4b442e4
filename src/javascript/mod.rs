//! JavaScript in, candidates out.
//!
//! `structure` looks before anything else does and says whether the parser may run. If it may,
//! `parse` makes a tree and `collect` reads it; otherwise `lexical` reads the literals from the
//! tokens. Either way the raw bytes have been searched before, so nothing verbatim depends on
//! what happens here.

mod collect;
mod escape;
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

use parse::Dialect;
use structure::{Limits, Structure};

/// How a script was read.
pub(crate) struct Reading {
    pub(crate) analysis: Analysis,
    /// Why it was not read in the best way.
    pub(crate) notice: Option<String>,
}

/// Gives `sink` every string of a script with the names around it.
pub(crate) fn read(source: &Source<'_>, sink: &mut (dyn FnMut(&Candidate<'_>) + Send)) -> Reading {
    let parsed = match Structure::measure(&source.bytes, Limits::of_target()) {
        Ok(structure) => parsed(source, &structure, sink),
        Err(excess) => Err(excess.to_string()),
    };
    let Err(obstacle) = parsed else {
        return Reading { analysis: Analysis::Syntax, notice: None };
    };
    lexical::literals(&source.bytes, sink);
    let notice = format!("not parsed ({obstacle}): strings were read from its tokens");
    Reading { analysis: Analysis::Lexical, notice: Some(notice) }
}

fn parsed(
    source: &Source<'_>,
    structure: &Structure,
    sink: &mut (dyn FnMut(&Candidate<'_>) + Send),
) -> Result<(), String> {
    let text = source.parser_text();
    let dialect = dialect(source.name);
    parse::with_program(&text, dialect, structure, &mut |program| {
        collect::candidates(program, sink);
    })
}

fn dialect(name: &str) -> Dialect {
    match extension(name).as_deref() {
        Some("ts" | "mts" | "cts") => Dialect::TypeScript { jsx: false },
        Some("tsx") => Dialect::TypeScript { jsx: true },
        _ => Dialect::Script,
    }
}
