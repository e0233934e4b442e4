//! A map that is published: its sources are read like files of their own, and that they can be
//! read by everyone is a finding in its own right.

use super::{
    json::{Json, without_guard},
    reference::{Reference, data, reference},
    sources::{Leaf, Source as Original, leaves},
};
use crate::{
    finding::{Severity, message},
    javascript::escape,
    order,
    report::{Analysis, FileKind},
    rules::{Disclosure, SOURCE_MAP},
    source::{Decoded, Part, Reading, Source, kind_of},
    span::Span,
};

/// Reads a map as its sources. What is no map is read as JSON, as far as it is.
pub(crate) fn read<'s>(source: &'s Source<'_>) -> Reading<'s> {
    let text = source.parser_text();
    let json = match Json::read(without_guard(&text)) {
        Ok(json) => json,
        Err(reason) => {
            let notices = vec![format!("not read as a source map: {reason}")];
            let whole = Span::new(0, source.bytes.len() as u32);
            let json = Part::verbatim(FileKind::Json, &source.bytes, whole);
            let parts = if source.may_hold_parts() { vec![json] } else { Vec::new() };
            return Reading { notices, parts, ..Reading::new(Analysis::Text) };
        }
    };
    let leaves = leaves(json);
    let disclosure = disclosure(&leaves);
    let parts = if source.may_hold_parts() { parts(&text, &leaves) } else { Vec::new() };
    Reading { parts, disclosures: vec![disclosure], ..Reading::new(Analysis::Syntax) }
}

fn disclosure(leaves: &[Leaf<'_>]) -> Disclosure {
    let sources =
        || leaves.iter().flat_map(|leaf| &leaf.sources).filter(|source| !source.is_tool());
    let is_own = |source: &&Original<'_>| !source.is_foreign();
    let has_text = sources().any(|source| source.content.is_some());
    Disclosure {
        rule: &SOURCE_MAP,
        // One finding for all maps of a build.
        subject: "source maps".to_owned(),
        span: Span::default(),
        severity: Severity::Note,
        message: message::source_map(sources().count(), sources().filter(is_own).count(), has_text),
    }
}

/// The texts of the sources, each once.
fn parts<'s>(text: &str, leaves: &[Leaf<'_>]) -> Vec<Part<'s>> {
    let sources = leaves.iter().flat_map(|leaf| &leaf.sources);
    let mut parts: Vec<Part<'s>> = sources.filter_map(|source| part(text, source)).collect();
    // Parts are told in the order in which they stand there.
    order::sort_by_key(&mut parts, |part| part.lift(Span::default()));
    parts
}

fn part<'s>(text: &str, source: &Original<'_>) -> Option<Part<'s>> {
    let raw = source.content?;
    let inside = raw.get(1..raw.len() - 1)?;
    // JSON's parser gives a piece of the text itself.
    let start = (inside.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let mut decoded = Decoded::default();
    escape::decode_into(inside.as_bytes(), u32::try_from(start).ok()?, &mut decoded);
    let kind = kind(&source.path, &decoded.bytes);
    let mut part = Part::decoded(kind, decoded);
    part.is_original = !source.is_tool();
    part.is_foreign = source.is_foreign();
    part.name = if source.is_tool() { "generated.js".into() } else { source.path.clone().into() };
    Some(part)
}

fn kind(path: &str, text: &[u8]) -> FileKind {
    match kind_of(path, text) {
        FileKind::Map | FileKind::Archive | FileKind::Wasm => FileKind::Text,
        FileKind::Text if path.starts_with('<') => FileKind::JavaScript,
        kind => kind,
    }
}

/// The map that a file carries in itself.
pub(crate) fn inline<'s>(source: &Source<'_>) -> Option<Part<'s>> {
    if !matches!(source.kind, FileKind::JavaScript | FileKind::Css) || source.is_original {
        return None;
    }
    let Reference::Inline(span) = reference(&source.bytes)? else { return None };
    let map = data(span.of(&source.bytes))?;
    // Places go in step as far as the URL is long.
    let mut decoded = Decoded::default();
    decoded.begin(span.start);
    decoded.extend(&map);
    decoded.resume(span.end);
    Some(Part::decoded(FileKind::Map, decoded))
}
