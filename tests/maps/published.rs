//! Maps that are published: their sources are read, and that they are there is told.

use leaklint::{FileReport, Finding, Linter, Options, Report, Severity};
use serde_json::{Value, json};

use crate::made::{alone, map, mappings, original, secret};

fn lint(map: &Value) -> FileReport {
    alone("assets/a.js.map", &map.to_string())
}

fn keys(report: &FileReport) -> Vec<&Finding> {
    report.findings.iter().filter(|finding| finding.rule.starts_with("callpaymin")).collect()
}

fn note(report: &FileReport) -> &Finding {
    let mut notes = report.findings.iter().filter(|finding| finding.rule == "exposure/source-map");
    let note = notes.next().unwrap();
    assert!(notes.next().is_none());
    note
}

#[test]
fn what_only_a_source_holds_is_found_at_its_place() {
    let key = secret(1);
    for (name, source, place) in [
        ("src/a.ts", format!("const a: string = 1;\n// {key}\n"), (2, 4)),
        ("src/a.tsx", format!("export const A = () => <b title=\"{key}\"/>;\n"), (1, 34)),
        ("src/a.js", format!("if (false) {{\n  call('é', \"{key}\");\n}}\n"), (2, 14)),
        ("src/App.vue", format!("<template/>\n<script>\nconst k = '{key}'\n</script>"), (3, 12)),
        ("src/App.svelte", format!("<script>\n  let k = '{key}'\n</script>\n<b/>"), (2, 12)),
        ("webpack://x/./src/App.vue?a1b2", format!("export default {{ k: '{key}' }}"), (1, 22)),
        ("src/data.json", format!("{{\n \"a\": \"{key}\"}}"), (2, 8)),
        ("src/broken.js", format!("(((\n'{key}'"), (2, 2)),
    ] {
        let report = lint(&map(&[(name, Some(&source))], ""));
        let found = keys(&report);
        assert_eq!(found.len(), 1, "{name}: {:?}", report.findings);
        let (path, line, column) = original(found[0]).unwrap();
        assert_eq!((line, column), place, "{name}");
        assert!(name.contains(path), "{name}: {path}");
        // Its place in the map itself is the value, too.
        let location = &found[0].location;
        let text = map(&[(name, Some(&source))], "").to_string();
        assert_eq!(&text[location.offset as usize..location.end as usize], key, "{name}");
        assert_eq!(found[0].severity, Severity::Error);
    }
}

#[test]
fn a_value_of_bundle_and_map_is_one_finding() {
    let key = secret(2);
    let source = format!("\ncall('{key}')");
    let map =
        map(&[("src/a.js", Some(&source))], &mappings(&[&[(0, Some((0, 1, 0)))]])).to_string();
    // By its name, the map would come first.
    let linter = Linter::new(Options::default());
    let bundle = linter.lint("b.js", format!("call('{key}')").as_bytes());
    let report = Report::new([linter.lint("0a1b.js.map", map.as_bytes()), bundle]);
    let found: Vec<_> =
        report.findings.iter().filter(|finding| finding.rule.starts_with("callpaymin")).collect();
    assert_eq!(found.len(), 1);
    assert_eq!((&*found[0].location.path, found[0].occurrences.len()), ("b.js", 1));
    assert_eq!(original(found[0]), Some(("src/a.js", 2, 7)));
    let paths: Vec<_> = report.files.iter().map(|file| &*file.path).collect();
    assert_eq!(paths, ["0a1b.js.map", "b.js"]);
}

#[test]
fn a_map_is_told_of_with_the_files_that_it_publishes() {
    let report = lint(&map(
        &[
            ("webpack://x/./src/a.js", Some("a()")),
            ("webpack://x/./src/b.js", Some("b()")),
            ("webpack://x/./node_modules/c/index.js", Some("c()")),
            ("webpack/bootstrap", Some("d()")),
            ("webpack://x/webpack/runtime/load", Some("e()")),
        ],
        "AAAA",
    ));
    let note = note(&report);
    assert_eq!(note.severity, Severity::Note);
    assert_eq!(
        note.message,
        "This source map publishes 3 original files, 2 of them the project's own."
    );
    let without = lint(&map(&[("a.js", None)], "AAAA"));
    assert!(self::note(&without).message.contains("names 1 original file,"));
}

