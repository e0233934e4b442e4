//! Components of Vue, Svelte and Astro, on the disk and as sources of a map.

use leaklint::{Linter, Options, report::FileKind};

use crate::made::{at, finding, key, lint, path};

const COMPONENTS: [(&str, &str); 12] = [
    (
        "App.vue",
        "<script setup lang=\"ts\">\nconst pay = { apiKey: \"@\" } as Pay;\ndefineProps<{ a: string; b?: Record<string, number> }>();\n</script>\n<template><p v-if=\"(x as any).y\">{{ a }}</p></template>\n",
    ),
    (
        "App.vue",
        "<template lang=\"pug\">\np(v-if=\"a\") x\n</template>\n<script lang='ts'>\nexport default defineComponent({ data(): { a: number } { const pay = <Pay>{ apiKey: '@' }; return pay } })\n</script>\n<style lang=\"scss\" scoped>$a: 1px; p { &:hover { margin: $a } }</style>\n",
    ),
    (
        "App.vue",
        "<script lang=\"tsx\">\nconst pay: Pay = { apiKey: \"@\" };\nexport default () => <p>{pay as any}</p>;\n</script>\n",
    ),
    (
        "App.vue",
        "<script lang=\"jsx\">\nconst pay = { apiKey: \"@\" };\nexport default () => <p>{pay}</p>;\n</script>\n",
    ),
    (
        "App.vue",
        "<script>\nconst pay = { apiKey: \"@\" };\nexport default { pay, a: 1 < 2 }\n</script>\n",
    ),
    (
        "App.vue",
        "// a comment first\nimport x\n<script lang=\"ts\">\nconst pay: P = { apiKey: \"@\" };\n</script>\n",
    ),
    (
        "App.svelte",
        "<script lang=\"ts\">\nlet { a }: { a: string } = $props();\n$: pay = { apiKey: \"@\" } satisfies Pay;\n</script>\n\n{#if a}<p on:click={() => a! > 3}>{a}</p>{/if}\n",
    ),
    (
        "App.svelte",
        "<script context=\"module\" type=\"text/typescript\">\nconst pay: Pay = { apiKey: \"@\" };\n</script>\n<p>x</p>\n",
    ),
    ("App.svelte", "<h1>x</h1>\n<script>\nconst pay = { apiKey: \"@\" };\n</script>\n"),
    (
        "index.astro",
        "---\nimport A from './A.astro';\ninterface Props { a: string }\nconst { a } = Astro.props as Props;\nif (!a) return Astro.redirect('/');\nconst pay: Pay = { apiKey: \"@\" };\n---\n<A a={a}><p>x</p></A>\n",
    ),
    (
        "index.astro",
        "---\nconst a: number = 1;\n---\n<p>{a}</p>\n<script>\nconst pay: Pay = { apiKey: \"@\" };\n</script>\n",
    ),
    (
        "index.html",
        "<script type=\"text/typescript\">\nconst pay: Pay = { apiKey: \"@\" };\n</script>\n",
    ),
];

#[test]
fn their_scripts_are_read_in_the_language_that_they_name() {
    let key = key(1);
    for (name, text) in COMPONENTS {
        let text = text.replace('@', &key);
        let report = lint(name, &text);
        assert_eq!(report.file.notices, Vec::<String>::new(), "{text}");
        assert_eq!(report.file.kind, FileKind::Html, "{text}");
        let found = finding(name, &text, &key);
        assert_eq!(at(&found, &text), key, "{text}");
        let names = if text.contains("defineComponent") {
            "defineComponent.data.pay.apiKey"
        } else {
            "pay.apiKey"
        };
        assert_eq!(path(&found), names, "{text}");
        assert_eq!(found.location.path, name);
    }
}

#[test]
fn as_sources_of_a_map_they_are_the_same() {
    let key = key(2);
    for (name, text) in COMPONENTS.iter().filter(|(name, _)| *name != "index.html") {
        let text = text.replace('@', &key);
        let map = serde_json::json!({
            "version": 3, "mappings": "AAAA", "names": [],
            "sources": [format!("../src/{name}")], "sourcesContent": [text],
        });
        let report = lint("app.js.map", map.to_string());
        assert_eq!(report.file.notices, Vec::<String>::new(), "{text}");
        let found = report.findings.iter().find(|found| found.rule != "exposure/source-map");
        let original = found.and_then(|found| found.original.clone()).unwrap();
        let line = text[..text.find(&key).unwrap()].matches('\n').count() + 1;
        assert_eq!((original.path, original.line as usize), (format!("src/{name}"), line));
    }
}

#[test]
fn what_a_loader_made_of_a_component_is_a_script() {
    let linter = Linter::new(Options::default());
    for text in [
        "import { render } from './App.vue?vue&type=template'\nexport default render",
        "import Vue from 'vue';\nexport default Vue.extend({ data(): { a?: string } { return {} } });",
    ] {
        let report = linter.lint("App.vue", text.as_bytes()).file;
        assert_eq!((report.kind, report.notices), (FileKind::JavaScript, Vec::new()), "{text}");
    }
}

#[test]
fn a_language_without_a_reader_is_searched_as_text() {
    let key = key(3);
    let text = format!("<script lang=\"coffee\">\npay = -> apiKey: '{key}' unless a?\n</script>\n");
    let report = lint("App.vue", &text);
    assert_eq!((report.findings.len(), report.file.notices), (1, Vec::new()));
}
