//! The settings and the data that the pages show are taken by what reads them.

use std::fs;

use crate::blocks::blocks;

#[test]
fn every_leaklint_toml_is_read() {
    let mut count = 0;
    for block in blocks("toml") {
        // What a rule of the catalogue has is another file.
        let is_catalogue = block.place.starts_with("docs/adding-a-rule.md");
        if is_catalogue && !block.text.contains("[[rules]]") {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        // Files that are extended must be there.
        fs::write(folder.path().join("shared.toml"), "").unwrap();
        fs::create_dir(folder.path().join("project")).unwrap();
        let file = folder.path().join("project/leaklint.toml");
        fs::write(&file, &block.text).unwrap();
        fs::write(folder.path().join("project/a.js"), "a()").unwrap();
        let output = crate::clean::leaklint()
            .args(["a.js", "--quiet"])
            .current_dir(folder.path().join("project"))
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}: {output:?}\n{}", block.place, block.text);
        count += 1;
    }
    assert!(count > 2, "{count}");
}

#[test]
fn every_json_example_is_json() {
    for block in blocks("json") {
        let value = serde_json::from_str::<serde_json::Value>(&block.text);
        assert!(value.is_ok(), "{}: {value:?}", block.place);
    }
}
