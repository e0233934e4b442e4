//! Findings of a generated file, told where a person wrote them.

use std::collections::HashMap;

use memchr::memmem;

use super::{
    json::{Json, without_guard},
    mappings::{Mapping, Place},
    sources::{Leaf, Source, leaves, trace as mappings_of},
};
use crate::{
    finding::{ContextKind, Finding, Original},
    order,
};

/// Of so many findings the value is looked for in the sources; the others have the map's word.
const SOUGHT: usize = 200;

/// Gives `findings` of the file `name`, whose bytes are `generated`, their original places.
///
/// # Errors
///
/// Why the map is of no use, as half a sentence.
pub(crate) fn trace(
    findings: &mut [Finding],
    name: &str,
    generated: &[u8],
    map: &[u8],
) -> Result<(), String> {
    let text = String::from_utf8_lossy(map);
    let leaves = leaves(Json::read(without_guard(&text))?);
    let mut wanted: Vec<&mut Finding> = findings
        .iter_mut()
        .filter(|finding| finding.original.is_none() && finding.location.path == name)
        .filter(|finding| finding.location.line > 0)
        .collect();
    order::sort_by_key(&mut wanted, |finding| (finding.location.line, finding.location.column));
    let places: Vec<Place> = wanted
        .iter()
        .map(|finding| Place {
            line: finding.location.line - 1,
            column: finding.location.column.saturating_sub(1),
        })
        .collect();
    let mut texts = Texts::new(&leaves);
    let traced = texts.traced(&places);
    for ((finding, place), found) in wanted.into_iter().zip(&places).zip(traced) {
        if let Some((leaf, mapping)) = found {
            let (start, end) = (finding.location.offset as usize, finding.location.end as usize);
            let value = generated.get(start..end).and_then(|value| std::str::from_utf8(value).ok());
            let value = value.filter(|_| finding.derivation.is_empty());
            texts.tell(finding, *place, leaf, mapping, value);
        }
    }
    Ok(())
}

/// A place in a source of a map.
#[derive(Debug, Clone, Copy)]
pub(super) struct Traced {
    /// Which map, and which of its sources.
    pub(super) leaf: usize,
    pub(super) source: u32,
    pub(super) place: Place,
}

/// The texts of a map's sources, decoded when they are asked for.
pub(super) struct Texts<'a> {
    leaves: &'a [Leaf<'a>],
    decoded: HashMap<(usize, u32), String>,
    sought: usize,
}

impl<'a> Texts<'a> {
    pub(super) fn new(leaves: &'a [Leaf<'a>]) -> Self {
        Self { leaves, decoded: HashMap::new(), sought: 0 }
    }

    /// The mapping of each of `places`, in ascending order, and the map that it is of.
    pub(super) fn traced(&self, places: &[Place]) -> Vec<Option<(usize, Mapping)>> {
        mappings_of(self.leaves, places)
    }

    pub(super) fn source(&self, leaf: usize, source: u32) -> Option<&'a Source<'a>> {
        self.leaves.get(leaf)?.sources.get(source as usize)
    }

    pub(super) fn text(&mut self, leaf: usize, source: u32) -> &str {
        let raw = self.source(leaf, source).and_then(|source| source.content);
        let decode = || raw.and_then(|raw| serde_json::from_str(raw).ok()).unwrap_or_default();
        self.decoded.entry((leaf, source)).or_insert_with(decode)
    }

    /// Sets what the map and the sources know of a finding.
    fn tell(
        &mut self,
        finding: &mut Finding,
        place: Place,
        leaf: usize,
        mapping: Mapping,
        value: Option<&str>,
    ) {
        if self.source(leaf, mapping.source).is_none() {
            return;
        }
        let text = self.text(leaf, mapping.source);
        if let Some(name) = variable_at(text, mapping.original) {
            let is_named = finding
                .context
                .as_ref()
                .is_some_and(|context| context.kind == ContextKind::Environment);
            if !is_named {
                finding.env = Some(name.to_owned());
            }
        }
        let written = self.written(place, leaf, mapping, value);
        finding.original = written.and_then(|Traced { leaf, source, place }| {
            Some(Original {
                path: self.source(leaf, source)?.path.clone(),
                line: place.line.saturating_add(1),
                column: place.column.saturating_add(1),
            })
        });
    }

    /// Where a person wrote what stands at `place`, of which the map says `mapping`.
    pub(super) fn written(
        &mut self,
        place: Place,
        leaf: usize,
        mapping: Mapping,
        value: Option<&str>,
    ) -> Option<Traced> {
        let is_tool = self.source(leaf, mapping.source)?.is_tool();
        let text = self.text(leaf, mapping.source);
        let written = value.and_then(|value| nearest(text, value, mapping.original.line));
        let here = |place| Some(Traced { leaf, source: mapping.source, place });
        match written {
            Some(at) if !is_tool => here(at),
            _ => match value.and_then(|value| self.elsewhere(value)) {
                Some(found) => Some(found),
                None if is_tool => None,
                None => here(guessed(mapping, place)),
            },
        }
    }

    /// Where another source has the value: a bundler puts constants where they are used.
    fn elsewhere(&mut self, value: &str) -> Option<Traced> {
        self.sought += 1;
        // What JSON escapes is not found in the raw text.
        let is_plain = !value.contains(|c: char| c.is_control() || matches!(c, '"' | '\\'));
        if self.sought > SOUGHT || value.len() < 8 || !is_plain {
            return None;
        }
        let finder = memmem::Finder::new(value);
        let is_there = |source: &Source<'_>| {
            !source.is_tool()
                && source.content.is_some_and(|raw| finder.find(raw.as_bytes()).is_some())
        };
        let (leaf, source) =
            self.leaves.iter().enumerate().find_map(|(leaf, map)| {
                Some((leaf, map.sources.iter().position(is_there)? as u32))
            })?;
        let place = nearest(self.text(leaf, source), value, 0)?;
        Some(Traced { leaf, source, place })
    }
}

