//! Matches that are the same thing seen twice: in a literal and in what it is joined to.

use std::collections::BTreeMap;

use crate::{candidate::Step, order, rules::Match, span::Span};

/// `matches` by place, each thing once.
pub(super) fn settle(mut matches: Vec<Match>) -> Vec<Match> {
    order::sort_by_key(&mut matches, |found| (found.span.start, std::cmp::Reverse(found.span.end)));
    let mut kept: Vec<Match> = Vec::with_capacity(matches.len());
    let mut widest: Option<usize> = None;
    for inner in matches {
        match widest.map(|at| &mut kept[at]) {
            Some(outer) if outer.span == inner.span && is_encoded(&inner, outer) => {}
            Some(outer) if outer.span == inner.span && is_encoded(outer, &inner) => *outer = inner,
            Some(outer) if outer.span.contains(inner.span) && holds(&outer.value, &inner.value) => {
                merge(outer, &inner);
            }
            outer => {
                if outer.is_none_or(|outer| outer.span.end < inner.span.end) {
                    widest = Some(kept.len());
                }
                kept.push(inner);
            }
        }
    }
    drop_pieces(&mut kept);
    // A merged match may have moved to its inner place.
    order::sort_by_key(&mut kept, |found| found.span.start);
    kept
}

/// A piece of a value that was put together is no value of its own, when it is the same rule that
/// takes it for one.
fn drop_pieces(matches: &mut Vec<Match>) {
    let mut pieces: BTreeMap<u32, (Span, usize)> = BTreeMap::new();
    for (index, found) in matches.iter().enumerate() {
        pieces.extend(found.pieces.iter().map(|piece| (piece.start, (*piece, index))));
    }
    if pieces.is_empty() {
        return;
    }
    let is_piece = |inner: &Match| {
        let before = pieces.range(..=inner.span.start).next_back();
        before.is_some_and(|(_, (piece, index))| {
            let whole = &matches[*index];
            piece.contains(inner.span)
                && whole.key.id == inner.key.id
                && inner.value.len() < whole.value.len()
                && holds(&whole.value, &inner.value)
        })
    };
    let keep: Vec<bool> = matches.iter().map(|found| !is_piece(found)).collect();
    let mut keep = keep.into_iter();
    matches.retain(|_| keep.next().unwrap_or(true));
}

/// Whether one match is the text that the other was decoded from, which says more.
fn is_encoded(text: &Match, decoded: &Match) -> bool {
    let is_codec = |step: &Step| matches!(step, Step::Base64 | Step::Hex | Step::Uri);
    text.verbatim && decoded.derivation.iter().any(is_codec) && text.value != decoded.value
}

/// The same value has one place: where it stands verbatim.
fn merge(outer: &mut Match, inner: &Match) {
    if inner.verbatim
        && !outer.verbatim
        && inner.key.id == outer.key.id
        && inner.value == outer.value
    {
        outer.span = inner.span;
        outer.verbatim = true;
        outer.derivation.clone_from(&inner.derivation);
        outer.pieces.clone_from(&inner.pieces);
    }
}

fn holds(outer: &[u8], inner: &[u8]) -> bool {
    memchr::memmem::find(outer, inner).is_some()
}

/// The spans of all matches, of their pieces, and of `more`, merged where they touch.
pub(super) fn disjoint(more: Vec<Span>, matches: &[Match]) -> Vec<Span> {
    let mut all = more;
    all.extend(matches.iter().flat_map(|found| found.pieces.iter().copied().chain([found.span])));
    order::sort_by(&mut all, Ord::cmp);
    let mut spans: Vec<Span> = Vec::with_capacity(all.len());
    for span in all {
        match spans.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => spans.push(span),
        }
    }
    spans
}
