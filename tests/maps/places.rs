//! Where findings of a generated file were written.

use base64::prelude::*;
use serde_json::json;

use crate::made::{alone, lint, lint_bytes, map, mappings, original, secret};

#[test]
fn a_value_is_told_where_it_stands_in_its_source() {
    let key = secret(1);
    let program = format!("a();b(\"{key}\")");
    let source = format!("// first\n\nuse(\n  '{key}',\n);\n");
    let map = map(
        &[("../src/other.ts", None), ("../src/pay.ts", Some(&source))],
        &mappings(&[&[(0, Some((0, 0, 0))), (6, Some((1, 3, 2)))]]),
    );
    let report = lint(&program, &map);
    assert_eq!(original(&report.findings[0]), Some(("src/pay.ts", 4, 4)));
    assert!(report.file.notices.is_empty());
}

#[test]
fn without_its_text_the_map_alone_tells() {
    let key = secret(2);
    let program = format!("a();b(\"{key}\")");
    let map =
        map(&[("src/pay.ts", None)], &mappings(&[&[(0, Some((0, 8, 1))), (6, Some((0, 41, 12)))]]));
    assert_eq!(original(&lint(&program, &map).findings[0]), Some(("src/pay.ts", 42, 14)));
}

#[test]
fn a_coarse_map_is_made_exact_by_the_text() {
    let key = secret(3);
    let source = format!("const config = {{\n  name: 'é😀',\n  key: '{key}',\n}};\n");
    let map = map(&[("src/pay.ts", Some(&source))], &mappings(&[&[(0, Some((0, 0, 0)))]]));
    let report = lint(&format!("const a={{name:'x',key:'{key}'}}"), &map);
    assert_eq!(original(&report.findings[0]), Some(("src/pay.ts", 3, 9)));
}

#[test]
fn a_constant_is_told_where_it_was_written_and_not_where_it_is_used() {
    let key = secret(4);
    let config = format!("\nexport const KEY = '{key}';\n");
    let map = map(
        &[("src/use.ts", Some("call(KEY)\n")), ("src/config.ts", Some(&config))],
        &mappings(&[&[(5, Some((0, 0, 5)))]]),
    );
    let report = lint(&format!("call('{key}')"), &map);
    assert_eq!(original(&report.findings[0]), Some(("src/config.ts", 2, 21)));
}

#[test]
fn a_variable_is_told_by_its_name() {
    let key = secret(5);
    let source = "fetch(url, {\n  headers: { Authorization: import.meta.env.VITE_SHOP_KEY },\n})";
    let map = map(&[("src/pay.ts", Some(source))], &mappings(&[&[(30, Some((0, 1, 28)))]]));
    let report = lint(&format!("fetch(a,{{headers:{{Authorization:`{key}`}}}})"), &map);
    assert_eq!(original(&report.findings[0]).unwrap().1, 2);
    assert_eq!(report.findings[0].env.as_deref(), Some("VITE_SHOP_KEY"));
}

#[test]
fn columns_count_utf16_units_in_both_texts() {
    let key = secret(6);
    let program = format!("a('😀é');b('{key}')");
    let source = format!("b('😀', '{key}')");
    // `b` stands behind 8 units.
    let map = map(
        &[("s.js", Some(&source))],
        &mappings(&[&[(0, Some((0, 90, 0))), (9, Some((0, 0, 0)))]]),
    );
    assert_eq!(original(&lint(&program, &map).findings[0]), Some(("s.js", 1, 10)));
}

#[test]
fn sections_have_their_own_places() {
    let [one, two] = [secret(7), secret(8)];
    let program = format!("a('{one}');b('{two}')\nc()");
    let split = program.find(";b").unwrap() as u32 + 1;
    let inner = |name: &str, key: &str, line: u32| {
        map(
            &[(name, Some(&format!("{}x('{key}')", "\n".repeat(line as usize))))],
            &mappings(&[&[(0, Some((0, line, 0)))]]),
        )
    };
    let index = json!({"version": 3, "sections": [
        {"offset": {"line": 0, "column": 0}, "map": inner("one.js", &one, 4)},
        {"offset": {"line": 0, "column": split}, "map": inner("two.js", &two, 9)},
    ]});
    let report = lint(&program, &index);
    let places: Vec<_> = report.findings.iter().filter_map(original).collect();
    assert_eq!(places, [("one.js", 5, 4), ("two.js", 10, 4)]);
}

