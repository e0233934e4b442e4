//! What kind of file this is: by its name, then by its content.

use super::content;
use crate::report::FileKind;

/// As far as content is looked at.
const PROBE: usize = 8 << 10;

/// What extensions say.
const EXTENSIONS: [(FileKind, &[&str]); 10] = [
    (FileKind::JavaScript, &["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"]),
    (FileKind::Html, &["astro", "htm", "html", "shtml", "svelte", "vue", "xhtml"]),
    (
        FileKind::Json,
        &[
            "geojson",
            "har",
            "ipynb",
            "json",
            "json5",
            "jsonc",
            "jsonl",
            "ndjson",
            "rsc",
            "topojson",
            "webmanifest",
        ],
    ),
    (FileKind::Map, &["map"]),
    (FileKind::Css, &["css", "less", "sass", "scss"]),
    (FileKind::Xml, &["atom", "plist", "resx", "rss", "svg", "wsdl", "xml", "xsl"]),
    (FileKind::Env, &["env"]),
    (FileKind::Archive, &["br"]),
    (
        FileKind::Config,
        &["cfg", "cnf", "conf", "config", "ini", "properties", "toml", "yaml", "yml"],
    ),
    (
        FileKind::Text,
        &[
            "c", "cc", "cpp", "cs", "csv", "go", "gql", "graphql", "h", "java", "kt", "log", "lua",
            "markdown", "md", "mdx", "php", "pl", "py", "rb", "rs", "rst", "sh", "sql", "swift",
            "text", "tsv", "vim", "vtt",
        ],
    ),
];

/// Files without a telling extension whose lines are settings.
const SETTINGS: [&str; 14] = [
    ".curlrc",
    ".flaskenv",
    ".git-credentials",
    ".gitconfig",
    ".htaccess",
    ".htpasswd",
    ".netrc",
    ".npmrc",
    ".pgpass",
    ".pypirc",
    ".yarnrc",
    "_headers",
    "_redirects",
    "credentials",
];

/// How files of other kinds begin, whatever they are called.
const MAGIC: [(FileKind, &[u8]); 7] = [
    (FileKind::Archive, b"PK\x03\x04"),
    (FileKind::Archive, b"PK\x05\x06"),
    (FileKind::Archive, b"Cr24"),
    (FileKind::Archive, b"\x1F\x8B\x08"),
    (FileKind::Archive, b"\x04\0\0\0"),
    (FileKind::Wasm, b"\0asm"),
    (FileKind::Binary, b"\x89PNG"),
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

pub(crate) fn of(name: &str, bytes: &[u8]) -> FileKind {
    let probe = &bytes[..bytes.len().min(PROBE)];
    by_magic(bytes).or_else(|| by_name(name, probe)).unwrap_or_else(|| by_content(probe))
}

fn by_magic(bytes: &[u8]) -> Option<FileKind> {
    if bytes.get(257..262) == Some(b"ustar") {
        return Some(FileKind::Archive);
    }
    let (kind, _) = MAGIC.iter().find(|(_, magic)| bytes.starts_with(magic))?;
    Some(*kind)
}

fn by_name(name: &str, probe: &[u8]) -> Option<FileKind> {
    let file = file_name(name);
    if is_env(&file) {
        return Some(FileKind::Env);
    }
    if SETTINGS.contains(&file.as_str()) || name.ends_with(".git/config") {
        return Some(FileKind::Config);
    }
    let extension = extension(name)?;
    let extension = extension.as_str();
    if extension == "txt" {
        let kind = by_content(probe);
        return Some(if kind == FileKind::JavaScript { FileKind::Text } else { kind });
    }
    let (kind, _) = EXTENSIONS.iter().find(|(_, known)| known.contains(&extension))?;
    // A loader keeps the component's name for the script that it makes of it.
    if ["astro", "svelte", "vue"].contains(&extension) && is_script(probe) && !has_element(probe) {
        return Some(FileKind::JavaScript);
    }
    // A page that a server gives for every path, saved under a name that is not a page's.
    let is_page = matches!(kind, FileKind::Json | FileKind::JavaScript | FileKind::Css)
        && looks_like_page(probe.trim_ascii_start());
    Some(if is_page { FileKind::Html } else { *kind })
}

/// `.env`, `.env.local`, `production.env`, `.envrc`, `.dev.vars`.
fn is_env(file: &str) -> bool {
    file == ".envrc" || file.starts_with(".env.") || file.starts_with(".dev.vars")
}

/// The last part of a path, in lower case, without what a web server's query adds.
pub(crate) fn file_name(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase()
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
        return FileKind::Binary;
    }
    let text = probe.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(probe).trim_ascii_start();
    if is_script(probe) {
        FileKind::JavaScript
    } else if looks_like_page(text) {
        FileKind::Html
    } else if text.starts_with(b"<?xml") || text.starts_with(b"<svg") {
        FileKind::Xml
    } else if content::begins_json(text) || content::is_flight(text) {
        FileKind::Json
    } else {
        FileKind::Text
    }
}

fn looks_like_page(text: &[u8]) -> bool {
    [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<script"]
        .iter()
        .any(|start| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)))
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

/// Whether a line begins with an element of a component.
fn has_element(probe: &[u8]) -> bool {
    const ELEMENTS: [&[u8]; 3] = [b"<script", b"<template", b"<style"];
    let is_element = |line: &[u8]| ELEMENTS.iter().any(|start| line.starts_with(start));
    probe.split(|byte| *byte == b'\n').any(|line| is_element(line.trim_ascii_start()))
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
            ("index.html", FileKind::Html),
            ("src/App.vue", FileKind::Html),
            ("src/App.svelte", FileKind::Html),
            ("src/index.astro", FileKind::Html),
            ("a.js.map", FileKind::Map),
            ("data.json", FileKind::Json),
            ("icon.svg", FileKind::Xml),
            ("public/.env", FileKind::Env),
            (".env.production.local", FileKind::Env),
            ("prod.env", FileKind::Env),
            (".npmrc", FileKind::Config),
            ("www/.git/config", FileKind::Config),
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
            (b" <!DOCTYPE html><p>", FileKind::Html),
            (b"<?xml version='1.0'?>", FileKind::Xml),
            (b"{\"a\": \"b", FileKind::Json),
            (b"[{\"_1\":2},\"a\"]", FileKind::Json),
            (b"0:{\"a\":\"b\"}\n", FileKind::Json),
            (b"[section]\na = b", FileKind::Text),
        ] {
            assert_eq!(of("file", content), kind, "{content:?}");
        }
    }

    #[test]
    fn some_contents_are_stronger_than_the_name() {
        assert_eq!(of("app.js", b"\x1F\x8B\x08\0"), FileKind::Archive);
        assert_eq!(of("app.js", b"<!doctype html><title>Not found"), FileKind::Html);
        assert_eq!(of("a.png", b"\0asm\x01\0\0\0"), FileKind::Wasm);
        assert_eq!(of("App.vue?vue&type=script", b"import x from 'y'"), FileKind::JavaScript);
        assert_eq!(of("App.vue", b"// x\nimport x\n<script>y</script>"), FileKind::Html);
    }
}
