//! WebAssembly modules: the strings of their data and of their custom sections.
//!
//! Compilers put the strings of a program side by side without anything between them. What tells
//! them apart is how they are used: code that uses a string has its address and its length as
//! constants, one after the other, and so have tables of strings in the data itself.

mod module;

use super::{Reading, Sink, Source, strings};
use crate::{
    candidate::{Candidate, Place},
    order,
    report::Analysis,
    span::Span,
};

use module::Module;

/// Lengths of strings that may be keys.
const LENGTHS: std::ops::RangeInclusive<u32> = 8..=4096;

/// The addresses of more strings are not looked at.
const MOST_STRINGS: usize = 1 << 20;

/// Gives `sink` the strings of a module.
pub(crate) fn read<'s>(source: &'s Source<'_>, sink: &mut Sink<'_>) -> Reading<'s> {
    let module = Module::read(&source.bytes);
    if let Some(lie) = module.lie {
        let mut reading = strings::read(source, sink);
        reading.notices.push(format!("not read as a module ({lie}): its printable strings were"));
        return reading;
    }
    let mut reading = Reading::new(Analysis::Syntax);
    let first_words = module.custom.iter().filter_map(|span| first_word(&source.bytes, *span));
    for string in used_strings(&source.bytes, &module).into_iter().chain(first_words) {
        sink(&Candidate {
            value: string.of(&source.bytes),
            span: string,
            verbatim: true,
            derivation: &[],
            pieces: &[],
            place: Place::String,
            frames: &[],
        });
    }
    for span in module.custom.iter().copied().chain(module.data.iter().map(|data| data.bytes)) {
        strings::read_span(source, span, &mut reading, sink);
    }
    reading
}

/// What a custom section begins with: its name stands directly before it.
fn first_word(bytes: &[u8], section: Span) -> Option<Span> {
    let length = section.of(bytes).iter().take_while(|byte| byte.is_ascii_graphic()).count();
    let word = Span::new(section.start, section.start + length as u32);
    LENGTHS.contains(&word.len()).then_some(word)
}

/// The strings whose address and length stand somewhere in the module.
fn used_strings(bytes: &[u8], module: &Module) -> Vec<Span> {
    let in_code = module.code.iter().flat_map(|code| constants(code.of(bytes)));
    let in_data = module.data.iter().flat_map(|data| words(data.bytes.of(bytes)));
    let mut strings: Vec<Span> = in_code
        .chain(in_data)
        .filter(|(_, length)| LENGTHS.contains(length))
        .filter_map(|(address, length)| module.place(address, length))
        .filter(|span| span.of(bytes).iter().all(|byte| matches!(byte, b' '..=b'~')))
        .take(MOST_STRINGS)
        .collect();
    order::sort_by(&mut strings, Ord::cmp);
    strings.dedup();
    strings
}

/// Pairs of `i32.const` one behind the other. Where instructions begin is not known here: what is
/// no instruction gives addresses that are none.
fn constants(code: &[u8]) -> impl Iterator<Item = (u32, u32)> + '_ {
    const I32_CONST: u8 = 0x41;
    memchr::memchr_iter(I32_CONST, code).filter_map(|at| {
        let (address, first) = module::signed(&code[at + 1..])?;
        let rest = code.get(at + 1 + first..)?.strip_prefix(&[I32_CONST])?;
        let (length, _) = module::signed(rest)?;
        Some((address, length))
    })
}

/// Pairs of words one behind the other.
fn words(data: &[u8]) -> impl Iterator<Item = (u32, u32)> + '_ {
    let word = |bytes: &[u8]| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    data.windows(8).step_by(4).map(move |pair| (word(pair), word(&pair[4..])))
}
