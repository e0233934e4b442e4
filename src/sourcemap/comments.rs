//! Comments in the sources of a map that allow what a generated file holds.

use std::collections::HashMap;

use super::{
    json::{Json, without_guard},
    mappings::Place,
    sources::leaves,
    trace::{Texts, Traced, start_of},
};
use crate::{
    finding::{Finding, allow::Suppressed, message},
    order,
    report::FileKind,
    source::kind_of,
    span::Span,
    suppression::{Allowed, Comment, Spot, comments, has_marker, place},
};

/// Takes out of `findings` of the file `name` what comments allow beside the original places of
/// all of its places. A map that holds no such comment costs one search.
pub(crate) fn allowed(
    findings: &mut Vec<Finding>,
    name: &str,
    generated: &[u8],
    map: &[u8],
    now: Option<i64>,
) -> Allowed {
    let mut allowed = Allowed::default();
    if findings.is_empty() || !has_marker(map) {
        return allowed;
    }
    let text = String::from_utf8_lossy(map);
    let Ok(json) = Json::read(without_guard(&text)) else { return allowed };
    let leaves = leaves(json);
    let mut sources = Sources { texts: Texts::new(&leaves), comments: HashMap::new(), now };
    let beside = sources.beside(findings, name, generated);
    let mut at = 0;
    findings.retain(|finding| {
        let found = &beside[at];
        at += 1;
        let Some(Some(first)) = found.iter().find(|found| found.is_some()) else { return true };
        let comment = &first.comment;
        if found.iter().flatten().any(|beside| beside.is_foreign) {
            allowed.notices.push(message::foreign_comment(&first.path, comment.line));
            return true;
        }
        let is_whole = found.iter().all(Option::is_some);
        if is_whole {
            allowed.suppressed.push(Suppressed {
                fingerprint: finding.fingerprint.clone(),
                allow: None,
                comment: Some(place(&first.path, comment)),
            });
        }
        !is_whole
    });
    allowed
}

/// A comment beside what a person wrote.
#[derive(Debug, Clone)]
struct Beside {
    path: String,
    is_foreign: bool,
    comment: Comment,
}

struct Sources<'a> {
    texts: Texts<'a>,
    /// By the places of the source among the maps.
    comments: HashMap<(usize, u32), Vec<Comment>>,
    now: Option<i64>,
}

impl Sources<'_> {
    /// For each finding, and each of its places, the comment that stands beside what was written.
    fn beside(
        &mut self,
        findings: &[Finding],
        name: &str,
        generated: &[u8],
    ) -> Vec<Vec<Option<Beside>>> {
        let mut beside: Vec<Vec<Option<Beside>>> = Vec::with_capacity(findings.len());
        let mut wanted: Vec<(Place, Span, usize, usize)> = Vec::new();
        for (index, finding) in findings.iter().enumerate() {
            let places = [&finding.location].into_iter().chain(&finding.occurrences);
            let mut count = 0;
            for (at, place) in places.enumerate() {
                count += 1;
                if place.path == name && place.line > 0 {
                    let span = Span::new(place.offset, place.end);
                    let column = place.column.saturating_sub(1);
                    wanted.push((Place { line: place.line - 1, column }, span, index, at));
                }
            }
            beside.push(vec![None; count]);
        }
        order::sort_by_key(&mut wanted, |(place, ..)| *place);
        let places: Vec<Place> = wanted.iter().map(|(place, ..)| *place).collect();
        let traced = self.texts.traced(&places);
        for ((place, span, index, at), traced) in wanted.into_iter().zip(traced) {
            let Some((leaf, mapping)) = traced else { continue };
            let finding = &findings[index];
            let value = finding.derivation.is_empty().then(|| span.of(generated));
            let value = value.and_then(|value| std::str::from_utf8(value).ok());
            let Some(written) = self.texts.written(place, leaf, mapping, value) else { continue };
            beside[index][at] = self.comment(&written, finding, value.map_or(0, str::len));
        }
        beside
    }

    /// The comment beside a place of a source that allows a finding.
    fn comment(&mut self, at: &Traced, finding: &Finding, length: usize) -> Option<Beside> {
        let Traced { leaf, source: index, place } = *at;
        let source = self.texts.source(leaf, index)?;
        let (path, is_foreign) = (source.path.clone(), source.is_foreign());
        let text = self.texts.text(leaf, index);
        let comments = self.comments.entry((leaf, index)).or_insert_with(|| {
            let kind = match kind_of(&path, text.as_bytes()) {
                FileKind::Text | FileKind::Binary => FileKind::JavaScript,
                kind => kind,
            };
            comments(&path, kind, text.as_bytes())
        });
        let start = offset(text, place)?;
        let end = (start + length).min(text.len());
        let spot =
            Spot { line: place.line.saturating_add(1), span: Span::new(start as u32, end as u32) };
        let comment = comments.iter().find(|comment| {
            comment.counts(self.now)
                && comment.allows(&finding.rule)
                && comment.is_beside(text.as_bytes(), spot)
        })?;
        Some(Beside { path, is_foreign, comment: comment.clone() })
    }
}

/// Where a place is in a text, in bytes.
fn offset(text: &str, place: Place) -> Option<usize> {
    let start = start_of(text, place.line)?;
    let mut units = 0;
    let column = text[start..].char_indices().find(|(_, c)| {
        let is_there = units >= place.column;
        units += c.len_utf16() as u32;
        is_there
    });
    Some(column.map_or(text.len(), |(at, _)| start + at))
}
