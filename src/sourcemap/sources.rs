//! The sources of a map, or of all maps of an index.

use std::borrow::Cow;

use super::{
    json::{Json, Offset},
    mappings::{self, Mapping, Place},
    path,
};
use crate::order;

/// An index within an index is no map; this is more than anyone writes.
const DEEPEST: u8 = 3;

/// A map that is no index, with where in the generated text it begins.
#[derive(Debug)]
pub(super) struct Leaf<'a> {
    offset: Offset,
    json: Json<'a>,
    pub(super) sources: Vec<Source<'a>>,
}

/// A source.
#[derive(Debug)]
pub(super) struct Source<'a> {
    /// As the map writes it, without its root.
    pub(super) name: Cow<'a, str>,
    /// As a person knows it.
    pub(super) path: String,
    /// Its text, as the JSON string that stands in the map.
    pub(super) content: Option<&'a str>,
    /// Whether the map says that it is not the project's own.
    pub(super) is_ignored: bool,
}

impl Source<'_> {
    /// Whether the bundler made it.
    pub(super) fn is_tool(&self) -> bool {
        path::is_tool(&self.name)
    }

    /// Whether it is of a package, or on the map's list of what to pass over.
    pub(super) fn is_foreign(&self) -> bool {
        self.is_ignored || path::is_package(&self.name)
    }
}

/// The maps that a map's JSON holds, in the order of the generated text.
pub(super) fn leaves(json: Json<'_>) -> Vec<Leaf<'_>> {
    let mut leaves = Vec::new();
    let mut open = vec![(Offset::default(), json, 0)];
    while let Some((offset, json, depth)) = open.pop() {
        let sections = if depth < DEEPEST { json.sections() } else { Vec::new() };
        if sections.is_empty() {
            leaves.push(Leaf { offset, sources: sources(&json), json });
        }
        open.extend(sections.into_iter().map(|(at, json)| (offset.plus(at), json, depth + 1)));
    }
    order::sort_by_key(&mut leaves, |leaf| leaf.offset);
    leaves
}

fn sources<'a>(json: &Json<'a>) -> Vec<Source<'a>> {
    let root = json.source_root();
    let contents = json.contents();
    let names = json.sources();
    let ignored = json.ignored();
    // A map may have more texts than names.
    let count = names.len().max(contents.len());
    let mut names = names.into_iter();
    let mut sources: Vec<Source<'a>> = (0..count)
        .map(|index| {
            let name = names.next().flatten().unwrap_or_default();
            let content = contents.get(index).copied().flatten();
            Source { path: path::path(&root, &name), name, content, is_ignored: false }
        })
        .collect();
    for index in ignored {
        if let Some(source) = sources.get_mut(index as usize) {
            source.is_ignored = true;
        }
    }
    sources
}

impl Offset {
    /// The place of `inner` in what begins here.
    fn plus(self, inner: Self) -> Self {
        let line = self.line.saturating_add(inner.line);
        let column =
            if inner.line == 0 { self.column.saturating_add(inner.column) } else { inner.column };
        Self { line, column }
    }
}

/// For each of `places`, in ascending order, the mapping and the leaf it is of.
pub(super) fn trace(leaves: &[Leaf<'_>], places: &[Place]) -> Vec<Option<(usize, Mapping)>> {
    let mut answers = vec![None; places.len()];
    for (index, leaf) in leaves.iter().enumerate() {
        let Offset { line, column } = leaf.offset;
        let first = places.partition_point(|place| *place < Place { line, column });
        let last = leaves.get(index + 1).map_or(places.len(), |next| {
            let Offset { line, column } = next.offset;
            places.partition_point(|place| *place < Place { line, column })
        });
        let Some(within) = places.get(first..last).filter(|within| !within.is_empty()) else {
            continue;
        };
        let local: Vec<Place> = within
            .iter()
            .map(|place| Place {
                line: place.line - line,
                column: place.column - if place.line == line { column } else { 0 },
            })
            .collect();
        let found = mappings::trace(leaf.json.mappings().as_bytes(), &local);
        for (answer, mapping) in answers[first..].iter_mut().zip(found) {
            *answer = mapping.map(|mapping| (index, mapping));
        }
    }
    answers
}
