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
    report::Analysis,
    source::{Reading, Sink, Source, extension},
    span::Span,
};

use parse::Dialect;
use structure::{Limits, Structure};

/// Gives `sink` every string of a script with the names around it.
///
/// `marks` are the offsets of what makes code interesting; blocks without any are left out, unless
/// there are no marks to go by.
pub(crate) fn read<'s>(
    source: &'s Source<'_>,
    marks: Option<&[u32]>,
    sink: &mut Sink<'_>,
) -> Reading<'s> {
    let parsed = match Structure::measure(&source.bytes, Limits::of_target(), marks) {
        Ok((structure, dull)) => parsed(source, &structure, &dull, sink).map(|()| !dull.is_empty()),
        Err(excess) => Err(excess.to_string()),
    };
    let obstacle = match parsed {
        Ok(pruned) => return Reading { pruned, ..Reading::new(Analysis::Syntax) },
        Err(obstacle) => obstacle,
    };
    lexical::literals(&source.bytes, sink);
    let notice = format!("not parsed ({obstacle}): strings were read from its tokens");
    Reading { notices: vec![notice], ..Reading::new(Analysis::Lexical) }
}

fn parsed(
    source: &Source<'_>,
    structure: &Structure,
    dull: &[Span],
    sink: &mut Sink<'_>,
) -> Result<(), String> {
    let text = source.parser_text();
    let dialect = dialect(source.name);
    if !dull.is_empty() {
        let pruned = structure::without(&text, dull);
        let read = parse::with_program(&pruned, dialect, structure, &mut |program| {
            collect::candidates(program, sink);
        });
        // What is broken is told of the whole file.
        if read.is_ok() {
            return read;
        }
    }
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
