//! A source map's JSON. Every member is read by itself and only when it is wanted, so that one
//! that lies does not take the others with it, and sources that nobody asks for are not decoded.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

/// A map, or an index of maps.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Json<'a> {
    #[serde(borrow)]
    sections: Option<&'a RawValue>,
    #[serde(borrow)]
    mappings: Option<&'a RawValue>,
    #[serde(borrow)]
    source_root: Option<&'a RawValue>,
    #[serde(borrow)]
    sources: Option<&'a RawValue>,
    #[serde(borrow)]
    sources_content: Option<&'a RawValue>,
    #[serde(borrow)]
    ignore_list: Option<&'a RawValue>,
    #[serde(borrow, rename = "x_google_ignoreList")]
    google_ignore_list: Option<&'a RawValue>,
}

/// A part of an index.
#[derive(Debug, Deserialize)]
struct Section<'a> {
    #[serde(default)]
    offset: Offset,
    #[serde(borrow)]
    map: Option<&'a RawValue>,
}

/// Where a section begins in the generated text, from 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(default)]
pub(super) struct Offset {
    pub(super) line: u32,
    pub(super) column: u32,
}

/// What servers put before JSON so that no script can take it.
pub(super) fn without_guard(text: &str) -> &str {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.starts_with(")]}") { text.find('\n').map_or("", |end| &text[end..]) } else { text }
}

impl<'a> Json<'a> {
    /// Reads a map's text.
    ///
    /// # Errors
    ///
    /// Why it is none, as half a sentence. The parser's own words may repeat the text.
    pub(super) fn read(text: &'a str) -> Result<Self, String> {
        let json: Self = serde_json::from_str(text).map_err(|error| match error.line() {
            0 | 1 => "it is no JSON object".to_owned(),
            line => format!("it is no JSON object (line {line})"),
        })?;
        if json.sections.is_none() && json.mappings.is_none() && json.sources.is_none() {
            return Err("it is no source map".to_owned());
        }
        Ok(json)
    }

    pub(super) fn mappings(&self) -> Cow<'a, str> {
        self.mappings.and_then(text).unwrap_or_default()
    }

    pub(super) fn source_root(&self) -> Cow<'a, str> {
        self.source_root.and_then(text).unwrap_or_default()
    }

    /// The names of the sources.
    pub(super) fn sources(&self) -> Vec<Option<Cow<'a, str>>> {
        items(self.sources).into_iter().map(text).collect()
    }

    /// The texts of the sources, as they stand in the map.
    pub(super) fn contents(&self) -> Vec<Option<&'a str>> {
        let literal = |item: &'a RawValue| Some(item.get()).filter(|raw| raw.starts_with('"'));
        items(self.sources_content).into_iter().map(literal).collect()
    }

    /// Which sources are not the project's own.
    pub(super) fn ignored(&self) -> Vec<u32> {
        let numbers = |list: &RawValue| serde_json::from_str(list.get()).ok();
        let lists = [self.ignore_list, self.google_ignore_list];
        lists.into_iter().flatten().find_map(numbers).unwrap_or_default()
    }

    /// The maps of an index, each with where it begins. A section that is no map is left out.
    pub(super) fn sections(&self) -> Vec<(Offset, Json<'a>)> {
        let section = |item: &'a RawValue| {
            let section: Section<'a> = serde_json::from_str(item.get()).ok()?;
            Some((section.offset, serde_json::from_str(section.map?.get()).ok()?))
        };
        items(self.sections).into_iter().filter_map(section).collect()
    }
}

fn items(list: Option<&RawValue>) -> Vec<&RawValue> {
    list.and_then(|list| serde_json::from_str(list.get()).ok()).unwrap_or_default()
}

/// A string; nothing for any other value.
fn text(value: &RawValue) -> Option<Cow<'_, str>> {
    let raw = value.get();
    let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
    if memchr::memchr(b'\\', inside.as_bytes()).is_none() {
        return Some(Cow::Borrowed(inside));
    }
    serde_json::from_str(raw).ok().map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_that_lie_do_not_take_the_others_with_them() {
        let json = Json::read(
            r#"{"version":"x","sources":["a",null,3,"b\n"],"sourcesContent":[null,"c",[]],
                "mappings":7,"sourceRoot":{},"ignoreList":"x","x_google_ignoreList":[1]}"#,
        )
        .unwrap();
        assert_eq!(json.sources(), [Some("a".into()), None, None, Some("b\n".into())]);
        assert_eq!(json.contents(), [None, Some("\"c\""), None]);
        assert_eq!((json.mappings(), json.source_root()), ("".into(), "".into()));
        assert_eq!(json.ignored(), [1]);
        assert!(json.sections().is_empty());
    }

    #[test]
    fn sections_are_maps_with_a_place() {
        let json = Json::read(
            r#"{"sections":[{"offset":{"line":3,"column":4},"map":{"mappings":"AAAA"}},
                {"offset":{"line":-1},"map":{}},{"url":"x"},7,{"map":{"sources":[]}}]}"#,
        )
        .unwrap();
        let offsets: Vec<Offset> = json.sections().iter().map(|(offset, _)| *offset).collect();
        assert_eq!(offsets, [Offset { line: 3, column: 4 }, Offset::default()]);
    }

    #[test]
    fn what_is_no_map() {
        for text in ["", "{", "[]", "null", "\"x\"", "{}", "{\"a\":1}", &"[".repeat(100_000)] {
            assert!(Json::read(text).is_err());
        }
        assert_eq!(without_guard(")]}'\n{}").trim(), "{}");
        assert_eq!(without_guard(")]}"), "");
        assert_eq!(without_guard("\u{feff}{}"), "{}");
    }
}
