//! Maps that the command finds beside files.

use std::{fs, path::Path};

use serde_json::Value;
use tempfile::TempDir;

use crate::made::{map, mappings, secret};

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn report(folder: &Path, arguments: &[&str]) -> Value {
    let output = crate::clean::leaklint()
        .args(arguments)
        .args(["--format", "json", "--fail-on", "never"])
        .current_dir(folder)
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn key_of(report: &Value) -> &Value {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().find(|finding| finding["rule"] == "callpaymin/api-key").unwrap()
}

fn seventh_line() -> String {
    map(&[("src/a.js", None)], &mappings(&[&[(0, Some((0, 6, 0)))]])).to_string()
}

#[test]
fn maps_are_found_in_the_folder() {
    let program = format!("call('{}')\n//# sourceMappingURL=../maps/x.map", secret(1));
    let folder = folder(&[("dist/js/a.js", &program), ("dist/maps/x.map", &seventh_line())]);
    let found = report(folder.path(), &["dist"]);
    assert_eq!(key_of(&found)["original"]["line"], 7);
    let without = report(folder.path(), &["dist", "--no-source-maps"]);
    assert!(key_of(&without)["original"].is_null());
    assert_eq!(without["summary"]["notes"], 0);
}

#[test]
fn a_file_that_was_named_itself_has_its_map_beside_it() {
    let program = format!("call('{}')\n//# sourceMappingURL=a.js.map", secret(2));
    let folder = folder(&[("dist/a.js", &program), ("dist/a.js.map", &seventh_line())]);
    assert_eq!(key_of(&report(folder.path(), &["dist/a.js"]))["original"]["line"], 7);
    let absolute = folder.path().join("dist/a.js");
    let absolute = report(folder.path(), &[absolute.to_str().unwrap()]);
    assert_eq!(key_of(&absolute)["original"]["line"], 7);
}

#[test]
fn nothing_outside_of_the_folder_is_read() {
    let program = format!("call('{}')\n//# sourceMappingURL=../../outside.map", secret(3));
    let folder = folder(&[("dist/js/a.js", &program), ("outside.map", &seventh_line())]);
    for path in ["dist", "dist/js/a.js"] {
        let found = report(folder.path(), &[path]);
        assert!(key_of(&found)["original"].is_null(), "{path}");
    }
}

#[test]
fn a_map_that_is_too_long_is_not_read() {
    let program = format!("call('{}')", secret(4));
    let map = seventh_line() + &" ".repeat(100_000);
    let folder = folder(&[("dist/a.js", &program), ("dist/a.js.map", &map)]);
    let found = report(folder.path(), &["dist", "--max-file-size", "50K"]);
    assert!(key_of(&found)["original"].is_null());
}
