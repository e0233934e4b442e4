//! What leaklint is made of is written down, and nothing runs when it is installed.

use std::fs;

fn read(path: &str) -> String {
    fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn every_dependency_is_explained() {
    let explained = read("docs/dependencies.md");
    let manifest = read("Cargo.toml");
    let mut is_dependency = false;
    let mut count = 0;
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_dependency = line.contains("dependencies]");
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| is_dependency) {
            assert!(explained.contains(&format!("`{name}`")), "{name} is not explained");
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn the_npm_package_runs_nothing_when_it_is_installed() {
    let package: serde_json::Value = serde_json::from_str(&read("pkg/package.json")).unwrap();
    let scripts = package["scripts"].as_object().unwrap();
    for name in [
        "preinstall",
        "install",
        "postinstall",
        "prepare",
        "prepublish",
        "preprepare",
        "postprepare",
    ] {
        assert!(!scripts.contains_key(name), "{name}");
    }
    let explained = read("docs/dependencies.md");
    for name in package["dependencies"].as_object().unwrap().keys() {
        assert!(explained.contains(&format!("`{name}`")), "{name} is not explained");
    }
}
