//! What stands around a candidate, as words that rules can be asked about.

use super::words;
use crate::{
    candidate::{Candidate, Frame, FrameKind},
    environment,
    finding::{Context, ContextKind},
    span::Span,
};

/// Names further out say nothing about a value.
const DEEPEST: usize = 6;

/// The names around a candidate, as words.
pub(crate) struct Surroundings<'a> {
    source: &'a [u8],
    candidate: &'a Candidate<'a>,
    /// The words of all names, outermost first, each with a space before it.
    pub(crate) words: String,
    /// Where in `words` the nearest name begins; their end when the value has no name.
    pub(crate) nearest: usize,
}

impl<'a> Surroundings<'a> {
    /// `holder` is the name of what holds `source`, where it is a part.
    pub(crate) fn new(source: &'a [u8], holder: &[u8], candidate: &'a Candidate<'a>) -> Self {
        let frames = candidate.frames;
        let named: &[Frame] = &frames[frames.len().saturating_sub(DEEPEST)..];
        let mut words = String::new();
        words::split(holder, &mut words);
        let mut nearest = words.len();
        for frame in named.iter().filter(|frame| frame.kind != FrameKind::Scope) {
            nearest = words.len();
            words::split(frame.name.of(source), &mut words);
        }
        let has_name = frames.last().is_some_and(|frame| frame.kind != FrameKind::Scope);
        let nearest = if has_name { nearest } else { words.len() };
        Self { source, candidate, words, nearest }
    }

    /// The words of the nearest name; empty when the value has none of its own.
    pub(crate) fn nearest_words(&self) -> &str {
        &self.words[self.nearest..]
    }

    /// Whether one of `texts` is near the value in its source.
    pub(crate) fn has_near(&self, texts: &[&str]) -> bool {
        /// In minified code, what belongs together is within this number of bytes.
        const NEAR: usize = 300;
        let Span { start, end } = self.candidate.span;
        let end = self.source.len().min(end as usize + NEAR);
        let near = &self.source[(start as usize).saturating_sub(NEAR).min(end)..end];
        texts.iter().any(|text| memchr::memmem::find(near, text.as_bytes()).is_some())
    }

    /// The nearest name as it is written.
    pub(crate) fn nearest_name(&self) -> &'a [u8] {
        self.candidate.frames.last().map_or(&[][..], |frame| frame.name.of(self.source))
    }

    /// What kind of name the nearest is.
    pub(crate) fn nearest_kind(&self) -> Option<FrameKind> {
        self.candidate.frames.last().map(|frame| frame.kind)
    }

    /// The innermost call that the value is an argument of, with the argument's place.
    pub(crate) fn call(&self) -> Option<(&'a [u8], u16)> {
        self.candidate.frames.iter().rev().find_map(|frame| match frame.kind {
            FrameKind::Argument { index } => Some((frame.name.of(self.source), index)),
            _ => None,
        })
    }
}

/// The context that a report names: the nearest name, and the way to it.
pub(crate) fn describe(source: &[u8], candidate: &Candidate<'_>) -> Context {
    let shown = |frame: &Frame| {
        let name = String::from_utf8_lossy(frame.name.of(source)).into_owned();
        (!name.is_empty() && name.len() <= 80 && !name.contains(char::is_control)).then_some(name)
    };
    let named = || candidate.frames.iter().filter(|frame| frame.kind != FrameKind::Scope);
    let nearest = candidate.frames.last().filter(|frame| frame.kind != FrameKind::Scope);
    let mut path: Vec<String> =
        named().skip(named().count().saturating_sub(DEEPEST)).filter_map(shown).collect();
    path.dedup();
    let argument = match nearest.map(|frame| frame.kind) {
        Some(FrameKind::Argument { index }) => Some(index),
        _ => None,
    };
    let kind =
        nearest.map_or_else(|| of_place(candidate), |frame| of_frame(source, candidate, frame));
    let name = nearest.and_then(shown).map(|name| last_segment(&name).to_owned());
    let path = (!path.is_empty()).then(|| path.join("."));
    Context { kind, name, path, argument }
}

fn last_segment(name: &str) -> &str {
    name.rsplit(['.', '?']).next().unwrap_or(name).trim()
}

fn of_place(candidate: &Candidate<'_>) -> ContextKind {
    use crate::candidate::Place;
    match candidate.place {
        Place::String => ContextKind::String,
        Place::Key => ContextKind::Key,
        Place::Regex => ContextKind::Regex,
        Place::Comment => ContextKind::Comment,
        Place::JsxText | Place::Text => ContextKind::Text,
    }
}

fn of_frame(source: &[u8], candidate: &Candidate<'_>, frame: &Frame) -> ContextKind {
    let name = frame.name.of(source);
    match frame.kind {
        FrameKind::Variable | FrameKind::Property if environment::is_public(name) => {
            ContextKind::Environment
        }
        FrameKind::Variable => ContextKind::Variable,
        FrameKind::Property | FrameKind::Label if is_header(source, candidate) => {
            ContextKind::Header
        }
        FrameKind::Property | FrameKind::Label | FrameKind::Field => ContextKind::Property,
        FrameKind::Argument { .. } => ContextKind::Argument,
        FrameKind::Attribute => ContextKind::Attribute,
        FrameKind::Environment => ContextKind::Environment,
        FrameKind::Scope => ContextKind::String,
    }
}

/// Whether the nearest name is a header's: it is `Authorization`, or stands in `headers`.
fn is_header(source: &[u8], candidate: &Candidate<'_>) -> bool {
    let [outer @ .., nearest] = candidate.frames else { return false };
    let name = nearest.name.of(source);
    name.eq_ignore_ascii_case(b"authorization")
        || name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"x-"))
        || outer.iter().rev().take(3).any(|frame| {
            let name = frame.name.of(source).to_ascii_lowercase();
            name.ends_with(b"headers") || name.ends_with(b"setrequestheader")
        })
}