#[test]
fn a_wanted_map_is_allowed_like_every_finding() {
    let allow =
        serde_json::from_value(json!({"rule": "exposure/source-map", "reason": "open source"}));
    let options = Options { allow: vec![allow.unwrap()], ..Options::default() };
    let text = map(&[("a.js", Some("a()"))], "AAAA").to_string();
    assert!(Linter::new(options).lint("a.js.map", text.as_bytes()).findings.is_empty());
}

#[test]
fn other_peoples_code_is_told_of_less_loudly() {
    let key = secret(3);
    let source = format!("call('{key}')");
    let in_package = lint(&map(&[("../node_modules/a/b.js", Some(&source))], ""));
    assert_eq!(keys(&in_package)[0].severity, Severity::Warning);
    for member in ["ignoreList", "x_google_ignoreList"] {
        let mut ignored = map(&[("src/own.js", Some("")), ("vendor/b.js", Some(&source))], "");
        ignored[member] = json!([1]);
        assert_eq!(keys(&lint(&ignored))[0].severity, Severity::Warning, "{member}");
    }
}

#[test]
fn what_the_tool_made_has_no_original_place() {
    let key = secret(4);
    for name in ["<anon>", "webpack/runtime/define", "\u{0}virtual:x"] {
        let report = lint(&map(&[(name, Some(&format!("call('{key}')")))], ""));
        assert_eq!(keys(&report).len(), 1, "{name}");
        assert_eq!(original(keys(&report)[0]), None, "{name}");
    }
}

#[test]
fn sections_and_guards_are_read_too() {
    let key = secret(5);
    let inner = map(&[("src/a.js", Some(&format!("call('{key}')")))], "");
    let index =
        json!({"version": 3, "sections": [{"offset": {"line": 0, "column": 0}, "map": inner}]});
    assert_eq!(original(keys(&lint(&index))[0]), Some(("src/a.js", 1, 7)));
    let report = alone("a.js.map", &format!(")]}}'\n{inner}"));
    assert_eq!(original(keys(&report)[0]), Some(("src/a.js", 1, 7)));
}

#[test]
fn a_map_that_is_not_to_be_read_as_one_is_read_as_json() {
    let key = secret(6);
    let text = map(&[("src/a.js", Some(&format!("call('{key}')")))], "").to_string();
    let options = Options { source_maps: false, ..Options::default() };
    let report = Linter::new(options).lint("a.js.map", text.as_bytes());
    assert_eq!(report.findings.len(), 1);
    assert_eq!(original(&report.findings[0]), None);
}

#[test]
fn the_maps_of_a_build_are_one_note_with_their_number() {
    let linter = Linter::new(Options::default());
    let text = map(&[("src/a.js", Some("a()"))], "AAAA").to_string();
    let maps = |names: &[&str]| {
        let report = Report::new(names.iter().map(|name| linter.lint(name, text.as_bytes())));
        let notes: Vec<_> = report.findings.iter().map(|note| note.title.clone()).collect();
        assert_eq!((notes.len() as u64, report.summary.notes), (1, 1), "{notes:?}");
        report.findings[0].clone()
    };
    let one = maps(&["a.js.map"]);
    assert_eq!((&*one.title, one.occurrences.len()), ("Published source map", 0));
    let all = maps(&["c.js.map", "a.js.map", "b.js.map"]);
    assert_eq!(all.title, "3 published source maps");
    assert!(all.message.ends_with(" 2 more source maps are published with it."), "{}", all.message);
    let places = all.occurrences.iter().map(|place| &*place.path);
    assert_eq!((&*all.location.path, places.collect()), ("a.js.map", vec!["b.js.map", "c.js.map"]));
    // What a baseline knows of it goes on when a build has other maps.
    assert_eq!(one.fingerprint, all.fingerprint);
}
