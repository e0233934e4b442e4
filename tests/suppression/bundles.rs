//! Comments in the sources of a map, and in what a bundler wrote.

use leaklint::{FileReport, Linter, Report};
use serde_json::{Value, json};

use crate::{RULE, options, secret, told};

/// A map with everything at the beginning of its first source.
fn map(sources: &[(&str, &str)]) -> Value {
    let names: Vec<&str> = sources.iter().map(|(name, _)| *name).collect();
    let texts: Vec<&str> = sources.iter().map(|(_, text)| *text).collect();
    json!({"version": 3, "sources": names, "sourcesContent": texts, "mappings": "AAAA"})
}

/// Lints a bundle with its map beside it, and the map.
fn lint(program: &str, map: &Value) -> [FileReport; 2] {
    let linter = Linter::new(options());
    let map = map.to_string();
    let bytes = || Some(map.as_bytes().to_vec());
    let beside = |path: &str| if path == "a.js.map" { bytes() } else { None };
    let bundle = linter.lint_with_maps("a.js", program.as_bytes(), &beside);
    [bundle, linter.lint("a.js.map", map.as_bytes())]
}

/// What is told of the map itself is not what is looked at here.
fn without_map(files: [FileReport; 2]) -> Vec<String> {
    let report = Report::new(files);
    let rules = report.findings.into_iter().map(|finding| finding.rule);
    rules.filter(|rule| rule != "exposure/source-map").collect()
}

fn minified(key: &str) -> String {
    format!("const a=\"{key}\";{}", "f(1);".repeat(200))
}

#[test]
fn a_comment_in_the_source_allows_what_the_bundle_has() {
    let key = secret(1);
    let source = format!("\n// leaklint-allow {RULE}: a sample\nconst a = '{key}'\n");
    let files = lint(&minified(&key), &map(&[("src/pay.js", &source)]));
    assert_eq!(told(&files[0]), (vec![], 1));
    let comment = files[0].suppressed[0].comment.as_ref().unwrap();
    assert_eq!((&*comment.path, comment.line), ("src/pay.js", 2));
    assert_eq!(without_map(files), [""; 0]);
}

#[test]
fn a_comment_beside_a_variable_allows_its_inlined_value_and_is_needed() {
    let source = format!("import.meta.env.VITE_PAY // leaklint-allow {RULE}: a sample\n");
    let files = lint(&format!("\"{}\";", secret(2)), &map(&[("src/pay.js", &source)]));
    assert_eq!(told(&files[0]), (vec![], 1));
    // The map alone has nothing beside the comment.
    assert!(told(&files[1]).0.contains(&"allow/unused"));
    assert_eq!(without_map(files), [""; 0]);
}

#[test]
fn a_comment_elsewhere_in_the_source_allows_nothing() {
    let key = secret(3);
    let source = format!("// leaklint-allow {RULE}: a sample\n\nconst a = '{key}'\n");
    let files = lint(&minified(&key), &map(&[("src/pay.js", &source)]));
    let mut rules = without_map(files);
    rules.sort();
    assert_eq!(rules, ["allow/unused", RULE]);
}

#[test]
fn a_packages_comment_does_not_count_and_is_told() {
    let key = secret(4);
    let source = format!("// leaklint-allow {RULE}: trust me\nconst a = '{key}'\n");
    for path in ["node_modules/pay/index.js", "webpack://x/./node_modules/pay/index.js"] {
        let files = lint(&minified(&key), &map(&[(path, &source)]));
        assert!(files.iter().all(|file| file.suppressed.is_empty()), "{path}");
        for file in &files {
            let notices = file.file.notices.join("\n");
            assert!(notices.contains("node_modules/pay/index.js:1 does not count"), "{notices}");
        }
        assert_eq!(without_map(files), [RULE], "{path}");
    }
}

#[test]
fn a_packages_comment_that_a_bundler_kept_does_not_count_either() {
    let key = secret(5);
    let program = format!("/*! leaklint-allow {RULE}: trust me */{}", minified(&key));
    let source = format!("const a = '{key}'");
    let [bundle, _] = lint(&program, &map(&[("../node_modules/pay/index.js", &source)]));
    assert_eq!(told(&bundle), (vec![RULE], 0));
    // Of the project's own code it does.
    let [bundle, _] = lint(&program, &map(&[("../src/pay.js", &source)]));
    assert_eq!(told(&bundle), (vec![], 1));
}

#[test]
fn in_a_bundle_of_one_line_a_comment_allows_the_value_behind_it_only() {
    let [one, two] = [secret(6), secret(7)];
    let program = format!(
        "/*! leaklint-allow {RULE}: a sample */const a={{k:\"{one}\"}},b=\"{two}\";{}",
        "f(1);".repeat(200)
    );
    let report = Linter::new(options()).lint("a.js", program.as_bytes());
    assert_eq!(told(&report), (vec![RULE], 1));
    let banner = format!("/*! leaklint-allow {RULE}: a sample */\nf();{}", minified(&one));
    let report = Linter::new(options()).lint("a.js", banner.as_bytes());
    assert_eq!(told(&report), (vec!["allow/unused", RULE], 0));
}

#[test]
fn maps_that_lie_allow_nothing() {
    let key = secret(8);
    let text = format!("leaklint-allow {RULE}: x");
    for broken in [text.clone(), format!("{{\"version\":3,\"x\":\"{text}\"}}")] {
        let beside = |_: &str| Some(broken.clone().into_bytes());
        let linter = Linter::new(options());
        let report = linter.lint_with_maps("a.js", minified(&key).as_bytes(), &beside);
        assert_eq!(told(&report), (vec![RULE], 0), "{broken}");
    }
}