#[test]
fn names_of_bundlers_are_paths() {
    let key = secret(9);
    let program = format!("b('{key}')");
    for (root, source, path) in [
        ("", "webpack://shop/./src/pay.js", "src/pay.js"),
        ("", "turbopack:///[project]/app/pay.tsx", "app/pay.tsx"),
        ("/src", "pay.js", "/src/pay.js"),
        ("src/", "pay.js", "src/pay.js"),
        ("", "../../src/pay.js", "src/pay.js"),
    ] {
        let mut map = map(&[(source, None)], &mappings(&[&[(0, Some((0, 0, 0)))]]));
        map["sourceRoot"] = root.into();
        assert_eq!(original(&lint(&program, &map).findings[0]).unwrap().0, path, "{source}");
    }
}

#[test]
fn a_map_is_found_by_its_comment_and_by_its_name() {
    let key = secret(10);
    let map = map(&[("pay.js", None)], &mappings(&[&[(0, Some((0, 6, 0)))]])).to_string();
    let linter = leaklint::Linter::new(leaklint::Options::default());
    for (comment, path) in [
        ("", "js/a.js.map"),
        ("\n//# sourceMappingURL=1jr4.js.map", "js/1jr4.js.map"),
        ("\n//@ sourceMappingURL=../maps/a.map?x#y\n", "maps/a.map"),
        ("\n//# sourceMappingURL=https://cdn.example/x/a.map\n", "js/a.map"),
        ("\n//# sourceMappingURL=missing.map", "js/a.js.map"),
        ("\n//# sourceMappingURL=a.map\n//# debugId=85314830-023f", "js/a.map"),
    ] {
        let program = format!("b('{key}'){comment}");
        let report = linter.lint_with_maps("js/a.js", program.as_bytes(), &|asked| {
            (asked == path).then(|| map.clone().into_bytes())
        });
        assert_eq!(original(&report.findings[0]).map(|place| place.1), Some(7), "{comment}");
    }
    let style = format!("/* {key} */\n/*# sourceMappingURL=a.css.map */");
    let report = lint_bytes("a.css", &style, map.as_bytes());
    assert_eq!(original(&report.findings[0]).map(|place| place.1), Some(7));
}

#[test]
fn a_map_may_be_in_the_file_itself() {
    let key = secret(11);
    let source = format!("\nb('{key}')");
    let map =
        map(&[("src/pay.js", Some(&source))], &mappings(&[&[(0, Some((0, 1, 0)))]])).to_string();
    let escaped: String = map.bytes().map(|byte| format!("%{byte:02X}")).collect();
    for data in [
        format!("application/json;charset=utf-8;base64,{}", BASE64_STANDARD.encode(&map)),
        format!("application/json;base64,{}", BASE64_STANDARD_NO_PAD.encode(&map)),
        format!("application/json,{escaped}"),
    ] {
        let program = format!("b('{key}')\n//# sourceMappingURL=data:{data}\n");
        let report = alone("a.js", &program);
        let keys: Vec<_> =
            report.findings.iter().filter(|f| f.rule == "callpaymin/api-key").collect();
        assert_eq!(keys.len(), 1, "{data}");
        assert_eq!((keys[0].location.offset, original(keys[0])), (3, Some(("src/pay.js", 2, 4))));
        assert!(report.findings.iter().any(|finding| finding.rule == "exposure/source-map"));
    }
}

#[test]
fn a_map_is_not_asked_for_when_there_is_nothing_to_tell() {
    let linter = leaklint::Linter::new(leaklint::Options::default());
    linter.lint_with_maps("a.js", b"f()\n//# sourceMappingURL=a.map", &|path| panic!("{path}"));
    let options = leaklint::Options { source_maps: false, ..leaklint::Options::default() };
    let program = format!("f('{}')", secret(12));
    let report =
        leaklint::Linter::new(options)
            .lint_with_maps("a.js", program.as_bytes(), &|path| panic!("{path}"));
    assert_eq!(report.findings.len(), 1);
}
