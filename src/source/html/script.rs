//! What a script element holds.

use super::tokenizer::Attribute;
use crate::{
    javascript::escape,
    report::FileKind,
    source::{Decoded, Part, content},
};

/// What the `type` of a script says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Code,
    Json,
    Template,
    /// A language that has no reader, by its `lang`: CoffeeScript.
    Unread,
    /// A type that no browser runs: whatever it looks like.
    Other,
}

impl Script {
    pub(super) fn of(source: &[u8], attributes: &[Attribute]) -> Self {
        let named = attributes
            .iter()
            .find(|attribute| attribute.name.of(source).eq_ignore_ascii_case(b"type"));
        let Some(value) = named.and_then(|attribute| attribute.value) else {
            let language = language(source, attributes);
            let is_read =
                language.is_none_or(|name| DIALECTS.iter().any(|(known, _)| *known == name));
            return if is_read { Self::Code } else { Self::Unread };
        };
        let kind = value.of(source).trim_ascii().to_ascii_lowercase();
        let has = |word: &str| memchr::memmem::find(&kind, word.as_bytes()).is_some();
        if kind.is_empty() || ["script", "module", "babel", "jsx"].into_iter().any(has) {
            Self::Code
        } else if ["json", "importmap", "speculationrules"].into_iter().any(has) {
            Self::Json
        } else if ["html", "template", "handlebars", "mustache"].into_iter().any(has) {
            Self::Template
        } else {
            Self::Other
        }
    }

    /// The name of a file in the language of the script, where an attribute says it; otherwise `usual`,
    /// or the empty name.
    pub(super) fn file_name(
        source: &[u8],
        attributes: &[Attribute],
        usual: Option<&'static str>,
    ) -> &'static str {
        let said = language(source, attributes)
            .and_then(|name| DIALECTS.iter().find(|(known, _)| *known == name));
        said.map_or(usual.unwrap_or_default(), |(_, file)| *file)
    }

    /// How the content `text` is read.
    pub(super) fn kind(self, text: &[u8]) -> FileKind {
        match self {
            Self::Json => FileKind::Json,
            Self::Template => FileKind::Html,
            Self::Unread => FileKind::Text,
            Self::Other if content::is_json(text) => FileKind::Json,
            Self::Other if text.trim_ascii_start().starts_with(b"<") => FileKind::Html,
            Self::Code | Self::Other => FileKind::JavaScript,
        }
    }
}

/// Languages of scripts by `lang`, or by the last part of `type`, each with the name of a file that
/// is written in it.
const DIALECTS: [(&str, &str); 9] = [
    ("js", "script.js"),
    ("javascript", "script.js"),
    ("mjs", "script.js"),
    ("jsx", "script.jsx"),
    ("ts", "script.ts"),
    ("typescript", "script.ts"),
    ("x-typescript", "script.ts"),
    ("mts", "script.ts"),
    ("tsx", "script.tsx"),
];

/// The language that `lang` names, or else `type`.
fn language(source: &[u8], attributes: &[Attribute]) -> Option<String> {
    let value = |name: &[u8]| {
        let is_it = |it: &&Attribute| it.name.of(source).eq_ignore_ascii_case(name);
        let value = attributes.iter().find(is_it)?.value?.of(source).trim_ascii();
        let name = value.rsplit(|byte| *byte == b'/').next().filter(|name| !name.is_empty())?;
        Some(String::from_utf8_lossy(name).to_ascii_lowercase())
    };
    value(b"lang").or_else(|| value(b"type"))
}

/// The text that a page of Next puts together: `self.__next_f.push([1,"…"])` in one script after
/// another, each with a piece that may end anywhere.
#[derive(Debug, Default)]
pub(super) struct Flight {
    text: Decoded,
}

impl Flight {
    /// Takes a script that is one push. `start` is where it is in the page.
    pub(super) fn takes(&mut self, script: &[u8], start: u32) -> bool {
        let Some((before, literal)) = push(script) else { return false };
        escape::decode_into(literal, start + before as u32, &mut self.text);
        true
    }

    pub(super) fn into_part(self) -> Option<Part<'static>> {
        (!self.text.bytes.is_empty()).then(|| Part::decoded(FileKind::Json, self.text))
    }
}

/// The literal of a push, without its quotes, and where it begins in the script.
fn push(script: &[u8]) -> Option<(usize, &[u8])> {
    const NAME: &[u8] = b"__next_f";
    const PUSH: &[u8] = b".push([1,";
    let indent = script.len() - script.trim_ascii_start().len();
    let code = script.trim_ascii();
    let name = memchr::memmem::find(&code[..code.len().min(64)], NAME)?;
    let rest = &code[name + NAME.len()..];
    let call = memchr::memmem::find(&rest[..rest.len().min(64)], PUSH)?;
    let argument = &rest[call + PUSH.len()..];
    let argument = argument.strip_suffix(b";").unwrap_or(argument).strip_suffix(b"])")?;
    let literal = argument.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    if !is_one_literal(literal) {
        return None;
    }
    Some((indent + name + NAME.len() + call + PUSH.len() + 1, literal))
}

/// Whether no quote in `inside` ends the literal.
fn is_one_literal(inside: &[u8]) -> bool {
    let mut is_escaped = false;
    for &byte in inside {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' | b'\n' | b'\r' => return false,
            _ => {}
        }
    }
    !is_escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_push_is_told_from_other_scripts() {
        for script in [
            r#"self.__next_f.push([1,"0:{\"a\":1}\n"])"#,
            "\n(self.__next_f=self.__next_f||[]).push([1,\"x\"]);\n",
        ] {
            let (before, literal) = push(script.as_bytes()).unwrap();
            assert_eq!(&script.as_bytes()[before..before + literal.len()], literal);
        }
        for script in [
            "(self.__next_f=self.__next_f||[]).push([0])",
            r#"self.__next_f.push([1,"a"]);x(["b"])"#,
            "self.__next_f.push([1,a])",
            r#"self.__next_f.push([1,"a\"])"#,
        ] {
            assert!(push(script.as_bytes()).is_none(), "{script}");
        }
    }
}
