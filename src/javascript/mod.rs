//! JavaScript in, candidates out.
//!
//! `structure` looks before anything else does and says whether the parser may run. If it may,
//! `parse` makes a tree, `evaluate` finds the constants in it and `collect` reads it; otherwise `lexical` reads the literals from the
//! tokens. Either way the raw bytes have been searched before, so nothing verbatim depends on
//! what happens here.

mod collect;
mod dialect;
mod embedded;
pub(crate) mod escape;
mod evaluate;
mod lexical;
mod parse;
pub(crate) mod room;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod stack;
mod structure;

/// What a script is made of, for rules that need no tree.
pub(crate) mod tokens {
    pub(crate) use super::dialect::Dialect;
    #[cfg(feature = "site")]
    pub(crate) use super::structure::TemplatePart;
    #[cfg(all(any(test, fuzzing), feature = "cli"))]
    pub(crate) use super::structure::without_dull;
    pub(crate) use super::structure::{Bracket, Lexer, Punctuator, Token, TokenKind, Word};
}

use std::{borrow::Cow, cell::Cell};

use crate::{
    candidate::Candidate,
    exact::Pieces,
    report::Analysis,
    source::{Reading, Sink, Source},
};

use dialect::Dialect;
use evaluate::Constants;
pub(crate) use evaluate::codec;
use structure::{Blocks, Excess, Limits, Structure};

thread_local! {
    static IS_WITHOUT_PARSER: Cell<bool> = const { Cell::new(false) };
}

/// Does `work` with scripts read from their tokens: in WebAssembly nothing can be caught, so a
/// file that ended one instance is given to the next one in this way.
#[cfg(target_arch = "wasm32")]
pub(crate) fn without_parser<R>(work: impl FnOnce() -> R) -> R {
    IS_WITHOUT_PARSER.set(true);
    let result = work();
    IS_WITHOUT_PARSER.set(false);
    result
}

/// A script, looked at before it is parsed.
pub(crate) struct Scan<'s> {
    /// The very text that the parser is given: in another, brackets may be others.
    text: Cow<'s, str>,
    dialect: Dialect,
    structure: Result<(Structure, Blocks), Excess>,
}

impl Scan<'_> {
    /// Returns the script without its dull code, and how many bytes are left.
    fn left(&self, places: Option<&[u32]>) -> (Cow<'_, str>, usize) {
        let whole = || (Cow::Borrowed(&*self.text), self.text.len());
        let Ok((_, blocks)) = &self.structure else { return whole() };
        let dull = places.map(|places| blocks.dull(places)).unwrap_or_default();
        if dull.is_empty() {
            return whole();
        }
        let left_out: usize = dull.iter().map(|span| (span.end - span.start) as usize).sum();
        let text = structure::without(&self.text, &dull);
        (Cow::Owned(text), self.text.len() - left_out)
    }
}

/// Looks at a script. `pieces` are those of the values that are looked for.
pub(crate) fn scan<'s>(source: &'s Source<'_>, pieces: Option<&Pieces>) -> Scan<'s> {
    let text = source.parser_text();
    let dialect = Dialect::of(source.name);
    let structure = Structure::measure(text.as_bytes(), dialect, Limits::of_target(), pieces);
    Scan { text, dialect, structure }
}

/// Gives `sink` every string of a script with the names around it.
///
/// Code without any of `places` (offsets of marks and of values that are looked for, in ascending
/// order) is left out when nothing in it looks like a value, unless there are none to go by.
pub(crate) fn read<'s>(
    source: &'s Source<'_>,
    scan: &Scan<'_>,
    places: Option<&[u32]>,
    sink: &mut Sink<'_>,
) -> Reading<'s> {
    let takes_parts = source.may_hold_parts();
    let mut parts = Vec::new();
    let mut give = |candidate: &Candidate<'_>| match takes_parts
        .then(|| embedded::part(&source.bytes, candidate))
        .flatten()
    {
        Some(part) => parts.push(part.guessed()),
        None => sink(candidate),
    };
    let (text, bytes) = scan.left(places);
    let pruned = matches!(text, Cow::Owned(_));
    let parsed = match &scan.structure {
        Ok(_) if IS_WITHOUT_PARSER.get() => Err("the parser failed on it".to_owned()),
        Ok((structure, _)) => parsed(&text, bytes, scan, structure, &mut give),
        Err(excess) => Err(excess.to_string()),
    };
    let obstacle = match parsed {
        Ok(notice) => {
            let notices = notice.into_iter().collect();
            return Reading { pruned, notices, parts, ..Reading::new(Analysis::Syntax) };
        }
        Err(obstacle) => obstacle,
    };
    // Tokens depend on nothing that was left out, and reading it all again, to fail at the same
    // place, would take many times as long as the file without its mistake.
    lexical::literals(text.as_bytes(), scan.dialect, &mut give);
    let notice = format!("not parsed ({obstacle}): strings were read from its tokens");
    Reading { notices: vec![notice], parts, ..Reading::new(Analysis::Lexical) }
}

/// The texts that the constant expressions of a script make.
#[cfg(feature = "site")]
pub(crate) fn constant_texts(text: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let Ok((structure, _)) =
        Structure::measure(text.as_bytes(), Dialect::Script, Limits::of_target(), None)
    else {
        return texts;
    };
    // What is no script makes none.
    let _ = parse::with_program(text, Dialect::Script, &structure, &mut |program| {
        texts = Constants::of(program, text.len()).into_texts();
    });
    texts
}

/// Parses `text`, of which `bytes` bytes are left of a script, and gives `sink` its strings. Returns
/// what a person should know about it.
fn parsed(
    text: &str,
    bytes: usize,
    scan: &Scan<'_>,
    structure: &Structure,
    sink: &mut Sink<'_>,
) -> Result<Option<String>, String> {
    let mut notice = None;
    let parse = || {
        parse::with_program(text, scan.dialect, structure, &mut |program| {
            let constants = Constants::of(program, text.len());
            collect::candidates(program, &constants, sink);
            notice.clone_from(&constants.notice);
        })
    };
    let Some(read) = room::with_tree(bytes, parse) else {
        return Err("there is too little memory for its tree".to_owned());
    };
    // Offsets are the same in both texts, but only the whole one has all its lines.
    read.map(|()| notice).map_err(|failure| failure.describe(&scan.text))
}
