//! Strings of a script that are texts of their own: JSON for `JSON.parse` and for streams, the
//! modules that a development build hands to `eval`, rows of React's flight format, `data:` URLs.

use super::escape;
use crate::{
    candidate::{Candidate, FrameKind, Place},
    report::FileKind,
    source::{Decoded, Part, content, data_url, percent},
};

/// Shorter ones hold nothing worth reading by itself.
const SHORTEST: usize = 24;

/// Of the names around a string, so many may stand between it and the call that runs it.
const WRAPPERS: usize = 3;

/// Calls that run their first argument.
const RUNNERS: [&[u8]; 3] = [b"eval", b"Function", b"execScript"];

/// The text that `candidate` is, when it is one.
pub(super) fn part<'s>(source: &'s [u8], candidate: &Candidate<'_>) -> Option<Part<'s>> {
    let value = candidate.value;
    let is_literal = candidate.derivation.is_empty() && candidate.place == Place::String;
    if !is_literal || value.len() < SHORTEST {
        return None;
    }
    let kind = match value.trim_ascii_start().first()? {
        _ if is_run(source, candidate) => FileKind::JavaScript,
        b'{' | b'[' if content::is_json(value) => FileKind::Json,
        b'<' if content::is_page(value) => FileKind::Html,
        b'd' | b'D' => return data_url::part(source, candidate.span),
        b'%' => {
            let json = percent::json(source, candidate.span)?;
            return Some(Part::decoded(FileKind::Json, json));
        }
        _ if content::is_flight(value) => FileKind::Json,
        _ => return None,
    };
    if candidate.verbatim {
        return Some(Part::verbatim(kind, source, candidate.span));
    }
    let mut text = Decoded::default();
    escape::decode_into(candidate.span.of(source), candidate.span.start, &mut text);
    Some(Part::decoded(kind, text))
}

/// Whether the string is what `eval` or the like is given.
fn is_run(source: &[u8], candidate: &Candidate<'_>) -> bool {
    candidate.frames.iter().rev().take(WRAPPERS).any(|frame| {
        let name = frame.name.of(source);
        frame.kind == FrameKind::Argument { index: 0 }
            && RUNNERS.iter().any(|runner| {
                name.strip_suffix(*runner)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with(b"."))
            })
    })
}
