//! What kind of file this is: by its name, then by its content.

use crate::report::FileKind;

/// As far as content is looked at.
const PROBE: usize = 8 << 10;

const JAVASCRIPT: [&str; 8] = ["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"];

/// Extensions that say what a file is, and that it is no script.
const TEXT: [&str; 27] = [
    "css",
    "csv",
    "env",
    "geojson",
    "gql",
    "graphql",
    "htm",
    "html",
    "ini",
    "json",
    "jsonc",
    "less",
    "map",
    "markdown",
    "md",
    "rsc",
    "scss",
    "svg",
    "toml",
    "tsv",
    "txt",
    "vtt",
    "webmanifest",
    "xhtml",
    "xml",
    "yaml",
    "yml",
];

/// How a script without a telling name begins, behind comments and white space.
const SCRIPT_STARTS: [&[u8]; 22] = [
    b"!function",
    b"!async",
    b"!(",
    b"\"use ",
    b"'use ",
    b"(()",
    b"(async",
    b"(function",
    b"(self",
    b"(this",
    b"(globalThis",
    b"async ",
    b"const ",
    b"export ",
    b"function ",
    b"globalThis",
    b"import ",
    b"let ",
    b"self.",
    b"var ",
    b"window.",
    b"window[",
];

pub(super) fn of(name: &str, bytes: &[u8]) -> FileKind {
    match extension(name) {
        Some(known) if JAVASCRIPT.contains(&known.as_str()) => FileKind::JavaScript,
        Some(known) if TEXT.contains(&known.as_str()) => FileKind::Text,
        _ => by_content(&bytes[..bytes.len().min(PROBE)]),
    }
}

/// The extension in lower case; what a web server's query adds (`app.js?v=2`) is not part of it.
pub(crate) fn extension(name: &str) -> Option<String> {
    let name = name.split(['?', '#']).next()?;
    let file = name.rsplit(['/', '\\']).next()?;
    let (_, extension) = file.rsplit_once('.')?;
    Some(extension.to_ascii_lowercase())
}

fn by_content(probe: &[u8]) -> FileKind {
    if probe.contains(&0) {
        FileKind::Binary
    } else if is_script(probe) {
        FileKind::JavaScript
    } else {
        FileKind::Text
    }
}

fn is_script(probe: &[u8]) -> bool {
    if let Some(hashbang) = probe.strip_prefix(b"#!") {
        let line = hashbang.split(|&byte| byte == b'\n').next().unwrap_or_default();
        return ["node", "bun", "deno"]
            .iter()
            .any(|runtime| memchr::memmem::find(line, runtime.as_bytes()).is_some());
    }
    let code = skip_comments(probe);
    SCRIPT_STARTS.iter().any(|start| code.starts_with(start))
}

fn skip_comments(probe: &[u8]) -> &[u8] {
    let mut rest = probe.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(probe);
    loop {
        rest = rest.trim_ascii_start();
        let end = match rest {
            [b'/', b'/', ..] => memchr::memchr(b'\n', rest),
            [b'/', b'*', ..] => memchr::memmem::find(rest, b"*/").map(|at| at + 1),
            _ => return rest,
        };
        rest = end.map_or(&[], |end| &rest[end + 1..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_decides_first() {
        for (name, kind) in [
            ("a.js", FileKind::JavaScript),
            ("a/b.chunk.MJS", FileKind::JavaScript),
            ("app.js?v=1#x", FileKind::JavaScript),
            ("a.d.ts", FileKind::JavaScript),
            ("index.html", FileKind::Text),
            ("a.js.map", FileKind::Text),
            ("data.json", FileKind::Text),
        ] {
            assert_eq!(of(name, b"\0"), kind, "{name}");
        }
    }

    #[test]
    fn the_content_decides_where_the_name_does_not() {
        for (content, kind) in [
            (&b"#!/usr/bin/env node\nx"[..], FileKind::JavaScript),
            (b"#!/bin/sh\nx", FileKind::Text),
            (b"/*! licence */\n// x\n(()=>{})()", FileKind::JavaScript),
            (b"\xEF\xBB\xBFimport x from 'y'", FileKind::JavaScript),
            (b"KEY=value", FileKind::Text),
            (b"\x89PNG\0\0", FileKind::Binary),
            (b"/* never closed", FileKind::Text),
            (b"", FileKind::Text),
        ] {
            assert_eq!(of("file", content), kind, "{content:?}");
        }
    }
}