/// The place of `value` in `text` that is nearest to `line`.
fn nearest(text: &str, value: &str, line: u32) -> Option<Place> {
    let start = start_of(text, line).unwrap_or(text.len());
    let behind = text.get(start..)?.find(value).map(|at| start + at);
    let before = || text[..start].rfind(value);
    let lines =
        |from: usize, to: usize| memchr::memchr_iter(b'\n', &text.as_bytes()[from..to]).count();
    let at = match (behind, before()) {
        (Some(behind), Some(before)) => {
            if lines(start, behind) <= lines(before, start) {
                behind
            } else {
                before
            }
        }
        (behind, before) => behind.or(before)?,
    };
    let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    Some(Place {
        line: lines(0, at) as u32,
        column: text[line_start..at].encode_utf16().count() as u32,
    })
}

/// Where a line begins.
pub(super) fn start_of(text: &str, line: u32) -> Option<usize> {
    if line == 0 {
        return Some(0);
    }
    memchr::memchr_iter(b'\n', text.as_bytes()).nth(line as usize - 1).map(|end| end + 1)
}

/// The mapped place, with what is known of the way from there: lines of a template, a quote.
fn guessed(mapping: Mapping, place: Place) -> Place {
    let Mapping { generated, original, .. } = mapping;
    match place.line - generated.line.min(place.line) {
        0 if place.column == generated.column + 1 => {
            Place { column: original.column.saturating_add(1), ..original }
        }
        0 => original,
        lines => Place { line: original.line.saturating_add(lines), column: place.column },
    }
}

/// The variable that is read at a place of a source, where the build has put its value.
fn variable_at(text: &str, place: Place) -> Option<&str> {
    let line = &text[start_of(text, place.line)?..];
    let line = line.split('\n').next()?;
    let mut units = 0;
    let (start, _) = line.char_indices().find(|(_, c)| {
        let is_there = units >= place.column;
        units += c.len_utf16() as u32;
        is_there
    })?;
    let read = &line[start..];
    let name = ["import.meta.env", "process.env", "globalThis.process.env"]
        .iter()
        .find_map(|object| read.strip_prefix(object))?;
    let name = name.strip_prefix('?').unwrap_or(name);
    let name = name.strip_prefix('.').or_else(|| name.strip_prefix("[\""))?;
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(name.len());
    (end > 0).then(|| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, column: u32) -> Place {
        Place { line, column }
    }

    #[test]
    fn the_nearest_place_of_a_value() {
        let text = "key\n\n\n  é key\n\n\nkey";
        assert_eq!(nearest(text, "key", 0), Some(at(0, 0)));
        assert_eq!(nearest(text, "key", 3), Some(at(3, 4)));
        assert_eq!(nearest(text, "key", 2), Some(at(3, 4)));
        assert_eq!(nearest(text, "key", 99), Some(at(6, 0)));
        assert_eq!(nearest(text, "none", 1), None);
    }

    #[test]
    fn variables_that_were_read() {
        for (text, column, name) in [
            ("f(import.meta.env.VITE_X)", 2, Some("VITE_X")),
            ("é = process.env.A_B;", 4, Some("A_B")),
            ("process.env[\"A_B\"]", 0, Some("A_B")),
            ("import.meta.env?.X", 0, Some("X")),
            ("process.env", 0, None),
            ("f(1)", 2, None),
            ("f", 40, None),
        ] {
            assert_eq!(variable_at(text, at(0, column)), name, "{text}");
        }
        assert_eq!(variable_at("a", at(5, 0)), None);
    }
}
