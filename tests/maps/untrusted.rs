//! Maps that lie, break off, or never end.

use std::time::{Duration, Instant};

use leaklint::{Linter, Options};
use serde_json::json;

use crate::made::{alone, lint, lint_bytes, map, mappings, original, secret};

#[test]
fn a_map_that_is_none_is_told_of_and_the_key_stays() {
    let key = secret(1);
    let program = format!("call('{key}')");
    for text in
        ["", "null", "[]", "{", "not json", "{\"version\":3}", "<!doctype html>", "\u{0}\u{1}"]
    {
        let report = lint_bytes("a.js", &program, text.as_bytes());
        assert_eq!(report.findings.len(), 1, "{text}");
        assert_eq!(original(&report.findings[0]), None);
        assert!(
            report.file.notices[0].contains("`a.js.map` was not used"),
            "{:?}",
            report.file.notices
        );
    }
    let report = alone("a.js.map", &format!("{{\"mappings\": \"{key}"));
    assert_eq!(report.findings.len(), 1);
    assert!(report.file.notices.iter().any(|notice| notice.contains("not read as a source map")));
}

#[test]
fn a_map_outside_of_the_folder_is_not_asked_for() {
    let key = secret(2);
    for url in ["../../../etc/passwd", "%2e%2e/%2e%2e/x", "/../x"] {
        let program = format!("call('{key}')\n//# sourceMappingURL={url}");
        let report = Linter::new(Options::default()).lint_with_maps(
            "js/a.js",
            program.as_bytes(),
            &|path| panic!("{path}"),
        );
        assert!(report.file.notices[0].contains("outside of the folder"), "{url}");
    }
}

#[test]
fn numbers_that_lie_give_no_place() {
    let key = secret(3);
    let program = format!("call('{key}')");
    for mappings in [
        mappings(&[&[(0, Some((7, 0, 0)))]]),
        mappings(&[&[(0, Some((0, u32::MAX, u32::MAX)))]]),
        "AADA".to_owned(),
        "A/////////D".to_owned(),
        "!!!".to_owned(),
        "AAAAAAAA,,,;;;A".to_owned(),
    ] {
        let report = lint(&program, &map(&[("a.js", Some("x"))], &mappings));
        assert_eq!(report.findings.len(), 1, "{mappings}");
    }
    let lying = json!({"version": 3, "sections": [
        {"offset": {"line": 4_000_000_000u32, "column": 4_000_000_000u32}, "map": map(&[], "AAAA")},
        {"offset": {"line": -1, "column": 1.5}, "map": map(&[], "AAAA")},
        {"offset": {"line": 0, "column": 0}, "map": map(&[("a.js", None)], "AAAA")},
    ]});
    assert_eq!(original(&lint(&program, &lying).findings[0]), Some(("a.js", 1, 1)));
}

#[test]
fn a_map_within_a_map_within_a_map_ends() {
    let mut text = map(&[("a.js", Some("x"))], "AAAA").to_string();
    for _ in 0..12 {
        let data = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, &text);
        let source = format!("f()\n//# sourceMappingURL=data:application/json;base64,{data}");
        text = map(&[("a.js", Some(&source))], "AAAA").to_string();
    }
    alone("a.js.map", &text);
    let mut index = map(&[("a.js", Some("x"))], "AAAA");
    for _ in 0..30 {
        index =
            json!({"version": 3, "sections": [{"offset": {"line": 0, "column": 0}, "map": index}]});
    }
    alone("b.js.map", &index.to_string());
}

#[test]
fn large_and_deep_maps_end_soon() {
    let key = secret(4);
    let program = format!("call('{key}')");
    for (what, text) in [
        ("lines", format!("{{\"mappings\":\"{}\"}}", ";".repeat(3_000_000))),
        ("segments", format!("{{\"mappings\":\"{}\"}}", "AAAA,".repeat(600_000))),
        ("one number", format!("{{\"mappings\":\"{}\"}}", "g".repeat(3_000_000))),
        ("names", format!("{{\"mappings\":\"\",\"sources\":[{}1]}}", "\"a\",".repeat(300_000))),
        ("depth", format!("{{\"mappings\":\"\",\"x\":{}", "[".repeat(1_000_000))),
        ("sections", format!("{{\"sections\":[{}1]}}", "{\"map\":{}},".repeat(100_000))),
    ] {
        let start = Instant::now();
        lint_bytes("a.js", &program, text.as_bytes());
        alone("a.js.map", &text);
        assert!(start.elapsed() < Duration::from_secs(20), "{what}: {:?}", start.elapsed());
    }
}

#[test]
fn many_findings_of_one_file_are_told_in_one_pass() {
    let count = 3_000u32;
    let keys: Vec<String> = (0..count).map(|seed| secret(u64::from(seed) + 100)).collect();
    let mut program = String::new();
    let mut segments = Vec::new();
    for (line, key) in (0..).zip(&keys) {
        segments.push((program.len() as u32 + 2, Some((0, line, 0))));
        program += &format!("f('{key}');");
    }
    let report = lint(&program, &map(&[("a.js", None)], &mappings(&[&segments])));
    assert_eq!(report.findings.len(), count as usize);
    for (line, finding) in (1..).zip(&report.findings) {
        assert_eq!(original(finding).map(|place| place.1), Some(line));
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_a_map(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        lint_bytes("a.js", "f()", &bytes);
        Linter::new(Options::default()).lint("a.js.map", &bytes);
    }

    #[test]
    fn a_map_may_be_cut_anywhere(cut in 0usize..400) {
        let key = secret(5);
        let source = format!("call('{key}')");
        let text = map(&[("src/a.js", Some(&source))], "AAAA,SASDAS;AA").to_string();
        let cut = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let report = Linter::new(Options::default()).lint("a.js.map", text[..cut].as_bytes());
        let is_whole = text[..cut].contains(&key);
        let found = report.findings.iter().any(|finding| finding.rule.starts_with("callpaymin"));
        proptest::prop_assert_eq!(found, is_whole || found);
        proptest::prop_assert!(found || !is_whole);
    }
}
