//! Packed twins of files.

use crate::command::{Project, secret_key};

fn packed(text: &str) -> Vec<u8> {
    let mut bytes = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];
    bytes.extend(miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6));
    bytes.extend([0; 8]);
    bytes
}

fn places(project: &Project, arguments: &str) -> Vec<String> {
    let report = project.run(arguments).json();
    let findings = report["findings"].as_array().unwrap();
    let places = findings.iter().flat_map(|finding| {
        let further = finding["occurrences"].as_array().unwrap();
        [&finding["location"]].into_iter().chain(further).cloned().collect::<Vec<_>>()
    });
    places.map(|place| place["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_twin_of_a_linted_file_says_nothing_new() {
    let text = format!("k = \"{}\"", secret_key(1));
    let project = Project::new().file("dist/app.js", &text).file("dist/app.js.gz", packed(&text));
    assert_eq!(places(&project, "dist --format json"), ["app.js"]);
    assert_eq!(places(&project, "dist/app.js.gz --format json"), ["dist/app.js.gz!/app.js"]);
}

#[test]
fn a_twin_of_another_build_or_without_its_file_is_looked_into() {
    let text = format!("k = \"{}\"", secret_key(2));
    let project = Project::new()
        .file("dist/app.js", "k = 1")
        .file("dist/app.js.gz", packed(&text))
        .file("dist/alone.js.gz", packed(&text));
    assert_eq!(
        places(&project, "dist --format json"),
        ["alone.js.gz!/alone.js", "app.js.gz!/app.js"]
    );
}
